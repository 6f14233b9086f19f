//! How a person names the place of a slot: `shipment.parties[0].headquarters`.

use super::Case;
use crate::plan::Layout;
use crate::plan::layout::Kind;
use crate::plan::slot::{Address, Slot};
use crate::resolve::RecordId;
use std::collections::{BTreeSet, VecDeque};

impl Case {
    /// The shortest path from a root to a slot; of equally short ones the first. Empty if no path leads there. It is
    /// searched for, which is slow: for explanations only.
    pub fn path_of(&self, layout: &Layout, address: Address) -> String {
        let mut walk = Walk { case: self, wanted: address, seen: BTreeSet::new(), open: VecDeque::new() };
        for fact in &layout.facts {
            if let Some(found) = walk.visit(&fact.kind, fact.at, &fact.name) {
                return found;
            }
        }
        while let Some((at, record, path)) = walk.open.pop_front() {
            for field in &layout.records[record].fields {
                let path = format!("{path}.{}", field.name);
                if let Some(found) = walk.visit(&field.kind, at.plus(field.offset), &path) {
                    return found;
                }
            }
        }
        String::new()
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
    fn visit(&mut self, kind: &Kind, at: Address, path: &str) -> Option<String> {
        if at == self.wanted {
            return Some(path.to_owned());
        }
        match kind {
            Kind::Inline(record) => self.open.push_back((at, *record, path.to_owned())),
            _ => return self.value(kind, self.case.get(at), path),
        }
        None
    }

    /// What a slot refers to.
    fn value(&mut self, kind: &Kind, value: Slot, path: &str) -> Option<String> {
        match (kind, value) {
            (Kind::Reference(record) | Kind::Inline(record), Slot::Record(frame)) => {
                if frame == self.wanted {
                    return Some(path.to_owned());
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
