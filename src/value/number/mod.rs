//! Exact numbers.
//!
//! A number is a fraction of two 128-bit integers. Fractions, because laws divide: a performance density of
//! 2368 / 814 must not be rounded on its way to the line of 3.2 that decides, and `1/3` has no exact decimal. 128
//! bits, because that holds a `10²⁶` of floating-point operations over any die area with room to spare, and yet is
//! `Copy`, never allocates and compares in a few nanoseconds. What does not fit is a fault, never a rounding.

mod parse;
mod short;
mod text;
mod wide;

use num_rational::Ratio;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use wide::{Wide, gcd};

pub use parse::ParseNumberError;
pub use short::Short;

/// An exact rational number, always in lowest terms, with a positive denominator.
///
/// The numerator is never `i128::MIN`, so that the range is symmetric and negation cannot fail.
#[derive(Clone, Copy)]
pub struct Number(Ratio<i128>);

/// Why a calculation has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberFault {
    /// The exact result does not fit.
    Overflow,
    /// Something was divided by zero.
    DivisionByZero,
}

impl fmt::Display for NumberFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overflow => "the exact result is too large or too fine to hold",
            Self::DivisionByZero => "division by zero",
        })
    }
}

impl std::error::Error for NumberFault {}

impl Number {
    /// Nothing.
    pub const ZERO: Self = Self::raw(0, 1);
    /// One.
    pub const ONE: Self = Self::raw(1, 1);
    /// The largest number there is.
    pub const MAX: Self = Self::raw(i128::MAX, 1);
    /// The smallest number there is.
    pub const MIN: Self = Self::raw(-i128::MAX, 1);

    /// A fraction that is known to be in lowest terms.
    const fn raw(numerator: i128, denominator: i128) -> Self {
        Self(Ratio::new_raw(numerator, denominator))
    }

    /// A whole number.
    #[inline]
    pub fn from_i64(whole: i64) -> Self {
        Self::raw(i128::from(whole), 1)
    }

    /// A fraction, reduced.
    ///
    /// # Errors
    /// If the denominator is zero, or the reduced fraction does not fit.
    pub fn from_ratio(numerator: i128, denominator: i128) -> Result<Self, NumberFault> {
        if denominator == 0 {
            return Err(NumberFault::DivisionByZero);
        }
        let (above, below) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = gcd(above, below);
        Self::signed((numerator < 0) != (denominator < 0), above / common, below / common)
    }

    /// The reduced fraction `above / below` with a sign.
    fn signed(negative: bool, above: u128, below: u128) -> Result<Self, NumberFault> {
        let above = i128::try_from(above).map_err(|_| NumberFault::Overflow)?;
        let below = i128::try_from(below).map_err(|_| NumberFault::Overflow)?;
        Ok(Self::raw(if negative { -above } else { above }, below))
    }

    /// The numerator of the reduced fraction. It carries the sign.
    #[inline]
    pub const fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// The denominator of the reduced fraction, at least 1.
    #[inline]
    pub const fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// Whether it is a whole number.
    #[inline]
    pub const fn is_integer(self) -> bool {
        self.denominator() == 1
    }

    /// Whether it is below zero.
    #[inline]
    pub const fn is_negative(self) -> bool {
        self.numerator() < 0
    }

    /// Whether it is zero.
    #[inline]
    pub const fn is_zero(self) -> bool {
        self.numerator() == 0
    }

    /// The whole number that it is, if it is one and a small one.
    pub fn to_i64(self) -> Option<i64> {
        if self.is_integer() { i64::try_from(self.numerator()).ok() } else { None }
    }

    fn cmp_wide(self, other: Self) -> Ordering {
        match (self.is_negative(), other.is_negative()) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (negative, _) => {
                let left = Wide::product(self.numerator().unsigned_abs(), other.denominator().unsigned_abs());
                let right = Wide::product(other.numerator().unsigned_abs(), self.denominator().unsigned_abs());
                if negative { right.cmp(&left) } else { left.cmp(&right) }
            }
        }
    }
}

