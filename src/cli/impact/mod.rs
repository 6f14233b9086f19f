//! `lexport impact`: what a change of the law makes of many cases.

mod head;
mod json;
mod progress;
mod run;

use super::Exit;
use super::law::{self, OneLaw, STDIN};
use super::output::{self, Answer};
use super::standpoint::{From, left_out_too};
use crate::diagnostic::{Bag, did_you_mean};
use crate::enact::{self, Standpoint};
use crate::impact::{Change, Compared, IdPath, Question, Side};
use crate::plan::Law;
use crate::session::{self, Laws, Session, World};
use crate::value::Date;
use clap::{Args, ValueEnum, ValueHint};
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;

/// Show what a change of the law makes of many cases
///
/// Every case is asked twice: of the law without an amendment or an instrument and of the law with it, or on two days. The
/// outcomes that differ are listed, then counted: how many became graver or milder, from what to what, and which rules make
/// the difference. Cases whose outcome is the same, and whose classification, review, duties, charges or flags are not, are
/// counted apart. A saving clause that keeps the older law for a case counts here as it does for `decide`.
///
/// The cases are lines of JSON, each one case as `decide` takes it. They are read as they come, so there may be any number of
/// them. A line that is no case is told of on standard error, with its number and place; the others are compared all the same.
#[derive(Debug, Args)]
#[command(override_usage = USAGE, after_long_help = HELP)]
pub(super) struct Impact {
    #[command(flatten)]
    law: OneLaw,
    /// The cases, one JSON object a line; `-` for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    cases: PathBuf,
    /// Compare the law without an amendment to the law with it; may be given more than once
    ///
    /// An amendment made by a bill or a proposal is taken to be law, with whatever else that makes on both sides.
    #[arg(long, value_name = "NAME")]
    amendment: Vec<String>,
    /// Compare the law without an instrument, and all that it made or changed, to the law with it; may be given more than once
    ///
    /// A bill or a proposal is taken to be law.
    #[arg(long, value_name = "NAME")]
    instrument: Vec<String>,
    /// The earlier of two days on which every case is asked about
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    from: Option<Date>,
    /// The later of two days on which every case is asked about
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    to: Option<Date>,
    /// The day asked about, instead of each case's own
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    on: Option<Date>,
    /// Say why, for the case on a line or with an id; may be given more than once
    ///
    /// A number is that of a line, from 1; anything else is an id, and so is a number after `id:`. Both decisions are shown, as
    /// far as they differ.
    #[arg(long, value_name = "LINE|ID")]
    why: Vec<String>,
    /// List only such cases; may be given more than once
    ///
    /// As text, the cases that changed are listed if nothing is said; for programs, all of them.
    #[arg(long, value_enum, value_name = "KIND")]
    only: Vec<Only>,
    /// List no case, show the summary alone
    #[arg(long, conflicts_with = "only")]
    summary: bool,
    /// The entry by which cases are known, as a path from the outermost object
    ///
    /// A text or a number. An entry of the outermost object that the law does not declare is passed over when the case is read.
    #[arg(long, value_name = "PATH", default_value = "id")]
    id_field: String,
    /// How it is shown
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    #[command(flatten, next_help_heading = "On both sides")]
    seen: From,
}

const USAGE: &str = "\
lexport impact <LAW> --cases <FILE> --amendment <NAME> [--on <DATE>]
       lexport impact <LAW> --cases <FILE> --instrument <NAME> [--on <DATE>]
       lexport impact <LAW> --cases <FILE> --from <DATE> --to <DATE>";

const HELP: &str = "\
For programs:
  ndjson  One object a line for each case, in the order of the lines, and one for the summary at the end.
  json    One object: `made_from`, `cases` (the same objects), `summary`.

  A case has `line`, `id` (or null), `before` and `after`, each with `on`, `outcome` and `saved_by`; `change`; and
  `rules`, the rules that make the difference, each with `name` and how it stands `before` and `after`, as decisions
  have it: `applies`, `defeated`, `barred`, `undetermined` or `does_not_apply`. Where the outcome is unchanged,
  `otherwise` names what is not: `classification`, `review`, `duties`, `charges`, `flags`. With `--why` it has `why`:
  both decisions, in the JSON form of `decide`, as far as they differ. An outcome is a name, or `mildest` and `gravest`
  if facts are missing.

  The summary has how many `cases` there are and how many `changed`; how many are `unchanged`, `graver`, `milder`,
  `undetermined` (open after, certain before) and `decided` (certain after, open before); how many are unchanged and
  `otherwise` different, and in what (`differences`, each with `name` and `cases`); how many a saving clause saves or
  may save (`saved`); how many lines are no case (`broken`), and the numbers of the first ten of them
  (`first_broken`); then `outcomes`, each pair of outcomes with its `cases`, and `rules`, each with `name`, `title` and
  the `cases` in which it makes a difference, the most frequent first. In ndjson it is the last line,
  {\"summary\": …, \"made_from\": …}. What is wrong with a line is JSON too, on standard error, an array for each line.

Examples:
  lexport impact law.lxp --cases shipments.ndjson --amendment h200_review
  lexport impact law.lxp --cases shipments.ndjson --instrument remote_access_bill --on 2027-01-01
  lexport impact law.lxp --cases shipments.ndjson --from 2023-11-16 --to 2023-11-17 --only graver --why 17
  zcat shipments.ndjson.gz | lexport impact law.lxp --cases - --amendment h200_review --format ndjson

Exit codes:
  0  compared, whatever the difference
  2  the arguments mean nothing
  4  a fault in the law
  5  compared, but for lines that are no case
  7  a file could not be read, or the program itself is at fault";

/// Which cases are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// Every case
    All,
    /// Those whose outcome is another
    Changed,
    /// Those whose outcome is graver
    Graver,
    /// Those whose outcome is milder
    Milder,
    /// Those that cannot be told any more
    Undetermined,
    /// Those that could not be told before
    Decided,
    /// Those whose outcome is the same
    Unchanged,
    /// Those whose outcome is the same, and whose classification, review, duties, charges or flags are not
    Otherwise,
}

