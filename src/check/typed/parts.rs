//! What an expression is made of: the one place that knows where expressions stand inside each kind.

use super::{Arithmetic, Expr, ExprKind};
use crate::value::Number;

impl Expr {
    /// What it is in figures written in the law, if it is made of nothing else.
    pub fn figures(&self) -> Option<Number> {
        match &self.kind {
            ExprKind::Number(number) => Some(*number),
            ExprKind::Negate(inner) => Some(inner.figures()?.neg()),
            ExprKind::Convert(factor, inner) => inner.figures()?.mul(*factor).ok(),
            ExprKind::Arithmetic(operation, left, right) => {
                let (left, right) = (left.figures()?, right.figures()?);
                match operation {
                    Arithmetic::Add => left.add(right).ok(),
                    Arithmetic::Subtract => left.sub(right).ok(),
                    Arithmetic::Multiply => left.mul(right).ok(),
                    Arithmetic::Divide => left.div(right).ok(),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Calls `visit` on every expression directly inside this one, in the order in which they are written.
    pub fn parts<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        match &self.kind {
            ExprKind::Broken
            | ExprKind::Bool(_)
            | ExprKind::Absent
            | ExprKind::Unknown
            | ExprKind::Number(_)
            | ExprKind::Date(_)
            | ExprKind::Duration(_)
            | ExprKind::Text(_)
            | ExprKind::Alternative(_)
            | ExprKind::Eccn(_)
            | ExprKind::Fact(_)
            | ExprKind::Local(_)
            | ExprKind::Value(_)
            | ExprKind::Group(_)
            | ExprKind::Table(_)
            | ExprKind::Discretion { .. } => {}
            ExprKind::Field { base: inner, .. }
            | ExprKind::Has { base: inner, .. }
            | ExprKind::Row { key: inner, .. }
            | ExprKind::Not(inner)
            | ExprKind::Negate(inner)
            | ExprKind::Convert(_, inner)
            | ExprKind::Covered { item: inner, .. }
            | ExprKind::CodeUnder(inner, _)
            | ExprKind::Is(inner, _)
            | ExprKind::CalendarYear(inner) => visit(inner),
            ExprKind::List(items) | ExprKind::Call { arguments: items, .. } | ExprKind::OneOf(items) => {
                items.iter().for_each(visit);
            }
            ExprKind::Construct { fields, .. } => fields.iter().for_each(|(_, value)| visit(value)),
            ExprKind::Union(left, right)
            | ExprKind::Difference(left, right)
            | ExprKind::And(left, right)
            | ExprKind::Or(left, right)
            | ExprKind::Compare(_, left, right)
            | ExprKind::Arithmetic(_, left, right) => {
                visit(left);
                visit(right);
            }
            ExprKind::Block(_, limbs) => limbs.iter().for_each(|limb| visit(&limb.condition)),
            ExprKind::In(value, sets) => {
                visit(value);
                sets.iter().for_each(visit);
            }
            ExprKind::If { condition, then, otherwise } => {
                visit(condition);
                visit(then);
                visit(otherwise);
            }
            ExprKind::Quantified { list, condition, .. } => {
                visit(list);
                visit(condition);
            }
            ExprKind::Aggregated { list, each, filter, .. } => {
                visit(list);
                each.iter().chain(filter).for_each(|part| visit(part));
            }
            ExprKind::Range { at_least, at_most } => at_least.iter().chain(at_most).for_each(|side| visit(side)),
        }
    }

    /// Calls `visit` on this expression and on everything inside it, the outer before the inner.
    pub fn walk<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        visit(self);
        self.parts(&mut |part| part.walk(visit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Type;
    use crate::source::Span;
    use crate::syntax::ast::Aggregate;

    fn expr(kind: ExprKind) -> Expr {
        Expr { ty: Type::Broken, span: Span::new(0, 0), kind }
    }

    /// A variable, to be known again.
    fn local(number: u32) -> Box<Expr> {
        Box::new(expr(ExprKind::Local(number)))
    }

    fn locals(visit: impl FnOnce(&mut dyn FnMut(&Expr))) -> Vec<u32> {
        let mut found = Vec::new();
        visit(&mut |part: &Expr| {
            if let ExprKind::Local(number) = part.kind {
                found.push(number);
            }
        });
        found
    }

    #[test]
    fn parts_are_visited_once_and_in_order() {
        let filter = expr(ExprKind::And(local(3), Box::new(expr(ExprKind::Not(local(4))))));
        let (list, each, filter) = (local(1), Some(local(2)), Some(Box::new(filter)));
        let sum = expr(ExprKind::Aggregated { kind: Aggregate::Sum, local: 9, list, each, filter });
        assert_eq!(locals(|visit| sum.parts(visit)), [1, 2]);
        assert_eq!(locals(|visit| sum.walk(visit)), [1, 2, 3, 4]);
        let range = expr(ExprKind::Range { at_least: None, at_most: Some(local(5)) });
        let choice = expr(ExprKind::If { condition: local(6), then: Box::new(range), otherwise: local(7) });
        assert_eq!(locals(|visit| choice.parts(visit)), [6, 7]);
        assert_eq!(locals(|visit| choice.walk(visit)), [6, 5, 7]);
    }
}
