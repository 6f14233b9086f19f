//! The flat form of expressions. Equal expressions are one node, so that what two rules ask is asked once.

#![allow(clippy::indexing_slicing, reason = "ids are of the law at hand, whose arenas handed them out")]

use super::slot::Address;
use crate::check::typed::{Aggregate, Arithmetic, Comparison, Quantifier};
use crate::resolve::{EnumId, RecordId, TableId, ValueId, tag};
use crate::source::{Arena, Id};
use crate::value::{Date, Duration, Eccn, Number, Truth, Unit};
use std::collections::HashMap;
use std::sync::Arc;

/// Which node.
pub type NodeId = Id<Node>;

/// A run of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Run {
    /// The first, a position in [`Nodes::kids`].
    pub start: u32,
    /// How many.
    pub len: u32,
}

impl Run {
    /// No nodes.
    pub const NONE: Self = Self { start: 0, len: 0 };
}

/// A definition or entry for given static arguments; which of its versions counts depends on the day.
#[derive(Debug)]
pub enum InstanceTag {}
/// Which instance.
pub type InstanceId = Id<InstanceTag>;

/// A set whose members depend on the day only.
#[derive(Debug)]
pub enum SetTag {}
/// Which set.
pub type SetId = Id<SetTag>;

/// A step of evaluation. What it gives is known from where it is used, so there is no type here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Node {
    /// A constant truth.
    Truth(Truth),
    /// A constant of any other kind.
    Constant(Id<Constant>),
    /// An optional field known not to be there.
    Absent,
    /// Nothing is known.
    Unknown,
    /// A fact at a known place.
    Slot(Address),
    /// A variable, counted from the start of the running definition.
    Local(u32),
    /// A field of a record that a node gives.
    Field(NodeId, u32),
    /// Whether an optional fact at a known place is there.
    Has(Address),
    /// Whether an optional field of a record that a node gives is there.
    HasField(NodeId, u32),
    /// Three-valued.
    And(Run),
    /// Three-valued.
    Or(Run),
    /// Three-valued.
    Not(NodeId),
    /// So many of them hold.
    AtLeast(u32, Run),
    /// Two numbers.
    CompareNumbers(Comparison, NodeId, NodeId),
    /// A fact at a known place and a constant: the commonest question of a control list.
    CompareSlot(Comparison, Address, Id<Constant>),
    /// Two values of another kind.
    Compare(Comparison, NodeId, NodeId),
    /// Whether a value is in a set.
    InSet(NodeId, SetId),
    /// A fact at a known place and a set.
    SlotInSet(Address, SetId),
    /// Whether a value is in a list.
    InList(NodeId, NodeId),
    /// Whether a code is at or under one of some codes.
    CodeUnder(NodeId, Id<Codes>),
    /// A definition or entry whose arguments are all static: worked out once a case.
    Instance(InstanceId),
    /// A definition with arguments that depend on where it stands.
    Call(InstanceId, Run),
    /// A choice.
    If(NodeId, NodeId, NodeId),
    /// Goes through a list, the member in a variable.
    Quantified(Quantifier, u32, NodeId, NodeId),
    /// Goes through a list, the member in a variable: what, the list, the value of each, the filter.
    Aggregated(Aggregate, u32, NodeId, Option<NodeId>, Option<NodeId>),
    /// A named constant, of the day.
    Value(ValueId),
    /// Arithmetic on numbers.
    Arithmetic(Arithmetic, NodeId, NodeId),
    /// A number times a constant.
    Convert(Id<Constant>, NodeId),
    /// A number with its sign turned.
    Negate(NodeId),
    /// A number that a declaration keeps between limits, so that even an unknown one is not boundless.
    Bounded(NodeId, Option<Id<Constant>>, Option<Id<Constant>>),
    /// The year of a date.
    CalendarYear(NodeId),
    /// The rows of a table.
    Table(TableId),
    /// The row with a key.
    Row(TableId, NodeId),
    /// A list of what nodes give.
    List(Run),
    /// A record made on the spot: fields by position, in order; a missing one is [`Node::Unknown`].
    Construct(RecordId, Run),
    /// What the law leaves to judgment.
    Discretion(Id<Discretion>),
    /// What is known in part, where facts are given: not below, not above.
    Range(Option<NodeId>, Option<NodeId>),
    /// One of these, where facts are given.
    OneOf(Run),
}

/// A constant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Constant {
    /// In the unit of where it stands.
    Number(Number),
    /// A day.
    Date(Date),
    /// Calendar time.
    Duration(Duration),
    /// Words.
    Text(Arc<str>),
    /// An alternative.
    Code(u32),
    /// A code of a control list.
    Eccn(Eccn),
}

/// A member of a set that is no alternative of an enum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    /// A text, a key, a code of a control list.
    Text(Arc<str>),
    /// In the unit of the set.
    Number(Number),
    /// A day.
    Date(Date),
}

/// Codes asked about.
pub type Codes = Vec<Eccn>;

/// What is left to judgment, and to whose.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Discretion {
    /// What is to be judged.
    pub question: String,
    /// Who judges.
    pub by: Option<String>,
    /// About what.
    pub about: About,
}

/// What a judgment is about: the same words about something else are another judgment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// The case.
    Case,
    /// What a definition or an entry is asked about, which is the same wherever it is asked.
    Instance(InstanceId),
    /// What a variable holds: one judgment for each thing.
    Each,
}

