//! The law of a day decides as the whole law does on that day: every scenario of every example, on its own day.

use lexport::check::typed;
use lexport::consolidate::{Consolidated, as_written, compare, consolidate, of_day};
use lexport::decide::Scratch;
use lexport::diagnostic::{Bag, Style, render};
use lexport::enact::Standpoint;
use lexport::explain::{self, Decision, Status};
use lexport::facts::{Case, Reader};
use lexport::format::{Remarks, declarations, format};
use lexport::plan::{Law, View};
use lexport::session::{Coverage, Session, Target, Trial, World, case_day, law_files, targets};
use lexport::source::{SourceMap, Spanned};
use lexport::syntax::ast::{Cell, Declaration, Scenario, ScenarioColumn, ScenarioLine};
use lexport::syntax::parse;
use lexport::value::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Every law of the examples, and the laws of the cases of amendments and of decisions.
pub(super) fn laws() -> Vec<Session> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["examples", "tests/cases/amendments", "tests/cases/decisions"];
    let paths: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let load = |target: &Target| Session::load_all(target.files.iter().map(PathBuf::as_path));
    targets(&paths).iter().map(load).collect()
}

/// A law that must be in order, with the scenarios run that are wanted by their titles.
fn run(session: &mut Session, wanted: impl Fn(&str) -> bool) -> Vec<(Standpoint, Trial)> {
    let typed = session.check();
    let law = session.plan_of(&typed);
    let bag = session.take_findings();
    let Some(law) = law else { panic!("{}", render(&bag, &session.sources, Style::Plain)) };
    let own = |one: &typed::Scenario| !session.in_library(one.span) && wanted(&one.title);
    let standpoints: Vec<Standpoint> =
        typed.scenarios.iter().filter(|one| own(one)).map(|one| one.standpoint(&typed.instruments)).collect();
    let trials = session.trials(World { typed, law }, own, &mut Coverage::default());
    assert_eq!(standpoints.len(), trials.len());
    standpoints.into_iter().zip(trials).collect()
}

/// What must not change.
fn decided(decision: &Decision) -> impl PartialEq + std::fmt::Debug {
    let mut rules: Vec<(&str, Status)> = decision
        .provisions
        .iter()
        .filter(|it| it.status != Status::DoesNotApply)
        .map(|it| (it.name.as_str(), it.status))
        .collect();
    rules.sort_unstable();
    let mut classified: Vec<(&str, Vec<&str>)> = decision
        .classification
        .iter()
        .map(|it| (it.subject.as_str(), it.entries.iter().map(|entry| entry.code.as_str()).collect()))
        .collect();
    classified.sort_unstable();
    serde_json::to_string(&(
        format!("{:?}", decision.outcome),
        rules.iter().map(|(name, status)| format!("{name} {status:?}")).collect::<Vec<_>>(),
        classified,
        &decision.review.as_ref().map(|it| it.policy.clone()),
        decision.duties.iter().map(|it| (&it.verb, &it.due, &it.rule)).collect::<Vec<_>>(),
        decision.charges.iter().map(|it| (&it.amount, &it.rule)).collect::<Vec<_>>(),
    ))
    .unwrap()
}

