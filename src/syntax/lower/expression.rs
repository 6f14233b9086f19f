//! Chains of operands and operators, and what can be an operand.

use super::{Lower, Pair};
use crate::source::Span;
use crate::syntax::ast::{Argument, BinaryOp, Expr, ExprKind, UnaryOp};
use crate::syntax::cursor::Cursor;
use crate::syntax::error::{DEEPEST, Error};
use crate::syntax::grammar::Rule;
use pest::pratt_parser::{Assoc, Op, PrattParser};
use std::sync::LazyLock;

/// Weakest binding first, as in the reference.
static PRECEDENCE: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let infix = |rule| Op::infix(rule, Assoc::Left);
    PrattParser::new()
        .op(infix(Rule::op_or))
        .op(infix(Rule::op_and))
        .op(Op::prefix(Rule::op_not))
        .op(infix(Rule::op_equal)
            | infix(Rule::op_not_equal)
            | infix(Rule::op_less)
            | infix(Rule::op_at_most)
            | infix(Rule::op_greater)
            | infix(Rule::op_at_least)
            | Op::postfix(Rule::in_test)
            | Op::postfix(Rule::under_test)
            | Op::postfix(Rule::is_test)
            | Op::postfix(Rule::has_test))
        .op(infix(Rule::op_add) | infix(Rule::op_subtract))
        .op(infix(Rule::op_multiply) | infix(Rule::op_divide) | Op::prefix(Rule::percent_of))
        .op(Op::prefix(Rule::op_negate))
});

fn is_comparison(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::op_equal | Rule::op_not_equal | Rule::op_less | Rule::op_at_most | Rule::op_greater | Rule::op_at_least
    )
}

fn is_test(rule: Rule) -> bool {
    matches!(rule, Rule::in_test | Rule::under_test | Rule::is_test | Rule::has_test)
}

