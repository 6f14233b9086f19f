//! The parts in which the answers to an unknown fact lie: together they leave nothing out, and inside one of them all the
//! questions at hand have one answer.

use crate::decide::{Evaluator, Num};
use crate::facts::{Case, Place};
use crate::plan::SetOf;
use crate::plan::layout::Kind;
use crate::plan::node::{Constant, Node, NodeId, SetId};
use crate::plan::slot::{Address, Partial, Slot};
use crate::resolve::EnumId;
use crate::value::{Bound, Date, Interval, Number};
use std::collections::BTreeMap;

/// What is asked of one fact, and of nothing else.
#[derive(Debug, Clone, Default)]
pub(super) struct OfFact {
    /// The questions.
    pub(super) questions: Vec<NodeId>,
    /// Whether it is so.
    plain: bool,
    /// Whether it is in a set.
    sets: Vec<SetId>,
    /// Whether it is an alternative.
    codes: Vec<u32>,
    /// How it stands to a number.
    lines: Vec<Number>,
    /// How it stands to a day.
    days: Vec<Date>,
}

impl OfFact {
    /// Every member of a set is a line of its own.
    fn in_set(&mut self, set: SetId, members: &SetOf) {
        self.sets.push(set);
        self.lines.extend(members.numbers());
        self.days.extend(members.days());
    }

    /// The numbers that it is compared with.
    pub(super) fn lines(&self) -> &[Number] {
        &self.lines
    }
}

/// What some questions ask of one fact each, fact by fact; other questions are left out.
pub(super) fn of_facts(evaluator: &mut Evaluator<'_>, questions: &[NodeId]) -> BTreeMap<Address, OfFact> {
    let law = evaluator.law();
    let sets = &evaluator.epoch().sets;
    let mut found: BTreeMap<Address, OfFact> = BTreeMap::new();
    for question in questions {
        let mut asked = |at: Address, add: &mut dyn FnMut(&mut OfFact)| {
            let of = found.entry(at).or_default();
            of.questions.push(*question);
            add(of);
        };
        match law.nodes.nodes[*question] {
            Node::Slot(at) => asked(at, &mut |it| it.plain = true),
            // What is there may be anything, as far as this question goes.
            Node::Has(at) => asked(at, &mut |_| ()),
            Node::SlotInSet(at, set) => asked(at, &mut |it| it.in_set(set, &sets[set])),
            Node::CompareSlot(_, at, constant) => {
                if let Constant::Number(line) = law.nodes.constants[constant] {
                    asked(at, &mut |it| it.lines.push(line));
                }
            }
            Node::CompareNumbers(_, one, other) => {
                for (fact, line) in [(one, other), (other, one)] {
                    if let Some(at) = reads(evaluator, fact)
                        && let Num::Exact(line) = evaluator.number(line)
                    {
                        asked(at, &mut |it| it.lines.push(line));
                    }
                }
            }
            Node::Compare(_, one, other) => {
                for (fact, constant) in [(one, other), (other, one)] {
                    let (Some(at), Node::Constant(constant)) = (reads(evaluator, fact), law.nodes.nodes[constant])
                    else {
                        continue;
                    };
                    asked(at, &mut |it| match law.nodes.constants[constant] {
                        Constant::Code(code) => it.codes.push(code),
                        Constant::Date(day) => it.days.push(day),
                        _ => {}
                    });
                }
            }
            Node::InSet(fact, set) => {
                if let Some(at) = reads(evaluator, fact) {
                    asked(at, &mut |it| it.in_set(set, &sets[set]));
                }
            }
            Node::CodeUnder(fact, _) => {
                if let Some(at) = reads(evaluator, fact) {
                    asked(at, &mut |_| ());
                }
            }
            _ => {}
        }
    }
    found
}

/// The place that a step reads, if it does nothing else.
fn reads(evaluator: &Evaluator<'_>, node: NodeId) -> Option<Address> {
    match evaluator.law().nodes.nodes[node] {
        Node::Slot(address) => Some(address),
        Node::Bounded(inner, ..) => reads(evaluator, inner),
        _ => None,
    }
}

/// The parts of what a fact may be, each as a slot of the case; none where the questions do not part it.
pub(super) fn cells(evaluator: &Evaluator<'_>, case: &mut Case, at: Address, asked: &OfFact) -> Vec<Slot> {
    let Some(Place { kind, field, .. }) = case.place(&evaluator.law().layout, at) else { return Vec::new() };
    let known = case.partly_known(at).cloned();
    if known.is_none() && case.get(at) != Slot::Unknown {
        return Vec::new();
    }
    let mut cells = match (kind, &known) {
        (Kind::Bool, None) if asked.plain => vec![Slot::Bool(true), Slot::Bool(false)],
        (Kind::Enum(list), None | Some(Partial::Codes(_))) => {
            let codes = alternatives(evaluator, *list, known.as_ref());
            alike(evaluator, asked, codes).into_iter().map(|codes| of_codes(case, codes)).collect()
        }
        (Kind::Number(_), None | Some(Partial::Number(_))) => {
            let bound = |at: Number| Bound { at, inclusive: true };
            let declared = field.and_then(|it| Interval::new(it.at_least.map(bound), it.at_most.map(bound)));
            let whole = match &known {
                Some(Partial::Number(known)) => *known,
                _ => declared.unwrap_or(Interval::UNBOUNDED),
            };
            let mut lines = asked.lines.clone();
            lines.sort_unstable();
            lines.dedup();
            parted(whole, &lines).into_iter().map(|part| of_interval(case, part)).collect()
        }
        (Kind::Date, None | Some(Partial::Date(..))) => {
            let (low, high) = match known {
                Some(Partial::Date(low, high)) => (low, high),
                _ => (None, None),
            };
            let mut days = asked.days.clone();
            days.sort_unstable();
            days.dedup();
            parted_days(low, high, &days).into_iter().map(|(low, high)| of_days(case, low, high)).collect()
        }
        (Kind::Text | Kind::Eccn, Some(Partial::Texts(texts))) => {
            texts.iter().map(|text| Slot::Text(case.text(text))).collect()
        }
        _ => Vec::new(),
    };
    if known.is_none() && field.is_some_and(|field| field.optional) && !cells.is_empty() {
        cells.push(Slot::Absent);
    }
    // One part alone is what was known before.
    if cells.len() < 2 { Vec::new() } else { cells }
}

