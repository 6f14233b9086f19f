//! `lexport completions`: words for the shell to complete.

use super::{Exit, output};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io;

/// Print a completion script for a shell
///
/// For bash: `lexport completions bash > ~/.local/share/bash-completion/completions/lexport`. For the others, put the
/// script where the shell looks for its own.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(super) fn run<C: CommandFactory>(&self) -> io::Result<Exit> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut C::command(), "lexport", &mut script);
        output::out(&String::from_utf8_lossy(&script))?;
        Ok(Exit::Done)
    }
}
