//! Who is in which set on a day.

use super::View;
use crate::plan::law::Members;
use crate::plan::layout::Enum;
use crate::plan::node::{Member, SetExpr, SetTag};
use crate::source::{Arena, Id};
use crate::value::{Date, Number};
use std::cmp::Ordering;

/// The members of a set.
#[derive(Debug, Clone)]
pub enum SetOf {
    /// Alternatives of an enum, one bit each.
    Bits(Box<[u64]>),
    /// Constants of any other kind, sorted.
    Listed(Vec<Member>),
    /// These certainly; of all others it is not known, because a group that it is made of has no version on the day.
    Open(Box<SetOf>),
}

impl SetOf {
    /// Nothing is known of who is in it.
    fn unknown() -> Self {
        Self::Open(Box::new(Self::Listed(Vec::new())))
    }

    /// Whether it is unknown who else is in it.
    #[inline]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }

    /// Whether an alternative is in it for certain.
    #[inline]
    pub fn has_code(&self, code: u32) -> bool {
        match self {
            Self::Bits(words) => {
                let word = usize::try_from(code / 64).unwrap_or(usize::MAX);
                words.get(word).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
            }
            Self::Listed(_) => false,
            Self::Open(certain) => certain.has_code(code),
        }
    }

    /// Whether a text is in it for certain.
    pub fn has_text(&self, text: &str) -> bool {
        match self {
            Self::Listed(members) => {
                let order = |known: &Member| match known {
                    Member::Text(known) => known.as_ref().cmp(text),
                    Member::Number(_) | Member::Date(_) => Ordering::Greater,
                };
                members.binary_search_by(order).is_ok()
            }
            Self::Bits(_) => false,
            Self::Open(certain) => certain.has_text(text),
        }
    }

    /// The numbers in it for certain, from the least to the greatest.
    pub fn numbers(&self) -> impl Iterator<Item = Number> {
        self.listed().iter().filter_map(|member| match member {
            Member::Number(number) => Some(*number),
            Member::Text(_) | Member::Date(_) => None,
        })
    }

    /// The days in it for certain, from the first to the last.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.listed().iter().filter_map(|member| match member {
            Member::Date(day) => Some(*day),
            Member::Text(_) | Member::Number(_) => None,
        })
    }

    fn listed(&self) -> &[Member] {
        match self {
            Self::Listed(members) => members,
            Self::Bits(_) => &[],
            Self::Open(certain) => certain.listed(),
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
            return SetOf::Listed(Vec::new());
        }
        let Some(expr) = self.law.nodes.sets.get(id) else { return SetOf::Listed(Vec::new()) };
        let made = match expr {
            SetExpr::Codes(list, codes) => {
                let words = self.law.layout.enums.get(*list).map_or(1, Enum::words);
                bits(words, codes.iter().copied())
            }
            SetExpr::Listed(members) => SetOf::Listed(members.clone()),
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
                    Some(Members::Listed(members)) => {
                        let there = members.iter().filter(|(_, when)| when.contains(day));
                        let mut there: Vec<Member> = there.map(|(member, _)| member.clone()).collect();
                        there.sort();
                        there.dedup();
                        SetOf::Listed(there)
                    }
                    Some(Members::Set(set)) => self.set(*set, day, done, depth + 1),
                    None => SetOf::unknown(),
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
        (SetOf::Listed(mut left), SetOf::Listed(right)) => {
            if union {
                left.extend(right.iter().cloned());
                left.sort();
                left.dedup();
            } else {
                left.retain(|member| right.binary_search(member).is_err());
            }
            SetOf::Listed(left)
        }
        // Of what is joined with an open set, that is certain which is certainly there, and certainly not taken away.
        (SetOf::Open(left), right) => match right {
            SetOf::Open(right) if union => SetOf::Open(Box::new(joined(*left, right, true))),
            SetOf::Open(_) => SetOf::unknown(),
            right => SetOf::Open(Box::new(joined(*left, right, union))),
        },
        (left, SetOf::Open(right)) if union => SetOf::Open(Box::new(joined(left, right, true))),
        (_, SetOf::Open(_)) => SetOf::unknown(),
        // What has no members has none of any kind.
        (SetOf::Listed(_), SetOf::Bits(right)) if union => SetOf::Bits(right.clone()),
        (left, _) => left,
    }
}
