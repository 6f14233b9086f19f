//! Puts a decision together from what the evaluator found.

use super::decision::{Decision, EitherWay, Fault, Judgment, MadeFrom, Note, Reason, Regime, RestsOn};
use super::judge::Judge;
use super::words::{place, quoted, regime};
use crate::decide::{Evaluator, FaultKind, Outcome, Range, Scratch};
use crate::facts::Case;
use crate::plan::law::{Effect, RuleVersion};
use crate::plan::node::NodeId;
use crate::plan::{Active, View};
use crate::source::SourceMap;
use crate::value::{Date, Truth};
use std::collections::BTreeSet;

/// What a decision is put together from.
pub(super) struct Builder<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) sources: &'a SourceMap,
    pub(super) evaluator: Evaluator<'a>,
    pub(super) day: Date,
    /// The rule whose reasons are being given.
    pub(super) rule: String,
    /// Who judges what that rule leaves to judgment.
    pub(super) judge: Option<String>,
    pub(super) judgments: Vec<Judgment>,
    /// The definitions whose reasons are being given, each within the one before, with what they are asked about.
    pub(super) following: Vec<Vec<u64>>,
    /// So many definitions that are called with arguments may still be followed for the limb at hand.
    pub(super) follows: usize,
    /// So often the law may still be asked for what would be if something were different.
    pub(super) trials: usize,
    /// Who knows what the law says of other days and other facts, if it is not the law being asked alone.
    pub(super) court: Option<&'a dyn Judge>,
}

/// Decides a case under the law of a day, with reasons.
pub fn decide<'a>(
    view: &'a View<'a>,
    sources: &'a SourceMap,
    case: &'a Case,
    day: Date,
    scratch: &'a mut Scratch,
) -> Decision {
    decide_before(None, view, sources, case, day, scratch)
}

/// The same where another law may count on other days and for other facts.
pub fn decide_before<'a>(
    court: Option<&'a dyn Judge>,
    view: &'a View<'a>,
    sources: &'a SourceMap,
    case: &'a Case,
    day: Date,
    scratch: &'a mut Scratch,
) -> Decision {
    let evaluator = Evaluator::new(view.law(), view.on(day), case, scratch);
    let mut builder = Builder { court, ..Builder::new(view, sources, evaluator, day) };
    let outcome = builder.evaluator.decide();
    builder.decision(outcome)
}

/// Why a condition that stands outside of any rule holds or does not.
pub fn reason<'a>(
    view: &'a View<'a>,
    sources: &'a SourceMap,
    case: &'a Case,
    day: Date,
    scratch: &'a mut Scratch,
    limb: crate::plan::law::LimbId,
) -> Reason {
    let evaluator = Evaluator::new(view.law(), view.on(day), case, scratch);
    let mut builder = Builder::new(view, sources, evaluator, day);
    builder.reason(limb, 0)
}

impl<'a> Builder<'a> {
    pub(super) fn new(view: &'a View<'a>, sources: &'a SourceMap, evaluator: Evaluator<'a>, day: Date) -> Self {
        let (rule, judge, judgments) = (String::new(), None, Vec::new());
        Self {
            view,
            sources,
            evaluator,
            day,
            rule,
            judge,
            judgments,
            following: Vec::new(),
            follows: 0,
            trials: 0,
            court: None,
        }
    }
}

