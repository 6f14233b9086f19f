//! Two values side by side, as far as they are known.

use super::calendar::{compare_limits, days, durations};
use super::eval::Evaluator;
use super::value::{Num, Value};
use crate::check::typed::Comparison;
use crate::plan::layout::Kind;
use crate::plan::node::{Constant, NodeId};
use crate::plan::slot::{Address, Keeper, Partial, Slot};
use crate::resolve::RecordId;
use crate::value::{Number, Truth};
use std::cmp::Ordering;

impl Evaluator<'_> {
    /// A fact at a known place and a constant.
    #[inline]
    pub(super) fn compare_slot(&mut self, op: Comparison, address: Address, constant: &Constant) -> Truth {
        let Constant::Number(line) = constant else { return Truth::Unknown };
        if let Slot::Number(number) = self.slot(address)
            && !self.scratch.special
        {
            return compare_exact(op, number.into(), *line).into();
        }
        let value = self.load(address).number();
        compare_numbers(op, value, Num::Exact(*line))
    }

    /// Two values of one kind.
    pub(super) fn compare(&mut self, op: Comparison, left: Value, right: Value, node: NodeId) -> Truth {
        match (left, right) {
            (Value::Number(_) | Value::Within(_), _) | (_, Value::Number(_) | Value::Within(_)) => {
                compare_numbers(op, left.number(), right.number())
            }
            (Value::Date(a), Value::Date(b)) => ordered(op, a.cmp(&b)).into(),
            (Value::Truth(a), Value::Truth(b)) => ordered(op, a.cmp(&b)).into(),
            (Value::Code(a), Value::Code(b)) => ordered(op, a.cmp(&b)).into(),
            (Value::Text(a), Value::Text(b)) => ordered(op, self.words(a).cmp(self.words(b))).into(),
            (Value::Record(a), Value::Record(b)) => {
                let same = match self.law.nodes.records.get(&node) {
                    Some(record) => self.same_record(*record, a, b, node),
                    None => same_place(a, b),
                };
                match op {
                    Comparison::Equal => same,
                    Comparison::NotEqual => same.not(),
                    Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => Truth::Unknown,
                }
            }
            (Value::OneOf(position), other) | (other, Value::OneOf(position)) => self.one_of(op, position, other),
            _ => match (days(left), days(right), durations(left), durations(right)) {
                (Some(left), Some(right), ..) => compare_limits(op, left, right),
                (.., Some(left), Some(right)) => self.compare_durations(op, left, right, node),
                _ => Truth::Unknown,
            },
        }
    }

    /// Two records: of those with a key the keys are compared, of others every field. (Comparisons written in the law compare
    /// keys already; this is for members of lists, and for records inside of others.)
    fn same_record(&mut self, record: RecordId, a: Address, b: Address, node: NodeId) -> Truth {
        let same = same_place(a, b);
        if !same.is_unknown() {
            return same;
        }
        // Records made on the spot may lie in each other without end.
        let Some(frame) = self.enter() else { return self.too_deep(node) };
        let same = self.same_fields(record, a, b, node);
        self.leave(frame);
        same
    }

    fn same_fields(&mut self, record: RecordId, a: Address, b: Address, node: NodeId) -> Truth {
        let law = self.law;
        let layout = &law.layout.records[record];
        let fields = match layout.key.and_then(|key| layout.at(key)) {
            Some(key) => std::slice::from_ref(key),
            None => &layout.fields,
        };
        let mut same = Truth::True;
        for field in fields {
            if same.is_false() || !self.goes_on(node) {
                return same.and(Truth::Unknown);
            }
            let (one, other) = (self.load(a.plus(field.offset)), self.load(b.plus(field.offset)));
            same = same.and(self.same(&field.kind, one, other, node));
        }
        same
    }

    /// Whether what two fields or two members of lists hold is the same.
    fn same(&mut self, kind: &Kind, one: Value, other: Value, node: NodeId) -> Truth {
        match (kind, one, other) {
            (_, Value::Absent, Value::Absent) => Truth::True,
            (_, Value::Absent, other) => other.presence().not(),
            (_, one, Value::Absent) => one.presence().not(),
            (Kind::Inline(record) | Kind::Reference(record), Value::Record(a), Value::Record(b)) => {
                self.same_record(*record, a, b, node)
            }
            (Kind::List(of), Value::List(one), Value::List(other)) => {
                let length = self.length(one);
                let mut same = Truth::from(length == self.length(other));
                for position in 0..length {
                    if same.is_false() || !self.goes_on(node) {
                        return same.and(Truth::Unknown);
                    }
                    let (one, other) = (self.member(one, position), self.member(other, position));
                    same = same.and(self.same(of, one, other, node));
                }
                same
            }
            _ => self.compare(Comparison::Equal, one, other, node),
        }
    }

    /// One of several values against another: settled only if it is so for each of them.
    fn one_of(&self, op: Comparison, position: u32, other: Value) -> Truth {
        let equal = match (self.partial_at(position), other) {
            (Some(Partial::Codes(codes)), Value::Code(code)) => of_all(codes.iter().map(|one| *one == code)),
            (Some(Partial::Texts(texts)), Value::Text(words)) => {
                let words = self.words(words);
                of_all(texts.iter().map(|one| one == words))
            }
            (Some(_) | None, _) => Truth::Unknown,
        };
        match op {
            Comparison::Equal => equal,
            Comparison::NotEqual => equal.not(),
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => Truth::Unknown,
        }
    }
}

/// Records at one place are one. A row of a table stands in one place only.
fn same_place(a: Address, b: Address) -> Truth {
    if a == b {
        Truth::True
    } else if a.keeper() == Keeper::Law && b.keeper() == Keeper::Law {
        Truth::False
    } else {
        Truth::Unknown
    }
}

/// True if all are, false if none is, else unknown.
pub(super) fn of_all(answers: impl Iterator<Item = bool>) -> Truth {
    let (mut yes, mut no) = (false, false);
    for answer in answers {
        yes |= answer;
        no |= !answer;
    }
    match (yes, no) {
        (true, false) => Truth::True,
        (false, true) => Truth::False,
        (true, true) | (false, false) => Truth::Unknown,
    }
}

#[inline]
fn compare_exact(op: Comparison, left: Number, right: Number) -> bool {
    match op {
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Less => left < right,
        Comparison::AtMost => left <= right,
        Comparison::Greater => left > right,
        Comparison::AtLeast => left >= right,
    }
}

#[inline]
pub(super) fn compare_numbers(op: Comparison, left: Num, right: Num) -> Truth {
    if let (Num::Exact(left), Num::Exact(right)) = (left, right) {
        return compare_exact(op, left, right).into();
    }
    let (left, right) = (left.interval(), right.interval());
    match op {
        Comparison::Equal => left.equals(&right),
        Comparison::NotEqual => left.equals(&right).not(),
        Comparison::Less => left.lt(&right),
        Comparison::AtMost => left.le(&right),
        Comparison::Greater => left.gt(&right),
        Comparison::AtLeast => left.ge(&right),
    }
}

fn ordered(op: Comparison, order: Ordering) -> bool {
    match op {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    }
}
