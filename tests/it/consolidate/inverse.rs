//! An amendment and its inverse, made at random: what the second takes back is as it was before the first.

use super::faithful::of;
use crate::laws::generate::{FACTS, condition};
use lexport::consolidate::{compare, of_day};
use lexport::diagnostic::{Bag, Style, render};
use lexport::enact::Standpoint;
use lexport::session::Session;
use lexport::value::Date;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use std::collections::BTreeMap;

const REST: &str = "\
instrument act
    published 2020-01-01
    effective 2020-01-01

instrument reform
    published 2021-01-01
    effective 2021-01-01

instrument counter_reform
    published 2022-01-01
    effective 2022-01-01

value limit : Number
    under act
    3

table fees key place
    place : Text
    fee   : Number
    | place | fee |
    | \"A\"   | 1   |
    | \"B\"   | 2   |

rule dear
    under act
    flags \"dear\"
    if it.n1 > fees[\"A\"].fee and it.n1 > limit

";

/// The names of the rules, and the conditions that stand in their limbs `(a)`, `(b)(1)` and `(b)(2)`.
const RULES: [&str; 2] = ["license", "ban"];
const LIMBS: [&str; 3] = ["(a)", "(b)(1)", "(b)(2)"];

fn rule(name: &str, limbs: &[String; 3]) -> String {
    let [a, one, two] = limbs;
    format!(
        "rule {name} \"First\"\n    under act\n    requires license\n    review denial\n    if any of\n        (a) {a}\n        (b) all of\n            (1) {one}\n            (2) {two}\n    unless (x) it.n0 > 9\n"
    )
}

/// What can be done to a law: which of the changes, to which rule and limb, with which new words.
#[derive(Debug, Clone)]
struct Deed {
    kind: u8,
    rule: usize,
    limb: usize,
    words: String,
    number: u8,
}

fn deed() -> impl Strategy<Value = Deed> {
    (0..16_u8, 0..2_usize, 0..3_usize, condition(), 0..9_u8).prop_map(|(kind, rule, limb, words, number)| Deed {
        kind,
        rule,
        limb,
        words,
        number,
    })
}

/// How a law stands while changes are written down.
struct Now {
    limbs: BTreeMap<(usize, usize), String>,
    limit: u8,
    fee: u8,
}

/// A change and what takes it back.
fn both_ways(deed: &Deed, now: &mut Now, number: usize) -> (String, String) {
    let Deed { rule: at, limb, words, number: n, .. } = deed;
    let (name, path) = (RULES[*at], LIMBS[*limb]);
    let old = now.limbs[&(*at, *limb)].clone();
    let lines = |change: &str, below: &str| format!("    {change}\n        {below}\n");
    match deed.kind {
        0..=3 => {
            now.limbs.insert((*at, *limb), words.clone());
            (lines(&format!("revise {name} {path}"), words), lines(&format!("revise {name} {path}"), &old))
        }
        4 => {
            let first = now.limbs[&(*at, 1)].clone();
            let back = lines(&format!("add to {name} before (b)(2)"), &format!("(1) {first}"));
            (format!("    strike {name} (b)(1)\n"), back)
        }
        5 => {
            let last = now.limbs[&(*at, 2)].clone();
            let back = lines(&format!("add to {name} after (b)(1)"), &format!("(2) {last}"));
            (format!("    strike {name} (b)(2)\n"), back)
        }
        6 => {
            let place = ["after (a)", "before (b)", "in (b)"][*limb];
            let within = if *limb == 2 { "(b)" } else { "" };
            let there = lines(&format!("add to {name} {place}"), &format!("(c{number}) {words}"));
            (there, format!("    strike {name} {within}(c{number})\n"))
        }
        7 => {
            let there = lines(&format!("add to {name}"), &format!("unless (y{number}) {words}"));
            (there, format!("    strike {name} (y{number})\n"))
        }
        8 => {
            let there =
                format!("    insert\n        rule fresh_{number}\n            prohibits\n            if {words}\n");
            (there, format!("    repeal fresh_{number}\n"))
        }
        9 => {
            let limbs = [0, 1, 2].map(|limb| now.limbs[&(*at, limb)].clone());
            let text = rule(name, &limbs).trim_end().replace('\n', "\n        ");
            (format!("    repeal {name}\n"), format!("    insert\n        {text}\n"))
        }
        10 => {
            let back = lines(&format!("revise {name}"), "review denial");
            (lines(&format!("revise {name}"), "review case by case"), back)
        }
        11 => {
            let back = lines(&format!("revise {name}"), "title \"First\"");
            (lines(&format!("revise {name}"), "title \"Second\""), back)
        }
        12 => {
            let back = lines("revise limit", &now.limit.to_string());
            now.limit = *n;
            (lines("revise limit", &n.to_string()), back)
        }
        13 if *limb == 0 => ("    remove green from warm\n".to_owned(), lines("add to warm", "green")),
        13 => (lines("add to warm", "blue"), "    remove blue from warm\n".to_owned()),
        14 => {
            let row = |fee: u8| lines("revise fees", &format!("| \"B\" | {fee} |"));
            let back = row(now.fee);
            now.fee = *n;
            (row(*n), back)
        }
        _ if *limb == 0 => {
            ("    remove \"B\" from fees\n".to_owned(), lines("add to fees", &format!("| \"B\" | {} |", now.fee)))
        }
        _ => {
            (lines("add to fees", &format!("| \"C{number}\" | {n} |")), format!("    remove \"C{number}\" from fees\n"))
        }
    }
}

/// Whether a change can follow another. A rule that is repealed cannot be changed, nor a limb that is struck, and what was
/// taken out once is not there to be taken out again.
fn fits(before: &Deed, deed: &Deed) -> bool {
    let of_a_rule = |deed: &Deed| !matches!(deed.kind, 8 | 12..);
    let same_rule = of_a_rule(before) && of_a_rule(deed) && before.rule == deed.rule;
    let strikes = |deed: &Deed| matches!(deed.kind, 4 | 5);
    let whole = |deed: &Deed| deed.kind == 9;
    let clash = same_rule && (whole(before) || whole(deed) || strikes(before) || strikes(deed));
    let of_a_list = |deed: &Deed| match (deed.kind, deed.limb) {
        (13, limb) => Some(("warm", limb == 0)),
        (14, _) | (15, 0) => Some(("the row B", true)),
        _ => None,
    };
    !clash && (of_a_list(deed).is_none() || of_a_list(before) != of_a_list(deed))
}

fn law(limbs: &[String], deeds: &[Deed]) -> String {
    let mut now = Now { limbs: BTreeMap::new(), limit: 3, fee: 2 };
    let mut rules = String::new();
    for (at, name) in RULES.iter().enumerate() {
        let own = [0, 1, 2].map(|limb| limbs[at * 3 + limb].clone());
        rules.push_str(&rule(name, &own));
        now.limbs.extend(own.into_iter().enumerate().map(|(limb, words)| ((at, limb), words)));
    }
    let (mut there, mut back) = (String::new(), Vec::new());
    let fitting = deeds.iter().enumerate().filter(|(at, deed)| deeds[..*at].iter().all(|before| fits(before, deed)));
    for (number, deed) in fitting {
        let (one, other) = both_ways(deed, &mut now, number);
        there.push_str(&one);
        back.push(other);
    }
    back.reverse();
    format!(
        "{FACTS}{REST}{rules}amendment forth\n    under reform\n{there}amendment back\n    under counter_reform\n{}",
        back.concat()
    )
}

/// What is taken back must leave no trace.
fn taken_back(text: &str) -> Result<(), TestCaseError> {
    let session = Session::from_text("law.lxp", text, None);
    let mut bag = Bag::new();
    let world = session.world(&Standpoint::default(), &mut bag);
    prop_assert!(world.is_some(), "{}\n{}", text, render(&bag, &session.sources, Style::Plain));
    let law = session.enacted(&Standpoint::default(), &mut Bag::new());
    let texts = session.texts();
    let on = |day: &str| of_day(&law, &texts, Date::parse(day).unwrap());
    let (before, between, after) = (on("2020-06-01"), on("2021-06-01"), on("2022-06-01"));
    let left = |redline: lexport::consolidate::Redline| {
        redline.changes.into_iter().filter(|it| it.kind != "instrument").collect::<Vec<_>>()
    };
    let there = left(compare(&before, &between));
    prop_assert_eq!(left(compare(&between, &after)).len(), there.len(), "{}", text);
    let traces = left(compare(&before, &after));
    prop_assert!(traces.is_empty(), "{:#?}\n{}", traces, text);
    // As a text of its own, too, but for what it says of its makers.
    let lines = |day: &str| {
        let made = of(&session, &Standpoint::default(), Date::parse(day).unwrap());
        let said = made.text.lines().skip(2).map(|line| line.split("  #").next().unwrap_or("").trim_end().to_owned());
        let kept = said.filter(|line| !line.trim_start().starts_with('#') && !line.is_empty());
        kept.collect::<Vec<_>>()
    };
    prop_assert_eq!(lines("2020-06-01"), lines("2022-06-01"), "{}", text);
    Ok(())
}

#[test]
fn what_is_taken_back_is_as_it_was() {
    let config = crate::search::cases(48);
    let limbs = prop::collection::vec(condition(), 6);
    let laws = (limbs, prop::collection::vec(deed(), 1..6));
    TestRunner::new(config).run(&laws, |(limbs, deeds)| taken_back(&law(&limbs, &deeds))).unwrap();
}

/// Every kind of change by itself, so that none escapes the dice.
#[test]
fn every_change_can_be_taken_back() {
    let limbs: Vec<String> =
        ["it.n0 > 1", "it.n0 > 2", "it.n0 > 3", "it.n0 > 4", "it.n0 > 5", "it.n0 > 6"].map(str::to_owned).into();
    for kind in 0..16 {
        for limb in 0..3 {
            let deed = Deed { kind, rule: 1, limb, words: "it.n1 > 7".to_owned(), number: 8 };
            let text = law(&limbs, &[deed]);
            assert!(text.contains("amendment forth\n    under reform\n    "), "{text}");
            taken_back(&text).unwrap();
        }
    }
}
