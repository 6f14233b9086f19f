//! Blocks with their limbs, and the forms of expression that begin with a word.

use super::{Lower, Pair};
use crate::source::Span;
use crate::syntax::ast::{Aggregate, Block, BlockKind, Expr, ExprKind, Label, Limb, Quantifier};
use crate::syntax::cursor::Cursor;
use crate::syntax::error::Error;
use crate::syntax::grammar::Rule;

impl Lower<'_> {
    pub(super) fn if_expression(&self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut cursor = Cursor::enter(pair, Rule::if_expression);
        let condition = self.boxed(cursor.take(Rule::expression))?;
        let then = self.boxed(cursor.take(Rule::expression))?;
        let otherwise = match cursor.take_if(Rule::expression) {
            Some(pair) => Some(self.boxed(pair)?),
            None => None,
        };
        cursor.finish();
        Some(ExprKind::If { condition, then, otherwise })
    }

    fn boxed(&self, pair: Pair<'_>) -> Option<Box<Expr>> {
        self.expression(pair).map(Box::new)
    }

    pub(super) fn any_quantifier(&self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut cursor = Cursor::enter(pair, Rule::any_quantifier);
        let variable = self.name(cursor.take(Rule::name));
        let list = self.boxed(cursor.take(Rule::sum))?;
        let condition = self.where_clause(&mut cursor)?;
        cursor.finish();
        Some(ExprKind::Quantifier { kind: Quantifier::Any, variable, list, condition })
    }

    pub(super) fn every_quantifier(&self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut cursor = Cursor::enter(pair, Rule::every_quantifier);
        let variable = self.name(cursor.take(Rule::name));
        let list = self.boxed(cursor.take(Rule::sum))?;
        let condition = Some(Box::new(self.condition(cursor.take(Rule::condition))?));
        cursor.finish();
        Some(ExprKind::Quantifier { kind: Quantifier::Every, variable, list, condition })
    }

    pub(super) fn count_aggregate(&self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut cursor = Cursor::enter(pair, Rule::count_aggregate);
        let variable = Some(self.name(cursor.take(Rule::name)));
        let list = self.boxed(cursor.take(Rule::sum))?;
        let filter = self.where_clause(&mut cursor)?;
        cursor.finish();
        Some(ExprKind::Aggregate { kind: Aggregate::Count, each: None, variable, list, filter })
    }

    pub(super) fn aggregate(&self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut cursor = Cursor::enter(pair, Rule::aggregate);
        let kind = match cursor.take(Rule::aggregate_kind).as_str() {
            "sum" => Aggregate::Sum,
            "min" => Aggregate::Min,
            "max" => Aggregate::Max,
            _ => Aggregate::List,
        };
        let first = self.boxed(cursor.take(Rule::sum))?;
        let Some(variable) = cursor.take_if(Rule::name) else {
            cursor.finish();
            return Some(ExprKind::Aggregate { kind, each: None, variable: None, list: first, filter: None });
        };
        let variable = Some(self.name(variable));
        let list = self.boxed(cursor.take(Rule::sum))?;
        let filter = self.where_clause(&mut cursor)?;
        cursor.finish();
        Some(ExprKind::Aggregate { kind, each: Some(first), variable, list, filter })
    }

    #[allow(clippy::option_option, reason = "outside: whether it could be read; inside: whether it is there")]
    fn where_clause(&self, cursor: &mut Cursor<'_>) -> Option<Option<Box<Expr>>> {
        match cursor.take_if(Rule::condition) {
            Some(pair) => Some(Some(Box::new(self.condition(pair)?))),
            None => Some(None),
        }
    }

    pub(super) fn calendar_year(&self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut cursor = Cursor::enter(pair, Rule::calendar_year);
        let of = self.primary(cursor.take(Rule::primary))?;
        cursor.finish();
        Some(ExprKind::CalendarYear(Box::new(of)))
    }

    pub(super) fn discretion(&self, pair: Pair<'_>) -> ExprKind {
        let mut cursor = Cursor::enter(pair, Rule::discretion);
        let question = self.text(cursor.take(Rule::text));
        let by = cursor.take_if(Rule::text).map(|pair| self.text(pair));
        cursor.finish();
        ExprKind::Discretion { question, by }
    }

    pub(super) fn block(&self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::block);
        let header = cursor.take(Rule::block_header);
        let header_span = self.span(&header);
        let header_at = header.as_span().start();
        let kind = block_header(header);
        let limbs = cursor.take(Rule::limbs);
        cursor.finish();
        let mut inner = Cursor::enter(limbs, Rule::limbs);
        let limbs = self.deeper(1, header_span, || {
            let mut limbs = Vec::new();
            for pair in inner.each(Rule::limb) {
                if limbs.is_empty() {
                    self.below(header_at, header_span, &pair)?;
                }
                limbs.push(self.limb(pair)?);
            }
            Some(limbs)
        })?;
        inner.finish();
        Some(Expr { span, kind: ExprKind::Block(Block { kind, header: header_span, limbs }) })
    }

    /// Limbs stand deeper than the line with the header of their block. The grammar cannot say so where that line is
    /// itself the continuation of another.
    fn below(&self, header_at: usize, header: Span, limb: &Pair<'_>) -> Option<()> {
        let column = |at: usize| at - self.text.get(..at).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1);
        let line = header_at - column(header_at);
        let rest = self.text.get(line..).unwrap_or("");
        let indentation = rest.len() - rest.trim_start_matches(' ').len();
        let at = limb.as_span().start();
        if column(at) > indentation {
            return Some(());
        }
        let place = Span::new(self.address(at), self.address(at + 1));
        self.report(Error::LimbNotDeeper { at: place, header });
        None
    }

    pub(super) fn limb(&self, pair: Pair<'_>) -> Option<Limb> {
        let mut cursor = Cursor::enter(pair, Rule::limb);
        let quote = cursor.each(Rule::quote).map(|pair| self.quote(pair)).collect();
        let label = self.label(&mut cursor);
        let condition = self.condition(cursor.take(Rule::condition))?;
        cursor.finish();
        let start = label.as_ref().map_or(condition.span, around);
        Some(Limb { span: start.to(condition.span), label, quote, condition })
    }

    /// The label, if one comes next.
    pub(super) fn label(&self, cursor: &mut Cursor<'_>) -> Option<Label> {
        let mut inner = Cursor::enter(cursor.take_if(Rule::label)?, Rule::label);
        let label = self.name(inner.take(Rule::label_name));
        inner.finish();
        Some(label)
    }
}

fn block_header(pair: Pair<'_>) -> BlockKind {
    let mut cursor = Cursor::enter(pair, Rule::block_header);
    if cursor.take_if(Rule::kw_all).is_some() {
        BlockKind::All
    } else if cursor.take_if(Rule::kw_any).is_some() {
        BlockKind::Any
    } else if cursor.take_if(Rule::kw_none).is_some() {
        BlockKind::None
    } else {
        // The grammar lets nine digits through, which fit.
        BlockKind::AtLeast(cursor.take(Rule::whole).as_str().parse().unwrap_or(u32::MAX))
    }
}

/// The place of a label with its parentheses.
fn around(label: &Label) -> Span {
    Span::new(label.span.start.saturating_sub(1), label.span.end.saturating_add(1))
}
