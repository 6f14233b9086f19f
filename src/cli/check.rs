//! `lexport check`: everything that can be known to be wrong before anything runs.

use super::Exit;
use super::law::{self, Law};
use super::output::{self, Format, count};
use crate::diagnostic::{Bag, tally};
use crate::session::Session;
use crate::syntax::ast::Declaration;
use clap::Args;
use std::io;

/// Check a law: names, types, units, dates, codes
///
/// Everything that can be known to be wrong before a case is decided, all of it in one run. What is wrong has a code;
/// `lexport explain CODE` says more about it. Advice is shown too, and does not fail the check.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Check {
    #[command(flatten)]
    law: Law,
    /// How findings are shown
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

const HELP: &str = "\
Examples:
  lexport check law.lxp
  lexport check examples/advanced_computing --format plain

Exit codes:
  0  in order, but for advice
  2  the arguments mean nothing
  4  a fault in the law
  7  a file could not be read, or the program itself is at fault";

impl Check {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let mut session = self.law.load()?;
        let law = session.check();
        session.plan_of(&law);
        let bag = session.take_findings();
        output::findings(&bag, &session.sources, self.format)?;
        if self.format != Format::Json {
            if bag.has_errors() {
                output::err(&format!("{}\n", tally(&bag, &session.sources)))?;
            } else {
                let scenarios = law.scenarios.iter().filter(|one| !session.in_library(one.span)).count();
                output::out(&format!("ok: {}\n", summary(&session, scenarios, &bag)))?;
            }
        }
        Ok(law::exit(&bag))
    }
}

/// `12 files, 45 provisions, 3 scenarios`
fn summary(session: &Session, scenarios: usize, bag: &Bag) -> String {
    let files = session.own_files().count();
    let provisions = session
        .own_files()
        .flat_map(|file| &file.declarations)
        .filter(|it| matches!(it, Declaration::Define(_) | Declaration::Entry(_) | Declaration::Rule(_)))
        .count();
    let mut parts = vec![count(files, "file", "files"), count(provisions, "provision", "provisions")];
    parts.push(count(scenarios, "scenario", "scenarios"));
    if !bag.is_empty() {
        parts.push(tally(bag, &session.sources));
    }
    parts.join(", ")
}