impl Only {
    fn holds(self, compared: &Compared) -> bool {
        let change = compared.change;
        match self {
            Self::Otherwise => !compared.otherwise.is_empty(),
            Self::All => true,
            Self::Changed => change != Change::Unchanged,
            Self::Graver => change == Change::Graver,
            Self::Milder => change == Change::Milder,
            Self::Undetermined => change == Change::Undetermined,
            Self::Decided => change == Change::Decided,
            Self::Unchanged => change == Change::Unchanged,
        }
    }
}

/// How it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// For programs, as one object
    Json,
    /// For programs, an object a line
    Ndjson,
}

/// A side as it is told of.
struct Seen {
    day: Option<Date>,
    from: Standpoint,
}

/// What is told of the whole.
struct Answered<'a> {
    path: &'a str,
    law: &'a Law,
    before: &'a Seen,
    after: &'a Seen,
}

/// Where the cases come from, and how many bytes they are, if that is known.
type Cases = (Box<dyn BufRead>, Option<u64>);

impl Impact {
    pub(super) fn run(&self) -> io::Result<Exit> {
        if let Some((what, help)) = self.misuse() {
            return output::usage(what, Some(help));
        }
        let mut session = self.law.load()?;
        let (before, after) = match self.sides(&session) {
            Ok(sides) => sides,
            Err((what, help)) => return output::usage(&what, Some(&help)),
        };
        // The law as it was before, then as it is: what is wrong with both is told once.
        let mut worlds = Vec::new();
        for side in [&before, &after] {
            worlds.push(session.world_asked(&side.from));
        }
        if let Some(World { law, .. }) = worlds.last().and_then(Option::as_ref) {
            session.expect_rules(law);
        }
        let mut bag = Bag::new();
        bag.append_new(session.take_findings());
        let worlds: Vec<World> = worlds.into_iter().flatten().collect();
        let Ok([one, other]) = <[World; 2]>::try_from(worlds) else { return self.fault(&bag, &session) };
        if bag.has_errors() {
            return self.fault(&bag, &session);
        }
        if other.typed.day.is_none() && after.day.is_none() {
            let what = "the law does not say which day a case asks about";
            return output::usage(what, Some("name the day: `--on 2023-11-17`"));
        }
        left_out_too(&session, &bag)?;
        let cases = match self.open() {
            Ok(cases) => cases,
            Err(fault) => {
                let mut bag = Bag::new();
                bag.push(fault);
                return self.fault(&bag, &session);
            }
        };
        let laws = (Laws::new(&session, one), Laws::new(&session, other));
        let courts = (laws.0.court(), laws.1.court());
        let path = self.law.path.display().to_string();
        let answered = Answered { path: &path, law: laws.1.now().as_ref(), before: &before, after: &after };
        let id = IdPath::new(&self.id_field);
        let name = if law::is_stdin(&self.cases) { STDIN.to_owned() } else { self.cases.display().to_string() };
        let question = Question {
            session: &session,
            before: Side { court: &courts.0, day: before.day },
            after: Side { court: &courts.1, day: after.day },
            name: &name,
            id: &id,
        };
        let ended = run::run(self, &answered, question, cases)?;
        if let Some(fault) = laws.0.fault().or_else(|| laws.1.fault()) {
            return self.fault(fault, &session);
        }
        match ended {
            run::Ended::Unread(why) => {
                let help = Some("it must be a file, or a stream, that you may read".to_owned());
                let mut bag = Bag::new();
                bag.push(session::Error::Unreadable { path: name, why, span: None, help });
                self.fault(&bag, &session)
            }
            run::Ended::Compared(tally) if tally.broken > 0 => Ok(Exit::Facts),
            run::Ended::Compared(_) | run::Ended::Stopped => Ok(Exit::Done),
        }
    }

