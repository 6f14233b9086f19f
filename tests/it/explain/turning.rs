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

const PAUSED: &str = r"
record Case
    bad : Bool

fact it : Case

instrument for_a_month
    effective 2024-01-01
    suspended 2024-07-01 until 2024-08-01
    expires   2025-01-01

instrument without_end
    effective 2025-06-01
    suspended 2026-01-01

rule ban
    under for_a_month
    prohibits
    if it.bad

rule later
    under without_end
    prohibits
    if it.bad
";

#[test]
fn what_is_suspended_does_not_end() {
    let notes = |day| -> Vec<String> {
        let decision = Asked::new(PAUSED).decide(r#"{"bad": true}"#, day);
        decision.nearest.into_iter().filter_map(|near| near.note).collect()
    };
    let suspended = "for_a_month is suspended from 2024-07-01 until 2024-08-01";
    assert_eq!(notes("2024-06-01"), ["for_a_month takes effect on 2024-01-01", suspended]);
    assert_eq!(notes("2024-07-15"), [suspended, "for_a_month is in force again on 2024-08-01"]);
    assert_eq!(notes("2024-12-01"), ["for_a_month is in force again on 2024-08-01", "for_a_month ends on 2025-01-01"]);
    assert_eq!(
        notes("2025-12-01"),
        ["without_end takes effect on 2025-06-01", "without_end is suspended from 2026-01-01"]
    );
}
