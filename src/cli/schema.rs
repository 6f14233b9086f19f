//! `lexport schema`: what a case of a law may say, and what a decision does say.

use super::Exit;
use super::law::{self, OneLaw};
use super::output::{self, Answer};
use crate::facts;
use clap::{Args, ValueHint};
use std::io;
use std::path::PathBuf;

/// The schema of decisions; a test makes it from the page that describes them.
const DECISION: &str = include_str!("../../grammar/decision.schema.json");

/// Print a JSON Schema of the facts a law asks for, or of decisions
///
/// For editors, which complete and check a case with it, and for programs that make cases. What the schema refuses,
/// `lexport decide` refuses; `decide` also looks at what a schema cannot say, such as units and the calendar.
///
/// With `--decision` it is the schema of what `lexport decide --format json` prints, under any law.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// A law file with all it imports; a folder stands for the `law.lxp` in it, `-` for standard input
    #[arg(value_name = "LAW", value_hint = ValueHint::AnyPath, required_unless_present = "decision")]
    path: Option<PathBuf>,
    /// The schema of decisions, which is the same for every law
    #[arg(long, conflicts_with = "path")]
    decision: bool,
}

impl Schema {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let Some(path) = self.path.clone() else {
            output::out(DECISION)?;
            return Ok(Exit::Done);
        };
        let mut session = OneLaw { path }.load()?;
        let law = session.plan();
        let bag = session.take_findings();
        let Some(law) = law else {
            output::faults(&bag, &session.sources, Answer::Text, "no schema was made")?;
            return Ok(law::exit(&bag));
        };
        output::out(&output::json(&format!("{:#}\n", facts::schema(&law.layout))))?;
        Ok(Exit::Done)
    }
}
