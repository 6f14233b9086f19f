//! Two laws side by side: what each declares, of a day or as it is written, and what that differs in.

use super::deeds::{self, Verb, deeds};
use super::item::{Edition, items};
use super::redline::{self, By, Change, Mark, Redline, What};
use super::scribe::Scribe;
use super::tree::{self, Origin};
use super::{Act, Texts, day, tables};
use crate::enact::{AmendmentId, Law};
use crate::format::{Piece, pieces};
use crate::source::SourceMap;
use crate::syntax::ast::{Declaration, Provenance};
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What a law declares, line by line.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// In the order of the law.
    declared: Vec<Declared>,
    /// Every name it declares, law or not on the day.
    known: BTreeSet<String>,
    /// For what is not there on the day, who took it out of the law.
    gone: BTreeMap<String, Vec<By>>,
}

/// One declaration.
#[derive(Debug, Clone)]
struct Declared {
    kind: &'static str,
    name: String,
    title: Option<String>,
    /// Whether it comes with Lexport.
    library: bool,
    pieces: Vec<Piece>,
    /// Who made it read so.
    by: Vec<By>,
    place: String,
}

impl Declared {
    fn new(tree: &Declaration, sources: &SourceMap, texts: &Texts<'_>, library: bool) -> Option<Self> {
        let name = tree::name(tree)?;
        Some(Self {
            kind: tree::word(tree),
            name: name.node.clone(),
            title: tree::title(tree).map(|text| text.node.clone()),
            library,
            pieces: pieces(tree, sources),
            by: Vec::new(),
            place: texts.place(name.span),
        })
    }

    /// Rules and exceptions share their names, as all provisions do; types, units and what else there is have names of
    /// their own.
    fn key(&self) -> (u8, &str) {
        let space = match self.kind {
            "unit" => 0,
            "enum" | "record" => 1,
            "amendment" => 2,
            _ => 3,
        };
        (space, &self.name)
    }

    /// Whether it says the same as another, wherever both were written.
    fn same(&self, other: &Self) -> bool {
        let said = |it: &Self| it.pieces.iter().map(|piece| (piece.depth, piece.text.clone())).collect::<Vec<_>>();
        said(self) == said(other)
    }
}

/// What a law declares as it is written, with the versions of provisions and the amendments. The standard library is not
/// part of it, nor are scenarios.
pub fn as_written(law: &Law<'_>, texts: &Texts<'_>) -> Snapshot {
    let mut scribe = Scribe::beside(texts.sources);
    let mut declared = Vec::new();
    for file in texts.files.iter().filter(|file| file.library.is_none()) {
        for tree in &file.tree.declarations {
            let tree = with_rows(tree, law, texts, &mut scribe);
            declared.extend(Declared::new(&tree, &scribe.sources, texts, false));
        }
    }
    let known = declared.iter().map(|it| it.name.clone()).collect();
    Snapshot { declared, known, gone: BTreeMap::new() }
}

/// What is law on a day, and what rules talk about. When something became law is no part of it.
pub fn of_day(law: &Law<'_>, texts: &Texts<'_>, day: Date) -> Snapshot {
    let mut scribe = Scribe::beside(texts.sources);
    let mut declared = Vec::new();
    let library = |at: u32| texts.files.iter().any(|it| it.library.is_some() && it.tree.span.contains(at));
    for file in &texts.files {
        let vocabulary = file.tree.declarations.iter().filter(|it| !tree::is_provision(it));
        for tree in vocabulary.filter(|it| !matches!(it, Declaration::Amendment(_))) {
            let tree = with_rows(tree, law, texts, &mut scribe);
            declared.extend(Declared::new(&tree, &scribe.sources, texts, file.library.is_some()));
        }
    }
    let mut known: BTreeSet<String> = declared.iter().map(|it| it.name.clone()).collect();
    for item in items(law) {
        known.insert(item.name.clone());
        let Some(edition) = item.on(day) else { continue };
        let tree = standing(edition, day);
        let made = Declared::new(&tree, &scribe.sources, texts, library(edition.named.start));
        declared.extend(made.map(|made| Declared { by: makers(law, texts, edition), ..made }));
    }
    let mut gone: BTreeMap<String, Vec<By>> = BTreeMap::new();
    for deed in deeds(law, texts) {
        let how = match deed.verb {
            Verb::Repeal => "repealed",
            Verb::Suspend => "suspended",
            _ => continue,
        };
        if law.amendments[deed.amendment].life.in_force_on(day) {
            let by = By { how, act: Act::amendment(law, deed.amendment) };
            gone.entry(deed.name.to_owned()).or_default().push(by);
        }
    }
    Snapshot { declared, known, gone }
}

