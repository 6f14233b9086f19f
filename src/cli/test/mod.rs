//! `lexport test`: every scenario of a law, expected against found.

mod coverage;
mod json;
mod junit;
mod text;

use super::Exit;
use super::law::{self, Laws};
use super::output;
use crate::check::typed;
use crate::diagnostic::{Style, render};
use crate::session::{self, Coverage, Failure, Report, Session, World};
use crate::source::{SourceMap, Span};
use clap::{Args, ValueEnum};
use std::io;

/// Run the scenarios of laws
///
/// A scenario gives facts and says what is to be expected. Those that do not come out so are shown: expected against
/// found, and why it was found.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Test {
    #[command(flatten)]
    laws: Laws,
    /// Only scenarios with this in their title, in upper or lower case
    #[arg(long, short, value_name = "TEXT")]
    filter: Option<String>,
    /// Name every scenario, not only those that fail
    #[arg(long, short)]
    verbose: bool,
    /// Show which rules were never seen to apply, and which limbs never to hold or to fail
    ///
    /// A limb is named by the rule, entry or definition it stands in and the labels that lead to it. What is asked of each
    /// member of a list is not counted.
    #[arg(long)]
    coverage: bool,
    /// How the results are shown
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

const HELP: &str = "\
Examples:
  lexport test law.lxp
  lexport test examples --coverage
  lexport test examples --format junit > report.xml

Exit codes:
  0  every scenario came out as expected
  2  the arguments mean nothing, or no scenario has the text of `--filter` in its title
  4  a fault in a law
  6  a scenario did not come out as expected
  7  a file could not be read, or the program itself is at fault";

/// How results are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// For build servers, in the XML that they agree on
    Junit,
}

/// One law, its scenarios run.
struct Suite {
    name: String,
    /// What is wrong with the law, if that kept it from being run.
    fault: Option<Fault>,
    trials: Vec<Placed>,
    coverage: Option<Vec<Line>>,
}

/// What is wrong with a law.
struct Fault {
    plain: String,
    json: String,
}

/// A scenario that was run.
struct Placed {
    title: String,
    place: String,
    failures: Vec<Told>,
}

/// Something that was not as expected, and where it was expected.
struct Told {
    place: String,
    failure: Failure,
}

/// What was seen of a rule or a limb, and where that stands.
struct Line {
    place: String,
    is_rule: bool,
    covered: session::Covered,
}

impl Placed {
    fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

impl Test {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let targets = self.laws.targets()?;
        if targets.is_empty() {
            return Ok(Exit::Unread);
        }
        let mut worst = Exit::Done;
        let mut suites = Vec::new();
        for target in targets {
            let mut session = law::load(&target)?;
            let mut suite = self.suite(target.name, &mut session, target.whole);
            let bag = session.take_findings();
            if bag.has_errors() {
                worst = law::worse(worst, law::exit(&bag));
                if self.format == Format::Text {
                    output::findings(&bag, &session.sources, output::Format::Text)?;
                }
                let shown = |style| render(&bag, &session.sources, style);
                suite.fault = Some(Fault { plain: shown(Style::Plain), json: shown(Style::Json) });
            }
            suites.push(suite);
        }
        let trials = || suites.iter().flat_map(|suite| &suite.trials);
        if let Some(text) = &self.filter
            && worst == Exit::Done
            && trials().next().is_none()
        {
            let help = "`--verbose` without a filter names all";
            return output::usage(&format!("no scenario has `{text}` in its title"), Some(help));
        }
        if worst == Exit::Done && trials().any(|trial| !trial.passed()) {
            worst = Exit::Tests;
        }
        let answer = match self.format {
            Format::Text => text::text(&suites, self.verbose),
            Format::Json => output::json(&json::json(&suites)),
            Format::Junit => junit::junit(&suites).map_err(io::Error::other)?,
        };
        output::out(&answer)?;
        Ok(worst)
    }

    fn suite(&self, name: String, session: &mut Session, whole: bool) -> Suite {
        let mut suite = Suite { name, fault: None, trials: Vec::new(), coverage: None };
        let typed = session.check();
        let Some(law) = session.plan_of(&typed) else { return suite };
        let entries: Vec<_> = session.entry_files().map(|file| file.span).collect();
        let own =
            |place: Span| entries.iter().any(|file| file.contains(place.start)) || whole && !session.in_library(place);
        let words = self.filter.as_ref().map(|words| words.to_lowercase());
        let wanted = |one: &typed::Scenario| {
            own(one.span) && words.as_ref().is_none_or(|words| one.title.to_lowercase().contains(words))
        };
        let mut seen = Coverage::default();
        let run = session.trials(World { typed, law }, wanted, &mut seen);
        let place = |span| place(&session.sources, span);
        let told = |failure: Failure| Told { place: place(failure.span), failure };
        let placed = run.into_iter().map(|trial| Placed {
            title: trial.title,
            place: place(trial.span),
            failures: trial.failures.into_iter().map(told).collect(),
        });
        suite.trials = placed.collect();
        suite.coverage = self.coverage.then(|| {
            let Report { rules, limbs } = seen.report(own);
            let line = |is_rule| move |covered: session::Covered| (is_rule, covered);
            let all = rules.into_iter().map(line(true)).chain(limbs.into_iter().map(line(false)));
            all.map(|(is_rule, covered)| Line { place: place(covered.span), is_rule, covered }).collect()
        });
        suite
    }
}

/// `law.lxp:12`
fn place(sources: &SourceMap, span: Span) -> String {
    sources.locate(span).map_or_else(String::new, |(file, line, _)| format!("{file}:{line}"))
}

/// How many scenarios passed, and how many did not.
fn tally(suites: &[Suite]) -> (usize, usize) {
    let all = suites.iter().flat_map(|suite| &suite.trials);
    all.fold((0, 0), |(passed, failed), it| if it.passed() { (passed + 1, failed) } else { (passed, failed + 1) })
}
