//! Which questions of a day are for the line, and in what order they stand there.

use super::super::{Epoch, SetOf};
use super::{Answer, Asked, Joint, Line, Orders, Part};
use crate::check::typed::Comparison;
use crate::plan::law::{Law, Source};
use crate::plan::node::{Constant, InstanceId, Node, NodeId, Run, SetId};
use crate::plan::slot::{Address, Keeper};
use crate::source::Id;
use crate::value::{Date, Short, Truth};

/// A question, in the order in which it was met. It is numbered anew when all are known.
#[derive(Debug, Clone)]
enum Step {
    Number(u32, Orders, Short),
    Member(u32, SetId),
    Fact(u32),
    Text(u32, bool, Id<Constant>),
    Code(u32, Orders, u32),
    Day(u32, Orders, Date),
    /// All of some steps, each to be yes or to be no; or the opposite.
    Joint(Vec<(usize, bool)>, bool),
}

/// What is known of a node while the line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    /// Not for the line, or not yet: a definition that asks itself is none for it.
    Not,
    /// The step that answers it, and whether that is to be yes.
    At(usize, bool),
}

/// Definitions that rest on each other deeper than this are left to the evaluator, which counts and has a limit.
const DEEPEST: usize = 100;

struct Drawing<'a> {
    law: &'a Law,
    epoch: &'a Epoch,
    steps: Vec<(Step, NodeId)>,
    states: Vec<State>,
    /// Nodes that have an answer, in the order in which they got it.
    answered: Vec<NodeId>,
    instances: Vec<(InstanceId, usize)>,
}

/// Draws the line of a day, and notes with rules and limbs where it answers them, if it does.
pub(in super::super) fn draw(law: &Law, epoch: &mut Epoch) {
    let states = vec![State::Unseen; law.nodes.nodes.len()];
    let (steps, answered, instances) = (Vec::new(), Vec::new(), Vec::new());
    let mut drawing = Drawing { law, epoch, steps, states, answered, instances };
    let answers: Vec<_> = drawing.epoch.rules.iter().map(|rule| drawing.root(rule.condition)).collect();
    let (line, places) = drawing.line();
    let states = drawing.states;
    for (rule, answer) in epoch.rules.iter_mut().zip(answers) {
        rule.answer = answer.and_then(|step| places.get(step).copied());
    }
    for limb in &mut epoch.limbs {
        limb.answer = match states.get(limb.node.index()) {
            Some(State::At(step, yes)) => places.get(*step).map(|answer| (*answer, *yes)),
            _ => None,
        };
    }
    epoch.line = line;
    if epoch.rules.iter().all(|rule| rule.answer.is_some()) {
        epoch.line.instances.clear();
    }
}

