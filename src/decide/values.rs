//! Values of any kind: dates, texts, alternatives, records and lists.

use super::calendar::either;
use super::eval::{Evaluator, LETTERS_A_SLOT, MADE_PARTIAL, MOST_MADE};
use super::scratch::FaultKind;
use super::value::{List, Num, Value, Words};
use crate::check::typed::{Aggregate, RowKey};
use crate::plan::layout::Kind;
use crate::plan::node::{Constant, InstanceId, Node, NodeId, Run};
use crate::plan::slot::{Address, Partial, Slot, TextRef};
use crate::resolve::{RecordId, TableId};
use crate::source::Id;
use crate::value::Truth;

impl Evaluator<'_> {
    /// The value a node gives.
    pub fn value(&mut self, id: NodeId) -> Value {
        let law = self.law;
        match law.nodes.nodes[id] {
            Node::Slot(address) => self.load(address),
            Node::Constant(constant) => self.constant(constant),
            Node::Local(local) => self.local(local),
            Node::Field(base, offset) => match self.value(base) {
                Value::Record(record) => self.load(record.plus(offset)),
                Value::Absent => Value::Absent,
                _ => Value::Unknown,
            },
            Node::Instance(instance) => self.instance_value(instance, id),
            Node::Call(instance, run) => {
                if self.gives_truth(instance) {
                    return self.truth(id).into();
                }
                let arguments = self.arguments(run);
                self.apply_value(instance, &arguments, id)
            }
            Node::Value(value) => match self.epoch.values[value] {
                Some(node) => self.value(node),
                None => {
                    self.fault(id, FaultKind::NoVersion);
                    Value::Unknown
                }
            },
            Node::If(condition, then, otherwise) => match self.truth(condition) {
                Truth::True => self.value(then),
                Truth::False => self.value(otherwise),
                Truth::Unknown => {
                    let (then, otherwise) = (self.value(then), self.value(otherwise));
                    if then == otherwise { then } else { self.hull(then, otherwise, id) }
                }
            },
            Node::Arithmetic(op, left, right) => self.calendar(op, left, right, id),
            Node::Table(table) => Value::List(List::Rows(table)),
            Node::Row(table, key) => self.row(table, key, id),
            Node::List(run) => self.listed(run, id),
            Node::Construct(record, run) => self.construct(record, run, id),
            Node::Aggregated(kind, local, list, each, filter) => match kind {
                Aggregate::List => self.looping(|it| it.mapped(local, list, each, filter, id)),
                Aggregate::Min | Aggregate::Max => {
                    self.looping(|it| it.extreme_day(kind, local, list, each, filter, id))
                }
                Aggregate::Count | Aggregate::Sum => self.number(id).into(),
            },
            Node::Absent => Value::Absent,
            Node::Discretion(question) => self.left_to_judgment(question),
            Node::Unknown => Value::Unknown,
            Node::Range(low, high) => self.range(low, high, id),
            Node::OneOf(run) => self.one_of_these(run, id),
            Node::Convert(..) | Node::Negate(_) | Node::Bounded(..) | Node::CalendarYear(_) => self.number(id).into(),
            Node::Truth(_)
            | Node::Has(_)
            | Node::HasField(..)
            | Node::And(_)
            | Node::Or(_)
            | Node::Not(_)
            | Node::AtLeast(..)
            | Node::CompareNumbers(..)
            | Node::CompareSlot(..)
            | Node::Compare(..)
            | Node::InSet(..)
            | Node::SlotInSet(..)
            | Node::InList(..)
            | Node::CodeUnder(..)
            | Node::Quantified(..) => self.truth(id).into(),
        }
    }

    fn constant(&self, id: Id<Constant>) -> Value {
        match &self.law.nodes.constants[id] {
            Constant::Number(number) => Value::Number(*number),
            Constant::Date(day) => Value::Date(*day),
            Constant::Duration(duration) => Value::Duration(*duration),
            Constant::Code(code) => Value::Code(*code),
            Constant::Text(_) | Constant::Eccn(_) => Value::Text(Words::Constant(id)),
        }
    }

    /// Whether a definition gives a truth value, judged by what its versions do.
    fn gives_truth(&self, instance: InstanceId) -> bool {
        self.law.instances[instance].fixpoint
    }

    /// A definition without open arguments: worked out once a decision.
    fn instance_value(&mut self, instance: InstanceId, node: NodeId) -> Value {
        if self.gives_truth(instance) {
            return self.truth(node).into();
        }
        let remember = self.remembers(instance);
        if remember
            && let Some((stamp, known)) = self.scratch.values.get(instance.index())
            && *stamp == self.scratch.stamp
        {
            return *known;
        }
        let value = self.look_into(instance, |it| it.apply_value(instance, &[], node));
        let stamp = self.scratch.stamp;
        if remember && let Some(slot) = self.scratch.values.get_mut(instance.index()) {
            *slot = (stamp, value);
        }
        value
    }

    fn apply_value(&mut self, instance: InstanceId, arguments: &[Value], node: NodeId) -> Value {
        let Some(body) = self.body(instance) else {
            self.fault(node, FaultKind::NoVersion);
            return Value::Unknown;
        };
        let Some(frame) = self.enter() else {
            return self.too_deep(node).into();
        };
        self.scratch.locals.extend_from_slice(arguments);
        let value = self.value(body);
        self.leave(frame);
        value
    }

    fn row(&mut self, table: TableId, key: NodeId, id: NodeId) -> Value {
        let key = match self.value(key) {
            Value::Text(words) => RowKey::Text(self.words(words).into()),
            Value::Code(code) => RowKey::Code(code),
            _ => return Value::Unknown,
        };
        match self.epoch.rows(self.law, table).row(&key) {
            Some(row) => Value::Record(row),
            None => {
                self.fault(id, FaultKind::NoRow);
                Value::Unknown
            }
        }
    }

    /// A record made on the spot. Its first slots lie together; records inside it are copied in place, or referred to.
    fn construct(&mut self, record: RecordId, run: Run, id: NodeId) -> Value {
        let law = self.law;
        let layout = &law.layout.records[record];
        let mut values = Vec::with_capacity(layout.fields.len());
        for (field, kid) in layout.fields.iter().zip(law.nodes.kids(run)) {
            // Of a record at a known place of which nobody says that it is there, something may be presumed all the same.
            let place = match field.kind {
                Kind::Inline(_) => self.place(*kid).filter(|from| self.slot(*from) != Slot::Absent),
                _ => None,
            };
            values.push(match place {
                Some(from) => Value::Record(from),
                None => self.value(*kid),
            });
        }
        if !self.has_room(self.scratch.slots.len(), layout.size, id) {
            return Value::Unknown;
        }
        let first = self.made_frame(layout.size);
        self.put_made(first, Slot::Present);
        for (field, value) in layout.fields.iter().zip(values) {
            let at = first.plus(field.offset);
            if let Kind::Inline(inner) = field.kind {
                self.copy_inline(inner, at, value, id);
                if !field.optional {
                    self.is_there(inner, at);
                }
            } else {
                let slot = self.made_slot(value, id);
                self.put_made(at, slot);
            }
        }
        Value::Record(first)
    }

    /// The place that a node reads.
    fn place(&mut self, node: NodeId) -> Option<Address> {
        match self.law.nodes.nodes[node] {
            Node::Slot(address) => Some(address),
            Node::Field(base, offset) => match self.value(base) {
                Value::Record(record) => Some(record.plus(offset)),
                _ => None,
            },
            _ => None,
        }
    }

    fn made_frame(&mut self, size: u32) -> Address {
        let position = u32::try_from(self.scratch.slots.len()).unwrap_or(u32::MAX);
        self.scratch.slots.extend(crate::plan::Layout::unknown(size));
        Address::made(position)
    }

    fn put_made(&mut self, at: Address, slot: Slot) {
        if let Some(place) = self.scratch.slots.get_mut(at.position()) {
            *place = slot;
        }
    }

    /// Copies a record into its place inside another.
    fn copy_inline(&mut self, record: RecordId, at: Address, value: Value, id: NodeId) {
        let law = self.law;
        let size = law.layout.records[record].size;
        match value {
            Value::Record(from) => {
                for offset in 0..size {
                    let slot = self.carried(from.plus(offset), at.plus(offset), id);
                    self.put_made(at.plus(offset), slot);
                }
            }
            Value::Absent => {
                for offset in 0..size {
                    self.put_made(at.plus(offset), Slot::Absent);
                }
            }
            _ => {}
        }
    }

    /// A record that is not optional is there, even if nobody says so, and with it those inside of it.
    fn is_there(&mut self, record: RecordId, at: Address) {
        if self.slot(at) == Slot::Unknown {
            self.put_made(at, Slot::Present);
        }
        let law = self.law;
        for field in &law.layout.records[record].fields {
            if let Kind::Inline(inner) = field.kind
                && !field.optional
            {
                self.is_there(inner, at.plus(field.offset));
            }
        }
    }

    /// A slot as it must be written in records made on the spot: texts, lists and long numbers move with it. What is not
    /// known, or not in full, is looked up where it was copied from, where it may be presumed or missing.
    fn carried(&mut self, from: Address, to: Address, id: NodeId) -> Slot {
        if self.scratch.special
            && let Some(number) = self.supposed_at(from)
        {
            return self.made_slot(Value::Number(number), id);
        }
        match self.slot(from) {
            Slot::Text(_) | Slot::List(_) | Slot::Long(_) => {
                let value = self.load(from);
                self.made_slot(value, id)
            }
            open @ (Slot::Unknown | Slot::Partial(_)) => {
                let origin = self.scratch.origins.get(&from).copied().unwrap_or(from);
                self.scratch.origins.insert(to, origin);
                open
            }
            other => other,
        }
    }

    /// Whether there is room for so much more made on the spot. Lists that are made of lists can double with every step.
    pub(super) fn has_room(&mut self, taken: usize, more: u32, id: NodeId) -> bool {
        let room = usize::try_from(more).is_ok_and(|more| more <= MOST_MADE.saturating_sub(taken));
        if !room {
            self.fault(id, FaultKind::TooDeep);
        }
        room
    }

    /// A value as a slot among records made on the spot.
    pub(super) fn made_slot(&mut self, value: Value, id: NodeId) -> Slot {
        match value {
            Value::Unknown => Slot::Unknown,
            Value::Absent => Slot::Absent,
            Value::Truth(truth) => Slot::Bool(truth),
            Value::Number(number) => Slot::number(number, &mut self.scratch.long),
            Value::Within(interval) => self.made_partial(Partial::Number(interval), id),
            Value::Date(day) => Slot::Date(day),
            Value::Between(low, high) => self.made_partial(Partial::Date(low, high), id),
            Value::Duration(duration) => Slot::Duration(duration),
            Value::Lasting(low, high) => self.made_partial(Partial::Duration(low, high), id),
            Value::Code(code) => Slot::Code(code),
            Value::Text(words) => {
                let text = self.words(words).to_owned();
                let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
                let taken = u32::try_from(self.scratch.text.len()).unwrap_or(u32::MAX);
                if !self.has_room(0, taken.saturating_add(len) / LETTERS_A_SLOT, id) {
                    return Slot::Unknown;
                }
                let start = u32::try_from(self.scratch.text.len()).unwrap_or(u32::MAX);
                self.scratch.text.push_str(&text);
                Slot::Text(TextRef { start, len })
            }
            Value::OneOf(position) => Slot::Partial(position),
            Value::Record(record) => Slot::Record(record),
            Value::List(list) => {
                let made = self.made_list(list, id);
                made.map_or(Slot::Unknown, |(start, len)| Slot::List(crate::plan::slot::ListRef { start, len }))
            }
        }
    }

    fn made_partial(&mut self, partial: Partial, id: NodeId) -> Slot {
        if !self.has_room(self.scratch.partials.len(), 1, id) {
            return Slot::Unknown;
        }
        let position = u32::try_from(self.scratch.partials.len()).unwrap_or(0);
        self.scratch.partials.push(partial);
        Slot::Partial(position | MADE_PARTIAL)
    }

    /// What is left when either of two may be meant.
    fn hull(&mut self, a: Value, b: Value, id: NodeId) -> Value {
        match (a, b) {
            (Value::Number(_) | Value::Within(_), Value::Number(_) | Value::Within(_)) => {
                Num::from(a.number().interval().hull(b.number().interval())).into()
            }
            (Value::Code(a), Value::Code(b)) => self.one_of_partial(Partial::Codes(vec![a.min(b), a.max(b)]), id),
            (Value::Text(a), Value::Text(b)) => {
                let texts = vec![self.words(a).to_owned(), self.words(b).to_owned()];
                self.one_of_partial(Partial::Texts(texts), id)
            }
            _ => either(a, b).unwrap_or(Value::Unknown),
        }
    }

    pub(super) fn one_of_partial(&mut self, partial: Partial, id: NodeId) -> Value {
        match self.made_partial(partial, id) {
            Slot::Partial(position) => Value::OneOf(position),
            _ => Value::Unknown,
        }
    }
}
