//! A law down to the layout of its facts, and cases.

use lexport::diagnostic::{Style, render};
use lexport::plan::Layout;
use lexport::session::Session;
use lexport::source::SourceMap;
use std::path::Path;

pub(crate) struct Law {
    pub(crate) sources: SourceMap,
    pub(crate) layout: Layout,
}

/// The small law of the cases.
pub(crate) fn small() -> Law {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/facts/law.lxp");
    from_text(&String::from_utf8(std::fs::read(path).unwrap()).unwrap())
}

/// Lays out a law that imports nothing but the standard library. Whatever is wrong with it fails the test.
pub(crate) fn from_text(text: &str) -> Law {
    let mut session = Session::from_text("law.lxp", text, None);
    let checked = session.check();
    let bag = session.take_findings();
    assert!(!bag.has_errors(), "{}", render(&bag, &session.sources, Style::Plain));
    Law { layout: Layout::of(&checked), sources: session.sources }
}

/// The JSON files of a folder inside the repository, by name.
pub(crate) fn cases(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, String::from_utf8(std::fs::read(&path).unwrap()).unwrap())
        })
        .collect();
    cases.sort();
    cases
}
