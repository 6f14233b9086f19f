//! The flat form: what it looks like, what its parts make of each other, and in which order rules are asked.

use lexport::diagnostic::{Finding, Style, render};
use lexport::plan::law::{Defeat, Law};
use lexport::plan::{self, View};
use lexport::session::Session;
use lexport::value::Date;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// The law of a text, if it is in order, and the codes and messages of what is not.
fn planned(text: &str) -> (Option<Law>, Vec<(String, String)>, String) {
    let mut session = Session::from_text("law.lxp", text, None);
    let law = session.plan();
    let bag = session.take_findings();
    let found = bag.iter().map(|it| (Finding::code(it), it.message())).collect();
    (law, found, render(&bag, &session.sources, Style::Plain))
}

fn codes(text: &str) -> Vec<String> {
    planned(text).1.into_iter().map(|(code, _)| code).collect()
}

const LAMPS: &str = r#"
unit lm "lumen"
unit klm "kilolumen" = 1000 lm

enum Place
    north
    south
    island code "IS"

record Party key id
    id   : Text
    seat : Place

record Lamp
    flux  : Number in lm at least 0 lm
    spare : optional Lamp_parts

record Lamp_parts
    count : Number

record Parcel
    lamp   : Lamp
    to     : Place
    buyer  : Party
    others : list of Party
    date   : Date

fact parcel : Parcel
    day parcel.date

group far of Place
    south
    + island from 2024-01-01

value limit : Number in lm
    5 klm from 2023-01-01
    8 klm from 2024-01-01

table rates key place
    place : Text
    rate  : Number
    | place   | rate |
    | "south" | 3    |

define bright of lamp: Lamp
    as lamp.flux >= limit or lamp.flux / 2 > 3 klm

define seated_in of party: Party, places: group of Place
    as party.seat in places

entry 1A001.a "Bright lamps"
    covers lamp: Lamp if lamp.bright
    unless lamp has spare and lamp.spare.count > 2

instrument act "Lamp Act"
    regime    LAMPS
    force     statute
    effective 2023-01-01

rule license
    under act
    requires license
    review case by case
    if all of
        parcel.lamp under 1A001
        parcel.to in far or any party in parcel.others where party.seated_in(far)
    unless parcel.buyer.seated_in([north])

exception samples
    under act
    to license
    if parcel.lamp.flux <= rates["south"].rate * 1 klm
    duty report "the office" 10 days after parcel.date

rule strict
    under act
    from 2024-01-01
    bars exceptions
    if parcel.to is island

rule war
    under act
    overrides license, strict
    prohibits
    if discretion "whether there is a war" by "the office"
"#;

#[test]
fn a_small_law_as_it_is_run() {
    let (law, found, shown) = planned(LAMPS);
    assert!(found.is_empty(), "{shown}");
    let law = law.unwrap();
    insta::assert_snapshot!("lamps_2023", plan::print(&law, Date::parse("2023-06-01").ok()));
    let last = plan::print(&law, None);
    assert_eq!(last, plan::print(&law, Date::parse("2025-01-01").ok()).replace("on 2025-01-01", "on 2024-01-01"));
    let rules = last.split("rules in force").nth(1).unwrap();
    insta::assert_snapshot!("lamps_last_days", rules);
}

#[test]
fn what_is_law_is_named_by_its_texts() {
    let hash = |text: &str| planned(text).0.unwrap().hash;
    assert_eq!(hash(LAMPS), hash(&LAMPS.replace('\n', "\r\n")));
    assert_ne!(hash(LAMPS), hash(&LAMPS.replace("8 klm", "9 klm")));
}

#[test]
fn no_plan_of_a_law_with_a_fault() {
    let (law, found, _) = planned("rule a\n    overrides b\n    prohibits\n\nrule b\n    overrides a\n    prohibits\n");
    assert!(law.is_none());
    assert_eq!(found, [("LX0401".to_owned(), "`a` defeats `b`, which defeats `a`: a circle".to_owned())]);
}

