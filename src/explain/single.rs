//! One provision, or one limb of it, however it stands: what a decision tells only where it matters.

use super::build::Builder;
use super::decision::{Provision, Reason};
use crate::decide::{Evaluator, Scratch};
use crate::facts::Case;
use crate::plan::View;
use crate::plan::law::{LimbId, RuleVersion};
use crate::resolve::RuleId;
use crate::source::SourceMap;
use crate::value::Date;

/// A case under the law of a day, to be asked about one provision of it.
#[derive(Debug)]
pub struct Single<'a> {
    /// The law.
    pub view: &'a View<'a>,
    /// Its texts.
    pub sources: &'a SourceMap,
    /// The facts.
    pub case: &'a Case,
    /// The day.
    pub day: Date,
}

impl<'a> Single<'a> {
    /// How a rule stands, and why; `None` if it is not in force on the day.
    pub fn provision(&self, rule: RuleId, scratch: &'a mut Scratch) -> Option<Provision> {
        let epoch = self.view.on(self.day);
        let position = epoch.position(rule)?;
        let active = epoch.rules.get(position)?;
        let mut builder = self.builder(scratch);
        builder.evaluator.decide();
        let status = builder.status(position, active);
        Some(builder.provision(status, position, active))
    }

    /// Why a limb holds or does not.
    pub fn limb(&self, limb: LimbId, scratch: &'a mut Scratch) -> Reason {
        self.builder(scratch).reason(limb, 0)
    }

    pub(super) fn builder(&self, scratch: &'a mut Scratch) -> Builder<'a> {
        let evaluator = Evaluator::new(self.view.law(), self.view.on(self.day), self.case, scratch);
        Builder::new(self.view, self.sources, evaluator, self.day)
    }

    /// The version of a rule that is in force on the day.
    pub fn version(&self, rule: RuleId) -> Option<&'a RuleVersion> {
        let epoch = self.view.on(self.day);
        let active = epoch.rules.get(epoch.position(rule)?)?;
        self.view.law().rules.get(rule)?.versions.get(active.version)
    }

    /// The limb of a rule that these labels lead to, from the outermost inwards.
    pub fn labeled(&self, rule: RuleId, labels: &[String]) -> Option<LimbId> {
        let version = self.version(rule)?;
        version.holds.iter().chain(&version.unless).find_map(|limb| self.view.law().limb_below(*limb, labels))
    }
}