/// A version as it reads on a day, without the lines that say when it is law.
pub(super) fn standing(edition: &Edition, day: Date) -> Declaration {
    let mut tree = edition.tree.clone();
    day::cut(&mut tree, day);
    let dated = tree::provenance(&tree).iter().any(|line| matches!(line, Provenance::From(_) | Provenance::Until(_)));
    if dated {
        tree::set_origin(&mut tree, Origin { under: None, dates: Some(Vec::new()) });
    }
    tree
}

/// Who made a version read so: the instrument that made it, and every amendment since.
pub(super) fn makers(law: &Law<'_>, texts: &Texts<'_>, edition: &Edition) -> Vec<By> {
    let declared = deeds::author(texts, edition.named.start).is_none();
    let instrument = edition.instrument.filter(|_| declared);
    let made = instrument.map(|id| By { how: "made", act: Act::instrument(law, id) });
    made.into_iter().chain(changes(law, texts, edition)).collect()
}

/// Who inserted, replaced or amended a version, in order.
pub(super) fn changes(law: &Law<'_>, texts: &Texts<'_>, edition: &Edition) -> Vec<By> {
    let home = deeds::author(texts, edition.named.start);
    let by = |id: &AmendmentId| {
        let how = match home {
            Some(by) if by == *id && deeds::replaces(texts, edition.named) => "replaced",
            Some(by) if by == *id => "inserted",
            _ => "amended",
        };
        By { how, act: Act::amendment(law, *id) }
    };
    edition.amended.iter().map(by).collect()
}

fn with_rows(tree: &Declaration, law: &Law<'_>, texts: &Texts<'_>, scribe: &mut Scribe) -> Declaration {
    match tree {
        Declaration::Table(table) => {
            tables::standing(table, law, texts, scribe).map_or_else(|| tree.clone(), Declaration::Table)
        }
        other => other.clone(),
    }
}

/// What two laws differ in. What only one of them knows of the standard library is no difference: one imports what the
/// other does not.
pub fn compare(before: &Snapshot, after: &Snapshot) -> Redline {
    let mut old: BTreeMap<(u8, &str), Vec<&Declared>> = BTreeMap::new();
    for it in &before.declared {
        old.entry(it.key()).or_default().push(it);
    }
    let mut changes = Vec::new();
    let mut new: BTreeMap<(u8, &str), Vec<&Declared>> = BTreeMap::new();
    for it in &after.declared {
        new.entry(it.key()).or_default().push(it);
    }
    let mut seen = BTreeSet::new();
    for it in &after.declared {
        if seen.insert(it.key()) {
            let versions = new.remove(&it.key()).unwrap_or_default();
            pairs(old.remove(&it.key()).unwrap_or_default(), versions, (before, after), &mut changes);
        }
    }
    for it in &before.declared {
        pairs(old.remove(&it.key()).unwrap_or_default(), Vec::new(), (before, after), &mut changes);
    }
    Redline { changes }
}

/// The versions of one name: those that are the same in both are passed over, the others go together in order.
fn pairs(
    mut old: Vec<&Declared>,
    mut new: Vec<&Declared>,
    (before, after): (&Snapshot, &Snapshot),
    changes: &mut Vec<Change>,
) {
    new.retain(|it| match old.iter().position(|other| other.same(it)) {
        Some(at) => {
            old.remove(at);
            false
        }
        None => true,
    });
    let mut old = old.into_iter();
    for it in new {
        match old.next() {
            Some(earlier) => changes.push(changed(earlier, it)),
            None if it.library && !before.known.contains(&it.name) => {}
            None => changes.push(Change {
                what: What::Added,
                hunks: redline::whole(&it.name, &it.pieces, Mark::In),
                ..change(it, it.by.clone())
            }),
        }
    }
    for it in old.filter(|it| !it.library || after.known.contains(&it.name)) {
        changes.push(Change {
            what: What::Removed,
            hunks: redline::whole(&it.name, &it.pieces, Mark::Out),
            ..change(it, after.gone.get(&it.name).cloned().unwrap_or_default())
        });
    }
}

fn changed(before: &Declared, after: &Declared) -> Change {
    let by = after.by.iter().filter(|it| !before.by.contains(it)).cloned().collect();
    Change { hunks: redline::between(&after.name, &before.pieces, &after.pieces), ..change(after, by) }
}

fn change(it: &Declared, by: Vec<By>) -> Change {
    Change {
        what: What::Changed,
        kind: it.kind,
        name: it.name.clone(),
        title: it.title.clone(),
        by,
        hunks: Vec::new(),
        place: it.place.clone(),
    }
}
