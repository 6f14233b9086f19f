//! Why a definition holds: what it asks, looked at from inside of it.

use super::build::Builder;
use super::decision::Reason;
use super::reasons::answer;
use crate::decide::Value;
use crate::plan::law::Source;
use crate::plan::node::{InstanceId, Run};
use crate::value::Truth;

impl Builder<'_> {
    /// A definition that gives a truth value, for what it is called with.
    pub(super) fn definition(
        &mut self,
        reason: &mut Reason,
        instance: InstanceId,
        arguments: Run,
        truth: Truth,
        depth: usize,
    ) {
        let Source::Define(define) = self.evaluator.law().instances[instance].of else { return };
        reason.found = format!("{}: {}", self.define_name(define), answer(truth));
        if arguments == Run::NONE {
            let part = self.inside(instance, &[], depth + 1);
            Self::told_of(reason, part);
            return;
        }
        let arguments = self.evaluator.called_with(arguments);
        let goal = self.evaluator.goal_key(instance, &arguments);
        // Who owns whom may go in a circle, and of what is being told already there is nothing to add.
        if self.follows == 0 || self.following.contains(&goal) {
            return;
        }
        self.follows -= 1;
        self.following.push(goal);
        // So few are followed that their bodies need not count as deeper: chains of owners are long.
        let part = self.inside(instance, &arguments, depth.max(1));
        Self::told_of(reason, part);
        self.following.pop();
    }

    /// A body that is one block is the definition: its parts stand directly under it.
    fn told_of(reason: &mut Reason, part: Option<Reason>) {
        let Some(mut part) = part else { return };
        if part.label.is_none() && part.found.is_empty() {
            reason.parts.append(&mut part.parts);
            reason.missing.append(&mut part.missing);
        } else {
            reason.parts.push(part);
        }
    }

    /// Why the version of a definition or an entry that counts holds or does not, where its variables are its own.
    pub(super) fn inside(&mut self, instance: InstanceId, arguments: &[Value], depth: usize) -> Option<Reason> {
        let limb = self.version_limb(instance)?;
        let frame = self.evaluator.step_into(arguments)?;
        let reason = self.reason(limb, depth);
        self.evaluator.step_out(frame);
        Some(reason)
    }
}
