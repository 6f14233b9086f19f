//! Expressions, blocks and limbs as written.

use super::{Code, Name, Text, UnitExpr};
use crate::source::Span;

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// From its first character to its last, parentheses included.
    pub span: Span,
    /// What it says.
    pub kind: ExprKind,
}

/// The kinds of expression.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// `true`, `false`
    Bool(bool),
    /// `absent`: an optional field that is known not to be there.
    Absent,
    /// `unknown`: nobody has said. Only where facts are given.
    Unknown,
    /// `4800`, `4_800.5`, `1e26`, `50%`, `600 GB/s`, `25 days`. The text keeps separators and leaves out the unit;
    /// a percentage keeps its `%`.
    Number {
        /// The digits as written.
        text: String,
        /// The unit, if one follows.
        unit: Option<UnitExpr>,
    },
    /// `2023-11-17`
    Date(String),
    /// `"BIS"`
    Text(String),
    /// A name: a variable, a fact, a declared thing, an enum alternative, a country.
    Name(String),
    /// `3A090.a.1`, `EAR99`
    Code(String),
    /// `[CN, MO]`
    List(Vec<Expr>),
    /// `chip_item(h20)`, and `Chip(rates = [], die = 814 mm²)` where every argument is named.
    Call {
        /// What is called: a definition, or a record to be made.
        name: Name,
        /// In the order written.
        arguments: Vec<Argument>,
    },
    /// `chip.tpp`
    Field {
        /// Left of the dot.
        base: Box<Expr>,
        /// Right of it.
        name: Name,
    },
    /// `party.seated_in(D5)`
    Method {
        /// Left of the dot: the first argument.
        base: Box<Expr>,
        /// The definition.
        name: Name,
        /// The other arguments.
        arguments: Vec<Argument>,
    },
    /// `chips["H100"]`
    Index {
        /// The table.
        base: Box<Expr>,
        /// The key of the row.
        key: Box<Expr>,
    },
    /// `not x`, `-x`
    Unary {
        /// Which.
        op: UnaryOp,
        /// Of what.
        operand: Box<Expr>,
    },
    /// `a and b`, `a + b`, `a <= b`, `15% of a`
    Binary {
        /// Left of the operator.
        left: Box<Expr>,
        /// Which, and where it stands.
        op: BinaryOp,
        /// The operator itself.
        op_span: Span,
        /// Right of it.
        right: Box<Expr>,
    },
    /// `destination in D1, D4, D5`
    In {
        /// What is looked for.
        value: Box<Expr>,
        /// One or more groups or lists; being in any of them is enough.
        groups: Vec<Expr>,
    },
    /// `item under 3A090, 4A090`
    Under {
        /// An item, or a code.
        value: Box<Expr>,
        /// One or more codes; being under any of them is enough.
        codes: Vec<Code>,
    },
    /// `purpose is destructive_analysis`
    Is {
        /// A value of an enum.
        value: Box<Expr>,
        /// One or more of its alternatives; being any of them is enough.
        alternatives: Vec<Name>,
    },
    /// `item has chip`
    Has {
        /// The record.
        base: Box<Expr>,
        /// The optional field.
        field: Name,
    },
    /// `if c then a else b`; the `else` may be missing where the tests exhaust an enum.
    If {
        /// The test.
        condition: Box<Expr>,
        /// If it holds.
        then: Box<Expr>,
        /// If it does not.
        otherwise: Option<Box<Expr>>,
    },
    /// `any party in parties where …`, `every party in parties has …`
    Quantifier {
        /// Which.
        kind: Quantifier,
        /// The name of each member in turn.
        variable: Name,
        /// The list.
        list: Box<Expr>,
        /// What is asked of it. Absent in `any x in xs`, which asks whether there is one.
        condition: Option<Box<Expr>>,
    },
    /// `sum of e for x in xs where c`, `count of x in xs where c`, `max of xs`, `list of e for x in xs`
    Aggregate {
        /// Which.
        kind: Aggregate,
        /// The value taken for each member; `None` for `count`.
        each: Option<Box<Expr>>,
        /// The name of each member in turn; `None` in the short form `max of xs`.
        variable: Option<Name>,
        /// The list.
        list: Box<Expr>,
        /// Which members count.
        filter: Option<Box<Expr>>,
    },
    /// `calendar year of d`
    CalendarYear(Box<Expr>),
    /// `all of`, `any of`, `none of`, `at least 2 of`, with limbs below.
    Block(Block),
    /// `discretion "the end use is acceptable" by "BIS"`
    Discretion {
        /// What is to be judged.
        question: Text,
        /// Who judges; the issuer of the instrument if not said.
        by: Option<Text>,
    },
    /// `at least 4500 TPP`, `at most x`, `between a and b`: a number or date known in part. Only where facts are given.
    Range {
        /// Not below, if said.
        at_least: Option<Box<Expr>>,
        /// Not above, if said.
        at_most: Option<Box<Expr>>,
    },
    /// `one of AE, SA`: a value known in part. Only where facts are given.
    OneOf(Vec<Expr>),
}

/// One argument of a call, named in `Chip(die = 814 mm²)`.
#[derive(Debug, Clone)]
pub struct Argument {
    /// The field it is for, when a record is made.
    pub name: Option<Name>,
    /// The value.
    pub value: Expr,
}

/// Operators before their operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOp {
    /// `not`
    Not,
    /// `-`
    Negate,
}

/// Operators between two operands, weakest binding first: `or`, `and`, the comparisons, `+ -`, `* / of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `+`: numbers, dates and durations, groups (union), lists
    Add,
    /// `-`: numbers, dates and durations, groups (difference)
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `of` after a percentage: `15% of x`
    PercentOf,
}

/// What a quantifier asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// Whether at least one member satisfies the condition.
    Any,
    /// Whether all do.
    Every,
}

/// What an aggregate computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// How many members.
    Count,
    /// Their sum.
    Sum,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// The list of the values.
    List,
}

/// A block of limbs, one to a line.
#[derive(Debug, Clone)]
pub struct Block {
    /// How the limbs are joined.
    pub kind: BlockKind,
    /// `all of`, `at least 2 of`.
    pub header: Span,
    /// At least one.
    pub limbs: Vec<Limb>,
}

/// How the limbs of a block are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Every limb must hold.
    All,
    /// One is enough.
    Any,
    /// None may hold.
    None,
    /// So many must hold.
    AtLeast(u32),
}

/// One limb of a block.
#[derive(Debug, Clone)]
pub struct Limb {
    /// From the label, or the expression, to the end of the expression.
    pub span: Span,
    /// `(a)`, `(1)`, `(a.1)`, `(note_2)`
    pub label: Option<Label>,
    /// Lines of enacted text that stand above it.
    pub quote: Vec<Text>,
    /// What it asks; often a block.
    pub condition: Expr,
}

/// A label without its parentheses.
pub type Label = Name;
