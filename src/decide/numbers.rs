//! Exact arithmetic, and interval arithmetic where facts are known in part.

use super::eval::Evaluator;
use super::scratch::{FaultKind, UNKNOWN};
use super::value::{Num, Value};
use crate::check::typed::{Aggregate, Arithmetic};
use crate::plan::node::{Constant, Node, NodeId};
use crate::source::Id;
use crate::value::{Interval, Number, NumberFault, Truth};

impl Evaluator<'_> {
    /// The number a node gives.
    pub fn number(&mut self, id: NodeId) -> Num {
        if self.scratch.special
            && let Some(number) = self.supposed(id)
        {
            return Num::Exact(number);
        }
        self.worked_out(id)
    }

    fn worked_out(&mut self, id: NodeId) -> Num {
        let law = self.law;
        match law.nodes.nodes[id] {
            Node::Constant(constant) => match &law.nodes.constants[constant] {
                Constant::Number(number) => Num::Exact(*number),
                Constant::Date(_)
                | Constant::Duration(_)
                | Constant::Text(_)
                | Constant::Code(_)
                | Constant::Eccn(_) => UNKNOWN,
            },
            Node::Arithmetic(op, left, right) => self.arithmetic(op, left, right, id),
            Node::Convert(factor, inner) => {
                let inner = self.number(inner);
                match &law.nodes.constants[factor] {
                    Constant::Number(factor) => {
                        self.combined(inner, Num::Exact(*factor), id, Number::mul, Interval::mul)
                    }
                    Constant::Date(_)
                    | Constant::Duration(_)
                    | Constant::Text(_)
                    | Constant::Code(_)
                    | Constant::Eccn(_) => UNKNOWN,
                }
            }
            Node::Negate(inner) => match self.number(inner) {
                Num::Exact(number) => Num::Exact(number.neg()),
                Num::Within(interval) => interval.neg().into(),
            },
            Node::Bounded(inner, low, high) => {
                let inner = self.number(inner);
                self.bounded(inner, low, high)
            }
            Node::Aggregated(kind, local, list, each, filter) => {
                self.looping(|it| it.aggregate(kind, local, list, each, filter, id))
            }
            Node::CalendarYear(inner) => match self.value(inner) {
                Value::Date(day) => Num::Exact(Number::from_i64(day.year().into())),
                Value::Between(low, high) => {
                    let year = |day: crate::value::Date| Number::from_i64(day.year().into());
                    let low = low.map_or(Interval::UNBOUNDED, |day| Interval::at_least(year(day)));
                    let high = high.map_or(Interval::UNBOUNDED, |day| Interval::at_most(year(day)));
                    low.intersect(high).map_or(UNKNOWN, Num::from)
                }
                Value::Unknown
                | Value::Absent
                | Value::Truth(_)
                | Value::Number(_)
                | Value::Within(_)
                | Value::Duration(_)
                | Value::Lasting(..)
                | Value::Code(_)
                | Value::Text(_)
                | Value::OneOf(_)
                | Value::Record(_)
                | Value::List(_) => UNKNOWN,
            },
            Node::If(condition, then, otherwise) => match self.truth(condition) {
                Truth::True => self.number(then),
                Truth::False => self.number(otherwise),
                Truth::Unknown => {
                    let (then, otherwise) = (self.number(then), self.number(otherwise));
                    then.interval().hull(otherwise.interval()).into()
                }
            },
            Node::Range(low, high) => {
                let low = low.map_or(Interval::UNBOUNDED, |low| low_of(self.number(low)));
                let high = high.map_or(Interval::UNBOUNDED, |high| high_of(self.number(high)));
                low.intersect(high).map_or(UNKNOWN, Num::from)
            }
            Node::Slot(_)
            | Node::Local(_)
            | Node::Field(..)
            | Node::Value(_)
            | Node::Instance(_)
            | Node::Call(..)
            | Node::OneOf(_) => self.value(id).number(),
            Node::Truth(_)
            | Node::Absent
            | Node::Unknown
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
            | Node::Quantified(..)
            | Node::Table(_)
            | Node::Row(..)
            | Node::List(_)
            | Node::Construct(..)
            | Node::Discretion(_) => UNKNOWN,
        }
    }

    fn arithmetic(&mut self, op: Arithmetic, left: NodeId, right: NodeId, id: NodeId) -> Num {
        match op {
            Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply | Arithmetic::Divide => {}
            Arithmetic::DatePlus
            | Arithmetic::DateMinus
            | Arithmetic::DaysBetween
            | Arithmetic::DurationPlus
            | Arithmetic::DurationMinus
            | Arithmetic::Concat => return UNKNOWN,
        }
        let left = self.number(left);
        let right = self.number(right);
        match op {
            Arithmetic::Add => self.combined(left, right, id, Number::add, Interval::add),
            Arithmetic::Subtract => self.combined(left, right, id, Number::sub, Interval::sub),
            Arithmetic::Divide => self.combined(left, right, id, Number::div, Interval::div),
            Arithmetic::Multiply
            | Arithmetic::DatePlus
            | Arithmetic::DateMinus
            | Arithmetic::DaysBetween
            | Arithmetic::DurationPlus
            | Arithmetic::DurationMinus
            | Arithmetic::Concat => self.combined(left, right, id, Number::mul, Interval::mul),
        }
    }

    fn combined(
        &mut self,
        left: Num,
        right: Num,
        id: NodeId,
        exact: fn(Number, Number) -> Result<Number, NumberFault>,
        within: fn(Interval, Interval) -> Result<Interval, NumberFault>,
    ) -> Num {
        let made = match (left, right) {
            (Num::Exact(left), Num::Exact(right)) => exact(left, right).map(Num::Exact),
            (left, right) => within(left.interval(), right.interval()).map(Num::from),
        };
        made.unwrap_or_else(|fault| {
            let kind = match fault {
                NumberFault::Overflow => FaultKind::Overflow,
                NumberFault::DivisionByZero => FaultKind::DivisionByZero,
            };
            self.fault(id, kind);
            UNKNOWN
        })
    }

    fn bounded(&mut self, inner: Num, low: Option<Id<Constant>>, high: Option<Id<Constant>>) -> Num {
        let Num::Within(interval) = inner else { return inner };
        let constant = |id: Option<Id<Constant>>| match id.map(|id| &self.law.nodes.constants[id]) {
            Some(Constant::Number(number)) => Some(*number),
            _ => None,
        };
        let low = constant(low).map_or(Interval::UNBOUNDED, Interval::at_least);
        let high = constant(high).map_or(Interval::UNBOUNDED, Interval::at_most);
        let limits = low.intersect(high).unwrap_or(Interval::UNBOUNDED);
        interval.intersect(limits).map_or(inner, Num::from)
    }

    /// `count`, `sum`, `min`, `max` over the members for whom the filter holds. A member for whom it is not known may or may
    /// not count, so the result is what lies between.
    fn aggregate(
        &mut self,
        kind: Aggregate,
        local: u32,
        list: NodeId,
        each: Option<NodeId>,
        filter: Option<NodeId>,
        id: NodeId,
    ) -> Num {
        let Value::List(list) = self.value(list) else {
            // Of an unknown list a count is at least known not to be negative.
            return match kind {
                Aggregate::Count => Interval::at_least(Number::ZERO).into(),
                Aggregate::Sum | Aggregate::Min | Aggregate::Max | Aggregate::List => UNKNOWN,
            };
        };
        let mut total = Num::Exact(Number::ZERO);
        let mut best: Option<Num> = None;
        let mut certain = false;
        for position in 0..self.length(list) {
            if !self.goes_on(id) {
                return UNKNOWN;
            }
            let member = self.member(list, position);
            self.bind(local, member);
            let counts = filter.map_or(Truth::True, |filter| self.truth(filter));
            if counts.is_false() {
                continue;
            }
            let value = match (kind, each) {
                (Aggregate::Count, _) | (_, None) => Num::Exact(Number::ONE),
                (Aggregate::Sum | Aggregate::Min | Aggregate::Max | Aggregate::List, Some(each)) => self.number(each),
            };
            match kind {
                Aggregate::Count | Aggregate::Sum => {
                    let value = if counts.is_true() {
                        value
                    } else {
                        value.interval().hull(Interval::exact(Number::ZERO)).into()
                    };
                    total = self.combined(total, value, id, Number::add, Interval::add);
                }
                Aggregate::Min | Aggregate::Max | Aggregate::List => {
                    best = Some(match best {
                        None => value,
                        Some(before) if counts.is_true() && certain => extreme(kind, before, value),
                        Some(before) => {
                            // One of the two may not count: the result is either, or the more extreme of both.
                            let both = extreme(kind, before, value).interval();
                            let mut hull = both;
                            if !counts.is_true() {
                                hull = hull.hull(before.interval());
                            }
                            if !certain {
                                hull = hull.hull(value.interval());
                            }
                            hull.into()
                        }
                    });
                    certain |= counts.is_true();
                }
            }
        }
        match kind {
            Aggregate::Count | Aggregate::Sum => total,
            Aggregate::Min | Aggregate::Max | Aggregate::List => match best {
                Some(best) if certain => best,
                // Perhaps nothing counts, and the least of nothing is nothing known.
                Some(_) => UNKNOWN,
                None => {
                    self.fault(id, FaultKind::Empty);
                    UNKNOWN
                }
            },
        }
    }
}

fn extreme(kind: Aggregate, a: Num, b: Num) -> Num {
    let least = kind == Aggregate::Min;
    match (a, b) {
        (Num::Exact(a), Num::Exact(b)) => Num::Exact(if least { a.min(b) } else { a.max(b) }),
        (a, b) if least => a.interval().min(b.interval()).into(),
        (a, b) => a.interval().max(b.interval()).into(),
    }
}

/// Not below the least it can be.
pub(super) fn low_of(number: Num) -> Interval {
    Interval::new(number.interval().lo(), None).unwrap_or(Interval::UNBOUNDED)
}

/// Not above the greatest it can be.
pub(super) fn high_of(number: Num) -> Interval {
    Interval::new(None, number.interval().hi()).unwrap_or(Interval::UNBOUNDED)
}
