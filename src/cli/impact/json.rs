//! What became of cases, for programs.

use super::Answered;
use crate::decide::Range;
use crate::explain::Decision;
use crate::impact::{Change, Half, Tally, Told, title};
use crate::plan::Law;
use serde::Serialize;
use serde_json::{Value, json};

/// One case.
#[derive(Serialize)]
struct Case<'t> {
    line: usize,
    id: Option<&'t str>,
    before: Value,
    after: Value,
    change: &'static str,
    rules: Vec<Value>,
    otherwise: &'t [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Why<'t>>,
}

#[derive(Serialize)]
struct Why<'t> {
    before: &'t Decision,
    after: &'t Decision,
}

/// A case in one line.
pub(super) fn case(told: &Told<'_>) -> String {
    let compared = told.compared;
    let rules = compared
        .rules
        .iter()
        .map(|it| json!({ "name": told.law.rules[it.rule].name, "before": it.before, "after": it.after }));
    let case = Case {
        line: told.line,
        id: told.id,
        before: half(&compared.before),
        after: half(&compared.after),
        change: compared.change.word(),
        rules: rules.collect(),
        otherwise: &compared.otherwise,
        why: told.why.as_ref().map(|(before, after)| Why { before, after }),
    };
    // Serializing plain structs into a string cannot fail.
    serde_json::to_string(&case).unwrap_or_default()
}

/// What was counted of all cases.
pub(super) fn summary(tally: &Tally, law: &Law) -> Value {
    let outcomes = tally
        .by_outcome()
        .into_iter()
        .map(|((before, after), cases)| json!({ "before": outcome(before), "after": outcome(after), "cases": cases }));
    let rules = tally
        .by_rule()
        .into_iter()
        .map(|(rule, cases)| json!({ "name": law.rules[rule].name, "title": title(law, rule), "cases": cases }));
    let mut found = json!({ "cases": tally.cases, "changed": tally.changed() });
    if let Some(members) = found.as_object_mut() {
        for change in Change::ALL {
            members.insert(change.word().to_owned(), json!(tally.count(change)));
        }
        members.insert("otherwise".to_owned(), json!(tally.otherwise));
        let parts = tally.by_difference().into_iter().map(|(name, cases)| json!({ "name": name, "cases": cases }));
        members.insert("differences".to_owned(), Value::Array(parts.collect()));
        members.insert("saved".to_owned(), json!(tally.saved));
        members.insert("broken".to_owned(), json!(tally.broken));
        members.insert("first_broken".to_owned(), json!(tally.first_broken));
        members.insert("outcomes".to_owned(), Value::Array(outcomes.collect()));
        members.insert("rules".to_owned(), Value::Array(rules.collect()));
    }
    found
}

/// From what it was made.
pub(super) fn made_from(answered: &Answered<'_>) -> Value {
    let side = |side: &super::Seen| {
        json!({
            "on": side.day.map(|day| day.to_string()),
            "known_on": side.from.known_on.map(|day| day.to_string()),
            "suppose": side.from.suppose,
            "without": side.from.without,
        })
    };
    json!({
        "law": answered.law.hash,
        "before": side(answered.before),
        "after": side(answered.after),
        "lexport": env!("CARGO_PKG_VERSION"),
    })
}

fn half(half: &Half) -> Value {
    json!({ "on": half.day.to_string(), "outcome": outcome(half.outcome), "saved_by": half.saved_by })
}

/// One outcome as its name, several as the mildest and the gravest.
fn outcome(range: Range) -> Value {
    match range.certain() {
        Some(outcome) => json!(outcome.name()),
        None => json!({ "mildest": range.mildest.name(), "gravest": range.gravest.name() }),
    }
}
