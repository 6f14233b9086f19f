//! The questions of a day that can be asked in a straight line.
//!
//! Most conditions only set facts at known places against constants, and join the answers by and, or and not. Nothing
//! in them can go wrong, be presumed or go in circles, so it makes no difference to ask all of them, in a fixed order,
//! without a look at which are needed; and a processor that need not guess is far quicker than one that asks less.
//! Whatever else a law asks is left to the evaluator, which takes one question at a time.

mod draw;

pub(super) use draw::draw;

use super::super::node::{Constant, InstanceId, NodeId};
use crate::check::typed::Comparison;
use crate::source::Id;
use crate::value::{Date, Short, Truth};
use std::cmp::Ordering;

/// Which of the answers of the line: those of the questions about facts first, in the order of the fields of [`Line`],
/// then those that are joined from others.
pub type Answer = u32;

/// Questions about facts by kind, so that whoever asks them does the same many times over; then what is joined from
/// their answers, each after those it needs.
#[derive(Debug, Default)]
pub struct Line {
    /// A number stands so to a constant.
    pub numbers: Vec<Asked<(Orders, Short)>>,
    /// An alternative is in a set: the first of its words, and how many they are.
    pub members: Vec<Asked<(u32, u32)>>,
    /// A truth value that the case gives.
    pub facts: Vec<Asked<()>>,
    /// A text is, or is not, the same as a constant.
    pub texts: Vec<Asked<(bool, Id<Constant>)>>,
    /// An alternative stands so to a constant.
    pub codes: Vec<Asked<(Orders, u32)>>,
    /// A day stands so to a constant.
    pub days: Vec<Asked<(Orders, Date)>>,
    /// What is joined from other answers.
    pub joints: Vec<Joint>,
    /// The parts of joints.
    pub parts: Vec<Part>,
    /// The members of sets, one bit each.
    pub words: Vec<u64>,
    /// How many answers there are.
    pub answers: u32,
    /// Definitions and entries that the line answers, for conditions outside of it; none if there are no such conditions.
    pub instances: Vec<(InstanceId, Answer)>,
}

/// A question about a fact.
#[derive(Debug, Clone, Copy)]
pub struct Asked<T> {
    /// The position of the fact's slot in the case.
    pub slot: u32,
    /// The question as the evaluator asks it, for facts that are not known in full.
    pub node: NodeId,
    /// What is asked.
    pub what: T,
}

/// Answers joined: all parts hold, or, turned, not all of them do. Every and, or and not is one of these.
#[derive(Debug, Clone, Copy)]
pub struct Joint {
    /// The first part.
    pub start: u32,
    /// How many parts.
    pub len: u32,
    /// Whether the opposite is meant.
    pub turned: bool,
}

/// Answers within one word of 64 that must, and that must not, be yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Which word.
    pub word: u32,
    /// These must be yes.
    pub yes: u64,
    /// These must be no.
    pub no: u64,
}

/// The orders of two values in which a comparison holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orders(u8);

impl Orders {
    /// Whether the comparison holds of two values in this order.
    #[inline]
    pub fn hold(self, order: Ordering) -> bool {
        let bit = match order {
            Ordering::Less => 1,
            Ordering::Equal => 2,
            Ordering::Greater => 4,
        };
        self.0 & bit != 0
    }
}

impl From<Comparison> for Orders {
    fn from(comparison: Comparison) -> Self {
        Self(match comparison {
            Comparison::Less => 1,
            Comparison::Equal => 2,
            Comparison::AtMost => 3,
            Comparison::Greater => 4,
            Comparison::NotEqual => 5,
            Comparison::AtLeast => 6,
        })
    }
}

/// Answers, one bit each in two rows: what is sure, and what is possible.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    words: Vec<(u64, u64)>,
    /// The last word, still being written, and how many of its bits are.
    last: (u64, u64),
    bits: u32,
}

impl Answers {
    /// Forgets them.
    #[inline]
    pub fn clear(&mut self) {
        self.words.clear();
        self.last = (0, 0);
        self.bits = 0;
    }

    /// The next answer.
    #[inline]
    pub fn push(&mut self, sure: bool, possible: bool) {
        self.last.0 |= u64::from(sure) << self.bits;
        self.last.1 |= u64::from(possible) << self.bits;
        self.bits += 1;
        if self.bits == 64 {
            self.words.push(self.last);
            self.last = (0, 0);
            self.bits = 0;
        }
    }

    #[inline]
    fn word(&self, word: u32) -> (u64, u64) {
        let position = usize::try_from(word).unwrap_or(usize::MAX);
        self.words.get(position).copied().unwrap_or(self.last)
    }

    /// Whether all of some parts surely hold, and whether they possibly do.
    #[inline]
    pub fn all(&self, parts: &[Part]) -> (bool, bool) {
        let (mut sure, mut possible) = (true, true);
        for part in parts {
            let (yes, maybe) = self.word(part.word);
            sure &= yes & part.yes == part.yes && maybe & part.no == 0;
            possible &= maybe & part.yes == part.yes && yes & part.no == 0;
        }
        (sure, possible)
    }

    /// One of the answers.
    #[inline]
    pub fn get(&self, answer: Answer) -> Truth {
        let (sure, possible) = self.word(answer / 64);
        let bit = answer % 64;
        match (sure >> bit & 1) + (possible >> bit & 1) {
            0 => Truth::False,
            1 => Truth::Unknown,
            _ => Truth::True,
        }
    }
}

impl Line {
    /// The parts of a joint.
    #[inline]
    pub fn parts(&self, joint: Joint) -> &[Part] {
        let start = usize::try_from(joint.start).unwrap_or(usize::MAX);
        let len = usize::try_from(joint.len).unwrap_or(0);
        self.parts.get(start..start.saturating_add(len)).unwrap_or(&[])
    }

    /// Whether an alternative is in a set.
    #[inline]
    pub fn has(&self, (start, len): (u32, u32), code: u32) -> bool {
        let word = code / 64;
        let position = usize::try_from(start.saturating_add(word)).unwrap_or(usize::MAX);
        word < len && self.words.get(position).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }
}
