//! Facts that could still change the outcome, the most decisive first.

use super::build::Builder;
use super::decision::Missing;
use crate::decide::{Evaluator, Outcome, Range, Scratch};
use crate::facts::Case;
use crate::plan::Active;
use crate::plan::layout::{Kind, Layout};
use crate::plan::node::{Constant, Node};
use crate::plan::slot::{Address, Slot};
use crate::value::Number;

/// More answers than this are not tried for one fact.
const MOST_TRIED: usize = 512;

impl Builder<'_> {
    /// Empty where the outcome is certain: then nothing that is missing can change it.
    pub(super) fn missing(&mut self, outcome: Range) -> Vec<Missing> {
        if outcome.certain().is_some() {
            return Vec::new();
        }
        let epoch = self.evaluator.epoch();
        let law = self.evaluator.law();
        let mut found: Vec<(Address, Vec<String>)> = Vec::new();
        let matters = self.weighing(outcome);
        for (position, active) in epoch.rules.iter().enumerate() {
            if !matters.contains(&position) || !self.condition(position).is_unknown() {
                continue;
            }
            let (_, addresses) = self.evaluator.missing_for(active.condition);
            for address in addresses {
                let name = law.rules[active.rule].name.clone();
                match found.iter_mut().find(|(known, _)| *known == address) {
                    Some((_, rules)) => rules.push(name),
                    None => found.push((address, vec![name])),
                }
            }
        }
        let mut missing: Vec<Missing> = Vec::new();
        for (address, rules) in found {
            let mut case = self.evaluator.case().clone();
            let (answers, exhaustive) = match kind_at(&law.layout, address) {
                Some((kind, optional)) => answers(law, &mut case, address, kind, optional),
                None => (Vec::new(), false),
            };
            let tried = u32::try_from(answers.len()).unwrap_or(u32::MAX);
            let settles = answers.into_iter().filter(|answer| self.settles(&case, address, *answer)).count();
            missing.push(Missing {
                path: self.evaluator.case().path_of(&law.layout, address),
                rules,
                settles: u32::try_from(settles).unwrap_or(u32::MAX),
                tried,
                exhaustive,
            });
        }
        // The share of answers that settle it, then how many rules wait for it; paths make the order the same every time.
        missing.sort_by(|a, b| {
            let share = |it: &Missing| u64::from(it.settles) * 1_000_000 / u64::from(it.tried.max(1));
            share(b).cmp(&share(a)).then(b.rules.len().cmp(&a.rules.len())).then(a.path.cmp(&b.path))
        });
        missing
    }

    /// The rules that could still change the outcome: those whose effect is graver than the mildest that is possible, and
    /// all that prevail over them.
    fn weighing(&self, outcome: Range) -> Vec<usize> {
        let rules = &self.evaluator.epoch().rules;
        let heavy = |active: &Active| {
            active.binds
                && (active.prohibits && outcome.mildest < Outcome::Prohibited
                    || active.requires && outcome.mildest < Outcome::LicenseRequired)
        };
        let mut found: Vec<usize> = rules.iter().enumerate().filter(|(_, it)| heavy(it)).map(|(at, _)| at).collect();
        let mut next = 0;
        while let Some(active) = found.get(next).and_then(|at| rules.get(*at)) {
            for (by, _) in &active.defeaters {
                match usize::try_from(*by) {
                    Ok(by) if !found.contains(&by) => found.push(by),
                    _ => {}
                }
            }
            next += 1;
        }
        found
    }

    /// Whether one answer alone would leave a single outcome.
    fn settles(&self, case: &Case, address: Address, answer: Slot) -> bool {
        let mut case = case.clone();
        case.put(address, answer);
        let mut scratch = Scratch::new();
        let mut evaluator = Evaluator::new(self.evaluator.law(), self.evaluator.epoch(), &case, &mut scratch);
        evaluator.decide().certain().is_some()
    }
}

/// The answers worth trying for a fact, and whether they are all there are: every alternative, both truth values; of
/// numbers those on both sides of every line, and a spread.
pub(super) fn answers(
    law: &crate::plan::Law,
    case: &mut Case,
    address: Address,
    kind: &Kind,
    optional: bool,
) -> (Vec<Slot>, bool) {
    let mut answers: Vec<Slot> = match kind {
        Kind::Bool => vec![Slot::Bool(true), Slot::Bool(false)],
        Kind::Enum(list) => {
            let count = law.layout.enums.get(*list).map_or(0, |list| list.alternatives.len());
            (0..u32::try_from(count).unwrap_or(0)).map(Slot::Code).collect()
        }
        Kind::Number(_) => lines(law, address).into_iter().map(|line| case.number(line)).collect(),
        _ => Vec::new(),
    };
    // What is known in part leaves fewer answers.
    if let Slot::Partial(position) = case.get(address) {
        let partial = usize::try_from(position).ok().and_then(|at| case.partials.get(at));
        answers.retain(|answer| match (partial, answer) {
            (Some(crate::plan::slot::Partial::Codes(codes)), Slot::Code(code)) => codes.contains(code),
            (Some(crate::plan::slot::Partial::Number(interval)), answer) => {
                case.exact(*answer).is_none_or(|number| interval.contains(number))
            }
            _ => true,
        });
    }
    if optional {
        answers.push(Slot::Absent);
    }
    let exhaustive = matches!(kind, Kind::Bool | Kind::Enum(_)) && answers.len() <= MOST_TRIED;
    answers.truncate(MOST_TRIED);
    (answers, exhaustive)
}

/// Each line a fact is compared with, and a point on either side of it.
fn lines(law: &crate::plan::Law, address: Address) -> Vec<Number> {
    let mut points = Vec::new();
    let step = Number::from_ratio(1, 1000).unwrap_or(Number::ONE);
    for line in compared_with(law, address) {
        points.push(line);
        points.extend([line.sub(step), line.add(step)].into_iter().flatten());
    }
    // A number that is multiplied or divided before it is compared has its lines elsewhere: a spread finds their sides.
    for power in 0..8_i64 {
        for digit in [1, 2, 5] {
            points.push(Number::from_i64(10_i64.pow(u32::try_from(power).unwrap_or(0)) * digit));
        }
    }
    points.sort_unstable();
    points.dedup();
    points
}

/// The numbers that a fact is compared with as it is.
pub(super) fn compared_with(law: &crate::plan::Law, address: Address) -> Vec<Number> {
    let constants = law.nodes.nodes.iter().filter_map(|node| match node {
        Node::CompareSlot(_, at, constant) if *at == address => law.nodes.constants.get(*constant),
        _ => None,
    });
    let numbers = constants.filter_map(|constant| match constant {
        Constant::Number(line) => Some(*line),
        _ => None,
    });
    numbers.collect()
}

/// What lies at a place among the roots, and whether it is optional.
fn kind_at(layout: &Layout, address: Address) -> Option<(&Kind, bool)> {
    for fact in &layout.facts {
        if let Some(found) = inside(layout, &fact.kind, fact.at, false, address) {
            return Some(found);
        }
    }
    None
}

fn inside<'l>(
    layout: &'l Layout,
    kind: &'l Kind,
    at: Address,
    optional: bool,
    wanted: Address,
) -> Option<(&'l Kind, bool)> {
    if at == wanted {
        return Some((kind, optional));
    }
    let Kind::Inline(record) = kind else { return None };
    let record = layout.records.get(*record)?;
    if wanted.0 < at.0 || wanted.0 >= at.0.saturating_add(record.size) {
        return None;
    }
    record.fields.iter().find_map(|field| inside(layout, &field.kind, at.plus(field.offset), field.optional, wanted))
}
