//! How the text of each kind of provision is changed.

use super::limbs::{self, Deed, Miss};
use crate::source::Span;
use crate::syntax::ast::{
    BinaryOp, Define, DefineLine, Effect, Entry, EntryLine, Expr, ExprKind, Group, GroupBody, GroupLine, Label,
    Provenance, RevisedLine, Rule, RuleLine, Text, Value, ValueBody, ValueVersion,
};
use std::mem::{Discriminant, discriminant};

/// A provision's text, as amendments see it.
pub(crate) trait Amendable {
    /// Its lines that say where it comes from.
    fn provenance(&self) -> Vec<&Provenance>;

    /// The conditions in it, each with the label of its line.
    fn conditions(&self) -> Vec<(Option<&Label>, &Expr)>;

    /// Does a deed to the limb with these labels.
    fn limb(&mut self, path: &[Label], deed: Deed<'_>) -> Result<(), Miss>;

    /// Lines of these kinds are to read so.
    fn revise(&mut self, lines: &[(Span, RevisedLine)]) -> Result<(), Miss>;

    /// These lines come last.
    fn add(&mut self, lines: &[(Span, RevisedLine)]) -> Result<(), Miss>;

    /// These members go.
    fn remove(&mut self, _members: &[Expr]) -> Result<(), Miss> {
        Err(Miss::WrongLine("members are removed from groups, and rows from tables"))
    }
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
                found.extend(limbs::known(condition, rest).into_iter().map(|one| format!("({}){one}", label.node)));
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

/// Which lines of a rule are of one kind. An `unless` with a label is a kind of its own.
#[derive(PartialEq)]
enum RuleKey {
    Provenance(Discriminant<Provenance>),
    Effect(Discriminant<Effect>),
    Priority(crate::syntax::ast::Priority),
    If,
    Unless(Option<String>),
}

fn rule_key(line: &RuleLine) -> RuleKey {
    match line {
        RuleLine::Provenance(it) => RuleKey::Provenance(discriminant(it)),
        RuleLine::Effect(it) => RuleKey::Effect(discriminant(it)),
        RuleLine::Priority { kind, .. } => RuleKey::Priority(*kind),
        RuleLine::If { .. } => RuleKey::If,
        RuleLine::Unless { label, .. } => RuleKey::Unless(label.as_ref().map(|label| label.node.clone())),
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

impl Amendable for Rule {
    fn provenance(&self) -> Vec<&Provenance> {
        let lines = self.lines.iter().map(|(_, line)| line);
        lines.filter_map(|line| if let RuleLine::Provenance(line) = line { Some(line) } else { None }).collect()
    }

    fn conditions(&self) -> Vec<(Option<&Label>, &Expr)> {
        let lines = self.lines.iter().filter_map(|(_, line)| match line {
            RuleLine::If { label, condition } | RuleLine::Unless { label, condition } => {
                Some((label.as_ref(), condition))
            }
            RuleLine::Provenance(_) | RuleLine::Effect(_) | RuleLine::Priority { .. } => None,
        });
        lines.collect()
    }

    fn limb(&mut self, path: &[Label], deed: Deed<'_>) -> Result<(), Miss> {
        let known = near(&self.conditions(), path);
        let lines = self.lines.iter_mut().enumerate().filter_map(|(position, (_, line))| match line {
            RuleLine::If { label, condition } | RuleLine::Unless { label, condition } => {
                Some((position, label.as_ref(), condition))
            }
            RuleLine::Provenance(_) | RuleLine::Effect(_) | RuleLine::Priority { .. } => None,
        });
        let Some(struck) = in_lines(lines, path, deed, known)? else { return Ok(()) };
        match self.lines.get(struck) {
            Some((_, RuleLine::Unless { .. })) => self.lines.remove(struck),
            _ => return Err(Miss::Whole),
        };
        Ok(())
    }

    fn revise(&mut self, lines: &[(Span, RevisedLine)]) -> Result<(), Miss> {
        let (title, lines) = sorted(lines, of_rule)?;
        self.title = title.or(self.title.take());
        put_by_kind(&mut self.lines, lines, rule_key);
        Ok(())
    }

    fn add(&mut self, lines: &[(Span, RevisedLine)]) -> Result<(), Miss> {
        let (title, lines) = sorted(lines, of_rule)?;
        self.title = title.or(self.title.take());
        self.lines.extend(lines);
        Ok(())
    }
}

fn of_rule(line: &RevisedLine) -> Result<RuleLine, Miss> {
    match line {
        RevisedLine::Rule(line) => Ok(line.clone()),
        _ => Err(Miss::WrongLine("a rule has effects, `to` and its like, `if`, `unless`, `cites` and quoted text")),
    }
}

impl Amendable for Entry {
    fn provenance(&self) -> Vec<&Provenance> {
        let lines = self.lines.iter().map(|(_, line)| line);
        lines.filter_map(|line| if let EntryLine::Provenance(line) = line { Some(line) } else { None }).collect()
    }

    fn conditions(&self) -> Vec<(Option<&Label>, &Expr)> {
        let lines = self.lines.iter().filter_map(|(_, line)| match line {
            EntryLine::Covers { condition, .. } => Some((None, condition)),
            EntryLine::Unless { label, condition } => Some((label.as_ref(), condition)),
            EntryLine::Provenance(_) => None,
        });
        lines.collect()
    }

    fn limb(&mut self, path: &[Label], deed: Deed<'_>) -> Result<(), Miss> {
        let known = near(&self.conditions(), path);
        let lines = self.lines.iter_mut().enumerate().filter_map(|(position, (_, line))| match line {
            EntryLine::Covers { condition, .. } => Some((position, None, condition)),
            EntryLine::Unless { label, condition } => Some((position, label.as_ref(), condition)),
            EntryLine::Provenance(_) => None,
        });
        if let Some(struck) = in_lines(lines, path, deed, known)? {
            self.lines.remove(struck);
        }
        Ok(())
    }

    fn revise(&mut self, lines: &[(Span, RevisedLine)]) -> Result<(), Miss> {
        let (title, lines) = sorted(lines, of_entry)?;
        self.title = title.or(self.title.take());
        let key = |line: &EntryLine| match line {
            EntryLine::Provenance(it) => (Some(discriminant(it)), false, None),
            EntryLine::Covers { .. } => (None, true, None),
            EntryLine::Unless { label, .. } => (None, false, label.as_ref().map(|label| label.node.clone())),
        };
        put_by_kind(&mut self.lines, lines, key);
        Ok(())
    }

    fn add(&mut self, lines: &[(Span, RevisedLine)]) -> Result<(), Miss> {
        let (title, lines) = sorted(lines, of_entry)?;
        self.title = title.or(self.title.take());
        self.lines.extend(lines);
        Ok(())
    }
}

fn of_entry(line: &RevisedLine) -> Result<EntryLine, Miss> {
    Ok(match line {
        RevisedLine::Rule(RuleLine::Provenance(it)) => EntryLine::Provenance(it.clone()),
        RevisedLine::Rule(RuleLine::Unless { label, condition }) => {
            EntryLine::Unless { label: label.clone(), condition: condition.clone() }
        }
        RevisedLine::Covers { variable, ty, condition } => {
            EntryLine::Covers { variable: variable.clone(), ty: ty.clone(), condition: condition.clone() }
        }
        _ => return Err(Miss::WrongLine("an entry has `covers … if`, `unless`, `cites` and quoted text")),
    })
}

impl Amendable for Define {
    fn provenance(&self) -> Vec<&Provenance> {
        let lines = self.lines.iter().map(|(_, line)| line);
        lines.filter_map(|line| if let DefineLine::Provenance(line) = line { Some(line) } else { None }).collect()
    }

    fn conditions(&self) -> Vec<(Option<&Label>, &Expr)> {
        let lines = self.lines.iter().map(|(_, line)| line);
        lines.filter_map(|line| if let DefineLine::As(expr) = line { Some((None, expr)) } else { None }).collect()
    }

    fn limb(&mut self, path: &[Label], deed: Deed<'_>) -> Result<(), Miss> {
        let known = near(&self.conditions(), path);
        let lines = self.lines.iter_mut().enumerate().filter_map(|(position, (_, line))| match line {
            DefineLine::As(expr) => Some((position, None, expr)),
            DefineLine::Provenance(_) => None,
        });
        in_lines(lines, path, deed, known).map(|_| ())
    }

    fn revise(&mut self, lines: &[(Span, RevisedLine)]) -> Result<(), Miss> {
        let (title, lines) = sorted(lines, of_define)?;
        self.title = title.or(self.title.take());
        let key = |line: &DefineLine| match line {
            DefineLine::Provenance(it) => Some(discriminant(it)),
            DefineLine::As(_) => None,
        };
        put_by_kind(&mut self.lines, lines, key);
        Ok(())
    }

    fn add(&mut self, lines: &[(Span, RevisedLine)]) -> Result<(), Miss> {
        let (title, lines) = sorted(lines, of_define)?;
        if lines.iter().any(|(_, line)| matches!(line, DefineLine::As(_))) {
            return Err(Miss::WrongLine("a definition has one `as`: `revise` it"));
        }
        self.title = title.or(self.title.take());
        self.lines.extend(lines);
        Ok(())
    }
}

fn of_define(line: &RevisedLine) -> Result<DefineLine, Miss> {
    Ok(match line {
        RevisedLine::Rule(RuleLine::Provenance(it)) => DefineLine::Provenance(it.clone()),
        RevisedLine::As(expr) => DefineLine::As(expr.clone()),
        _ => return Err(Miss::WrongLine("a definition has `as`, `cites` and quoted text")),
    })
}

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

    fn revise(&mut self, lines: &[(Span, RevisedLine)]) -> Result<(), Miss> {
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

    fn add(&mut self, lines: &[(Span, RevisedLine)]) -> Result<(), Miss> {
        let (title, new) = sorted(lines, of_group)?;
        self.title = title.or(self.title.take());
        match &mut self.body {
            GroupBody::Lines(lines) => lines.extend(new.into_iter().map(|(_, line)| line)),
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

    fn remove(&mut self, gone: &[Expr]) -> Result<(), Miss> {
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
            let mut found = false;
            for line in lines.iter_mut() {
                let GroupLine::Members { members, .. } = line else { continue };
                let before = members.len();
                members.retain(|member| !same(member, one));
                found |= members.len() != before;
            }
            if !found {
                return Err(Miss::NoMember(words(one).unwrap_or_default().to_owned()));
            }
        }
        lines.retain(|line| !matches!(line, GroupLine::Members { members, .. } if members.is_empty()));
        Ok(())
    }
}

/// A group that is made of others, with some members more or fewer.
fn joined(expr: &mut Expr, op: BinaryOp, span: Span, members: Vec<Expr>) {
    let left = expr.clone();
    let right = Expr { span, kind: ExprKind::List(members) };
    expr.kind = ExprKind::Binary { left: Box::new(left), op, op_span: span, right: Box::new(right) };
}

/// What a member or a key is written as.
pub(super) fn words(member: &Expr) -> Option<&str> {
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
            GroupLine::Members { span, sign: None, members, from: None, until: None, note }
        }
        _ => return Err(Miss::WrongLine("a group has members, `cites` and quoted text")),
    })
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

    fn revise(&mut self, lines: &[(Span, RevisedLine)]) -> Result<(), Miss> {
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
                        from: None,
                        until: None,
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
                let version = ValueVersion { span: value.span, label: None, value, from: None, until: None };
                (Vec::new(), vec![version])
            }
            ValueBody::Lines { provenance, versions } => (std::mem::take(provenance), std::mem::take(versions)),
        };
        provenance.retain(|old| sources.iter().all(|new| discriminant(new) != discriminant(old)));
        provenance.extend(sources);
        self.body = ValueBody::Lines { provenance, versions: new.map_or(versions, |new| vec![new]) };
        Ok(())
    }

    fn add(&mut self, _: &[(Span, RevisedLine)]) -> Result<(), Miss> {
        Err(Miss::WrongLine("a value is one thing at a time: `revise` it"))
    }
}
