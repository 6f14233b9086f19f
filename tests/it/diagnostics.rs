//! Every code has a page, a case and a snapshot.

use lexport::diagnostic::{Bag, Finding, Style, Tally, page, pages, render};
use lexport::session::Session;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The stages whose codes are held to pages and cases.
const STAGES: [&str; 4] = ["LX01", "LX02", "LX03", "LX04"];

/// Codes without a case in a file, and why.
const WITHOUT_CASE: [&str; 1] = [
    // Nobody wants a file of sixteen megabytes in the repository; `session.rs` makes one.
    "LX0217",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn cases() -> Vec<(String, PathBuf)> {
    // From the folder of the package, where tests run: messages wrap alike wherever that is.
    let mut cases: Vec<(String, PathBuf)> = fs::read_dir("tests/cases/errors")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().trim_end_matches(".lxp").to_owned(), path))
        .collect();
    cases.sort();
    cases
}

/// Every code that a `code(LX…)` in the sources gives to a fault.
fn codes_in(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes_in(&path, into);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            into.extend(
                text.split("code(LX").skip(1).filter_map(|rest| Some(format!("LX{}", rest.split_once(')')?.0))),
            );
        }
    }
}

fn held(code: &str) -> bool {
    STAGES.iter().any(|stage| code.starts_with(stage))
}

fn codes(bag: &Bag) -> Vec<String> {
    bag.iter().map(Finding::code).collect()
}

/// What is found in a law by the passes that a code belongs to.
fn findings(code: &str, mut session: Session) -> (Bag, String) {
    if code.starts_with("LX04") || !code.starts_with("LX") {
        session.plan();
    } else {
        session.check();
    }
    let bag = session.take_findings();
    let shown = render(&bag, &session.sources, Style::Graphical { color: false, width: 100 });
    (bag, shown)
}

