//! One law under many names: however it is named on the way in, it is the same law and decides the same, to the byte.

use super::{finish, program};
use std::path::Path;

/// What the law of the example decides, asked in a folder under a name, in both forms.
fn decided(folder: &Path, law: &str) -> String {
    let case =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/advanced_computing/cases/partly_known_2023-12-01.json");
    let ask = |more: &[&str]| {
        let ran = finish(program().current_dir(folder).args(["decide", law]).arg(&case).args(more), b"");
        assert_eq!(ran.code, 0, "{law}: {}", ran.err);
        ran.out
    };
    ask(&["--format", "json"]) + &ask(&["--why"])
}

#[test]
fn a_decision_does_not_depend_on_how_the_law_was_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let absolute = root.join("examples/advanced_computing");
    let first = decided(root, "examples/advanced_computing");
    assert!(first.contains(r#""place": "october_2023.lxp:"#), "{first}");
    for (folder, law) in [
        (root, "./examples/advanced_computing"),
        (root, "examples/../examples/advanced_computing/law.lxp"),
        (root, absolute.to_str().unwrap()),
        (absolute.as_path(), "."),
        (absolute.as_path(), "law.lxp"),
        (&root.join("tests"), "../examples/advanced_computing/"),
    ] {
        assert!(decided(folder, law) == first, "{law} in {}", folder.display());
    }
}
