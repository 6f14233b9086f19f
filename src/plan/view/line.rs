//! The questions of a day that can be asked in a straight line.
//!
//! Most conditions only set facts at known places against constants, and join the answers by and, or and not. Nothing
//! in them can go wrong, be presumed or go in circles, so it makes no difference to ask all of them, in a fixed order,
//! without a look at which are needed; and a processor that need not guess is far quicker than one that asks less.
//! Whatever else a law asks is left to the evaluator, which takes one question at a time.

use super::{Epoch, SetOf};
use crate::check::typed::Comparison;
use crate::plan::law::{Law, Source};
use crate::plan::node::{Constant, InstanceId, Node, NodeId, Run, SetId};
use crate::plan::slot::{Address, Keeper};
use crate::source::Id;
use crate::value::{Date, Short, Truth};
use std::cmp::Ordering;

/// Which of the answers of the line, counted from its beginning.
pub type Answer = u32;

/// Questions, each after those it needs.
#[derive(Debug, Default)]
pub struct Line {
    /// Each with the node it answers.
    pub steps: Vec<(Step, NodeId)>,
    /// The answers that steps join.
    pub joined: Vec<Answer>,
    /// The members of sets, one bit each.
    pub words: Vec<u64>,
    /// Definitions and entries that the line answers, for those that the evaluator asks about them.
    pub instances: Vec<(InstanceId, Answer)>,
}

/// A question. Slots are positions in the case.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// A number stands so to a constant.
    Number(u32, Orders, Short),
    /// A day stands so to a constant.
    Day(u32, Orders, Date),
    /// An alternative is, or is not, the one.
    Code(u32, Orders, u32),
    /// A text is, or is not, the same as a constant.
    Text(u32, bool, Id<Constant>),
    /// An alternative is in a set: the first of its words, and how many they are.
    Member(u32, u32, u32),
    /// A truth value that the case gives.
    Fact(u32),
    /// The same whatever the case.
    Known(Truth),
    /// The opposite.
    Not(Answer),
    /// All hold: a part of `joined`.
    And(u32, u32),
    /// One holds at least: a part of `joined`.
    Or(u32, u32),
}

/// The orders of two values in which a comparison holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orders(u8);

impl Orders {
    /// Whether the comparison holds of two values in this order.
    #[inline]
    pub fn hold(self, order: Ordering) -> Truth {
        let bit = match order {
            Ordering::Less => 1,
            Ordering::Equal => 2,
            Ordering::Greater => 4,
        };
        (self.0 & bit != 0).into()
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

/// What is known of a node while the line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    /// Not for the line, or not yet: a definition that asks itself is none for it.
    Not,
    At(Answer),
}

/// Definitions that rest on each other deeper than this are left to the evaluator, which counts and has a limit.
const DEEPEST: usize = 100;

struct Drawing<'a> {
    law: &'a Law,
    epoch: &'a Epoch,
    line: Line,
    states: Vec<State>,
    /// Nodes that have an answer, in the order in which they got it.
    answered: Vec<NodeId>,
}

/// Draws the line of a day, and notes with rules and limbs where it answers them, if it does.
pub(super) fn draw(law: &Law, epoch: &mut Epoch) {
    let states = vec![State::Unseen; law.nodes.nodes.len()];
    let mut drawing = Drawing { law, epoch, line: Line::default(), states, answered: Vec::new() };
    let answers: Vec<_> = drawing.epoch.rules.iter().map(|rule| drawing.root(rule.condition)).collect();
    let Drawing { line, states, .. } = drawing;
    for (rule, answer) in epoch.rules.iter_mut().zip(answers) {
        rule.answer = answer;
    }
    for limb in &mut epoch.limbs {
        limb.answer = match states.get(limb.node.index()) {
            Some(State::At(answer)) => Some(*answer),
            _ => None,
        };
    }
    epoch.line = line;
}

