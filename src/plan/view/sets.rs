//! Who is in which set on a day.

use super::View;
use crate::plan::law::Members;
use crate::plan::layout::Enum;
use crate::plan::node::{SetExpr, SetTag};
use crate::source::{Arena, Id};
use crate::value::Date;
use std::sync::Arc;

/// The members of a set.
#[derive(Debug, Clone)]
pub enum SetOf {
    /// Alternatives of an enum, one bit each.
    Bits(Box<[u64]>),
    /// Texts, sorted.
    Texts(Vec<Arc<str>>),
}

impl SetOf {
    /// Whether an alternative is in it.
    #[inline]
    pub fn has_code(&self, code: u32) -> bool {
        match self {
            Self::Bits(words) => {
                let word = usize::try_from(code / 64).unwrap_or(usize::MAX);
                words.get(word).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
            }
            Self::Texts(_) => false,
        }
    }

    /// Whether a text is in it.
    pub fn has_text(&self, text: &str) -> bool {
        match self {
            Self::Texts(texts) => texts.binary_search_by(|known| known.as_ref().cmp(text)).is_ok(),
            Self::Bits(_) => false,
        }
    }
}

impl View<'_> {
    pub(super) fn sets(&self, day: Date) -> Arena<SetOf, SetTag> {
        let mut sets: Arena<SetOf, SetTag> = Arena::new();
        // A set is made after those it is made of, except where a group is declared as an expression over others.
        let mut done: Vec<Option<SetOf>> = vec![None; self.law.nodes.sets.len()];
        for id in self.law.nodes.sets.ids() {
            let set = self.set(id, day, &mut done, 0);
            sets.push(set);
        }
        sets
    }

    fn set(&self, id: Id<SetTag>, day: Date, done: &mut Vec<Option<SetOf>>, depth: usize) -> SetOf {
        if let Some(Some(known)) = done.get(id.index()) {
            return known.clone();
        }
        // A group that is made of itself has no members of its own making.
        if depth > self.law.nodes.sets.len() {
            return SetOf::Texts(Vec::new());
        }
        let Some(expr) = self.law.nodes.sets.get(id) else { return SetOf::Texts(Vec::new()) };
        let made = match expr {
            SetExpr::Codes(list, codes) => {
                let words = self.law.layout.enums.get(*list).map_or(1, Enum::words);
                bits(words, codes.iter().copied())
            }
            SetExpr::Texts(texts) => SetOf::Texts(texts.clone()),
            SetExpr::Union(left, right) => {
                let left = self.set(*left, day, done, depth + 1);
                joined(left, &self.set(*right, day, done, depth + 1), true)
            }
            SetExpr::Difference(left, right) => {
                let left = self.set(*left, day, done, depth + 1);
                joined(left, &self.set(*right, day, done, depth + 1), false)
            }
            SetExpr::Group(group) => {
                let versions = self.law.groups.get(*group).map_or(&[][..], |group| &group.versions);
                let version = versions.iter().find(|(it, _)| it.life.in_force_on(day));
                match version.map(|(_, members)| members) {
                    Some(Members::Codes(words, members)) => {
                        bits(*words, members.iter().filter(|(_, when)| when.contains(day)).map(|(code, _)| *code))
                    }
                    Some(Members::Texts(members)) => {
                        let mut texts: Vec<Arc<str>> = members
                            .iter()
                            .filter(|(_, when)| when.contains(day))
                            .map(|(text, _)| text.clone())
                            .collect();
                        texts.sort();
                        texts.dedup();
                        SetOf::Texts(texts)
                    }
                    Some(Members::Set(set)) => self.set(*set, day, done, depth + 1),
                    None => SetOf::Texts(Vec::new()),
                }
            }
        };
        if let Some(slot) = done.get_mut(id.index()) {
            *slot = Some(made.clone());
        }
        made
    }
}

fn bits(words: usize, codes: impl Iterator<Item = u32>) -> SetOf {
    let mut made = vec![0u64; words];
    for code in codes {
        let word = usize::try_from(code / 64).unwrap_or(usize::MAX);
        if let Some(bits) = made.get_mut(word) {
            *bits |= 1 << (code % 64);
        }
    }
    SetOf::Bits(made.into_boxed_slice())
}

fn joined(left: SetOf, right: &SetOf, union: bool) -> SetOf {
    match (left, right) {
        (SetOf::Bits(mut left), SetOf::Bits(right)) => {
            for (bits, other) in left.iter_mut().zip(right.iter()) {
                *bits = if union { *bits | other } else { *bits & !other };
            }
            SetOf::Bits(left)
        }
        (SetOf::Texts(mut left), SetOf::Texts(right)) => {
            if union {
                left.extend(right.iter().cloned());
                left.sort();
                left.dedup();
            } else {
                left.retain(|text| right.binary_search(text).is_err());
            }
            SetOf::Texts(left)
        }
        // A group without a version on these days has no members of any kind.
        (SetOf::Texts(_), SetOf::Bits(right)) if union => SetOf::Bits(right.clone()),
        (left, _) => left,
    }
}
