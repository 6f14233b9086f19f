//! Why a text goes or comes back on a day on which nobody changes it: the act that changed it is suspended, has ended, or
//! is law again.

use super::Act;
use super::deeds::{Deed, Verb};
use super::redline::By;
use crate::enact::{AmendmentId, Law};
use crate::value::Date;
use serde::Serialize;

/// What became of the act that made a provision read so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// It is suspended from then on.
    Suspended,
    /// It is repealed.
    Repealed,
    /// It ends as it said.
    Expired,
    /// Its suspension is over.
    Back,
}

/// Why a text went or came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// What became of the act.
    pub became: Became,
    /// The act: an instrument, or an amendment that ended by its own days.
    pub act: Act,
    /// On which day.
    #[serde(serialize_with = "super::json::day")]
    pub on: Option<Date>,
    /// By whom; nobody, where its own lines say so.
    pub by: Vec<By>,
}

/// Why an amendment has no effect any more from a day on.
pub(super) fn gone(law: &Law<'_>, deeds: &[Deed<'_>], amendment: AmendmentId, day: Date) -> Option<Turn> {
    let it = &law.amendments[amendment];
    let ends = it.life.in_force.iter().any(|stretch| stretch.until == Some(day));
    let turn = |became, act, by| ends.then_some(Turn { became, act, on: Some(day), by });
    let Some(instrument) = it.instrument else {
        return turn(Became::Expired, Act::amendment(law, amendment), Vec::new());
    };
    let act = Act::instrument(law, instrument);
    let own = &law.instruments[instrument];
    let begin_then = |verb| of(law, deeds, &act.name, verb, |deed| begins(law, deed, day));
    let (suspended, repealed) = (begin_then(Verb::Suspend), begin_then(Verb::Repeal));
    if !suspended.is_empty() || own.suspended.iter().any(|hole| hole.from == Some(day)) {
        turn(Became::Suspended, act, suspended)
    } else if !repealed.is_empty() {
        turn(Became::Repealed, act, repealed)
    } else if own.window.until == Some(day) {
        turn(Became::Expired, act, Vec::new())
    } else {
        turn(Became::Expired, Act::amendment(law, amendment), Vec::new())
    }
}

/// Why an amendment has effect again from a day on; nothing if it is the first time.
pub(super) fn back(law: &Law<'_>, deeds: &[Deed<'_>], amendment: AmendmentId, day: Date) -> Option<Turn> {
    let it = &law.amendments[amendment];
    let instrument = it.instrument.filter(|_| it.life.in_force.iter().skip(1).any(|it| it.from == Some(day)))?;
    let act = Act::instrument(law, instrument);
    let mut by = of(law, deeds, &act.name, Verb::Reinstate, |deed| begins(law, deed, day));
    if by.is_empty() {
        let before = day.add_days(-1);
        by = of(law, deeds, &act.name, Verb::Suspend, |deed| {
            let life = &law.amendments[deed.amendment].life;
            before.is_some_and(|before| life.in_force_on(before)) && deed.until.is_none_or(|until| until >= day)
        });
    }
    Some(Turn { became: Became::Back, act, on: Some(day), by })
}

fn begins(law: &Law<'_>, deed: &Deed<'_>, day: Date) -> bool {
    law.amendments[deed.amendment].life.in_force.iter().any(|stretch| stretch.from == Some(day))
}

fn of(law: &Law<'_>, deeds: &[Deed<'_>], name: &str, verb: Verb, counts: impl Fn(&Deed<'_>) -> bool) -> Vec<By> {
    let done = deeds.iter().filter(|deed| deed.verb == verb && deed.name == name && counts(deed));
    done.map(|deed| By { how: verb.done(), act: Act::amendment(law, deed.amendment) }).collect()
}
