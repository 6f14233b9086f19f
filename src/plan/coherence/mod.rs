//! What the provisions of a law make of each other, looked at once when it is compiled.

use super::law::Law;
use crate::check::typed;
use crate::diagnostic::Bag;

/// Looks for faults that no provision has alone: errors, which keep the law from being run, and advice, which does not.
pub fn coherence(law: &Law, typed: &typed::Law, bag: &mut Bag) {
    let _ = (law, typed, bag);
}
