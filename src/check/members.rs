//! The members of groups, and the days on which they are.

use super::typed::{Expr, ExprKind};
use super::{Checker, Type};
use crate::enact::{Stretch, dated};
use crate::syntax::ast;

impl Checker<'_> {
    /// Members with their days. Who is said to have left after having joined was a member in between; who is only said
    /// to have left was one until then.
    pub(super) fn members_of(&mut self, lines: &[ast::GroupLine], of: &Type) -> Vec<(Expr, Stretch)> {
        // Parties and other keyed records are named by their key.
        let keyed = match of {
            Type::Record(id) => self.law.records.get(*id).and_then(|it| it.at(it.key?)).map(|key| key.ty.clone()),
            _ => None,
        };
        let of = keyed.unwrap_or_else(|| of.clone());
        let mut found: Vec<(Expr, Stretch)> = Vec::new();
        let mut left: Vec<(Expr, Stretch)> = Vec::new();
        for line in lines {
            let ast::GroupLine::Members { span, sign, members, days, .. } = line else { continue };
            let missing = match sign {
                Some(ast::Sign::Joined) if days.from.is_none() => Some(("+", "since", "+ NI from 2024-03-15")),
                Some(ast::Sign::Left) if days.until.is_none() => Some(("-", "until", "- KH until 2026-02-03")),
                _ => None,
            };
            if let Some((sign, what, example)) = missing {
                self.bag.push(crate::enact::Error::UndatedMember { sign, what, example, span: *span });
            }
            let when = dated(days, self.bag);
            let leaves = *sign == Some(ast::Sign::Left) && when.from.is_none();
            for member in members {
                let member = self.settled(member, &of, None);
                if leaves { left.push((member, when)) } else { found.push((member, when)) }
            }
        }
        left.sort_by_key(|(_, when)| when.until);
        for (member, when) in left {
            match open_on(&mut found, &member, when) {
                Some(stay) => stay.until = when.until,
                None => found.push((member, when)),
            }
        }
        found
    }
}

/// The stay of a member that an end belongs to: the last one that began before it and has no end before it.
fn open_on<'f>(found: &'f mut [(Expr, Stretch)], member: &Expr, end: Stretch) -> Option<&'f mut Stretch> {
    let last = end.until?;
    found
        .iter_mut()
        .filter(|(other, stay)| {
            let begun = stay.from.is_none_or(|from| from < last);
            same(other, member) && begun && stay.until.is_none_or(|until| last < until)
        })
        .map(|(_, stay)| stay)
        .max_by_key(|stay| stay.from)
}

fn same(one: &Expr, other: &Expr) -> bool {
    match (&one.kind, &other.kind) {
        (ExprKind::Alternative(one), ExprKind::Alternative(other)) => one == other,
        (ExprKind::Text(one), ExprKind::Text(other)) => one == other,
        (ExprKind::Eccn(one), ExprKind::Eccn(other)) => one == other,
        (ExprKind::Number(one), ExprKind::Number(other)) => one == other,
        (ExprKind::Date(one), ExprKind::Date(other)) => one == other,
        _ => false,
    }
}
