//! The questions that are asked in a straight line, all of them, before any other.

use super::eval::Evaluator;
use crate::facts::Case;
use crate::plan::line::{Answer, Asked, Joint};
use crate::plan::node::{Constant, NodeId};
use crate::plan::slot::{Slot, TextRef};
use crate::source::Id;
use crate::value::Truth;

/// Answers in pairs: each with its opposite. Coded so that all of some hold to the extent of their bits in common.
#[derive(Debug, Default)]
pub(super) struct Answers(Vec<[u8; 2]>);

const NO: u8 = 0b00;
const UNKNOWN: u8 = 0b01;
const YES: u8 = 0b11;

/// The opposite of each, at the place of two bits that it says.
const OPPOSITES: u8 = 0b0000_0111;

impl Answers {
    /// One of them.
    #[inline]
    pub(super) fn get(&self, answer: Answer) -> Truth {
        match self.code(answer) {
            NO => Truth::False,
            YES => Truth::True,
            _ => Truth::Unknown,
        }
    }

    #[inline]
    fn code(&self, answer: Answer) -> u8 {
        let position = usize::try_from(answer).unwrap_or(usize::MAX);
        self.0.as_flattened().get(position).copied().unwrap_or(UNKNOWN)
    }

    #[inline]
    fn join(&mut self, position: usize, [one, two, three, four]: Joint) {
        let all = self.code(one) & self.code(two) & self.code(three) & self.code(four);
        if let Some(pair) = self.0.get_mut(position) {
            *pair = [all, OPPOSITES >> (2 * all) & YES];
        }
    }
}

impl Evaluator<'_> {
    /// Answers the line of the day, and remembers the definitions and entries that it settles.
    pub(super) fn line(&mut self) {
        let (line, law, case) = (&self.epoch.line, self.law, self.case);
        let mut answers = std::mem::take(&mut self.scratch.answers);
        // What is left of a longer line is looked at by nobody.
        if answers.0.len() < line.size {
            answers.0.resize(line.size, [UNKNOWN; 2]);
        }
        let mut pairs = answers.0.iter_mut();
        pairs.next().into_iter().for_each(|first| *first = [YES, NO]);
        self.each(&line.numbers, &mut pairs, |held, (orders, constant)| match held {
            Slot::Number(number) => Some(orders.hold(number.cmp(&constant))),
            _ => None,
        });
        self.each(&line.members, &mut pairs, |held, set| match held {
            Slot::Code(code) => Some(line.has(set, code)),
            _ => None,
        });
        self.each(&line.facts, &mut pairs, |held, ()| match held {
            Slot::Bool(truth) => Some(truth),
            _ => None,
        });
        self.each(&line.texts, &mut pairs, |held, (same, constant)| match held {
            Slot::Text(words) => Some((bytes(case, words) == constant_bytes(law, constant)) == same),
            _ => None,
        });
        self.each(&line.codes, &mut pairs, |held, (orders, constant)| match held {
            Slot::Code(code) => Some(orders.hold(code.cmp(&constant))),
            _ => None,
        });
        self.each(&line.days, &mut pairs, |held, (orders, constant)| match held {
            Slot::Date(day) => Some(orders.hold(day.cmp(&constant))),
            _ => None,
        });
        let first = line.size.saturating_sub(line.joints.len());
        for (position, joint) in (first..).zip(&line.joints) {
            answers.join(position, *joint);
        }
        for (instance, answer) in &line.instances {
            self.scratch.remember(*instance, answers.get(*answer));
        }
        self.scratch.answers = answers;
        self.scratch.answered = true;
    }

    /// Questions of one kind. A fact that is not known in full is left to the evaluator.
    #[inline]
    fn each<T: Copy>(
        &mut self,
        asked: &[Asked<T>],
        pairs: &mut std::slice::IterMut<'_, [u8; 2]>,
        holds: impl Fn(Slot, T) -> Option<bool>,
    ) {
        let case = self.case;
        for (Asked { slot, node, what }, pair) in asked.iter().zip(pairs) {
            let position = usize::try_from(*slot).unwrap_or(usize::MAX);
            let held = case.slots.get(position).copied().unwrap_or(Slot::Unknown);
            *pair = match holds(held, *what) {
                Some(holds) => {
                    let yes = YES * u8::from(holds);
                    [yes, YES - yes]
                }
                None => self.slow(*node),
            };
        }
    }

    #[cold]
    fn slow(&mut self, node: NodeId) -> [u8; 2] {
        match self.truth(node) {
            Truth::False => [NO, YES],
            Truth::Unknown => [UNKNOWN; 2],
            Truth::True => [YES, NO],
        }
    }
}

#[inline]
fn bytes(case: &Case, words: TextRef) -> &[u8] {
    let start = usize::try_from(words.start).unwrap_or(usize::MAX);
    let len = usize::try_from(words.len).unwrap_or(0);
    case.text.as_bytes().get(start..start.saturating_add(len)).unwrap_or(&[])
}

#[inline]
fn constant_bytes(law: &crate::plan::Law, constant: Id<Constant>) -> &[u8] {
    match &law.nodes.constants[constant] {
        Constant::Text(text) => text.as_bytes(),
        Constant::Eccn(code) => code.as_str().as_bytes(),
        Constant::Number(_) | Constant::Date(_) | Constant::Duration(_) | Constant::Code(_) => &[],
    }
}
