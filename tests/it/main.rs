//! One test binary, modules in the order of the pipeline.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on may stop, and reads its cases from files"
)]

mod amendments;
mod cli;
mod consolidate;
mod decide_properties;
mod decision_page;
mod decisions;
mod diagnostics;
mod explain;
mod facts;
mod faults;
mod format;
mod impact;
mod laws;
mod layout;
mod peers;
mod plan;
mod readme;
mod repl;
mod search;
mod session;
mod source;
mod standpoints;
#[path = "../../benches/support/mod.rs"]
mod support;
mod syntax;
mod value;
