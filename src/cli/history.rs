//! `lexport history`: what became of a provision, or what an act has done.

use super::Exit;
use super::law::OneLaw;
use super::output::{self, Answer};
use super::standpoint::From;
use crate::consolidate::{self, History as Versions, Texts, Work};
use crate::diagnostic::{Bag, did_you_mean};
use crate::enact::Law;
use clap::Args;
use std::io;

/// Show the versions of a provision, and what changed from each to the next
///
/// Each version with the days on which it is law, suspensions too, the instrument it is under, the amendment that made it
/// read so, and what that changed: `-` before what was taken out, `+` before what was put in. Of an instrument or an
/// amendment it shows everything that it made or changed. Without a name it lists what has had more than one version.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct History {
    #[command(flatten)]
    law: OneLaw,
    /// A provision by its name, an entry by its code, an instrument, or an amendment
    #[arg(value_name = "PROVISION")]
    provision: Option<String>,
    #[command(flatten)]
    from: From,
    /// How it is shown
    #[arg(long, value_enum, default_value = "text")]
    format: Answer,
}

const HELP: &str = "\
Examples:
  lexport history examples/advanced_computing
  lexport history examples/advanced_computing denial_d5
  lexport history examples/advanced_computing 3A090.a
  lexport history examples/advanced_computing april_2024_ifr
  lexport history law.lxp rs_license --known-on 2026-01-10 --format json

Exit codes:
  0  shown
  2  the arguments mean nothing, or the law has nothing of this name
  4  a fault in the law
  7  a file could not be read, or the program itself is at fault";

/// What a name stands for.
enum Told {
    Provision(Versions),
    Act(Work),
}

impl History {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let mut session = self.law.load()?;
        if let Some(exit) = self.from.look(&mut session, self.format, "nothing is shown")? {
            return Ok(exit);
        }
        let law = session.enacted(&self.from.standpoint(), &mut Bag::new());
        let texts = session.texts();
        let Some(name) = &self.provision else {
            return self.all(&consolidate::changed(&law, &texts));
        };
        let text = match (told(&law, &texts, name), self.format) {
            (None, _) => {
                let help = did_you_mean(name, consolidate::names(&law))
                    .unwrap_or_else(|| "without a name, the command lists what has changed".to_owned());
                let what = format!("the law has no provision, instrument or amendment `{name}`");
                return output::usage(&what, Some(&help));
            }
            (Some(Told::Provision(it)), Answer::Text) => consolidate::history_text(&it),
            (Some(Told::Provision(it)), Answer::Json) => output::json(&consolidate::json(&it)),
            (Some(Told::Act(it)), Answer::Text) => consolidate::work_text(&it),
            (Some(Told::Act(it)), Answer::Json) => output::json(&consolidate::json(&it)),
        };
        output::out(&output::ended(text))?;
        Ok(Exit::Done)
    }

    fn all(&self, changed: &[Versions]) -> io::Result<Exit> {
        output::out(&match self.format {
            Answer::Json => output::json(&output::ended(consolidate::json(changed))),
            Answer::Text if changed.is_empty() => "no provision has more than one version\n".to_owned(),
            Answer::Text => consolidate::changed_text(changed),
        })?;
        Ok(Exit::Done)
    }
}

fn told(law: &Law<'_>, texts: &Texts<'_>, name: &str) -> Option<Told> {
    let provision = consolidate::histories(law, texts).into_iter().find(|it| it.name == name);
    provision.map(Told::Provision).or_else(|| consolidate::work(law, texts, name).map(Told::Act))
}
