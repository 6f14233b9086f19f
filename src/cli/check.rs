//! `lexport check`: everything that can be known to be wrong before anything runs.

use super::Exit;
use super::law::{self, Laws};
use super::output::{self, Format, GREEN, RED, count};
use crate::check::typed;
use crate::diagnostic::{Bag, Style, Tally, render};
use crate::session::Session;
use crate::syntax::ast::{Amendment, AmendmentLine, Change, Declaration};
use clap::Args;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io;

/// Check laws: names, types, units, dates, codes
///
/// Everything that can be known to be wrong before a case is decided, all of it in one run. What is wrong has a code;
/// `lexport explain CODE` says more about it. Advice is shown too, and does not fail the check.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Check {
    #[command(flatten)]
    laws: Laws,
    /// How findings are shown
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

const HELP: &str = "\
Examples:
  lexport check law.lxp
  lexport check examples stdlib --format plain

Exit codes:
  0  in order, but for advice
  2  the arguments mean nothing
  4  a fault in a law
  7  a file could not be read, or the program itself is at fault";

impl Check {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let targets = self.laws.targets()?;
        if targets.is_empty() {
            return Ok(Exit::Unread);
        }
        let mut exit = Exit::Done;
        let mut sum = Sum::default();
        for target in &targets {
            let mut session = law::load(target)?;
            let typed = session.check();
            session.plan_of(&typed);
            let mut bag = session.take_findings();
            exit = law::worse(exit, law::exit(&bag));
            sum.add(&target.name, &session, &typed, &mut bag);
            if self.format != Format::Json {
                output::findings(&bag, &session.sources, self.format)?;
            }
        }
        match self.format {
            Format::Json => output::out(&output::json(&format!("{:#}\n", sum.json())))?,
            Format::Text | Format::Plain if exit == Exit::Done => output::out(&sum.in_order())?,
            Format::Text | Format::Plain => output::err(&sum.at_fault())?,
        }
        Ok(exit)
    }
}

/// How much was checked.
#[derive(Debug, Clone, Copy, Default)]
struct Extent {
    files: usize,
    provisions: usize,
    amendments: usize,
    scenarios: usize,
}

/// Everything that was checked. A file that several laws share is counted, and shown, once.
#[derive(Debug, Default)]
struct Sum {
    laws: Vec<Value>,
    laws_at_fault: usize,
    files: BTreeSet<String>,
    extent: Extent,
    tally: Tally,
}

impl Sum {
    /// Takes in a law, and takes out of its findings what another law had already.
    fn add(&mut self, name: &str, session: &Session, typed: &typed::Law, bag: &mut Bag) {
        let own = extent(session, typed, |_| true);
        let findings: Value = serde_json::from_str(&render(bag, &session.sources, Style::Json)).unwrap_or_default();
        self.laws.push(json!({
            "name": name,
            "files": own.files,
            "provisions": own.provisions,
            "amendments": own.amendments,
            "scenarios": own.scenarios,
            "findings": findings,
        }));
        self.laws_at_fault += usize::from(bag.has_errors());
        let fresh = extent(session, typed, |file| !self.files.contains(file));
        self.extent.files += fresh.files;
        self.extent.provisions += fresh.provisions;
        self.extent.amendments += fresh.amendments;
        self.extent.scenarios += fresh.scenarios;
        self.files.extend(session.own_files().filter_map(|file| Some(session.sources.get(file.source)?.name.clone())));
        bag.retain(|finding| self.tally.add(finding, &session.sources));
    }

    /// `6 laws in order: 24 files, 79 provisions, 12 amendments, 301 scenarios`
    fn in_order(&self) -> String {
        let Extent { files, provisions, amendments, scenarios } = self.extent;
        let mut parts = vec![count(files, "file", "files"), count(provisions, "provision", "provisions")];
        if amendments > 0 {
            parts.push(count(amendments, "amendment", "amendments"));
        }
        parts.push(count(scenarios, "scenario", "scenarios"));
        if !self.tally.is_empty() {
            parts.push(self.tally.to_string());
        }
        let laws = count(self.laws.len(), "law", "laws");
        format!("{GREEN}{laws} in order{GREEN:#}: {}\n", parts.join(", "))
    }

    /// `1 of 6 laws at fault: 2 errors`
    fn at_fault(&self) -> String {
        match self.laws.len() {
            1 => format!("{RED}{}{RED:#}\n", self.tally),
            laws => format!("{RED}{} of {laws} laws at fault{RED:#}: {}\n", self.laws_at_fault, self.tally),
        }
    }

    fn json(&self) -> Value {
        json!({
            "errors": self.tally.errors(),
            "advice": self.tally.advice(),
            "laws_at_fault": self.laws_at_fault,
            "laws": self.laws,
        })
    }
}

/// How much of a law stands in files with such names; the standard library is not counted.
fn extent(session: &Session, typed: &typed::Law, counted: impl Fn(&str) -> bool) -> Extent {
    let name = |id| session.sources.get(id).map_or("", |source| source.name.as_str());
    let files: Vec<_> = session.own_files().filter(|file| counted(name(file.source))).collect();
    let amendments: Vec<&Amendment> = files
        .iter()
        .flat_map(|file| &file.declarations)
        .filter_map(|it| if let Declaration::Amendment(it) = it { Some(it) } else { None })
        .collect();
    let inserted = amendments.iter().flat_map(|it| &it.lines).flat_map(|(_, line)| match line {
        AmendmentLine::Change(Change::Insert(all)) => all.as_slice(),
        _ => &[],
    });
    let is_provision =
        |it: &&Declaration| matches!(it, Declaration::Define(_) | Declaration::Entry(_) | Declaration::Rule(_));
    let is_in = |place: crate::source::Span| files.iter().any(|file| file.span.contains(place.start));
    Extent {
        files: files.len(),
        provisions: files.iter().flat_map(|file| &file.declarations).chain(inserted).filter(is_provision).count(),
        amendments: amendments.len(),
        scenarios: typed.scenarios.iter().filter(|one| is_in(one.span)).count(),
    }
}
