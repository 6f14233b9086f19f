//! Scenarios: facts that fit the records, expectations that can be met. Tables unfold into one scenario a row.

use super::margins::limb_at;
use super::scope::Scope;
use super::typed::{Expect, Expectation, Expr, ExprKind, RuleStatus, Scenario};
use super::{Checker, Error, Type};
use crate::diagnostic::did_you_mean;
use crate::enact::day;
use crate::source::Span;
use crate::syntax::ast::{self, Cell, Expectation as Written, ScenarioColumn, ScenarioLine};

/// A row of a scenario table: the table, the types of its variables, the cells, and its number.
type Row<'w> = (&'w ast::ScenarioTable, &'w [Option<Type>], &'w ast::ScenarioRow, usize);

impl Checker<'_> {
    /// Every scenario.
    pub(super) fn scenarios(&mut self) {
        let written: Vec<&ast::Scenario> = self.enacted.vocabulary.scenarios.clone();
        for one in written {
            match &one.table {
                None => self.scenario_from_here(one, None),
                Some(table) => {
                    let table = self.heads(table);
                    let types = self.column_types(one, &table);
                    for (number, row) in table.rows.iter().enumerate() {
                        self.scenario_from_here(one, Some((&table, &types, row, number + 1)));
                    }
                }
            }
        }
    }

    /// A scenario that sees the law from elsewhere may speak of limbs that are not there when it is seen from here: what
    /// is wrong with it is found from there.
    fn scenario_from_here(&mut self, written: &ast::Scenario, row: Option<Row<'_>>) {
        let before = std::mem::take(self.bag);
        let made = self.scenario(written, row);
        self.unworkable_in(&made);
        let found = std::mem::replace(self.bag, before);
        if made.standpoint(&self.law.instruments) == self.law.standpoint {
            self.bag.append(found);
        }
        self.law.scenarios.push(made);
    }

    fn scenario(&mut self, written: &ast::Scenario, row: Option<Row<'_>>) -> Scenario {
        let mut scope = Scope::trusting();
        let mut made = Scenario::new(written.title.node.clone(), written.title.span);
        if let Some((table, types, row, number)) = row {
            made.span = row.span;
            let mut label = format!("row {number}");
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                match (column, cell) {
                    (ScenarioColumn::Note(name), Cell::Note(text)) if name.node == "case" && !text.node.is_empty() => {
                        label.clone_from(&text.node);
                    }
                    (ScenarioColumn::Variable(name), Cell::Expr(value)) => {
                        let wanted = types.get(made.bindings.len()).and_then(Option::as_ref);
                        let value = match wanted {
                            Some(Type::Broken) => Self::broken(value.span),
                            wanted => self.expr(&mut scope, value, wanted),
                        };
                        scope.bind(&name.node, value.ty.clone());
                        made.bindings.push(value);
                    }
                    (ScenarioColumn::Variable(name), _) => {
                        scope.bind(&name.node, Type::Broken);
                        made.bindings.push(Self::broken(row.span));
                    }
                    _ => {}
                }
            }
            made.title = format!("{}: {label}", written.title.node);
        }
        for line in &written.lines {
            self.scenario_line(&mut scope, line, &mut made);
        }
        if let Some((table, _, row, _)) = row {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                self.scenario_cell(&mut scope, column, cell, &mut made);
            }
        }
        made.givens = self.in_order(made.givens);
        let silent = !written.lines.iter().any(|line| matches!(line, ScenarioLine::Expect(_)));
        if silent && row.is_none() {
            self.report(Error::BadProvision {
                name: written.title.node.clone(),
                what: "expects nothing, so it cannot fail".to_owned(),
                span: written.title.span,
                help: "add a line such as `expect requires license`".to_owned(),
            });
        }
        made
    }

    fn scenario_line(&mut self, scope: &mut Scope, line: &ScenarioLine, made: &mut Scenario) {
        match line {
            ScenarioLine::Given(given) => self.given_fact(scope, None, given, &mut made.givens),
            ScenarioLine::On(text) => made.on = day(text, self.bag),
            ScenarioLine::KnownOn(text) => made.known_on = day(text, self.bag),
            ScenarioLine::Suppose(names) => {
                for name in names {
                    if let Some(crate::resolve::Term::Instrument(id)) = self.names.term(&name.node) {
                        made.suppose.push(id);
                    } else {
                        let known = self.law.instruments.iter().map(|it| it.name.node.as_str());
                        let help = did_you_mean(&name.node, known)
                            .or_else(|| Some(format!("declare it: `instrument {} \"its title\"`", name.node)));
                        let (name, span) = (name.node.clone(), name.span);
                        self.bag.push(crate::enact::Error::UnknownInstrument { name, span, help });
                    }
                }
            }
            ScenarioLine::Expect(expect) => made.expects.extend(self.expectation(scope, expect)),
            ScenarioLine::Quote(_) => {}
        }
    }

    pub(super) fn scenario_cell(
        &mut self,
        scope: &mut Scope,
        column: &ScenarioColumn,
        cell: &Cell,
        made: &mut Scenario,
    ) {
        match (column, cell) {
            (ScenarioColumn::Given(path), Cell::Expr(value)) => {
                let path = self.expr(scope, path, None);
                if self.is_fact_path(&path) {
                    let value = self.fact_value(scope, &path, value);
                    made.givens.push((path, value));
                }
            }
            (ScenarioColumn::Equals(path), Cell::Expr(value)) => {
                let whole = ast::Expr {
                    span: value.span,
                    kind: ast::ExprKind::Binary {
                        left: Box::new(path.clone()),
                        op: ast::BinaryOp::Equal,
                        op_span: value.span,
                        right: Box::new(value.clone()),
                    },
                };
                let condition = self.condition(scope, &whole);
                let what = Expectation::Holds(condition);
                made.expects.push(Expect { span: value.span, negated: false, what });
            }
            (_, Cell::Expect(expect)) => made.expects.extend(self.expectation(scope, expect)),
            _ => {}
        }
    }

    /// `given shipment.item = …`, or a path with lines below that continue it.
    pub(super) fn given_fact(
        &mut self,
        scope: &mut Scope,
        above: Option<&ast::Expr>,
        given: &ast::Given,
        made: &mut Vec<(Expr, Expr)>,
    ) {
        let path = match above {
            None => given.path.clone(),
            Some(above) => continued(above, &given.path),
        };
        if let Some(value) = &given.value {
            let target = self.expr(scope, &path, None);
            if self.is_fact_path(&target) {
                let value = self.fact_value(scope, &target, value);
                made.push((target, value));
            }
        }
        for inner in &given.fields {
            self.given_fact(scope, Some(&path), inner, made);
        }
    }

    fn is_fact_path(&mut self, path: &Expr) -> bool {
        let mut root = path;
        while let ExprKind::Field { base, .. } = &root.kind {
            root = base;
        }
        match root.kind {
            ExprKind::Fact(_) => true,
            ExprKind::Broken => false,
            _ => {
                self.report(Error::BadProvision {
                    name: "given".to_owned(),
                    what: "names something that is worked out, not given".to_owned(),
                    span: path.span,
                    help: "give fields of a `fact`; what is defined follows from them".to_owned(),
                });
                false
            }
        }
    }

    fn fact_value(&mut self, scope: &mut Scope, target: &Expr, value: &ast::Expr) -> Expr {
        let optional = match &target.kind {
            ExprKind::Field { base, field } => match base.ty {
                Type::Record(id) => self.law.records[id].at(*field).is_some_and(|field| field.optional),
                _ => false,
            },
            _ => false,
        };
        let value = self.given(scope, value, &target.ty, optional, self.origin(target));
        self.whole_key(target, value)
    }

    pub(super) fn expectation(&mut self, scope: &mut Scope, expect: &ast::Expect) -> Option<Expect> {
        let what = self.expected(scope, &expect.expectation)?;
        Some(Expect { span: expect.span, negated: expect.negated, what })
    }

    fn expected(&mut self, scope: &mut Scope, written: &Written) -> Option<Expectation> {
        let what = match written {
            Written::Outcome { outcome, by, regime } => {
                let by = by.iter().filter_map(|name| self.names.rule(name, self.bag)).collect();
                Expectation::Outcome(outcome.node, by, self.regime(regime.as_ref()))
            }
            Written::Undetermined { range, regime } => Expectation::Undetermined(
                range.as_ref().map(|(from, to)| (from.node, to.node)),
                self.regime(regime.as_ref()),
            ),
            Written::Beside(which, outcome) => Expectation::Beside(*which, outcome.node),
            Written::Classification(codes) => {
                let mut found = Vec::new();
                for code in codes {
                    let parsed = self.code(code)?;
                    if !self.names.entries.contains_key(&parsed) {
                        let known: Vec<String> = self.names.entries.keys().map(ToString::to_string).collect();
                        let help = did_you_mean(&code.node, known.iter().map(String::as_str))
                            .or_else(|| Some("declare an `entry` for it, or import the file that does".to_owned()));
                        self.report(Error::NoEntry { code: code.node.clone(), span: code.span, help });
                        return None;
                    }
                    found.push(parsed);
                }
                Expectation::Classification(found)
            }
            Written::Review(policy) => Expectation::Review(policy.as_ref().map(|policy| policy.node)),
            Written::Margin { limb, on, value } => self.margin(scope, limb, on.as_ref(), value)?,
            Written::Rule { path, status } => {
                let rule = self.names.rule(&path.rule, self.bag);
                let labels = rule.and_then(|_| self.path_labels(path));
                let status = self.status(status);
                if labels.as_ref().is_some_and(|labels| !labels.is_empty()) {
                    self.limb_status(path, status.as_ref());
                }
                Expectation::Rule { rule: rule?, labels: labels?, status: status? }
            }
            Written::Duty { verb, whom, by } => Expectation::Duty(
                verb.node.clone(),
                whom.node.clone(),
                by.as_ref().and_then(|text| day(text, self.bag)),
            ),
            Written::Charge { barred, amount, kind } => Expectation::Charge {
                barred: *barred,
                amount: self.charged(scope, amount),
                kind: Self::charge_kind(kind)?,
            },
            Written::Flag(text) => Expectation::Flag(text.node.clone()),
            Written::Missing(paths) => {
                let found: Vec<Expr> = paths.iter().map(|path| self.expr(scope, path, None)).collect();
                Expectation::Missing(found)
            }
            Written::RestsOn(names) => {
                Expectation::RestsOn(names.iter().filter_map(|name| self.names.rule(name, self.bag)).collect())
            }
            Written::Saved(names) => Expectation::Saved(names.iter().filter_map(|name| self.saving(name)).collect()),
            Written::Unenforced => Expectation::Unenforced,
            Written::ComplianceNotDue => Expectation::ComplianceNotDue,
            Written::Holds(condition) => Expectation::Holds(self.condition(scope, condition)),
        };
        Some(what)
    }

    fn status(&mut self, written: &ast::RuleStatus) -> Option<RuleStatus> {
        Some(match written {
            ast::RuleStatus::Applies => RuleStatus::Applies,
            ast::RuleStatus::DoesNotApply => RuleStatus::DoesNotApply,
            ast::RuleStatus::Undetermined => RuleStatus::Undetermined,
            ast::RuleStatus::DefeatedBy(name) => RuleStatus::DefeatedBy(self.names.rule(name, self.bag)?),
            ast::RuleStatus::BarredBy(name) => RuleStatus::BarredBy(self.names.rule(name, self.bag)?),
            ast::RuleStatus::Holds => RuleStatus::Holds,
            ast::RuleStatus::Fails => RuleStatus::Fails,
        })
    }

    /// Limbs hold or fail; it is rules that apply.
    fn limb_status(&mut self, path: &ast::RulePath, status: Option<&RuleStatus>) {
        let (what, write) = match status {
            Some(RuleStatus::Applies) => ("applies", "holds"),
            Some(RuleStatus::DoesNotApply) => ("does not apply", "fails"),
            Some(RuleStatus::DefeatedBy(_) | RuleStatus::BarredBy(_)) => ("is defeated or barred", "holds"),
            Some(RuleStatus::Undetermined | RuleStatus::Holds | RuleStatus::Fails) | None => return,
        };
        let labels: Vec<&str> = path.labels.iter().map(|label| label.node.as_str()).collect();
        let labels = format!("({})", labels.join(")("));
        let name = format!("{} {labels}", path.rule.node);
        self.report(Error::BadProvision {
            what: format!("is a limb: a rule {what}, a limb holds or fails"),
            span: path.span,
            help: format!("write `expect rule {name} {write}`, or leave `{labels}` out to speak of the rule"),
            name,
        });
    }

    /// The name of a saving clause, if there is one.
    fn saving(&mut self, name: &ast::Name) -> Option<String> {
        let known = || self.enacted.savings.iter().map(|it| it.name.node.as_str());
        if known().any(|known| known == name.node) {
            return Some(name.node.clone());
        }
        let help =
            did_you_mean(&name.node, known()).or_else(|| Some("name a `saving` clause of an amendment".to_owned()));
        let (name, span) = (name.node.clone(), name.span);
        self.bag.push(crate::resolve::Error::Unknown { kind: "saving clause", name, span, help });
        None
    }

    /// The labels of a limb, if some version of the rule has such a limb.
    pub(super) fn path_labels(&mut self, path: &ast::RulePath) -> Option<Vec<String>> {
        let labels: Vec<String> = path.labels.iter().map(|label| label.node.clone()).collect();
        if labels.is_empty() {
            return Some(labels);
        }
        let rule = self.names.rule(&path.rule, self.bag)?;
        let known = |version: &super::typed::RuleVersion| {
            let limbs = version.condition.holds.iter().chain(&version.condition.unless);
            limbs.into_iter().any(|limb| limb_at(limb, &labels).is_some())
        };
        if self.law.rules.get(rule).is_some_and(|it| it.versions.iter().any(known)) {
            return Some(labels);
        }
        let span = path.labels.iter().map(|label| label.span).reduce(Span::to).unwrap_or(path.span);
        self.report(Error::BadProvision {
            name: path.rule.node.clone(),
            what: format!("has no limb ({})", labels.join(")(")),
            span,
            help: "name labels from the outermost inwards, as `rs_license (b)(2)`".to_owned(),
        });
        None
    }

    fn regime(&mut self, written: Option<&ast::Name>) -> Option<String> {
        let name = written?;
        let mut known: Vec<&str> =
            self.law.instruments.iter().filter_map(|it| it.regime.as_ref()).map(|it| it.node.as_str()).collect();
        known.sort_unstable();
        known.dedup();
        if !known.contains(&name.node.as_str()) {
            let help = did_you_mean(&name.node, known)
                .or_else(|| Some(format!("instruments name their regime: `regime {}`", name.node)));
            let error =
                crate::resolve::Error::Unknown { kind: "regime", name: name.node.clone(), span: name.span, help };
            self.bag.push(error);
        }
        Some(name.node.clone())
    }
}

/// `above.path`, where `path` is a name and fields.
fn continued(above: &ast::Expr, path: &ast::Expr) -> ast::Expr {
    let join = |base: ast::Expr, name: ast::Name| ast::Expr {
        span: path.span,
        kind: ast::ExprKind::Field { base: Box::new(base), name },
    };
    match &path.kind {
        ast::ExprKind::Name(name) => join(above.clone(), ast::Name::new(name.clone(), path.span)),
        ast::ExprKind::Field { base, name } => join(continued(above, base), name.clone()),
        _ => path.clone(),
    }
}
