//! Thresholds on whose other side the outcome is another, wherever in the condition they stand.

use super::Asked;
use lexport::explain::Nearest;

fn changes(condition: &str) -> Vec<String> {
    let law = format!(
        "record Load\n    n : Number\n    m : Number\n\nfact f : Load\n\nrule light\n    requires license\n{condition}\n"
    );
    let decision = Asked::new(&law).decide(r#"{"n": 1, "m": 3}"#, "2024-01-01");
    decision.nearest.into_iter().map(|Nearest { change, .. }| change).collect()
}

#[test]
fn what_is_denied_is_across_its_line_too() {
    let plain = ["n above 2"];
    assert_eq!(changes("    if f.n <= 2"), plain);
    assert_eq!(changes("    if not f.n > 2"), plain);
    assert_eq!(changes("    if not (not f.n <= 2)"), plain);
    assert_eq!(changes("    if f.m > 0\n    unless f.n > 2"), ["m at most 0", "n above 2"]);
    let both = ["n above 2", "m above 9"];
    assert_eq!(changes("    if not (f.n > 2 or f.m > 9)"), both);
    assert_eq!(changes("    if none of\n        f.n > 2\n        f.m > 9"), both);
}
