//! Limbs that are settled before any case is asked about: by themselves, or by the limbs they are joined with.
//!
//! Two limbs are compared only where both must hold for anything to follow, or where either is enough. What a definition
//! says is not looked through, and what depends on the case is left open, so every finding is certain.

use super::constraint::{Literal, settled};
use super::held::Held;
use super::keys::Keys;
use crate::check::Type;
use crate::check::typed::{Condition, Effect, Expr, ExprKind, Law, Origin};
use crate::diagnostic::Bag;
use crate::enact::Life;
use crate::plan::error::Error;
use crate::source::Span;
use crate::syntax::ast::BlockKind;
use std::collections::{BTreeMap, BTreeSet};

/// Reports limbs of all rules, entries and definitions.
pub(super) fn limbs(law: &Law, bag: &mut Bag) {
    for entry in &law.entries {
        let bodies: Vec<_> = entry.versions.iter().map(|(origin, it)| Body::of(origin, it)).collect();
        provision(law, &bodies, bag);
    }
    for define in &law.defines {
        let bodies: Vec<_> = define.versions.iter().map(|(origin, it)| Body::alone(origin, it)).collect();
        provision(law, &bodies, bag);
    }
    for rule in &law.rules {
        let bodies = rule.versions.iter().map(|version| {
            let mut body = Body::of(&version.origin, &version.condition);
            for effect in &version.effects {
                match effect {
                    Effect::Charges { amount, .. } => body.others.push(amount),
                    Effect::Duty { due: Some(due), .. } => body.others.push(due),
                    Effect::Presumes { value, .. } => body.others.push(value),
                    _ => {}
                }
            }
            body
        });
        provision(law, &bodies.collect::<Vec<_>>(), bag);
    }
}

/// One version of a provision: what must hold or fail for it to apply, and what else it works out.
struct Body<'e> {
    life: &'e Life,
    conditions: Vec<(&'e Expr, bool)>,
    others: Vec<&'e Expr>,
}

impl<'e> Body<'e> {
    fn of(origin: &'e Origin, condition: &'e Condition) -> Self {
        let holds = condition.holds.iter().map(|limb| (&limb.condition, true));
        let unless = condition.unless.iter().map(|limb| (&limb.condition, false));
        Self { life: &origin.life, conditions: holds.chain(unless).collect(), others: Vec::new() }
    }

    fn alone(origin: &'e Origin, expr: &'e Expr) -> Self {
        match expr.ty {
            Type::Bool => Self { life: &origin.life, conditions: vec![(expr, true)], others: Vec::new() },
            _ => Self { life: &origin.life, conditions: Vec::new(), others: vec![expr] },
        }
    }

    fn spans(&self) -> BTreeSet<Span> {
        let mut spans = BTreeSet::new();
        let exprs = self.conditions.iter().map(|(expr, _)| *expr).chain(self.others.iter().copied());
        exprs.for_each(|expr| expr.walk(&mut |part| _ = spans.insert(part.span)));
        spans
    }
}

/// Looks at all versions of a provision. Amended versions share their text with those before; a limb is at fault only
/// if it is in all versions that have it.
fn provision(law: &Law, bodies: &[Body<'_>], bag: &mut Bag) {
    let mut found: Vec<BTreeMap<Span, Error>> = Vec::new();
    for body in bodies.iter().filter(|body| !body.life.is_never()) {
        let mut walk =
            Walk { law, life: body.life, keys: Keys::default(), found: BTreeMap::new(), held: Held::default() };
        walk.conjunction(&body.conditions);
        body.others.iter().for_each(|expr| walk.inside(expr));
        found.push(walk.found);
    }
    if found.iter().all(BTreeMap::is_empty) {
        return;
    }
    let spans: Vec<BTreeSet<Span>> = match bodies {
        [_] => Vec::new(),
        _ => bodies.iter().filter(|body| !body.life.is_never()).map(Body::spans).collect(),
    };
    let mut said = BTreeSet::new();
    let places: Vec<BTreeSet<Span>> = found.iter().map(|it| it.keys().copied().collect()).collect();
    for (span, error) in found.into_iter().flatten() {
        let everywhere = spans.iter().zip(&places).all(|(all, faulty)| !all.contains(&span) || faulty.contains(&span));
        if everywhere && said.insert(span) {
            bag.push(error);
        }
    }
}

/// More limbs in a block than are compared with each other.
const MOST: usize = 64;

struct Walk<'e> {
    law: &'e Law,
    life: &'e Life,
    keys: Keys,
    found: BTreeMap<Span, Error>,
    held: Held<'e>,
}

