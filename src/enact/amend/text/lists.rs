//! Groups and values: members, and what something is.

use super::{Amendable, Known, NO_LIMBS, near, sorted, undated};
use crate::enact::Stretch;
use crate::enact::amend::limbs::{Deed, Miss};
use crate::source::Span;
use crate::syntax::ast::{
    BinaryOp, DateText, Expr, ExprKind, Group, GroupBody, GroupLine, Label, LineDays, Provenance, RevisedLine,
    RuleLine, Sign, Value, ValueBody, ValueVersion,
};
use crate::value::Date;
use std::mem::discriminant;

impl Amendable for Group {
    fn provenance(&self) -> Vec<&Provenance> {
        let GroupBody::Lines(lines) = &self.body else { return Vec::new() };
        lines.iter().filter_map(|line| if let GroupLine::Provenance(line) = line { Some(line) } else { None }).collect()
    }

    fn conditions(&self) -> Vec<(Option<&Label>, &Expr)> {
        Vec::new()
    }

    fn limb(&mut self, _: &[Label], _: Deed<'_>) -> Result<(), Miss> {
        Err(Miss::WrongLine(NO_LIMBS))
    }

    fn revise(&mut self, lines: &[(Span, RevisedLine)], _: Option<Date>) -> Result<(), Miss> {
        let (title, new) = sorted(lines, of_group)?;
        self.title = title.or(self.title.take());
        let mut kept = match &mut self.body {
            GroupBody::Lines(lines) => std::mem::take(lines),
            GroupBody::Expr(_) => Vec::new(),
        };
        let key = |line: &GroupLine| match line {
            GroupLine::Provenance(it) => Some(discriminant(it)),
            GroupLine::Members { .. } => None,
        };
        let kinds: Vec<_> = new.iter().map(|(_, line)| key(line)).collect();
        kept.retain(|line| !kinds.contains(&key(line)));
        kept.extend(new.into_iter().map(|(_, line)| line));
        self.body = GroupBody::Lines(kept);
        Ok(())
    }

    fn add(&mut self, lines: &[(Span, RevisedLine)], day: Option<Date>) -> Result<(), Miss> {
        let (title, new) = sorted(lines, of_group)?;
        self.title = title.or(self.title.take());
        match &mut self.body {
            GroupBody::Lines(lines) => {
                for (_, line) in new {
                    if let GroupLine::Members { members, .. } = &line {
                        let there = |one: &&Expr| stays(lines, one).iter().any(|stay| stay.holds(day));
                        if let Some(twice) = members.iter().find(there) {
                            return Err(Miss::Member(words(twice).unwrap_or_default().to_owned()));
                        }
                    }
                    lines.push(line);
                }
            }
            GroupBody::Expr(expr) => {
                for (span, line) in new {
                    let GroupLine::Members { members, .. } = line else {
                        return Err(Miss::WrongLine("a group that is made of others has no lines: `replace` it"));
                    };
                    joined(expr, BinaryOp::Add, span, members);
                }
            }
        }
        Ok(())
    }

    fn remove(&mut self, gone: &[Expr], day: Option<Date>) -> Result<(), Miss> {
        let lines = match &mut self.body {
            GroupBody::Lines(lines) => lines,
            GroupBody::Expr(expr) => {
                if let (Some(first), Some(last)) = (gone.first(), gone.last()) {
                    joined(expr, BinaryOp::Subtract, first.span.to(last.span), gone.to_vec());
                }
                return Ok(());
            }
        };
        for one in gone {
            let stays = stays(lines, one);
            let (now, others): (Vec<Stay>, Vec<Stay>) = stays.into_iter().partition(|stay| stay.holds(day));
            if now.is_empty() {
                let name = words(one).unwrap_or_default().to_owned();
                let later = others.iter().filter_map(|stay| stay.when.from).filter(|from| day < Some(*from)).min();
                return Err(later.map_or(Miss::NoMember(name.clone()), |from| Miss::NotYet(name, from)));
            }
            // Who joins again later is left alone.
            for at in now.iter().flat_map(Stay::lines) {
                if let Some(GroupLine::Members { members, .. }) = lines.get_mut(at) {
                    members.retain(|member| !same(member, one));
                }
            }
        }
        lines.retain(|line| !matches!(line, GroupLine::Members { members, .. } if members.is_empty()));
        Ok(())
    }

    fn known_on(&self, day: Date, by_act: bool) -> Known<Self> {
        let GroupBody::Lines(lines) = &self.body else { return Known::All };
        let lines = lines.iter().filter_map(|line| known_line(line, lines, day, by_act)).collect();
        Known::Part(Self { body: GroupBody::Lines(lines), ..self.clone() })
    }
}

