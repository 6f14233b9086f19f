//! Norms of one regime that would bar what another says: reported, not applied.

use super::build::Builder;
use super::decision::Conflict;
use super::words::regime;
use crate::plan::Active;
use crate::plan::law::{Defeat, Effect, RuleVersion};
use crate::resolve::RuleId;

impl Builder<'_> {
    /// Every norm that applies, or may, with what it would bar elsewhere.
    pub(super) fn conflicts(&self) -> Vec<Conflict> {
        let law = self.evaluator.law();
        let rules = &self.evaluator.epoch().rules;
        let mut found = Vec::new();
        for (position, active) in rules.iter().enumerate() {
            let Some(norm) = self.version(active).filter(|_| !self.applies(position).is_false()) else { continue };
            for (at, other) in rules.iter().enumerate() {
                let stands = at != position && !self.applies(at).and(self.needed(at, other)).is_false();
                let Some(version) = self.version(other).filter(|_| stands) else { continue };
                if across(norm, version) && would_bar(norm, other, version) {
                    found.push(Conflict {
                        rule: self.name(active),
                        regime: regime(law, norm.regime).unwrap_or_default(),
                        other: self.name(other),
                        other_regime: regime(law, version.regime),
                    });
                }
            }
        }
        found
    }
}

/// Whether two versions are of regimes that have nothing to say to each other. A norm of no regime stands above all.
fn across(norm: &RuleVersion, other: &RuleVersion) -> bool {
    norm.regime != other.regime && norm.regime != 0
}

/// Whether the words of a norm reach a rule, or a charge it makes. `bars exceptions` means those of its own regime, and is
/// no conflict with others.
fn would_bar(norm: &RuleVersion, active: &Active, other: &RuleVersion) -> bool {
    let named = |rule: RuleId| norm.defeats.iter().any(|(it, how, _)| *it == rule && *how == Defeat::Bars);
    let charges = |kind| other.effects.iter().any(|it| matches!(it, Effect::Charges { kind: its, .. } if *its == kind));
    named(active.rule) || norm.effects.iter().any(|effect| matches!(effect, Effect::BarsCharge(kind) if charges(*kind)))
}
