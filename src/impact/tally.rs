//! What was counted of all cases so far.

use super::compare::{Change, Compared};
use crate::decide::Range;
use crate::resolve::RuleId;
use std::collections::BTreeMap;

/// The numbers of the first broken lines, so many, are kept.
const MOST_NAMED: usize = 10;

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases that were asked about.
    pub cases: u64,
    /// Cases that a saving clause saves, or may, before or after.
    pub saved: u64,
    /// Lines that are no case.
    pub broken: u64,
    /// The first of them, by number.
    pub first_broken: Vec<usize>,
    /// How many cases became what.
    pub changes: BTreeMap<Change, u64>,
    /// Cases whose outcome is the same, and something else is not.
    pub otherwise: u64,
    /// In how many of them what is different.
    pub differences: BTreeMap<&'static str, u64>,
    /// How many cases had which outcomes before and after.
    pub outcomes: BTreeMap<(Range, Range), u64>,
    /// In how many cases which rule makes a difference.
    pub rules: BTreeMap<RuleId, u64>,
}

impl Tally {
    /// Takes in a case.
    pub fn case(&mut self, compared: &Compared) {
        self.cases += 1;
        self.saved += u64::from(!compared.before.saved_by.is_empty() || !compared.after.saved_by.is_empty());
        *self.changes.entry(compared.change).or_default() += 1;
        *self.outcomes.entry((compared.before.outcome, compared.after.outcome)).or_default() += 1;
        self.otherwise += u64::from(!compared.otherwise.is_empty());
        for name in &compared.otherwise {
            *self.differences.entry(name).or_default() += 1;
        }
        for difference in &compared.rules {
            *self.rules.entry(difference.rule).or_default() += 1;
        }
    }

    /// Takes in a line that is no case.
    pub fn broken(&mut self, line: usize) {
        self.broken += 1;
        if self.first_broken.len() < MOST_NAMED {
            self.first_broken.push(line);
        }
    }

    /// Takes in what was counted of later lines.
    pub fn append(&mut self, later: Self) {
        self.cases += later.cases;
        self.saved += later.saved;
        self.broken += later.broken;
        self.first_broken.extend(later.first_broken);
        self.first_broken.truncate(MOST_NAMED);
        self.otherwise += later.otherwise;
        add(&mut self.differences, later.differences);
        add(&mut self.changes, later.changes);
        add(&mut self.outcomes, later.outcomes);
        add(&mut self.rules, later.rules);
    }

    /// How many cases became that.
    pub fn count(&self, change: Change) -> u64 {
        self.changes.get(&change).copied().unwrap_or(0)
    }

    /// How many cases have another outcome after than before.
    pub fn changed(&self) -> u64 {
        self.cases - self.count(Change::Unchanged)
    }

    /// Outcomes before and after, the most frequent first.
    pub fn by_outcome(&self) -> Vec<((Range, Range), u64)> {
        by_number(&self.outcomes)
    }

    /// What is different where the outcome is the same, the most frequent first.
    pub fn by_difference(&self) -> Vec<(&'static str, u64)> {
        by_number(&self.differences)
    }

    /// The rules that make a difference, the most frequent first.
    pub fn by_rule(&self) -> Vec<(RuleId, u64)> {
        by_number(&self.rules)
    }
}

fn add<K: Ord>(to: &mut BTreeMap<K, u64>, more: BTreeMap<K, u64>) {
    for (key, number) in more {
        *to.entry(key).or_default() += number;
    }
}

/// The most frequent first; those of one number in the order of the keys.
fn by_number<K: Ord + Copy>(counted: &BTreeMap<K, u64>) -> Vec<(K, u64)> {
    let mut all: Vec<(K, u64)> = counted.iter().map(|(key, number)| (*key, *number)).collect();
    all.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    all
}
