//! What rules talk about: exact numbers, partial knowledge of them, three-valued truth, dates, units and codes.
//!
//! This room is a leaf: it knows nothing of texts, rules or facts, and everything in it is total. No input makes it
//! panic, and whatever cannot be represented exactly is a fault that the caller must look at, never a guess.
//! There is no floating point here, and no clock.

mod date;
mod duration;
mod eccn;
mod interval;
mod number;
mod truth;
mod unit;

pub use date::{Date, ParseDateError};
pub use duration::{Duration, ParseDurationError};
pub use eccn::{Eccn, ParseEccnError};
pub use interval::{Bound, Interval};
pub use number::{Number, NumberFault, ParseNumberError, Short};
pub use truth::Truth;
pub use unit::{BaseUnit, DeclaredUnit, Dimension, ParseUnitError, QuantityError, Unit, UnitFault, UnitNames, Units};
