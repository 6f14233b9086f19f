//! `lexport decide`: what a law says of one case.

use super::Exit;
use super::law::{self, OneLaw, STDIN};
use super::output::{self, Answer};
use super::standpoint::left_out_too;
use crate::decide::Scratch;
use crate::diagnostic::{Bag, did_you_mean};
use crate::enact::Standpoint;
use crate::explain::{self, Decision, Detail, Look};
use crate::facts::{Case, Reader};
use crate::plan;
use crate::session::{self, Laws, Session, World};
use crate::source::{SourceId, visible};
use crate::syntax::ast::Force;
use crate::value::Date;
use anstyle::Style;
use clap::{Args, ValueHint};
use serde::Serialize;
use std::io;
use std::path::{Path, PathBuf};

/// Decide a case: what the law says of it, and why
///
/// Reads the facts of a case and says what the law makes of them: the outcome, the provisions it rests on, and what
/// else follows. Facts that are left out are unknown, not false; if they matter, the decision says what it could still
/// be, and which facts would settle it. Of several cases and days, each case is decided on each day.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Decide {
    #[command(flatten)]
    law: OneLaw,
    /// The facts, as JSON; `-` for standard input
    #[arg(value_name = "CASE", value_hint = ValueHint::FilePath, required = true)]
    cases: Vec<PathBuf>,
    /// The day asked about, instead of the case's own; may be given more than once
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    on: Vec<Date>,
    /// Leave out everything released, or else published, after this day
    ///
    /// The law is read as it was known on that day: what was released for inspection, or else published, later is
    /// left out, even if it has effect from an earlier day.
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
    /// The JSON form is stable: it has the same members in the same order, and its names do not change.
    /// grammar/DECISION.md describes them, and `lexport schema --decision` prints their schema. With it, findings about
    /// the law and the facts are JSON too, an array on standard error.
    #[arg(long, value_enum, default_value = "text")]
    format: Answer,
}

const BOLD: Style = Style::new().bold();

