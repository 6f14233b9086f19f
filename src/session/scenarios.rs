//! Scenarios run: facts given, the law asked, what it says held against what was expected.

use super::court::{Court, Laws};
use super::coverage::Coverage;
use super::expectations::{Asked, Check};
use super::{Session, World};
use crate::check::typed::{self, Expectation, Expr, ExprKind};
use crate::decide::{Evaluator, Misgiven, Scratch, Target, Value, give};
use crate::diagnostic::{Bag, Finding, Severity};
use crate::enact::Standpoint;
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

    /// A scenario that could not be run, because the law as seen from its standpoint is at fault.
    fn without_law(scenario: &typed::Scenario, bag: &Bag) -> Self {
        let why = bag.iter().filter(|it| it.severity() == Severity::Error).map(Finding::message).collect();
        let failure = Failure {
            span: scenario.span,
            expected: "a law to ask".to_owned(),
            found: "one that is at fault, as seen from here".to_owned(),
            why,
        };
        Self { title: scenario.title.clone(), span: scenario.span, failures: vec![failure], decision: None }
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
    givens: Givens,
    checks: Vec<Check<'t>>,
}

impl Session {
    /// Runs the scenarios that `wanted` picks by title and place, in the order of the law, each under the law as seen from
    /// its own standpoint. `world` is the law as seen by default.
    pub fn trials(
        &self,
        world: World,
        wanted: impl Fn(&typed::Scenario) -> bool,
        coverage: &mut Coverage,
    ) -> Vec<Trial> {
        let all = &world.typed.scenarios;
        let standpoints: Vec<Option<Standpoint>> =
            all.iter().map(|one| wanted(one).then(|| one.standpoint(&world.typed.instruments))).collect();
        let mut distinct: Vec<Standpoint> = standpoints.iter().flatten().cloned().collect();
        distinct.sort();
        distinct.dedup();
        let mut trials: Vec<(usize, Trial)> = Vec::new();
        let mut given = Some(world);
        // The law as seen by default comes last: it is there already, and is used up by its scenarios.
        for standpoint in distinct.iter().rev() {
            let mut bag = Bag::new();
            let default = *standpoint == Standpoint::default();
            let here = |at: usize| standpoints.get(at).is_some_and(|it| it.as_ref() == Some(standpoint));
            let world = if default { given.take() } else { self.world(standpoint, &mut bag) };
            match world {
                Some(World { typed, law }) => {
                    let scenarios = &typed.scenarios;
                    let now = Bench::new(law, &typed, scenarios, here);
                    // What is asked of a law from before is asked in the same words.
                    let before = |world: World| Bench::new(world.law, &world.typed, scenarios, here);
                    let laws = Laws::made(self, now, before);
                    trials.extend(laws.now().run(&laws, &self.sources, coverage));
                    coverage.catalogue(&laws.now().law, &self.sources);
                }
                None => {
                    let scenarios = given.iter().flat_map(|world| world.typed.scenarios.iter().enumerate());
                    let faulty = scenarios.filter(|(at, _)| here(*at));
                    trials.extend(faulty.map(|(at, one)| (at, Trial::without_law(one, &bag))));
                }
            }
        }
        if let Some(world) = given {
            coverage.catalogue(&world.law, &self.sources);
        }
        trials.sort_by_key(|(at, _)| *at);
        trials.into_iter().map(|(_, trial)| trial).collect()
    }
}

/// The law as seen from one standpoint, with the scenarios that are run from there.
struct Bench<'t> {
    law: Law,
    /// Each with its place among all scenarios.
    ready: Vec<(usize, Ready<'t>)>,
}

impl AsRef<Law> for Bench<'_> {
    fn as_ref(&self) -> &Law {
        &self.law
    }
}

impl<'t> Bench<'t> {
    fn new(law: Law, typed: &typed::Law, scenarios: &'t [typed::Scenario], here: impl Fn(usize) -> bool) -> Self {
        // What is at fault in a scenario was found when it was checked.
        let mut bag = Bag::new();
        let mut compiler = scenario_nodes(law, typed, &mut bag);
        let picked = scenarios.iter().enumerate().filter(|(at, _)| here(*at));
        let ready = picked.map(|(at, one)| (at, ready(&mut compiler, one))).collect();
        Self { law: compiler.finish(), ready }
    }

