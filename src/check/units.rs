//! Declared units, each worked out once the units it is made of are.

use super::circles::components;
use super::typed::UnitUse;
use super::{Checker, Error};
use crate::resolve;
use crate::syntax::ast;
use crate::value::{Number, Unit, UnitFault};
use std::collections::HashMap;

impl Checker<'_> {
    /// Works out every declared unit, those that a unit is made of before it.
    pub(super) fn units(&mut self) {
        let declared = &self.enacted.vocabulary.units;
        for unit in declared {
            let place = UnitUse { span: unit.name.span, used: false };
            self.law.unit_uses.entry(unit.name.node.clone()).or_insert(place);
        }
        let mut by_name: HashMap<&str, usize> = HashMap::new();
        for (position, unit) in declared.iter().enumerate() {
            let name = unit.name.node.as_str();
            if let Some(first) = by_name.get(name).and_then(|first| declared.get(*first)) {
                let first = first.name.span;
                self.bag.push(resolve::Error::DeclaredTwice { name: name.to_owned(), again: unit.name.span, first });
            } else {
                by_name.insert(name, position);
            }
        }
        let needed = |unit: &&ast::Unit| -> Vec<usize> {
            let parts = unit.definition.iter().flat_map(|(_, expr)| &expr.factors);
            parts.filter_map(|part| by_name.get(part.name.node.as_str()).copied()).collect()
        };
        let edges: Vec<Vec<usize>> = declared.iter().map(needed).collect();
        for component in components(&edges) {
            let Some(unit) = component.iter().min().and_then(|first| declared.get(*first)) else { continue };
            let round = component.iter().any(|at| edges.get(*at).is_some_and(|targets| targets.contains(at)));
            if component.len() > 1 || round {
                self.report(Error::UnitCycle { name: unit.name.node.clone(), span: unit.name.span });
            } else if component.first().is_some_and(|at| by_name.get(unit.name.node.as_str()) == Some(at)) {
                self.work_out(unit);
            }
        }
    }

    fn work_out(&mut self, unit: &ast::Unit) {
        let title = unit.title.as_ref().map(|title| title.node.as_str());
        let name = &unit.name.node;
        let Some((factor, expr)) = &unit.definition else {
            // It can only fail for a name that is taken, and names were found unique.
            let _ = self.law.units.define_base(name, title, unit.currency.is_some());
            return;
        };
        let Some(mut made) = self.unit(expr) else { return };
        if let Some(text) = factor {
            match Number::parse_law(&text.node).ok().and_then(|number| made.times(number).ok()) {
                Some(scaled) => made = scaled,
                None => self.report(Error::BadNumber { text: text.node.clone(), span: text.span }),
            }
        }
        // Names were found unique; what is left is a factor that is not above zero.
        if self.law.units.define(name, title, made).is_err() {
            let text = self.law.units.display(&made);
            self.report(Error::BadNumber { text, span: unit.name.span });
        }
    }

    /// A unit as written, from declared ones.
    pub(super) fn unit(&mut self, written: &ast::UnitExpr) -> Option<Unit> {
        let mut unit = Some(Unit::one());
        for factor in &written.factors {
            let name = &factor.name.node;
            let Some(declared) = self.law.units.get(name) else {
                // A declared one that could not be worked out has had its message.
                if !self.enacted.vocabulary.units.iter().any(|unit| unit.name.node == *name) {
                    let help = Some(self.unit_meant(name));
                    let error = Error::UnknownUnit { name: name.clone(), span: factor.name.span, help };
                    self.report(error);
                }
                unit = None;
                continue;
            };
            if let Some(place) = self.law.unit_uses.get_mut(name) {
                place.used = true;
            }
            let Some(before) = unit else { continue };
            let power = i8::try_from(factor.power).map_err(|_| UnitFault::TooComplex);
            let next = power.and_then(|power| declared.unit.pow(power)).and_then(|part| before.mul(part));
            let Ok(next) = next else {
                self.report(Error::BadNumber { text: name.clone(), span: written.span });
                return None;
            };
            unit = Some(next);
        }
        let unit = unit?;
        if written.factors.len() > 1 {
            self.law.units.note_spelling(unit, &spelling(written));
        }
        Some(unit)
    }
}

/// A compound in one word, so that it is shown as the law wrote it first: `TPP/mm²`.
fn spelling(written: &ast::UnitExpr) -> String {
    let mut text = String::new();
    for factor in &written.factors {
        if factor.power < 0 {
            text.push('/');
        } else if !text.is_empty() {
            text.push('·');
        }
        text.push_str(&factor.name.node);
        match factor.power.unsigned_abs() {
            1 => {}
            2 => text.push('²'),
            3 => text.push('³'),
            power => {
                text.push('^');
                text.push_str(&power.to_string());
            }
        }
    }
    if text.starts_with('/') { format!("1{text}") } else { text }
}
