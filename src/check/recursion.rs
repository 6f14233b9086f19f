//! Definitions that refer to themselves: down the parts of their own argument, or only positively.

use super::typed::{Comparison, Expr, ExprKind, Limb, Recursion};
use super::{Checker, Error, Type};
use crate::resolve::DefineId;
use crate::source::Span;
use crate::syntax::ast::{Aggregate, BlockKind};

impl Checker<'_> {
    /// Finds every definition that refers to itself, directly or through others, and how that ends.
    pub(super) fn recursion(&mut self) {
        let uses: Vec<Vec<DefineId>> = self
            .law
            .defines
            .iter()
            .map(|define| {
                let mut found = Vec::new();
                for (_, body) in &define.versions {
                    walk(body, &mut |part| {
                        if let ExprKind::Call { define, .. } = part.kind {
                            found.push(define);
                        }
                    });
                }
                found
            })
            .collect();
        let ids: Vec<DefineId> = self.law.defines.ids().collect();
        for id in ids {
            let circle = circle_of(id, &uses);
            if circle.is_empty() {
                continue;
            }
            let structural = self.not_structural(id, &circle);
            let positive = self.not_positive(id, &circle);
            let recursion = match (structural, positive) {
                (None, _) => Recursion::Structural,
                (Some(_), None) => Recursion::Fixpoint,
                (Some(fault), Some(other)) => {
                    let (span, why) = if self.law.defines[id].result == Type::Bool { other } else { fault };
                    let define = &self.law.defines[id];
                    let error = Error::Recursion { name: define.name.clone(), span, why, declared: define.span };
                    self.report(error);
                    continue;
                }
            };
            self.law.defines[id].recursion = recursion;
        }
    }

    /// The first reference that is not for a part of the definition's own first argument.
    fn not_structural(&self, id: DefineId, circle: &[DefineId]) -> Option<(Span, String)> {
        let define = self.law.defines.get(id)?;
        if let Some((_, Type::Record(record))) = define.parameters.first()
            && self.law.records.get(*record).is_some_and(|it| it.key.is_some())
        {
            let why = "a keyed record may hold itself again, in a loop".to_owned();
            return Some((define.span, why));
        }
        let mut fault = None;
        for (_, body) in &define.versions {
            let mut parts = vec![0u32];
            structural(body, circle, &mut parts, &mut fault);
        }
        fault
    }

    /// The first reference that is not positive.
    fn not_positive(&self, id: DefineId, circle: &[DefineId]) -> Option<(Span, String)> {
        let define = self.law.defines.get(id)?;
        if define.result != Type::Bool {
            return Some((define.span, "it gives no truth value, so no least answer is meant".to_owned()));
        }
        let mut fault = None;
        for (_, body) in &define.versions {
            self.positive(body, circle, &mut fault);
        }
        fault
    }

    /// Descends through everything monotone; a reference anywhere else is a fault.
    fn positive(&self, expr: &Expr, circle: &[DefineId], fault: &mut Option<(Span, String)>) {
        match &expr.kind {
            ExprKind::And(left, right) | ExprKind::Or(left, right) => {
                self.positive(left, circle, fault);
                self.positive(right, circle, fault);
            }
            ExprKind::Block(BlockKind::None, limbs) => refuse_all(limbs, circle, fault),
            ExprKind::Block(_, limbs) => {
                for limb in limbs {
                    self.positive(&limb.condition, circle, fault);
                }
            }
            ExprKind::Quantified { list, condition, .. } => {
                refuse(list, circle, "in the list gone through", fault);
                self.positive(condition, circle, fault);
            }
            ExprKind::If { condition, then, otherwise } => {
                refuse(condition, circle, "in the test of an `if`", fault);
                self.positive(then, circle, fault);
                self.positive(otherwise, circle, fault);
            }
            ExprKind::Compare(Comparison::AtLeast | Comparison::Greater, left, right) => {
                refuse(right, circle, "on the right of a comparison", fault);
                self.positive_sum(left, circle, fault);
            }
            ExprKind::Call { define, arguments } if circle.contains(define) => {
                for argument in arguments {
                    refuse(argument, circle, "in an argument", fault);
                }
            }
            _ => refuse(expr, circle, "where more of it could mean less", fault),
        }
    }

    /// A sum or count of members for whom it holds only grows with them, if what is added is never negative.
    fn positive_sum(&self, expr: &Expr, circle: &[DefineId], fault: &mut Option<(Span, String)>) {
        match &expr.kind {
            ExprKind::Convert(_, inner) => self.positive_sum(inner, circle, fault),
            ExprKind::Aggregated { kind: Aggregate::Sum | Aggregate::Count, list, each, filter, .. } => {
                refuse(list, circle, "in the list gone through", fault);
                if let Some(filter) = filter {
                    self.positive(filter, circle, fault);
                }
                if let Some(each) = each {
                    refuse(each, circle, "in what is summed", fault);
                    let recursive = filter.as_ref().is_some_and(|filter| refers(filter, circle).is_some());
                    if recursive && !self.never_negative(each) {
                        fault.get_or_insert((
                            each.span,
                            "what is summed could be negative: declare it `at least 0`".to_owned(),
                        ));
                    }
                }
            }
            _ => refuse(expr, circle, "where more of it could mean less", fault),
        }
    }

    fn never_negative(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Number(number) => !number.is_negative(),
            ExprKind::Field { base, field } => match base.ty {
                Type::Record(id) => self
                    .law
                    .records
                    .get(id)
                    .and_then(|record| record.at(*field))
                    .and_then(|field| field.at_least)
                    .is_some_and(|low| !low.is_negative()),
                _ => false,
            },
            ExprKind::Convert(_, inner) => self.never_negative(inner),
            ExprKind::Arithmetic(
                super::typed::Arithmetic::Multiply | super::typed::Arithmetic::Add | super::typed::Arithmetic::Divide,
                left,
                right,
            ) => self.never_negative(left) && self.never_negative(right),
            _ => false,
        }
    }
}

