//! An exception that only a bar closes is told also in short; one that would not help anyway is not.

use super::Asked;
use lexport::explain::Detail;

const LAW: &str = r"
record Case
    large : Bool
    small : Bool
    asked : Bool

fact it : Case

rule base
    requires license
    if it.large

rule other
    requires license
    if it.small

exception notified
    to base
    if it.asked

exception to_the_other
    to other
    if it.asked

rule closed
    bars exceptions
    if it.large
";

#[test]
fn what_only_a_bar_closes_is_told() {
    let told = Asked::new(LAW).told(r#"{"large": true, "small": false, "asked": true}"#, "2024-01-01", Detail::Short);
    assert!(told.contains("barred    notified") && told.contains("barred by closed"), "{told}");
    assert!(!told.contains("to_the_other"), "there is nothing for it to permit\n{told}");
}

#[test]
fn what_may_not_hold_anyway_is_not() {
    let told = Asked::new(LAW).told(r#"{"large": true, "small": false}"#, "2024-01-01", Detail::Short);
    assert!(!told.contains("barred"), "{told}");
}