impl Builder<'_> {
    fn decision(&mut self, outcome: Range) -> Decision {
        let possible = self.by_cases(outcome);
        let either_way = self.either_way(outcome, possible.outcome);
        let outcome = possible.outcome;
        let regimes = self.regimes(&possible.regimes);
        let review = self.review(possible.review);
        let duties = self.duties();
        let charges = self.charges();
        let flags = self.flags();
        let guidance = self.guidance(possible.guidance);
        let rests_on = self.rests_on();
        let classification = self.classification();
        // Reasons look at limbs that the decision did not need; what goes wrong there is no fault of the decision.
        let mut faults = self.faults();
        faults.extend(self.gaps());
        let provisions = self.provisions(outcome);
        let missing = self.missing(outcome, &possible.regimes);
        let conflicts = self.conflicts();
        let nearest = self.nearest(outcome);
        let mut judgments = std::mem::take(&mut self.judgments);
        judgments.sort();
        let made_from = MadeFrom {
            law: self.evaluator.law().hash.clone(),
            day: self.day.to_string(),
            known_on: self.evaluator.law().standpoint.known_on.map(|day| day.to_string()),
            suppose: self.evaluator.law().standpoint.suppose.iter().cloned().collect(),
            lexport: env!("CARGO_PKG_VERSION"),
        };
        Decision {
            outcome,
            regimes,
            either_way,
            savings: Vec::new(),
            provisions,
            classification,
            review,
            duties,
            charges,
            flags,
            guidance,
            missing,
            judgments,
            rests_on,
            enforced: outcome,
            due: outcome,
            notes: if self.evaluator.law().silent { vec![Note::silent()] } else { Vec::new() },
            conflicts,
            nearest,
            faults,
            made_from,
        }
    }

    /// Where no rule by itself makes the outcome certain, and all of them together do: which rules they are, and the facts
    /// that make no difference.
    fn either_way(&mut self, one_by_one: Range, outcome: Range) -> Option<EitherWay> {
        if one_by_one.certain().is_some() || outcome.certain().is_none() {
            return None;
        }
        let weighs = |active: &Active| match outcome.gravest {
            Outcome::Prohibited => active.prohibits,
            _ => active.requires || active.prohibits,
        };
        let (mut rules, mut whatever) = (Vec::new(), Vec::new());
        for (position, active) in self.evaluator.epoch().rules.iter().enumerate() {
            if active.binds && weighs(active) && self.applies(position).is_unknown() {
                rules.push(self.name(active));
                whatever.extend(self.turns_on(position));
            }
        }
        whatever.sort();
        whatever.dedup();
        Some(EitherWay { rules, whatever })
    }

    fn regimes(&self, ranges: &[Range]) -> Vec<Regime> {
        let law = self.evaluator.law();
        let binding = |position: usize| {
            let rules = &self.evaluator.epoch().rules;
            rules.iter().any(|it| it.weighs() && it.regime == position)
        };
        law.regimes
            .iter()
            .zip(ranges)
            .enumerate()
            .filter(|(position, _)| binding(*position))
            .map(|(position, (_, range))| Regime { regime: regime(law, position), outcome: *range })
            .collect()
    }

    /// The version of a rule in force.
    pub(super) fn version(&self, active: &Active) -> Option<&'_ RuleVersion> {
        self.evaluator.law().rules[active.rule].versions.get(active.version)
    }

    pub(super) fn name(&self, active: &Active) -> String {
        self.evaluator.law().rules[active.rule].name.clone()
    }

    pub(super) fn applies(&self, position: usize) -> Truth {
        self.evaluator.scratch().applies().get(position).copied().unwrap_or(Truth::Unknown)
    }

    pub(super) fn condition(&self, position: usize) -> Truth {
        self.evaluator.scratch().conditions().get(position).copied().unwrap_or(Truth::Unknown)
    }

    fn rests_on(&self) -> Vec<RestsOn> {
        let epoch = self.evaluator.epoch();
        let mut found = Vec::new();
        for position in self.evaluator.rests_on() {
            let Some(active) = usize::try_from(*position).ok().and_then(|at| epoch.rules.get(at)) else { continue };
            let Some(version) = self.version(active) else { continue };
            for effect in &version.effects {
                if let Effect::Presumes { span, .. } = effect {
                    found.push(RestsOn {
                        rule: self.name(active),
                        fact: quoted(self.sources, *span),
                        force: version.force.words(),
                        cites: version.cites.clone(),
                    });
                }
            }
        }
        found
    }

    pub(super) fn faults(&self) -> Vec<Fault> {
        let law = self.evaluator.law();
        let faults = self.evaluator.scratch().faults();
        let mut found: Vec<Fault> = faults
            .iter()
            .map(|fault| {
                let span = law.nodes.places.get(&fault.node).copied();
                let (code, text) = fault_words(fault.kind);
                Fault {
                    code,
                    text: text.to_owned(),
                    law: span.map_or_else(String::new, |span| quoted(self.sources, span)),
                    place: span.map_or_else(String::new, |span| place(self.sources, span)),
                }
            })
            .collect();
        found.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
        found.dedup();
        found
    }

    /// The paths of the facts that would tell whether a rule applies: those of its condition, and of what may prevail over it.
    pub(super) fn turns_on(&mut self, position: usize) -> Vec<String> {
        let epoch = self.evaluator.epoch();
        let mut paths = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![position];
        while let Some(at) = open.pop() {
            let unknown = self.applies(at).is_unknown() && seen.insert(at);
            let Some(active) = epoch.rules.get(at).filter(|_| unknown) else { continue };
            if self.condition(at).is_unknown() {
                paths.extend(self.missing_paths(active.condition));
            }
            open.extend(active.defeaters.iter().filter_map(|(by, _)| usize::try_from(*by).ok()));
        }
        paths.sort();
        paths.dedup();
        paths
    }

    /// The paths of the facts that are missing for an answer.
    pub(super) fn missing_paths(&mut self, node: NodeId) -> Vec<String> {
        let (_, addresses) = self.evaluator.missing_for(node);
        let layout = &self.evaluator.law().layout;
        let case = self.evaluator.case();
        let mut paths: Vec<String> = addresses.into_iter().map(|address| case.path_of(layout, address)).collect();
        paths.sort();
        paths.dedup();
        paths
    }
}

/// The page of a fault, and what went wrong.
pub fn fault_words(kind: FaultKind) -> (&'static str, &'static str) {
    match kind {
        FaultKind::Overflow => ("LX0601", "a number too large or too fine to be held exactly"),
        FaultKind::DivisionByZero => ("LX0602", "a division by zero"),
        FaultKind::NoSuchDay => ("LX0603", "a day outside the calendar"),
        FaultKind::MixedDurations => ("LX0604", "days set against months, which have no fixed number of days"),
        FaultKind::NoVersion => ("LX0605", "something that has no version in force on the day"),
        FaultKind::NoRow => ("LX0606", "a key that is in no row of the table"),
        FaultKind::Empty => ("LX0607", "the least or the greatest of nothing"),
        FaultKind::TooDeep => {
            ("LX0608", "definitions that rest on each other too deep or too many times over, or lists too long")
        }
    }
}
