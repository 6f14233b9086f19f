//! Two values side by side, as far as they are known.

use super::calendar::{compare_limits, days, durations};
use super::eval::Evaluator;
use super::value::{Num, Value};
use crate::check::typed::Comparison;
use crate::plan::node::{Constant, NodeId};
use crate::plan::slot::{Address, Partial, Slot};
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
            (Value::Record(a), Value::Record(b)) => Self::same_record(op, a, b),
            (Value::OneOf(position), other) | (other, Value::OneOf(position)) => self.one_of(op, position, other),
            _ => match (days(left), days(right), durations(left), durations(right)) {
                (Some(left), Some(right), ..) => compare_limits(op, left, right),
                (.., Some(left), Some(right)) => self.compare_durations(op, left, right, node),
                _ => Truth::Unknown,
            },
        }
    }

    /// Records of the case are the same if they are one: a case holds one for each key. (Comparisons written in the law
    /// compare keys; this is for members of lists.)
    fn same_record(op: Comparison, a: Address, b: Address) -> Truth {
        let same = if a.keeper() == b.keeper() { Truth::from(a == b) } else { Truth::Unknown };
        match op {
            Comparison::Equal => same,
            Comparison::NotEqual => same.not(),
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => Truth::Unknown,
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
