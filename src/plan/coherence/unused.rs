//! Declarations that nothing uses. Tests count as use; a declaration that only names itself does not.
//!
//! A law without rules is a vocabulary for others, and everything in it may be used elsewhere.

use crate::check::Type;
use crate::check::typed::{Condition, Effect, Expectation, Expr, ExprKind, GroupBody, Law, Origin, Scenario};
use crate::diagnostic::Bag;
use crate::enact::InstrumentId;
use crate::plan::error::Error;
use crate::resolve::{DefineId, EnumId, GroupId, RecordId, TableId, ValueId};
use crate::source::Span;
use std::collections::HashSet;

/// Reports what could be left out.
pub(super) fn unused(law: &Law, bag: &mut Bag) {
    if law.rules.is_empty() {
        return;
    }
    let mut used = Used { law, by: None, found: HashSet::new() };
    used.vocabulary();
    used.provisions();
    law.scenarios.iter().for_each(|scenario| used.scenario(scenario));
    let found = used.found;
    let mut report = |what: Option<Name>, kind: &'static str, name: &str, span: Span| {
        if what.is_some_and(|it| !found.contains(&it)) {
            bag.push(Error::Unused { kind, name: name.to_owned(), span });
        }
    };
    for (id, it) in law.defines.enumerate() {
        report(Some(Name::Define(id)), "definition", &it.name, it.span);
    }
    for (id, it) in law.groups.enumerate() {
        report(Some(Name::Group(id)), "group", &it.name, it.span);
    }
    for (id, it) in law.values.enumerate() {
        report(Some(Name::Value(id)), "value", &it.name, it.span);
    }
    for (id, it) in law.tables.enumerate() {
        report(Some(Name::Table(id)), "table", &it.name, it.span);
    }
    for (id, it) in law.records.enumerate() {
        let declared = it.table.is_none().then_some(Name::Record(id));
        report(declared, "record", &it.name, it.span);
    }
    for (id, it) in law.enums.enumerate() {
        report(Some(Name::Enum(id)), "enum", &it.name, it.span);
    }
    for (id, it) in law.instruments.enumerate() {
        report(Some(Name::Instrument(id)), "instrument", &it.name.node, it.name.span);
    }
    for (name, place) in law.unit_uses.iter().filter(|(name, it)| !it.used && !could_be_given(law, name)) {
        bag.push(Error::Unused { kind: "unit", name: name.clone(), span: place.span });
    }
}

/// Whether a case could give some fact in a unit, although the law never writes it.
fn could_be_given(law: &Law, name: &str) -> bool {
    let Some(unit) = law.units.get(name) else { return true };
    let fields = law.records.iter().flat_map(|record| &record.fields).map(|field| &field.ty);
    fields.chain(law.facts.iter().map(|fact| &fact.ty)).any(|ty| is_in(ty, unit.unit))
}

fn is_in(ty: &Type, unit: crate::value::Unit) -> bool {
    match ty {
        Type::Number(own) => own.agrees_with(&unit),
        Type::List(of) => is_in(of, unit),
        _ => false,
    }
}

/// Something declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Name {
    Define(DefineId),
    Group(GroupId),
    Value(ValueId),
    Table(TableId),
    Record(RecordId),
    Enum(EnumId),
    Instrument(InstrumentId),
}

struct Used<'a> {
    law: &'a Law,
    /// Whose declaration is being looked at: using oneself is no use.
    by: Option<Name>,
    found: HashSet<Name>,
}

