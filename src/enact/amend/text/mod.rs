//! How the text of each kind of provision is changed.

mod lists;
mod provisions;

pub(super) use lists::words;

use super::limbs::{self, Deed, Miss};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Label, Provenance, RevisedLine, RuleLine, Text};
use crate::value::Date;

/// A provision's text, as amendments see it.
pub(crate) trait Amendable {
    /// Its lines that say where it comes from.
    fn provenance(&self) -> Vec<&Provenance>;

    /// The conditions in it, each with the label of its line.
    fn conditions(&self) -> Vec<(Option<&Label>, &Expr)>;

    /// Does a deed to the limb with these labels.
    fn limb(&mut self, path: &[Label], deed: Deed<'_>) -> Result<(), Miss>;

    /// Lines of these kinds are to read so from a day on; without one, from the beginning.
    fn revise(&mut self, lines: &[(Span, RevisedLine)], day: Option<Date>) -> Result<(), Miss>;

    /// These lines come last, from a day on.
    fn add(&mut self, lines: &[(Span, RevisedLine)], day: Option<Date>) -> Result<(), Miss>;

    /// These members go on a day.
    fn remove(&mut self, _members: &[Expr], _day: Option<Date>) -> Result<(), Miss> {
        Err(Miss::WrongLine("members are removed from groups, and rows from tables"))
    }

    /// What was known of it on a day. A line of a group or a value that says when it was published was known from then on.
    /// One that does not was known with the act that made the text; by no act, its days were known when they came.
    fn known_on(&self, _day: Date, _by_act: bool) -> Known<Self>
    where
        Self: Sized,
    {
        Known::All
    }
}

/// What was known of a text on a day.
pub(in crate::enact) enum Known<T> {
    /// All of it.
    All,
    /// So much.
    Part(T),
    /// Not what it is.
    Nothing,
}

const NO_LIMBS: &str = "it has no limbs: name it alone, and write below how it is to read";

/// The condition of a line with a label of its own, or the conditions that hold the limb.
fn in_lines<'t>(
    lines: impl Iterator<Item = (usize, Option<&'t Label>, &'t mut Expr)>,
    path: &[Label],
    deed: Deed<'_>,
    known: Vec<String>,
) -> Result<Option<usize>, Miss> {
    let Some((first, rest)) = path.split_first() else { return Err(Miss::NoLimb(known)) };
    for (position, label, condition) in lines {
        let own = label.is_some_and(|label| label.node == first.node);
        let done = match (own, rest.is_empty()) {
            (true, true) => match deed {
                Deed::Revise(new) => {
                    *condition = new.condition.clone();
                    Some(Ok(()))
                }
                Deed::In(new) => match &mut condition.kind {
                    ExprKind::Block(block) => {
                        block.limbs.extend_from_slice(new);
                        Some(Ok(()))
                    }
                    _ => Some(Err(Miss::NoBlock)),
                },
                Deed::Strike => return Ok(Some(position)),
                Deed::After(_) | Deed::Before(_) => Some(Err(Miss::Whole)),
            },
            (true, false) => limbs::at(condition, rest, deed),
            (false, _) if label.is_none() => limbs::at(condition, path, deed),
            (false, _) => None,
        };
        if let Some(done) = done {
            return done.map(|()| None);
        }
    }
    Err(Miss::NoLimb(known))
}

/// The labels that could have been meant.
fn near(conditions: &[(Option<&Label>, &Expr)], path: &[Label]) -> Vec<String> {
    let mut found = Vec::new();
    for (label, condition) in conditions {
        match (label, path.split_first()) {
            (None, _) => found.extend(limbs::known(condition, path)),
            (Some(label), Some((first, rest))) if first.node == label.node && !rest.is_empty() => {
                let inside = limbs::known(condition, rest);
                let none = inside.is_empty();
                found.extend(inside.into_iter().map(|one| format!("({}){one}", label.node)));
                found.extend(none.then(|| format!("({})", label.node)));
            }
            (Some(label), _) => found.push(format!("({})", label.node)),
        }
    }
    found
}

/// Puts new lines where the first of those stood that they replace, or last.
fn put<L>(lines: &mut Vec<(Span, L)>, new: Vec<(Span, L)>, replaced: impl Fn(&L) -> bool) {
    let at = lines.iter().position(|(_, line)| replaced(line));
    lines.retain(|(_, line)| !replaced(line));
    let at = at.unwrap_or(lines.len()).min(lines.len());
    lines.splice(at..at, new);
}

/// Replaces lines kind by kind: all new lines of a kind together stand for all old ones of that kind.
fn put_by_kind<L: Clone, K: PartialEq>(lines: &mut Vec<(Span, L)>, new: Vec<(Span, L)>, kind: impl Fn(&L) -> K) {
    let mut rest = new;
    while let Some(first) = rest.first().map(|(_, line)| kind(line)) {
        let (same, other): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(_, line)| kind(line) == first);
        rest = other;
        put(lines, same, |line| kind(line) == first);
    }
}

/// The dates of a provision are its amendment's affair.
fn undated(line: &Provenance) -> Result<(), Miss> {
    match line {
        Provenance::From(_) | Provenance::Until(_) | Provenance::Under(_) => {
            Err(Miss::WrongLine("when and by whose act it reads so is said by the amendment's own lines"))
        }
        Provenance::Cites(_) | Provenance::Quote(_) => Ok(()),
    }
}

/// The lines of a provision of one kind among revised lines, and its new title, if it gets one.
type Sorted<L> = (Option<Text>, Vec<(Span, L)>);

fn sorted<L>(lines: &[(Span, RevisedLine)], line: impl Fn(&RevisedLine) -> Result<L, Miss>) -> Result<Sorted<L>, Miss> {
    let (mut title, mut found) = (None, Vec::new());
    for (span, revised) in lines {
        if let RevisedLine::Rule(RuleLine::Provenance(line)) = revised {
            undated(line)?;
        }
        match revised {
            RevisedLine::Title(text) => title = Some(text.clone()),
            other => found.push((*span, line(other)?)),
        }
    }
    Ok((title, found))
}