impl Drawing<'_> {
    /// A whole condition. If some of it is not for the line, none of it is: it may not be needed.
    fn root(&mut self, node: NodeId) -> Option<usize> {
        let (steps, instances, answered) = (self.steps.len(), self.instances.len(), self.answered.len());
        let answer = self.ask(node, 0).map(|found| self.upright(found, node));
        if answer.is_none() {
            self.steps.truncate(steps);
            self.instances.truncate(instances);
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

    /// The step of an answer that others look at by itself: it must be the one that is to be yes.
    fn upright(&mut self, (step, yes): (usize, bool), node: NodeId) -> usize {
        if yes {
            return step;
        }
        let step = self.push(Step::Joint(vec![(step, false)], false), node);
        self.set(node, State::At(step, true));
        step
    }

    fn ask(&mut self, node: NodeId, depth: usize) -> Option<(usize, bool)> {
        match self.states.get(node.index()) {
            Some(State::At(step, yes)) => return Some((*step, *yes)),
            Some(State::Not) | None => return None,
            Some(State::Unseen) => self.set(node, State::Not),
        }
        if depth > DEEPEST {
            return None;
        }
        let (step, yes) = self.made(node, depth)?;
        self.set(node, State::At(step, yes));
        self.answered.push(node);
        Some((step, yes))
    }

    fn made(&mut self, node: NodeId, depth: usize) -> Option<(usize, bool)> {
        let law = self.law;
        let step = match law.nodes.nodes[node] {
            Node::Truth(Truth::True) => Step::Joint(Vec::new(), false),
            Node::Truth(Truth::False) => Step::Joint(Vec::new(), true),
            Node::Slot(address) => Step::Fact(self.slot(address)?),
            Node::CompareSlot(op, address, constant) => match &law.nodes.constants[constant] {
                Constant::Number(number) => Step::Number(self.slot(address)?, op.into(), Short::of(*number)?),
                _ => return None,
            },
            Node::Compare(op, left, right) => self.compared(op, left, right)?,
            Node::SlotInSet(address, set) => match &self.epoch.sets[set] {
                SetOf::Bits(_) => Step::Member(self.slot(address)?, set),
                SetOf::Texts(_) => return None,
            },
            Node::Not(inner) => {
                let (step, yes) = self.ask(inner, depth + 1)?;
                return Some((step, !yes));
            }
            Node::And(run) => Step::Joint(self.kids(run, true, depth)?, false),
            // One holds unless all do not.
            Node::Or(run) => Step::Joint(self.kids(run, false, depth)?, true),
            Node::Instance(instance) => return self.instance(instance, node, depth),
            _ => return None,
        };
        Some((self.push(step, node), true))
    }

    fn push(&mut self, step: Step, node: NodeId) -> usize {
        self.steps.push((step, node));
        self.steps.len() - 1
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

    fn kids(&mut self, run: Run, wanted: bool, depth: usize) -> Option<Vec<(usize, bool)>> {
        let law = self.law;
        let kid = |kid: &NodeId| self.ask(*kid, depth + 1).map(|(step, yes)| (step, yes == wanted));
        law.nodes.kids(run).iter().map(kid).collect()
    }

    fn instance(&mut self, instance: InstanceId, node: NodeId, depth: usize) -> Option<(usize, bool)> {
        let of = &self.law.instances[instance];
        if of.fixpoint {
            return None;
        }
        let step = match (self.epoch.instances.get(instance.index()).copied().flatten(), of.of) {
            (Some(body), _) => {
                let answer = self.ask(body, depth + 1)?;
                self.upright(answer, body)
            }
            // An entry that is not in force covers nothing; a definition that is not is a fault, and not for the line.
            (None, Source::Entry(_)) => self.push(Step::Joint(Vec::new(), true), node),
            (None, Source::Define(_)) => return None,
        };
        self.instances.push((instance, step));
        Some((step, true))
    }

    /// The line, and the answer of each step.
    fn line(&self) -> (Line, Vec<Answer>) {
        let mut line = Line::default();
        for (step, node) in &self.steps {
            self.place(step, *node, &mut line);
        }
        let places = self.places(&line);
        let place = |step: usize| places.get(step).copied().unwrap_or(0);
        for (step, _) in &self.steps {
            let Step::Joint(joined, turned) = step else { continue };
            let (start, parts) = (line.parts.len(), parts(joined, place));
            let count = |count: usize| u32::try_from(count).unwrap_or(0);
            line.joints.push(Joint { start: count(start), len: count(parts.len()), turned: *turned });
            line.parts.extend(parts);
        }
        line.instances = self.instances.iter().map(|(instance, step)| (*instance, place(*step))).collect();
        line.answers = u32::try_from(self.steps.len()).unwrap_or(u32::MAX);
        (line, places)
    }

    /// Puts a question about a fact among those of its kind.
    fn place(&self, step: &Step, node: NodeId, line: &mut Line) {
        match *step {
            Step::Number(slot, orders, number) => line.numbers.push(Asked { slot, node, what: (orders, number) }),
            Step::Member(slot, set) => {
                let SetOf::Bits(words) = &self.epoch.sets[set] else { return };
                let count = |count: usize| u32::try_from(count).unwrap_or(0);
                let what = (count(line.words.len()), count(words.len()));
                line.words.extend(words);
                line.members.push(Asked { slot, node, what });
            }
            Step::Fact(slot) => line.facts.push(Asked { slot, node, what: () }),
            Step::Text(slot, same, text) => line.texts.push(Asked { slot, node, what: (same, text) }),
            Step::Code(slot, orders, code) => line.codes.push(Asked { slot, node, what: (orders, code) }),
            Step::Day(slot, orders, day) => line.days.push(Asked { slot, node, what: (orders, day) }),
            Step::Joint(..) => {}
        }
    }

    /// The answer of each step, once it is known how many there are of each kind.
    fn places(&self, line: &Line) -> Vec<Answer> {
        let kinds = [line.numbers.len(), line.members.len(), line.facts.len(), line.texts.len(), line.codes.len()];
        let [numbers, members, facts, texts, codes] = kinds;
        let mut next = [0, numbers, members, facts, texts, codes, line.days.len()];
        let mut sum = 0;
        for first in &mut next {
            sum += *first;
            *first = sum;
        }
        let kind = |step: &Step| match step {
            Step::Number(..) => 0,
            Step::Member(..) => 1,
            Step::Fact(_) => 2,
            Step::Text(..) => 3,
            Step::Code(..) => 4,
            Step::Day(..) => 5,
            Step::Joint(..) => 6,
        };
        let place = |(step, _): &(Step, NodeId)| {
            let Some(next) = next.get_mut(kind(step)) else { return 0 };
            *next += 1;
            u32::try_from(*next - 1).unwrap_or(0)
        };
        self.steps.iter().map(place).collect()
    }
}

/// Answers that are to be yes or no, by the words in which they stand.
fn parts(joined: &[(usize, bool)], place: impl Fn(usize) -> Answer) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (step, yes) in joined {
        let answer = place(*step);
        let (word, bit) = (answer / 64, 1 << (answer % 64));
        let at = parts.iter().position(|part| part.word == word).unwrap_or_else(|| {
            parts.push(Part { word, yes: 0, no: 0 });
            parts.len() - 1
        });
        if let Some(part) = parts.get_mut(at) {
            *(if *yes { &mut part.yes } else { &mut part.no }) |= bit;
        }
    }
    parts
}
