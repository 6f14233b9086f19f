//! Puts a decision together from what the evaluator found.

use super::decision::{
    By, Classification, Decision, Entry, Fault, Instrument, Judgment, MadeFrom, Note, Provision, Reason, Regime,
    RestsOn, Status,
};
use super::words::{force, place, quoted};
use crate::decide::{Evaluator, FaultKind, Outcome, Range, Scratch};
use crate::facts::Case;
use crate::plan::law::{Defeat, Effect, RuleVersion, Shape};
use crate::plan::node::NodeId;
use crate::plan::{Active, View};
use crate::source::SourceMap;
use crate::syntax::ast::RuleKind;
use crate::value::{Date, Truth};

/// So many of the rules that came closest are told where none applies.
const CLOSEST: usize = 3;

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
}

/// Decides a case under the law of a day, with reasons.
pub fn decide<'a>(
    view: &'a View<'a>,
    sources: &'a SourceMap,
    case: &'a Case,
    day: Date,
    scratch: &'a mut Scratch,
) -> Decision {
    let evaluator = Evaluator::new(view.law(), view.on(day), case, scratch);
    let mut builder =
        Builder { view, sources, evaluator, day, rule: String::new(), judge: None, judgments: Vec::new() };
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
    let mut builder =
        Builder { view, sources, evaluator, day, rule: String::new(), judge: None, judgments: Vec::new() };
    builder.reason(limb, 0)
}

