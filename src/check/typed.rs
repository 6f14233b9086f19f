//! The typed tree: ids and types instead of names, every conversion of units written out, places kept.

use super::types::Type;
use crate::enact::{InstrumentId, Life, Stretch};
use crate::resolve::{DefineId, EntryId, FactId, GroupId, RecordId, RuleId, TableId, ValueId, tag};
use crate::source::{Arena, Span};
use crate::syntax::ast::{BlockKind, Force, Policy, Priority, RuleKind};
use crate::value::{Date, Duration, Eccn, Number, Units};
use std::collections::BTreeMap;
use std::sync::Arc;

pub use crate::syntax::ast::{Aggregate, Quantifier};

/// The checked law.
#[derive(Debug, Default)]
pub struct Law {
    /// Declared units.
    pub units: Units,
    /// Where each is declared, and whether the law ever writes it; by name.
    pub unit_uses: BTreeMap<String, UnitUse>,
    /// Legal acts.
    pub instruments: Arena<crate::enact::Instrument>,
    /// Closed lists.
    pub enums: Arena<Enum, tag::Enum>,
    /// Records, those of table rows after the declared ones.
    pub records: Arena<Record, tag::Record>,
    /// Root inputs.
    pub facts: Arena<Fact, tag::Fact>,
    /// Groups.
    pub groups: Arena<Group, tag::Group>,
    /// Tables.
    pub tables: Arena<Table, tag::Table>,
    /// Named constants.
    pub values: Arena<Value, tag::Value>,
    /// Definitions.
    pub defines: Arena<Define, tag::Define>,
    /// Entries.
    pub entries: Arena<Entry, tag::Entry>,
    /// Rules and exceptions.
    pub rules: Arena<Rule, tag::Rule>,
    /// Tests, tables unfolded into one scenario a row.
    pub scenarios: Vec<Scenario>,
    /// The day asked about when the caller names none.
    pub day: Option<Expr>,
    /// Whom letters must be addressed to.
    pub actor: Option<Expr>,
}

/// What is made of a declared unit.
#[derive(Debug)]
pub struct UnitUse {
    /// Where its name stands.
    pub span: Span,
    /// Whether the law writes it anywhere else.
    pub used: bool,
}

/// A closed list.
#[derive(Debug)]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// In order.
    pub alternatives: Vec<Alternative>,
    /// Where its name stands.
    pub span: Span,
}

/// One of a closed list.
#[derive(Debug)]
pub struct Alternative {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// A second way to write it in facts.
    pub code: Option<String>,
}

/// A record.
#[derive(Debug)]
pub struct Record {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// The field that identifies one.
    pub key: Option<u32>,
    /// In order.
    pub fields: Vec<Field>,
    /// The table whose rows it describes.
    pub table: Option<TableId>,
    /// Where its name stands.
    pub span: Span,
}

impl Record {
    /// The position and declaration of a field.
    pub fn field(&self, name: &str) -> Option<(u32, &Field)> {
        let position = self.fields.iter().position(|field| field.name == name)?;
        Some((u32::try_from(position).ok()?, self.fields.get(position)?))
    }

    /// The field at a position.
    pub fn at(&self, position: u32) -> Option<&Field> {
        self.fields.get(usize::try_from(position).ok()?)
    }
}

/// A field of a record, or a column of a table.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Its type without `optional`.
    pub ty: Type,
    /// Whether it may be absent.
    pub optional: bool,
    /// What a case that leaves it out is taken to say.
    pub default: Option<Expr>,
    /// Not below, in the unit of the type.
    pub at_least: Option<Number>,
    /// Not above, in the unit of the type.
    pub at_most: Option<Number>,
    /// Where its name stands.
    pub span: Span,
    /// Where its type stands.
    pub ty_span: Span,
}

/// A root input.
#[derive(Debug)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Its type.
    pub ty: Type,
    /// Where its name stands.
    pub span: Span,
}

/// Where a version of a provision comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// When it is law.
    pub life: Life,
    /// The instrument that made it.
    pub instrument: Option<InstrumentId>,
    /// What it cites.
    pub cites: Vec<String>,
    /// The enacted text.
    pub enacted: Vec<String>,
    /// Where its name stands.
    pub span: Span,
}

