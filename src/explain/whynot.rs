//! What would make a rule apply: facts that would, one at a time, and days on which it does.

use super::decision::{Provision, Status};
use super::leaves::{Leaf, leaves};
use super::missing::{answers, compared_with};
use super::single::Asked;
use crate::decide::{Evaluator, Scratch};
use crate::facts::Case;
use crate::plan::law::{LimbId, Shape};
use crate::plan::layout::Kind;
use crate::plan::node::NodeId;
use crate::plan::slot::{Address, Slot};
use crate::resolve::RuleId;
use crate::value::{Date, Number, Truth};

/// So many alternatives are named; the rest are counted.
const MOST_NAMED: usize = 6;
/// So many turning points of the law are looked at in each direction.
const FARTHEST: usize = 64;

/// Why a rule does not apply, and what would make it.
#[derive(Debug)]
pub struct WhyNot {
    /// How it stands on the day; `None` if it is not in force then.
    pub provision: Option<Provision>,
    /// Facts each of which would make it apply if nothing else changed, as one gives them: `shipment.destination = CN`.
    pub facts: Vec<String>,
    /// If there is no such fact: each limb that fails, and the facts each of which would make that limb hold.
    pub limbs: Vec<(String, Vec<String>)>,
    /// The last day before and the first day after on which it applies to the same facts.
    pub days: Vec<Date>,
}

