//! Declarations taken alike, whatever they declare: their names, their titles, and the lines that say where they come from.

use crate::source::Span;
use crate::syntax::ast::{
    Declaration, DefineLine, EntryLine, GroupBody, GroupLine, LineDays, Name, Provenance, RuleKind, RuleLine, Text,
    ValueBody, ValueVersion,
};

/// The name of a declaration that has one. Imports have none, scenarios go by their titles.
pub(super) fn name(tree: &Declaration) -> Option<&Name> {
    Some(match tree {
        Declaration::Unit(it) => &it.name,
        Declaration::Enum(it) => &it.name,
        Declaration::Record(it) => &it.name,
        Declaration::Fact(it) => &it.name,
        Declaration::Group(it) => &it.name,
        Declaration::Table(it) => &it.name,
        Declaration::Value(it) => &it.name,
        Declaration::Define(it) => &it.name,
        Declaration::Instrument(it) => &it.name,
        Declaration::Entry(it) => &it.code,
        Declaration::Rule(it) => &it.name,
        Declaration::Amendment(it) => &it.name,
        Declaration::Import(_) | Declaration::Scenario(_) | Declaration::Broken(_) => return None,
    })
}

/// Its title.
pub(super) fn title(tree: &Declaration) -> Option<&Text> {
    match tree {
        Declaration::Unit(it) => it.title.as_ref(),
        Declaration::Enum(it) => it.title.as_ref(),
        Declaration::Record(it) => it.title.as_ref(),
        Declaration::Fact(it) => it.title.as_ref(),
        Declaration::Group(it) => it.title.as_ref(),
        Declaration::Table(it) => it.title.as_ref(),
        Declaration::Value(it) => it.title.as_ref(),
        Declaration::Define(it) => it.title.as_ref(),
        Declaration::Instrument(it) => it.title.as_ref(),
        Declaration::Entry(it) => it.title.as_ref(),
        Declaration::Rule(it) => it.title.as_ref(),
        Declaration::Amendment(it) => it.title.as_ref(),
        Declaration::Import(_) | Declaration::Scenario(_) | Declaration::Broken(_) => None,
    }
}

/// The word it begins with.
pub(super) fn word(tree: &Declaration) -> &'static str {
    match tree {
        Declaration::Import(_) => "import",
        Declaration::Unit(_) => "unit",
        Declaration::Enum(_) => "enum",
        Declaration::Record(_) => "record",
        Declaration::Fact(_) => "fact",
        Declaration::Group(_) => "group",
        Declaration::Table(_) => "table",
        Declaration::Value(_) => "value",
        Declaration::Define(_) => "define",
        Declaration::Instrument(_) => "instrument",
        Declaration::Entry(_) => "entry",
        Declaration::Rule(it) if it.kind == RuleKind::Exception => "exception",
        Declaration::Rule(_) => "rule",
        Declaration::Amendment(_) => "amendment",
        Declaration::Scenario(_) => "scenario",
        Declaration::Broken(_) => "",
    }
}

/// Whether it is a provision, or a table: what has versions, and what amendments change.
pub(super) fn is_provision(tree: &Declaration) -> bool {
    matches!(
        tree,
        Declaration::Group(_)
            | Declaration::Value(_)
            | Declaration::Define(_)
            | Declaration::Entry(_)
            | Declaration::Rule(_)
            | Declaration::Table(_)
    )
}

/// The lines of a provision that say where it comes from.
pub(super) fn provenance(tree: &Declaration) -> Vec<&Provenance> {
    match tree {
        Declaration::Group(it) => match &it.body {
            GroupBody::Lines(lines) => lines.iter().filter_map(of_group).collect(),
            GroupBody::Expr(_) => Vec::new(),
        },
        Declaration::Value(it) => match &it.body {
            ValueBody::Lines { provenance, .. } => provenance.iter().collect(),
            ValueBody::Expr(_) => Vec::new(),
        },
        Declaration::Define(it) => it.lines.iter().filter_map(of_define).collect(),
        Declaration::Entry(it) => it.lines.iter().filter_map(of_entry).collect(),
        Declaration::Rule(it) => it.lines.iter().filter_map(of_rule).collect(),
        _ => Vec::new(),
    }
}

