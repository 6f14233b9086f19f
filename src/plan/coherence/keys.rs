//! Which expressions ask the same: equal keys mean equal values, in every case and on every day.

use crate::check::typed::{Aggregate, Arithmetic, Comparison, Expr, ExprKind, Quantifier};
use crate::syntax::ast::BlockKind;
use crate::value::{Date, Duration, Eccn, Number};
use std::collections::HashMap;
use std::sync::Arc;

/// What an expression is, apart from its parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Tag {
    /// Like nothing else, itself included.
    Opaque(u32),
    Bool(bool),
    Absent,
    Number(Number),
    Date(Date),
    Duration(Duration),
    Text(Arc<str>),
    Alternative(u32),
    Eccn(Eccn),
    Fact(usize),
    Local(u32),
    Value(usize),
    Group(usize),
    Table(usize),
    Field(u32),
    Has(u32),
    Call(usize),
    Row(usize),
    Construct(usize, Vec<u32>),
    List,
    Union,
    Difference,
    Not,
    Negate,
    And,
    Or,
    AtLeast(u32),
    Equal,
    Less,
    Arithmetic(Arithmetic),
    Convert(Number),
    In,
    Covered(Vec<usize>),
    CodeUnder(Vec<Eccn>),
    Is(Vec<u32>),
    If,
    Quantified(Quantifier, u32),
    Aggregated(Aggregate, u32, bool, bool),
    CalendarYear,
}

/// The keys given so far.
#[derive(Debug, Default)]
pub(super) struct Keys {
    known: HashMap<(Tag, Vec<u32>), u32>,
}

impl Keys {
    /// The key of an expression.
    pub(super) fn of(&mut self, expr: &Expr) -> u32 {
        let tag = match &expr.kind {
            // What nobody knows may differ from what nobody knows elsewhere; so may two judgments.
            ExprKind::Broken
            | ExprKind::Unknown
            | ExprKind::Discretion { .. }
            | ExprKind::Range { .. }
            | ExprKind::OneOf(_) => Tag::Opaque(u32::try_from(self.known.len()).unwrap_or(u32::MAX)),
            ExprKind::Bool(truth) => Tag::Bool(*truth),
            ExprKind::Absent => Tag::Absent,
            ExprKind::Number(number) => Tag::Number(*number),
            ExprKind::Date(date) => Tag::Date(*date),
            ExprKind::Duration(duration) => Tag::Duration(*duration),
            ExprKind::Text(text) => Tag::Text(text.clone()),
            ExprKind::Alternative(position) => Tag::Alternative(*position),
            ExprKind::Eccn(code) => Tag::Eccn(code.clone()),
            ExprKind::Fact(id) => Tag::Fact(id.index()),
            ExprKind::Local(local) => Tag::Local(*local),
            ExprKind::Value(id) => Tag::Value(id.index()),
            ExprKind::Group(id) => Tag::Group(id.index()),
            ExprKind::Table(id) => Tag::Table(id.index()),
            ExprKind::Field { field, .. } => Tag::Field(*field),
            ExprKind::Has { field, .. } => Tag::Has(*field),
            ExprKind::Call { define, .. } => Tag::Call(define.index()),
            ExprKind::Row { table, .. } => Tag::Row(table.index()),
            ExprKind::Construct { record, fields } => {
                Tag::Construct(record.index(), fields.iter().map(|(field, _)| *field).collect())
            }
            ExprKind::List(_) => Tag::List,
            ExprKind::Union(..) => Tag::Union,
            ExprKind::Difference(..) => Tag::Difference,
            ExprKind::Not(_) => Tag::Not,
            ExprKind::Negate(_) => Tag::Negate,
            ExprKind::And(..) | ExprKind::Block(BlockKind::All, _) => return self.joined(Tag::And, expr),
            ExprKind::Or(..) | ExprKind::Block(BlockKind::Any, _) => return self.joined(Tag::Or, expr),
            ExprKind::Block(BlockKind::None, _) => {
                let any = self.joined(Tag::Or, expr);
                return self.key(Tag::Not, vec![any]);
            }
            ExprKind::Block(BlockKind::AtLeast(n), _) => Tag::AtLeast(*n),
            ExprKind::Compare(op, left, right) => {
                let (key, holds) = self.comparison(*op, left, right);
                return if holds { key } else { self.key(Tag::Not, vec![key]) };
            }
            ExprKind::Arithmetic(op, ..) => Tag::Arithmetic(*op),
            ExprKind::Convert(factor, _) => Tag::Convert(*factor),
            ExprKind::In(..) => Tag::In,
            ExprKind::Covered { entries, .. } => Tag::Covered(entries.iter().map(|entry| entry.index()).collect()),
            ExprKind::CodeUnder(_, codes) => Tag::CodeUnder(codes.clone()),
            ExprKind::Is(_, alternatives) => Tag::Is(alternatives.clone()),
            ExprKind::If { .. } => Tag::If,
            ExprKind::Quantified { kind, local, .. } => Tag::Quantified(*kind, *local),
            ExprKind::Aggregated { kind, local, each, filter, .. } => {
                Tag::Aggregated(*kind, *local, each.is_some(), filter.is_some())
            }
            ExprKind::CalendarYear(_) => Tag::CalendarYear,
        };
        let kids = self.parts(expr);
        self.key(tag, kids)
    }

    /// The key of a comparison that asks only "equal" or "less", and whether that must hold or fail.
    pub(super) fn comparison(&mut self, op: Comparison, left: &Expr, right: &Expr) -> (u32, bool) {
        let (left, right) = (self.of(left), self.of(right));
        match op {
            Comparison::Equal | Comparison::NotEqual => {
                let kids = vec![left.min(right), left.max(right)];
                (self.key(Tag::Equal, kids), op == Comparison::Equal)
            }
            Comparison::Less | Comparison::AtLeast => (self.key(Tag::Less, vec![left, right]), op == Comparison::Less),
            Comparison::Greater | Comparison::AtMost => {
                (self.key(Tag::Less, vec![right, left]), op == Comparison::Greater)
            }
        }
    }

    /// Joined in any order, and as often as one likes.
    fn joined(&mut self, tag: Tag, expr: &Expr) -> u32 {
        let mut kids = self.parts(expr);
        kids.sort_unstable();
        kids.dedup();
        self.key(tag, kids)
    }

    fn parts(&mut self, expr: &Expr) -> Vec<u32> {
        let mut kids = Vec::new();
        expr.parts(&mut |part| kids.push(self.of(part)));
        kids
    }

    fn key(&mut self, tag: Tag, kids: Vec<u32>) -> u32 {
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry((tag, kids)).or_insert(next)
    }
}
