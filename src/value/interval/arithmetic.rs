//! Arithmetic of numbers that are known in part.

use super::super::{Number, NumberFault};
use super::{Bound, Interval, greatest, least, tighter};
use std::cmp::Ordering;

// The operators of the standard library cannot fail, and these can.
#[allow(clippy::should_implement_trait, reason = "named as people name them; fallible, so not operators")]
impl Interval {
    /// The sum.
    ///
    /// # Errors
    /// If a bound of it does not fit.
    pub fn add(self, other: Self) -> Result<Self, NumberFault> {
        Ok(Self { lo: sum(self.lo, other.lo)?, hi: sum(self.hi, other.hi)? })
    }

    /// The difference.
    ///
    /// # Errors
    /// If a bound of it does not fit.
    pub fn sub(self, other: Self) -> Result<Self, NumberFault> {
        self.add(other.neg())
    }

    /// The product.
    ///
    /// # Errors
    /// If a bound of it does not fit.
    pub fn mul(self, other: Self) -> Result<Self, NumberFault> {
        if let (Some(one), Some(two)) = (self.as_exact(), other.as_exact()) {
            return Ok(Self::exact(one.mul(two)?));
        }
        // A product is extreme at the corners of the rectangle of its factors.
        let ends = |interval: Self| [End::of(interval.lo, false), End::of(interval.hi, true)];
        let ([low, high], [other_low, other_high]) = (ends(self), ends(other));
        let corners = [low.times(other_low)?, low.times(other_high)?, high.times(other_low)?, high.times(other_high)?];
        Ok(Self { lo: End::extreme(corners, false), hi: End::extreme(corners, true) })
    }

    /// The quotient. Nothing is known of it if the divisor may be zero or is on both sides of it.
    ///
    /// # Errors
    /// If the divisor is exactly zero, or a bound does not fit.
    pub fn div(self, other: Self) -> Result<Self, NumberFault> {
        if let (Some(one), Some(two)) = (self.as_exact(), other.as_exact()) {
            return Ok(Self::exact(one.div(two)?));
        }
        if other.as_exact().is_some_and(Number::is_zero) {
            return Err(NumberFault::DivisionByZero);
        }
        let zero = Self::exact(Number::ZERO);
        if !other.equals(&zero).is_false() || other.gt(&zero).is_unknown() {
            return Ok(Self::UNBOUNDED);
        }
        // One over a number that comes as near to zero as it likes is as large as it likes.
        let flip = |bound: Option<Bound>| match bound {
            None => Ok(Some(Bound { at: Number::ZERO, inclusive: false })),
            Some(bound) if bound.at.is_zero() => Ok(None),
            Some(bound) => bound.at.reciprocal().map(|at| Some(Bound { at, inclusive: bound.inclusive })),
        };
        self.mul(Self { lo: flip(other.hi)?, hi: flip(other.lo)? })
    }

    /// The number with the other sign.
    #[must_use]
    pub fn neg(self) -> Self {
        let turn = |bound: Bound| Bound { at: bound.at.neg(), inclusive: bound.inclusive };
        Self { lo: self.hi.map(turn), hi: self.lo.map(turn) }
    }

    /// The smaller of two numbers.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self { lo: least(self.lo, other.lo), hi: tighter(self.hi, other.hi, Ordering::Less) }
    }

    /// The larger of two numbers.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self { lo: tighter(self.lo, other.lo, Ordering::Greater), hi: greatest(self.hi, other.hi) }
    }

    /// The same quantity in another unit.
    ///
    /// # Errors
    /// If a bound of it does not fit.
    pub fn scale(self, factor: Number) -> Result<Self, NumberFault> {
        self.mul(Self::exact(factor))
    }
}

fn sum(one: Option<Bound>, two: Option<Bound>) -> Result<Option<Bound>, NumberFault> {
    let (Some(one), Some(two)) = (one, two) else { return Ok(None) };
    Ok(Some(Bound { at: one.at.add(two.at)?, inclusive: one.inclusive && two.inclusive }))
}

/// A bound, or infinity on one side.
#[derive(Clone, Copy)]
enum End {
    At(Bound),
    Infinity { negative: bool },
}

impl End {
    fn of(bound: Option<Bound>, upper: bool) -> Self {
        bound.map_or(Self::Infinity { negative: !upper }, Self::At)
    }

    /// The product of two ends. Zero times infinity is zero: every number near the one end times zero is zero, and what
    /// lies between zero and the other end shows at another corner.
    fn times(self, other: Self) -> Result<Self, NumberFault> {
        match (self, other) {
            (Self::At(one), Self::At(two)) => {
                let attained = |bound: Bound| bound.inclusive && bound.at.is_zero();
                let inclusive = (one.inclusive && two.inclusive) || attained(one) || attained(two);
                Ok(Self::At(Bound { at: one.at.mul(two.at)?, inclusive }))
            }
            (Self::At(bound), Self::Infinity { .. }) | (Self::Infinity { .. }, Self::At(bound))
                if bound.at.is_zero() =>
            {
                Ok(Self::At(bound))
            }
            (one, two) => Ok(Self::Infinity { negative: one.is_negative() != two.is_negative() }),
        }
    }

    fn is_negative(self) -> bool {
        match self {
            Self::At(bound) => bound.at.is_negative(),
            Self::Infinity { negative } => negative,
        }
    }

    /// The lowest or the highest corner, unless that is infinite. Of corners that are equal, one that is attained is
    /// enough.
    fn extreme(corners: [Self; 4], upper: bool) -> Option<Bound> {
        let mut found: Option<Bound> = None;
        for corner in corners {
            match corner {
                Self::Infinity { negative } if negative != upper => return None,
                Self::Infinity { .. } => {}
                Self::At(bound) => {
                    found = match found {
                        None => Some(bound),
                        so_far if upper => greatest(so_far, Some(bound)),
                        so_far => least(so_far, Some(bound)),
                    };
                }
            }
        }
        found
    }
}
