//! From where the law is looked at: what goes with what is left out, and what was known when.

use crate::cli::run;
use lexport::diagnostic::{Bag, Style, render};
use lexport::enact::Standpoint;
use lexport::session::{Coverage, Session, World};
use lexport::value::Date;

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
            known_on: Date::parse("2019-01-01").ok(),
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

const DATED: &str = "\
record Load
    weight : Number
    to     : Text
    date   : Date

fact load : Load
    day load.date

instrument act
    published 2020-01-10
    effective 2020-02-01

group watched of Text
    \"north\"
    + \"south\" from 2021-01-01
    - \"north\" until 2021-06-01 published 2021-07-01
    + \"east\" from 2022-01-01 published 2022-02-01
    - \"west\" until 2023-01-01

group planned of Text
    under act
    + \"south\" from 2021-01-01
    + \"east\" from 2022-01-01 published 2022-02-01

value limit : Number
    10 from 2020-01-01 until 2021-01-01
    20 from 2021-01-01
    30 from 2022-01-01 published 2021-12-01

value staged : Number
    under act
    1 from 2020-02-01
    2 from 2023-01-01

rule heavy
    requires license
    if load.weight > limit

rule late
    from 2022-06-01
    prohibits
    if load.to in watched, planned
    unless load.weight > staged
";

/// The texts of one law under several standpoints, asked for what holds on a day.
#[test]
fn what_has_days_of_its_own_is_known_when_it_came_or_was_published() {
    let holds = |known: &str, day: &str, what: &str| {
        let text = format!("{DATED}\nscenario \"asked\"\n    on {day}\n    known on {known}\n    expect {what}\n");
        let mut session = Session::from_text("law.lxp", &text, None);
        let typed = session.check();
        let law = session.plan_of(&typed);
        let bag = session.take_findings();
        let Some(law) = law else { panic!("{}", render(&bag, &session.sources, Style::Plain)) };
        let trials = session.trials(World { typed, law }, |_| true, &mut Coverage::default());
        assert!(trials.iter().all(|it| it.failures.is_empty()), "known on {known}, {day}: {what}\n{text}");
    };
    // A member by no act is known from its day on, and its leaving too.
    holds("2020-12-31", "2024-01-01", "not \"south\" in watched");
    holds("2021-01-01", "2024-01-01", "\"south\" in watched");
    holds("2022-12-31", "2024-01-01", "\"west\" in watched");
    holds("2023-01-01", "2024-01-01", "not \"west\" in watched");
    // One that says when it was published, from then on.
    holds("2022-01-31", "2022-01-15", "not \"east\" in watched, planned");
    holds("2022-02-01", "2022-01-15", "\"east\" in watched and \"east\" in planned");
    holds("2021-06-30", "2021-06-15", "\"north\" in watched");
    holds("2021-07-01", "2021-06-15", "not \"north\" in watched");
    // One of an act, with the act.
    holds("2020-01-10", "2021-01-01", "\"south\" in planned");
    // Values alike: what is not known to end goes on.
    holds("2020-06-01", "2022-06-01", "limit = 10");
    holds("2021-11-30", "2022-06-01", "limit = 20");
    holds("2021-12-01", "2022-06-01", "limit = 30");
    holds("2020-01-10", "2024-01-01", "staged = 2");
}

#[test]
fn a_text_by_no_act_is_known_from_its_first_day_on() {
    let session = Session::from_text("law.lxp", DATED, None);
    let lives = |known: &str| {
        let standpoint = Standpoint { known_on: Date::parse(known).ok(), ..Standpoint::default() };
        let law = session.enacted(&standpoint, &mut Bag::new());
        law.rules.iter().map(|it| !it.versions[0].life.is_never()).collect::<Vec<_>>()
    };
    assert_eq!(lives("2022-05-31"), [true, false]);
    assert_eq!(lives("2022-06-01"), [true, true]);
}

#[test]
fn who_could_read_a_text_before_it_was_published_knew_it() {
    let act = |dates: &str| {
        format!(
            "record R\n    n : Number\n\nfact r : R\n\ninstrument act\n{dates}    effective 2023-11-17\n\nrule ban\n    under act\n    prohibits\n    if r.n > 1\n"
        )
    };
    let sees = |text: &str, known: &str| {
        let session = Session::from_text("law.lxp", text, None);
        let standpoint = Standpoint { known_on: Date::parse(known).ok(), ..Standpoint::default() };
        let law = session.enacted(&standpoint, &mut Bag::new());
        !law.rules[0].versions[0].life.is_never()
    };
    let both = act("    released 2023-10-17\n    published 2023-10-25\n");
    assert_eq!(["2023-10-16", "2023-10-17", "2023-10-25"].map(|day| sees(&both, day)), [false, true, true]);
    let published = act("    published 2023-10-25\n");
    assert_eq!(["2023-10-17", "2023-10-24", "2023-10-25"].map(|day| sees(&published, day)), [false, false, true]);
    let released = act("    released 2023-10-17\n");
    assert_eq!(["2023-10-16", "2023-10-17"].map(|day| sees(&released, day)), [false, true]);
    let wrong = Session::from_text("law.lxp", &act("    released 2023-10-26\n    published 2023-10-25\n"), None);
    assert_eq!(seen(&wrong, &Standpoint::default()).1, ["LX0211"]);
}
