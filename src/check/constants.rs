//! What must not depend on a case: members of groups, versions of values, cells of tables, defaults.

use super::calls::DEEPEST;
use super::circles::{components, heights};
use super::fold::Folder;
use super::scope::Scope;
use super::typed::{Expr, ExprKind, Field, GroupBody};
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

impl Checker<'_> {
    /// A constant of a type that is the same on every day, worked out: what is written into tables, groups and
    /// declarations of fields.
    pub(super) fn settled(&mut self, written: &ast::Expr, wanted: &Type, because: Option<Span>) -> Expr {
        let found = self.constant(written, wanted, because);
        self.settle(None, found)
    }

    /// The same for what a field is given, which must keep the limits of the field.
    pub(super) fn settled_in(&mut self, field: &Field, written: &ast::Expr) -> Expr {
        let found = self.constant(written, &field.ty, Some(field.ty_span));
        self.settle(Some(field), found)
    }

    /// A constant worked out: a literal, or something made of literals.
    pub(super) fn settle(&mut self, field: Option<&Field>, expr: Expr) -> Expr {
        let Expr { ty, span, kind } = expr;
        let kind = match kind {
            ExprKind::List(items) => ExprKind::List(items.into_iter().map(|item| self.settle(field, item)).collect()),
            ExprKind::Union(left, right) => {
                ExprKind::Union(Box::new(self.settle(field, *left)), Box::new(self.settle(field, *right)))
            }
            ExprKind::Difference(left, right) => {
                ExprKind::Difference(Box::new(self.settle(field, *left)), Box::new(self.settle(field, *right)))
            }
            ExprKind::Construct { record, fields } => {
                let mut settled = Vec::new();
                for (position, value) in fields {
                    let field = self.law.records.get(record).and_then(|it| it.at(position)).cloned();
                    settled.push((position, self.settle(field.as_ref(), value)));
                }
                ExprKind::Construct { record, fields: settled }
            }
            kind @ (ExprKind::Broken | ExprKind::Unknown | ExprKind::Group(_)) => kind,
            kind => {
                let expr = Expr { ty: ty.clone(), span, kind };
                let mut folder = Folder::new(&self.law, None);
                let found = match field {
                    Some(field) => folder.look_in(field, &expr, false),
                    None => folder.look(&expr, false),
                };
                let (faults, spoiled) = (folder.faults(), folder.is_spoiled());
                for fault in faults {
                    self.bag.push(fault.told(None));
                }
                match found {
                    Some(kind) => kind,
                    None if spoiled => return Self::broken(span),
                    None => {
                        self.report(Error::NotConstant { span });
                        return Self::broken(span);
                    }
                }
            }
        };
        Expr { ty, span, kind }
    }
}

/// A value or a group: its name, where it is declared, and what it asks for where.
type Node = (String, Span, Vec<(usize, Span)>);

impl Checker<'_> {
    /// Values and groups that are made of themselves, or of others that are: nobody could say what they are. So long chains
    /// that nothing could follow them are reported too.
    pub(super) fn constant_circles(&mut self) {
        let values = self.law.values.len();
        let mut nodes: Vec<Node> = Vec::new();
        for value in &self.law.values {
            let bodies = value.versions.iter().flat_map(|(_, dated)| dated).map(|(_, body)| body);
            nodes.push((value.name.clone(), value.span, bodies.flat_map(|body| asked(body, values)).collect()));
        }
        for group in &self.law.groups {
            let mut found = Vec::new();
            for (_, body) in &group.versions {
                match body {
                    GroupBody::Expr(body) => found.extend(asked(body, values)),
                    GroupBody::Members(members) => {
                        found.extend(members.iter().flat_map(|(member, _)| asked(member, values)));
                    }
                }
            }
            nodes.push((group.name.clone(), group.span, found));
        }
        let edges: Vec<Vec<usize>> =
            nodes.iter().map(|(_, _, asked)| asked.iter().map(|(to, _)| *to).collect()).collect();
        let components = components(&edges);
        let heights = heights(&edges, &components);
        for component in &components {
            let Some((at, name, declared, asked)) = component
                .iter()
                .filter_map(|at| {
                    let (name, declared, asked) = nodes.get(*at)?;
                    Some((*at, name, *declared, asked))
                })
                .min_by_key(|(_, _, declared, _)| *declared)
            else {
                continue;
            };
            if let Some((_, span)) = asked.iter().find(|(to, _)| component.contains(to)) {
                let mut others: Vec<&str> = component
                    .iter()
                    .filter(|it| **it != at)
                    .filter_map(|it| Some(nodes.get(*it)?.0.as_str()))
                    .collect();
                others.sort_unstable();
                let by_way =
                    if others.is_empty() { String::new() } else { format!(", by way of `{}`", others.join("`, `")) };
                self.bag.push(Error::MadeOfItself { name: name.clone(), by_way, span: *span, declared });
            } else if heights.get(at).is_some_and(|height| *height == DEEPEST + 1) {
                self.bag.push(Error::TooDeep { limit: DEEPEST, span: declared });
            }
        }
    }
}

/// The values and groups that a constant asks for, groups numbered behind the values.
fn asked(body: &Expr, values: usize) -> Vec<(usize, Span)> {
    let mut found = Vec::new();
    body.walk(&mut |part| match &part.kind {
        ExprKind::Value(id) => found.push((id.index(), part.span)),
        ExprKind::Group(id) => found.push((values + id.index(), part.span)),
        _ => {}
    });
    found
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
