//! What an expectation of an amount is held against: the quantities that a limb compares, or that rules charge.
//!
//! An amount in a unit that none of them has would never be found, and its scenario could only fail.

use super::scope::Scope;
use super::typed::{Effect, Expectation, Expr, ExprKind, Limb};
use super::{Checker, Error, Type};
use crate::resolve::{DefineId, EntryId};
use crate::source::Span;
use crate::syntax::ast;
use std::collections::HashSet;

/// Quantities of one kind: in what they are measured, and where.
type Measures = Vec<(Type, Span)>;

impl Checker<'_> {
    /// `margin of R (a) on QUANTITY is VALUE`
    pub(super) fn margin(
        &mut self,
        scope: &mut Scope,
        limb: &ast::RulePath,
        on: Option<&ast::Expr>,
        value: &ast::Expr,
    ) -> Option<Expectation> {
        let rule = self.names.rule(&limb.rule, self.bag)?;
        let labels = self.path_labels(limb)?;
        let on = on.map(|on| self.expr(scope, on, None));
        let mut found = self.compared(rule, &labels);
        if let Some(on) = on.as_ref().filter(|on| !matches!(on.ty, Type::Broken)) {
            found.retain(|(ty, _)| ty.fits(&on.ty));
        }
        let value = self.expr(scope, value, None);
        if found.is_empty() {
            let what =
                if on.is_some() { "compares no such quantity with a line" } else { "compares no quantity with a line" };
            self.report(Error::BadProvision {
                name: path_words(&limb.rule.node, &labels),
                what: what.to_owned(),
                span: on.as_ref().map_or(limb.span, |on| on.span),
                help: self.where_compared(rule, &limb.rule.node, on.as_ref()),
            });
            return None;
        }
        let value = self.measured(value, &found);
        Some(Expectation::Margin { rule, labels, on, value })
    }

    /// Where else a margin is to be found.
    fn where_compared(&self, rule: crate::resolve::RuleId, name: &str, on: Option<&Expr>) -> String {
        let fits = |(ty, _): &(Type, Span)| on.is_none_or(|on| ty.fits(&on.ty));
        let mut paths: Vec<Vec<String>> = Vec::new();
        for version in self.law.rules.get(rule).into_iter().flat_map(|rule| &rule.versions) {
            for limb in version.condition.holds.iter().chain(&version.condition.unless) {
                labeled(limb, &[], &mut paths);
            }
        }
        let compare = |path: &Vec<String>| self.compared(rule, path).iter().any(fits);
        paths.retain(compare);
        // Of a limb that compares and the block it stands in, the limb says more.
        let all = paths.clone();
        paths.retain(|path| !all.iter().any(|other| other.len() > path.len() && other.starts_with(path)));
        paths.dedup();
        let named: Vec<String> = paths.iter().take(4).map(|path| format!("`{}`", path_words(name, path))).collect();
        let way = match named.as_slice() {
            [] if self.compared(rule, &[]).iter().any(fits) => format!("name the rule alone: `margin of {name}`"),
            [] => "name a limb, or a quantity, that is compared by `>=` or the like".to_owned(),
            [only] => format!("{only} compares one"),
            [before @ .., last] => format!("{} and {last} compare one", before.join(", ")),
        };
        format!("a margin lies between a number and the line it is compared with: {way}")
    }

    /// The amount of `charge AMOUNT as KIND`.
    pub(super) fn charged(&mut self, scope: &mut Scope, amount: &ast::Expr) -> Expr {
        let amount = self.expr(scope, amount, None);
        let effects = self.law.rules.iter().flat_map(|rule| &rule.versions).flat_map(|version| &version.effects);
        let charges = effects.filter_map(|effect| match effect {
            Effect::Charges { amount, .. } => Some((amount.ty.clone(), amount.span)),
            _ => None,
        });
        let found: Measures = charges.collect();
        self.measured(amount, &found)
    }

    /// An amount that must be in a unit of one of these, if there are any.
    fn measured(&mut self, amount: Expr, found: &[(Type, Span)]) -> Expr {
        match found.first() {
            Some((wanted, because)) if !found.iter().any(|(ty, _)| amount.ty.fits(ty)) => {
                self.expect(amount, wanted, Some(*because))
            }
            _ => amount,
        }
    }

    /// Every number that some version of a limb compares, itself or in the definitions and entries that it asks.
    fn compared(&self, rule: crate::resolve::RuleId, labels: &[String]) -> Measures {
        let mut look = Look { checker: self, defines: HashSet::new(), entries: HashSet::new(), found: Vec::new() };
        for version in self.law.rules.get(rule).into_iter().flat_map(|rule| &rule.versions) {
            for limb in version.condition.holds.iter().chain(&version.condition.unless) {
                if let Some(limb) = limb_at(limb, labels) {
                    look.collect(&limb.condition);
                }
            }
        }
        look.found
    }
}

/// `rs_license (b)(2)`
fn path_words(name: &str, labels: &[String]) -> String {
    if labels.is_empty() { name.to_owned() } else { format!("{name} ({})", labels.join(")(")) }
}

/// The labels of a limb and of those inside it, each from the outermost inwards.
fn labeled(limb: &Limb, above: &[String], into: &mut Vec<Vec<String>>) {
    let path: Vec<String> = above.iter().chain(limb.label.iter()).cloned().collect();
    if limb.label.is_some() {
        into.push(path.clone());
    }
    if let ExprKind::Block(_, limbs) = &limb.condition.kind {
        for inner in limbs {
            labeled(inner, &path, into);
        }
    }
}

/// A search for comparisons. Definitions may refer to each other in circles.
struct Look<'c, 'l> {
    checker: &'c Checker<'l>,
    defines: HashSet<DefineId>,
    entries: HashSet<EntryId>,
    found: Measures,
}

impl Look<'_, '_> {
    fn collect(&mut self, expr: &Expr) {
        let law = &self.checker.law;
        let (mut defines, mut entries) = (Vec::new(), Vec::new());
        expr.walk(&mut |part| match &part.kind {
            ExprKind::Compare(_, left, _) if matches!(left.ty, Type::Number(_)) => {
                self.found.push((left.ty.clone(), left.span));
            }
            // Nobody knows what it would have compared.
            ExprKind::Broken => self.found.push((Type::Broken, part.span)),
            ExprKind::Call { define, .. } => defines.push(*define),
            ExprKind::Covered { entries: asked, .. } => entries.extend(asked),
            _ => {}
        });
        for id in defines {
            if self.defines.insert(id) {
                law.defines.get(id).into_iter().flat_map(|it| &it.versions).for_each(|(_, body)| self.collect(body));
            }
        }
        for id in entries {
            if self.entries.insert(id) {
                let conditions = law.entries.get(id).into_iter().flat_map(|it| &it.versions).map(|(_, it)| it);
                let limbs = conditions.flat_map(|it| it.holds.iter().chain(&it.unless));
                limbs.for_each(|limb| self.collect(&limb.condition));
            }
        }
    }
}

/// The limb with these labels, itself or inside it.
pub(super) fn limb_at<'l>(limb: &'l Limb, labels: &[String]) -> Option<&'l Limb> {
    let rest = match (&limb.label, labels) {
        (Some(label), [first, rest @ ..]) if label == first => rest,
        // The whole, however its own limbs are called.
        (_, []) => return Some(limb),
        (Some(_), _) => return None,
        (None, all) => all,
    };
    if rest.is_empty() {
        return Some(limb);
    }
    match &limb.condition.kind {
        ExprKind::Block(_, limbs) => limbs.iter().find_map(|inner| limb_at(inner, rest)),
        _ => None,
    }
}
