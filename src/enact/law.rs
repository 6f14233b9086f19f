//! The law as enacted: what was declared, and the versions of what has a life.

use super::amendment::{Amendment, AmendmentId};
use super::saving::Saving;
use super::{Instrument, InstrumentId, Life, Standpoint, Stretch};
use crate::source::{Arena, Span};
use crate::syntax::ast;
use crate::value::Date;
use std::borrow::Cow;
use std::collections::HashMap;

/// A provision and all its versions.
#[derive(Debug, Clone)]
pub struct Provision<'a, T: Clone> {
    /// Its name.
    pub name: String,
    /// In order of their lives; no two overlap.
    pub versions: Vec<Version<'a, T>>,
}

/// One version of a provision.
#[derive(Debug, Clone)]
pub struct Version<'a, T: Clone> {
    /// The text as written, or as amended.
    pub text: Cow<'a, T>,
    /// When it is law.
    pub life: Life,
    /// The instrument that made it, if it names one.
    pub instrument: Option<InstrumentId>,
    /// The amendments that made it read so, in the order in which they were applied.
    pub amended: Vec<AmendmentId>,
    /// What it cites.
    pub cites: Vec<String>,
    /// The enacted text, line by line.
    pub enacted: Vec<String>,
    /// Its name where it was declared.
    pub name_span: Span,
    /// From when on there is such a text: what took effect before does not change it.
    pub(super) since: Option<Date>,
}

/// What rules talk about: declarations without a life of their own.
#[derive(Debug, Default)]
pub struct Vocabulary<'a> {
    /// In order of files and declarations, as all of these.
    pub units: Vec<&'a ast::Unit>,
    /// Closed lists.
    pub enums: Vec<&'a ast::Enum>,
    /// Records.
    pub records: Vec<&'a ast::Record>,
    /// Root inputs.
    pub facts: Vec<&'a ast::Fact>,
    /// Tables.
    pub tables: Vec<&'a ast::Table>,
    /// Tests.
    pub scenarios: Vec<&'a ast::Scenario>,
}

/// All that the files declare, with the lives of what is law.
#[derive(Debug, Default)]
pub struct Law<'a> {
    /// From where it is looked at.
    pub standpoint: Standpoint,
    /// Legal acts.
    pub instruments: Arena<Instrument>,
    /// What they change, in order of declaration.
    pub amendments: Arena<Amendment>,
    /// Cases that an older law still governs.
    pub savings: Vec<Saving<'a>>,
    /// What rules talk about.
    pub vocabulary: Vocabulary<'a>,
    /// Dated groups.
    pub groups: Vec<Provision<'a, ast::Group>>,
    /// Named constants.
    pub values: Vec<Provision<'a, ast::Value>>,
    /// Derived attributes.
    pub defines: Vec<Provision<'a, ast::Define>>,
    /// Control-list entries, by code.
    pub entries: Vec<Provision<'a, ast::Entry>>,
    /// Rules and exceptions.
    pub rules: Vec<Provision<'a, ast::Rule>>,
    /// What amendments do to tables, in the order in which they are applied.
    pub table_changes: Vec<TableChange<'a>>,
    /// What amendments end.
    pub repeals: Vec<Repeal>,
    /// Provisions of which amendments say that they are not enforced; whole instruments say so themselves.
    pub unenforced: Vec<Unenforced>,
    pub(super) by_name: HashMap<String, InstrumentId>,
}

/// What an amendment does to the rows of a table.
#[derive(Debug, Clone)]
pub struct TableChange<'a> {
    /// Position of the table in the vocabulary.
    pub table: usize,
    /// The amendment.
    pub amendment: AmendmentId,
    /// When it has effect.
    pub when: Vec<Stretch>,
    /// What it does.
    pub deed: TableDeed<'a>,
    /// Where it names the table.
    pub span: Span,
}

/// What is done to rows.
#[derive(Debug, Clone)]
pub enum TableDeed<'a> {
    /// These come.
    Add(Vec<&'a ast::TableRow>),
    /// Those with the same keys are to read so.
    Revise(Vec<&'a ast::TableRow>),
    /// Those with these keys go.
    Remove(&'a [ast::Expr]),
}

/// A provision or an instrument that an amendment ends.
#[derive(Debug, Clone)]
pub struct Repeal {
    /// Its name.
    pub name: String,
    /// The amendment.
    pub amendment: AmendmentId,
    /// When it is gone.
    pub gone: Vec<Stretch>,
    /// Where the amendment names it.
    pub span: Span,
}

/// A provision that is not enforced for a time, whatever its instrument.
#[derive(Debug, Clone)]
pub struct Unenforced {
    /// Its name.
    pub name: String,
    /// On which days.
    pub on: Vec<Stretch>,
}

impl Law<'_> {
    /// The instrument of that name.
    pub fn instrument(&self, name: &str) -> Option<InstrumentId> {
        self.by_name.get(name).copied()
    }

    /// Whether what an instrument makes is law from here. What no instrument makes was always known if it has no first day,
    /// and else from that day on.
    pub(super) fn sees(&self, instrument: Option<InstrumentId>, begins: Option<Date>) -> bool {
        match instrument {
            Some(id) => self.standpoint.sees(&self.instruments[id]),
            None => self.standpoint.known_on.is_none_or(|known| begins.is_none_or(|first| first <= known)),
        }
    }

    /// Whether what an amendment changes is law from here. One of no instrument can be supposed by its own name.
    pub(super) fn sees_amendment(&self, name: &str, by: Option<InstrumentId>, begins: Option<Date>) -> bool {
        let supposed = by.is_none() && self.standpoint.suppose.contains(name);
        (supposed || self.sees(by, begins)) && !self.standpoint.without.contains(name)
    }
}