/// The alternatives that are possible.
pub(super) fn alternatives(evaluator: &Evaluator<'_>, list: EnumId, known: Option<&Partial>) -> Vec<u32> {
    match known {
        Some(Partial::Codes(codes)) => codes.clone(),
        _ => {
            let count = evaluator.law().layout.enums.get(list).map_or(0, |list| list.alternatives.len());
            (0..u32::try_from(count).unwrap_or(0)).collect()
        }
    }
}

/// Alternatives that are in the same sets, and that no question names, are alike to all questions.
fn alike(evaluator: &Evaluator<'_>, asked: &OfFact, codes: Vec<u32>) -> Vec<Vec<u32>> {
    let sets = &evaluator.epoch().sets;
    let mut alike: BTreeMap<(Vec<bool>, Option<u32>), Vec<u32>> = BTreeMap::new();
    for code in codes {
        let inside = asked.sets.iter().map(|set| sets.get(*set).is_some_and(|set| set.has_code(code))).collect();
        alike.entry((inside, asked.codes.contains(&code).then_some(code))).or_default().push(code);
    }
    alike.into_values().collect()
}

fn of_codes(case: &mut Case, codes: Vec<u32>) -> Slot {
    match codes.as_slice() {
        [only] => Slot::Code(*only),
        _ => case.partial(Partial::Codes(codes)),
    }
}

fn of_interval(case: &mut Case, part: Interval) -> Slot {
    match part.as_exact() {
        Some(number) => case.number(number),
        None => case.partial(Partial::Number(part)),
    }
}

/// An interval, parted at some lines: each line by itself, and what lies between.
fn parted(whole: Interval, lines: &[Number]) -> Vec<Interval> {
    let open = |at: Number| Some(Bound { at, inclusive: false });
    let mut parts = Vec::new();
    let mut before = None;
    for line in lines {
        parts.extend(Interval::new(before, open(*line)));
        parts.push(Interval::exact(*line));
        before = open(*line);
    }
    parts.extend(Interval::new(before, None));
    parts.into_iter().filter_map(|part| part.intersect(whole)).collect()
}

fn of_days(case: &mut Case, low: Option<Date>, high: Option<Date>) -> Slot {
    match (low, high) {
        (Some(low), Some(high)) if low == high => Slot::Date(low),
        _ => case.partial(Partial::Date(low, high)),
    }
}

/// Days between two, both inclusive, parted at some others: each of these by itself, and what lies between.
fn parted_days(low: Option<Date>, high: Option<Date>, days: &[Date]) -> Vec<(Option<Date>, Option<Date>)> {
    let mut parts = Vec::new();
    let mut after = low;
    for day in days {
        if low.is_some_and(|low| *day < low) || high.is_some_and(|high| high < *day) {
            continue;
        }
        let before = day.add_days(-1).filter(|before| after.is_none_or(|after| after <= *before));
        parts.extend(before.map(|before| (after, Some(before))));
        parts.push((Some(*day), Some(*day)));
        match day.add_days(1) {
            Some(next) => after = Some(next),
            None => return parts,
        }
    }
    if high.is_none_or(|high| after.is_none_or(|after| after <= high)) {
        parts.push((after, high));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_leave_nothing_out() {
        let number = Number::from_i64;
        let whole = Interval::between(number(1), number(5)).unwrap();
        let parts = parted(whole, &[number(0), number(3), number(5)]);
        let shown: Vec<String> = parts.iter().map(ToString::to_string).collect();
        assert_eq!(shown.len(), 4, "{shown:?}");
        for at in [(1, 1), (2, 1), (5, 2), (3, 1), (4, 1), (5, 1)] {
            let number = Number::from_ratio(at.0, at.1).unwrap();
            assert_eq!(parts.iter().filter(|part| part.contains(number)).count(), 1, "{number:?} in {shown:?}");
        }
        assert_eq!(parted(Interval::UNBOUNDED, &[]), [Interval::UNBOUNDED]);
    }

    #[test]
    fn parts_of_days_leave_none_out() {
        let day = |number: i32| Date::parse("2024-01-01").unwrap().add_days(number);
        let days: Vec<Date> = [0, 3, 4, 9].into_iter().filter_map(day).collect();
        assert_eq!(
            parted_days(day(1), day(9), &days),
            [(day(1), day(2)), (day(3), day(3)), (day(4), day(4)), (day(5), day(8)), (day(9), day(9))]
        );
        assert_eq!(
            parted_days(None, None, &[Date::MIN]),
            [(Some(Date::MIN), Some(Date::MIN)), (Date::MIN.add_days(1), None)]
        );
        assert_eq!(
            parted_days(None, None, &[Date::MAX]),
            [(None, Date::MAX.add_days(-1)), (Some(Date::MAX), Some(Date::MAX))]
        );
        assert_eq!(parted_days(day(1), day(1), &days), [(day(1), day(1))]);
    }
}
