//! `lexport repl`: a session with a law, typed line by line.

use super::Exit;
use super::law;
use super::output;
use crate::repl::{self, Editing, Failed, Repl};
use crate::session::Session;
use crate::value::Date;
use clap::{Args, ValueHint};
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

/// Ask, change and explain a law, line by line
///
/// At the prompt stand expressions, facts, questions, declarations and changes of the law; `:help` lists what can be
/// typed. Each change is answered with what became of the decision. Where standard input is no terminal, its lines are
/// said one after the other, as those of a script are.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Start {
    /// Law files, read as one law with all they import; a folder stands for the `law.lxp` in it
    #[arg(value_name = "LAW", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Say the lines of a file, write the transcript, and end; `-` for standard input
    ///
    /// Of a file with lines that begin with `> `, only these are said: a transcript can be said again.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    script: Option<PathBuf>,
    /// The day asked about, instead of the case's own
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    on: Option<Date>,
}

const HELP: &str = "\
Examples:
  lexport repl examples/advanced_computing
  lexport repl law.lxp --on 2023-11-17
  lexport repl law.lxp --script questions.session

Exit codes:
  0  ended; of a script: nothing failed
  2  the arguments mean nothing, or a line of a script means nothing
  4  a fault in the law, or in a line of a script
  5  a fault in the facts of a script
  7  a file could not be read or written";

impl Start {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let mut session = Session::new();
        for path in &self.paths {
            if law::is_stdin(path) {
                let help = "standard input is where lines are typed; name a file";
                return output::usage("the law cannot come from standard input here", Some(help));
            }
            session.add_path(path);
        }
        let (repl, told) = Repl::new(session, self.on, output::out_width());
        output::out(&told.text)?;
        let script = match self.script.as_ref().filter(|path| !law::is_stdin(path)) {
            Some(path) => Some(crate::session::text_of(path)),
            None if self.script.is_none() && io::stdin().is_terminal() => None,
            None => Some(String::from_utf8(law::stdin()?).map_err(|_| "standard input is not UTF-8 text".to_owned())),
        };
        match script {
            Some(Ok(text)) => said(repl, &text, told.failed),
            Some(Err(why)) => {
                output::error(&why, None)?;
                Ok(Exit::Unread)
            }
            None => {
                // At the prompt Ctrl-C is a key; while a command runs, it stops what can be stopped and not the session.
                signal_hook::flag::register(signal_hook::consts::SIGINT, repl.stop())?;
                let editing = Editing { history: history(), color: output::colors() };
                repl::edit(repl, &editing, &mut output::out)?;
                Ok(Exit::Done)
            }
        }
    }
}

/// Says the lines of a script. The first thing that fails says how it ends.
fn said(mut repl: Repl, text: &str, mut failed: Option<Failed>) -> io::Result<Exit> {
    for turn in repl::script(&mut repl, text) {
        output::out(&turn.said)?;
        output::out(&turn.answer.text)?;
        failed = failed.or(turn.answer.failed);
    }
    Ok(match failed {
        None => Exit::Done,
        Some(Failed::Asked) => Exit::Usage,
        Some(Failed::Law) => Exit::Law,
        Some(Failed::Facts) => Exit::Facts,
        Some(Failed::Unread) => Exit::Unread,
    })
}

/// Where what is typed is kept for the next session: in the folder that the system has for such things.
#[expect(clippy::disallowed_methods, reason = "the environment is looked at here")]
fn history() -> Option<PathBuf> {
    let named = |name: &str| std::env::var(name).ok().filter(|path| Path::new(path).is_absolute()).map(PathBuf::from);
    let home = || named("HOME").or_else(|| named("USERPROFILE"));
    let state = named("XDG_STATE_HOME").or_else(|| match std::env::consts::OS {
        "windows" => named("LOCALAPPDATA"),
        "macos" => Some(home()?.join("Library/Application Support")),
        _ => Some(home()?.join(".local/state")),
    });
    Some(state?.join("lexport").join("history"))
}
