//! The results of a test run, for people.

use super::super::output::{GREEN, RED, count};
use super::{Placed, Suite, coverage, tally};
use std::fmt::Write as _;

/// Everything that failed, then what was seen of each law, then the tally.
pub(super) fn text(suites: &[Suite], verbose: bool) -> String {
    let mut out = String::new();
    for placed in suites.iter().flat_map(|suite| &suite.trials) {
        if !placed.passed() {
            failure(&mut out, placed);
        } else if verbose {
            let _ = writeln!(out, "{GREEN}pass{GREEN:#}  {}", placed.title);
        }
    }
    for suite in suites {
        if let Some(lines) = &suite.coverage {
            coverage::text(&mut out, &suite.name, lines);
        }
    }
    out.push_str(&last_line(suites));
    out
}

/// `301 scenarios in 6 laws, all passed`; what did not go well stands first.
fn last_line(suites: &[Suite]) -> String {
    let (passed, failed) = tally(suites);
    let at_fault = suites.iter().filter(|suite| suite.fault.is_some()).count();
    let (all, run) = (passed + failed, count(suites.len() - at_fault, "law", "laws"));
    let ran = match (all, failed) {
        (0, _) => format!("no scenario in {run}"),
        (1, 0) => format!("{GREEN}1 scenario{GREEN:#} in {run}, {GREEN}passed{GREEN:#}"),
        (_, 0) => format!("{GREEN}{all} scenarios{GREEN:#} in {run}, {GREEN}all passed{GREEN:#}"),
        _ => format!("{RED}{failed} of {} failed{RED:#} in {run}", count(all, "scenario", "scenarios")),
    };
    match (at_fault, suites.len()) {
        (0, _) => format!("{ran}\n"),
        (1, 1) => format!("{RED}the law is at fault{RED:#}: nothing was tested\n"),
        (_, laws) if laws == at_fault => format!("{RED}all {laws} laws at fault{RED:#}: nothing was tested\n"),
        (_, laws) => format!("{RED}{at_fault} of {laws} laws at fault{RED:#}; {ran}\n"),
    }
}

/// What was expected, in the words of the scenario, against what was found.
fn failure(out: &mut String, placed: &Placed) {
    let _ = writeln!(out, "{RED}FAIL{RED:#}  {}", placed.title);
    let _ = writeln!(out, "      {}", placed.place);
    for told in &placed.failures {
        let expected = told.failure.expected.strip_prefix("expect ").unwrap_or(&told.failure.expected);
        let line = told.place.rsplit(':').next().unwrap_or("");
        let _ = writeln!(out, "\n      expected  {expected}  (line {line})");
        let _ = writeln!(out, "      found     {}", told.failure.found);
        for line in &told.failure.why {
            let _ = writeln!(out, "                {line}");
        }
    }
    out.push('\n');
}
