//! `lexport fmt`: canonical text, written back or only checked.

use super::Exit;
use super::output::{self, GREEN, RED, count};
use crate::session::{self, Rewrite, Unformatted};
use clap::Args;
use std::io;
use std::path::PathBuf;

/// Write law files in canonical form
#[derive(Debug, Args)]
pub(super) struct Fmt {
    /// Law files, or folders, in which every law file is meant; `-` reads standard input and writes standard output
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing; name the files that are not in canonical form, and fail if there are any
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub(super) fn run(&self) -> io::Result<Exit> {
        if self.paths.iter().any(|path| path.as_os_str() == "-") {
            return self.standard_input();
        }
        let mut exit = Exit::Done;
        let (mut kept, mut changed) = (0, 0);
        for path in session::law_files(&self.paths) {
            let name = path.display();
            match session::rewrite(&path, !self.check) {
                Rewrite::Kept => kept += 1,
                Rewrite::Changed => {
                    changed += 1;
                    if self.check {
                        output::out(&format!("{RED}{name}{RED:#} is not in canonical form\n"))?;
                        exit = Exit::Tests;
                    } else {
                        output::out(&format!("{GREEN}{name}{GREEN:#} rewritten\n"))?;
                    }
                }
                Rewrite::Refused(why) => exit = refused(&name.to_string(), &why)?,
                Rewrite::Unread(why) => {
                    output::err(&format!("lexport: {name}: {why}\n"))?;
                    exit = Exit::Unread;
                }
            }
        }
        let files = count(kept + changed, "file", "files");
        let verb = if self.check { "not in canonical form" } else { "rewritten" };
        output::out(&format!("{files}, {changed} {verb}\n"))?;
        Ok(exit)
    }

    fn standard_input(&self) -> io::Result<Exit> {
        let text = super::law::stdin()?;
        match session::formatted("<stdin>", text) {
            Ok((before, after)) if self.check => Ok(if before == after { Exit::Done } else { Exit::Tests }),
            Ok((_, after)) => {
                output::out(&after)?;
                Ok(Exit::Done)
            }
            Err(why) => refused("<stdin>", &why),
        }
    }
}

/// Says why a text was left as it is.
fn refused(name: &str, why: &Unformatted) -> io::Result<Exit> {
    match why {
        Unformatted::Broken(sources, bag) => {
            output::findings(bag, sources, output::Format::Text)?;
            output::err(&format!("lexport: {name} was left as it is: part of it cannot be read\n"))?;
            Ok(Exit::Law)
        }
        Unformatted::Unfaithful => {
            let fault = "its canonical form would not read as it does; this is a fault of the formatter";
            output::err(&format!("lexport: {name} was left as it is: {fault}\n"))?;
            Ok(Exit::Unread)
        }
    }
}