impl Used<'_> {
    fn mark(&mut self, name: Name) {
        if self.by != Some(name) {
            self.found.insert(name);
        }
    }

    fn ty(&mut self, ty: &Type) {
        match ty {
            Type::Enum(id) => self.mark(Name::Enum(*id)),
            Type::Record(id) => {
                self.mark(Name::Record(*id));
                if let Some(table) = self.law.records.get(*id).and_then(|record| record.table) {
                    self.mark(Name::Table(table));
                }
            }
            Type::List(of) | Type::Group(of) => self.ty(of),
            Type::Broken | Type::Bool | Type::Number(_) | Type::Date | Type::Duration | Type::Text | Type::Eccn => {}
        }
    }

    fn expr(&mut self, expr: &Expr) {
        // Every other type is that of something declared, where it is counted.
        expr.walk(&mut |part| match &part.kind {
            ExprKind::Alternative(_) | ExprKind::Construct { .. } => self.ty(&part.ty),
            ExprKind::Call { define, .. } => self.mark(Name::Define(*define)),
            ExprKind::Value(id) => self.mark(Name::Value(*id)),
            ExprKind::Group(id) => self.mark(Name::Group(*id)),
            ExprKind::Table(id) | ExprKind::Row { table: id, .. } => self.mark(Name::Table(*id)),
            _ => {}
        });
    }

    fn origin(&mut self, origin: &Origin) {
        if let Some(id) = origin.instrument {
            self.mark(Name::Instrument(id));
        }
    }

    fn condition(&mut self, condition: &Condition) {
        condition.holds.iter().chain(&condition.unless).for_each(|limb| self.expr(&limb.condition));
    }

    fn vocabulary(&mut self) {
        let law = self.law;
        for fact in &law.facts {
            self.ty(&fact.ty);
        }
        law.day.iter().chain(&law.actor).for_each(|expr| self.expr(expr));
        for (id, record) in law.records.enumerate() {
            self.by = Some(record.table.map_or(Name::Record(id), Name::Table));
            for field in &record.fields {
                self.ty(&field.ty);
                field.default.iter().for_each(|default| self.expr(default));
            }
        }
        for (id, table) in law.tables.enumerate() {
            self.by = Some(Name::Table(id));
            table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.expr(cell));
        }
        for (id, group) in law.groups.enumerate() {
            self.by = Some(Name::Group(id));
            self.ty(&group.of);
            for (origin, body) in &group.versions {
                self.origin(origin);
                match body {
                    GroupBody::Members(members) => members.iter().for_each(|(member, _)| self.expr(member)),
                    GroupBody::Expr(expr) => self.expr(expr),
                }
            }
        }
        for (id, value) in law.values.enumerate() {
            self.by = Some(Name::Value(id));
            for (origin, dated) in &value.versions {
                self.origin(origin);
                for (_, expr) in dated {
                    self.expr(expr);
                }
            }
        }
        self.by = None;
    }

    fn provisions(&mut self) {
        let law = self.law;
        law.amendments.iter().filter_map(|it| it.instrument).for_each(|id| self.mark(Name::Instrument(id)));
        law.savings.iter().for_each(|saving| self.expr(&saving.condition.condition));
        for (id, define) in law.defines.enumerate() {
            self.by = Some(Name::Define(id));
            define.parameters.iter().for_each(|(_, ty)| self.ty(ty));
            self.ty(&define.result);
            for (origin, body) in &define.versions {
                self.origin(origin);
                self.expr(body);
            }
        }
        self.by = None;
        for entry in &law.entries {
            self.mark(Name::Record(entry.subject));
            for (origin, condition) in &entry.versions {
                self.origin(origin);
                self.condition(condition);
            }
        }
        for version in law.rules.iter().flat_map(|rule| &rule.versions) {
            self.origin(&version.origin);
            self.condition(&version.condition);
            for effect in &version.effects {
                match effect {
                    Effect::Charges { amount, .. } => self.expr(amount),
                    Effect::Duty { due, .. } => due.iter().for_each(|due| self.expr(due)),
                    Effect::Presumes { fact, value } => [fact, value].into_iter().for_each(|it| self.expr(it)),
                    _ => {}
                }
            }
        }
    }

    fn scenario(&mut self, scenario: &Scenario) {
        scenario.bindings.iter().for_each(|cell| self.expr(cell));
        scenario.givens.iter().flat_map(|(fact, value)| [fact, value]).for_each(|expr| self.expr(expr));
        scenario.suppose.iter().for_each(|id| self.mark(Name::Instrument(*id)));
        for expect in &scenario.expects {
            match &expect.what {
                Expectation::Margin { on, value, .. } => on.iter().chain([value]).for_each(|expr| self.expr(expr)),
                Expectation::Charge { amount, .. } => self.expr(amount),
                Expectation::Missing(paths) => paths.iter().for_each(|path| self.expr(path)),
                Expectation::Holds(condition) => self.expr(condition),
                _ => {}
            }
        }
    }
}
