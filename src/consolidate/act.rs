//! Who changed the law, and where that can be read.

use crate::enact::{AmendmentId, InstrumentId, Law};
use crate::value::Date;
use serde::Serialize;

/// An amendment or an instrument, as far as it is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Act {
    /// Its name in the law file.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Where it is published.
    pub citation: Option<String>,
    /// The instrument that makes it, if it is an amendment.
    pub under: Option<String>,
    /// From which day it has effect.
    #[serde(serialize_with = "super::json::day")]
    pub from: Option<Date>,
}

impl Act {
    pub(super) fn amendment(law: &Law<'_>, id: AmendmentId) -> Self {
        let it = &law.amendments[id];
        let instrument = it.instrument.map(|id| &law.instruments[id]);
        Self {
            name: it.name.node.clone(),
            title: it.title.clone(),
            citation: it.cites.first().cloned().or_else(|| instrument?.citation.clone()),
            under: instrument.map(|it| it.name.node.clone()),
            from: it.life.begins(),
        }
    }

    pub(super) fn instrument(law: &Law<'_>, id: InstrumentId) -> Self {
        let it = &law.instruments[id];
        Self {
            name: it.name.node.clone(),
            title: it.title.clone(),
            citation: it.citation.clone(),
            under: None,
            from: it.life.begins(),
        }
    }

    /// `h200_review (91 FR 1684)`
    pub fn cited(&self) -> String {
        match &self.citation {
            Some(citation) => format!("{} ({citation})", self.name),
            None => self.name.clone(),
        }
    }

    /// `h200_review (91 FR 1684), from 2026-01-15`
    pub fn dated(&self) -> String {
        match self.from {
            Some(day) => format!("{}, from {day}", self.cited()),
            None => self.cited(),
        }
    }
}
