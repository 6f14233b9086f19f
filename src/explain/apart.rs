//! What one decision says and another on the same case does not.

use super::decision::Decision;

impl Decision {
    /// Whether it tells of nothing but its outcome.
    pub fn is_bare(&self) -> bool {
        self.savings.is_empty()
            && self.provisions.is_empty()
            && self.classification.is_empty()
            && self.review.is_none()
            && self.duties.is_empty()
            && self.charges.is_empty()
            && self.flags.is_empty()
            && self.guidance.is_none()
            && self.missing.is_empty()
            && self.judgments.is_empty()
            && self.rests_on.is_empty()
            && self.notes.is_empty()
            && self.conflicts.is_empty()
            && self.faults.is_empty()
    }

    /// The same decision without what another says as well: its outcome, and whatever is told of it only here. What would have
    /// to be different is left out: another law is the difference.
    #[must_use]
    pub fn apart_from(&self, other: &Self) -> Self {
        fn own<T: Clone + PartialEq>(ones: &[T], others: &[T]) -> Vec<T> {
            ones.iter().filter(|one| !others.contains(one)).cloned().collect()
        }
        Self {
            outcome: self.outcome,
            regimes: self.regimes.clone(),
            either_way: self.either_way.clone(),
            savings: own(&self.savings, &other.savings),
            provisions: own(&self.provisions, &other.provisions),
            classification: own(&self.classification, &other.classification),
            review: self.review.clone().filter(|_| self.review != other.review),
            duties: own(&self.duties, &other.duties),
            charges: own(&self.charges, &other.charges),
            flags: own(&self.flags, &other.flags),
            guidance: self.guidance.clone().filter(|_| self.guidance != other.guidance),
            missing: own(&self.missing, &other.missing),
            judgments: own(&self.judgments, &other.judgments),
            rests_on: own(&self.rests_on, &other.rests_on),
            enforced: self.enforced,
            due: self.due,
            notes: own(&self.notes, &other.notes),
            conflicts: own(&self.conflicts, &other.conflicts),
            nearest: Vec::new(),
            faults: own(&self.faults, &other.faults),
            made_from: self.made_from.clone(),
        }
    }
}