impl Builder<'_> {
    fn decision(&mut self, outcome: Range) -> Decision {
        let regimes = self.regimes();
        let review = self.review();
        let duties = self.duties();
        let charges = self.charges();
        let flags = self.flags();
        let guidance = self.guidance();
        let rests_on = self.rests_on();
        let classification = self.classification();
        // Reasons look at limbs that the decision did not need; what goes wrong there is no fault of the decision.
        let faults = self.faults();
        let provisions = self.provisions(outcome);
        let missing = self.missing(outcome);
        let notes = self.notes();
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
            notes,
            conflicts,
            nearest,
            faults,
            made_from,
        }
    }

    fn regimes(&self) -> Vec<Regime> {
        let law = self.evaluator.law();
        let ranges = self.evaluator.scratch().regimes();
        let binding = |position: usize| {
            let rules = &self.evaluator.epoch().rules;
            rules.iter().any(|it| it.binds && it.regime == position && (it.requires || it.prohibits))
        };
        law.regimes
            .iter()
            .zip(ranges)
            .enumerate()
            .filter(|(position, _)| binding(*position))
            .map(|(_, (name, range))| Regime { regime: name.clone(), outcome: *range })
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

    fn provisions(&mut self, outcome: Range) -> Vec<Provision> {
        let epoch = self.evaluator.epoch();
        // Why nothing is required is told by the rules that came closest to requiring it.
        let closest = match outcome.certain() {
            Some(Outcome::NoLicenseRequired) => self.closest(),
            _ => Vec::new(),
        };
        let mut found = Vec::new();
        for (position, active) in epoch.rules.iter().enumerate() {
            let status = self.status(position, active);
            let told = closest.contains(&position) || self.could_have_helped(position, active);
            if status == Status::DoesNotApply && !told {
                continue;
            }
            found.push((status, position, active));
        }
        // Those that apply first; within that, in the order of the law.
        found.sort_by_key(|(status, _, active)| (*status, active.rule));
        found.into_iter().map(|(status, position, active)| self.provision(status, position, active)).collect()
    }

    pub(super) fn status(&self, position: usize, active: &Active) -> Status {
        match (self.condition(position), self.applies(position)) {
            (Truth::False, _) => Status::DoesNotApply,
            (_, Truth::True) => Status::Applies,
            (Truth::True, Truth::False) => {
                if self.prevails(active, Defeat::Bars) {
                    Status::Barred
                } else {
                    Status::Defeated
                }
            }
            // Whether or not its condition holds, another rule stands in its place.
            (Truth::Unknown, Truth::False) if self.prevails(active, Defeat::Bars) => Status::Barred,
            (Truth::Unknown, Truth::False) if self.prevails(active, Defeat::Displaces) => Status::Defeated,
            _ => Status::Undetermined,
        }
    }

    /// Whether a rule is known to be defeated in some way.
    fn prevails(&self, active: &Active, in_this_way: Defeat) -> bool {
        let mut defeaters = active.defeaters.iter().filter(|(_, how)| *how == in_this_way);
        defeaters.any(|(by, _)| usize::try_from(*by).is_ok_and(|by| self.applies(by).is_true()))
    }

    /// Rules that would require a license or prohibit and whose conditions fail by the fewest limbs while others hold.
    fn closest(&mut self) -> Vec<usize> {
        let epoch = self.evaluator.epoch();
        let law = self.evaluator.law();
        let mut near: Vec<(usize, usize)> = Vec::new();
        let mut lone: Vec<(usize, usize)> = Vec::new();
        for (position, active) in epoch.rules.iter().enumerate() {
            let weighs = active.binds && (active.requires || active.prohibits);
            if !weighs || !self.condition(position).is_false() {
                continue;
            }
            let Some(version) = law.rules[active.rule].versions.get(active.version) else { continue };
            let Some(holds) = version.holds else { continue };
            let mut limbs = match &law.limbs[holds].shape {
                Shape::All(parts) => parts.clone(),
                _ => vec![holds],
            };
            limbs.extend(version.addressed);
            let truths: Vec<Truth> = limbs.iter().map(|limb| self.evaluator.truth(law.limbs[*limb].node)).collect();
            let failing = truths.iter().filter(|truth| truth.is_false()).count();
            let holding = truths.iter().filter(|truth| truth.is_true()).count();
            // Of a rule of which nothing holds, a single line not crossed is still worth telling.
            match (holding, failing) {
                (0, 1) => lone.push((failing, position)),
                (0, _) => {}
                _ => near.push((failing, position)),
            }
        }
        if near.is_empty() {
            near = lone;
        }
        near.sort_unstable();
        let least = near.first().map_or(0, |(failing, _)| *failing);
        near.retain(|(failing, _)| *failing == least);
        near.into_iter().take(CLOSEST).map(|(_, position)| position).collect()
    }

    /// An exception that does not apply, to a rule that does or may.
    fn could_have_helped(&self, position: usize, active: &Active) -> bool {
        let Some(version) = self.version(active) else { return false };
        if version.kind != RuleKind::Exception {
            return false;
        }
        let epoch = self.evaluator.epoch();
        epoch.rules.iter().enumerate().any(|(other, target)| {
            let defeats = target
                .defeaters
                .iter()
                .any(|(by, how)| *how == Defeat::Permits && usize::try_from(*by) == Ok(position));
            defeats && !self.condition(other).is_false()
        })
    }

    pub(super) fn provision(&mut self, status: Status, position: usize, active: &Active) -> Provision {
        let law = self.evaluator.law();
        let rule = &law.rules[active.rule];
        let Some(version) = rule.versions.get(active.version) else { return Provision::nameless() };
        self.rule.clone_from(&rule.name);
        let instrument = version.instrument.and_then(|id| law.instruments.get(id));
        self.judge = instrument.and_then(|it| it.issuer.clone());
        let limbs = version.addressed.iter().chain(&version.holds);
        let mut because = Vec::new();
        let holds = self.condition(position);
        for limb in limbs {
            let truth = self.evaluator.truth(law.limbs[*limb].node);
            if !holds.is_false() || truth.is_false() {
                because.push(self.reason(*limb, 0));
            }
        }
        for limb in &version.unless {
            let truth = self.evaluator.truth(law.limbs[*limb].node);
            // An exclusion matters where it excludes, or where it may.
            if !truth.is_false() {
                let mut reason = self.reason(*limb, 0);
                reason.law = format!("unless {}", reason.law.trim_start_matches("unless "));
                because.push(reason);
            }
        }
        let missing = if holds.is_unknown() { self.missing_paths(version.condition) } else { Vec::new() };
        Provision {
            name: rule.name.clone(),
            title: version.title.clone(),
            kind: if version.kind == RuleKind::Exception { "exception" } else { "rule" },
            status,
            effects: Self::effect_words(version),
            regime: law.regimes.get(version.regime).cloned().unwrap_or_default(),
            force: force(version.force),
            binding: active.binds,
            cites: version.cites.clone(),
            instrument: instrument.map(|it| Instrument {
                name: it.name.node.clone(),
                title: it.title.clone(),
                citation: it.citation.clone(),
                effective: it.effective().map(|day| day.to_string()),
            }),
            by: self.prevailing(active),
            because,
            missing,
            place: place(self.sources, version.span),
        }
    }

    /// The rules that prevail over this one, or may.
    fn prevailing(&self, active: &Active) -> Vec<By> {
        let epoch = self.evaluator.epoch();
        let mut found = Vec::new();
        for (by, how) in &active.defeaters {
            let Ok(by) = usize::try_from(*by) else { continue };
            let (Some(other), applies) = (epoch.rules.get(by), self.applies(by)) else { continue };
            if applies.is_false() {
                continue;
            }
            let how = match how {
                Defeat::Permits => "permits",
                Defeat::Displaces => "displaces",
                Defeat::Bars => "bars",
            };
            found.push(By { name: self.name(other), how, certain: applies.is_true() });
        }
        found
    }

    fn classification(&mut self) -> Vec<Classification> {
        let law = self.evaluator.law();
        let mut found = Vec::new();
        for subject in &law.subjects {
            let mut covered = Vec::new();
            let mut possible = Vec::new();
            for (entry, instance) in &subject.entries {
                let holds = self.evaluator.instance(*instance);
                let entry = &law.entries[*entry];
                match holds {
                    Truth::True => covered.push(entry),
                    Truth::Unknown => possible.push(entry),
                    Truth::False => {}
                }
            }
            let titled = |entry: &crate::plan::law::Entry| Entry {
                code: entry.code.to_string(),
                title: self.view.spoken_of(&entry.versions, self.day).and_then(|version| version.title.clone()),
            };
            let show = |entries: Vec<&crate::plan::law::Entry>| {
                let mut shown: Vec<Entry> = entries
                    .iter()
                    .filter(|entry| {
                        // The most particular entries speak for those above them.
                        !entries.iter().any(|other| other.code != entry.code && other.code.is_under(&entry.code))
                    })
                    .map(|entry| titled(entry))
                    .collect();
                shown.sort_by(|a, b| a.code.cmp(&b.code));
                shown
            };
            let (entries, possible) = (show(covered), show(possible));
            if !entries.is_empty() || !possible.is_empty() {
                found.push(Classification { subject: subject.path.clone(), entries, possible });
            }
        }
        found
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
                        force: force(version.force),
                        cites: version.cites.clone(),
                    });
                }
            }
        }
        found
    }

    /// Law that applies and is not enforced on the day, or need not be complied with yet.
    fn notes(&self) -> Vec<Note> {
        let mut found = Vec::new();
        for (position, active) in self.evaluator.epoch().rules.iter().enumerate() {
            if self.applies(position).is_false() {
                continue;
            }
            let Some(version) = self.version(active) else { continue };
            let rule = self.name(active);
            if !version.life.enforced_on(self.day) {
                let since = version.life.unenforced.iter().find(|it| it.contains(self.day)).and_then(|it| it.from);
                let since = since.map_or_else(String::new, |day| format!(" since {day}"));
                let text = format!("in force, and not enforced{since}");
                found.push(Note { rule: rule.clone(), kind: "unenforced", text });
            }
            if !version.life.due_on(self.day)
                && let Some(due) = version.life.compliance
            {
                let text = format!("in force, to be complied with from {due}");
                found.push(Note { rule, kind: "compliance_not_due", text });
            }
        }
        found
    }

    fn faults(&self) -> Vec<Fault> {
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

impl Provision {
    /// What stands where a version is missing, which no epoch brings about.
    fn nameless() -> Self {
        Self {
            name: String::new(),
            title: None,
            kind: "rule",
            status: Status::Undetermined,
            effects: Vec::new(),
            regime: String::new(),
            force: "",
            binding: false,
            cites: Vec::new(),
            instrument: None,
            by: Vec::new(),
            because: Vec::new(),
            missing: Vec::new(),
            place: String::new(),
        }
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
        FaultKind::TooDeep => ("LX0608", "definitions that rest on each other too deep"),
    }
}
