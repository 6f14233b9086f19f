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
