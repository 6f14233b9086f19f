//! The policy written by hand in Rust: the truth that Lexport is checked against, and what its speed is measured by.

use super::countries::{A5, A6, D1, D4, D5, E1, Table};
use super::shipments::Shipment;

/// What the policy says of a shipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    NoLicenseRequired,
    LicenseRequired,
    ExceptionNac,
    ExceptionLpp,
    Prohibited,
}

/// The decision, and the rules that hold: bit 0 is `r01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) decision: Decision,
    pub(crate) fired: u16,
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    None,
    Old,
    A,
    B,
}

fn controlled(flags: u8) -> bool {
    flags & (D1 | D4 | D5) != 0 && flags & (A5 | A6) == 0
}

fn classify(it: &Shipment<'_>) -> Class {
    let (tpp, density) = (it.item.tpp, it.item.performance_density);
    let date = &*it.export_date;
    if date < "2022-10-21" {
        return Class::None;
    }
    if date < "2023-11-17" {
        let old = tpp >= 4800.0 && it.item.memory_bandwidth_gbps >= 600;
        return if old { Class::Old } else { Class::None };
    }
    if tpp >= 4800.0 || (tpp >= 1600.0 && density >= 5.92) {
        Class::A
    } else if ((2400.0..4800.0).contains(&tpp) && (1.6..5.92).contains(&density))
        || (tpp >= 1600.0 && (3.2..5.92).contains(&density))
    {
        Class::B
    } else {
        Class::None
    }
}

/// Decides one shipment.
pub(crate) fn decide(countries: &Table, it: &Shipment<'_>) -> Outcome {
    let class = classify(it);
    let destination = countries.flags(&it.destination);
    let parent = countries.flags(&it.ultimate_parent_country);
    let classified = class != Class::None;

    let license = classified && (controlled(destination) || controlled(parent));
    let nac = license && class == Class::B && (destination | parent) & D5 == 0;
    let lpp = license && it.year_to_date_tpp <= 26_900_000;

    let entity = it.consignee.on_entity_list;
    let military = it.end_use == "military" && destination & D5 != 0;
    let embargo = destination & E1 != 0;

    let rules = [
        class == Class::Old,
        class == Class::A,
        class == Class::B,
        license,
        nac,
        lpp,
        entity,
        military,
        embargo,
        it.value_usd > 1e6 && it.consignee.id == "UNKNOWN",
        classified && it.item.eccn_hint == "EAR99",
        it.item.designed_for_datacenter && it.quantity >= 512 && it.end_use == "unspecified",
    ];
    let fired = rules.iter().enumerate().fold(0, |fired, (bit, holds)| fired | u16::from(*holds) << bit);
    let decision = if entity || military || embargo {
        Decision::Prohibited
    } else if nac {
        Decision::ExceptionNac
    } else if lpp {
        Decision::ExceptionLpp
    } else if license {
        Decision::LicenseRequired
    } else {
        Decision::NoLicenseRequired
    };
    Outcome { decision, fired }
}
