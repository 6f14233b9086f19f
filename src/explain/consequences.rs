//! The outcome and what follows beside it, without reasons: what whoever counts cases wants to know of each.

use super::build::Builder;
use super::decision::{Charge, Classification, Decision, Duty, Flag, Review};
use super::either;
use crate::decide::{Evaluator, Range, Scratch};
use crate::facts::Case;
use crate::plan::View;
use crate::source::SourceMap;
use crate::value::Date;

/// What a law makes of a case, as its decision says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consequences {
    /// The outcomes still possible.
    pub outcome: Range,
    classification: Vec<Classification>,
    review: Option<Review>,
    duties: Vec<Duty>,
    charges: Vec<Charge>,
    flags: Vec<Flag>,
}

/// Decides a case under the law of a day, and says what follows. Where the outcome is certain and the review is not, every rule
/// is taken by itself: a decision follows case by case what two of them make of the same unknown, which takes far longer.
pub fn consequences(
    view: &View<'_>,
    sources: &SourceMap,
    case: &Case,
    day: Date,
    scratch: &mut Scratch,
) -> Consequences {
    let mut evaluator = Evaluator::new(view.law(), view.on(day), case, scratch);
    let outcome = evaluator.decide();
    let mut builder = Builder::new(view, sources, evaluator, day);
    let possible = if outcome.certain().is_some() { builder.possible(outcome) } else { builder.by_cases(outcome) };
    Consequences {
        outcome: possible.outcome,
        classification: builder.classification(),
        review: builder.review(possible.review),
        duties: builder.duties(),
        charges: builder.charges(),
        flags: builder.flags(),
    }
}

impl From<&Decision> for Consequences {
    fn from(decision: &Decision) -> Self {
        Self {
            outcome: decision.outcome,
            classification: decision.classification.clone(),
            review: decision.review.clone(),
            duties: decision.duties.clone(),
            charges: decision.charges.clone(),
            flags: decision.flags.clone(),
        }
    }
}

impl Consequences {
    /// Whether the review is told rule by rule, and a decision may tell it more closely.
    pub fn is_rough(&self) -> bool {
        self.outcome.certain().is_some() && self.review.as_ref().is_some_and(|review| review.at_most.is_some())
    }

    /// Of a law of which nothing can be said.
    pub fn in_doubt() -> Self {
        Self { outcome: Range::ANY, ..Self::default() }
    }

    /// If either this or another is what follows.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            outcome: self.outcome.or(other.outcome),
            classification: either::classification(&self.classification, &other.classification),
            review: either::review(self.review, other.review),
            duties: either::both(self.duties, other.duties, |duty| &mut duty.certain),
            charges: either::both(self.charges, other.charges, |charge| &mut charge.certain),
            flags: either::both(self.flags, other.flags, |flag| &mut flag.certain),
        }
    }

    /// In what else than the outcome it differs from another, by its names in decisions. By which rules it is so, and what
    /// they cite, is no difference.
    pub fn differs_in(&self, other: &Self) -> Vec<&'static str> {
        let classified = |it: &Self| {
            let codes = |entries: &[super::Entry]| entries.iter().map(|entry| entry.code.clone()).collect::<Vec<_>>();
            let said = it.classification.iter().map(|of| (of.subject.clone(), codes(&of.entries), codes(&of.possible)));
            said.collect::<Vec<_>>()
        };
        let reviewed = |it: &Self| it.review.as_ref().map(Review::words);
        let duty = |it: &Duty| (it.verb.clone(), it.whom.clone(), it.what.clone(), it.due.clone(), it.certain);
        let charge = |it: &Charge| {
            let barred = (it.barred_by.is_empty(), it.perhaps_barred_by.is_empty());
            (it.amount.clone(), it.kind, it.certain, it.binding, barred)
        };
        let flag = |it: &Flag| (it.text.clone(), it.certain);
        let found = [
            ("classification", classified(self) != classified(other)),
            ("review", reviewed(self) != reviewed(other)),
            ("duties", sorted(&self.duties, duty) != sorted(&other.duties, duty)),
            ("charges", sorted(&self.charges, charge) != sorted(&other.charges, charge)),
            ("flags", sorted(&self.flags, flag) != sorted(&other.flags, flag)),
        ];
        found.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}

fn sorted<T, K: Ord>(all: &[T], key: impl Fn(&T) -> K) -> Vec<K> {
    let mut keys: Vec<K> = all.iter().map(key).collect();
    keys.sort();
    keys
}
