//! What provisions do: reviews, duties, charges, flags and guidance.

use super::build::Builder;
use super::decision::{Bar, Charge, Duty, Flag, Guidance, PossibleBar};
use super::words::quoted;
use crate::check::typed::ChargeKind;
use crate::decide::{Num, Range, Value};
use crate::plan::Active;
use crate::plan::law::{Defeat, Effect, RuleVersion};
use crate::syntax::ast::RuleKind;
use crate::value::Truth;

/// What a provision does, as far as it bears on an outcome or asks something of somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Does {
    /// The licenses it requires, each by its name if it has one.
    pub licenses: Vec<Option<String>>,
    /// It prohibits.
    pub prohibits: bool,
    /// It permits what others require or prohibit.
    pub permits: bool,
    /// It does more than to say how applications are reviewed, or which rules it bars.
    pub more_than_reviews: bool,
}

impl Does {
    /// What a version of a rule does.
    pub(super) fn of(version: &RuleVersion) -> Self {
        let any = |is: fn(&Effect) -> bool| version.effects.iter().any(is);
        let license = |effect: &Effect| match effect {
            Effect::RequiresLicense(which) => Some(which.clone()),
            _ => None,
        };
        Self {
            licenses: version.effects.iter().filter_map(license).collect(),
            prohibits: any(|it| matches!(it, Effect::Prohibits)),
            permits: any(|it| matches!(it, Effect::Permits)),
            more_than_reviews: any(|it| !matches!(it, Effect::Reviews(..))),
        }
    }

    /// Whether an outcome may rest on it.
    pub fn weighs(&self) -> bool {
        !self.licenses.is_empty() || self.prohibits || self.permits
    }
}