impl<'e> Walk<'e> {
    /// Expressions each of which must hold, or must fail, together with all that is held.
    fn conjunction(&mut self, members: &[(&'e Expr, bool)]) {
        let begin = self.held.literals.len();
        let mut leaves = Vec::new();
        for (expr, holds) in members {
            flatten(expr, *holds, true, &mut leaves);
        }
        let (choices, literals): (Vec<_>, Vec<_>) = leaves.into_iter().partition(|(expr, _)| is_joint(expr));
        for (expr, holds) in literals {
            self.literal(expr, holds, begin);
        }
        for (expr, holds) in choices {
            self.disjunction(expr, holds);
        }
        self.held.truncate(begin);
    }

    fn literal(&mut self, expr: &'e Expr, holds: bool, begin: usize) {
        self.inside(expr);
        let literal = Literal::of(expr, holds, &mut self.keys);
        if let Some((truth, help)) = settled(literal.expr, &mut self.keys, self.law, self.life) {
            let (what, span) = (if truth { "fail" } else { "hold" }, literal.expr.span);
            self.found.entry(span).or_insert(Error::Settled { what, help: help.to_owned(), span });
            return;
        }
        let about = self.held.about(literal.subject).take(MOST).map(|(_, other)| other);
        if let Some(other) = about.into_iter().find(|other| literal.contradicts(other, self.law, self.life)) {
            let error = contradicted(&literal, other);
            self.found.entry(literal.expr.span).or_insert(error);
            return;
        }
        let mut idle = None;
        for (at, other) in self.held.about(literal.subject).take(MOST) {
            // What further out was settled may be said again further in: drafters do so to be read.
            if at < begin || matches!(expr.kind, ExprKind::Has { .. }) {
                continue;
            }
            let (one, because) = match (other.implies(&literal), literal.implies(other)) {
                (true, _) => (literal.expr.span, other.expr.span),
                (false, true) => (other.expr.span, literal.expr.span),
                (false, false) => continue,
            };
            idle = Some((one, because));
            break;
        }
        if let Some((span, because)) = idle {
            let help = "the other asks for all that this asks for, and both must be met; leave it out".to_owned();
            self.found.entry(span).or_insert(Error::Idle { help, span, because });
        }
        self.held.push(literal);
    }

    /// An expression one part of which is enough.
    fn disjunction(&mut self, expr: &'e Expr, holds: bool) {
        let mut choices = Vec::new();
        flatten(expr, holds, false, &mut choices);
        if choices.len() <= MOST {
            self.exhaustive(&choices);
            self.redundant(&choices);
        }
        for choice in choices {
            self.conjunction(&[choice]);
        }
    }

    /// Choices of which one always holds.
    fn exhaustive(&mut self, choices: &[(&'e Expr, bool)]) {
        let mut held: Vec<Literal<'e>> = Vec::new();
        for (expr, holds) in choices.iter().filter(|(expr, _)| !is_joint(expr)) {
            // None of the choices holds: can that be?
            let literal = Literal::of(expr, !holds, &mut self.keys);
            if settled(literal.expr, &mut self.keys, self.law, self.life).is_some() {
                continue;
            }
            let about = held.iter().filter(|other| other.subject == literal.subject);
            if let Some(other) = about.into_iter().find(|other| literal.contradicts(other, self.law, self.life)) {
                let error = contradicted(&literal, other);
                self.found.entry(literal.expr.span).or_insert(error);
            }
            held.push(literal);
        }
    }

    /// Choices that are met only where another one is.
    fn redundant(&mut self, choices: &[(&'e Expr, bool)]) {
        let asked: Vec<Vec<Literal<'e>>> = choices
            .iter()
            .map(|(expr, holds)| {
                let mut leaves = Vec::new();
                flatten(expr, *holds, true, &mut leaves);
                leaves.into_iter().map(|(expr, holds)| Literal::of(expr, holds, &mut self.keys)).collect()
            })
            .collect();
        let within = |one: &[Literal<'_>], other: &[Literal<'_>]| {
            let meets = |it: &Literal<'_>| one.iter().any(|own| own.subject == it.subject && own.implies(it));
            one.len() <= MOST && other.len() <= MOST && other.iter().all(meets)
        };
        for (at, (own, (expr, _))) in asked.iter().zip(choices).enumerate() {
            let others = asked.iter().zip(choices).enumerate();
            let wider = others.into_iter().find(|(position, (other, _))| {
                // Of two that ask the same the second is idle.
                *position != at && within(own, other) && (*position < at || !within(other, own))
            });
            if let Some((_, (_, (other, _)))) = wider {
                let help = "wherever this is met, the other is, and one is enough; leave it out".to_owned();
                let error = Error::Idle { help, span: expr.span, because: other.span };
                self.found.entry(expr.span).or_insert(error);
            }
        }
    }

    /// Conditions inside of what is compared, counted or gone through: nothing that is held outside is used there.
    fn inside(&mut self, expr: &'e Expr) {
        let mut found = Vec::new();
        expr.parts(&mut |part| found.push(part));
        for part in found {
            if part.ty == Type::Bool {
                let held = std::mem::take(&mut self.held);
                self.conjunction(&[(part, true)]);
                self.held = held;
            } else {
                self.inside(part);
            }
        }
    }
}

fn contradicted(literal: &Literal<'_>, other: &Literal<'_>) -> Error {
    Error::Contradicted {
        what: if literal.holds { "hold" } else { "fail" },
        help: literal.way_out().to_owned(),
        span: literal.expr.span,
        other: if other.holds { "holds" } else { "fails" },
        because: other.expr.span,
    }
}

/// The parts that are joined by `and` if the whole must hold, or by `or` if it must not; the other way round for choices.
fn flatten<'e>(expr: &'e Expr, holds: bool, all: bool, into: &mut Vec<(&'e Expr, bool)>) {
    match &expr.kind {
        ExprKind::Not(inner) => flatten(inner, !holds, all, into),
        ExprKind::And(left, right) if holds == all => {
            flatten(left, holds, all, into);
            flatten(right, holds, all, into);
        }
        ExprKind::Or(left, right) if holds != all => {
            flatten(left, holds, all, into);
            flatten(right, holds, all, into);
        }
        ExprKind::Block(BlockKind::All, limbs) if holds == all => {
            for limb in limbs {
                flatten(&limb.condition, holds, all, into);
            }
        }
        ExprKind::Block(BlockKind::Any, limbs) if holds != all => {
            for limb in limbs {
                flatten(&limb.condition, holds, all, into);
            }
        }
        ExprKind::Block(BlockKind::None, limbs) if holds == all => {
            for limb in limbs {
                flatten(&limb.condition, !holds, all, into);
            }
        }
        _ => into.push((expr, holds)),
    }
}

/// Whether what is left after flattening is joined the other way.
fn is_joint(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Block(BlockKind::All | BlockKind::Any | BlockKind::None, _)
    )
}