impl Lower<'_> {
    /// A block or an expression.
    pub(in crate::syntax) fn condition(&self, pair: Pair<'_>) -> Option<Expr> {
        let mut cursor = Cursor::enter(pair, Rule::condition);
        let inner = cursor.one();
        cursor.finish();
        if inner.as_rule() == Rule::block { self.block(inner) } else { self.expression(inner) }
    }

    /// A chain; `sum` of the grammar is one with fewer operators.
    pub(in crate::syntax) fn expression(&self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut pairs = pair.into_inner();
        let links = pairs.len();
        if links == 1 {
            return self.deeper(1, span, || self.primary(pairs.next()?));
        }
        self.not_chained(pairs.clone())?;
        let comments =
            if links > DEEPEST { pairs.clone().filter(|it| it.as_rule() == Rule::comment).count() } else { 0 };
        self.deeper((links - comments) / 2 + 1, span, || {
            PRECEDENCE
                .map_primary(|pair| self.primary(pair))
                .map_prefix(|op, operand| Some(self.prefix(op, operand?)))
                .map_postfix(|operand, test| self.test(operand?, test))
                .map_infix(|left, op, right| Some(self.infix(left?, &op, right?)))
                .parse(pairs.filter(|pair| pair.as_rule() != Rule::comment))
        })
    }

    /// `a < b < c` has no meaning; `and` must stand between two comparisons.
    fn not_chained<'i>(&self, pairs: impl Iterator<Item = Pair<'i>>) -> Option<()> {
        let mut before: Option<Span> = None;
        for pair in pairs {
            let rule = pair.as_rule();
            if matches!(rule, Rule::op_and | Rule::op_or) {
                before = None;
            } else if is_comparison(rule) || is_test(rule) {
                let at = if is_test(rule) {
                    let word = pair.as_str().split([' ', '\n', '\r', '\t']).next().unwrap_or("");
                    let start = self.span(&pair).start;
                    Span::new(start, start.saturating_add(u32::try_from(word.len()).unwrap_or(0)))
                } else {
                    self.span(&pair)
                };
                if let Some(first) = before {
                    self.report(Error::ChainedComparison { at, first });
                    return None;
                }
                before = Some(at);
            }
        }
        Some(())
    }

    fn infix(&self, left: Expr, op: &Pair<'_>, right: Expr) -> Expr {
        let kind = match op.as_rule() {
            Rule::op_or => BinaryOp::Or,
            Rule::op_and => BinaryOp::And,
            Rule::op_equal => BinaryOp::Equal,
            Rule::op_not_equal => BinaryOp::NotEqual,
            Rule::op_less => BinaryOp::Less,
            Rule::op_at_most => BinaryOp::AtMost,
            Rule::op_greater => BinaryOp::Greater,
            Rule::op_at_least => BinaryOp::AtLeast,
            Rule::op_add => BinaryOp::Add,
            Rule::op_subtract => BinaryOp::Subtract,
            Rule::op_multiply => BinaryOp::Multiply,
            _ => BinaryOp::Divide,
        };
        binary(left, kind, self.span(op), right)
    }

    fn prefix(&self, op: Pair<'_>, operand: Expr) -> Expr {
        let span = self.span(&op).to(operand.span);
        match op.as_rule() {
            Rule::op_not => Expr { span, kind: ExprKind::Unary { op: UnaryOp::Not, operand: Box::new(operand) } },
            Rule::op_negate => Expr { span, kind: ExprKind::Unary { op: UnaryOp::Negate, operand: Box::new(operand) } },
            _ => {
                let mut cursor = Cursor::enter(op, Rule::percent_of);
                let left = self.percentage(&cursor.take(Rule::percentage));
                let of = self.span(&cursor.take(Rule::kw_of));
                cursor.finish();
                binary(left, BinaryOp::PercentOf, of, operand)
            }
        }
    }

    fn test(&self, operand: Expr, test: Pair<'_>) -> Option<Expr> {
        let span = operand.span.to(self.span(&test));
        let value = Box::new(operand);
        let rule = test.as_rule();
        let mut cursor = Cursor::into(test);
        let kind = match rule {
            Rule::in_test => {
                let groups: Option<Vec<Expr>> = cursor.all(Rule::sum, |pair| self.expression(pair));
                ExprKind::In { value, groups: groups? }
            }
            Rule::under_test => {
                ExprKind::Under { value, codes: cursor.each(Rule::code).map(|pair| self.code(pair)).collect() }
            }
            Rule::is_test => {
                ExprKind::Is { value, alternatives: cursor.each(Rule::name).map(|pair| self.name(pair)).collect() }
            }
            _ => ExprKind::Has { base: value, field: self.name(cursor.take(Rule::field_name)) },
        };
        cursor.finish();
        Some(Expr { span, kind })
    }

    /// An operand with what follows its dots and brackets.
    pub(super) fn primary(&self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let pairs = pair.into_inner();
        let links = pairs.len();
        let mut cursor = Cursor::over(pairs);
        self.deeper(links / 2 + 1, span, || {
            let atom = cursor.one();
            let mut expr = if atom.as_rule() == Rule::name {
                let name = self.name(atom);
                match cursor.take_if(Rule::arguments) {
                    None => Expr { span: name.span, kind: ExprKind::Name(name.node) },
                    Some(pair) => {
                        let span = name.span.to(self.span(&pair));
                        Expr { span, kind: ExprKind::Call { name, arguments: self.arguments(pair)? } }
                    }
                }
            } else {
                self.atom(atom)?
            };
            while let Some(trailer) = cursor.any() {
                let to = self.span(&trailer);
                let base = Box::new(expr);
                let start = base.span;
                expr = if trailer.as_rule() == Rule::index {
                    let mut inner = Cursor::enter(trailer, Rule::index);
                    let key = Box::new(self.expression(inner.take(Rule::expression))?);
                    inner.finish();
                    Expr { span: start.to(to), kind: ExprKind::Index { base, key } }
                } else {
                    let name = self.name(trailer);
                    match cursor.take_if(Rule::arguments) {
                        None => Expr { span: start.to(to), kind: ExprKind::Field { base, name } },
                        Some(pair) => {
                            let span = start.to(self.span(&pair));
                            Expr { span, kind: ExprKind::Method { base, name, arguments: self.arguments(pair)? } }
                        }
                    }
                };
            }
            Some(expr)
        })
    }

    fn atom(&self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::ear99 | Rule::code => ExprKind::Code(pair.as_str().to_owned()),
            Rule::date => ExprKind::Date(pair.as_str().to_owned()),
            Rule::number => return self.number(pair),
            Rule::percentage => return Some(self.percentage(&pair)),
            Rule::text => ExprKind::Text(self.text(pair).node),
            Rule::true_literal => ExprKind::Bool(true),
            Rule::false_literal => ExprKind::Bool(false),
            Rule::absent_literal => ExprKind::Absent,
            Rule::parenthesis => {
                let mut cursor = Cursor::enter(pair, Rule::parenthesis);
                let inner = self.condition(cursor.take(Rule::condition))?;
                cursor.finish();
                inner.kind
            }
            Rule::list_literal => {
                let mut cursor = Cursor::enter(pair, Rule::list_literal);
                let items: Option<Vec<Expr>> = cursor.all(Rule::expression, |it| self.expression(it));
                cursor.finish();
                ExprKind::List(items?)
            }
            Rule::if_expression => self.if_expression(pair)?,
            Rule::any_quantifier => self.any_quantifier(pair)?,
            Rule::every_quantifier => self.every_quantifier(pair)?,
            Rule::count_aggregate => self.count_aggregate(pair)?,
            Rule::aggregate => self.aggregate(pair)?,
            Rule::calendar_year => self.calendar_year(pair)?,
            _ => self.discretion(pair),
        };
        Some(Expr { span, kind })
    }

    /// A numeral with its unit, if it has one.
    pub(super) fn number(&self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::number);
        let text = cursor.take(Rule::numeral).as_str().to_owned();
        let unit = match cursor.take_if(Rule::unit_expr) {
            Some(pair) => Some(self.unit_expr(pair)?),
            None => None,
        };
        cursor.finish();
        Some(Expr { span, kind: ExprKind::Number { text, unit } })
    }

    pub(super) fn percentage(&self, pair: &Pair<'_>) -> Expr {
        Expr { span: self.span(pair), kind: ExprKind::Number { text: pair.as_str().to_owned(), unit: None } }
    }

    fn arguments(&self, pair: Pair<'_>) -> Option<Vec<Argument>> {
        let mut cursor = Cursor::enter(pair, Rule::arguments);
        let arguments = cursor.all(Rule::argument, |pair| self.argument(pair));
        cursor.finish();
        arguments
    }

    fn argument(&self, pair: Pair<'_>) -> Option<Argument> {
        let mut cursor = Cursor::enter(pair, Rule::argument);
        let name = cursor.take_if(Rule::argument_name).map(|pair| self.name(pair));
        let value = self.expression(cursor.take(Rule::expression))?;
        cursor.finish();
        Some(Argument { name, value })
    }
}

fn binary(left: Expr, op: BinaryOp, op_span: Span, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    Expr { span, kind: ExprKind::Binary { left: Box::new(left), op, op_span, right: Box::new(right) } }
}
