//! Typed scenarios.

use super::{ChargeKind, Expr};
use crate::enact::{Instrument, InstrumentId, Standpoint};
use crate::resolve::RuleId;
use crate::source::{Arena, Span};
use crate::syntax::ast::{Beside, Outcome, Policy};
use crate::value::{Date, Eccn};

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

impl Scenario {
    /// One that gives and expects nothing yet.
    pub fn new(title: String, span: Span) -> Self {
        let (bindings, givens, expects) = (Vec::new(), Vec::new(), Vec::new());
        Self { title, span, bindings, givens, on: None, known_on: None, suppose: Vec::new(), expects }
    }

    /// From where it looks at the law.
    pub fn standpoint(&self, instruments: &Arena<Instrument>) -> Standpoint {
        let name = |id: &InstrumentId| instruments.get(*id).map(|it| it.name.node.clone());
        let suppose = self.suppose.iter().filter_map(name).collect();
        Standpoint { known_on: self.known_on, suppose, ..Standpoint::default() }
    }
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
    Outcome(Outcome, Vec<RuleId>, Option<String>),
    /// A range of outcomes.
    Undetermined(Option<(Outcome, Outcome)>, Option<String>),
    /// An outcome that stands beside that of the law in force.
    Beside(Beside, Outcome),
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
    /// Saving clauses that save the case, by name; any, if none is named.
    Saved(Vec<String>),
    /// Law that applies is not enforced.
    Unenforced,
    /// Law that applies need not be complied with yet.
    ComplianceNotDue,
    /// An expression that must hold.
    Holds(Expr),
}

impl Expectation {
    /// Calls `visit` on every expression that is worked out when it is held against what was found.
    pub fn expressions<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        match self {
            Self::Margin { value: expr, .. } | Self::Charge { amount: expr, .. } | Self::Holds(expr) => visit(expr),
            Self::Outcome(..)
            | Self::Undetermined(..)
            | Self::Beside(..)
            | Self::Classification(_)
            | Self::Review(_)
            | Self::Rule { .. }
            | Self::Duty(..)
            | Self::Flag(_)
            | Self::Missing(_)
            | Self::RestsOn(_)
            | Self::Saved(_)
            | Self::Unenforced
            | Self::ComplianceNotDue => {}
        }
    }
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
