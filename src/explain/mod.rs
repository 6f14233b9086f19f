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
mod single;
mod text;
mod whynot;
mod words;

pub use build::{decide, fault_words, reason};
pub use decision::{
    By, Charge, Classification, Conflict, Decision, Duty, EitherWay, Entry, Fault, Flag, Guidance, Instrument,
    Judgment, MadeFrom, Margin, Missing, Nearest, Note, PossibleBar, Provision, Reason, Regime, RestsOn, Review,
    Status,
};
pub use single::Single;
pub use text::{Detail, outcome_text, provision_text, reason_text, text, text_with};
pub use whynot::WhyNot;
pub use words::{force, policy};