/// The definitions that lie on a circle through `id`; empty if it does not refer to itself.
fn circle_of(id: DefineId, uses: &[Vec<DefineId>]) -> Vec<DefineId> {
    let reach = |from: DefineId| {
        let mut seen: Vec<DefineId> = Vec::new();
        let mut open = uses.get(from.index()).cloned().unwrap_or_default();
        while let Some(next) = open.pop() {
            if !seen.contains(&next) {
                seen.push(next);
                open.extend(uses.get(next.index()).into_iter().flatten());
            }
        }
        seen
    };
    let forward = reach(id);
    if !forward.contains(&id) {
        return Vec::new();
    }
    forward.into_iter().filter(|other| *other == id || reach(*other).contains(&id)).collect()
}

/// The first reference to one of the circle, if there is one.
fn refers(expr: &Expr, circle: &[DefineId]) -> Option<Span> {
    let mut found = None;
    walk(expr, &mut |part| {
        if let ExprKind::Call { define, .. } = &part.kind
            && circle.contains(define)
        {
            found.get_or_insert(part.span);
        }
    });
    found
}

fn refuse(expr: &Expr, circle: &[DefineId], place: &str, fault: &mut Option<(Span, String)>) {
    if let Some(span) = refers(expr, circle) {
        fault.get_or_insert((span, format!("refers to itself {place}")));
    }
}

fn refuse_all(limbs: &[Limb], circle: &[DefineId], fault: &mut Option<(Span, String)>) {
    for limb in limbs {
        refuse(&limb.condition, circle, "under `none of`", fault);
    }
}

/// Checks that every reference is for a part of the first argument. `parts` are the variables that stand for the
/// argument (the first) or for parts of it.
fn structural(expr: &Expr, circle: &[DefineId], parts: &mut Vec<u32>, fault: &mut Option<(Span, String)>) {
    if let ExprKind::Call { define, arguments } = &expr.kind
        && circle.contains(define)
        && !arguments.first().is_some_and(|first| is_part(first, parts))
    {
        fault.get_or_insert((expr.span, "refers to itself for something that is no part of its argument".to_owned()));
    }
    match &expr.kind {
        ExprKind::Quantified { local, list, condition, .. } => {
            structural(list, circle, parts, fault);
            let inside = reaches(list, parts);
            if inside {
                parts.push(*local);
            }
            structural(condition, circle, parts, fault);
            if inside {
                parts.pop();
            }
        }
        ExprKind::Aggregated { local, list, each, filter, .. } => {
            structural(list, circle, parts, fault);
            let inside = reaches(list, parts);
            if inside {
                parts.push(*local);
            }
            for inner in [each, filter].into_iter().flatten() {
                structural(inner, circle, parts, fault);
            }
            if inside {
                parts.pop();
            }
        }
        _ => children(expr, &mut |child| structural(child, circle, parts, fault)),
    }
}

/// A strict part: a field of the argument, or a member of a list inside it.
fn is_part(expr: &Expr, parts: &[u32]) -> bool {
    match &expr.kind {
        ExprKind::Local(local) => *local != 0 && parts.contains(local),
        ExprKind::Field { base, .. } => reaches(base, parts),
        _ => false,
    }
}

/// The argument itself, or a part of it.
fn reaches(expr: &Expr, parts: &[u32]) -> bool {
    match &expr.kind {
        ExprKind::Local(local) => parts.contains(local),
        ExprKind::Field { base, .. } => reaches(base, parts),
        _ => false,
    }
}

/// Calls `visit` on an expression and everything in it.
pub(super) fn walk<'e>(expr: &'e Expr, visit: &mut impl FnMut(&'e Expr)) {
    visit(expr);
    children(expr, &mut |child| walk(child, visit));
}

/// Calls `visit` on the direct parts of an expression.
fn children<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    match &expr.kind {
        ExprKind::Field { base, .. } | ExprKind::Has { base, .. } => visit(base),
        ExprKind::Call { arguments, .. } => arguments.iter().for_each(visit),
        ExprKind::List(items) | ExprKind::OneOf(items) => items.iter().for_each(visit),
        ExprKind::Construct { fields, .. } => fields.iter().for_each(|(_, value)| visit(value)),
        ExprKind::Row { key, .. } => visit(key),
        ExprKind::Not(inner)
        | ExprKind::Negate(inner)
        | ExprKind::Convert(_, inner)
        | ExprKind::CodeUnder(inner, _)
        | ExprKind::Is(inner, _)
        | ExprKind::CalendarYear(inner) => visit(inner),
        ExprKind::Covered { item, .. } => visit(item),
        ExprKind::And(left, right)
        | ExprKind::Or(left, right)
        | ExprKind::Union(left, right)
        | ExprKind::Difference(left, right)
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
            for inner in [each, filter].into_iter().flatten() {
                visit(inner);
            }
        }
        ExprKind::Range { at_least, at_most } => {
            for inner in [at_least, at_most].into_iter().flatten() {
                visit(inner);
            }
        }
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
    }
}
