//! Changes of tables, gathered: what their rows say is looked at where tables are checked.

use super::Act;
use crate::enact::collect::Gather;
use crate::enact::law::{TableChange, TableDeed};
use crate::syntax::ast::{Change, Place, RevisedLine, Revision, TableRow};

impl<'a> Gather<'a, '_> {
    /// Takes a change of the rows of a table; whether it was one.
    pub(super) fn table_change(&mut self, act: Act<'_>, change: &'a Change) -> bool {
        let (name, deed) = match change {
            Change::Add { to, place: Place::End, text } => (to, rows(text).map(TableDeed::Add)),
            Change::Revise { what, text } if what.labels.is_empty() => (&what.rule, rows(text).map(TableDeed::Revise)),
            Change::Remove { what, from } => (from, Some(TableDeed::Remove(what))),
            _ => return false,
        };
        let table = self.law.vocabulary.tables.iter().position(|it| it.name.node == name.node);
        let (Some(table), Some(deed)) = (table, deed) else { return false };
        let declared = self.law.vocabulary.tables.get(table).map_or(name.span, |it| it.name.span);
        self.may_change(name, name.span, act.instrument, &[(None, declared)]);
        let when = act.life.in_force.clone();
        self.law.table_changes.push(TableChange { table, amendment: act.id, when, deed, span: name.span });
        true
    }
}

/// The rows below a change, if there is nothing else below it.
fn rows(text: &Revision) -> Option<Vec<&TableRow>> {
    let Revision::Lines(lines) = text else { return None };
    lines.iter().map(|(_, line)| if let RevisedLine::Row(row) = line { Some(row) } else { None }).collect()
}
