//! What can go wrong while a case is decided: each page brings its fault about, and mends it.

use lexport::decide::Scratch;
use lexport::diagnostic::{Bag, Finding, Style, pages, render};
use lexport::explain;
use lexport::facts::{Case, Reader};
use lexport::plan::View;
use lexport::session::{self, Coverage, Laws, Session, World};
use lexport::value::Date;
use std::fmt::Write as _;

/// The fenced block of a page that begins with these words.
fn block<'p>(page: &'p str, fence: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(&format!("```{fence}\n"))?;
    Some(rest.split_once("```").unwrap().0)
}

/// The outcome of a case in words.
fn outcome(law: &str, json: &str) -> String {
    let mut session = Session::from_text("law.lxp", law, None);
    let Some(law) = session.plan() else {
        panic!("{}", render(&session.take_findings(), &session.sources, Style::Plain));
    };
    let id = session.add_case_bytes("case.json", json.as_bytes().to_vec()).unwrap();
    let source = session.sources.get(id).unwrap();
    let mut case = Case::new(&law.layout);
    assert!(Reader::new(&law.layout).read_source(source, &mut case, &mut Bag::new()), "{json}");
    let day = Date::parse("2024-05-01").unwrap();
    let decision = explain::decide(&View::new(&law), &session.sources, &case, day, &mut Scratch::new());
    decision.certain().map_or("undetermined", |it| it.words()).to_owned()
}

/// The codes of everything that is wrong with a law, with the facts of a case, or with deciding it.
fn codes(law: &str, json: &str) -> Vec<String> {
    let mut session = Session::from_text("law.lxp", law, None);
    let typed = session.check();
    let Some(law) = session.plan_of(&typed) else {
        panic!("{}", render(&session.take_findings(), &session.sources, Style::Plain));
    };
    session.expect_rules(&law);
    if session.bag.has_errors() {
        return session.bag.iter().map(Finding::code).collect();
    }
    let advice = session.take_findings();
    assert!(advice.is_empty(), "{}", render(&advice, &session.sources, Style::Plain));
    let id = session.add_case_bytes("case.json", json.as_bytes().to_vec()).unwrap();
    let source = session.sources.get(id).unwrap();
    let mut bag = Bag::new();
    let mut case = Case::new(&law.layout);
    let laws = Laws::new(&session, World { typed, law });
    let (court, World { typed, law }) = (laws.court(), laws.now());
    let mut scratch = Scratch::new();
    if Reader::new(&law.layout).read_source(source, &mut case, &mut bag)
        && let Some(day) = session::day(typed, court.now(), &case, (&session, source), &mut scratch, &mut bag)
    {
        let decision = court.decide(&case, day, &mut scratch).unwrap();
        // What could not be worked out decides nothing.
        assert_eq!(decision.certain().is_none(), !decision.faults.is_empty(), "{}", decision.to_json());
        return decision.faults.iter().map(|fault| fault.code.to_owned()).collect();
    }
    bag.iter().map(Finding::code).collect()
}

