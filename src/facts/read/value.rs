//! One value of the JSON becomes one slot.

use super::super::fault::{Ask, Fault, Found};
use super::Run;
use crate::plan::layout::Kind;
use crate::plan::slot::{Address, Slot};
use crate::value::{Date, Duration, Eccn};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// A value to be read. `at` is where a record in place lies; members of lists have no place of their own yet.
pub(super) struct Value<'s, 'r, 'l> {
    pub(super) run: &'s mut Run<'r, 'l>,
    pub(super) ask: Ask<'l>,
    pub(super) at: Option<Address>,
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_, '_> {
    type Value = Slot;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Slot, D::Error> {
        match self.ask.kind {
            // As it is written: serde would make a float of it.
            Kind::Number(unit) => {
                let raw: &RawValue = serde::Deserialize::deserialize(from)?;
                self.run.number(raw.get(), unit, self.ask).map_err(D::Error::custom)
            }
            _ => from.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Value<'_, '_, '_> {
    type Value = Slot;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fact")
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Slot, E> {
        Ok(match self.ask.kind {
            Kind::Bool => Slot::Bool(truth),
            _ => self.run.wrong_type(self.ask, Found::Truth),
        })
    }

    fn visit_i64<E>(self, _: i64) -> Result<Slot, E> {
        Ok(self.run.wrong_type(self.ask, Found::Number))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Slot, E> {
        Ok(self.run.wrong_type(self.ask, Found::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Slot, E> {
        Ok(self.run.wrong_type(self.ask, Found::Number))
    }

    fn visit_str<E>(self, words: &str) -> Result<Slot, E> {
        Ok(self.run.words(words, self.ask))
    }

    fn visit_unit<E>(self) -> Result<Slot, E> {
        Ok(self.run.null(self.ask, self.at))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Slot, A::Error> {
        match self.ask.kind {
            Kind::List(of) => self.run.list(of, self.ask, members),
            _ => {
                while members.next_element::<IgnoredAny>()?.is_some() {}
                Ok(self.run.wrong_type(self.ask, Found::List))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Slot, A::Error> {
        match (self.ask.kind, self.at) {
            (Kind::Inline(record), Some(at)) => {
                self.run.record(*record, at, entries)?;
                Ok(Slot::Present)
            }
            (Kind::Inline(record) | Kind::Reference(record), _) => self.run.elsewhere(*record, entries),
            _ => self.run.part(self.ask, entries),
        }
    }
}

impl<'l> Run<'_, 'l> {
    #[cold]
    pub(super) fn wrong_type(&mut self, ask: Ask<'l>, found: Found) -> Slot {
        match ask.kind {
            Kind::Nothing => Slot::Unknown,
            _ => self.misfit(ask, Fault::WrongType(found)),
        }
    }

    pub(super) fn null(&mut self, ask: Ask<'l>, at: Option<Address>) -> Slot {
        if !ask.optional {
            return match ask.kind {
                Kind::Nothing => Slot::Unknown,
                _ => self.misfit(ask, Fault::Null),
            };
        }
        if let (Kind::Inline(record), Some(at)) = (ask.kind, at) {
            self.case.absent(self.reader.layout, *record, at);
        }
        Slot::Absent
    }

    fn words(&mut self, words: &str, ask: Ask<'l>) -> Slot {
        match ask.kind {
            Kind::Text => Slot::Text(self.case.text(words)),
            Kind::Enum(list) => match self.alternative(*list, words) {
                Some(position) => Slot::Code(position),
                None => self.misfit(ask, Fault::UnknownAlternative),
            },
            Kind::Date => match Date::parse(words) {
                Ok(day) => Slot::Date(day),
                Err(error) => self.misfit(ask, Fault::Date(error)),
            },
            Kind::Duration => match Duration::parse(words) {
                Ok(length) => Slot::Duration(length),
                Err(error) => self.misfit(ask, Fault::Duration(error)),
            },
            Kind::Eccn => match Eccn::validate(words) {
                Ok(()) => Slot::Text(self.case.text(words)),
                Err(error) => self.misfit(ask, Fault::Eccn(error)),
            },
            Kind::Reference(record) if self.reader.layout.records[*record].key.is_some() => {
                Slot::Record(self.case.keyed(self.reader.layout, *record, words))
            }
            _ => self.wrong_type(ask, Found::Text),
        }
    }

    fn list<'de, A: SeqAccess<'de>>(&mut self, of: &'l Kind, ask: Ask<'l>, mut members: A) -> Result<Slot, A::Error> {
        let mark = self.case.open.len();
        let ask = Ask { field: ask.field, ..Ask::of(of) };
        self.trail.push(0);
        for entry in 0.. {
            self.goto(entry)?;
            let Some(member) = members.next_element_seed(Value { run: self, ask, at: None })? else { break };
            self.case.open.push(member);
        }
        self.trail.pop();
        Ok(Slot::List(self.case.close(mark)))
    }
}
