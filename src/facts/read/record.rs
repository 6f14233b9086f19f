//! Objects become records.

use super::super::fault::{Ask, Fault, Found, Whole};
use super::super::keys::{Keyed, slice};
use super::super::words::Words;
use super::super::{case::key_field, default};
use super::value::{To, Value};
use super::{Run, Stop};
use crate::plan::layout::Record;
use crate::plan::slot::{Address, Slot};
use crate::resolve::{FactId, RecordId};
use crate::source::Id;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

impl<'l> Run<'_, 'l> {
    /// The record at an address, which nothing is known of yet.
    pub(super) fn record<'de, A: MapAccess<'de>>(
        &mut self,
        id: RecordId,
        at: Address,
        mut entries: A,
    ) -> Result<(), A::Error> {
        let reader = self.reader;
        let record = &reader.layout.records[id];
        // Only the outermost object may turn out to name the fact.
        let fact = self.only.filter(|_| self.trail.is_empty());
        let passed = fact.and(reader.passed.as_deref());
        let mut seen = Seen::default();
        // Programs write fields in the order of their declaration.
        let mut next = 0;
        self.case.put(at, Slot::Present);
        self.trail.push(0);
        for entry in 0.. {
            self.goto(entry)?;
            let Some(name) = entries.next_key_seed(Name { words: &reader.fields[id], fact, passed, next })? else {
                break;
            };
            let position = match name {
                Named::Fact => {
                    self.stop = Some(Stop::NamesTheFact);
                    return Err(A::Error::custom("the fact by its name"));
                }
                Named::At(position) => position,
                Named::Passed => {
                    entries.next_value::<IgnoredAny>()?;
                    continue;
                }
                Named::Nothing => {
                    self.note(Fault::UnknownField(id));
                    entries.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            next = position + 1;
            let Some(field) = record.at(position) else { continue };
            if !seen.insert(position) {
                self.note(Fault::Twice);
                entries.next_value::<IgnoredAny>()?;
                continue;
            }
            let whole = (record.key == Some(position)).then_some(Whole::Key);
            let ask = Ask { kind: &field.kind, field: Some(field), optional: field.optional, whole };
            entries.next_value_seed(Value { run: self, ask, to: To::Slot(at.plus(field.offset)) })?;
        }
        self.trail.pop();
        self.defaults(record, at, &seen);
        Ok(())
    }

    fn defaults(&mut self, record: &'l Record, at: Address, seen: &Seen) {
        for (position, field) in (0..).zip(&record.fields) {
            if let Some(given) = &field.default
                && !seen.has(position)
            {
                default::put(self.case, self.reader.layout, field, given, at, 0);
            }
        }
    }

    /// A record that lies elsewhere. One with a key is the same wherever its key stands.
    pub(super) fn elsewhere<'de, A: MapAccess<'de>>(&mut self, id: RecordId, entries: A) -> Result<Address, A::Error> {
        let record = &self.reader.layout.records[id];
        let new = self.case.frame_of(record.size);
        self.full |= self.case.is_full();
        self.record(id, new, entries)?;
        let Some(Slot::Text(key)) = key_field(record).map(|field| self.case.get(new.plus(field))) else {
            return Ok(new);
        };
        let trails = &mut self.case.keys.trails;
        let start = trails.len();
        trails.extend_from_slice(&self.trail);
        let given = Some((start, trails.len()));
        let words = slice(&self.case.text, key);
        let Some(entry) = self.case.keys.find_mut(id, words, &self.case.text) else {
            self.case.keys.add(Keyed { record: id, key, at: new, given }, &self.case.text);
            return Ok(new);
        };
        let (at, first) = (entry.at, entry.given);
        entry.given = first.or(given);
        match first {
            // So far there was only the key: everything else comes from here.
            None => self.case.copy(new, at, record.size),
            Some((start, end)) if !self.case.same(self.reader.layout, id, at, new) => {
                let first = self.case.keys.trails.get(start..end).unwrap_or(&[]).to_vec();
                self.note(Fault::Conflict(id, first));
            }
            Some(_) => {}
        }
        Ok(at)
    }
}

/// The fields of a record that have been given.
#[derive(Default)]
struct Seen {
    /// The first 128.
    few: u128,
    more: Vec<u32>,
}

impl Seen {
    /// Whether it was not there before.
    fn insert(&mut self, position: u32) -> bool {
        let new = !self.has(position);
        match 1_u128.checked_shl(position) {
            Some(bit) => self.few |= bit,
            None if new => self.more.push(position),
            None => {}
        }
        new
    }

    fn has(&self, position: u32) -> bool {
        1_u128.checked_shl(position).map_or_else(|| self.more.contains(&position), |bit| self.few & bit != 0)
    }
}

/// The name of an entry.
struct Name<'w, 'l> {
    words: &'w Words<'l>,
    fact: Option<&'l str>,
    /// A name that stands for nothing and is no mistake.
    passed: Option<&'w str>,
    /// What it most likely stands for.
    next: u32,
}

enum Named {
    /// The position of what it names.
    At(u32),
    /// The fact that the whole text was taken as.
    Fact,
    /// Nothing, which is no mistake.
    Passed,
    Nothing,
}

impl<'de> DeserializeSeed<'de> for Name<'_, '_> {
    type Value = Named;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Named, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_, '_> {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    #[inline]
    fn visit_str<E>(self, word: &str) -> Result<Named, E> {
        if self.fact.is_some_and(|fact| fact == word) {
            return Ok(Named::Fact);
        }
        match self.words.find_near(word, self.next) {
            Some(position) => Ok(Named::At(position)),
            None if self.passed == Some(word) => Ok(Named::Passed),
            None => Ok(Named::Nothing),
        }
    }
}

/// The whole text: an object with one entry for each fact.
pub(super) struct Roots<'s, 'r, 'l> {
    pub(super) run: &'s mut Run<'r, 'l>,
}

impl<'de> DeserializeSeed<'de> for Roots<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Roots<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("facts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let run = self.run;
        let reader = run.reader;
        let mut seen = Seen::default();
        run.trail.push(0);
        for entry in 0.. {
            run.goto(entry)?;
            let passed = reader.passed.as_deref();
            let asked = Name { words: &reader.facts, fact: None, passed, next: 0 };
            let Some(name) = entries.next_key_seed(asked)? else { break };
            let Named::At(position) = name else {
                if !matches!(name, Named::Passed) {
                    run.note(Fault::UnknownFact);
                }
                entries.next_value::<IgnoredAny>()?;
                continue;
            };
            if !seen.insert(position) {
                run.note(Fault::Twice);
                entries.next_value::<IgnoredAny>()?;
                continue;
            }
            let id: FactId = Id::at(usize::try_from(position).unwrap_or(usize::MAX));
            let fact = &reader.layout.facts[id];
            entries.next_value_seed(Value { run, ask: Ask::of(&fact.kind), to: To::Slot(fact.at) })?;
        }
        run.trail.pop();
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.wrong(Found::Truth);
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.wrong(Found::Number);
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.wrong(Found::Number);
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.wrong(Found::Number);
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.wrong(Found::Text);
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        self.wrong(Found::Null);
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while members.next_element::<IgnoredAny>()?.is_some() {}
        self.wrong(Found::List);
        Ok(())
    }
}

impl Roots<'_, '_, '_> {
    fn wrong(self, found: Found) {
        self.run.note(Fault::WrongType(found));
    }
}
