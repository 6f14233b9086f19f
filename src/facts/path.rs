//! What a slot is: how a person names its place (`shipment.parties[0].headquarters`), and what may lie there.

use super::Case;
use crate::plan::Layout;
use crate::plan::layout::{Field, Kind};
use crate::plan::slot::{Address, Slot};
use crate::resolve::RecordId;
use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;

/// A place of a case to which a path leads.
#[derive(Debug, Clone)]
pub struct Place<'l> {
    /// The shortest path from a root; of equally short ones the first.
    pub path: String,
    /// What may lie there.
    pub kind: &'l Kind,
    /// The field that it is, if it is one.
    pub field: Option<&'l Field>,
}

impl Case {
    /// What a slot is; nothing if no path leads there. It is searched for, which is slow: for explanations only.
    pub fn place<'l>(&self, layout: &'l Layout, address: Address) -> Option<Place<'l>> {
        let (seen, open) = (BTreeSet::new(), VecDeque::new());
        let mut walk = Walk { case: self, wanted: address, seen, open, steps: Vec::new() };
        for fact in &layout.facts {
            if let Some(found) =
                walk.visit(&fact.kind, None, fact.at, Step { from: None, part: Part::Name(&fact.name) })
            {
                return Some(found);
            }
        }
        while let Some((at, record, from)) = walk.open.pop_front() {
            for field in &layout.records[record].fields {
                let step = Step { from: Some(from), part: Part::Name(&field.name) };
                if let Some(found) = walk.visit(&field.kind, Some(field), at.plus(field.offset), step) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// The slots of values to which paths of names lead, at most so many. A record elsewhere is gone into once.
    pub fn places(&self, layout: &Layout, most: usize) -> Vec<Address> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<(Address, &Kind)> = layout.facts.iter().rev().map(|fact| (fact.at, &fact.kind)).collect();
        while let Some((at, kind)) = open.pop() {
            let (record, first) = match (kind, self.get(at)) {
                (Kind::Inline(record), _) => (*record, at),
                (Kind::Reference(record), Slot::Record(first)) if seen.insert(first) => (*record, first),
                (Kind::Reference(_), _) => continue,
                _ => {
                    found.push(at);
                    if found.len() >= most {
                        break;
                    }
                    continue;
                }
            };
            let fields = layout.records[record].fields.iter().rev();
            open.extend(fields.map(|field| (first.plus(field.offset), &field.kind)));
        }
        found
    }

    /// How a person names the place of a slot; empty if no path leads there.
    pub fn path_of(&self, layout: &Layout, address: Address) -> String {
        self.place(layout, address).map_or_else(String::new, |place| place.path)
    }
}

/// One step of a path, and the one before it. A path is put into words only once it is found.
#[derive(Debug, Clone, Copy)]
struct Step<'l> {
    from: Option<usize>,
    part: Part<'l>,
}

#[derive(Debug, Clone, Copy)]
enum Part<'l> {
    Name(&'l str),
    Member(usize),
}

struct Walk<'a, 'l> {
    case: &'a Case,
    wanted: Address,
    /// Records elsewhere that a path leads to already: facts may go in circles.
    seen: BTreeSet<Address>,
    /// Records to be gone into, each with the last step that leads to it.
    open: VecDeque<(Address, RecordId, usize)>,
    steps: Vec<Step<'l>>,
}

impl<'l> Walk<'_, 'l> {
    fn visit(&mut self, kind: &'l Kind, field: Option<&'l Field>, at: Address, step: Step<'l>) -> Option<Place<'l>> {
        if at == self.wanted {
            return Some(Place { path: self.path(step), kind, field });
        }
        match kind {
            Kind::Inline(record) => {
                let last = self.took(step);
                self.open.push_back((at, *record, last));
                None
            }
            _ => self.value(kind, self.case.get(at), step),
        }
    }

    /// What a slot refers to.
    fn value(&mut self, kind: &'l Kind, value: Slot, step: Step<'l>) -> Option<Place<'l>> {
        match (kind, value) {
            (Kind::Reference(record) | Kind::Inline(record), Slot::Record(frame)) => {
                if frame == self.wanted {
                    return Some(Place { path: self.path(step), kind, field: None });
                }
                if self.seen.insert(frame) {
                    let last = self.took(step);
                    self.open.push_back((frame, *record, last));
                }
                None
            }
            (Kind::List(of), Slot::List(list)) => {
                let from = Some(self.took(step));
                let members = self.case.members(list).iter().enumerate();
                members
                    .into_iter()
                    .find_map(|(n, member)| self.value(of, *member, Step { from, part: Part::Member(n) }))
            }
            _ => None,
        }
    }

    fn took(&mut self, step: Step<'l>) -> usize {
        self.steps.push(step);
        self.steps.len() - 1
    }

    /// The steps up to one, in words.
    fn path(&self, last: Step<'l>) -> String {
        let mut parts = Vec::new();
        let mut at = Some(last);
        while let Some(step) = at {
            parts.push(step.part);
            at = step.from.and_then(|from| self.steps.get(from).copied());
        }
        let mut path = String::new();
        for part in parts.into_iter().rev() {
            let written = match part {
                Part::Name(name) if path.is_empty() => write!(path, "{name}"),
                Part::Name(name) => write!(path, ".{name}"),
                Part::Member(n) => write!(path, "[{n}]"),
            };
            debug_assert!(written.is_ok(), "a text takes what is written to it");
        }
        path
    }
}
