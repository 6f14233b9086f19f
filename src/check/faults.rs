//! Steps that no case could ever bring to a result: a division by zero, a number too large, a value beyond the limits of its
//! field. Found wherever the law writes them, on whichever day that happens.

use super::Checker;
use super::fold::{Error, Fault, FaultKind, Folder, Literal};
use super::typed::{Condition, Effect, Expr, ExprKind, Field, Law, Scenario};
use crate::enact::Stretch;
use crate::source::Span;
use crate::value::Date;
use std::collections::HashSet;

impl Checker<'_> {
    /// Reports every such step of the law. What stands in tables, groups and fields has been looked at where it was read.
    pub(super) fn unworkable(&mut self) {
        let mut look = Look::new(&self.law);
        look.law();
        self.told(look.found);
    }

    /// Reports every such step of what a scenario, or somebody at the prompt, gives and expects. The day it asks about
    /// may be known.
    pub(super) fn unworkable_in(&mut self, scenario: &Scenario) {
        let mut look = Look::new(&self.law);
        look.scenario(scenario);
        self.told(look.found);
    }

    /// The same of facts that are given by themselves.
    pub(super) fn unworkable_givens(&mut self, givens: &[(Expr, Expr)]) {
        let mut look = Look::new(&self.law);
        look.givens(givens, &[Stretch::ALWAYS]);
        self.told(look.found);
    }

    fn told(&mut self, found: Vec<Error>) {
        for error in found {
            self.bag.push(error);
        }
    }
}

impl Fault {
    /// As a message, with the day from which it happens if it does not on others.
    pub(super) fn told(self, from: Option<Date>) -> Error {
        let (span, via) = (self.span, self.via);
        match self.kind {
            FaultKind::Unworkable { what, label, help, blame } => {
                let label = from.map_or_else(|| label.clone(), |day| format!("{label} from {day}"));
                Error::Unworkable { what, span, label, blame, via, help }
            }
            FaultKind::Outside { expected, found, declared } => Error::Outside { expected, found, span, declared, via },
        }
    }
}

/// Goes through expressions, day by day.
struct Look<'l> {
    law: &'l Law,
    /// What variables stand for.
    locals: Vec<Literal>,
    /// The row of a table that says so.
    via: Option<Span>,
    told: HashSet<(Span, Option<Span>)>,
    found: Vec<Error>,
}

impl<'l> Look<'l> {
    fn new(law: &'l Law) -> Self {
        Self { law, locals: Vec::new(), via: None, told: HashSet::new(), found: Vec::new() }
    }

    fn law(&mut self) {
        let law = self.law;
        for value in &law.values {
            for (origin, dated) in &value.versions {
                for (when, body) in dated {
                    let days: Vec<Stretch> = origin.life.in_force.iter().map(|it| it.intersection(*when)).collect();
                    self.expr(body, None, &days, false);
                }
            }
        }
        for define in &law.defines {
            define.versions.iter().for_each(|(origin, body)| self.expr(body, None, &origin.life.in_force, false));
        }
        for entry in &law.entries {
            entry.versions.iter().for_each(|(origin, condition)| self.condition(condition, &origin.life.in_force));
        }
        for rule in &law.rules {
            for version in &rule.versions {
                let days = &version.origin.life.in_force;
                self.condition(&version.condition, days);
                version.effects.iter().for_each(|effect| self.effect(effect, days));
            }
        }
        for saving in &law.savings {
            self.expr(&saving.condition.condition, None, &saving.life.in_force, false);
        }
    }

    fn condition(&mut self, condition: &Condition, days: &[Stretch]) {
        condition.holds.iter().for_each(|limb| self.expr(&limb.condition, None, days, false));
        condition.unless.iter().for_each(|limb| self.expr(&limb.condition, None, days, true));
    }

    fn effect(&mut self, effect: &Effect, days: &[Stretch]) {
        match effect {
            Effect::Charges { amount, .. } => self.expr(amount, None, days, true),
            Effect::Duty { due: Some(due), .. } => self.expr(due, None, days, true),
            Effect::Presumes { fact, value } => self.expr(value, self.law.field_of(fact), days, true),
            _ => {}
        }
    }