/// The scenarios of a law as givens only, all of them asked about one day: what is expected names what the law of another
/// day may not have.
fn givens(session: &Session, day: Date) -> String {
    let mut trees = Vec::new();
    // A scenario must expect something.
    let mut sources = session.sources.clone();
    let id = sources.add("", format!("scenario \"any\"\n    on {day}\n    expect prohibited\n")).unwrap();
    let any = parse(sources.get(id).unwrap(), id, &mut Bag::new()).declarations.remove(0);
    let Declaration::Scenario(Scenario { lines: expectation, .. }) = any else { panic!("a scenario") };
    for tree in session.own_files().flat_map(|file| &file.declarations) {
        let Declaration::Scenario(it) = tree else { continue };
        let mut it: Scenario = it.clone();
        it.lines.retain(|line| matches!(line, ScenarioLine::Given(_) | ScenarioLine::Quote(_)));
        if let Some(table) = &mut it.table {
            // A variable that only an expectation used is of no use any more.
            let lines = it.lines.iter().filter_map(|line| match line {
                ScenarioLine::Given(given) => Some(session.sources.text(given.span)),
                _ => None,
            });
            let words: String = lines.collect();
            for (at, column) in table.columns.iter_mut().enumerate() {
                let ScenarioColumn::Variable(name) = column else { continue };
                let is_fact = |it: &Declaration| matches!(it, Declaration::Fact(fact) if fact.name.node == name.node);
                let declared = || session.files.iter().flat_map(|file| &file.declarations).any(is_fact);
                if words.contains(name.node.as_str()) || declared() {
                    continue;
                }
                let empty = Spanned::new(String::new(), name.span);
                table.rows.iter_mut().for_each(|row| row.cells[at] = Cell::Note(empty.clone()));
                *column = ScenarioColumn::Note(Spanned::new("note".to_owned(), name.span));
            }
            let given = |column: &ScenarioColumn| {
                matches!(column, ScenarioColumn::Variable(_) | ScenarioColumn::Given(_) | ScenarioColumn::Note(_))
            };
            let kept: Vec<bool> = table.columns.iter().map(given).collect();
            let mut flags = kept.iter();
            table.columns.retain(|_| *flags.next().unwrap());
            for row in &mut table.rows {
                let mut flags = kept.iter();
                row.cells.retain(|_| *flags.next().unwrap());
            }
        }
        it.lines.extend(expectation.clone());
        trees.push(Declaration::Scenario(it));
    }
    declarations(&trees, &sources, &Remarks::new()).unwrap()
}

pub(super) fn of(session: &Session, standpoint: &Standpoint, day: Date) -> Consolidated {
    let law = session.enacted(standpoint, &mut Bag::new());
    consolidate(&law, &session.texts(), day).unwrap_or_else(|fault| {
        panic!(
            "{fault:?} on {day}: {:?}",
            session.own_files().map(|file| &session.sources.get(file.source).unwrap().name).collect::<Vec<_>>()
        )
    })
}

/// Whether a text says that it does not say all.
fn is_partial(made: &Consolidated) -> bool {
    made.notices.iter().any(|it| matches!(it.kind, "saving" | "supposed"))
}

/// A text without its second line, which names what it was made from.
fn without_hash(text: &str) -> Vec<&str> {
    text.lines().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| line).collect()
}

/// A law that speaks of licenses on some day is not silent on the others; the text of one day alone may be.
pub(super) const ELSEWHERE: &str =
    "\nrule of_another_day\n    requires license\n    from 9999-12-30\n    until 9999-12-31\n";

#[test]
fn the_law_of_a_day_decides_every_scenario_as_the_law_does() {
    let (mut compared, mut texts) = (0, 0);
    for mut session in laws() {
        let trials = run(&mut session, |_| true);
        let mut decisions = trials.iter().filter_map(|(_, trial)| trial.decision.as_ref());
        let silent = decisions.any(|decision| decision.notes.iter().any(|note| note.kind == "silent"));
        let elsewhere = if silent { "" } else { ELSEWHERE };
        let mut days: BTreeMap<(Standpoint, Date), Vec<usize>> = BTreeMap::new();
        for (at, (standpoint, trial)) in trials.iter().enumerate() {
            if let Some(decision) = &trial.decision {
                let day = Date::parse(&decision.made_from.day).unwrap();
                days.entry((standpoint.clone(), day)).or_default().push(at);
            }
        }
        for ((standpoint, day), scenarios) in days {
            let made = of(&session, &standpoint, day);
            if is_partial(&made) {
                continue;
            }
            texts += 1;
            let givens = givens(&session, day);
            let mut other = Session::from_text("of_the_day.lxp", &format!("{}{elsewhere}\n{givens}", made.text), None);
            let titles: BTreeSet<&str> = scenarios.iter().map(|at| trials[*at].1.title.as_str()).collect();
            let again = run(&mut other, |title| titles.contains(title));
            // Titles may be used twice, for scenarios of different days.
            let named: Vec<usize> =
                (0..trials.len()).filter(|at| titles.contains(trials[*at].1.title.as_str())).collect();
            assert_eq!(again.len(), named.len());
            for (at, (_, there)) in named.into_iter().zip(&again).filter(|(at, _)| scenarios.contains(at)) {
                let here = &trials[at].1;
                assert_eq!(here.title, there.title);
                let (Some(whole), Some(of_day)) = (&here.decision, &there.decision) else { panic!("{}", here.title) };
                assert_eq!(whole.made_from.day, of_day.made_from.day, "{}", here.title);
                assert_eq!(decided(whole), decided(of_day), "{}\n{}", here.title, made.text);
                compared += 1;
            }
        }
    }
    assert!(compared > 300 && texts > 100, "only {compared} decisions in {texts} texts were compared");
}

