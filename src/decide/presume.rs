//! Facts that nobody has given and that a rule takes as given.

use super::eval::Evaluator;
use super::value::Value;
use crate::plan::slot::Address;
use crate::syntax::ast::Force;
use crate::value::Truth;

impl Evaluator<'_> {
    /// What is presumed of a fact, and by which rule. A presumption of higher force goes before one of lower force;
    /// where two of the same force presume different things, nothing is presumed. One that may hold, and would then be
    /// heard instead, leaves it open which is.
    pub(super) fn presumed(&mut self, fact: Address) -> Option<(u32, Value)> {
        let epoch = self.epoch;
        // A presumption does not rest on itself.
        if self.scratch.presuming.contains(&fact) || !epoch.presumptions.iter().any(|(about, _, _)| *about == fact) {
            return None;
        }
        self.scratch.presuming.push(fact);
        let mut best: Option<(Force, u32, Value)> = None;
        let mut perhaps: Vec<(Force, Value)> = Vec::new();
        for (about, rule, value) in &epoch.presumptions {
            if *about != fact {
                continue;
            }
            let stands = self.stands(*rule);
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
        self.scratch.presuming.pop();
        let (force, rule, value) = best.filter(|(_, _, value)| *value != Value::Unknown)?;
        let open = perhaps.iter().any(|(other, instead)| *other >= force && *instead != value);
        (!open).then_some((rule, value))
    }

    /// Whether a rule applies: its condition holds, and nothing that prevails over it applies. Priorities have no circles.
    fn stands(&mut self, rule: u32) -> Truth {
        let epoch = self.epoch;
        let Some(active) = usize::try_from(rule).ok().and_then(|at| epoch.rules.get(at)) else { return Truth::Unknown };
        let mut stands = self.truth(active.condition);
        for (by, _) in &active.defeaters {
            if stands.is_false() {
                break;
            }
            stands = stands.and(self.stands(*by).not());
        }
        stands
    }

    fn force_of(&self, rule: u32) -> Option<Force> {
        let active = self.epoch.rules.get(usize::try_from(rule).ok()?)?;
        self.law.rules[active.rule].versions.get(active.version).map(|version| version.force)
    }
}
