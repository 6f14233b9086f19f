//! A decision with every reason: the words of the law stand beside what was found, and nothing is said twice.

use crate::cli;
use insta::{Settings, assert_snapshot};

fn why(case: &str) -> String {
    let law = "examples/advanced_computing";
    let ran = cli::run(&format!("decide {law} {law}/cases/{case}.json --why"));
    assert!(ran.err.is_empty(), "{}", ran.err);
    ran.out
}

const CASES: [&str; 5] =
    ["a800_2023-11-16", "a800_2023-11-17", "h20_2025-04-10", "missing_die_area_2023-12-01", "partly_known_2023-12-01"];

#[test]
fn the_words_of_the_law_stand_where_they_say_more() {
    for case in CASES {
        let told = why(case);
        let mut above = "";
        for line in told.lines().map(str::trim) {
            if let Some(law) = line.strip_prefix("| ") {
                assert!(!above.contains(law), "{case}: {law}\n{told}");
            }
            above = line;
        }
    }
}

/// What an entry or a definition rests on is told once.
#[test]
fn reasons_are_given_once() {
    let told = why("a800_2023-11-17");
    assert_eq!(told.matches("| item.chip.tpp >= 1600 TPP").count(), 1, "{told}");
    assert_eq!(told.matches("shipment.item is under 3A090.a  as above").count(), 2, "{told}");
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"law [0-9a-f]{12}", "law HASH");
    settings.bind(|| assert_snapshot!("explain__why_a800", told));
}
