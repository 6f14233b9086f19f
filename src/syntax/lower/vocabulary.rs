//! Imports, units, enums, records, facts, groups, tables and values.

use super::{Lower, Pair};
use crate::source::Spanned;
use crate::syntax::ast::{
    Alternative, DateText, Enum, Expr, Fact, FactLine, Field, Group, GroupBody, GroupLine, Import, LineDays, Record,
    Sign, Table, Unit, UnitExpr, Value, ValueBody, ValueVersion,
};
use crate::syntax::cursor::Cursor;
use crate::syntax::grammar::Rule;

impl Lower<'_> {
    pub(super) fn import_declaration(&self, pair: Pair<'_>) -> Import {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::import_declaration);
        let path = self.leaf(cursor.take(Rule::import_path));
        cursor.finish();
        Import { span, path }
    }

    pub(super) fn unit_declaration(&self, pair: Pair<'_>) -> Option<Unit> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::unit_declaration);
        let name = self.name(cursor.take(Rule::name));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let definition = match cursor.take_if(Rule::unit_definition) {
            Some(pair) => Some(self.unit_definition(pair)?),
            None => None,
        };
        let currency = cursor.take_if(Rule::unit_line).map(|pair| self.span(&pair));
        cursor.finish();
        Some(Unit { span, name, title, definition, currency })
    }

    fn unit_definition(&self, pair: Pair<'_>) -> Option<(Option<Spanned<String>>, UnitExpr)> {
        let mut cursor = Cursor::enter(pair, Rule::unit_definition);
        let factor = cursor.take_if(Rule::numeral).map(|pair| self.leaf(pair));
        let product = self.unit_expr(cursor.take(Rule::unit_product))?;
        cursor.finish();
        Some((factor, product))
    }

    pub(super) fn enum_declaration(&self, pair: Pair<'_>) -> Enum {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::enum_declaration);
        let name = self.name(cursor.take(Rule::name));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let mut body = Cursor::enter(cursor.take(Rule::enum_body), Rule::enum_body);
        cursor.finish();
        let alternatives = body.each(Rule::alternative).map(|pair| self.alternative(pair)).collect();
        body.finish();
        Enum { span, name, title, alternatives }
    }

    fn alternative(&self, pair: Pair<'_>) -> Alternative {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::alternative);
        let name = self.name(cursor.take(Rule::name));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let code = cursor.take_if(Rule::text).map(|pair| self.text(pair));
        cursor.finish();
        Alternative { span, name, title, code }
    }

    pub(super) fn record_declaration(&self, pair: Pair<'_>) -> Option<Record> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::record_declaration);
        let name = self.name(cursor.take(Rule::name));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let key = cursor.take_if(Rule::key_field).map(|pair| self.name(pair));
        let mut body = Cursor::enter(cursor.take(Rule::record_body), Rule::record_body);
        cursor.finish();
        let fields: Option<Vec<Field>> = body.all(Rule::field, |pair| self.field(pair));
        body.finish();
        Some(Record { span, name, title, key, fields: fields? })
    }

    fn field(&self, pair: Pair<'_>) -> Option<Field> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::field);
        let name = self.name(cursor.take(Rule::field_name));
        let ty = self.ty(cursor.take(Rule::ty))?;
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let default = match cursor.take_if(Rule::expression) {
            Some(pair) => Some(self.expression(pair)?),
            None => None,
        };
        cursor.finish();
        Some(Field { span, name, ty, title, default })
    }

    pub(super) fn fact_declaration(&self, pair: Pair<'_>) -> Option<Fact> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::fact_declaration);
        let name = self.name(cursor.take(Rule::name));
        let ty = self.ty(cursor.take(Rule::ty))?;
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let lines: Option<Vec<FactLine>> = cursor.all(Rule::fact_line, |pair| self.fact_line(pair));
        cursor.finish();
        Some(Fact { span, name, ty, title, lines: lines? })
    }

    fn fact_line(&self, pair: Pair<'_>) -> Option<FactLine> {
        let mut cursor = Cursor::enter(pair, Rule::fact_line);
        let inner = cursor.one();
        cursor.finish();
        let rule = inner.as_rule();
        let mut cursor = Cursor::into(inner);
        let of = self.expression(cursor.take(Rule::sum))?;
        cursor.finish();
        Some(if rule == Rule::fact_day { FactLine::Day(of) } else { FactLine::Actor(of) })
    }

    pub(super) fn group_declaration(&self, pair: Pair<'_>) -> Option<Group> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::group_declaration);
        let name = self.name(cursor.take(Rule::name));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let of = self.ty(cursor.take(Rule::ty))?;
        let body = if let Some(pair) = cursor.take_if(Rule::expression) {
            GroupBody::Expr(self.expression(pair)?)
        } else {
            let lines: Option<Vec<GroupLine>> = cursor.all(Rule::group_line, |pair| self.group_line(pair));
            GroupBody::Lines(lines?)
        };
        cursor.finish();
        Some(Group { span, name, title, of, body })
    }

    fn group_line(&self, pair: Pair<'_>) -> Option<GroupLine> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::group_line);
        let inner = cursor.one();
        cursor.finish();
        if inner.as_rule() != Rule::members {
            return Some(GroupLine::Provenance(self.provenance(inner)));
        }
        let mut cursor = Cursor::enter(inner, Rule::members);
        let sign = if cursor.take_if(Rule::joined).is_some() {
            Some(Sign::Joined)
        } else {
            cursor.take_if(Rule::left).map(|_| Sign::Left)
        };
        let members: Option<Vec<Expr>> = cursor.all(Rule::member, |pair| self.member(pair));
        let days = self.line_days(&mut cursor);
        let note = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        cursor.finish();
        Some(GroupLine::Members { span, sign, members: members?, days, note })
    }

    pub(super) fn member(&self, pair: Pair<'_>) -> Option<Expr> {
        let mut cursor = Cursor::enter(pair, Rule::member);
        let member = self.primary(cursor.take(Rule::primary));
        cursor.finish();
        member
    }

    /// `from_day` and its like in the grammar, and the lines that hold a date and nothing else.
    pub(super) fn day(&self, pair: Pair<'_>) -> DateText {
        let mut cursor = Cursor::into(pair);
        let date = self.date(cursor.take(Rule::date));
        cursor.finish();
        date
    }

    pub(super) fn table_declaration(&self, pair: Pair<'_>) -> Option<Table> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::table_declaration);
        let name = self.name(cursor.take(Rule::name));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let key = cursor.take_if(Rule::key_field).map(|pair| self.name(pair));
        let from = cursor.take_if(Rule::text).map(|pair| self.text(pair));
        let mut body = Cursor::enter(cursor.take(Rule::table_body), Rule::table_body);
        cursor.finish();
        let columns: Option<Vec<Field>> = body.all(Rule::field, |pair| self.field(pair));
        let (header, rows) = match body.take_if(Rule::rows) {
            Some(pair) => self.table_rows(pair),
            None => (Vec::new(), Vec::new()),
        };
        body.finish();
        Some(Table { span, name, title, key, from, columns: columns?, header, rows })
    }

    pub(super) fn value_declaration(&self, pair: Pair<'_>) -> Option<Value> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::value_declaration);
        let name = self.name(cursor.take(Rule::name));
        let ty = self.ty(cursor.take(Rule::ty))?;
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let body = match cursor.take_if(Rule::expression) {
            Some(pair) => ValueBody::Expr(self.expression(pair)?),
            None => self.value_body(cursor.take(Rule::value_body))?,
        };
        cursor.finish();
        Some(Value { span, name, ty, title, body })
    }

    fn value_body(&self, pair: Pair<'_>) -> Option<ValueBody> {
        let mut cursor = Cursor::enter(pair, Rule::value_body);
        let (mut provenance, mut versions) = (Vec::new(), Vec::new());
        for line in cursor.each(Rule::value_line) {
            let mut inner = Cursor::enter(line, Rule::value_line);
            let pair = inner.one();
            inner.finish();
            if pair.as_rule() == Rule::value_version {
                versions.push(self.value_version(pair)?);
            } else {
                provenance.push(self.provenance(pair));
            }
        }
        cursor.finish();
        Some(ValueBody::Lines { provenance, versions })
    }

    fn value_version(&self, pair: Pair<'_>) -> Option<ValueVersion> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::value_version);
        let label = self.label(&mut cursor);
        let value = self.expression(cursor.take(Rule::expression))?;
        let days = self.line_days(&mut cursor);
        cursor.finish();
        Some(ValueVersion { span, label, value, days })
    }

    fn line_days(&self, cursor: &mut Cursor<'_>) -> LineDays {
        let from = cursor.take_if(Rule::from_day).map(|pair| self.day(pair));
        let until = cursor.take_if(Rule::until_day).map(|pair| self.day(pair));
        let published = cursor.take_if(Rule::published_day).map(|pair| self.day(pair));
        LineDays { from, until, published }
    }
}
