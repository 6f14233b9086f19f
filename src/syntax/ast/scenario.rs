//! Scenarios as written: facts given, outcome expected.

use super::{Code, DateText, Expr, Label, Name, Policy, Text};
use crate::source::{Span, Spanned};

/// `scenario "…"` or `scenario table "…"`
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The declaration.
    pub span: Span,
    /// Its title.
    pub title: Text,
    /// What it gives and expects, in order.
    pub lines: Vec<ScenarioLine>,
    /// One case a row, if it is a table.
    pub table: Option<ScenarioTable>,
}

/// A line of a scenario.
#[derive(Debug, Clone)]
pub enum ScenarioLine {
    /// `given …`
    Given(Given),
    /// `on 2024-01-01`: the day asked about.
    On(DateText),
    /// `known on 2025-04-10`
    KnownOn(DateText),
    /// `suppose remote_access_bill`
    Suppose(Vec<Name>),
    /// `expect …`
    Expect(Expect),
    /// `> …`: a remark that reports show.
    Quote(Text),
}

/// `given shipment.date = 2023-12-01`, or `given shipment` with lines below.
#[derive(Debug, Clone)]
pub struct Given {
    /// The whole.
    pub span: Span,
    /// `shipment`, `shipment.item`: a name and fields.
    pub path: Expr,
    /// What it is, if said on the line.
    pub value: Option<Expr>,
    /// What stands below: each path continues the path above.
    pub fields: Vec<Given>,
}

/// `expect …`
#[derive(Debug, Clone)]
pub struct Expect {
    /// The whole line.
    pub span: Span,
    /// Whether `not` stands first.
    pub negated: bool,
    /// What is expected.
    pub expectation: Expectation,
}

/// What a scenario can expect.
#[derive(Debug, Clone)]
pub enum Expectation {
    /// `requires license by R`, `prohibited`, `authorized by nac`, `no license required`, each with `in EAR` if meant of one regime
    Outcome {
        /// Which.
        outcome: Spanned<Outcome>,
        /// The rules it rests on; each must be among those that do.
        by: Vec<Name>,
        /// Of one regime only.
        regime: Option<Name>,
    },
    /// `undetermined`, `undetermined from no license required to requires license`
    Undetermined {
        /// The mildest outcome still possible, and the gravest.
        range: Option<(Spanned<Outcome>, Spanned<Outcome>)>,
        /// Of one regime only.
        regime: Option<Name>,
    },
    /// `guidance prohibited`, `enforced no license required`, `due requires license`
    Beside(Beside, Spanned<Outcome>),
    /// `classification 3A090.a`, `classification none`
    Classification(Vec<Code>),
    /// `review presumption of denial`, `review none`
    Review(Option<Spanned<Policy>>),
    /// `margin of rs_license (a) on item.chip.tpp is 192 TPP`
    Margin {
        /// Which limb.
        limb: RulePath,
        /// The quantity compared, where the limb compares more than one.
        on: Option<Expr>,
        /// How far it is from the line.
        value: Expr,
    },
    /// `rule nac applies`, `rule nac does not apply`, `rule rs_license (b) holds`
    Rule {
        /// Which rule, or limb of it.
        path: RulePath,
        /// How it stands.
        status: RuleStatus,
    },
    /// `duty notify "BIS" by 2023-11-06`
    Duty {
        /// What.
        verb: Name,
        /// To whom.
        whom: Text,
        /// The due date.
        by: Option<DateText>,
    },
    /// `charge 300 USD as tax`, `barred charge 300 USD as tax`
    Charge {
        /// Whether a higher norm bars it.
        barred: bool,
        /// How much.
        amount: Expr,
        /// `tax`, `fee`, `user fee`, `import duty`
        kind: Spanned<String>,
    },
    /// `flag "…"`: a flag whose text contains this.
    Flag(Text),
    /// `missing shipment.item.chip.rates`: facts that still decide.
    Missing(Vec<Expr>),
    /// `rests on R`: a presumption that was used.
    RestsOn(Vec<Name>),
    /// `saved by S`, or only `saved`: saving clauses that save the case.
    Saved(Vec<Name>),
    /// `unenforced`: law that applies is not enforced on the day.
    Unenforced,
    /// `compliance not due`: law that applies need not be complied with yet.
    ComplianceNotDue,
    /// `shipment.item.chip.tpp = 4992 TPP`: an expression that must hold.
    Holds(Expr),
}

/// An outcome as expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// `no license required`
    NoLicenseRequired,
    /// `authorized`
    Authorized,
    /// `requires license`
    LicenseRequired,
    /// `prohibited`
    Prohibited,
}

/// `rs_license (b)(2)`
#[derive(Debug, Clone)]
pub struct RulePath {
    /// The whole.
    pub span: Span,
    /// The rule.
    pub rule: Name,
    /// From the outermost label inwards.
    pub labels: Vec<Label>,
}

/// How a rule, or a limb of it, stands.
#[derive(Debug, Clone)]
pub enum RuleStatus {
    /// `applies`
    Applies,
    /// `does not apply`
    DoesNotApply,
    /// `is undetermined`
    Undetermined,
    /// `is defeated by X`
    DefeatedBy(Name),
    /// `is barred by X`
    BarredBy(Name),
    /// `holds`: of a limb.
    Holds,
    /// `fails`: of a limb.
    Fails,
}

/// The table of `scenario table`.
#[derive(Debug, Clone)]
pub struct ScenarioTable {
    /// In order.
    pub columns: Vec<ScenarioColumn>,
    /// In order.
    pub rows: Vec<ScenarioRow>,
}

/// An outcome that stands beside that of the law in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// What guidance says.
    Guidance,
    /// Of what is enforced.
    Enforced,
    /// Of what is to be complied with already.
    Due,
}

impl Beside {
    /// The word that it goes by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Guidance => "guidance",
            Self::Enforced => "enforced",
            Self::Due => "due",
        }
    }
}

/// A column of a scenario table.
#[derive(Debug, Clone)]
pub enum ScenarioColumn {
    /// `| chip |`: a name that the givens and expectations may use, standing for the cell.
    Variable(Name),
    /// `| shipment.destination |`: a fact that the cell gives.
    Given(Expr),
    /// `| expect outcome |`: cells hold an outcome.
    Outcome(Span),
    /// `| expect enforced |`: cells hold an outcome beside that of the law in force.
    Beside(Spanned<Beside>),
    /// `| expect classification |`: cells hold codes or `none`.
    Classification(Span),
    /// `| expect review |`: cells hold a policy or `none`.
    Review(Span),
    /// `| expect shipment.item.chip.tpp |`: cells hold what it must equal.
    Equals(Expr),
    /// `| note |`: words for people, not read. Also a column headed `case`, shown in the name of each row's test.
    Note(Name),
}

/// A row of a scenario table.
#[derive(Debug, Clone)]
pub struct ScenarioRow {
    /// The line.
    pub span: Span,
    /// As many as there are columns, or the row is an error.
    pub cells: Vec<Cell>,
}

/// A cell, read as its column asks.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Nothing there: the fact is not given, nothing is expected.
    Empty(Span),
    /// Of a variable, a given or an equation.
    Expr(Expr),
    /// Of an `expect outcome` or similar column.
    Expect(Expect),
    /// Of a note: the words, trimmed.
    Note(Text),
}
