//! Who decides a case: the law in force or, for the cases that a saving clause saves, the law from before.
//!
//! On the day asked about, each saving clause of the law in force is asked whether it saves the case. If it does, the law
//! without the act that it keeps off decides; if it does not, the law as it is. Where that is not known, both may decide, and
//! whatever either would say stays possible. Facts are facts under any law: a case is read once, and asked of all.
//! What is enforced and what is to be complied with already is said beside that, in `beside`.

use super::bearing::{self, Bearing};
use super::kept::Kept;
use super::{Session, World};
use crate::decide::{Evaluator, Range, Scratch};
use crate::diagnostic::Bag;
use crate::enact::Standpoint;
use crate::explain::{self, AskedSaving, Consequences, Decision, Judge, SavingOutcomes};
use crate::facts::Case;
use crate::plan::law::Saving;
use crate::plan::slot::Address;
use crate::plan::{Law, View};
use crate::resolve::RuleId;
use crate::value::{Date, Truth};
use std::collections::{BTreeMap, BTreeSet};

/// So many clauses of which it is not known whether they save a case are followed both ways.
const MOST: usize = 4;

/// The law in force, and what it is without some of its acts. A law of less is made when a case first needs it, and then
/// kept.
pub struct Laws<'s, L = World> {
    session: &'s Session,
    now: L,
    before: Kept<Standpoint, Result<L, Bag>>,
    /// What is only told beside a decision keeps none from being made.
    beside: Kept<Standpoint, Option<L>>,
    ready: Box<dyn Fn(World) -> L + Send + Sync + 's>,
}

impl<'s> Laws<'s> {
    /// The law as seen from some standpoint.
    pub fn new(session: &'s Session, now: World) -> Self {
        Self::made(session, now, |world| world)
    }
}

impl<'s, L: AsRef<Law>> Laws<'s, L> {
    /// The same for a law in another form, and how to make that form.
    pub(super) fn made(session: &'s Session, now: L, ready: impl Fn(World) -> L + Send + Sync + 's) -> Self {
        Self { session, now, before: Kept::default(), beside: Kept::default(), ready: Box::new(ready) }
    }

    /// The law in force.
    pub fn now(&self) -> &L {
        &self.now
    }

    /// The law in force, when nothing more is to be decided.
    pub fn into_now(self) -> L {
        self.now
    }

    /// What is wrong with a law from before that a case needed. Nothing that was said since then counts.
    pub fn fault(&self) -> Option<&Bag> {
        self.before.iter().find_map(|law| law.as_ref().err())
    }

    /// All of them together, ready to decide cases.
    pub fn court(&self) -> Court<'_, L> {
        Court { laws: self, now: View::new(self.now.as_ref()), others: Kept::default() }
    }

    fn seen_from(&self, standpoint: &Standpoint) -> Option<&L> {
        let make = || {
            let mut bag = Bag::new();
            match self.session.world(standpoint, &mut bag) {
                Some(world) => Ok((self.ready)(world)),
                None => Err(bag.sorted()),
            }
        };
        if standpoint.due_on.is_some() || standpoint.enforced_on.is_some() {
            return self.beside.get_or_make(standpoint, || make().ok()).as_ref();
        }
        self.before.get_or_make(standpoint, make).as_ref().ok()
    }
}

/// Decides cases, each by the law that governs it.
pub struct Court<'l, L = World> {
    laws: &'l Laws<'l, L>,
    now: View<'l>,
    others: Kept<Standpoint, Option<(&'l L, View<'l>)>>,
}

/// A clause that saves a case, or may.
type Asked<'l> = (&'l Saving, Truth);

impl<'l, L: AsRef<Law>> Court<'l, L> {
    /// The law, with what it was before.
    pub fn law(&self) -> &'l Laws<'l, L> {
        self.laws
    }

