//! Laws, amendments and cases made at random: the law of a day decides them as the whole law does on that day.

use super::faithful::{ELSEWHERE, of};
use crate::laws::generate::{FACTS, Known, condition, facts};
use lexport::consolidate::{compare, of_day};
use lexport::decide::{Evaluator, Range, Scratch};
use lexport::diagnostic::{Bag, Style, render};
use lexport::enact::Standpoint;
use lexport::facts::{Case, Reader};
use lexport::plan::{Law, View};
use lexport::session::Session;
use lexport::value::{Date, Truth};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use std::collections::BTreeMap;

/// A base of four acts, the rules of which name each other.
fn rules() -> impl Strategy<Value = String> {
    let lines = || {
        (condition(), condition(), prop::option::of(condition()), 0..2_u8).prop_map(|(a, b, unless, act)| {
            let unless = unless.map_or_else(String::new, |it| format!("    unless (x) {it}\n"));
            (act, format!("    if any of\n        (a) {a}\n        (b) all of\n            (1) {b}\n            (2) it.n1 <= limit\n{unless}"))
        })
    };
    (lines(), lines(), lines(), lines()).prop_map(|(one, two, three, four)| {
        let rule = |header: &str, effect: &str, (act, lines): &(u8, String)| {
            format!("{header}\n    under act_{act}\n{effect}{lines}\n")
        };
        [
            rule("rule license", "    requires license\n", &one),
            rule("rule ban", "    subject to relief\n    prohibits\n", &two),
            rule("exception open", "    to license, ban\n", &three),
            rule("rule relief", "    overrides license\n    flags \"relief\"\n", &four),
        ]
        .concat()
    })
}

const ACTS: &str = "\
instrument act_0
    force      statute
    published  2020-01-01
    effective  2020-01-01

instrument act_1
    force      statute
    published  2020-06-01
    effective  2020-06-01
    suspended  2020-09-01 until 2020-11-01

instrument reform_0
    force      statute
    published  2021-01-01
    effective  2021-03-01

instrument reform_1
    force      statute
    published  2021-06-01
    effective  2022-01-01
    suspended  2023-01-01 until 2023-06-01

value limit : Number
    under act_0
    3 from 2020-01-01
    5 from 2021-06-01

";

/// A change that an amendment may make; not every one can follow every other.
fn change() -> impl Strategy<Value = String> {
    let name = || prop::sample::select(vec!["license", "ban", "open", "relief"]);
    prop_oneof![
        2 => (name(), condition()).prop_map(|(name, c)| format!("    revise {name} (a)\n        {c}\n")),
        2 => (name(), condition()).prop_map(|(name, c)| format!("    revise {name} (b)(1)\n        {c}\n")),
        1 => name().prop_map(|name| format!("    strike {name} (b)(1)\n")),
        2 => (name(), condition()).prop_map(|(name, c)| format!("    add to {name} after (a)\n        (c) {c}\n")),
        1 => (name(), condition()).prop_map(|(name, c)| format!("    add to {name}\n        unless (y) {c}\n")),
        1 => (1..9_u8).prop_map(|n| format!("    revise limit\n        {n}\n")),
        1 => prop::sample::select(vec!["    add to warm\n        blue\n", "    remove red from warm\n"]).prop_map(ToOwned::to_owned),
        1 => name().prop_map(|name| format!("    suspend {name} until 2022-06-01\n")),
        1 => prop::sample::select(vec!["license", "act_0", "act_1"]).prop_map(|name| format!("    suspend {name}\n")),
        1 => prop::sample::select(vec!["license", "act_0", "act_1"]).prop_map(|name| format!("    reinstate {name}\n")),
        1 => prop::sample::select(vec!["license", "ban", "act_1"]).prop_map(|name| format!("    repeal {name}\n")),
        1 => prop::sample::select(vec!["ban", "act_0"]).prop_map(|name| format!("    unenforce {name}\n")),
        1 => condition().prop_map(|c| {
            format!("    replace ban\n        rule ban\n            requires license \"other\"\n            if (a) {c}\n")
        }),
        1 => (0..3_u8, condition()).prop_map(|(n, c)| {
            format!("    insert\n        rule fresh_{n}\n            prohibits\n            if (a) {c}\n")
        }),
    ]
}

