//! Values, rules, and what the law as a whole knows: its subjects, its day, its turning points.

use super::sets::dated;
use super::{Binding, Compiler, Scope};
use crate::check::Type;
use crate::check::typed::{self, Effect as Typed};
use crate::enact::Life;
use crate::plan::error::Error;
use crate::plan::law::{
    Called, Defeat, Define, Effect, Entry, Limb, Members, Operand, Rule, RuleVersion, Saving, Shape, Subject, Value,
};
use crate::plan::layout::Kind;
use crate::plan::node::Shown;
use crate::plan::slot::Address;
use crate::resolve::{EntryId, RecordId, RuleId};
use crate::syntax::ast::{Force, Priority};
use crate::value::Date;

impl Compiler<'_> {
    /// Named constants.
    pub(super) fn values(&mut self) {
        let typed = self.typed;
        for value in &typed.values {
            let mut versions = Vec::new();
            for (origin, dated_values) in &value.versions {
                let nodes = dated_values.iter().map(|(when, expr)| (*when, self.literal(expr))).collect();
                versions.push((dated(origin), nodes));
            }
            self.law.values.push(Value { name: value.name.clone(), versions });
        }
    }

    /// What explanations need to know of entries and definitions.
    pub(super) fn listings(&mut self) {
        let typed = self.typed;
        for entry in &typed.entries {
            let versions = entry.versions.iter().map(|(origin, _)| dated(origin)).collect();
            self.law.entries.push(Entry { code: entry.code.clone(), versions });
        }
        for define in &typed.defines {
            let versions = define.versions.iter().map(|(origin, _)| dated(origin)).collect();
            self.law.defines.push(Define { name: define.name.clone(), versions });
        }
    }

    /// Every rule, every version of it.
    pub(super) fn rules(&mut self) {
        self.law.regimes.push(String::new());
        let typed = self.typed;
        for (id, rule) in typed.rules.enumerate() {
            let versions =
                rule.versions.iter().map(|version| self.provision(&version.origin, |it| it.rule_version(id, version)));
            let versions = versions.collect();
            self.law.rules.push(Rule { name: rule.name.clone(), versions });
        }
    }

    /// Saving clauses.
    pub(super) fn savings(&mut self) {
        let typed = self.typed;
        for saving in &typed.savings {
            let condition = self.typed_limb(&saving.condition, &mut Scope::default());
            self.law.savings.push(Saving {
                name: saving.name.clone(),
                title: saving.title.clone(),
                amendment: saving.amendment,
                keeps: saving.keeps.clone(),
                condition,
                life: saving.life.clone(),
                cites: saving.cites.clone(),
                span: saving.span,
            });
        }
    }

    fn rule_version(&mut self, own: RuleId, version: &typed::RuleVersion) -> RuleVersion {
        let mut scope = Scope::default();
        let (mut condition, _) = self.condition(&version.condition, &mut scope, false);
        let holds = version.condition.holds.as_ref().map(|limb| self.typed_limb(limb, &mut scope));
        let unless = version.condition.unless.iter().map(|limb| self.typed_limb(limb, &mut scope)).collect();
        let addressed = self.addressed(version);
        if let Some(limb) = addressed {
            let node = self.law.limbs[limb].node;
            condition = self.all(vec![node, condition]);
        }
        let mut defeats = Vec::new();
        let mut subject_to = Vec::new();
        for (kind, rule, span) in &version.priorities {
            match kind {
                Priority::To => defeats.push((*rule, Defeat::Permits, *span)),
                Priority::Overrides | Priority::Notwithstanding => defeats.push((*rule, Defeat::Displaces, *span)),
                Priority::SubjectTo => subject_to.push((*rule, *span)),
            }
        }
        let mut effects = Vec::new();
        for effect in &version.effects {
            if let Typed::BarsRules(rules) = effect {
                defeats.extend(rules.iter().map(|(rule, span)| (*rule, Defeat::Bars, *span)));
            }
            effects.extend(self.effect(own, version, effect));
        }
        RuleVersion {
            title: version.origin.title.clone(),
            kind: version.kind,
            regime: self.regime(version.regime.as_deref()),
            force: version.force,
            life: version.origin.life.clone(),
            instrument: version.origin.instrument,
            amended: version.origin.amended.clone(),
            cites: version.origin.cites.clone(),
            enacted: version.origin.enacted.clone(),
            span: version.origin.span,
            condition,
            holds,
            unless,
            addressed,
            effects,
            effect_lines: version.effect_lines.clone(),
            defeats,
            subject_to,
        }
    }

    fn regime(&mut self, name: Option<&str>) -> usize {
        let name = name.unwrap_or("");
        let known = self.law.regimes.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.law.regimes.push(name.to_owned());
            self.law.regimes.len() - 1
        })
    }

    /// A letter binds those it is addressed to, and nobody else.
    fn addressed(&mut self, version: &typed::RuleVersion) -> Option<crate::plan::law::LimbId> {
        if version.force != Force::Letter {
            return None;
        }
        let instrument = self.law.instruments.get(version.origin.instrument?)?.clone();
        let typed = self.typed;
        let actor = typed.actor.as_ref()?;
        let mut scope = Scope::default();
        let value = self.key_of(actor, &mut scope);
        let set = self.texts_set(instrument.addressees.iter().map(|text| text.node.clone()));
        let node = self.in_set(value, set);
        let span = instrument.addressees.first().map_or(instrument.span, |text| text.span);
        let operand = Operand {
            node: value,
            span: actor.span,
            shown: Shown::Plain,
            name: Some(Called::Words("addressee of the letter".to_owned())),
            counted: None,
        };
        let shape = Shape::In { value: operand, sets: vec![(set, span)] };
        let label = Some("addressee".to_owned());
        Some(self.limb(Limb { label, enacted: Vec::new(), span, node, shape }))
    }

    fn effect(&mut self, own: RuleId, version: &typed::RuleVersion, effect: &Typed) -> Option<Effect> {
        let mut scope = Scope::default();
        Some(match effect {
            Typed::RequiresLicense(which) => Effect::RequiresLicense(which.clone()),
            Typed::Reviews { rules, policy } => Effect::Reviews(rules.clone(), *policy),
            Typed::Prohibits => Effect::Prohibits,
            Typed::Permits => Effect::Permits,
            Typed::BarsCharge(kind) => Effect::BarsCharge(*kind),
            Typed::BarsExceptions(except) => Effect::BarsExceptions(except.clone()),
            // Among what it defeats.
            Typed::BarsRules(_) => return None,
            Typed::Charges { amount, kind } => {
                let Type::Number(unit) = amount.ty else { return None };
                Effect::Charges { amount: self.node(amount, &mut scope), unit, kind: *kind }
            }
            Typed::Duty { verb, whom, what, due } => Effect::Duty {
                verb: verb.clone(),
                whom: whom.clone(),
                what: what.clone(),
                due: due.as_ref().map(|due| self.node(due, &mut scope)),
            },
            Typed::Flags(text) => Effect::Flags(text.clone()),
            Typed::Presumes { fact, value } => {
                let Some(at) = self.address(fact) else {
                    self.bag.push(Error::PresumesElsewhere {
                        name: self.typed.rules[own].name.clone(),
                        span: fact.span,
                        rule: version.origin.span,
                    });
                    return None;
                };
                let span = if value.span.start >= fact.span.end { fact.span.to(value.span) } else { fact.span };
                Effect::Presumes { fact: at, value: self.node(value, &mut scope), span }
            }
        })
    }

    /// What a case classifies: records at known places of a kind that entries cover.
    pub(super) fn subjects(&mut self) {
        let mut kinds: Vec<RecordId> = self.typed.entries.iter().map(|entry| entry.subject).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut found: Vec<(String, Address, RecordId)> = Vec::new();
        for fact in &self.law.layout.facts {
            if let Kind::Inline(record) = fact.kind {
                self.subjects_in(&fact.name, fact.at, record, &kinds, &mut found);
            }
        }
        for (path, at, record) in found {
            let ids: Vec<EntryId> = self.typed.entries.ids().collect();
            let entries = ids
                .into_iter()
                .filter(|entry| self.typed.entries[*entry].subject == record)
                .map(|entry| (entry, self.entry_instance(entry, Binding::Place(at))))
                .collect();
            self.law.subjects.push(Subject { path, at, entries });
        }
    }

    fn subjects_in(
        &self,
        path: &str,
        at: Address,
        record: RecordId,
        kinds: &[RecordId],
        found: &mut Vec<(String, Address, RecordId)>,
    ) {
        if kinds.contains(&record) {
            found.push((path.to_owned(), at, record));
        }
        for field in &self.law.layout.records[record].fields {
            if let Kind::Inline(inner) = field.kind {
                let path = format!("{path}.{}", field.name);
                self.subjects_in(&path, at.plus(field.offset), inner, kinds, found);
            }
        }
    }

    /// The case's own day and its actor.
    pub(super) fn roles(&mut self) {
        let typed = self.typed;
        self.law.day = typed.day.as_ref().map(|day| self.node(day, &mut Scope::default()));
        self.law.actor = typed.actor.as_ref().map(|actor| self.key_of(actor, &mut Scope::default()));
    }

    /// Every day on which some version begins or ends.
    pub(super) fn turning_points(&mut self) {
        let mut days: Vec<Date> = Vec::new();
        let mut of_life = |life: &Life| {
            days.extend(life.in_force.iter().flat_map(|stretch| [stretch.from, stretch.until]).flatten());
        };
        for rule in &self.law.rules {
            rule.versions.iter().for_each(|version| of_life(&version.life));
        }
        for entry in &self.law.entries {
            entry.versions.iter().for_each(|version| of_life(&version.life));
        }
        for define in &self.law.defines {
            define.versions.iter().for_each(|version| of_life(&version.life));
        }
        self.law.savings.iter().for_each(|saving| of_life(&saving.life));
        for group in &self.law.groups {
            group.versions.iter().for_each(|(version, _)| of_life(&version.life));
        }
        for value in &self.law.values {
            value.versions.iter().for_each(|(version, _)| of_life(&version.life));
        }
        for group in &self.law.groups {
            for (_, members) in &group.versions {
                let stretches: Vec<_> = match members {
                    Members::Codes(_, members) => members.iter().map(|(_, when)| *when).collect(),
                    Members::Listed(members) => members.iter().map(|(_, when)| *when).collect(),
                    Members::Set(_) => Vec::new(),
                };
                days.extend(stretches.iter().flat_map(|when| [when.from, when.until]).flatten());
            }
        }
        for value in &self.law.values {
            for (_, dated_values) in &value.versions {
                days.extend(dated_values.iter().flat_map(|(when, _)| [when.from, when.until]).flatten());
            }
        }
        for table in &self.law.tables.tables {
            let stretches = table.dated.iter().flat_map(|(_, _, when)| when);
            days.extend(stretches.flat_map(|stretch| [stretch.from, stretch.until]).flatten());
        }
        days.sort_unstable();
        days.dedup();
        self.law.turning_points = days;
    }
}
