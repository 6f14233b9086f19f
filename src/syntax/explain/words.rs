//! The words that may stand at a place.

/// Of the line `force`, strongest first.
pub(in crate::syntax) const FORCES: &[&str] =
    &["constitution", "statute", "regulation", "order", "letter", "license", "guidance", "deal", "bill", "proposal"];
