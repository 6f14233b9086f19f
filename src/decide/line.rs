//! The questions that are asked in a straight line, all of them, before any other.

use super::eval::Evaluator;
use super::truths::encoded;
use crate::facts::Case;
use crate::plan::line::{Answers, Asked};
use crate::plan::node::{Constant, NodeId};
use crate::plan::slot::{Slot, TextRef};
use crate::source::Id;

impl Evaluator<'_> {
    /// Answers the line of the day, and remembers the definitions and entries that it settles.
    pub(super) fn line(&mut self) {
        let (line, case) = (&self.epoch.line, self.case);
        let mut answers = std::mem::take(&mut self.scratch.answers);
        answers.clear();
        self.each(&line.numbers, &mut answers, |held, (orders, constant)| match held {
            Slot::Number(number) => Some(orders.hold(number.cmp(&constant))),
            _ => None,
        });
        self.each(&line.members, &mut answers, |held, set| match held {
            Slot::Code(code) => Some(line.has(set, code)),
            _ => None,
        });
        self.each(&line.facts, &mut answers, |held, ()| match held {
            Slot::Bool(truth) => Some(truth),
            _ => None,
        });
        let law = self.law;
        self.each(&line.texts, &mut answers, |held, (same, constant)| match held {
            Slot::Text(words) => Some((bytes(case, words) == constant_bytes(law, constant)) == same),
            _ => None,
        });
        self.each(&line.codes, &mut answers, |held, (orders, constant)| match held {
            Slot::Code(code) => Some(orders.hold(code.cmp(&constant))),
            _ => None,
        });
        self.each(&line.days, &mut answers, |held, (orders, constant)| match held {
            Slot::Date(day) => Some(orders.hold(day.cmp(&constant))),
            _ => None,
        });
        for joint in &line.joints {
            let (sure, possible) = answers.all(line.parts(*joint));
            // The opposite is sure where the thing itself is not possible.
            answers.push(if joint.turned { !possible } else { sure }, if joint.turned { !sure } else { possible });
        }
        for (instance, answer) in &line.instances {
            if let Some(known) = self.scratch.truths.get_mut(instance.index()) {
                *known = encoded(answers.get(*answer));
            }
        }
        self.scratch.answers = answers;
        self.scratch.answered = true;
    }

    /// Questions of one kind. A fact that is not known in full is left to the evaluator.
    #[inline]
    fn each<T: Copy>(&mut self, asked: &[Asked<T>], answers: &mut Answers, holds: impl Fn(Slot, T) -> Option<bool>) {
        let case = self.case;
        for Asked { slot, node, what } in asked {
            let position = usize::try_from(*slot).unwrap_or(usize::MAX);
            let held = case.slots.get(position).copied().unwrap_or(Slot::Unknown);
            let (sure, possible) = holds(held, *what).map_or_else(|| self.slow(*node), |holds| (holds, holds));
            answers.push(sure, possible);
        }
    }

    #[cold]
    fn slow(&mut self, node: NodeId) -> (bool, bool) {
        let answer = self.truth(node);
        (answer.is_true(), !answer.is_false())
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
