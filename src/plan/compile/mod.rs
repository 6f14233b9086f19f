//! From the typed tree to the flat form.

#![allow(clippy::indexing_slicing, reason = "ids are of the law at hand, whose arenas handed them out")]

mod expressions;
mod fixpoints;
mod limbs;
mod provisions;
mod sets;
mod tables;

use super::law::{Instance, Law, Limb, LimbId, Source};
use super::layout::Layout;
use super::node::{InstanceId, Node, NodeId, SetId};
use super::slot::Address;
use crate::check::typed;
use crate::diagnostic::Bag;
use crate::enact::Instrument;
use std::collections::HashMap;

/// What a variable of the typed tree stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Binding {
    /// A record at a known place.
    Place(Address),
    /// Something that is the same wherever it stands: it mentions no variable.
    Closed(NodeId),
    /// A variable at run time.
    Open(u32),
    /// A set.
    Set(SetId),
}

/// The variables in scope, and how many of them there are at run time.
#[derive(Debug, Clone, Default)]
struct Scope {
    bindings: Vec<Binding>,
    open: u32,
    /// The definition or entry whose parameters they are.
    of: Option<InstanceId>,
}

/// So many instances of a definition or an entry are made for what it is asked about. Definitions that ask each other twice,
/// each time about something else, would have twice as many with every level.
const MOST_INSTANCES: usize = 4096;

/// The state of compiling.
struct Compiler<'a> {
    typed: &'a typed::Law,
    law: Law,
    instances: HashMap<(Source, Vec<Binding>), InstanceId>,
    /// How many instances each definition and entry has.
    made: HashMap<Source, usize>,
    /// For each node whether it mentions a variable.
    open: Vec<bool>,
    /// Whether expressions are passed over: a broken one may go on without end.
    outline: bool,
    /// Who judges what the provision at hand leaves to judgment.
    judge: Option<String>,
    bag: &'a mut Bag,
}

/// Makes the flat form of a law that was checked without errors. What the parts of the law make of each other (cycles of
/// priority, permissions that defeat nothing) is looked at by [`coherence`](super::coherence) afterwards.
pub fn compile(typed: &typed::Law, bag: &mut Bag) -> Law {
    let mut compiler = Compiler::new(typed, bag);
    compiler.tables();
    compiler.groups();
    compiler.values();
    compiler.listings();
    compiler.rules();
    compiler.savings();
    compiler.subjects();
    compiler.roles();
    compiler.turning_points();
    compiler.fixpoints();
    compiler.law
}

/// The rules of a law in which something may be broken, for what they make of each other: conditions and amounts are not
/// looked into, and it cannot be asked.
pub fn outline(typed: &typed::Law, bag: &mut Bag) -> Law {
    let mut compiler = Compiler { outline: true, ..Compiler::new(typed, bag) };
    compiler.rules();
    compiler.law
}

/// The scenarios of a law in the flat form, added to a law that was compiled before.
pub fn scenario_nodes<'a>(law: Law, typed: &'a typed::Law, bag: &'a mut Bag) -> ScenarioCompiler<'a> {
    ScenarioCompiler(Compiler::over(law, typed, bag))
}

/// Compiles expressions of scenarios, which stand outside of any rule.
pub struct ScenarioCompiler<'a>(Compiler<'a>);

impl std::fmt::Debug for ScenarioCompiler<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScenarioCompiler").finish_non_exhaustive()
    }
}

impl ScenarioCompiler<'_> {
    /// An expression in which each variable of the scenario's table row stands for the expression in its cell.
    pub fn expression(&mut self, expr: &typed::Expr, row: &[typed::Expr]) -> NodeId {
        let mut scope = self.scope(row);
        self.0.node(expr, &mut scope)
    }

    /// A condition as people read it.
    pub fn condition(&mut self, expr: &typed::Expr, row: &[typed::Expr]) -> LimbId {
        let mut scope = self.scope(row);
        self.0.expression_limb(expr, &mut scope)
    }

    fn scope(&mut self, row: &[typed::Expr]) -> Scope {
        let mut scope = Scope::default();
        for cell in row {
            let node = self.0.node(cell, &mut Scope::default());
            scope.bindings.push(Binding::Closed(node));
        }
        scope
    }

    /// The law, with the nodes of the scenarios in it.
    pub fn finish(self) -> Law {
        self.0.law
    }
}

impl<'a> Compiler<'a> {
    fn new(typed: &'a typed::Law, bag: &'a mut Bag) -> Self {
        let supposed = |it: &Instrument| typed.standpoint.suppose.contains(&it.name.node);
        let law = Law {
            layout: Layout::of(typed),
            standpoint: typed.standpoint.clone(),
            instruments: typed.instruments.clone(),
            supposed: typed.instruments.enumerate().filter(|(_, it)| supposed(it)).map(|(id, _)| id).collect(),
            amendments: typed.amendments.clone(),
            unenforced: typed.unenforced.clone(),
            ..Law::default()
        };
        Self::over(law, typed, bag)
    }

