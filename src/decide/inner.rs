//! The questions inside a question: a comparison may choose between numbers by a condition, and what is asked of every member
//! of a list may ask something that is the same for all of them.
//!
//! Whoever answers these first finds many of the questions around them answered.

use super::eval::Evaluator;
use crate::plan::node::{About, Node, NodeId};
use crate::value::Truth;
use std::collections::BTreeMap;

/// Questions are looked for so many definitions deep.
const DEEPEST: u32 = 8;

impl Evaluator<'_> {
    /// The unknown questions inside an open question that do not turn on a variable, innermost first.
    pub fn inner_questions(&mut self, question: NodeId) -> Vec<NodeId> {
        let mut inside = Inside { evaluator: self, seen: BTreeMap::new(), found: Vec::new(), depth: 0 };
        inside.go_through(question, true);
        let mut found = inside.found;
        found.retain(|inner| *inner != question);
        found
    }
}

struct Inside<'e, 'a> {
    evaluator: &'e mut Evaluator<'a>,
    /// Steps that were gone through, for their truth or not, and whether they are closed.
    seen: BTreeMap<(NodeId, bool), bool>,
    found: Vec<NodeId>,
    /// So many definitions lie around the step.
    depth: u32,
}

impl Inside<'_, '_> {
    /// Goes through a step, and says whether it is closed: the same whatever the variables around it hold.
    fn go_through(&mut self, id: NodeId, asks: bool) -> bool {
        let law = self.evaluator.law();
        let nodes = &law.nodes;
        // What is joined by and, or and not is no question by itself: its parts are.
        let mut joins = false;
        if let Some(closed) = self.seen.get(&(id, asks)) {
            return *closed;
        }
        // Nothing rests on itself but least fixpoints, which are not gone through.
        self.seen.insert((id, asks), false);
        let closed = match nodes.nodes[id] {
            Node::Local(_) => false,
            Node::And(run) | Node::Or(run) | Node::AtLeast(_, run) => {
                joins = true;
                self.go_through_all(nodes.kids(run), asks)
            }
            Node::Not(inner) => {
                joins = true;
                self.go_through(inner, asks)
            }
            Node::If(condition, then, otherwise) => {
                joins = true;
                let closed = self.go_through(condition, true);
                // What is not chosen is not asked.
                let chosen = if closed { self.evaluator.truth(condition) } else { Truth::Unknown };
                let then = chosen.is_false() || self.go_through(then, asks);
                let otherwise = chosen.is_true() || self.go_through(otherwise, asks);
                closed && then && otherwise
            }
            Node::Quantified(_, _, list, condition) => {
                let list = self.go_through(list, false);
                self.go_through(condition, true) && list
            }
            Node::Aggregated(_, _, list, each, filter) => {
                let list = self.go_through(list, false);
                let each = each.is_none_or(|each| self.go_through(each, false));
                filter.is_none_or(|filter| self.go_through(filter, true)) && each && list
            }
            Node::Field(inner, _)
            | Node::HasField(inner, _)
            | Node::InSet(inner, _)
            | Node::CodeUnder(inner, _)
            | Node::Convert(_, inner)
            | Node::Negate(inner)
            | Node::Bounded(inner, ..)
            | Node::CalendarYear(inner)
            | Node::Row(_, inner) => self.go_through(inner, false),
            Node::CompareNumbers(_, left, right)
            | Node::Compare(_, left, right)
            | Node::InList(left, right)
            | Node::Arithmetic(_, left, right) => {
                let left = self.go_through(left, false);
                self.go_through(right, false) && left
            }
            Node::List(run) | Node::Call(_, run) | Node::Construct(_, run) | Node::OneOf(run) => {
                self.go_through_all(nodes.kids(run), false)
            }
            // A definition without arguments that vary is closed, whatever its own variables are.
            Node::Instance(instance) => {
                joins = true;
                let body = self.evaluator.body(instance).filter(|_| !law.instances[instance].fixpoint);
                if let Some(body) = body.filter(|_| self.depth < DEEPEST) {
                    self.depth += 1;
                    self.go_through(body, asks);
                    self.depth -= 1;
                }
                true
            }
            Node::Truth(_)
            | Node::Constant(_)
            | Node::Absent
            | Node::Unknown
            | Node::Slot(_)
            | Node::Has(_)
            | Node::CompareSlot(..)
            | Node::SlotInSet(..)
            | Node::Value(_)
            | Node::Table(_)
            | Node::Range(..) => true,
            // About each thing there is a judgment of its own.
            Node::Discretion(question) => nodes.discretions[question].about != About::Each,
        };
        if asks && closed && !joins && self.evaluator.truth(id).is_unknown() {
            self.found.push(id);
        }
        self.seen.insert((id, asks), closed);
        closed
    }

    fn go_through_all(&mut self, ids: &[NodeId], asks: bool) -> bool {
        let mut closed = true;
        for id in ids {
            closed &= self.go_through(*id, asks);
        }
        closed
    }
}
