//! Constants worked out before any case is there: what an expression comes to if no fact can matter, and which steps of it
//! can never come to anything.

mod error;
mod steps;

pub(super) use error::Error;

use super::typed::{Expr, ExprKind, Field, Law, Limb, Origin, RowKey};
use super::types::Type;
use crate::enact::Stretch;
use crate::resolve::{DefineId, ValueId};
use crate::source::Span;
use crate::syntax::ast::BlockKind;
use crate::value::{Date, Number};
use std::collections::HashMap;

/// What a constant comes to: a literal. `None` where that depends on a case, on a day that is not known, or where nothing
/// can be made of it.
pub(super) type Literal = Option<ExprKind>;

/// Definitions that are followed into each other. What is deeper is left to the day it is asked.
const DEEPEST: usize = 30;
/// Steps spent on one expression: definitions that ask each other twice would take longer than anybody waits.
const MOST_STEPS: usize = 20_000;

/// A step that can never come to anything.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// The step.
    pub(super) span: Span,
    /// What goes wrong.
    pub(super) kind: FaultKind,
    /// The use of the definition in which it happens, if what it is asked with makes it happen.
    pub(super) via: Option<Span>,
    /// Whether it is asked only if something holds that depends on the case.
    pub(super) guarded: bool,
}

/// The kinds of step that never come to anything.
#[derive(Debug, Clone)]
pub(super) enum FaultKind {
    /// One that cannot be worked out.
    Unworkable {
        /// What goes wrong.
        what: &'static str,
        /// The step with its operands as they are.
        label: String,
        /// The way out.
        help: &'static str,
        /// Where the operand that is to blame is declared, if it is a name.
        blame: Option<Span>,
    },
    /// A number that its field cannot hold.
    Outside {
        /// The limits, in words.
        expected: String,
        /// The number, in words.
        found: String,
        /// Where the field is declared.
        declared: Span,
    },
}

/// What is worked out once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Name {
    Value(ValueId),
    Define(DefineId),
}

/// Works constants out under the law of a day, or of every day.
pub(super) struct Folder<'l> {
    law: &'l Law,
    /// The day; without one only what is the same on all days is a constant.
    day: Option<Date>,
    /// What the parameters of the running definition are.
    locals: Vec<Literal>,
    /// The outermost use of a definition that is being followed.
    via: Option<Span>,
    /// Whether what is looked at will be looked at by itself.
    quiet: bool,
    /// Whether something was met that is reported elsewhere.
    spoiled: bool,
    guarded: bool,
    depth: usize,
    steps: usize,
    known: HashMap<Name, Literal>,
    found: Vec<Fault>,
}

impl<'l> Folder<'l> {
    /// For a day, or for all.
    pub(super) fn new(law: &'l Law, day: Option<Date>) -> Self {
        Self {
            law,
            day,
            locals: Vec::new(),
            via: None,
            quiet: false,
            spoiled: false,
            guarded: false,
            depth: 0,
            steps: 0,
            known: HashMap::new(),
            found: Vec::new(),
        }
    }

    /// The same, where variables stand for these constants, which are written at some place.
    pub(super) fn with(self, locals: Vec<Literal>, via: Option<Span>) -> Self {
        Self { locals, via, ..self }
    }

    /// What an expression comes to.
    pub(super) fn look(&mut self, expr: &Expr, guarded: bool) -> Literal {
        (self.steps, self.guarded) = (0, guarded);
        self.fold(expr)
    }

    /// What a field is given comes to. It must keep the limits of the field.
    pub(super) fn look_in(&mut self, field: &Field, expr: &Expr, guarded: bool) -> Literal {
        (self.steps, self.guarded) = (0, guarded);
        self.limited(field, expr)
    }

