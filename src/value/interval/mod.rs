//! Partial knowledge of a number: somewhere between two bounds.

mod arithmetic;

use super::{Number, Truth};
use std::cmp::Ordering;
use std::fmt;

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The number at the end.
    pub at: Number,
    /// Whether that number itself is possible.
    pub inclusive: bool,
}

impl Bound {
    const fn closed(at: Number) -> Self {
        Self { at, inclusive: true }
    }
}

/// All that is known of a number: it lies between two bounds, either of which may be missing.
///
/// Results of arithmetic hold every number that the operands allow, and perhaps more, since two intervals do not say
/// whether they speak of the same fact. An interval is never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    lo: Option<Bound>,
    hi: Option<Bound>,
}

impl Interval {
    /// Nothing is known.
    pub const UNBOUNDED: Self = Self { lo: None, hi: None };

    /// The interval between two bounds; `None` if no number lies there.
    pub fn new(lo: Option<Bound>, hi: Option<Bound>) -> Option<Self> {
        if let (Some(lo), Some(hi)) = (lo, hi) {
            match lo.at.cmp(&hi.at) {
                Ordering::Greater => return None,
                Ordering::Equal if !(lo.inclusive && hi.inclusive) => return None,
                Ordering::Equal | Ordering::Less => {}
            }
        }
        Some(Self { lo, hi })
    }

    /// Exactly this number.
    #[inline]
    pub const fn exact(number: Number) -> Self {
        Self { lo: Some(Bound::closed(number)), hi: Some(Bound::closed(number)) }
    }

    /// This number or more.
    pub const fn at_least(number: Number) -> Self {
        Self { lo: Some(Bound::closed(number)), hi: None }
    }

    /// This number or less.
    pub const fn at_most(number: Number) -> Self {
        Self { lo: None, hi: Some(Bound::closed(number)) }
    }

    /// From one number to another, both possible; `None` if the first is larger.
    pub fn between(lo: Number, hi: Number) -> Option<Self> {
        Self::new(Some(Bound::closed(lo)), Some(Bound::closed(hi)))
    }

    /// The lower bound.
    #[inline]
    pub const fn lo(&self) -> Option<Bound> {
        self.lo
    }

    /// The upper bound.
    #[inline]
    pub const fn hi(&self) -> Option<Bound> {
        self.hi
    }

    /// The number, if only one is possible.
    #[inline]
    pub fn as_exact(&self) -> Option<Number> {
        match (self.lo, self.hi) {
            (Some(lo), Some(hi)) if lo.at == hi.at => Some(lo.at),
            _ => None,
        }
    }

    /// Whether nothing is known.
    pub const fn is_unbounded(&self) -> bool {
        self.lo.is_none() && self.hi.is_none()
    }

    /// Whether this number is possible.
    pub fn contains(&self, number: Number) -> bool {
        let above = self.lo.is_none_or(|lo| lo.at < number || (lo.inclusive && lo.at == number));
        above && self.hi.is_none_or(|hi| number < hi.at || (hi.inclusive && hi.at == number))
    }

