//! Declared units, each worked out once the units it is made of are.

use super::typed::UnitUse;
use super::{Checker, Error};
use crate::syntax::ast;
use crate::value::{Number, Unit, UnitFault};
use std::collections::HashMap;

impl Checker<'_> {
    /// Works out every declared unit, in the order of declaration but those they need first.
    pub(super) fn units(&mut self) {
        let declared = &self.enacted.vocabulary.units;
        for unit in declared {
            let place = UnitUse { span: unit.name.span, used: false };
            self.law.unit_uses.entry(unit.name.node.clone()).or_insert(place);
        }
        let mut by_name: HashMap<&str, usize> = HashMap::new();
        let mut twice = Vec::new();
        for (position, unit) in declared.iter().enumerate() {
            match by_name.get(unit.name.node.as_str()).and_then(|first| declared.get(*first)) {
                Some(first) => twice.push((unit.name.node.clone(), unit.name.span, first.name.span)),
                None => {
                    by_name.insert(&unit.name.node, position);
                }
            }
        }
        for (name, again, first) in twice {
            self.bag.push(crate::resolve::Error::DeclaredTwice { name, again, first });
        }
        let mut state = vec![State::Waiting; declared.len()];
        for position in 0..declared.len() {
            self.work_out(position, &by_name, &mut state);
        }
    }

    fn work_out(&mut self, position: usize, by_name: &HashMap<&str, usize>, state: &mut [State]) {
        let Some(unit) = self.enacted.vocabulary.units.get(position).copied() else { return };
        match state.get_mut(position) {
            Some(slot @ State::Waiting) => *slot = State::Started,
            Some(State::Started) => {
                self.report(Error::UnitCycle { name: unit.name.node.clone(), span: unit.name.span });
                return;
            }
            _ => return,
        }
        let title = unit.title.as_ref().map(|title| title.node.as_str());
        let currency = unit.currency.is_some();
        match &unit.definition {
            None => {
                if self.law.units.define_base(&unit.name.node, title, currency).is_err() {
                    self.report(Error::UnitCycle { name: unit.name.node.clone(), span: unit.name.span });
                }
            }
            Some((factor, expr)) => {
                for part in &expr.factors {
                    if let Some(needed) = by_name.get(part.name.node.as_str()) {
                        self.work_out(*needed, by_name, state);
                    }
                }
                if let Some(mut made) = self.unit(expr) {
                    if let Some(text) = factor {
                        match Number::parse_law(&text.node).ok().and_then(|number| made.times(number).ok()) {
                            Some(scaled) => made = scaled,
                            None => self.report(Error::BadNumber { text: text.node.clone(), span: text.span }),
                        }
                    }
                    // Names were found unique above; what is left is a factor that is not above zero.
                    if self.law.units.define(&unit.name.node, title, made).is_err() {
                        let text = self.law.units.display(&made);
                        self.report(Error::BadNumber { text, span: unit.name.span });
                    }
                }
            }
        }
        if let Some(slot) = state.get_mut(position) {
            *slot = State::Done;
        }
    }

    /// A unit as written, from declared ones.
    pub(super) fn unit(&mut self, written: &ast::UnitExpr) -> Option<Unit> {
        let mut unit = Unit::one();
        for factor in &written.factors {
            let name = &factor.name.node;
            let Some(declared) = self.law.units.get(name) else {
                let known: Vec<String> = self.law.units.names().map(ToOwned::to_owned).collect();
                let help = self
                    .names
                    .advice(name, known.iter().map(String::as_str))
                    .or_else(|| Some(format!("declare it: `unit {name}`")));
                let error = Error::UnknownUnit { name: name.clone(), span: factor.name.span, help };
                self.report(error);
                return None;
            };
            if let Some(place) = self.law.unit_uses.get_mut(name) {
                place.used = true;
            }
            let power = i8::try_from(factor.power).map_err(|_| UnitFault::TooComplex);
            let next = power.and_then(|power| declared.unit.pow(power)).and_then(|part| unit.mul(part));
            match next {
                Ok(next) => unit = next,
                Err(_) => {
                    self.report(Error::BadNumber { text: name.clone(), span: written.span });
                    return None;
                }
            }
        }
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
            power => text.push_str(&format!("^{power}")),
        }
    }
    if text.starts_with('/') { format!("1{text}") } else { text }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Started,
    Done,
}
