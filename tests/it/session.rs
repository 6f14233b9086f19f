//! Loading: what a law may read, in which order, and that all we ship checks without a fault.

use lexport::diagnostic::{Bag, Style, render};
use lexport::session::{Coverage, LARGEST_FILE, LIBRARY, Rewrite, Session, World, rewrite};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn codes(bag: &Bag) -> Vec<String> {
    bag.iter().map(lexport::diagnostic::Finding::code).collect()
}

/// Loads and checks; the codes of what is wrong, and the names of the files in the order of the trees.
fn load(path: &Path) -> (Vec<String>, Vec<String>) {
    let mut session = Session::load(path);
    session.check();
    let names = session.files.iter().map(|file| {
        let name = &session.sources.get(file.source).unwrap().name;
        name.rsplit('/').next().unwrap().to_owned()
    });
    (names.collect(), codes(&session.bag))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file with this ending below a folder of the repository.
fn below(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut open = vec![root().join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn assert_clean(session: &mut Session, name: &str) {
    session.check();
    let bag = session.take_findings();
    let shown = render(&bag, &session.sources, Style::Graphical { color: false, width: 100 });
    assert!(!bag.has_errors(), "{name}:\n{shown}");
}

#[test]
fn imports_come_first_and_once() {
    let folder = folder(&[
        ("law.lxp", "import a\nimport parts/b\nimport std/units/mass\n"),
        ("a.lxp", "import parts/b\nimport law\n"),
        ("parts/b.lxp", "import a\nimport parts/b\nimport std/units/mass\n"),
    ]);
    let (names, codes) = load(&folder.path().join("law.lxp"));
    assert_eq!(names, ["mass.lxp", "b.lxp", "a.lxp", "law.lxp"]);
    assert!(codes.is_empty(), "{codes:?}");
    assert_eq!(load(folder.path()).0.len(), 4, "a folder stands for the `law.lxp` in it");
}

#[test]
fn several_files_are_one_law() {
    let folder = folder(&[
        ("one.lxp", "import shared\nrule r\n    prohibits\n    if agreed\n"),
        ("shared.lxp", "fact agreed : Bool\n"),
        ("two/two.lxp", "exception e\n    to r\n    if agreed\n"),
    ]);
    let paths = [folder.path().join("one.lxp"), folder.path().join("two/two.lxp"), folder.path().join("shared.lxp")];
    let mut session = Session::load_all(paths.iter().map(PathBuf::as_path));
    assert_clean(&mut session, "three files");
    assert_eq!(session.files.len(), 3);
    assert_eq!(session.entry_files().count(), 3);
}

#[test]
fn decisions_know_files_by_their_place_in_the_folder_of_the_law() {
    let folder = folder(&[
        ("parts/one.lxp", "import std/units\ntable t key k from \"rows/t.csv\"\n    k : Text\n"),
        ("parts/rows/t.csv", "k\n"),
        ("two.lxp", ""),
        ("parts/deep/three.lxp", ""),
    ]);
    let known = |names: &[&str]| {
        let paths: Vec<PathBuf> = names.iter().map(|name| folder.path().join(name)).collect();
        let mut session = Session::load_all(paths.iter().map(PathBuf::as_path));
        let hash = session.plan().unwrap().hash;
        let mut known: Vec<String> = session.sources.iter().map(|it| it.known_as.clone()).collect();
        known.retain(|name| !name.starts_with("std/units/"));
        known.sort();
        (known, hash)
    };
    assert_eq!(known(&["parts/one.lxp"]).0, ["one.lxp", "rows/t.csv", "std/units.lxp"]);
    assert_eq!(known(&["parts/deep/three.lxp"]).0, ["three.lxp"]);
    // Of several, the innermost folder that holds them all.
    let two = ["deep/three.lxp", "one.lxp", "rows/t.csv", "std/units.lxp"];
    assert_eq!(known(&["parts/one.lxp", "parts/deep/three.lxp"]).0, two);
    let three = ["parts/deep/three.lxp", "parts/one.lxp", "parts/rows/t.csv", "std/units.lxp", "two.lxp"];
    let all = known(&["parts/one.lxp", "parts/deep/three.lxp", "two.lxp"]);
    assert_eq!(all.0, three);
    assert_eq!(known(&["two.lxp", "parts/../parts/deep/three.lxp", "parts/one.lxp"]), all);
}

#[cfg(unix)]
#[test]
fn a_law_that_is_a_link_lies_where_the_link_does() {
    let folder = folder(&[("store/text.lxp", "import parts/one\n"), ("law/parts/one.lxp", "")]);
    std::os::unix::fs::symlink(folder.path().join("store/text.lxp"), folder.path().join("law/law.lxp")).unwrap();
    let mut session = Session::load(&folder.path().join("law"));
    assert!(session.plan().is_some());
    let known: Vec<&str> = session.sources.iter().map(|it| it.known_as.as_str()).collect();
    assert_eq!(known, ["law.lxp", "parts/one.lxp"]);
}

#[test]
fn tables_are_read_beside_the_file_that_names_them() {
    let table = "table fees key country from \"fees.csv\"\n    country : Text\n    fee : Number\n";
    let folder = folder(&[
        ("law.lxp", "import parts/fees\n"),
        ("parts/fees.lxp", table),
        ("parts/fees.csv", "\u{feff}country,fee\r\nCN,25\r\n"),
    ]);
    assert!(load(folder.path()).1.is_empty());
    let mut session = Session::load(folder.path());
    let law = session.check();
    assert_eq!(law.tables.iter().next().unwrap().rows.len(), 1);
}

#[test]
fn a_missing_import_names_the_nearest() {
    let folder = folder(&[("law.lxp", "import parts/partys\n"), ("parts/parties.lxp", ""), ("parts/other.lxp", "")]);
    let mut session = Session::load(folder.path());
    session.check();
    let help: Vec<String> = session.bag.iter().filter_map(lexport::diagnostic::Finding::help).collect();
    assert_eq!(help, ["did you mean `parts/parties`?"]);
    let mut session = Session::load(&folder.path().join("parts/partis.lxp"));
    session.check();
    assert_eq!(codes(&session.bag), ["LX0215"]);
    assert!(session.bag.iter().next().unwrap().help().unwrap().contains("parties.lxp"));
}

#[test]
fn nothing_outside_the_folder_is_read() {
    let table = |path: &str| format!("table t key k from \"{path}\"\n    k : Text\n");
    let secret = folder(&[("secret.csv", "k\na\n"), ("secret.lxp", "fact agreed : Bool\n")]);
    let absolute = secret.path().join("secret.csv").to_str().unwrap().replace('\\', "/");
    for path in ["../secret.csv", "a/../../secret.csv", &absolute, "C:/secret.csv", "a\\\\b.csv", "./a.csv", "/"] {
        let folder = folder(&[("law.lxp", &table(path)), ("a.csv", "k\na\n")]);
        assert_eq!(load(folder.path()).1, ["LX0202"], "{path}");
    }
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let secret = folder(&[("secret.csv", "k\na\n"), ("secret.lxp", "fact agreed : Bool\n")]);
    let folder = folder(&[
        (
            "law.lxp",
            "import linked\nimport parts/secret\nimport inner\ntable t key k from \"linked.csv\"\n    k : Text\n",
        ),
        ("real.lxp", "fact sent : Bool\n"),
    ]);
    symlink(secret.path().join("secret.lxp"), folder.path().join("linked.lxp")).unwrap();
    symlink(secret.path().join("secret.csv"), folder.path().join("linked.csv")).unwrap();
    symlink(secret.path(), folder.path().join("parts")).unwrap();
    // A link that stays inside is as good as a file, and the same file by two names is read once.
    symlink(folder.path().join("real.lxp"), folder.path().join("inner.lxp")).unwrap();
    let (names, codes) = load(folder.path());
    assert_eq!(codes, ["LX0202", "LX0202", "LX0202"]);
    assert_eq!(names, ["inner.lxp", "law.lxp"]);
}

#[cfg(unix)]
#[test]
fn what_a_law_names_is_no_pipe() {
    let folder = folder(&[
        ("law.lxp", "import piped\ntable t key k from \"piped.csv\"\n    k : Text\n"),
        ("laws/one.lxp", ""),
        ("dir/other.lxp", ""),
    ]);
    for name in ["piped.lxp", "piped.csv", "laws/piped.lxp", "dir/law.lxp"] {
        assert!(std::process::Command::new("mkfifo").arg(folder.path().join(name)).status().unwrap().success());
    }
    // Nobody writes into these pipes: what reads one waits for ever.
    let mut session = Session::load(&folder.path().join("law.lxp"));
    session.check();
    let said: Vec<String> = session.bag.iter().map(lexport::diagnostic::Finding::message).collect();
    assert_eq!(codes(&session.bag), ["LX0215", "LX0215"]);
    assert!(said.iter().all(|it| it.ends_with("it is not a regular file")), "{said:?}");
    assert_eq!(load(&folder.path().join("dir")).1, ["LX0215"]);
    let targets = lexport::session::targets(&[folder.path().join("laws")]);
    assert_eq!(targets.len(), 1);
    assert!(matches!(rewrite(&folder.path().join("piped.lxp"), true), Rewrite::Unwritten(_)));
}

#[cfg(unix)]
#[test]
fn the_folder_itself_may_be_a_link() {
    let real = folder(&[("law.lxp", "import a\n"), ("a.lxp", "fact sent : Bool\n")]);
    let other = tempfile::tempdir().unwrap();
    let link = other.path().join("law");
    std::os::unix::fs::symlink(real.path(), &link).unwrap();
    assert!(load(&link).1.is_empty());
}

#[test]
fn bytes_that_are_no_text_and_files_without_end_are_refused() {
    let folder = folder(&[("law.lxp", "import bad\nimport big\n")]);
    fs::write(folder.path().join("bad.lxp"), b"# caf\xe9\n").unwrap();
    let big = fs::File::create(folder.path().join("big.lxp")).unwrap();
    big.set_len(LARGEST_FILE + 1).unwrap();
    assert_eq!(load(folder.path()).1, ["LX0216", "LX0217"]);
    let mut session = Session::new();
    session.add_bytes("<stdin>", vec![0xff], None);
    assert_eq!(codes(&session.bag), ["LX0216"]);
}

#[test]
fn marks_and_line_ends_of_other_systems_are_accepted() {
    let text = "\u{feff}fact agreed : Bool\r\n\r\nrule r\r\n    prohibits\r\n    if agreed\r\n";
    let mut session = Session::from_text("law.lxp", text, None);
    assert_clean(&mut session, "Windows");
    // Old Macs ended lines with a carriage return alone: every place stays what it is.
    let text = text.replace("\r\n", "\r");
    let mut session = Session::from_text("law.lxp", &text, None);
    assert_clean(&mut session, "Mac");
    let mut session = Session::from_text("law.lxp", &text.replace("agreed\r", "agred\r"), None);
    session.check();
    let found = session.bag.iter().next().and_then(lexport::diagnostic::Finding::place).unwrap();
    assert_eq!(session.sources.locate(found), Some(("law.lxp", 5, 8)));
}

#[test]
fn a_text_without_a_folder_imports_the_library_only() {
    let mut session = Session::from_text("<stdin>", "import std/units\nimport other\n", None);
    session.check();
    assert_eq!(codes(&session.bag), ["LX0201"]);
}

#[test]
fn a_long_chain_of_imports_is_followed() {
    let files: Vec<(String, String)> =
        (0..2000).map(|at| (format!("f{at}.lxp"), format!("import f{}\n", at + 1))).collect();
    let mut files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("f2000.lxp", ""));
    let folder = folder(&files);
    let (names, codes) = load(&folder.path().join("f0.lxp"));
    assert_eq!((names.len(), codes.len()), (2001, 0));
}

#[test]
fn the_library_checks_file_by_file() {
    for (name, _) in LIBRARY {
        let mut session = Session::from_text("law.lxp", &format!("import {name}\n"), None);
        assert_clean(&mut session, name);
    }
    for path in below("stdlib", "lxp") {
        assert_clean(&mut Session::load(&path), path.to_str().unwrap());
    }
}

#[test]
fn the_whole_library_is_one_law() {
    let imports: String = LIBRARY.iter().flat_map(|(name, _)| ["import ", name, "\n"]).collect();
    assert_clean(&mut Session::from_text("law.lxp", &imports, None), "the whole library");
}

#[test]
fn every_example_checks() {
    for path in below("examples", "lxp").into_iter().chain(below("benches", "lxp")) {
        assert_clean(&mut Session::load(&path), path.to_str().unwrap());
    }
}

#[test]
fn a_broken_declaration_is_not_reported_where_it_is_used() {
    let text = "rule r\n    prohibts\n\nentry 3A090.a\n    covers if\n\nfact agreed : Bool\n\nexception e\n    to r\n    if agreed\n";
    let mut session = Session::from_text("law.lxp", text, None);
    session.check();
    assert!(codes(&session.bag).iter().all(|code| code.starts_with("LX01")), "{:?}", codes(&session.bag));
    assert_eq!(session.bag.len(), 2);
}

#[test]
fn who_knows_less_of_the_law_is_not_told_what_it_does_not_use() {
    let text = "record Case\n    bad : Bool\n\nfact it : Case\n\ninstrument act \"Act\"\n    citation  \"A 1\"\n    \
                published 2020-01-01\n    effective 2020-01-01\n\namendment first\n    under act\n    insert\n        \
                group places of Text\n            \"Here\"\n\n        rule ban\n            prohibits\n            \
                if it.bad and \"Here\" in places\n\nscenario \"Before it was known\"\n    given it.bad = true\n    \
                on 2020-01-01\n    known on 2019-12-31\n    expect no license required\n";
    let mut session = Session::from_text("law.lxp", text, None);
    let typed = session.check();
    let law = session.plan_of(&typed).unwrap();
    assert_eq!(codes(&session.bag), Vec::<String>::new());
    let mut coverage = Coverage::default();
    session.trials(World { typed, law }, |_| true, &mut coverage);
    // The rule counts once, whether it is seen or not.
    assert_eq!(coverage.report(|_| true).rules.len(), 1);
}

/// What is found in the place of what a scenario expects.
#[test]
fn a_scenario_that_fails_says_what_was_found() {
    let text = "\
import std/units

record Parcel
    weight : Number in kg
    gift   : Bool
    worth  : Money in USD

fact parcel : Parcel

rule taxed
    charges 10% of parcel.worth as tax
    duty report \"them\"
    flags \"a gift\"
    if parcel.gift

rule heavy
    requires license
    if parcel.weight > 5 kg

rule later
    from 2030-01-01
    requires license
    if parcel.weight > 5 kg

scenario \"one\"
    given parcel.worth = 50 USD
    on 2024-01-01
    expect charge 5 USD as tax
    expect duty report \"them\"
    expect flag \"a gift\"
    expect margin of heavy is 1 kg
    expect margin of later is 1 kg
";
    let mut session = Session::from_text("law.lxp", text, None);
    let typed = session.check();
    let law = session.plan_of(&typed).unwrap();
    let trials = session.trials(World { typed, law }, |one| one.title == "one", &mut Coverage::default());
    let found: Vec<&str> = trials[0].failures.iter().map(|it| it.found.as_str()).collect();
    assert_eq!(
        found,
        [
            "perhaps charge 5 USD as tax",
            "perhaps report them by no date",
            "perhaps a gift",
            "no quantity is known exactly there, or none decides",
            "the rule is not in force on that day",
        ]
    );
}
