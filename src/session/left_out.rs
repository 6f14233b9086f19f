//! Later acts that change what a standpoint leaves out, or what was made by it.
//!
//! Whoever asks what the law would be without an act asks for a law in which nobody could have changed what the act made.
//! So what later acts change there is left out too, and said as advice. What would be wrong with the whole law stays wrong.

use super::{Error, Session};
use crate::diagnostic::{Bag, Severity};
use crate::enact::Standpoint;

/// The codes that say that an amendment changes what is not there, or brings what is there already.
const CHANGES: [&str; 5] = ["LX0203", "LX0210", "LX0231", "LX0232", "LX0318"];

/// The code that says that a change is left out with what it would change.
const LEFT_OUT_TOO: &str = "LX0414";

impl Session {
    /// Makes advice of what is wrong only because something is left out.
    pub(super) fn leave_out_what_goes_with_it(&self, standpoint: &Standpoint, found: &mut Bag) {
        let beside = standpoint.due_on.is_some() || standpoint.enforced_on.is_some();
        let Some(seen) = leaves_out(standpoint).or_else(|| beside.then(String::new)) else { return };
        let of_a_change = |code: &str| CHANGES.contains(&code);
        if !found.iter().any(|it| it.severity() == Severity::Error && of_a_change(&it.code())) {
            return;
        }
        let mut whole = Bag::new();
        self.check_from(&Standpoint { suppose: standpoint.suppose.clone(), ..Standpoint::default() }, &mut whole);
        let mut advice = Bag::new();
        found.retain(|it| {
            let follows = it.severity() == Severity::Error && of_a_change(&it.code());
            let Some(span) = it.place().filter(|_| follows && !whole.iter().any(|known| known.says(it))) else {
                return true;
            };
            advice.push(Error::LeftOutToo { seen: seen.clone(), what: it.message(), span });
            false
        });
        // Nobody asked for what stands beside a decision, so nobody is told what of it cannot be.
        if !beside {
            found.append_new(advice);
        }
    }

    /// What is left out beside what was asked to be, each in a line with its place.
    pub fn left_out_too(&self, bag: &Bag) -> Vec<String> {
        let told = bag.iter().filter(|it| it.code() == LEFT_OUT_TOO).map(|it| {
            let place = it.place().and_then(|place| self.sources.cite(place));
            let place = place.map_or_else(String::new, |(file, line)| format!(" ({file}:{line})"));
            format!("{}{place}", it.message())
        });
        told.collect()
    }
}

/// `without h200_rule`, `as known on 2025-01-31`; nothing where nothing is left out.
fn leaves_out(standpoint: &Standpoint) -> Option<String> {
    let names: Vec<&str> = standpoint.without.iter().map(String::as_str).collect();
    let without = (!names.is_empty()).then(|| format!("without {}", names.join(", ")));
    let known = standpoint.known_on.map(|day| format!("as known on {day}"));
    let parts: Vec<String> = without.into_iter().chain(known).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
