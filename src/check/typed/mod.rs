//! The typed tree: ids and types instead of names, every conversion of units written out, places kept.

mod expression;
mod parts;
mod scenario;

pub use expression::{Arithmetic, Comparison, Expr, ExprKind, RowKey};
pub use scenario::{Expect, Expectation, RuleStatus, Scenario};

use super::types::Type;
use crate::enact::{Amendment, AmendmentId, InstrumentId, Life, Repeal, Standpoint, Stretch, Unenforced};
use crate::resolve::{RecordId, RuleId, TableId, tag};
use crate::source::{Arena, Span};
use crate::syntax::ast::{Force, Policy, Priority, RuleKind};
use crate::value::{Eccn, Number, Units};
use std::collections::BTreeMap;

pub use crate::syntax::ast::{Aggregate, Quantifier};

/// The checked law.
#[derive(Debug, Default)]
pub struct Law {
    /// Declared units.
    pub units: Units,
    /// Where each is declared, and whether the law ever writes it; by name.
    pub unit_uses: BTreeMap<String, UnitUse>,
    /// From where it is looked at.
    pub standpoint: Standpoint,
    /// Legal acts.
    pub instruments: Arena<crate::enact::Instrument>,
    /// What they change.
    pub amendments: Arena<Amendment>,
    /// What they end.
    pub repeals: Vec<Repeal>,
    /// Provisions that are not enforced for a time, whatever their instruments.
    pub unenforced: Vec<Unenforced>,
    /// Cases that an older law still governs.
    pub savings: Vec<Saving>,
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

/// A saving clause.
#[derive(Debug)]
pub struct Saving {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// The amendment it belongs to.
    pub amendment: AmendmentId,
    /// The instrument or amendment that is left out for the cases it saves.
    pub keeps: String,
    /// Which cases.
    pub condition: Limb,
    /// On which days it saves any.
    pub life: Life,
    /// What it cites.
    pub cites: Vec<String>,
    /// Where its name stands.
    pub span: Span,
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
    /// Its title.
    pub title: Option<String>,
    /// When it is law.
    pub life: Life,
    /// The instrument that made it.
    pub instrument: Option<InstrumentId>,
    /// The amendments that made it read so.
    pub amended: Vec<AmendmentId>,
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
    /// The column that tells its rows apart: a text, a code or an alternative.
    pub key: Option<u32>,
    /// In order; those that amendments brought come last.
    pub rows: Vec<Row>,
    /// Where its name stands.
    pub span: Span,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// Cell by cell: a constant, `Absent`, or `Unknown`.
    pub cells: Vec<Expr>,
    /// When it is in the table.
    pub when: Vec<Stretch>,
}

/// A named constant.
#[derive(Debug)]
pub struct Value {
    /// Its name.
    pub name: String,
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
    /// The lines that say so, in the order in which they are written.
    pub effect_lines: Vec<Span>,
    /// Which rules prevail over which.
    pub priorities: Vec<(Priority, RuleId, Span)>,
    /// Whether every line about what it does, and to whom, could be made sense of.
    pub whole: bool,
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
