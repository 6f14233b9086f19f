//! `lexport diff`: what two laws differ in, or one law on two days, or with and without an act.

use super::Exit;
use super::law::{self, OneLaw};
use super::output::{self, Answer, count};
use super::standpoint::From;
use crate::consolidate::{self, Redline, What, as_written, compare, of_day};
use crate::diagnostic::Bag;
use crate::enact::Law;
use crate::session::Session;
use crate::value::Date;
use clap::{Args, ValueHint};
use serde::Serialize;
use std::io;
use std::path::PathBuf;

/// Show what two laws differ in, provision by provision and limb by limb
///
/// One law on two days, with and without an instrument or an amendment, or two laws. What was taken out has a `-` before it,
/// what was put in a `+`; on a terminal the words that differ are underlined. Comments and scenarios are not compared.
#[derive(Debug, Args)]
#[command(override_usage = USAGE, after_long_help = HELP)]
pub(super) struct Diff {
    /// A law, or two, the earlier one first: files, or folders with a `law.lxp` in them; `-` for standard input
    #[arg(required = true, num_args = 1..=2, value_name = "LAW", value_hint = ValueHint::AnyPath)]
    laws: Vec<PathBuf>,
    /// The earlier of two days
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    from: Option<Date>,
    /// The later of two days
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    to: Option<Date>,
    /// The day on which two laws are compared, or the law with and without an act
    ///
    /// Two laws are compared as they are written if no day is named, amendments and all versions included. With and
    /// without an act, the law is compared on the day on which the act takes effect.
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    on: Option<Date>,
    /// Compare the law without an instrument or an amendment to the law with it
    ///
    /// May be given more than once. Beside two days, or two laws, it is left out on both sides.
    #[arg(long, value_name = "NAME")]
    without: Vec<String>,
    /// Compare the law as it is to the law with a bill or a proposal in it
    ///
    /// May be given more than once. Beside two days, or two laws, it is supposed on both sides.
    #[arg(long, value_name = "NAME")]
    suppose: Vec<String>,
    /// Leave out everything released, or else published, after this day, on both sides
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    known_on: Option<Date>,
    /// How it is shown
    #[arg(long, value_enum, default_value = "text")]
    format: Answer,
}

const USAGE: &str = "\
lexport diff <LAW> --from <DATE> --to <DATE>
       lexport diff <LAW> --without <NAME> [--on <DATE>]
       lexport diff <LAW> --suppose <NAME> [--on <DATE>]
       lexport diff <OLD> <NEW> [--on <DATE>]";

const HELP: &str = "\
Examples:
  lexport diff examples/advanced_computing --from 2023-11-16 --to 2023-11-17
  lexport diff examples/advanced_computing --without april_2024_ifr
  lexport diff law.lxp --suppose remote_access_bill --on 2027-01-01
  lexport diff law.lxp draft.lxp
  git show HEAD:law.lxp | lexport diff - law.lxp

Exit codes:
  0  no difference
  1  they differ
  2  the arguments mean nothing
  4  a fault in a law
  7  a file could not be read, or the program itself is at fault";

/// What is compared.
#[derive(Clone, Copy)]
enum Question {
    /// One law on two days.
    Days(Date, Date),
    /// One law with and without acts.
    Acts,
    /// Two laws.
    Laws,
}

/// One side of the comparison.
struct Side {
    /// The law, by its position among those named.
    law: usize,
    from: From,
    /// The day, if one is meant.
    day: Option<Date>,
}

/// A side as programs are told of it.
#[derive(Serialize)]
struct Told {
    law: String,
    on: Option<String>,
    known_on: Option<String>,
    suppose: Vec<String>,
    without: Vec<String>,
}

#[derive(Serialize)]
struct Answered<'a> {
    before: Told,
    after: Told,
    #[serde(flatten)]
    redline: &'a Redline,
}