/// A line as far as it was known on a day. Who is not known to leave stays: by the line that says since when, or by this one.
fn known_line(line: &GroupLine, lines: &[GroupLine], day: Date, by_act: bool) -> Option<GroupLine> {
    let GroupLine::Members { span, sign, members, days, note } = line else { return Some(line.clone()) };
    let (span, mut sign, mut members, note) = (*span, *sign, members.clone(), note.clone());
    let mut days = known(days, day, by_act);
    if sign == Some(Sign::Left) && days.as_ref().is_none_or(|days| days.until.is_none()) {
        members.retain(|one| !lines.iter().any(|other| joins(other, one)));
        (sign, days) = (None, Some(LineDays::default()));
    }
    if members.is_empty() { None } else { Some(GroupLine::Members { span, sign, members, days: days?, note }) }
}

/// Whether a line says since when someone is a member.
fn joins(line: &GroupLine, one: &Expr) -> bool {
    matches!(line, GroupLine::Members { sign, members, .. }
        if *sign != Some(Sign::Left) && members.iter().any(|member| same(member, one)))
}

/// A time for which someone is a member, and the lines that say so.
struct Stay {
    when: Stretch,
    /// The line that says since when.
    joins: Option<usize>,
    /// The line that says until when, if it is another.
    leaves: Option<usize>,
}

impl Stay {
    /// Whether it holds on a day; without one, from the beginning.
    fn holds(&self, day: Option<Date>) -> bool {
        day.map_or(self.when.from.is_none(), |day| self.when.contains(day))
    }

    fn lines(&self) -> impl Iterator<Item = usize> {
        self.joins.into_iter().chain(self.leaves)
    }
}

/// The times for which someone is a member, as the check of groups reads its lines.
fn stays(lines: &[GroupLine], one: &Expr) -> Vec<Stay> {
    let mut found: Vec<Stay> = Vec::new();
    let mut left: Vec<(Option<Date>, usize)> = Vec::new();
    let day = |text: &Option<DateText>| text.as_ref().and_then(|text| Date::parse(&text.node).ok());
    for (at, line) in lines.iter().enumerate() {
        let GroupLine::Members { sign, members, days, .. } = line else { continue };
        if !members.iter().any(|member| same(member, one)) {
            continue;
        }
        let when = Stretch { from: day(&days.from), until: day(&days.until) };
        match sign {
            Some(Sign::Left) if when.from.is_none() => left.push((when.until, at)),
            _ => found.push(Stay { when, joins: Some(at), leaves: None }),
        }
    }
    left.sort_unstable();
    for (until, at) in left {
        let open = |stay: &&mut Stay| {
            until.is_some_and(|last| {
                stay.when.from.is_none_or(|from| from < last) && stay.when.until.is_none_or(|until| last < until)
            })
        };
        match found.iter_mut().filter(open).max_by_key(|stay| stay.when.from) {
            Some(stay) => (stay.when.until, stay.leaves) = (until, Some(at)),
            None => found.push(Stay { when: Stretch { from: None, until }, joins: None, leaves: Some(at) }),
        }
    }
    found
}

/// A group that is made of others, with some members more or fewer.
fn joined(expr: &mut Expr, op: BinaryOp, span: Span, members: Vec<Expr>) {
    let left = expr.clone();
    let right = Expr { span, kind: ExprKind::List(members) };
    expr.kind = ExprKind::Binary { left: Box::new(left), op, op_span: span, right: Box::new(right) };
}

/// What a member or a key is written as.
pub(in crate::enact::amend) fn words(member: &Expr) -> Option<&str> {
    match &member.kind {
        ExprKind::Name(text) | ExprKind::Text(text) | ExprKind::Code(text) => Some(text),
        _ => None,
    }
}

fn same(one: &Expr, other: &Expr) -> bool {
    words(one).is_some() && words(one) == words(other)
}

fn of_group(line: &RevisedLine) -> Result<GroupLine, Miss> {
    Ok(match line {
        RevisedLine::Rule(RuleLine::Provenance(it)) => GroupLine::Provenance(it.clone()),
        RevisedLine::Items { label: None, items, note } => {
            let span = match (items.first(), items.last()) {
                (Some(first), Some(last)) => first.span.to(last.span),
                _ => return Err(Miss::WrongLine("a group has members")),
            };
            let (members, note) = (items.clone(), note.clone());
            GroupLine::Members { span, sign: None, members, days: LineDays::default(), note }
        }
        _ => return Err(Miss::WrongLine("a group has members, `cites` and quoted text")),
    })
}

