//! Two decisions by two laws, where it is not known which of the two decides.
//!
//! What both say is certain, what one of them says may be so.

use super::decision::{Classification, Decision, EitherWay, Guidance, Missing, Provision, Regime, Review, Status};
use super::missing::in_order;
use super::words::NO_REGIME;
use crate::decide::Range;
use crate::syntax::ast::Policy;

impl Decision {
    /// What can be said if either this or another is the decision. What stands in both is told as it stands here.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        self.outcome = self.outcome.or(other.outcome);
        self.enforced = self.enforced.or(other.enforced);
        self.due = self.due.or(other.due);
        self.regimes = regimes(&self.regimes, &other.regimes);
        self.either_way = either_way(self.outcome, self.either_way, other.either_way);
        self.provisions = provisions(self.provisions, other.provisions);
        self.classification = classification(&self.classification, &other.classification);
        self.review = review(self.review, other.review);
        self.duties = both(self.duties, other.duties, |duty| &mut duty.certain);
        self.charges = both(self.charges, other.charges, |charge| &mut charge.certain);
        self.flags = both(self.flags, other.flags, |flag| &mut flag.certain);
        self.guidance = guidance(self.guidance, other.guidance);
        self.judgments = all(self.judgments, other.judgments);
        self.judgments.sort();
        self.rests_on = all(self.rests_on, other.rests_on);
        self.notes = all(self.notes, other.notes);
        self.conflicts = all(self.conflicts, other.conflicts);
        self.faults = all(self.faults, other.faults);
        self.misses(other.missing);
        self
    }

    /// What can be said where there are too many laws that may decide: nothing for certain.
    #[must_use]
    pub fn in_doubt(mut self) -> Self {
        self.outcome = Range::ANY;
        self.enforced = Range::ANY;
        self.due = Range::ANY;
        self.regimes.iter_mut().for_each(|regime| regime.outcome = Range::ANY);
        let told = self.provisions.iter_mut().filter(|it| it.status != Status::DoesNotApply);
        told.for_each(Provision::open);
        self.provisions.sort_by_key(|it| it.status);
        for one in &mut self.classification {
            one.possible = all(std::mem::take(&mut one.entries), std::mem::take(&mut one.possible));
        }
        let review = self.review.take();
        let (by, missing) = review.map(|it| (it.by, it.missing)).unwrap_or_default();
        self.review = Some(Review { policy: None, at_most: Some(Policy::Denial.words().to_owned()), by, missing });
        self.either_way = None;
        self.duties.iter_mut().for_each(|duty| duty.certain = false);
        self.charges.iter_mut().for_each(|charge| charge.certain = false);
        self.flags.iter_mut().for_each(|flag| flag.certain = false);
        self.nearest.clear();
        self
    }

    /// Takes in facts that could change the outcome too.
    pub fn misses(&mut self, others: Vec<Missing>) {
        for other in others {
            match self.missing.iter_mut().find(|it| it.path == other.path) {
                Some(known) => {
                    known.rules = all(std::mem::take(&mut known.rules), other.rules);
                    known.only_in = known.only_in.take().and(other.only_in);
                }
                None => self.missing.push(other),
            }
        }
        in_order(&mut self.missing);
    }

    /// The name of the first regime whose outcome is open where that over all is certain; empty for the rules of none.
    pub fn open_regime(&self) -> Option<String> {
        self.outcome.certain()?;
        let open = self.regimes.iter().find(|it| it.outcome.certain().is_none())?;
        Some(open.regime.clone().unwrap_or_default())
    }

    /// Forgets the facts that could change an outcome which has turned out to be certain.
    pub fn misses_what_is_open(&mut self) {
        let certain = self.outcome.certain().is_some();
        let name = |regime: &Regime| regime.regime.clone().unwrap_or_else(|| NO_REGIME.to_owned());
        let open: Vec<String> = self.regimes.iter().filter(|it| it.outcome.certain().is_none()).map(name).collect();
        self.missing.retain(|it| it.only_in.as_ref().map_or(!certain, |regime| open.contains(regime)));
    }
}

/// All of two lists, each thing once.
fn all<T: PartialEq>(mut ones: Vec<T>, others: Vec<T>) -> Vec<T> {
    for other in others {
        if !ones.contains(&other) {
            ones.push(other);
        }
    }
    ones
}