    fn scenario(&mut self, scenario: &Scenario) {
        let law = self.law;
        let until = |day: Date| day.add_days(1);
        let days = [scenario.on.map_or(Stretch::ALWAYS, |day| Stretch { from: Some(day), until: until(day) })];
        scenario.bindings.iter().for_each(|cell| self.expr(cell, None, &days, true));
        let row: Vec<Literal> =
            scenario.bindings.iter().map(|cell| Folder::new(law, scenario.on).look(cell, true)).collect();
        // What the lines say for every row, and what they say for this one.
        let rows =
            if row.is_empty() { vec![(row, None)] } else { vec![(Vec::new(), None), (row, Some(scenario.span))] };
        for (locals, via) in rows {
            (self.locals, self.via) = (locals, via);
            self.givens(&scenario.givens, &days);
            for expect in &scenario.expects {
                expect.what.expressions(&mut |expr| self.expr(expr, None, &days, true));
            }
        }
    }

    fn givens(&mut self, givens: &[(Expr, Expr)], days: &[Stretch]) {
        for (path, value) in givens {
            self.expr(value, self.law.field_of(path), days, true);
        }
    }

    /// One expression on all days on which it counts. What happens on some of them only, behind a test, may be what the test
    /// is there for.
    fn expr(&mut self, expr: &Expr, field: Option<&Field>, when: &[Stretch], guarded: bool) {
        let days = self.days(expr, when);
        let mut seen: Vec<(Fault, Date, usize)> = Vec::new();
        for day in &days {
            let mut folder = Folder::new(self.law, Some(*day)).with(self.locals.clone(), self.via);
            match field {
                Some(field) => folder.look_in(field, expr, guarded),
                None => folder.look(expr, guarded),
            };
            for fault in folder.faults() {
                match seen.iter_mut().find(|(known, _, _)| (known.span, known.via) == (fault.span, fault.via)) {
                    Some((_, last, times)) => {
                        *times += usize::from(last != day);
                        *last = *day;
                    }
                    None => seen.push((fault, *day, 1)),
                }
            }
        }
        for (fault, first, times) in seen {
            let on_all = times == days.len();
            let known = |via| self.told.contains(&(fault.span, via));
            if (on_all || !fault.guarded) && !known(None) && !known(fault.via) {
                self.told.insert((fault.span, fault.via));
                self.found.push(fault.told((!on_all).then_some(first)));
            }
        }
    }

    /// The first day of each stretch of days on which an expression may come to something else.
    fn days(&self, expr: &Expr, when: &[Stretch]) -> Vec<Date> {
        let mut turns = Vec::new();
        self.turns(expr, &mut HashSet::new(), &mut turns);
        let mut days: Vec<Date> = Vec::new();
        for stretch in when.iter().filter(|stretch| !stretch.is_empty()) {
            days.push(stretch.from.unwrap_or(Date::MIN));
            days.extend(turns.iter().copied().filter(|day| stretch.contains(*day)));
        }
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The days on which something that an expression asks for changes.
    fn turns(&self, expr: &Expr, seen: &mut HashSet<(bool, usize)>, into: &mut Vec<Date>) {
        let law = self.law;
        let mut bodies: Vec<&Expr> = vec![expr];
        while let Some(body) = bodies.pop() {
            body.walk(&mut |part| match &part.kind {
                ExprKind::Value(id) if seen.insert((false, id.index())) => {
                    for (origin, dated) in law.values.get(*id).into_iter().flat_map(|it| &it.versions) {
                        into.extend(origin.life.turning_points());
                        into.extend(dated.iter().flat_map(|(when, _)| [when.from, when.until]).flatten());
                        bodies.extend(dated.iter().map(|(_, body)| body));
                    }
                }
                ExprKind::Call { define, .. } if seen.insert((true, define.index())) => {
                    for (origin, body) in law.defines.get(*define).into_iter().flat_map(|it| &it.versions) {
                        into.extend(origin.life.turning_points());
                        bodies.push(body);
                    }
                }
                ExprKind::Row { table, .. } if seen.insert((true, usize::MAX - table.index())) => {
                    let rows = law.tables.get(*table).into_iter().flat_map(|it| &it.rows);
                    into.extend(rows.flat_map(|row| &row.when).flat_map(|when| [when.from, when.until]).flatten());
                }
                _ => {}
            });
        }
    }
}

impl Law {
    /// The declaration of the field that a path leads to.
    pub(super) fn field_of(&self, path: &Expr) -> Option<&Field> {
        match &path.kind {
            ExprKind::Field { base, field } => match base.ty {
                super::Type::Record(id) => self.records.get(id)?.at(*field),
                _ => None,
            },
            _ => None,
        }
    }
}
