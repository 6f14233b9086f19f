//! What the law leaves to judgment is listed wherever in a condition it stands, and only where it matters.

use super::Asked;
use lexport::explain::Detail;

const LAW: &str = r#"
record Case
    which : Text
    large : Bool
    tried : list of Number

fact it : Case

instrument code "Code"
    issuer   "Ministry of Light"
    effective 2000-01-01

define limit of c: Case
    as if discretion "is it a feast day?" then 10 else 20

define fit of c: Case, n: Number
    as n > 1 and discretion "is it fit?"

rule chosen
    under code
    prohibits
    if it.which = "chosen" and (if it.large then discretion "is it bright?" by "Council" else false)

rule choosing
    under code
    prohibits
    if it.which = "choosing" and (if discretion "is it dark?" then it.large else not it.large)

rule counted
    under code
    prohibits
    if it.which = "counted" and (count of n in it.tried) > it.limit

rule any_of_them
    under code
    prohibits
    if it.which = "any" and (any n in it.tried where it.fit(n))
"#;

fn judged(facts: &str) -> Vec<String> {
    let decision = Asked::new(LAW).decide(facts, "2024-01-01");
    let words = |it: &lexport::explain::Judgment| format!("{}: {} {}", it.rule, it.by.as_deref().unwrap(), it.question);
    decision.judgments.iter().map(words).collect()
}

#[test]
fn judgments_inside_of_other_questions() {
    let chosen = ["chosen: Council is it bright?"];
    assert_eq!(judged(r#"{"which": "chosen", "large": true}"#), chosen);
    assert_eq!(judged(r#"{"which": "chosen"}"#), chosen);
    let choosing = ["choosing: Ministry of Light is it dark?"];
    assert_eq!(judged(r#"{"which": "choosing", "large": true}"#), choosing);
    let ten = format!(r#"{{"which": "counted", "tried": {:?}}}"#, [1; 15]);
    assert_eq!(judged(&ten), ["counted: Ministry of Light is it a feast day?"]);
    assert_eq!(judged(r#"{"which": "any", "tried": [1, 2]}"#), ["any_of_them: Ministry of Light is it fit?"]);
    let told = Asked::new(LAW).told(r#"{"which": "chosen", "large": true}"#, "2024-01-01", Detail::Short);
    assert!(told.contains("judgment  Council judges: is it bright?  chosen"), "{told}");
}

#[test]
fn judgments_that_make_no_difference() {
    let none: [&str; 0] = [];
    assert_eq!(judged(r#"{"which": "chosen", "large": false}"#), none);
    assert_eq!(judged(r#"{"which": "other"}"#), none);
    assert_eq!(judged(r#"{"which": "any", "tried": [1]}"#), none);
    assert_eq!(judged(&format!(r#"{{"which": "counted", "tried": {:?}}}"#, [1; 25])), none);
}
