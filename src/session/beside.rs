//! What stands beside a decision: what of the law in force is enforced, and what is to be complied with already.
//!
//! An act may be in force, and need not be complied with before some day, or is not enforced. What it changed, nobody has to
//! follow yet: the law without it tells what somebody has to. So a case is asked of both, and whatever applies only with the
//! act is said to be not due, or not enforced; what was there before is due and enforced as ever.

use super::court::Court;
use crate::check::typed;
use crate::decide::{Range, Scratch};
use crate::enact::{Instrument, InstrumentId, Standpoint};
use crate::explain::{Decision, Note, OnlyHere, hands};
use crate::facts::Case;
use crate::plan::Law;
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The standpoints from which a law is looked at for what is said beside decisions.
pub(super) fn standpoints(law: &typed::Law) -> impl Iterator<Item = Standpoint> {
    let due = law.instruments.iter().filter_map(|it| it.life.compliance?.add_days(-1));
    let due = due.map(|day| Standpoint { due_on: Some(day), ..Standpoint::default() });
    let of_instruments = law.instruments.iter().flat_map(|it| &it.life.unenforced);
    let on = of_instruments.chain(law.unenforced.iter().flat_map(|it| &it.on));
    let enforced = on.filter_map(|on| on.from);
    due.chain(enforced.map(|day| Standpoint { enforced_on: Some(day), ..Standpoint::default() }))
}

impl<'l, L: AsRef<Law>> Court<'l, L> {
    /// Says beside a decision what of it rests on law that is not enforced, or not due.
    pub(super) fn beside(&self, decision: &mut Decision, case: &Case, day: Date, scratch: &mut Scratch) {
        self.enforced(decision, case, day, scratch);
        self.due(decision, case, day, scratch);
    }

    /// The instruments that are seen, of which anything is law by a day, and of which something is so.
    fn instruments(
        &self,
        day: Date,
        so: impl Fn(&Instrument) -> bool,
    ) -> impl Iterator<Item = (InstrumentId, &'l Instrument)> {
        let law = self.now().law();
        let begun = move |it: &Instrument| it.first.is_none_or(|first| first <= day);
        law.instruments.enumerate().filter(move |(_, it)| law.standpoint.sees(it) && begun(it) && so(it))
    }

    fn enforced(&self, decision: &mut Decision, case: &Case, day: Date, scratch: &mut Scratch) {
        let law = self.now().law();
        let unenforced: Vec<_> = self.instruments(day, |it| !it.life.enforced_on(day)).collect();
        let named: Vec<_> = law.unenforced.iter().filter(|it| it.on.iter().any(|on| on.contains(day))).collect();
        if unenforced.is_empty() && named.is_empty() {
            return;
        }
        // Between two days on which anything about enforcement changes, one law serves for all.
        let edges = || {
            let of_instruments = law.instruments.iter().flat_map(|it| &it.life.unenforced);
            let all = of_instruments.chain(law.unenforced.iter().flat_map(|it| &it.on));
            all.flat_map(|on| [on.from, on.until]).flatten()
        };
        let on = edges().filter(|edge| *edge <= day).max().unwrap_or(day);
        let standpoint = Standpoint { enforced_on: Some(on), ..law.standpoint.clone() };
        let (outcome, only_here) = self.only_here(decision, &standpoint, case, day, scratch);
        decision.enforced = outcome;
        for (provision, here) in only_here {
            let hands = hands(law, &provision, day);
            let of_instruments = unenforced
                .iter()
                .map(|(id, it)| (it.name.node.clone(), it.life.unenforced.as_slice(), hands.contains(id)));
            let of_provisions = named.iter().map(|it| (it.name.clone(), it.on.as_slice(), it.name == provision));
            let all: Vec<_> = of_instruments.chain(of_provisions).collect();
            let own = |it: &&(String, &[_], bool)| it.2 || all.iter().all(|it| !it.2);
            let since = all.iter().filter(own).flat_map(|(_, on, _)| *on).filter(|on| on.contains(day));
            let since = since.filter_map(|on| on.from).min();
            let by = all.iter().filter(own).map(|(name, ..)| name.clone()).collect();
            decision.notes.push(Note::unenforced(provision, here, (since, by)));
        }
    }

    fn due(&self, decision: &mut Decision, case: &Case, day: Date, scratch: &mut Scratch) {
        let law = self.now().law();
        let dates = self.instruments(day, |it| !it.life.due_on(day)).filter_map(|(_, it)| it.life.compliance);
        let dates: Vec<Date> = dates.collect::<BTreeSet<Date>>().into_iter().collect();
        // What is due up to the day before one of these is the same on all days since the one before it.
        let mut before = |date: Date, decision: &Decision| {
            let standpoint = Standpoint { due_on: date.add_days(-1), ..law.standpoint.clone() };
            self.only_here(decision, &standpoint, case, day, scratch)
        };
        let Some(first) = dates.first() else { return };
        let (outcome, mut open) = before(*first, decision);
        decision.due = outcome;
        for (at, date) in dates.iter().enumerate() {
            let later = match dates.get(at + 1) {
                Some(next) if !open.is_empty() => before(*next, decision).1,
                _ => BTreeMap::new(),
            };
            for (provision, here) in open.iter().filter(|(name, _)| !later.contains_key(*name)) {
                let hands = hands(law, provision, day);
                let then: Vec<_> = self.instruments(day, |it| it.life.compliance == Some(*date)).collect();
                let own = |id: &InstrumentId| hands.contains(id) || then.iter().all(|(id, _)| !hands.contains(id));
                let by = then.iter().filter(|(id, _)| own(id)).map(|(_, it)| it.name.node.clone()).collect();
                decision.notes.push(Note::not_due(provision.clone(), *here, (*date, by)));
            }
            open = later;
        }
    }

    /// What a decision says that the law seen from elsewhere does not, and the outcome of what both say.
    fn only_here(
        &self,
        decision: &Decision,
        standpoint: &Standpoint,
        case: &Case,
        day: Date,
        scratch: &mut Scratch,
    ) -> (Range, BTreeMap<String, OnlyHere>) {
        match self.seen_from_elsewhere(standpoint, case, day, scratch) {
            Some(other) => (decision.outcome.milder(other.outcome), decision.only_here(&other)),
            None => (Range::ANY.milder(decision.outcome), BTreeMap::new()),
        }
    }
}
