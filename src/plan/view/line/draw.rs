//! Which questions of a day are for the line, and in what order they stand there.

use super::super::{Epoch, SetOf};
use super::{Answer, Asked, JOINED, Joint, Line, NO, Orders, YES};
use crate::check::typed::Comparison;
use crate::plan::law::{Law, Source};
use crate::plan::node::{Constant, InstanceId, Node, NodeId, Run, SetId};
use crate::plan::slot::{Address, Keeper};
use crate::source::Id;
use crate::value::{Date, Short};

/// A question, in the order in which it was met. It is numbered anew when all are known.
#[derive(Debug, Clone)]
enum Step {
    Number(u32, Orders, Short),
    Member(u32, SetId),
    Fact(u32),
    Text(u32, bool, Id<Constant>),
    Code(u32, Orders, u32),
    Day(u32, Orders, Date),
    /// All of these.
    Joint(Vec<Found>),
}

/// What answers a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// The same whatever the case.
    Known(bool),
    /// A step; if it is not to be yes, its opposite.
    Step(usize, bool),
}

impl Found {
    fn not(self) -> Self {
        match self {
            Self::Known(yes) => Self::Known(!yes),
            Self::Step(step, yes) => Self::Step(step, !yes),
        }
    }
}

/// What is known of a node while the line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    /// Not for the line, or not yet: a definition that asks itself is none for it.
    Not,
    At(Found),
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
    instances: Vec<(InstanceId, Found)>,
}

/// Draws the line of a day, and notes with rules and limbs where it answers them, if it does.
pub(in super::super) fn draw(law: &Law, epoch: &mut Epoch) {
    let states = vec![State::Unseen; law.nodes.nodes.len()];
    let (steps, answered, instances) = (Vec::new(), Vec::new(), Vec::new());
    let mut drawing = Drawing { law, epoch, steps, states, answered, instances };
    let answers: Vec<_> = drawing.epoch.rules.iter().map(|rule| drawing.root(rule.condition)).collect();
    let (line, places) = drawing.line();
    let states = drawing.states;
    for (rule, found) in epoch.rules.iter_mut().zip(answers) {
        rule.answer = found.map(|found| places.answer(found));
    }
    for limb in &mut epoch.limbs {
        limb.answer = match states.get(limb.node.index()) {
            Some(State::At(found)) => Some(places.answer(*found)),
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
    fn root(&mut self, node: NodeId) -> Option<Found> {
        let (steps, instances, answered) = (self.steps.len(), self.instances.len(), self.answered.len());
        let answer = self.ask(node, 0);
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

    fn ask(&mut self, node: NodeId, depth: usize) -> Option<Found> {
        match self.states.get(node.index()) {
            Some(State::At(found)) => return Some(*found),
            Some(State::Not) | None => return None,
            Some(State::Unseen) => self.set(node, State::Not),
        }
        if depth > DEEPEST {
            return None;
        }
        let found = self.made(node, depth)?;
        self.set(node, State::At(found));
        self.answered.push(node);
        Some(found)
    }

    fn made(&mut self, node: NodeId, depth: usize) -> Option<Found> {
        let law = self.law;
        let step = match law.nodes.nodes[node] {
            Node::Truth(truth) => return truth.known().map(Found::Known),
            Node::Slot(address) => Step::Fact(self.slot(address)?),
            Node::CompareSlot(op, address, constant) => match &law.nodes.constants[constant] {
                Constant::Number(number) => Step::Number(self.slot(address)?, op.into(), Short::of(*number)?),
                _ => return None,
            },
            Node::Compare(op, left, right) => self.compared(op, left, right)?,
            Node::SlotInSet(address, set) => match &self.epoch.sets[set] {
                SetOf::Bits(_) => Step::Member(self.slot(address)?, set),
                SetOf::Listed(_) | SetOf::Open(_) => return None,
            },
            Node::Not(inner) => return self.ask(inner, depth + 1).map(Found::not),
            Node::And(run) => return self.all(run, node, depth, |kid| kid),
            // One holds unless all do not.
            Node::Or(run) => return self.all(run, node, depth, Found::not).map(Found::not),
            Node::Instance(instance) => return self.instance(instance, depth),
            _ => return None,
        };
        Some(self.push(step, node))
    }

    fn push(&mut self, step: Step, node: NodeId) -> Found {
        self.steps.push((step, node));
        Found::Step(self.steps.len() - 1, true)
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

    /// All of some nodes, each as it is or turned. A long row is joined piece by piece.
    fn all(&mut self, run: Run, node: NodeId, depth: usize, turn: fn(Found) -> Found) -> Option<Found> {
        let law = self.law;
        let kids = law.nodes.kids(run).iter().map(|kid| self.ask(*kid, depth + 1).map(turn));
        let kids: Vec<Found> = kids.collect::<Option<_>>()?;
        let (first, rest) = kids.split_at(kids.len().min(JOINED));
        let mut all = self.push(Step::Joint(first.to_vec()), node);
        for more in rest.chunks(JOINED - 1) {
            let joined = std::iter::once(all).chain(more.iter().copied()).collect();
            all = self.push(Step::Joint(joined), node);
        }
        Some(all)
    }

    fn instance(&mut self, instance: InstanceId, depth: usize) -> Option<Found> {
        let of = &self.law.instances[instance];
        if of.fixpoint {
            return None;
        }
        let found = match (self.epoch.instances.get(instance.index()).copied().flatten(), of.of) {
            (Some(body), _) => self.ask(body, depth + 1)?,
            // An entry that is not in force covers nothing; a definition that is not is a fault, and not for the line.
            (None, Source::Entry(_)) => Found::Known(false),
            (None, Source::Define(_)) => return None,
        };
        self.instances.push((instance, found));
        Some(found)
    }

    /// The line, and where each step has its place in it.
    fn line(&self) -> (Line, Places) {
        let mut line = Line::default();
        for (step, node) in &self.steps {
            self.place(step, *node, &mut line);
        }
        let places = self.places(&line);
        for (step, _) in &self.steps {
            let Step::Joint(joined) = step else { continue };
            let mut joint: Joint = [YES; JOINED];
            for (place, found) in joint.iter_mut().zip(joined) {
                *place = places.answer(*found);
            }
            line.joints.push(joint);
        }
        line.instances = self.instances.iter().map(|(instance, found)| (*instance, places.answer(*found))).collect();
        line.size = self.steps.len() + 1;
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

    /// The place of each step, once it is known how many there are of each kind.
    fn places(&self, line: &Line) -> Places {
        let kinds = [line.numbers.len(), line.members.len(), line.facts.len(), line.texts.len(), line.codes.len()];
        let [numbers, members, facts, texts, codes] = kinds;
        // The pair of yes and no is before them all.
        let mut next = [1, numbers, members, facts, texts, codes, line.days.len()];
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
        Places(self.steps.iter().map(place).collect())
    }
}

/// The pair of each step.
struct Places(Vec<u32>);

impl Places {
    fn answer(&self, found: Found) -> Answer {
        match found {
            Found::Known(true) => YES,
            Found::Known(false) => NO,
            Found::Step(step, yes) => self.0.get(step).map_or(NO, |pair| pair * 2 + u32::from(!yes)),
        }
    }
}
