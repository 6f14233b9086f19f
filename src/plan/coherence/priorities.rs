//! What one rule says about another that does not fit what the other is.

use super::{force_words, meet};
use crate::check::typed;
use crate::diagnostic::Bag;
use crate::enact::{binds, sleeps};
use crate::plan::error::Error;
use crate::plan::law::{Defeat, Effect, Law, RuleVersion};
use crate::plan::view::View;
use crate::resolve::RuleId;
use crate::source::Span;
use std::collections::BTreeMap;

/// Permissions that defeat nothing, and priorities over rules that are above them, elsewhere, or at another time.
pub(super) fn priorities(law: &Law, typed: &typed::Law, bag: &mut Bag) {
    let mut look = Look { law, typed, view: View::new(law), bag };
    for (id, rule) in law.rules.enumerate() {
        for (position, version) in rule.versions.iter().enumerate() {
            if look.is_whole(id, position) {
                look.permission(&rule.name, version);
            }
            for (target, how, span) in &version.defeats {
                look.priority(&rule.name, version, *target, *how, *span);
            }
            for (target, span) in &version.subject_to {
                look.gives_way(&rule.name, version, *target, *span);
            }
        }
        look.times(id, &rule.name, &rule.versions);
    }
}

struct Look<'a, 'b> {
    law: &'a Law,
    typed: &'a typed::Law,
    view: View<'a>,
    bag: &'b mut Bag,
}

impl Look<'_, '_> {
    /// Whether all is known of what a version does, and to whom. Versions stand in the order of the typed law.
    fn is_whole(&self, id: RuleId, position: usize) -> bool {
        let version = self.typed.rules.get(id).and_then(|rule| rule.versions.get(position));
        version.is_some_and(|version| version.whole)
    }

    fn permission(&mut self, name: &str, version: &RuleVersion) {
        let mut permitted = version.defeats.iter().filter(|(_, how, _)| *how == Defeat::Permits);
        match (version.permits(), permitted.next()) {
            (true, None) => self.bag.push(Error::DefeatsNothing { name: name.to_owned(), span: version.span }),
            (false, Some((_, _, span))) => {
                self.bag.push(Error::NoPermission { name: name.to_owned(), span: *span });
            }
            _ => {}
        }
    }

    fn priority(&mut self, name: &str, version: &RuleVersion, target: RuleId, how: Defeat, span: Span) {
        let Some(other) = self.law.rules.get(target) else { return };
        let together: Vec<&RuleVersion> = other.versions.iter().filter(|it| meet(version, it)).collect();
        if let Some(higher) = together.iter().find(|it| self.is_above(it, version, how)) {
            self.bag.push(Error::HigherForce {
                name: name.to_owned(),
                force: force_words(version.force),
                verb: if how == Defeat::Bars { "bar" } else { "defeat" },
                other: other.name.clone(),
                other_force: force_words(higher.force),
                span,
                declared: higher.span,
            });
        }
        if how != Defeat::Permits {
            return;
        }
        // A rule of no regime speaks for all.
        let elsewhere = |it: &&&RuleVersion| it.regime != version.regime && it.regime != 0 && version.regime != 0;
        if let Some(elsewhere) = together.iter().find(elsewhere) {
            let regime = |at: usize| self.law.regimes.get(at).cloned().unwrap_or_default();
            self.bag.push(Error::OtherRegime {
                name: name.to_owned(),
                regime: regime(version.regime),
                other: other.name.clone(),
                other_regime: regime(elsewhere.regime),
                span,
                declared: elsewhere.span,
            });
        }
        let whole = (0..other.versions.len()).all(|position| self.is_whole(target, position));
        if let [first, ..] = together.as_slice()
            && whole
            && !together.iter().any(|it| it.forbids())
        {
            let (name, other) = (name.to_owned(), other.name.clone());
            self.bag.push(Error::NothingToPermit { name, other, span, declared: first.span });
        }
    }

    /// A rule gives way, by its own words too, only to what could defeat it.
    fn gives_way(&mut self, name: &str, version: &RuleVersion, target: RuleId, span: Span) {
        let Some(other) = self.law.rules.get(target) else { return };
        let lower = |it: &&RuleVersion| meet(version, it) && self.is_above(version, it, Defeat::Displaces);
        let Some(lower) = other.versions.iter().find(lower) else { return };
        self.bag.push(Error::HigherForce {
            name: other.name.clone(),
            force: force_words(lower.force),
            verb: "defeat",
            other: name.to_owned(),
            other_force: force_words(version.force),
            span,
            declared: version.span,
        });
    }

    /// Whether a rule is of higher force than one that would defeat it. A bill is taken for what it would be; what a bill
    /// would make is no law yet that anything could violate.
    fn is_above(&self, it: &RuleVersion, version: &RuleVersion, how: Defeat) -> bool {
        if sleeps(it.force) || !binds(it.force) || how == Defeat::Bars && !same_regime(version, it) {
            return false;
        }
        self.view.force(version) < it.force
    }

    /// Rules named by a rule that is never in force when they are. If another version of it is, the list of names was
    /// carried over, and nothing is wrong.
    fn times(&mut self, own: RuleId, name: &str, versions: &[RuleVersion]) {
        let mut named: BTreeMap<RuleId, (Span, bool)> = BTreeMap::new();
        for version in versions.iter().filter(|version| !version.life.is_never()) {
            for (target, span) in mentions(version) {
                let Some(other) = self.law.rules.get(target) else { continue };
                let together = other.versions.iter().any(|it| meet(version, it));
                named.entry(target).or_insert((span, false)).1 |= together || target == own;
            }
        }
        for (target, (span, together)) in named {
            let Some(other) = self.law.rules.get(target) else { continue };
            // That a rule is never in force at all is said where it stands.
            if !together && !other.versions.iter().all(|it| it.life.is_never()) {
                self.bag.push(Error::NeverTogether { name: name.to_owned(), other: other.name.clone(), span });
            }
        }
    }
}

/// Bars across regimes are a conflict that decisions report.
fn same_regime(norm: &RuleVersion, it: &RuleVersion) -> bool {
    norm.regime == 0 || norm.regime == it.regime
}

/// The rules that a version says something about, but for those it only spares.
fn mentions(version: &RuleVersion) -> Vec<(RuleId, Span)> {
    let mut named: Vec<(RuleId, Span)> = version.defeats.iter().map(|(rule, _, span)| (*rule, *span)).collect();
    named.extend(&version.subject_to);
    for effect in &version.effects {
        if let Effect::Reviews(rules, _) = effect {
            named.extend(rules.iter().map(|rule| (*rule, version.span)));
        }
    }
    named
}
