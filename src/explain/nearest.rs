//! What would have to be different for another outcome: the day, or one quantity.

use super::build::Builder;
use super::decision::Nearest;
use super::judge::Judge;
use super::words::{listed, shown};
use crate::check::typed::Comparison;
use crate::decide::{Evaluator, Num, Range, Scratch, Supposed};
use crate::enact::{Life, Stretch};
use crate::facts::Case;
use crate::plan::Law;
use crate::plan::law::{LimbId, Shape};
use crate::plan::node::{NodeId, Run, Shown};
use crate::value::{Date, Number, Truth};
use std::collections::BTreeMap;

/// So many turning points of the law are looked at in each direction.
const FARTHEST: usize = 64;
/// So many quantities are looked at.
const MOST: usize = 4;

impl Builder<'_> {
    /// Changes that are near: the last day before and the first day after on which the outcome was another, and each
    /// quantity of a rule that applies, on the other side of its line.
    pub(super) fn nearest(&mut self, outcome: Range) -> Vec<Nearest> {
        let mut found = Vec::new();
        let (case, day) = (self.evaluator.case(), self.day);
        let outcome = self.court.map_or(outcome, |court| court.outcome(case, day, &mut self.trials));
        let turns = &self.in_force().turning_points;
        let here = turns.partition_point(|turn| *turn <= self.day);
        let before: Vec<Date> = turns.get(..here).unwrap_or(&[]).iter().rev().take(FARTHEST).copied().collect();
        let after: Vec<Date> = turns.get(here..).unwrap_or(&[]).iter().take(FARTHEST).copied().collect();
        for turn in before {
            let Some(day) = turn.add_days(-1) else { break };
            let then = self.outcome_on(day);
            if then != outcome {
                let change = if day.days_until(self.day) == 1 {
                    "one day earlier".to_owned()
                } else {
                    format!("on {day} and before")
                };
                found.push(Nearest { change, outcome: then, note: Some(self.turning(turn)) });
                break;
            }
        }
        for turn in after {
            let then = self.outcome_on(turn);
            if then != outcome {
                let change =
                    if self.day.days_until(turn) == 1 { "one day later".to_owned() } else { format!("from {turn}") };
                found.push(Nearest { change, outcome: then, note: Some(self.turning(turn)) });
                break;
            }
        }
        // What one law makes of a quantity says little where another may decide.
        if self.court.is_none_or(|court| court.is_settled(case, day)) {
            found.extend(self.quantities(outcome));
        }
        found
    }

    /// The law whose days are spoken of, whichever law is asked.
    fn in_force(&self) -> &Law {
        self.court.map_or(self.evaluator.law(), Judge::law)
    }

    fn outcome_on(&mut self, day: Date) -> Range {
        self.outcome_if(day, self.evaluator.case().clone(), Supposed::default())
    }

    /// What happens to the law on a day.
    fn turning(&self, day: Date) -> String {
        let law = self.in_force();
        // Whoever looks at the law from here does not know of the others.
        let acts = law.instruments.iter().filter(|it| law.standpoint.sees(it));
        let acts = Turned::on(day, acts.map(|it| (&it.name.node, &it.life, it.suspended.as_slice())));
        let savings = Turned::on(day, law.savings.iter().map(|it| (&it.name, &it.life, NEVER)));
        let changes = Turned::on(day, law.amendments.iter().map(|it| (&it.name.node, &it.life, NEVER)));
        let ends = acts.ends.into_iter().chain(savings.ends).collect();
        let mut turns = vec![
            (acts.begins, "takes effect", "take effect", format!("on {day}")),
            (acts.again, "is in force again", "are in force again", format!("on {day}")),
        ];
        turns.extend(acts.sleeps.into_iter().map(|(until, names)| asleep(day, until, names)));
        turns.push((ends, "ends", "end", format!("on {day}")));
        turns.push((changes.begins, "takes effect", "take effect", format!("on {day}")));
        turns.push((changes.again, "has effect again", "have effect again", format!("on {day}")));
        turns.extend(changes.sleeps.into_iter().map(|(until, names)| asleep(day, until, names)));
        turns.push((changes.ends, "ends", "end", format!("on {day}")));
        let told = turns.into_iter().find(|(names, ..)| !names.is_empty());
        told.map_or_else(
            || format!("the law changes on {day}"),
            |(names, one, several, when)| {
                format!("{} {} {when}", listed(&names, "and"), if names.len() == 1 { one } else { several })
            },
        )
    }

    /// Quantities that a rule in force compared and that decided it, each on the other side of its line.
    fn quantities(&mut self, outcome: Range) -> Vec<Nearest> {
        let epoch = self.evaluator.epoch();
        let law = self.evaluator.law();
        let mut limbs: Vec<LimbId> = Vec::new();
        for (position, active) in epoch.rules.iter().enumerate() {
            if !self.applies(position).is_true() || !active.binds || !(active.requires || active.prohibits) {
                continue;
            }
            let Some(version) = law.rules[active.rule].versions.get(active.version) else { continue };
            if let Some(limb) = version.holds {
                self.compared(limb, Truth::True, &mut limbs, 0);
            }
            for limb in &version.unless {
                self.compared(*limb, Truth::False, &mut limbs, 0);
            }
        }
        let mut found: Vec<Nearest> = Vec::new();
        let mut seen = Vec::new();
        for limb in limbs {
            let limb = &law.limbs[limb];
            let Shape::Compare { left, right, op } = &limb.shape else { continue };
            if seen.contains(&limb.node) || found.len() >= MOST {
                continue;
            }
            seen.push(limb.node);
            let holds = self.evaluator.truth(limb.node);
            let Num::Exact(at) = self.evaluator.number(right.node) else { continue };
            let Some(across) = across(*op, at, holds.is_true()) else { continue };
            let Some(then) = self.outcome_across(limb.node, left.node, across) else { continue };
            let name = self.called(left);
            let line = shown(&mut self.evaluator, right.node, &right.shown);
            let change = format!("{name} {} {line}", super::compared::relation(*op, !holds.is_true(), false));
            // Two limbs may ask the same of one number in opposite words.
            if found.iter().any(|near: &Nearest| near.change == change) {
                continue;
            }
            // What makes no difference says something once or twice, not more.
            let idle = found.iter().filter(|near| near.outcome == outcome).count();
            if then == outcome && idle >= 2 {
                continue;
            }
            let note = (then == outcome).then(|| "just across the line it makes no difference".to_owned());
            found.push(Nearest { change, outcome: then, note });
        }
        found
    }

    /// The outcome with a number across its line. Another number may let another law decide: a fact is therefore changed in the
    /// case, which is asked of whichever law decides it then. What is worked out from facts on which that could turn is left
    /// alone, which is told by nothing.
    fn outcome_across(&mut self, limb: NodeId, number: NodeId, across: Number) -> Option<Range> {
        let mut case = self.evaluator.case().clone();
        if let Some(court) = self.court {
            if let Some(address) = self.evaluator.read_from(number) {
                let slot = case.number(across);
                case.put(address, slot);
                return Some(court.outcome(&case, self.day, &mut self.trials));
            }
            let (nothing, mut scratch) = (Case::new(&self.evaluator.law().layout), Scratch::new());
            let mut ignorant = Evaluator::new(self.evaluator.law(), self.evaluator.epoch(), &nothing, &mut scratch);
            if court.may_turn_on(&ignorant.missing_for(limb).1, self.day) {
                return None;
            }
        }
        let supposed = Supposed { number: Some((number, across)), answers: Vec::new() };
        Some(self.outcome_if(self.day, case, supposed))
    }

    /// The comparisons of numbers that decide a limb.
    fn compared(&mut self, id: LimbId, wanted: Truth, into: &mut Vec<LimbId>, depth: usize) {
        let law = self.evaluator.law();
        let limb = &law.limbs[id];
        if depth > 16 || self.evaluator.truth(limb.node) != wanted {
            return;
        }
        match &limb.shape {
            Shape::All(parts) | Shape::Any(parts) | Shape::AtLeast(_, parts) => {
                for part in parts {
                    self.compared(*part, wanted, into, depth + 1);
                }
            }
            Shape::None(parts) => {
                for part in parts {
                    self.compared(*part, wanted.not(), into, depth + 1);
                }
            }
            Shape::Not(inner) => self.compared(*inner, wanted.not(), into, depth + 1),
            Shape::Covered { entries, .. } => {
                for (_, instance) in entries {
                    if let Some(limb) = self.version_limb(*instance) {
                        self.compared(limb, wanted, into, depth + 1);
                    }
                }
            }
            Shape::Definition { instance, arguments: Run::NONE } => {
                if let Some(limb) = self.version_limb(*instance) {
                    self.compared(limb, wanted, into, depth + 1);
                }
            }
            Shape::Compare { left, .. } if matches!(left.shown, Shown::Number(_)) => into.push(id),
            _ => {}
        }
    }
}