    /// The law in force, day by day.
    pub fn now(&self) -> &View<'l> {
        &self.now
    }

    /// What the law says of a case on a day; nothing if a law from before that the case needs is at fault.
    pub fn decide(&self, case: &Case, day: Date, scratch: &mut Scratch) -> Option<Decision> {
        let mut decision = self.in_force(case, day, scratch)?;
        self.beside(&mut decision, case, day, scratch);
        self.laws.fault().is_none().then_some(decision)
    }

    /// What the law in force says, and nothing beside it.
    fn in_force(&self, case: &Case, day: Date, scratch: &mut Scratch) -> Option<Decision> {
        let sources = &self.laws.session.sources;
        if self.now.law().savings.is_empty() {
            return Some(explain::decide(&self.now, sources, case, day, scratch));
        }
        let asked = self.asked(case, day, scratch);
        let ways = ways(&asked);
        let mut decision: Option<Decision> = None;
        let mut outcomes = Vec::new();
        for way in &ways {
            let (_, view) = self.without(acts(&asked, way))?;
            let by_this = explain::decide_before(Some(self), view, sources, case, day, scratch);
            outcomes.push((way, by_this.outcome));
            decision = Some(match decision {
                Some(before) => before.or(by_this),
                None => by_this,
            });
        }
        let mut decision = match decision {
            Some(decision) => decision,
            None => explain::decide_before(Some(self), &self.now, sources, case, day, scratch).in_doubt(),
        };
        // What is open where the outcome over all is not.
        let open = decision.open_regime();
        for (at, (clause, truth)) in asked.iter().enumerate() {
            let hull = |saves: bool| {
                let found = outcomes.iter().filter(|(way, _)| way.get(at) == Some(&saves)).map(|(_, range)| *range);
                found.reduce(Range::or).unwrap_or(Range::ANY)
            };
            let either = SavingOutcomes { saved: hull(true), not_saved: hull(false) };
            let told = (*clause, truth.is_unknown().then_some(either));
            let AskedSaving { saving, missing, judgments, faults } =
                explain::saving(&self.now, sources, (case, day), scratch, self, told, open.as_deref());
            decision.savings.push(saving);
            decision.misses(missing);
            decision.judgments.extend(judgments);
            decision.faults.extend(faults);
        }
        if ways.is_empty() {
            let first = decision.savings.first().map(|saving| (saving.name.clone(), saving.place.clone()));
            let (law, place) = first.unwrap_or_default();
            decision.faults.push(explain::too_many_savings(MOST, law, place));
        }
        decision.misses_what_is_open();
        Some(decision)
    }

    /// What the law says of a case as seen from elsewhere, alone: without what follows from it for other days and facts.
    pub(super) fn seen_from_elsewhere(
        &self,
        standpoint: &Standpoint,
        case: &Case,
        day: Date,
        scratch: &mut Scratch,
    ) -> Option<Decision> {
        let asked = self.asked(case, day, scratch);
        let by = |way: Vec<bool>| {
            let mut standpoint = standpoint.clone();
            standpoint.without.extend(acts(&asked, &way));
            let (_, view) = self.seen_from(&standpoint)?;
            Some(explain::decide(view, &self.laws.session.sources, case, day, scratch))
        };
        ways(&asked).into_iter().map(by).reduce(|one, other| Some(one?.or(other?))).flatten()
    }

    /// The outcomes still possible for a case on a day.
    pub fn outcome(&self, case: &Case, day: Date, scratch: &mut Scratch) -> Range {
        let asked = self.asked(case, day, scratch);
        self.hull(&asked, |view| explain::outcome(view, &self.laws.session.sources, case, day, scratch))
    }

    /// The same, with what follows beside the outcome.
    pub fn consequences(&self, case: &Case, day: Date, scratch: &mut Scratch) -> Consequences {
        let asked = self.asked(case, day, scratch);
        let mut by = |view: &View<'l>| explain::consequences(view, &self.laws.session.sources, case, day, scratch);
        if asked.is_empty() {
            return by(&self.now);
        }
        let each =
            |way: Vec<bool>| self.without(acts(&asked, &way)).map_or_else(Consequences::in_doubt, |(_, view)| by(view));
        ways(&asked).into_iter().map(each).reduce(Consequences::or).unwrap_or_else(Consequences::in_doubt)
    }

    /// The names of the clauses that save a case on a day, or may.
    pub fn saved_by(&self, case: &Case, day: Date, scratch: &mut Scratch) -> Vec<String> {
        self.asked(case, day, scratch).into_iter().map(|(clause, _)| clause.name.clone()).collect()
    }

    /// How rules bear on the outcome of a case on a day.
    pub fn bearing(&self, case: &Case, day: Date, scratch: &mut Scratch) -> BTreeMap<RuleId, Bearing> {
        let mut by = |view: &View<'l>| {
            let epoch = view.on(day);
            Evaluator::new(view.law(), epoch, case, scratch).decide();
            bearing::bearing(epoch, scratch)
        };
        let asked = self.asked(case, day, &mut Scratch::new());
        if asked.is_empty() {
            return by(&self.now);
        }
        let each = |way: Vec<bool>| self.without(acts(&asked, &way)).map(|(_, view)| by(view));
        ways(&asked).into_iter().filter_map(each).reduce(bearing::either).unwrap_or_default()
    }

    /// What is possible by any of the laws that may decide.
    fn hull(&self, asked: &[Asked<'_>], mut outcome: impl FnMut(&View<'l>) -> Range) -> Range {
        if asked.is_empty() {
            return outcome(&self.now);
        }
        // A law that is at fault says nothing, which is no permission.
        let each = |way: Vec<bool>| self.without(acts(asked, &way)).map_or(Range::ANY, |(_, view)| outcome(view));
        ways(asked).into_iter().map(each).reduce(Range::or).unwrap_or(Range::ANY)
    }

    /// The law that decides a case: the law in force where that is not known.
    pub(super) fn governing(&self, case: &Case, day: Date, scratch: &mut Scratch) -> (&L, &View<'l>) {
        let asked = self.asked(case, day, scratch);
        let ways = ways(&asked);
        let only = ways.first().filter(|_| ways.len() == 1).and_then(|way| self.without(acts(&asked, way)));
        only.unwrap_or((&self.laws.now, &self.now))
    }

    /// The clauses that save a case on a day, or may.
    fn asked(&self, case: &Case, day: Date, scratch: &mut Scratch) -> Vec<Asked<'l>> {
        let law = self.laws.now.as_ref();
        let mut alive = law.savings.iter().filter(|clause| clause.life.in_force_on(day)).peekable();
        if alive.peek().is_none() {
            return Vec::new();
        }
        let mut evaluator = Evaluator::new(law, self.now.on(day), case, scratch);
        let asked = alive.map(|clause| (clause, evaluator.truth(law.limbs[clause.condition].node)));
        asked.filter(|(_, saves)| !saves.is_false()).collect()
    }

    /// The law without some acts; nothing if it is at fault.
    fn without(&self, acts: BTreeSet<String>) -> Option<(&L, &View<'l>)> {
        let mut standpoint = self.now.law().standpoint.clone();
        standpoint.without.extend(acts);
        self.seen_from(&standpoint)
    }

    /// The law as seen from some standpoint; nothing if it is at fault.
    fn seen_from(&self, standpoint: &Standpoint) -> Option<(&L, &View<'l>)> {
        if *standpoint == self.now.law().standpoint {
            return Some((&self.laws.now, &self.now));
        }
        let made = self.others.get_or_make(standpoint, || {
            let law = self.laws.seen_from(standpoint)?;
            Some((law, View::new(law.as_ref())))
        });
        made.as_ref().map(|(law, view)| (*law, view))
    }
}

