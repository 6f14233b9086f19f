//! A regime that is open is told of, though another settles the outcome over all.

use super::Asked;
use lexport::explain::Detail;

const LAW: &str = "
record Case
    a : Bool
    b : Bool
    c : Bool

fact f : Case

instrument ear_act
    regime EAR
    effective 2000-01-01

instrument ofac_act
    regime OFAC
    effective 2000-01-01

rule ear
    under ear_act
    requires license
    if f.a

rule ofac
    under ofac_act
    prohibits
    if f.b

rule of_none
    requires license
    if f.c
";

#[test]
fn what_another_regime_settles_is_still_open_in_its_own() {
    let (law, day) = (Asked::new(LAW), "2024-01-01");
    let facts = r#"{"b": true, "c": false}"#;
    let told = law.told(facts, day, Detail::Short);
    assert!(told.contains("because   ofac\n") && told.contains("perhaps   ear\n"), "{told}");
    assert!(told.contains("missing   f.a  for EAR: settled by any answer\n"), "{told}");
    let missing = law.decide(facts, day).missing;
    let [only] = missing.as_slice() else { panic!("{missing:?}") };
    assert_eq!((only.path.as_str(), only.only_in.as_deref(), only.settles, only.tried), ("f.a", Some("EAR"), 2, 2));
    assert_eq!(only.rules, ["ear"]);
    // Rules of no regime have an outcome of their own too.
    let told = law.told(r#"{"a": false, "b": true}"#, day, Detail::Short);
    assert!(told.contains("missing   f.c  for the rules of no regime: settled by any answer\n"), "{told}");
}

#[test]
fn what_can_change_the_outcome_over_all_comes_first() {
    let law = Asked::new(LAW);
    let missing = |facts: &str| -> Vec<(String, Option<String>)> {
        law.decide(facts, "2024-01-01").missing.into_iter().map(|it| (it.path, it.only_in)).collect()
    };
    let (ear, none) = (Some("EAR".to_owned()), Some("no regime".to_owned()));
    // A license is required in any case; whether it is prohibited is open.
    let open = missing(r#"{"c": true}"#);
    assert_eq!(open, [("f.b".to_owned(), None), ("f.a".to_owned(), ear.clone())]);
    assert_eq!(missing(r#"{"b": true}"#), [("f.a".to_owned(), ear), ("f.c".to_owned(), none)]);
    assert!(missing(r#"{"a": true, "b": true, "c": true}"#).is_empty());
}
