//! What amendments do to what they name.

use super::{Texts, tree};
use crate::enact::{AmendmentId, Law};
use crate::source::{Id, Span};
use crate::syntax::ast::{Amendment, AmendmentLine, Change, Declaration, Name};
use crate::value::Date;

/// Something that an amendment does to a provision or to an instrument.
#[derive(Debug, Clone)]
pub(super) struct Deed<'a> {
    pub(super) amendment: AmendmentId,
    /// To what.
    pub(super) name: &'a str,
    pub(super) verb: Verb,
    /// The day up to which, if it says one.
    pub(super) until: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Insert,
    Replace,
    Repeal,
    Suspend,
    Reinstate,
    Unenforce,
    Enforce,
    Revise,
    Strike,
    Add,
    Remove,
}

impl Verb {
    /// What was done.
    pub(super) fn done(self) -> &'static str {
        match self {
            Self::Insert => "inserted",
            Self::Replace => "replaced",
            Self::Repeal => "repealed",
            Self::Suspend => "suspended",
            Self::Reinstate => "reinstated",
            Self::Unenforce => "left unenforced",
            Self::Enforce => "enforced again",
            Self::Revise => "revised",
            Self::Strike => "struck",
            Self::Add => "added to",
            Self::Remove => "reduced",
        }
    }

    /// Whether it touches the days on which something is law, and not its text.
    pub(super) fn is_of_days(self) -> bool {
        matches!(self, Self::Repeal | Self::Suspend | Self::Reinstate | Self::Unenforce | Self::Enforce)
    }
}

/// Everything that amendments do which are seen from where the law is looked at, in the order of the law.
pub(super) fn deeds<'a>(law: &Law<'_>, texts: &Texts<'a>) -> Vec<Deed<'a>> {
    let mut found = Vec::new();
    for (position, amendment) in texts.amendments().enumerate() {
        let id: AmendmentId = Id::at(position);
        if !law.amendments.get(id).is_some_and(|it| it.seen) {
            continue;
        }
        for (_, line) in &amendment.lines {
            if let AmendmentLine::Change(change) = line {
                of(id, change, &mut found);
            }
        }
    }
    found
}

fn of<'a>(amendment: AmendmentId, change: &'a Change, found: &mut Vec<Deed<'a>>) {
    let until = match change {
        Change::Suspend { until, .. } | Change::Unenforce { until, .. } => until.as_ref(),
        _ => None,
    };
    let until = until.and_then(|text| Date::parse(&text.node).ok());
    let mut deed = |name: &'a Name, verb| found.push(Deed { amendment, name: &name.node, verb, until });
    match change {
        Change::Insert(all) => all.iter().filter_map(tree::name).for_each(|it| deed(it, Verb::Insert)),
        Change::Replace { what, .. } => deed(what, Verb::Replace),
        Change::Repeal(all) => all.iter().for_each(|it| deed(it, Verb::Repeal)),
        Change::Suspend { what, .. } => what.iter().for_each(|it| deed(it, Verb::Suspend)),
        Change::Reinstate(all) => all.iter().for_each(|it| deed(it, Verb::Reinstate)),
        Change::Enforce(all) => all.iter().for_each(|it| deed(it, Verb::Enforce)),
        Change::Unenforce { what, .. } => what.iter().for_each(|it| deed(it, Verb::Unenforce)),
        Change::Revise { what, .. } => deed(&what.rule, Verb::Revise),
        Change::Strike(all) => all.iter().for_each(|it| deed(&it.rule, Verb::Strike)),
        Change::Add { to, .. } => deed(to, Verb::Add),
        Change::Remove { from, .. } => deed(from, Verb::Remove),
    }
}

/// The amendment whose words these are; nothing if they stand elsewhere.
pub(super) fn author(texts: &Texts<'_>, at: u32) -> Option<AmendmentId> {
    texts.amendments().position(|it| it.span.contains(at)).map(Id::at)
}

/// Whether a declaration that stands in an amendment takes the place of another.
pub(super) fn replaces(texts: &Texts<'_>, named: Span) -> bool {
    let lines = texts.amendments().flat_map(|it| &it.lines);
    lines.into_iter().any(|(_, line)| match line {
        AmendmentLine::Change(Change::Replace { with, .. }) => with.span().contains(named.start),
        _ => false,
    })
}

/// The declarations that an amendment brings in as new ones.
pub(super) fn inserted(amendment: &Amendment) -> impl Iterator<Item = &Declaration> {
    amendment.lines.iter().flat_map(|(_, line)| match line {
        AmendmentLine::Change(Change::Insert(all)) => all.as_slice(),
        _ => &[],
    })
}
