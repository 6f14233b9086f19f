//! Facts that a scenario gives, put where a case read from JSON would have them.

use super::eval::{Evaluator, MADE_PARTIAL};
use super::scratch::{Fault, Scratch};
use super::value::{List, Num, Value, Words};
use crate::facts::Case;
use crate::plan::layout::{Field, Kind};
use crate::plan::node::{Constant, NodeId};
use crate::plan::slot::{self, Address, Keeper, ListRef, Partial, Slot};
use crate::plan::{Epoch, Law};
use crate::resolve::{FactId, RecordId};
use crate::value::{Bound, Interval};

/// The place of a given fact: a root, and the positions of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The root.
    pub fact: FactId,
    /// From the root inwards.
    pub fields: Vec<u32>,
}

/// What is wrong with a value that is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misgiven {
    /// It cannot be worked out.
    Unworkable(Fault),
    /// It is beyond the limits of its field.
    Outside,
    /// Nothing lies between its limits.
    Empty,
}

/// Works a value out and puts it into the case at its place. Records on the way are opened, so their defaults hold. Says what
/// is wrong with it; its place is left unknown then.
pub fn give(
    law: &Law,
    epoch: &Epoch,
    case: &mut Case,
    scratch: &mut Scratch,
    target: &Target,
    value: NodeId,
) -> Option<Misgiven> {
    let mut evaluator = Evaluator::new(law, epoch, case, scratch);
    let empty = evaluator.leaves_nothing(value);
    let found = evaluator.value(value);
    let fault = scratch.faults().first().copied();
    let mut giver = Giver { law, epoch, scratch, case };
    let (address, kind, field) = giver.open(target)?;
    let within = within_limits(found, field);
    giver.put(address, &kind, if empty { Value::Unknown } else { within.unwrap_or(Value::Unknown) });
    let empty = empty.then_some(Misgiven::Empty);
    fault.map(Misgiven::Unworkable).or(empty).or_else(|| within.is_none().then_some(Misgiven::Outside))
}

/// What is given, as far as the limits of its field let it be; `None` if they leave nothing of it.
fn within_limits(found: Value, field: Option<&Field>) -> Option<Value> {
    let (Value::Number(_) | Value::Within(_), Some(field)) = (found, field) else { return Some(found) };
    let closed = |at| Bound { at, inclusive: true };
    let limits = Interval::new(field.at_least.map(closed), field.at_most.map(closed))?;
    let left = found.number().interval().intersect(limits)?;
    Some(left.as_exact().map_or_else(|| Num::Within(left).into(), Value::Number))
}

struct Giver<'a> {
    law: &'a Law,
    epoch: &'a Epoch,
    scratch: &'a Scratch,
    case: &'a mut Case,
}

impl<'a> Giver<'a> {
    /// The slot of a target, what it holds, and the field that it is.
    fn open(&mut self, target: &Target) -> Option<(Address, Kind, Option<&'a Field>)> {
        let law = self.law;
        let fact = law.layout.facts.get(target.fact)?;
        let (mut at, mut kind, mut last) = (fact.at, fact.kind.clone(), None);
        for field in &target.fields {
            let (record, first) = match kind {
                Kind::Inline(record) => (record, at),
                Kind::Reference(record) => (record, self.referred(record, at)),
                _ => return None,
            };
            self.case.open_record(&law.layout, record, first);
            let field = law.layout.records.get(record)?.at(*field)?;
            at = first.plus(field.offset);
            kind = field.kind.clone();
            last = Some(field);
        }
        Some((at, kind, last))
    }

    /// The record that a slot refers to; a new one if it refers to none yet.
    fn referred(&mut self, record: RecordId, at: Address) -> Address {
        if let Slot::Record(known) = self.case.get(at) {
            return known;
        }
        let fresh = self.case.frame(&self.law.layout, record);
        self.case.put(at, Slot::Record(fresh));
        fresh
    }

    fn put(&mut self, at: Address, kind: &Kind, value: Value) {
        let law = self.law;
        match (kind, value) {
            (Kind::Inline(record), Value::Record(from)) => self.copy(*record, from, at),
            (Kind::Inline(record), Value::Absent) => self.case.absent(&law.layout, *record, at),
            (Kind::Inline(record), _) => self.case.forget(&law.layout, *record, at),
            _ => {
                let slot = self.slot(kind, value);
                self.case.put(at, slot);
            }
        }
    }

    /// A value as a slot of the case.
    fn slot(&mut self, kind: &Kind, value: Value) -> Slot {
        match value {
            Value::Unknown => Slot::Unknown,
            Value::Absent => Slot::Absent,
            Value::Truth(truth) => Slot::Bool(truth),
            Value::Number(number) => self.case.number(number),
            Value::Within(interval) => self.case.partial(Partial::Number(interval)),
            Value::Date(day) => Slot::Date(day),
            Value::Between(low, high) => self.case.partial(Partial::Date(low, high)),
            Value::Duration(duration) => Slot::Duration(duration),
            Value::Lasting(low, high) => self.case.partial(Partial::Duration(low, high)),
            Value::Code(code) => Slot::Code(code),
            Value::Text(words) => {
                let text = self.words(words);
                Slot::Text(self.case.text(&text))
            }
            Value::OneOf(position) if position & MADE_PARTIAL == 0 => Slot::Partial(position),
            Value::OneOf(position) => {
                let at = usize::try_from(position & !MADE_PARTIAL).unwrap_or(usize::MAX);
                match self.scratch.partials.get(at) {
                    Some(partial) => self.case.partial(partial.clone()),
                    None => Slot::Unknown,
                }
            }
            Value::Record(from) => match kind {
                Kind::Reference(record) | Kind::Inline(record) => Slot::Record(self.elsewhere(*record, from)),
                _ => Slot::Unknown,
            },
            Value::List(list) => {
                let of = match kind {
                    Kind::List(of) => (**of).clone(),
                    _ => Kind::Nothing,
                };
                Slot::List(self.list(&of, list))
            }
        }
    }

