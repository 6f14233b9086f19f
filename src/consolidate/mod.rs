//! The law of a day as one text, what became of its provisions, and what two laws differ in.
//!
//! In: the texts of a law, and the law as enacted from a standpoint. Out: [`Consolidated`], the law of a day written as a
//! law of its own; [`History`], the versions of a provision with what changed from each to the next; and [`Redline`], what
//! was put in and taken out between two laws, down to the limb. Nothing here decides anything: trees are picked, cut
//! to a day, printed by `format` and compared line by line.

mod act;
mod changes;
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
mod mentions;
mod notices;
mod redline;
mod scribe;
mod snapshot;
mod tables;
mod text;
mod texts;
mod tree;
mod words;

pub use act::Act;
pub use consolidated::{Consolidated, Provision, consolidate};
pub use history::{History, Past, Records, history, records};
pub use notices::Notice;
pub use redline::{Change, Hunk, Line, Mark, Redline, What, Word};
pub use snapshot::{Snapshot, as_written, compare, of_day};
pub use text::{history_text, records_text, redline_text};
pub use texts::{LawFile, Texts};
