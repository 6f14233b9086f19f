//! The versions of a provision in order, each with its days, its makers and what it changed.

use super::deeds::{Deed, Verb, author, deeds};
use super::item::{Edition, Item, items};
use super::lines::Lines;
use super::redline::{self, By, Hunk, Mark};
use super::scribe::Scribe;
use super::turn::Turn;
use super::{Act, Texts, day, snapshot, tree, turn};
use crate::enact::{Law, Stretch};
use crate::syntax::ast::Declaration;
use crate::value::Date;
use serde::Serialize;

/// A provision, or a table, from its first version to its last.
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
    /// Whether it comes with Lexport, and the law leaves it as it is.
    #[serde(skip)]
    pub imported: bool,
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
    /// The days on which it is not enforced, and by whose act.
    pub unenforced: Vec<Gap>,
    /// The instrument that it is under.
    pub instrument: Option<Act>,
    /// Who made it read so.
    pub by: Vec<By>,
    /// Why it goes back to what it was, or comes back, where nobody changed it then.
    pub turns: Vec<Turn>,
    /// Who ended it, if no other version follows.
    pub ended: Vec<By>,
    /// What changed from the version before it; of the first, all of it is new.
    pub changes: Vec<Hunk>,
    /// Where it stands, as `file:line`.
    pub place: String,
}

/// Days on which a version is not law, between others on which it is, or is not enforced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Which days.
    #[serde(serialize_with = "super::json::stretch")]
    pub days: Stretch,
    /// Who suspended it, or left it unenforced, if an amendment did.
    pub by: Vec<By>,
}

/// The history of every provision, kind by kind in the order of the law.
pub fn histories(law: &Law<'_>, texts: &Texts<'_>) -> Vec<History> {
    let deeds = deeds(law, texts);
    let mut scribe = Scribe::beside(texts.sources);
    let items = items(law, texts, &mut scribe);
    items.iter().filter_map(|item| history(law, texts, &deeds, item, &mut scribe)).collect()
}

/// A version during some of its days.
struct Stage<'i> {
    edition: &'i Edition,
    days: Stretch,
    tree: Declaration,
    lines: Lines,
}

fn history(law: &Law<'_>, texts: &Texts<'_>, deeds: &[Deed<'_>], item: &Item, scribe: &mut Scribe) -> Option<History> {
    let mut stages: Vec<Stage<'_>> = item.editions.iter().flat_map(|it| stages(law, it, scribe)).collect();
    stages.sort_by_key(|it| it.days);
    let mut versions: Vec<Past> = Vec::new();
    let mut last: Option<&Stage<'_>> = None;
    for stage in &stages {
        let same =
            last.is_some_and(|last| std::ptr::eq(last.edition, stage.edition) && last.lines.say_the_same(&stage.lines));
        match versions.last_mut().filter(|_| same) {
            Some(version) => {
                let ended = prolong(version, stage.days);
                version.turns.extend(ended.into_iter().flat_map(|day| unrepealed(law, deeds, &item.name, day)));
            }
            None => {
                let mut version = begin(law, texts, &item.name, last, stage);
                version.turns = turns(law, deeds, last, stage);
                versions.push(version);
            }
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
            gap.by.extend(by(gap.days.from, Verb::Repeal));
        }
        for gap in &mut version.unenforced {
            gap.by = by(gap.days.from, Verb::Unenforce);
        }
        let end = version.in_force.last().and_then(|it| it.until);
        if end.is_some() && !follows(end) {
            version.ended = by(end, Verb::Repeal);
            version.ended.extend(by(end, Verb::Suspend));
        }
    }
    let newest = item.editions.last()?;
    let library = |at: u32| texts.files.iter().any(|it| it.library.is_some() && it.tree.span.contains(at));
    let imported = item.editions.iter().all(|it| it.amended.is_empty() && library(it.named.start));
    Some(History {
        kind: tree::word(&newest.tree),
        name: item.name.clone(),
        title: tree::title(&newest.tree).map(|text| text.node.clone()),
        versions,
        imported,
    })
}

/// The parts of a version's life in which it reads alike.
fn stages<'i>(law: &Law<'_>, edition: &'i Edition, scribe: &mut Scribe) -> Vec<Stage<'i>> {
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
            let (tree, lines) = snapshot::standing(law, edition, of, scribe);
            found.push(Stage { edition, days, tree, lines });
        }
    }
    found
}

/// Why a version is not what the one before it was, as far as acts went or came back.
fn turns(law: &Law<'_>, deeds: &[Deed<'_>], before: Option<&Stage<'_>>, stage: &Stage<'_>) -> Vec<Turn> {
    let (Some(before), Some(day)) = (before, stage.days.from) else { return Vec::new() };
    let (old, new) = (&before.edition.amended, &stage.edition.amended);
    let gone = old.iter().filter(|id| !new.contains(id)).filter_map(|id| turn::gone(law, deeds, *id, day));
    let back = new.iter().filter(|id| !old.contains(id)).filter_map(|id| turn::back(law, deeds, *id, day));
    let mut turns: Vec<Turn> = gone.chain(back).collect();
    // Several amendments of one act go and come together.
    turns.dedup();
    turns
}

/// Why what was repealed is law again: the act that repealed it is not.
fn unrepealed(law: &Law<'_>, deeds: &[Deed<'_>], name: &str, day: Date) -> Vec<Turn> {
    let repeals = deeds.iter().filter(|deed| deed.verb == Verb::Repeal && deed.name == name);
    repeals.filter_map(|deed| turn::gone(law, deeds, deed.amendment, day)).collect()
}

/// More days of the same; the day on which a gap before them ended.
fn prolong(version: &mut Past, days: Stretch) -> Option<Date> {
    match version.in_force.last_mut() {
        Some(last) if last.until.is_some() && last.until == days.from => {
            last.until = days.until;
            None
        }
        Some(last) => {
            let gap = Stretch { from: last.until, until: days.from };
            version.suspended.push(Gap { days: gap, by: Vec::new() });
            version.in_force.push(days);
            days.from
        }
        None => {
            version.in_force.push(days);
            None
        }
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
        unenforced: edition.life.unenforced.iter().map(|days| Gap { days: *days, by: Vec::new() }).collect(),
        instrument: edition.instrument.map(|id| Act::instrument(law, id)),
        by,
        turns: Vec::new(),
        ended: Vec::new(),
        changes: match before {
            Some(before) => redline::between(name, &before.lines, &stage.lines),
            None => redline::whole(name, &stage.lines, Mark::In),
        },
        place: texts.place(at),
    }
}
