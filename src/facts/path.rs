//! What a slot is: how a person names its place (`shipment.parties[0].headquarters`), and what may lie there.

use super::Case;
use crate::plan::Layout;
use crate::plan::layout::{Field, Kind};
use crate::plan::slot::{Address, Slot};
use crate::resolve::RecordId;
use std::collections::{BTreeSet, VecDeque};

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
        let mut walk = Walk { case: self, wanted: address, seen: BTreeSet::new(), open: VecDeque::new() };
        for fact in &layout.facts {
            if let Some(found) = walk.visit(&fact.kind, None, fact.at, &fact.name) {
                return Some(found);
            }
        }
        while let Some((at, record, path)) = walk.open.pop_front() {
            for field in &layout.records[record].fields {
                let path = format!("{path}.{}", field.name);
                if let Some(found) = walk.visit(&field.kind, Some(field), at.plus(field.offset), &path) {
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

struct Walk<'a> {
    case: &'a Case,
    wanted: Address,
    /// Records elsewhere that a path leads to already: facts may go in circles.
    seen: BTreeSet<Address>,
    open: VecDeque<(Address, RecordId, String)>,
}

impl Walk<'_> {
    fn visit<'l>(&mut self, kind: &'l Kind, field: Option<&'l Field>, at: Address, path: &str) -> Option<Place<'l>> {
        if at == self.wanted {
            return Some(Place { path: path.to_owned(), kind, field });
        }
        match kind {
            Kind::Inline(record) => self.open.push_back((at, *record, path.to_owned())),
            _ => return self.value(kind, self.case.get(at), path),
        }
        None
    }

    /// What a slot refers to.
    fn value<'l>(&mut self, kind: &'l Kind, value: Slot, path: &str) -> Option<Place<'l>> {
        match (kind, value) {
            (Kind::Reference(record) | Kind::Inline(record), Slot::Record(frame)) => {
                if frame == self.wanted {
                    return Some(Place { path: path.to_owned(), kind, field: None });
                }
                if self.seen.insert(frame) {
                    self.open.push_back((frame, *record, path.to_owned()));
                }
                None
            }
            (Kind::List(of), Slot::List(list)) => {
                let members = self.case.members(list).iter().enumerate();
                members.into_iter().find_map(|(n, member)| self.value(of, *member, &format!("{path}[{n}]")))
            }
            _ => None,
        }
    }
}
