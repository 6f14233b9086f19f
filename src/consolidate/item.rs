//! The provisions of a law in one list, whatever their kind.

use super::scribe::Scribe;
use super::{Texts, tables};
use crate::enact::{AmendmentId, InstrumentId, Law, Life, Provision};
use crate::source::Span;
use crate::syntax::ast::Declaration;
use crate::value::Date;

/// A provision and its versions.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Its name, or its code.
    pub(super) name: String,
    /// In order of their lives.
    pub(super) editions: Vec<Edition>,
}

/// A version of a provision.
#[derive(Debug, Clone)]
pub(super) struct Edition {
    /// Its text.
    pub(super) tree: Declaration,
    /// When it is law, from where the law is looked at.
    pub(super) life: Life,
    /// The instrument that made it.
    pub(super) instrument: Option<InstrumentId>,
    /// The amendments that made it read so.
    pub(super) amended: Vec<AmendmentId>,
    /// Its name where it was declared.
    pub(super) named: Span,
}

impl Item {
    /// The version in force on a day.
    pub(super) fn on(&self, day: Date) -> Option<&Edition> {
        self.editions.iter().find(|it| it.life.in_force_on(day))
    }
}

/// Every provision, kind by kind in the order of the law, and every table, whose rows come and go as well. What stands in no
/// text of the law is written beside them.
pub(super) fn items(law: &Law<'_>, texts: &Texts<'_>, scribe: &mut Scribe) -> Vec<Item> {
    fn item<T: Clone>(provision: &Provision<'_, T>, tree: fn(T) -> Declaration) -> Item {
        let editions = provision.versions.iter().map(|version| Edition {
            tree: tree(version.text.clone().into_owned()),
            life: version.life.clone(),
            instrument: version.instrument,
            amended: version.amended.clone(),
            named: version.name_span,
        });
        Item { name: provision.name.clone(), editions: editions.collect() }
    }
    let tables = law.vocabulary.tables.iter().enumerate();
    let mut all: Vec<Item> = tables
        .map(|(position, table)| Item {
            name: table.name.node.clone(),
            editions: tables::editions(position, table, law, texts, scribe),
        })
        .collect();
    all.extend(law.groups.iter().map(|it| item(it, Declaration::Group)));
    all.extend(law.values.iter().map(|it| item(it, Declaration::Value)));
    all.extend(law.defines.iter().map(|it| item(it, Declaration::Define)));
    all.extend(law.entries.iter().map(|it| item(it, Declaration::Entry)));
    all.extend(law.rules.iter().map(|it| item(it, Declaration::Rule)));
    all
}
