//! What became of the decision, in one line.

use super::answer::DIM;
use crate::decide::{Outcome, Range};
use crate::explain::{Decision, Missing, Provision, Review, Status, outcome_text, outcome_word};
use crate::plan::{Law, View};
use crate::value::Date;

/// So many provisions are named as the cause.
const MOST: usize = 2;

/// What a change made of the decision.
pub(super) fn became(before: Option<&Decision>, after: &Decision, law: &Law, day: Option<Date>) -> String {
    let now = outcome_text(after.outcome);
    let Some(before) = before else {
        return format!("{now} on {}{}", after.made_from.day, hint(after));
    };
    if before.outcome == after.outcome {
        let by = by(before, after);
        let review = review(before, after);
        return format!(
            "{DIM}still{DIM:#} {}{DIM}{by}{DIM:#}{review}{DIM}{}{DIM:#}",
            outcome_word(after.outcome),
            hint(after)
        );
    }
    let both_open = before.outcome.certain().is_none() && after.outcome.certain().is_none();
    let arrow = if both_open { "now ".to_owned() } else { format!("{} → ", outcome_word(before.outcome)) };
    let cause = cause(before, after, law, day).map_or_else(String::new, |cause| format!(", since {cause}"));
    format!("{arrow}{now}{cause}{}", hint(after))
}

/// The rules that the same outcome rests on now, and did not before; or no longer, if there are others.
fn by(before: &Decision, after: &Decision) -> String {
    let resting = |decision: &Decision| -> Vec<String> {
        let applies = |it: &&Provision| it.status == Status::Applies && weighs(it);
        let named = decision.provisions.iter().filter(applies);
        named.filter(|it| it.kind != "exception" || decision.uses(&it.name)).map(|it| it.name.clone()).collect()
    };
    let (was, is) = (resting(before), resting(after));
    let fresh: Vec<&str> = is.iter().filter(|name| !was.contains(name)).map(String::as_str).collect();
    let gone: Vec<&str> = was.iter().filter(|name| !is.contains(name)).map(String::as_str).collect();
    match (fresh.as_slice(), gone.as_slice()) {
        ([], []) => String::new(),
        ([], gone) => format!(", no longer by {}", gone.join(", ")),
        (fresh, []) => format!(", also by {}", fresh.join(", ")),
        (fresh, gone) => format!(", by {} and no longer by {}", fresh.join(", "), gone.join(", ")),
    }
}

/// How an application would be reviewed, where the outcome is the same and this is not.
fn review(before: &Decision, after: &Decision) -> String {
    let words = |decision: &Decision| decision.review.as_ref().map_or_else(|| "none".to_owned(), Review::words);
    let (was, is) = (words(before), words(after));
    if was == is { String::new() } else { format!("; review: {was} → {is}") }
}

/// The fact that would help most, where the outcome is open.
fn hint(decision: &Decision) -> String {
    let missing: Vec<&Missing> = decision.missing.iter().filter(|it| it.only_in.is_none()).collect();
    match missing.as_slice() {
        [] => String::new(),
        [only] => format!("; missing: {}", only.path),
        [first, rest @ ..] => format!("; missing: {} and {} more", first.path, rest.len()),
    }
}

/// How a provision stands, if it has a part in the outcome.
fn status(decision: &Decision, name: &str) -> Option<Status> {
    decision.provision(name).filter(|it| weighs(it)).map(|it| it.status)
}

fn weighs(provision: &Provision) -> bool {
    provision.binding && provision.does.weighs()
}

/// What brought the change about, told of the provisions that stand otherwise than before.
fn cause(before: &Decision, after: &Decision, law: &Law, day: Option<Date>) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for it in before.provisions.iter().chain(&after.provisions).filter(|it| weighs(it)) {
        if !names.contains(&it.name.as_str()) && status(before, &it.name) != status(after, &it.name) {
            names.push(&it.name);
        }
    }
    let told = names.iter().filter_map(|name| turn(name, before, after, law, day));
    let mut told: Vec<(u32, String)> = told.collect();
    told.sort_by_key(|(weight, _)| *weight);
    let best = told.first()?.0;
    told.retain(|(weight, _)| *weight == best);
    let more = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    let mut words = told.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" and ");
    if more > 0 {
        words = format!("{words}, and {more} more");
    }
    Some(words)
}

/// What became of one provision, with how little it says about the outcome: less is told first.
fn turn(name: &str, before: &Decision, after: &Decision, law: &Law, day: Option<Date>) -> Option<(u32, String)> {
    let (was, is) = (status(before, name), status(after, name));
    let exception = |decision: &Decision| decision.provision(name).is_some_and(|it| it.kind == "exception");
    let graver = weight(after.outcome) > weight(before.outcome);
    let milder = weight(after.outcome) < weight(before.outcome);
    let idle = exception(after) && !after.uses(name) && is == Some(Status::Applies);
    let was_idle = exception(before) && !before.uses(name) && was == Some(Status::Applies);
    Some(match is {
        Some(Status::Applies) if idle => return None,
        // It is told with what it permits.
        Some(Status::Applies) if exception(after) => (2, format!("{name} permits it")),
        Some(Status::Applies) => {
            // What gave way before stands again because of what it gave way to.
            let gave_way = matches!(was, Some(Status::Defeated | Status::Barred));
            (u32::from(!graver || gave_way), format!("{name} applies"))
        }
        Some(Status::Defeated | Status::Barred) => {
            let provision = after.provision(name)?;
            let by = provision.by.iter().find(|by| by.certain).or(provision.by.first())?;
            let verb = match by.how {
                "permits" => "permits what",
                "bars" => "bars",
                _ => "takes the place of",
            };
            let end = if by.how == "permits" { " requires" } else { "" };
            (1, format!("{} {verb} {name}{end}", by.name))
        }
        Some(Status::Undetermined) if was == Some(Status::Applies) => {
            (u32::from(!milder), format!("it is no longer known whether {name} applies"))
        }
        Some(Status::Undetermined) => (2, format!("{name} may apply")),
        Some(Status::DoesNotApply) | None => {
            if was_idle || was == Some(Status::DoesNotApply) {
                return None;
            }
            let rule = law.rules.enumerate().find(|(_, rule)| rule.name == name).map(|(id, _)| id);
            let in_force = |day| rule.is_some_and(|id| View::new(law).on(day).position(id).is_some());
            let verb = match (was, day) {
                _ if rule.is_none() => "is no longer part of the law",
                (_, Some(day)) if !in_force(day) => "is not in force",
                (Some(Status::Applies), _) => "no longer applies",
                (Some(Status::Undetermined), _) => "does not apply",
                _ => return None,
            };
            let first = if exception(before) { graver } else { milder };
            (u32::from(!first), format!("{name} {verb}"))
        }
    })
}

/// How grave an outcome is; of an open one, the sum of both ends.
fn weight(range: Range) -> u32 {
    let one = |outcome: Outcome| match outcome {
        Outcome::NoLicenseRequired => 0,
        Outcome::Authorized => 1,
        Outcome::LicenseRequired => 2,
        Outcome::Prohibited => 3,
    };
    one(range.mildest) + one(range.gravest)
}
