//! How much was found wrong in a whole run.

use super::{Bag, Finding, Severity};
use crate::source::SourceMap;
use std::collections::BTreeSet;
use std::fmt;

/// Findings counted, each once: two laws that share a file share what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    seen: BTreeSet<(String, String, String)>,
    files: BTreeSet<String>,
    errors: usize,
    advice: usize,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is in a bag, counted.
    pub fn of(bag: &Bag, sources: &SourceMap) -> Self {
        let mut tally = Self::new();
        bag.iter().for_each(|finding| {
            tally.add(finding, sources);
        });
        tally
    }

    /// Counts a finding; whether it was not counted before.
    pub fn add(&mut self, finding: &Finding, sources: &SourceMap) -> bool {
        let place = finding.place().and_then(|place| sources.locate(place));
        let words = place.map_or_else(String::new, |(name, line, column)| format!("{name}:{line}:{column}"));
        if !self.seen.insert((words, finding.code(), finding.message())) {
            return false;
        }
        // A file that cannot be read is no place.
        self.files.extend(place.map(|(name, _, _)| name.to_owned()));
        match finding.severity() {
            Severity::Error => self.errors += 1,
            Severity::Advice => self.advice += 1,
        }
        true
    }

    /// How many errors.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many pieces of advice.
    pub fn advice(&self) -> usize {
        self.advice
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.errors + self.advice == 0
    }
}

/// `2 errors, 1 piece of advice in 3 files`; the files only if there are several, and nothing for nothing.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [(Severity::Error, self.errors), (Severity::Advice, self.advice)];
        let counts = counts.into_iter().filter(|(_, number)| *number > 0);
        let words: Vec<String> =
            counts.map(|(severity, number)| format!("{number} {}", severity.counted(number))).collect();
        f.write_str(&words.join(", "))?;
        match self.files.len() {
            0 | 1 => Ok(()),
            several => write!(f, " in {several} files"),
        }
    }
}
