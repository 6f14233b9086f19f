//! What the benchmarks and the tests of the peers' policy share: shipments, the policy by hand, and the policy in Lexport.
#![allow(dead_code, reason = "each benchmark and each test uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::float_arithmetic,
    reason = "a benchmark that cannot go on may stop; it has a clock, and its competitor counts in floats"
)]

pub(crate) mod by_hand;
pub(crate) mod countries;
pub(crate) mod law;
pub(crate) mod peers;
pub(crate) mod random;
pub(crate) mod rounds;
pub(crate) mod shipments;
