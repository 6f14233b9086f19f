//! What provisions do, in the words of the law: all of it, and which license.

use super::Asked;
use lexport::explain::Detail;

const LAW: &str = r#"
import std/units/currency

record Case
    a     : Bool
    known : Bool
    price : Money in USD

fact it : Case

rule arms "Firearms"
    requires license "DSP-5"   # the usual one
    review case by case
    if it.a

rule others
    reviews arms, plain with denial

rule plain
    requires license

exception relief
    to plain
    if it.a

rule norm
    bars plain
    flags "look # here"

rule closed
    bars exceptions except relief

rule presuming
    presumes it.known
    presumes it.a = false

rule paying
    charges 15% of
        it.price as tax
    duty notify "BIS" "the sale"
"#;

#[test]
fn effects_are_told_as_the_law_writes_them() {
    let decision = Asked::new(LAW).decide(r#"{"a": true, "price": 100}"#, "2024-01-01");
    let effects = |name: &str| -> Vec<String> {
        let provision = decision.provisions.iter().find(|it| it.name == name);
        provision.unwrap_or_else(|| panic!("{}", decision.to_json())).effects.clone()
    };
    assert_eq!(effects("arms"), ["requires license \"DSP-5\"", "review case by case"]);
    assert_eq!(effects("others"), ["reviews arms, plain with denial"]);
    assert_eq!(effects("relief"), ["permits"]);
    assert_eq!(effects("norm"), ["bars plain", "flags \"look # here\""]);
    assert_eq!(effects("closed"), ["bars exceptions except relief"]);
    assert_eq!(effects("presuming"), ["presumes it.known", "presumes it.a = false"]);
    assert_eq!(effects("paying"), ["charges 15% of it.price as tax", "duty notify \"BIS\" \"the sale\""]);
}

#[test]
fn which_license_is_required_is_told_in_short() {
    let law = Asked::new(LAW);
    let facts = r#"{"a": true, "price": 100}"#;
    let short = law.told(facts, "2024-01-01", Detail::Short);
    assert!(short.contains("because   arms  Firearms  license DSP-5\n"), "{short}");
    let why = law.told(facts, "2024-01-01", Detail::Why);
    assert!(why.contains("requires license \"DSP-5\", review case by case; law.lxp:11"), "{why}");
}

#[test]
fn a_charge_barred_with_its_rule_is_told() {
    let law = "import std/units/currency\nrecord Case\n    a : Bool\nfact it : Case\n\nrule toll\n    charges 5 USD as fee\n\n\
               rule free\n    bars toll\n    if it.a\n";
    let (law, day) = (Asked::new(law), "2024-01-01");
    let charge = |facts: &str| law.decide(facts, day).charges.pop().unwrap();
    let barred = charge(r#"{"a": true}"#);
    assert_eq!((barred.certain, barred.barred_by.first().map(|it| it.norm.as_str())), (true, Some("free")));
    let perhaps = charge("{}").perhaps_barred_by.pop().unwrap();
    assert_eq!((perhaps.norm, perhaps.missing), ("free".to_owned(), vec!["it.a".to_owned()]));
    let free = charge(r#"{"a": false}"#);
    assert!(free.certain && free.barred_by.is_empty() && free.perhaps_barred_by.is_empty());
    let told = law.told(r#"{"a": true}"#, day, Detail::Short);
    assert!(told.contains("charge    5 USD as fee; purported, and barred by free  toll"), "{told}");
}
