//! One expectation held against what was found.

use super::scenarios::Failure;
use crate::check::Type;
use crate::check::typed::{Expect, Expectation, Expr, RuleStatus};
use crate::decide::{Evaluator, Num, Outcome, Range};
use crate::explain::{Charge, Classification, Decision, Entry, Reason, Saving, Status};
use crate::plan::law::LimbId;
use crate::plan::node::NodeId;
use crate::plan::{Epoch, Law, ScenarioCompiler};
use crate::resolve::RuleId;
use crate::source::SourceMap;
use crate::syntax::ast::Beside;
use crate::value::{Number, Truth};
use std::collections::BTreeSet;

/// An expectation with its expressions in the flat form.
pub(super) struct Check<'t> {
    expect: &'t Expect,
    limb: Option<LimbId>,
    amount: Option<(NodeId, Type)>,
}

impl<'t> Check<'t> {
    /// The condition that must hold, if it is one.
    pub(super) fn limb(&self) -> Option<LimbId> {
        self.limb
    }

    /// The limb whose margin is asked for, in the version in force: the whole condition, if no label says which. A decision
    /// tells neither of every rule that does not apply nor of limbs that do not decide; an expectation may ask of each.
    pub(super) fn limb_of_margin(&self, law: &Law, epoch: &Epoch) -> Option<LimbId> {
        let Expectation::Margin { rule, labels, .. } = &self.expect.what else { return None };
        let active = epoch.position(*rule).and_then(|at| epoch.rules.get(at))?;
        let version = law.rules[*rule].versions.get(active.version)?;
        if labels.is_empty() {
            return version.holds;
        }
        version.holds.iter().chain(&version.unless).find_map(|limb| law.limb_below(*limb, labels))
    }

    /// Compiles what an expectation needs.
    pub(super) fn new(compiler: &mut ScenarioCompiler<'_>, expect: &'t Expect, row: &[Expr]) -> Self {
        let mut check = Self { expect, limb: None, amount: None };
        match &expect.what {
            Expectation::Holds(condition) => check.limb = Some(compiler.condition(condition, row)),
            Expectation::Margin { value, .. } => {
                check.amount = Some((compiler.expression(value, row), value.ty.clone()));
            }
            Expectation::Charge { amount, .. } => {
                check.amount = Some((compiler.expression(amount, row), amount.ty.clone()));
            }
            _ => {}
        }
        check
    }
}

/// What was asked and what was found.
pub(super) struct Asked<'a> {
    pub(super) decision: &'a Decision,
    pub(super) evaluator: Evaluator<'a>,
    pub(super) sources: &'a SourceMap,
    pub(super) law: &'a Law,
}

