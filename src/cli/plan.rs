//! `lexport plan`: the flat form that decisions run on, for people who look into it.

use super::Exit;
use super::law::{self, Law};
use super::output::{self, Answer};
use crate::plan;
use crate::value::Date;
use clap::Args;
use std::io;

/// Print the flat form of a law, for those who work on Lexport
#[derive(Debug, Args)]
pub(super) struct Plan {
    #[command(flatten)]
    law: Law,
    /// The day of the law; its last days if not given
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    on: Option<Date>,
}

impl Plan {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let mut session = self.law.load()?;
        let law = session.plan();
        let bag = session.take_findings();
        let Some(law) = law else {
            output::faults(&bag, &session.sources, Answer::Text, "no plan was made")?;
            return Ok(law::exit(&bag));
        };
        output::out(&plan::print(&law, self.on))?;
        Ok(Exit::Done)
    }
}
