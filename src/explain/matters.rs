//! Whether a fact that a condition waits for can change anything that a decision says.
//!
//! What is unknown leaves a condition open even where the answer is the same either way. A fact matters if in one of the
//! cases that the others may turn out to be it makes a difference. The cases are gone through as those of the outcome
//! are; where there would be too many, or not all can be told apart, a fact is taken to matter.

use super::build::Builder;
use super::bycases::{Asked, Division, Possible, divisions};
use crate::decide::{Range, Scratch, Supposed};
use crate::facts::Case;
use crate::plan::law::Effect;
use crate::plan::node::NodeId;
use crate::plan::slot::{Address, Slot};
use crate::syntax::ast::Policy;
use crate::value::Truth;

/// So often the law is asked for all facts of a decision.
const MOST: usize = 1024;

/// What a decision says of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Outcome(Range),
    /// From how mild to how strict; nothing where nothing is to be reviewed.
    Review(Option<Policy>, Option<Policy>),
    Truth(Truth),
}

impl Said {
    fn is_settled(self) -> bool {
        match self {
            Self::Outcome(range) => range.certain().is_some(),
            Self::Review(mildest, strictest) => mildest == strictest,
            Self::Truth(truth) => !truth.is_unknown(),
        }
    }

    /// Whether what is said here and there cannot both be so.
    fn is_apart(self, other: Self) -> bool {
        match (self, other) {
            (Self::Outcome(one), Self::Outcome(other)) => one.gravest < other.mildest || other.gravest < one.mildest,
            (Self::Review(mild, strict), Self::Review(milder, stricter)) => strict < milder || stricter < mild,
            (Self::Truth(one), Self::Truth(other)) => one == other.not() && !one.is_unknown(),
            _ => false,
        }
    }
}

impl Builder<'_> {
    /// Of some facts those that can change the outcome, the classification, the review, a duty, a charge or a flag.
    pub(super) fn matter(&mut self, facts: &[Address]) -> Vec<bool> {
        let presumed = &self.evaluator.epoch().presumptions;
        let questions = self.all_open_questions();
        let sure = questions.iter().all(|question| self.evaluator.will_be_answered(*question));
        // A fact may take a presumption away, and what stays without an answer cannot be followed both ways.
        if !sure || presumed.iter().any(|(fact, _, _)| self.evaluator.case().get(*fact) == Slot::Unknown) {
            return vec![true; facts.len()];
        }
        let amounts = self.amounts();
        let mut case = self.evaluator.case().clone();
        let divisions = divisions(&mut self.evaluator, &mut case, questions);
        // A question that asks of several things at once is not followed fact by fact.
        let mut tangled = amounts;
        for division in &divisions {
            if let Division::Question(question) = division {
                tangled.extend(self.evaluator.missing_for(*question).1);
            }
        }
        let asked = Asked { view: self.view, sources: self.sources, day: self.day };
        let (left, scratch) = (MOST, Scratch::new());
        let mut search = Search { asked, case, supposed: Supposed::default(), divisions, left, scratch };
        facts.iter().map(|fact| tangled.contains(fact) || search.matters(*fact)).collect()
    }

    /// The questions that anything a decision says turns on.
    fn all_open_questions(&mut self) -> Vec<NodeId> {
        let (law, epoch) = (self.evaluator.law(), self.evaluator.epoch());
        let conditions = epoch.rules.iter().map(|active| active.condition);
        let entries = law.subjects.iter().flat_map(|subject| &subject.entries);
        let bodies = entries.filter_map(|(_, instance)| epoch.instances.get(instance.index()).copied().flatten());
        let mut found = Vec::new();
        for condition in conditions.chain(bodies) {
            for question in self.evaluator.open_questions(condition) {
                if !found.contains(&question) {
                    found.push(question);
                }
            }
        }
        found
    }

    /// The facts that are missing for an amount or a day of what is, or may be, to be done or paid.
    fn amounts(&mut self) -> Vec<Address> {
        let standing: Vec<usize> = self.standing().into_iter().map(|(position, ..)| position).collect();
        let mut nodes = Vec::new();
        for position in standing {
            let version = self.evaluator.epoch().rules.get(position).and_then(|active| self.version(active));
            nodes.extend(version.iter().flat_map(|it| &it.effects).filter_map(|effect| match effect {
                Effect::Charges { amount, .. } => Some(*amount),
                Effect::Duty { due, .. } => *due,
                _ => None,
            }));
        }
        nodes.into_iter().flat_map(|node| self.evaluator.missing_for_value(node).1).collect()
    }

    /// All that is said of a case, thing by thing, always in the same order.
    fn says(&mut self, possible: &Possible) -> Vec<Said> {
        let mut said = vec![Said::Outcome(possible.outcome), Said::Outcome(possible.guidance)];
        said.extend(possible.regimes.iter().map(|range| Said::Outcome(*range)));
        // A license for which nothing says how it is reviewed is not spoken of.
        let reviewed = possible.review.filter(|it| it.strictest.is_some());
        said.push(reviewed.map_or(Said::Review(None, None), |it| {
            // It may be that there is nothing to review.
            let mildest = possible.outcome.certain().and(it.mildest);
            Said::Review(mildest, it.strictest)
        }));
        let law = self.evaluator.law();
        for (_, instance) in law.subjects.iter().flat_map(|subject| &subject.entries) {
            said.push(Said::Truth(self.evaluator.instance(*instance)));
        }
        let beside = |effect: &Effect| {
            matches!(effect, Effect::Duty { .. } | Effect::Charges { .. } | Effect::Flags(_) | Effect::BarsCharge(_))
        };
        for (position, active) in self.evaluator.epoch().rules.iter().enumerate() {
            if self.version(active).is_some_and(|it| it.effects.iter().any(beside)) {
                said.push(Said::Truth(self.applies(position).and(self.needed(position, active))));
            }
        }
        said
    }
}

