//! Columns of scenario tables: which fact or variable each head means, and in which order facts are given.

use super::scope::Scope;
use super::typed::{Expr, ExprKind, Scenario};
use super::{Checker, Error, Type};
use crate::diagnostic::Bag;
use crate::resolve::{FactId, Term};
use crate::syntax::ast::{self, Cell, ScenarioColumn, ScenarioLine};

/// A fact, and fields of it from the outermost inwards.
type Place = (FactId, Vec<u32>);

impl Checker<'_> {
    /// The table with its heads as they are meant: a name that a fact has means that fact, any other a variable.
    pub(super) fn heads(&self, table: &ast::ScenarioTable) -> ast::ScenarioTable {
        let mut table = table.clone();
        for column in &mut table.columns {
            if let ScenarioColumn::Variable(name) = column
                && let Some(Term::Fact(_)) = self.names.term(&name.node)
            {
                let kind = ast::ExprKind::Name(name.node.clone());
                *column = ScenarioColumn::Given(ast::Expr { span: name.span, kind });
            }
        }
        table
    }

    /// The type of each variable of a table, in the order of its columns: what the lines of the scenario want of it, or else
    /// what the first cell is that is something by itself.
    pub(super) fn column_types(&mut self, written: &ast::Scenario, table: &ast::ScenarioTable) -> Vec<Option<Type>> {
        // Whatever is wrong is found when the rows are read.
        let mut aside = Bag::new();
        std::mem::swap(self.bag, &mut aside);
        let mut scope = Scope::trusting();
        let variables = |column: &ScenarioColumn| matches!(column, ScenarioColumn::Variable(_));
        for column in &table.columns {
            if let ScenarioColumn::Variable(name) = column {
                scope.bind(&name.node, Type::Broken);
            }
        }
        for line in &written.lines {
            match line {
                ScenarioLine::Given(given) => self.given_fact(&mut scope, None, given, &mut Vec::new()),
                ScenarioLine::Expect(expect) => {
                    self.expectation(&mut scope, expect);
                }
                _ => {}
            }
        }
        let mut said = Scenario::new(written.title.node.clone(), written.title.span);
        for (column, cell) in table.rows.iter().flat_map(|row| table.columns.iter().zip(&row.cells)) {
            match (column, cell) {
                (ScenarioColumn::Variable(_), Cell::Expr(cell)) => {
                    self.expr(&mut scope, cell, None);
                }
                _ => self.scenario_cell(&mut scope, column, cell, &mut said),
            }
        }
        let mut types = scope.wanted();
        let idle = scope.unused();
        let places = table.columns.iter().enumerate().filter(|(_, column)| variables(column)).map(|(at, _)| at);
        for (number, at) in places.enumerate() {
            if types.get(number).is_some_and(Option::is_some) {
                continue;
            }
            let cells = table.rows.iter().filter_map(|row| match row.cells.get(at) {
                Some(Cell::Expr(cell)) => Some(cell),
                _ => None,
            });
            let mut found = cells.map(|cell| self.expr(&mut Scope::trusting(), cell, None).ty);
            let found = found.find(|ty| !matches!(ty, Type::Broken));
            if let Some(slot) = types.get_mut(number) {
                *slot = found;
            }
        }
        std::mem::swap(self.bag, &mut aside);
        let names = table.columns.iter().filter_map(|column| match column {
            ScenarioColumn::Variable(name) => Some(name),
            _ => None,
        });
        for (name, ty) in names.zip(&mut types) {
            if idle.contains(&name.node) {
                // Nobody can say what its cells should be, and nobody needs to.
                *ty = Some(Type::Broken);
                self.report(Error::BadProvision {
                    name: name.node.clone(),
                    what: "heads a column, and is neither a fact nor used by any line".to_owned(),
                    span: name.span,
                    help: format!("name a fact by its path, or use the variable: `given … = {}`", name.node),
                });
            }
        }
        types
    }

    /// Facts in the order in which they can be given: one that is worked out from others behind those. Where two are given for
    /// one place, they stay in the order in which they are written.
    pub(super) fn in_order(&mut self, givens: Vec<(Expr, Expr)>) -> Vec<(Expr, Expr)> {
        // Nearly always everything is given by itself.
        if givens.iter().all(|(_, value)| mentioned(value).is_empty()) {
            return givens;
        }
        let places: Vec<Option<Place>> = givens.iter().map(|(path, _)| place(path)).collect();
        let mut before: Vec<Vec<usize>> = Vec::new();
        for (at, (_, value)) in givens.iter().enumerate() {
            let asked = mentioned(value);
            let meets = |other: &Option<Place>, place: &Place| other.as_ref().is_some_and(|other| meet(other, place));
            let needed = |number: usize, other: &Option<Place>| {
                let same = places.get(at).and_then(Option::as_ref).is_some_and(|own| meets(other, own));
                number != at && (same && number < at || !same && asked.iter().any(|asked| meets(other, asked)))
            };
            let needed = places.iter().enumerate().filter(|(number, other)| needed(*number, other));
            before.push(needed.map(|(number, _)| number).collect());
        }
        let mut order: Vec<usize> = Vec::new();
        while order.len() < givens.len() {
            let free = |at: &usize| {
                !order.contains(at) && before.get(*at).is_some_and(|needed| needed.iter().all(|it| order.contains(it)))
            };
            let next = (0..givens.len()).find(free);
            let Some(next) = next.or_else(|| (0..givens.len()).find(|at| !order.contains(at))) else { break };
            let waits = before.get(next).is_some_and(|needed| needed.iter().any(|it| !order.contains(it)));
            if waits && let Some((_, value)) = givens.get(next) {
                self.report(Error::BadProvision {
                    name: "given".to_owned(),
                    what: "works a fact out from others that are worked out from it".to_owned(),
                    span: value.span,
                    help: "give one of them by itself".to_owned(),
                });
                return givens;
            }
            order.push(next);
        }
        let mut givens: Vec<Option<(Expr, Expr)>> = givens.into_iter().map(Some).collect();
        order.into_iter().filter_map(|at| givens.get_mut(at)?.take()).collect()
    }
}

/// The place that a path leads to.
fn place(path: &Expr) -> Option<Place> {
    match &path.kind {
        ExprKind::Fact(fact) => Some((*fact, Vec::new())),
        ExprKind::Field { base, field } => {
            let (fact, mut fields) = place(base)?;
            fields.push(*field);
            Some((fact, fields))
        }
        _ => None,
    }
}

/// The places that an expression asks for, each as far inwards as it says. What a definition makes of a whole fact is not
/// looked into.
fn mentioned(expr: &Expr) -> Vec<Place> {
    if let Some((fact, fields)) = place(expr) {
        return if fields.is_empty() && matches!(expr.ty, Type::Record(_)) { Vec::new() } else { vec![(fact, fields)] };
    }
    let mut found = Vec::new();
    expr.parts(&mut |part| found.extend(mentioned(part)));
    found
}

/// Whether one place lies in the other.
fn meet(one: &Place, other: &Place) -> bool {
    one.0 == other.0 && one.1.iter().zip(&other.1).all(|(one, other)| one == other)
}
