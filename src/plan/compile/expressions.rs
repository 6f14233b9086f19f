//! Expressions: one node for equal questions, places instead of paths.

use super::{Binding, Compiler, Scope};
use crate::check::Type;
use crate::check::typed::{Comparison, Expr, ExprKind, Recursion};
use crate::plan::law::Source;
use crate::plan::layout::Kind;
use crate::plan::node::{About, Constant, Discretion, InstanceId, Node, NodeId};
use crate::plan::slot::Address;
use crate::resolve::{DefineId, EntryId, RecordId};
use crate::syntax::ast::BlockKind;

/// A record: at a known place, or given by a node.
#[derive(Debug, Clone, Copy)]
enum Place {
    At(Address),
    By(NodeId),
}

impl Compiler<'_> {
    /// The node of an expression.
    pub(super) fn node(&mut self, expr: &Expr, scope: &mut Scope) -> NodeId {
        if self.outline {
            return self.add(Node::Unknown);
        }
        let node = self.made(expr, scope);
        if can_go_wrong(&expr.kind) {
            self.law.nodes.places.entry(node).or_insert(expr.span);
        }
        node
    }

    #[allow(clippy::too_many_lines, clippy::match_same_arms, reason = "one arm a kind of expression, in their order")]
    fn made(&mut self, expr: &Expr, scope: &mut Scope) -> NodeId {
        match &expr.kind {
            ExprKind::Broken | ExprKind::Unknown => self.add(Node::Unknown),
            ExprKind::Bool(truth) => self.truth(*truth),
            ExprKind::Absent => self.add(Node::Absent),
            ExprKind::Number(number) => self.constant(Constant::Number(*number)),
            ExprKind::Date(date) => self.constant(Constant::Date(*date)),
            ExprKind::Duration(duration) => self.constant(Constant::Duration(*duration)),
            ExprKind::Text(text) => self.constant(Constant::Text(text.clone())),
            ExprKind::Alternative(position) => self.constant(Constant::Code(*position)),
            ExprKind::Eccn(code) => self.constant(Constant::Eccn(code.clone())),
            ExprKind::List(items) => {
                let nodes = items.iter().map(|item| self.node(item, scope)).collect();
                let run = self.law.nodes.run(nodes);
                self.add(Node::List(run))
            }
            ExprKind::Fact(_) | ExprKind::Local(_) | ExprKind::Field { .. } => match self.place(expr, scope) {
                Place::At(address) => self.add(Node::Slot(address)),
                Place::By(node) => self.bounded(expr, node),
            },
            ExprKind::Has { base, field } => {
                let offset = self.offset(base, *field);
                match self.place(base, scope) {
                    Place::At(address) => self.add(Node::Has(address.plus(offset))),
                    Place::By(node) => self.add(Node::HasField(node, offset)),
                }
            }
            ExprKind::Call { define, arguments } => self.call(*define, arguments, scope),
            ExprKind::Value(id) => self.add(Node::Value(*id)),
            // A set where a value is wanted: the checker lets none through.
            ExprKind::Group(_) | ExprKind::Union(..) | ExprKind::Difference(..) => self.add(Node::Unknown),
            ExprKind::Table(id) => self.add(Node::Table(*id)),
            ExprKind::Row { table, key } => {
                let key = self.node(key, scope);
                self.add(Node::Row(*table, key))
            }
            ExprKind::Construct { record, fields } => self.construct(*record, fields, scope),
            ExprKind::Not(inner) => {
                let inner = self.node(inner, scope);
                let node = self.law.nodes.not(inner);
                self.note(node);
                node
            }
            ExprKind::Negate(inner) => {
                let inner = self.node(inner, scope);
                self.add(Node::Negate(inner))
            }
            ExprKind::And(left, right) => {
                let nodes = vec![self.node(left, scope), self.node(right, scope)];
                self.all(nodes)
            }
            ExprKind::Or(left, right) => {
                let nodes = vec![self.node(left, scope), self.node(right, scope)];
                self.any(nodes)
            }
            ExprKind::Block(kind, limbs) => {
                let nodes: Vec<NodeId> = limbs.iter().map(|limb| self.node(&limb.condition, scope)).collect();
                self.block(*kind, nodes)
            }
            ExprKind::Compare(op, left, right) => self.compare(*op, left, right, scope),
            ExprKind::Arithmetic(op, left, right) => {
                let left = self.node(left, scope);
                let right = self.node(right, scope);
                self.add(Node::Arithmetic(*op, left, right))
            }
            ExprKind::Convert(factor, inner) => {
                let inner = self.node(inner, scope);
                let factor = self.law.nodes.constant(Constant::Number(*factor));
                self.add(Node::Convert(factor, inner))
            }
            ExprKind::In(value, sets) => self.membership(value, sets, scope),
            ExprKind::Covered { item, entries, .. } => {
                let nodes = entries.iter().map(|entry| self.covered(*entry, item, scope)).collect();
                self.any(nodes)
            }
            ExprKind::CodeUnder(value, codes) => {
                let value = self.node(value, scope);
                let codes = self.law.nodes.codes(codes.clone());
                self.add(Node::CodeUnder(value, codes))
            }
            ExprKind::Is(value, alternatives) => {
                let Type::Enum(list) = value.ty else { return self.add(Node::Unknown) };
                let set = self.codes_set(list, alternatives.clone());
                let value = self.node(value, scope);
                self.in_set(value, set)
            }
            ExprKind::If { condition, then, otherwise } => {
                let condition = self.node(condition, scope);
                let then = self.node(then, scope);
                let otherwise = self.node(otherwise, scope);
                self.add(Node::If(condition, then, otherwise))
            }
            ExprKind::Quantified { kind, list, condition, .. } => {
                let list = self.node(list, scope);
                let local = open(scope);
                let condition = self.node(condition, scope);
                close(scope);
                self.add(Node::Quantified(*kind, local, list, condition))
            }
            ExprKind::Aggregated { kind, list, each, filter, .. } => {
                let list = self.node(list, scope);
                let local = open(scope);
                let each = each.as_ref().map(|each| self.node(each, scope));
                let filter = filter.as_ref().map(|filter| self.node(filter, scope));
                close(scope);
                self.add(Node::Aggregated(*kind, local, list, each, filter))
            }
            ExprKind::CalendarYear(inner) => {
                let inner = self.node(inner, scope);
                self.add(Node::CalendarYear(inner))
            }
            ExprKind::Discretion { question, by } => {
                let (by, about) = (self.judge(by.as_ref()), about(scope));
                let judgment = Discretion { question: question.clone(), by, about };
                let id = self.law.nodes.discretion(judgment);
                self.add(Node::Discretion(id))
            }
            ExprKind::Range { at_least, at_most } => {
                let low = at_least.as_ref().map(|low| self.node(low, scope));
                let high = at_most.as_ref().map(|high| self.node(high, scope));
                self.add(Node::Range(low, high))
            }
            ExprKind::OneOf(items) => {
                let nodes = items.iter().map(|item| self.node(item, scope)).collect();
                let run = self.law.nodes.run(nodes);
                self.add(Node::OneOf(run))
            }
        }
    }

    /// Who judges: whoever is named, else the issuer of the instrument.
    pub(super) fn judge(&self, by: Option<&String>) -> Option<String> {
        by.or(self.judge.as_ref()).cloned()
    }

    pub(super) fn constant(&mut self, constant: Constant) -> NodeId {
        let id = self.law.nodes.constant(constant);
        self.add(Node::Constant(id))
    }

    pub(super) fn all(&mut self, nodes: Vec<NodeId>) -> NodeId {
        let node = self.law.nodes.and(nodes);
        self.note(node);
        node
    }

    pub(super) fn any(&mut self, nodes: Vec<NodeId>) -> NodeId {
        let node = self.law.nodes.or(nodes);
        self.note(node);
        node
    }

    /// The node of a block whose limbs are these.
    pub(super) fn block(&mut self, kind: BlockKind, nodes: Vec<NodeId>) -> NodeId {
        match kind {
            BlockKind::All => self.all(nodes),
            BlockKind::Any => self.any(nodes),
            BlockKind::None => {
                let any = self.any(nodes);
                let node = self.law.nodes.not(any);
                self.note(node);
                node
            }
            BlockKind::AtLeast(n) => {
                let run = self.law.nodes.run(nodes);
                self.add(Node::AtLeast(n, run))
            }
        }
    }

    /// Where the record or value of a path lies.
    fn place(&mut self, expr: &Expr, scope: &mut Scope) -> Place {
        match &expr.kind {
            ExprKind::Fact(id) => match self.law.layout.facts.get(*id) {
                Some(fact) if matches!(fact.kind, Kind::Inline(_)) => Place::At(fact.at),
                Some(fact) => {
                    let at = fact.at;
                    Place::By(self.add(Node::Slot(at)))
                }
                None => Place::By(self.add(Node::Unknown)),
            },
            ExprKind::Local(local) => {
                let binding = usize::try_from(*local).ok().and_then(|at| scope.bindings.get(at)).copied();
                match binding {
                    Some(Binding::Place(address)) => Place::At(address),
                    Some(Binding::Closed(node)) => Place::By(node),
                    Some(Binding::Open(local)) => Place::By(self.add(Node::Local(local))),
                    Some(Binding::Set(_)) | None => Place::By(self.add(Node::Unknown)),
                }
            }
            ExprKind::Field { base, field } => {
                let offset = self.offset(base, *field);
                let inline = self.field_kind(base, *field).is_some_and(|kind| matches!(kind, Kind::Inline(_)));
                match self.place(base, scope) {
                    Place::At(address) if inline => Place::At(address.plus(offset)),
                    Place::At(address) => Place::By(self.add(Node::Slot(address.plus(offset)))),
                    Place::By(node) => Place::By(self.add(Node::Field(node, offset))),
                }
            }
            _ => Place::By(self.node(expr, scope)),
        }
    }

    fn field_kind(&self, base: &Expr, field: u32) -> Option<&Kind> {
        let Type::Record(record) = base.ty else { return None };
        self.law.layout.records.get(record)?.at(field).map(|field| &field.kind)
    }

    fn offset(&self, base: &Expr, field: u32) -> u32 {
        let Type::Record(record) = base.ty else { return 0 };
        self.law.layout.records.get(record).and_then(|it| it.at(field)).map_or(0, |field| field.offset)
    }

    /// The address of a path that lies at a known place.
    pub(super) fn address(&mut self, expr: &Expr) -> Option<Address> {
        let node = match self.place(expr, &mut Scope::default()) {
            Place::At(address) => return Some(address),
            Place::By(node) => node,
        };
        match self.law.nodes.nodes[node] {
            Node::Slot(address) => Some(address),
            _ => None,
        }
    }

    /// A field whose declaration keeps it between limits.
    fn bounded(&mut self, expr: &Expr, node: NodeId) -> NodeId {
        let ExprKind::Field { base, field } = &expr.kind else { return node };
        let Type::Record(record) = base.ty else { return node };
        let Some(declared) = self.typed.records[record].at(*field) else { return node };
        let (low, high) = (declared.at_least, declared.at_most);
        if low.is_none() && high.is_none() {
            return node;
        }
        let mut limit =
            |side: Option<crate::value::Number>| side.map(|number| self.law.nodes.constant(Constant::Number(number)));
        let (low, high) = (limit(low), limit(high));
        self.add(Node::Bounded(node, low, high))
    }

    fn compare(&mut self, op: Comparison, left: &Expr, right: &Expr, scope: &mut Scope) -> NodeId {
        let numbers = left.ty.is_number();
        // Keyed records are the same if their keys are.
        let left = self.key_of(left, scope);
        let right = self.key_of(right, scope);
        let nodes = &self.law.nodes.nodes;
        let inside = |node: NodeId| match nodes[node] {
            Node::Bounded(inner, ..) => nodes[inner],
            other => other,
        };
        // The short form does without the limits: an unknown fact is simply unknown.
        match (inside(left), inside(right)) {
            (Node::Slot(slot), Node::Constant(constant)) if numbers => self.add(Node::CompareSlot(op, slot, constant)),
            (Node::Constant(constant), Node::Slot(slot)) if numbers => {
                self.add(Node::CompareSlot(turned(op), slot, constant))
            }
            _ if numbers => self.add(Node::CompareNumbers(op, left, right)),
            _ => self.add(Node::Compare(op, left, right)),
        }
    }

    fn construct(&mut self, record: RecordId, fields: &[(u32, Expr)], scope: &mut Scope) -> NodeId {
        let declared = self.typed.records[record].fields.len();
        let mut nodes = Vec::with_capacity(declared);
        for position in 0..declared {
            let given = fields.iter().find(|(field, _)| usize::try_from(*field) == Ok(position));
            let node = match given {
                Some((_, value)) => self.node(value, scope),
                None => match self.typed.records[record].fields.get(position).and_then(|it| it.default.as_ref()) {
                    Some(default) => self.node(default, &mut Scope::default()),
                    None => self.add(Node::Unknown),
                },
            };
            nodes.push(node);
        }
        let run = self.law.nodes.run(nodes);
        self.add(Node::Construct(record, run))
    }

    /// What a parameter is bound to, and the node to be handed over if it stays open.
    fn argument(&mut self, expr: &Expr, scope: &mut Scope, all_open: bool) -> (Binding, Option<NodeId>) {
        if matches!(expr.ty, Type::Group(_)) {
            return (Binding::Set(self.set(expr, scope)), None);
        }
        let node = match self.place(expr, scope) {
            Place::At(address) if !all_open => return (Binding::Place(address), None),
            Place::At(address) => self.add(Node::Slot(address)),
            Place::By(node) => node,
        };
        if all_open || self.is_open(node) { (Binding::Open(0), Some(node)) } else { (Binding::Closed(node), None) }
    }

    /// Whether an argument is known only where it is asked: it is, or rests on, a member of a list.
    pub(super) fn stays_open(&mut self, expr: &Expr, scope: &mut Scope) -> bool {
        matches!(self.argument(expr, scope, false).0, Binding::Open(_))
    }

    fn call(&mut self, define: DefineId, arguments: &[Expr], scope: &mut Scope) -> NodeId {
        let recursive = self.typed.defines[define].recursion != Recursion::No;
        let handed_over = recursive || self.is_asked_too_often(Source::Define(define));
        let mut bindings = Vec::new();
        let mut handed = Vec::new();
        for argument in arguments {
            let (binding, node) = self.argument(argument, scope, handed_over);
            bindings.push(match (binding, node) {
                (Binding::Open(_), Some(node)) => {
                    let position = u32::try_from(handed.len()).unwrap_or(0);
                    handed.push(node);
                    Binding::Open(position)
                }
                (binding, _) => binding,
            });
        }
        let instance = self.define_instance(define, &bindings, &handed);
        if handed.is_empty() {
            return self.add(Node::Instance(instance));
        }
        let run = self.law.nodes.run(handed);
        self.add(Node::Call(instance, run))
    }

    fn define_instance(&mut self, define: DefineId, bindings: &[Binding], handed: &[NodeId]) -> InstanceId {
        let arity = u32::try_from(handed.len()).unwrap_or(0);
        let fixpoint = self.typed.defines[define].recursion == Recursion::Fixpoint;
        let id = match self.instance(Source::Define(define), bindings.to_vec(), arity, fixpoint) {
            Ok(known) => return known,
            Err(fresh) => fresh,
        };
        let typed = self.typed;
        let mut versions = Vec::new();
        for (number, (origin, body)) in typed.defines[define].versions.iter().enumerate() {
            let mut scope = Scope { bindings: bindings.to_vec(), open: arity, of: Some(id) };
            let (node, limb) = self.provision(origin, |it| {
                let node = it.node(body, &mut scope);
                (node, (body.ty == Type::Bool).then(|| it.expression_limb(body, &mut scope)))
            });
            versions.push((u32::try_from(number).unwrap_or(0), node, limb));
        }
        self.law.instances[id].versions = versions;
        id
    }

    /// Whether an entry covers an item.
    fn covered(&mut self, entry: EntryId, item: &Expr, scope: &mut Scope) -> NodeId {
        let recursive = self.typed.entries[entry].recursion != Recursion::No;
        let handed_over = recursive || self.is_asked_too_often(Source::Entry(entry));
        let (binding, node) = self.argument(item, scope, handed_over);
        let instance = self.entry_instance(entry, binding);
        match node {
            None => self.add(Node::Instance(instance)),
            Some(node) => {
                let run = self.law.nodes.run(vec![node]);
                self.add(Node::Call(instance, run))
            }
        }
    }

    /// The instance of an entry for an item.
    pub(super) fn entry_instance(&mut self, entry: EntryId, binding: Binding) -> InstanceId {
        let arity = u32::from(matches!(binding, Binding::Open(_)));
        let fixpoint = self.typed.entries[entry].recursion == Recursion::Fixpoint;
        let id = match self.instance(Source::Entry(entry), vec![binding], arity, fixpoint) {
            Ok(known) => return known,
            Err(fresh) => fresh,
        };
        let typed = self.typed;
        let mut versions = Vec::new();
        for (number, (origin, condition)) in typed.entries[entry].versions.iter().enumerate() {
            let mut scope = Scope { bindings: vec![binding], open: arity, of: Some(id) };
            let (node, limb) = self.provision(origin, |it| it.condition(condition, &mut scope, arity == 0));
            versions.push((u32::try_from(number).unwrap_or(0), node, limb));
        }
        self.law.instances[id].versions = versions;
        id
    }

    /// The entries under which an item is asked about, with their instances, where the item lies at a known place.
    pub(super) fn covering(
        &mut self,
        entries: &[EntryId],
        item: &Expr,
        scope: &mut Scope,
    ) -> Vec<(EntryId, InstanceId)> {
        let (binding, _) = self.argument(item, scope, false);
        entries.iter().map(|entry| (*entry, self.entry_instance(*entry, binding))).collect()
    }
}

/// Binds the next variable at run time.
pub(super) fn open(scope: &mut Scope) -> u32 {
    let local = scope.open;
    scope.bindings.push(Binding::Open(local));
    scope.open += 1;
    local
}

/// Unbinds it.
pub(super) fn close(scope: &mut Scope) {
    scope.bindings.pop();
    scope.open -= 1;
}

/// What a judgment in a scope is about.
fn about(scope: &Scope) -> About {
    if scope.bindings.is_empty() {
        return About::Case;
    }
    let varies = scope.bindings.iter().any(|binding| matches!(binding, Binding::Open(_)));
    scope.of.filter(|_| !varies).map_or(About::Each, About::Instance)
}

/// Whether working it out can fail, so that a message needs its place.
fn can_go_wrong(kind: &ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::Arithmetic(..)
            | ExprKind::Convert(..)
            | ExprKind::Aggregated { .. }
            | ExprKind::Call { .. }
            | ExprKind::Value(_)
            | ExprKind::Row { .. }
            | ExprKind::Compare(..)
    )
}

/// The same comparison with its sides exchanged.
fn turned(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal => Comparison::Equal,
        Comparison::NotEqual => Comparison::NotEqual,
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
    }
}