impl Asked<'_> {
    /// Nothing, or what was not as expected.
    pub(super) fn check(&mut self, check: &Check<'_>, reason: Option<&Reason>) -> Option<Failure> {
        let (holds, found, why) = self.holds(check, reason);
        if holds != check.expect.negated {
            return None;
        }
        let words = self.sources.text(check.expect.span);
        let expected: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Failure { span: check.expect.span, expected, found, why })
    }

    /// Whether it is as expected, what was found, and why.
    fn holds(&mut self, check: &Check<'_>, reason: Option<&Reason>) -> (bool, String, Vec<String>) {
        let decision = self.decision;
        match &check.expect.what {
            Expectation::Outcome(outcome, by, regime) => self.outcome(Outcome::from(*outcome), by, regime.as_deref()),
            Expectation::Undetermined(range, regime) => {
                let found = self.range(regime.as_deref());
                let wanted = range.map(|(mildest, gravest)| Range { mildest: mildest.into(), gravest: gravest.into() });
                let holds = match wanted {
                    Some(wanted) => found == wanted,
                    None => found.certain().is_none(),
                };
                (holds, range_words(found), self.why())
            }
            Expectation::Beside(Beside::Enforced, outcome) => Self::only(decision.enforced, (*outcome).into()),
            Expectation::Beside(Beside::Due, outcome) => Self::only(decision.due, (*outcome).into()),
            Expectation::Beside(Beside::Guidance, outcome) => {
                let found = decision.guidance.as_ref().map(|guidance| guidance.outcome);
                let holds = found.and_then(Range::certain) == Some(Outcome::from(*outcome));
                (holds, found.map_or_else(|| "no guidance".to_owned(), range_words), Vec::new())
            }
            Expectation::Classification(codes) => self.classification(codes),
            Expectation::Review(wanted) => {
                let review = decision.review.as_ref();
                let certain = review.filter(|review| review.at_most.is_none()).and_then(|review| review.policy.clone());
                let found = review.map_or_else(|| "none".to_owned(), crate::explain::Review::words);
                let holds = match wanted {
                    None => review.is_none(),
                    Some(wanted) => certain.as_deref() == Some(wanted.words()),
                };
                (holds, found, Vec::new())
            }
            Expectation::Margin { rule, labels, on, .. } => self.margin(check, *rule, labels, on.as_ref(), reason),
            Expectation::Rule { rule, labels, status } => self.rule(*rule, labels, *status),
            Expectation::Duty(verb, whom, by) => {
                let duties: Vec<String> = decision
                    .duties
                    .iter()
                    .map(|duty| {
                        let due = duty.due.as_deref().unwrap_or("no date");
                        format!("{}{} {} by {due}", perhaps(duty.certain), duty.verb, duty.whom)
                    })
                    .collect();
                let holds = decision.duties.iter().any(|duty| {
                    duty.certain
                        && duty.verb == *verb
                        && duty.whom == *whom
                        && by.is_none_or(|by| duty.due.as_deref() == Some(by.to_string().as_str()))
                });
                (holds, list(&duties, "no duty"), Vec::new())
            }
            Expectation::Charge { barred, kind, .. } => {
                let wanted = check.amount.as_ref().and_then(|(node, ty)| self.amount_words(*node, ty));
                let holds = decision.charges.iter().any(|charge| {
                    charge.certain
                        && charge.kind == kind.words()
                        && charge.barred_by.is_empty() != *barred
                        && (*barred || charge.perhaps_barred_by.is_empty())
                        && charge.amount.is_some()
                        && charge.amount == wanted
                });
                let found: Vec<String> = decision.charges.iter().map(charge_words).collect();
                (holds, list(&found, "no charge"), Vec::new())
            }
            Expectation::Flag(words) => {
                let found: Vec<String> =
                    decision.flags.iter().map(|flag| format!("{}{}", perhaps(flag.certain), flag.text)).collect();
                let holds = decision.flags.iter().any(|flag| flag.certain && flag.text.contains(words.as_str()));
                (holds, list(&found, "no flag"), Vec::new())
            }
            Expectation::Missing(paths) => {
                let found: Vec<String> = decision.missing.iter().map(|missing| missing.path.clone()).collect();
                let wanted: Vec<String> =
                    paths.iter().map(|path| self.sources.text(path.span).trim().to_owned()).collect();
                (wanted.iter().all(|path| found.contains(path)), list(&found, "nothing is missing"), Vec::new())
            }
            Expectation::RestsOn(rules) => {
                let found: Vec<String> = decision.rests_on.iter().map(|it| it.rule.clone()).collect();
                let holds = rules.iter().all(|rule| found.contains(&self.law.rules[*rule].name));
                (holds, list(&found, "it rests on no presumption"), Vec::new())
            }
            Expectation::Saved(clauses) => self.saved(clauses, check.expect.negated),
            Expectation::Unenforced => self.noted("unenforced", check.expect.negated),
            Expectation::ComplianceNotDue => self.noted("compliance_not_due", check.expect.negated),
            Expectation::Holds(_) => Self::condition(check, reason),
        }
    }

    fn range(&self, regime: Option<&str>) -> Range {
        match regime {
            None => self.decision.outcome,
            Some(name) => {
                let found = self.decision.regimes.iter().find(|it| it.regime.as_deref() == Some(name));
                found.map_or_else(Range::default, |it| it.outcome)
            }
        }
    }

    fn outcome(&self, wanted: Outcome, by: &[RuleId], regime: Option<&str>) -> (bool, String, Vec<String>) {
        let found = self.range(regime);
        let resting = self.resting(wanted);
        let named = by.iter().all(|rule| resting.contains(&self.law.rules[*rule].name));
        let mut words = range_words(found);
        if !resting.is_empty() {
            words = format!("{words} by {}", resting.join(", "));
        }
        (found.certain() == Some(wanted) && named, words, self.why())
    }

    /// The rules that an outcome rests on.
    fn resting(&self, outcome: Outcome) -> Vec<String> {
        let provisions = self.decision.provisions.iter().filter(|it| it.binding && it.status == Status::Applies);
        provisions
            .filter(|it| match outcome {
                Outcome::Prohibited => it.does.prohibits,
                Outcome::LicenseRequired => !it.does.licenses.is_empty(),
                Outcome::Authorized => self.decision.uses(&it.name),
                Outcome::NoLicenseRequired => false,
            })
            .map(|it| it.name.clone())
            .collect()
    }

    /// Exactly these entries, and nothing left open.
    fn classification(&self, wanted: &[crate::value::Eccn]) -> (bool, String, Vec<String>) {
        let codes = |of: fn(&Classification) -> &Vec<Entry>| -> Vec<String> {
            self.decision.classification.iter().flat_map(of).map(|entry| entry.code.clone()).collect()
        };
        let (found, possible) = (codes(|it| &it.entries), codes(|it| &it.possible));
        let wanted: BTreeSet<String> = wanted.iter().map(ToString::to_string).collect();
        let holds = possible.is_empty() && found.iter().cloned().collect::<BTreeSet<_>>() == wanted;
        let mut words = list(&found, "none");
        if !possible.is_empty() {
            words = format!("{words}, possibly {}", possible.join(", "));
        }
        (holds, words, Vec::new())
    }

    /// Whether clauses save the case; any, if none is named. What may be saved is neither saved nor not saved: it fails both
    /// ways.
    fn saved(&self, clauses: &[String], negated: bool) -> (bool, String, Vec<String>) {
        let savings = &self.decision.savings;
        let of = |how: &str| savings.iter().filter(|it| it.saves == how).map(|it| &it.name).collect::<Vec<_>>();
        let (certain, open) = (of("yes"), of("unknown"));
        let (holds, in_doubt) = match clauses {
            [] => (!certain.is_empty(), !open.is_empty()),
            named => (named.iter().all(|it| certain.contains(&it)), named.iter().any(|it| open.contains(&it))),
        };
        let found: Vec<String> = savings.iter().map(saving_words).collect();
        (holds || negated && in_doubt, list(&found, "no clause saves it"), self.why())
    }

    /// Whether an outcome beside that of the law in force is this one.
    fn only(found: Range, wanted: Outcome) -> (bool, String, Vec<String>) {
        (found.certain() == Some(wanted), range_words(found), Vec::new())
    }

    /// Whether the decision says so of law that applies. What may be so is neither so nor not so: it fails both ways.
    fn noted(&self, kind: &str, negated: bool) -> (bool, String, Vec<String>) {
        let found: Vec<String> = self
            .decision
            .notes
            .iter()
            .map(|note| match &note.provision {
                Some(provision) => format!("{provision}: {}", note.text),
                None => note.text.clone(),
            })
            .collect();
        let mut of_kind = self.decision.notes.iter().filter(|note| note.kind == kind).map(|note| note.certain);
        let (holds, in_doubt) = (of_kind.clone().any(|it| it), of_kind.any(|it| !it));
        (holds || negated && in_doubt, list(&found, "no such note"), Vec::new())
    }

    fn condition(check: &Check<'_>, reason: Option<&Reason>) -> (bool, String, Vec<String>) {
        let Some(reason) = reason else { return (false, "it cannot be asked".to_owned(), Vec::new()) };
        let words = match reason.holds {
            Some(true) => "it holds",
            Some(false) => "it does not hold",
            None => "it is not known",
        };
        let found = first_found(reason).map_or_else(|| words.to_owned(), |found| format!("{words}: {found}"));
        // What is unknown is neither so nor not so: it fails both ways.
        let holds = reason.holds.unwrap_or(check.expect.negated);
        (holds, found, Vec::new())
    }

    fn rule(&mut self, rule: RuleId, labels: &[String], status: RuleStatus) -> (bool, String, Vec<String>) {
        let name = &self.law.rules[rule].name;
        let provision = self.decision.provision(name);
        if !labels.is_empty() {
            return self.limb_status(rule, labels, status);
        }
        let by = |how: &str, other: RuleId| {
            let other = &self.law.rules[other].name;
            provision.is_some_and(|it| it.by.iter().any(|by| by.how == how && by.certain && by.name == *other))
        };
        let found = provision.map_or(Status::DoesNotApply, |it| it.status);
        let holds = match status {
            RuleStatus::Applies | RuleStatus::Holds => found == Status::Applies,
            RuleStatus::DoesNotApply | RuleStatus::Fails => found != Status::Applies && found != Status::Undetermined,
            RuleStatus::Undetermined => found == Status::Undetermined,
            RuleStatus::DefeatedBy(other) => {
                found == Status::Defeated && (by("permits", other) || by("displaces", other))
            }
            RuleStatus::BarredBy(other) => found == Status::Barred && by("bars", other),
        };
        let mut words = match found {
            Status::Applies => "it applies",
            Status::Defeated => "it is defeated",
            Status::Barred => "it is barred",
            Status::Undetermined => "it is undetermined",
            Status::DoesNotApply => "it does not apply",
        }
        .to_owned();
        if let Some(provision) = provision
            && !provision.by.is_empty()
        {
            let names: Vec<&str> = provision.by.iter().map(|by| by.name.as_str()).collect();
            words = format!("{words} by {}", names.join(", "));
        }
        (holds, words, self.why())
    }

    /// How a limb of the version in force stands, whether or not it decides.
    fn limb_status(&mut self, rule: RuleId, labels: &[String], status: RuleStatus) -> (bool, String, Vec<String>) {
        let law = self.law;
        let epoch = self.evaluator.epoch();
        let version = epoch.position(rule).and_then(|at| epoch.rules.get(at)).map(|active| active.version);
        let version = version.and_then(|number| law.rules[rule].versions.get(number));
        let limbs = version.into_iter().flat_map(|it| it.holds.iter().chain(&it.unless).copied());
        let Some(limb) = limbs.into_iter().find_map(|limb| law.limb_below(limb, labels)) else {
            return (false, "the version in force has no such limb".to_owned(), Vec::new());
        };
        let truth = self.evaluator.truth(law.limbs[limb].node);
        let found = match truth {
            Truth::True => "it holds",
            Truth::False => "it fails",
            Truth::Unknown => "it cannot be told",
        };
        let holds = match status {
            RuleStatus::Holds => truth.is_true(),
            RuleStatus::Fails => truth.is_false(),
            RuleStatus::Undetermined => truth.is_unknown(),
            _ => false,
        };
        (holds, found.to_owned(), Vec::new())
    }

    fn margin(
        &mut self,
        check: &Check<'_>,
        rule: RuleId,
        labels: &[String],
        on: Option<&Expr>,
        reason: Option<&Reason>,
    ) -> (bool, String, Vec<String>) {
        let name = &self.law.rules[rule].name;
        let on = on.map(|on| self.sources.text(on.span).trim().to_owned());
        let mut margins = Vec::new();
        let told = self.decision.provision(name).map_or(&[][..], |provision| &provision.because);
        let told = if labels.is_empty() { told } else { &[] };
        told.iter().chain(reason.filter(|_| told.is_empty())).for_each(|reason| gather(reason, &mut margins));
        // The law writes `item.chip.tpp`, a scenario may write it from the root: the one ends as the other does.
        let named = |quantity: &str| {
            on.as_ref().is_none_or(|on| {
                quantity == on || on.ends_with(&format!(".{quantity}")) || quantity.ends_with(&format!(".{on}"))
            })
        };
        let Some((node, ty)) = &check.amount else { return (false, String::new(), Vec::new()) };
        let wanted = match self.evaluator.number(*node) {
            Num::Exact(number) => Some(number),
            Num::Within(_) => None,
        };
        let units = &self.law.layout.units;
        let holds = margins.iter().filter(|margin| named(&margin.quantity)).any(|margin| {
            let unit = units.parse_unit_text(&margin.unit).unwrap_or_else(|_| crate::value::Unit::one());
            let Type::Number(wanted_unit) = ty else { return false };
            let factor = unit.convert_factor_to(wanted_unit).and_then(Result::ok);
            let by = Number::parse_exact(&margin.by).ok().zip(factor).and_then(|(by, factor)| by.mul(factor).ok());
            by.is_some() && by == wanted
        });
        let found: Vec<String> = margins
            .iter()
            .map(|margin| format!("{} {} {}", margin.quantity, margin.by, margin.unit).trim_end().to_owned())
            .collect();
        let nothing = match reason {
            None if self.evaluator.epoch().position(rule).is_none() => "the rule is not in force on that day",
            None => "the version in force has no such limb",
            Some(_) if on.is_some() => "no such quantity is known exactly there, or none decides",
            Some(_) => "no quantity is known exactly there, or none decides",
        };
        (holds, list(&found, nothing), Vec::new())
    }

    /// A sum of money as decisions write it.
    fn amount_words(&mut self, node: NodeId, ty: &Type) -> Option<String> {
        let Type::Number(unit) = ty else { return None };
        match self.evaluator.number(node) {
            Num::Exact(number) => Some(format!("{} {}", number.to_json_text(), self.law.layout.units.display(unit))),
            Num::Within(_) => None,
        }
    }

    /// The provisions that stand behind the outcome, a line each.
    fn why(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for provision in &self.decision.provisions {
            let status = match provision.status {
                Status::Applies => "applies",
                Status::Defeated => "defeated",
                Status::Barred => "barred",
                Status::Undetermined => "undetermined",
                Status::DoesNotApply => "does not apply",
            };
            let mut line = format!("{} {status}", provision.name);
            if !provision.by.is_empty() {
                let names: Vec<&str> = provision.by.iter().map(|by| by.name.as_str()).collect();
                line = format!("{line} by {}", names.join(", "));
            }
            if !provision.missing.is_empty() {
                line = format!("{line}: missing {}", provision.missing.join(", "));
            } else if let Some(found) = provision.because.iter().find_map(first_found) {
                line = format!("{line}: {found}");
            }
            lines.push(line);
        }
        for fault in &self.decision.faults {
            lines.push(format!("{} at {}: {}", fault.text, fault.place, fault.law));
        }
        lines
    }
}

