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
    let (passed, failed) = tally(suites);
    let at_fault = suites.iter().filter(|suite| suite.fault.is_some()).count();
    let color = if failed + at_fault == 0 { GREEN } else { RED };
    let run = count(suites.len() - at_fault, "law", "laws");
    let _ = write!(out, "{color}{passed} passed, {failed} failed{color:#} in {run}");
    if at_fault > 0 {
        let _ = write!(out, "; {RED}{} could not be run{RED:#}", count(at_fault, "law", "laws"));
    }
    out.push('\n');
    out
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
