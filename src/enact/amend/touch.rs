//! What each change touches, to find two that change the same thing with no order between them.

use super::text::words;
use crate::source::Span;
use crate::syntax::ast::{Change, Effect, Label, Place, Provenance, RevisedLine, Revision, RuleLine};

/// A part of a provision that a change touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// A limb and what is in it.
    Limb(Vec<String>),
    /// The place beside or inside a limb.
    Beside(Vec<String>, Side),
    /// Lines of a kind.
    Lines(&'static str),
    /// A member or a row, and whether it comes or goes.
    Member(String, bool),
}

/// On which side of a limb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    After,
    Before,
    In,
}

/// A part touched, and where the change is written.
#[derive(Debug, Clone)]
pub(super) struct Touch {
    pub(super) part: Part,
    pub(super) span: Span,
}

impl Part {
    /// Whether the order of two changes matters.
    pub(super) fn clashes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Whole, _) | (_, Self::Whole) => true,
            (Self::Limb(one), Self::Limb(two)) => one.starts_with(two) || two.starts_with(one),
            // The limb beside which something is added must be there, and so must what holds both.
            (Self::Limb(limb), Self::Beside(anchor, _)) | (Self::Beside(anchor, _), Self::Limb(limb)) => {
                anchor.starts_with(limb)
            }
            (Self::Beside(one, side), Self::Beside(two, other)) => one == two && side == other,
            (Self::Lines(one), Self::Lines(two)) => one == two,
            (Self::Lines(kind), Self::Limb(_) | Self::Beside(..))
            | (Self::Limb(_) | Self::Beside(..), Self::Lines(kind)) => *kind == CONDITION,
            (Self::Member(one, comes), Self::Member(two, other)) => one == two && comes != other,
            (Self::Member(..), Self::Lines(kind)) | (Self::Lines(kind), Self::Member(..)) => *kind == ITEMS,
            (Self::Member(..), _) | (_, Self::Member(..)) => false,
        }
    }

    /// What it is, in words.
    pub(super) fn describe(&self, name: &str) -> String {
        match self {
            Self::Whole => format!("`{name}`"),
            Self::Limb(labels) => format!("`{name} {}`", path(labels)),
            Self::Beside(labels, Side::In) => format!("the end of `{name} {}`", path(labels)),
            Self::Beside(labels, Side::After) => format!("what stands after `{name} {}`", path(labels)),
            Self::Beside(labels, Side::Before) => format!("what stands before `{name} {}`", path(labels)),
            Self::Lines(kind) => format!("{kind} of `{name}`"),
            Self::Member(member, _) => format!("whether `{member}` is in `{name}`"),
        }
    }
}

const CONDITION: &str = "the condition";
const ITEMS: &str = "what is in it";

fn path(labels: &[String]) -> String {
    format!("({})", labels.join(")("))
}

fn names(labels: &[Label]) -> Vec<String> {
    labels.iter().map(|label| label.node.clone()).collect()
}

/// The names of provisions that a change touches, and which parts of them.
pub(super) fn touches(change: &Change) -> Vec<(&str, Touch)> {
    let mut found = Vec::new();
    match change {
        // Insertions meet each other as versions of one name do.
        Change::Insert(_)
        | Change::Suspend { .. }
        | Change::Reinstate(_)
        | Change::Unenforce { .. }
        | Change::Enforce(_) => {}
        Change::Replace { what, .. } => found.push((what.node.as_str(), Touch { part: Part::Whole, span: what.span })),
        Change::Repeal(all) => {
            found.extend(all.iter().map(|it| (it.node.as_str(), Touch { part: Part::Whole, span: it.span })));
        }
        Change::Revise { what, text } => {
            let name = what.rule.node.as_str();
            if what.labels.is_empty() {
                found.extend(lines(text, what.span, false).into_iter().map(|touch| (name, touch)));
            } else {
                found.push((name, Touch { part: Part::Limb(names(&what.labels)), span: what.span }));
            }
        }
        Change::Strike(all) => {
            for it in all {
                found.push((&it.rule.node, Touch { part: Part::Limb(names(&it.labels)), span: it.span }));
            }
        }
        Change::Add { to, place, text } => {
            let name = to.node.as_str();
            let beside = |labels: &[Label], side| {
                let span = labels.last().map_or(to.span, |last| to.span.to(last.span));
                Touch { part: Part::Beside(names(labels), side), span }
            };
            match place {
                Place::After(labels) => found.push((name, beside(labels, Side::After))),
                Place::Before(labels) => found.push((name, beside(labels, Side::Before))),
                Place::In(labels) => found.push((name, beside(labels, Side::In))),
                Place::End => found.extend(lines(text, to.span, true).into_iter().map(|touch| (name, touch))),
            }
        }
        Change::Remove { what, from } => {
            for it in what {
                let member = words(it).unwrap_or_default().to_owned();
                found.push((&from.node, Touch { part: Part::Member(member, false), span: it.span }));
            }
        }
    }
    found
}

/// What revised or added lines touch. Lines that are only added clash with nothing but a new title and rows.
fn lines(text: &Revision, whole: Span, added: bool) -> Vec<Touch> {
    let Revision::Lines(lines) = text else { return Vec::new() };
    let mut found: Vec<Touch> = Vec::new();
    let mut touch = |part: Part| {
        if found.iter().all(|known| known.part != part) {
            found.push(Touch { part, span: whole });
        }
    };
    for (_, line) in lines {
        match line {
            RevisedLine::Title(_) => touch(Part::Lines("the title")),
            RevisedLine::Items { items, .. } if added => {
                items.iter().filter_map(words).for_each(|item| touch(Part::Member(item.to_owned(), true)));
            }
            RevisedLine::Row(row) => {
                let key = row.cells.first().and_then(Option::as_ref).and_then(words).unwrap_or_default();
                touch(Part::Member(key.to_owned(), true));
            }
            _ if added => {}
            RevisedLine::Items { .. } => touch(Part::Lines(ITEMS)),
            RevisedLine::As(_) | RevisedLine::Covers { .. } => touch(Part::Lines(CONDITION)),
            RevisedLine::Rule(line) => touch(Part::Lines(kind(line))),
        }
    }
    found
}

fn kind(line: &RuleLine) -> &'static str {
    match line {
        RuleLine::If { .. } | RuleLine::Unless { .. } => CONDITION,
        RuleLine::Priority { .. } => "what prevails over what",
        RuleLine::Provenance(Provenance::Cites(_)) => "the citation",
        RuleLine::Provenance(_) => "the quoted text",
        RuleLine::Effect(effect) => match effect {
            Effect::RequiresLicense(_) => "the license required",
            Effect::Review(_) | Effect::Reviews { .. } => "the review policy",
            Effect::Prohibits => "the prohibition",
            Effect::Permits => "the permission",
            Effect::Bars(_) => "what is barred",
            Effect::Charges { .. } => "the charge",
            Effect::Duty(_) => "the duty",
            Effect::Flags(_) => "the red flag",
            Effect::Presumes { .. } => "the presumption",
        },
    }
}