/// A number just across a line: on it, where that is across already.
fn across(op: Comparison, line: Number, holds: bool) -> Option<Number> {
    // So little that a decision by another line is unlikely, and still exact.
    let step = line.abs().max(Number::ONE).div(Number::from_i64(1_000_000)).ok()?;
    match (op, holds) {
        (Comparison::AtLeast, true) | (Comparison::Less, false) => line.sub(step).ok(),
        (Comparison::AtMost, true) | (Comparison::Greater, false) => line.add(step).ok(),
        (Comparison::Equal, true) | (Comparison::NotEqual, false) => line.add(step).ok(),
        _ => Some(line),
    }
}

/// Nothing that is suspended by its own lines.
const NEVER: &[Stretch] = &[];

/// The names of those whose life turns on a day.
#[derive(Debug, Default)]
struct Turned {
    /// It begins.
    begins: Vec<String>,
    /// It goes on after a break.
    again: Vec<String>,
    /// It breaks off, up to a day if that is known.
    sleeps: BTreeMap<Option<Date>, Vec<String>>,
    /// It ends.
    ends: Vec<String>,
}

impl Turned {
    /// Each with its life, and the stretches in which it is suspended by its own lines.
    fn on<'n>(day: Date, all: impl Iterator<Item = (&'n String, &'n Life, &'n [Stretch])>) -> Self {
        let mut turned = Self::default();
        for (name, life, suspended) in all {
            if life.begins() == Some(day) {
                turned.begins.push(name.clone());
            } else if life.in_force.iter().any(|stretch| stretch.from == Some(day)) {
                turned.again.push(name.clone());
            } else if life.in_force.iter().any(|stretch| stretch.until == Some(day)) {
                // What comes back has only been suspended, and so has what its own lines suspend without an end.
                let back = life.in_force.iter().filter_map(|stretch| stretch.from).find(|from| *from > day);
                if back.is_some() || suspended.iter().any(|hole| hole.contains(day) && hole.until.is_none()) {
                    turned.sleeps.entry(back).or_default().push(name.clone());
                } else {
                    turned.ends.push(name.clone());
                }
            }
        }
        turned
    }
}

/// What is said of those that are suspended.
fn asleep(day: Date, until: Option<Date>, names: Vec<String>) -> (Vec<String>, &'static str, &'static str, String) {
    let until = until.map_or_else(String::new, |until| format!(" until {until}"));
    (names, "is suspended", "are suspended", format!("from {day}{until}"))
}
