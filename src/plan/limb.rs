//! Conditions as people read them: the limbs of the law, each with the question that it asks.

use super::law::Law;
use super::node::{InstanceId, NodeId, Run, SetId, Shown};
use crate::check::typed::Comparison;
use crate::resolve::{DefineId, EntryId, RecordId, ValueId};
use crate::source::{Id, Span};
use crate::syntax::ast::Quantifier;
use crate::value::Eccn;

/// Which limb.
pub type LimbId = Id<Limb>;

/// A condition, or a part of one, as people read it.
#[derive(Debug)]
pub struct Limb {
    /// Its label, without parentheses.
    pub label: Option<String>,
    /// The enacted text above it.
    pub enacted: Vec<String>,
    /// Where it was written.
    pub span: Span,
    /// The question.
    pub node: NodeId,
    /// What kind of question it is.
    pub shape: Shape,
}

/// The kinds of question.
#[derive(Debug)]
pub enum Shape {
    /// All must hold.
    All(Vec<LimbId>),
    /// One is enough.
    Any(Vec<LimbId>),
    /// None may hold.
    None(Vec<LimbId>),
    /// So many must hold.
    AtLeast(u32, Vec<LimbId>),
    /// The opposite must hold.
    Not(LimbId),
    /// Two quantities.
    Compare {
        /// How.
        op: Comparison,
        /// Left.
        left: Operand,
        /// Right.
        right: Operand,
    },
    /// A value and sets, each with the words it was written in.
    In {
        /// The value.
        value: Operand,
        /// Sets on their own, to say in which it is.
        sets: Vec<(SetId, Span)>,
    },
    /// An item and entries.
    Covered {
        /// The item.
        item: Span,
        /// The codes asked about.
        codes: Vec<Eccn>,
        /// Entries at or under them.
        entries: Vec<(EntryId, InstanceId)>,
    },
    /// A definition that gives a truth value.
    Definition {
        /// Which, for the arguments that are built in.
        instance: InstanceId,
        /// The arguments that it is called with where it stands; none where all are built in.
        arguments: Run,
    },
    /// A truth value that the case gives.
    Fact,
    /// Whether something optional is there.
    Has,
    /// Members of a list.
    Quantified {
        /// Any or every.
        kind: Quantifier,
        /// The list.
        list: NodeId,
        /// What its members are, if they are records.
        of: Option<RecordId>,
        /// The local number of the member.
        local: u32,
        /// What is asked of it.
        condition: LimbId,
    },
    /// Left to judgment.
    Discretion {
        /// By whom, if the law names them.
        by: Option<String>,
    },
    /// Anything else.
    Other,
}

/// One side of a question.
#[derive(Debug)]
pub struct Operand {
    /// What gives it.
    pub node: NodeId,
    /// The words it was written in.
    pub span: Span,
    /// How it is shown.
    pub shown: Shown,
    /// What it goes by, if that is more than its words.
    pub name: Option<Called>,
    /// The members that make it up, if it is a sum or a number of those of whom something holds.
    pub counted: Option<Box<Counted>>,
}

/// Members of a list, of which some count.
#[derive(Debug)]
pub struct Counted {
    /// The list.
    pub list: NodeId,
    /// What its members are, if they are records.
    pub of: Option<RecordId>,
    /// The local number of the member.
    pub local: u32,
    /// How much each counts, if they are not just counted.
    pub each: Option<(NodeId, Shown)>,
    /// Who counts.
    pub filter: LimbId,
}

/// What a side of a question goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called {
    /// Always by these words: the name of a field.
    Words(String),
    /// By the title that a definition has on the day.
    Define(DefineId),
    /// By the title that a named constant has on the day, if it has one.
    Value(ValueId),
}

impl Law {
    /// The limb that labels lead to from another, from the outermost inwards.
    pub fn limb_below(&self, id: LimbId, labels: &[String]) -> Option<LimbId> {
        let limb = self.limbs.get(id)?;
        let rest = match (&limb.label, labels) {
            (Some(label), [first, rest @ ..]) if label == first => rest,
            (Some(_), _) => return None,
            (None, all) => all,
        };
        if rest.is_empty() {
            return Some(id);
        }
        match &limb.shape {
            Shape::All(parts) | Shape::Any(parts) | Shape::None(parts) | Shape::AtLeast(_, parts) => {
                parts.iter().find_map(|part| self.limb_below(*part, rest))
            }
            Shape::Not(inner) => self.limb_below(*inner, rest),
            _ => None,
        }
    }
}
