//! Reading: every form of the reference, every kind of mistake, and any text at all.

use lexport::diagnostic::{Bag, Style, render};
use lexport::source::SourceMap;
use lexport::syntax::{self, ast};
use std::path::Path;

fn read(name: &str, text: &str) -> (SourceMap, ast::File, Bag) {
    let mut sources = SourceMap::new();
    let id = sources.add(name, text).unwrap();
    let mut bag = Bag::new();
    let file = syntax::parse(sources.get(id).unwrap(), id, &mut bag);
    (sources, file, bag)
}

fn shown(sources: &SourceMap, bag: Bag) -> String {
    render(&bag.sorted(), sources, Style::Graphical { color: false, width: 100 })
}

fn cases(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut cases: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "lxp"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, String::from_utf8(std::fs::read(&path).unwrap()).unwrap())
        })
        .collect();
    cases.sort();
    cases
}

#[test]
fn every_form_of_the_reference_is_read() {
    for (name, text) in cases("syntax/ok") {
        let (sources, file, bag) = read(&name, &text);
        assert!(bag.is_empty(), "{}", shown(&sources, bag));
        insta::assert_snapshot!(format!("ok_{}", name.trim_end_matches(".lxp")), syntax::print(&file, &sources));
    }
}

#[test]
fn every_broken_declaration_is_reported() {
    for (name, text) in cases("syntax/recover") {
        let (sources, file, bag) = read(&name, &text);
        assert!(bag.has_errors(), "{name} is read without complaint");
        let shown = format!("{text}\n----\n{}----\n{}", syntax::print(&file, &sources), shown(&sources, bag));
        insta::assert_snapshot!(format!("recover_{}", name.trim_end_matches(".lxp")), shown);
    }
}

#[test]
fn every_code_has_a_case() {
    for (name, text) in cases("errors").into_iter().filter(|(name, _)| name.starts_with("LX01")) {
        let (sources, _, bag) = read(&name, &text);
        let codes: Vec<String> = bag.iter().map(lexport::diagnostic::Finding::code).collect();
        assert!(codes.contains(&name[..6].to_owned()), "{name} brings about {codes:?}\n{}", shown(&sources, bag));
        let shown = format!("{}\n----\n{}", text.replace('\t', "→"), shown(&sources, bag));
        insta::assert_snapshot!(format!("error_{}", name.trim_end_matches(".lxp")), shown);
    }
}

#[test]
fn every_page_brings_its_fault_about_and_mends_it() {
    for page in lexport::diagnostic::pages().iter().filter(|page| page.code.starts_with("LX01")) {
        let mut blocks = page.text.split("```lxp");
        assert!(blocks.next().unwrap().starts_with(&format!("# {}: ", page.code)));
        let broken = blocks.next().unwrap().split("```").next().unwrap().trim_start_matches('\n');
        let fixed = blocks.next().unwrap().strip_prefix(" fixed\n").unwrap().split("```").next().unwrap();
        let (sources, _, bag) = read(page.code, broken);
        let codes: Vec<String> = bag.iter().map(lexport::diagnostic::Finding::code).collect();
        assert!(codes.contains(&page.code.to_owned()), "{} brings about {codes:?}", page.code);
        drop(sources);
        let (sources, _, bag) = read(page.code, fixed);
        assert!(bag.is_empty(), "{} is not mended:\n{}", page.code, shown(&sources, bag));
    }
}
