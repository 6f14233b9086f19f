//! The law as it was known before an act was published is the law without the act, and without all that was published after it.

use super::faithful::laws;
use super::random;
use lexport::consolidate::{compare, of_day};
use lexport::decide::{Evaluator, Scratch};
use lexport::diagnostic::Bag;
use lexport::enact::{Law, Standpoint, Version};
use lexport::facts::{Case, Reader};
use lexport::plan::View;
use lexport::session::{Session, World};
use lexport::syntax::ast::{GroupBody, GroupLine, LineDays, ValueBody};
use lexport::value::Date;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use std::collections::BTreeSet;

/// The days before something was to be known, each with the acts that were not known then.
fn eves(law: &Law<'_>) -> Vec<(Date, BTreeSet<String>)> {
    let days: BTreeSet<Date> = law.instruments.iter().filter_map(|it| it.known()?.add_days(-1)).collect();
    let late = |eve: Date| law.instruments.iter().filter(move |it| it.known().is_some_and(|day| day > eve));
    days.into_iter().map(|eve| (eve, late(eve).map(|it| it.name.node.clone()).collect())).collect()
}

/// The names of what comes or changes by days of its own, or by an amendment of no act: that is known by those days.
fn of_no_act(law: &Law<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut add = |name: &str, own: bool| {
        if own {
            found.insert(name.to_owned());
        }
    };
    for it in &law.groups {
        add(&it.name, it.versions.iter().any(|it| free(law, it) || days(&it.text.body, it.instrument.is_some())));
    }
    for it in &law.values {
        let own = |days: &LineDays, by_act: bool| days.published.is_some() || !by_act && has_days(days);
        add(&it.name, it.versions.iter().any(|it| match &it.text.body {
            ValueBody::Lines { versions, .. } => versions.iter().any(|line| own(&line.days, it.instrument.is_some())),
            ValueBody::Expr(_) => false,
        } || free(law, it)));
    }
    law.rules.iter().for_each(|it| add(&it.name, it.versions.iter().any(|it| free(law, it))));
    law.entries.iter().for_each(|it| add(&it.name, it.versions.iter().any(|it| free(law, it))));
    law.defines.iter().for_each(|it| add(&it.name, it.versions.iter().any(|it| free(law, it))));
    found
}

fn free<T: Clone>(law: &Law<'_>, it: &Version<'_, T>) -> bool {
    let own = it.instrument.is_none() && it.life.begins().is_some();
    own || it
        .amended
        .iter()
        .any(|id| law.amendments[*id].instrument.is_none() && law.amendments[*id].life.begins().is_some())
}

fn has_days(days: &LineDays) -> bool {
    days.from.is_some() || days.until.is_some()
}

fn days(body: &GroupBody, by_act: bool) -> bool {
    let GroupBody::Lines(lines) = body else { return false };
    lines.iter().any(|line| match line {
        GroupLine::Members { days, .. } => days.published.is_some() || !by_act && has_days(days),
        GroupLine::Provenance(_) => false,
    })
}

/// The two standpoints that must see the same.
fn both(eve: Date, late: BTreeSet<String>) -> (Standpoint, Standpoint) {
    let known = Standpoint { known_on: Some(eve), ..Standpoint::default() };
    (known, Standpoint { without: late, ..Standpoint::default() })
}

/// What differs between the texts of some days as seen from both.
fn differs(
    session: &Session,
    one: &Standpoint,
    other: &Standpoint,
    own: &BTreeSet<String>,
    days: &[Date],
) -> Vec<String> {
    let (known, without) = (session.enacted(one, &mut Bag::new()), session.enacted(other, &mut Bag::new()));
    let texts = session.texts();
    let differ = |day: &Date| {
        let redline = compare(&of_day(&known, &texts, *day), &of_day(&without, &texts, *day));
        redline.changes.into_iter().map(move |it| format!("{day}: {} {}", it.kind, it.name)).collect::<Vec<_>>()
    };
    let all = days.iter().flat_map(differ);
    all.filter(|it| !own.contains(it.rsplit(' ').next().unwrap_or(""))).collect()
}

#[test]
fn before_an_act_was_known_every_law_reads_as_without_it() {
    let mut compared = 0;
    for mut session in laws() {
        let law = session.plan().unwrap();
        let enacted = session.enacted(&Standpoint::default(), &mut Bag::new());
        let own = of_no_act(&enacted);
        for (eve, late) in eves(&enacted) {
            let begins = enacted.instruments.iter().filter_map(lexport::enact::Instrument::effective);
            let near = begins.filter(|day| late.len() < 4 || *day > eve).take(3);
            let days: Vec<Date> =
                [eve, Date::MAX].into_iter().chain(near).chain(law.turning_points.last().copied()).collect();
            let (known, without) = both(eve, late);
            let differ = differs(&session, &known, &without, &own, &days);
            assert!(differ.is_empty(), "{known:?} {without:?}\n{differ:#?}");
            compared += 1;
        }
    }
    assert!(compared > 60, "only {compared}");
}

fn alike(text: &str, cases: &[String]) -> Result<bool, TestCaseError> {
    let mut session = Session::from_text("law.lxp", text, None);
    let Some(law) = session.plan() else { return Ok(false) };
    let enacted = session.enacted(&Standpoint::default(), &mut Bag::new());
    let eves: Vec<_> =
        eves(&enacted).into_iter().filter(|(eve, _)| *eve > Date::parse("2020-01-01").unwrap()).collect();
    for (eve, late) in eves {
        let (known, without) = both(eve, late);
        let worlds = [&known, &without].map(|it| session.world(it, &mut Bag::new()));
        let [Some(one), Some(other)] = worlds else {
            prop_assert!(worlds.iter().all(Option::is_none), "{}", text);
            continue;
        };
        let (views, mut scratch) = (View::new(&one.law), Scratch::new());
        let others = View::new(&other.law);
        for day in law.turning_points.iter().copied().chain([Date::MIN, Date::MAX]) {
            for json in cases {
                let mut decide = |world: &World, view: &View<'_>| {
                    let mut case = Case::new(&world.law.layout);
                    assert!(Reader::new(&world.law.layout).read(json, &mut case).is_ok(), "{json}");
                    let epoch = view.on(day);
                    let outcome = Evaluator::new(&world.law, epoch, &case, &mut scratch).decide();
                    let names = epoch.rules.iter().map(|active| world.law.rules[active.rule].name.clone());
                    (outcome, names.zip(scratch.applies().iter().copied()).collect::<Vec<_>>())
                };
                prop_assert_eq!(
                    decide(&one, &views),
                    decide(&other, &others),
                    "{:?} {} {}\n{}",
                    known,
                    day,
                    json,
                    text
                );
            }
        }
    }
    Ok(true)
}

#[test]
fn before_an_act_was_known_cases_are_decided_as_without_it() {
    let config = crate::search::cases(32);
    let in_order = std::cell::Cell::new(0);
    let tried = TestRunner::new(config).run(&(random::law(), random::cases()), |(text, cases)| {
        let cases: Vec<String> = cases.iter().map(|(facts, known)| random::json(facts, known)).collect();
        in_order.set(in_order.get() + u32::from(alike(&text, &cases)?));
        Ok(())
    });
    tried.unwrap();
    assert!(in_order.get() >= 8, "only {} laws were in order", in_order.get());
}
