//! `lexport plan`: the flat form that decisions run on, for people who look into it.

use super::Exit;
use super::law::{self, Law};
use super::output::{self, Format};
use crate::plan;
use crate::value::{Date, ParseDateError};
use clap::Args;
use std::io;

/// Print the flat form of a law, for those who work on Lexport
#[derive(Debug, Args)]
pub(super) struct Plan {
    #[command(flatten)]
    law: Law,
    /// The day of the law; its last days if not given
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<Date>,
}

impl Plan {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let mut session = self.law.load()?;
        let law = session.plan();
        let bag = session.take_findings();
        output::findings(&bag, &session.sources, Format::Text)?;
        if let Some(law) = law {
            output::out(&plan::print(&law, self.on))?;
        }
        Ok(law::exit(&bag))
    }
}

fn date(text: &str) -> Result<Date, &'static str> {
    Date::parse(text).map_err(|fault| match fault {
        ParseDateError::NotInCalendar => "the month or the day does not exist",
        ParseDateError::Malformed => "a date is written year-month-day: 2023-11-17",
    })
}