fn gather<'r>(reason: &'r Reason, into: &mut Vec<&'r crate::explain::Margin>) {
    into.extend(&reason.margin);
    reason.parts.iter().for_each(|part| gather(part, into));
}

fn first_found(reason: &Reason) -> Option<String> {
    if !reason.found.is_empty() && reason.parts.is_empty() {
        return Some(reason.found.clone());
    }
    reason.parts.iter().find_map(first_found)
}

/// What stands before what only may be so: it is never what was expected.
fn perhaps(certain: bool) -> &'static str {
    if certain { "" } else { "perhaps " }
}

fn charge_words(charge: &Charge) -> String {
    let amount = charge.amount.as_deref().unwrap_or("unknown");
    let (barred, doubt) = match (charge.barred_by.is_empty(), charge.perhaps_barred_by.is_empty()) {
        (false, _) => ("barred ", ""),
        (true, false) => ("", ", perhaps barred"),
        (true, true) => ("", ""),
    };
    format!("{}{barred}charge {amount} as {}{doubt}", perhaps(charge.certain), charge.kind)
}

fn saving_words(saving: &Saving) -> String {
    format!("{}saved by {}", perhaps(saving.saves == "yes"), saving.name)
}

fn range_words(range: Range) -> String {
    match range.certain() {
        Some(outcome) => outcome.words().to_owned(),
        None => format!("undetermined from {} to {}", range.mildest.words(), range.gravest.words()),
    }
}

fn list(words: &[String], none: &str) -> String {
    if words.is_empty() { none.to_owned() } else { words.join(", ") }
}
