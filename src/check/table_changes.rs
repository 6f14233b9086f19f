//! What amendments do to the rows of a table.

use super::Checker;
use super::typed::{Expr, Field, Row, RowKey};
use crate::diagnostic::did_you_mean;
use crate::enact::{Life, Stretch, TableChange, TableDeed};
use crate::source::{Id, Span};
use crate::syntax::ast;

/// A row as an amendment writes it: where, its key, its cells.
type Written = (Span, Option<RowKey>, Vec<Expr>);

impl Checker<'_> {
    /// Applies the changes of a table, in order.
    pub(super) fn table_changes(&mut self, position: usize, written: &ast::Table) {
        let enacted = self.enacted;
        for change in enacted.table_changes.iter().filter(|change| change.table == position) {
            match &change.deed {
                TableDeed::Add(rows) => {
                    for (_, _, cells) in self.rows_of(position, written, rows) {
                        self.rows(position).push(Row { cells, when: change.when.clone() });
                    }
                }
                TableDeed::Revise(rows) => {
                    for (span, key, cells) in self.rows_of(position, written, rows) {
                        let when = self.without(position, key.as_ref(), change);
                        if when.is_empty() {
                            self.no_row(position, written, (key.as_ref(), span), change);
                        }
                        self.rows(position).push(Row { cells, when });
                    }
                }
                TableDeed::Remove(keys) => {
                    for key in *keys {
                        let Some(found) = self.row_key(position, written, key) else { continue };
                        if self.without(position, Some(&found), change).is_empty() {
                            self.no_row(position, written, (Some(&found), key.span), change);
                        }
                    }
                }
            }
        }
    }

    fn rows(&mut self, position: usize) -> &mut Vec<Row> {
        &mut self.law.tables[Id::at(position)].rows
    }

    fn columns(&self, position: usize) -> Vec<Field> {
        let record = self.law.tables[Id::at(position)].record;
        self.law.records[record].fields.clone()
    }

    fn key_at(&self, position: usize) -> Option<usize> {
        self.law.tables[Id::at(position)].key.and_then(|key| usize::try_from(key).ok())
    }

    /// Rows below a change: cell by cell in the order of the header, or of the declared columns where there is none.
    fn rows_of(&mut self, position: usize, written: &ast::Table, rows: &[&ast::TableRow]) -> Vec<Written> {
        let columns = self.columns(position);
        let place = |head: &ast::Name| columns.iter().position(|column| column.name == head.node);
        let order: Vec<Option<usize>> = if written.header.is_empty() {
            (0..columns.len()).map(Some).collect()
        } else {
            written.header.iter().map(place).collect()
        };
        let key = self.key_at(position);
        let mut found = Vec::new();
        for row in rows {
            if row.cells.len() != order.len() {
                let what = format!("this row has {} of {} cells", row.cells.len(), order.len());
                let help = Some("write a cell for each column, in the order of the table".to_owned());
                self.bad_table(written, &what, row.span, Some(written.name.span), help);
                continue;
            }
            let cells = self.row_here(row, &columns, &order);
            let key = key.and_then(|key| cells.get(key)).and_then(RowKey::of);
            found.push((row.span, key, cells));
        }
        found
    }

    /// The key that an amendment names.
    fn row_key(&mut self, position: usize, written: &ast::Table, key: &ast::Expr) -> Option<RowKey> {
        let columns = self.columns(position);
        let Some(field) = self.key_at(position).and_then(|key| columns.get(key).cloned()) else {
            let help = Some("declare the table with `key COLUMN`".to_owned());
            self.bad_table(
                written,
                "has no key by which a row could be named",
                key.span,
                Some(written.name.span),
                help,
            );
            return None;
        };
        let found = self.settled_in(&field, key);
        RowKey::of(&found)
    }

    /// Takes the rows with a key out of the table on the days of a change; says on which days there were any.
    fn without(&mut self, position: usize, key: Option<&RowKey>, change: &TableChange<'_>) -> Vec<Stretch> {
        let at = self.key_at(position);
        let mut were = Vec::new();
        for row in self.rows(position) {
            let own = at.and_then(|at| row.cells.get(at)).and_then(RowKey::of);
            if own.is_none() || own.as_ref() != key {
                continue;
            }
            let life = Life { in_force: row.when.clone(), ..Life::always() };
            were.extend(life.clone().inside(&change.when).in_force);
            row.when = life.outside(&change.when).in_force;
        }
        were.sort_unstable();
        were
    }

    fn no_row(
        &mut self,
        position: usize,
        written: &ast::Table,
        (key, span): (Option<&RowKey>, Span),
        change: &TableChange<'_>,
    ) {
        let at = self.key_at(position);
        let then = change.when.first().copied().unwrap_or(Stretch::ALWAYS);
        let (mut words, mut there) = (String::new(), Vec::new());
        for row in &self.law.tables[Id::at(position)].rows {
            let Some(cell) = at.and_then(|at| row.cells.get(at)) else { continue };
            if RowKey::of(cell).as_ref() == key {
                words = self.key_words(cell);
            } else if row.when.iter().any(|when| !when.intersection(then).is_empty()) {
                there.push(self.key_words(cell));
            }
        }
        if let (true, Some(RowKey::Text(text))) = (words.is_empty(), key) {
            words = text.to_string();
        }
        let when = then.from.map_or_else(String::new, |day| format!(" on {day}"));
        let help = did_you_mean(&words, there.iter().map(String::as_str))
            .or_else(|| Some("`add` the row, or name one that is there then".to_owned()));
        self.bad_table(written, &format!("has no row `{words}`{when}"), span, Some(written.name.span), help);
    }
}