/// A group.
#[derive(Debug)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What its members are.
    pub of: Type,
    /// In order of their lives.
    pub versions: Vec<(Origin, GroupBody)>,
    /// Where its name stands.
    pub span: Span,
}

/// Who is in a group.
#[derive(Debug)]
pub enum GroupBody {
    /// Members with the days on which they are.
    Members(Vec<(Expr, Stretch)>),
    /// An expression over other groups.
    Expr(Expr),
}

/// A table. Its rows are records of [`record`](Table::record).
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What its rows are.
    pub record: RecordId,
    /// Cell by cell: a constant, `Absent`, or `Unknown`.
    pub rows: Vec<Vec<Expr>>,
    /// Where its name stands.
    pub span: Span,
}

/// A named constant.
#[derive(Debug)]
pub struct Value {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Its type.
    pub ty: Type,
    /// With the days of each.
    pub versions: Vec<(Origin, Vec<(Stretch, Expr)>)>,
    /// Where its name stands.
    pub span: Span,
}

/// A definition.
#[derive(Debug)]
pub struct Define {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Names and types.
    pub parameters: Vec<(String, Type)>,
    /// What it gives.
    pub result: Type,
    /// In order of their lives.
    pub versions: Vec<(Origin, Expr)>,
    /// Whether it refers to itself, and how that ends.
    pub recursion: Recursion,
    /// Where its name stands.
    pub span: Span,
}

/// How a definition or an entry refers to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recursion {
    /// It does not.
    No,
    /// Down the parts of its first argument.
    Structural,
    /// Only positively: the least fixpoint is meant.
    Fixpoint,
}

/// A control-list entry.
#[derive(Debug)]
pub struct Entry {
    /// Its code.
    pub code: Eccn,
    /// Its title.
    pub title: Option<String>,
    /// What it classifies.
    pub subject: RecordId,
    /// In order of their lives.
    pub versions: Vec<(Origin, Condition)>,
    /// Whether it refers to itself, and how that ends.
    pub recursion: Recursion,
    /// Where its code stands.
    pub span: Span,
}

/// `if` and `unless`. Holds when `holds` does (or there is none) and no exclusion does.
#[derive(Debug)]
pub struct Condition {
    /// `if`, with its label.
    pub holds: Option<Limb>,
    /// `unless`, each with its label.
    pub unless: Vec<Limb>,
}

/// A condition with the label it can be named by.
#[derive(Debug, Clone)]
pub struct Limb {
    /// Without parentheses.
    pub label: Option<String>,
    /// The enacted text that stands above it.
    pub enacted: Vec<String>,
    /// From the label to the end.
    pub span: Span,
    /// What it asks.
    pub condition: Expr,
}

/// A rule or exception.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// In order of their lives.
    pub versions: Vec<RuleVersion>,
    /// Where its name stands.
    pub span: Span,
}

/// One version of a rule.
#[derive(Debug)]
pub struct RuleVersion {
    /// Where it comes from.
    pub origin: Origin,
    /// Its title.
    pub title: Option<String>,
    /// Which word began it.
    pub kind: RuleKind,
    /// Its regime: that of its instrument.
    pub regime: Option<String>,
    /// Its force: that of its instrument.
    pub force: Force,
    /// When it applies.
    pub condition: Condition,
    /// What it does then.
    pub effects: Vec<Effect>,
    /// Which rules prevail over which.
    pub priorities: Vec<(Priority, RuleId, Span)>,
}

/// What a rule does when it applies.
#[derive(Debug)]
pub enum Effect {
    /// A license is required; which one, if named.
    RequiresLicense(Option<String>),
    /// How applications under rules are reviewed.
    Reviews {
        /// Which rules; the rule itself for `review`.
        rules: Vec<RuleId>,
        /// How.
        policy: Policy,
    },
    /// May not be done at all.
    Prohibits,
    /// Defeats the rules named in `to`.
    Permits,
    /// A limit on charges of a kind.
    BarsCharge(ChargeKind),
    /// A limit on exceptions, but for these.
    BarsExceptions(Vec<RuleId>),
    /// A limit on these rules.
    BarsRules(Vec<(RuleId, Span)>),
    /// Money to be paid.
    Charges {
        /// How much.
        amount: Expr,
        /// As what.
        kind: ChargeKind,
    },
    /// Something to do.
    Duty {
        /// What: `notify`.
        verb: String,
        /// To whom.
        whom: String,
        /// What exactly.
        what: Option<String>,
        /// The day by which.
        due: Option<Expr>,
    },
    /// A red flag.
    Flags(String),
    /// A fact taken as given.
    Presumes {
        /// The fact: a path.
        fact: Expr,
        /// What it is taken to be.
        value: Expr,
    },
}

