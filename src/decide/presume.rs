//! Facts that nobody has given and that a rule takes as given.

use super::eval::Evaluator;
use super::value::Value;
use crate::plan::node::NodeId;
use crate::plan::slot::Address;
use crate::syntax::ast::Force;
use crate::value::Truth;
use std::collections::BTreeMap;

impl Evaluator<'_> {
    /// What is presumed of a fact, and by which rule. A presumption of higher force goes before one of lower force;
    /// where two of the same force presume different things, nothing is presumed. One that may hold, and would then be
    /// heard instead, leaves it open which is.
    pub(super) fn presumed(&mut self, fact: Address) -> Option<(u32, Value)> {
        let epoch = self.epoch;
        // A presumption does not rest on itself.
        if self.scratch.presuming.contains(&fact) {
            return None;
        }
        let (_, rule, _) = *epoch.presumptions.iter().find(|(about, _, _)| *about == fact)?;
        let keeps = !self.scratch.special && self.scratch.presuming.is_empty();
        if keeps && let Some((_, known)) = self.scratch.presumed.iter().find(|(about, _)| *about == fact) {
            return *known;
        }
        // Whoever reads the fact may stand in the middle of a definition, or of a least fixpoint whose answers are not yet
        // what they will be: what is presumed has its own variables and asks its own questions to the end.
        let Some(frame) = self.enter() else {
            if let Some(node) = self.condition_of(rule) {
                self.too_deep(node);
            }
            return None;
        };
        let goals = std::mem::take(&mut self.scratch.goals);
        self.scratch.presuming.push(fact);
        let heard = self.heard(fact);
        self.scratch.presuming.pop();
        self.scratch.goals = goals;
        self.leave(frame);
        if keeps {
            self.scratch.presumed.push((fact, heard));
        }
        heard
    }

    /// Of all that is presumed of a fact what is heard.
    fn heard(&mut self, fact: Address) -> Option<(u32, Value)> {
        let mut best: Option<(Force, u32, Value)> = None;
        let mut perhaps: Vec<(Force, Value)> = Vec::new();
        let mut known = BTreeMap::new();
        for (about, rule, value) in &self.epoch.presumptions {
            if *about != fact {
                continue;
            }
            let stands = self.stands(*rule, &mut known);
            if stands.is_false() {
                continue;
            }
            let value = self.value(*value);
            let Some(force) = self.force_of(*rule) else { continue };
            if stands.is_unknown() {
                perhaps.push((force, value));
                continue;
            }
            best = match best {
                Some((before, _, _)) if before > force => best,
                Some((before, by, other)) if before == force && other != value => Some((before, by, Value::Unknown)),
                Some((before, ..)) if before == force => best,
                _ => Some((force, *rule, value)),
            };
        }
        let (force, rule, value) = best.filter(|(_, _, value)| *value != Value::Unknown)?;
        let open = perhaps.iter().any(|(other, instead)| *other >= force && *instead != value);
        (!open).then_some((rule, value))
    }

    /// Whether a rule applies: its condition holds, and nothing that prevails over it applies. Priorities have no circles,
    /// but may meet again, so each rule is asked once.
    fn stands(&mut self, rule: u32, known: &mut BTreeMap<u32, Truth>) -> Truth {
        let epoch = self.epoch;
        let mut open = vec![rule];
        while let Some(next) = open.last().copied() {
            if known.contains_key(&next) {
                open.pop();
                continue;
            }
            let active = usize::try_from(next).ok().and_then(|at| epoch.rules.get(at));
            let mut stands = active.map_or(Truth::Unknown, |active| self.truth(active.condition));
            let over = active.filter(|_| !stands.is_false()).map_or(&[][..], |active| &active.defeaters);
            let before = open.len();
            open.extend(over.iter().map(|(by, _)| *by).filter(|by| !known.contains_key(by)));
            if open.len() > before {
                continue;
            }
            for (by, _) in over {
                stands = stands.and(known.get(by).copied().unwrap_or(Truth::Unknown).not());
            }
            known.insert(next, stands);
            open.pop();
        }
        known.get(&rule).copied().unwrap_or(Truth::Unknown)
    }

    fn condition_of(&self, rule: u32) -> Option<NodeId> {
        Some(self.epoch.rules.get(usize::try_from(rule).ok()?)?.condition)
    }

    fn force_of(&self, rule: u32) -> Option<Force> {
        let active = self.epoch.rules.get(usize::try_from(rule).ok()?)?;
        self.law.rules[active.rule].versions.get(active.version).map(|version| version.force)
    }
}
