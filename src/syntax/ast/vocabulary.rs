//! What rules talk about, as written: imports, units, enums, records, facts, groups, tables and values.

use super::{Expr, Label, Name, Provenance, Text};
use crate::source::{Span, Spanned};

/// `import std/shipment`
#[derive(Debug, Clone)]
pub struct Import {
    /// The declaration.
    pub span: Span,
    /// `std/shipment`, or a path inside the folder of the law, without the ending `.lxp`.
    pub path: Spanned<String>,
}

/// `unit TB "terabyte" = 1000 GB`
#[derive(Debug, Clone)]
pub struct Unit {
    /// The declaration.
    pub span: Span,
    /// Its symbol.
    pub name: Name,
    /// Its name in full.
    pub title: Option<Text>,
    /// What it is made of; a base unit has nothing here.
    pub definition: Option<(Option<Spanned<String>>, UnitExpr)>,
    /// Where `currency` stands, if it does.
    pub currency: Option<Span>,
}

/// `GB/s`, `TPP/mm²`, `TOPS * bit`
#[derive(Debug, Clone)]
pub struct UnitExpr {
    /// From its first character to its last.
    pub span: Span,
    /// Multiplied together; `GB/s` is `GB` to the power 1 and `s` to the power -1.
    pub factors: Vec<UnitFactor>,
}

/// One unit in a product, with its power.
#[derive(Debug, Clone)]
pub struct UnitFactor {
    /// The symbol.
    pub name: Name,
    /// Never 0.
    pub power: i32,
}

/// A type as written.
#[derive(Debug, Clone)]
pub struct Type {
    /// From its first character to its last.
    pub span: Span,
    /// Which.
    pub kind: TypeKind,
}

/// The kinds of type.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// `Bool`, `Date`, `Text`, `Country`, `Eccn`, an enum or a record.
    Named(String),
    /// `Number`, `Number in TPP at least 0 TPP`; also `Money in USD`
    Number {
        /// Whether the word was `Money`.
        money: bool,
        /// The unit, if one is named.
        unit: Option<UnitExpr>,
        /// Within which limits, if said.
        bounds: Bounds,
    },
    /// `list of T`
    List(Box<Type>),
    /// `group of T`: only for parameters.
    Group(Box<Type>),
    /// `row of chips`
    Row(Name),
    /// `optional T`
    Optional(Box<Type>),
}

/// `at least 0%`, `at most 100%`, `between 0% and 100%`: inclusive limits of a number.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// Not below.
    pub at_least: Option<Box<Expr>>,
    /// Not above.
    pub at_most: Option<Box<Expr>>,
}

/// `enum Purpose "…"` and its alternatives.
#[derive(Debug, Clone)]
pub struct Enum {
    /// The declaration.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// In order.
    pub alternatives: Vec<Alternative>,
}

/// `CN "China" code "CHN"`
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The line.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// A second way to write it in facts.
    pub code: Option<Text>,
}

/// `record Party "…" key id` and its fields.
#[derive(Debug, Clone)]
pub struct Record {
    /// The declaration.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// The field that identifies one.
    pub key: Option<Name>,
    /// In order.
    pub fields: Vec<Field>,
}

/// `quantity : Number "how many" default 1`
#[derive(Debug, Clone)]
pub struct Field {
    /// The line.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Its title.
    pub title: Option<Text>,
    /// What a case that leaves it out is taken to say.
    pub default: Option<Expr>,
}

/// `fact shipment : Shipment "…"`
#[derive(Debug, Clone)]
pub struct Fact {
    /// The declaration.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Its title.
    pub title: Option<Text>,
    /// The lines below it.
    pub lines: Vec<FactLine>,
}

/// A line of a fact.
#[derive(Debug, Clone)]
pub enum FactLine {
    /// `day shipment.date`: the day the law is asked about, unless the caller gives another.
    Day(Expr),
    /// `actor shipment.exporter`: whom a letter must be addressed to.
    Actor(Expr),
}

/// `group D5 "Country Group D:5" of Country`
#[derive(Debug, Clone)]
pub struct Group {
    /// The declaration.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// What its members are.
    pub of: Type,
    /// Its members, or the expression that makes it.
    pub body: GroupBody,
}

/// How a group says who is in it.
#[derive(Debug, Clone)]
pub enum GroupBody {
    /// `= D5 + [MO]`
    Expr(Expr),
    /// Lines.
    Lines(Vec<GroupLine>),
}

/// A line of a group.
#[derive(Debug, Clone)]
pub enum GroupLine {
    /// `under`, `cites`, `from`, `until`, `> …`
    Provenance(Provenance),
    /// `AF, BY`, `+ NI from 2024-03-15`, `- KH until 2026-02-03`
    Members {
        /// The line.
        span: Span,
        /// `+` or `-`, if written.
        sign: Option<Sign>,
        /// Who.
        members: Vec<Member>,
        /// When they are members.
        days: LineDays,
        /// A remark.
        note: Option<Text>,
    },
}

/// `+` or `-` before members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// They joined.
    Joined,
    /// They left.
    Left,
}

/// A country, a code, an alternative or a key.
pub type Member = Expr;

/// `table chips "…" key name from "chips.csv"`
#[derive(Debug, Clone)]
pub struct Table {
    /// The declaration.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// The column that identifies a row.
    pub key: Option<Name>,
    /// The CSV file that holds the rows, if they are not here.
    pub from: Option<Text>,
    /// In order.
    pub columns: Vec<Column>,
    /// The header row as written, when rows stand here.
    pub header: Vec<Name>,
    /// The rows that stand here.
    pub rows: Vec<TableRow>,
}

/// A column is declared as a field is.
pub type Column = Field;

/// One row, cell by cell; an empty cell is `None`.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// The line.
    pub span: Span,
    /// As many as the header has, or the row is an error.
    pub cells: Vec<Option<Expr>>,
}

/// `value lpp_limit : Number in TPP`
#[derive(Debug, Clone)]
pub struct Value {
    /// The declaration.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Its title.
    pub title: Option<Text>,
    /// What it is.
    pub body: ValueBody,
}

/// How a value says what it is.
#[derive(Debug, Clone)]
pub enum ValueBody {
    /// `= 4800 TPP`, on every day
    Expr(Expr),
    /// Lines.
    Lines {
        /// `under`, `cites`, `> …`
        provenance: Vec<Provenance>,
        /// One a line.
        versions: Vec<ValueVersion>,
    },
}

/// `26_900_000 TPP from 2025-05-15`
#[derive(Debug, Clone)]
pub struct ValueVersion {
    /// The line.
    pub span: Span,
    /// A label, so that an amendment can name the version.
    pub label: Option<Label>,
    /// What it is from then on.
    pub value: Expr,
    /// When it is that.
    pub days: LineDays,
}

/// The days of a line of a group or of a value.
#[derive(Debug, Clone, Default)]
pub struct LineDays {
    /// From this day on.
    pub from: Option<Spanned<String>>,
    /// Up to, not on, this day.
    pub until: Option<Spanned<String>>,
    /// Others can know of it from this day on.
    pub published: Option<Spanned<String>>,
}
