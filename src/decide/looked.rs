//! What was looked at for an answer, kept while it is recorded, so that each definition is looked into once.

use super::eval::Evaluator;
use super::value::Value;
use crate::plan::node::{Discretion, InstanceId};
use crate::plan::slot::Address;
use crate::source::Id;

/// What a definition or entry came to, and the facts and judgments that were looked at for it.
#[derive(Debug, Clone)]
pub(super) struct Looked {
    answer: Value,
    touched: Vec<Address>,
    judged: Vec<Id<Discretion>>,
}

impl Evaluator<'_> {
    /// Works out a definition or entry without open arguments. While what is looked at is recorded, it is worked out the
    /// first time only: definitions that ask each other twice would otherwise double the work with every level.
    pub(super) fn look_into(&mut self, instance: InstanceId, work: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.scratch.special || !self.stays(instance) {
            return work(self);
        }
        let known = self.scratch.looked.get(&instance).cloned();
        let known = known.unwrap_or_else(|| {
            let (touched, judged) =
                (std::mem::take(&mut self.scratch.touched), std::mem::take(&mut self.scratch.judged));
            let answer = work(self);
            let looked = Looked {
                answer,
                touched: std::mem::replace(&mut self.scratch.touched, touched),
                judged: std::mem::replace(&mut self.scratch.judged, judged),
            };
            self.scratch.looked.insert(instance, looked.clone());
            looked
        });
        known.touched.into_iter().for_each(|address| self.touch(address));
        known.judged.into_iter().for_each(|question| _ = self.left_to_judgment(question));
        known.answer
    }
}