/// All nodes of a law, with what they refer to.
#[derive(Debug, Default)]
pub struct Nodes {
    /// Each after those it needs.
    pub nodes: Arena<Node>,
    /// Runs of nodes, one after the other.
    pub kids: Vec<NodeId>,
    /// Constants.
    pub constants: Arena<Constant>,
    /// Lists of codes.
    pub codes: Arena<Codes>,
    /// Judgments.
    pub discretions: Arena<Discretion>,
    /// What each set is made of.
    pub sets: Arena<SetExpr, SetTag>,
    /// Where steps that can go wrong were first written.
    pub places: HashMap<NodeId, crate::source::Span>,
    /// For steps that set records without a key side by side, which record.
    pub records: HashMap<NodeId, RecordId>,
    known: HashMap<Node, NodeId>,
    known_runs: HashMap<Vec<NodeId>, Run>,
    known_constants: HashMap<Constant, Id<Constant>>,
    known_sets: HashMap<SetExpr, SetId>,
    known_codes: HashMap<Codes, Id<Codes>>,
    known_discretions: HashMap<Discretion, Id<Discretion>>,
}

/// What a set is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SetExpr {
    /// A declared group on the day.
    Group(Id<tag::Group>),
    /// Alternatives of an enum, in order.
    Codes(EnumId, Vec<u32>),
    /// Constants of any other kind, in order.
    Listed(Vec<Member>),
    /// In either.
    Union(SetId, SetId),
    /// In the first, not in the second.
    Difference(SetId, SetId),
}

impl std::fmt::Display for Member {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => f.write_str(&number.display_grouped()),
            Self::Date(day) => day.fmt(f),
        }
    }
}

impl Nodes {
    /// The node, new or known.
    pub fn add(&mut self, node: Node) -> NodeId {
        if let Some(id) = self.known.get(&node) {
            return *id;
        }
        let id = self.nodes.push(node);
        self.known.insert(node, id);
        id
    }

    /// A run of nodes, new or known.
    pub fn run(&mut self, nodes: Vec<NodeId>) -> Run {
        if let Some(run) = self.known_runs.get(&nodes) {
            return *run;
        }
        let start = u32::try_from(self.kids.len()).unwrap_or(u32::MAX);
        let run = Run { start, len: u32::try_from(nodes.len()).unwrap_or(0) };
        self.kids.extend(&nodes);
        self.known_runs.insert(nodes, run);
        run
    }

    /// The nodes of a run.
    #[inline]
    pub fn kids(&self, run: Run) -> &[NodeId] {
        let start = usize::try_from(run.start).unwrap_or(usize::MAX);
        let len = usize::try_from(run.len).unwrap_or(0);
        self.kids.get(start..start.saturating_add(len)).unwrap_or(&[])
    }

    /// A constant, new or known.
    pub fn constant(&mut self, constant: Constant) -> Id<Constant> {
        if let Some(id) = self.known_constants.get(&constant) {
            return *id;
        }
        let id = self.constants.push(constant.clone());
        self.known_constants.insert(constant, id);
        id
    }

    /// A set, new or known.
    pub fn set(&mut self, set: SetExpr) -> SetId {
        if let Some(id) = self.known_sets.get(&set) {
            return *id;
        }
        let id = self.sets.push(set.clone());
        self.known_sets.insert(set, id);
        id
    }

    /// Codes asked about, new or known.
    pub fn codes(&mut self, codes: Codes) -> Id<Codes> {
        if let Some(id) = self.known_codes.get(&codes) {
            return *id;
        }
        let id = self.codes.push(codes.clone());
        self.known_codes.insert(codes, id);
        id
    }

    /// A judgment, new or known: the same question to the same judge about the same has one answer in a case.
    pub fn discretion(&mut self, discretion: Discretion) -> Id<Discretion> {
        if let Some(id) = self.known_discretions.get(&discretion) {
            return *id;
        }
        let id = self.discretions.push(discretion.clone());
        self.known_discretions.insert(discretion, id);
        id
    }

    /// `and` of some nodes, simplified where constants settle it.
    pub fn and(&mut self, nodes: Vec<NodeId>) -> NodeId {
        self.joined(nodes, Truth::False, Truth::True, Node::And)
    }

    /// `or` of some nodes, simplified where constants settle it.
    pub fn or(&mut self, nodes: Vec<NodeId>) -> NodeId {
        self.joined(nodes, Truth::True, Truth::False, Node::Or)
    }

    fn joined(&mut self, mut nodes: Vec<NodeId>, settles: Truth, idle: Truth, make: fn(Run) -> Node) -> NodeId {
        if nodes.iter().any(|node| self.nodes[*node] == Node::Truth(settles)) {
            return self.add(Node::Truth(settles));
        }
        nodes.retain(|node| self.nodes[*node] != Node::Truth(idle));
        match nodes.as_slice() {
            [] => self.add(Node::Truth(idle)),
            [only] => *only,
            _ => {
                let run = self.run(nodes);
                self.add(make(run))
            }
        }
    }

    /// `not` of a node.
    pub fn not(&mut self, node: NodeId) -> NodeId {
        match self.nodes[node] {
            Node::Truth(truth) => self.add(Node::Truth(truth.not())),
            Node::Not(inner) => inner,
            _ => self.add(Node::Not(node)),
        }
    }
}

/// How a quantity is to be shown: in which unit, or as what.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// A number in a unit.
    Number(Unit),
    /// An alternative of an enum.
    Code(EnumId),
    /// A record: by its key, if it has one.
    Record(RecordId),
    /// A year: a number without a comma.
    Year,
    /// As it is.
    Plain,
}
