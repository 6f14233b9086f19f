//! Steps of constants: arithmetic and comparisons, with what can go wrong in them.

use super::{Folder, Literal};
use crate::check::typed::{Arithmetic, Comparison, Expr, ExprKind};
use crate::value::{Duration, Number, NumberFault};

const DIVISOR: &str = "divide by something else, or ask first: `if divisor != 0 then … else …`";
const DIGITS: &str = "exact numbers have at most about 38 digits above and below the fraction bar";
const CALENDAR: &str = "look at the length of time, and at the day it is added to";
const MONTHS: &str = "a month has no fixed number of days: write both in days, or both in months";

impl Folder<'_> {
    /// Two operands joined.
    pub(super) fn arithmetic(&mut self, op: Arithmetic, left: &Expr, right: &Expr, whole: &Expr) -> Literal {
        let (one, other) = (self.fold(left), self.fold(right));
        let law = self.law;
        let shown = |literal: &ExprKind, expr: &Expr| law.words(literal, &expr.ty);
        let sign = match op {
            Arithmetic::Add | Arithmetic::DatePlus | Arithmetic::DurationPlus | Arithmetic::Concat => "+",
            Arithmetic::Subtract | Arithmetic::DateMinus | Arithmetic::DurationMinus | Arithmetic::DaysBetween => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::Divide => "/",
        };
        let label = |one: &ExprKind, other: &ExprKind| format!("{} {sign} {}", shown(one, left), shown(other, right));
        if let (Arithmetic::Divide, Some(zero @ ExprKind::Number(divisor))) = (op, &other)
            && *divisor == Number::ZERO
        {
            let label = match &one {
                Some(one) => label(one, zero),
                None => "divided by 0".to_owned(),
            };
            return self.unworkable("a division by zero", whole, right, label, DIVISOR);
        }
        match (op, one?, other?) {
            (Arithmetic::Add, ExprKind::Number(a), ExprKind::Number(b)) => {
                self.number(a.add(b), whole, right, || label(&ExprKind::Number(a), &ExprKind::Number(b)))
            }
            (Arithmetic::Subtract, ExprKind::Number(a), ExprKind::Number(b)) => {
                self.number(a.sub(b), whole, right, || label(&ExprKind::Number(a), &ExprKind::Number(b)))
            }
            (Arithmetic::Multiply, ExprKind::Number(a), ExprKind::Number(b)) => {
                self.number(a.mul(b), whole, right, || label(&ExprKind::Number(a), &ExprKind::Number(b)))
            }
            (Arithmetic::Divide, ExprKind::Number(a), ExprKind::Number(b)) => {
                self.number(a.div(b), whole, right, || label(&ExprKind::Number(a), &ExprKind::Number(b)))
            }
            (Arithmetic::DatePlus | Arithmetic::DateMinus, ExprKind::Date(day), ExprKind::Duration(length)) => {
                let made = if op == Arithmetic::DatePlus { day.plus(length) } else { day.minus(length) };
                match made {
                    Some(day) => Some(ExprKind::Date(day)),
                    None => {
                        let label = label(&ExprKind::Date(day), &ExprKind::Duration(length));
                        self.unworkable("a day outside the calendar", whole, right, label, CALENDAR)
                    }
                }
            }
            (Arithmetic::DaysBetween, ExprKind::Date(later), ExprKind::Date(earlier)) => {
                Some(ExprKind::Duration(Duration::Days(earlier.days_until(later))))
            }
            (Arithmetic::DurationPlus | Arithmetic::DurationMinus, ExprKind::Duration(a), ExprKind::Duration(b)) => {
                let sum = if op == Arithmetic::DurationPlus { a.add(b) } else { b.neg().and_then(|b| a.add(b)) };
                match sum {
                    Some(sum) => Some(ExprKind::Duration(sum)),
                    None => {
                        let label = label(&ExprKind::Duration(a), &ExprKind::Duration(b));
                        self.unworkable("days and months do not add up", whole, right, label, MONTHS)
                    }
                }
            }
            _ => None,
        }
    }

    /// Two values compared.
    pub(super) fn comparison(&mut self, op: Comparison, left: &Expr, right: &Expr, whole: &Expr) -> Literal {
        let (one, other) = (self.fold(left), self.fold(right));
        let order = match (one?, other?) {
            (ExprKind::Number(a), ExprKind::Number(b)) => a.cmp(&b),
            (ExprKind::Date(a), ExprKind::Date(b)) => a.cmp(&b),
            (ExprKind::Duration(a), ExprKind::Duration(b)) => match a.partial_cmp(&b) {
                Some(order) => order,
                None => {
                    let label = format!("{a} against {b}");
                    return self.unworkable("days set against months", whole, right, label, MONTHS);
                }
            },
            _ => return None,
        };
        Some(ExprKind::Bool(match op {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::AtLeast => order.is_ge(),
        }))
    }

    /// A number, if it can be held.
    pub(super) fn number(
        &mut self,
        made: Result<Number, NumberFault>,
        whole: &Expr,
        right: &Expr,
        label: impl FnOnce() -> String,
    ) -> Literal {
        match made {
            Ok(number) => Some(ExprKind::Number(number)),
            Err(_) => {
                let label = label();
                self.unworkable("a number too large or too fine to be held exactly", whole, right, label, DIGITS)
            }
        }
    }
}
