//! The law of a day as one text, what became of its provisions, and what two laws differ in.
//!
//! In: the texts of a law, and the law as enacted from a standpoint. Out: [`Consolidated`], the law of a day written as a
//! law of its own; [`History`], the versions of a provision with what changed from each to the next; and [`Redline`], what
//! was put in and taken out between two laws, down to the limb. Nothing here decides anything: trees are picked, cut
//! to a day, printed by `format` and compared line by line.

mod act;
mod comments;
mod consolidated;
mod dates;
mod day;
mod deeds;
mod header;
mod history;
mod instruments;
mod item;
mod json;
mod keep;
mod library;
mod lines;
mod maker;
mod mentions;
mod notices;
mod redline;
mod remarks;
mod scribe;
mod snapshot;
mod tables;
mod text;
mod texts;
mod tree;
mod turn;
mod words;
mod work;

pub use act::Act;
pub use consolidated::{Consolidated, Provision, consolidate};
pub use header::seen;
pub use history::{Gap, History, Past, histories};
pub use json::json;
pub use notices::Notice;
pub use redline::{By, Change, Hunk, Line, Mark, Redline, What, Word};
pub use snapshot::{Snapshot, as_written, compare, of_day};
pub use text::{changed_text, history_text, redline_text, work_text};
pub use texts::{LawFile, Texts};
pub use turn::{Became, Turn};
pub use work::{Done, Work, changed, names, work};
