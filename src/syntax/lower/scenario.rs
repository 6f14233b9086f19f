//! Scenarios and what they give.

use super::{Lower, Pair};
use crate::syntax::ast::{Expr, ExprKind, Given, Scenario, ScenarioLine};
use crate::syntax::cursor::Cursor;
use crate::syntax::error::Error;
use crate::syntax::grammar::Rule;

impl Lower<'_> {
    pub(super) fn scenario_declaration(&self, pair: Pair<'_>) -> Option<Scenario> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::scenario_declaration);
        let table_word = cursor.take_if(Rule::kw_table).map(|pair| self.span(&pair));
        let title = self.title(cursor.take(Rule::title));
        let lines: Option<Vec<ScenarioLine>> = cursor.all(Rule::scenario_line, |pair| self.scenario_line(pair));
        let rows = cursor.take_if(Rule::rows);
        cursor.finish();
        let table = match (table_word, rows) {
            (Some(_), Some(rows)) => Some(self.scenario_rows(rows)),
            (None, None) => None,
            (Some(at), None) => {
                self.report(Error::TableWithoutRows { at });
                return None;
            }
            (None, Some(rows)) => {
                let row = self.span(&Cursor::enter(rows, Rule::rows).take(Rule::row_line));
                self.report(Error::RowsWithoutTable { at: row, title: title.span });
                return None;
            }
        };
        Some(Scenario { span, title, lines: lines?, table })
    }

    fn scenario_line(&self, pair: Pair<'_>) -> Option<ScenarioLine> {
        let mut cursor = Cursor::enter(pair, Rule::scenario_line);
        let inner = cursor.one();
        cursor.finish();
        let rule = inner.as_rule();
        if rule == Rule::quote {
            return Some(ScenarioLine::Quote(self.quote(inner)));
        }
        let span = self.span(&inner);
        let mut cursor = Cursor::into(inner);
        let line = match rule {
            Rule::given_line => {
                let given = self.given(cursor.take(Rule::given))?;
                ScenarioLine::Given(Given { span, ..given })
            }
            Rule::on_line => ScenarioLine::On(self.date(cursor.take(Rule::date))),
            Rule::known_on_line => ScenarioLine::KnownOn(self.date(cursor.take(Rule::date))),
            Rule::suppose_line => ScenarioLine::Suppose(self.names(cursor.take(Rule::names))),
            _ => ScenarioLine::Expect(self.expect(cursor.take(Rule::expect), span)?),
        };
        cursor.finish();
        Some(line)
    }

    pub(in crate::syntax) fn given(&self, pair: Pair<'_>) -> Option<Given> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::given);
        let path = self.path(cursor.take(Rule::path))?;
        let value = match cursor.take_if(Rule::given_value) {
            Some(pair) => Some(self.given_value(pair)?),
            None => None,
        };
        let fields = match cursor.take_if(Rule::given_body) {
            Some(pair) => self.deeper(1, path.span, || self.given_body(pair))?,
            None => Vec::new(),
        };
        cursor.finish();
        Some(Given { span, path, value, fields })
    }

    fn given_body(&self, pair: Pair<'_>) -> Option<Vec<Given>> {
        let mut cursor = Cursor::enter(pair, Rule::given_body);
        let fields = cursor.all(Rule::given, |pair| self.given(pair));
        cursor.finish();
        fields
    }

    /// A name and fields.
    pub(super) fn path(&self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let pairs = pair.into_inner();
        let links = pairs.len();
        let mut cursor = Cursor::over(pairs);
        let path = self.deeper(links / 2, span, || {
            let first = self.name(cursor.take(Rule::field_name));
            let mut path = Expr { span: first.span, kind: ExprKind::Name(first.node) };
            for pair in cursor.each(Rule::field_name) {
                let name = self.name(pair);
                path = Expr { span: path.span.to(name.span), kind: ExprKind::Field { base: Box::new(path), name } };
            }
            Some(path)
        })?;
        cursor.finish();
        Some(path)
    }

    pub(super) fn given_value(&self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::given_value);
        let inner = cursor.one();
        cursor.finish();
        let rule = inner.as_rule();
        if rule == Rule::expression {
            return self.expression(inner);
        }
        let mut cursor = Cursor::into(inner);
        let values: Option<Vec<Expr>> = cursor.all(Rule::sum, |pair| self.expression(pair));
        cursor.finish();
        let mut values = values?;
        let mut next = || if values.is_empty() { None } else { Some(Box::new(values.remove(0))) };
        let kind = match rule {
            Rule::range_least => ExprKind::Range { at_least: next(), at_most: None },
            Rule::range_most => ExprKind::Range { at_least: None, at_most: next() },
            Rule::range_between => {
                let at_least = next();
                ExprKind::Range { at_least, at_most: next() }
            }
            Rule::one_of => ExprKind::OneOf(values),
            _ => ExprKind::Unknown,
        };
        Some(Expr { span, kind })
    }
}
