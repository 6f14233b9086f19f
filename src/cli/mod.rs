//! The commands; one file a subcommand.
//!
//! This room alone knows arguments, the terminal and exit codes. It may fail to write, and that is all that can
//! fail here: everything else is a finding in the bag of a session.

mod ast;
mod check;
mod completions;
mod consolidated;
mod decide;
mod diff;
mod exit;
mod explain;
mod fmt;
mod history;
mod impact;
mod law;
mod output;
mod plan;
mod repl;
mod schema;
mod standpoint;
mod test;

pub use exit::Exit;

use clap::{Parser, Subcommand};
use std::ffi::OsString;

/// Export rules as code: written, checked, tested and run.
#[derive(Debug, Parser)]
#[command(name = "lexport", version, after_long_help = exit::HELP, max_term_width = 100)]
struct Arguments {
    /// When to use color
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto", display_order = 900)]
    color: output::Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Fmt(fmt::Fmt),
    Decide(decide::Decide),
    Test(test::Test),
    Repl(repl::Start),
    Law(consolidated::Consolidate),
    History(history::History),
    Diff(diff::Diff),
    Impact(impact::Impact),
    Schema(schema::Schema),
    Explain(explain::Explain),
    Ast(ast::Ast),
    Plan(plan::Plan),
    Completions(completions::Completions),
}

/// Runs the command that the arguments ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(fault) => {
            // Help and the version come this way too; they are no faults.
            let _ = fault.print();
            return if fault.use_stderr() { Exit::Usage } else { Exit::Done };
        }
    };
    arguments.color.set();
    let done = match &arguments.command {
        Command::Check(it) => it.run(),
        Command::Fmt(it) => it.run(),
        Command::Decide(it) => it.run(),
        Command::Test(it) => it.run(),
        Command::Repl(it) => it.run(),
        Command::Law(it) => it.run(),
        Command::History(it) => it.run(),
        Command::Diff(it) => it.run(),
        Command::Impact(it) => it.run(),
        Command::Schema(it) => it.run(),
        Command::Explain(it) => it.run(),
        Command::Ast(it) => it.run(),
        Command::Plan(it) => it.run(),
        Command::Completions(it) => it.run::<Arguments>(),
    };
    done.unwrap_or_else(|fault| output::failed(&fault))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_make_sense() {
        Arguments::command().debug_assert();
    }
}
