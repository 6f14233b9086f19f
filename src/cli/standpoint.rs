//! The arguments that say from where the law is looked at.

use super::output;
use crate::diagnostic::did_you_mean;
use crate::enact::{Law, Standpoint};
use crate::value::Date;
use clap::Args;

/// From where the law is looked at.
#[derive(Debug, Args)]
pub(super) struct From {
    /// Leave out everything published after this day
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
        }
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
