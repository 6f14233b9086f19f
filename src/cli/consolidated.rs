//! `lexport law`: the law of a day, written as a law of its own.

use super::Exit;
use super::law::{self, OneLaw};
use super::output::{self, Answer, GREEN, count};
use super::standpoint::From;
use crate::consolidate::{Consolidated, consolidate};
use crate::diagnostic::Bag;
use crate::session;
use crate::value::Date;
use clap::{Args, ValueHint};
use std::io;
use std::path::PathBuf;

/// Write the consolidated law of a day
///
/// All provisions in force on the day, each as amended, in one text that can be read, checked and run like any other law and
/// that means the same on that day. Amendments and scenarios are left out. Behind its lines stands where each provision comes
/// from, and each limb that an amendment put there. What comes with Lexport is imported, unless the law has changed it.
///
/// What no text of one day can say is said above it, and on standard error: saving clauses that keep an older law for some
/// cases, provisions that are not enforced or need not be complied with yet by an amendment of their own.
///
/// A bill or a proposal that is supposed is written as the statute it would be, so that the text runs as it stands.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Consolidate {
    #[command(flatten)]
    law: OneLaw,
    /// Which day
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    on: Date,
    #[command(flatten)]
    from: From,
    /// How it is given out
    ///
    /// As JSON, the text is a member among others, which say for each provision who made it, who changed it, and when.
    #[arg(long, value_enum, default_value = "text")]
    format: Answer,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

const HELP: &str = "\
Examples:
  lexport law examples/advanced_computing --on 2024-04-04
  lexport law law.lxp --on 2026-02-01 -o law_2026-02-01.lxp
  lexport law law.lxp --on 2026-02-01 --known-on 2026-01-10
  lexport law law.lxp --on 2027-01-01 --suppose remote_access_bill --format json

Exit codes:
  0  written
  2  the arguments mean nothing
  4  a fault in the law
  7  a file could not be read or written, or the program itself is at fault";

impl Consolidate {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let mut session = self.law.load()?;
        if let Some(exit) = self.from.look(&mut session, self.format, "nothing was written")? {
            return Ok(exit);
        }
        if let Some(path) = self.output.as_ref().filter(|path| session.has_read(path)) {
            let help = "it holds the law of every day, and would hold that of one: name another file";
            output::error(&format!("`{}` is a file of the law itself", path.display()), Some(help))?;
            return Ok(Exit::Usage);
        }
        let law = session.enacted(&self.from.standpoint(), &mut Bag::new());
        let Ok(made) = consolidate(&law, &session.texts(), self.on) else {
            output::error("the text would not mean what the law means; this is a fault of Lexport", None)?;
            return Ok(Exit::Unread);
        };
        for notice in &made.notices {
            output::advice(&format!("not in the text: {} ({})", notice.text, notice.place))?;
        }
        self.give_out(&made)
    }

    fn give_out(&self, made: &Consolidated) -> io::Result<Exit> {
        let text = match self.format {
            Answer::Text => made.text.clone(),
            Answer::Json => format!("{}\n", made.to_json()),
        };
        let Some(path) = self.output.as_ref().filter(|path| !law::is_stdin(path)) else {
            match self.format {
                Answer::Text => output::verbatim(&text)?,
                Answer::Json => output::out(&output::json(&text))?,
            }
            return Ok(Exit::Done);
        };
        if let Err(fault) = session::write(path, &text) {
            output::error(&format!("cannot write `{}`: {fault}", path.display()), None)?;
            return Ok(Exit::Unread);
        }
        let provisions = count(made.provisions.len(), "provision", "provisions");
        output::out(&format!("{GREEN}{}{GREEN:#} written: {provisions}, law of {}\n", path.display(), made.day))?;
        Ok(Exit::Done)
    }
}