    /// Goes on with a law that was begun before.
    fn over(law: Law, typed: &'a typed::Law, bag: &'a mut Bag) -> Self {
        let (instances, made) = (HashMap::new(), HashMap::new());
        Self { typed, law, instances, made, open: Vec::new(), outline: false, judge: None, bag }
    }
}

impl Compiler<'_> {
    /// Adds a node and remembers whether it mentions a variable.
    fn add(&mut self, node: Node) -> NodeId {
        let id = self.law.nodes.add(node);
        self.note(id);
        id
    }

    /// Brings the record of open nodes up to date.
    fn note(&mut self, _id: NodeId) {
        let known = self.open.len();
        let nodes = &self.law.nodes;
        for id in (known..nodes.nodes.len()).map(NodeId::at) {
            let open = match nodes.nodes[id] {
                Node::Local(_) => true,
                ref node => {
                    let mut open = false;
                    for_each_kid(*node, nodes, &mut |kid| open |= self.open.get(kid.index()).copied().unwrap_or(true));
                    // A variable bound inside makes the whole seem open; that costs a memo, never an answer.
                    open
                }
            };
            self.open.push(open);
        }
    }

    fn is_open(&mut self, id: NodeId) -> bool {
        self.note(id);
        self.open.get(id.index()).copied().unwrap_or(true)
    }

    /// Compiles a provision, which leaves to the issuer of its instrument what it leaves to nobody else.
    fn provision<T>(&mut self, origin: &typed::Origin, compile: impl FnOnce(&mut Self) -> T) -> T {
        let instrument = origin.instrument.and_then(|id| self.typed.instruments.get(id));
        let before = std::mem::replace(&mut self.judge, instrument.and_then(|it| it.issuer.clone()));
        let compiled = compile(self);
        self.judge = before;
        compiled
    }

    fn truth(&mut self, truth: bool) -> NodeId {
        self.add(Node::Truth(truth.into()))
    }

    fn limb(&mut self, limb: Limb) -> LimbId {
        self.law.limbs.push(limb)
    }

    fn instance(
        &mut self,
        of: Source,
        bindings: Vec<Binding>,
        arity: u32,
        fixpoint: bool,
    ) -> Result<InstanceId, InstanceId> {
        if let Some(id) = self.instances.get(&(of, bindings.clone())) {
            return Ok(*id);
        }
        let id =
            self.law.instances.push(Instance { of, arity, versions: Vec::new(), fixpoint, rests_on_fixpoint: true });
        self.instances.insert((of, bindings), id);
        *self.made.entry(of).or_default() += 1;
        Err(id)
    }

    /// Whether something is asked about so many things already that from here on what it is asked about is handed over at
    /// run time.
    fn is_asked_too_often(&self, of: Source) -> bool {
        self.made.get(&of).is_some_and(|made| *made >= MOST_INSTANCES)
    }
}

/// Calls `visit` on every node that a node needs.
pub(super) fn for_each_kid(node: Node, nodes: &super::node::Nodes, visit: &mut dyn FnMut(NodeId)) {
    match node {
        Node::Truth(_)
        | Node::Constant(_)
        | Node::Absent
        | Node::Unknown
        | Node::Slot(_)
        | Node::Local(_)
        | Node::Has(_)
        | Node::CompareSlot(..)
        | Node::SlotInSet(..)
        | Node::Instance(_)
        | Node::Value(_)
        | Node::Table(_)
        | Node::Discretion(_) => {}
        Node::Field(inner, _)
        | Node::HasField(inner, _)
        | Node::Not(inner)
        | Node::InSet(inner, _)
        | Node::CodeUnder(inner, _)
        | Node::Convert(_, inner)
        | Node::Negate(inner)
        | Node::Bounded(inner, ..)
        | Node::CalendarYear(inner)
        | Node::Row(_, inner) => visit(inner),
        Node::And(run)
        | Node::Or(run)
        | Node::AtLeast(_, run)
        | Node::Call(_, run)
        | Node::List(run)
        | Node::Construct(_, run)
        | Node::OneOf(run) => nodes.kids(run).iter().for_each(|kid| visit(*kid)),
        Node::CompareNumbers(_, left, right)
        | Node::Compare(_, left, right)
        | Node::InList(left, right)
        | Node::Arithmetic(_, left, right)
        | Node::Quantified(_, _, left, right) => {
            visit(left);
            visit(right);
        }
        Node::If(condition, then, otherwise) => {
            visit(condition);
            visit(then);
            visit(otherwise);
        }
        Node::Aggregated(_, _, list, each, filter) => {
            visit(list);
            each.into_iter().chain(filter).for_each(visit);
        }
        Node::Range(low, high) => low.into_iter().chain(high).for_each(visit),
    }
}
