//! Scenarios: facts in columns, expectations in the words of the law, tables aligned.

use super::expressions::quoted;
use super::layout::tight;
use super::lines::Lines;
use super::provisions::{names, path};
use super::vocabulary::one_line;
use crate::source::Span;
use crate::syntax::ast::{
    Cell, Expect, Expectation, Given, Name, Outcome, RuleStatus, Scenario, ScenarioColumn, ScenarioLine, ScenarioTable,
};

impl Lines<'_> {
    pub(super) fn scenario(&mut self, it: &Scenario) {
        let word = if it.table.is_some() { "scenario table" } else { "scenario" };
        let line = format!("{word} {}", quoted(&it.title.node));
        self.line(Span::new(it.span.start, it.title.span.end), 0, &tight(&line));
        for line in &it.lines {
            match line {
                ScenarioLine::Given(given) => self.given(given, 1, "given ", 0),
                ScenarioLine::On(day) => self.line(day.span, 1, &format!("on {}", day.node)),
                ScenarioLine::KnownOn(day) => self.line(day.span, 1, &format!("known on {}", day.node)),
                ScenarioLine::Suppose(all) => {
                    let span = all.iter().map(|name| name.span).reduce(Span::to).unwrap_or(it.title.span);
                    self.line(span, 1, &format!("suppose {}", names(all)));
                }
                ScenarioLine::Expect(expect) => match &expect.expectation {
                    Expectation::Holds(condition) => {
                        let not = if expect.negated { " not" } else { "" };
                        self.tail(expect.span.start, 1, &format!("expect{not}"), condition);
                    }
                    _ => {
                        let words = format!("expect {}", self.expect(expect));
                        self.line(expect.span, 1, &words);
                    }
                },
                ScenarioLine::Quote(text) => self.quote(text, 1),
            }
        }
        if let Some(table) = &it.table {
            self.scenario_table(table);
        }
    }

    fn given(&mut self, it: &Given, level: usize, before: &str, width: usize) {
        let path = self.inline(&it.path);
        let start = it.span.start;
        match &it.value {
            Some(value) => {
                let gap = " ".repeat(width.saturating_sub(path.chars().count()));
                let line = format!("{before}{path}{} =", tight(&gap));
                self.tail(start, level, &line, value);
            }
            None => self.line(Span::new(start, it.path.span.end), level, &format!("{before}{path}")),
        }
        // The equals signs of what stands below in one column.
        let valued = it.fields.iter().filter(|field| field.value.is_some());
        let widest = valued.map(|field| self.inline(&field.path).chars().count()).max().unwrap_or(0);
        for field in &it.fields {
            self.given(field, level + 1, "", widest);
        }
    }

    fn expect(&self, expect: &Expect) -> String {
        let not = if expect.negated { "not " } else { "" };
        format!("{not}{}", self.expectation(&expect.expectation))
    }

    fn expectation(&self, it: &Expectation) -> String {
        match it {
            Expectation::Outcome { outcome: what, by, regime } => {
                let by = if by.is_empty() { String::new() } else { format!(" by {}", names(by)) };
                format!("{}{by}{}", outcome(what.node), of_regime(regime.as_ref()))
            }
            Expectation::Undetermined { range, regime } => {
                let range = range
                    .as_ref()
                    .map_or_else(String::new, |(a, b)| format!(" from {} to {}", outcome(a.node), outcome(b.node)));
                format!("undetermined{range}{}", of_regime(regime.as_ref()))
            }
            Expectation::Beside(which, what) => format!("{} {}", which.word(), outcome(what.node)),
            Expectation::Classification(codes) if codes.is_empty() => "classification none".to_owned(),
            Expectation::Classification(codes) => {
                let codes: Vec<&str> = codes.iter().map(|code| code.node.as_str()).collect();
                format!("classification {}", codes.join(", "))
            }
            Expectation::Review(None) => "review none".to_owned(),
            Expectation::Review(Some(how)) => format!("review {}", how.node.words()),
            Expectation::Margin { limb, on, value } => {
                let on = on.as_ref().map_or_else(String::new, |on| format!(" on {}", self.inline(on)));
                format!("margin of {}{on} is {}", path(limb), self.inline(value))
            }
            Expectation::Rule { path: limb, status } => format!("rule {} {}", path(limb), Self::status(status)),
            Expectation::Duty { verb, whom, by } => {
                let by = by.as_ref().map_or_else(String::new, |day| format!(" by {}", day.node));
                format!("duty {} {}{by}", verb.node, quoted(&whom.node))
            }
            Expectation::Charge { barred, amount, kind } => {
                let barred = if *barred { "barred " } else { "" };
                format!("{barred}charge {} as {}", self.inline(amount), tight(&kind.node))
            }
            Expectation::Flag(text) => format!("flag {}", quoted(&text.node)),
            Expectation::Missing(paths) => format!("missing {}", self.comma(paths)),
            Expectation::RestsOn(rules) => format!("rests on {}", names(rules)),
            Expectation::Saved(clauses) if clauses.is_empty() => "saved".to_owned(),
            Expectation::Saved(clauses) => format!("saved by {}", names(clauses)),
            Expectation::Unenforced => "unenforced".to_owned(),
            Expectation::ComplianceNotDue => "compliance not due".to_owned(),
            Expectation::Holds(condition) => self.inline(condition),
        }
    }

    fn status(status: &RuleStatus) -> String {
        match status {
            RuleStatus::Applies => "applies".to_owned(),
            RuleStatus::DoesNotApply => "does not apply".to_owned(),
            RuleStatus::Undetermined => "is undetermined".to_owned(),
            RuleStatus::DefeatedBy(name) => format!("is defeated by {}", name.node),
            RuleStatus::BarredBy(name) => format!("is barred by {}", name.node),
            RuleStatus::Holds => "holds".to_owned(),
            RuleStatus::Fails => "fails".to_owned(),
        }
    }

    fn scenario_table(&mut self, table: &ScenarioTable) {
        let heads: Vec<String> = table.columns.iter().map(|column| self.head(column)).collect();
        let spans = table.columns.iter().map(column_span).reduce(Span::to);
        let mut rows = Vec::new();
        if let Some(span) = spans {
            rows.push((span, heads));
        }
        for row in &table.rows {
            let cells = row.cells.iter().map(|cell| match cell {
                Cell::Empty(_) => String::new(),
                Cell::Expr(expr) => self.inline(expr),
                Cell::Expect(expect) => one_line(self.words(expect.span)),
                Cell::Note(text) => text.node.trim().to_owned(),
            });
            rows.push((row.span, cells.collect()));
        }
        self.aligned(&rows);
    }

    fn head(&self, column: &ScenarioColumn) -> String {
        match column {
            ScenarioColumn::Variable(name) | ScenarioColumn::Note(name) => name.node.clone(),
            ScenarioColumn::Given(path) => self.inline(path),
            ScenarioColumn::Outcome(_) => "expect outcome".to_owned(),
            ScenarioColumn::Beside(which) => format!("expect {}", which.node.word()),
            ScenarioColumn::Classification(_) => "expect classification".to_owned(),
            ScenarioColumn::Review(_) => "expect review".to_owned(),
            ScenarioColumn::Equals(path) => format!("expect {}", self.inline(path)),
        }
    }
}

fn column_span(column: &ScenarioColumn) -> Span {
    match column {
        ScenarioColumn::Variable(name) | ScenarioColumn::Note(name) => name.span,
        ScenarioColumn::Given(path) | ScenarioColumn::Equals(path) => path.span,
        ScenarioColumn::Beside(which) => which.span,
        ScenarioColumn::Outcome(span) | ScenarioColumn::Classification(span) | ScenarioColumn::Review(span) => *span,
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NoLicenseRequired => "no license required",
        Outcome::Authorized => "authorized",
        Outcome::LicenseRequired => "requires license",
        Outcome::Prohibited => "prohibited",
    }
}

fn of_regime(regime: Option<&Name>) -> String {
    regime.map_or_else(String::new, |name| format!(" in {}", name.node))
}
