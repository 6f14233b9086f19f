//! Scenarios run: facts given, the law asked, what it says held against what was expected.

use super::coverage::Coverage;
use super::expectations::{Asked, Check};
use crate::check::typed::{self, Expectation, Expr, ExprKind};
use crate::decide::{Evaluator, Scratch, Target, Value, give};
use crate::diagnostic::Bag;
use crate::explain::{self, Decision};
use crate::facts::Case;
use crate::plan::node::{Node, NodeId};
use crate::plan::slot::Slot;
use crate::plan::{Law, ScenarioCompiler, View, scenario_nodes};
use crate::source::{SourceMap, Span};
use crate::value::Date;

/// A scenario that was run.
#[derive(Debug)]
pub struct Trial {
    /// Its title.
    pub title: String,
    /// Where its title, or its row, stands.
    pub span: Span,
    /// What was not as expected.
    pub failures: Vec<Failure>,
    /// What the law said, if it was asked.
    pub decision: Option<Decision>,
}

impl Trial {
    /// Whether everything was as expected.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// Something that was not as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The expectation.
    pub span: Span,
    /// In words.
    pub expected: String,
    /// In words.
    pub found: String,
    /// Why it was so, line by line.
    pub why: Vec<String>,
}

/// A scenario with its expressions in the flat form.
struct Ready<'t> {
    scenario: &'t typed::Scenario,
    givens: Vec<(Target, NodeId)>,
    checks: Vec<Check<'t>>,
}

/// All scenarios of a law, ready to run.
pub struct Trials<'t> {
    law: Law,
    ready: Vec<Ready<'t>>,
}

impl std::fmt::Debug for Trials<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Trials({})", self.ready.len())
    }
}

impl<'t> Trials<'t> {
    /// Compiles the scenarios that `wanted` picks by title and place.
    pub fn new(law: Law, typed: &'t typed::Law, bag: &mut Bag, wanted: impl Fn(&typed::Scenario) -> bool) -> Self {
        let mut compiler = scenario_nodes(law, typed, bag);
        let ready: Vec<Ready<'t>> =
            typed.scenarios.iter().filter(|one| wanted(one)).map(|one| ready(&mut compiler, one)).collect();
        Self { law: compiler.finish(), ready }
    }

    /// The law asked.
    pub fn law(&self) -> &Law {
        &self.law
    }

    /// How many scenarios there are.
    pub fn len(&self) -> usize {
        self.ready.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ready.is_empty()
    }

    /// Runs every scenario, in the order of the law.
    pub fn run(&self, sources: &SourceMap, coverage: &mut Coverage) -> Vec<Trial> {
        let mut views: Vec<View<'_>> = Vec::new();
        let mut trials = Vec::new();
        for one in &self.ready {
            let (known_on, suppose) = (one.scenario.known_on, &one.scenario.suppose);
            let same = |view: &View<'_>| view.known_on() == known_on && view.suppose() == suppose;
            let position = match views.iter().position(same) {
                Some(position) => position,
                None => {
                    views.push(View::new(&self.law, known_on, suppose.clone()));
                    views.len() - 1
                }
            };
            if let Some(view) = views.get(position) {
                trials.push(self.trial(view, sources, one, coverage));
            }
        }
        trials
    }

    fn trial(&self, view: &View<'_>, sources: &SourceMap, one: &Ready<'_>, coverage: &mut Coverage) -> Trial {
        let mut scratch = Scratch::new();
        let mut trial =
            Trial { title: one.scenario.title.clone(), span: one.scenario.span, failures: Vec::new(), decision: None };
        // What is given may itself depend on the day (a row, a dated value), and the day on what is given. The day is read off
        // first under the latest law; what is given is then worked out under the law of that day.
        let first = self.case(view, one, Date::MAX, &mut scratch);
        let own = case_day(&self.law, view, &first, &mut scratch);
        let day = one.scenario.on.or(own);
        let case = self.case(view, one, day.unwrap_or(Date::MAX), &mut scratch);
        let asks_law = one.scenario.expects.iter().any(|expect| !matches!(expect.what, Expectation::Holds(_)));
        let Some(day) = day.or((!asks_law).then_some(Date::MAX)) else {
            trial.failures.push(Failure {
                span: one.scenario.span,
                expected: "a day to ask about".to_owned(),
                found: "the facts give none".to_owned(),
                why: vec!["give the date of the case, or add a line `on 2023-11-17`".to_owned()],
            });
            return trial;
        };
        let decision = explain::decide(view, sources, &case, day, &mut scratch);
        let reasons: Vec<_> = one
            .checks
            .iter()
            .map(|check| {
                let limb = check.limb().or_else(|| check.limb_of_margin(&self.law, view.on(day)))?;
                Some(explain::reason(view, sources, &case, day, &mut scratch, limb))
            })
            .collect();
        let mut evaluator = Evaluator::new(&self.law, view.on(day), &case, &mut scratch);
        evaluator.decide();
        coverage.note(&mut evaluator);
        let mut asked = Asked { decision: &decision, evaluator, sources, law: &self.law };
        for (check, reason) in one.checks.iter().zip(&reasons) {
            trial.failures.extend(asked.check(check, reason.as_ref()));
        }
        trial.decision = Some(decision);
        trial
    }

    fn case(&self, view: &View<'_>, one: &Ready<'_>, day: Date, scratch: &mut Scratch) -> Case {
        let mut case = Case::new(&self.law.layout);
        for (target, value) in &one.givens {
            give(&self.law, view.on(day), &mut case, scratch, target, *value);
        }
        case
    }
}

/// The case's own day, if the law says which it is and the case gives it.
pub fn case_day(law: &Law, view: &View<'_>, case: &Case, scratch: &mut Scratch) -> Option<Date> {
    let day = law.day?;
    // Nearly always a fact like any other.
    if let Node::Slot(address) = law.nodes.nodes[day]
        && let Slot::Date(day) = case.get(address)
    {
        return Some(day);
    }
    match Evaluator::new(law, view.on(Date::MAX), case, scratch).value(day) {
        Value::Date(day) => Some(day),
        _ => None,
    }
}

fn ready<'t>(compiler: &mut ScenarioCompiler<'_>, scenario: &'t typed::Scenario) -> Ready<'t> {
    let row = &scenario.bindings;
    let givens = scenario
        .givens
        .iter()
        .filter_map(|(path, value)| Some((target(path)?, compiler.expression(value, row))))
        .collect();
    let checks = scenario.expects.iter().map(|expect| Check::new(compiler, expect, row)).collect();
    Ready { scenario, givens, checks }
}

/// The place of a path.
fn target(path: &Expr) -> Option<Target> {
    match &path.kind {
        ExprKind::Fact(fact) => Some(Target { fact: *fact, fields: Vec::new() }),
        ExprKind::Field { base, field } => {
            let mut target = target(base)?;
            target.fields.push(*field);
            Some(target)
        }
        _ => None,
    }
}
