//! Two amendments that change the same thing from the same day, with no order between them.

use super::touch::{Touch, touches};
use crate::enact::AmendmentId;
use crate::enact::Error;
use crate::enact::amendment::{Ordered, changes};
use crate::enact::collect::Gather;
use std::collections::HashMap;

impl Gather<'_, '_> {
    pub(super) fn clashes(&mut self, order: &[Ordered]) {
        for day in order.chunk_by(|one, other| one.begins == other.begins) {
            if day.len() > 1 {
                self.clashes_of_a_day(day);
            }
        }
    }

    fn clashes_of_a_day(&mut self, day: &[Ordered]) {
        let mut seen: HashMap<&str, Vec<(usize, Touch)>> = HashMap::new();
        for (position, it) in day.iter().enumerate() {
            let mut reported: Vec<AmendmentId> = Vec::new();
            let Some(written) = self.written.get(it.id.index()).copied() else { continue };
            for change in changes(written) {
                for (name, touch) in touches(change) {
                    let before = seen.entry(name).or_default();
                    for (other, first) in before.iter() {
                        let Some(earlier) = day.get(*other).filter(|other| other.id != it.id) else { continue };
                        if !touch.part.clashes(&first.part) || reported.contains(&earlier.id) || is_ordered(it, earlier)
                        {
                            continue;
                        }
                        reported.push(earlier.id);
                        let amendments = &self.law.amendments;
                        let day = it.begins.map_or_else(|| "on every day".to_owned(), |day| format!("from {day}"));
                        self.bag.push(Error::Clash {
                            what: touch.part.describe(name),
                            when: day,
                            one: amendments[earlier.id].name.node.clone(),
                            other: amendments[it.id].name.node.clone(),
                            again: touch.span,
                            first: first.span,
                        });
                    }
                    before.push((position, touch));
                }
            }
        }
    }
}

/// Whether one of two amendments of a day was published before the other, or comes after it by its own words.
fn is_ordered(one: &Ordered, other: &Ordered) -> bool {
    let published = matches!((one.published, other.published), (Some(one), Some(other)) if one != other);
    published || one.after.contains(&other.id) || other.after.contains(&one.id)
}
