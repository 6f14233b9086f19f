//! Values that are known in part: `{"at_least": 4500, "at_most": 5000}`, `{"one_of": ["AE", "SA"]}`.

use super::super::fault::{Ask, Fault, Found, Whole};
use super::Run;
use super::value::{To, Value};
use crate::plan::layout::Kind;
use crate::plan::slot::{Partial, Slot};
use crate::value::{Bound, Interval};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The names of what can be said, in the order of their numbers.
pub(in super::super) const PARTS: [&str; 3] = ["at_least", "at_most", "one_of"];
const AT_LEAST: usize = 0;
const ONE_OF: usize = 2;

/// Whether a value may be given as a range.
pub(in super::super) fn ranges(kind: &Kind) -> bool {
    matches!(kind, Kind::Number(_) | Kind::Date)
}

/// Whether a value may be given as a set of alternatives.
pub(in super::super) fn sets(kind: &Kind) -> bool {
    matches!(kind, Kind::Enum(_) | Kind::Text | Kind::Eccn)
}

/// What was said.
#[derive(Default)]
struct Said {
    low: Option<Slot>,
    high: Option<Slot>,
    one_of: bool,
}

impl<'l> Run<'_, 'l> {
    /// An object where a value is asked for that is no record.
    pub(super) fn part<'de, A: MapAccess<'de>>(
        &mut self,
        ask: Ask<'l>,
        to: To,
        mut entries: A,
    ) -> Result<(), A::Error> {
        if ask.whole.is_some() || !ranges(ask.kind) && !sets(ask.kind) {
            return self.refuse(ask, to, entries);
        }
        let (before, mark) = (self.mismatches.len(), self.case.open.len());
        let inner = Ask { optional: false, whole: Some(Whole::Part), ..ask };
        let mut said = Said::default();
        self.trail.push(0);
        for entry in 0.. {
            self.goto(entry)?;
            let Some(part) = entries.next_key_seed(PartName)? else { break };
            let twice = match part {
                Some(AT_LEAST) => said.low.is_some(),
                Some(ONE_OF) => said.one_of,
                Some(_) => said.high.is_some(),
                None => false,
            };
            match part {
                None => self.note(Fault::UnknownPart),
                Some(_) if twice => self.note(Fault::Twice),
                Some(ONE_OF) if sets(ask.kind) => {
                    said.one_of = true;
                    entries.next_value_seed(OneOf { run: self, ask: inner })?;
                    continue;
                }
                Some(ONE_OF) => self.noted(Some(ask), Fault::NotInPart("one of several")),
                Some(at) if ranges(ask.kind) => {
                    entries.next_value_seed(Value { run: self, ask: inner, to: To::Member })?;
                    *(if at == AT_LEAST { &mut said.low } else { &mut said.high }) = self.case.open.pop();
                    continue;
                }
                Some(_) => self.noted(Some(ask), Fault::NotInPart("a range")),
            }
            entries.next_value::<IgnoredAny>()?;
        }
        self.trail.pop();
        let known = if self.mismatches.len() == before { self.known(&said, ask, mark) } else { Ok(Slot::Unknown) };
        self.case.open.truncate(mark);
        match known {
            Ok(value) => self.give(to, value),
            Err(what) => self.misfit(ask, Fault::Contradiction(what), to),
        }
        Ok(())
    }

    fn refuse<'de, A: MapAccess<'de>>(&mut self, ask: Ask<'l>, to: To, mut entries: A) -> Result<(), A::Error> {
        let in_part = entries.next_key_seed(PartName)?;
        if in_part.is_some() {
            entries.next_value::<IgnoredAny>()?;
            while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        }
        match in_part {
            Some(Some(_)) => self.misfit(ask, Fault::NotInPart("in part"), to),
            Some(None) | None => self.wrong_type(ask, Found::Object, to),
        }
        Ok(())
    }

    /// What is known, after all that was said fits by itself; or why nothing can be.
    fn known(&mut self, said: &Said, ask: Ask<'l>, mark: usize) -> Result<Slot, &'static str> {
        let day = |said: Option<Slot>| if let Some(Slot::Date(day)) = said { Some(day) } else { None };
        match (said.low, said.high) {
            (None, None) if said.one_of => self.one_of(mark),
            (None, None) => Err("says nothing"),
            _ if *ask.kind == Kind::Date => match (day(said.low), day(said.high)) {
                (Some(low), Some(high)) if high < low => Err("leaves no day"),
                (Some(low), Some(high)) if high == low => Ok(Slot::Date(low)),
                (low, high) => Ok(self.case.partial(Partial::Date(low, high))),
            },
            (low, high) => self.range(ask, low, high),
        }
    }

    fn range(&mut self, ask: Ask<'l>, low: Option<Slot>, high: Option<Slot>) -> Result<Slot, &'static str> {
        let bound = |said: Option<Slot>, limit| said.and_then(|said| self.case.exact(said)).or(limit);
        // What the field allows is known too.
        let (least, most) = ask.field.map_or((None, None), |field| (field.at_least, field.at_most));
        let closed = |at| Bound { at, inclusive: true };
        let interval = Interval::new(bound(low, least).map(closed), bound(high, most).map(closed));
        let interval = interval.ok_or("leaves no number")?;
        Ok(match interval.as_exact() {
            Some(number) => self.case.number(number),
            None => self.case.partial(Partial::Number(interval)),
        })
    }

    fn one_of(&mut self, mark: usize) -> Result<Slot, &'static str> {
        let said = self.case.open.get(mark..).unwrap_or(&[]);
        let mut codes: Vec<u32> = Vec::new();
        let mut texts: Vec<&str> = Vec::new();
        for one in said {
            match one {
                Slot::Code(position) => codes.push(*position),
                Slot::Text(words) => texts.push(self.case.str(*words)),
                _ => {}
            }
        }
        codes.sort_unstable();
        codes.dedup();
        texts.sort_unstable();
        texts.dedup();
        match (codes.as_slice(), texts.len()) {
            ([], 0) => Err("leaves no alternative"),
            ([only], _) => Ok(Slot::Code(*only)),
            ([], 1) => Ok(said.first().copied().unwrap_or_default()),
            ([], _) => {
                let texts = texts.into_iter().map(str::to_owned).collect();
                Ok(self.case.partial(Partial::Texts(texts)))
            }
            _ => Ok(self.case.partial(Partial::Codes(codes))),
        }
    }
}

