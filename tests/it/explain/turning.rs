//! What happened to the law on the nearest day of another outcome: acts that begin, end, are suspended, and come back.

use super::Asked;
use lexport::explain::Nearest;

const LAW: &str = r#"
record Case
    bad : Bool

fact it : Case

instrument act "Act"
    published 2020-01-01
    effective 2020-01-01

instrument pause "Pause"
    published 2021-01-01
    effective 2021-01-01

instrument bill "Bill"
    force     bill
    published 2021-06-01
    effective 2022-01-01

rule ban
    under act
    prohibits
    if it.bad

amendment paused
    under pause
    suspend act until 2022-01-01

amendment longer
    under bill
    suspend act until 2023-01-01

amendment for_a_while
    under act
    from 2024-01-01
    until 2024-02-01
    add to ban
        unless it.bad
"#;

fn notes(day: &str) -> Vec<String> {
    let decision = Asked::new(LAW).decide(r#"{"bad": true}"#, day);
    decision.nearest.into_iter().map(|Nearest { note, .. }| note.unwrap()).collect()
}

#[test]
fn acts_begin_and_come_back_and_what_sleeps_is_not_named() {
    assert_eq!(notes("2021-05-01"), ["pause takes effect on 2021-01-01", "act is in force again on 2022-01-01"]);
}

#[test]
fn an_amendment_is_named_where_no_act_turns() {
    assert_eq!(notes("2024-01-15"), ["for_a_while takes effect on 2024-01-01", "for_a_while ends on 2024-02-01"]);
}
