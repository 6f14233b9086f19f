//! `lexport ast`: the tree that the parser made, for people who look into it.

use super::Exit;
use super::law::{self, Law};
use super::output::{self, Answer};
use crate::syntax;
use clap::Args;
use std::io;

/// Print the syntax tree of law files, for those who work on Lexport
#[derive(Debug, Args)]
pub(super) struct Ast {
    #[command(flatten)]
    law: Law,
}

impl Ast {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let mut session = self.law.load()?;
        for file in session.entry_files() {
            output::out(&syntax::print(file, &session.sources))?;
        }
        let bag = session.take_findings();
        if !bag.is_empty() {
            output::faults(&bag, &session.sources, Answer::Text, "parts of the tree are broken")?;
        }
        Ok(law::exit(&bag))
    }
}
