//! What rests on least fixpoints: all else may be remembered while one is under way.

#![allow(clippy::indexing_slicing, reason = "ids are of the law at hand, whose arenas handed them out")]

use super::{Compiler, for_each_kid};
use crate::plan::node::{InstanceId, Node, NodeId};

impl Compiler<'_> {
    /// Finds the definitions and entries that rest on a least fixpoint. Each node stands after those it needs, and nearly
    /// each definition after those that it asks, so there are few rounds.
    pub(super) fn fixpoints(&mut self) {
        let (nodes, instances) = (&self.law.nodes, &self.law.instances);
        let mut rests: Vec<bool> = instances.iter().map(|instance| instance.fixpoint).collect();
        let of = |rests: &[bool], id: InstanceId| rests.get(id.index()).copied().unwrap_or(true);
        let mut changed = rests.contains(&true);
        while changed {
            changed = false;
            let mut asks: Vec<bool> = Vec::with_capacity(nodes.nodes.len());
            for id in (0..nodes.nodes.len()).map(NodeId::at) {
                let node = nodes.nodes[id];
                let mut found = matches!(node, Node::Instance(it) | Node::Call(it, _) if of(&rests, it));
                for_each_kid(node, nodes, &mut |kid| found |= asks.get(kid.index()).copied().unwrap_or(true));
                asks.push(found);
            }
            for (instance, rests) in instances.iter().zip(&mut rests) {
                let mut bodies = instance.versions.iter();
                if !*rests && bodies.any(|(_, body, _)| asks.get(body.index()).copied().unwrap_or(true)) {
                    *rests = true;
                    changed = true;
                }
            }
        }
        for (position, rests) in rests.into_iter().enumerate() {
            self.law.instances[InstanceId::at(position)].rests_on_fixpoint = rests;
        }
    }
}
