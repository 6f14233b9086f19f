//! A decision for people to read.

use super::decision::Decision;

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The outcome and what it rests on.
    Short,
    /// Every reason.
    Why,
}

/// A decision in words.
pub fn text(decision: &Decision, _detail: Detail) -> String {
    decision.to_json()
}
