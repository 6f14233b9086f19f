//! Numbers in half the room, for facts: nearly every number of a case fits.

use super::Number;
use std::cmp::Ordering;

/// A number whose numerator fits in 64 bits and whose denominator fits in 32. Facts are held so, because a decision
/// looks at them far more often than it calculates with them. Packed, so that whoever holds one has room for a tag in
/// 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(Rust, packed(4))]
pub struct Short {
    above: i64,
    below: u32,
}

impl Short {
    /// The number, if it fits.
    #[inline]
    pub fn of(number: Number) -> Option<Self> {
        let above = i64::try_from(number.numerator()).ok()?;
        Some(Self { above, below: u32::try_from(number.denominator()).ok()? })
    }
}

impl From<Short> for Number {
    #[inline]
    fn from(short: Short) -> Self {
        Self::raw(short.above.into(), short.below.into())
    }
}

impl Ord for Short {
    // Without a branch: crosswise products of these sizes cannot overflow.
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        let left = i128::from(self.above) * i128::from(other.below);
        left.cmp(&(i128::from(other.above) * i128::from(self.below)))
    }
}

impl PartialOrd for Short {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_fits_and_orders_it_as_numbers_are_ordered() {
        let mut all = Vec::new();
        for above in [i64::MIN + 1, -3, -1, 0, 1, 2, 592, i64::MAX] {
            for below in [1, 2, 3, 100, i128::from(u32::MAX)] {
                all.push(Number::from_ratio(above.into(), below).unwrap());
            }
        }
        for one in &all {
            let short = Short::of(*one).unwrap();
            assert_eq!(Number::from(short), *one);
            for two in &all {
                assert_eq!(short.cmp(&Short::of(*two).unwrap()), one.cmp(two), "{one} and {two}");
            }
        }
        for (above, below) in [(1, i128::from(u32::MAX) + 1), (i128::from(i64::MAX) + 1, 1)] {
            assert_eq!(Short::of(Number::from_ratio(above, below).unwrap()), None);
        }
    }
}
