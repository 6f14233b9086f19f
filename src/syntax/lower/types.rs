//! Units and types.

use super::{Lower, Pair};
use crate::diagnostic::nearest;
use crate::syntax::ast::{Bounds, Expr, ExprKind, Type, TypeKind, UnaryOp, UnitExpr, UnitFactor};
use crate::syntax::cursor::Cursor;
use crate::syntax::error::Error;
use crate::syntax::grammar::Rule;

impl Lower<'_> {
    /// `unit_expr` of the grammar, and `unit_product`, which differs from it in its spaces.
    pub(super) fn unit_expr(&self, pair: Pair<'_>) -> Option<UnitExpr> {
        let span = self.span(&pair);
        let mut cursor = Cursor::into(pair);
        let mut factors = vec![self.unit_factor(cursor.take(Rule::unit_factor), false)?];
        loop {
            let over = if cursor.take_if(Rule::unit_over).is_some() {
                true
            } else if cursor.take_if(Rule::unit_times).is_some() {
                false
            } else {
                break;
            };
            factors.push(self.unit_factor(cursor.take(Rule::unit_factor), over)?);
        }
        cursor.finish();
        Some(UnitExpr { span, factors })
    }

    fn unit_factor(&self, pair: Pair<'_>, over: bool) -> Option<UnitFactor> {
        let mut cursor = Cursor::enter(pair, Rule::unit_factor);
        let name = self.name(cursor.take(Rule::name));
        let mut power = 1;
        if let Some(pair) = cursor.take_if(Rule::unit_power) {
            power = match pair.as_str() {
                "²" => 2,
                "³" => 3,
                digits => digits.trim_start_matches('^').parse().unwrap_or(0),
            };
            if power == 0 {
                self.report(Error::PowerZero { at: self.span(&pair), unit: name.node });
                return None;
            }
        }
        cursor.finish();
        Some(UnitFactor { name, power: if over { -power } else { power } })
    }

    pub(super) fn ty(&self, pair: Pair<'_>) -> Option<Type> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::ty);
        let inner = cursor.one();
        cursor.finish();
        let rule = inner.as_rule();
        let mut cursor = Cursor::into(inner);
        let kind = match rule {
            Rule::optional_type => TypeKind::Optional(self.inner_type(&mut cursor)?),
            Rule::list_type => TypeKind::List(self.inner_type(&mut cursor)?),
            Rule::group_type => TypeKind::Group(self.inner_type(&mut cursor)?),
            Rule::row_type => TypeKind::Row(self.name(cursor.take(Rule::name))),
            Rule::number_type => {
                let money = cursor.take(Rule::number_word).as_str() == "Money";
                self.number_type(money, &mut cursor)?
            }
            Rule::odd_type => self.odd_type(&mut cursor)?,
            _ => TypeKind::Named(cursor.take(Rule::name).as_str().to_owned()),
        };
        cursor.finish();
        Some(Type { span, kind })
    }

    fn inner_type(&self, cursor: &mut Cursor<'_>) -> Option<Box<Type>> {
        let pair = cursor.take(Rule::ty);
        self.deeper(1, self.span(&pair), || self.ty(pair)).map(Box::new)
    }

    /// What was meant by a word before `in` or `of` that cannot stand there, so that what stands behind it is looked at too.
    fn odd_type(&self, cursor: &mut Cursor<'_>) -> Option<TypeKind> {
        let word = self.name(cursor.take(Rule::name));
        let Some(pair) = cursor.take_if(Rule::ty) else {
            self.report(Error::closed_word(
                "`Number` or `Money` before `in`",
                &word.node,
                &["Number", "Money"],
                word.span,
            ));
            let money = nearest(&word.node, ["Number", "Money"]) == Some("Money");
            return self.number_type(money, cursor);
        };
        let known = ["list", "group", "row", "optional"];
        let help = match nearest(&word.node, known) {
            Some("optional") => "write `optional` without `of`".to_owned(),
            Some(near) => format!("did you mean `{near}`?"),
            None => "write `list of …`; a name for a table's rows is a `row of …`".to_owned(),
        };
        let found = format!("`{}`", word.node);
        self.report(Error::ClosedWord { at: word.span, expected: "`list`, `group` or `row` before `of`", found, help });
        self.deeper(1, self.span(&pair), || self.ty(pair)).map(Box::new).map(TypeKind::List)
    }

    fn number_type(&self, money: bool, cursor: &mut Cursor<'_>) -> Option<TypeKind> {
        let unit = match cursor.take_if(Rule::unit_expr) {
            Some(pair) => Some(self.unit_expr(pair)?),
            None => None,
        };
        let mut bounds = Bounds::default();
        if let Some(pair) = cursor.any() {
            let rule = pair.as_rule();
            let mut inner = Cursor::into(pair);
            let first = self.bound(inner.take(Rule::bound))?;
            match rule {
                Rule::bound_least => bounds.at_least = Some(first),
                Rule::bound_most => bounds.at_most = Some(first),
                _ => {
                    bounds.at_least = Some(first);
                    bounds.at_most = Some(self.bound(inner.take(Rule::bound))?);
                }
            }
            inner.finish();
        }
        Some(TypeKind::Number { money, unit, bounds })
    }

    fn bound(&self, pair: Pair<'_>) -> Option<Box<Expr>> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::bound);
        let negative = cursor.take_if(Rule::op_negate).is_some();
        let pair = cursor.one();
        cursor.finish();
        let value = if pair.as_rule() == Rule::number { self.number(pair)? } else { self.percentage(&pair) };
        if !negative {
            return Some(Box::new(value));
        }
        let kind = ExprKind::Unary { op: UnaryOp::Negate, operand: Box::new(value) };
        Some(Box::new(Expr { span, kind }))
    }
}
