//! Tables that are kept in a CSV beside the law: each cell read as its column is declared.

use super::tables::blank;
use super::typed::{Expr, ExprKind, Field};
use super::{Checker, Type};
use crate::resolve::RecordId;
use crate::source::{Source, Span};
use crate::syntax::ast;
use crate::value::{Date, Duration, Eccn, Number};
use std::sync::Arc;

/// What every CSV must be.
const CSV: &str = "the first line names the columns, and every other has as many cells";

impl Checker<'_> {
    /// The rows of a CSV, each cell in the place of its column.
    pub(super) fn rows_of_csv(
        &mut self,
        written: &ast::Table,
        from: &ast::Text,
        source: &Source,
        record: RecordId,
    ) -> Vec<Vec<Expr>> {
        let columns = self.law.records[record].fields.clone();
        let whole = Span::new(source.base, source.base);
        if let Some(quote) = open_quote(source) {
            let help = Some("close the quote; a quote inside a text is written twice: `\"\"`".to_owned());
            self.bad_table(written, "the quote that opens here is never closed", quote, Some(from.span), help);
            return Vec::new();
        }
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
            let mut cells: Vec<Expr> = blank(&columns, &order, at);
            let places = cells_from(source, line.position());
            for (number, (text, column)) in line.iter().zip(&order).enumerate() {
                let Some((position, field)) = column.and_then(|at| Some((at, columns.get(at)?))) else { continue };
                if text.is_empty() {
                    continue;
                }
                let place = places.get(number).copied().unwrap_or(at);
                let found = match self.cell(text, field, place) {
                    Ok(found) => self.settle(Some(field), found),
                    Err(what) => {
                        let help = Some("mend the cell, or the type of the column".to_owned());
                        self.bad_table(written, &what, place, Some(field.ty_span), help);
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

/// The place from which a row is read.
fn start_of(source: &Source, position: Option<&csv::Position>) -> usize {
    let from = position.and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(0);
    let rest = source.text.get(from..).unwrap_or("");
    from + rest.len() - rest.trim_start_matches(['\r', '\n']).len()
}

/// The line on which a row begins.
fn line_span(source: &Source, position: Option<&csv::Position>) -> Span {
    let from = start_of(source, position);
    let rest = source.text.get(from..).unwrap_or("");
    span(source, from, from + rest.find(['\r', '\n']).unwrap_or(rest.len()))
}

fn span(source: &Source, from: usize, until: usize) -> Span {
    let at = |byte: usize| source.base.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
    Span::new(at(from), at(until))
}

/// The places of the cells of a row, without the blanks around them.
fn cells_from(source: &Source, position: Option<&csv::Position>) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut at = start_of(source, position);
    loop {
        let (end, _) = cell_end(&source.text, at);
        let words = source.text.get(at..end).unwrap_or("");
        let from = at + words.len() - words.trim_start().len();
        cells.push(span(source, from, from + words.trim().len()));
        if source.text.as_bytes().get(end) != Some(&b',') {
            return cells;
        }
        at = end + 1;
    }
}

/// The quote that opens a cell and is closed nowhere, if there is one.
fn open_quote(source: &Source) -> Option<Span> {
    let mut at = 0;
    while at < source.text.len() {
        let (end, closed) = cell_end(&source.text, at);
        if !closed {
            return Some(span(source, at, at + 1));
        }
        at = end + 1;
    }
    None
}

/// Where the cell that begins here ends, and whether the quote that it may begin with is closed. As the reader has it, only
/// a quote at the very beginning of a cell opens a text, and two of them inside stand for one.
fn cell_end(text: &str, from: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut inside = bytes.get(from) == Some(&b'"');
    let mut at = from + usize::from(inside);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' if inside && bytes.get(at + 1) == Some(&b'"') => at += 1,
            b'"' if inside => inside = false,
            b',' | b'\r' | b'\n' if !inside => break,
            _ => {}
        }
        at += 1;
    }
    (at, !inside)
}
