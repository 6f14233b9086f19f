//! What is wrong, and how it is shown.
//!
//! Passes never fail: they return a value and put what is wrong into a [`Bag`]. Each kind of fault is a variant of
//! the `Error` of its room, with a code (`LX` + stage + two digits), a primary label (what), secondary labels
//! (because of which line) and help (the way out). Wording: lowercase, no final stop, what the user wrote in
//! backticks, expected before found, advice in the help.

mod bag;
mod fold;
mod nearest;
mod page;
mod render;
mod tally;

pub use bag::{Bag, Finding, Severity};
pub use fold::{columns, fold, fold_hanging};
pub use nearest::{did_you_mean, nearest};
pub use page::{Page, page, pages};
pub use render::{Style, render};
pub use tally::Tally;