/// What is to be said of a provision's origin in other words than its own.
#[derive(Debug, Default)]
pub(super) struct Origin {
    /// An `under` line, which it lacks.
    pub(super) under: Option<Provenance>,
    /// `from` and `until` lines in place of its own.
    pub(super) dates: Option<Vec<Provenance>>,
}

impl Origin {
    fn is_empty(&self) -> bool {
        self.under.is_none() && self.dates.is_none()
    }
}

/// Says it. A group that is made of others has no such lines, and stays as it is.
pub(super) fn set_origin(tree: &mut Declaration, origin: Origin) {
    if origin.is_empty() {
        return;
    }
    match tree {
        Declaration::Group(it) => {
            if let GroupBody::Lines(lines) = &mut it.body {
                set(lines, origin, of_group, GroupLine::Provenance);
            }
        }
        Declaration::Value(it) => {
            if let ValueBody::Expr(value) = &it.body {
                let version =
                    ValueVersion { span: value.span, label: None, value: value.clone(), days: LineDays::default() };
                it.body = ValueBody::Lines { provenance: Vec::new(), versions: vec![version] };
            }
            if let ValueBody::Lines { provenance, .. } = &mut it.body {
                set(provenance, origin, of_value, |line| line);
            }
        }
        Declaration::Define(it) => {
            set(&mut it.lines, origin, of_define, |line| (span(&line), DefineLine::Provenance(line)));
        }
        Declaration::Entry(it) => {
            set(&mut it.lines, origin, of_entry, |line| (span(&line), EntryLine::Provenance(line)));
        }
        Declaration::Rule(it) => {
            set(&mut it.lines, origin, of_rule, |line| (span(&line), RuleLine::Provenance(line)));
        }
        _ => {}
    }
}

/// Dates stand where dates stood, or behind the instrument and the citations.
fn set<L>(lines: &mut Vec<L>, origin: Origin, of: impl Fn(&L) -> Option<&Provenance>, line: impl Fn(Provenance) -> L) {
    if let Some(dates) = origin.dates {
        let dated = |it: &L| matches!(of(it), Some(Provenance::From(_) | Provenance::Until(_)));
        let source = |it: &L| matches!(of(it), Some(Provenance::Under(_) | Provenance::Cites(_)));
        let behind = lines.iter().rposition(source).map_or(0, |at| at + 1);
        let at = lines.iter().position(dated).unwrap_or(behind);
        lines.retain(|it| !dated(it));
        let at = at.min(lines.len());
        lines.splice(at..at, dates.into_iter().map(&line));
    }
    if let Some(under) = origin.under {
        lines.insert(0, line(under));
    }
}

fn of_group(line: &GroupLine) -> Option<&Provenance> {
    match line {
        GroupLine::Provenance(line) => Some(line),
        GroupLine::Members { .. } => None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "beside the lines of the other kinds")]
fn of_value(line: &Provenance) -> Option<&Provenance> {
    Some(line)
}

fn of_define(line: &(Span, DefineLine)) -> Option<&Provenance> {
    match &line.1 {
        DefineLine::Provenance(line) => Some(line),
        DefineLine::As(_) => None,
    }
}

fn of_entry(line: &(Span, EntryLine)) -> Option<&Provenance> {
    match &line.1 {
        EntryLine::Provenance(line) => Some(line),
        _ => None,
    }
}

fn of_rule(line: &(Span, RuleLine)) -> Option<&Provenance> {
    match &line.1 {
        RuleLine::Provenance(line) => Some(line),
        _ => None,
    }
}

fn span(line: &Provenance) -> Span {
    match line {
        Provenance::Under(name) => name.span,
        Provenance::Cites(text) | Provenance::Quote(text) => text.span,
        Provenance::From(day) | Provenance::Until(day) => day.span,
    }
}
