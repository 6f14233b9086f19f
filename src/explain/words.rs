//! Values, sets and places in words.

use crate::decide::{Evaluator, Num, Value};
use crate::plan::Law;
use crate::plan::layout::Kind;
use crate::plan::node::{NodeId, Shown};
use crate::plan::slot::{Address, Partial};
use crate::resolve::{EnumId, RecordId};
use crate::source::{SourceMap, Span};
use crate::value::{Bound, Date, Duration, Interval, Number, Unit};

/// The words of the law at a place, on one line.
pub(super) fn quoted(sources: &SourceMap, span: Span) -> String {
    let lines = sources.text(span).lines().map(without_comment);
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The words of the law at a place, line by line, those after the first as far in as they stand below it.
pub(super) fn quoted_in_lines(sources: &SourceMap, span: Span) -> String {
    let lines = sources.text(span).lines().map(|line| without_comment(line).trim_end());
    let lines: Vec<&str> = lines.enumerate().filter(|(at, line)| *at == 0 || !line.is_empty()).map(|it| it.1).collect();
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let least = lines.iter().skip(1).map(indent).min().unwrap_or(0);
    let below = |line: &&str| format!("\n    {}", line.get(least..).unwrap_or(line));
    lines.first().map_or_else(String::new, |first| (*first).to_owned())
        + &lines.iter().skip(1).map(below).collect::<String>()
}

/// A comment behind a line of the law is no part of it.
fn without_comment(line: &str) -> &str {
    let (mut quoted, mut escaped) = (false, false);
    for (at, letter) in line.char_indices() {
        match letter {
            '#' if !quoted => return line.get(..at).unwrap_or(line),
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
    }
    line
}

/// What stands for the name of a regime where rules are of none: no regime is called so, for names hold no spaces.
pub(super) const NO_REGIME: &str = "no regime";

/// The regime in a place of those of the law; nothing in that of the rules of none.
pub(super) fn regime(law: &Law, position: usize) -> Option<String> {
    law.regimes.get(position).filter(|name| !name.is_empty()).cloned()
}

/// `file:line`, the file as seen from the folder of the law.
pub(super) fn place(sources: &SourceMap, span: Span) -> String {
    sources.cite(span).map_or_else(String::new, |(name, line)| format!("{name}:{line}"))
}

/// A number with its unit.
pub(super) fn quantity(evaluator: &Evaluator<'_>, number: Number, unit: &Unit) -> String {
    evaluator.law().layout.units.display_quantity(number, unit)
}

/// Numbers between two bounds: `below 4 kg`, `between 4 kg and 5 kg`.
pub(super) fn interval_words(law: &Law, interval: Interval, unit: &Unit) -> String {
    let quantity = |bound: Bound| law.layout.units.display_quantity(bound.at, unit);
    let low = |bound: Bound| format!("{} {}", if bound.inclusive { "at least" } else { "above" }, quantity(bound));
    let high = |bound: Bound| format!("{} {}", if bound.inclusive { "at most" } else { "below" }, quantity(bound));
    match (interval.lo(), interval.hi()) {
        (Some(one), Some(other)) if one.at == other.at => quantity(one),
        (Some(one), Some(other)) if one.inclusive && other.inclusive => {
            format!("between {} and {}", quantity(one), quantity(other))
        }
        (Some(one), Some(other)) => format!("{} and {}", low(one), high(other)),
        (Some(bound), None) => low(bound),
        (None, Some(bound)) => high(bound),
        (None, None) => NOT_KNOWN.to_owned(),
    }
}

/// The titles of alternatives, or their names.
pub(super) fn code_names(law: &Law, list: EnumId, codes: &[u32]) -> Vec<String> {
    let found = codes.iter().filter_map(|code| law.layout.alternative(list, *code));
    found.map(|(name, title, _)| title.clone().unwrap_or_else(|| name.clone())).collect()
}

/// What is known of a fact in part: `between 4 kg and 5 kg`, `China or Vietnam`.
pub(super) fn partial_words(law: &Law, kind: &Kind, known: &Partial) -> String {
    match (known, kind) {
        (Partial::Number(interval), Kind::Number(unit)) => interval_words(law, *interval, unit),
        (Partial::Codes(codes), Kind::Enum(list)) => listed(&code_names(law, *list, codes), "or"),
        (Partial::Texts(texts), _) => listed(texts, "or"),
        (Partial::Date(low, high), _) => days_words(*low, *high),
        _ => NOT_KNOWN.to_owned(),
    }
}

/// A day between two others.
fn days_words(low: Option<Date>, high: Option<Date>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("between {low} and {high}"),
        (Some(low), None) => format!("on or after {low}"),
        (None, Some(high)) => format!("on or before {high}"),
        (None, None) => NOT_KNOWN.to_owned(),
    }
}

/// A length of calendar time between two others.
fn lasting_words(low: Option<Duration>, high: Option<Duration>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("between {low} and {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => NOT_KNOWN.to_owned(),
    }
}

/// What is said of a value of which nothing is known.
pub(super) const NOT_KNOWN: &str = "not known";

/// What a node gives, in words.
pub(super) fn shown(evaluator: &mut Evaluator<'_>, node: NodeId, how: &Shown) -> String {
    match how {
        Shown::Number(unit) => match evaluator.number(node) {
            Num::Exact(number) => quantity(evaluator, number, unit),
            Num::Within(interval) => interval_words(evaluator.law(), interval, unit),
        },
        Shown::Code(list) => {
            let value = evaluator.value(node);
            code(evaluator, value, *list)
        }
        Shown::Record(record) => match evaluator.value(node) {
            Value::Record(at) => key_words(evaluator, *record, at).unwrap_or_else(|| "there".to_owned()),
            value => key_value(evaluator, *record, value).unwrap_or_else(|| plain(evaluator, value)),
        },
        Shown::Year => match evaluator.number(node) {
            Num::Exact(year) => year.to_string(),
            Num::Within(interval) if interval.is_unbounded() => NOT_KNOWN.to_owned(),
            Num::Within(interval) => interval.to_string(),
        },
        Shown::Plain => {
            let value = evaluator.value(node);
            plain(evaluator, value)
        }
    }
}

/// The key of a record, if it has one.
pub(super) fn key_words(evaluator: &Evaluator<'_>, record: RecordId, at: Address) -> Option<String> {
    let layout = evaluator.law().layout.records.get(record)?;
    let key = layout.key.and_then(|key| layout.at(key))?;
    key_value(evaluator, record, evaluator.at(at.plus(key.offset)))
}

/// A key by itself.
fn key_value(evaluator: &Evaluator<'_>, record: RecordId, value: Value) -> Option<String> {
    let layout = evaluator.law().layout.records.get(record)?;
    let key = layout.key.and_then(|key| layout.at(key))?;
    Some(match key.kind {
        Kind::Enum(list) => code(evaluator, value, list),
        _ => plain(evaluator, value),
    })
}

/// An alternative of an enum.
fn code(evaluator: &Evaluator<'_>, value: Value, list: EnumId) -> String {
    match value {
        Value::Code(code) => code_names(evaluator.law(), list, &[code]).pop().unwrap_or_default(),
        Value::OneOf(position) => match evaluator.partial(position) {
            Some(Partial::Codes(codes)) => listed(&code_names(evaluator.law(), list, codes), "or"),
            _ => NOT_KNOWN.to_owned(),
        },
        Value::Absent => "absent".to_owned(),
        _ => NOT_KNOWN.to_owned(),
    }
}

fn plain(evaluator: &Evaluator<'_>, value: Value) -> String {
    match value {
        Value::Unknown => NOT_KNOWN.to_owned(),
        Value::Absent => "absent".to_owned(),
        Value::Truth(truth) => if truth { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.display_grouped(),
        Value::Within(interval) => interval.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Between(low, high) => days_words(low, high),
        Value::Duration(duration) => duration.to_string(),
        Value::Lasting(low, high) => lasting_words(low, high),
        Value::Code(code) => code.to_string(),
        Value::Text(words) => evaluator.words(words).to_owned(),
        Value::OneOf(position) => match evaluator.partial(position) {
            Some(Partial::Texts(texts)) => listed(texts, "or"),
            _ => NOT_KNOWN.to_owned(),
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
