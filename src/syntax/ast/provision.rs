//! The law itself, as written: instruments, definitions, entries, rules and exceptions.

use super::{Code, DateText, Expr, Label, Name, Text, Type};
use crate::source::{Span, Spanned};

/// Lines that any provision may have, saying where it comes from and when it lives.
#[derive(Debug, Clone)]
pub enum Provenance {
    /// `under acs_ifr`: the instrument that makes it.
    Under(Name),
    /// `cites "15 CFR 742.6(a)(6)(iii)"`
    Cites(Text),
    /// `from 2023-11-17`: in force from this day, instead of the instrument's.
    From(DateText),
    /// `until 2026-01-15`: in force up to, not on, this day.
    Until(DateText),
    /// `> …`: one line of the enacted text, without the `> `.
    Quote(Text),
}

/// `instrument acs_ifr "…"`
#[derive(Debug, Clone)]
pub struct Instrument {
    /// The declaration.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// In order.
    pub lines: Vec<(Span, InstrumentLine)>,
}

/// A line of an instrument.
#[derive(Debug, Clone)]
pub enum InstrumentLine {
    /// `citation "88 FR 73458"`
    Citation(Text),
    /// `issuer "Bureau of Industry and Security"`
    Issuer(Text),
    /// `regime EAR`
    Regime(Name),
    /// `force regulation`
    Force(Spanned<Force>),
    /// `addressees "NVIDIA", "AMD"`
    Addressees(Vec<Text>),
    /// `released 2023-10-17`
    Released(DateText),
    /// `published 2023-10-25`
    Published(DateText),
    /// `effective 2023-11-17`
    Effective(DateText),
    /// `compliance 2025-05-15`
    Compliance(DateText),
    /// `expires 2026-01-01`
    Expires(DateText),
    /// `suspended 2025-11-10 until 2026-11-10`; without an end, until reinstated. May stand more than once.
    Suspended {
        /// From this day on.
        from: DateText,
        /// Up to, not on, this day.
        until: Option<DateText>,
    },
    /// `reinstated 2026-11-10`: ends a suspension that has no end of its own.
    Reinstated(DateText),
    /// `unenforced 2025-05-13`, with an end if it has one
    Unenforced {
        /// From this day on.
        from: DateText,
        /// Up to, not on, this day.
        until: Option<DateText>,
    },
    /// `> …`
    Quote(Text),
}

/// The legal force of an instrument. The order is that of the norms: what is greater prevails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Force {
    /// A proposal: no force.
    Proposal,
    /// A bill: no force until enacted.
    Bill,
    /// An unwritten or unpublished deal: no force.
    Deal,
    /// Guidance, interpretive rules, policy statements: no binding force.
    Guidance,
    /// A license.
    License,
    /// An is-informed letter: binds those it is addressed to.
    Letter,
    /// An order or proclamation.
    Order,
    /// A regulation, interim final rules included.
    Regulation,
    /// A statute.
    Statute,
    /// The constitution.
    Constitution,
}

impl Force {
    /// As it is written in law.
    pub fn words(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::Bill => "bill",
            Self::Deal => "deal",
            Self::Guidance => "guidance",
            Self::License => "license",
            Self::Letter => "letter",
            Self::Order => "order",
            Self::Regulation => "regulation",
            Self::Statute => "statute",
            Self::Constitution => "constitution",
        }
    }
}

/// `define seated_in of party: Party, places: group of Country`
#[derive(Debug, Clone)]
pub struct Define {
    /// The declaration.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// The first is what stands left of the dot.
    pub parameters: Vec<Parameter>,
    /// The type of the result, if written.
    pub result: Option<Type>,
    /// In order.
    pub lines: Vec<(Span, DefineLine)>,
}

/// `chip: Chip`
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The whole.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
}

/// A line of a definition.
#[derive(Debug, Clone)]
pub enum DefineLine {
    /// `under`, `cites`, `from`, `until`, `> …`
    Provenance(Provenance),
    /// `as chip.tpp / chip.nonplanar_die_area`, or a block
    As(Expr),
}

/// `entry 3A090.a "…"`
#[derive(Debug, Clone)]
pub struct Entry {
    /// The declaration.
    pub span: Span,
    /// Its code.
    pub code: Code,
    /// Its title.
    pub title: Option<Text>,
    /// In order.
    pub lines: Vec<(Span, EntryLine)>,
}

