//! How provisions stand: those that apply, what prevails over others, and those that came close.

use super::build::Builder;
use super::decision::{Amended, By, Does, Instrument, Provision, Status};
use super::words::{NOT_KNOWN, listed, place, regime, shown};
use crate::decide::{Outcome, Range};
use crate::enact;
use crate::plan::Active;
use crate::plan::law::{Defeat, LimbId, RuleVersion, Shape};
use crate::syntax::ast::RuleKind;
use crate::value::Truth;

/// So many of the rules that came closest are told where none applies.
const CLOSEST: usize = 3;

impl Builder<'_> {
    /// Provisions that apply, may, or could have; those that apply first, within that in the order of the law.
    pub(super) fn provisions(&mut self, outcome: Range) -> Vec<Provision> {
        let epoch = self.evaluator.epoch();
        // Why nothing is required is told by the rules that came closest to requiring it.
        let closest = match outcome.certain() {
            Some(Outcome::NoLicenseRequired) => self.closest(),
            _ => Vec::new(),
        };
        let mut found = Vec::new();
        for (position, active) in epoch.rules.iter().enumerate() {
            let status = self.status(position, active);
            let told = closest.contains(&position)
                || self.could_have_helped(position, active)
                || self.nearly_addressed(position, active);
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

    /// A letter that would bind but for spaces or letters of another case in the name of who acts: that may be one and
    /// the same, and who asks has to be told, whatever the outcome is by other rules.
    fn nearly_addressed(&mut self, position: usize, active: &Active) -> bool {
        let law = self.evaluator.law();
        let Some(version) = law.rules[active.rule].versions.get(active.version) else { return false };
        let (Some(addressed), true) = (version.addressed, self.condition(position).is_false()) else { return false };
        let fails = version.holds.is_some_and(|limb| self.evaluator.truth(law.limbs[limb].node).is_false());
        let excluded = version.unless.iter().any(|limb| self.evaluator.truth(law.limbs[*limb].node).is_true());
        let addressees = version.instrument.and_then(|id| law.instruments.get(id)).map_or(&[][..], |it| &it.addressees);
        let actor = self.actor(addressed);
        !fails && !excluded && addressees.iter().any(|name| differ_only_in(&name.node, &actor).is_some())
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
            if holds.is_false() && !truth.is_false() {
                continue;
            }
            let mut reason = self.reason(*limb, 0);
            if Some(*limb) == version.addressed {
                reason.found = self.addressed(*limb, instrument, truth);
            }
            because.push(reason);
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
            effects: self.effect_words(version),
            does: Does::of(version),
            regime: regime(law, version.regime),
            force: version.force.words(),
            binding: active.binds,
            cites: version.cites.clone(),
            instrument: instrument.map(Instrument::of),
            amended: self.amended(version),
            by: self.prevailing(active),
            because,
            missing,
            would_permit: version.kind == RuleKind::Exception && holds.and(self.needed(position, active)).is_true(),
            place: place(self.sources, version.span),
        }
    }

    /// The amendments that made a version read as it does. The one that inserted it is no change of it.
    fn amended(&self, version: &RuleVersion) -> Vec<Amended> {
        let law = self.evaluator.law();
        let changes = version.amended.iter().map(|id| &law.amendments[*id]);
        let changes = changes.filter(|it| it.instrument.is_none() || it.instrument != version.instrument);
        let short = |it: &enact::Amendment| {
            let act = it.instrument.and_then(|id| law.instruments.get(id)).and_then(|act| act.citation.clone());
            let cites = if it.cites.is_empty() { act.into_iter().collect() } else { it.cites.clone() };
            Amended { name: it.name.node.clone(), title: it.title.clone(), cites }
        };
        changes.map(short).collect()
    }

    /// To whom a letter is addressed, and whether that is who acts here.
    fn addressed(&mut self, limb: LimbId, letter: Option<&enact::Instrument>, truth: Truth) -> String {
        let addressees = letter.map_or(&[][..], |letter| &letter.addressees);
        let names: Vec<String> = addressees.iter().map(|name| name.node.clone()).collect();
        let letter = format!("the letter is addressed to {}", listed(&names, "and"));
        let actor = self.actor(limb);
        match truth {
            Truth::True if names.len() == 1 => letter,
            Truth::True => format!("{letter}, {actor} among them"),
            Truth::False => {
                let nearly = names.iter().find_map(|name| Some((name, differ_only_in(name, &actor)?)));
                let nearly = nearly.map_or_else(String::new, |(name, what)| {
                    format!("; the two differ only in {what}: if they are the same, write {name} in the facts")
                });
                format!("{letter}, not to {actor}{nearly}")
            }
            Truth::Unknown => format!("{letter}; who acts here is {actor}"),
        }
    }

    /// Who acts, in the words of the facts, as the limb asks that says whom a letter is addressed to.
    fn actor(&mut self, addressed: LimbId) -> String {
        match &self.evaluator.law().limbs[addressed].shape {
            Shape::In { value, .. } => shown(&mut self.evaluator, value.node, &value.shown),
            _ => NOT_KNOWN.to_owned(),
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
}

/// In what alone two names differ, if it is nothing that is heard: a letter binds whom it names, letter by letter.
fn differ_only_in(one: &str, other: &str) -> Option<&'static str> {
    let spaced = |name: &str| name.split_whitespace().collect::<String>();
    let (low, other_low) = (one.to_lowercase(), other.to_lowercase());
    match () {
        () if low == other_low => Some("upper and lower case"),
        () if spaced(one) == spaced(other) => Some("spaces"),
        () if spaced(&low) == spaced(&other_low) => Some("spaces and upper and lower case"),
        () => None,
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
            does: Does::default(),
            regime: None,
            force: "",
            binding: false,
            cites: Vec::new(),
            instrument: None,
            amended: Vec::new(),
            by: Vec::new(),
            because: Vec::new(),
            missing: Vec::new(),
            would_permit: false,
            place: String::new(),
        }
    }
}
