//! The results of a test run, for build servers: a suite a law, a case a scenario.

use super::{Placed, Suite};
use quick_junit::{NonSuccessKind, Report, SerializeError, TestCase, TestCaseStatus, TestSuite};
use std::fmt::Write as _;

/// The report. It holds no times: the same law gives the same report, byte for byte.
pub(super) fn junit(suites: &[Suite]) -> Result<String, SerializeError> {
    let mut report = Report::new("lexport");
    for suite in suites {
        let mut made = TestSuite::new(suite.name.as_str());
        if let Some(fault) = &suite.fault {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message("the law could not be run").set_description(fault.plain.as_str());
            made.add_test_case(TestCase::new("the law itself", status));
        }
        made.add_test_cases(suite.trials.iter().map(|placed| case(&suite.name, placed)));
        report.add_test_suite(made);
    }
    report.to_string()
}

fn case(law: &str, placed: &Placed) -> TestCase {
    let status = match placed.failures.first() {
        None => TestCaseStatus::success(),
        Some(first) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_message(format!("{}; found {}", first.failure.expected, first.failure.found));
            status.set_description(words(placed));
            status
        }
    };
    let mut case = TestCase::new(placed.title.as_str(), status);
    case.set_classname(law);
    if let Some((file, line)) = placed.place.rsplit_once(':') {
        case.extra.insert("file".into(), file.into());
        case.extra.insert("line".into(), line.into());
    }
    case
}

fn words(placed: &Placed) -> String {
    let mut out = String::new();
    for told in &placed.failures {
        let _ = writeln!(out, "{}: {}", told.place, told.failure.expected);
        let _ = writeln!(out, "    found {}", told.failure.found);
        for line in &told.failure.why {
            let _ = writeln!(out, "    {line}");
        }
    }
    out
}
