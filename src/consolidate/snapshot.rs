//! Two laws side by side: what each declares, of a day or as it is written, and what that differs in.

use super::deeds::{self, Verb, deeds};
use super::item::{Edition, items};
use super::lines::Lines;
use super::redline::{self, By, Change, Mark, Redline, What};
use super::scribe::Scribe;
use super::tree::{self, Origin};
use super::{Act, Texts, day, tables};
use crate::enact::{AmendmentId, Law, Stretch};
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
    /// The day, if one is meant.
    day: Option<Date>,
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
    lines: Lines,
    /// Who made it read so.
    by: Vec<By>,
    /// The instrument that made it.
    under: Option<String>,
    /// The days around the day on which it reads so.
    days: Stretch,
    place: String,
}

impl Declared {
    fn new(tree: &Declaration, lines: Lines, texts: &Texts<'_>, library: bool) -> Option<Self> {
        let name = tree::name(tree)?;
        Some(Self {
            kind: tree::word(tree),
            name: name.node.clone(),
            title: tree::title(tree).map(|text| text.node.clone()),
            library,
            lines,
            by: Vec::new(),
            under: None,
            days: Stretch::ALWAYS,
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
}

/// What a law declares as it is written, with the versions of provisions and the amendments. The standard library is not
/// part of it, nor are scenarios.
pub fn as_written(law: &Law<'_>, texts: &Texts<'_>) -> Snapshot {
    let mut scribe = Scribe::beside(texts.sources);
    let mut declared = Vec::new();
    for file in texts.files.iter().filter(|file| file.library.is_none()) {
        for tree in &file.tree.declarations {
            let tree = with_rows(tree, law, texts, &mut scribe);
            declared.extend(Declared::new(&tree, Lines::of(&tree, &scribe.sources, &[]), texts, false));
        }
    }
    let known = declared.iter().map(|it| it.name.clone()).collect();
    Snapshot { declared, known, day: None, gone: BTreeMap::new() }
}

/// What is law on a day, and what rules talk about. When something became law is no part of it.
pub fn of_day(law: &Law<'_>, texts: &Texts<'_>, day: Date) -> Snapshot {
    let mut scribe = Scribe::beside(texts.sources);
    let mut declared = Vec::new();
    let library = |at: u32| texts.files.iter().any(|it| it.library.is_some() && it.tree.span.contains(at));
    for file in &texts.files {
        let vocabulary = file.tree.declarations.iter().filter(|it| !tree::is_provision(it));
        for tree in vocabulary.filter(|it| !matches!(it, Declaration::Amendment(_))) {
            let lines = Lines::of(tree, &scribe.sources, &[]);
            declared.extend(Declared::new(tree, lines, texts, file.library.is_some()));
        }
    }
    let mut known: BTreeSet<String> = declared.iter().map(|it| it.name.clone()).collect();
    for item in items(law, texts, &mut scribe) {
        known.insert(item.name.clone());
        let Some(edition) = item.on(day) else { continue };
        let (tree, lines) = standing(law, edition, day, &mut scribe);
        let made = Declared::new(&tree, lines, texts, library(edition.named.start));
        let days = edition.life.in_force.iter().find(|it| it.contains(day)).copied().unwrap_or(Stretch::ALWAYS);
        let by = makers(law, texts, edition);
        let under = edition.instrument.map(|id| law.instruments[id].name.node.clone());
        declared.extend(made.map(|made| Declared { by, under, days, ..made }));
    }
    Snapshot { declared, known, day: Some(day), gone: gone(law, texts, day) }
}

/// Who keeps what out of the law on a day: what is repealed, or suspended and not reinstated.
fn gone(law: &Law<'_>, texts: &Texts<'_>, day: Date) -> BTreeMap<String, Vec<By>> {
    let mut done = deeds(law, texts);
    done.retain(|deed| law.amendments[deed.amendment].life.in_force_on(day));
    done.retain(|deed| deed.until.is_none_or(|until| day < until));
    done.sort_by_key(|deed| law.amendments[deed.amendment].life.begins());
    let mut gone: BTreeMap<String, Vec<By>> = BTreeMap::new();
    for deed in done {
        let by = gone.entry(deed.name.to_owned()).or_default();
        match deed.verb {
            Verb::Repeal | Verb::Suspend => {
                by.push(By { how: deed.verb.done(), act: Act::amendment(law, deed.amendment) });
            }
            Verb::Reinstate => by.retain(|it| it.how != Verb::Suspend.done()),
            _ => {}
        }
    }
    gone.retain(|_, by| !by.is_empty());
    gone
}

/// A version as it reads on a day, with its instrument and without the lines that say when it is law.
pub(super) fn standing(law: &Law<'_>, edition: &Edition, day: Date, scribe: &mut Scribe) -> (Declaration, Lines) {
    let mut tree = edition.tree.clone();
    let since = day::cut(&mut tree, day);
    let lines = tree::provenance(&tree);
    let has = |wanted: fn(&Provenance) -> bool| lines.iter().any(|line| wanted(line));
    let dated = has(|line| matches!(line, Provenance::From(_) | Provenance::Until(_)));
    let under = edition.instrument.filter(|_| !has(|line| matches!(line, Provenance::Under(_))));
    let under = under.and_then(|id| scribe.provenance(&[format!("under {}", law.instruments[id].name.node)]).pop());
    tree::set_origin(&mut tree, Origin { under, dates: dated.then(Vec::new) });
    let lines = Lines::of(&tree, &scribe.sources, &since);
    (tree, lines)
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
    let mut changes: Vec<By> = edition.amended.iter().map(by).collect();
    // An amendment may have changed several parts.
    changes.dedup();
    changes
}

fn with_rows(tree: &Declaration, law: &Law<'_>, texts: &Texts<'_>, scribe: &mut Scribe) -> Declaration {
    match tree {
        Declaration::Table(table) => Declaration::Table(tables::declared(table, law, texts, scribe)),
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
    new.retain(|it| match old.iter().position(|other| other.lines.say_the_same(&it.lines)) {
        Some(at) => {
            old.remove(at);
            false
        }
        None => true,
    });
    let between = |day: Option<Date>| day.filter(|day| before.day < Some(*day) && Some(*day) <= after.day);
    let mut old = old.into_iter();
    for it in new {
        match old.next() {
            Some(earlier) => changes.push(Change {
                hunks: redline::between(&it.name, &earlier.lines, &it.lines),
                by: it.by.iter().filter(|by| !earlier.by.contains(by)).cloned().collect(),
                from: between(it.days.from),
                ..change(it)
            }),
            None if it.library && !before.known.contains(&it.name) => {}
            None => changes.push(Change {
                what: What::Added,
                hunks: redline::whole(&it.name, &it.lines, Mark::In),
                by: it.by.clone(),
                from: between(it.days.from),
                ..change(it)
            }),
        }
    }
    for it in old.filter(|it| !it.library || after.known.contains(&it.name)) {
        // It may have gone with its instrument.
        let by = after.gone.get(&it.name).or_else(|| after.gone.get(it.under.as_ref()?));
        changes.push(Change {
            what: What::Removed,
            hunks: redline::whole(&it.name, &it.lines, Mark::Out),
            by: by.cloned().unwrap_or_default(),
            from: between(it.days.until),
            ..change(it)
        });
    }
}

fn change(it: &Declared) -> Change {
    Change {
        what: What::Changed,
        kind: it.kind,
        name: it.name.clone(),
        title: it.title.clone(),
        by: Vec::new(),
        from: None,
        hunks: Vec::new(),
        place: it.place.clone(),
    }
}
