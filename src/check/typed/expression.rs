//! Typed expressions.

use super::Limb;
use crate::check::Type;
use crate::resolve::{DefineId, EntryId, FactId, GroupId, RecordId, TableId, ValueId};
use crate::source::Span;
use crate::syntax::ast::{Aggregate, BlockKind, Quantifier};
use crate::value::{Date, Duration, Eccn, Number};
use std::sync::Arc;

/// A typed expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it gives.
    pub ty: Type,
    /// Where it was written.
    pub span: Span,
    /// What it says.
    pub kind: ExprKind,
}

/// Comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Comparison {
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
}

/// Arithmetic, by what it works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arithmetic {
    /// Numbers of one unit.
    Add,
    /// Numbers of one unit.
    Subtract,
    /// Any numbers.
    Multiply,
    /// Any numbers.
    Divide,
    /// A date and a duration.
    DatePlus,
    /// A date and a duration.
    DateMinus,
    /// Two dates: days from the second to the first.
    DaysBetween,
    /// Two durations.
    DurationPlus,
    /// Two durations.
    DurationMinus,
    /// Two lists, one after the other.
    Concat,
}

/// The kinds of typed expression.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// Something that could not be checked; its message is in the bag.
    Broken,
    /// A truth value.
    Bool(bool),
    /// An optional field known not to be there.
    Absent,
    /// A fact that nobody has given.
    Unknown,
    /// In the unit of the type.
    Number(Number),
    /// A day.
    Date(Date),
    /// A stretch of calendar time.
    Duration(Duration),
    /// Words.
    Text(Arc<str>),
    /// A position in its enum.
    Alternative(u32),
    /// A code.
    Eccn(Eccn),
    /// Values in order.
    List(Vec<Expr>),
    /// A root input.
    Fact(FactId),
    /// A variable: the position counts from the outermost binding of the definition or rule.
    Local(u32),
    /// A field.
    Field {
        /// Of which record.
        base: Box<Expr>,
        /// Its position.
        field: u32,
    },
    /// Whether an optional field is there.
    Has {
        /// Of which record.
        base: Box<Expr>,
        /// Its position.
        field: u32,
    },
    /// A definition used.
    Call {
        /// Which.
        define: DefineId,
        /// As many as it has parameters.
        arguments: Vec<Expr>,
    },
    /// A named constant.
    Value(ValueId),
    /// A group as a set.
    Group(GroupId),
    /// Union of sets.
    Union(Box<Expr>, Box<Expr>),
    /// Difference of sets.
    Difference(Box<Expr>, Box<Expr>),
    /// The rows of a table, as a list.
    Table(TableId),
    /// The row with a key; unknown if there is none.
    Row {
        /// Of which table.
        table: TableId,
        /// The key.
        key: Box<Expr>,
    },
    /// A record made on the spot; fields left out are unknown, or their default.
    Construct {
        /// Which.
        record: RecordId,
        /// Positions and values.
        fields: Vec<(u32, Expr)>,
    },
    /// `not`
    Not(Box<Expr>),
    /// `-`
    Negate(Box<Expr>),
    /// `and`
    And(Box<Expr>, Box<Expr>),
    /// `or`
    Or(Box<Expr>, Box<Expr>),
    /// `all of` and the others, with their limbs.
    Block(BlockKind, Vec<Limb>),
    /// Two values of one type (numbers of one unit).
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// Arithmetic.
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// A number times a constant: from the unit of its operand to the unit of its type.
    Convert(Number, Box<Expr>),
    /// Whether a value is in any of the sets.
    In(Box<Expr>, Vec<Expr>),
    /// Whether an item is covered by an entry at or under one of the codes.
    Covered {
        /// The item.
        item: Box<Expr>,
        /// The codes asked about.
        codes: Vec<Eccn>,
        /// The entries at or under them.
        entries: Vec<EntryId>,
    },
    /// Whether a code is at or under one of the codes.
    CodeUnder(Box<Expr>, Vec<Eccn>),
    /// Whether a value is one of these alternatives.
    Is(Box<Expr>, Vec<u32>),
    /// A choice; the last branch of an exhaustive chain without `else` is its own test's.
    If {
        /// The test.
        condition: Box<Expr>,
        /// If it holds.
        then: Box<Expr>,
        /// If it does not.
        otherwise: Box<Expr>,
    },
    /// `any`, `every`
    Quantified {
        /// Which.
        kind: Quantifier,
        /// The variable.
        local: u32,
        /// Its name.
        name: String,
        /// Over what.
        list: Box<Expr>,
        /// What is asked.
        condition: Box<Expr>,
    },
    /// `sum` and the others.
    Aggregated {
        /// Which.
        kind: Aggregate,
        /// The variable.
        local: u32,
        /// Over what.
        list: Box<Expr>,
        /// The value of each; `None` for `count`.
        each: Option<Box<Expr>>,
        /// Which members count.
        filter: Option<Box<Expr>>,
    },
    /// The year of a date, as a number.
    CalendarYear(Box<Expr>),
    /// What the law leaves to judgment.
    Discretion {
        /// What is to be judged.
        question: String,
        /// Who judges, if named; else the issuer of the instrument.
        by: Option<String>,
    },
    /// A number or date known to lie between limits.
    Range {
        /// Not below.
        at_least: Option<Box<Expr>>,
        /// Not above.
        at_most: Option<Box<Expr>>,
    },
    /// One of these.
    OneOf(Vec<Expr>),
}

/// What tells a row of a table from the others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// A text, or a code of a control list.
    Text(Arc<str>),
    /// An alternative.
    Code(u32),
}

impl RowKey {
    /// The key that a constant is.
    pub fn of(expr: &Expr) -> Option<Self> {
        match &expr.kind {
            ExprKind::Text(text) => Some(Self::Text(text.clone())),
            ExprKind::Eccn(code) => Some(Self::Text(Arc::from(code.as_str()))),
            ExprKind::Alternative(position) => Some(Self::Code(*position)),
            _ => None,
        }
    }
}
