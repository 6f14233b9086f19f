//! A provision is cited with what amended it, on the days on which it did.

use super::Asked;
use lexport::explain::Detail;

const LAW: &str = r#"
record Case
    bad : Bool

fact it : Case

instrument act "Act"
    citation  "A 1"
    published 2020-01-01
    effective 2020-01-01

instrument second "Second act"
    citation  "A 2"
    published 2021-01-01
    effective 2021-01-01

rule ban
    under act
    prohibits
    if it.bad

amendment stricter
    under second
    revise ban
        if it.bad or not it.bad

amendment still_stricter
    under second
    cites "A 2, s. 9"
    from 2022-01-01
    revise ban
        title "The ban"
    insert
        rule other
            prohibits
            if it.bad
"#;

#[test]
fn a_provision_is_cited_as_amended() {
    let told = |day| Asked::new(LAW).told(r#"{"bad": true}"#, day, Detail::Short);
    assert!(told("2020-12-31").contains("ban\n              A 1\n"), "{}", told("2020-12-31"));
    assert!(told("2021-12-31").contains("A 1, as amended by A 2\n"), "{}", told("2021-12-31"));
    let last = told("2022-01-01");
    assert!(last.contains("A 1, as amended by A 2 and A 2, s. 9\n"), "{last}");
    assert!(last.contains("other\n              A 2\n"), "{last}");
}
