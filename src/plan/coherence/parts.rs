//! What an expression is made of.

use crate::check::typed::{Expr, ExprKind};

/// Calls `visit` on every expression directly inside another.
pub(super) fn parts<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    match &expr.kind {
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

/// Calls `visit` on an expression and everything inside it.
pub(super) fn all<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    visit(expr);
    parts(expr, &mut |part| all(part, visit));
}
