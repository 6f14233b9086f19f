//! Amendments read: by whose act, from when on, and in which order.

use super::collect::{Gather, Origin};
use super::{Error, InstrumentId, Life};
use crate::diagnostic::did_you_mean;
use crate::source::{Id, Span};
use crate::syntax::ast::{self, AmendmentLine, Change, Provenance};
use crate::value::Date;

/// Which amendment.
pub type AmendmentId = Id<Amendment>;

/// What an instrument changes.
#[derive(Debug, Clone)]
pub struct Amendment {
    /// Its name in the law file.
    pub name: ast::Name,
    /// Its title.
    pub title: Option<String>,
    /// The instrument that makes the changes, if it names one.
    pub instrument: Option<InstrumentId>,
    /// When its changes have effect; never, where the standpoint does not see it.
    pub life: Life,
    /// What it cites.
    pub cites: Vec<String>,
    /// The enacted text, line by line.
    pub enacted: Vec<String>,
    /// Whether it is seen from the standpoint.
    pub seen: bool,
    /// Its declaration.
    pub span: Span,
    /// The whole texts that it puts in the place of others.
    replaces: Vec<Span>,
}

impl Amendment {
    /// How a provision that is declared at a place came to read as it does by this amendment: `inserted by`, `replaced by`, `as
    /// amended by`.
    pub fn made(&self, declared: Span) -> &'static str {
        if self.replaces.iter().any(|it| it.contains(declared.start)) {
            "replaced by"
        } else if self.span.contains(declared.start) {
            "inserted by"
        } else {
            "as amended by"
        }
    }
}

/// What an amendment changes, in the order written.
pub(super) fn changes(written: &ast::Amendment) -> impl Iterator<Item = &Change> {
    written.lines.iter().filter_map(|(_, line)| match line {
        AmendmentLine::Change(change) => Some(change),
        AmendmentLine::Provenance(_) | AmendmentLine::After(_) | AmendmentLine::Saving(_) => None,
    })
}

/// The amendments that are applied before one, as written.
fn after(written: &ast::Amendment) -> impl Iterator<Item = &ast::Name> {
    written.lines.iter().flat_map(|(_, line)| match line {
        AmendmentLine::After(names) => names.as_slice(),
        _ => &[],
    })
}