/// An object in place of a number.
pub(super) struct Part<'s, 'r, 'l> {
    pub(super) run: &'s mut Run<'r, 'l>,
    pub(super) ask: Ask<'l>,
    pub(super) to: To,
}

impl<'de> Visitor<'de> for Part<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("partial knowledge")
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        self.run.part(self.ask, self.to, entries)
    }
}

/// The alternatives, left open in the case.
struct OneOf<'s, 'r, 'l> {
    run: &'s mut Run<'r, 'l>,
    ask: Ask<'l>,
}

impl<'de> DeserializeSeed<'de> for OneOf<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneOf<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("alternatives")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let OneOf { run, ask } = self;
        run.trail.push(0);
        for entry in 0.. {
            run.goto(entry)?;
            if members.next_element_seed(Value { run, ask, to: To::Member })?.is_none() {
                break;
            }
        }
        run.trail.pop();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.no_list(Found::Object);
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.no_list(Found::Truth);
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.no_list(Found::Number);
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.no_list(Found::Number);
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.no_list(Found::Number);
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.no_list(Found::Text);
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        self.no_list(Found::Null);
        Ok(())
    }
}

impl OneOf<'_, '_, '_> {
    fn no_list(self, found: Found) {
        self.run.note(Fault::NoSet(found));
    }
}

struct PartName;

impl<'de> DeserializeSeed<'de> for PartName {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<usize>, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for PartName {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, word: &str) -> Result<Option<usize>, E> {
        Ok(PARTS.iter().position(|part| *part == word))
    }
}
