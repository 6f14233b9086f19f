//! Numbers: bare in the declared unit, or as text with a unit. Exact on every way.

use super::super::fault::{Ask, Fault, Found};
use super::Run;
use super::part::Part;
use crate::plan::slot::Slot;
use crate::value::{Number, Unit};
use serde::Deserializer as _;
use std::borrow::Cow;

impl<'l> Run<'_, 'l> {
    /// A value, as it is written, where a number is asked for.
    #[inline]
    pub(super) fn number(&mut self, raw: &str, unit: &'l Unit, ask: Ask<'l>) -> Result<Slot, serde_json::Error> {
        if let Some(b'0'..=b'9' | b'-') = raw.as_bytes().first() {
            return Ok(match Number::parse_decimal(raw) {
                Ok(number) => self.within(number, ask),
                Err(error) => self.misfit(ask, Fault::Number(error)),
            });
        }
        self.no_bare_number(raw, unit, ask)
    }

    fn no_bare_number(&mut self, raw: &str, unit: &'l Unit, ask: Ask<'l>) -> Result<Slot, serde_json::Error> {
        Ok(match raw.as_bytes().first() {
            Some(b'"') => match unquoted(raw) {
                Some(words) => self.quantity(&words, unit, ask),
                None => self.misfit(ask, Fault::BadEscape),
            },
            Some(b'{') => {
                // The text is JSON as a whole, but serde looks at its escapes only now.
                let depth = self.trail.len();
                let read = serde_json::Deserializer::from_str(raw).deserialize_map(Part { run: self, ask });
                match read {
                    Err(_) if self.stop.is_none() => {
                        self.trail.truncate(depth);
                        self.misfit(ask, Fault::BadEscape)
                    }
                    read => return read,
                }
            }
            Some(b'n') => self.null(ask, None),
            Some(b'[') => self.wrong_type(ask, Found::List),
            _ => self.wrong_type(ask, Found::Truth),
        })
    }

    fn quantity(&mut self, words: &str, unit: &'l Unit, ask: Ask<'l>) -> Slot {
        let (number, found) = match self.reader.layout.units.parse_quantity(words) {
            Ok(quantity) => quantity,
            Err(error) => return self.misfit(ask, Fault::Quantity(error)),
        };
        let Some(found) = found else {
            // A bare number is in the declared unit, but nobody means a quarter of a gigabyte by 25%.
            return match words.contains('%') && !unit.dimension.is_none() {
                true => self.misfit(ask, Fault::Percent),
                false => self.within(number, ask),
            };
        };
        match found.convert_factor_to(unit) {
            None => self.misfit(ask, Fault::Dimension(found)),
            Some(factor) => match factor.and_then(|factor| number.mul(factor)) {
                Ok(number) => self.within(number, ask),
                Err(_) => self.misfit(ask, Fault::Unconvertible),
            },
        }
    }

    /// A number, if it keeps the limits of its field.
    #[inline]
    fn within(&mut self, number: Number, ask: Ask<'l>) -> Slot {
        let (low, high) = ask.field.map_or((None, None), |field| (field.at_least, field.at_most));
        if low.is_some_and(|low| number < low) || high.is_some_and(|high| high < number) {
            return self.misfit(ask, Fault::OutOfBounds);
        }
        Slot::Number(number)
    }
}

/// The words of a text in quotes.
pub(in super::super) fn unquoted(raw: &str) -> Option<Cow<'_, str>> {
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inside.contains('\\') { serde_json::from_str(raw).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inside)) }
}
