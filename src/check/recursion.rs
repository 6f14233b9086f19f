//! Definitions and entries that refer to themselves: down the parts of their own argument, or only positively.

use super::calls::DEEPEST;
use super::circles::{components, heights};
use super::typed::{Comparison, Expr, ExprKind, Limb, Recursion};
use super::{Checker, Error, Type};
use crate::resolve::{DefineId, EntryId};
use crate::source::Span;
use crate::syntax::ast::{Aggregate, BlockKind};
use std::collections::HashSet;

/// What can refer to itself: a definition by its name, an entry by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    Define(DefineId),
    Entry(EntryId),
}

impl Checker<'_> {
    /// Finds every definition and entry that refers to itself, directly or through others, and how that ends.
    pub(super) fn recursion(&mut self) {
        let nodes: Vec<Node> =
            self.law.defines.ids().map(Node::Define).chain(self.law.entries.ids().map(Node::Entry)).collect();
        let defines = self.law.defines.len();
        let edges: Vec<Vec<usize>> = nodes
            .iter()
            .map(|node| {
                let mut found = Vec::new();
                for body in self.bodies(*node) {
                    body.walk(&mut |part| match &part.kind {
                        ExprKind::Call { define, .. } => found.push(define.index()),
                        ExprKind::Covered { entries, .. } => {
                            found.extend(entries.iter().map(|entry| defines + entry.index()));
                        }
                        _ => {}
                    });
                }
                found
            })
            .collect();
        let components = components(&edges);
        for component in &components {
            let circle: HashSet<Node> = component.iter().filter_map(|at| nodes.get(*at)).copied().collect();
            let round = component.iter().any(|at| edges.get(*at).is_some_and(|targets| targets.contains(at)));
            if circle.len() > 1 || round {
                for at in component {
                    if let Some(node) = nodes.get(*at) {
                        self.circle(*node, &circle);
                    }
                }
            }
        }
        let heights = heights(&edges, &components);
        for (at, node) in nodes.iter().enumerate() {
            let below = edges.get(at).into_iter().flatten().filter_map(|target| heights.get(*target)).max();
            if heights.get(at).is_some_and(|height| *height > DEEPEST) && below.is_some_and(|below| *below <= DEEPEST) {
                let span = self.declared(*node).1;
                self.report(Error::TooDeep { limit: DEEPEST, span });
            }
        }
    }

    /// How a node that lies on a circle ends.
    fn circle(&mut self, node: Node, circle: &HashSet<Node>) {
        let structural = self.not_structural(node, circle);
        let positive = self.not_positive(node, circle);
        let recursion = match (structural, positive) {
            (None, _) => Recursion::Structural,
            (Some(_), None) => Recursion::Fixpoint,
            (Some(fault), Some(other)) => {
                let (span, why) = if self.gives_truth(node) { other } else { fault };
                let (name, declared) = self.declared(node);
                self.report(Error::Recursion { name, span, why, declared });
                return;
            }
        };
        match node {
            Node::Define(id) => self.law.defines[id].recursion = recursion,
            Node::Entry(id) => self.law.entries[id].recursion = recursion,
        }
    }

    /// Everything that a node asks, in all its versions.
    fn bodies(&self, node: Node) -> Vec<&Expr> {
        match node {
            Node::Define(id) => self.law.defines[id].versions.iter().map(|(_, body)| body).collect(),
            Node::Entry(id) => {
                let versions = self.law.entries[id].versions.iter();
                versions
                    .flat_map(|(_, condition)| condition.holds.iter().chain(&condition.unless))
                    .map(|limb| &limb.condition)
                    .collect()
            }
        }
    }

    fn declared(&self, node: Node) -> (String, Span) {
        match node {
            Node::Define(id) => (self.law.defines[id].name.clone(), self.law.defines[id].span),
            Node::Entry(id) => (self.law.entries[id].code.to_string(), self.law.entries[id].span),
        }
    }

    fn gives_truth(&self, node: Node) -> bool {
        match node {
            Node::Define(id) => self.law.defines[id].result == Type::Bool,
            Node::Entry(_) => true,
        }
    }

    /// The first reference that is not for a part of the node's own first argument.
    fn not_structural(&self, node: Node, circle: &HashSet<Node>) -> Option<(Span, String)> {
        let record = match node {
            Node::Define(id) => match self.law.defines[id].parameters.first() {
                Some((_, Type::Record(record))) => Some(*record),
                _ => None,
            },
            Node::Entry(id) => Some(self.law.entries[id].subject),
        };
        if record.and_then(|record| self.law.records.get(record)).is_some_and(|it| it.key.is_some()) {
            let why = "a keyed record may hold itself again, in a loop".to_owned();
            return Some((self.declared(node).1, why));
        }
        let mut fault = None;
        for body in self.bodies(node) {
            structural(body, circle, &mut vec![0], &mut fault);
        }
        fault
    }

    /// The first reference that is not positive.
    fn not_positive(&self, node: Node, circle: &HashSet<Node>) -> Option<(Span, String)> {
        if !self.gives_truth(node) {
            let span = self.declared(node).1;
            return Some((span, "it gives no truth value, so no least answer is meant".to_owned()));
        }
        let mut fault = None;
        if let Node::Entry(id) = node {
            for (_, condition) in &self.law.entries[id].versions {
                if let Some(limb) = &condition.holds {
                    self.positive(&limb.condition, circle, &mut fault);
                }
                refuse_all(&condition.unless, circle, "under `unless`", &mut fault);
            }
        } else {
            for body in self.bodies(node) {
                self.positive(body, circle, &mut fault);
            }
        }
        fault
    }

    /// Descends through everything monotone; a reference anywhere else is a fault.
    fn positive(&self, expr: &Expr, circle: &HashSet<Node>, fault: &mut Option<(Span, String)>) {
        if let Some(arguments) = reference(expr, circle) {
            for argument in arguments {
                refuse(argument, circle, "in an argument", fault);
            }
            return;
        }
        match &expr.kind {
            ExprKind::And(left, right) | ExprKind::Or(left, right) => {
                self.positive(left, circle, fault);
                self.positive(right, circle, fault);
            }
            ExprKind::Block(BlockKind::None, limbs) => refuse_all(limbs, circle, "under `none of`", fault),
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
            _ => refuse(expr, circle, "where more of it could mean less", fault),
        }
    }

    /// A sum or count of members for whom it holds only grows with them, if what is added is never negative.
    fn positive_sum(&self, expr: &Expr, circle: &HashSet<Node>, fault: &mut Option<(Span, String)>) {
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

/// The arguments of a reference to one of the circle, if this is one.
fn reference<'e>(expr: &'e Expr, circle: &HashSet<Node>) -> Option<&'e [Expr]> {
    match &expr.kind {
        ExprKind::Call { define, arguments } if circle.contains(&Node::Define(*define)) => Some(arguments),
        ExprKind::Covered { item, entries, .. } if entries.iter().any(|it| circle.contains(&Node::Entry(*it))) => {
            Some(std::slice::from_ref(item))
        }
        _ => None,
    }
}

/// The first reference to one of the circle, if there is one.
fn refers(expr: &Expr, circle: &HashSet<Node>) -> Option<Span> {
    let mut found = None;
    expr.walk(&mut |part| {
        if reference(part, circle).is_some() {
            found.get_or_insert(part.span);
        }
    });
    found
}

fn refuse(expr: &Expr, circle: &HashSet<Node>, place: &str, fault: &mut Option<(Span, String)>) {
    if let Some(span) = refers(expr, circle) {
        fault.get_or_insert((span, format!("refers to itself {place}")));
    }
}

fn refuse_all(limbs: &[Limb], circle: &HashSet<Node>, place: &str, fault: &mut Option<(Span, String)>) {
    for limb in limbs {
        refuse(&limb.condition, circle, place, fault);
    }
}

/// Checks that every reference is for a part of the first argument. `parts` are the variables that stand for the
/// argument (the first) or for parts of it.
fn structural(expr: &Expr, circle: &HashSet<Node>, parts: &mut Vec<u32>, fault: &mut Option<(Span, String)>) {
    if let Some(arguments) = reference(expr, circle)
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
        _ => expr.parts(&mut |part| structural(part, circle, parts, fault)),
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
