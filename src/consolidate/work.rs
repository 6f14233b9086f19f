//! Everything that an instrument or an amendment made or changed.

use super::deeds::deeds;
use super::history::{History, Past, histories};
use super::redline::Hunk;
use super::{Act, Texts};
use crate::enact::Law;
use crate::source::Id;
use serde::Serialize;

/// What an act has done to the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Work {
    /// `instrument` or `amendment`.
    pub kind: &'static str,
    /// The act.
    pub act: Act,
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
    pub from: Option<String>,
    /// What it changed in the text.
    pub changes: Vec<Hunk>,
}

/// What the act of this name has done; nothing if there is none.
pub fn work(law: &Law<'_>, texts: &Texts<'_>, name: &str) -> Option<Work> {
    let instrument = law.instrument(name).map(|id| ("instrument", Act::instrument(law, id)));
    let amendment = || {
        let position = law.amendments.iter().position(|it| it.name.node == name)?;
        Some(("amendment", Act::amendment(law, Id::at(position))))
    };
    let (kind, act) = instrument.or_else(amendment)?;
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
                from: begins(version),
                // What is there for the first time changes nothing.
                changes: if position == 0 { Vec::new() } else { version.changes.clone() },
            }));
        }
    }
    for deed in deeds(law, texts).into_iter().filter(|it| it.verb.is_of_days()) {
        let by = Act::amendment(law, deed.amendment);
        if own(&by) {
            let of = histories.iter().find(|it| it.name == deed.name);
            let instrument = law.instrument(deed.name).map(|id| &law.instruments[id]);
            done.push(Done {
                how: deed.verb.done(),
                amendment: Some(by.name),
                kind: of.map_or("instrument", |it| it.kind),
                name: deed.name.to_owned(),
                title: of.map_or_else(|| instrument.and_then(|it| it.title.clone()), |it| it.title.clone()),
                from: by.from.map(|day| day.to_string()),
                changes: Vec::new(),
            });
        }
    }
    Some(Work { kind, act, done })
}

fn begins(version: &Past) -> Option<String> {
    version.in_force.first().and_then(|it| it.from).map(|day| day.to_string())
}

/// What a name may stand for in a history: provisions, instruments, amendments; for suggestions.
pub fn names<'l>(law: &'l Law<'_>) -> Vec<&'l str> {
    let mut names: Vec<&str> = law.rules.iter().map(|it| it.name.as_str()).collect();
    names.extend(law.entries.iter().map(|it| it.name.as_str()));
    names.extend(law.defines.iter().map(|it| it.name.as_str()));
    names.extend(law.values.iter().map(|it| it.name.as_str()));
    names.extend(law.groups.iter().map(|it| it.name.as_str()));
    names.extend(law.instruments.iter().map(|it| it.name.node.as_str()));
    names.extend(law.amendments.iter().map(|it| it.name.node.as_str()));
    names
}

/// The provisions that have had more than one version. Those of the standard library only if the law changed them.
pub fn changed(law: &Law<'_>, texts: &Texts<'_>) -> Vec<History> {
    let mut all = histories(law, texts);
    all.retain(|it| it.versions.len() > 1 && !super::history::is_untouched_library(law, texts, &it.name));
    all
}
