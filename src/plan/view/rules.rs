//! Rules in force on a day, in the order in which they are asked.

use super::{Active, View};
use crate::plan::law::{Defeat, Effect, RuleVersion};
use crate::plan::node::NodeId;
use crate::plan::slot::Address;
use crate::resolve::RuleId;
use crate::value::Date;

impl View<'_> {
    /// Rules in force, and what they presume.
    pub(super) fn rules(&self, day: Date) -> (Vec<Active>, Vec<(Address, u32, NodeId)>) {
        let mut found: Vec<(RuleId, usize, &RuleVersion)> = Vec::new();
        for (id, rule) in self.law.rules.enumerate() {
            let version = rule.versions.iter().enumerate().find(|(_, it)| it.life.in_force_on(day));
            found.extend(version.map(|(number, version)| (id, number, version)));
        }
        let defeaters = self.defeaters(&found);
        let order = ordered(&defeaters);
        let mut place = vec![0u32; found.len()];
        for (position, old) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(*old) {
                *slot = u32::try_from(position).unwrap_or(u32::MAX);
            }
        }
        let mut rules = Vec::new();
        let mut presumptions = Vec::new();
        for old in order {
            let Some((rule, number, version)) = found.get(old).copied() else { continue };
            let by = defeaters.get(old).map_or(&[][..], Vec::as_slice);
            let mut defeaters: Vec<(u32, Defeat)> =
                by.iter().filter_map(|(by, how)| Some((place.get(*by).copied()?, *how))).collect();
            defeaters.sort_unstable();
            defeaters.dedup();
            for effect in &version.effects {
                if let Effect::Presumes { fact, value, .. } = effect {
                    presumptions.push((*fact, u32::try_from(rules.len()).unwrap_or(u32::MAX), *value));
                }
            }
            rules.push(Active {
                rule,
                version: number,
                condition: version.condition,
                answer: None,
                defeaters,
                regime: version.regime,
                requires: version.effects.iter().any(|it| matches!(it, Effect::RequiresLicense(_))),
                prohibits: version.effects.iter().any(|it| matches!(it, Effect::Prohibits)),
                binds: self.binds(version),
            });
        }
        (rules, presumptions)
    }

    /// For each rule in force the positions of those that defeat it, and how.
    fn defeaters(&self, found: &[(RuleId, usize, &RuleVersion)]) -> Vec<Vec<(usize, Defeat)>> {
        // Positions by rule, for laws of thousands of rules.
        let mut at: Vec<Option<usize>> = vec![None; self.law.rules.len()];
        let mut exceptions = Vec::new();
        for (position, (rule, _, version)) in found.iter().enumerate() {
            if let Some(slot) = at.get_mut(rule.index()) {
                *slot = Some(position);
            }
            if version.permits() {
                exceptions.push(position);
            }
        }
        let position_of = |rule: RuleId| at.get(rule.index()).copied().flatten();
        let mut defeaters: Vec<Vec<(usize, Defeat)>> = vec![Vec::new(); found.len()];
        let mut add = |by: usize, target: usize, how: Defeat| {
            if let Some(list) = defeaters.get_mut(target) {
                list.push((by, how));
            }
        };
        for (position, (_, _, version)) in found.iter().enumerate() {
            for (rule, how, _) in &version.defeats {
                let Some(target) = position_of(*rule) else { continue };
                let Some((_, _, other)) = found.get(target) else { continue };
                if *how != Defeat::Bars || self.may_bar(version, other) {
                    add(position, target, *how);
                }
            }
            for (rule, _) in &version.subject_to {
                if let Some(by) = position_of(*rule) {
                    add(by, position, Defeat::Displaces);
                }
            }
            for effect in &version.effects {
                let Effect::BarsExceptions(except) = effect else { continue };
                for target in exceptions.iter().copied() {
                    let Some((rule, _, other)) = found.get(target) else { continue };
                    if target != position && !except.contains(rule) && self.may_bar(version, other) {
                        add(position, target, Defeat::Bars);
                    }
                }
            }
        }
        defeaters
    }
}

/// Positions such that who defeats stands before whom it defeats; otherwise in order of declaration. Circles were found by
/// `coherence`, and a law with one is not run; here they are cut where they close.
fn ordered(defeaters: &[Vec<(usize, Defeat)>]) -> Vec<usize> {
    let count = defeaters.len();
    let mut order = Vec::with_capacity(count);
    let mut seen = vec![false; count];
    for start in 0..count {
        // An explicit stack: chains of priorities may be long.
        let mut open = vec![(start, false)];
        while let Some((position, expanded)) = open.pop() {
            if expanded {
                order.push(position);
                continue;
            }
            match seen.get_mut(position) {
                Some(flag) if !*flag => *flag = true,
                _ => continue,
            }
            open.push((position, true));
            if let Some(list) = defeaters.get(position) {
                open.extend(list.iter().rev().map(|(by, _)| (*by, false)));
            }
        }
    }
    order
}
