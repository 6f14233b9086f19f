//! Rules, entries and definitions: lines, and conditions with limbs.

use super::{Amendable, in_lines, near, put_by_kind, sorted};
use crate::enact::amend::limbs::{Deed, Miss};
use crate::source::Span;
use crate::syntax::ast::{
    Define, DefineLine, Effect, Entry, EntryLine, Expr, Label, Priority, Provenance, RevisedLine, Rule, RuleLine,
};
use crate::value::Date;
use std::mem::{Discriminant, discriminant};

/// Which lines of a rule are of one kind. An `unless` with a label is a kind of its own.
#[derive(PartialEq)]
enum RuleKey {
    Provenance(Discriminant<Provenance>),
    Effect(Discriminant<Effect>),
    Priority(Priority),
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

    fn revise(&mut self, lines: &[(Span, RevisedLine)], _: Option<Date>) -> Result<(), Miss> {
        let (title, lines) = sorted(lines, of_rule)?;
        self.title = title.or(self.title.take());
        put_by_kind(&mut self.lines, lines, rule_key);
        Ok(())
    }

    fn add(&mut self, lines: &[(Span, RevisedLine)], _: Option<Date>) -> Result<(), Miss> {
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

    fn revise(&mut self, lines: &[(Span, RevisedLine)], _: Option<Date>) -> Result<(), Miss> {
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

    fn add(&mut self, lines: &[(Span, RevisedLine)], _: Option<Date>) -> Result<(), Miss> {
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

    fn revise(&mut self, lines: &[(Span, RevisedLine)], _: Option<Date>) -> Result<(), Miss> {
        let (title, lines) = sorted(lines, of_define)?;
        self.title = title.or(self.title.take());
        let key = |line: &DefineLine| match line {
            DefineLine::Provenance(it) => Some(discriminant(it)),
            DefineLine::As(_) => None,
        };
        put_by_kind(&mut self.lines, lines, key);
        Ok(())
    }

    fn add(&mut self, lines: &[(Span, RevisedLine)], _: Option<Date>) -> Result<(), Miss> {
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
