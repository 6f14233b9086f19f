//! Definitions that name themselves, and members of lists that are counted: who decides, down the chain and in circles.

use super::Asked;
use lexport::explain::Reason;
use std::fmt::Write;

const LAW: &str = r"
record Holding
    firm  : Firm
    share : Number between 0% and 100%

record Firm key id
    listed : Bool
    id     : Text
    owners : list of Holding

fact firm : Firm

define bad of it: Firm
    as any of
        (a) it.listed
        (b) (sum of holding.share for holding in it.owners where holding.firm.bad) >= 50%

rule owned
    requires license
    if firm.bad

rule owner
    requires license
    if any holding in firm.owners where holding.firm.bad

rule large
    requires license
    if 2 <= (count of holding in firm.owners where holding.share > 10%)
";

/// The reasons of a rule, one a line.
fn because(rule: &str, facts: &str) -> String {
    // Of rules that fail beside one that applies nothing is told.
    let (shared, rules) = LAW.split_once("rule ").unwrap();
    let own = rules.split("rule ").find(|text| text.starts_with(&format!("{rule}\n"))).unwrap();
    let decision = Asked::new(&format!("{shared}rule {own}")).decide(facts, "2024-01-01");
    let provision = decision.provisions.into_iter().find(|it| it.name == rule);
    let mut told = String::new();
    lines(&provision.map(|it| it.because).unwrap_or_default(), 0, &mut told);
    told
}

fn lines(reasons: &[Reason], depth: usize, told: &mut String) {
    for reason in reasons {
        let found =
            reason.found.replace("(sum of holding.share for holding in it.owners where holding.firm.bad)", "SUM");
        let label = reason.label.as_ref().map_or_else(String::new, |label| format!("({label}) "));
        let by = reason.margin.as_ref().map_or_else(String::new, |margin| format!(" [{}]", margin.by));
        let missing = reason.missing.iter().flat_map(|path| [" ?", path]).collect::<String>();
        writeln!(told, "{}{label}{found}{by}{missing}", "  ".repeat(depth)).unwrap();
        lines(&reason.parts, depth + 1, told);
    }
}

/// X, of which Y owns 30% and Z, who is Y's to some part, another 30%.
fn chain(listed: &str, part: &str) -> String {
    format!(
        r#"{{"id": "X", "listed": false, "owners": [
            {{"firm": {{"id": "Y", {listed} "owners": []}}, "share": "30%"}},
            {{"firm": {{"id": "Z", "listed": false, "owners": [{{"firm": "Y", "share": {part}}}]}}, "share": "30%"}}
        ]}}"#
    )
}

const LISTED: &str = r#""listed": true,"#;