/// All of two lists of things that are certain or not: certain is what certainly stands in both.
pub(super) fn both<T: PartialEq>(
    mut ones: Vec<T>,
    mut others: Vec<T>,
    certain: impl Fn(&mut T) -> &mut bool,
) -> Vec<T> {
    let known: Vec<bool> = ones.iter_mut().map(|it| std::mem::take(certain(it))).collect();
    for other in &mut others {
        let too = std::mem::take(certain(other));
        if let Some((one, known)) = ones.iter_mut().zip(&known).find(|(one, _)| **one == *other) {
            *certain(one) = *known && too;
        }
    }
    all(ones, others)
}

fn regimes(ones: &[Regime], others: &[Regime]) -> Vec<Regime> {
    // A regime without rules in force requires nothing.
    let of = |list: &[Regime], name: &Option<String>| {
        list.iter().find(|it| it.regime == *name).map_or_else(Range::default, |regime| regime.outcome)
    };
    let names =
        all(ones.iter().map(|it| it.regime.clone()).collect(), others.iter().map(|it| it.regime.clone()).collect());
    let hull = |regime: Option<String>| Regime { outcome: of(ones, &regime).or(of(others, &regime)), regime };
    names.into_iter().map(hull).collect()
}

/// A provision that is not told of does not apply.
fn provisions(mut ones: Vec<Provision>, others: Vec<Provision>) -> Vec<Provision> {
    let status = |list: &[Provision], name: &str| {
        list.iter().find(|it| it.name == name).map_or(Status::DoesNotApply, |it| it.status)
    };
    for one in &mut ones {
        if status(&others, &one.name) != one.status {
            one.open();
        }
    }
    for mut other in others {
        if other.status != Status::DoesNotApply && !ones.iter().any(|it| it.name == other.name) {
            other.open();
            ones.push(other);
        }
    }
    ones.sort_by_key(|it| it.status);
    ones
}

impl Provision {
    /// It may stand otherwise by another law.
    fn open(&mut self) {
        self.status = Status::Undetermined;
        self.by.iter_mut().for_each(|by| by.certain = false);
    }
}

pub(super) fn classification(ones: &[Classification], others: &[Classification]) -> Vec<Classification> {
    let mut found: Vec<Classification> = Vec::new();
    let nothing =
        |subject: &str| Classification { subject: subject.to_owned(), entries: Vec::new(), possible: Vec::new() };
    let subjects =
        all(ones.iter().map(|it| &it.subject).collect(), others.iter().map(|it| &it.subject).collect::<Vec<_>>());
    for subject in subjects {
        let of = |list: &[Classification]| {
            list.iter().find(|it| it.subject == *subject).cloned().unwrap_or_else(|| nothing(subject))
        };
        let (one, other) = (of(ones), of(others));
        let (entries, differ) = one.entries.into_iter().partition(|entry| other.entries.contains(entry));
        let mut possible = all(all(differ, one.possible), all(other.entries, other.possible));
        possible.retain(|entry| !entries.contains(entry));
        possible.sort_by(|a, b| a.code.cmp(&b.code));
        found.push(Classification { subject: subject.clone(), entries, possible });
    }
    found
}

/// Where no license can be required there is nothing to review.
pub(super) fn review(one: Option<Review>, other: Option<Review>) -> Option<Review> {
    let (one, other) = match (one, other) {
        (Some(one), Some(other)) if one != other => (one, other),
        (one, other) => return one.or(other),
    };
    let strictness =
        |words: &Option<String>| Policy::ALL.into_iter().position(|it| words.as_deref() == Some(it.words()));
    let most = |it: &Review| it.at_most.clone().or_else(|| it.policy.clone());
    let at_most = [most(&one), most(&other)].into_iter().max_by_key(strictness).flatten();
    let policy = [one.policy, other.policy].into_iter().min_by_key(strictness).flatten();
    Some(Review {
        at_most: at_most.filter(|most| Some(most) != policy.as_ref()),
        policy,
        by: all(one.by, other.by),
        missing: all(one.missing, other.missing),
    })
}

fn either_way(outcome: Range, one: Option<EitherWay>, other: Option<EitherWay>) -> Option<EitherWay> {
    outcome.certain()?;
    match (one, other) {
        (Some(one), Some(other)) => {
            Some(EitherWay { rules: all(one.rules, other.rules), whatever: all(one.whatever, other.whatever) })
        }
        (one, other) => one.or(other),
    }
}

fn guidance(one: Option<Guidance>, other: Option<Guidance>) -> Option<Guidance> {
    match (one, other) {
        (Some(one), Some(other)) => {
            Some(Guidance { outcome: one.outcome.or(other.outcome), by: all(one.by, other.by) })
        }
        (one, other) => one.or(other),
    }
}
