//! Every place of a case that a path of names leads to, with what it may hold.

use crate::facts::Case;
use crate::plan::layout::{Kind, Layout};
use crate::plan::slot::{Address, Slot};

/// One value of a case.
#[derive(Debug, Clone)]
pub(super) struct Leaf<'l> {
    pub(super) at: Address,
    pub(super) kind: &'l Kind,
    pub(super) optional: bool,
    /// `shipment.consignee.name`
    pub(super) path: String,
}

/// More values than this are not looked at.
const MOST: usize = 1024;

/// The values of a case in the order of its layout. A record elsewhere is gone into once.
pub(super) fn leaves<'l>(layout: &'l Layout, case: &Case) -> Vec<Leaf<'l>> {
    let mut found = Vec::new();
    let mut seen: Vec<Address> = Vec::new();
    let roots = layout.facts.iter().rev();
    let mut open: Vec<Leaf<'l>> =
        roots.map(|fact| Leaf { at: fact.at, kind: &fact.kind, optional: false, path: fact.name.clone() }).collect();
    while let Some(leaf) = open.pop() {
        let (record, first) = match leaf.kind {
            Kind::Inline(record) => (*record, leaf.at),
            Kind::Reference(record) => match case.get(leaf.at) {
                Slot::Record(first) if !seen.contains(&first) => {
                    seen.push(first);
                    (*record, first)
                }
                _ => continue,
            },
            _ => {
                found.push(leaf);
                if found.len() >= MOST {
                    break;
                }
                continue;
            }
        };
        let Some(shape) = layout.records.get(record) else { continue };
        open.extend(shape.fields.iter().rev().map(|field| Leaf {
            at: first.plus(field.offset),
            kind: &field.kind,
            optional: field.optional,
            path: format!("{}.{}", leaf.path, field.name),
        }));
    }
    found
}
