//! What would be if a quantity were across its line, where a saving clause decides by which law: as it turns out to be.

use lexport::decide::Scratch;
use lexport::explain::Decision;
use lexport::facts::{Case, Reader};
use lexport::session::{Court, Laws, Session, World};
use lexport::value::Date;

const LAW: &str = "\
record Load
    weight : Number
    height : Number

fact load : Load

instrument base_act
    published 2020-01-01
    effective 2020-01-01

instrument reform
    published 2021-01-01
    effective 2021-01-01

define size
    as load.weight * 2

rule heavy
    under base_act
    requires license
    if load.weight > 100

rule tall
    under base_act
    requires license
    if load.height > 50

amendment reforms
    under reform
    revise heavy
        if size > 400
    revise tall
        if load.height > 20
    saving small_loads
        for all of
            load.weight < 150
            load.height < 60
";

fn decide(court: &Court<'_>, weight: &str, height: &str) -> Decision {
    let layout = &court.law().now().law.layout;
    let mut case = Case::new(layout);
    let json = format!("{{\"weight\": {weight}, \"height\": {height}}}");
    assert!(Reader::new(layout).read(&json, &mut case).is_ok(), "{json}");
    court.decide(&case, Date::parse("2022-01-01").unwrap(), &mut Scratch::new()).unwrap()
}

#[test]
fn what_would_be_is_what_is_then() {
    let mut session = Session::from_text("law.lxp", LAW, None);
    let typed = session.check();
    let law = session.plan_of(&typed).unwrap();
    let laws = Laws::new(&session, World { typed, law });
    let court = laws.court();
    let mut told = 0;
    for (weight, height) in
        [30, 120, 140, 160, 210].into_iter().flat_map(|weight| [10, 30, 55, 65].map(|height| (weight, height)))
    {
        let (weight, height) = (weight.to_string(), height.to_string());
        let decision = decide(&court, &weight, &height);
        for near in &decision.nearest {
            let words: Vec<&str> = near.change.split(' ').collect();
            let ["weight" | "height", relation, .., line] = words.as_slice() else {
                // What is worked out from a fact on which it turns which law decides is passed over.
                assert_ne!(words[0], "size", "{near:?}");
                continue;
            };
            let line: f64 = line.parse().unwrap();
            let step = match *relation {
                "above" => 0.001,
                "below" => -0.001,
                _ => 0.0,
            };
            let across = (line + step).to_string();
            let then = match words[0] {
                "weight" => decide(&court, &across, &height),
                _ => decide(&court, &weight, &across),
            };
            assert_eq!(near.outcome, then.outcome, "{weight} {height}: {near:?}");
            told += 1;
        }
    }
    assert!(told > 10, "only {told}");
}
