//! Walks over the pairs of one grammar rule, checking that they are what the grammar says.
//!
//! This is the one file of the room that may panic: a mismatch here is a disagreement between the grammar and the code
//! that follows it, which no text can bring about and a fuzz test watches for.
#![allow(clippy::panic, reason = "only our own bug can reach it; see above")]

use super::grammar::Rule;
use pest::iterators::{Pair, Pairs};

/// The pairs inside one rule, read from left to right.
pub(super) struct Cursor<'i> {
    of: Rule,
    pairs: Pairs<'i, Rule>,
}

/// Keywords, punctuation and comments: pairs only so that a failure can name them. They stand first in the grammar.
fn is_mark(rule: Rule) -> bool {
    rule < Rule::marks_end
}

impl<'i> Cursor<'i> {
    /// Goes into a pair of any rule.
    pub(super) fn into(pair: Pair<'i, Rule>) -> Self {
        Self { of: pair.as_rule(), pairs: pair.into_inner() }
    }

    /// Goes into a pair, which must be of this rule.
    pub(super) fn enter(pair: Pair<'i, Rule>, rule: Rule) -> Self {
        assert!(pair.as_rule() == rule, "expected {rule:?}, found {:?}", pair.as_rule());
        Self::into(pair)
    }

    /// Walks over pairs at the top of what was parsed.
    pub(super) fn over(pairs: Pairs<'i, Rule>) -> Self {
        Self { of: Rule::marks_end, pairs }
    }

    /// The next pair that is not a mark, whatever it is.
    pub(super) fn any(&mut self) -> Option<Pair<'i, Rule>> {
        self.pairs.by_ref().find(|pair| !is_mark(pair.as_rule()))
    }

    /// The next pair that is not a mark; there must be one.
    pub(super) fn one(&mut self) -> Pair<'i, Rule> {
        let of = self.of;
        self.any().unwrap_or_else(|| panic!("nothing left in {of:?}"))
    }

    /// The next pair, which must be of this rule.
    pub(super) fn take(&mut self, rule: Rule) -> Pair<'i, Rule> {
        let of = self.of;
        self.take_if(rule).unwrap_or_else(|| panic!("expected {rule:?} in {of:?}, found {:?}", self.pairs.peek()))
    }

    /// The next pair, if it is of this rule. A mark can be asked for too; other marks before it are stepped over.
    pub(super) fn take_if(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        while let Some(pair) = self.pairs.peek() {
            let found = pair.as_rule();
            if found == rule {
                self.pairs.next();
                return Some(pair);
            }
            if !is_mark(found) {
                return None;
            }
            if is_mark(rule) {
                // Stepping over a mark in search of another one must not lose what an optional mark would find.
                let ahead = self.pairs.clone().find(|pair| pair.as_rule() == rule || !is_mark(pair.as_rule()));
                ahead.filter(|pair| pair.as_rule() == rule)?;
            }
            self.pairs.next();
        }
        None
    }

    /// Every pair of this rule from here on, up to the first of another.
    pub(super) fn each(&mut self, rule: Rule) -> impl Iterator<Item = Pair<'i, Rule>> {
        std::iter::from_fn(move || self.take_if(rule))
    }

    /// What every pair of this rule from here on is read as; nothing if one of them cannot be read. All are read
    /// either way, so that each says what is wrong with it.
    pub(super) fn all<T>(&mut self, rule: Rule, read: impl FnMut(Pair<'i, Rule>) -> Option<T>) -> Option<Vec<T>> {
        let found: Vec<Option<T>> = self.each(rule).map(read).collect();
        found.into_iter().collect()
    }

    /// Nothing but marks may be left.
    pub(super) fn finish(mut self) {
        if let Some(pair) = self.any() {
            panic!("{:?} left over in {:?}", pair.as_rule(), self.of);
        }
    }
}
