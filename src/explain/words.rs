//! Values, sets and places in words.

use crate::decide::{Evaluator, Num, Value};
use crate::plan::node::{NodeId, Shown};
use crate::plan::slot::Partial;
use crate::source::{SourceMap, Span};
use crate::syntax::ast::{Force, Policy};
use crate::value::{Number, Unit};

/// The words of the law at a place, on one line.
pub(super) fn quoted(sources: &SourceMap, span: Span) -> String {
    let mut words = String::new();
    for line in sources.text(span).lines() {
        // A comment behind a line of the law is no part of it.
        let line = line.split(" #").next().unwrap_or(line);
        for word in line.split_whitespace() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
    }
    words
}

/// `file:line`, the file as seen from the folder of the law.
pub(super) fn place(sources: &SourceMap, span: Span) -> String {
    sources.cite(span).map_or_else(String::new, |(name, line)| format!("{name}:{line}"))
}

/// A number with its unit.
pub(super) fn quantity(evaluator: &Evaluator<'_>, number: Number, unit: &Unit) -> String {
    evaluator.law().layout.units.display_quantity(number, unit)
}

/// What a node gives, in words.
pub(super) fn shown(evaluator: &mut Evaluator<'_>, node: NodeId, how: &Shown) -> String {
    match how {
        Shown::Number(unit) => match evaluator.number(node) {
            Num::Exact(number) => quantity(evaluator, number, unit),
            Num::Within(interval) if interval.is_unbounded() => "not known".to_owned(),
            Num::Within(interval) => {
                let side = |bound: Option<crate::value::Bound>| bound.map(|bound| quantity(evaluator, bound.at, unit));
                match (side(interval.lo()), side(interval.hi())) {
                    (Some(low), Some(high)) => format!("between {low} and {high}"),
                    (Some(low), None) => format!("at least {low}"),
                    (None, Some(high)) => format!("at most {high}"),
                    (None, None) => "not known".to_owned(),
                }
            }
        },
        Shown::Code(list) => match evaluator.value(node) {
            Value::Code(code) => {
                let found = evaluator.law().layout.alternative(*list, code);
                found.map_or_else(String::new, |(name, title, _)| title.clone().unwrap_or_else(|| name.clone()))
            }
            Value::OneOf(position) => match evaluator.partial(position) {
                Some(Partial::Codes(codes)) => {
                    let names: Vec<&str> = codes
                        .iter()
                        .filter_map(|code| evaluator.law().layout.alternative(*list, *code))
                        .map(|(name, title, _)| title.as_deref().unwrap_or(name))
                        .collect();
                    format!("one of {}", names.join(", "))
                }
                _ => "not known".to_owned(),
            },
            Value::Absent => "absent".to_owned(),
            _ => "not known".to_owned(),
        },
        Shown::Year => match evaluator.number(node) {
            Num::Exact(year) => year.to_string(),
            Num::Within(interval) if interval.is_unbounded() => "not known".to_owned(),
            Num::Within(interval) => interval.to_string(),
        },
        Shown::Plain => plain(evaluator, node),
    }
}

fn plain(evaluator: &mut Evaluator<'_>, node: NodeId) -> String {
    let value = evaluator.value(node);
    match value {
        Value::Unknown => "not known".to_owned(),
        Value::Absent => "absent".to_owned(),
        Value::Truth(truth) => if truth { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.display_grouped(),
        Value::Within(interval) => interval.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Between(low, high) => match (low, high) {
            (Some(low), Some(high)) => format!("between {low} and {high}"),
            (Some(low), None) => format!("on or after {low}"),
            (None, Some(high)) => format!("on or before {high}"),
            (None, None) => "not known".to_owned(),
        },
        Value::Duration(duration) => duration.to_string(),
        Value::Code(code) => code.to_string(),
        Value::Text(words) => evaluator.words(words).to_owned(),
        Value::OneOf(position) => match evaluator.partial(position) {
            Some(Partial::Texts(texts)) => format!("one of {}", texts.join(", ")),
            _ => "not known".to_owned(),
        },
        Value::Record(_) => "there".to_owned(),
        Value::List(list) => match evaluator.length(list) {
            1 => "1 member".to_owned(),
            n => format!("{n} members"),
        },
    }
}

/// `a, b and c`
pub(super) fn listed(words: &[String], joint: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} {joint} {last}", before.join(", ")),
    }
}

/// A force with its article: `a regulation`, and `guidance`, which has none.
pub(super) fn a_force(force: &str) -> String {
    match force {
        "guidance" => force.to_owned(),
        "order" => "an order".to_owned(),
        _ => format!("a {force}"),
    }
}

/// A force as it is written in law.
pub(super) fn force(force: Force) -> &'static str {
    match force {
        Force::Constitution => "constitution",
        Force::Statute => "statute",
        Force::Regulation => "regulation",
        Force::Order => "order",
        Force::Letter => "letter",
        Force::License => "license",
        Force::Guidance => "guidance",
        Force::Deal => "deal",
        Force::Bill => "bill",
        Force::Proposal => "proposal",
    }
}

/// A review policy as it is written in law.
pub fn policy(policy: Policy) -> &'static str {
    match policy {
        Policy::Approval => "approval",
        Policy::PresumptionOfApproval => "presumption of approval",
        Policy::CaseByCase => "case by case",
        Policy::PresumptionOfDenial => "presumption of denial",
        Policy::Denial => "denial",
    }
}