// The operators of the standard library cannot fail, and these can.
#[allow(clippy::should_implement_trait, reason = "named as people name them; fallible, so not operators")]
impl Number {
    /// The exact sum.
    ///
    /// # Errors
    /// If it does not fit.
    pub fn add(self, other: Self) -> Result<Self, NumberFault> {
        if self.is_integer() && other.is_integer() {
            let sum = self.numerator().checked_add(other.numerator()).filter(|sum| *sum != i128::MIN);
            return sum.map(|sum| Self::raw(sum, 1)).ok_or(NumberFault::Overflow);
        }
        // Knuth, The Art of Computer Programming, 4.5.1: what the denominators share is taken out first, so that
        // the fraction is in lowest terms after one more, small division. The numerator before that division may
        // need twice the bits although the result does not, hence the wide products.
        let (below, other_below) = (self.denominator().unsigned_abs(), other.denominator().unsigned_abs());
        let shared = gcd(below, other_below);
        let left = Wide::product(self.numerator().unsigned_abs(), other_below / shared);
        let right = Wide::product(other.numerator().unsigned_abs(), below / shared);
        let (negative, total) = if self.is_negative() == other.is_negative() {
            (self.is_negative(), left.plus(right))
        } else {
            ((left > right) == self.is_negative(), left.distance(right))
        };
        let common = gcd(shared, total.divided_by(shared).1);
        let above = total.divided_by(common).0.narrow().ok_or(NumberFault::Overflow)?;
        if above == 0 {
            return Ok(Self::ZERO);
        }
        let below = (below / shared).checked_mul(other_below / common).ok_or(NumberFault::Overflow)?;
        Self::signed(negative, above, below)
    }

    /// The exact difference.
    ///
    /// # Errors
    /// If it does not fit.
    pub fn sub(self, other: Self) -> Result<Self, NumberFault> {
        self.add(other.neg())
    }

    /// The exact product.
    ///
    /// # Errors
    /// If it does not fit.
    pub fn mul(self, other: Self) -> Result<Self, NumberFault> {
        if self.is_integer()
            && other.is_integer()
            && let (Ok(one), Ok(two)) = (i64::try_from(self.numerator()), i64::try_from(other.numerator()))
        {
            return Ok(Self::raw(i128::from(one) * i128::from(two), 1));
        }
        // Crosswise reduction first: then the products are in lowest terms, and overflow means that the result itself
        // does not fit.
        let (above, other_above) = (self.numerator().unsigned_abs(), other.numerator().unsigned_abs());
        let (below, other_below) = (self.denominator().unsigned_abs(), other.denominator().unsigned_abs());
        let (one, two) = (gcd(above, other_below), gcd(other_above, below));
        let product = (above / one).checked_mul(other_above / two).ok_or(NumberFault::Overflow)?;
        let divisor = (below / two).checked_mul(other_below / one).ok_or(NumberFault::Overflow)?;
        Self::signed(self.is_negative() != other.is_negative(), product, divisor)
    }

    /// The exact quotient.
    ///
    /// # Errors
    /// If the divisor is zero, or the quotient does not fit.
    pub fn div(self, other: Self) -> Result<Self, NumberFault> {
        self.mul(other.reciprocal()?)
    }

    /// One divided by it.
    ///
    /// # Errors
    /// If it is zero.
    pub fn reciprocal(self) -> Result<Self, NumberFault> {
        match self.numerator() {
            0 => Err(NumberFault::DivisionByZero),
            above if above < 0 => Ok(Self::raw(-self.denominator(), -above)),
            above => Ok(Self::raw(self.denominator(), above)),
        }
    }

    /// The number with the other sign.
    #[inline]
    #[must_use]
    pub const fn neg(self) -> Self {
        Self::raw(-self.numerator(), self.denominator())
    }

    /// The number without its sign.
    #[inline]
    #[must_use]
    pub const fn abs(self) -> Self {
        if self.is_negative() { self.neg() } else { self }
    }
}

// Both are in lowest terms, so equal numbers have equal parts. `Ratio` would divide to find out.
impl PartialEq for Number {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.numerator() == other.numerator() && self.denominator() == other.denominator()
    }
}
impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.numerator(), self.denominator()).hash(state);
    }
}

impl PartialOrd for Number {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        let (above, below) = (self.numerator(), self.denominator());
        let (other_above, other_below) = (other.numerator(), other.denominator());
        if below == other_below {
            return above.cmp(&other_above);
        }
        // Every threshold decides by a comparison; this path covers all but the strangest of them.
        if let (Ok(above), Ok(below), Ok(other_above), Ok(other_below)) =
            (i64::try_from(above), i64::try_from(below), i64::try_from(other_above), i64::try_from(other_below))
        {
            let left = i128::from(above) * i128::from(other_below);
            return left.cmp(&(i128::from(other_above) * i128::from(below)));
        }
        self.cmp_wide(*other)
    }
}

impl Default for Number {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<i64> for Number {
    fn from(whole: i64) -> Self {
        Self::from_i64(whole)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
