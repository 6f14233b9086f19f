//! The arguments that say from where the law is looked at.

use super::output::{self, Answer};
use super::{Exit, law};
use crate::diagnostic::{Bag, did_you_mean};
use crate::enact::{Law, Standpoint};
use crate::session::Session;
use crate::value::Date;
use clap::Args;
use std::io;

/// From where the law is looked at.
#[derive(Debug, Args)]
pub(super) struct From {
    /// Leave out everything released, or else published, after this day
    #[arg(long, value_name = "DATE", value_parser = output::date)]
    pub(super) known_on: Option<Date>,
    /// Take a bill or a proposal as law; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub(super) suppose: Vec<String>,
    /// Leave out an instrument or an amendment; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub(super) without: Vec<String>,
}

impl From {
    pub(super) fn standpoint(&self) -> Standpoint {
        Standpoint {
            known_on: self.known_on,
            suppose: self.suppose.iter().cloned().collect(),
            without: self.without.iter().cloned().collect(),
            ..Standpoint::default()
        }
    }

    /// Makes sure that the law can be looked at from here; says what is wrong, and how the run ends, if it cannot.
    pub(super) fn look(&self, session: &mut Session, answer: Answer, nothing: &str) -> io::Result<Option<Exit>> {
        let standpoint = self.standpoint();
        let world = session.world_asked(&standpoint);
        let bag = session.take_findings();
        if world.is_none() || bag.has_errors() {
            output::faults(&bag, &session.sources, answer, nothing)?;
            return Ok(Some(law::exit(&bag)));
        }
        left_out_too(session, &bag)?;
        let unknown = self.unknown(&session.enacted(&standpoint, &mut Bag::new()));
        unknown.map(|(what, help)| output::usage(&what, Some(&help))).transpose()
    }

    /// A name that the law does not know, and the way out.
    pub(super) fn unknown(&self, law: &Law<'_>) -> Option<(String, String)> {
        let instruments = || law.instruments.iter().map(|it| it.name.node.as_str());
        let amendments = || law.amendments.iter().map(|it| it.name.node.as_str());
        if let Some(name) = self.suppose.iter().find(|name| !instruments().any(|known| known == *name)) {
            let help = did_you_mean(name, instruments())
                .unwrap_or_else(|| "name an instrument of the law: a bill, or a proposal".to_owned());
            return Some((format!("the law has no instrument `{name}` to suppose"), help));
        }
        let acts = || instruments().chain(amendments());
        let name = self.without.iter().find(|name| !acts().any(|known| known == *name))?;
        let help =
            did_you_mean(name, acts()).unwrap_or_else(|| "name an instrument or an amendment of the law".to_owned());
        Some((format!("the law has no instrument or amendment `{name}` to leave out"), help))
    }
}

/// Says what is left out beside what was asked to be.
pub(super) fn left_out_too(session: &Session, bag: &Bag) -> io::Result<()> {
    session.left_out_too(bag).iter().try_for_each(|told| output::advice(told))
}
