//! The passes in order, once; owns the texts and the standard library.
//!
//! A [`Session`] is made by loading one or more law files with all that they import. It never fails: what cannot be
//! read or found is in the bag. Files are read in one place only, `files`, and only inside the folder of the law.

mod advice;
mod bearing;
mod beside;
mod cases;
mod court;
mod coverage;
mod doubt;
mod error;
mod expectations;
mod files;
mod hash;
mod kept;
mod left_out;
mod library;
mod load;
mod names;
mod quiet;
mod rewrite;
mod scenarios;
mod silence;
mod standing;
mod targets;
mod world;

pub use bearing::Bearing;
pub use cases::day;
pub use court::{Court, Laws};
pub use coverage::{Coverage, Covered, Report, Seen};
pub use error::{Error, UNREAD};
pub use files::{LARGEST_FILE, listed, make_folder, open_cases, text_of};
pub use library::{LIBRARY, text as library_text};
pub use rewrite::{Rewrite, Unformatted, formatted, law_files, rewrite, save, write};
pub use scenarios::{Failure, Givens, Trial, case_day, given, given_case};
pub use standing::Standing;
pub use targets::{Target, targets};
pub use world::World;

use crate::check::typed;
use crate::diagnostic::Bag;
use crate::enact::Standpoint;
use crate::plan;
use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::ast;
use load::{Lies, Origin};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A law that has been read, and what was found wrong with it so far.
#[derive(Debug, Default)]
pub struct Session {
    /// Every text: law files, the standard library, tables.
    pub sources: SourceMap,
    /// The trees of all law files. What a file imports stands before it.
    pub files: Vec<ast::File>,
    /// The trees of files that were laid aside.
    aside: Vec<ast::File>,
    /// Every file, in the order in which they were read.
    read: Vec<SourceId>,
    /// What was found wrong.
    pub bag: Bag,
    /// Every text that has an origin, so that none is read twice.
    loaded: HashMap<Origin, SourceId>,
    /// The texts of the standard library, as places.
    library: Vec<Span>,
    /// The tables that were read, by the place of the `from "…"` that names them.
    tables: HashMap<Span, SourceId>,
    /// The files that were named by the caller, not by an import.
    entries: Vec<SourceId>,
    /// The hash that decisions name the law by, and whether it is that of the files as they are.
    hash: String,
    settled: bool,
    /// Where each file lies, in the order in which they were read.
    lies: Vec<Lies>,
    /// The folders of the files that were named by the caller.
    folders: Vec<(SourceId, PathBuf)>,
}

impl Session {
    /// A session that knows no law yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Loads a law file with its imports. A folder stands for the `law.lxp` in it.
    pub fn load(path: &Path) -> Self {
        Self::load_all([path])
    }

    /// Loads several law files as one law.
    pub fn load_all<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let mut session = Self::new();
        for path in paths {
            session.add_path(path);
        }
        session
    }

    /// Loads a law from a text. Its imports are looked for in `folder`; without one only the standard library can
    /// be imported.
    pub fn from_text(name: &str, text: &str, folder: Option<&Path>) -> Self {
        let mut session = Self::new();
        session.add_text(name, text, folder);
        session
    }

    /// Adds another law file. One that is already there is not read again.
    pub fn add_path(&mut self, path: &Path) {
        if let Some(id) = load::path(self, path) {
            self.entries.push(id);
        }
    }

    /// Adds another text.
    pub fn add_text(&mut self, name: &str, text: &str, folder: Option<&Path>) -> Option<SourceId> {
        let id = load::text(self, name, text, folder.map(PathBuf::from));
        self.entries.extend(id);
        id
    }

    /// Adds another text that may be anything: it must be UTF-8, and not too large.
    pub fn add_bytes(&mut self, name: &str, bytes: Vec<u8>, folder: Option<&Path>) {
        match files::decode(name, bytes, None) {
            Ok(text) => {
                self.add_text(name, &text, folder);
            }
            Err(error) => self.bag.push(error),
        }
    }

    /// Gives every provision its life, every name its meaning and every expression its type.
    pub fn check(&mut self) -> typed::Law {
        self.settle();
        let mut bag = std::mem::take(&mut self.bag);
        let (law, _) = self.check_from(&Standpoint::default(), &mut bag);
        self.bag = bag;
        law
    }

    /// Checks the law and makes it ready to be asked; `None` where something in it is wrong.
    pub fn plan(&mut self) -> Option<plan::Law> {
        let typed = self.check();
        self.plan_of(&typed)
    }

    /// Makes a law that was checked before ready to be asked. It is looked at from elsewhere too: with each
    /// bill supposed, and from where its scenarios look.
    pub fn plan_of(&mut self, typed: &typed::Law) -> Option<plan::Law> {
        let mut bag = std::mem::take(&mut self.bag);
        let law = self.plan_from(typed, &mut bag);
        // Where a file is missing, every name of it would be missed again from there.
        if !quiet::is_missing(&bag, &self.sources, &self.files) {
            self.check_elsewhere(typed, &mut bag);
        }
        self.bag = bag;
        law.filter(|_| !self.bag.has_errors())
    }

    /// Names the files and the law, once what it consists of is there.
    fn settle(&mut self) {
        if !self.settled {
            names::name(self);
            self.hash = hash::hash(self);
            self.settled = true;
        }
    }

    /// Takes the bag out, its findings sorted by place.
    pub fn take_findings(&mut self) -> Bag {
        std::mem::take(&mut self.bag).sorted()
    }

    /// The trees of the files that the caller named, in that order.
    pub fn entry_files(&self) -> impl Iterator<Item = &ast::File> {
        self.entries.iter().filter_map(|id| self.files.iter().find(|file| file.source == *id))
    }

    /// The trees of all files but those of the standard library.
    pub fn own_files(&self) -> impl Iterator<Item = &ast::File> {
        self.files.iter().filter(|file| !self.in_library(file.span))
    }

    /// Whether a place lies in the standard library.
    pub fn in_library(&self, place: Span) -> bool {
        self.library.iter().any(|text| text.start <= place.start && place.end <= text.end)
    }
}
