//! The limbs that count on a day: what the rules in force consist of, as people read it.

use super::{Active, Traced};
use crate::plan::law::{Law, LimbId, Shape};
use crate::plan::node::{InstanceId, Run};

/// Every limb of some rules, with those of the definitions and entries they ask about, each once.
/// `bodies` has, for each instance, the limb of the version that counts.
pub(super) fn limbs(law: &Law, rules: &[Active], bodies: &[Option<LimbId>]) -> Vec<Traced> {
    let body = |instance: InstanceId| bodies.get(instance.index()).copied().flatten();
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
            found.push(Traced { limb: id, node: limb.node, answer: None });
            match &limb.shape {
                Shape::All(inner) | Shape::Any(inner) | Shape::None(inner) | Shape::AtLeast(_, inner) => {
                    open.extend(inner.iter().rev());
                }
                Shape::Not(inner) => open.push(*inner),
                Shape::Covered { entries, .. } => open.extend(entries.iter().rev().filter_map(|(_, it)| body(*it))),
                Shape::Definition { instance, arguments: Run::NONE } => open.extend(body(*instance)),
                // What is called with arguments is answered for them only.
                Shape::Definition { .. }
                | Shape::Compare { .. }
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
