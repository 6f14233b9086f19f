//! The versions of a provision in order, each with its days, its makers and what it changed.

use super::deeds::{Deed, Verb, author, deeds};
use super::item::{Edition, Item, items};
use super::redline::{self, By, Hunk};
use super::{Act, Texts, day, snapshot, tree};
use crate::enact::{Law, Stretch};
use crate::format::{Piece, pieces};
use crate::value::Date;
use serde::Serialize;

/// A provision, from its first version to its last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct History {
    /// The word it begins with: `rule`.
    pub kind: &'static str,
    /// Its name, or its code.
    pub name: String,
    /// The title of the last version.
    pub title: Option<String>,
    /// In order.
    pub versions: Vec<Past>,
}

/// One version of a provision. A group or a value becomes another on the days that its own lines name, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Past {
    /// The days on which it reads so and is in force.
    #[serde(serialize_with = "super::json::stretches")]
    pub in_force: Vec<Stretch>,
    /// The days between them on which it is not, and who suspended it.
    pub suspended: Vec<Gap>,
    /// It need not be complied with before this day.
    #[serde(serialize_with = "super::json::day")]
    pub compliance: Option<Date>,
    /// The days on which it is not enforced.
    #[serde(serialize_with = "super::json::stretches")]
    pub unenforced: Vec<Stretch>,
    /// The instrument that it is under.
    pub instrument: Option<Act>,
    /// Who made it read so.
    pub by: Vec<By>,
    /// Who ended it, if no other version follows.
    pub ended: Vec<By>,
    /// What changed from the version before it.
    pub changes: Vec<Hunk>,
    /// Where it stands, as `file:line`.
    pub place: String,
}

/// Days on which a version is not law, between others on which it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Which days.
    #[serde(serialize_with = "super::json::stretch")]
    pub days: Stretch,
    /// Who suspended it, if an amendment did.
    pub by: Vec<By>,
}

/// The history of every provision, kind by kind in the order of the law.
pub fn histories(law: &Law<'_>, texts: &Texts<'_>) -> Vec<History> {
    let deeds = deeds(law, texts);
    items(law).iter().filter_map(|item| history(law, texts, &deeds, item)).collect()
}

/// Whether a provision comes with Lexport, and no amendment has touched it.
pub(super) fn is_untouched_library(law: &Law<'_>, texts: &Texts<'_>, name: &str) -> bool {
    let item = items(law).into_iter().find(|it| it.name == name);
    let library = |at: u32| texts.files.iter().any(|it| it.library.is_some() && it.tree.span.contains(at));
    item.is_some_and(|it| it.editions.iter().all(|it| it.amended.is_empty() && library(it.named.start)))
}

/// A version during some of its days.
struct Stage<'i> {
    edition: &'i Edition,
    days: Stretch,
    tree: crate::syntax::ast::Declaration,
    pieces: Vec<Piece>,
}

fn history(law: &Law<'_>, texts: &Texts<'_>, deeds: &[Deed<'_>], item: &Item) -> Option<History> {
    let mut stages: Vec<Stage<'_>> = item.editions.iter().flat_map(|it| stages(it, texts)).collect();
    stages.sort_by_key(|it| it.days);
    let mut versions: Vec<Past> = Vec::new();
    let mut last: Option<&Stage<'_>> = None;
    for stage in &stages {
        let same = last.is_some_and(|last| std::ptr::eq(last.edition, stage.edition) && says_the_same(last, stage));
        match versions.last_mut().filter(|_| same) {
            Some(version) => prolong(version, stage.days),
            None => versions.push(begin(law, texts, &item.name, last, stage)),
        }
        last = Some(stage);
    }
    let follows = |day: Option<Date>| stages.iter().any(|it| it.days.from == day);
    for version in &mut versions {
        let names = [Some(item.name.as_str()), version.instrument.as_ref().map(|it| it.name.as_str())];
        let by = |day: Option<Date>, verb: Verb| -> Vec<By> {
            let done = deeds.iter().filter(|deed| deed.verb == verb && names.contains(&Some(deed.name)));
            let on_the_day = done.filter(|deed| law.amendments[deed.amendment].life.begins() == day);
            on_the_day.map(|deed| By { how: verb.done(), act: Act::amendment(law, deed.amendment) }).collect()
        };
        for gap in &mut version.suspended {
            gap.by = by(gap.days.from, Verb::Suspend);
        }
        let end = version.in_force.last().and_then(|it| it.until);
        if end.is_some() && !follows(end) {
            version.ended = by(end, Verb::Repeal);
            version.ended.extend(by(end, Verb::Suspend));
        }
    }
    let newest = item.editions.last()?;
    Some(History {
        kind: tree::word(&newest.tree),
        name: item.name.clone(),
        title: tree::title(&newest.tree).map(|text| text.node.clone()),
        versions,
    })
}

/// The parts of a version's life in which it reads alike.
fn stages<'i>(edition: &'i Edition, texts: &Texts<'_>) -> Vec<Stage<'i>> {
    let mut turns = day::turns(&edition.tree);
    turns.sort_unstable();
    turns.dedup();
    let mut found = Vec::new();
    for life in &edition.life.in_force {
        let mut from = life.from;
        let inside = turns.iter().filter(|day| Some(**day) > life.from && life.contains(**day)).copied();
        for until in inside.map(Some).chain([life.until]) {
            let days = Stretch { from, until };
            from = until;
            let of = days.from.or_else(|| days.until?.add_days(-1)).unwrap_or(Date::MIN);
            if !day::is_something(&edition.tree, of) {
                continue;
            }
            let tree = snapshot::standing(edition, of);
            let pieces = pieces(&tree, texts.sources);
            found.push(Stage { edition, days, tree, pieces });
        }
    }
    found
}

fn says_the_same(one: &Stage<'_>, other: &Stage<'_>) -> bool {
    let said = |it: &Stage<'_>| it.pieces.iter().map(|piece| (piece.depth, piece.text.clone())).collect::<Vec<_>>();
    said(one) == said(other)
}

/// More days of the same.
fn prolong(version: &mut Past, days: Stretch) {
    match version.in_force.last_mut() {
        Some(last) if last.until.is_some() && last.until == days.from => last.until = days.until,
        Some(last) => {
            let gap = Stretch { from: last.until, until: days.from };
            version.suspended.push(Gap { days: gap, by: Vec::new() });
            version.in_force.push(days);
        }
        None => version.in_force.push(days),
    }
}

fn begin(law: &Law<'_>, texts: &Texts<'_>, name: &str, before: Option<&Stage<'_>>, stage: &Stage<'_>) -> Past {
    let edition = stage.edition;
    let known = before.map(|it| snapshot::makers(law, texts, it.edition)).unwrap_or_default();
    let mut by = snapshot::makers(law, texts, edition);
    by.retain(|it| !known.contains(it));
    let span = tree::name(&stage.tree).map_or(edition.named, |name| name.span);
    let at = if author(texts, span.start).is_some() { edition.named } else { span };
    Past {
        in_force: vec![stage.days],
        suspended: Vec::new(),
        compliance: edition.life.compliance,
        unenforced: edition.life.unenforced.clone(),
        instrument: edition.instrument.map(|id| Act::instrument(law, id)),
        by,
        ended: Vec::new(),
        changes: before.map(|it| redline::between(name, &it.pieces, &stage.pieces)).unwrap_or_default(),
        place: texts.place(at),
    }
}
