//! The questions that are asked in a straight line, all of them, before any other.

use super::eval::Evaluator;
use super::truths::encoded;
use crate::facts::Case;
use crate::plan::line::{Answer, Line, Step};
use crate::plan::node::{Constant, NodeId};
use crate::plan::slot::{Slot, TextRef};
use crate::value::Truth;

impl Evaluator<'_> {
    /// Answers the line of the day, and remembers the definitions and entries that it settles.
    pub(super) fn line(&mut self) {
        let line = &self.epoch.line;
        let mut answers = std::mem::take(&mut self.scratch.answers);
        answers.clear();
        answers.reserve(line.steps.len());
        for (step, node) in &line.steps {
            let answer = self.step(*step, *node, line, &answers);
            answers.push(answer);
        }
        for (instance, answer) in &line.instances {
            if let Some(known) = self.scratch.truths.get_mut(instance.index()) {
                *known = encoded(at(&answers, *answer));
            }
        }
        self.scratch.answers = answers;
    }

    /// One question. A fact that is not known in full is left to the evaluator.
    #[inline]
    fn step(&mut self, step: Step, node: NodeId, line: &Line, answers: &[Truth]) -> Truth {
        let case = self.case;
        match step {
            Step::Number(slot, orders, constant) => match held(case, slot) {
                Slot::Number(number) => orders.hold(number.cmp(&constant)),
                _ => self.slow(node),
            },
            Step::Member(slot, start, len) => match held(case, slot) {
                Slot::Code(code) => has(line, start, len, code).into(),
                _ => self.slow(node),
            },
            Step::Fact(slot) => match held(case, slot) {
                Slot::Bool(truth) => truth.into(),
                _ => self.slow(node),
            },
            Step::Text(slot, same, constant) => match held(case, slot) {
                Slot::Text(words) => Truth::from((bytes(case, words) == self.constant_bytes(constant)) == same),
                _ => self.slow(node),
            },
            Step::Code(slot, orders, constant) => match held(case, slot) {
                Slot::Code(code) => orders.hold(code.cmp(&constant)),
                _ => self.slow(node),
            },
            Step::Day(slot, orders, constant) => match held(case, slot) {
                Slot::Date(day) => orders.hold(day.cmp(&constant)),
                _ => self.slow(node),
            },
            Step::Known(truth) => truth,
            Step::Not(answer) => at(answers, answer).not(),
            Step::And(start, len) => joined(line, start, len).fold(Truth::True, |all, it| all.and(at(answers, it))),
            Step::Or(start, len) => joined(line, start, len).fold(Truth::False, |any, it| any.or(at(answers, it))),
        }
    }

    #[cold]
    fn slow(&mut self, node: NodeId) -> Truth {
        self.truth(node)
    }

    #[inline]
    fn constant_bytes(&self, constant: crate::source::Id<Constant>) -> &[u8] {
        match &self.law.nodes.constants[constant] {
            Constant::Text(text) => text.as_bytes(),
            Constant::Eccn(code) => code.as_str().as_bytes(),
            Constant::Number(_) | Constant::Date(_) | Constant::Duration(_) | Constant::Code(_) => &[],
        }
    }
}

/// An answer of the line.
#[inline]
pub(super) fn at(answers: &[Truth], answer: Answer) -> Truth {
    let position = usize::try_from(answer).unwrap_or(usize::MAX);
    answers.get(position).copied().unwrap_or(Truth::Unknown)
}

#[inline]
fn held(case: &Case, slot: u32) -> Slot {
    let position = usize::try_from(slot).unwrap_or(usize::MAX);
    case.slots.get(position).copied().unwrap_or(Slot::Unknown)
}

#[inline]
fn bytes(case: &Case, words: TextRef) -> &[u8] {
    let start = usize::try_from(words.start).unwrap_or(usize::MAX);
    let len = usize::try_from(words.len).unwrap_or(0);
    case.text.as_bytes().get(start..start.saturating_add(len)).unwrap_or(&[])
}

#[inline]
fn has(line: &Line, start: u32, len: u32, code: u32) -> bool {
    let word = code / 64;
    let position = usize::try_from(start.saturating_add(word)).unwrap_or(usize::MAX);
    word < len && line.words.get(position).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
}

#[inline]
fn joined(line: &Line, start: u32, len: u32) -> impl Iterator<Item = Answer> {
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let len = usize::try_from(len).unwrap_or(0);
    line.joined.get(start..start.saturating_add(len)).unwrap_or(&[]).iter().copied()
}