    /// What is wrong with the arguments by themselves, and the way out.
    fn misuse(&self) -> Option<(&'static str, &'static str)> {
        let acts = !self.amendment.is_empty() || !self.instrument.is_empty();
        match (acts, self.from, self.to) {
            _ if law::is_stdin(&self.law.path) && law::is_stdin(&self.cases) => {
                Some(("standard input cannot be both the law and the cases", "put one of them in a file"))
            }
            (true, None, None) => None,
            (true, ..) => Some((
                "an act and two days are given",
                "leave out `--from` and `--to` (and name one day, with `--on`, if not each case's own is meant), or the act",
            )),
            (false, Some(_), Some(_)) if self.on.is_some() => {
                Some(("two days are given, and a third", "leave out `--on`, or `--from` and `--to`"))
            }
            (false, Some(_), Some(_)) => None,
            (false, Some(_), None) => Some(("the later day is missing", "name it: `--to 2026-01-15`")),
            (false, None, Some(_)) => Some(("the earlier day is missing", "name it: `--from 2026-01-14`")),
            (false, None, None) => Some((
                "nothing to compare the law with",
                "name an amendment, `--amendment NAME`; an instrument, `--instrument NAME`; or two days, \
                 `--from 2026-01-14 --to 2026-01-15`",
            )),
        }
    }

    /// From where each side looks at the law; or a name that the law does not know, and the way out.
    fn sides(&self, session: &Session) -> Result<(Seen, Seen), (String, String)> {
        let law = session.enacted(&Standpoint::default(), &mut Bag::new());
        if let Some(unknown) = self.seen.unknown(&law) {
            return Err(unknown);
        }
        let mut with = self.seen.standpoint();
        let mut without = with.clone();
        for name in &self.amendment {
            let found = law.amendments.iter().find(|it| it.name.node == *name);
            let found = found.ok_or_else(|| unknown(&law, name, ("amendment", "instrument")))?;
            let made_by = found.instrument.map(|id| &law.instruments[id]);
            with.suppose.extend(made_by.filter(|it| !with.sees(it)).map(|it| it.name.node.clone()));
            without.without.insert(name.clone());
        }
        for name in &self.instrument {
            let found = law.instruments.iter().find(|it| it.name.node == *name);
            let found = found.ok_or_else(|| unknown(&law, name, ("instrument", "amendment")))?;
            with.suppose.extend((!with.sees(found)).then(|| name.clone()));
            without.without.insert(name.clone());
        }
        if let Some(name) = self.amendment.iter().chain(&self.instrument).find(|name| with.without.contains(*name)) {
            let help = "`--without` leaves it out on both sides; leave that out".to_owned();
            return Err((format!("`{name}` is to be compared, and to be left out"), help));
        }
        // What is supposed is supposed on both sides, so that nothing but the act is the difference.
        without.suppose.clone_from(&with.suppose);
        let days = (self.from.or(self.on), self.to.or(self.on));
        Ok((Seen { day: days.0, from: without }, Seen { day: days.1, from: with }))
    }

    fn open(&self) -> Result<Cases, session::Error> {
        if law::is_stdin(&self.cases) {
            return Ok((Box::new(BufReader::new(io::stdin())), None));
        }
        let (file, length) = session::open_cases(&self.cases)?;
        Ok((Box::new(BufReader::with_capacity(1 << 16, file)), length))
    }

    fn fault(&self, bag: &Bag, session: &Session) -> io::Result<Exit> {
        let answer = if self.format == Form::Text { Answer::Text } else { Answer::Json };
        output::faults(bag, &session.sources, answer, "nothing was compared")?;
        Ok(law::exit(bag))
    }
}

/// Says that the law has no act of a kind by that name; it may be one of the other kind.
fn unknown(law: &enact::Law<'_>, name: &str, (kind, other): (&str, &str)) -> (String, String) {
    let instruments = || law.instruments.iter().map(|it| it.name.node.as_str());
    let amendments = || law.amendments.iter().map(|it| it.name.node.as_str());
    let names =
        |kind: &str| if kind == "amendment" { amendments().collect::<Vec<_>>() } else { instruments().collect() };
    let help = if names(other).contains(&name) {
        format!("it is an {other}: `--{other} {name}`")
    } else {
        did_you_mean(name, names(kind)).unwrap_or_else(|| match names(kind).as_slice() {
            [] => format!("the law has no {kind}"),
            [first, ..] => format!("name an {kind} of the law, such as `{first}`"),
        })
    };
    (format!("the law has no {kind} `{name}`"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(change: Change, otherwise: Vec<&'static str>) -> Compared {
        let half = || crate::impact::Half { day: Date::MIN, outcome: crate::decide::Range::ANY, saved_by: Vec::new() };
        Compared { before: half(), after: half(), change, rules: Vec::new(), otherwise }
    }

    #[test]
    fn every_change_is_listed_by_its_own_name() {
        for change in Change::ALL {
            let only = <Only as ValueEnum>::from_str(change.word(), false).unwrap();
            let holds = |change| only.holds(&compared(change, Vec::new()));
            assert!(Change::ALL.iter().all(|other| holds(*other) == (*other == change)));
            let it = compared(change, Vec::new());
            assert!(Only::All.holds(&it) && Only::Changed.holds(&it) == (change != Change::Unchanged));
            assert!(!Only::Otherwise.holds(&it));
        }
        assert!(Only::Otherwise.holds(&compared(Change::Unchanged, vec!["duties"])));
    }
}
