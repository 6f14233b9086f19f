//! The trace of a decision: how every limb of every rule in force came out.

use super::eval::Evaluator;
use crate::value::Truth;

impl Evaluator<'_> {
    /// Writes the answer to each of the day's [`limbs`](crate::plan::Epoch::limbs), in their order, into a buffer that
    /// the caller keeps; after [`decide`](Self::decide) most of it is remembered, and nothing is allocated. Limbs that
    /// the decision did not need are asked as well, so faults may be found here that it did not meet.
    pub fn trace(&mut self, trace: &mut Vec<Truth>) {
        let epoch = self.epoch;
        let straight = !self.scratch.special && self.scratch.answered;
        trace.clear();
        trace.reserve(epoch.limbs.len());
        for limb in &epoch.limbs {
            let answer = match limb.answer {
                Some(answer) if straight => self.scratch.answers.get(answer),
                _ => self.truth(limb.node),
            };
            trace.push(answer);
        }
    }
}