impl Drawing<'_> {
    /// A whole condition. If some of it is not for the line, none of it is: it may not be needed.
    fn root(&mut self, node: NodeId) -> Option<Answer> {
        let (steps, joined, words) = (self.line.steps.len(), self.line.joined.len(), self.line.words.len());
        let (instances, answered) = (self.line.instances.len(), self.answered.len());
        let answer = self.ask(node, 0);
        if answer.is_none() {
            self.line.steps.truncate(steps);
            self.line.joined.truncate(joined);
            self.line.words.truncate(words);
            self.line.instances.truncate(instances);
            for node in self.answered.split_off(answered) {
                self.set(node, State::Unseen);
            }
        }
        answer
    }

    fn set(&mut self, node: NodeId, state: State) {
        if let Some(slot) = self.states.get_mut(node.index()) {
            *slot = state;
        }
    }

    fn ask(&mut self, node: NodeId, depth: usize) -> Option<Answer> {
        match self.states.get(node.index()) {
            Some(State::At(answer)) => return Some(*answer),
            Some(State::Not) | None => return None,
            Some(State::Unseen) => self.set(node, State::Not),
        }
        if depth > DEEPEST {
            return None;
        }
        let answer = self.made(node, depth)?;
        self.set(node, State::At(answer));
        self.answered.push(node);
        Some(answer)
    }

    fn made(&mut self, node: NodeId, depth: usize) -> Option<Answer> {
        let law = self.law;
        let step = match law.nodes.nodes[node] {
            Node::Truth(truth) => Step::Known(truth),
            Node::Slot(address) => Step::Fact(self.slot(address)?),
            Node::CompareSlot(op, address, constant) => match &law.nodes.constants[constant] {
                Constant::Number(number) => Step::Number(self.slot(address)?, op.into(), Short::of(*number)?),
                _ => return None,
            },
            Node::Compare(op, left, right) => self.compared(op, left, right)?,
            Node::SlotInSet(address, set) => self.member(self.slot(address)?, set)?,
            Node::Not(inner) => Step::Not(self.ask(inner, depth + 1)?),
            Node::And(run) => {
                let (start, len) = self.joined(run, depth)?;
                Step::And(start, len)
            }
            Node::Or(run) => {
                let (start, len) = self.joined(run, depth)?;
                Step::Or(start, len)
            }
            Node::Instance(instance) => return self.instance(instance, node, depth),
            _ => return None,
        };
        self.push(step, node)
    }

    fn push(&mut self, step: Step, node: NodeId) -> Option<Answer> {
        let answer = u32::try_from(self.line.steps.len()).ok()?;
        self.line.steps.push((step, node));
        Some(answer)
    }

    /// A place in the case of which nothing is presumed.
    fn slot(&self, address: Address) -> Option<u32> {
        let presumed = self.epoch.presumptions.iter().any(|(fact, _, _)| *fact == address);
        if presumed || address.keeper() != Keeper::Case {
            return None;
        }
        u32::try_from(address.position()).ok()
    }

    fn compared(&self, op: Comparison, left: NodeId, right: NodeId) -> Option<Step> {
        let nodes = &self.law.nodes;
        let (Node::Slot(address), Node::Constant(constant)) = (nodes.nodes[left], nodes.nodes[right]) else {
            return None;
        };
        let slot = self.slot(address)?;
        let same = matches!(op, Comparison::Equal | Comparison::NotEqual).then_some(op == Comparison::Equal);
        Some(match &nodes.constants[constant] {
            Constant::Date(day) => Step::Day(slot, op.into(), *day),
            Constant::Code(code) => Step::Code(slot, op.into(), *code),
            Constant::Text(_) | Constant::Eccn(_) => Step::Text(slot, same?, constant),
            Constant::Number(_) | Constant::Duration(_) => return None,
        })
    }

    fn member(&mut self, slot: u32, set: SetId) -> Option<Step> {
        let SetOf::Bits(words) = &self.epoch.sets[set] else { return None };
        let (start, len) = (u32::try_from(self.line.words.len()).ok()?, u32::try_from(words.len()).ok()?);
        self.line.words.extend(words);
        Some(Step::Member(slot, start, len))
    }

    fn joined(&mut self, run: Run, depth: usize) -> Option<(u32, u32)> {
        let law = self.law;
        let kids = law.nodes.kids(run);
        let answers: Option<Vec<Answer>> = kids.iter().map(|kid| self.ask(*kid, depth + 1)).collect();
        let start = u32::try_from(self.line.joined.len()).ok()?;
        self.line.joined.extend(answers?);
        Some((start, run.len))
    }

    fn instance(&mut self, instance: InstanceId, node: NodeId, depth: usize) -> Option<Answer> {
        let of = &self.law.instances[instance];
        if of.fixpoint {
            return None;
        }
        let answer = match (self.epoch.instances.get(instance.index()).copied().flatten(), of.of) {
            (Some(body), _) => self.ask(body, depth + 1)?,
            // An entry that is not in force covers nothing; a definition that is not is a fault, and not for the line.
            (None, Source::Entry(_)) => self.push(Step::Known(Truth::False), node)?,
            (None, Source::Define(_)) => return None,
        };
        self.line.instances.push((instance, answer));
        Some(answer)
    }
}