/// What looks like a fault and is none: nobody is warned without reason.
#[test]
fn quiet_where_it_is_not_certain() {
    let facts = "record P\n    x : Number\n    y : Number\n    on : Bool\n    s : Text\n    xs : list of Text\n    \
                 note : optional Text\n\nfact p : P\n\ngroup dated of Text\n    + \"a\" from 2024-01-01\n\n\
                 group other of Text\n    - \"a\" until 2024-06-01\n\n\
                 group later of Text\n    - \"a\" until 2024-01-01\n    \"b\"\n\n\
                 define all_groups of it: P\n    as it.s in dated, other, later\n\n";
    let rule = |condition: &str| {
        format!("{facts}rule r\n    prohibits\n    if {condition}\n\nrule q\n    prohibits\n    if p.all_groups\n")
    };
    for quiet in [
        "p.x < 5 and p.x >= 4",
        "p.x <= 5 and p.x >= 5",
        "p.x < 5 and p.y >= 5",
        "p.x < 5 or p.x >= 6",
        "p.x < 5 or p.x > 5",
        "p.x < p.y and p.y < p.x + 1",
        // A fact may be in both on some days.
        "p.s in dated and p.s in other",
        "p.s in dated and not p.s in other",
        // Different judgments, although in the same words.
        "discretion \"fit\" and not discretion \"fit\"",
        // Not the same member.
        "any a in p.xs where a = \"a\" and (any b in p.xs where b = \"b\")",
        "any a in p.xs where a = \"a\" and p.s = \"b\"",
        "p has note and (p.on or p has note)",
        "not (p.x < 5 and p.x < 3 + p.y)",
        "at least 2 of\n        p.on\n        p.x > 2\n        p.x > 1",
        "if p.on then p.x > 1 else p.x <= 1",
        "true",
    ] {
        let (_, found, shown) = planned(&rule(quiet));
        assert!(found.is_empty(), "{quiet}:\n{shown}");
    }
    for idle in [
        "p.x < 5 and p.x >= 5",
        "p.x <= 4 and (p.on or p.x > 4)",
        "p.x != 5 and 5 = p.x",
        "p.x < p.y and p.y <= p.x",
        "p.s in dated and p.s in later",
        "p.s in dated and not p.s in other, dated",
        "p.on and not p.on",
        "p.x = p.y and p.y != p.x",
        "any a in p.xs where a = \"a\" and a = \"b\"",
        "(count of a in p.xs where a in [\"a\"] and a in [\"b\"]) > 1",
        "p.x < 5 or not p.x < 5",
        "p.on or p.on",
        "p.x > 5 or p.x > 6",
        "2 < 1 or p.on",
    ] {
        let (law, found, shown) = planned(&rule(idle));
        assert!(law.is_some(), "advice does not keep a law from being run");
        assert_eq!(found.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), ["LX0408"], "{idle}:\n{shown}");
    }
}

#[test]
fn what_another_file_may_use_is_not_called_unused() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("terms.lxp", "define two\n    as 2\n\ndefine three\n    as 3\n\nrule always\n    prohibits\n");
    write("other.lxp", "import terms\n\ndefine four\n    as 4\n\nrule more\n    prohibits\n    if two > 1\n");
    let unused = |name: &str| {
        let mut session = Session::load(&folder.path().join(name));
        session.plan();
        let words = session.take_findings().iter().map(Finding::message).collect::<Vec<_>>();
        words.iter().filter_map(|it| it.split('`').nth(1)).map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(unused("terms.lxp"), ["two", "three"]);
    assert_eq!(unused("other.lxp"), ["four"]);
    // With a `law.lxp` beside them they are parts of it.
    write("law.lxp", "import other\n");
    assert!(unused("terms.lxp").is_empty());
    assert_eq!(unused("law.lxp"), ["four", "three"]);
    // A vocabulary has no rules, and others use it.
    assert!(codes("define two\n    as 2\n").is_empty());
}