/// Facts beside the examples.
fn cases(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "json") {
                found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// A decision on the day of the case, and that day.
fn decide(session: &Session, law: &Law, json: &str, day: Option<Date>) -> (Decision, Date) {
    let mut case = Case::new(&law.layout);
    assert!(Reader::new(&law.layout).read(json, &mut case).is_ok(), "{json}");
    let (view, mut scratch) = (View::new(law), Scratch::new());
    let day = day.or_else(|| case_day(law, &view, &case, &mut scratch)).unwrap();
    (explain::decide(&view, &session.sources, &case, day, &mut scratch), day)
}

#[test]
fn the_law_of_a_day_decides_every_case_as_the_law_does() {
    let mut compared = 0;
    let root = [Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")];
    for target in targets(&root) {
        let Some(folder) = target.files.iter().find(|file| file.ends_with("law.lxp")).and_then(|it| it.parent()) else {
            continue;
        };
        let mut session = Session::load(folder);
        let law = session.plan().unwrap();
        for (name, json) in cases(folder) {
            let (whole, day) = decide(&session, &law, &json, None);
            let made = of(&session, &Standpoint::default(), day);
            if is_partial(&made) {
                continue;
            }
            let mut other = Session::from_text("of_the_day.lxp", &made.text, None);
            let other_law = other.plan().unwrap();
            let (of_day, _) = decide(&other, &other_law, &json, Some(day));
            assert_eq!(decided(&whole), decided(&of_day), "{name}");
            compared += 1;
        }
    }
    assert!(compared > 8, "only {compared} cases");
}

/// A few days of a law, the first and the last among them, and days on which something changes.
fn days(law: &Law) -> Vec<Date> {
    let turns = &law.turning_points;
    let every = turns.len().div_ceil(5).max(1);
    [Date::MIN, Date::MAX].into_iter().chain(turns.iter().copied().step_by(every)).collect()
}

#[test]
fn consolidating_again_changes_nothing() {
    for mut session in laws() {
        let law = session.plan().unwrap();
        for day in days(&law) {
            let made = of(&session, &Standpoint::default(), day);
            let mut again = Session::from_text("again.lxp", &made.text, None);
            assert!(again.plan().is_some(), "{}", made.text);
            let again = of(&again, &Standpoint::default(), day);
            assert_eq!(without_hash(&again.text), without_hash(&made.text));
            let mut sources = SourceMap::new();
            let id = sources.add("law.lxp", made.text.as_str()).unwrap();
            assert_eq!(format(sources.get(id).unwrap()).unwrap(), made.text, "not in canonical form");
        }
    }
}

#[test]
fn a_law_differs_from_itself_in_nothing() {
    for mut session in laws() {
        let law = session.plan().unwrap();
        let enacted = session.enacted(&Standpoint::default(), &mut Bag::new());
        let texts = session.texts();
        let written = as_written(&enacted, &texts);
        assert!(compare(&written, &written).is_empty());
        for day in days(&law) {
            let snapshot = of_day(&enacted, &texts, day);
            assert!(compare(&snapshot, &snapshot).is_empty());
            // Nor does it from its own consolidated text, but for instruments that nothing needs.
            let made = of(&session, &Standpoint::default(), day);
            let other = Session::from_text("of_the_day.lxp", &made.text, None);
            let other_law = other.enacted(&Standpoint::default(), &mut Bag::new());
            let mut there = compare(&snapshot, &of_day(&other_law, &other.texts(), day)).changes;
            there.retain(|it| it.kind != "instrument");
            assert!(there.is_empty(), "{day}: {there:#?}\n{}", made.text);
        }
    }
}

/// Law files that no test above may have forgotten.
#[test]
fn every_example_is_among_them() {
    let folders = [PathBuf::from("examples")];
    assert!(law_files(&folders).len() > 10);
    assert!(laws().len() > 30);
}
