//! Rules that a norm above them bars on every day of their lives, whatever the case.

use crate::diagnostic::Bag;
use crate::enact::{binds, sleeps};
use crate::plan::error::Error;
use crate::plan::law::{Defeat, Effect, Law, Rule, RuleVersion};
use crate::plan::node::Node;
use crate::plan::view::View;
use crate::resolve::RuleId;
use crate::source::Span;
use crate::value::Truth;

/// Reports every rule whose effect can never be.
pub(super) fn barred(law: &Law, bag: &mut Bag) {
    let norms = norms(law);
    if norms.is_empty() {
        return;
    }
    let view = View::new(law);
    for (id, rule) in law.rules.enumerate() {
        let mut found: Option<(&Rule, Span)> = None;
        let mut always = true;
        let mut whole = true;
        for version in rule.versions.iter().filter(|version| !version.life.is_never()) {
            let by =
                norms.iter().find_map(|norm| norm.bars(id, version, &view).map(|(all, span)| (norm.rule, span, all)));
            match by {
                Some((by, span, all)) => {
                    found = found.or(Some((by, span)));
                    whole &= all;
                }
                None => always = false,
            }
        }
        if let (true, Some((by, bars)), Some(first)) = (always, found, rule.versions.first()) {
            let what = if whole { format!("`{}`", rule.name) } else { format!("a charge of `{}`", rule.name) };
            bag.push(Error::AlwaysBarred { what, by: by.name.clone(), span: first.span, bars });
        }
    }
}

/// A rule that bars something whatever the case, and that nothing defeats.
struct Norm<'a> {
    id: RuleId,
    rule: &'a Rule,
}

/// Rules with a version that bars without condition. One that anything could defeat is none of them: its own fate would
/// depend on the case.
fn norms(law: &Law) -> Vec<Norm<'_>> {
    let mut firm = vec![true; law.rules.len()];
    for rule in &law.rules {
        for version in &rule.versions {
            for (target, _, _) in &version.defeats {
                if let Some(slot) = firm.get_mut(target.index()) {
                    *slot = false;
                }
            }
        }
    }
    let unconditional = |version: &RuleVersion| {
        let node = law.nodes.nodes.get(version.condition);
        matches!(node, Some(Node::Truth(Truth::True))) && binds(version.force) && !sleeps(version.force)
    };
    (law.rules.enumerate())
        .filter(|(id, rule)| {
            let yields = |it: &RuleVersion| it.permits() || !it.subject_to.is_empty();
            let bars = |it: &RuleVersion| unconditional(it) && bars_anything(it);
            firm.get(id.index()).copied().unwrap_or(false)
                && !rule.versions.iter().any(yields)
                && rule.versions.iter().any(bars)
                // A version with a condition would make the days uncertain.
                && rule.versions.iter().all(|it| unconditional(it) || !bars_anything(it))
        })
        .map(|(id, rule)| Norm { id, rule })
        .collect()
}

fn bars_anything(version: &RuleVersion) -> bool {
    version.defeats.iter().any(|(_, how, _)| *how == Defeat::Bars)
        || version.effects.iter().any(|it| matches!(it, Effect::BarsCharge(_) | Effect::BarsExceptions(_)))
}

impl Norm<'_> {
    /// Whether a version is barred on every day of its life: wholly, or only what it charges; and where that is said.
    fn bars(&self, id: RuleId, version: &RuleVersion, view: &View<'_>) -> Option<(bool, Span)> {
        if id == self.id {
            return None;
        }
        let mut left = version.life.clone();
        let mut whole = true;
        let mut place = None;
        for norm in &self.rule.versions {
            let Some(all) = bars(norm, id, version) else { continue };
            if !view.may_bar(norm, version) {
                continue;
            }
            for stretch in &norm.life.in_force {
                left = left.without(*stretch);
            }
            whole &= all;
            place = place.or(Some(norm.span));
        }
        left.is_never().then_some((whole, place?))
    }
}

/// Whether one version bars another: all of it, or only its charges.
fn bars(norm: &RuleVersion, id: RuleId, version: &RuleVersion) -> Option<bool> {
    if norm.defeats.iter().any(|(target, how, _)| *how == Defeat::Bars && *target == id) {
        return Some(true);
    }
    let mut charges = None;
    for effect in &norm.effects {
        match effect {
            Effect::BarsExceptions(except) if version.permits() && !except.contains(&id) => return Some(true),
            Effect::BarsCharge(barred) => {
                let is_barred = |it: &Effect| matches!(it, Effect::Charges { kind, .. } if kind == barred);
                if version.effects.iter().any(is_barred) {
                    charges = Some(version.effects.iter().all(is_barred));
                }
            }
            _ => {}
        }
    }
    charges
}
