//! What a rule does.

use super::{Lower, Pair};
use crate::source::Spanned;
use crate::syntax::ast::{Bars, Duty, Effect, Expr, Policy};
use crate::syntax::cursor::Cursor;
use crate::syntax::grammar::Rule;

impl Lower<'_> {
    pub(super) fn effect(&self, pair: Pair<'_>) -> Option<Effect> {
        let rule = pair.as_rule();
        let mut cursor = Cursor::into(pair);
        let effect = match rule {
            Rule::requires_effect => Effect::RequiresLicense(cursor.take_if(Rule::text).map(|pair| self.text(pair))),
            Rule::review_effect => Effect::Review(self.policy(cursor.take(Rule::policy))),
            Rule::reviews_effect => {
                let rules = self.names(cursor.take(Rule::names));
                Effect::Reviews { rules, policy: self.policy(cursor.take(Rule::policy)) }
            }
            Rule::prohibits_effect => Effect::Prohibits,
            Rule::permits_effect => Effect::Permits,
            Rule::bars_effect => Effect::Bars(self.bars(cursor.one())),
            Rule::charges_effect => {
                let amount = self.expression(cursor.take(Rule::sum))?;
                Effect::Charges { amount, kind: self.charge_kind(&cursor.take(Rule::charge_kind)) }
            }
            Rule::duty_effect => Effect::Duty(self.duty(&mut cursor)?),
            Rule::flags_effect => Effect::Flags(self.text(cursor.take(Rule::text))),
            _ => {
                let fact = self.primary(cursor.take(Rule::primary))?;
                let value = match cursor.take_if(Rule::expression) {
                    Some(pair) => Some(self.expression(pair)?),
                    None => None,
                };
                Effect::Presumes { fact, value }
            }
        };
        cursor.finish();
        Some(effect)
    }

    fn bars(&self, pair: Pair<'_>) -> Bars {
        let rule = pair.as_rule();
        if rule == Rule::names {
            return Bars::Rules(self.names(pair));
        }
        let mut cursor = Cursor::into(pair);
        let bars = if rule == Rule::bars_charge {
            Bars::Charge(self.charge_kind(&cursor.take(Rule::charge_kind)))
        } else {
            let except = cursor.take_if(Rule::names).map(|pair| self.names(pair)).unwrap_or_default();
            Bars::Exceptions { except }
        };
        cursor.finish();
        bars
    }

    fn duty(&self, cursor: &mut Cursor<'_>) -> Option<Duty> {
        let verb = self.name(cursor.take(Rule::verb));
        let whom = self.text(cursor.take(Rule::text));
        let what = cursor.take_if(Rule::text).map(|pair| self.text(pair));
        let due = match cursor.take_if(Rule::duty_due) {
            Some(pair) => Some(self.duty_due(pair)?),
            None => None,
        };
        Some(Duty { verb, whom, what, due })
    }

    fn duty_due(&self, pair: Pair<'_>) -> Option<(Expr, Spanned<bool>, Expr)> {
        let mut cursor = Cursor::enter(pair, Rule::duty_due);
        let how_long = self.expression(cursor.take(Rule::sum))?;
        let word = cursor.one();
        let before = Spanned::new(word.as_rule() == Rule::due_before, self.span(&word));
        let day = self.expression(cursor.take(Rule::sum))?;
        cursor.finish();
        Some((how_long, before, day))
    }

    /// The words of a policy.
    pub(super) fn policy(&self, pair: Pair<'_>) -> Spanned<Policy> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::policy);
        let policy = match cursor.one().as_rule() {
            Rule::policy_approval => Policy::Approval,
            Rule::policy_presumption_of_approval => Policy::PresumptionOfApproval,
            Rule::policy_case_by_case => Policy::CaseByCase,
            Rule::policy_presumption_of_denial => Policy::PresumptionOfDenial,
            _ => Policy::Denial,
        };
        cursor.finish();
        Spanned::new(policy, span)
    }

    /// The words of a kind of charge, with single spaces.
    pub(super) fn charge_kind(&self, pair: &Pair<'_>) -> Spanned<String> {
        let words: Vec<&str> = pair.as_str().split_whitespace().collect();
        Spanned::new(words.join(" "), self.span(pair))
    }
}
