//! `lexport test`: every scenario of a law, expected against found.

use super::Exit;
use super::law;
use super::output::{self, GREEN, RED, count};
use crate::check::typed;
use crate::diagnostic::Bag;
use crate::session::{self, Coverage, Session, Trial, Trials};
use clap::Args;
use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

/// Run the scenarios of a law
#[derive(Debug, Args)]
pub(super) struct Test {
    /// Law files, or folders. A folder with a `law.lxp` is one law; any other is searched for files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only scenarios whose title contains this
    #[arg(long, short, value_name = "TEXT")]
    filter: Option<String>,
    /// Name every scenario, not only those that fail
    #[arg(long, short)]
    verbose: bool,
}

/// The scenarios of one law, run.
struct Suite {
    trials: Vec<Placed>,
}

/// A scenario that was run, and where it stands.
struct Placed {
    trial: Trial,
    place: String,
}

impl Test {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let mut exit = Exit::Done;
        let mut suites = Vec::new();
        for target in session::targets(&self.paths) {
            let mut session = target.load();
            let suite = self.suite(&mut session, target.whole);
            let bag = session.take_findings();
            match suite {
                Some(suite) => suites.push(suite),
                None => {
                    output::findings(&bag, &session.sources, output::Format::Text)?;
                    exit = law::exit(&bag);
                }
            }
        }
        output::out(&self.text(&suites))?;
        let failed = suites.iter().flat_map(|suite| &suite.trials).any(|placed| !placed.trial.passed());
        Ok(match exit {
            Exit::Done if failed => Exit::Tests,
            other => other,
        })
    }

    fn suite(&self, session: &mut Session, whole: bool) -> Option<Suite> {
        let typed = session.check();
        let law = session.plan_of(&typed)?;
        let entries: Vec<_> = session.entry_files().map(|file| file.span).collect();
        let wanted = |one: &typed::Scenario| {
            let here = entries.iter().any(|file| file.contains(one.span.start));
            let belongs = here || whole && !session.in_library(one.span);
            belongs && self.filter.as_ref().is_none_or(|words| one.title.contains(words.as_str()))
        };
        let mut bag = Bag::new();
        let trials = Trials::new(law, &typed, &mut bag, wanted);
        let run = trials.run(&session.sources, &mut Coverage::default());
        let place = |trial: &Trial| {
            let found = session.sources.locate(trial.span);
            found.map_or_else(String::new, |(file, line, _)| format!("{file}:{line}"))
        };
        Some(Suite { trials: run.into_iter().map(|trial| Placed { place: place(&trial), trial }).collect() })
    }

    fn text(&self, suites: &[Suite]) -> String {
        let mut out = String::new();
        let (mut passed, mut failed) = (0, 0);
        for placed in suites.iter().flat_map(|suite| &suite.trials) {
            if placed.trial.passed() {
                passed += 1;
                if self.verbose {
                    let _ = writeln!(out, "{GREEN}pass{GREEN:#}  {}", placed.trial.title);
                }
            } else {
                failed += 1;
                failure(&mut out, placed);
            }
        }
        let color = if failed == 0 { GREEN } else { RED };
        let _ =
            writeln!(out, "{color}{passed} passed, {failed} failed{color:#} in {}", count(suites.len(), "law", "laws"));
        out
    }
}

fn failure(out: &mut String, placed: &Placed) {
    let _ = writeln!(out, "{RED}FAIL{RED:#}  {}  {}", placed.trial.title, placed.place);
    for failure in &placed.trial.failures {
        let _ = writeln!(out, "      expected  {}", failure.expected);
        let _ = writeln!(out, "      found     {}", failure.found);
        for line in &failure.why {
            let _ = writeln!(out, "                {line}");
        }
    }
}
