//! Lists: of the case, of the law, and made on the spot.

use super::eval::Evaluator;
use super::value::{List, Value, Words};
use crate::check::typed::Aggregate;
use crate::plan::node::{NodeId, Run};
use crate::plan::slot::{Address, Keeper, Partial, Slot};
use crate::value::{Date, Truth};

impl Evaluator<'_> {
    /// How many members a list has.
    pub fn length(&self, list: List) -> u32 {
        match list {
            List::Case(_, len) | List::Made(_, len) => len,
            List::Rows(table) => u32::try_from(self.epoch.rows(self.law, table).all.len()).unwrap_or(0),
        }
    }

    /// The member at a position.
    pub fn member(&self, list: List, position: u32) -> Value {
        let slot = match list {
            List::Rows(table) => {
                let at = usize::try_from(position).unwrap_or(usize::MAX);
                let row = self.epoch.rows(self.law, table).all.get(at);
                return row.map_or(Value::Unknown, |row| Value::Record(*row));
            }
            List::Case(start, _) => self.case.elements.get(index(start, position)).copied(),
            List::Made(start, _) => self.scratch.elements.get(index(start, position)).copied(),
        };
        let keeper = if matches!(list, List::Made(..)) { Keeper::Made } else { Keeper::Case };
        self.held(keeper, slot.unwrap_or(Slot::Unknown))
    }

    /// What is known at an address; nothing is presumed.
    pub fn at(&self, address: Address) -> Value {
        match self.slot(address) {
            Slot::Present => Value::Record(address),
            slot => self.held(address.keeper(), slot),
        }
    }

    /// A slot as a value, in the keeping of whoever holds the slot.
    fn held(&self, keeper: Keeper, slot: Slot) -> Value {
        match slot {
            Slot::Unknown | Slot::Present => Value::Unknown,
            Slot::Absent => Value::Absent,
            Slot::Bool(truth) => Value::Truth(truth),
            Slot::Number(number) => Value::Number(number.into()),
            Slot::Long(position) => self.long_at(keeper, position),
            Slot::Date(day) => Value::Date(day),
            Slot::Duration(duration) => Value::Duration(duration),
            Slot::Code(code) => Value::Code(code),
            Slot::Text(text) => Value::Text(match keeper {
                Keeper::Case => Words::Case(text),
                Keeper::Law => Words::Law(text),
                Keeper::Made => Words::Made(text),
            }),
            Slot::Record(record) => Value::Record(record),
            Slot::List(inner) => Value::List(match keeper {
                Keeper::Made => List::Made(inner.start, inner.len),
                Keeper::Case | Keeper::Law => List::Case(inner.start, inner.len),
            }),
            Slot::Partial(position) => match self.partial_at(position) {
                Some(Partial::Number(interval)) => Value::Within(*interval),
                Some(Partial::Date(low, high)) => Value::Between(*low, *high),
                Some(Partial::Duration(low, high)) => Value::Lasting(*low, *high),
                Some(_) => Value::OneOf(position),
                None => Value::Unknown,
            },
        }
    }

    /// `[a, b]`
    pub(super) fn listed(&mut self, run: Run, id: NodeId) -> Value {
        let law = self.law;
        let mut values = Vec::new();
        for kid in law.nodes.kids(run) {
            values.push(self.value(*kid));
        }
        self.made(values, id)
    }

    /// `a + b` of lists.
    pub(super) fn concat(&mut self, left: NodeId, right: NodeId, id: NodeId) -> Value {
        let (Value::List(left), Value::List(right)) = (self.value(left), self.value(right)) else {
            return Value::Unknown;
        };
        let both = self.length(left).saturating_add(self.length(right));
        if !self.has_room(self.scratch.elements.len(), both, id) {
            return Value::Unknown;
        }
        let mut values = Vec::new();
        for list in [left, right] {
            for position in 0..self.length(list) {
                values.push(self.member(list, position));
            }
        }
        self.made(values, id)
    }

    /// `list of e for x in xs where c`. If it is not known who counts, the list is not known.
    pub(super) fn mapped(
        &mut self,
        local: u32,
        list: NodeId,
        each: Option<NodeId>,
        filter: Option<NodeId>,
        id: NodeId,
    ) -> Value {
        let Value::List(list) = self.value(list) else { return Value::Unknown };
        let mut values = Vec::new();
        for position in 0..self.length(list) {
            if !self.goes_on(id) {
                return Value::Unknown;
            }
            let member = self.member(list, position);
            self.bind(local, member);
            match filter.map_or(Truth::True, |filter| self.truth(filter)) {
                Truth::False => {}
                Truth::Unknown => return Value::Unknown,
                Truth::True => values.push(each.map_or(member, |each| self.value(each))),
            }
        }
        self.made(values, id)
    }

    fn made(&mut self, values: Vec<Value>, id: NodeId) -> Value {
        let slots: Vec<Slot> = values.into_iter().map(|value| self.made_slot(value, id)).collect();
        if !self.has_room(self.scratch.elements.len(), u32::try_from(slots.len()).unwrap_or(u32::MAX), id) {
            return Value::Unknown;
        }
        let start = u32::try_from(self.scratch.elements.len()).unwrap_or(u32::MAX);
        let len = u32::try_from(slots.len()).unwrap_or(0);
        self.scratch.elements.extend(slots);
        Value::List(List::Made(start, len))
    }

    /// A list in the keeping of what is made on the spot, if there is room for it.
    pub(super) fn made_list(&mut self, list: List, id: NodeId) -> Option<(u32, u32)> {
        if let List::Made(start, len) = list {
            return Some((start, len));
        }
        if !self.has_room(self.scratch.elements.len(), self.length(list), id) {
            return None;
        }
        let values: Vec<Value> = (0..self.length(list)).map(|position| self.member(list, position)).collect();
        match self.made(values, id) {
            Value::List(List::Made(start, len)) => Some((start, len)),
            _ => None,
        }
    }

    /// The first or last of some days; of numbers it is worked out as a number.
    pub(super) fn extreme_day(
        &mut self,
        kind: Aggregate,
        local: u32,
        list: NodeId,
        each: Option<NodeId>,
        filter: Option<NodeId>,
        id: NodeId,
    ) -> Value {
        let Value::List(members) = self.value(list) else { return Value::Unknown };
        let mut best: Option<Date> = None;
        for position in 0..self.length(members) {
            if !self.goes_on(id) {
                return Value::Unknown;
            }
            let member = self.member(members, position);
            self.bind(local, member);
            let counts = filter.map_or(Truth::True, |filter| self.truth(filter));
            if counts.is_false() {
                continue;
            }
            match each.map_or(member, |each| self.value(each)) {
                Value::Date(day) if counts.is_true() => {
                    best = Some(match best {
                        Some(before) if kind == Aggregate::Min => before.min(day),
                        Some(before) => before.max(day),
                        None => day,
                    });
                }
                Value::Date(_) | Value::Between(..) => return Value::Unknown,
                // Not days: numbers, with their own arithmetic.
                _ => return self.number(id).into(),
            }
        }
        match best {
            Some(day) => Value::Date(day),
            None => self.number(id).into(),
        }
    }
}

fn index(start: u32, position: u32) -> usize {
    usize::try_from(start.saturating_add(position)).unwrap_or(usize::MAX)
}