    fn list(&mut self, of: &Kind, list: List) -> ListRef {
        let members = self.members(list);
        let slots: Vec<Slot> = members.into_iter().map(|member| self.slot(of, member)).collect();
        self.case.list(&slots)
    }

    fn members(&self, list: List) -> Vec<Value> {
        let (elements, start, len, keeper) = match list {
            List::Rows(table) => {
                return self.epoch.rows(self.law, table).all.iter().map(|row| Value::Record(*row)).collect();
            }
            List::Case(start, len) => (&self.case.elements, start, len, Keeper::Case),
            List::Made(start, len) => (&self.scratch.elements, start, len, Keeper::Made),
        };
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let len = usize::try_from(len).unwrap_or(0);
        let slots = elements.get(start..start.saturating_add(len)).unwrap_or(&[]);
        slots.iter().map(|slot| self.value_of(keeper, *slot)).collect()
    }

    /// A record that lies elsewhere in the case: the one of its key, or a new one.
    fn elsewhere(&mut self, record: RecordId, from: Address) -> Address {
        if from.keeper() == Keeper::Case {
            return from;
        }
        let layout = &self.law.layout;
        let key = layout.records.get(record).and_then(|it| it.at(it.key?)).map(|key| from.plus(key.offset));
        let key = key.and_then(|key| self.text_at(key));
        let to = match key {
            Some(key) => self.case.keyed(layout, record, &key),
            None => self.case.frame(layout, record),
        };
        self.copy(record, from, to);
        to
    }

    /// Copies what is known of a record. What the copy does not know leaves the target as it is.
    fn copy(&mut self, record: RecordId, from: Address, to: Address) {
        let law = self.law;
        let Some(layout) = law.layout.records.get(record) else { return };
        if from.keeper() == Keeper::Case {
            for offset in 0..layout.size {
                let slot = self.case.get(from.plus(offset));
                self.case.put(to.plus(offset), slot);
            }
            return;
        }
        self.case.put(to, Slot::Present);
        for field in &layout.fields {
            let (source, target) = (from.plus(field.offset), to.plus(field.offset));
            match (&field.kind, self.slot_at(source)) {
                (Kind::Inline(inner), Slot::Present) => self.copy(*inner, source, target),
                (Kind::Inline(inner), Slot::Absent) => self.case.absent(&law.layout, *inner, target),
                (Kind::Inline(_), _) | (_, Slot::Unknown) => {}
                (kind, slot) => {
                    let value = self.value_of(source.keeper(), slot);
                    let slot = self.slot(kind, value);
                    self.case.put(target, slot);
                }
            }
        }
    }

    fn slot_at(&self, address: Address) -> Slot {
        let slots = match address.keeper() {
            Keeper::Case => &self.case.slots,
            Keeper::Law => &self.law.tables.slots,
            Keeper::Made => &self.scratch.slots,
        };
        slots.get(address.position()).copied().unwrap_or(Slot::Unknown)
    }

    fn text_at(&self, address: Address) -> Option<String> {
        match self.slot_at(address) {
            slot @ Slot::Text(_) => match self.value_of(address.keeper(), slot) {
                Value::Text(words) => Some(self.words(words)),
                _ => None,
            },
            _ => None,
        }
    }

    fn words(&self, words: Words) -> String {
        let cut = |buffer: &str, text: crate::plan::slot::TextRef| {
            let start = usize::try_from(text.start).unwrap_or(usize::MAX);
            let len = usize::try_from(text.len).unwrap_or(0);
            buffer.get(start..start.saturating_add(len)).unwrap_or("").to_owned()
        };
        match words {
            Words::Case(text) => cut(&self.case.text, text),
            Words::Law(text) => cut(&self.law.tables.text, text),
            Words::Made(text) => cut(&self.scratch.text, text),
            Words::Constant(id) => match &self.law.nodes.constants[id] {
                Constant::Text(text) => text.to_string(),
                Constant::Eccn(code) => code.as_str().to_owned(),
                _ => String::new(),
            },
        }
    }

    /// A slot as a value, in the keeping of whoever holds the slot.
    fn value_of(&self, keeper: Keeper, slot: Slot) -> Value {
        match slot {
            Slot::Unknown | Slot::Present => Value::Unknown,
            Slot::Absent => Value::Absent,
            Slot::Bool(truth) => Value::Truth(truth),
            Slot::Number(number) => Value::Number(number.into()),
            Slot::Long(position) => {
                let numbers = match keeper {
                    Keeper::Case => &self.case.long,
                    Keeper::Law => &self.law.tables.long,
                    Keeper::Made => &self.scratch.long,
                };
                slot::long(numbers, position).map_or(Value::Unknown, Value::Number)
            }
            Slot::Date(day) => Value::Date(day),
            Slot::Duration(duration) => Value::Duration(duration),
            Slot::Code(code) => Value::Code(code),
            Slot::Text(text) => Value::Text(match keeper {
                Keeper::Case => Words::Case(text),
                Keeper::Law => Words::Law(text),
                Keeper::Made => Words::Made(text),
            }),
            Slot::Record(record) => Value::Record(record),
            Slot::List(list) => Value::List(match keeper {
                Keeper::Made => List::Made(list.start, list.len),
                Keeper::Case | Keeper::Law => List::Case(list.start, list.len),
            }),
            Slot::Partial(position) => Value::OneOf(position),
        }
    }
}
