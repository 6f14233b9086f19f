//! Units and quantities from text: `GB/s`, `600 GB/s`, `25%`.

use super::{Unit, UnitFault, Units};
use crate::value::{Number, ParseNumberError};
use std::fmt;

/// Why a text is not a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseUnitError {
    /// It is not words joined by `/`, `*` or `·`.
    Malformed,
    /// No unit has this name.
    Unknown {
        /// The word that names no unit.
        word: String,
    },
    /// The unit it names cannot be made.
    Fault(UnitFault),
}

impl fmt::Display for ParseUnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => f.write_str("not a unit: units are written like `GB/s`"),
            Self::Unknown { word } => write!(f, "there is no unit `{word}`"),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for ParseUnitError {}

impl From<UnitFault> for ParseUnitError {
    fn from(fault: UnitFault) -> Self {
        Self::Fault(fault)
    }
}

/// Why a text is not a quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuantityError {
    /// Its number cannot be read.
    Number(ParseNumberError),
    /// Its unit cannot be read.
    Unit(ParseUnitError),
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(error) => error.fmt(f),
            Self::Unit(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for QuantityError {}

impl From<ParseNumberError> for QuantityError {
    fn from(error: ParseNumberError) -> Self {
        Self::Number(error)
    }
}

impl From<ParseUnitError> for QuantityError {
    fn from(error: ParseUnitError) -> Self {
        Self::Unit(error)
    }
}

/// What joins the words of a unit.
const JOINTS: [char; 4] = ['/', '*', '·', '⋅'];

/// Digits of powers, in order of what they are worth.
pub(super) const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

impl Units {
    /// Reads a unit: words joined by `/`, `*` or `·` without spaces, each perhaps raised to a power, `mm²` or `mm^2`.
    /// A number may stand for a word, as in `1/s`. A `/` divides by the one word after it.
    ///
    /// # Errors
    /// If it is written in another way, a word names no unit, or the unit cannot be made.
    pub fn parse_unit_text(&self, text: &str) -> Result<Unit, ParseUnitError> {
        if let Some(declared) = self.get(text) {
            return Ok(declared.unit);
        }
        let mut unit = Unit::one();
        let mut divides = false;
        let mut rest = text;
        loop {
            let end = rest.find(JOINTS).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let factor = self.word(word)?;
            unit = if divides { unit.div(factor)? } else { unit.mul(factor)? };
            let mut letters = after.chars();
            let Some(joint) = letters.next() else { return Ok(unit) };
            divides = joint == '/';
            rest = letters.as_str();
        }
    }

    fn word(&self, word: &str) -> Result<Unit, ParseUnitError> {
        let (name, exponent) = match word.split_once('^') {
            Some((name, power)) => (name, power.parse().map_err(|_| ParseUnitError::Malformed)?),
            None => raised(word)?,
        };
        if name.is_empty() || name.contains(char::is_whitespace) && self.get(name).is_none() {
            return Err(ParseUnitError::Malformed);
        }
        let unit = match self.get(name) {
            Some(declared) => declared.unit,
            None if name.starts_with(|letter: char| letter.is_ascii_digit()) => {
                let number = Number::parse_decimal(name).map_err(|_| ParseUnitError::Malformed)?;
                Unit::one().times(number)?
            }
            None => return Err(ParseUnitError::Unknown { word: name.to_owned() }),
        };
        Ok(unit.pow(exponent)?)
    }

    /// Reads a quantity as a case gives it in a text: `600 GB/s`, `25%`, `32/11 TPP/mm²`, or a bare number.
    ///
    /// # Errors
    /// If the number or the unit cannot be read.
    pub fn parse_quantity(&self, text: &str) -> Result<(Number, Option<Unit>), QuantityError> {
        let text = text.trim();
        let (number, rest) = text.split_at(number_length(text.as_bytes()));
        if let Some(after) = rest.strip_prefix('%') {
            // The percent sign goes through the number, which then cannot lose a digit.
            let number = Number::parse_law(text.strip_suffix(after).unwrap_or(text))?;
            return if after.trim().is_empty() { Ok((number, None)) } else { Err(ParseUnitError::Malformed.into()) };
        }
        let number = Number::parse_exact(number)?;
        let rest = rest.trim_start();
        if rest.is_empty() { Ok((number, None)) } else { Ok((number, Some(self.parse_unit_text(rest)?))) }
    }

    /// The unit of a quantity as it is written: what stands after its number.
    pub fn unit_of(quantity: &str) -> &str {
        let text = quantity.trim();
        text.split_at(number_length(text.as_bytes())).1.trim_start()
    }
}

/// A word and the power that raised digits after it say, 1 if there are none.
fn raised(word: &str) -> Result<(&str, i8), ParseUnitError> {
    let name = word.trim_end_matches(|letter| letter == '⁻' || RAISED.contains(letter));
    let power = word.strip_prefix(name).unwrap_or("");
    if power.is_empty() {
        return Ok((name, 1));
    }
    let digits = power.strip_prefix('⁻').unwrap_or(power);
    let mut exponent = 0_i8;
    for letter in digits.chars() {
        let digit = RAISED.chars().position(|raised| raised == letter).and_then(|digit| i8::try_from(digit).ok());
        let digit = digit.ok_or(ParseUnitError::Malformed)?;
        exponent = exponent.checked_mul(10).and_then(|power| power.checked_add(digit)).ok_or(UnitFault::TooComplex)?;
    }
    match (digits.is_empty(), digits.len() < power.len()) {
        (true, _) => Err(ParseUnitError::Malformed),
        (false, true) => Ok((name, -exponent)),
        (false, false) => Ok((name, exponent)),
    }
}

/// How much of a text is a number: a decimal, or a fraction of two whole numbers. An `e` counts only with digits
/// after it, so that a unit may begin with one.
fn number_length(text: &[u8]) -> usize {
    let digits = |from: usize| text.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let is = |at: usize, any_of: &[u8]| text.get(at).is_some_and(|byte| any_of.contains(byte));
    let mut at = usize::from(is(0, b"-"));
    at += digits(at);
    if is(at, b"/") && digits(at + 1) > 0 {
        return at + 1 + digits(at + 1);
    }
    if is(at, b".") {
        at += 1 + digits(at + 1);
    }
    if is(at, b"eE") {
        let sign = usize::from(is(at + 1, b"+-"));
        let exponent = digits(at + 1 + sign);
        if exponent > 0 {
            at += 1 + sign + exponent;
        }
    }
    at
}
