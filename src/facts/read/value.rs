//! One value of the JSON becomes one slot.

use super::super::fault::{Ask, Fault, Found};
use super::Run;
use crate::plan::layout::Kind;
use crate::plan::slot::{Address, Slot};
use crate::value::{Date, Duration, Eccn};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// A value to be read.
pub(super) struct Value<'s, 'r, 'l> {
    pub(super) run: &'s mut Run<'r, 'l>,
    pub(super) ask: Ask<'l>,
    pub(super) to: To,
}

/// Where a value goes. It is written there at once and never handed back: a slot is large, and what is written in
/// parts and copied as a whole right after makes the processor wait.
#[derive(Debug, Clone, Copy)]
pub(super) enum To {
    /// Into this slot; a record in place, into those that begin there.
    Slot(Address),
    /// To the members of the list that is being read.
    Member,
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_, '_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        match self.ask.kind {
            // As it is written: serde would make a float of it.
            Kind::Number(unit) => {
                let raw: &RawValue = serde::Deserialize::deserialize(from)?;
                self.run.number(raw.get(), unit, self.ask, self.to).map_err(D::Error::custom)
            }
            _ => from.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Value<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fact")
    }

    fn visit_bool<E>(self, truth: bool) -> Result<(), E> {
        match self.ask.kind {
            Kind::Bool => self.run.give(self.to, Slot::Bool(truth)),
            _ => self.run.wrong_type(self.ask, Found::Truth, self.to),
        }
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.run.wrong_type(self.ask, Found::Number, self.to);
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.run.wrong_type(self.ask, Found::Number, self.to);
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.run.wrong_type(self.ask, Found::Number, self.to);
        Ok(())
    }

    fn visit_str<E>(self, words: &str) -> Result<(), E> {
        self.run.words(words, self.ask, self.to);
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.run.null(self.ask, self.to);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        if let Kind::List(of) = self.ask.kind {
            return self.run.list(of, self.ask, self.to, members);
        }
        while members.next_element::<IgnoredAny>()?.is_some() {}
        self.run.wrong_type(self.ask, Found::List, self.to);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        match (self.ask.kind, self.to) {
            (Kind::Inline(record), To::Slot(at)) => self.run.record(*record, at, entries),
            (Kind::Inline(record) | Kind::Reference(record), to) => {
                let at = self.run.elsewhere(*record, entries)?;
                self.run.give(to, Slot::Record(at));
                Ok(())
            }
            (_, to) => self.run.part(self.ask, to, entries),
        }
    }
}

impl<'l> Run<'_, 'l> {
    /// Writes a value where it goes.
    #[inline]
    pub(super) fn give(&mut self, to: To, value: Slot) {
        match to {
            To::Slot(at) => self.case.put(at, value),
            To::Member => self.case.open.push(value),
        }
    }

    #[cold]
    pub(super) fn wrong_type(&mut self, ask: Ask<'l>, found: Found, to: To) {
        match ask.kind {
            Kind::Nothing => self.give(to, Slot::Unknown),
            _ => self.misfit(ask, Fault::WrongType(found), to),
        }
    }

    pub(super) fn null(&mut self, ask: Ask<'l>, to: To) {
        match (ask.kind, to) {
            (Kind::Nothing, _) => self.give(to, Slot::Unknown),
            _ if !ask.optional => self.misfit(ask, Fault::Null, to),
            (Kind::Inline(record), To::Slot(at)) => self.case.absent(self.reader.layout, *record, at),
            _ => self.give(to, Slot::Absent),
        }
    }

    fn words(&mut self, words: &str, ask: Ask<'l>, to: To) {
        match ask.kind {
            Kind::Text => {
                let words = self.case.text(words);
                self.give(to, Slot::Text(words));
            }
            Kind::Enum(list) => match self.alternative(*list, words) {
                Some(position) => self.give(to, Slot::Code(position)),
                None => self.misfit(ask, Fault::UnknownAlternative, to),
            },
            Kind::Date => match Date::parse(words) {
                Ok(day) => self.give(to, Slot::Date(day)),
                Err(error) => self.misfit(ask, Fault::Date(error), to),
            },
            Kind::Duration => match Duration::parse(words) {
                Ok(length) => self.give(to, Slot::Duration(length)),
                Err(error) => self.misfit(ask, Fault::Duration(error), to),
            },
            Kind::Eccn => match Eccn::validate(words) {
                Ok(()) => {
                    let words = self.case.text(words);
                    self.give(to, Slot::Text(words));
                }
                Err(error) => self.misfit(ask, Fault::Eccn(error), to),
            },
            Kind::Reference(record) if self.reader.layout.records[*record].key.is_some() => {
                let at = self.case.keyed(self.reader.layout, *record, words);
                self.give(to, Slot::Record(at));
            }
            _ => self.wrong_type(ask, Found::Text, to),
        }
    }

    fn list<'de, A: SeqAccess<'de>>(
        &mut self,
        of: &'l Kind,
        ask: Ask<'l>,
        to: To,
        mut members: A,
    ) -> Result<(), A::Error> {
        let mark = self.case.open.len();
        let ask = Ask { field: ask.field, ..Ask::of(of) };
        self.trail.push(0);
        for entry in 0.. {
            self.goto(entry)?;
            if members.next_element_seed(Value { run: self, ask, to: To::Member })?.is_none() {
                break;
            }
        }
        self.full |= self.case.is_full();
        self.trail.pop();
        let list = self.case.close(mark);
        self.give(to, Slot::List(list));
        Ok(())
    }
}