#[test]
fn the_examples_are_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = vec![root.join("examples"), root.join("stdlib"), root.join("benches/peers")];
    let mut seen = 0;
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "lxp") {
                let mut session = Session::load(&path);
                let law = session.plan();
                let bag = session.take_findings();
                assert!(law.is_some() && bag.is_empty(), "{}", render(&bag, &session.sources, Style::Plain));
                seen += 1;
            }
        }
    }
    assert!(seen > 40);
}

/// Rules that say things about each other, without order: any of them may close a circle.
fn rules(edges: &[(usize, usize, u8)], count: usize) -> String {
    let mut text = String::from("record P\n    on : Bool\n\nfact p : P\n\nrule base\n    prohibits\n\n");
    for own in 0..count {
        let head = if own % 3 == 0 { "exception" } else { "rule" };
        writeln!(text, "{head} r{own}").unwrap();
        if own % 4 == 1 {
            text.push_str("    from 2024-01-01\n");
        }
        if own % 3 == 0 {
            text.push_str("    to base\n");
        } else {
            text.push_str("    prohibits\n");
        }
        for (_, target, how) in edges.iter().filter(|(from, target, _)| *from == own && target != from) {
            let line = match how {
                0 => format!("    overrides r{target}\n"),
                1 => format!("    subject to r{target}\n"),
                2 => format!("    notwithstanding r{target}\n"),
                3 => format!("    bars r{target}\n"),
                _ => "    bars exceptions\n".to_owned(),
            };
            text.push_str(&line);
        }
        text.push_str("    if p.on\n\n");
    }
    text
}

/// Whether who defeats stands before whom it defeats, on every day.
fn in_order(law: &Law) -> bool {
    let view = View::new(law);
    let days = ["2023-01-01", "2024-06-01"].map(|day| Date::parse(day).unwrap());
    days.iter().all(|day| {
        let epoch = view.on(*day);
        let places: BTreeSet<usize> = epoch.rules.iter().map(|active| active.rule.index()).collect();
        assert_eq!(places.len(), epoch.rules.len());
        let before = |(at, active): (usize, &plan::Active)| {
            active.defeaters.iter().all(|(by, _)| usize::try_from(*by).unwrap() < at)
        };
        epoch.rules.iter().enumerate().all(before)
    })
}

proptest! {
    #![proptest_config(crate::search::cases(128))]

    #[test]
    fn defeaters_stand_before_what_they_defeat(
        edges in prop::collection::vec((0..12_usize, 0..12_usize, 0..5_u8), 0..14),
    ) {
        let (law, found, shown) = planned(&rules(&edges, 12));
        match law {
            Some(law) => prop_assert!(in_order(&law), "{}", plan::print(&law, None)),
            None => prop_assert!(found.iter().any(|(code, _)| code == "LX0401"), "{shown}"),
        }
    }

    /// Without the check for circles the order could not be right, so a law that passes it has none.
    #[test]
    fn a_chain_is_asked_from_its_head(length in 2..60_usize, from in any::<prop::sample::Index>()) {
        let mut edges: Vec<(usize, usize, u8)> = (1..length).map(|at| (at, at - 1, 0)).collect();
        let (law, _, shown) = planned(&rules(&edges, length));
        let law = law.ok_or_else(|| TestCaseError::fail(shown))?;
        prop_assert!(in_order(&law));
        let view = View::new(&law);
        let epoch = view.on(Date::parse("2024-06-01").unwrap());
        let direct = epoch.rules.iter().flat_map(|it| &it.defeaters).filter(|(_, how)| *how == Defeat::Displaces).count();
        prop_assert_eq!(direct, length - 1);
        // Closing the chain anywhere makes a circle, and exactly one.
        edges.push((0, from.index(length - 1) + 1, 2));
        let found = codes(&rules(&edges, length));
        prop_assert_eq!(found, vec!["LX0401".to_owned()]);
    }
}

/// Deeper than any recursion could follow on the stack of a test.
#[test]
fn a_chain_of_thousands_is_no_danger() {
    let edges: Vec<(usize, usize, u8)> = (1..3000).map(|at| (at, at - 1, 0)).collect();
    let (law, _, shown) = planned(&rules(&edges, 3000));
    assert!(in_order(&law.expect(&shown)));
}
