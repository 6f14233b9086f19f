//! The same case asked again: what is missing for an answer, and what if one question had another.

use super::eval::Evaluator;
use super::verdict::Range;
use crate::plan::node::NodeId;
use crate::plan::slot::{Address, Keeper};
use crate::value::Truth;

impl Evaluator<'_> {
    /// The answer to a question, and the facts that are missing for it: those looked at that could still settle it.
    pub fn missing_for(&mut self, node: NodeId) -> (Truth, Vec<Address>) {
        self.special(|it| {
            let answer = it.truth(node);
            let mut touched = std::mem::take(&mut it.scratch.touched);
            // A cell that a table of the law leaves open is nothing that a case could give.
            touched.retain(|address| address.keeper() == Keeper::Case);
            (answer, touched)
        })
    }

    /// The outcomes still possible if a question were answered so.
    pub fn if_it_were(&mut self, node: NodeId, truth: Truth) -> Range {
        self.scratch.forced = Some((node, truth));
        let range = self.special(|it| it.quietly(Self::decide));
        self.scratch.forced = None;
        range
    }

    /// Runs something while what is looked at is recorded and nothing is remembered.
    fn special<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let faults = self.scratch.faults.clone();
        self.scratch.special = true;
        self.scratch.touched.clear();
        self.scratch.goals = super::scratch::Goals::default();
        let answer = run(self);
        self.scratch.special = false;
        self.scratch.touched.clear();
        self.scratch.faults = faults;
        self.scratch.forget();
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
