//! What rules talk about, tested against references and laws.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the settings that allow them in tests do not reach helpers"
)]

mod calendar;
mod interval;
mod number;
mod truth;
mod unit;

use lexport::value::Number;
use proptest::prelude::*;

/// Numbers of everyday size, with all small denominators.
fn everyday() -> BoxedStrategy<Number> {
    (-300_i128..300, 1_i128..24).prop_map(|(above, below)| Number::from_ratio(above, below).unwrap()).boxed()
}

/// Whole numbers where something may go wrong: small ones, ones about a power of two, and the ends of the range.
fn edgy() -> impl Strategy<Value = i128> {
    prop_oneof![
        -20_i128..20,
        any::<i64>().prop_map(i128::from),
        any::<i128>(),
        (0_u32..127, -2_i128..3).prop_map(|(power, off)| (1_i128 << power) + off),
        (0_u32..127, -2_i128..3).prop_map(|(power, off)| -(1_i128 << power) + off),
        (0_i128..4).prop_map(|off| i128::MAX - off),
        (0_i128..4).prop_map(|off| i128::MIN + off),
        (0_u32..39).prop_map(|power| 10_i128.pow(power)),
    ]
}

/// Any number at all, the edges often.
fn number() -> BoxedStrategy<Number> {
    let shared = (edgy(), edgy()).prop_filter_map("does not fit", |(a, b)| Number::from_ratio(a, b).ok());
    prop_oneof![2 => shared, 1 => everyday()].boxed()
}
