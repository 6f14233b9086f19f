//! What would make a rule apply: facts that would, one at a time, and days on which it does.

use super::cells::{cells, of_facts};
use super::decision::{Provision, Status};
use super::single::Single;
use super::words::{partial_words, quoted};
use crate::decide::{Evaluator, Scratch};
use crate::facts::{Case, Place};
use crate::plan::law::{LimbId, Shape};
use crate::plan::layout::Kind;
use crate::plan::node::NodeId;
use crate::plan::slot::{Address, Partial, Slot};
use crate::resolve::RuleId;
use crate::source::visible;
use crate::value::{Date, Interval, Truth};

/// So many alternatives are named; the rest are counted.
const MOST_NAMED: usize = 6;
/// So many turning points of the law are looked at in each direction.
const FARTHEST: usize = 64;
/// So many facts of a case are looked at.
const MOST_FACTS: usize = 1024;

/// Why a rule does not apply, and what would make it.
#[derive(Debug)]
pub struct WhyNot {
    /// How it stands on the day; `None` if it is not in force then.
    pub provision: Option<Provision>,
    /// Facts each of which would make it apply if nothing else were different: `shipment.destination were CN (China)`.
    pub facts: Vec<String>,
    /// If there is no such fact: each limb that fails, and the facts each of which would make that limb hold.
    pub limbs: Vec<(String, Vec<String>)>,
    /// The last day before and the first day after on which it applies to the same facts.
    pub days: Vec<Date>,
}