impl<'a> Gather<'a, '_> {
    /// Reads an amendment: its instrument and its life.
    pub(super) fn amendment(&mut self, written: &'a ast::Amendment) {
        let lines: Vec<&Provenance> = written
            .lines
            .iter()
            .filter_map(|(_, line)| match line {
                AmendmentLine::Provenance(line) => Some(line),
                _ => None,
            })
            .collect();
        let Origin { life, instrument, cites, enacted } = self.narrowed(&lines);
        let name = &written.name;
        if let Some(first) = self.law.amendments.iter().find(|it| it.name.node == name.node) {
            self.bag.push(Error::DeclaredTwice { name: name.node.clone(), again: name.span, first: first.name.span });
        }
        let provision = self.kinds.get(&name.node).map(|(kind, _, first)| (kind.describe(), *first));
        let table = self.law.vocabulary.tables.iter().find(|it| it.name.node == name.node);
        if let Some((other, first)) = provision.or(table.map(|it| ("a table", it.name.span))) {
            let (name, again) = (name.node.clone(), name.span);
            self.bag.push(Error::DifferentKinds { name, one: "an amendment", other, again, first });
        }
        // Both are left out of the law by their names.
        if let Some(act) = self.law.instrument(&name.node) {
            self.bag.push(Error::DifferentKinds {
                name: name.node.clone(),
                one: "an amendment",
                other: "an instrument",
                again: name.span,
                first: self.law.instruments[act].name.span,
            });
        }
        let seen = self.law.sees_amendment(&name.node, instrument, life.begins());
        if life.is_never() {
            self.bag.push(Error::NeverInForce { name: name.node.clone(), span: name.span });
        }
        let life = if seen { life } else { life.inside(&[]) };
        let replaces = changes(written).filter_map(|change| match change {
            Change::Replace { with, .. } => Some(with.span()),
            _ => None,
        });
        self.written.push(written);
        self.law.amendments.push(Amendment {
            name: name.clone(),
            title: written.title.as_ref().map(|text| text.node.clone()),
            instrument,
            life,
            cites,
            enacted,
            seen,
            span: written.span,
            replaces: replaces.collect(),
        });
    }

    /// The amendments that are seen, in the order in which they are applied: in order of effect; on one day as their
    /// `after` lines say, then in order of publication; and as they are declared where nothing says which is first.
    pub(super) fn order(&mut self) -> Vec<Ordered> {
        let names: Vec<&ast::Name> = self.written.iter().flat_map(|it| after(it)).collect();
        for name in names {
            self.known(name);
        }
        let mut waiting: Vec<Ordered> = Vec::new();
        for ((id, it), written) in self.law.amendments.enumerate().zip(&self.written) {
            if it.seen && !it.life.is_never() {
                let after = self.all_before(id, written);
                waiting.push(Ordered { id, begins: it.life.begins(), published: it.life.published, after });
            }
        }
        waiting.sort_by_key(|it| (it.begins, it.published));
        for it in &waiting {
            let written = self.written.get(it.id.index()).into_iter();
            let before: Vec<AmendmentId> =
                written.flat_map(|it| after(it)).filter_map(|name| self.named(name)).collect();
            let later = |other: &&Ordered| before.contains(&other.id) && other.begins > it.begins;
            if let Some(other) = waiting.iter().find(later) {
                let (one, other) = (&self.law.amendments[it.id].name, &self.law.amendments[other.id].name);
                self.bag.push(Error::OrderOfEffect {
                    name: one.node.clone(),
                    other: other.node.clone(),
                    span: one.span,
                    later: other.span,
                });
            }
        }
        let mut ordered = Vec::with_capacity(waiting.len());
        while let Some(begins) = waiting.first().map(|it| it.begins) {
            let same = waiting.partition_point(|it| it.begins == begins);
            let rest = waiting.split_off(same);
            self.settle(std::mem::replace(&mut waiting, rest), &mut ordered);
        }
        ordered
    }

    /// Amendments of one day, each behind those it names.
    fn settle(&mut self, mut day: Vec<Ordered>, ordered: &mut Vec<Ordered>) {
        while !day.is_empty() {
            let free = |it: &Ordered| day.iter().all(|other| !it.after.contains(&other.id));
            let at = day.iter().position(free).unwrap_or_else(|| {
                // A circle: reported at one of them, which is then applied as it stands.
                if let Some(first) = day.first() {
                    let name = &self.law.amendments[first.id].name;
                    self.bag.push(Error::CircleOfOrder { name: name.node.clone(), span: name.span });
                }
                0
            });
            ordered.push(day.remove(at));
        }
    }

    /// The amendments that are applied before one, directly or by way of others, whether these are seen or not: who leaves
    /// out one in the middle has the others in the same order.
    fn all_before(&self, own: AmendmentId, written: &ast::Amendment) -> Vec<AmendmentId> {
        let mut open: Vec<AmendmentId> = after(written).filter_map(|name| self.named(name)).collect();
        let mut found = Vec::new();
        while let Some(id) = open.pop() {
            if id != own && !found.contains(&id) {
                found.push(id);
                let next = self.written.get(id.index()).into_iter().flat_map(|it| after(it));
                open.extend(next.filter_map(|name| self.named(name)));
            }
        }
        found
    }

    fn named(&self, name: &ast::Name) -> Option<AmendmentId> {
        self.law.amendments.enumerate().find(|(_, it)| it.name.node == name.node).map(|(id, _)| id)
    }

    fn known(&mut self, name: &ast::Name) {
        if self.named(name).is_none() {
            let names = self.law.amendments.iter().map(|it| it.name.node.as_str());
            let help = did_you_mean(&name.node, names)
                .or_else(|| Some("`after` names an amendment; instruments are ordered by their dates".to_owned()));
            self.bag.push(Error::UnknownAmendment { name: name.node.clone(), span: name.span, help });
        }
    }
}

/// An amendment in its place among the others.
#[derive(Debug, Clone)]
pub(super) struct Ordered {
    pub(super) id: AmendmentId,
    pub(super) begins: Option<Date>,
    pub(super) published: Option<Date>,
    /// Those that are applied before it, directly or by way of others.
    pub(super) after: Vec<AmendmentId>,
}