    /// What is known if one or the other holds: the smallest interval around both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { lo: least(self.lo, other.lo), hi: greatest(self.hi, other.hi) }
    }

    /// What is known if both hold; `None` if they contradict each other.
    pub fn intersect(self, other: Self) -> Option<Self> {
        Self::new(tighter(self.lo, other.lo, Ordering::Greater), tighter(self.hi, other.hi, Ordering::Less))
    }

    /// Whether every number possible here is less than every number possible there.
    #[inline]
    pub fn lt(&self, other: &Self) -> Truth {
        if below(self.hi, other.lo, false) {
            Truth::True
        } else if below(other.hi, self.lo, true) {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// At most.
    #[inline]
    pub fn le(&self, other: &Self) -> Truth {
        other.lt(self).not()
    }

    /// More than.
    #[inline]
    pub fn gt(&self, other: &Self) -> Truth {
        other.lt(self)
    }

    /// At least.
    #[inline]
    pub fn ge(&self, other: &Self) -> Truth {
        self.lt(other).not()
    }

    /// Equal.
    pub fn equals(&self, other: &Self) -> Truth {
        match (self.as_exact(), other.as_exact()) {
            (Some(one), Some(two)) => Truth::from(one == two),
            _ if self.intersect(*other).is_none() => Truth::False,
            _ => Truth::Unknown,
        }
    }
}

/// Whether everything up to `hi` is less than (or, if `touching`, at most) everything from `lo`.
#[inline]
fn below(hi: Option<Bound>, lo: Option<Bound>, touching: bool) -> bool {
    match (hi, lo) {
        (Some(hi), Some(lo)) => match hi.at.cmp(&lo.at) {
            Ordering::Less => true,
            Ordering::Equal => touching || !(hi.inclusive && lo.inclusive),
            Ordering::Greater => false,
        },
        _ => false,
    }
}

/// The lower of two lower bounds.
fn least(one: Option<Bound>, two: Option<Bound>) -> Option<Bound> {
    Some(looser(one?, two?, Ordering::Less))
}

/// The higher of two upper bounds.
fn greatest(one: Option<Bound>, two: Option<Bound>) -> Option<Bound> {
    Some(looser(one?, two?, Ordering::Greater))
}

fn looser(one: Bound, two: Bound, wanted: Ordering) -> Bound {
    match one.at.cmp(&two.at) {
        Ordering::Equal => Bound { at: one.at, inclusive: one.inclusive || two.inclusive },
        order if order == wanted => one,
        _ => two,
    }
}

fn tighter(one: Option<Bound>, two: Option<Bound>, wanted: Ordering) -> Option<Bound> {
    let (Some(one), Some(two)) = (one, two) else { return one.or(two) };
    Some(match one.at.cmp(&two.at) {
        Ordering::Equal => Bound { at: one.at, inclusive: one.inclusive && two.inclusive },
        order if order == wanted => one,
        _ => two,
    })
}

impl From<Number> for Interval {
    fn from(number: Number) -> Self {
        Self::exact(number)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(number) = self.as_exact() {
            return fmt::Display::fmt(&number, f);
        }
        let from = |bound: Bound| format!("{} {}", if bound.inclusive { "at least" } else { "more than" }, bound.at);
        let to = |bound: Bound| format!("{} {}", if bound.inclusive { "at most" } else { "less than" }, bound.at);
        f.write_str(&match (self.lo, self.hi) {
            (None, None) => "any number".to_owned(),
            (Some(lo), None) => from(lo),
            (None, Some(hi)) => to(hi),
            (Some(lo), Some(hi)) if lo.inclusive && hi.inclusive => format!("between {} and {}", lo.at, hi.at),
            (Some(lo), Some(hi)) => format!("{} and {}", from(lo), to(hi)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(number: i64) -> Number {
        Number::from_i64(number)
    }

    #[test]
    fn never_empty() {
        assert_eq!(Interval::between(n(2), n(1)), None);
        let open = Bound { at: n(1), inclusive: false };
        assert_eq!(Interval::new(Some(Bound::closed(n(1))), Some(open)), None);
        assert_eq!(Interval::between(n(1), n(1)).and_then(|interval| interval.as_exact()), Some(n(1)));
        assert_eq!(Interval::at_most(n(1)).intersect(Interval::at_least(n(2))), None);
        assert_eq!(Interval::at_most(n(2)).intersect(Interval::at_least(n(2))), Some(Interval::exact(n(2))));
        assert_eq!(Interval::exact(n(1)).hull(Interval::at_least(n(2))), Interval::at_least(n(1)));
    }

    #[test]
    fn settles_what_it_can() {
        let tpp = Interval::between(n(4500), n(5000)).unwrap();
        assert_eq!(tpp.ge(&Interval::exact(n(4800))), Truth::Unknown);
        assert_eq!(tpp.ge(&Interval::exact(n(4500))), Truth::True);
        assert_eq!(tpp.gt(&Interval::exact(n(4500))), Truth::Unknown);
        assert_eq!(tpp.gt(&Interval::exact(n(5000))), Truth::False);
        assert_eq!(tpp.equals(&Interval::exact(n(4000))), Truth::False);
        assert_eq!(tpp.equals(&tpp), Truth::Unknown);
        assert_eq!(Interval::UNBOUNDED.lt(&Interval::UNBOUNDED), Truth::Unknown);
    }

    #[test]
    fn divides_away_from_zero_only() {
        let exact = Interval::exact;
        assert_eq!(exact(n(1)).div(exact(n(0))), Err(crate::value::NumberFault::DivisionByZero));
        assert_eq!(exact(n(1)).div(Interval::at_least(n(0))), Ok(Interval::UNBOUNDED));
        let positive = Interval::new(Some(Bound { at: n(0), inclusive: false }), Some(Bound::closed(n(4)))).unwrap();
        assert_eq!(exact(n(8)).div(positive), Ok(Interval::at_least(n(2))));
        assert_eq!(exact(n(8)).div(positive.neg()), Ok(Interval::at_most(n(-2))));
        assert_eq!(exact(n(0)).mul(Interval::UNBOUNDED), Ok(exact(n(0))));
        assert_eq!(Interval::at_least(n(2)).mul(Interval::at_least(n(3))), Ok(Interval::at_least(n(6))));
    }

    #[test]
    fn reads_as_words() {
        assert_eq!(Interval::between(n(4500), n(5000)).unwrap().to_string(), "between 4500 and 5000");
        assert_eq!(Interval::at_least(n(5)).to_string(), "at least 5");
        assert_eq!(Interval::exact(n(5)).to_string(), "5");
        let open = Bound { at: n(1), inclusive: false };
        assert_eq!(
            Interval::new(Some(open), Some(Bound::closed(n(2)))).unwrap().to_string(),
            "more than 1 and at most 2"
        );
        assert_eq!(Interval::UNBOUNDED.to_string(), "any number");
    }
}
