//! What nobody should give to the program, and somebody will.

use super::{finish, program, read, run, run_with};

/// Folders that a test fills.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

#[test]
fn files_that_are_no_text() {
    let image: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe";
    let folder = folder(&[("law.lxp", image), ("case.json", image)]);
    let at = |name: &str| folder.path().join(name);
    let ran = finish(program().arg("check").arg(at("law.lxp")), b"");
    assert_eq!((ran.code, ran.out.as_str()), (7, ""));
    assert!(ran.err.contains("is not UTF-8 text"), "{}", ran.err);
    let ran = finish(program().args(["decide", "tests/cases/cli/law.lxp"]).arg(at("case.json")), b"");
    assert_eq!((ran.code, ran.out.as_str()), (7, ""));
    assert!(ran.err.contains("LX0216"), "{}", ran.err);
}

#[test]
fn brackets_without_end() {
    let brackets = vec![b'['; 10 << 20];
    let ran = run_with("decide @law.lxp -", &brackets);
    assert_eq!((ran.code, ran.out.as_str()), (5, ""));
    assert!(ran.err.len() < 4000, "{} bytes of message", ran.err.len());
    let ran = run_with("check -", &brackets);
    assert_eq!((ran.code, ran.out.as_str()), (4, ""));
    assert!(ran.err.len() < 4000, "{} bytes of message", ran.err.len());
}

#[test]
fn more_text_than_is_read() {
    let spaces = vec![b' '; 17 << 20];
    for line in ["check -", "decide @law.lxp -", "decide - @license.json"] {
        let ran = run_with(line, &spaces);
        assert_eq!((ran.code, ran.out.as_str()), (7, ""), "{line}");
        assert!(ran.err.contains("LX0217"), "{line}: {}", ran.err);
    }
}

#[test]
fn nothing_at_all() {
    let ran = run_with("decide @law.lxp -", b"");
    assert_eq!((ran.code, ran.out.as_str()), (5, ""));
    assert!(ran.err.contains("LX0501") && ran.err.contains("the text is empty"), "{}", ran.err);
    assert_eq!(run_with("check -", b"").code, 0);
}

#[test]
fn a_law_without_rules_permits_nothing() {
    for law in ["", "# nothing\n", "record Parcel\n    weight : Number\n\nfact parcel : Parcel\n"] {
        let ran = run_with("decide - @license.json --on 2024-05-01", law.as_bytes());
        assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{law}");
        assert!(ran.err.contains("LX0609"), "{}", ran.err);
    }
}

#[test]
fn a_folder_without_a_law() {
    let folder = folder(&[("law.txt", b"unit TPP\n")]);
    for command in ["check", "test", "fmt"] {
        let ran = finish(program().arg(command).arg(folder.path()), b"");
        assert_eq!((ran.code, ran.out.as_str()), (7, ""), "{command}");
        assert!(ran.err.contains("no law file in"), "{command}: {}", ran.err);
    }
    let ran = finish(program().arg("schema").arg(folder.path()), b"");
    assert_eq!((ran.code, ran.out.as_str()), (7, ""));
    assert!(ran.err.contains("law.lxp"), "{}", ran.err);
}

/// A law and a case with escapes, control characters and turned reading directions wherever a text may stand.
#[test]
fn texts_that_would_act_on_a_terminal() {
    const ACTS: &str = "\u{1b}[2J\u{1b}[32mauthorized\u{1b}]0;x\u{7}\u{9b}1m\u{202e}\r\u{8}";
    let law = format!(
        "record Parcel \"A {ACTS} parcel\"\n    owner : Text \"{ACTS}\"\n    weight : Number \"{ACTS}\"\n\n\
         fact parcel : Parcel\n\n\
         instrument act \"{ACTS}\"\n    citation \"{ACTS}\"\n    force statute\n    effective 2020-01-01\n\n\
         rule known \"{ACTS}\"\n    under act\n    cites \"{ACTS}\"\n    requires license\n    flags \"{ACTS}\"\n    \
         duty report \"{ACTS}\"\n    \
         if all of\n        parcel.owner = \"x\" or parcel.weight > 5\n        parcel.weight > 2\n\n\
         scenario \"{ACTS}\"\n    given parcel.owner = \"{ACTS}\"\n    on 2024-01-01\n    expect authorized\n"
    );
    // In a law it would end the line.
    let law = law.replace('\r', "");
    let case = |weight: &str| {
        let text = serde_json::json!({ "parcel": { "owner": format!("Acme\n  because  nothing {ACTS}") } });
        text.to_string().replace("\"}}", &format!("\"{weight}}}}}"))
    };
    let folder = folder(&[
        ("law.lxp", law.as_bytes()),
        ("case.json", case(", \"weight\": 3").as_bytes()),
        ("open.json", case("").as_bytes()),
        ("wrong.json", case(&format!(", \"{}\": 3", "\u{9b}\u{202e}")).as_bytes()),
        ("cases.ndjson", case(", \"weight\": 3").as_bytes()),
        ("questions.session", b":load case.json\n:facts\nparcel.owner\n:decide\n:why known\n:rules\n"),
    ]);
    let acts = |letter: char| letter.is_control() && letter != '\n' || "\u{202e}".contains(letter);
    for line in [
        "decide . case.json --on 2024-01-01",
        "decide . case.json --on 2024-01-01 --why",
        "decide . open.json --on 2024-01-01 --why",
        "decide . case.json --on 2024-01-01 --format json",
        "decide . wrong.json --on 2024-01-01",
        "decide . wrong.json --on 2024-01-01 --format json",
        "impact . --cases cases.ndjson --from 2019-01-01 --to 2024-01-01 --why 1",
        "impact . --cases cases.ndjson --from 2019-01-01 --to 2024-01-01 --format ndjson",
        "test .",
        "test . --format json",
        "check .",
        "schema .",
        "repl . --on 2024-01-01 --script questions.session",
    ] {
        let ran = finish(program().args(line.split(' ')).current_dir(folder.path()), b"");
        assert!(!ran.out.contains(acts) && !ran.err.contains(acts), "{line}: {:?} {:?}", ran.out, ran.err);
        assert!(ran.out.len() + ran.err.len() > 20, "{line} says nothing");
        // In color, escapes that set one are ours, and in a decision no text of others may hold one.
        let ran = finish(program().args(line.split(' ')).args(["--color", "always"]).current_dir(folder.path()), b"");
        for text in [ran.out, ran.err] {
            let plain = anstream::adapter::strip_str(&text).to_string();
            assert!(!plain.contains(acts), "{line}: {plain:?}");
            assert!(!line.starts_with("decide") || !text.contains("[32mauthorized\u{1b}"), "{line}: {text:?}");
        }
    }
    let ran =
        finish(program().args(["decide", ".", "case.json", "--on", "2024-01-01"]).current_dir(folder.path()), b"");
    assert!(ran.out.contains("Acme␊  because  nothing ␛[2J␛[32mauthorized"), "{}{}", ran.out, ran.err);
}

