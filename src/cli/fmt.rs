//! `lexport fmt`: canonical text, written back or only checked.

use super::Exit;
use super::law;
use super::output::{self, GREEN, RED, count};
use crate::session::{self, Rewrite, Unformatted};
use clap::{Args, ValueHint};
use std::io;
use std::path::PathBuf;

/// Write law files in canonical form
///
/// There is one way to write each thing, and this is it. Comments stay where they are, and the law means what it meant:
/// what was written is read again and compared. A file that cannot be read is left as it is.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Fmt {
    /// Law files, or folders, in which every law file is meant; `-` reads standard input and writes standard output
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Write nothing; name the files that are not in canonical form, and fail if there are any
    #[arg(long)]
    check: bool,
}

const HELP: &str = "\
Exit codes:
  0  all is in canonical form now
  2  the arguments mean nothing
  4  a fault in a law
  6  with `--check`, a file is not in canonical form
  7  a file could not be read, or the program itself is at fault";

/// What became of the files.
#[derive(Debug, Default)]
struct Sum {
    kept: usize,
    changed: usize,
    /// Left as they are, because something is wrong.
    left: usize,
}

impl Fmt {
    pub(super) fn run(&self) -> io::Result<Exit> {
        if self.paths.iter().any(|path| law::is_stdin(path)) {
            if self.paths.len() > 1 {
                let help = "format it by itself";
                return output::usage("standard input is no file among others", Some(help));
            }
            return self.standard_input();
        }
        let files = session::law_files(&self.paths);
        if files.is_empty() {
            law::none_found(&self.paths)?;
            return Ok(Exit::Unread);
        }
        let mut exit = Exit::Done;
        let mut sum = Sum::default();
        for path in files {
            let name = path.display();
            match session::rewrite(&path, !self.check) {
                Rewrite::Kept => sum.kept += 1,
                Rewrite::Changed => {
                    sum.changed += 1;
                    if self.check {
                        output::out(&format!("{RED}{name}{RED:#} is not in canonical form\n"))?;
                        exit = law::worse(exit, Exit::Tests);
                    } else {
                        output::out(&format!("{GREEN}{name}{GREEN:#} rewritten\n"))?;
                    }
                }
                Rewrite::Refused(why) => {
                    sum.left += 1;
                    exit = law::worse(exit, refused(&name.to_string(), &why)?);
                }
                Rewrite::Unwritten(why) => {
                    sum.left += 1;
                    output::error(&format!("cannot write `{name}`: {why}"), None)?;
                    exit = Exit::Unread;
                }
            }
        }
        output::out(&self.last_line(&sum))?;
        Ok(exit)
    }

    /// `34 files, all in canonical form`
    fn last_line(&self, sum: &Sum) -> String {
        let Sum { kept, changed, left } = *sum;
        let all = kept + changed + left;
        let of = |number: usize| if number == all { String::new() } else { format!("{number} of ") };
        let mut parts = Vec::new();
        if kept == all {
            let all_in = if all == 1 { "in" } else { "all in" };
            parts.push(format!("{}, {all_in} canonical form", count(all, "file", "files")));
        }
        if changed > 0 {
            let verb = match (self.check, changed) {
                (true, 1) => "is not in canonical form",
                (true, _) => "are not in canonical form",
                (false, _) => "rewritten",
            };
            parts.push(format!("{}{} {verb}", of(changed), count(all, "file", "files")));
        }
        if left > 0 {
            let verb = if left == 1 { "left as it was" } else { "left as they were" };
            parts.push(format!("{}{} {verb}", of(left), count(all, "file", "files")));
        }
        format!("{}\n", parts.join(", "))
    }

    fn standard_input(&self) -> io::Result<Exit> {
        let text = law::stdin()?;
        match session::formatted(law::STDIN, text) {
            Ok((before, after)) if self.check && before == after => Ok(Exit::Done),
            Ok(_) if self.check => {
                output::err(&format!("{RED}{}{RED:#} is not in canonical form\n", law::STDIN))?;
                Ok(Exit::Tests)
            }
            Ok((_, after)) => {
                output::verbatim(&after)?;
                Ok(Exit::Done)
            }
            Err(why) => refused(law::STDIN, &why),
        }
    }
}

/// Says why a text was left as it is.
fn refused(name: &str, why: &Unformatted) -> io::Result<Exit> {
    match why {
        Unformatted::Broken(sources, bag) => {
            output::faults(bag, sources, output::Answer::Text, &format!("{name} was left as it is"))?;
            Ok(law::exit(bag))
        }
        Unformatted::Unfaithful => {
            let fault = "its canonical form would not read as it does; this is a fault of the formatter";
            output::error(&format!("{name} was left as it is: {fault}"), None)?;
            Ok(Exit::Unread)
        }
    }
}