/// The days of a line as far as they were known on a day; nothing if the line itself was not.
fn known(days: &LineDays, day: Date, by_act: bool) -> Option<LineDays> {
    let known = |text: &DateText| Date::parse(&text.node).map_or(true, |then| then <= day);
    if let Some(published) = &days.published {
        return known(published).then(|| days.clone());
    }
    if by_act {
        return Some(days.clone());
    }
    let begun = days.from.as_ref().is_none_or(known);
    begun.then(|| LineDays { until: days.until.clone().filter(known), ..days.clone() })
}

impl Amendable for Value {
    fn provenance(&self) -> Vec<&Provenance> {
        match &self.body {
            ValueBody::Expr(_) => Vec::new(),
            ValueBody::Lines { provenance, .. } => provenance.iter().collect(),
        }
    }

    fn conditions(&self) -> Vec<(Option<&Label>, &Expr)> {
        let ValueBody::Lines { versions, .. } = &self.body else { return Vec::new() };
        versions.iter().filter(|it| it.label.is_some()).map(|it| (it.label.as_ref(), &it.value)).collect()
    }

    fn limb(&mut self, path: &[Label], deed: Deed<'_>) -> Result<(), Miss> {
        let known = near(&self.conditions(), path);
        let ValueBody::Lines { versions, .. } = &mut self.body else { return Err(Miss::WrongLine(NO_LIMBS)) };
        let [label] = path else { return Err(Miss::NoLimb(known)) };
        let labelled = |it: &ValueVersion| it.label.as_ref().is_some_and(|own| own.node == label.node);
        let Some(at) = versions.iter().position(labelled) else { return Err(Miss::NoLimb(known)) };
        match deed {
            Deed::Revise(new) => {
                if let Some(version) = versions.get_mut(at) {
                    version.value = new.condition.clone();
                }
            }
            Deed::Strike if versions.len() == 1 => return Err(Miss::Last),
            Deed::Strike => {
                versions.remove(at);
            }
            Deed::After(_) | Deed::Before(_) | Deed::In(_) => {
                return Err(Miss::WrongLine("a value is one thing at a time: `revise` it"));
            }
        }
        Ok(())
    }

    fn revise(&mut self, lines: &[(Span, RevisedLine)], day: Option<Date>) -> Result<(), Miss> {
        let mut new = None;
        let mut sources = Vec::new();
        for (span, line) in lines {
            match line {
                RevisedLine::Title(text) => self.title = Some(text.clone()),
                RevisedLine::Rule(RuleLine::Provenance(line)) => {
                    undated(line)?;
                    sources.push(line.clone());
                }
                RevisedLine::Items { label, items, note: None } => {
                    let [value] = items.as_slice() else { return Err(Miss::OneItem) };
                    let made = ValueVersion {
                        span: *span,
                        label: label.clone(),
                        value: value.clone(),
                        days: LineDays::default(),
                    };
                    if new.replace(made).is_some() {
                        return Err(Miss::OneItem);
                    }
                }
                _ => return Err(Miss::WrongLine("a value has what it is, `cites` and quoted text")),
            }
        }
        let (mut provenance, versions) = match &mut self.body {
            ValueBody::Expr(expr) => {
                let value = expr.clone();
                let version = ValueVersion { span: value.span, label: None, value, days: LineDays::default() };
                (Vec::new(), vec![version])
            }
            ValueBody::Lines { provenance, versions } => (std::mem::take(provenance), std::mem::take(versions)),
        };
        provenance.retain(|old| sources.iter().all(|new| discriminant(new) != discriminant(old)));
        provenance.extend(sources);
        let versions = match new {
            Some(new) => {
                // What it will be later is not yet law, and is left alone.
                let later = |it: &ValueVersion| {
                    let from = it.days.from.as_ref().and_then(|text| Date::parse(&text.node).ok());
                    from.is_some_and(|from| day < Some(from))
                };
                std::iter::once(new).chain(versions.into_iter().filter(later)).collect()
            }
            None => versions,
        };
        self.body = ValueBody::Lines { provenance, versions };
        Ok(())
    }

    fn add(&mut self, _: &[(Span, RevisedLine)], _: Option<Date>) -> Result<(), Miss> {
        Err(Miss::WrongLine("a value is one thing at a time: `revise` it"))
    }

    fn known_on(&self, day: Date, by_act: bool) -> Known<Self> {
        let ValueBody::Lines { provenance, versions } = &self.body else { return Known::All };
        let version = |it: &ValueVersion| Some(ValueVersion { days: known(&it.days, day, by_act)?, ..it.clone() });
        let versions: Vec<ValueVersion> = versions.iter().filter_map(version).collect();
        if versions.is_empty() {
            return Known::Nothing;
        }
        Known::Part(Self { body: ValueBody::Lines { provenance: provenance.clone(), versions }, ..self.clone() })
    }
}