/// Goes through the cases in which a fact may make a difference.
struct Search<'a> {
    asked: Asked<'a>,
    case: Case,
    supposed: Supposed,
    divisions: Vec<Division>,
    left: usize,
    scratch: Scratch,
}

impl Search<'_> {
    fn matters(&mut self, fact: Address) -> bool {
        let own = self.divisions.iter().position(|it| matches!(it, Division::Fact { at, .. } if *at == fact));
        let Some(own) = own else { return true };
        let Some(Division::Fact { parts, .. }) = self.divisions.get(own) else { return true };
        let parts = parts.clone();
        self.differ(fact, &parts, &mut vec![own])
    }

    /// Whether, with what is divided so far, something is said in one part of what the fact may be and not in another.
    fn differ(&mut self, fact: Address, parts: &[Slot], divided: &mut Vec<usize>) -> bool {
        if self.left < parts.len() {
            return true;
        }
        self.left -= parts.len();
        let before = self.case.get(fact);
        let (mut all, mut open): (Vec<Vec<Said>>, Vec<NodeId>) = (Vec::new(), Vec::new());
        for part in parts {
            self.case.put(fact, *part);
            let mut scratch = std::mem::take(&mut self.scratch);
            let (said, questions) = self.asked.ask(&self.case, &self.supposed, &mut scratch, |builder, possible| {
                (builder.says(&possible), builder.all_open_questions())
            });
            self.scratch = scratch;
            all.push(said);
            open.extend(questions);
        }
        self.case.put(fact, before);
        let Some((first, others)) = all.split_first() else { return true };
        let apart = |(one, other): (&Said, &Said)| one.is_apart(*other);
        if all.iter().any(|one| all.iter().any(|other| one.iter().zip(other).any(apart))) {
            return true;
        }
        if first.iter().all(|said| said.is_settled()) && others.iter().all(|other| other == first) {
            return false;
        }
        let mut rest = self.divisions.iter().enumerate().filter(|(number, _)| !divided.contains(number));
        let Some((number, _)) = rest.find(|(_, division)| division.answers(&open)) else { return true };
        divided.push(number);
        let found = self.differ_in_parts(number, fact, parts, divided);
        divided.pop();
        found
    }

    fn differ_in_parts(&mut self, number: usize, fact: Address, parts: &[Slot], divided: &mut Vec<usize>) -> bool {
        match self.divisions.get(number) {
            Some(Division::Fact { at, parts: others, .. }) => {
                let (at, others) = (*at, others.clone());
                let before = self.case.get(at);
                let found = others.into_iter().any(|other| {
                    self.case.put(at, other);
                    self.differ(fact, parts, divided)
                });
                self.case.put(at, before);
                found
            }
            Some(Division::Question(question)) => {
                let question = *question;
                [Truth::True, Truth::False].into_iter().any(|answer| {
                    self.supposed.answers.push((question, answer));
                    let found = self.differ(fact, parts, divided);
                    self.supposed.answers.pop();
                    found
                })
            }
            None => true,
        }
    }
}
