//! When a provision is law: in force, to be complied with, enforced, and known.

use crate::value::Date;

/// A stretch of days, half-open: the first day is in it, the last is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    /// From this day on; `None` has no beginning.
    pub from: Option<Date>,
    /// Up to, not on, this day; `None` has no end.
    pub until: Option<Date>,
}

impl Stretch {
    /// Every day.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether no day lies in it.
    pub fn is_empty(self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if until <= from)
    }

    /// The days that lie in both.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self {
            from: match (self.from, other.from) {
                (Some(a), Some(b)) => Some(a.max(b)),
                (a, b) => a.or(b),
            },
            until: match (self.until, other.until) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
        }
    }

    /// What is left of it without `hole`: none, one or two stretches.
    pub fn without(self, hole: Self) -> Vec<Self> {
        if self.intersection(hole).is_empty() {
            return vec![self];
        }
        let before = hole.from.map(|from| Self { from: self.from, until: Some(from) });
        let after = hole.until.map(|until| Self { from: Some(until), until: self.until });
        let whole = self;
        before.into_iter().chain(after).map(|part| part.intersection(whole)).filter(|part| !part.is_empty()).collect()
    }
}

/// The days that lie in both of two lists of stretches, in order.
pub(super) fn common(ones: &[Stretch], others: &[Stretch]) -> Vec<Stretch> {
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| one.intersection(*other)));
    let mut found: Vec<Stretch> = pairs.filter(|part| !part.is_empty()).collect();
    found.sort_unstable();
    found
}

/// The life of a version of a provision.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Life {
    /// The stretches in which it is in force, in order, none empty, none touching.
    pub in_force: Vec<Stretch>,
    /// When it was published; `None` if nothing says so.
    pub published: Option<Date>,
    /// It need not be complied with before this day.
    pub compliance: Option<Date>,
    /// The stretches in which it is not enforced.
    pub unenforced: Vec<Stretch>,
}

impl Life {
    /// In force, known, due and enforced on every day.
    pub fn always() -> Self {
        Self { in_force: vec![Stretch::ALWAYS], published: None, compliance: None, unenforced: Vec::new() }
    }

    /// Whether it is in force on a day.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.in_force.iter().any(|stretch| stretch.contains(day))
    }

    /// Whether it is enforced on a day.
    pub fn enforced_on(&self, day: Date) -> bool {
        !self.unenforced.iter().any(|stretch| stretch.contains(day))
    }

    /// Whether it is to be complied with on a day.
    pub fn due_on(&self, day: Date) -> bool {
        self.compliance.is_none_or(|due| due <= day)
    }

    /// The same life, but only inside `window`.
    #[must_use]
    pub fn within(mut self, window: Stretch) -> Self {
        self.in_force =
            self.in_force.into_iter().map(|part| part.intersection(window)).filter(|part| !part.is_empty()).collect();
        self
    }

    /// The same life with a hole in it.
    #[must_use]
    pub fn without(mut self, hole: Stretch) -> Self {
        self.in_force = self.in_force.into_iter().flat_map(|part| part.without(hole)).collect();
        self
    }

    /// The same life, but only inside these stretches.
    #[must_use]
    pub fn inside(mut self, windows: &[Stretch]) -> Self {
        self.in_force = common(&self.in_force, windows);
        self
    }

    /// The same life, but only outside these stretches.
    #[must_use]
    pub fn outside(self, holes: &[Stretch]) -> Self {
        holes.iter().fold(self, |life, hole| life.without(*hole))
    }

    /// Whether it is never in force.
    pub fn is_never(&self) -> bool {
        self.in_force.is_empty()
    }

    /// A stretch in which both lives are in force, if there is one.
    pub fn overlap(&self, other: &Self) -> Option<Stretch> {
        let pairs = self.in_force.iter().flat_map(|a| other.in_force.iter().map(|b| a.intersection(*b)));
        pairs.into_iter().find(|common| !common.is_empty())
    }

    /// Every day on which something about it changes.
    pub fn turning_points(&self) -> impl Iterator<Item = Date> {
        let edges = self.in_force.iter().chain(&self.unenforced).flat_map(|stretch| [stretch.from, stretch.until]);
        edges.flatten().chain(self.compliance)
    }

    /// The first day on which it is in force, if it is not so from the beginning of time.
    pub fn begins(&self) -> Option<Date> {
        self.in_force.first().and_then(|first| first.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn stretch(from: &str, until: &str) -> Stretch {
        Stretch { from: Some(day(from)), until: Some(day(until)) }
    }

    #[test]
    fn a_suspension_is_a_hole() {
        let life = Life::always()
            .within(Stretch { from: Some(day("2025-09-29")), until: None })
            .without(stretch("2025-11-10", "2026-11-10"));
        assert!(!life.in_force_on(day("2025-09-28")));
        assert!(life.in_force_on(day("2025-09-29")));
        assert!(life.in_force_on(day("2025-11-09")));
        assert!(!life.in_force_on(day("2025-11-10")));
        assert!(!life.in_force_on(day("2026-11-09")));
        assert!(life.in_force_on(day("2026-11-10")));
        assert!(life.without(Stretch::ALWAYS).is_never());
    }

    #[test]
    fn lives_that_only_touch_do_not_overlap() {
        let one = Life::always().within(stretch("2020-01-01", "2021-01-01"));
        let two = Life::always().within(stretch("2021-01-01", "2022-01-01"));
        assert_eq!(one.overlap(&two), None);
        assert_eq!(one.overlap(&Life::always()), Some(stretch("2020-01-01", "2021-01-01")));
    }
}
