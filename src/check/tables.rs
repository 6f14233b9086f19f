//! Rows of tables: which column each head names, what the cells of a row in the law say, and keys.

use super::typed::{Expr, ExprKind, Field, Row, RowKey};
use super::{Checker, Error, Type};
use crate::diagnostic::{did_you_mean, nearest};
use crate::enact::{Life, Stretch};
use crate::resolve::{RecordId, TableId};
use crate::source::{Id, Span};
use crate::syntax::ast;
use std::collections::HashMap;

impl Checker<'_> {
    /// Reads the rows of every table.
    pub(super) fn tables(&mut self) {
        for (position, written) in self.enacted.vocabulary.tables.iter().enumerate() {
            let id: TableId = Id::at(position);
            let record = self.law.tables[id].record;
            let rows = match &written.from {
                None => self.rows_here(written, record),
                Some(from) => match self.csv.get(&from.span).copied() {
                    Some(source) => self.rows_of_csv(written, from, source, record),
                    // The session has said that the file could not be read.
                    None => Vec::new(),
                },
            };
            let rows = rows.into_iter().map(|cells| Row { cells, when: vec![Stretch::ALWAYS] }).collect();
            self.law.tables[id].rows = rows;
            self.table_changes(position, written);
            self.unique_keys(written, id);
        }
    }

    fn rows_here(&mut self, written: &ast::Table, record: RecordId) -> Vec<Vec<Expr>> {
        let columns = self.law.records[record].fields.clone();
        if written.rows.is_empty() && written.header.is_empty() {
            self.bad_table(
                written,
                "has no rows",
                written.name.span,
                None,
                Some("add rows `| a | b |`, or `from \"file.csv\"`".to_owned()),
            );
            return Vec::new();
        }
        let order = self.header(written, &columns, &written.header, None);
        let mut rows = Vec::new();
        for row in &written.rows {
            rows.push(self.row_here(row, &columns, &order));
        }
        rows
    }

    /// The cells of a row in the law, each in the place of its column.
    pub(super) fn row_here(&mut self, row: &ast::TableRow, columns: &[Field], order: &[Option<usize>]) -> Vec<Expr> {
        let mut cells: Vec<Expr> = blank(columns, order, row.span);
        for (cell, column) in row.cells.iter().zip(order) {
            let Some((position, field)) = column.and_then(|at| Some((at, columns.get(at)?))) else { continue };
            let Some(cell) = cell else { continue };
            let found = if matches!(cell.kind, ast::ExprKind::Absent) && field.optional {
                Expr { ty: field.ty.clone(), span: cell.span, kind: ExprKind::Absent }
            } else {
                self.settled_in(field, cell)
            };
            if let Some(slot) = cells.get_mut(position) {
                *slot = found;
            }
        }
        cells
    }

    /// The column each head names, in the order of the heads; columns that no head names are reported. A misspelt head is one
    /// mistake: its column is not missed as well.
    pub(super) fn header(
        &mut self,
        written: &ast::Table,
        columns: &[Field],
        heads: &[ast::Name],
        csv: Option<Span>,
    ) -> Vec<Option<usize>> {
        let mut order = Vec::new();
        let mut misspelt = Vec::new();
        // A head that could not be read has been told, and may name any of them.
        let unread = heads.iter().any(|head| head.node.is_empty());
        for head in heads {
            if head.node.is_empty() {
                order.push(None);
                continue;
            }
            let found = columns.iter().position(|column| column.name == head.node);
            let mut column = found;
            // A CSV may hold more than the law needs; a table in the law may not.
            if found.is_none() && csv.is_none() {
                let what = format!("no column `{}` is declared", head.node);
                let meant = meant(&head.node, columns, heads);
                misspelt.extend(meant);
                // Cells under a misspelt head are looked at as those of the column that is meant.
                column = meant.and_then(|meant| columns.iter().position(|column| column.name == meant));
                let help = match meant {
                    Some(column) => format!("did you mean `{column}`?"),
                    None => format!("declare it: `{} : TYPE`", head.node),
                };
                self.bad_table(written, &what, head.span, Some(written.name.span), Some(help));
            }
            if found.is_some() && order.contains(&found) {
                let what = format!("column `{}` stands twice", head.node);
                self.bad_table(written, &what, head.span, None, Some("take one of the two out".to_owned()));
            }
            order.push(column);
        }
        for (position, column) in columns.iter().enumerate() {
            if unread || order.contains(&Some(position)) || misspelt.contains(&column.name.as_str()) {
                continue;
            }
            let help = did_you_mean(&column.name, heads.iter().map(|head| head.node.as_str()))
                .map(|near| near.replace("did you mean", "is it"))
                .or_else(|| Some("add the column, or remove its declaration".to_owned()));
            let what = format!("column `{}` is declared, and not there", column.name);
            let at = csv.or_else(|| heads.first().map(|head| head.span)).unwrap_or(written.name.span);
            self.bad_table(written, &what, at, Some(column.span), help);
        }
        order
    }

    fn unique_keys(&mut self, written: &ast::Table, id: TableId) {
        let table = &self.law.tables[id];
        let Some(key) = table.key.and_then(|key| usize::try_from(key).ok()) else { return };
        let mut seen: HashMap<RowKey, Vec<(Span, &[Stretch])>> = HashMap::new();
        let mut twice = Vec::new();
        let mut keyless = Vec::new();
        for (at, row) in table.rows.iter().enumerate() {
            let Some(cell) = row.cells.get(key) else { continue };
            let Some(found) = RowKey::of(cell) else {
                keyless.extend(matches!(cell.kind, ExprKind::Unknown).then_some(cell.span));
                continue;
            };
            let known = seen.entry(found).or_default();
            if let Some((first, when)) = known.iter().find(|(_, when)| meet(when, &row.when)) {
                let rest = Life { in_force: row.when.clone(), ..Life::always() }.outside(when).in_force;
                twice.push((self.key_words(cell), cell.span, *first, (at, rest)));
            }
            known.push((cell.span, &row.when));
        }
        let column = self.law.records[self.law.tables[id].record].fields.get(key).map(|it| (it.name.clone(), it.span));
        // That a table has no column for its key was said once, and not of every row.
        let named = |name: &str| written.header.is_empty() || written.header.iter().any(|head| head.node == name);
        let column = column.filter(|(name, _)| named(name));
        for (span, (name, declared)) in keyless.into_iter().zip(std::iter::repeat(column).flatten()) {
            let help = Some("a key identifies one row: write it, or remove the row".to_owned());
            self.bad_table(written, &format!("this row has no `{name}`, its key"), span, Some(declared), help);
        }
        for (words, span, first, (at, rest)) in twice {
            // The row that was there first stands.
            if let Some(row) = self.law.tables[id].rows.get_mut(at) {
                row.when = rest;
            }
            let help = Some("a key identifies one row: change it, or remove a row".to_owned());
            self.bad_table(written, &format!("key `{words}` stands twice"), span, Some(first), help);
        }
    }

    /// A key as it is written.
    pub(super) fn key_words(&self, cell: &Expr) -> String {
        match (&cell.kind, &cell.ty) {
            (ExprKind::Text(text), _) => text.to_string(),
            (ExprKind::Eccn(code), _) => code.to_string(),
            (ExprKind::Alternative(position), Type::Enum(list)) => {
                let at = usize::try_from(*position).unwrap_or(usize::MAX);
                self.law.enums[*list].alternatives.get(at).map_or_else(String::new, |one| one.name.clone())
            }
            _ => String::new(),
        }
    }

    pub(super) fn bad_table(
        &mut self,
        table: &ast::Table,
        what: &str,
        span: Span,
        declared: Option<Span>,
        help: Option<String>,
    ) {
        self.report(Error::BadTable { name: table.name.node.clone(), what: what.to_owned(), span, declared, help });
    }
}

