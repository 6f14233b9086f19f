//! Records that are compared go by their keys.

use super::Asked;

const LAW: &str = r"
record Firm key id
    listed : Bool default false
    id     : Text

record Sale
    buyer : Firm
    user  : Firm

fact sale : Sale
fact last : Sale

rule same
    requires license
    if sale.buyer = sale.user

rule another
    requires license
    if sale.buyer != sale.user

rule as_before
    requires license
    if sale.buyer = last.buyer
";

/// What is found for a rule that applies, or may.
fn found(rule: &str, facts: &str) -> Option<String> {
    let decision = Asked::new(LAW).decide(facts, "2024-01-01");
    let provision = decision.provisions.iter().find(|it| it.name == rule)?;
    provision.because.first().map(|reason| reason.found.clone())
}

#[test]
fn both_keys_are_told() {
    let alike = r#"{"sale": {"buyer": "X", "user": "X"}, "last": {"buyer": "X"}}"#;
    assert_eq!(found("same", alike).as_deref(), Some("buyer is X, the same as user"));
    assert_eq!(found("as_before", alike).as_deref(), Some("sale.buyer is X, the same as last.buyer"));
    let different = r#"{"sale": {"buyer": "X", "user": "Y"}}"#;
    assert_eq!(found("another", different).as_deref(), Some("buyer is X, user is Y"));
    let open = r#"{"sale": {"buyer": "X"}}"#;
    assert_eq!(found("same", open).as_deref(), Some("buyer is X; user is not known"));
}
