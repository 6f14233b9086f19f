//! Everything that an instrument or an amendment made or changed.

use super::deeds::deeds;
use super::history::{History, histories};
use super::redline::{By, Hunk};
use super::{Act, Texts};
use crate::enact::{Law, Stretch};
use crate::value::Date;
use serde::Serialize;

/// What an act has done to the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Work {
    /// `instrument` or `amendment`.
    pub kind: &'static str,
    /// The act.
    pub act: Act,
    /// The days on which it has effect.
    #[serde(serialize_with = "super::json::stretches")]
    pub in_force: Vec<Stretch>,
    /// It need not be complied with before this day.
    #[serde(serialize_with = "super::json::day")]
    pub compliance: Option<Date>,
    /// The days on which it is not enforced.
    #[serde(serialize_with = "super::json::stretches")]
    pub unenforced: Vec<Stretch>,
    /// Who repealed, suspended, reinstated it or left it unenforced.
    pub by: Vec<By>,
    /// In the order of the law: what it made, what it changed, and whose days it changed.
    pub done: Vec<Done>,
}

/// One thing that an act has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Done {
    /// `made`, `inserted`, `replaced`, `amended`, `repealed`, `suspended`, `reinstated`, `left unenforced`.
    pub how: &'static str,
    /// By which amendment, if by one.
    pub amendment: Option<String>,
    /// The word that it begins with, if it is a provision.
    pub kind: &'static str,
    /// To which provision or instrument.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// From which day.
    #[serde(serialize_with = "super::json::day")]
    pub from: Option<Date>,
    /// Up to which day, if the act says so.
    #[serde(serialize_with = "super::json::day")]
    pub until: Option<Date>,
    /// What it changed in the text.
    pub changes: Vec<Hunk>,
}

/// What the act of this name has done; nothing if there is none.
pub fn work(law: &Law<'_>, texts: &Texts<'_>, name: &str) -> Option<Work> {
    let instrument = || {
        let id = law.instrument(name)?;
        Some(("instrument", Act::instrument(law, id), &law.instruments[id].life))
    };
    let amendment = || {
        let (id, it) = law.amendments.enumerate().find(|(_, it)| it.name.node == name)?;
        Some(("amendment", Act::amendment(law, id), &it.life))
    };
    let (kind, act, life) = instrument().or_else(amendment)?;
    let own = |by: &Act| by.name == name || by.under.as_deref() == Some(name);
    let histories = histories(law, texts);
    let mut done = Vec::new();
    for history in &histories {
        for (position, version) in history.versions.iter().enumerate() {
            done.extend(version.by.iter().filter(|by| own(&by.act)).map(|by| Done {
                how: by.how,
                amendment: by.act.under.is_some().then(|| by.act.name.clone()),
                kind: history.kind,
                name: history.name.clone(),
                title: history.title.clone(),
                from: version.in_force.first().and_then(|it| it.from),
                until: None,
                // What is there for the first time changes nothing.
                changes: if position == 0 { Vec::new() } else { version.changes.clone() },
            }));
        }
    }
    let mut done_to = Vec::new();
    for deed in deeds(law, texts).into_iter().filter(|it| it.verb.is_of_days()) {
        let by = Act::amendment(law, deed.amendment);
        if deed.name == name {
            done_to.push(By { how: deed.verb.done(), act: by.clone() });
        }
        if own(&by) {
            let of = histories.iter().find(|it| it.name == deed.name);
            let instrument = law.instrument(deed.name).map(|id| &law.instruments[id]);
            done.push(Done {
                how: deed.verb.done(),
                amendment: Some(by.name),
                kind: of.map_or("instrument", |it| it.kind),
                name: deed.name.to_owned(),
                title: of.map_or_else(|| instrument.and_then(|it| it.title.clone()), |it| it.title.clone()),
                from: by.from,
                until: deed.until,
                changes: Vec::new(),
            });
        }
    }
    let (in_force, unenforced) = (life.in_force.clone(), life.unenforced.clone());
    Some(Work { kind, act, in_force, compliance: life.compliance, unenforced, by: done_to, done })
}

/// What a name may stand for in a history: provisions, instruments, amendments; for suggestions.
pub fn names<'l>(law: &'l Law<'_>) -> Vec<&'l str> {
    let mut names: Vec<&str> = law.rules.iter().map(|it| it.name.as_str()).collect();
    names.extend(law.entries.iter().map(|it| it.name.as_str()));
    names.extend(law.defines.iter().map(|it| it.name.as_str()));
    names.extend(law.values.iter().map(|it| it.name.as_str()));
    names.extend(law.groups.iter().map(|it| it.name.as_str()));
    names.extend(law.vocabulary.tables.iter().map(|it| it.name.node.as_str()));
    names.extend(law.instruments.iter().map(|it| it.name.node.as_str()));
    names.extend(law.amendments.iter().map(|it| it.name.node.as_str()));
    names
}

/// The provisions that have had more than one version. Those of the standard library only if the law changed them.
pub fn changed(law: &Law<'_>, texts: &Texts<'_>) -> Vec<History> {
    let mut all = histories(law, texts);
    all.retain(|it| it.versions.len() > 1 && !it.imported);
    all
}
