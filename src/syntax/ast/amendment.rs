//! Amendments, as written: what an instrument changes, where, and whom the old law still governs.

use super::{DateText, Declaration, Expr, Label, Limb, Name, Provenance, RuleLine, RulePath, TableRow, Text, Type};
use crate::source::Span;

/// `amendment h200_review "…"`
#[derive(Debug, Clone)]
pub struct Amendment {
    /// The declaration.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// In order.
    pub lines: Vec<(Span, AmendmentLine)>,
}

/// A line of an amendment, with what is below it.
#[derive(Debug, Clone)]
pub enum AmendmentLine {
    /// `under`, `cites`, `from`, `until`, `> …`
    Provenance(Provenance),
    /// `after other_amendment`: which is applied first where both take effect on one day.
    After(Vec<Name>),
    /// What it changes.
    Change(Change),
    /// Whom the old law still governs.
    Saving(Saving),
}

/// A change of the law.
#[derive(Debug, Clone)]
pub enum Change {
    /// `insert`: new provisions.
    Insert(Vec<Declaration>),
    /// `replace rs_license`: the whole text of a provision.
    Replace {
        /// Which provision; for an entry, its code.
        what: Name,
        /// Its new text, under the same name.
        with: Box<Declaration>,
    },
    /// `repeal lpp, nac`: provisions or instruments.
    Repeal(Vec<Name>),
    /// `suspend affiliates_rule until 2026-11-10`
    Suspend {
        /// Provisions or instruments.
        what: Vec<Name>,
        /// Up to, not on, this day; without one, until reinstated.
        until: Option<DateText>,
    },
    /// `reinstate affiliates_rule`
    Reinstate(Vec<Name>),
    /// `unenforce diffusion_rule`: it stays in force and is not enforced.
    Unenforce {
        /// Provisions or instruments.
        what: Vec<Name>,
        /// Up to, not on, this day.
        until: Option<DateText>,
    },
    /// `enforce diffusion_rule`: ends a non-enforcement that has begun.
    Enforce(Vec<Name>),
    /// `revise rs_license (b)(2)`, with how it is to read below
    Revise {
        /// Which provision, and which limb of it; without a limb, lines.
        what: RulePath,
        /// How it is to read.
        text: Revision,
    },
    /// `strike rs_license (a)(1)`
    Strike(Vec<RulePath>),
    /// `add to rs_license after (b)(2)`, with what is added below
    Add {
        /// To which provision.
        to: Name,
        /// Where.
        place: Place,
        /// What.
        text: Revision,
    },
    /// `remove KH, NI from D5`
    Remove {
        /// Members of a group, or keys of a table.
        what: Vec<Expr>,
        /// The group or the table.
        from: Name,
    },
}

/// Where something is added.
#[derive(Debug, Clone)]
pub enum Place {
    /// At the end of the provision.
    End,
    /// `after (b)(2)`: behind a limb, as its sibling.
    After(Vec<Label>),
    /// `before (b)(2)`: in front of a limb, as its sibling.
    Before(Vec<Label>),
    /// `in (b)`: last in the block of a limb.
    In(Vec<Label>),
}

/// How something is to read.
#[derive(Debug, Clone)]
pub enum Revision {
    /// Limbs: where a limb was named.
    Limbs(Vec<Limb>),
    /// Lines of a provision: where none was named.
    Lines(Vec<(Span, RevisedLine)>),
}

/// A line of a provision that is to read so.
#[derive(Debug, Clone)]
pub enum RevisedLine {
    /// `title "…"`
    Title(Text),
    /// A line of a rule: also those that entries, definitions, groups and values have (`cites`, `> …`, `unless`).
    Rule(RuleLine),
    /// `covers item if …`: of an entry.
    Covers {
        /// The name of what is classified.
        variable: Name,
        /// Its type; the record `Item` if not written.
        ty: Option<Type>,
        /// What must hold.
        condition: Expr,
    },
    /// `as …`: of a definition.
    As(Expr),
    /// `| h20 | 2368 TPP |`: of a table, cell by cell in the order of its columns.
    Row(TableRow),
    /// `NI, KH "joined in 2024"`: members of a group; `20_000_000 TPP`: what a value is.
    Items {
        /// A label, for a version of a value.
        label: Option<Label>,
        /// One or more.
        items: Vec<Expr>,
        /// A remark.
        note: Option<Text>,
    },
}

/// `saving goods_aboard`: cases that the old law still governs.
#[derive(Debug, Clone)]
pub struct Saving {
    /// The whole.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// In order.
    pub lines: Vec<(Span, SavingLine)>,
}

/// A line of a saving clause.
#[derive(Debug, Clone)]
pub enum SavingLine {
    /// `keeps the law before h200_rule_2026`
    Keeps(Name),
    /// `for shipment.loaded_on < 2026-01-15`
    For {
        /// A label, so that the condition can be named.
        label: Option<Label>,
        /// Which cases.
        condition: Expr,
    },
    /// `until 2026-02-15`: up to, not on, this day.
    Until(DateText),
    /// `cites "…"`
    Cites(Text),
    /// `> …`
    Quote(Text),
}
