//! What a scenario expects.

use super::{Lower, Pair};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Beside, Code, Expect, Expectation, Expr, Label, Name, Outcome, Policy, RulePath, RuleStatus};
use crate::syntax::cursor::Cursor;
use crate::syntax::grammar::Rule;

impl Lower<'_> {
    pub(super) fn expect(&self, pair: Pair<'_>, span: Span) -> Option<Expect> {
        let mut cursor = Cursor::enter(pair, Rule::expect);
        let negated = cursor.take_if(Rule::expect_not).is_some();
        let mut inner = Cursor::enter(cursor.take(Rule::expectation), Rule::expectation);
        cursor.finish();
        let expectation = self.expectation(inner.one())?;
        inner.finish();
        Some(Expect { span, negated, expectation })
    }

    pub(super) fn expectation(&self, pair: Pair<'_>) -> Option<Expectation> {
        let rule = pair.as_rule();
        let mut cursor = Cursor::into(pair);
        let expectation = match rule {
            Rule::expect_outcome => {
                let outcome = outcome(self, cursor.take(Rule::outcome));
                let by = cursor.take_if(Rule::by_names).map(|pair| self.by_names(pair)).unwrap_or_default();
                Expectation::Outcome { outcome, by, regime: self.in_regime(&mut cursor) }
            }
            Rule::expect_undetermined => {
                let range = cursor.take_if(Rule::outcome).map(|from| {
                    let to = cursor.take(Rule::outcome);
                    (outcome(self, from), outcome(self, to))
                });
                Expectation::Undetermined { range, regime: self.in_regime(&mut cursor) }
            }
            Rule::expect_rule => {
                let path = self.rule_path(cursor.take(Rule::rule_path));
                Expectation::Rule { path, status: self.rule_status(cursor.take(Rule::rule_status)) }
            }
            Rule::expect_beside => {
                let which = beside(&cursor.one());
                Expectation::Beside(which, outcome(self, cursor.take(Rule::outcome)))
            }
            Rule::expect_classification => {
                Expectation::Classification(self.classification(cursor.take(Rule::classification)))
            }
            Rule::expect_review => Expectation::Review(self.review(cursor.take(Rule::review))),
            Rule::expect_margin => {
                let limb = self.rule_path(cursor.take(Rule::rule_path));
                let on = match cursor.take_if(Rule::margin_on) {
                    Some(pair) => Some(self.margin_on(pair)?),
                    None => None,
                };
                Expectation::Margin { limb, on, value: self.expression(cursor.take(Rule::sum))? }
            }
            Rule::expect_duty => {
                let verb = self.name(cursor.take(Rule::verb));
                let whom = self.text(cursor.take(Rule::text));
                Expectation::Duty { verb, whom, by: cursor.take_if(Rule::date).map(|pair| self.date(pair)) }
            }
            Rule::expect_charge => {
                let barred = cursor.take_if(Rule::charge_barred).is_some();
                let amount = self.expression(cursor.take(Rule::sum))?;
                Expectation::Charge { barred, amount, kind: self.charge_kind(&cursor.take(Rule::charge_kind)) }
            }
            Rule::expect_flag => Expectation::Flag(self.text(cursor.take(Rule::text))),
            Rule::expect_missing => {
                let paths: Option<Vec<Expr>> = cursor.all(Rule::path, |pair| self.path(pair));
                Expectation::Missing(paths?)
            }
            Rule::expect_rests_on => Expectation::RestsOn(self.names(cursor.take(Rule::names))),
            Rule::expect_saved => {
                let names = cursor.take_if(Rule::by_names).map(|pair| self.by_names(pair));
                Expectation::Saved(names.unwrap_or_default())
            }
            Rule::expect_unenforced => Expectation::Unenforced,
            Rule::expect_compliance => Expectation::ComplianceNotDue,
            _ => Expectation::Holds(self.expression(cursor.take(Rule::expression))?),
        };
        cursor.finish();
        Some(expectation)
    }

    fn by_names(&self, pair: Pair<'_>) -> Vec<Name> {
        let mut cursor = Cursor::enter(pair, Rule::by_names);
        let names = self.names(cursor.take(Rule::names));
        cursor.finish();
        names
    }

    fn in_regime(&self, cursor: &mut Cursor<'_>) -> Option<Name> {
        let mut inner = Cursor::enter(cursor.take_if(Rule::in_regime)?, Rule::in_regime);
        let regime = self.name(inner.take(Rule::name));
        inner.finish();
        Some(regime)
    }

    fn margin_on(&self, pair: Pair<'_>) -> Option<Expr> {
        let mut cursor = Cursor::enter(pair, Rule::margin_on);
        let on = self.expression(cursor.take(Rule::sum));
        cursor.finish();
        on
    }

    /// Codes, or none.
    pub(super) fn classification(&self, pair: Pair<'_>) -> Vec<Code> {
        let mut cursor = Cursor::enter(pair, Rule::classification);
        cursor.take_if(Rule::none);
        let codes = cursor.each(Rule::code).map(|pair| self.code(pair)).collect();
        cursor.finish();
        codes
    }

    /// A policy, or none.
    pub(super) fn review(&self, pair: Pair<'_>) -> Option<Spanned<Policy>> {
        let mut cursor = Cursor::enter(pair, Rule::review);
        cursor.take_if(Rule::none);
        let policy = cursor.take_if(Rule::policy).map(|pair| self.policy(pair));
        cursor.finish();
        policy
    }

    fn rule_path(&self, pair: Pair<'_>) -> RulePath {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::rule_path);
        let rule = self.name(cursor.one());
        let labels = self.rule_labels(&mut cursor);
        cursor.finish();
        RulePath { span, rule, labels }
    }

    /// The labels that lead to a limb.
    pub(super) fn rule_labels(&self, cursor: &mut Cursor<'_>) -> Vec<Label> {
        let label = |pair| {
            let mut inner = Cursor::enter(pair, Rule::rule_label);
            let label = self.name(inner.take(Rule::label_name));
            inner.finish();
            label
        };
        cursor.each(Rule::rule_label).map(label).collect()
    }

    fn rule_status(&self, pair: Pair<'_>) -> RuleStatus {
        let mut cursor = Cursor::enter(pair, Rule::rule_status);
        let inner = cursor.one();
        cursor.finish();
        let rule = inner.as_rule();
        let mut cursor = Cursor::into(inner);
        let status = match rule {
            Rule::status_applies => RuleStatus::Applies,
            Rule::status_does_not_apply => RuleStatus::DoesNotApply,
            Rule::status_undetermined => RuleStatus::Undetermined,
            Rule::status_defeated => RuleStatus::DefeatedBy(self.name(cursor.take(Rule::name))),
            Rule::status_barred => RuleStatus::BarredBy(self.name(cursor.take(Rule::name))),
            Rule::status_holds => RuleStatus::Holds,
            _ => RuleStatus::Fails,
        };
        cursor.finish();
        status
    }
}

/// Which outcome beside that of the law in force.
pub(super) fn beside(pair: &Pair<'_>) -> Beside {
    match pair.as_rule() {
        Rule::beside_guidance => Beside::Guidance,
        Rule::beside_enforced => Beside::Enforced,
        _ => Beside::Due,
    }
}

pub(super) fn outcome(lower: &Lower<'_>, pair: Pair<'_>) -> Spanned<Outcome> {
    let span = lower.span(&pair);
    let mut cursor = Cursor::enter(pair, Rule::outcome);
    let outcome = match cursor.one().as_rule() {
        Rule::outcome_none => Outcome::NoLicenseRequired,
        Rule::outcome_license => Outcome::LicenseRequired,
        Rule::outcome_prohibited => Outcome::Prohibited,
        _ => Outcome::Authorized,
    };
    cursor.finish();
    Spanned::new(outcome, span)
}
