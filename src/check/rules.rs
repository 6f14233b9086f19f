//! Rules and exceptions: when they apply, what they do, and which prevail.

use super::scope::Scope;
use super::typed::{self, ChargeKind, Condition, Effect, Expr, ExprKind, Limb, Rule, RuleVersion};
use super::{Checker, Error, Type};
use crate::enact::Version;
use crate::resolve::RuleId;
use crate::source::Span;
use crate::syntax::ast::{self, Bars, Effect as Written, Force, RuleKind, RuleLine};

impl Checker<'_> {
    /// Every rule, every version of it.
    pub(super) fn rules(&mut self) {
        for provision in &self.enacted.rules {
            let mut versions = Vec::new();
            for version in &provision.versions {
                versions.push(self.rule(version));
            }
            let span = provision.versions.first().map_or(Span::new(0, 0), |first| first.name_span);
            self.law.rules.push(Rule { name: provision.name.clone(), versions, span });
        }
    }

    fn rule(&mut self, version: &Version<'_, ast::Rule>) -> RuleVersion {
        let written = &version.text;
        let mut scope = Scope::default();
        let condition = self.rule_condition(&mut scope, version);
        let mark = condition.holds.as_ref().map_or(scope.mark(), |limb| scope.assume(&limb.condition, true));
        let (mut effects, mut effect_lines) = (Vec::new(), Vec::new());
        let mut priorities = Vec::new();
        let found = self.bag.len();
        // What rests on something broken elsewhere says nothing here.
        let mut broken = false;
        for (span, line) in &written.lines {
            match line {
                RuleLine::Effect(effect) => {
                    let made = self.effect(&mut scope, version, effect, *span);
                    broken |= made.is_none();
                    effect_lines.push(*span);
                    effects.extend(made);
                }
                RuleLine::Priority { kind, rules } => {
                    for name in rules {
                        if let Some(rule) = self.names.rule(name, self.bag) {
                            priorities.push((*kind, rule, name.span));
                        }
                    }
                }
                RuleLine::Provenance(_) | RuleLine::If { .. } | RuleLine::Unless { .. } => {}
            }
        }
        scope.forget(mark);
        let whole = self.bag.len() == found && !broken;
        if written.kind == RuleKind::Exception && !effects.iter().any(|it| matches!(it, Effect::Permits)) {
            effects.insert(0, Effect::Permits);
        }
        if effects.is_empty() && whole {
            self.report(Error::BadProvision {
                name: written.name.node.clone(),
                what: "does nothing".to_owned(),
                span: written.name.span,
                help: "say what it does: `requires license`, `prohibits`, `reviews R with …`, `bars …`, `charges …`, \
                       `duty …`, `flags \"…\"`, `presumes …`"
                    .to_owned(),
            });
        }
        let instrument = version.instrument.and_then(|id| self.law.instruments.get(id));
        let regime = instrument.and_then(|it| it.regime.as_ref()).map(|name| name.node.clone());
        let force = instrument.map_or(Force::Regulation, |it| it.force);
        RuleVersion {
            origin: Self::origin_of(version, written.title.as_ref()),
            kind: written.kind,
            regime,
            force,
            condition,
            effects,
            effect_lines,
            priorities,
            whole,
        }
    }

    fn rule_condition(&mut self, scope: &mut Scope, version: &Version<'_, ast::Rule>) -> Condition {
        let written = &version.text;
        let mut ifs = written.lines.iter().filter_map(|(span, line)| match line {
            RuleLine::If { label, condition } => Some((*span, label.as_ref(), condition)),
            _ => None,
        });
        let holds = ifs.next().map(|(span, label, condition)| Limb {
            label: label.map(|label| label.node.clone()),
            enacted: Vec::new(),
            span,
            condition: self.condition(scope, condition),
        });
        if let Some((again, _, _)) = ifs.next() {
            self.report(Error::BadProvision {
                name: written.name.node.clone(),
                what: "has two `if`".to_owned(),
                span: again,
                help: "join them with `all of` or `any of`".to_owned(),
            });
        }
        let unless = written.lines.iter().filter_map(|(span, line)| match line {
            RuleLine::Unless { label, condition } => Some((*span, label.as_ref(), condition)),
            _ => None,
        });
        let unless = self.exclusions(scope, holds.as_ref(), unless.collect());
        Condition { holds, unless }
    }

    /// Saving clauses: which cases each saves.
    pub(super) fn savings(&mut self) {
        for saving in &self.enacted.savings {
            let (Some(written), Some(keeps)) = (saving.condition, &saving.keeps) else { continue };
            let condition = Limb {
                label: None,
                enacted: saving.enacted.clone(),
                span: written.span,
                condition: self.condition(&mut Scope::default(), written),
            };
            self.law.savings.push(typed::Saving {
                name: saving.name.node.clone(),
                title: saving.title.clone(),
                amendment: saving.amendment,
                keeps: keeps.clone(),
                condition,
                life: saving.life.clone(),
                cites: saving.cites.clone(),
                span: saving.name.span,
            });
        }
    }

    fn effect(
        &mut self,
        scope: &mut Scope,
        version: &Version<'_, ast::Rule>,
        written: &Written,
        span: Span,
    ) -> Option<Effect> {
        let rule_name = &version.text.name;
        match written {
            Written::RequiresLicense(which) => Some(Effect::RequiresLicense(Self::title(which.as_ref()))),
            Written::Prohibits => Some(Effect::Prohibits),
            Written::Permits => Some(Effect::Permits),
            Written::Review(policy) => {
                let requires = version
                    .text
                    .lines
                    .iter()
                    .any(|(_, line)| matches!(line, RuleLine::Effect(Written::RequiresLicense(_))));
                if !requires {
                    self.report(Error::BadProvision {
                        name: rule_name.node.clone(),
                        what: "says how licenses are reviewed and requires none".to_owned(),
                        span,
                        help: "name the rules whose licenses are meant: `reviews R with …`".to_owned(),
                    });
                    return None;
                }
                let own = self.names.rule(rule_name, self.bag)?;
                Some(Effect::Reviews { rules: vec![own], policy: policy.node })
            }
            Written::Reviews { rules, policy } => {
                let rules = rules.iter().filter_map(|name| self.names.rule(name, self.bag)).collect();
                Some(Effect::Reviews { rules, policy: policy.node })
            }
            Written::Bars(Bars::Charge(kind)) => Some(Effect::BarsCharge(Self::charge_kind(kind)?)),
            Written::Bars(Bars::Exceptions { except }) => {
                let except: Vec<RuleId> = except.iter().filter_map(|name| self.names.rule(name, self.bag)).collect();
                Some(Effect::BarsExceptions(except))
            }
            Written::Bars(Bars::Rules(rules)) => {
                let rules =
                    rules.iter().filter_map(|name| Some((self.names.rule(name, self.bag)?, name.span))).collect();
                Some(Effect::BarsRules(rules))
            }
            Written::Charges { amount, kind } => {
                let found = self.expr(scope, amount, None);
                let money = match &found.ty {
                    Type::Number(unit) => self.law.units.currency_of(unit).is_some(),
                    Type::Broken => true,
                    _ => false,
                };
                if !money {
                    self.report(Error::Mismatch {
                        expected: "a sum of money".to_owned(),
                        found: found.ty.describe(&self.law),
                        span: found.span,
                        found_because: self.origin(&found),
                        expected_because: None,
                        help: Some("an amount is in a currency: `300 USD`, `15% of shipment.value`".to_owned()),
                    });
                    return None;
                }
                Some(Effect::Charges { amount: found, kind: Self::charge_kind(kind)? })
            }
            Written::Duty(duty) => Some(self.duty(scope, duty)),
            Written::Flags(text) => Some(Effect::Flags(text.node.clone())),
            Written::Presumes { fact, value } => self.presumes(scope, fact, value.as_ref(), rule_name),
        }
    }

    /// `tax`, `fee`, `user fee`, `import duty`: the grammar knows no other.
    pub(super) fn charge_kind(kind: &ast::Name) -> Option<ChargeKind> {
        ChargeKind::from_words(&kind.node)
    }

    fn duty(&mut self, scope: &mut Scope, written: &ast::Duty) -> Effect {
        let due = written.due.as_ref().map(|(length, before, day)| {
            let length = self.expr(scope, length, Some(&Type::Duration));
            let length = self.expect(length, &Type::Duration, None);
            let day = self.expr(scope, day, Some(&Type::Date));
            let day = self.expect(day, &Type::Date, None);
            let op = if before.node { super::typed::Arithmetic::DateMinus } else { super::typed::Arithmetic::DatePlus };
            let span = length.span.to(day.span);
            Expr { ty: Type::Date, span, kind: ExprKind::Arithmetic(op, Box::new(day), Box::new(length)) }
        });
        Effect::Duty {
            verb: written.verb.node.clone(),
            whom: written.whom.node.clone(),
            what: Self::title(written.what.as_ref()),
            due,
        }
    }

    fn presumes(
        &mut self,
        scope: &mut Scope,
        fact: &ast::Expr,
        value: Option<&ast::Expr>,
        rule: &ast::Name,
    ) -> Option<Effect> {
        let fact = self.expr(scope, fact, None);
        if matches!(fact.ty, Type::Broken) {
            return None;
        }
        if !Self::is_path(&fact) {
            self.report(Error::BadProvision {
                name: rule.node.clone(),
                what: "presumes something that no case can state".to_owned(),
                span: fact.span,
                help: "presume a fact, such as `shipment.knowledge`".to_owned(),
            });
            return None;
        }
        let value = match value {
            Some(value) => {
                let found = self.expr(scope, value, Some(&fact.ty));
                self.expect(found, &fact.ty, self.origin(&fact))
            }
            None if fact.ty == Type::Bool => Expr { ty: Type::Bool, span: fact.span, kind: ExprKind::Bool(true) },
            None => {
                self.report(Error::BadProvision {
                    name: rule.node.clone(),
                    what: "does not say what it presumes of this".to_owned(),
                    span: fact.span,
                    help: "only truth values are presumed without `= VALUE`".to_owned(),
                });
                return None;
            }
        };
        Some(Effect::Presumes { fact, value })
    }

    /// The day asked about and the actor, from the lines of the facts; letters need to know who acts.
    pub(super) fn facts_roles(&mut self) {
        let mut days: Vec<Span> = Vec::new();
        let mut actors: Vec<Span> = Vec::new();
        for fact in &self.enacted.vocabulary.facts {
            for line in &fact.lines {
                let mut scope = Scope::trusting();
                match line {
                    ast::FactLine::Day(written) => {
                        let found = self.expr(&mut scope, written, Some(&Type::Date));
                        let found = self.expect(found, &Type::Date, Some(fact.name.span));
                        self.role(&mut days, "day", &found);
                        self.law.day = Some(found);
                    }
                    ast::FactLine::Actor(written) => {
                        let found = self.expr(&mut scope, written, None);
                        let keyed = matches!(found.ty, Type::Record(id) if self.law.records[id].key.is_some());
                        let found = if keyed { found } else { self.expect(found, &Type::Text, Some(fact.name.span)) };
                        self.role(&mut actors, "actor", &found);
                        self.law.actor = Some(found);
                    }
                }
            }
        }
        if self.law.actor.is_some() {
            return;
        }
        let mut silent = Vec::new();
        for rule in &self.law.rules {
            for version in &rule.versions {
                let Some(instrument) = version.origin.instrument.and_then(|id| self.law.instruments.get(id)) else {
                    continue;
                };
                if instrument.force == Force::Letter {
                    silent.push((version.origin.span, instrument.name.span));
                }
            }
        }
        for (span, instrument) in silent {
            self.report(Error::NoActor { span, instrument });
        }
    }

    fn role(&mut self, seen: &mut Vec<Span>, line: &'static str, found: &Expr) {
        if let Some(first) = seen.first() {
            self.bag.push(crate::enact::Error::LineTwice { line, again: found.span, first: *first });
        }
        seen.push(found.span);
        if !Self::is_path(found) && !super::provisions::is_broken(found) {
            self.report(Error::BadProvision {
                name: line.to_owned(),
                what: "is not a fact".to_owned(),
                span: found.span,
                help: "name a field of the fact, such as `shipment.date`".to_owned(),
            });
        }
    }
}
