//! Whether two records say the same.

use super::Case;
use crate::plan::Layout;
use crate::plan::layout::Kind;
use crate::plan::slot::{Address, Slot};
use crate::resolve::RecordId;

impl Case {
    /// Copies the slots of one record over those of another of its kind.
    pub(super) fn copy(&mut self, from: Address, to: Address, size: u32) {
        for offset in 0..size {
            self.put(to.plus(offset), self.get(from.plus(offset)));
        }
    }

    /// Whether two records say the same. It ends: records without a key nest no deeper than the text they came from,
    /// and those with one are the same only if they are one.
    pub(super) fn same(&self, layout: &Layout, record: RecordId, one: Address, two: Address) -> bool {
        one == two
            || self.get(one) == self.get(two)
                && layout.records[record].fields.iter().all(|field| {
                    let (one, two) = (one.plus(field.offset), two.plus(field.offset));
                    match &field.kind {
                        Kind::Inline(inner) => self.same(layout, *inner, one, two),
                        kind => self.same_value(layout, kind, self.get(one), self.get(two)),
                    }
                })
    }

    fn same_value(&self, layout: &Layout, kind: &Kind, one: Slot, two: Slot) -> bool {
        match (kind, one, two) {
            (_, Slot::Text(one), Slot::Text(two)) => self.str(one) == self.str(two),
            (_, Slot::Long(_), Slot::Long(_)) => self.exact(one) == self.exact(two),
            (_, Slot::Partial(one), Slot::Partial(two)) => {
                let known = |position| self.partials.get(usize::try_from(position).unwrap_or(usize::MAX));
                known(one) == known(two)
            }
            (Kind::List(of), Slot::List(one), Slot::List(two)) => {
                let (one, two) = (self.members(one), self.members(two));
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| self.same_value(layout, of, *one, *two))
            }
            (Kind::Reference(record) | Kind::Inline(record), Slot::Record(one), Slot::Record(two)) => {
                let keyed = layout.records[*record].key.is_some();
                one == two || !keyed && self.same(layout, *record, one, two)
            }
            _ => one == two,
        }
    }
}
