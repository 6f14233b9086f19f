//! What is missing: what is known of it, what would settle the matter, and in which words.

use super::Asked;
use lexport::explain::Detail;

const LAW: &str = r#"
import std/units/mass

enum Color
    red
    green
    blue "deep blue"
    white

record Case
    which  : Text
    agreed : Bool
    color  : Color
    weight : Number in kg
    count  : Number
    spare  : optional Number
    note   : Text
    sent   : Date
    share  : Number between 0% and 100%

fact it : Case

rule by_truth
    prohibits
    if it.which = "truth" and it.agreed

rule not_enough
    prohibits
    if it.which = "two truths" and it.agreed and it.color = red

rule by_color
    prohibits
    if it.which = "color" and it.color is red, blue and it.agreed

rule by_weight
    prohibits
    if it.which = "weight" and (it.weight < 10 kg or it.weight > 20 kg) and it.agreed

rule by_product
    prohibits
    if it.which = "product" and it.count * it.count > 50

rule by_share
    prohibits
    if it.which = "share" and it.share * 2 > 1

rule by_spare
    prohibits
    if it.which = "spare" and it has spare and it.spare > 3 and it.agreed

rule by_day
    prohibits
    if it.which = "day" and it.sent > 2024-03-01 and it.sent < 2024-05-01 and it.agreed

rule by_note
    prohibits
    if it.which = "note" and it.note = "x"
"#;

/// The line of one fact in the text, without its path, and the rest of the JSON.
fn line(facts: &str, path: &str) -> (String, String) {
    let law = Asked::new(LAW);
    let day = "2024-01-01";
    let told = law.told(facts, day, Detail::Short);
    let line = told.lines().find(|line| line.contains(path) && !line.contains("turns on"));
    let line = line.unwrap_or_else(|| panic!("{told}")).trim_start_matches("  missing").trim();
    let missing = law.decide(facts, day).missing.into_iter().find(|it| it.path == path).unwrap();
    let counts = format!("{} of {}{}", missing.settles, missing.tried, if missing.exhaustive { ", all" } else { "" });
    (line.strip_prefix(path).unwrap().trim().to_owned(), counts)
}

fn expect(facts: &str, path: &str, words: &str, counts: &str) {
    assert_eq!(line(facts, path), (words.to_owned(), counts.to_owned()), "{facts}");
}

#[test]
fn answers_that_settle_it_are_named() {
    expect(r#"{"which": "truth"}"#, "it.agreed", "settled by any answer", "2 of 2, all");
    expect(r#"{"which": "two truths"}"#, "it.agreed", "settled if no", "1 of 2, all");
    expect(r#"{"which": "color"}"#, "it.color", "settled if green or white", "2 of 4, all");
    let spare = r#"{"which": "spare"}"#;
    expect(spare, "it.spare", "settled if at most 3 or there is none", "5 of 28");
}

#[test]
fn numbers_are_settled_in_stretches() {
    let unit = "settled if between 10 kg and 20 kg";
    expect(r#"{"which": "weight"}"#, "it.weight", unit, "4 of 28");
    // Where no line can be seen, only what was tried can be spoken of.
    let tried = "settled by every value tried";
    expect(r#"{"which": "product"}"#, "it.count", tried, "24 of 24");
    expect(r#"{"which": "share"}"#, "it.share", tried, "3 of 3");
    let days = "settled if on or before 2024-03-01 or on or after 2024-05-01";
    expect(r#"{"which": "day"}"#, "it.sent", days, "0 of 0");
}

#[test]
fn what_is_known_in_part_is_told() {
    let part = r#"{"which": "weight", "weight": {"at_least": 5, "at_most": 15}}"#;
    let words = "known in part: between 5 kg and 15 kg; settled if between 10 kg and 15 kg";
    expect(part, "it.weight", words, "3 of 5");
    let part = r#"{"which": "note", "note": {"one_of": ["x", "y"]}}"#;
    expect(part, "it.note", "known in part: x or y; settled by any answer", "2 of 2, all");
    let part = r#"{"which": "color", "color": {"one_of": ["blue", "green"]}}"#;
    expect(part, "it.color", "known in part: green or deep blue; settled if green", "1 of 2, all");
    let part = r#"{"which": "truth", "agreed": true}"#;
    assert!(Asked::new(LAW).decide(part, "2024-01-01").missing.is_empty());
}

#[test]
fn what_cannot_be_tried_is_needed_for_its_rules() {
    expect(r#"{"which": "note"}"#, "it.note", "needed for by_note", "0 of 0");
}

#[test]
fn what_counts_together_only_is_named_in_one_breath() {
    let law = |fields: &[&str]| {
        let declared = fields.iter().fold(String::new(), |all, name| format!("{all}    {name} : Bool\n"));
        let all: Vec<String> = fields.iter().map(|name| format!("not it.{name}")).collect();
        let text = format!(
            "record Case\n{declared}fact it : Case\n\nrule r\n    prohibits\n    unless {}\n",
            all.join(" or ")
        );
        Asked::new(&text).told("{}", "2024-01-01", Detail::Short)
    };
    // Any `no` settles it: each is told by itself.
    let told = law(&["a", "b", "c", "d", "e"]);
    assert_eq!(told.matches("settled if no").count(), 5, "{told}");
    let text = "
record Case
    a : Text
    b : Text
    c : Text
    d : Text
    e : Text

fact it : Case

rule r
    prohibits
    unless (same) it.a = it.b or it.c = it.d or it.e = it.a
";
    let told = Asked::new(text).told("{}", "2024-01-01", Detail::Short);
    assert!(told.contains("missing   it.a, it.b, it.c, it.d and it.e  none of these settles it alone"), "{told}");
    assert!(told.contains("unless (same)"), "{told}");
}

#[test]
fn a_fact_that_changes_nothing_is_not_missing() {
    let law = "record Case\n    a : Bool\n    b : Bool\n    c : Bool\n    d : Bool\n    e : Bool\n\nfact it : Case\n\n\
               rule one\n    requires license\n    if it.a\n\n\
               rule two\n    requires license\n    if it.a and it.b\n\n\
               rule three\n    requires license\n    if it.a and it.c\n\n\
               rule four\n    requires license\n    if it.a and it.d and (it.e or not it.e)\n\n\
               rule told\n    flags \"see\"\n    if it.c\n";
    let missing = |facts: &str| -> Vec<String> {
        Asked::new(law).decide(facts, "2024-01-01").missing.into_iter().map(|it| it.path).collect()
    };
    // Whatever b, d and e are, one decides; c raises a flag.
    assert_eq!(missing("{}"), ["it.a", "it.c"]);
    assert_eq!(missing(r#"{"c": true}"#), ["it.a"]);
    assert!(missing(r#"{"a": false}"#).is_empty());
}
