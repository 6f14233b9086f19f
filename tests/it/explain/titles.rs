//! Titles change with the law: a provision goes by the one it has on the day.

use super::Asked;
use lexport::explain::Detail;

const LAW: &str = r#"
record Item
    weight : Number
    limit  : Number

fact item : Item

value bound : Number "the first limit"
    until 2022-01-01
    10
value bound : Number "the second limit"
    from 2022-01-01
    20

define share "share by the old count" of item: Item
    until 2022-01-01
    as item.weight / item.limit
define share "share by the new count" of item: Item
    from 2022-01-01
    as item.weight / item.limit

define heavy "heavy in the old sense" of item: Item
    until 2022-01-01
    as item.weight > 5
define heavy "heavy in the new sense" of item: Item
    from 2022-01-01
    as item.weight > 5

entry 1A001 "Things, as first listed"
    until 2022-01-01
    covers item: Item if item.weight > 1
entry 1A001 "Things, as listed again"
    from 2022-01-01
    until 2023-01-01
    covers item: Item if item.weight > 1

rule ban "The old ban"
    until 2022-01-01
    prohibits
    if all of
        share(item) > 1
        heavy(item)
        bound < item.weight
rule ban "The new ban"
    from 2022-01-01
    prohibits
    if all of
        share(item) > 1
        heavy(item)
        bound < item.weight
"#;

const FACTS: &str = r#"{"weight": 30, "limit": 3}"#;

#[test]
fn each_reason_goes_by_the_title_of_the_day() {
    let law = Asked::new(LAW);
    let all = |first: bool| {
        let pick = |one, other| if first { one } else { other };
        [
            pick("The old ban", "The new ban"),
            pick("share by the old count", "share by the new count"),
            pick("heavy in the old sense", "heavy in the new sense"),
            pick("the first limit 10", "the second limit 20"),
            pick("1A001 Things, as first listed", "1A001 Things, as listed again"),
        ]
    };
    for (day, first) in [("2021-12-31", true), ("2022-01-01", false)] {
        let told = law.told(FACTS, day, Detail::Why);
        for title in all(first) {
            assert!(told.contains(title), "{day}: {title}\n{told}");
        }
        for title in all(!first) {
            assert!(!told.contains(title), "{day}: {title}\n{told}");
        }
    }
}

/// A value asked for between its versions has none, and is spoken of by the title of the nearest.
#[test]
fn what_is_not_in_force_goes_by_its_nearest_title() {
    let law = Asked::new(
        r#"
record Item
    weight : Number

fact item : Item

value bound : Number "the first limit"
    until 2021-01-01
    10
value bound : Number "the second limit"
    from 2023-01-01
    20

rule ban
    prohibits
    if item.weight > bound
"#,
    );
    let told = |day| law.told(r#"{"weight": 30}"#, day, Detail::Why);
    let (sooner, later) = (told("2021-06-01"), told("2022-12-01"));
    assert!(sooner.contains("the first limit is not known"), "{sooner}");
    assert!(later.contains("the second limit is not known"), "{later}");
}
