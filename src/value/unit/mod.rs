//! Units: which quantities may be compared, and how one is converted into another.
//!
//! A unit is a dimension (powers of base units) and an exact factor into the base units. Two quantities can be added
//! or compared if their dimensions agree; the name they were written with is only spelling. Currencies are base units
//! like any other, and so dollars and euros never add up.

mod dimension;
mod meant;
mod parse;
mod table;
mod text;

use super::{Number, NumberFault};
use std::fmt;

pub use dimension::{BaseUnit, Dimension};
pub use meant::UnitNames;
pub use parse::{ParseUnitError, QuantityError};
pub use table::{DeclaredUnit, Units};

/// What one quantity of 1 is: so many of the base units that its dimension says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units one of it is. Above zero.
    pub factor: Number,
}

/// Why a unit cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitFault {
    /// Too many different base units, or too high a power of one.
    TooComplex,
    /// The factor into base units does not fit.
    Overflow,
    /// The factor into base units is not above zero.
    NotPositive,
    /// There is a unit of this name.
    NameTaken,
    /// There are too many base units.
    TooMany,
}

impl fmt::Display for UnitFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooComplex => "the unit is made of too many others, or of too high a power of one",
            Self::Overflow => "the factor of the unit is too large or too fine to be held exactly",
            Self::NotPositive => "the factor of the unit is not above zero",
            Self::NameTaken => "there is a unit of this name",
            Self::TooMany => "there are too many units",
        })
    }
}

impl std::error::Error for UnitFault {}

impl From<NumberFault> for UnitFault {
    fn from(fault: NumberFault) -> Self {
        match fault {
            NumberFault::Overflow => Self::Overflow,
            NumberFault::DivisionByZero => Self::NotPositive,
        }
    }
}

// The operators of the standard library cannot fail, and these can.
#[allow(clippy::should_implement_trait, reason = "named as people name them; fallible, so not operators")]
impl Unit {
    /// The unit of plain numbers.
    pub const fn one() -> Self {
        Self { dimension: Dimension::NONE, factor: Number::ONE }
    }

    /// Whether it is the unit of plain numbers.
    pub fn is_one(&self) -> bool {
        *self == Self::one()
    }

    /// The unit of a product.
    ///
    /// # Errors
    /// If it gets too complex, or its factor does not fit.
    pub fn mul(self, other: Self) -> Result<Self, UnitFault> {
        Ok(Self { dimension: self.dimension.mul(other.dimension)?, factor: self.factor.mul(other.factor)? })
    }

    /// The unit of a quotient.
    ///
    /// # Errors
    /// If it gets too complex, or its factor does not fit.
    pub fn div(self, other: Self) -> Result<Self, UnitFault> {
        Ok(Self { dimension: self.dimension.div(other.dimension)?, factor: self.factor.div(other.factor)? })
    }

    /// The unit of a power.
    ///
    /// # Errors
    /// If it gets too complex, or its factor does not fit.
    pub fn pow(self, exponent: i8) -> Result<Self, UnitFault> {
        let dimension = self.dimension.pow(exponent)?;
        let base = if exponent < 0 { self.factor.reciprocal()? } else { self.factor };
        let mut factor = Number::ONE;
        for _ in 0..exponent.unsigned_abs() {
            factor = factor.mul(base)?;
        }
        Ok(Self { dimension, factor })
    }

    /// So many of this unit, as a unit: `unit TB = 1000 GB`.
    ///
    /// # Errors
    /// If the number is not above zero, or the factor does not fit.
    pub fn times(self, count: Number) -> Result<Self, UnitFault> {
        if count <= Number::ZERO {
            return Err(UnitFault::NotPositive);
        }
        Ok(Self { dimension: self.dimension, factor: self.factor.mul(count)? })
    }

    /// Whether quantities in the two can be added and compared.
    pub fn agrees_with(&self, other: &Self) -> bool {
        self.dimension == other.dimension
    }

    /// What to multiply a number in this unit with to get it in the other one; `None` if they measure different
    /// things.
    pub fn convert_factor_to(&self, other: &Self) -> Option<Result<Number, NumberFault>> {
        self.agrees_with(other).then(|| self.factor.div(other.factor))
    }
}
