//! The same case asked again: what is missing for an answer, and what if one question had another.

use super::eval::Evaluator;
use super::value::Value;
use super::verdict::Range;
use crate::plan::node::{Discretion, Node, NodeId};
use crate::plan::slot::{Address, Keeper};
use crate::source::Id;
use crate::value::{Number, Truth};

/// What is taken to be so, whatever the facts say.
#[derive(Debug, Clone, Default)]
pub struct Supposed {
    /// A step gives another number.
    pub number: Option<(NodeId, Number)>,
    /// Questions have these answers.
    pub answers: Vec<(NodeId, Truth)>,
}

impl Evaluator<'_> {
    /// The answer to a question, and the facts that are missing for it: those looked at that could still settle it.
    pub fn missing_for(&mut self, node: NodeId) -> (Truth, Vec<Address>) {
        self.releasing(|it| it.looking(|it| it.truth(node)))
    }

    /// The same for a step that gives any value.
    pub fn missing_for_value(&mut self, node: NodeId) -> (Value, Vec<Address>) {
        self.looking(|it| it.value(node))
    }

    /// The cells that tables of the law leave open, and that an answer waits for.
    pub fn gaps_for(&mut self, node: NodeId) -> Vec<Address> {
        self.releasing(|it| it.touching(Keeper::Law, |it| it.truth(node)).1)
    }

    /// The same for a step that gives any value.
    pub fn gaps_for_value(&mut self, node: NodeId) -> Vec<Address> {
        self.releasing(|it| it.touching(Keeper::Law, |it| it.value(node)).1)
    }

    // A cell that a table of the law leaves open is nothing that a case could give.
    fn looking<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> (T, Vec<Address>) {
        self.touching(Keeper::Case, look)
    }

    fn touching<T>(&mut self, keeper: Keeper, look: impl FnOnce(&mut Self) -> T) -> (T, Vec<Address>) {
        self.special(|it| {
            let answer = look(it);
            let mut touched = std::mem::take(&mut it.scratch.touched);
            touched.retain(|address| address.keeper() == keeper);
            (answer, touched)
        })
    }

    /// The judgments that an answer waits for.
    pub fn judgments_for(&mut self, node: NodeId) -> Vec<Id<Discretion>> {
        self.releasing(|it| {
            it.special(|it| {
                it.truth(node);
                std::mem::take(&mut it.scratch.judged)
            })
        })
    }

    /// The outcomes still possible if a number were another, with all that is worked out from it.
    pub fn if_it_were(&mut self, node: NodeId, number: Number) -> Range {
        self.scratch.supposed = Some((node, self.read_from(node), number));
        let range = self.releasing(|it| it.special(|it| it.quietly(Self::decide)));
        self.scratch.supposed = None;
        range
    }

    /// From here on all is as the facts say, but for what is supposed.
    pub fn suppose(&mut self, supposed: &Supposed) {
        self.scratch.supposed = supposed.number.map(|(node, number)| (node, self.read_from(node), number));
        self.scratch.assumed.clone_from(&supposed.answers);
        self.scratch.special = supposed.number.is_some() || !supposed.answers.is_empty();
        self.scratch.forget();
    }

    /// The place that a number is read from, if it is a fact.
    pub fn read_from(&self, node: NodeId) -> Option<Address> {
        match self.law.nodes.nodes[node] {
            Node::Slot(address) => Some(address),
            Node::Bounded(inner, ..) => self.read_from(inner),
            _ => None,
        }
    }

    /// What a step is supposed to give.
    pub(super) fn supposed(&self, node: NodeId) -> Option<Number> {
        self.scratch.supposed.filter(|(it, _, _)| *it == node).map(|(_, _, number)| number)
    }

    /// What a place is supposed to hold.
    #[cold]
    pub(super) fn supposed_at(&self, address: Address) -> Option<Number> {
        self.scratch.supposed.filter(|(_, at, _)| *at == Some(address)).map(|(_, _, number)| number)
    }

    /// Runs something while what is looked at is recorded and nothing is remembered.
    fn special<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let faults = self.scratch.faults.clone();
        let before = std::mem::replace(&mut self.scratch.special, true);
        self.scratch.touched.clear();
        self.scratch.judged.clear();
        self.scratch.looked.clear();
        self.scratch.goals = super::scratch::Goals::default();
        let answer = run(self);
        self.scratch.special = before;
        self.scratch.touched.clear();
        self.scratch.judged.clear();
        self.scratch.faults = faults;
        self.scratch.forget();
        answer
    }

    /// Runs something of which no value is kept, and gives up what was made on the spot for it.
    fn releasing<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let scratch = &self.scratch;
        let (slots, elements, text) = (scratch.slots.len(), scratch.elements.len(), scratch.text.len());
        let (partials, long) = (scratch.partials.len(), scratch.long.len());
        let answer = run(self);
        let scratch = &mut *self.scratch;
        scratch.slots.truncate(slots);
        scratch.origins.retain(|at, _| at.position() < slots);
        scratch.elements.truncate(elements);
        scratch.text.truncate(text);
        scratch.partials.truncate(partials);
        scratch.long.truncate(long);
        answer
    }

    /// Runs something and puts the verdict that stood before back.
    fn quietly<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let conditions = self.scratch.conditions.clone();
        let applies = self.scratch.applies.clone();
        let regimes = self.scratch.regimes.clone();
        let guidance = self.scratch.guidance;
        let rests_on = self.scratch.rests_on.clone();
        let answer = run(self);
        self.scratch.conditions = conditions;
        self.scratch.applies = applies;
        self.scratch.regimes = regimes;
        self.scratch.guidance = guidance;
        self.scratch.rests_on = rests_on;
        answer
    }
}
