//! Decision → reasons: as data first, then as text and JSON.
//!
//! In: a case, a law and a day. Out: [`Decision`], a plain value that serializes to a stable JSON form, and
//! [`text`], the same thing for people.

mod build;
mod bycases;
mod cells;
mod compared;
mod conflicts;
mod decision;
mod effects;
mod missing;
mod nearest;
mod provisions;
mod reasons;
mod review;
mod text;
mod words;

pub use build::{decide, reason};
pub use decision::{
    By, Charge, Classification, Conflict, Decision, Duty, EitherWay, Entry, Fault, Flag, Guidance, Instrument,
    Judgment, MadeFrom, Margin, Missing, Nearest, Note, PossibleBar, Provision, Reason, Regime, RestsOn, Review,
    Status,
};
pub use text::{Detail, text};
pub use words::policy;