impl<L: AsRef<Law>> Judge for Court<'_, L> {
    fn law(&self) -> &Law {
        self.now.law()
    }

    fn is_settled(&self, case: &Case, day: Date) -> bool {
        self.asked(case, day, &mut Scratch::new()).iter().all(|(_, saves)| saves.is_true())
    }

    fn may_turn_on(&self, facts: &[Address], day: Date) -> bool {
        let law = self.now.law();
        let mut alive = law.savings.iter().filter(|clause| clause.life.in_force_on(day)).peekable();
        if alive.peek().is_none() {
            return false;
        }
        // Of a case of which nothing is known, every fact is looked at.
        let (nothing, mut scratch) = (Case::new(&law.layout), Scratch::new());
        let mut evaluator = Evaluator::new(law, self.now.on(day), &nothing, &mut scratch);
        alive.any(|clause| {
            let (_, looked_at) = evaluator.missing_for(law.limbs[clause.condition].node);
            looked_at.iter().any(|fact| facts.contains(fact))
        })
    }

    fn outcome_of(&self, of: Option<&str>, case: &Case, day: Date, trials: &mut usize) -> Range {
        let asked = self.asked(case, day, &mut Scratch::new());
        self.hull(&asked, |view| explain::outcome_within(view, &self.laws.session.sources, of, (case, day), trials))
    }
}

/// For each clause whether it saves the case, in every way that is possible; the first way is that of the law in force, as
/// far as it may govern. No way at all where there are too many to follow.
fn ways(asked: &[Asked<'_>]) -> Vec<Vec<bool>> {
    if asked.iter().filter(|(_, saves)| saves.is_unknown()).count() > MOST {
        return Vec::new();
    }
    let mut ways = vec![Vec::new()];
    for (_, saves) in asked {
        let answers: &[bool] = if saves.is_true() { &[true] } else { &[false, true] };
        let with = |answer: bool| ways.iter().map(move |way: &Vec<bool>| [way.as_slice(), &[answer]].concat());
        ways = answers.iter().flat_map(|answer| with(*answer)).collect();
    }
    ways
}

/// The acts that are left out if clauses save a case in some way.
fn acts(asked: &[Asked<'_>], way: &[bool]) -> BTreeSet<String> {
    asked.iter().zip(way).filter(|(_, saves)| **saves).map(|((clause, _), _)| clause.keeps.clone()).collect()
}
