//! What the provisions of a law make of each other, looked at once when it is compiled.
//!
//! Errors keep a law from being run: nobody could say what it means. Advice does not, and is given only where it is
//! certain: a drafter who is warned without reason soon reads no warnings.

mod barred;
mod circles;
mod constraint;
mod dangling;
mod days;
mod held;
mod keys;
mod limbs;
mod priorities;
mod unused;

use super::law::{Law, RuleVersion};
use crate::check::typed;
use crate::diagnostic::Bag;
use crate::syntax::ast::Force;

/// Looks for faults that no provision has alone.
pub fn coherence(law: &Law, typed: &typed::Law, bag: &mut Bag) {
    circles::circles(law, bag);
    priorities::priorities(law, typed, bag);
    barred::barred(law, bag);
    limbs::limbs(typed, bag);
    dangling::dangling(typed, bag);
    unused::unused(typed, bag);
}

/// Looks for the same in a law parts of which are broken, whose [`outline`](super::outline) this is. What rests on a
/// broken part is passed over, and so is what only the whole law could tell: that nothing uses a declaration, or that
/// nothing defeats a norm that bars another.
pub fn coherence_of_outline(law: &Law, typed: &typed::Law, bag: &mut Bag) {
    circles::circles(law, bag);
    priorities::priorities(law, typed, bag);
    limbs::limbs(typed, bag);
    dangling::dangling(typed, bag);
}

/// A force with its article, for messages.
fn force_words(force: Force) -> String {
    match force {
        Force::Guidance => force.words().to_owned(),
        Force::Order => format!("an {}", force.words()),
        _ => format!("a {}", force.words()),
    }
}

/// Whether two versions are ever in force on one day.
fn meet(one: &RuleVersion, other: &RuleVersion) -> bool {
    one.life.overlap(&other.life).is_some()
}