impl Asked<'_> {
    /// Why a rule does not apply, and what would make it.
    pub fn why_not(&self, rule: RuleId) -> WhyNot {
        let provision = self.provision(rule, &mut Scratch::new());
        let days = self.days(rule);
        let mut found = WhyNot { provision, facts: Vec::new(), limbs: Vec::new(), days };
        let Some(version) = self.version(rule) else { return found };
        if found.provision.as_ref().is_some_and(|it| it.status == Status::Applies) {
            return found;
        }
        found.facts = self.changes(version.condition, true, &|case| self.applies(rule, case, self.day));
        if found.facts.is_empty() {
            for (label, node, wanted) in self.failing(version.addressed.iter().chain(&version.holds), true) {
                let changes = self.changes(node, wanted, &|case| self.truth(node, case) == wanted.into());
                found.limbs.push((label, changes));
            }
            for (label, node, _) in self.failing(version.unless.iter(), false) {
                let changes = self.changes(node, false, &|case| self.truth(node, case).is_false());
                found.limbs.push((label, changes));
            }
        }
        found
    }

    fn evaluator<'e>(&'e self, case: &'e Case, day: Date, scratch: &'e mut Scratch) -> Evaluator<'e> {
        Evaluator::new(self.view.law(), self.view.on(day), case, scratch)
    }

    fn applies(&self, rule: RuleId, case: &Case, day: Date) -> bool {
        let Some(position) = self.view.on(day).position(rule) else { return false };
        let mut scratch = Scratch::new();
        let mut evaluator = self.evaluator(case, day, &mut scratch);
        evaluator.decide();
        evaluator.scratch().applies().get(position).is_some_and(|it| it.is_true())
    }

    fn truth(&self, node: NodeId, case: &Case) -> Truth {
        self.evaluator(case, self.day, &mut Scratch::new()).truth(node)
    }

    fn days(&self, rule: RuleId) -> Vec<Date> {
        let turns = &self.view.law().turning_points;
        let here = turns.partition_point(|turn| *turn <= self.day);
        let before = turns.get(..here).unwrap_or(&[]).iter().rev().take(FARTHEST).filter_map(|turn| turn.add_days(-1));
        let after = turns.get(here..).unwrap_or(&[]).iter().take(FARTHEST).copied();
        let applies = |day: &Date| self.applies(rule, self.case, *day);
        before.into_iter().find(applies).into_iter().chain(after.into_iter().find(applies)).collect()
    }

    /// The parts of conditions that do not hold, or of exclusions that do; the parts of a conjunction stand for themselves.
    fn failing<'l>(&self, limbs: impl Iterator<Item = &'l LimbId>, wanted: bool) -> Vec<(String, NodeId, bool)> {
        let law = self.view.law();
        let mut found = Vec::new();
        let mut open: Vec<(LimbId, String)> = limbs.map(|limb| (*limb, String::new())).collect();
        open.reverse();
        while let Some((id, before)) = open.pop() {
            let Some(limb) = law.limbs.get(id) else { continue };
            if self.truth(limb.node, self.case) == Truth::from(wanted) {
                continue;
            }
            let label = limb.label.as_ref().map_or_else(|| before.clone(), |label| format!("{before}({label})"));
            match &limb.shape {
                Shape::All(parts) if wanted => {
                    open.extend(parts.iter().rev().map(|part| (*part, label.clone())));
                }
                _ => {
                    let words = super::words::quoted(self.sources, limb.span);
                    found.push((if label.is_empty() { words } else { label }, limb.node, wanted));
                }
            }
        }
        found
    }

    /// The facts each of which would bring something about. Only facts that a question looks at are tried.
    fn changes(&self, question: NodeId, wanted: bool, brings: &dyn Fn(&Case) -> bool) -> Vec<String> {
        let law = self.view.law();
        let mut found = Vec::new();
        for leaf in leaves(&law.layout, self.case) {
            let mut without = self.case.clone();
            without.put(leaf.at, Slot::Unknown);
            let mut scratch = Scratch::new();
            let (answer, touched) = self.evaluator(&without, self.day, &mut scratch).missing_for(question);
            if !touched.contains(&leaf.at) || answer == Truth::from(!wanted) {
                continue;
            }
            let mut case = self.case.clone();
            let (tried, _) = answers(law, &mut case, leaf.at, leaf.kind, leaf.optional);
            let now = case.get(leaf.at);
            let (mut would, mut would_not) = (Vec::new(), Vec::new());
            for answer in tried.into_iter().filter(|answer| *answer != now) {
                case.put(leaf.at, answer);
                if brings(&case) { would.push(answer) } else { would_not.push(answer) }
            }
            if !would.is_empty() {
                found.push(format!("{} {}", leaf.path, self.words(&leaf, &case, &would, &would_not)));
            }
        }
        found
    }

    /// The answers that would do, as one gives a fact.
    fn words(&self, leaf: &Leaf<'_>, case: &Case, would: &[Slot], would_not: &[Slot]) -> String {
        let layout = &self.view.law().layout;
        let mut names: Vec<String> = Vec::new();
        for answer in would {
            match (answer, leaf.kind) {
                (Slot::Bool(truth), _) => names.push(truth.to_string()),
                (Slot::Absent, _) => names.push("absent".to_owned()),
                (Slot::Code(code), Kind::Enum(list)) => {
                    names.extend(layout.alternative(*list, *code).map(|(name, ..)| name.clone()));
                }
                _ => {}
            }
        }
        if let Kind::Number(unit) = leaf.kind {
            let exact = |slots: &[Slot]| slots.iter().filter_map(|slot| case.exact(*slot)).collect::<Vec<_>>();
            let quantity = |number: Number| layout.units.display_quantity(number, unit);
            if let Some(words) = self.line(leaf.at, &exact(would), &exact(would_not), &quantity) {
                names.push(words);
            }
        }
        match names.as_slice() {
            [only] => format!("= {only}"),
            names if names.len() <= MOST_NAMED => format!("= one of {}", names.join(", ")),
            names => {
                let (shown, rest) = names.split_at(MOST_NAMED);
                format!("= one of {}, and {} more", shown.join(", "), rest.len())
            }
        }
    }

    /// Numbers that would do: from a line on, up to a line, or one of them.
    fn line(
        &self,
        at: Address,
        would: &[Number],
        would_not: &[Number],
        quantity: &dyn Fn(Number) -> String,
    ) -> Option<String> {
        let (low, high) = (*would.iter().min()?, *would.iter().max()?);
        let lines = compared_with(self.view.law(), at);
        let below = would_not.iter().filter(|it| **it < low).max();
        let above = would_not.iter().filter(|it| **it > high).min();
        let inside = would_not.iter().any(|it| low < *it && *it < high);
        Some(match (below, above) {
            (Some(_), None) if !inside && lines.contains(&low) => format!("at least {}", quantity(low)),
            (Some(line), None) if !inside && lines.contains(line) => format!("more than {}", quantity(*line)),
            (None, Some(_)) if !inside && lines.contains(&high) => format!("at most {}", quantity(high)),
            (None, Some(line)) if !inside && lines.contains(line) => format!("less than {}", quantity(*line)),
            _ => quantity(low),
        })
    }
}
