//! Rows of tables, in the law file or in a CSV beside it, checked cell by cell against the columns.

use super::typed::{Expr, ExprKind, Field, Row, RowKey};
use super::{Checker, Error, Type};
use crate::diagnostic::{did_you_mean, nearest};
use crate::enact::{Life, Stretch};
use crate::resolve::{RecordId, TableId};
use crate::source::{Id, Source, Span};
use crate::syntax::ast;
use crate::value::{Date, Duration, Eccn, Number};
use std::collections::HashMap;
use std::sync::Arc;

/// What every CSV must be.
const CSV: &str = "the first line names the columns, and every other has as many cells";

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
        let mut cells: Vec<Expr> = columns.iter().map(|column| empty(column, row.span)).collect();
        for (cell, column) in row.cells.iter().zip(order) {
            let Some((position, field)) = column.and_then(|at| Some((at, columns.get(at)?))) else { continue };
            let Some(cell) = cell else { continue };
            let found = if matches!(cell.kind, ast::ExprKind::Absent) && field.optional {
                Expr { ty: field.ty.clone(), span: cell.span, kind: ExprKind::Absent }
            } else {
                self.constant(cell, &field.ty, Some(field.ty_span))
            };
            if let Some(slot) = cells.get_mut(position) {
                *slot = found;
            }
        }
        cells
    }

    /// The column each head names, in the order of the heads; columns that no head names are reported. A misspelt head is one
    /// mistake: its column is not missed as well.
    fn header(
        &mut self,
        written: &ast::Table,
        columns: &[Field],
        heads: &[ast::Name],
        csv: Option<Span>,
    ) -> Vec<Option<usize>> {
        let mut order = Vec::new();
        let mut misspelt = Vec::new();
        for head in heads {
            let found = columns.iter().position(|column| column.name == head.node);
            // A CSV may hold more than the law needs; a table in the law may not.
            if found.is_none() && csv.is_none() {
                let what = format!("no column `{}` is declared", head.node);
                let meant = meant(&head.node, columns, heads);
                misspelt.extend(meant);
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
            order.push(found);
        }
        for (position, column) in columns.iter().enumerate() {
            if order.contains(&Some(position)) || misspelt.contains(&column.name.as_str()) {
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

    fn rows_of_csv(
        &mut self,
        written: &ast::Table,
        from: &ast::Text,
        source: &Source,
        record: RecordId,
    ) -> Vec<Vec<Expr>> {
        let columns = self.law.records[record].fields.clone();
        let whole = Span::new(source.base, source.base);
        let mut reader = csv_reader(source);
        let heads: Vec<ast::Name> = match reader.headers() {
            Ok(heads) => heads.iter().map(|head| ast::Name::new(head.to_owned(), whole)).collect(),
            Err(fault) => {
                self.bad_table(
                    written,
                    &format!("`{}` has no header: {fault}", from.node),
                    from.span,
                    None,
                    Some(CSV.to_owned()),
                );
                return Vec::new();
            }
        };
        let order = self.header(written, &columns, &heads, Some(whole));
        let mut rows = Vec::new();
        for result in reader.records() {
            let line = match result {
                Ok(line) => line,
                Err(fault) => {
                    self.bad_table(
                        written,
                        &format!("`{}` cannot be read: {fault}", from.node),
                        from.span,
                        None,
                        Some(CSV.to_owned()),
                    );
                    continue;
                }
            };
            let at = line_span(source, line.position());
            if line.len() != heads.len() {
                let what = format!("this row has {} cells, the header {}", line.len(), heads.len());
                self.bad_table(written, &what, at, Some(written.name.span), Some(CSV.to_owned()));
                continue;
            }
            let mut cells: Vec<Expr> = columns.iter().map(|column| empty(column, at)).collect();
            for (text, column) in line.iter().zip(&order) {
                let Some((position, field)) = column.and_then(|at| Some((at, columns.get(at)?))) else { continue };
                if text.is_empty() {
                    continue;
                }
                let found = match self.cell(text, field, at) {
                    Ok(found) => found,
                    Err(what) => {
                        self.bad_table(
                            written,
                            &what,
                            cell_span(source, at, text),
                            Some(field.ty_span),
                            Some("mend the cell, or the type of the column".to_owned()),
                        );
                        Self::broken(at)
                    }
                };
                if let Some(slot) = cells.get_mut(position) {
                    *slot = found;
                }
            }
            rows.push(cells);
        }
        rows
    }

    /// A cell of a CSV, read as its column is declared.
    fn cell(&self, text: &str, field: &Field, span: Span) -> Result<Expr, String> {
        let expected = || format!("column `{}` expects {}, found `{text}`", field.name, field.ty.describe(&self.law));
        let kind = match &field.ty {
            Type::Bool => match text {
                "true" => ExprKind::Bool(true),
                "false" => ExprKind::Bool(false),
                _ => return Err(expected()),
            },
            Type::Number(unit) => {
                let (number, found) = self.law.units.parse_quantity(text).map_err(|_| expected())?;
                let factor = match found {
                    None => Number::ONE,
                    Some(found) => found.convert_factor_to(unit).and_then(Result::ok).ok_or_else(expected)?,
                };
                let number = number.mul(factor).map_err(|_| expected())?;
                if field.at_least.is_some_and(|low| number < low) || field.at_most.is_some_and(|high| number > high) {
                    return Err(format!("`{text}` is outside the limits of column `{}`", field.name));
                }
                ExprKind::Number(number)
            }
            Type::Date => ExprKind::Date(Date::parse(text).map_err(|_| expected())?),
            Type::Duration => ExprKind::Duration(Duration::parse(text).map_err(|_| expected())?),
            Type::Text => ExprKind::Text(Arc::from(text)),
            Type::Eccn => ExprKind::Eccn(Eccn::parse(text).map_err(|_| expected())?),
            Type::Enum(id) => {
                let list = &self.law.enums[*id].alternatives;
                let position = list.iter().position(|one| one.name == text || one.code.as_deref() == Some(text));
                match position.and_then(|at| u32::try_from(at).ok()) {
                    Some(position) => ExprKind::Alternative(position),
                    None => return Err(expected()),
                }
            }
            Type::Broken => ExprKind::Broken,
            Type::Record(_) | Type::List(_) | Type::Group(_) => {
                return Err(format!("column `{}` holds what no cell of a CSV can", field.name));
            }
        };
        Ok(Expr { ty: field.ty.clone(), span, kind })
    }

    fn unique_keys(&mut self, written: &ast::Table, id: TableId) {
        let table = &self.law.tables[id];
        let Some(key) = table.key.and_then(|key| usize::try_from(key).ok()) else { return };
        let mut seen: HashMap<RowKey, Vec<(Span, &[Stretch])>> = HashMap::new();
        let mut twice = Vec::new();
        for (at, row) in table.rows.iter().enumerate() {
            let Some((cell, found)) = row.cells.get(key).and_then(|cell| Some((cell, RowKey::of(cell)?))) else {
                continue;
            };
            let known = seen.entry(found).or_default();
            if let Some((first, when)) = known.iter().find(|(_, when)| meet(when, &row.when)) {
                let rest = Life { in_force: row.when.clone(), ..Life::always() }.outside(when).in_force;
                twice.push((self.key_words(cell), cell.span, *first, (at, rest)));
            }
            known.push((cell.span, &row.when));
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

fn csv_reader(source: &Source) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(source.text.as_bytes())
}

/// The lines of a CSV cell by cell, the names of the columns first. Nothing of a file that is none: that is reported where
/// its table is checked.
pub fn csv_lines(source: &Source) -> Vec<Vec<String>> {
    let mut reader = csv_reader(source);
    let cells = |line: &csv::StringRecord| line.iter().map(ToOwned::to_owned).collect();
    let Ok(heads) = reader.headers().map(cells) else { return Vec::new() };
    let lines: Vec<Vec<String>> = reader.records().filter_map(|line| Some(cells(&line.ok()?))).collect();
    std::iter::once(heads).chain(lines).collect()
}

/// What an empty cell says: an optional column is absent, any other is not known.
pub(super) fn empty(column: &Field, span: Span) -> Expr {
    let kind = if column.optional { ExprKind::Absent } else { ExprKind::Unknown };
    Expr { ty: column.ty.clone(), span, kind }
}

/// The line of a CSV row.
fn line_span(source: &Source, position: Option<&csv::Position>) -> Span {
    let from = position.and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(0);
    let rest = source.text.get(from..).unwrap_or("");
    let skipped = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let length = rest.trim_start_matches(['\r', '\n']).find('\n').unwrap_or(rest.len() - skipped);
    let start = source.base.saturating_add(u32::try_from(from + skipped).unwrap_or(u32::MAX));
    Span::new(start, start.saturating_add(u32::try_from(length).unwrap_or(0)))
}

/// The first place in a CSV line where a cell's text stands.
fn cell_span(source: &Source, line: Span, text: &str) -> Span {
    let from = usize::try_from(line.start - source.base).unwrap_or(0);
    let until = usize::try_from(line.end - source.base).unwrap_or(0);
    let at = source.text.get(from..until).and_then(|words| words.find(text));
    match at.and_then(|at| u32::try_from(at).ok()) {
        Some(at) => Span::new(line.start + at, line.start + at + u32::try_from(text.len()).unwrap_or(0)),
        None => line,
    }
}
