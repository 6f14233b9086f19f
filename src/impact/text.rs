//! What became of cases, for people.

use super::{Change, Compared, Tally};
use crate::decide::{Outcome, Range};
use crate::explain::{self, Decision, Detail, Look};
use crate::plan::Law;
use crate::resolve::RuleId;
use crate::source::visible;
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;

/// So wide are the columns of outcomes, however many of them are possible.
const OUTCOME: usize = 24;
/// So wide is the column of ids; longer ones are told whole.
const ID: usize = 10;
/// So many rules are told of.
const MOST_RULES: usize = 20;
/// What is beside the point.
const DIM: Style = Style::new().dimmed();
/// What leads the eye.
const BOLD: Style = Style::new().bold();
/// What is worse.
const RED: Style = AnsiColor::Red.on_default();
/// What is better.
const GREEN: Style = AnsiColor::Green.on_default();

/// The heads of the columns in which cases are listed.
pub fn columns_text() -> String {
    let (line, before, after) = ("line", "before", "after");
    format!("{DIM}{line:>7}  {before:<OUTCOME$}  {after:<OUTCOME$}  case and rules{DIM:#}\n")
}

/// What is told of one case.
#[derive(Debug)]
pub struct Told<'a> {
    /// The number of its line.
    pub line: usize,
    /// By what it is known.
    pub id: Option<&'a str>,
    /// What became of it.
    pub compared: &'a Compared,
    /// Both decisions, if it was asked why.
    pub why: Option<(Decision, Decision)>,
    /// The law after.
    pub law: &'a Law,
    /// Decisions are folded at this many columns.
    pub width: usize,
}

/// The title of a rule, of its latest version that has one.
pub fn title(law: &Law, rule: RuleId) -> Option<&str> {
    law.rules[rule].versions.iter().rev().find_map(|version| version.title.as_deref())
}

/// A case in one line, and below it why, if that was asked.
pub fn case_text(told: &Told<'_>) -> String {
    let compared = told.compared;
    let (before, after) = (short(compared.before.outcome), short(compared.after.outcome));
    let color = color(compared.change);
    let rules: Vec<&str> = compared.rules.iter().map(|it| told.law.rules[it.rule].name.as_str()).collect();
    let mut causes = vec![rules.join(", ")];
    causes.extend((!compared.otherwise.is_empty()).then(|| format!("other {}", compared.otherwise.join(", "))));
    let (one, other) = (&compared.before.saved_by, &compared.after.saved_by);
    for (verb, here, there) in [("saved", other, one), ("no longer saved", one, other)] {
        let only: Vec<&str> = here.iter().filter(|it| !there.contains(it)).map(String::as_str).collect();
        causes.extend((!only.is_empty()).then(|| format!("{verb} by {}", only.join(", "))));
    }
    causes.retain(|cause| !cause.is_empty());
    let mut line = format!("{:>7}  {before:<OUTCOME$}  {color}{after:<OUTCOME$}{color:#}", told.line);
    if let Some(id) = told.id {
        let _ = write!(line, "  {:<ID$}", visible(id));
    }
    let _ = write!(line, "  {DIM}{}{DIM:#}", causes.join("; "));
    let mut out = format!("{}\n", line.trim_end());
    match &told.why {
        Some((before, after)) if before.is_bare() && after.is_bare() => {
            let _ = writeln!(out, "\n    the same is said of it before and after, for the same reasons\n");
        }
        Some((before, after)) => {
            out.push('\n');
            why(&mut out, "before", before, told.width);
            why(&mut out, "after", after, told.width);
        }
        None => {}
    }
    out
}

/// A decision under a word, further in.
fn why(out: &mut String, word: &str, decision: &Decision, width: usize) {
    let _ = writeln!(out, "    {BOLD}{word}{BOLD:#}");
    let look = Look { width: width.saturating_sub(4), detail: Detail::Short, more: "`lexport decide --why`" };
    for line in explain::text(decision, look).lines() {
        let indent = if line.is_empty() { "" } else { "    " };
        let _ = writeln!(out, "{indent}{line}");
    }
    out.push('\n');
}

/// What was counted of all cases.
pub fn summary_text(tally: &Tally, law: &Law) -> String {
    let mut out = match (tally.cases, tally.changed()) {
        (0, _) => "no cases\n".to_owned(),
        (1, 0) if tally.otherwise == 0 => "1 case, unchanged\n".to_owned(),
        (1, 0) => "1 case, its outcome unchanged\n".to_owned(),
        (cases, 0) if tally.otherwise == 0 => format!("{} cases, all unchanged\n", grouped(cases)),
        (cases, 0) => format!("{} cases, all outcomes unchanged\n", grouped(cases)),
        (cases, changed) => {
            let noun = if cases == 1 { "case" } else { "cases" };
            format!(
                "{} {noun}, {BOLD}{} changed{BOLD:#} ({})\n",
                grouped(cases),
                grouped(changed),
                share(changed, cases)
            )
        }
    };
    if tally.changed() > 0 {
        kinds(&mut out, tally);
    }
    if tally.otherwise > 0 {
        let parts = tally.by_difference().into_iter().map(|(name, cases)| format!("{name} {}", grouped(cases)));
        let (cases, parts) = (grouped(tally.otherwise), parts.collect::<Vec<_>>().join(", "));
        let _ = writeln!(out, "\n  {BOLD}{cases} with the same outcome, otherwise different{BOLD:#}: {parts}");
    }
    if tally.cases > 0 {
        outcomes(&mut out, tally);
    }
    rules(&mut out, tally, law);
    if tally.saved > 0 {
        let cases = if tally.saved == 1 { "case that a saving clause saves" } else { "cases that saving clauses save" };
        let _ = writeln!(out, "\n{} {cases}, or may", grouped(tally.saved));
    }
    if tally.broken > 0 {
        let lines = if tally.broken == 1 { "line is" } else { "lines are" };
        let mut named: Vec<String> = tally.first_broken.iter().map(usize::to_string).collect();
        if u64::try_from(named.len()).is_ok_and(|number| number < tally.broken) {
            named.push("…".to_owned());
        }
        let _ = writeln!(out, "\n{RED}{} {lines} no case{RED:#}: {}", grouped(tally.broken), named.join(", "));
    }
    out
}

