//! Who could ever be in a set while a provision is law. Where it cannot be told, somebody could.

use crate::check::typed::{Condition, Expr, ExprKind, GroupBody, Law, Origin};
use crate::enact::{Life, Stretch};
use crate::resolve::EntryId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A member of a set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    /// An alternative of an enum.
    Code(u32),
    /// A text, or a code of a control list.
    Text(Arc<str>),
}

impl Word {
    /// The member that a constant is.
    pub(super) fn of(expr: &Expr) -> Option<Self> {
        match &expr.kind {
            ExprKind::Alternative(position) => Some(Self::Code(*position)),
            ExprKind::Text(text) => Some(Self::Text(text.clone())),
            ExprKind::Eccn(code) => Some(Self::Text(Arc::from(code.as_str()))),
            _ => None,
        }
    }
}

/// Groups may be made of groups; nobody nests them deeper.
const DEEPEST: usize = 64;

/// Who could be in a set, and when.
pub(super) type Members = BTreeMap<Word, Vec<Stretch>>;

/// Whether anyone could be in a set on a day of a life.
pub(super) fn could_have_members(set: &Expr, law: &Law, life: &Life) -> bool {
    let mut found = false;
    each_member(set, law, &Life::always(), 0, &mut |_, when| found |= shares(life, when)).is_none() || found
}

/// Everyone who could be in a set, whatever is taken out of it; `None` if that cannot be told.
pub(super) fn members(set: &Expr, law: &Law) -> Option<Members> {
    let mut members = Members::new();
    each_member(set, law, &Life::always(), 0, &mut |word, when| members.entry(word).or_default().push(when))?;
    Some(members)
}

/// Whether anyone could be in one of some sets and in one of some others on a day of a life.
pub(super) fn could_share(ones: &[Members], others: &[Members], life: &Life) -> bool {
    let mut pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    pairs.any(|(one, other)| {
        one.iter().any(|(word, when)| {
            let also = other.get(word).map_or(&[][..], Vec::as_slice);
            when.iter().any(|one| also.iter().any(|other| shares(life, one.intersection(*other))))
        })
    })
}

fn shares(life: &Life, when: Stretch) -> bool {
    life.in_force.iter().any(|part| !part.intersection(when).is_empty())
}

/// Visits members of a set on the days of a life; `None` if there may be others.
fn each_member(set: &Expr, law: &Law, life: &Life, depth: usize, visit: &mut dyn FnMut(Word, Stretch)) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    match &set.kind {
        ExprKind::Group(id) => {
            for (origin, body) in &law.groups.get(*id)?.versions {
                let mut inside = Life::always();
                inside.in_force.clear();
                for part in &life.in_force {
                    inside.in_force.extend(origin.life.clone().within(*part).in_force);
                }
                match body {
                    GroupBody::Expr(expr) => each_member(expr, law, &inside, depth + 1, visit)?,
                    GroupBody::Members(members) => {
                        for (member, when) in members {
                            let word = Word::of(member)?;
                            for part in &inside.in_force {
                                visit(word.clone(), part.intersection(*when));
                            }
                        }
                    }
                }
            }
        }
        ExprKind::Union(left, right) => {
            each_member(left, law, life, depth + 1, visit)?;
            each_member(right, law, life, depth + 1, visit)?;
        }
        ExprKind::Difference(left, _) => each_member(left, law, life, depth + 1, visit)?,
        ExprKind::List(items) => {
            for item in items {
                let word = Word::of(item)?;
                life.in_force.iter().for_each(|part| visit(word.clone(), *part));
            }
        }
        _ => return None,
    }
    Some(())
}

/// Whether any of some entries is ever in force on a day of a life.
pub(super) fn could_cover(entries: &[EntryId], law: &Law, life: &Life) -> bool {
    let mut found = entries.iter().filter_map(|entry| law.entries.get(*entry));
    // An entry without a version is a broken one.
    let could = |versions: &[(Origin, Condition)]| {
        versions.is_empty() || versions.iter().any(|(origin, _)| origin.life.overlap(life).is_some())
    };
    entries.is_empty() || found.any(|entry| could(&entry.versions))
}
