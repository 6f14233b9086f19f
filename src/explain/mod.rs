//! Decision → reasons: as data first, then as text and JSON.
//!
//! In: a case, a law and a day. Out: [`Decision`], a plain value that serializes to a stable JSON form, and
//! [`text`], the same thing for people.

mod apart;
mod build;
mod bycases;
mod cells;
mod classified;
mod compared;
mod conflicts;
mod consequences;
mod decision;
mod defined;
mod effects;
mod either;
mod gaps;
mod judge;
mod matters;
mod members;
mod missing;
mod nearest;
mod only_here;
mod provisions;
mod reasons;
mod review;
mod saving;
mod single;
mod text;
mod whynot;
mod words;

pub use build::{decide, decide_before, fault_words, reason};
pub use bycases::{outcome, outcome_within};
pub use consequences::{Consequences, consequences};
pub use decision::{
    Amended, Bar, By, Charge, Classification, Conflict, Decision, Does, Duty, EitherWay, Entry, Fault, Flag, Guidance,
    Instrument, Judgment, MadeFrom, Margin, Missing, Nearest, Note, PossibleBar, Provision, Reason, Regime, RestsOn,
    Review, Status,
};
pub use judge::Judge;
pub use only_here::{OnlyHere, hands};
pub use saving::{AskedSaving, Saving, SavingOutcomes, saving, too_many_savings};
pub use single::Single;
pub use text::{Detail, Look, outcome_text, outcome_word, provision_text, reason_text, text};
pub use whynot::WhyNot;