/// Whether two rows are ever there on one day.
fn meet(ones: &[Stretch], others: &[Stretch]) -> bool {
    ones.iter().any(|one| others.iter().any(|other| !one.intersection(*other).is_empty()))
}

/// The column that an unknown head was probably meant to name: one that no head names, and near to it or the only one left.
fn meant<'c>(head: &str, columns: &'c [Field], heads: &[ast::Name]) -> Option<&'c str> {
    let is_named = |column: &Field| heads.iter().any(|head| head.node == column.name);
    let is_known = |head: &ast::Name| columns.iter().any(|column| column.name == head.node);
    let free: Vec<&str> = columns.iter().filter(|it| !is_named(it)).map(|column| column.name.as_str()).collect();
    let only = match free.as_slice() {
        [only] if heads.iter().filter(|head| !is_known(head)).count() == 1 => Some(*only),
        _ => None,
    };
    only.or_else(|| nearest(head, free))
}

/// A row before anything is read into it. A column that no head names has been missed there.
pub(super) fn blank(columns: &[Field], order: &[Option<usize>], span: Span) -> Vec<Expr> {
    let cell = |(at, column): (usize, &Field)| {
        if order.contains(&Some(at)) { empty(column, span) } else { Checker::broken(span) }
    };
    columns.iter().enumerate().map(cell).collect()
}

/// What an empty cell says: an optional column is absent, any other is not known.
fn empty(column: &Field, span: Span) -> Expr {
    let kind = if column.optional { ExprKind::Absent } else { ExprKind::Unknown };
    Expr { ty: column.ty.clone(), span, kind }
}
