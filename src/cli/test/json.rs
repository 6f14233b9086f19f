//! The results of a test run, for programs.

use super::{Line, Placed, Suite, tally};
use serde_json::{Value, json};

/// An object with the tally and each law.
pub(super) fn json(suites: &[Suite]) -> String {
    let (passed, failed) = tally(suites);
    let at_fault = suites.iter().filter(|suite| suite.fault.is_some()).count();
    let laws: Vec<Value> = suites.iter().map(suite).collect();
    format!("{:#}\n", json!({ "passed": passed, "failed": failed, "laws_at_fault": at_fault, "laws": laws }))
}

fn suite(suite: &Suite) -> Value {
    let scenarios: Vec<Value> = suite.trials.iter().map(scenario).collect();
    let findings = suite.fault.as_ref().and_then(|fault| serde_json::from_str(&fault.json).ok());
    let mut found = json!({
        "name": suite.name,
        "findings": findings.unwrap_or_else(|| json!([])),
        "scenarios": scenarios,
    });
    if let (Some(lines), Some(members)) = (&suite.coverage, found.as_object_mut()) {
        members.insert("coverage".to_owned(), coverage(lines));
    }
    found
}

fn scenario(placed: &Placed) -> Value {
    let failures: Vec<Value> = placed
        .failures
        .iter()
        .map(|told| {
            json!({
                "place": told.place,
                "expected": told.failure.expected,
                "found": told.failure.found,
                "why": told.failure.why,
            })
        })
        .collect();
    json!({ "title": placed.title, "place": placed.place, "passed": placed.passed(), "failures": failures })
}

fn coverage(lines: &[Line]) -> Value {
    let of = |rules: bool| lines.iter().filter(move |line| line.is_rule == rules);
    let rule = |line: &Line| {
        let seen = line.covered.seen;
        json!({ "rule": line.covered.path, "place": line.place, "applied": seen.yes, "did_not_apply": seen.no })
    };
    let limb = |line: &Line| {
        let (seen, words) = (line.covered.seen, &line.covered.words);
        json!({ "limb": line.covered.path, "law": words, "place": line.place, "held": seen.yes, "failed": seen.no })
    };
    json!({
        "rules": of(true).count(),
        "rules_seen_to_apply": of(true).filter(|line| line.covered.seen.yes).count(),
        "limbs": of(false).count(),
        "limbs_seen_both_ways": of(false).filter(|line| line.covered.seen.both()).count(),
        "by_rule": of(true).map(rule).collect::<Vec<_>>(),
        "by_limb": of(false).map(limb).collect::<Vec<_>>(),
    })
}
