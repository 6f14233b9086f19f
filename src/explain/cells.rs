//! The parts in which the answers to an unknown fact lie: together they leave nothing out, and inside one of them all the
//! questions at hand have one answer.

use crate::check::typed::Comparison;
use crate::decide::{Evaluator, Num};
use crate::facts::{Case, Place};
use crate::plan::layout::Kind;
use crate::plan::node::{Constant, Node, NodeId, SetId};
use crate::plan::slot::{Address, Partial, Slot};
use crate::resolve::EnumId;
use crate::value::{Bound, Interval, Number};
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
}

/// What some questions ask of one fact each, fact by fact; other questions are left out.
pub(super) fn of_facts(evaluator: &mut Evaluator<'_>, questions: &[NodeId]) -> BTreeMap<Address, OfFact> {
    let law = evaluator.law();
    let mut found: BTreeMap<Address, OfFact> = BTreeMap::new();
    for question in questions {
        let mut asked = |at: Address, add: &mut dyn FnMut(&mut OfFact)| {
            let of = found.entry(at).or_default();
            of.questions.push(*question);
            add(of);
        };
        match law.nodes.nodes[*question] {
            Node::Slot(at) => asked(at, &mut |it| it.plain = true),
            Node::SlotInSet(at, set) => asked(at, &mut |it| it.sets.push(set)),
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
            Node::Compare(Comparison::Equal | Comparison::NotEqual, one, other) => {
                for (fact, code) in [(one, other), (other, one)] {
                    if let Some(at) = reads(evaluator, fact)
                        && let Node::Constant(code) = law.nodes.nodes[code]
                        && let Constant::Code(code) = law.nodes.constants[code]
                    {
                        asked(at, &mut |it| it.codes.push(code));
                    }
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
}
