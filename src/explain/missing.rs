//! Facts that could still change the outcome, the most decisive first, and what would settle it.

use super::build::Builder;
use super::cells::{OfFact, alternatives, cells, of_facts};
use super::decision::Missing;
use super::words::{NO_REGIME, code_names, partial_words, regime};
use crate::decide::{Outcome, Range, Supposed};
use crate::facts::{Case, Place};
use crate::plan::layout::Kind;
use crate::plan::node::NodeId;
use crate::plan::slot::{Address, Partial, Slot};
use crate::plan::{Active, Law};
use crate::value::{Bound, Interval, Number};
use std::collections::BTreeMap;

/// More answers than this are not tried for one fact.
const MOST_TRIED: usize = 512;
/// More alternatives than this are not named.
const MOST_NAMED: usize = 6;

impl Builder<'_> {
    /// Facts that can still change the outcome over all; then, of each regime whose own outcome they can change and which
    /// another settles over all, those that change no more than that. Empty where every outcome is certain.
    pub(super) fn missing(&mut self, outcome: Range, regimes: &[Range]) -> Vec<Missing> {
        let mut asked = vec![(None, outcome)];
        let binds = |regime: usize| self.evaluator.epoch().rules.iter().any(|it| it.weighs() && it.regime == regime);
        asked.extend(regimes.iter().enumerate().filter(|(at, _)| binds(*at)).map(|(at, range)| (Some(at), *range)));
        let mut found: Vec<Missing> = Vec::new();
        let mut told: Vec<usize> = Vec::new();
        for (of, range) in asked.into_iter().filter(|(_, range)| range.certain().is_none()) {
            let mut weighing = self.weighing(of, range);
            // What the same rules wait for has been told.
            if weighing.iter().all(|position| told.contains(position)) {
                continue;
            }
            let more = self.missing_of(of, &weighing, &found);
            found.extend(more);
            told.append(&mut weighing);
        }
        in_order(&mut found);
        found
    }

    /// The facts that rules wait for which weigh in the outcome of a regime or, if none is named, in that over all, but for some
    /// that are known already.
    fn missing_of(&mut self, of: Option<usize>, weighing: &[usize], known: &[Missing]) -> Vec<Missing> {
        let epoch = self.evaluator.epoch();
        let law = self.evaluator.law();
        let mut found: Vec<(Address, Vec<String>)> = Vec::new();
        let mut questions = Vec::new();
        for (position, active) in epoch.rules.iter().enumerate() {
            if !weighing.contains(&position) || !self.condition(position).is_unknown() {
                continue;
            }
            questions.extend(self.evaluator.open_questions(active.condition));
            let (_, addresses) = self.evaluator.missing_for(active.condition);
            for address in addresses {
                let name = law.rules[active.rule].name.clone();
                match found.iter_mut().find(|(known, _)| *known == address) {
                    Some((_, rules)) => rules.push(name),
                    None => found.push((address, vec![name])),
                }
            }
        }
        if !known.is_empty() {
            let case = self.evaluator.case();
            found.retain(|(at, _)| {
                let path = case.path_of(&law.layout, *at);
                known.iter().all(|it| it.path != path)
            });
        }
        let asked = of_facts(&mut self.evaluator, &questions);
        let addresses: Vec<Address> = found.iter().map(|(address, _)| *address).collect();
        let mut matter = self.matter(&addresses).into_iter();
        found.retain(|_| matter.next() != Some(false));
        found.into_iter().map(|(address, rules)| self.one_missing(of, address, rules, &asked)).collect()
    }

    /// The facts that are missing for the answer to one question, which some provision waits for, so that the outcome of a
    /// regime or, if none is named, that over all is open.
    pub(super) fn missing_for(&mut self, of: Option<&str>, question: NodeId, provision: &str) -> Vec<Missing> {
        let of = of.and_then(|of| self.evaluator.law().regimes.iter().position(|regime| regime == of));
        let questions = self.evaluator.open_questions(question);
        let asked = of_facts(&mut self.evaluator, &questions);
        let (_, addresses) = self.evaluator.missing_for(question);
        addresses.into_iter().map(|at| self.one_missing(of, at, vec![provision.to_owned()], &asked)).collect()
    }

    /// What is known of a fact, and what would settle the matter.
    fn one_missing(
        &mut self,
        of: Option<usize>,
        at: Address,
        rules: Vec<String>,
        asked: &BTreeMap<Address, OfFact>,
    ) -> Missing {
        let law = self.evaluator.law();
        let mut case = self.evaluator.case().clone();
        let Some(place) = case.place(&law.layout, at) else { return Missing { rules, ..Missing::default() } };
        let known = case.partly_known(at).map(|known| partial_words(law, place.kind, known));
        let asked = asked.get(&at).cloned().unwrap_or_default();
        let (answers, all) = self.answers(&mut case, at, &place, &asked);
        let settling: Vec<bool> = answers.iter().map(|answer| self.settles(of, &case, at, *answer)).collect();
        let settles = settling.iter().filter(|settles| **settles).count();
        // All numbers that lie in one part are alike, so parts say what settles it where there is no end of numbers.
        let parts = match place.kind {
            Kind::Number(_) | Kind::Date => cells(&self.evaluator, &mut case, at, &asked),
            _ => Vec::new(),
        };
        let holds: Vec<bool> = parts.iter().map(|part| self.settles(of, &case, at, *part)).collect();
        let any = !parts.is_empty() && holds.iter().all(|settles| *settles);
        let settled_by = match place.kind {
            Kind::Number(_) | Kind::Date if !any => stretches_in_words(law, &case, place.kind, &parts, &holds),
            _ if all && settles < answers.len() => answers_in_words(law, &case, place.kind, &answers, &settling),
            _ => Vec::new(),
        };
        Missing {
            path: place.path,
            only_in: of.map(|of| regime(law, of).unwrap_or_else(|| NO_REGIME.to_owned())),
            known,
            rules,
            settles: count(settles),
            tried: count(answers.len()),
            exhaustive: all || any,
            settled_by,
        }
    }

    /// The rules that could still change the outcome, of a regime if one is named: those whose effect is graver than the
    /// mildest that is possible, and all that prevail over them.
    fn weighing(&self, of: Option<usize>, outcome: Range) -> Vec<usize> {
        let rules = &self.evaluator.epoch().rules;
        // Where no rule could weigh, each is asked about for what else it does.
        let silent = self.evaluator.law().silent;
        let heavy = |active: &Active| {
            silent && active.binds
                || active.binds
                    && of.is_none_or(|of| active.regime == of)
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
    fn settles(&mut self, of: Option<usize>, case: &Case, address: Address, answer: Slot) -> bool {
        let mut case = case.clone();
        case.put(address, answer);
        self.outcome_of(of, self.day, case, Supposed::default()).certain().is_some()
    }

    /// The answers worth trying for a fact, and whether they are all there are: every alternative, both truth values; of
    /// numbers those on both sides of every line, and a spread.
    fn answers(&self, case: &mut Case, at: Address, place: &Place<'_>, asked: &OfFact) -> (Vec<Slot>, bool) {
        let known = case.partly_known(at).cloned();
        let mut answers: Vec<Slot> = match (place.kind, &known) {
            (Kind::Bool, None) => vec![Slot::Bool(true), Slot::Bool(false)],
            (Kind::Enum(list), _) => {
                alternatives(&self.evaluator, *list, known.as_ref()).into_iter().map(Slot::Code).collect()
            }
            (Kind::Number(_), _) => {
                let limits = limits(place, known.as_ref());
                points(asked, limits).into_iter().map(|number| case.number(number)).collect()
            }
            (Kind::Text | Kind::Eccn, Some(Partial::Texts(texts))) => {
                texts.iter().map(|text| Slot::Text(case.text(text))).collect()
            }
            _ => Vec::new(),
        };
        if known.is_none() && place.field.is_some_and(|field| field.optional) {
            answers.push(Slot::Absent);
        }
        let listed = matches!(place.kind, Kind::Bool | Kind::Enum(_)) || matches!(known, Some(Partial::Texts(_)));
        let all = listed && answers.len() <= MOST_TRIED;
        answers.truncate(MOST_TRIED);
        (answers, all)
    }
}

/// Those that bear on the outcome over all before those of one regime. Within that the most decisive first: by the share of
/// answers that settle it, then by how many rules wait for it; paths make the order the same every time.
pub(super) fn in_order(missing: &mut [Missing]) {
    missing.sort_by(|a, b| {
        let share = |it: &Missing| u64::from(it.settles) * 1_000_000 / u64::from(it.tried.max(1));
        let order = a.only_in.cmp(&b.only_in).then(share(b).cmp(&share(a)));
        order.then(b.rules.len().cmp(&a.rules.len())).then(a.path.cmp(&b.path))
    });
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Between which numbers a fact lies: those it is known to lie between, or else those of its declaration.
fn limits(place: &Place<'_>, known: Option<&Partial>) -> Interval {
    let bound = |at: Number| Bound { at, inclusive: true };
    match (known, place.field) {
        (Some(Partial::Number(known)), _) => *known,
        (_, Some(field)) => {
            Interval::new(field.at_least.map(bound), field.at_most.map(bound)).unwrap_or(Interval::UNBOUNDED)
        }
        _ => Interval::UNBOUNDED,
    }
}

/// Each line a fact is compared with and a point on either side of it, its limits and what lies midway, and a spread: a
/// number that is multiplied or divided before it is compared has its lines elsewhere.
fn points(asked: &OfFact, limits: Interval) -> Vec<Number> {
    let mut points = Vec::new();
    let step = Number::from_ratio(1, 1000).unwrap_or(Number::ONE);
    for line in asked.lines() {
        points.push(*line);
        points.extend([line.sub(step), line.add(step)].into_iter().flatten());
    }
    points.extend([limits.lo(), limits.hi()].into_iter().flatten().map(|bound| bound.at));
    if let (Some(low), Some(high)) = (limits.lo(), limits.hi()) {
        points.extend(low.at.add(high.at).and_then(|sum| sum.div(Number::from_i64(2))));
    }
    for power in 0..8_i64 {
        for digit in [1, 2, 5] {
            points.push(Number::from_i64(10_i64.pow(u32::try_from(power).unwrap_or(0)) * digit));
        }
    }
    points.retain(|point| limits.contains(*point));
    points.sort_unstable();
    points.dedup();
    points
}

/// The stretches in which a number or a day settles it; parts that touch are told as one.
fn stretches_in_words(law: &Law, case: &Case, kind: &Kind, parts: &[Slot], settles: &[bool]) -> Vec<String> {
    let mut stretches: Vec<Partial> = Vec::new();
    let mut absent = false;
    let mut goes_on = false;
    for (part, settles) in parts.iter().zip(settles) {
        absent |= *settles && *part == Slot::Absent;
        let part = match part {
            Slot::Date(day) => Some(Partial::Date(Some(*day), Some(*day))),
            part => case.partly(*part).cloned().or_else(|| case.exact(*part).map(Interval::exact).map(Partial::Number)),
        };
        if let Some(part) = part.filter(|_| *settles) {
            match (part, stretches.last_mut()) {
                (Partial::Number(next), Some(Partial::Number(last))) if goes_on => *last = last.hull(next),
                (Partial::Date(_, end), Some(Partial::Date(_, last))) if goes_on => *last = end,
                (part, _) => stretches.push(part),
            }
        }
        goes_on = *settles;
    }
    let words = stretches.iter().map(|stretch| partial_words(law, kind, stretch));
    words.chain(absent.then(|| NONE.to_owned())).collect()
}

/// The answers that settle it, one by one; none where they would be too many to name.
fn answers_in_words(law: &Law, case: &Case, kind: &Kind, answers: &[Slot], settles: &[bool]) -> Vec<String> {
    let settling = answers.iter().zip(settles).filter(|(_, settles)| **settles).map(|(answer, _)| answer);
    let words: Vec<String> = settling
        .filter_map(|answer| match (answer, kind) {
            (Slot::Bool(truth), _) => Some(if *truth { "yes" } else { "no" }.to_owned()),
            (Slot::Code(code), Kind::Enum(list)) => code_names(law, *list, &[*code]).pop(),
            (Slot::Text(text), _) => Some(case.str(*text).to_owned()),
            (Slot::Absent, _) => Some(NONE.to_owned()),
            _ => None,
        })
        .collect();
    if words.len() > MOST_NAMED { Vec::new() } else { words }
}

/// An answer: what is asked about is not there.
const NONE: &str = "there is none";
