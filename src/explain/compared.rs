//! Comparisons in words, and how far a fact is from the line.

use super::build::Builder;
use super::decision::{Margin, Reason};
use super::words::{NOT_KNOWN, quoted, shown};
use crate::check::typed::Comparison;
use crate::decide::{Num, Value};
use crate::plan::law::Operand;
use crate::plan::node::Shown;
use crate::value::{Number, Truth};

impl Builder<'_> {
    /// What was found on both sides, and the margin between two numbers.
    pub(super) fn comparison(
        &mut self,
        reason: &mut Reason,
        op: Comparison,
        left: &Operand,
        right: &Operand,
        truth: Truth,
    ) {
        if let Shown::Record(_) = left.shown {
            reason.found = self.same_record(op, left, right, truth);
            return;
        }
        let name = self.called(left);
        let value = shown(&mut self.evaluator, left.node, &left.shown);
        let line = shown(&mut self.evaluator, right.node, &right.shown);
        let days = self.is_day(left) || self.is_day(right);
        reason.found = match truth.known() {
            None if line == NOT_KNOWN => {
                let what = self.called(right);
                format!("{name} is {value}; {what} is {line}")
            }
            None => match asked(op, days) {
                "" => format!("{name} is {value}; asked is {line}"),
                relation => format!("{name} is {value}; asked is {relation} {line}"),
            },
            Some(holds) => match op {
                Comparison::Equal if holds => format!("{name} is {value}"),
                Comparison::NotEqual if !holds => format!("{name} is {value}"),
                Comparison::Equal | Comparison::NotEqual => format!("{name} is {value}, not {line}"),
                _ if self.is_known(left) => format!("{name} {value}, {} {line}", relation(op, holds, days)),
                _ => format!("{name} is {value}, and so {} {line}", relation(op, holds, days)),
            },
        };
        if let Shown::Number(unit) = &left.shown
            && let (Num::Exact(value), Num::Exact(line)) =
                (self.evaluator.number(left.node), self.evaluator.number(right.node))
            && let Ok(by) = value.sub(line)
        {
            reason.margin = Some(Margin {
                quantity: quoted(self.sources, left.span),
                value: value.to_json_text(),
                line: line.to_json_text(),
                by: by.to_json_text(),
                unit: if unit.is_one() { String::new() } else { self.evaluator.law().layout.units.display(unit) },
                percent: percent(by, line),
            });
        }
    }

    /// Whether two records are one, which their keys tell: those without a key are not compared.
    fn same_record(&mut self, op: Comparison, left: &Operand, right: &Operand, truth: Truth) -> String {
        let (mut name, mut other) = (self.called(left), self.called(right));
        // Fields of two records may have one name.
        if name == other {
            (name, other) = (quoted(self.sources, left.span), quoted(self.sources, right.span));
        }
        let value = shown(&mut self.evaluator, left.node, &left.shown);
        let line = shown(&mut self.evaluator, right.node, &right.shown);
        match truth.known().map(|holds| holds == (op == Comparison::Equal)) {
            Some(true) => format!("{name} is {value}, the same as {other}"),
            Some(false) => format!("{name} is {value}, {other} is {line}"),
            None => format!("{name} is {value}; {other} is {line}"),
        }
    }

    fn is_day(&mut self, operand: &Operand) -> bool {
        operand.shown == Shown::Plain
            && matches!(self.evaluator.value(operand.node), Value::Date(_) | Value::Between(..))
    }

    /// Whether a value is known in full.
    fn is_known(&mut self, operand: &Operand) -> bool {
        match operand.shown {
            Shown::Number(_) | Shown::Year => matches!(self.evaluator.number(operand.node), Num::Exact(_)),
            Shown::Code(_) | Shown::Record(_) | Shown::Plain => !matches!(
                self.evaluator.value(operand.node),
                Value::OneOf(_) | Value::Between(..) | Value::Lasting(..) | Value::Unknown
            ),
        }
    }
}

/// A comparison as it is asked for; nothing for `is`.
fn asked(op: Comparison, days: bool) -> &'static str {
    match op {
        Comparison::Equal => "",
        Comparison::NotEqual => "anything but",
        _ => relation(op, true, days),
    }
}

/// A comparison as it turned out: of quantities, or of days.
pub(super) fn relation(op: Comparison, holds: bool, days: bool) -> &'static str {
    match (op, holds, days) {
        (Comparison::AtLeast, true, false) | (Comparison::Less, false, false) => "at least",
        (Comparison::AtLeast, false, false) | (Comparison::Less, true, false) => "below",
        (Comparison::AtMost, true, false) | (Comparison::Greater, false, false) => "at most",
        (Comparison::AtMost, false, false) | (Comparison::Greater, true, false) => "above",
        (Comparison::AtLeast, true, true) | (Comparison::Less, false, true) => "on or after",
        (Comparison::AtLeast, false, true) | (Comparison::Less, true, true) => "before",
        (Comparison::AtMost, true, true) | (Comparison::Greater, false, true) => "on or before",
        (Comparison::AtMost, false, true) | (Comparison::Greater, true, true) => "after",
        (Comparison::Equal, true, _) | (Comparison::NotEqual, false, _) => "exactly",
        (Comparison::Equal, false, _) | (Comparison::NotEqual, true, _) => "other than",
    }
}

/// A difference in percent of the line, to one decimal place, for display only; nothing where it would round to none.
fn percent(by: Number, line: Number) -> Option<String> {
    let thousand = Number::from_i64(1000);
    let tenths = by.abs().mul(thousand).ok()?.div(line.abs()).ok()?;
    let half = Number::from_ratio(1, 2).ok()?;
    let rounded = tenths.add(half).ok()?;
    let whole = rounded.numerator() / rounded.denominator();
    (whole > 0).then(|| format!("{}.{}", whole / 10, whole % 10))
}
