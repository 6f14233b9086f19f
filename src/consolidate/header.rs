//! The words above the law of a day: of which day it is, as seen from where, and made of what.

use super::notices::{MARK, Notice};
use crate::enact::Standpoint;
use crate::value::Date;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How many digits of the hash people are shown, as decisions show them.
const SHOWN: usize = 12;

/// The comment above the text.
pub(super) fn header(day: Date, standpoint: &Standpoint, hash: &str, notices: &[Notice]) -> String {
    let mut out = format!("# Consolidated law of {}.\n", seen(Some(day), standpoint));
    let hash = hash.get(..SHOWN).unwrap_or(hash);
    let _ = writeln!(out, "# Made by Lexport {} from law {hash}.", env!("CARGO_PKG_VERSION"));
    out.push_str("# It is the law of that day alone: what was law before, or becomes law later, is not in it.\n");
    for notice in notices {
        let _ = writeln!(out, "# {MARK}{}", one_line(&notice.text));
    }
    out
}

/// `2026-02-01, as known on 2026-01-20, supposing remote_access_bill, without diffusion_rule`
pub fn seen(day: Option<Date>, standpoint: &Standpoint) -> String {
    let listed = |names: &BTreeSet<String>| names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let mut words = day.map_or_else(String::new, |day| day.to_string());
    if let Some(known) = standpoint.known_on {
        let _ = write!(words, ", as known on {known}");
    }
    if !standpoint.suppose.is_empty() {
        let _ = write!(words, ", supposing {}", listed(&standpoint.suppose));
    }
    if !standpoint.without.is_empty() {
        let _ = write!(words, ", without {}", listed(&standpoint.without));
    }
    words
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
