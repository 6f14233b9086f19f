//! Values that are known in part: `{"at_least": 4500, "at_most": 5000}`, `{"one_of": ["AE", "SA"]}`.

use super::super::fault::{Ask, Fault, Found, Whole};
use super::Run;
use super::value::Value;
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
    pub(super) fn part<'de, A: MapAccess<'de>>(&mut self, ask: Ask<'l>, mut entries: A) -> Result<Slot, A::Error> {
        if ask.whole.is_some() || !ranges(ask.kind) && !sets(ask.kind) {
            return self.refuse(ask, entries);
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
                Some(ONE_OF) => self.note_not_in_part(ask, "one of several"),
                Some(at) if ranges(ask.kind) => {
                    let value = Some(entries.next_value_seed(Value { run: self, ask: inner, at: None })?);
                    *(if at == AT_LEAST { &mut said.low } else { &mut said.high }) = value;
                    continue;
                }
                Some(_) => self.note_not_in_part(ask, "a range"),
            }
            entries.next_value::<IgnoredAny>()?;
        }
        self.trail.pop();
        let known = match self.mismatches.len() == before {
            true => self.known(ask, &said, mark),
            false => Slot::Unknown,
        };
        self.case.open.truncate(mark);
        Ok(known)
    }

    fn note_not_in_part(&mut self, ask: Ask<'l>, how: &'static str) {
        self.misfit(ask, Fault::NotInPart(how));
    }

    fn refuse<'de, A: MapAccess<'de>>(&mut self, ask: Ask<'l>, mut entries: A) -> Result<Slot, A::Error> {
        let in_part = entries.next_key_seed(PartName)?;
        if in_part.is_some() {
            entries.next_value::<IgnoredAny>()?;
            while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        }
        Ok(match in_part {
            Some(Some(_)) => self.misfit(ask, Fault::NotInPart("in part")),
            Some(None) | None => self.wrong_type(ask, Found::Object),
        })
    }

    /// What is known, after all that was said fits by itself.
    fn known(&mut self, ask: Ask<'l>, said: &Said, mark: usize) -> Slot {
        match (said.low, said.high) {
            (None, None) if said.one_of => self.one_of(ask, mark),
            (None, None) => self.misfit(ask, Fault::Contradiction("says nothing")),
            (Some(Slot::Date(low)), Some(Slot::Date(high))) if high < low => {
                self.misfit(ask, Fault::Contradiction("leaves no day"))
            }
            (Some(Slot::Date(low)), Some(Slot::Date(high))) if high == low => Slot::Date(low),
            (Some(Slot::Date(low)), None) => self.case.partial(Partial::Date(Some(low), None)),
            (None, Some(Slot::Date(high))) => self.case.partial(Partial::Date(None, Some(high))),
            (Some(Slot::Date(low)), Some(Slot::Date(high))) => self.case.partial(Partial::Date(Some(low), Some(high))),
            (low, high) => self.range(ask, low, high),
        }
    }

    fn range(&mut self, ask: Ask<'l>, low: Option<Slot>, high: Option<Slot>) -> Slot {
        let bound = |said: Option<Slot>, limit| match said {
            Some(Slot::Number(at)) => Some(at),
            _ => limit,
        };
        // What the field allows is known too.
        let (least, most) = ask.field.map_or((None, None), |field| (field.at_least, field.at_most));
        let closed = |at| Bound { at, inclusive: true };
        match Interval::new(bound(low, least).map(closed), bound(high, most).map(closed)) {
            None => self.misfit(ask, Fault::Contradiction("leaves no number")),
            Some(interval) => match interval.as_exact() {
                Some(number) => Slot::Number(number),
                None => self.case.partial(Partial::Number(interval)),
            },
        }
    }

    fn one_of(&mut self, ask: Ask<'l>, mark: usize) -> Slot {
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
            ([], 0) => self.misfit(ask, Fault::Contradiction("leaves no alternative")),
            ([only], _) => Slot::Code(*only),
            ([], 1) => said.first().copied().unwrap_or_default(),
            ([], _) => {
                let texts = texts.into_iter().map(str::to_owned).collect();
                self.case.partial(Partial::Texts(texts))
            }
            _ => self.case.partial(Partial::Codes(codes)),
        }
    }
}

/// An object in place of a number.
pub(super) struct Part<'s, 'r, 'l> {
    pub(super) run: &'s mut Run<'r, 'l>,
    pub(super) ask: Ask<'l>,
}

impl<'de> Visitor<'de> for Part<'_, '_, '_> {
    type Value = Slot;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("partial knowledge")
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Slot, A::Error> {
        self.run.part(self.ask, entries)
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
            let Some(member) = members.next_element_seed(Value { run, ask, at: None })? else { break };
            run.case.open.push(member);
        }
        run.trail.pop();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.no_list(Found::Object)
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.no_list(Found::Truth)
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.no_list(Found::Number)
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.no_list(Found::Number)
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.no_list(Found::Number)
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.no_list(Found::Text)
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        self.no_list(Found::Null)
    }
}

impl OneOf<'_, '_, '_> {
    fn no_list<E>(self, found: Found) -> Result<(), E> {
        self.run.note(Fault::NoSet(found));
        Ok(())
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
