//! `lexport decide`: what a law says of one case.

use super::Exit;
use super::law::{self, OneLaw, STDIN};
use super::output::{self, Answer};
use super::standpoint::left_out_too;
use crate::decide::Scratch;
use crate::diagnostic::{Bag, did_you_mean};
use crate::enact::Standpoint;
use crate::explain::{self, Decision, Detail};
use crate::facts::{Case, Reader};
use crate::plan;
use crate::session::{self, Laws, Session, World};
use crate::source::SourceId;
use crate::syntax::ast::Force;
use crate::value::Date;
use clap::{Args, ValueHint};
use std::io;
use std::path::{Path, PathBuf};

/// Decide a case: what the law says of it, and why
///
/// Reads the facts of a case and says what the law makes of them: the outcome, the provisions it rests on, and what
/// else follows. Facts that are left out are unknown, not false; if they matter, the decision says what it could still
/// be, and which facts would settle it.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Decide {
    #[command(flatten)]
    law: OneLaw,
    /// The facts, as JSON; `-` for standard input
    #[arg(value_name = "CASE", value_hint = ValueHint::FilePath)]
    case: PathBuf,
    /// The day asked about, instead of the case's own
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    on: Option<Date>,
    /// Leave out everything published after this day
    ///
    /// The law is read as it was known on that day: what was published later is left out, even if it has effect
    /// from an earlier day.
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    known_on: Option<Date>,
    /// Take a bill or a proposal as law; may be given more than once
    #[arg(long, value_name = "NAME")]
    suppose: Vec<String>,
    /// Give every reason, not only those that decide
    #[arg(long)]
    why: bool,
    /// How the decision is shown
    ///
    /// The JSON form is stable: it has the same members in the same order, and its names do not change. With it,
    /// findings about the law and the facts are JSON too, on standard error.
    #[arg(long, value_enum, default_value = "text")]
    format: Answer,
}

const HELP: &str = "\
Examples:
  lexport decide examples/advanced_computing case.json
  lexport decide law.lxp case.json --on 2023-11-16
  lexport decide law.lxp - --format json < case.json

Exit codes:
  0  decided
  2  the arguments mean nothing
  3  undetermined: the facts known do not decide
  4  a fault in the law
  5  a fault in the facts
  7  a file could not be read, or the program itself is at fault";

impl Decide {
    pub(super) fn run(&self) -> io::Result<Exit> {
        if law::is_stdin(&self.law.path) && law::is_stdin(&self.case) {
            let help = "put one of them in a file";
            return output::usage("standard input cannot be both the law and the case", Some(help));
        }
        if self.swapped() {
            let help = format!("lexport decide {} {}", self.case.display(), self.law.path.display());
            return output::usage("the law comes first, then the case", Some(&help));
        }
        let mut session = self.law.load()?;
        let world = session.world_asked(&self.standpoint());
        if let Some(World { law, .. }) = &world {
            session.expect_rules(law);
        }
        // The advice that a law in order may have is for those who write it.
        let bag = session.take_findings();
        let case = self.add_case(&mut session)?;
        let (Some(world), Some(case), false) = (world, case, bag.has_errors()) else {
            let mut all = if bag.has_errors() { bag } else { Bag::new() };
            all.append(session.take_findings());
            output::faults(&all, &session.sources, self.format, "nothing was decided")?;
            return Ok(law::exit(&all));
        };
        if let Err((what, help)) = self.supposable(&world.law) {
            return output::usage(&what, Some(&help));
        }
        left_out_too(&session, &bag)?;
        let laws = Laws::new(&session, world);
        let mut bag = Bag::new();
        let decision = self.decide(&session, &laws, case, &mut bag);
        if let Some(fault) = laws.fault() {
            output::faults(fault, &session.sources, self.format, "nothing was decided")?;
            return Ok(law::exit(fault));
        }
        let Some(decision) = decision else {
            output::faults(&bag.sorted(), &session.sources, self.format, "nothing was decided")?;
            return Ok(Exit::Facts);
        };
        match self.format {
            Answer::Json => output::out(&format!("{}\n", decision.to_json()))?,
            Answer::Text => {
                let detail = if self.why { Detail::Why } else { Detail::Short };
                output::out(&output::ended(explain::text(&decision, detail)))?;
            }
        }
        Ok(if decision.certain().is_some() { Exit::Done } else { Exit::Undetermined })
    }

    /// Whether the case stands where the law belongs, and the law where the case does.
    fn swapped(&self) -> bool {
        let ends = |path: &Path, ending: &str| path.extension().is_some_and(|it| it == ending);
        ends(&self.law.path, "json") && (ends(&self.case, "lxp") || self.case.is_dir())
    }

    fn add_case(&self, session: &mut Session) -> io::Result<Option<SourceId>> {
        if law::is_stdin(&self.case) {
            return Ok(session.add_case_bytes(STDIN, law::stdin()?));
        }
        Ok(session.add_case(&self.case))
    }

    fn standpoint(&self) -> Standpoint {
        Standpoint { known_on: self.known_on, suppose: self.suppose.iter().cloned().collect(), ..Standpoint::default() }
    }

    /// Whether the instruments that are to be taken as law are there; else the name that is none, and the way out.
    fn supposable(&self, law: &plan::Law) -> Result<(), (String, String)> {
        let names = || law.instruments.iter().map(|it| it.name.node.as_str());
        let Some(name) = self.suppose.iter().find(|name| !names().any(|known| known == *name)) else { return Ok(()) };
        let help = did_you_mean(name, names()).unwrap_or_else(|| bills(law));
        Err((format!("the law has no instrument `{name}` to suppose"), help))
    }

    /// Reads the facts and asks; nothing if the facts are at fault.
    fn decide(&self, session: &Session, laws: &Laws<'_>, case: SourceId, bag: &mut Bag) -> Option<Decision> {
        let World { typed, law } = laws.now();
        let source = session.sources.get(case)?;
        let mut case = Case::new(&law.layout);
        if !Reader::new(&law.layout).read_source(source, &mut case, bag) {
            return None;
        }
        let court = laws.court();
        let mut scratch = Scratch::new();
        let day = match self.on {
            Some(day) => day,
            None => session::day(typed, court.now(), &case, (session, source), &mut scratch, bag)?,
        };
        court.decide(&case, day, &mut scratch)
    }
}

/// What could be supposed.
fn bills(law: &plan::Law) -> String {
    let asleep = law.instruments.iter().filter(|it| matches!(it.force, Force::Bill | Force::Proposal));
    let names: Vec<String> = asleep.map(|it| format!("`{}`", it.name.node)).collect();
    if names.is_empty() {
        "no instrument of the law is a bill or a proposal".to_owned()
    } else {
        format!("its bills and proposals are {}", names.join(", "))
    }
}
