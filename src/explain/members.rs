//! Members of a list: those for whom something is so, and those who make up a number.

use super::build::Builder;
use super::decision::Reason;
use super::words::{key_words, listed, shown};
use crate::check::typed::Comparison;
use crate::decide::{List, Value};
use crate::plan::law::{Counted, LimbId, Shape};
use crate::plan::layout::Kind;
use crate::plan::node::NodeId;
use crate::plan::slot::Address;
use crate::resolve::RecordId;
use crate::syntax::ast::Quantifier;
use crate::value::Truth;
use std::collections::BTreeSet;

/// Of the members of a list that decide, or come closest, so many are told one by one.
const MOST_MEMBERS: usize = 8;
/// A member may be named after what it holds, and that after what it holds.
const DEEPEST_NAME: usize = 2;

/// Members of a list of whom something is asked.
pub(super) struct Members {
    pub(super) list: NodeId,
    /// What they are, if they are records.
    pub(super) of: Option<RecordId>,
    /// The variable that holds one.
    pub(super) local: u32,
    pub(super) condition: LimbId,
}

impl Builder<'_> {
    pub(super) fn quantified(
        &mut self,
        reason: &mut Reason,
        kind: Quantifier,
        asked: &Members,
        truth: Truth,
        depth: usize,
    ) {
        // Of a condition that goes over several lines, what follows tells the rest.
        let head = reason.law.lines().next().unwrap_or_default().to_owned();
        let Value::List(members) = self.evaluator.value(asked.list) else {
            reason.found = format!("{head}: the list is not known");
            return;
        };
        let node = self.evaluator.law().limbs[asked.condition].node;
        let count = self.evaluator.length(members);
        let wanted = match (kind, truth) {
            (Quantifier::Any, Truth::True) => Some(Truth::True),
            (Quantifier::Every, Truth::False) => Some(Truth::False),
            (_, Truth::Unknown) => Some(Truth::Unknown),
            (Quantifier::Any, Truth::False) | (Quantifier::Every, Truth::True) => None,
        };
        let mut told: Vec<(u32, String)> = Vec::new();
        let mut near = usize::MAX;
        for position in 0..count {
            let (holds, member) = self.evaluator.member_answer(members, position, asked.local, node);
            if Some(holds) == wanted {
                told.push((position, self.named(member, asked.of, position)));
            } else if kind == Quantifier::Any && truth.is_false() {
                // Where there is none, those that came closest.
                let failing = self.failing(asked.condition);
                if failing < near {
                    (near, told) = (failing, Vec::new());
                }
                if failing == near {
                    told.push((position, self.named(member, asked.of, position)));
                }
            }
        }
        self.one_by_one(reason, asked, members, &told, depth);
        let told = told.into_iter().map(|(_, name)| name).collect();
        let (named, all) = most(told);
        let found = match (kind, truth) {
            (Quantifier::Any, Truth::True) => format!("so it is for {}", listed(&named, "and")),
            (Quantifier::Every, Truth::False) => format!("not so for {}", listed(&named, "and")),
            (Quantifier::Any, Truth::False) => match count {
                0 => "there is none".to_owned(),
                1 => "not so for the only one".to_owned(),
                n if all == usize::try_from(n).unwrap_or(0) => format!("so it is for none of {n}"),
                n => format!("so it is for none of {n}; closest: {}", listed(&named, "and")),
            },
            (Quantifier::Every, Truth::True) => match count {
                0 => "there is none".to_owned(),
                1 => "so it is for the only one".to_owned(),
                n => format!("so it is for all {n}"),
            },
            (_, Truth::Unknown) => format!("not known for {}", listed(&named, "and")),
        };
        reason.found = format!("{head}: {found}");
    }

    /// The members that make up a number which was compared. Where there are enough of them those decide that count, and
    /// where there are too few the others.
    pub(super) fn counted(
        &mut self,
        reason: &mut Reason,
        counted: &Counted,
        enough: bool,
        comparison: NodeId,
        depth: usize,
    ) {
        let Value::List(members) = self.evaluator.value(counted.list) else { return };
        let asked = Members { list: counted.list, of: counted.of, local: counted.local, condition: counted.filter };
        let filter = self.evaluator.law().limbs[counted.filter].node;
        let (mut counts, mut others, mut open) = (Vec::new(), Vec::new(), Vec::new());
        for position in 0..self.evaluator.length(members) {
            let (holds, member) = self.evaluator.member_answer(members, position, counted.local, filter);
            let name = self.named(member, counted.of, position);
            let much = counted.each.as_ref().map(|(each, how)| shown(&mut self.evaluator, *each, how));
            let told = (position, name.clone(), much.map_or(name.clone(), |much| format!("{name} {much}")));
            match holds {
                Truth::True => counts.push(told),
                Truth::False => others.push(told),
                Truth::Unknown => open.push(told),
            }
        }
        let deciding = match reason.holds {
            None => &open,
            Some(_) if enough => &counts,
            Some(_) => &others,
        };
        let deciding: Vec<(u32, String)> = deciding.iter().map(|(at, name, _)| (*at, name.clone())).collect();
        self.one_by_one(reason, &asked, members, &deciding, depth);
        let none = format!("; none of {} counted", self.evaluator.length(members));
        for (head, who) in [("counted", counts), ("not counted", others), ("not known of", open)] {
            let idle = head == "not counted" && (enough || reason.holds.is_none());
            if who.is_empty() && head == "counted" && self.evaluator.length(members) > 0 {
                reason.found.push_str(&none);
            } else if !who.is_empty() && !idle {
                let (named, _) = most(who.into_iter().map(|(_, _, told)| told).collect());
                reason.found = format!("{}; {head}: {}", reason.found, listed(&named, "and"));
            }
        }
        if reason.holds.is_none() {
            let mut told = BTreeSet::new();
            waits_for(&reason.parts, &mut told);
            reason.missing = self.missing_paths(comparison);
            reason.missing.retain(|path| !told.contains(path));
            self.note_judgments(comparison);
        }
    }

    /// The reasons of some members, each under its name. What is asked of a member in one question says no more of one than
    /// of the list.
    fn one_by_one(
        &mut self,
        reason: &mut Reason,
        asked: &Members,
        members: List,
        told: &[(u32, String)],
        depth: usize,
    ) {
        let limb = &self.evaluator.law().limbs[asked.condition];
        let plain = matches!(limb.shape, Shape::Fact | Shape::Has | Shape::Other);
        if plain && reason.holds.is_some() {
            return;
        }
        for (position, name) in told.iter().take(MOST_MEMBERS) {
            self.evaluator.member_answer(members, *position, asked.local, limb.node);
            let mut part = self.reason(asked.condition, depth + 1);
            part.label = Some(name.clone());
            reason.parts.push(part);
        }
    }

    /// How many limbs of a condition fail.
    fn failing(&mut self, condition: LimbId) -> usize {
        let law = self.evaluator.law();
        match &law.limbs[condition].shape {
            Shape::All(parts) => {
                parts.iter().filter(|part| self.evaluator.truth(law.limbs[**part].node).is_false()).count()
            }
            _ => 1,
        }
    }

    /// What a member of a list is known by, or else where it stands.
    fn named(&self, member: Value, of: Option<RecordId>, position: u32) -> String {
        let name = match (member, of) {
            (Value::Text(words), _) => Some(self.evaluator.words(words).to_owned()),
            (Value::Record(at), Some(record)) => self.record_name(record, at, 0),
            _ => None,
        };
        name.unwrap_or_else(|| format!("member {}", position + 1))
    }

    /// What a record is known by: its key, or else its first text, or else what the first record in it is known by.
    fn record_name(&self, record: RecordId, at: Address, depth: usize) -> Option<String> {
        let layout = self.evaluator.law().layout.records.get(record)?;
        if let Some(key) = layout.key.and_then(|key| layout.at(key)) {
            let known = !matches!(self.evaluator.at(at.plus(key.offset)), Value::Unknown | Value::Absent);
            return known.then(|| key_words(&self.evaluator, record, at)).flatten();
        }
        layout.fields.iter().find_map(|field| match (&field.kind, self.evaluator.at(at.plus(field.offset))) {
            (Kind::Text | Kind::Eccn, Value::Text(words)) => Some(self.evaluator.words(words).to_owned()),
            (Kind::Inline(inner) | Kind::Reference(inner), Value::Record(to)) if depth < DEEPEST_NAME => {
                self.record_name(*inner, to, depth + 1)
            }
            _ => None,
        })
    }
}

/// So many names as are told one by one, and in how many more words there are more; and how many there are in all.
fn most(mut names: Vec<String>) -> (Vec<String>, usize) {
    let all = names.len();
    names.truncate(MOST_MEMBERS);
    if all > MOST_MEMBERS {
        names.push(format!("{} more", all - MOST_MEMBERS));
    }
    (names, all)
}

/// The facts that some reasons wait for.
fn waits_for(reasons: &[Reason], into: &mut BTreeSet<String>) {
    for reason in reasons {
        into.extend(reason.missing.iter().cloned());
        waits_for(&reason.parts, into);
    }
}

/// Whether there are enough of those who make up one side of a comparison, as it turned out.
pub(super) fn are_enough(op: Comparison, truth: Truth, on_the_left: bool) -> bool {
    match op {
        Comparison::AtLeast | Comparison::Greater => truth.is_false() != on_the_left,
        Comparison::AtMost | Comparison::Less => truth.is_false() == on_the_left,
        Comparison::Equal | Comparison::NotEqual => true,
    }
}
