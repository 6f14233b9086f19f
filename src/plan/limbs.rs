//! The limbs that count on a day: what the rules in force consist of, as people read it.

use super::law::{Law, LimbId, Shape};
use super::node::{InstanceId, NodeId};
use super::view::Active;

/// Every limb of some rules, with those of the definitions and entries they ask about, each once, and its question.
/// `version` gives the position, among the versions of an instance, of the one that counts.
pub(super) fn limbs<'a>(
    law: &Law,
    rules: impl Iterator<Item = &'a Active>,
    version: impl Fn(InstanceId) -> Option<usize>,
) -> Vec<(LimbId, NodeId)> {
    let mut seen = vec![false; law.limbs.len()];
    let mut found = Vec::new();
    // A stack of our own: definitions may rest on each other as deep as a law is long.
    let mut open: Vec<LimbId> = Vec::new();
    for active in rules {
        let Some(rule) = law.rules[active.rule].versions.get(active.version) else { continue };
        open.extend(rule.unless.iter().rev().chain(&rule.holds).chain(&rule.addressed));
        while let Some(id) = open.pop() {
            match seen.get_mut(id.index()) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            let limb = &law.limbs[id];
            found.push((id, limb.node));
            let body = |instance: InstanceId| law.instances[instance].versions.get(version(instance)?)?.2;
            match &limb.shape {
                Shape::All(inner) | Shape::Any(inner) | Shape::None(inner) | Shape::AtLeast(_, inner) => {
                    open.extend(inner.iter().rev());
                }
                Shape::Not(inner) => open.push(*inner),
                Shape::Covered { entries, .. } => open.extend(entries.iter().rev().filter_map(|(_, it)| body(*it))),
                Shape::Definition(instance) => open.extend(body(*instance)),
                Shape::Compare { .. }
                | Shape::In { .. }
                | Shape::Fact
                | Shape::Has
                | Shape::Quantified { .. }
                | Shape::Discretion { .. }
                | Shape::Other => {}
            }
        }
    }
    found
}
