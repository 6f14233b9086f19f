//! From where the law is looked at: what was known, what is supposed, what is left out.

use super::instrument::{Instrument, sleeps};
use crate::value::Date;
use std::collections::BTreeSet;

/// From where the law is looked at. The default is today's reader, who knows everything that was published and supposes
/// nothing. Every standpoint sees the same names, so that what was compiled for one can be compared with another:
/// what it does not see is there, and never in force.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Standpoint {
    /// What is released, or else published, after this day is not known.
    pub known_on: Option<Date>,
    /// Names of instruments that are taken as law: bills, proposals, and what was not yet published; and of amendments that
    /// belong to none.
    pub suppose: BTreeSet<String>,
    /// Names of instruments and amendments that are left out.
    pub without: BTreeSet<String>,
    /// What need not be complied with on this day yet is left out.
    pub due_on: Option<Date>,
    /// What is not enforced on this day is left out.
    pub enforced_on: Option<Date>,
}

impl Standpoint {
    /// Whether what an instrument makes is law for whoever stands here.
    pub fn sees(&self, instrument: &Instrument) -> bool {
        let name = &instrument.name.node;
        let due = self.due_on.is_none_or(|day| instrument.life.due_on(day));
        let enforced = self.enforced_on.is_none_or(|day| instrument.life.enforced_on(day));
        if self.without.contains(name) || !due || !enforced {
            return false;
        }
        if self.suppose.contains(name) {
            return true;
        }
        !sleeps(instrument.force) && self.known_on.is_none_or(|day| instrument.known().is_none_or(|since| since <= day))
    }

    /// The same, with an instrument or an amendment left out.
    #[must_use]
    pub fn leaving_out(mut self, name: impl Into<String>) -> Self {
        self.without.insert(name.into());
        self
    }
}