/// What a charge is in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChargeKind {
    /// A tax.
    Tax,
    /// A fee.
    Fee,
    /// A charge for a service, matched to it.
    UserFee,
    /// A duty on imports.
    ImportDuty,
}

impl ChargeKind {
    /// As it is written in law.
    pub fn words(self) -> &'static str {
        match self {
            Self::Tax => "tax",
            Self::Fee => "fee",
            Self::UserFee => "user fee",
            Self::ImportDuty => "import duty",
        }
    }

    /// From the words of law.
    pub fn from_words(words: &str) -> Option<Self> {
        [Self::Tax, Self::Fee, Self::UserFee, Self::ImportDuty].into_iter().find(|kind| kind.words() == words)
    }
}

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

/// A test.
#[derive(Debug)]
pub struct Scenario {
    /// Its title; for a row of a table, with the row's case id or number.
    pub title: String,
    /// Where its title, or its row, stands.
    pub span: Span,
    /// Values of the variables of its table row, by local number.
    pub bindings: Vec<Expr>,
    /// Facts given, in order.
    pub givens: Vec<(Expr, Expr)>,
    /// The day asked about, if it says.
    pub on: Option<Date>,
    /// The day known on, if it says.
    pub known_on: Option<Date>,
    /// Instruments that sleep, awakened.
    pub suppose: Vec<InstrumentId>,
    /// What is expected.
    pub expects: Vec<Expect>,
}

/// One expectation.
#[derive(Debug)]
pub struct Expect {
    /// The line, or the cell.
    pub span: Span,
    /// Whether the opposite is expected.
    pub negated: bool,
    /// What.
    pub what: Expectation,
}

/// What a scenario can expect.
#[derive(Debug)]
pub enum Expectation {
    /// An outcome, and the rules it rests on.
    Outcome(crate::syntax::ast::Outcome, Vec<RuleId>, Option<String>),
    /// A range of outcomes.
    Undetermined(Option<(crate::syntax::ast::Outcome, crate::syntax::ast::Outcome)>, Option<String>),
    /// The outcome guidance says.
    Guidance(crate::syntax::ast::Outcome),
    /// The entries that cover the item, most particular ones; empty for none.
    Classification(Vec<Eccn>),
    /// The review policy.
    Review(Option<Policy>),
    /// How far a quantity is from the line.
    Margin {
        /// Which rule.
        rule: RuleId,
        /// Which limb.
        labels: Vec<String>,
        /// The words of the quantity, if named.
        on: Option<Expr>,
        /// How far.
        value: Expr,
    },
    /// How a rule or limb stands.
    Rule {
        /// Which rule.
        rule: RuleId,
        /// Which limb.
        labels: Vec<String>,
        /// How.
        status: RuleStatus,
    },
    /// A duty.
    Duty(String, String, Option<Date>),
    /// A charge.
    Charge {
        /// Whether it is barred.
        barred: bool,
        /// How much.
        amount: Expr,
        /// As what.
        kind: ChargeKind,
    },
    /// A red flag whose words contain these.
    Flag(String),
    /// Facts that still decide.
    Missing(Vec<Expr>),
    /// Presumptions that were used.
    RestsOn(Vec<RuleId>),
    /// Law that applies is not enforced.
    Unenforced,
    /// Law that applies need not be complied with yet.
    ComplianceNotDue,
    /// An expression that must hold.
    Holds(Expr),
}

/// How a rule or limb is expected to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleStatus {
    /// It applies.
    Applies,
    /// It does not.
    DoesNotApply,
    /// It cannot be told.
    Undetermined,
    /// Another defeats it.
    DefeatedBy(RuleId),
    /// Another bars it.
    BarredBy(RuleId),
    /// The limb holds.
    Holds,
    /// The limb does not.
    Fails,
}
