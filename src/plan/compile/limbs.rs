//! Conditions as people read them: labels, places and kinds of question beside the nodes that answer.

use super::expressions::{close, open};
use super::{Compiler, Scope};
use crate::check::Type;
use crate::check::typed::{self, Condition, Expr, ExprKind};
use crate::plan::law::{Called, Counted, Limb, LimbId, Operand, Shape};
use crate::plan::node::{Node, NodeId, Run, Shown};
use crate::resolve::RecordId;
use crate::syntax::ast::{Aggregate, BlockKind};

impl Compiler<'_> {
    /// `if` and `unless` together, and as people read them where `shown`.
    pub(super) fn condition(
        &mut self,
        condition: &Condition,
        scope: &mut Scope,
        shown: bool,
    ) -> (NodeId, Option<LimbId>) {
        let mut nodes = Vec::new();
        let mut limbs = Vec::new();
        if let Some(holds) = &condition.holds {
            nodes.push(self.node(&holds.condition, scope));
            if shown {
                limbs.push(self.typed_limb(holds, scope));
            }
        }
        for unless in &condition.unless {
            let inner = self.node(&unless.condition, scope);
            let node = self.law.nodes.not(inner);
            self.note(node);
            nodes.push(node);
            if shown {
                let inner = self.typed_limb(unless, scope);
                let limb = Limb { label: None, enacted: Vec::new(), span: unless.span, node, shape: Shape::Not(inner) };
                limbs.push(self.limb(limb));
            }
        }
        let node = self.all(nodes);
        let limb = match limbs.as_slice() {
            [] => None,
            [only] => Some(*only),
            _ => {
                let span = condition.holds.as_ref().or(condition.unless.first()).map(|limb| limb.span);
                span.map(|span| {
                    self.limb(Limb { label: None, enacted: Vec::new(), span, node, shape: Shape::All(limbs) })
                })
            }
        };
        (node, limb)
    }

    /// A limb with its label and its enacted text.
    pub(super) fn typed_limb(&mut self, limb: &typed::Limb, scope: &mut Scope) -> LimbId {
        let id = self.expression_limb(&limb.condition, scope);
        if limb.label.is_some() || !limb.enacted.is_empty() {
            let known = &mut self.law.limbs[id];
            known.label.clone_from(&limb.label);
            known.enacted.clone_from(&limb.enacted);
        }
        id
    }

    /// A truth-valued expression as people read it. Always a new limb: two limbs may ask the same question.
    pub(super) fn expression_limb(&mut self, expr: &Expr, scope: &mut Scope) -> LimbId {
        let node = self.node(expr, scope);
        let shape = self.shape(expr, node, scope);
        self.limb(Limb { label: None, enacted: Vec::new(), span: expr.span, node, shape })
    }

    fn shape(&mut self, expr: &Expr, node: NodeId, scope: &mut Scope) -> Shape {
        if self.outline {
            return Shape::Other;
        }
        match &expr.kind {
            ExprKind::And(..) => Shape::All(self.chain(expr, scope, true)),
            ExprKind::Or(..) => Shape::Any(self.chain(expr, scope, false)),
            ExprKind::Not(inner) => Shape::Not(self.expression_limb(inner, scope)),
            ExprKind::Block(kind, limbs) => {
                let limbs = limbs.iter().map(|limb| self.typed_limb(limb, scope)).collect();
                match kind {
                    BlockKind::All => Shape::All(limbs),
                    BlockKind::Any => Shape::Any(limbs),
                    BlockKind::None => Shape::None(limbs),
                    BlockKind::AtLeast(n) => Shape::AtLeast(*n, limbs),
                }
            }
            ExprKind::Compare(op, left, right) => {
                let years = [left, right].iter().any(|side| matches!(side.kind, ExprKind::CalendarYear(_)));
                let (mut left, mut right) = (self.operand(left, scope), self.operand(right, scope));
                if years {
                    left.shown = Shown::Year;
                    right.shown = Shown::Year;
                }
                Shape::Compare { op: *op, left, right }
            }
            ExprKind::In(value, sets) => {
                let sets = sets.iter().map(|set| (self.set(set, scope), set.span)).collect();
                let mut operand = self.operand(value, scope);
                operand.node = self.key_of(value, scope);
                Shape::In { value: operand, sets }
            }
            ExprKind::Is(value, alternatives) => {
                let Type::Enum(list) = value.ty else { return Shape::Other };
                let set = self.codes_set(list, alternatives.clone());
                Shape::In { value: self.operand(value, scope), sets: vec![(set, expr.span)] }
            }
            // Entries that are asked of a member of a list are answered for that member only.
            ExprKind::Covered { item, .. } if self.stays_open(item, scope) => Shape::Other,
            ExprKind::Covered { item, codes, entries } => {
                Shape::Covered { item: item.span, codes: codes.clone(), entries: self.covering(entries, item, scope) }
            }
            ExprKind::Call { .. } => match self.law.nodes.nodes[node] {
                Node::Instance(instance) => Shape::Definition { instance, arguments: Run::NONE },
                Node::Call(instance, arguments) => Shape::Definition { instance, arguments },
                _ => Shape::Other,
            },
            ExprKind::Has { .. } => Shape::Has,
            ExprKind::Fact(_) | ExprKind::Field { .. } | ExprKind::Local(_) => Shape::Fact,
            ExprKind::Quantified { kind, list, condition, .. } => {
                let of = record_in(&list.ty);
                let list = self.node(list, scope);
                let local = open(scope);
                let condition = self.expression_limb(condition, scope);
                close(scope);
                Shape::Quantified { kind: *kind, list, of, local, condition }
            }
            ExprKind::Discretion { by, .. } => Shape::Discretion { by: self.judge(by.as_ref()) },
            _ => Shape::Other,
        }
    }

    /// `a and b and c` as one block.
    fn chain(&mut self, expr: &Expr, scope: &mut Scope, and: bool) -> Vec<LimbId> {
        match (&expr.kind, and) {
            (ExprKind::And(left, right), true) | (ExprKind::Or(left, right), false) => {
                let mut limbs = self.chain(left, scope, and);
                limbs.extend(self.chain(right, scope, and));
                limbs
            }
            _ => vec![self.expression_limb(expr, scope)],
        }
    }

    fn operand(&mut self, expr: &Expr, scope: &mut Scope) -> Operand {
        let shown = match &expr.ty {
            Type::Number(unit) => Shown::Number(*unit),
            Type::Enum(id) => Shown::Code(*id),
            Type::Record(id) => Shown::Record(*id),
            _ => Shown::Plain,
        };
        let name = match &expr.kind {
            ExprKind::Call { define, .. } => Some(Called::Define(*define)),
            ExprKind::Value(id) => Some(Called::Value(*id)),
            ExprKind::Field { base, field } => match base.ty {
                Type::Record(id) => self.typed.records[id]
                    .at(*field)
                    // Its title says what it is, in as many words as that takes; its name is what the facts call it.
                    .map(|field| Called::Words(field.name.replace('_', " "))),
                _ => None,
            },
            ExprKind::Convert(_, inner) => self.operand(inner, scope).name,
            _ => None,
        };
        let counted = self.counted(expr, scope).map(Box::new);
        Operand { node: self.node(expr, scope), span: expr.span, shown, name, counted }
    }

    /// The members that make a sum or a number of them, where only some count.
    fn counted(&mut self, expr: &Expr, scope: &mut Scope) -> Option<Counted> {
        let (list, each, filter) = match &expr.kind {
            ExprKind::Convert(_, inner) => return self.counted(inner, scope),
            ExprKind::Aggregated {
                kind: Aggregate::Count | Aggregate::Sum, list, each, filter: Some(filter), ..
            } => (list, each, filter),
            _ => return None,
        };
        let of = record_in(&list.ty);
        let list = self.node(list, scope);
        let local = open(scope);
        let each = each.as_ref().and_then(|each| match &each.ty {
            Type::Number(unit) => Some((self.node(each, scope), Shown::Number(*unit))),
            _ => None,
        });
        let filter = self.expression_limb(filter, scope);
        close(scope);
        Some(Counted { list, of, local, each, filter })
    }
}

/// The record that the members of a list are.
fn record_in(list: &Type) -> Option<RecordId> {
    match list {
        Type::List(of) => match **of {
            Type::Record(record) => Some(record),
            _ => None,
        },
        _ => None,
    }
}