impl Single<'_> {
    /// Why a rule does not apply, and what would make it.
    pub fn why_not(&self, rule: RuleId) -> WhyNot {
        let provision = self.provision(rule, &mut Scratch::new());
        let mut found = WhyNot { provision, facts: Vec::new(), limbs: Vec::new(), days: Vec::new() };
        if found.provision.as_ref().is_some_and(|it| it.status == Status::Applies) {
            return found;
        }
        found.days = self.days(rule);
        let Some(version) = self.version(rule) else { return found };
        found.facts = self.changes(version.condition, &|case| self.applies(rule, case, self.day));
        if found.facts.is_empty() {
            let holds = self.in_the_way(version.addressed.iter().chain(&version.holds), Truth::True);
            let excludes = self.in_the_way(version.unless.iter(), Truth::False);
            let both = holds.into_iter().map(|it| (it, Truth::True));
            for ((label, node), wanted) in both.chain(excludes.into_iter().map(|it| (it, Truth::False))) {
                let changes = self.changes(node, &|case| self.truth(node, case) == wanted);
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

    /// The limbs that do not give what is wanted of them; the parts of a conjunction stand for themselves.
    fn in_the_way<'l>(&self, limbs: impl Iterator<Item = &'l LimbId>, wanted: Truth) -> Vec<(String, NodeId)> {
        let law = self.view.law();
        let mut found: Vec<(String, NodeId)> = Vec::new();
        let mut open: Vec<(LimbId, String)> = limbs.map(|limb| (*limb, String::new())).collect();
        open.reverse();
        while let Some((id, before)) = open.pop() {
            let Some(limb) = law.limbs.get(id) else { continue };
            if self.truth(limb.node, self.case) == wanted {
                continue;
            }
            let label = limb.label.as_ref().map_or_else(|| before.clone(), |label| format!("{before}({label})"));
            match &limb.shape {
                Shape::All(parts) if wanted.is_true() => {
                    open.extend(parts.iter().rev().map(|part| (*part, label.clone())));
                }
                _ => {
                    let words = quoted(self.sources, limb.span);
                    let own = limb.label.as_ref().map_or_else(String::new, |label| format!("({label})"));
                    let words = words.strip_prefix(&own).unwrap_or(&words).trim();
                    found.push((format!("{label} {words}").trim().to_owned(), limb.node));
                }
            }
        }
        found
    }

    /// The facts each of which would bring something about that a question turns on, if only that fact were another.
    fn changes(&self, question: NodeId, brings: &dyn Fn(&Case) -> bool) -> Vec<String> {
        let mut found = Vec::new();
        let layout = &self.view.law().layout;
        for at in self.case.places(layout, MOST_FACTS) {
            let mut open = self.case.clone();
            open.put(at, Slot::Unknown);
            let mut scratch = Scratch::new();
            let mut evaluator = self.evaluator(&open, self.day, &mut scratch);
            let questions = evaluator.open_questions(question);
            let Some(asked) = of_facts(&mut evaluator, &questions).remove(&at) else { continue };
            let mut tried = open.clone();
            let parts = cells(&evaluator, &mut tried, at, &asked);
            let would: Vec<Slot> = parts
                .into_iter()
                .filter(|part| {
                    tried.put(at, *part);
                    brings(&tried)
                })
                .collect();
            if let Some(place) = open.place(layout, at).filter(|_| !would.is_empty()) {
                found.push(self.words(&place, &tried, at, &would));
            }
        }
        found
    }

    /// `shipment.destination were CN (China)`
    fn words(&self, place: &Place<'_>, case: &Case, at: Address, would: &[Slot]) -> String {
        let law = self.view.law();
        let mut codes: Vec<u32> = Vec::new();
        let mut stretches: Vec<Partial> = Vec::new();
        let mut words: Vec<String> = Vec::new();
        for slot in would {
            match (slot, case.partly(*slot)) {
                (Slot::Bool(truth), _) => words.push(if *truth { "so" } else { "not so" }.to_owned()),
                (Slot::Absent, _) => words.push("absent".to_owned()),
                (Slot::Code(code), _) => codes.push(*code),
                (Slot::Text(text), _) => words.push(case.str(*text).to_owned()),
                (Slot::Date(day), _) => join(&mut stretches, Partial::Date(Some(*day), Some(*day))),
                (_, Some(Partial::Codes(some))) => codes.extend(some),
                (_, Some(known)) => join(&mut stretches, known.clone()),
                _ => {
                    if let Some(number) = case.exact(*slot) {
                        join(&mut stretches, Partial::Number(Interval::exact(number)));
                    }
                }
            }
        }
        if let Kind::Enum(list) = place.kind {
            codes.sort_unstable();
            let names: Vec<String> = codes
                .iter()
                .filter_map(|code| law.layout.alternative(*list, *code))
                .map(|(name, title, _)| {
                    title.as_ref().map_or_else(|| name.clone(), |title| format!("{name} ({title})"))
                })
                .collect();
            let more = names.len().saturating_sub(MOST_NAMED);
            words.extend(names.into_iter().take(MOST_NAMED));
            words.extend((more > 0).then(|| format!("one of {more} more")));
        }
        words.extend(stretches.iter().map(|stretch| partial_words(law, place.kind, stretch)));
        let verb = if self.case.get(at) == Slot::Unknown { "is" } else { "were" };
        let was = super::words::listed(&words, "or");
        let path = visible(&place.path);
        match was.as_str() {
            "so" => format!("{path} {verb} true"),
            "not so" => format!("{path} {verb} false"),
            _ => format!("{path} {verb} {}", visible(&was)),
        }
    }
}

/// Adds a stretch, as one with the last if they touch.
fn join(stretches: &mut Vec<Partial>, next: Partial) {
    match (stretches.last_mut(), &next) {
        (Some(Partial::Number(last)), Partial::Number(next)) if touch(*last, *next) => *last = last.hull(*next),
        (Some(Partial::Date(_, last)), Partial::Date(first, end))
            if last.and_then(|last| last.add_days(1)) == *first && first.is_some() =>
        {
            *last = *end;
        }
        _ => stretches.push(next),
    }
}

/// Whether nothing lies between two stretches of numbers, the second behind the first.
fn touch(one: Interval, other: Interval) -> bool {
    match (one.hi(), other.lo()) {
        (Some(end), Some(begin)) => end.at == begin.at && (end.inclusive || begin.inclusive),
        _ => false,
    }
}
