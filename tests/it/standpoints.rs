//! From where the law is looked at: what goes with what is left out, and what was known when.

use crate::cli::run;
use lexport::diagnostic::{Bag, Style, render};
use lexport::enact::Standpoint;
use lexport::session::{Session, World};

/// A law as seen from a standpoint, and the codes of what was said of it.
fn seen(session: &Session, standpoint: &Standpoint) -> (Option<World>, Vec<String>) {
    let mut bag = Bag::new();
    let world = session.world(standpoint, &mut bag);
    (world, bag.iter().map(lexport::diagnostic::Finding::code).collect())
}

const LATER: &str = "\
record Load
    weight : Number
    to     : Text

fact load : Load

instrument first_act
    published 2020-01-01
    effective 2020-01-01

instrument second_act
    published 2021-01-01
    effective 2021-01-01

instrument third_act
    published 2022-01-01
    effective 2022-01-01

table fees key place
    place : Text
    fee   : Number
    | place | fee |
    | \"A\"   | 1   |

rule ban
    prohibits
    if load.weight > 100

amendment second
    under second_act
    remove \"A\" from fees
    add to fees
        | \"B\" | 2 |
    repeal ban
    insert
        rule permit
            requires license
            if any of
                (a) load.weight > fees[load.to].fee

amendment third
    under third_act
    add to fees
        | \"A\" | 3 |
    revise fees
        | \"B\" | 4 |
    insert
        rule ban
            prohibits
            if load.weight > 200
    add to permit after (a)
        (b) load.weight > 7
";

#[test]
fn what_later_acts_change_of_what_is_left_out_goes_with_it() {
    let session = Session::from_text("law.lxp", LATER, None);
    assert_eq!(seen(&session, &Standpoint::default()).1, ["LX0239", "LX0409"]);
    for standpoint in [
        Standpoint::default().leaving_out("second_act"),
        Standpoint::default().leaving_out("second"),
        Standpoint {
            known_on: lexport::value::Date::parse("2019-01-01").ok(),
            suppose: ["third_act".to_owned()].into(),
            ..Standpoint::default()
        },
    ] {
        let (world, mut codes) = seen(&session, &standpoint);
        assert!(world.is_some(), "{codes:?}");
        codes.retain(|code| code == "LX0414");
        // The two rows, the rule that would be there twice, and the limb.
        assert_eq!(codes.len(), 4, "{standpoint:?}");
    }
}

#[test]
fn what_is_wrong_with_the_whole_law_is_wrong_without_an_act() {
    let text = format!("{LATER}\namendment fourth\n    under third_act\n    strike permit (x)\n");
    let session = Session::from_text("law.lxp", &text, None);
    let (world, codes) = seen(&session, &Standpoint::default().leaving_out("first_act"));
    assert!(world.is_none() && codes.contains(&"LX0232".to_owned()), "{codes:?}");
}

#[test]
fn amendments_keep_their_order_where_one_in_the_middle_is_left_out() {
    let limit = |name: &str, after: &str, value: u8| {
        format!("\namendment {name}\n    under second_act\n{after}    revise limit\n        {value}\n")
    };
    let text = format!(
        "{LATER}\nvalue limit : Number = 1\n{}{}{}",
        limit("last", "    after middle\n", 4),
        limit("middle", "    after start\n", 3),
        limit("start", "", 2)
    );
    let session = Session::from_text("law.lxp", &text, None);
    let mut bag = Bag::new();
    let law = session.enacted(&Standpoint::default().leaving_out("middle"), &mut bag);
    assert!(!bag.has_errors(), "{}", render(&bag, &session.sources, Style::Plain));
    let made = law.values[0].versions.last().map(|it| it.amended.iter().map(|id| &law.amendments[*id].name.node));
    assert_eq!(made.map(Iterator::collect::<Vec<_>>).unwrap(), ["start", "last"]);
}

#[test]
fn every_command_goes_with_what_is_left_out() {
    let law = "tests/cases/amendments/reeds.lxp";
    for line in [
        format!("impact {law} --cases tests/cases/impact/reeds.ndjson --instrument reed_act"),
        format!("law {law} --on 2022-09-01 --without reed_act"),
    ] {
        let ran = run(&line);
        assert_eq!(ran.code, 0, "{line}\n{}", ran.err);
        let told =
            "advice: without reed_act, `few` is not law on 2022-07-01: this change is left out too (reeds.lxp:128)";
        assert!(ran.err.contains(told), "{line}\n{}", ran.err);
    }
}