/// The text of a case, file by file if it is a folder.
fn text(path: &Path) -> String {
    if !path.is_dir() {
        return fs::read_to_string(path).unwrap();
    }
    let mut files: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let part = |path: &PathBuf| {
        let words =
            if path.is_dir() { text(path) } else { String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned() };
        format!("== {}\n{words}", path.file_name().unwrap().to_str().unwrap())
    };
    files.iter().map(part).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_code_has_a_page_and_a_case() {
    let mut used = BTreeSet::new();
    codes_in(&root().join("src"), &mut used);
    let used: BTreeSet<String> = used.into_iter().filter(|code| held(code)).collect();
    let paged: BTreeSet<String> = pages().iter().map(|page| page.code.to_owned()).filter(|code| held(code)).collect();
    assert_eq!(used, paged, "codes in the sources and pages");
    let shown: BTreeSet<String> = cases().iter().filter_map(|(name, _)| Some(name.get(..6)?.to_owned())).collect();
    let mut shown: BTreeSet<String> = shown.into_iter().filter(|code| held(code)).collect();
    shown.extend(WITHOUT_CASE.map(ToOwned::to_owned));
    assert_eq!(used, shown, "codes in the sources and cases");
    let files = fs::read_dir(root().join("src/diagnostic/pages")).unwrap();
    let files: BTreeSet<String> =
        files.map(|it| it.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let listed: BTreeSet<String> = pages().iter().map(|page| page.code.to_owned()).collect();
    assert_eq!(files, listed, "pages in the folder and pages listed");
}

#[test]
fn pages_are_in_order_and_named() {
    let codes: Vec<&str> = pages().iter().map(|page| page.code).collect();
    assert!(codes.is_sorted());
    for page in pages() {
        assert!(page.text.starts_with(&format!("# {}: ", page.code)), "{}", page.code);
        let mut prose = page.text.split("```").step_by(2).flat_map(str::lines);
        assert!(prose.all(|line| line.chars().count() <= 130), "{} has a long line", page.code);
    }
    assert_eq!(page("lx0203").map(|page| page.code), Some("LX0203"));
}

#[test]
fn every_case_reports_its_code_and_no_other() {
    // Those of reading are held to their codes in `syntax.rs`.
    for (name, path) in cases().into_iter().filter(|(name, _)| !name.starts_with("LX01")) {
        let (bag, shown) = findings(&name, Session::load(&path));
        if name.starts_with("LX") {
            let code = &name[..6];
            assert!(!bag.is_empty() && codes(&bag).iter().all(|found| found == code), "{name}:\n{shown}");
        }
        let helpless: Vec<String> = bag
            .iter()
            .filter(|it| it.help().is_none() && !it.code().starts_with("LX01"))
            .map(Finding::message)
            .collect();
        assert!(helpless.is_empty(), "{name}: no way out of {helpless:?}");
        insta::assert_snapshot!(format!("error_{name}"), format!("{}\n----\n{shown}", text(&path)));
    }
}

/// The blocks of a page that hold law: the faulty one, and the mended one.
fn blocks(text: &str) -> Vec<&str> {
    let blocks = text.split("```lxp").skip(1);
    blocks.map(|rest| rest.split_once('\n').unwrap().1.split("```").next().unwrap()).collect()
}

#[test]
fn every_page_brings_its_fault_about_and_mends_it() {
    let folder = root().join("tests/cases/errors/LX0202_outside");
    for page in pages().iter().filter(|page| held(page.code) && !page.code.starts_with("LX01")) {
        let blocks = blocks(page.text);
        if blocks.is_empty() {
            continue;
        }
        assert_eq!(blocks.len(), 2, "{}", page.code);
        let (bag, shown) = findings(page.code, Session::from_text("law.lxp", blocks[0], Some(&folder)));
        assert_eq!(codes(&bag), [page.code], "the example of the page:\n{shown}");
        let (bag, shown) = findings(page.code, Session::from_text("law.lxp", blocks[1], Some(&folder)));
        assert!(bag.is_empty(), "{} is not mended:\n{shown}", page.code);
    }
}

#[test]
fn color_adds_nothing_but_color() {
    for (name, path) in cases() {
        let mut session = Session::load(&path);
        session.plan();
        let bag = session.take_findings();
        let shown = |color| render(&bag, &session.sources, Style::Graphical { color, width: 100 });
        let (plain, colored) = (shown(false), shown(true));
        assert!(bag.is_empty() || colored.contains('\u{1b}') && !plain.contains('\u{1b}'), "{name}");
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain, "{name}");
    }
}

#[test]
fn every_finding_has_a_header_and_a_blank_line_after_it() {
    for (name, path) in cases() {
        let mut session = Session::load(&path);
        session.plan();
        let bag = session.take_findings();
        let shown = render(&bag, &session.sources, Style::Graphical { color: false, width: 100 });
        // A long message goes on over the next lines, up to the frame of the excerpt.
        let goes_on = |line: &&str| line.starts_with("    ") && !line.trim_start().starts_with('╭');
        let headers = shown.split_terminator("\n\n").map(|part| {
            let (first, rest) = part.split_once('\n').unwrap_or((part, ""));
            rest.lines().take_while(goes_on).fold(first.to_owned(), |all, line| format!("{all} {}", line.trim_start()))
        });
        let header = |it: &Finding| format!("{}[{}]: {}", it.severity().word(), it.code(), it.message());
        assert_eq!(headers.collect::<Vec<_>>(), bag.iter().map(header).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn findings_are_counted() {
    let counted = |case: &str| {
        let mut session = Session::load(&root().join("tests/cases/errors").join(case));
        session.plan();
        Tally::of(&session.take_findings(), &session.sources).to_string()
    };
    assert_eq!(counted("LX0201_import_not_found.lxp"), "3 errors");
    assert_eq!(counted("LX0202_outside"), "3 errors in 2 files");
    assert_eq!(counted("LX0213_never_in_force.lxp"), "1 piece of advice");
    assert_eq!(counted("no_such_file.lxp"), "1 error");
    assert_eq!(counted("../cli/law.lxp"), "");
}

#[test]
fn lines_of_any_length_are_shown_somehow() {
    for length in [100, 5_000, 100_000, 1_000_000] {
        let text = format!("rule embargo\n    prohibits\n    if {} = 1\n", "x".repeat(length));
        let (bag, shown) = findings("LX03", Session::from_text("law.lxp", &text, None));
        assert_eq!(codes(&bag), ["LX0303"]);
        assert!(shown.contains("LX0303"));
    }
}