/// The law of LX0608 with ninety definitions more, and crates in crates as deep as facts may be: nobody wants to read
/// that on a page.
fn deep(law: &str) -> (String, String) {
    let mut law = law.replace("if shipment.crate.weight", "if shipment.crate.weight_90");
    for step in 1..=90 {
        let below = if step == 1 { "weight".to_owned() } else { format!("weight_{}", step - 1) };
        let _ = writeln!(law, "\ndefine weight_{step} of crate: Crate : Number\n    as crate.{below}");
    }
    let crates = 120;
    let (open, close) = (r#"{ "own": 1, "inner": "#.repeat(crates), "}".repeat(crates));
    (law, format!(r#"{{ "date": "2024-05-01", "crate": {open}null{close} }}"#))
}

#[test]
fn every_page_brings_its_fault_about_and_mends_it() {
    let mut asked = 0;
    for page in pages().iter().filter(|page| page.code == "LX0518" || page.code.starts_with("LX06")) {
        let law = block(page.text, "lxp").unwrap();
        let (long, case) = match block(page.text, "json") {
            Some(case) => (law.to_owned(), case.to_owned()),
            None => deep(law),
        };
        assert_eq!(codes(&long, &case), [page.code], "the example of {}", page.code);
        let law = block(page.text, "lxp fixed").unwrap_or(law);
        let case = block(page.text, "json fixed").unwrap_or(&case);
        assert_eq!(codes(law, case), [""; 0], "{} is not mended", page.code);
        asked += 1;
    }
    assert_eq!(asked, 12);
}

/// What was not as expected in the scenarios of a law: what stands there, and what was found.
fn failures(law: &str) -> Vec<(String, String)> {
    let mut session = Session::from_text("law.lxp", law, None);
    let typed = session.check();
    let Some(law) = session.plan_of(&typed) else {
        panic!("{}", render(&session.take_findings(), &session.sources, Style::Plain));
    };
    let trials = session.trials(World { typed, law }, |_| true, &mut Coverage::default());
    let failures = trials.into_iter().flat_map(|trial| trial.failures);
    failures.map(|it| (session.sources.text(it.span).to_owned(), it.found)).collect()
}

#[test]
fn a_fact_that_cannot_be_worked_out_from_others_fails_its_scenario() {
    let law = "record Case
    day   : Date
    whole : Number
    share : optional Number between 0% and 100%

fact it : Case
    day it.day

rule many
    requires license
    if it.whole > 5

scenario \"Divided by what is given\"
    given it.day = 2024-01-01
    given it.whole = 0
    given it.share = 1 / it.whole
    expect no license required

scenario \"More than all\"
    given it.day = 2024-01-01
    given it.whole = 3
    given it.share = it.whole / 2
    expect no license required

scenario \"The wrong way round\"
    given it.day = between 2024-02-01 and 2024-01-01
    given it.whole = between 3 and 2
    on 2024-01-01
    expect undetermined

scenario \"A part\"
    given it.day = 2024-01-01
    given it.whole = 3
    given it.share = it.whole / 4
    expect no license required
";
    let told = |place: &str, found: &str| (place.to_owned(), found.to_owned());
    let upside_down = "one whose lower limit is above its upper limit";
    assert_eq!(
        failures(law),
        [
            told("1 / it.whole", "a division by zero"),
            told("it.whole / 2", "one beyond the limits of its field"),
            told("between 2024-02-01 and 2024-01-01", upside_down),
            told("between 3 and 2", upside_down),
        ]
    );
}

/// A law about a shipment with a list of numbers.
fn about_numbers(rest: &str) -> String {
    format!(
        "record Shipment\n    date : Date\n    xs   : list of Number\n\nfact shipment : Shipment\n    day shipment.date\n\n{rest}"
    )
}

fn with_numbers(count: usize) -> String {
    format!(r#"{{ "date": "2024-05-01", "xs": [{}] }}"#, vec!["1"; count].join(", "))
}

#[test]
fn lists_inside_of_lists_are_gone_through_up_to_a_limit() {
    let law = about_numbers(
        "rule odd
    requires license
    if any a in shipment.xs where any b in shipment.xs where any c in shipment.xs where c > 1
",
    );
    assert_eq!(codes(&law, &with_numbers(300)), ["LX0608"]);
    assert_eq!(codes(&law, &with_numbers(30)), [""; 0]);
    // Long lists are gone through to the end.
    let law = about_numbers("rule odd\n    requires license\n    if any a in shipment.xs where a > 1\n");
    assert_eq!(codes(&law, &with_numbers(50_000)), [""; 0]);
}

#[test]
fn lists_that_double_with_every_step_are_given_up() {
    let law = |steps: usize| {
        let mut law = about_numbers("define list_0\n    as shipment.xs\n");
        for step in 1..=steps {
            let before = step - 1;
            let _ = writeln!(law, "\ndefine list_{step}\n    as list_{before} + list_{before}");
        }
        let _ = writeln!(law, "\nrule long\n    requires license\n    if (count of x in list_{steps}) > 5");
        law
    };
    assert_eq!(codes(&law(40), &with_numbers(1)), ["LX0608"]);
    assert_eq!(codes(&law(10), &with_numbers(1)), [""; 0]);
}

#[test]
fn each_priority_is_asked_once_for_a_presumption() {
    let mut law = "record Shipment\n    date : Date\n    hot  : Bool\n".to_owned();
    for number in 0..60 {
        let _ = writeln!(law, "    f{number} : Bool");
    }
    law.push_str("\nfact shipment : Shipment\n    day shipment.date\n");
    let before = |number: usize| (0..number).map(|it| format!("r{it}")).collect::<Vec<_>>().join(", ");
    let _ = writeln!(law, "\nrule hot\n    prohibits\n    if shipment.hot");
    let _ = writeln!(law, "\nrule presumed\n    presumes shipment.hot\n    subject to {}", before(60));
    for number in 0..60 {
        let _ = writeln!(law, "\nrule r{number}\n    requires license");
        if number > 0 {
            let _ = writeln!(law, "    subject to {}", before(number));
        }
        let _ = writeln!(law, "    if shipment.f{number}");
    }
    let facts = |last: bool| {
        let facts = (0..60).map(|number| format!("\"f{number}\": {}", last && number == 59));
        format!("{{ \"date\": \"2024-05-01\", {} }}", facts.collect::<Vec<_>>().join(", "))
    };
    // Were each asked as often as there are ways to it, this would not end.
    assert_eq!(outcome(&law, &facts(false)), "prohibited");
    assert_eq!(outcome(&law, &facts(true)), "undetermined");
}

#[test]
fn what_rests_on_no_fixpoint_is_remembered_while_one_is_under_way() {
    let mut law = "record Person key id\n    id : Text\n    bad : Bool\n    owners : list of Person\n
record Shipment\n    date : Date\n    f : Bool\n    g : Bool\n    who : Person\n
fact shipment : Shipment\n    day shipment.date\n
define d0\n    as shipment.f and shipment.g\n"
        .to_owned();
    for step in 1..=60 {
        let before = step - 1;
        let _ = writeln!(law, "\ndefine d{step}\n    as (d{before} and shipment.f) or (d{before} and shipment.g)");
    }
    law.push_str(
        "
define controlled of person: Person
    as any of
        d60
        person.bad
        any owner in person.owners where owner.controlled

rule needed
    requires license
    if shipment.who.controlled
",
    );
    let owner = r#"{ "id": "b", "bad": false, "owners": [] }"#;
    let case = |g: &str| {
        let who = format!(r#"{{ "id": "a", "bad": false, "owners": [{owner}] }}"#);
        format!(r#"{{ "date": "2024-05-01", "f": true, {g} "who": {who} }}"#)
    };
    assert_eq!(outcome(&law, &case(r#""g": false,"#)), "no license required");
    // As well while what is looked at is recorded.
    assert_eq!(outcome(&law, &case("")), "undetermined");
}
