//! `lexport schema`: what a case of a law may say.

use super::Exit;
use super::law::{self, OneLaw};
use super::output::{self, Answer};
use crate::facts;
use clap::Args;
use std::io;

/// Print a JSON Schema of the facts a law asks for
///
/// For editors, which complete and check a case with it, and for programs that make cases. What the schema refuses,
/// `lexport decide` refuses; `decide` also looks at what a schema cannot say, such as units and the calendar.
#[derive(Debug, Args)]
pub(super) struct Schema {
    #[command(flatten)]
    law: OneLaw,
}

impl Schema {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let mut session = self.law.load()?;
        let law = session.plan();
        let bag = session.take_findings();
        let Some(law) = law else {
            output::faults(&bag, &session.sources, Answer::Text, "no schema was made")?;
            return Ok(law::exit(&bag));
        };
        output::out(&format!("{:#}\n", facts::schema(&law.layout)))?;
        Ok(Exit::Done)
    }
}
