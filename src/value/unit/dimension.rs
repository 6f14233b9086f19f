//! What a quantity measures: powers of base units.

use super::UnitFault;
use std::fmt;

/// A unit that is not made of others. It is handed out by [`Units::define_base`](super::Units::define_base).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BaseUnit(pub(super) u16);

/// How many different base units one dimension can hold. Laws use two or three; a fixed number keeps it `Copy`.
const MOST: usize = 8;

/// No base unit: fills the places that a dimension does not need, always the last ones.
const NOTHING: (BaseUnit, i8) = (BaseUnit(u16::MAX), 0);

/// A product of powers of base units, such as `bit · op · s⁻¹ · mm⁻²`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimension {
    /// Sorted by base unit, no power zero except in the filling.
    powers: [(BaseUnit, i8); MOST],
}

impl Dimension {
    /// Of plain numbers: nothing is measured.
    pub const NONE: Self = Self { powers: [NOTHING; MOST] };

    /// Of one base unit.
    pub fn of(base: BaseUnit) -> Self {
        let mut powers = [NOTHING; MOST];
        if let Some(first) = powers.first_mut() {
            *first = (base, 1);
        }
        Self { powers }
    }

    /// Base units and their powers, none of them zero, in the order in which they were declared.
    pub fn iter(&self) -> impl Iterator<Item = (BaseUnit, i8)> + '_ {
        self.powers.iter().copied().take_while(|(_, power)| *power != 0)
    }

    /// Whether this is the dimension of plain numbers.
    pub fn is_none(&self) -> bool {
        *self == Self::NONE
    }

    /// The exponent that turns this dimension into the other one, if there is a single one.
    pub(super) fn exponent_to(&self, other: &Self) -> Option<i8> {
        let ((_, mine), (_, theirs)) = (self.iter().next()?, other.iter().next()?);
        let exponent = theirs.checked_div(mine)?;
        (self.pow(exponent).ok()? == *other).then_some(exponent)
    }
}

// The operators of the standard library cannot fail, and these can.
#[allow(clippy::should_implement_trait, reason = "named as people name them; fallible, so not operators")]
impl Dimension {
    /// The dimension of a product.
    ///
    /// # Errors
    /// If it holds too many base units, or too high a power of one.
    pub fn mul(self, other: Self) -> Result<Self, UnitFault> {
        let mut all: Vec<(BaseUnit, i8)> = self.iter().chain(other.iter()).collect();
        all.sort_by_key(|(base, _)| *base);
        let mut merged: Vec<(BaseUnit, i8)> = Vec::new();
        for (base, power) in all {
            match merged.last_mut() {
                Some((last, sum)) if *last == base => *sum = sum.checked_add(power).ok_or(UnitFault::TooComplex)?,
                _ => merged.push((base, power)),
            }
        }
        Self::from_sorted(merged.into_iter().filter(|(_, power)| *power != 0))
    }

    /// The dimension of a quotient.
    ///
    /// # Errors
    /// If it holds too many base units, or too high a power of one.
    pub fn div(self, other: Self) -> Result<Self, UnitFault> {
        self.mul(other.pow(-1)?)
    }

    /// The dimension of a power.
    ///
    /// # Errors
    /// If the power of a base unit gets too high.
    pub fn pow(self, exponent: i8) -> Result<Self, UnitFault> {
        if exponent == 0 {
            return Ok(Self::NONE);
        }
        let mut powers = self.powers;
        for (_, power) in &mut powers {
            *power = power.checked_mul(exponent).ok_or(UnitFault::TooComplex)?;
        }
        Ok(Self { powers })
    }

    fn from_sorted(mut from: impl Iterator<Item = (BaseUnit, i8)>) -> Result<Self, UnitFault> {
        let mut powers = [NOTHING; MOST];
        for (place, entry) in powers.iter_mut().zip(from.by_ref()) {
            *place = entry;
        }
        if from.next().is_some() { Err(UnitFault::TooComplex) } else { Ok(Self { powers }) }
    }
}

impl fmt::Debug for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(base, power)| (base.0, power))).finish()
    }
}