/// What is said of files that are no case, or no law, and the way out of it.
#[test]
fn files_of_another_kind() {
    let utf_16: &[u8] = b"\xff\xfe{\0}\0";
    let folder = folder(&[("law.lxp", &read("law.lxp")), ("case.json", &read("license.json")), ("wide.json", utf_16)]);
    let at = |name: &str| folder.path().join(name).display().to_string();
    let said = |law: &str, case: &str| {
        let ran = finish(program().args(["decide", law, case]), b"");
        assert_eq!(ran.out, "");
        (
            ran.code,
            ran.err
                .lines()
                .find_map(|line| Some(line.split_once("help: ").or(line.split_once("tip: "))?.1.to_owned()))
                .unwrap(),
        )
    };
    let (law, case) = (at("law.lxp"), at("case.json"));
    let expected = [
        (&law, &at(""), 7, format!("name a case in this folder, such as `{case}`")),
        (&law, &"tests".to_owned(), 7, "a case is one file, with the facts as JSON".to_owned()),
        (&law, &at("wide.json"), 7, "it begins as UTF-16 does; save the file as UTF-8".to_owned()),
        (&law, &at("x"), 7, "name a file with the facts as JSON, or `-` for standard input".to_owned()),
        (&case, &law, 2, format!("lexport decide {law} {case}")),
        (&"examples".to_owned(), &case, 7, "name a law in this folder, such as `examples/01_first_rule`".to_owned()),
        (&"grammar".to_owned(), &case, 7, "laws end in `.lxp`, and the law of a folder is its `law.lxp`".to_owned()),
    ];
    for (law, case, code, help) in expected {
        assert_eq!(said(law, case), (code, help), "{law} {case}");
    }
}

#[test]
fn several_cases_at_once() {
    for cases in ["{}\n{}\n", "[{}, {}]"] {
        let ran = run_with("decide @law.lxp -", cases.as_bytes());
        assert_eq!((ran.code, ran.out.as_str()), (5, ""));
        assert!(ran.err.contains("help: a text holds one case, an object; ask about each by itself"), "{}", ran.err);
    }
}

#[test]
fn names_that_are_nearly_right() {
    let ran = run("decide @law.lxp @licence.json");
    assert!(ran.err.contains("did you mean `tests/cases/cli/license.json`?"), "{}", ran.err);
    let ran = run("decide @law.lxp @license.json --supose lantern_bill");
    assert!(ran.err.contains("'--suppose'"), "{}", ran.err);
    let ran = run("decid @law.lxp @license.json");
    assert!(ran.err.contains("'decide'"), "{}", ran.err);
    let ran = run("decide @law.lxp @license.json --suppose lantern_bil");
    assert!(ran.err.contains("`lantern_bill`"), "{}", ran.err);
}

#[test]
fn line_ends_and_marks_of_other_machines() {
    let law = String::from_utf8(read("law.lxp")).unwrap().replace('\n', "\r\n");
    let ran = run_with("decide - @license.json --format json", format!("\u{feff}{law}").as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let case = String::from_utf8(read("license.json")).unwrap().replace('\n', "\r\n");
    let ran = run_with("decide @law.lxp - --format json", format!("\u{feff}{case}").as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
}
