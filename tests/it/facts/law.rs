//! A law with its imports, down to the layout of its facts.

use lexport::check::{self, CsvTexts};
use lexport::diagnostic::{Bag, Style, render};
use lexport::plan::Layout;
use lexport::source::SourceMap;
use lexport::syntax::{self, ast};
use lexport::{enact, resolve};
use std::path::{Path, PathBuf};

pub(crate) struct Law {
    pub(crate) sources: SourceMap,
    pub(crate) layout: Layout,
}

/// Reads a law by its path inside the repository.
pub(crate) fn read(path: &str) -> Law {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
    from_text(&text, path.parent().unwrap())
}

/// Lays out a law. Whatever is wrong with it fails the test.
pub(crate) fn from_text(text: &str, folder: &Path) -> Law {
    let mut load = Load { sources: SourceMap::new(), files: Vec::new(), seen: Vec::new(), bag: Bag::new() };
    load.text("law.lxp", text, folder);
    let Load { sources, files, mut bag, .. } = load;
    let enacted = enact::enact(&files, &mut bag);
    let names = resolve::resolve(&enacted, &mut bag);
    let checked = check::check(&enacted, &names, &CsvTexts::new(), &mut bag);
    let said = render(&bag, &sources, Style::Plain);
    assert!(!bag.has_errors(), "{said}");
    let layout = Layout::of(&checked);
    Law { sources, layout }
}

struct Load {
    sources: SourceMap,
    files: Vec<ast::File>,
    seen: Vec<PathBuf>,
    bag: Bag,
}

impl Load {
    fn text(&mut self, name: &str, text: &str, folder: &Path) {
        let id = self.sources.add(name, text).unwrap();
        let file = syntax::parse(self.sources.get(id).unwrap(), id, &mut self.bag);
        for declaration in &file.declarations {
            let ast::Declaration::Import(import) = declaration else { continue };
            let path = match import.path.node.strip_prefix("std/") {
                Some(standard) => Path::new(env!("CARGO_MANIFEST_DIR")).join("stdlib").join(standard),
                None => folder.join(&import.path.node),
            };
            let path = path.with_extension("lxp");
            if !self.seen.contains(&path) {
                self.seen.push(path.clone());
                let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
                let root = Path::new(env!("CARGO_MANIFEST_DIR"));
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                self.text(&name, &text, path.parent().unwrap());
            }
        }
        self.files.push(file);
    }
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
