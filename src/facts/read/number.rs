//! Numbers: bare in the declared unit, or as text with a unit. Exact on every way.

use super::super::fault::{Ask, Fault, Found};
use super::Run;
use super::part::Part;
use super::value::To;
use crate::value::{Number, Unit};
use serde::Deserializer as _;
use std::borrow::Cow;

impl<'l> Run<'_, 'l> {
    /// A value, as it is written, where a number is asked for.
    #[inline]
    pub(super) fn number(&mut self, raw: &str, unit: &'l Unit, ask: Ask<'l>, to: To) -> Result<(), serde_json::Error> {
        if let Some(b'0'..=b'9' | b'-') = raw.as_bytes().first() {
            match Number::parse_decimal(raw) {
                Ok(number) => self.within(number, ask, to),
                Err(error) => self.misfit(ask, Fault::Number(error), to),
            }
            return Ok(());
        }
        self.no_bare_number(raw, unit, ask, to)
    }

    fn no_bare_number(&mut self, raw: &str, unit: &'l Unit, ask: Ask<'l>, to: To) -> Result<(), serde_json::Error> {
        match raw.as_bytes().first() {
            Some(b'"') => match unquoted(raw) {
                Some(words) => self.quantity(&words, unit, ask, to),
                None => self.misfit(ask, Fault::BadEscape, to),
            },
            Some(b'{') => {
                // The text is JSON as a whole, but serde looks at its escapes only now.
                let (depth, mark) = (self.trail.len(), self.case.open.len());
                let read = serde_json::Deserializer::from_str(raw).deserialize_map(Part { run: self, ask, to });
                if self.stop.is_some() {
                    return read;
                }
                if read.is_err() {
                    self.trail.truncate(depth);
                    self.case.open.truncate(mark);
                    self.misfit(ask, Fault::BadEscape, to);
                }
            }
            Some(b'n') => self.null(ask, to),
            Some(b'[') => self.wrong_type(ask, Found::List, to),
            _ => self.wrong_type(ask, Found::Truth, to),
        }
        Ok(())
    }

    fn quantity(&mut self, words: &str, unit: &'l Unit, ask: Ask<'l>, to: To) {
        let (number, found) = match self.reader.layout.units.parse_quantity(words) {
            Ok(quantity) => quantity,
            Err(error) => return self.misfit(ask, Fault::Quantity(error), to),
        };
        let Some(found) = found else {
            // A bare number is in the declared unit, but nobody means a quarter of a gigabyte by 25%.
            let share = words.contains('%') && !unit.dimension.is_none();
            return if share { self.misfit(ask, Fault::Percent, to) } else { self.within(number, ask, to) };
        };
        match found.convert_factor_to(unit) {
            None => self.misfit(ask, Fault::Dimension(found), to),
            Some(factor) => match factor.and_then(|factor| number.mul(factor)) {
                Ok(number) => self.within(number, ask, to),
                Err(_) => self.misfit(ask, Fault::Unconvertible, to),
            },
        }
    }

    /// A number, if it keeps the limits of its field.
    #[inline]
    fn within(&mut self, number: Number, ask: Ask<'l>, to: To) {
        if let Some(field) = ask.field {
            let below = field.at_least.is_some_and(|low| number < low);
            if below || field.at_most.is_some_and(|high| high < number) {
                return self.misfit(ask, Fault::OutOfBounds, to);
            }
        }
        let number = self.case.number(number);
        self.give(to, number);
    }
}

/// The words of a text in quotes.
pub(in super::super) fn unquoted(raw: &str) -> Option<Cow<'_, str>> {
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inside.contains('\\') { serde_json::from_str(raw).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inside)) }
}