impl Diff {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let question = match self.question() {
            Ok(question) => question,
            Err((what, help)) => return output::usage(what, Some(help)),
        };
        let (mut before, mut after) = self.sides(question);
        let mut sessions = Vec::new();
        for path in &self.laws {
            sessions.push(OneLaw { path: path.clone() }.load()?);
        }
        for side in [&before, &after] {
            if let Some(session) = sessions.get_mut(side.law)
                && let Some(exit) = side.from.look(session, self.format, "nothing was compared")?
            {
                return Ok(exit);
            }
        }
        let law = |side: &Side| sessions.get(side.law).map(|it| it.enacted(&side.from.standpoint(), &mut Bag::new()));
        let (Some(old), Some(new)) = (law(&before), law(&after)) else { return Ok(Exit::Unread) };
        if matches!(question, Question::Acts) && self.on.is_none() {
            let Some(day) = self.takes_effect(&new) else {
                let help = "name a day on which the law with it is compared to the law without it: `--on 2026-01-15`";
                return output::usage("no day on which it takes effect is known", Some(help));
            };
            (before.day, after.day) = (Some(day), Some(day));
        }
        let snapshot = |side: &Side, law: &Law<'_>| {
            let texts = sessions.get(side.law).map(Session::texts)?;
            Some(side.day.map_or_else(|| as_written(law, &texts), |day| of_day(law, &texts, day)))
        };
        let (Some(one), Some(other)) = (snapshot(&before, &old), snapshot(&after, &new)) else {
            return Ok(Exit::Unread);
        };
        let redline = compare(&one, &other);
        self.show(&before, &after, &redline)?;
        Ok(if redline.is_empty() { Exit::Done } else { Exit::Differs })
    }

    /// What is asked, or what is wrong with the question and the way out.
    fn question(&self) -> Result<Question, (&'static str, &'static str)> {
        let acts = !self.without.is_empty() || !self.suppose.is_empty();
        match (self.laws.as_slice(), self.from, self.to) {
            ([one, other], None, None) if law::is_stdin(one) && law::is_stdin(other) => {
                Err(("standard input cannot be both laws", "put one of them in a file"))
            }
            ([_, _], None, None) => Ok(Question::Laws),
            ([_, _], ..) => Err((
                "two laws are compared as they are written, or on one day",
                "name the day: `--on 2026-01-15`; or name one law only",
            )),
            (_, Some(_), Some(_)) if self.on.is_some() => {
                Err(("two days are given, and a third", "leave out `--on`, or `--from` and `--to`"))
            }
            (_, Some(from), Some(to)) => Ok(Question::Days(from, to)),
            (_, Some(_), None) => Err(("the later day is missing", "name it: `--to 2026-01-15`")),
            (_, None, Some(_)) => Err(("the earlier day is missing", "name it: `--from 2026-01-14`")),
            (_, None, None) if !self.without.is_empty() && !self.suppose.is_empty() => Err((
                "the law is compared without one act, or with another supposed, and not with both at once",
                "leave out `--without` or `--suppose`",
            )),
            (_, None, None) if acts => Ok(Question::Acts),
            (_, None, None) => Err((
                "nothing to compare the law with",
                "name two days, `--from 2026-01-14 --to 2026-01-15`; an act, `--without NAME`; or another law",
            )),
        }
    }

    /// From where each side is looked at.
    fn sides(&self, question: Question) -> (Side, Side) {
        let from = |suppose: &[String], without: &[String]| From {
            known_on: self.known_on,
            suppose: suppose.to_vec(),
            without: without.to_vec(),
        };
        let side = |law, from, day| Side { law, from, day };
        let both = || from(&self.suppose, &self.without);
        match question {
            Question::Days(earlier, later) => (side(0, both(), Some(earlier)), side(0, both(), Some(later))),
            Question::Acts => (side(0, from(&[], &self.without), self.on), side(0, from(&self.suppose, &[]), self.on)),
            Question::Laws => (side(0, both(), self.on), side(1, both(), self.on)),
        }
    }

    /// The day on which the last of the acts takes effect.
    fn takes_effect(&self, law: &Law<'_>) -> Option<Date> {
        let named = |name: &str| self.without.iter().chain(&self.suppose).any(|it| it == name);
        let instruments = law.instruments.iter().filter(|it| named(&it.name.node)).map(|it| it.life.begins());
        let amendments = law.amendments.iter().filter(|it| named(&it.name.node)).map(|it| it.life.begins());
        instruments.chain(amendments).flatten().max()
    }

    fn show(&self, before: &Side, after: &Side, redline: &Redline) -> io::Result<()> {
        output::out(&match self.format {
            Answer::Json => {
                let told = Answered { before: self.told(before), after: self.told(after), redline };
                output::json(&output::ended(consolidate::json(&told)))
            }
            Answer::Text if redline.is_empty() => {
                format!("no difference between {} and {}\n", self.named(before), self.named(after))
            }
            Answer::Text => format!(
                "{BOLD}---{BOLD:#} {}\n{BOLD}+++{BOLD:#} {}\n\n{}\n{}\n",
                self.named(before),
                self.named(after),
                consolidate::redline_text(redline),
                summary(redline)
            ),
        })
    }

    fn path(&self, side: &Side) -> String {
        self.laws.get(side.law).map_or_else(String::new, |path| path.display().to_string())
    }

    /// `law.lxp on 2026-01-15, without h200_rule`
    fn named(&self, side: &Side) -> String {
        let standpoint = side.from.standpoint();
        let seen = consolidate::seen(side.day, &standpoint);
        let path = self.path(side);
        if seen.is_empty() { path } else { format!("{path}{}{seen}", if side.day.is_some() { " on " } else { "" }) }
    }

    fn told(&self, side: &Side) -> Told {
        Told {
            law: self.path(side),
            on: side.day.map(|day| day.to_string()),
            known_on: side.from.known_on.map(|day| day.to_string()),
            suppose: side.from.suppose.clone(),
            without: side.from.without.clone(),
        }
    }
}

/// `2 added, 1 changed`
fn summary(redline: &Redline) -> String {
    let how_many = |what| redline.changes.iter().filter(|it| it.what == what).count();
    let all = [(What::Added, "added"), (What::Removed, "removed"), (What::Changed, "changed")];
    let told = all.into_iter().map(|(what, word)| (how_many(what), word)).filter(|(number, _)| *number > 0);
    told.map(|(number, word)| count(number, word, word)).collect::<Vec<_>>().join(", ")
}

/// The two lines that say what is compared.
const BOLD: anstyle::Style = anstyle::Style::new().bold();
