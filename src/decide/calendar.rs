//! Days and lengths of calendar time, as far as they are known.
//!
//! To shift a day by more never gives an earlier one, and to shift a later day by as much never does either, months cut short
//! at their ends included. So the limits of what comes out are made of the limits of what goes in.

use super::eval::Evaluator;
use super::scratch::FaultKind;
use super::value::Value;
use crate::check::typed::{Arithmetic, Comparison};
use crate::plan::node::NodeId;
use crate::value::{Date, Duration, Truth};

/// Not below, and not above, where either is known.
pub(super) type Limits<T> = (Option<T>, Option<T>);

impl Evaluator<'_> {
    /// Dates and durations.
    pub(super) fn calendar(&mut self, op: Arithmetic, left: NodeId, right: NodeId, id: NodeId) -> Value {
        match op {
            Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply | Arithmetic::Divide => {
                return self.number(id).into();
            }
            Arithmetic::Concat => return self.concat(left, right, id),
            Arithmetic::DatePlus
            | Arithmetic::DateMinus
            | Arithmetic::DaysBetween
            | Arithmetic::DurationPlus
            | Arithmetic::DurationMinus => {}
        }
        let left = self.value(left);
        let right = self.value(right);
        if let (Some(day), Some(by)) = (days(left), durations(right)) {
            let shifted = match op {
                Arithmetic::DateMinus => shifted(day, (by.1, by.0), Date::minus),
                _ => shifted(day, by, Date::plus),
            };
            if let (Value::Date(_), Value::Duration(_), (None, _)) = (left, right, shifted) {
                self.fault(id, FaultKind::NoSuchDay);
            }
            return of_days(shifted);
        }
        if let (Some((low, high)), Some((other_low, other_high))) = (days(left), days(right)) {
            let between = |earlier: Option<Date>, later: Option<Date>| {
                earlier.zip(later).map(|(earlier, later)| Duration::Days(earlier.days_until(later)))
            };
            return of_durations((between(other_high, low), between(other_low, high)));
        }
        let (Some(one), Some(other)) = (durations(left), durations(right)) else { return Value::Unknown };
        let other = match op {
            Arithmetic::DurationMinus => (other.1.and_then(Duration::neg), other.0.and_then(Duration::neg)),
            _ => other,
        };
        let add = |a: Option<Duration>, b: Option<Duration>| a.zip(b).and_then(|(a, b)| a.add(b));
        let sum = (add(one.0, other.0), add(one.1, other.1));
        let exact = matches!((left, right), (Value::Duration(_), Value::Duration(_)));
        if are_mixed(one, other) || exact && sum.0.is_none() {
            self.fault(id, FaultKind::MixedDurations);
            return Value::Unknown;
        }
        of_durations(sum)
    }

    /// Two lengths of calendar time.
    pub(super) fn compare_durations(
        &mut self,
        op: Comparison,
        one: Limits<Duration>,
        other: Limits<Duration>,
        node: NodeId,
    ) -> Truth {
        if are_mixed(one, other) {
            self.fault(node, FaultKind::MixedDurations);
            return Truth::Unknown;
        }
        compare_limits(op, one, other)
    }
}

/// A day between limits, shifted by what lies between limits. What would lie outside of the calendar limits nothing.
fn shifted(day: Limits<Date>, by: Limits<Duration>, shift: fn(Date, Duration) -> Option<Date>) -> Limits<Date> {
    let shift = |day: Option<Date>, by: Option<Duration>| day.zip(by).and_then(|(day, by)| shift(day, by));
    (shift(day.0, by.0), shift(day.1, by.1))
}

/// The limits of a day.
pub(super) fn days(value: Value) -> Option<Limits<Date>> {
    match value {
        Value::Date(day) => Some((Some(day), Some(day))),
        Value::Between(low, high) => Some((low, high)),
        _ => None,
    }
}

/// The limits of a length of calendar time.
pub(super) fn durations(value: Value) -> Option<Limits<Duration>> {
    match value {
        Value::Duration(duration) => Some((Some(duration), Some(duration))),
        Value::Lasting(low, high) => Some((low, high)),
        _ => None,
    }
}

/// A day between limits.
fn of_days(limits: Limits<Date>) -> Value {
    match limits {
        (None, None) => Value::Unknown,
        (Some(low), Some(high)) if low == high => Value::Date(low),
        (low, high) => Value::Between(low, high),
    }
}

/// A length of calendar time between limits.
fn of_durations(limits: Limits<Duration>) -> Value {
    match limits {
        (None, None) => Value::Unknown,
        (Some(low), Some(high)) if low == high => Value::Duration(low),
        (low, high) => Value::Lasting(low, high),
    }
}

/// What is left when either of two may be meant, if both are days or both are durations of one kind.
pub(super) fn either(a: Value, b: Value) -> Option<Value> {
    if let (Some(a), Some(b)) = (days(a), days(b)) {
        return Some(of_days(hull(a, b)));
    }
    let (a, b) = (durations(a)?, durations(b)?);
    (!are_mixed(a, b)).then(|| of_durations(hull(a, b)))
}

fn hull<T: PartialOrd>(a: Limits<T>, b: Limits<T>) -> Limits<T> {
    let low = a.0.zip(b.0).map(|(a, b)| if b < a { b } else { a });
    let high = a.1.zip(b.1).map(|(a, b)| if b > a { b } else { a });
    (low, high)
}

/// Whether days stand beside months, of which nobody can say how many days they are.
fn are_mixed(one: Limits<Duration>, other: Limits<Duration>) -> bool {
    let kind = |(low, high): Limits<Duration>| low.or(high).map(|it| matches!(it, Duration::Days(_)));
    kind(one).zip(kind(other)).is_some_and(|(one, other)| one != other)
}

/// What lies between limits, all inclusive, against what does too.
pub(super) fn compare_limits<T: PartialOrd + Copy>(op: Comparison, left: Limits<T>, right: Limits<T>) -> Truth {
    let (low, high) = left;
    let (other_low, other_high) = right;
    let before = |a: Option<T>, b: Option<T>| a.zip(b).is_some_and(|(a, b)| a < b);
    let not_after = |a: Option<T>, b: Option<T>| a.zip(b).is_some_and(|(a, b)| a <= b);
    let settled = |yes: bool, no: bool| match (yes, no) {
        (true, _) => Truth::True,
        (_, true) => Truth::False,
        _ => Truth::Unknown,
    };
    let less = settled(before(high, other_low), not_after(other_high, low));
    let at_most = settled(not_after(high, other_low), before(other_high, low));
    let apart = before(high, other_low) || before(other_high, low);
    let equal = settled(not_after(high, other_low) && not_after(other_high, low), apart);
    match op {
        Comparison::Less => less,
        Comparison::AtMost => at_most,
        Comparison::Greater => at_most.not(),
        Comparison::AtLeast => less.not(),
        Comparison::Equal => equal,
        Comparison::NotEqual => equal.not(),
    }
}