fn kinds(out: &mut String, tally: &Tally) {
    let width = grouped(tally.cases).len();
    out.push('\n');
    for change in Change::ALL {
        let number = tally.count(change);
        let color = if number == 0 { Style::new() } else { color(change) };
        let (word, shown) = (change.word(), grouped(number));
        let _ = writeln!(out, "  {color}{word:<12}{color:#}  {shown:>width$}  {:>6}", share(number, tally.cases));
    }
}

fn outcomes(out: &mut String, tally: &Tally) {
    let rows: Vec<(String, String, String, Change)> = tally
        .by_outcome()
        .into_iter()
        .map(|((before, after), cases)| (words(before), words(after), grouped(cases), Change::of(before, after)))
        .collect();
    let widest = |head: &str, of: fn(&(String, String, String, Change)) -> &str| {
        rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0).max(head.len())
    };
    let (one, other, number) =
        (widest("before", |row| &row.0), widest("after", |row| &row.1), widest("cases", |row| &row.2));
    let (before, after, cases) = ("before", "after", "cases");
    let _ = writeln!(out, "\n  {DIM}{before:<one$}  {after:<other$}  {cases:>number$}{DIM:#}");
    for (before, after, cases, change) in &rows {
        let color = color(*change);
        let _ = writeln!(out, "  {before:<one$}  {color}{after:<other$}{color:#}  {cases:>number$}");
    }
}

fn rules(out: &mut String, tally: &Tally, law: &Law) {
    let rules = tally.by_rule();
    if rules.is_empty() {
        return;
    }
    let shown = rules.get(..MOST_RULES).unwrap_or(&rules);
    let number = shown.iter().map(|(_, cases)| grouped(*cases).len()).max().unwrap_or(0).max("cases".len());
    let name = shown.iter().map(|(rule, _)| law.rules[*rule].name.chars().count()).max().unwrap_or(0);
    let cases = "cases";
    let _ = writeln!(out, "\n  {DIM}{cases:>number$}  rules that make the difference{DIM:#}");
    for (rule, cases) in shown {
        let title = visible(title(law, *rule).unwrap_or_default());
        let line = format!("  {:>number$}  {:<name$}  {title}", grouped(*cases), law.rules[*rule].name);
        let _ = writeln!(out, "{}", line.trim_end());
    }
    if rules.len() > shown.len() {
        let others = rules.len() - shown.len();
        let _ = writeln!(out, "  … and {others} {}", if others == 1 { "other" } else { "others" });
    }
}

/// The color of a change.
fn color(change: Change) -> Style {
    match change {
        Change::Unchanged => Style::new(),
        Change::Graver => RED,
        Change::Milder => GREEN,
        Change::Undetermined => AnsiColor::Magenta.on_default(),
        Change::Decided => AnsiColor::Cyan.on_default(),
    }
}

/// An outcome in words, or from the mildest to the gravest.
fn words(range: Range) -> String {
    match range.certain() {
        Some(outcome) => outcome.words().to_owned(),
        None => format!("{} to {}", range.mildest.words(), range.gravest.words()),
    }
}

/// The same where there is little room: the cases before this one are written already, and so are their columns.
fn short(range: Range) -> String {
    let word = |outcome: Outcome| match outcome {
        Outcome::NoLicenseRequired => "no license",
        Outcome::Authorized => "authorized",
        Outcome::LicenseRequired => "license",
        Outcome::Prohibited => "prohibited",
    };
    match range.certain() {
        Some(outcome) => outcome.words().to_owned(),
        None => format!("{} to {}", word(range.mildest), word(range.gravest)),
    }
}

/// `12.5%`
fn share(part: u64, whole: u64) -> String {
    let permille = (u128::from(part) * 1000 + u128::from(whole) / 2) / u128::from(whole.max(1));
    format!("{}.{}%", permille / 10, permille % 10)
}

/// `1,234,567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_fits_its_column() {
        use Outcome::{Authorized, LicenseRequired, NoLicenseRequired, Prohibited};
        let all = [NoLicenseRequired, Authorized, LicenseRequired, Prohibited];
        for (at, mildest) in all.into_iter().enumerate() {
            for gravest in all.into_iter().skip(at) {
                assert!(short(Range { mildest, gravest }).chars().count() <= OUTCOME);
            }
        }
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([share(1, 3), share(0, 0), share(2, 2), share(1, 1000)], ["33.3%", "0.0%", "100.0%", "0.1%"]);
    }
}
