//! The policy of the peer benchmark against the same policy by hand, and against itself with facts left out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "the settings that allow them in tests do not reach helpers"
)]

use crate::support::countries::Table;
use crate::support::peers::{Policy, load, outcome, verdict};
use crate::support::shipments::lines;
use crate::support::{by_hand, law};
use lexport::facts::Case;
use lexport::session::Session;
use serde_json::Value;

#[test]
fn decides_as_the_policy_by_hand_does() {
    let law = load();
    let mut policy = Policy::new(&law);
    let countries = Table::new();
    let mut case = Case::new(&law.layout);
    let (shipments, lines) = lines(20_231_117, 3_000);
    let mut seen = 0;
    for (shipment, line) in shipments.iter().zip(&lines) {
        let wanted = by_hand::decide(&countries, shipment);
        policy.read(line, &mut case);
        let (range, fired) = policy.decide(&case);
        assert_eq!(outcome(range, fired), Some(wanted), "{line}");
        seen |= wanted.fired;
    }
    assert_eq!(seen, 0b1111_1111_1111, "every rule holds for some shipment");
}

/// The paths of the facts of a shipment, but for its day: without it there is no law to ask.
const FACTS: [&[&str]; 14] = [
    &["item"],
    &["item", "eccn_hint"],
    &["item", "tpp"],
    &["item", "performance_density"],
    &["item", "designed_for_datacenter"],
    &["item", "memory_bandwidth_gbps"],
    &["destination"],
    &["ultimate_parent_country"],
    &["consignee"],
    &["consignee", "id"],
    &["consignee", "on_entity_list"],
    &["end_use"],
    &["value_usd"],
    &["quantity"],
];

#[test]
fn a_fact_left_out_widens_and_never_contradicts() {
    let law = load();
    let mut policy = Policy::new(&law);
    let countries = Table::new();
    let mut case = Case::new(&law.layout);
    let (shipments, lines) = lines(7, 400);
    let mut widened = 0;
    for (shipment, line) in shipments.iter().zip(&lines) {
        let wanted = by_hand::decide(&countries, shipment);
        for path in FACTS {
            let mut facts: Value = serde_json::from_str(line).unwrap();
            let (last, holders) = path.split_last().unwrap();
            let holder = holders.iter().fold(&mut facts, |at, name| &mut at[*name]);
            assert!(holder.as_object_mut().unwrap().remove(*last).is_some());
            policy.read(&facts.to_string(), &mut case);
            let (range, fired) = policy.decide(&case);
            let truth = verdict(wanted.decision);
            assert!(range.mildest <= truth && truth <= range.gravest, "{line} without {path:?}: {range:?}");
            assert_eq!(fired & !wanted.fired, 0, "{line} without {path:?}");
            widened += usize::from(range.certain().is_none());
        }
    }
    assert!(widened > 400, "{widened}");
}

#[test]
fn the_generated_law_loads() {
    let mut session = Session::from_text("generated.lxp", &law::text(300), None);
    assert!(session.plan().is_some(), "{:?}", session.take_findings());
}