#[test]
fn who_counts_is_told_down_the_chain() {
    let expected = "\
bad: yes
  (b) SUM 0.6, at least 0.5; counted: Y 0.3 and Z 0.3 [0.1]
    (Y) bad: yes
      (a) listed: yes
    (Z) bad: yes
      (b) SUM 0.6, at least 0.5; counted: Y 0.6 [0.1]
        (Y) bad: yes
          (a) listed: yes
";
    let told = because("owned", &chain(LISTED, r#""60%""#));
    assert_eq!(told.replace("it.listed", "listed"), expected);
    let told = because("owner", &chain(LISTED, r#""60%""#));
    assert!(told.starts_with("any holding in firm.owners where holding.firm.bad: so it is for Y and Z\n"), "{told}");
    assert!(told.contains("\n  (Z) bad: yes\n    (b) SUM 0.6, at least 0.5; counted: Y 0.6 [0.1]\n"), "{told}");
    let told = because("large", &chain(LISTED, r#""60%""#));
    assert!(told.contains("; counted: Y and Z [0]\n  (Y) share 0.3, above 0.1 [0.2]\n"), "{told}");
}

#[test]
fn who_fails_to_count_is_told_where_there_are_too_few() {
    let facts = chain(LISTED, r#""40%""#).replace(r#""share": "30%"}"#, r#""share": "20%"}"#);
    let expected = "\
bad: no
  (a) it.listed: no
  (b) SUM 0.2, below 0.5; counted: Y 0.2; not counted: Z 0.2 [-0.3]
    (Z) bad: no
      (a) it.listed: no
      (b) SUM 0.4, below 0.5; counted: Y 0.4 [-0.1]
";
    assert_eq!(because("owned", &facts), expected);
}

#[test]
fn what_is_missing_is_told_where_it_is_missing() {
    let expected = "\
bad: not known
  (b) SUM is between 0 and 0.6; asked is at least 0.5; none of 2 counted; not known of: Y 0.3 and Z 0.3
    (Y) bad: not known
      (a) it.listed: not known ?firm.owners[0].firm.listed
    (Z) bad: not known
      (b) SUM is between 0 and 0.6; asked is at least 0.5; none of 1 counted; not known of: Y 0.6
        (Y) bad: not known
          (a) it.listed: not known ?firm.owners[0].firm.listed
";
    assert_eq!(because("owned", &chain("", r#""60%""#)), expected);
}

/// A share that nobody knows is missing for the sum, not for who counts.
#[test]
fn a_share_is_missing_for_the_sum() {
    let facts = r#"{"id": "X", "listed": false, "owners": [
        {"firm": {"id": "Y", "listed": true, "owners": []}},
        {"firm": {"id": "Z", "listed": false, "owners": []}, "share": "30%"}]}"#;
    let expected = "\
bad: not known
  (b) SUM is between 0 and 1; asked is at least 0.5; counted: Y between 0 and 1 ?firm.owners[0].share
";
    assert_eq!(because("owned", facts), expected);
}

/// Those who own each other are followed once, and where everybody owns everybody there is an end to it.
#[test]
fn circles_and_crowds_come_to_an_end() {
    let circle = chain(LISTED, r#""60%""#).replace(r#""owners": []"#, r#""owners": [{"firm": "Z", "share": "90%"}]"#);
    let expected = "\
bad: yes
  (b) SUM 0.6, at least 0.5; counted: Y 0.3 and Z 0.3 [0.1]
    (Y) bad: yes
      (a) it.listed: yes
      (b) SUM 0.9, at least 0.5; counted: Z 0.9 [0.4]
        (Z) bad: yes
          (b) SUM 0.6, at least 0.5; counted: Y 0.6 [0.1]
            (Y) bad: yes
    (Z) bad: yes
      (b) SUM 0.6, at least 0.5; counted: Y 0.6 [0.1]
        (Y) bad: yes
          (a) it.listed: yes
          (b) SUM 0.9, at least 0.5; counted: Z 0.9 [0.4]
            (Z) bad: yes
";
    assert_eq!(because("owned", &circle), expected);

    let all = |of: &dyn Fn(usize) -> String| (0..20).map(of).collect::<Vec<_>>().join(",");
    let everybody = all(&|number| format!(r#"{{"firm": "F{number}", "share": "10%"}}"#));
    let crowd = all(&|number| {
        let listed = number < 5;
        format!(r#"{{"firm": {{"id": "F{number}", "listed": {listed}, "owners": [{everybody}]}}, "share": "10%"}}"#)
    });
    let told = because("owner", &format!(r#"{{"id": "X", "listed": false, "owners": [{crowd}]}}"#));
    assert!(
        told.lines().next().unwrap().ends_with("so it is for F0, F1, F2, F3, F4, F5, F6, F7 and 12 more"),
        "{told}"
    );
    assert!(told.lines().count() < 1000, "{}", told.lines().count());
}

/// What a definition goes through is not what stands around it.
#[test]
fn a_definition_has_its_own_variables() {
    let law = r"
record Crate
    old    : Bool
    weight : Number

record Load
    crates : list of Crate
    others : list of Crate

fact load : Load

define some_old
    as any other in load.others where other.old and other.weight > 0

rule heavy
    requires license
    if any one in load.crates where all of
        some_old
        one.weight > 10
";
    let facts = r#"{"crates": [{"old": false, "weight": 12}], "others": [{"old": true, "weight": 3}]}"#;
    let decision = Asked::new(law).decide(facts, "2024-01-01");
    let mut told = String::new();
    lines(&decision.provisions.first().unwrap().because, 0, &mut told);
    assert!(told.contains("weight 12, above 10"), "{told}");
}
