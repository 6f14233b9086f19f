//! Units, enums, records, facts, groups, tables and values.

use super::expression::units;
use super::{Printer, listed, quoted, titled};
use crate::syntax::ast::{
    DateText, Enum, Fact, FactLine, Field, Group, GroupBody, GroupLine, LineDays, Record, Sign, Table, TableRow, Unit,
    Value, ValueBody,
};

impl Printer<'_> {
    pub(super) fn unit(&mut self, unit: &Unit) {
        self.node("unit", &titled(&unit.name, unit.title.as_ref()), |it| {
            if let Some((factor, product)) = &unit.definition {
                let factor = factor.as_ref().map(|factor| format!("{} ", factor.node)).unwrap_or_default();
                it.line("=", &format!("{factor}{}", units(product)));
            }
            if unit.currency.is_some() {
                it.line("currency", "");
            }
        });
    }

    pub(super) fn enumeration(&mut self, node: &Enum) {
        self.node("enum", &titled(&node.name, node.title.as_ref()), |it| {
            for alternative in &node.alternatives {
                let code = alternative.code.as_ref().map(|code| format!(" code {}", quoted(code))).unwrap_or_default();
                it.line("alternative", &format!("{}{code}", titled(&alternative.name, alternative.title.as_ref())));
            }
        });
    }

    pub(super) fn record(&mut self, node: &Record) {
        let key = node.key.as_ref().map(|key| format!(" key {}", key.node)).unwrap_or_default();
        self.node("record", &format!("{}{key}", titled(&node.name, node.title.as_ref())), |it| {
            it.fields("field", &node.fields);
        });
    }

    fn fields(&mut self, kind: &str, fields: &[Field]) {
        for field in fields {
            let words = format!("{} : {}", titled(&field.name, field.title.as_ref()), self.ty(&field.ty));
            self.node(kind, &words, |it| {
                if let Some(default) = &field.default {
                    it.under_word("default", None, default);
                }
            });
        }
    }

    pub(super) fn fact(&mut self, node: &Fact) {
        let words = format!("{} : {}", titled(&node.name, node.title.as_ref()), self.ty(&node.ty));
        self.node("fact", &words, |it| {
            for line in &node.lines {
                match line {
                    FactLine::Day(of) => it.under_word("day", None, of),
                    FactLine::Actor(of) => it.under_word("actor", None, of),
                }
            }
        });
    }

    pub(super) fn group(&mut self, node: &Group) {
        let words = format!("{} of {}", titled(&node.name, node.title.as_ref()), self.ty(&node.of));
        self.node("group", &words, |it| match &node.body {
            GroupBody::Expr(expr) => it.expr(expr),
            GroupBody::Lines(lines) => lines.iter().for_each(|line| it.group_line(line)),
        });
    }

    fn group_line(&mut self, line: &GroupLine) {
        match line {
            GroupLine::Provenance(provenance) => self.provenance(provenance),
            GroupLine::Members { span: _, sign, members, days, note } => {
                let word = match sign {
                    None => "members",
                    Some(Sign::Joined) => "joined",
                    Some(Sign::Left) => "left",
                };
                let words = note.as_ref().map(quoted).unwrap_or_default();
                let when = dated(days);
                self.exprs(word, [when, words].join(" ").trim(), members);
            }
        }
    }

    pub(super) fn table(&mut self, node: &Table) {
        let key = node.key.as_ref().map(|key| format!(" key {}", key.node)).unwrap_or_default();
        let from = node.from.as_ref().map(|from| format!(" from {}", quoted(from))).unwrap_or_default();
        self.node("table", &format!("{}{key}{from}", titled(&node.name, node.title.as_ref())), |it| {
            it.fields("column", &node.columns);
            if !node.header.is_empty() {
                it.line("header", &listed(&node.header));
            }
            for row in &node.rows {
                it.row(row);
            }
        });
    }

    pub(super) fn row(&mut self, row: &TableRow) {
        self.node("row", "", |it| {
            for cell in &row.cells {
                match cell {
                    Some(expr) => it.expr(expr),
                    None => it.line("empty", ""),
                }
            }
        });
    }

    pub(super) fn value(&mut self, node: &Value) {
        let words = format!("{} : {}", titled(&node.name, node.title.as_ref()), self.ty(&node.ty));
        self.node("value", &words, |it| match &node.body {
            ValueBody::Expr(expr) => it.expr(expr),
            ValueBody::Lines { provenance, versions } => {
                for line in provenance {
                    it.provenance(line);
                }
                for version in versions {
                    let label = version.label.as_ref().map(|label| format!("({}) ", label.node)).unwrap_or_default();
                    let life = dated(&version.days);
                    it.node("version", format!("{label}{life}").trim(), |it| it.expr(&version.value));
                }
            }
        });
    }
}

/// `from D until E published F`
fn dated(days: &LineDays) -> String {
    let published = days.published.as_ref().map(|day| format!("published {}", day.node));
    let life = life(days.from.as_ref(), days.until.as_ref());
    [Some(life), published].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// `from D until E`
pub(super) fn life(from: Option<&DateText>, until: Option<&DateText>) -> String {
    let from = from.map(|day| format!("from {}", day.node));
    let until = until.map(|day| format!("until {}", day.node));
    let words: Vec<String> = from.into_iter().chain(until).collect();
    words.join(" ")
}
