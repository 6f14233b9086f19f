//! Why a limb holds, does not, or cannot be told: the parts that decide, and what was found.

use super::build::Builder;
use super::decision::{Judgment, Reason};
use super::members::{Members, are_enough};
use super::words::{code_names, listed, quoted, quoted_in_lines, shown};
use crate::decide::Value;
use crate::plan::law::{Called, LimbId, Operand, Shape};
use crate::plan::node::{InstanceId, Node, NodeId, SetExpr, SetId};
use crate::plan::slot::Slot;
use crate::resolve::{DefineId, EntryId};
use crate::source::Span;
use crate::value::Truth;

/// Reasons go this deep; what lies deeper is told by its words alone.
const DEEPEST: usize = 24;
/// For one limb so many definitions that are called with arguments are followed: members of members soon are many.
const MOST_FOLLOWED: usize = 64;

impl Builder<'_> {
    /// Why a limb stands as it does.
    pub(super) fn reason(&mut self, id: LimbId, depth: usize) -> Reason {
        let law = self.evaluator.law();
        let limb = &law.limbs[id];
        let truth = self.evaluator.truth(limb.node);
        let mut reason = Reason {
            label: limb.label.clone(),
            holds: truth.known(),
            law: match limb.shape {
                Shape::All(_) | Shape::Any(_) | Shape::None(_) | Shape::AtLeast(..) | Shape::Quantified { .. } => {
                    quoted_in_lines(self.sources, limb.span)
                }
                _ => quoted(self.sources, limb.span),
            },
            found: String::new(),
            margin: None,
            missing: Vec::new(),
            parts: Vec::new(),
        };
        if depth >= DEEPEST {
            return reason;
        }
        if depth == 0 {
            self.follows = MOST_FOLLOWED;
        }
        match &limb.shape {
            Shape::All(parts) => self.block(&mut reason, parts, truth, depth),
            Shape::Any(parts) => self.block(&mut reason, parts, truth, depth),
            Shape::None(parts) => self.block(&mut reason, parts, truth.not(), depth),
            Shape::AtLeast(_, parts) => {
                reason.parts = parts.iter().map(|part| self.reason(*part, depth + 1)).collect();
                let held = reason.parts.iter().filter(|part| part.holds == Some(true)).count();
                let open = reason.parts.iter().filter(|part| part.holds.is_none()).count();
                reason.found = match open {
                    0 => format!("{held} of {} hold", parts.len()),
                    _ => format!("{held} of {} hold, {open} not known", parts.len()),
                };
            }
            Shape::Not(inner) => reason.parts = vec![self.reason(*inner, depth + 1)],
            Shape::Compare { op, left, right } => {
                self.comparison(&mut reason, *op, left, right, truth);
                if let Some(counted) = left.counted.as_ref().or(right.counted.as_ref()) {
                    let enough = are_enough(*op, truth, left.counted.is_some());
                    self.counted(&mut reason, counted, enough, limb.node, depth);
                }
            }
            Shape::In { value, sets } => self.membership(&mut reason, value, sets),
            Shape::Covered { item, entries, codes } => {
                let asked: Vec<String> = codes.iter().map(ToString::to_string).collect();
                self.covered(&mut reason, *item, &asked, entries, truth, depth);
            }
            Shape::Definition { instance, arguments } => {
                self.definition(&mut reason, *instance, *arguments, truth, depth);
            }
            Shape::Fact if !truth.is_unknown() && self.is_not_given(limb.node) => {
                reason.found = format!("{}: {}, as presumed", reason.law, answer(truth));
            }
            Shape::Fact | Shape::Has | Shape::Other => reason.found = format!("{}: {}", reason.law, answer(truth)),
            Shape::Quantified { kind, list, of, local, condition } => {
                let members = Members { list: *list, of: *of, local: *local, condition: *condition };
                self.quantified(&mut reason, *kind, &members, truth, depth);
            }
            Shape::Discretion { by } => {
                let by = by.clone().or_else(|| self.judge.clone());
                reason.found = match &by {
                    Some(by) => format!("left to the judgment of {by}"),
                    None => "left to judgment".to_owned(),
                };
            }
        }
        if truth.is_unknown() && reason.parts.is_empty() {
            reason.missing = self.missing_paths(limb.node);
            self.note_judgments(limb.node);
        }
        reason
    }

    /// The judgments that an answer waits for, wherever in the question they stand.
    pub(super) fn note_judgments(&mut self, node: NodeId) {
        let law = self.evaluator.law();
        for question in self.evaluator.judgments_for(node) {
            let discretion = &law.nodes.discretions[question];
            let by = discretion.by.clone().or_else(|| self.judge.clone());
            let judgment = Judgment { question: discretion.question.clone(), by, rule: self.rule.clone() };
            if !self.judgments.contains(&judgment) {
                self.judgments.push(judgment);
            }
        }
    }

    /// Only the parts that decide: of a conjunction that fails those that fail, of one that holds all. More than one may
    /// stand there although one is enough; the others say how firm the answer is.
    fn block(&mut self, reason: &mut Reason, parts: &[LimbId], truth: Truth, depth: usize) {
        let law = self.evaluator.law();
        for part in parts {
            let holds = self.evaluator.truth(law.limbs[*part].node);
            let decides = match truth {
                Truth::True => holds.is_true(),
                Truth::False => holds.is_false(),
                Truth::Unknown => holds.is_unknown(),
            };
            if decides {
                reason.parts.push(self.reason(*part, depth + 1));
            }
        }
    }

    fn membership(&mut self, reason: &mut Reason, value: &Operand, sets: &[(SetId, Span)]) {
        let found = shown(&mut self.evaluator, value.node, &value.shown);
        let what = self.called(value);
        // `purpose is civil, medical` is one set, written where the whole question is.
        if let [(set, span)] = sets
            && let whole = quoted(self.sources, *span)
            && let Some((_, alternatives)) = whole.split_once(" is ")
        {
            let asked = match &self.evaluator.law().nodes.sets[*set] {
                SetExpr::Codes(list, codes) => listed(&code_names(self.evaluator.law(), *list, codes), "or"),
                _ => alternatives.to_owned(),
            };
            reason.found = match reason.holds {
                Some(true) => format!("{what}: {found}"),
                Some(false) => format!("{what}: {found}; asked is {asked}"),
                None => format!("{what} is {found}; asked is {asked}"),
            };
            return;
        }
        let mut inside = Vec::new();
        let mut outside = Vec::new();
        for (set, span) in sets {
            let words = quoted(self.sources, *span);
            match self.evaluator.member_of(value.node, *set) {
                Truth::True => inside.push(words),
                Truth::False | Truth::Unknown => outside.push(words),
            }
        }
        // What is known in part is settled by all that it may be.
        let found = match self.evaluator.value(value.node) {
            Value::OneOf(_) if reason.holds.is_some() => format!("is {found}, and so"),
            _ if reason.holds.is_some() => format!("{found} is"),
            _ => found,
        };
        reason.found = match (reason.holds, inside.is_empty()) {
            (Some(true), false) => format!("{what} {found} in {}", listed(&inside, "and")),
            (Some(true), true) => format!("{what} {found} in {}", listed(&outside, "or")),
            (Some(false), _) => format!("{what} {found} not in {}", listed(&outside, "or")),
            (None, _) => format!("{what} is {found}; asked is {}", listed(&outside, "or")),
        };
    }

    fn covered(
        &mut self,
        reason: &mut Reason,
        item: Span,
        asked: &[String],
        entries: &[(EntryId, InstanceId)],
        truth: Truth,
        depth: usize,
    ) {
        let law = self.evaluator.law();
        let mut named = Vec::new();
        for (entry, instance) in entries {
            let code = law.entries[*entry].code.to_string();
            let holds = self.evaluator.instance(*instance);
            // Of an item under none of them, every entry in force is told, with the limbs that fail.
            if holds != truth {
                continue;
            }
            named.push(code.clone());
            if let Some(mut part) = self.inside(*instance, &[], depth + 1) {
                part.label = Some(code);
                reason.parts.push(part);
            }
        }
        let item = quoted(self.sources, item);
        reason.found = match truth {
            Truth::True => format!("{item} is under {}", listed(&named, "and")),
            Truth::False => format!("{item} is not under {}", listed(asked, "or")),
            Truth::Unknown => format!("{item} may be under {}", listed(&named, "or")),
        };
    }

    /// The body of the version that counts, as people read it.
    pub(super) fn version_limb(&self, instance: InstanceId) -> Option<LimbId> {
        let number = self.evaluator.epoch().versions.get(instance.index()).copied().flatten()?;
        let law = self.evaluator.law();
        let version = law.instances[instance].versions.iter().find(|(it, _, _)| *it == number)?;
        version.2
    }

    /// What one side of a question goes by on the day.
    pub(super) fn called(&self, operand: &Operand) -> String {
        let law = self.evaluator.law();
        match &operand.name {
            Some(Called::Words(words)) => Some(words.clone()),
            Some(Called::Define(define)) => Some(self.define_name(*define)),
            Some(Called::Value(value)) => {
                let versions = law.values[*value].versions.iter().map(|(version, _)| version);
                self.view.spoken_of(versions, self.day).and_then(|version| version.title.clone())
            }
            None => None,
        }
        .unwrap_or_else(|| quoted(self.sources, operand.span))
    }

    /// The title that a definition has on the day, or its name in words.
    pub(super) fn define_name(&self, define: DefineId) -> String {
        let define = &self.evaluator.law().defines[define];
        let version = self.view.spoken_of(&define.versions, self.day);
        version.and_then(|it| it.title.clone()).unwrap_or_else(|| define.name.replace('_', " "))
    }

    /// Whether a step is a fact that the case leaves open.
    fn is_not_given(&self, node: NodeId) -> bool {
        match self.evaluator.law().nodes.nodes[node] {
            Node::Slot(address) => self.evaluator.case().get(address) == Slot::Unknown,
            _ => false,
        }
    }
}

pub(super) fn answer(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Unknown => "not known",
    }
}
