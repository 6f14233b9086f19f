//! Saving clauses: whoever governs a case decides it, and whatever either law would say is possible where that is not known.

use super::generate::{condition, facts, law};
use super::{case, day, json, within};
use lexport::decide::{Evaluator, Range, Scratch};
use lexport::diagnostic::{Bag, Style, render};
use lexport::enact::Standpoint;
use lexport::explain;
use lexport::facts::Case;
use lexport::plan::{Law, View};
use lexport::session::{Laws, Session};
use lexport::value::Truth;
use proptest::prelude::*;

/// A law, an act that amends it, and a clause that saves cases from the act.
fn amended() -> impl Strategy<Value = String> {
    (law(), condition(), condition(), condition()).prop_map(|(law, first, second, saves)| {
        format!(
            "instrument act \"An act\"\n    force regulation\n    published 2024-01-01\n    effective 2024-01-01\n\n{law}\n\
             amendment change\n    under act\n    replace license_a\n        rule license_a\n            requires license\n\
             \x20           if {first}\n    insert\n        rule extra\n            prohibits\n            if {second}\n\
             \x20   saving old_cases\n        for {saves}\n"
        )
    })
}

fn outcome(session: &Session, law: &Law, case: &Case) -> Range {
    explain::outcome(&View::new(law), &session.sources, case, day(), &mut Scratch::new())
}

proptest! {
    #![proptest_config(crate::search::cases(64))]

    #[test]
    fn the_law_that_governs_decides(
        text in amended(),
        cases in prop::collection::vec((facts(), prop::collection::vec(0..4_u8, 10)), 4),
    ) {
        let session = Session::from_text("law.lxp", &text, None);
        let mut bag = Bag::new();
        let now = session.world(&Standpoint::default(), &mut bag);
        let before = session.world(&Standpoint::default().leaving_out("act"), &mut bag);
        let (Some(now), Some(before)) = (now, before) else {
            panic!("{text}\n{}", render(&bag, &session.sources, Style::Plain));
        };
        // A case is read once and asked of both.
        prop_assert_eq!(format!("{:?}", now.law.layout), format!("{:?}", before.law.layout));
        let laws = Laws::new(&session, now);
        let court = laws.court();
        let law = &laws.now().law;
        for (facts, known) in cases {
            let json = json(&facts, &known);
            let case = case(law, &json).unwrap();
            let mut scratch = Scratch::new();
            let (with, without) = (outcome(&session, law, &case), outcome(&session, &before.law, &case));
            let condition = law.limbs[law.savings[0].condition].node;
            let saves = Evaluator::new(law, court.now().on(day()), &case, &mut scratch).truth(condition);
            let decision = court.decide(&case, day(), &mut scratch).unwrap();
            let quick = court.outcome(&case, day(), &mut scratch);
            let clauses: Vec<&str> = decision.savings.iter().map(|it| it.saves).collect();
            let by = |law: &Law| explain::decide(&View::new(law), &session.sources, &case, day(), &mut Scratch::new());
            match saves {
                Truth::True => {
                    prop_assert_eq!((decision.outcome, quick), (without, without), "{}\n{}", text, json);
                    prop_assert_eq!((decision.provisions, clauses), (by(&before.law).provisions, vec!["yes"]));
                }
                Truth::False => {
                    prop_assert_eq!((decision.outcome, quick), (with, with), "{}\n{}", text, json);
                    prop_assert_eq!((decision.provisions, clauses), (by(law).provisions, vec![]));
                }
                Truth::Unknown => {
                    prop_assert_eq!((decision.outcome, quick), (with.or(without), with.or(without)));
                    prop_assert!(within(with, quick) && within(without, quick), "{text}\n{json}");
                    prop_assert_eq!(clauses, vec!["unknown"]);
                    // Where it makes a difference which law decides, facts are missing to tell, or it cannot be worked out.
                    let told = !decision.missing.is_empty() || !decision.faults.is_empty();
                    prop_assert!(with == without || told, "{text}\n{json}");
                }
            }
        }
    }
}