const HELP: &str = "\
Examples:
  lexport decide examples/advanced_computing case.json
  lexport decide law.lxp case.json --on 2023-11-16
  lexport decide law.lxp case.json --on 2023-11-16 --on 2023-11-17
  lexport decide law.lxp cases/*.json --format json
  lexport decide law.lxp - --format json < case.json

Exit codes:
  0  decided
  2  the arguments mean nothing
  3  undetermined: the facts known do not decide
  4  a fault in the law
  5  a fault in the facts
  7  a file could not be read, or the program itself is at fault
Of several decisions, the one furthest from a decision tells: a fault before undetermined.";

/// A case that was asked for.
struct Asked<'a> {
    path: &'a Path,
    /// One for each day; none if something is wrong with the facts.
    decisions: Vec<Decision>,
}

impl Decide {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let read = self.cases.iter().filter(|case| law::is_stdin(case)).count();
        if law::is_stdin(&self.law.path) && read > 0 {
            let help = "put one of them in a file";
            return output::usage("standard input cannot be both the law and the case", Some(help));
        }
        if read > 1 {
            return output::usage("standard input can be one case only", Some("put the others in files"));
        }
        if let Some(case) = self.swapped() {
            let help = format!("lexport decide {} {}", case.display(), self.law.path.display());
            return output::usage("the law comes first, then the case", Some(&help));
        }
        let mut session = self.law.load()?;
        let world = session.world_asked(&self.standpoint());
        if let Some(World { law, .. }) = &world {
            session.expect_rules(law);
        }
        // The advice that a law in order may have is for those who write it.
        let bag = session.take_findings();
        let mut sources = Vec::new();
        for case in &self.cases {
            sources.push(Self::add_case(&mut session, case)?);
        }
        let unread = session.take_findings();
        let Some(world) = world.filter(|_| !bag.has_errors()) else {
            let mut all = bag;
            all.append(unread);
            output::faults(&all, &session.sources, self.format, "nothing was decided")?;
            return Ok(law::exit(&all));
        };
        if let Err((what, help)) = self.supposable(&world.law) {
            return output::usage(&what, Some(&help));
        }
        left_out_too(&session, &bag)?;
        let laws = Laws::new(&session, world);
        let mut faults = unread;
        let mut exit = law::exit(&faults);
        let mut told = Vec::new();
        for (path, source) in self.cases.iter().zip(sources) {
            let mut bag = Bag::new();
            let decisions = source.and_then(|source| self.decide(&session, &laws, source, &mut bag));
            if let Some(fault) = laws.fault() {
                output::faults(fault, &session.sources, self.format, "nothing was decided")?;
                return Ok(law::exit(fault));
            }
            if decisions.is_none() && source.is_some() {
                exit = exit.or(Exit::Facts);
            }
            faults.append(bag);
            told.push(Asked { path, decisions: decisions.unwrap_or_default() });
        }
        self.tell(&told)?;
        if faults.has_errors() {
            let undecided = told.iter().filter(|it| it.decisions.is_empty()).count();
            let what = match (undecided, told.len()) {
                (undecided, all) if undecided == all => "nothing was decided".to_owned(),
                (undecided, all) => format!("{undecided} of {all} cases could not be decided"),
            };
            output::faults(&faults.sorted(), &session.sources, self.format, &what)?;
        }
        let decisions = || told.iter().flat_map(|it| &it.decisions);
        if decisions().any(|it| it.certain().is_none()) {
            exit = exit.or(Exit::Undetermined);
        }
        Ok(exit)
    }

    /// Prints the decisions that were made.
    fn tell(&self, told: &[Asked<'_>]) -> io::Result<()> {
        if told.iter().all(|it| it.decisions.is_empty()) {
            return Ok(());
        }
        let alone = self.cases.len() == 1 && self.on.len() <= 1;
        match self.format {
            Answer::Json if alone => {
                let one = told.iter().flat_map(|it| &it.decisions).next();
                one.map_or(Ok(()), |one| output::out(&output::json(&format!("{}\n", one.to_json()))))
            }
            Answer::Json => {
                let each = told.iter().flat_map(|it| {
                    it.decisions.iter().map(|decision| OfCase { case: it.path.display().to_string(), decision })
                });
                let all = serde_json::to_string_pretty(&each.collect::<Vec<_>>())?;
                output::out(&output::json(&format!("{all}\n")))
            }
            Answer::Text => {
                let detail = if self.why { Detail::Why } else { Detail::Short };
                let look = Look { width: output::out_width(), ..detail.into() };
                let mut texts = Vec::new();
                for asked in told {
                    for (number, decision) in asked.decisions.iter().enumerate() {
                        let head = if number == 0 && self.cases.len() > 1 {
                            format!("{BOLD}{}{BOLD:#}\n", visible(&asked.path.display().to_string()))
                        } else {
                            String::new()
                        };
                        texts.push(format!("{head}{}", explain::text(decision, look)));
                    }
                }
                output::out(&output::ended(texts.join("\n")))
            }
        }
    }

    /// Whether the case stands where the law belongs, and the law where the case does.
    fn swapped(&self) -> Option<&Path> {
        let ends = |path: &Path, ending: &str| path.extension().is_some_and(|it| it == ending);
        let first = self.cases.first().filter(|case| ends(case, "lxp") || case.is_dir())?;
        ends(&self.law.path, "json").then_some(first)
    }

    fn add_case(session: &mut Session, case: &Path) -> io::Result<Option<SourceId>> {
        if law::is_stdin(case) {
            return Ok(session.add_case_bytes(STDIN, law::stdin()?));
        }
        Ok(session.add_case(case))
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

    /// Reads the facts and asks, once for each day; nothing if the facts are at fault.
    fn decide(&self, session: &Session, laws: &Laws<'_>, case: SourceId, bag: &mut Bag) -> Option<Vec<Decision>> {
        let World { typed, law } = laws.now();
        let source = session.sources.get(case)?;
        let mut case = Case::new(&law.layout);
        if !Reader::new(&law.layout).read_source(source, &mut case, bag) {
            return None;
        }
        let court = laws.court();
        let mut scratch = Scratch::new();
        let mut days = self.on.clone();
        if days.is_empty() {
            days.push(session::day(typed, court.now(), &case, (session, source), &mut scratch, bag)?);
        }
        days.into_iter().map(|day| court.decide(&case, day, &mut scratch)).collect()
    }
}

/// One of several decisions.
#[derive(Serialize)]
struct OfCase<'a> {
    case: String,
    decision: &'a Decision,
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
