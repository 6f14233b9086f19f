//! Rows between bars. Cells are cut out first and read one by one, each as its column asks, so that a mistake in one
//! row costs that row and no other.

use super::expect::{beside, outcome};
use super::{Lower, Pair};
use crate::diagnostic::did_you_mean;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    Cell, Expect, Expectation, Expr, ExprKind, Name, ScenarioColumn, ScenarioRow, ScenarioTable, TableRow,
};
use crate::syntax::cursor::Cursor;
use crate::syntax::error::Error;
use crate::syntax::explain::words::EXPECTED_HEADS;
use crate::syntax::explain::{Reading, explain};
use crate::syntax::grammar::{Grammar, Rule};
use pest::Parser;

/// Heads of columns that hold remarks.
const HEADS: [&str; 2] = ["case", "note"];

/// A cell as it was cut out.
struct Raw<'i> {
    text: &'i str,
    span: Span,
}

impl Lower<'_> {
    /// The rows of a table that stand in the file: names above, values below. A head that cannot be read has no name: without
    /// the row of heads the first row would be taken for it.
    pub(super) fn table_rows(&self, pair: Pair<'_>) -> (Vec<Name>, Vec<TableRow>) {
        let mut cursor = Cursor::enter(pair, Rule::rows);
        let (head, cells) = self.row_line(cursor.take(Rule::row_line));
        let mut header = Vec::new();
        for cell in &cells {
            let name = self.cell(Rule::lone_name, cell, Reading::ColumnName, |lower, pair| Some(lower.name(pair)));
            header.push(name.unwrap_or_else(|| Name::new(String::new(), cell.span)));
        }
        let mut rows = Vec::new();
        for pair in cursor.each(Rule::row_line) {
            let (span, cells) = self.row_line(pair);
            if !self.as_wide(head, header.len(), span, cells.len()) {
                continue;
            }
            rows.extend(self.table_row(span, &cells));
        }
        cursor.finish();
        (header, rows)
    }

    fn table_row(&self, span: Span, cells: &[Raw<'_>]) -> Option<TableRow> {
        // Every cell is read before the row is given up, so that each mistake in it is reported.
        let cells: Vec<Option<Option<Expr>>> = cells
            .iter()
            .map(|cell| if cell.is_empty() { Some(None) } else { self.lone_cell(cell).map(Some) })
            .collect();
        cells.into_iter().collect::<Option<Vec<_>>>().map(|cells| TableRow { span, cells })
    }

    /// A row by itself, whose columns are declared elsewhere.
    pub(super) fn lone_row(&self, pair: Pair<'_>) -> Option<TableRow> {
        let (span, cells) = self.row_line(pair);
        self.table_row(span, &cells)
    }

    /// The rows of a scenario table: what each column gives or expects above, cases below.
    pub(super) fn scenario_rows(&self, pair: Pair<'_>) -> ScenarioTable {
        let mut cursor = Cursor::enter(pair, Rule::rows);
        let (head, cells) = self.row_line(cursor.take(Rule::row_line));
        // The cells under a head that cannot be read are passed over.
        let passed_over = |cell: &Raw<'_>| ScenarioColumn::Note(Spanned::new(String::new(), cell.span));
        let columns: Vec<ScenarioColumn> =
            cells.iter().map(|cell| self.head(cell).unwrap_or_else(|| passed_over(cell))).collect();
        let below: Vec<(Span, Vec<Raw<'_>>)> = cursor.each(Rule::row_line).map(|pair| self.row_line(pair)).collect();
        let columns: Vec<ScenarioColumn> =
            columns.into_iter().zip(&cells).enumerate().map(|(at, it)| self.fitting(at, it, &below)).collect();
        let mut rows = Vec::new();
        for (span, cells) in below {
            if !self.as_wide(head, columns.len(), span, cells.len()) {
                continue;
            }
            let cells: Vec<Option<Cell>> =
                columns.iter().zip(&cells).map(|(column, cell)| self.scenario_cell(column, cell)).collect();
            rows.extend(cells.into_iter().collect::<Option<Vec<_>>>().map(|cells| ScenarioRow { span, cells }));
        }
        cursor.finish();
        ScenarioTable { columns, rows }
    }

    /// A column whose head does not fit most cells below it has the wrong head: that is told once, and its cells are passed over.
    fn fitting(
        &self,
        at: usize,
        (column, head): (ScenarioColumn, &Raw<'_>),
        below: &[(Span, Vec<Raw<'_>>)],
    ) -> ScenarioColumn {
        let (rule, known, otherwise) = match &column {
            ScenarioColumn::Variable(_) => {
                (Rule::lone_given_cell, &HEADS[..], "words about a case stand under `case` or `note`")
            }
            ScenarioColumn::Equals(_) => (Rule::lone_cell, EXPECTED_HEADS, "outcomes stand under `expect outcome`"),
            _ => return column,
        };
        let full = below.iter().filter_map(|(_, cells)| cells.get(at)).filter(|cell| !cell.is_empty());
        let (odd, even): (Vec<_>, Vec<_>) = full.partition(|cell| Grammar::parse(rule, cell.text).is_err());
        if odd.len() < 2 || odd.len() <= even.len() {
            return column;
        }
        let words = head.words();
        let help = did_you_mean(&words.node, known.iter().copied()).unwrap_or_else(|| otherwise.to_owned());
        let (at, found) = (words.span, format!("`{}`", words.node));
        self.report(Error::ClosedWord { at, expected: "a head that fits the cells below it", found, help });
        ScenarioColumn::Note(words)
    }

    fn as_wide(&self, head: Span, expected: usize, row: Span, found: usize) -> bool {
        if expected != found {
            self.report(Error::WrongWidth { at: row, head, expected, found });
        }
        expected == found
    }

    fn row_line<'i>(&self, pair: Pair<'i>) -> (Span, Vec<Raw<'i>>) {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::row_line);
        let cells = cursor.each(Rule::cell).map(|pair| Raw { text: pair.as_str(), span: self.span(&pair) }).collect();
        cursor.finish();
        (span, cells)
    }

    /// Parses a cell alone by one of the `lone_` rules, and does something with what was found.
    fn cell<'c, T>(
        &self,
        rule: Rule,
        cell: &Raw<'c>,
        reading: Reading,
        then: impl FnOnce(&Lower<'_>, Pair<'c>) -> Option<T>,
    ) -> Option<T> {
        match Grammar::parse(rule, cell.text) {
            Ok(mut pairs) => {
                let mut bag = self.bag.borrow_mut();
                then(&Lower::new(cell.text, cell.span.start, &mut bag), pairs.next()?)
            }
            Err(error) => {
                self.bag.borrow_mut().push(explain(&error, cell.text, cell.span.start, reading));
                None
            }
        }
    }

    fn lone_cell(&self, cell: &Raw<'_>) -> Option<Expr> {
        self.cell(Rule::lone_cell, cell, Reading::Cell, |lower, pair| lower.expression(pair))
    }

    /// The head of a column of a scenario table.
    fn head(&self, cell: &Raw<'_>) -> Option<ScenarioColumn> {
        self.cell(Rule::lone_head, cell, Reading::ColumnHead, |lower, pair| {
            let span = lower.span(&pair);
            match pair.as_rule() {
                Rule::head_note => Some(ScenarioColumn::Note(lower.name(pair))),
                Rule::head_path => {
                    let mut cursor = Cursor::enter(pair, Rule::head_path);
                    let path = lower.path(cursor.take(Rule::path))?;
                    cursor.finish();
                    Some(match path.kind {
                        ExprKind::Name(name) => ScenarioColumn::Variable(Spanned::new(name, path.span)),
                        _ => ScenarioColumn::Given(path),
                    })
                }
                _ => {
                    let mut cursor = Cursor::enter(pair, Rule::head_expect);
                    let inner = cursor.one();
                    cursor.finish();
                    Some(match inner.as_rule() {
                        Rule::head_outcome => ScenarioColumn::Outcome(span),
                        Rule::head_beside => {
                            let mut cursor = Cursor::enter(inner, Rule::head_beside);
                            let which = beside(&cursor.one());
                            cursor.finish();
                            ScenarioColumn::Beside(Spanned::new(which, span))
                        }
                        Rule::head_classification => ScenarioColumn::Classification(span),
                        Rule::head_review => ScenarioColumn::Review(span),
                        _ => ScenarioColumn::Equals(lower.expression(inner)?),
                    })
                }
            }
        })
    }

    fn scenario_cell(&self, column: &ScenarioColumn, cell: &Raw<'_>) -> Option<Cell> {
        let words = cell.words();
        if let ScenarioColumn::Note(_) = column {
            return Some(Cell::Note(words));
        }
        if cell.is_empty() {
            return Some(Cell::Empty(words.span));
        }
        let span = words.span;
        let expect = |negated, expectation| Some(Cell::Expect(Expect { span, negated, expectation }));
        match column {
            ScenarioColumn::Variable(_) | ScenarioColumn::Given(_) => self
                .cell(Rule::lone_given_cell, cell, Reading::Cell, |lower, pair| lower.given_value(pair))
                .map(Cell::Expr),
            ScenarioColumn::Outcome(_) => self.cell(Rule::lone_outcome, cell, Reading::OutcomeCell, |lower, pair| {
                let mut cursor = Cursor::enter(pair, Rule::cell_outcome);
                let negated = cursor.take_if(Rule::expect_not).is_some();
                let expectation = lower.expectation(cursor.one())?;
                cursor.finish();
                expect(negated, expectation)
            }),
            ScenarioColumn::Beside(which) => self.cell(Rule::lone_beside, cell, Reading::OutcomeCell, |lower, pair| {
                expect(false, Expectation::Beside(which.node, outcome(lower, pair)))
            }),
            ScenarioColumn::Classification(_) => {
                self.cell(Rule::lone_classification, cell, Reading::ClassificationCell, |lower, pair| {
                    expect(false, Expectation::Classification(lower.classification(pair)))
                })
            }
            ScenarioColumn::Review(_) => self.cell(Rule::lone_review, cell, Reading::ReviewCell, |lower, pair| {
                expect(false, Expectation::Review(lower.review(pair)))
            }),
            ScenarioColumn::Equals(_) | ScenarioColumn::Note(_) => self.lone_cell(cell).map(Cell::Expr),
        }
    }
}

impl Raw<'_> {
    fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The words without the spaces around them. An empty cell is a place between its bars.
    fn words(&self) -> Spanned<String> {
        let words = self.text.trim();
        let before = self.text.len() - self.text.trim_start().len();
        let before = if words.is_empty() { 0 } else { before };
        let start = self.span.start.saturating_add(u32::try_from(before).unwrap_or(0));
        let end = start.saturating_add(u32::try_from(words.len()).unwrap_or(0));
        Spanned::new(words.to_owned(), Span::new(start, end))
    }
}
