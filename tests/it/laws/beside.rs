//! What is enforced and what is due: the law without what is not, never graver than the law in force; and a provision is said
//! to be neither only where it asks something because of what is left out.

use super::generate::{condition, facts, law};
use super::{case, day, json};
use lexport::decide::Scratch;
use lexport::diagnostic::{Bag, Style, render};
use lexport::enact::Standpoint;
use lexport::explain::{self, Status};
use lexport::plan::View;
use lexport::session::{Laws, Session};
use proptest::prelude::*;

/// A law, and two acts that amend it: one need not be complied with yet on the day, the other is not enforced.
fn amended() -> impl Strategy<Value = String> {
    (law(), condition(), condition(), condition()).prop_map(|(law, first, second, third)| {
        format!(
            "instrument early \"An act before its day of compliance\"\n    force regulation\n    published 2024-01-01\n\
             \x20   effective 2024-01-01\n    compliance 2030-01-01\n\n\
             instrument idle \"An act that nobody enforces\"\n    force regulation\n    published 2024-01-01\n\
             \x20   effective 2024-01-02\n\n\
             instrument notice \"Nobody will\"\n    force guidance\n    effective 2024-01-03\n\n{law}\n\
             amendment change\n    under early\n    replace license_a\n        rule license_a\n            requires license\n\
             \x20           if {first}\n    insert\n        rule extra\n            prohibits\n            if {second}\n\n\
             amendment other_change\n    under idle\n    insert\n        rule more\n            requires license\n\
             \x20           if {third}\n\n\
             amendment look_away\n    under notice\n    unenforce idle\n"
        )
    })
}

proptest! {
    #![proptest_config(crate::search::cases(48))]

    #[test]
    fn what_stands_beside_a_decision_is_the_law_without_it(
        text in amended(),
        cases in prop::collection::vec((facts(), prop::collection::vec(0..4_u8, 10)), 4),
    ) {
        let session = Session::from_text("law.lxp", &text, None);
        let mut bag = Bag::new();
        let mut seen = |without: Option<&str>| {
            let standpoint = Standpoint::default();
            let standpoint = without.map_or(standpoint.clone(), |act| standpoint.leaving_out(act));
            session.world(&standpoint, &mut bag)
        };
        let (Some(now), Some(due), Some(enforced)) = (seen(None), seen(Some("early")), seen(Some("idle"))) else {
            panic!("{text}\n{}", render(&bag, &session.sources, Style::Plain));
        };
        let laws = Laws::new(&session, now);
        let court = laws.court();
        for (facts, known) in cases {
            let json = json(&facts, &known);
            let case = case(&laws.now().law, &json).unwrap();
            let mut scratch = Scratch::new();
            let decision = court.decide(&case, day(), &mut scratch).unwrap();
            for (found, other, kind) in [
                (decision.due, &due.law, "compliance_not_due"),
                (decision.enforced, &enforced.law, "unenforced"),
            ] {
                let without = explain::decide(&View::new(other), &session.sources, &case, day(), &mut Scratch::new());
                prop_assert_eq!(found, decision.outcome.milder(without.outcome), "{} {}\n{}", kind, json, text);
                for note in decision.notes.iter().filter(|it| it.kind == kind) {
                    let name = note.provision.as_ref().unwrap();
                    let status = |it: &explain::Decision| it.provision(name).map_or(Status::DoesNotApply, |it| it.status);
                    // A code is that of an entry, which is told by what it covers.
                    if !name.starts_with(|letter: char| letter.is_ascii_digit()) {
                        // A review may be certain though it is not which of two rules brings it about.
                        let perhaps = !note.certain && status(&decision) == Status::Undetermined;
                        prop_assert!(perhaps || status(&decision) == Status::Applies, "{} {}\n{}", name, json, text);
                        prop_assert_eq!(note.whole, status(&without) != Status::Applies, "{} {}\n{}", name, json, text);
                    }
                }
                // Whatever a rule requires only because of the act is noted.
                for it in decision.provisions.iter().filter(|it| it.status == Status::Applies && it.kind == "rule") {
                    let requires = it.effects.iter().any(|effect| effect == "requires license" || effect == "prohibits");
                    let gone = without.provision(&it.name).is_none_or(|it| it.status == Status::DoesNotApply);
                    let noted = decision.notes.iter().any(|note| note.kind == kind && note.provision.as_ref() == Some(&it.name));
                    prop_assert!(!(requires && it.binding && gone) || noted, "{} {json}\n{text}", it.name);
                }
            }
        }
    }
}