    /// What was found that can never come to anything.
    pub(super) fn faults(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.found)
    }

    /// Whether something was met that is wrong by itself.
    pub(super) fn is_spoiled(&self) -> bool {
        self.spoiled
    }

    fn fold(&mut self, expr: &Expr) -> Literal {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return None;
        }
        match &expr.kind {
            ExprKind::Broken => {
                self.spoiled = true;
                None
            }
            ExprKind::Bool(_)
            | ExprKind::Absent
            | ExprKind::Number(_)
            | ExprKind::Date(_)
            | ExprKind::Duration(_)
            | ExprKind::Text(_)
            | ExprKind::Alternative(_)
            | ExprKind::Eccn(_) => Some(expr.kind.clone()),
            ExprKind::Local(at) => usize::try_from(*at).ok().and_then(|at| self.locals.get(at)).cloned().flatten(),
            ExprKind::Value(id) => self.value(*id),
            ExprKind::Call { define, arguments } => self.call(*define, arguments, expr.span),
            ExprKind::Arithmetic(op, left, right) => self.arithmetic(*op, left, right, expr),
            ExprKind::Convert(factor, inner) => match self.fold(inner)? {
                ExprKind::Number(number) => self.number(number.mul(*factor), expr, inner, || {
                    format!("{} in another unit", self.law.words(&ExprKind::Number(number), &inner.ty))
                }),
                _ => None,
            },
            ExprKind::Negate(inner) => match self.fold(inner)? {
                ExprKind::Number(number) => Some(ExprKind::Number(number.neg())),
                _ => None,
            },
            ExprKind::CalendarYear(inner) => match self.fold(inner)? {
                ExprKind::Date(day) => Some(ExprKind::Number(Number::from_i64(day.year().into()))),
                _ => None,
            },
            ExprKind::Not(inner) => self.truth(inner).map(|truth| ExprKind::Bool(!truth)),
            ExprKind::And(left, right) => self.joined([&**left, &**right], false),
            ExprKind::Or(left, right) => self.joined([&**left, &**right], true),
            ExprKind::Block(kind, limbs) => self.block(*kind, limbs),
            ExprKind::Compare(op, left, right) => self.comparison(*op, left, right, expr),
            ExprKind::Is(value, alternatives) => match self.fold(value)? {
                ExprKind::Alternative(one) => Some(ExprKind::Bool(alternatives.contains(&one))),
                _ => None,
            },
            ExprKind::If { condition, then, otherwise } => match self.truth(condition) {
                Some(true) => self.fold(then),
                Some(false) => self.fold(otherwise),
                None => {
                    self.behind_a_test(then);
                    self.behind_a_test(otherwise);
                    None
                }
            },
            ExprKind::Field { base, field } => self.cell(base, *field),
            ExprKind::Construct { record, fields } => {
                let law = self.law;
                for (position, value) in fields {
                    match law.records.get(*record).and_then(|it| it.at(*position)) {
                        Some(field) => self.limited(field, value),
                        None => self.fold(value),
                    };
                }
                None
            }
            // Which members there are depends on the case.
            ExprKind::Quantified { list, condition, .. } => {
                self.fold(list);
                self.behind_a_test(condition);
                None
            }
            ExprKind::Aggregated { list, each, filter, .. } => {
                self.fold(list);
                each.iter().chain(filter).for_each(|part| {
                    self.behind_a_test(part);
                });
                None
            }
            _ => {
                expr.parts(&mut |part| {
                    self.fold(part);
                });
                None
            }
        }
    }

    /// What a field is given, or a member of its list, or what is said of it in part.
    fn limited(&mut self, field: &Field, expr: &Expr) -> Literal {
        if matches!(expr.kind, ExprKind::List(_) | ExprKind::Range { .. } | ExprKind::OneOf(_)) {
            expr.parts(&mut |part| {
                self.limited(field, part);
            });
            return None;
        }
        let found = self.fold(expr)?;
        if let ExprKind::Number(number) = found
            && (field.at_least.is_some_and(|low| number < low) || field.at_most.is_some_and(|high| number > high))
        {
            let of = match &field.ty {
                Type::List(of) => of,
                ty => ty,
            };
            let shown = |number: Number| self.law.words(&ExprKind::Number(number), of);
            let limits = match (field.at_least, field.at_most) {
                (Some(low), Some(high)) => format!("a number between {} and {}", shown(low), shown(high)),
                (Some(low), None) => format!("at least {}", shown(low)),
                (_, high) => format!("at most {}", high.map_or_else(String::new, shown)),
            };
            let (expected, found) = (format!("{limits} in `{}`", field.name), shown(number));
            self.fault(expr.span, FaultKind::Outside { expected, found, declared: field.span });
            return None;
        }
        Some(found)
    }

    fn truth(&mut self, expr: &Expr) -> Option<bool> {
        match self.fold(expr)? {
            ExprKind::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    fn behind_a_test(&mut self, expr: &Expr) -> Literal {
        let outer = std::mem::replace(&mut self.guarded, true);
        let found = self.fold(expr);
        self.guarded = outer;
        found
    }

    /// `and` (settled by a no) or `or` (settled by a yes): what stands behind what settles it is not asked.
    fn joined<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expr>, settles: bool) -> Literal {
        let outer = self.guarded;
        let mut open = false;
        for part in parts {
            let truth = self.truth(part);
            if truth == Some(settles) {
                self.guarded = outer;
                return Some(ExprKind::Bool(settles));
            }
            open |= truth.is_none();
            self.guarded |= open;
        }
        self.guarded = outer;
        (!open).then_some(ExprKind::Bool(!settles))
    }

    fn block(&mut self, kind: BlockKind, limbs: &[Limb]) -> Literal {
        let conditions = limbs.iter().map(|limb| &limb.condition);
        match kind {
            BlockKind::All => self.joined(conditions, false),
            BlockKind::Any => self.joined(conditions, true),
            BlockKind::None => match self.joined(conditions, true)? {
                ExprKind::Bool(truth) => Some(ExprKind::Bool(!truth)),
                _ => None,
            },
            BlockKind::AtLeast(_) => {
                conditions.for_each(|condition| {
                    self.behind_a_test(condition);
                });
                None
            }
        }
    }

    /// A cell of the row that a constant names.
    fn cell(&mut self, base: &Expr, field: u32) -> Literal {
        let ExprKind::Row { table, key } = &base.kind else {
            self.fold(base);
            return None;
        };
        let key = RowKey::of(&Expr { ty: key.ty.clone(), span: key.span, kind: self.fold(key)? })?;
        let (law, day) = (self.law, self.day);
        let table = law.tables.get(*table)?;
        let at = usize::try_from(table.key?).ok()?;
        let row = table.rows.iter().find(|row| {
            let there = match day {
                Some(day) => row.when.iter().any(|when| when.contains(day)),
                None => row.when.as_slice() == [Stretch::ALWAYS],
            };
            there && row.cells.get(at).and_then(RowKey::of).as_ref() == Some(&key)
        });
        let cell = row?.cells.get(usize::try_from(field).ok()?)?;
        self.fold(cell)
    }

    /// What a value is. Its own text is looked at by itself.
    fn value(&mut self, id: ValueId) -> Literal {
        let name = Name::Value(id);
        if let Some(known) = self.known.get(&name) {
            return known.clone();
        }
        // A value that is made of itself comes to nothing; that is reported elsewhere.
        self.known.insert(name, None);
        let law = self.law;
        let (origin, dated) = self.version(law.values.get(id)?.versions.iter().map(|(origin, it)| (origin, it)))?;
        let body = match (self.day, dated.as_slice()) {
            (Some(day), dated) => dated.iter().find(|(when, _)| when.contains(day)),
            (None, [only]) => Some(only).filter(|(when, _)| *when == Stretch::ALWAYS && always(origin)),
            (None, _) => None,
        };
        let found = self.aside(&body?.1, Vec::new());
        self.known.insert(name, found.clone());
        found
    }

    /// What a definition comes to for what it is asked with.
    fn call(&mut self, define: DefineId, arguments: &[Expr], span: Span) -> Literal {
        let locals: Vec<Literal> = arguments.iter().map(|argument| self.fold(argument)).collect();
        let law = self.law;
        let name = Name::Define(define);
        if locals.iter().all(Option::is_none) {
            // Nothing new comes of what it is asked with.
            if !locals.is_empty() {
                return None;
            }
            if let Some(known) = self.known.get(&name) {
                return known.clone();
            }
            self.known.insert(name, None);
        }
        if self.depth >= DEEPEST {
            return None;
        }
        let (origin, body) = self.version(law.defines.get(define)?.versions.iter().map(|(origin, it)| (origin, it)))?;
        if self.day.is_none() && !always(origin) {
            return None;
        }
        if locals.is_empty() {
            let found = self.aside(body, locals);
            self.known.insert(name, found.clone());
            return found;
        }
        let outer = self.via;
        self.via = Some(outer.unwrap_or(span));
        let found = self.inside(body, locals);
        self.via = outer;
        found
    }

    /// The version that counts: the one of the day, or the only one.
    fn version<'v, T>(&self, versions: impl Iterator<Item = (&'v Origin, T)>) -> Option<(&'v Origin, T)> {
        let mut versions = versions;
        match self.day {
            Some(day) => versions.find(|(origin, _)| origin.life.in_force_on(day)),
            None => versions.next().filter(|_| versions.next().is_none()),
        }
    }

    fn aside(&mut self, body: &Expr, locals: Vec<Literal>) -> Literal {
        let outer = std::mem::replace(&mut self.quiet, true);
        let found = self.inside(body, locals);
        self.quiet = outer;
        found
    }

    fn inside(&mut self, body: &Expr, locals: Vec<Literal>) -> Literal {
        let outer = std::mem::replace(&mut self.locals, locals);
        self.depth += 1;
        let found = if self.depth > 4 * DEEPEST { None } else { self.fold(body) };
        self.depth -= 1;
        self.locals = outer;
        found
    }

    fn unworkable(
        &mut self,
        what: &'static str,
        whole: &Expr,
        right: &Expr,
        label: String,
        help: &'static str,
    ) -> Literal {
        let blame = match &right.kind {
            ExprKind::Value(id) => self.law.values.get(*id).map(|it| it.span),
            ExprKind::Call { define, .. } => self.law.defines.get(*define).map(|it| it.span),
            _ => None,
        };
        self.fault(whole.span, FaultKind::Unworkable { what, label, help, blame });
        None
    }

    fn fault(&mut self, span: Span, kind: FaultKind) {
        self.spoiled = true;
        if !self.quiet {
            self.found.push(Fault { span, kind, via: self.via, guarded: self.guarded });
        }
    }
}

fn always(origin: &Origin) -> bool {
    origin.life.in_force.as_slice() == [Stretch::ALWAYS]
}

impl Law {
    /// A literal in words, a number with its unit.
    pub(super) fn words(&self, literal: &ExprKind, ty: &Type) -> String {
        match literal {
            ExprKind::Number(number) => match ty {
                Type::Number(unit) => self.units.display_quantity(*number, unit),
                _ => number.display_grouped(),
            },
            ExprKind::Date(day) => day.to_string(),
            ExprKind::Duration(length) => length.to_string(),
            _ => String::new(),
        }
    }
}
