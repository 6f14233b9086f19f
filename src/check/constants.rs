//! What must not depend on a case: members of groups, versions of values, cells of tables, defaults.

use super::scope::Scope;
use super::typed::{Expr, ExprKind};
use super::{Checker, Error, Type};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// A constant of a type. Literals, and expressions over literals, named values and groups.
    pub(super) fn constant(&mut self, written: &ast::Expr, wanted: &Type, because: Option<Span>) -> Expr {
        let mut scope = Scope::default();
        let found = self.expr(&mut scope, written, Some(wanted));
        let found = match wanted {
            Type::Group(_) => Self::as_group(found),
            _ => found,
        };
        let found = self.expect(found, wanted, because);
        if let Some(span) = depends(&found) {
            self.report(Error::NotConstant { span });
            return Self::broken(written.span);
        }
        found
    }
}

/// The first part that depends on a case, if any does.
fn depends(expr: &Expr) -> Option<Span> {
    let constant = matches!(
        expr.kind,
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
            | ExprKind::Value(_)
            | ExprKind::Group(_)
            | ExprKind::List(_)
            | ExprKind::Construct { .. }
            | ExprKind::Negate(_)
            | ExprKind::Convert(..)
            | ExprKind::Union(..)
            | ExprKind::Difference(..)
            | ExprKind::Arithmetic(..)
    );
    if !constant {
        return Some(expr.span);
    }
    let mut found = None;
    expr.parts(&mut |part| found = found.or_else(|| depends(part)));
    found
}
