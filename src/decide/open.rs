//! The questions that a condition turns on while facts are missing.
//!
//! What is unknown today is yes or no in the end, and the same yes or no wherever it is asked. Where two rules turn on
//! one question, it can be followed both ways. That holds for a question only if all facts together are sure to answer
//! it: one that can go wrong, or that the law itself leaves open, may stay without an answer for ever.

use super::eval::Evaluator;
use crate::check::typed::Arithmetic;
use crate::plan::layout::Kind;
use crate::plan::node::{Constant, InstanceId, Node, NodeId, Run};
use crate::plan::slot::{Address, Keeper};
use crate::plan::{Epoch, Law};
use crate::value::Truth;
use std::collections::BTreeSet;

impl Evaluator<'_> {
    /// The questions that a condition turns on, in the order in which they are asked: unknown, and joined by nothing but
    /// and, or, not and choices between them.
    pub fn open_questions(&mut self, condition: NodeId) -> Vec<NodeId> {
        let law = self.law;
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![condition];
        while let Some(id) = open.pop() {
            if !seen.insert(id) || !self.truth(id).is_unknown() {
                continue;
            }
            match law.nodes.nodes[id] {
                Node::And(run) | Node::Or(run) | Node::AtLeast(_, run) => {
                    open.extend(law.nodes.kids(run).iter().rev());
                }
                Node::Not(inner) => open.push(inner),
                Node::If(condition, then, otherwise) => open.extend([otherwise, then, condition]),
                Node::Instance(instance) if !law.instances[instance].fixpoint => open.extend(self.body(instance)),
                _ => found.push(id),
            }
        }
        found
    }

    /// Whether an open question waits for a judgment or a missing fact, and is sure to be answered by them.
    pub fn will_be_answered(&mut self, question: NodeId) -> bool {
        let judged = matches!(self.law.nodes.nodes[question], Node::Discretion(_));
        if !judged && self.missing_for(question).1.is_empty() {
            return false;
        }
        let mut sure = Sure { law: self.law, epoch: self.epoch, seen: BTreeSet::new(), open: Vec::new() };
        sure.node(question)
    }
}

/// Goes through everything that a question rests on.
struct Sure<'a> {
    law: &'a Law,
    epoch: &'a Epoch,
    seen: BTreeSet<NodeId>,
    /// Definitions that rest on the one being looked at.
    open: Vec<InstanceId>,
}

impl Sure<'_> {
    /// Whether a step is sure to give something once all facts are known.
    fn node(&mut self, id: NodeId) -> bool {
        let law = self.law;
        let node = law.nodes.nodes[id];
        // A least fixpoint ends; what goes down the parts of a thing may be too deep to be followed.
        if let Node::Instance(instance) | Node::Call(instance, _) = node
            && self.open.contains(&instance)
        {
            return law.instances[instance].fixpoint;
        }
        if !self.seen.insert(id) {
            return true;
        }
        match node {
            Node::Truth(truth) => truth != Truth::Unknown,
            // Days and months have no common measure.
            Node::Constant(constant) => !matches!(law.nodes.constants[constant], Constant::Duration(_)),
            Node::Slot(at) | Node::Has(at) | Node::CompareSlot(_, at, _) | Node::SlotInSet(at, _) => is_of_case(at),
            Node::Local(_) | Node::Absent | Node::Discretion(_) => true,
            Node::Field(inner, _)
            | Node::HasField(inner, _)
            | Node::Not(inner)
            | Node::InSet(inner, _)
            | Node::CodeUnder(inner, _)
            | Node::Bounded(inner, ..) => self.node(inner),
            Node::And(run) | Node::Or(run) | Node::AtLeast(_, run) | Node::List(run) => self.run(run),
            Node::CompareNumbers(_, left, right) | Node::InList(left, right) | Node::Quantified(_, _, left, right) => {
                self.node(left) && self.node(right)
            }
            Node::Compare(_, left, right) => !self.has_durations() && self.node(left) && self.node(right),
            Node::If(condition, then, otherwise) => self.node(condition) && self.node(then) && self.node(otherwise),
            Node::Value(value) => self.epoch.values.get(value).copied().flatten().is_some_and(|it| self.node(it)),
            Node::Instance(instance) => self.instance(instance),
            Node::Call(instance, run) => self.run(run) && self.instance(instance),
            // One list after the other.
            Node::Arithmetic(Arithmetic::Concat, left, right) => self.node(left) && self.node(right),
            // Numbers can grow too large or too fine, tables have gaps, and what is made on the spot has no end.
            Node::Unknown
            | Node::Aggregated(..)
            | Node::Arithmetic(..)
            | Node::Convert(..)
            | Node::Negate(_)
            | Node::CalendarYear(_)
            | Node::Table(_)
            | Node::Row(..)
            | Node::Construct(..)
            | Node::Range(..)
            | Node::OneOf(_) => false,
        }
    }

    fn run(&mut self, run: Run) -> bool {
        let law = self.law;
        law.nodes.kids(run).iter().all(|kid| self.node(*kid))
    }

    fn instance(&mut self, instance: InstanceId) -> bool {
        let Some(body) = self.epoch.instances.get(instance.index()).copied().flatten() else {
            // An entry that is not in force covers nothing.
            return matches!(self.law.instances[instance].of, crate::plan::law::Source::Entry(_));
        };
        self.open.push(instance);
        let sure = self.node(body);
        self.open.pop();
        sure
    }

    fn has_durations(&self) -> bool {
        let fields = self.law.layout.records.iter().flat_map(|record| &record.fields).map(|field| &field.kind);
        let mut kinds = fields.chain(self.law.layout.facts.iter().map(|fact| &fact.kind));
        kinds.any(|kind| match kind {
            Kind::List(of) => **of == Kind::Duration,
            kind => *kind == Kind::Duration,
        })
    }
}

/// A cell of a table may be empty.
fn is_of_case(address: Address) -> bool {
    address.keeper() == Keeper::Case
}