/// A line of an entry.
#[derive(Debug, Clone)]
pub enum EntryLine {
    /// `under`, `cites`, `from`, `until`, `> …`
    Provenance(Provenance),
    /// `covers item if …`
    Covers {
        /// The name of what is classified.
        variable: Name,
        /// Its type; the record `Item` if not written.
        ty: Option<Type>,
        /// What must hold.
        condition: Expr,
    },
    /// `unless (note_2) …`
    Unless {
        /// A label, so that the exclusion can be named.
        label: Option<Label>,
        /// What must not hold.
        condition: Expr,
    },
}

/// `rule rs_license "…"` or `exception nac "…"`
#[derive(Debug, Clone)]
pub struct Rule {
    /// The declaration.
    pub span: Span,
    /// Which word began it.
    pub kind: RuleKind,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// In order.
    pub lines: Vec<(Span, RuleLine)>,
}

/// Which word began a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleKind {
    /// `rule`
    Rule,
    /// `exception`: a rule that permits.
    Exception,
}

/// A line of a rule.
#[derive(Debug, Clone)]
pub enum RuleLine {
    /// `under`, `cites`, `from`, `until`, `> …`
    Provenance(Provenance),
    /// What it does.
    Effect(Effect),
    /// `to rs_license`, `overrides R`, `subject to R`, `notwithstanding R`
    Priority {
        /// Which word.
        kind: Priority,
        /// Which rules.
        rules: Vec<Name>,
    },
    /// `if …`
    If {
        /// A label, so that the whole condition can be named.
        label: Option<Label>,
        /// What must hold.
        condition: Expr,
    },
    /// `unless …`; may stand more than once.
    Unless {
        /// A label, so that the exclusion can be named.
        label: Option<Label>,
        /// What must not hold.
        condition: Expr,
    },
}

/// Words that say which of two rules prevails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// `to R`: what an exception permits.
    To,
    /// `overrides R`: this prevails over R.
    Overrides,
    /// `subject to R`: R prevails over this.
    SubjectTo,
    /// `notwithstanding R`: this prevails over R, in the words of drafters.
    Notwithstanding,
}

/// What a rule does when it applies.
#[derive(Debug, Clone)]
pub enum Effect {
    /// `requires license`, `requires license "DSP-5"`
    RequiresLicense(Option<Text>),
    /// `review presumption of denial`: how applications under this very rule are reviewed.
    Review(Spanned<Policy>),
    /// `reviews rs_license with presumption of denial`
    Reviews {
        /// Which rules.
        rules: Vec<Name>,
        /// How.
        policy: Spanned<Policy>,
    },
    /// `prohibits`
    Prohibits,
    /// `permits`: a rule that permits is an exception by another word.
    Permits,
    /// `bars …`
    Bars(Bars),
    /// `charges 15% of shipment.value as tax`
    Charges {
        /// How much.
        amount: Expr,
        /// `tax`, `fee`, `user fee`, `import duty`
        kind: Spanned<String>,
    },
    /// `duty notify "BIS" 25 days before shipment.date`
    Duty(Duty),
    /// `flags "the customer declines to give the end use"`
    Flags(Text),
    /// `presumes shipment.knowledge`, `presumes x = y`
    Presumes {
        /// The fact.
        fact: Expr,
        /// What it is taken to be; true if not written.
        value: Option<Expr>,
    },
}

/// How applications for a license are reviewed, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Policy {
    /// `approval`
    Approval,
    /// `presumption of approval`
    PresumptionOfApproval,
    /// `case by case`
    CaseByCase,
    /// `presumption of denial`
    PresumptionOfDenial,
    /// `denial`
    Denial,
}

impl Policy {
    /// All of them, mildest first.
    pub const ALL: [Self; 5] =
        [Self::Approval, Self::PresumptionOfApproval, Self::CaseByCase, Self::PresumptionOfDenial, Self::Denial];

    /// As it is written in law.
    pub fn words(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::PresumptionOfApproval => "presumption of approval",
            Self::CaseByCase => "case by case",
            Self::PresumptionOfDenial => "presumption of denial",
            Self::Denial => "denial",
        }
    }
}

/// What a rule bars.
#[derive(Debug, Clone)]
pub enum Bars {
    /// `bars charge as tax`
    Charge(Spanned<String>),
    /// `bars exceptions`, `bars exceptions except nac, aca`
    Exceptions {
        /// These are left alone.
        except: Vec<Name>,
    },
    /// `bars R, S`
    Rules(Vec<Name>),
}

/// `duty notify "BIS" 25 days before shipment.date`
#[derive(Debug, Clone)]
pub struct Duty {
    /// What is to be done: `notify`, `report`.
    pub verb: Name,
    /// To whom.
    pub whom: Text,
    /// What exactly, if said.
    pub what: Option<Text>,
    /// By when, if said: how long, whether before, and which day.
    pub due: Option<(Expr, Spanned<bool>, Expr)>,
}