pub(super) fn law() -> impl Strategy<Value = String> {
    let changes = || prop::collection::vec(change(), 0..4);
    (rules(), changes(), changes()).prop_map(|(rules, one, two)| {
        let amendment = |at: usize, changes: Vec<String>| {
            if changes.is_empty() {
                return String::new();
            }
            format!("amendment change_{at}\n    under reform_{at}\n{}\n", changes.concat())
        };
        format!("{FACTS}{ACTS}{rules}{}{}", amendment(0, one), amendment(1, two))
    })
}

pub(super) fn json(facts: &[Known], known: &[u8]) -> String {
    let told = facts.iter().zip(known).filter_map(|(fact, known)| match (known, &fact.part) {
        (0, _) => None,
        (1, Some(part)) => Some(format!("\"{}\": {part}", fact.name)),
        _ => Some(format!("\"{}\": {}", fact.name, fact.whole)),
    });
    format!("{{\"it\": {{{}}}}}", told.collect::<Vec<_>>().join(", "))
}

/// The outcome, and of each rule in force whether it applies.
fn decided(law: &Law, json: &str, day: Date) -> (Range, BTreeMap<String, Truth>) {
    let mut case = Case::new(&law.layout);
    assert!(Reader::new(&law.layout).read(json, &mut case).is_ok(), "{json}");
    let view = View::new(law);
    let (epoch, mut scratch) = (view.on(day), Scratch::new());
    let outcome = Evaluator::new(law, epoch, &case, &mut scratch).decide();
    let names = epoch.rules.iter().map(|active| law.rules[active.rule].name.clone());
    (outcome, names.zip(scratch.applies().iter().copied()).collect())
}

/// Cases that are known in part.
pub(super) fn cases() -> impl Strategy<Value = Vec<(Vec<Known>, Vec<u8>)>> {
    prop::collection::vec((facts(), prop::collection::vec(0..4_u8, 10)), 4)
}

fn same(text: &str, cases: &[(Vec<Known>, Vec<u8>)]) -> Result<bool, TestCaseError> {
    let mut session = Session::from_text("law.lxp", text, None);
    // Some amendments do not fit each other; that they are refused is tested elsewhere.
    let Some(law) = session.plan() else { return Ok(false) };
    let enacted = session.enacted(&Standpoint::default(), &mut Bag::new());
    for day in law.turning_points.iter().copied().chain([Date::MIN, Date::MAX]) {
        let made = of(&session, &Standpoint::default(), day);
        let other = Session::from_text("of_the_day.lxp", &made.text, None);
        let mut asked = Session::from_text("asked.lxp", &format!("{}{ELSEWHERE}", made.text), None);
        let of_the_day = asked.plan();
        let bag = asked.take_findings();
        let shown = || render(&bag, &asked.sources, Style::Plain);
        let Some(of_the_day) = of_the_day else {
            return Err(TestCaseError::fail(format!("{day}\n{text}\n{}\n{}", made.text, shown())));
        };
        for (facts, known) in cases {
            let json = json(facts, known);
            let (whole, of_day) = (decided(&law, &json, day), decided(&of_the_day, &json, day));
            prop_assert_eq!(whole, of_day, "{} {}\n{}\n{}", day, json, text, made.text);
        }
        let snapshot = of_day(&enacted, &session.texts(), day);
        prop_assert!(compare(&snapshot, &snapshot).is_empty());
        let again = of(&other, &Standpoint::default(), day);
        let lines = |text: &str| text.lines().skip(2).map(ToOwned::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(lines(&again.text), lines(&made.text));
    }
    Ok(true)
}

#[test]
fn the_law_of_a_day_decides_as_the_law_does() {
    let config = crate::search::cases(24);
    let in_order = std::cell::Cell::new(0);
    let tried = TestRunner::new(config).run(&(law(), cases()), |(text, cases)| {
        in_order.set(in_order.get() + u32::from(same(&text, &cases)?));
        Ok(())
    });
    tried.unwrap();
    assert!(in_order.get() >= 8, "only {} laws were in order", in_order.get());
}
