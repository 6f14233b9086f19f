//! Limbs found by their labels, and changed in place.

use crate::syntax::ast::{Argument, Block, Expr, ExprKind, Label, Limb};
use crate::value::Date;

/// Why a limb was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::enact) enum Miss {
    /// There is none with these labels; these are there instead.
    NoLimb(Vec<String>),
    /// It is the last of its block.
    Last,
    /// It has no limbs of its own to add to.
    NoBlock,
    /// It is the whole condition, and has no siblings.
    Whole,
    /// This line does not belong in such a provision.
    WrongLine(&'static str),
    /// This is not in it.
    NoMember(String),
    /// This is to be in it only from that day on.
    NotYet(String, Date),
    /// This is in it already.
    Member(String),
    /// A version of a value is no list.
    OneItem,
}

/// What is to be done to a limb.
#[derive(Debug, Clone, Copy)]
pub(in crate::enact) enum Deed<'c> {
    /// It is to read so. A label that is not given stays.
    Revise(&'c Limb),
    /// It goes.
    Strike,
    /// These come behind it.
    After(&'c [Limb]),
    /// These come in front of it.
    Before(&'c [Limb]),
    /// These come last in its block.
    In(&'c [Limb]),
}

/// Does a deed to the limb with these labels inside a condition. `None` if there is no such limb.
///
/// Blocks without a label are looked through: in `all of`, `any of`, `(a.1) …` the limb is called `(a.1)`.
pub(super) fn at(condition: &mut Expr, path: &[Label], deed: Deed<'_>) -> Option<Result<(), Miss>> {
    if let ExprKind::Block(block) = &mut condition.kind {
        return in_block(block, path, deed);
    }
    parts(condition).into_iter().find_map(|part| at(part, path, deed))
}

fn in_block(block: &mut Block, path: &[Label], deed: Deed<'_>) -> Option<Result<(), Miss>> {
    let (first, rest) = path.split_first()?;
    let labelled = |limb: &Limb| limb.label.as_ref().is_some_and(|label| label.node == first.node);
    if let Some(position) = block.limbs.iter().position(labelled) {
        if rest.is_empty() {
            return Some(act(block, position, deed));
        }
        return at(&mut block.limbs.get_mut(position)?.condition, rest, deed);
    }
    let unlabelled = block.limbs.iter_mut().filter(|limb| limb.label.is_none());
    unlabelled.into_iter().find_map(|limb| at(&mut limb.condition, path, deed))
}

fn act(block: &mut Block, position: usize, deed: Deed<'_>) -> Result<(), Miss> {
    match deed {
        Deed::Revise(new) => {
            if let Some(limb) = block.limbs.get_mut(position) {
                revise(limb, new);
            }
        }
        Deed::Strike if block.limbs.len() == 1 => return Err(Miss::Last),
        Deed::Strike => {
            block.limbs.remove(position);
        }
        Deed::After(new) => insert(&mut block.limbs, position + 1, new),
        Deed::Before(new) => insert(&mut block.limbs, position, new),
        Deed::In(new) => match block.limbs.get_mut(position).map(|limb| &mut limb.condition.kind) {
            Some(ExprKind::Block(inner)) => inner.limbs.extend_from_slice(new),
            _ => return Err(Miss::NoBlock),
        },
    }
    Ok(())
}

fn revise(limb: &mut Limb, new: &Limb) {
    limb.condition = new.condition.clone();
    limb.quote.clone_from(&new.quote);
    limb.span = new.span;
    if new.label.is_some() {
        limb.label.clone_from(&new.label);
    }
}

fn insert(limbs: &mut Vec<Limb>, at: usize, new: &[Limb]) {
    limbs.splice(at..at, new.iter().cloned());
}

/// The labels that could be named at the first place where a path goes wrong, for advice.
pub(super) fn known(condition: &Expr, path: &[Label]) -> Vec<String> {
    let mut found = Vec::new();
    labels(condition, path, "", &mut found);
    found
}

fn labels(condition: &Expr, path: &[Label], prefix: &str, found: &mut Vec<String>) {
    let ExprKind::Block(block) = &condition.kind else { return };
    for limb in &block.limbs {
        match (&limb.label, path.split_first()) {
            (None, _) => labels(&limb.condition, path, prefix, found),
            (Some(label), Some((first, rest))) if first.node == label.node && !rest.is_empty() => {
                let own = format!("{prefix}({})", label.node);
                let before = found.len();
                labels(&limb.condition, rest, &own, found);
                // It has none inside, so that it was meant itself.
                if found.len() == before {
                    found.push(own);
                }
            }
            (Some(label), _) => found.push(format!("{prefix}({})", label.node)),
        }
    }
}

/// The expressions directly inside one that is no block.
fn parts(expr: &mut Expr) -> Vec<&mut Expr> {
    fn of(arguments: &mut [Argument]) -> impl Iterator<Item = &mut Expr> {
        arguments.iter_mut().map(|argument| &mut argument.value)
    }
    match &mut expr.kind {
        ExprKind::Bool(_)
        | ExprKind::Absent
        | ExprKind::Unknown
        | ExprKind::Number { .. }
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::Name(_)
        | ExprKind::Code(_)
        | ExprKind::Discretion { .. }
        // A block is gone through limb by limb.
        | ExprKind::Block(_) => Vec::new(),
        ExprKind::List(items) | ExprKind::OneOf(items) => items.iter_mut().collect(),
        ExprKind::Call { arguments, .. } => of(arguments).collect(),
        ExprKind::Method { base, arguments, .. } => std::iter::once(&mut **base).chain(of(arguments)).collect(),
        ExprKind::Field { base, .. } | ExprKind::Has { base, .. } => vec![base],
        ExprKind::Index { base, key } => vec![base, key],
        ExprKind::Unary { operand, .. } => vec![operand],
        ExprKind::Binary { left, right, .. } => vec![left, right],
        ExprKind::In { value, groups } => std::iter::once(&mut **value).chain(groups).collect(),
        ExprKind::Under { value, .. } | ExprKind::Is { value, .. } => vec![value],
        ExprKind::If { condition, then, otherwise } => {
            [Some(condition), Some(then), otherwise.as_mut()].into_iter().flatten().map(|part| &mut **part).collect()
        }
        ExprKind::Quantifier { list, condition, .. } => {
            [Some(list), condition.as_mut()].into_iter().flatten().map(|part| &mut **part).collect()
        }
        ExprKind::Aggregate { each, list, filter, .. } => {
            [each.as_mut(), Some(list), filter.as_mut()].into_iter().flatten().map(|part| &mut **part).collect()
        }
        ExprKind::CalendarYear(inner) => vec![inner],
        ExprKind::Range { at_least, at_most } => {
            [at_least.as_mut(), at_most.as_mut()].into_iter().flatten().map(|part| &mut **part).collect()
        }
    }
}
