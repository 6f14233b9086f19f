//! Which of the texts that were read make up the law: each can be laid aside and taken up again, and none is read twice.
//!
//! The place of a text is its own for good, so that a message about a text that is no longer there can still show it.

use super::load::{self, Origin};
use super::{Session, files};
use crate::source::{Source, SourceId, Span};
use crate::syntax::ast;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Which texts make up a law: what [`Session::restore`] goes back to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing(BTreeSet<SourceId>);

impl Session {
    /// The texts that make up the law now.
    pub fn standing(&self) -> Standing {
        Standing(self.files.iter().map(|file| file.source).collect())
    }

    /// Makes the law consist of the texts that it consisted of before.
    pub fn restore(&mut self, texts: &Standing) {
        self.keep(|id| texts.0.contains(&id));
    }

    /// The same, and forgets every text that was read since there were so many: what was found to be wrong with them must
    /// be found again.
    pub fn forget(&mut self, texts: &Standing, since: usize) {
        self.restore(texts);
        let late = |id: SourceId| id.index() >= since && !texts.0.contains(&id);
        self.aside.retain(|file| !late(file.source));
        self.loaded.retain(|_, id| !late(*id));
    }

    /// Whether a file is one of those that were read.
    pub fn has_read(&self, path: &Path) -> bool {
        files::folder(path).is_some_and(|place| self.loaded.contains_key(&Origin::File(place)))
    }

    /// The folder of the law: that of the file that was named first.
    pub fn folder(&self) -> Option<PathBuf> {
        let lies = |id: SourceId| self.lies.iter().any(|lies| lies.id == id);
        let first = self.entries.iter().find(|id| self.has(**id) && lies(**id))?;
        let parent = Path::new(&self.sources.get(*first)?.name).parent();
        let parent = parent.filter(|parent| !parent.as_os_str().is_empty());
        Some(parent.unwrap_or(Path::new(".")).to_owned())
    }

    /// Lays one text aside; what it imports stays.
    pub fn lay_aside(&mut self, id: SourceId) {
        let texts = self.standing();
        self.keep(|it| it != id && texts.0.contains(&it));
    }

    /// Takes a text out of what was laid aside, if it is there.
    pub(super) fn take_up(&mut self, id: SourceId) -> Option<ast::File> {
        let at = self.aside.iter().position(|file| file.source == id)?;
        Some(self.aside.remove(at))
    }

    /// Whether a text is part of the law.
    pub(super) fn has(&self, id: SourceId) -> bool {
        self.files.iter().any(|file| file.source == id)
    }

    /// Parts the files into those that count and those laid aside, each in the order in which they were read.
    fn keep(&mut self, counts: impl Fn(SourceId) -> bool) {
        let mut all: Vec<ast::File> = self.files.drain(..).chain(self.aside.drain(..)).collect();
        all.sort_by_key(|file| self.read.iter().position(|id| *id == file.source));
        (self.files, self.aside) = all.into_iter().partition(|file| counts(file.source));
        // Of several readings of one file, the one that counts is the one that is known.
        let counting = self.counting();
        for lies in self.lies.iter().filter(|lies| counting.contains(&lies.id)) {
            self.loaded.insert(Origin::File(lies.canonical.clone()), lies.id);
        }
        self.settled = false;
    }

    /// Law files, texts of the standard library, and tables.
    fn counting(&self) -> BTreeSet<SourceId> {
        let inside = |place: &Span, file: &ast::File| file.span.start <= place.start && place.end <= file.span.end;
        let named = |place: &Span| self.files.iter().any(|file| inside(place, file));
        // The order of the map does not matter to a set.
        let tables = self.tables.iter().filter(|(place, _)| named(place)).map(|(_, id)| *id);
        self.standing().0.into_iter().chain(tables).collect()
    }

    /// Every text that the law is made from: law files, the standard library, tables.
    pub(super) fn law_texts(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.counting().into_iter().filter_map(|id| Some((id, self.sources.get(id)?)))
    }

    /// Whether a text holds the rows of a table.
    pub(super) fn is_table(&self, id: SourceId) -> bool {
        self.tables.values().any(|table| *table == id)
    }

    /// Reads again what has changed on the disk since it was read, and says which files those are. A file that cannot be
    /// read any more is put into the bag, and stays as it was.
    pub fn refresh(&mut self) -> Vec<String> {
        let mut changed: Vec<(SourceId, PathBuf)> = Vec::new();
        for lies in &self.lies {
            let current = self.loaded.get(&Origin::File(lies.canonical.clone())) == Some(&lies.id);
            let Some(source) = self.sources.get(lies.id).filter(|_| current) else { continue };
            match files::again(&lies.canonical, &source.name) {
                Ok(text) if text.trim_start_matches('\u{feff}') == source.text => {}
                Ok(_) => changed.push((lies.id, lies.canonical.clone())),
                Err(error) => self.bag.push(error),
            }
        }
        let names = changed.iter().filter_map(|(id, _)| Some(self.sources.get(*id)?.name.clone())).collect();
        let mut stale: BTreeSet<SourceId> = changed.iter().map(|(id, _)| *id).collect();
        // A table is part of the file that names it.
        let rows = self.tables.iter().filter(|(_, id)| stale.contains(id)).map(|(place, _)| place.start);
        let naming: Vec<SourceId> = rows.filter_map(|place| self.id_at(place)).collect();
        stale.extend(naming);
        for (_, canonical) in changed {
            self.loaded.remove(&Origin::File(canonical));
        }
        for id in stale {
            if self.has(id) {
                load::again(self, id);
            }
        }
        names
    }

    fn id_at(&self, address: u32) -> Option<SourceId> {
        self.files.iter().find(|file| file.span.contains(address)).map(|file| file.source)
    }
}