impl Builder<'_> {
    /// What a rule does, each effect as the law writes it. That an exception permits need not be written.
    pub(super) fn effect_words(&self, version: &RuleVersion) -> Vec<String> {
        let mut words: Vec<String> = version.effect_lines.iter().map(|line| quoted(self.sources, *line)).collect();
        if version.permits() && !words.iter().any(|it| it == "permits") {
            words.insert(0, "permits".to_owned());
        }
        words
    }

    /// Every rule that applies or may, and matters: an exception to what is not required does nothing.
    pub(super) fn standing(&self) -> Vec<(usize, &'_ Active, Truth)> {
        let rules = self.evaluator.epoch().rules.iter().enumerate();
        rules
            .map(|(position, active)| (position, active, self.applies(position).and(self.needed(position, active))))
            .filter(|(_, _, stands)| !stands.is_false())
            .collect()
    }

    /// Whether an exception has anything to permit: a rule it is to would apply without it. Other rules need nothing.
    pub(super) fn needed(&self, position: usize, active: &Active) -> Truth {
        if self.version(active).is_none_or(|version| version.kind != RuleKind::Exception) {
            return Truth::True;
        }
        let mut needed = Truth::False;
        for (at, target) in self.evaluator.epoch().rules.iter().enumerate() {
            let ours = |(by, how): &(u32, Defeat)| *how == Defeat::Permits && usize::try_from(*by) == Ok(position);
            if !target.defeaters.iter().any(ours) {
                continue;
            }
            let others = target.defeaters.iter().filter(|(_, how)| *how != Defeat::Permits);
            let replaced = others.filter_map(|(by, _)| usize::try_from(*by).ok()).map(|by| self.applies(by));
            needed = needed.or(self.condition(at).and(Truth::any(replaced).not()));
        }
        needed
    }

    /// What is to be done. An exception's duties are conditions of using it.
    pub(super) fn duties(&mut self) -> Vec<Duty> {
        let mut found = Vec::new();
        let standing: Vec<(String, Truth, usize)> =
            self.standing().into_iter().map(|(at, active, applies)| (self.name(active), applies, at)).collect();
        let epoch = self.evaluator.epoch();
        let law = self.evaluator.law();
        for (name, applies, at) in standing {
            let Some(active) = epoch.rules.get(at) else { continue };
            let Some(version) = law.rules[active.rule].versions.get(active.version) else { continue };
            for effect in &version.effects {
                let Effect::Duty { verb, whom, what, due } = effect else { continue };
                let due = due.and_then(|due| match self.evaluator.value(due) {
                    Value::Date(day) => Some(day.to_string()),
                    _ => None,
                });
                found.push(Duty {
                    verb: verb.clone(),
                    whom: whom.clone(),
                    what: what.clone(),
                    due,
                    rule: name.clone(),
                    certain: applies.is_true(),
                });
            }
        }
        found
    }

    /// Money to be paid. What a norm of no lower force bars, the charge or the whole rule, is purported only.
    pub(super) fn charges(&mut self) -> Vec<Charge> {
        let epoch = self.evaluator.epoch();
        let law = self.evaluator.law();
        let mut found = Vec::new();
        for (at, active) in epoch.rules.iter().enumerate() {
            let charges = self.but_for_bars(at, active);
            let Some(version) = law.rules[active.rule].versions.get(active.version) else { continue };
            for effect in version.effects.iter().filter(|_| !charges.is_false()) {
                let Effect::Charges { amount, unit, kind } = effect else { continue };
                let amount = match self.evaluator.number(*amount) {
                    Num::Exact(number) => Some(format!("{} {}", number.to_json_text(), law.layout.units.display(unit))),
                    Num::Within(_) => None,
                };
                let bars = self.charge_bars(active, version, *kind);
                let possible = bars.iter().filter(|(_, bars)| bars.is_unknown());
                let perhaps_barred_by = possible.filter_map(|(at, _)| self.possible_bar(*at)).collect();
                let certain = bars.iter().filter(|(_, bars)| bars.is_true()).filter_map(|(at, _)| self.norm(*at));
                found.push(Charge {
                    amount,
                    kind: kind.words(),
                    rule: law.rules[active.rule].name.clone(),
                    cites: version.cites.clone(),
                    certain: charges.is_true(),
                    binding: active.binds,
                    barred_by: certain.collect(),
                    perhaps_barred_by,
                });
            }
        }
        found
    }

    /// Whether a rule would apply, and matter, if no norm barred it.
    fn but_for_bars(&self, position: usize, active: &Active) -> Truth {
        let others = active.defeaters.iter().filter(|(_, how)| *how != Defeat::Bars);
        let prevails = others.filter_map(|(by, _)| usize::try_from(*by).ok()).map(|by| self.applies(by));
        let stands = self.condition(position).and(Truth::any(prevails).not());
        stands.and(self.needed(position, active))
    }

    /// The norms that bar a charge of a kind or the rule that makes it, or may, by position.
    fn charge_bars(&self, charging: &Active, charged: &RuleVersion, kind: ChargeKind) -> Vec<(usize, Truth)> {
        let bars = |effect: &Effect| matches!(effect, Effect::BarsCharge(it) if *it == kind);
        let standing = self.standing().into_iter().filter(|(at, active, _)| {
            let whole = |(by, how): &(u32, Defeat)| *how == Defeat::Bars && usize::try_from(*by) == Ok(*at);
            let version = self.version(active);
            charging.defeaters.iter().any(whole)
                || version.is_some_and(|it| it.effects.iter().any(bars) && self.view.may_bar(it, charged))
        });
        standing.map(|(at, _, applies)| (at, applies)).collect()
    }

    /// A norm, and what it cites.
    fn norm(&self, position: usize) -> Option<Bar> {
        let active = self.evaluator.epoch().rules.get(position)?;
        Some(Bar { norm: self.name(active), cites: self.version(active)?.cites.clone() })
    }

    /// A norm that may apply, and the facts that would tell.
    fn possible_bar(&mut self, position: usize) -> Option<PossibleBar> {
        let Bar { norm, cites } = self.norm(position)?;
        Some(PossibleBar { norm, cites, missing: self.turns_on(position) })
    }

    /// Red flags.
    pub(super) fn flags(&self) -> Vec<Flag> {
        let mut found = Vec::new();
        for (_, active, applies) in self.standing() {
            let Some(version) = self.version(active) else { continue };
            for effect in &version.effects {
                if let Effect::Flags(text) = effect {
                    found.push(Flag { text: text.clone(), rule: self.name(active), certain: applies.is_true() });
                }
            }
        }
        found
    }

    /// What guidance and deals say the outcome would be.
    pub(super) fn guidance(&self, outcome: Range) -> Option<Guidance> {
        let mut by = Vec::new();
        for (_, active, _) in self.standing() {
            if !active.binds && (active.requires || active.prohibits) {
                by.push(self.name(active));
            }
        }
        (!by.is_empty()).then_some(Guidance { outcome, by })
    }
}
