//! Scenarios and their tables.

use super::{Printer, listed, quoted};
use crate::syntax::ast::{
    Cell, Expect, Expectation, Given, Name, Outcome, RulePath, RuleStatus, Scenario, ScenarioColumn, ScenarioLine,
    ScenarioTable,
};

impl Printer<'_> {
    pub(super) fn scenario(&mut self, node: &Scenario) {
        let kind = if node.table.is_some() { "scenario table" } else { "scenario" };
        self.node(kind, &quoted(&node.title), |it| {
            for line in &node.lines {
                match line {
                    ScenarioLine::Given(given) => it.given("given", given),
                    ScenarioLine::On(day) => it.line("on", &day.node),
                    ScenarioLine::KnownOn(day) => it.line("known on", &day.node),
                    ScenarioLine::Suppose(names) => it.line("suppose", &listed(names)),
                    ScenarioLine::Expect(expect) => it.expect(expect),
                    ScenarioLine::Quote(text) => it.line(">", &text.node),
                }
            }
            if let Some(table) = &node.table {
                it.scenario_table(table);
            }
        });
    }

    fn given(&mut self, kind: &str, given: &Given) {
        let path = self.source(given.path.span);
        self.node(kind, &path, |it| {
            if let Some(value) = &given.value {
                it.expr(value);
            }
            given.fields.iter().for_each(|field| it.given("field", field));
        });
    }

    fn expect(&mut self, expect: &Expect) {
        let word = if expect.negated { "expect not" } else { "expect" };
        let regime = |regime: Option<&Name>| regime.map(|it| format!(" in {}", it.node)).unwrap_or_default();
        match &expect.expectation {
            Expectation::Outcome { outcome: which, by, regime: of } => {
                let by = if by.is_empty() { String::new() } else { format!(" by {}", listed(by)) };
                self.line(word, &format!("outcome {}{by}{}", outcome(which.node), regime(of.as_ref())));
            }
            Expectation::Undetermined { range, regime: of } => {
                let range = range
                    .as_ref()
                    .map(|(from, to)| format!(" from {} to {}", outcome(from.node), outcome(to.node)))
                    .unwrap_or_default();
                self.line(word, &format!("undetermined{range}{}", regime(of.as_ref())));
            }
            Expectation::Beside(which, it) => self.line(word, &format!("{} {}", which.word(), outcome(it.node))),
            Expectation::Classification(codes) if codes.is_empty() => self.line(word, "classification none"),
            Expectation::Classification(codes) => self.line(word, &format!("classification {}", listed(codes))),
            Expectation::Review(None) => self.line(word, "review none"),
            Expectation::Review(Some(policy)) => {
                self.line(word, &format!("review {}", self.source(policy.span)));
            }
            Expectation::Margin { limb, on, value } => {
                self.node(word, &format!("margin of {}", rule_path(limb)), |it| {
                    if let Some(on) = on {
                        it.under_word("on", None, on);
                    }
                    it.under_word("is", None, value);
                });
            }
            Expectation::Rule { path, status: how } => {
                self.line(word, &format!("rule {} {}", rule_path(path), status(how)));
            }
            Expectation::Duty { verb, whom, by } => {
                let by = by.as_ref().map(|by| format!(" by {}", by.node)).unwrap_or_default();
                self.line(word, &format!("duty {} {}{by}", verb.node, quoted(whom)));
            }
            Expectation::Charge { barred, amount, kind } => {
                let barred = if *barred { "barred " } else { "" };
                self.node(word, &format!("{barred}charge as {}", kind.node), |it| it.expr(amount));
            }
            Expectation::Flag(text) => self.line(word, &format!("flag {}", quoted(text))),
            Expectation::Missing(paths) => {
                let paths: Vec<String> = paths.iter().map(|path| self.source(path.span)).collect();
                self.line(word, &format!("missing {}", paths.join(", ")));
            }
            Expectation::RestsOn(names) => self.line(word, &format!("rests on {}", listed(names))),
            Expectation::Saved(names) if names.is_empty() => self.line(word, "saved"),
            Expectation::Saved(names) => self.line(word, &format!("saved by {}", listed(names))),
            Expectation::Unenforced => self.line(word, "unenforced"),
            Expectation::ComplianceNotDue => self.line(word, "compliance not due"),
            Expectation::Holds(expr) => self.under_word(&format!("{word} holds"), None, expr),
        }
    }

    fn scenario_table(&mut self, table: &ScenarioTable) {
        for column in &table.columns {
            match column {
                ScenarioColumn::Variable(name) => self.line("column variable", &name.node),
                ScenarioColumn::Given(path) => self.under_word("column given", None, path),
                ScenarioColumn::Outcome(_) => self.line("column outcome", ""),
                ScenarioColumn::Beside(which) => self.line("column", which.node.word()),
                ScenarioColumn::Classification(_) => self.line("column classification", ""),
                ScenarioColumn::Review(_) => self.line("column review", ""),
                ScenarioColumn::Equals(expr) => self.under_word("column equals", None, expr),
                ScenarioColumn::Note(name) => self.line("column note", &name.node),
            }
        }
        for row in &table.rows {
            self.node("row", "", |it| {
                for cell in &row.cells {
                    match cell {
                        Cell::Empty(_) => it.line("empty", ""),
                        Cell::Expr(expr) => it.expr(expr),
                        Cell::Expect(expect) => it.expect(expect),
                        Cell::Note(text) => it.line("note", &text.node),
                    }
                }
            });
        }
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

fn rule_path(path: &RulePath) -> String {
    let labels: Vec<String> = path.labels.iter().map(|label| format!(" ({})", label.node)).collect();
    format!("{}{}", path.rule.node, labels.concat())
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
