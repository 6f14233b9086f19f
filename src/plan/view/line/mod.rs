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
use crate::value::{Date, Short};
use std::cmp::Ordering;

/// Where an answer of the line lies, or its opposite: answers lie in pairs, each with its opposite beside it. The first
/// pair is yes and no; then come those of the questions about facts, in the order of the fields of [`Line`]; then those
/// that are joined from others.
pub type Answer = u32;

/// How many answers a [`Joint`] joins.
pub const JOINED: usize = 4;

/// All of some answers hold. One that joins fewer has `yes` in the places left over, one that joins more is made of
/// several: what is always the same is quickest. One holds at least, unless all of the opposites hold; so there is no
/// other kind.
pub type Joint = [Answer; JOINED];

/// The pair of yes and no: yes.
pub const YES: Answer = 0;
/// The pair of yes and no: no.
pub const NO: Answer = 1;

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
    /// The members of sets, one bit each.
    pub words: Vec<u64>,
    /// How many pairs of answers there are.
    pub size: usize,
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

/// The orders of two values in which a comparison holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orders(u8);

impl Orders {
    /// Whether the comparison holds of two values in this order.
    #[inline]
    pub fn hold(self, order: Ordering) -> bool {
        // Less is 1, equal 2, greater 4: worked out, because a choice among three is slower.
        let bit = 2 + 2 * u8::from(order.is_gt()) - u8::from(order.is_lt());
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

impl Line {
    /// Whether an alternative is in a set.
    #[inline]
    pub fn has(&self, (start, len): (u32, u32), code: u32) -> bool {
        let word = code / 64;
        let position = usize::try_from(start.saturating_add(word)).unwrap_or(usize::MAX);
        word < len && self.words.get(position).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }
}
