//! What rules talk about: names, types and titles in columns, tables aligned.

use super::expressions::quoted;
use super::layout::{columns, tight};
use super::lines::Lines;
use super::pieces::Step;
use crate::source::Span;
use crate::syntax::ast::{
    Declaration, Enum, Fact, FactLine, Field, Group, GroupBody, GroupLine, LineDays, Name, Record, Sign, Table,
    TableRow, Text, Type, TypeKind, Unit, Value, ValueBody, ValueVersion,
};

impl Lines<'_> {
    /// A declaration, the blank lines and comments before it included.
    pub(super) fn declaration(&mut self, declaration: &Declaration) {
        match declaration {
            Declaration::Import(it) => self.line(it.span, 0, &format!("import {}", it.path.node)),
            Declaration::Unit(it) => self.unit(it),
            Declaration::Enum(it) => self.enumeration(it),
            Declaration::Record(it) => self.record(it),
            Declaration::Fact(it) => self.fact(it),
            Declaration::Group(it) => self.group(it),
            Declaration::Table(it) => self.table(it),
            Declaration::Value(it) => self.value(it),
            Declaration::Define(it) => self.define(it),
            Declaration::Instrument(it) => self.instrument(it),
            Declaration::Entry(it) => self.entry(it),
            Declaration::Rule(it) => self.rule(it),
            Declaration::Amendment(it) => self.amendment(it),
            Declaration::Scenario(it) => self.scenario(it),
            // A text with broken declarations is refused before it comes here.
            Declaration::Broken(_) => {}
        }
    }

    fn unit(&mut self, unit: &Unit) {
        let mut line = format!("unit {}{}", unit.name.node, title(unit.title.as_ref()));
        let mut end = unit.title.as_ref().map_or(unit.name.span.end, |title| title.span.end);
        if let Some((factor, expr)) = &unit.definition {
            let factor = factor.as_ref().map_or_else(String::new, |factor| format!("{} ", factor.node));
            line = format!("{line} = {factor}{}", one_line(self.words(expr.span)));
            end = expr.span.end;
        }
        self.line(Span::new(unit.span.start, end), 0, &tight(&line));
        if let Some(span) = unit.currency {
            self.line(span, 1, "currency");
        }
    }

    fn enumeration(&mut self, it: &Enum) {
        self.header(it.span.start, &it.name, it.title.as_ref(), "enum", "", None);
        let titled = it.alternatives.iter().filter(|one| one.title.is_some());
        let widest = titled.map(|one| columns(&one.name.node)).max().unwrap_or(0);
        for one in &it.alternatives {
            let gap = if one.title.is_some() { " ".repeat(widest - columns(&one.name.node)) } else { String::new() };
            let code = one.code.as_ref().map_or_else(String::new, |code| format!(" code {}", quoted(&code.node)));
            let line = format!("{}{}{}{code}", one.name.node, tight(&gap), title(one.title.as_ref()));
            self.line(one.span, 1, &line);
        }
    }

    /// `record Party "title" key id`: a word, a name, a title and what stands behind. It stays on one line, however wide.
    pub(super) fn header(
        &mut self,
        start: u32,
        name: &Name,
        text: Option<&Text>,
        word: &str,
        behind: &str,
        end: Option<u32>,
    ) {
        let last = end.or_else(|| text.map(|text| text.span.end)).unwrap_or(name.span.end);
        let behind = if behind.is_empty() { String::new() } else { format!(" {behind}") };
        self.line(Span::new(start, last), 0, &tight(&format!("{word} {}{}{behind}", name.node, title(text))));
    }

    fn record(&mut self, it: &Record) {
        let key = it.key.as_ref().map_or_else(String::new, |key| format!("key {}", key.node));
        let end = it.key.as_ref().map(|key| key.span.end);
        self.header(it.span.start, &it.name, it.title.as_ref(), "record", &key, end);
        self.fields(&it.fields);
    }

    /// Fields with their colons in one column.
    fn fields(&mut self, fields: &[Field]) {
        let widest = fields.iter().map(|field| field.name.node.chars().count()).max().unwrap_or(0);
        for field in fields {
            let gap = " ".repeat(widest - field.name.node.chars().count().min(widest));
            let default =
                field.default.as_ref().map_or_else(String::new, |value| format!(" default {}", self.inline(value)));
            let ty = self.ty(&field.ty);
            // A name and its type stay on one line.
            let name = tight(&format!("{}{gap} : {ty}", field.name.node));
            self.line(field.span, 1, &format!("{name}{}{default}", title(field.title.as_ref())));
        }
    }

    pub(super) fn ty(&self, ty: &Type) -> String {
        match &ty.kind {
            TypeKind::Named(name) => name.clone(),
            TypeKind::Number { money, unit, bounds } => {
                let mut words = if *money { "Money" } else { "Number" }.to_owned();
                if let Some(unit) = unit {
                    words = format!("{words} in {}", one_line(self.words(unit.span)));
                }
                match (&bounds.at_least, &bounds.at_most) {
                    (Some(low), Some(high)) => {
                        format!("{words} between {} and {}", self.inline(low), self.inline(high))
                    }
                    (Some(low), None) => format!("{words} at least {}", self.inline(low)),
                    (None, Some(high)) => format!("{words} at most {}", self.inline(high)),
                    (None, None) => words,
                }
            }
            TypeKind::List(of) => format!("list of {}", self.ty(of)),
            TypeKind::Group(of) => format!("group of {}", self.ty(of)),
            TypeKind::Row(table) => format!("row of {}", table.node),
            TypeKind::Optional(of) => format!("optional {}", self.ty(of)),
        }
    }

    fn fact(&mut self, it: &Fact) {
        let end = it.title.as_ref().map_or(it.ty.span.end, |title| title.span.end);
        let line = format!("fact {} : {}{}", it.name.node, self.ty(&it.ty), title(it.title.as_ref()));
        self.line(Span::new(it.span.start, end), 0, &tight(&line));
        // `day` and `actor` in columns.
        let wide = it.lines.iter().any(|line| matches!(line, FactLine::Actor(_)));
        for line in &it.lines {
            let (word, expr) = match line {
                FactLine::Day(expr) => (if wide { "day  " } else { "day" }, expr),
                FactLine::Actor(expr) => ("actor", expr),
            };
            let words = format!("{} {}", tight(word), self.inline(expr));
            self.line(expr.span, 1, &words);
        }
    }

    fn group(&mut self, it: &Group) {
        let head = format!("group {}{} of {}", it.name.node, title(it.title.as_ref()), self.ty(&it.of));
        match &it.body {
            GroupBody::Expr(expr) => {
                self.tail(it.span.start, 0, &format!("{} =", tight(&head)), expr);
            }
            GroupBody::Lines(lines) => {
                self.line(Span::new(it.span.start, it.of.span.end), 0, &tight(&head));
                for line in lines {
                    self.group_line(line);
                }
            }
        }
    }

    fn group_line(&mut self, line: &GroupLine) {
        match line {
            GroupLine::Provenance(line) => self.provenance(None, line),
            GroupLine::Members { span, sign, members, days, note } => {
                let sign = match sign {
                    Some(Sign::Joined) => "+ ",
                    Some(Sign::Left) => "- ",
                    None => "",
                };
                let mut words = format!("{sign}{}{}", self.members(members), days_of(days));
                if let Some(note) = note {
                    words = format!("{words} {}", quoted(&note.node));
                }
                self.line(*span, 1, &words);
            }
        }
    }

    fn table(&mut self, it: &Table) {
        let mut behind = it.key.as_ref().map_or_else(String::new, |key| format!("key {}", key.node));
        let mut end = it.key.as_ref().map(|key| key.span.end);
        if let Some(from) = &it.from {
            let gap = if behind.is_empty() { "" } else { " " };
            behind = format!("{behind}{gap}from {}", quoted(&from.node));
            end = Some(from.span.end);
        }
        self.header(it.span.start, &it.name, it.title.as_ref(), "table", &behind, end);
        self.fields(&it.columns);
        let (Some(first), Some(last)) = (it.header.first(), it.header.last()) else { return };
        let heads = it.header.iter().map(|name| name.node.clone()).collect();
        let mut rows = vec![(Span::new(first.span.start, last.span.end), heads)];
        rows.extend(it.rows.iter().map(|row| self.cells(row)));
        self.aligned(&rows);
    }

    /// The words of a row, cell by cell.
    pub(super) fn cells(&self, row: &TableRow) -> (Span, Vec<String>) {
        let cells = row.cells.iter();
        (row.span, cells.map(|cell| cell.as_ref().map_or_else(String::new, |cell| self.inline(cell))).collect())
    }

    /// Rows with their bars in columns.
    pub(super) fn aligned(&mut self, rows: &[(Span, Vec<String>)]) {
        let columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|column| rows.iter().filter_map(|(_, cells)| cells.get(column)).map(|it| it.chars().count()).max())
            .map(|widest| widest.unwrap_or(0))
            .collect();
        for (span, cells) in rows {
            let mut line = String::from("|");
            for (cell, width) in cells.iter().zip(&widths) {
                let gap = width.saturating_sub(cell.chars().count());
                line = format!("{line} {cell}{} |", " ".repeat(gap));
            }
            // A row is one line, however wide.
            self.line(*span, 1, &tight(&line));
        }
    }

    fn value(&mut self, it: &Value) {
        let head = format!("value {} : {}{}", it.name.node, self.ty(&it.ty), title(it.title.as_ref()));
        match &it.body {
            ValueBody::Expr(expr) => {
                self.tail(it.span.start, 0, &format!("{} =", tight(&head)), expr);
            }
            ValueBody::Lines { provenance, versions } => {
                let end = it.title.as_ref().map_or(it.ty.span.end, |title| title.span.end);
                self.line(Span::new(it.span.start, end), 0, &tight(&head));
                for line in provenance {
                    self.provenance(None, line);
                }
                for version in versions {
                    self.version(version);
                }
            }
        }
    }

    fn version(&mut self, it: &ValueVersion) {
        let label = it.label.as_ref().map_or_else(String::new, |label| format!("({}) ", label.node));
        let words = format!("{label}{}{}", self.inline(&it.value), days_of(&it.days));
        let step = it.label.as_ref().map(|label| Step::Label(label.node.clone()));
        self.part(step, |lines| lines.line(it.span, 1, &words));
    }
}

/// The days behind what is dated: ` from D until E published F`.
fn days_of(days: &LineDays) -> String {
    let days = [("from", &days.from), ("until", &days.until), ("published", &days.published)];
    days.into_iter().filter_map(|(word, day)| Some(format!(" {word} {}", day.as_ref()?.node))).collect()
}

/// A title behind a name.
pub(super) fn title(text: Option<&Text>) -> String {
    text.map_or_else(String::new, |text| format!(" {}", quoted(&text.node)))
}

/// Words with single spaces between them.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
