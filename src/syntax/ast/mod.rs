//! The tree as written: what the author typed, in the author's order, with a place for every part.
//!
//! Nothing is resolved or converted here. Numbers, dates and codes are still text, lines of a provision stand
//! in the order of the file, and a declaration that could not be read is [`Declaration::Broken`], which later
//! passes accept in silence because its message has been given. Comments are not in the tree; they stand
//! beside it in [`File::comments`], for the formatter.

mod amendment;
mod expression;
mod provision;
mod scenario;
mod vocabulary;

pub use amendment::{Amendment, AmendmentLine, Change, Place, RevisedLine, Revision, Saving, SavingLine};
pub use expression::{
    Aggregate, Argument, BinaryOp, Block, BlockKind, Expr, ExprKind, Label, Limb, Quantifier, UnaryOp,
};
pub use provision::{
    Bars, Define, DefineLine, Duty, Effect, Entry, EntryLine, Force, Instrument, InstrumentLine, Parameter, Policy,
    Priority, Provenance, Rule, RuleKind, RuleLine,
};
pub use scenario::{
    Beside, Cell, Expect, Expectation, Given, Outcome, RulePath, RuleStatus, Scenario, ScenarioColumn, ScenarioLine,
    ScenarioRow, ScenarioTable,
};
pub use vocabulary::{
    Alternative, Bounds, Column, Enum, Fact, FactLine, Field, Group, GroupBody, GroupLine, Import, LineDays, Member,
    Record, Sign, Table, TableRow, Type, TypeKind, Unit, UnitExpr, UnitFactor, Value, ValueBody, ValueVersion,
};

use crate::source::{SourceId, Span, Spanned};

/// A name as written.
pub type Name = Spanned<String>;

/// A piece of text with its quotes removed and its escapes resolved; the span covers the quotes.
pub type Text = Spanned<String>;

/// A date as written, `2023-11-17`, not yet known to be one of the calendar.
pub type DateText = Spanned<String>;

/// A code as written, `3A090.a.1`.
pub type Code = Spanned<String>;

/// One law file.
#[derive(Debug, Clone)]
pub struct File {
    /// Which text it was read from.
    pub source: SourceId,
    /// The whole text.
    pub span: Span,
    /// What it declares, in order. They and the blanks and comments between them tile the file.
    pub declarations: Vec<Declaration>,
    /// What could be read of the broken ones, in order: without the lines at fault. It is looked at for what else is
    /// wrong, and never run.
    pub remains: Vec<Declaration>,
    /// Every `#` comment, in order, without its line end.
    pub comments: Vec<Comment>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the last character before the line end.
    pub span: Span,
    /// Whether something other than white space stands before it on its line.
    pub trailing: bool,
}

/// Everything that can stand in column 0.
#[derive(Debug, Clone)]
pub enum Declaration {
    /// `import std/shipment`
    Import(Import),
    /// `unit TPP = TOPS * bit`
    Unit(Unit),
    /// `enum Purpose`
    Enum(Enum),
    /// `record Party key id`
    Record(Record),
    /// `fact shipment : Shipment`
    Fact(Fact),
    /// `group D5 of Country`
    Group(Group),
    /// `table chips from "chips.csv"`
    Table(Table),
    /// `value lpp_limit : Number in TPP`
    Value(Value),
    /// `define tpp of chip: Chip`
    Define(Define),
    /// `instrument acs_ifr "…"`
    Instrument(Instrument),
    /// `entry 3A090.a "…"`
    Entry(Entry),
    /// `rule rs_license "…"` and `exception nac "…"`
    Rule(Rule),
    /// `amendment h200_review "…"`
    Amendment(Amendment),
    /// `scenario "…"` and `scenario table "…"`
    Scenario(Scenario),
    /// What could not be read; its message is in the bag.
    Broken(Span),
}

impl Declaration {
    /// From its first character to its last.
    pub fn span(&self) -> Span {
        match self {
            Self::Import(it) => it.span,
            Self::Unit(it) => it.span,
            Self::Enum(it) => it.span,
            Self::Record(it) => it.span,
            Self::Fact(it) => it.span,
            Self::Group(it) => it.span,
            Self::Table(it) => it.span,
            Self::Value(it) => it.span,
            Self::Define(it) => it.span,
            Self::Instrument(it) => it.span,
            Self::Entry(it) => it.span,
            Self::Rule(it) => it.span,
            Self::Amendment(it) => it.span,
            Self::Scenario(it) => it.span,
            Self::Broken(span) => *span,
        }
    }
}