    fn run(&self, laws: &Laws<'_, Self>, sources: &SourceMap, coverage: &mut Coverage) -> Vec<(usize, Trial)> {
        let court = laws.court();
        let all = self.ready.iter().enumerate();
        all.map(|(number, (at, one))| (*at, self.trial((laws, &court), number, one, sources, coverage))).collect()
    }

    fn trial(
        &self,
        (laws, court): (&Laws<'_, Self>, &Court<'_, Self>),
        number: usize,
        one: &Ready<'_>,
        sources: &SourceMap,
        coverage: &mut Coverage,
    ) -> Trial {
        let view = court.now();
        let mut scratch = Scratch::new();
        let mut trial =
            Trial { title: one.scenario.title.clone(), span: one.scenario.span, failures: Vec::new(), decision: None };
        let nothing = Case::new(&self.law.layout);
        let (case, day, wrong) = given_case(view, &nothing, &one.givens, one.scenario.on, &mut scratch);
        for (at, misgiven) in wrong {
            let given = one.scenario.givens.get(at).map_or(one.scenario.span, |(_, value)| value.span);
            trial.failures.push(misgiven_failure(&self.law, given, misgiven));
        }
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
        let Some(decision) = court.decide(&case, day, &mut scratch) else {
            return laws.fault().map_or(trial, |bag| Trial::without_law(one.scenario, bag));
        };
        // The law that decides is the one that expectations are held against.
        let (bench, view) = court.governing(&case, day, &mut scratch);
        let law = &bench.law;
        let checks = bench.ready.get(number).map_or(&[][..], |(_, ready)| &ready.checks);
        let reasons: Vec<_> = checks
            .iter()
            .map(|check| {
                let limb = check.limb().or_else(|| check.limb_of_margin(law, view.on(day)))?;
                Some(explain::reason(view, sources, &case, day, &mut scratch, limb))
            })
            .collect();
        let mut evaluator = Evaluator::new(law, view.on(day), &case, &mut scratch);
        evaluator.decide();
        coverage.note(&mut evaluator);
        let mut asked = Asked { decision: &decision, evaluator, sources, law };
        for (check, reason) in checks.iter().zip(&reasons) {
            trial.failures.extend(asked.check(check, reason.as_ref()));
        }
        trial.decision = Some(decision);
        trial
    }
}

/// What is given beyond a case that is known already: places, and what stands there.
pub type Givens = Vec<(Target, NodeId)>;

/// The case with all that is given, the day it asks about (`on`, or its own if it has one), and which of the givens are
/// wrong in what way.
pub fn given_case(
    view: &View<'_>,
    known: &Case,
    givens: &Givens,
    on: Option<Date>,
    scratch: &mut Scratch,
) -> (Case, Option<Date>, Vec<(usize, Misgiven)>) {
    let law = view.law();
    let mut with = |day: Date| {
        let mut case = known.clone();
        let mut wrong = Vec::new();
        for (at, (target, value)) in givens.iter().enumerate() {
            wrong.extend(give(law, view.on(day), &mut case, scratch, target, *value).map(|it| (at, it)));
        }
        let own = case_day(law, view, &case, scratch);
        (case, own, wrong)
    };
    // What is given may itself depend on the day (a row, a dated value), and the day on what is given. The day is read off
    // first under the latest law; what is given is then worked out under the law of that day.
    let day = on.or_else(|| with(Date::MAX).1);
    let (case, _, wrong) = with(day.unwrap_or(Date::MAX));
    (case, day, wrong)
}

/// A value that is given and cannot be, as something that was not as expected.
fn misgiven_failure(law: &Law, given: Span, misgiven: Misgiven) -> Failure {
    let (expected, found, span) = match misgiven {
        Misgiven::Unworkable(fault) => {
            let place = law.nodes.places.get(&fault.node).copied();
            ("a fact that can be worked out", explain::fault_words(fault.kind).1, place.unwrap_or(given))
        }
        Misgiven::Empty => ("a range that leaves something", "one whose lower limit is above its upper limit", given),
        Misgiven::Outside => ("a fact within its limits", "one beyond the limits of its field", given),
    };
    Failure { span, expected: expected.to_owned(), found: found.to_owned(), why: Vec::new() }
}

/// A fact as it is given, in the flat form; `None` if its path leads to no fact.
pub fn given(compiler: &mut ScenarioCompiler<'_>, path: &Expr, value: &Expr, row: &[Expr]) -> Option<(Target, NodeId)> {
    Some((target(path)?, compiler.expression(value, row)))
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
    let givens = scenario.givens.iter().filter_map(|(path, value)| given(compiler, path, value, row)).collect();
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
