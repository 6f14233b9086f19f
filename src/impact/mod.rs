//! What a change of the law makes of many cases: each is asked before and after, and what differs is counted.
//!
//! In: lines of JSON, each a case, and two ways of asking the law. Out: for each line a [`Compared`], or what is wrong with
//! it, in the order of the lines whatever the number of threads. Nothing is kept of a line once it was handed on, so the
//! number of lines makes no difference to the memory.

mod compare;
mod error;
mod id;
mod lines;
mod parallel;
mod tally;
mod text;

pub use compare::{Broken, Change, Compared, Comparer, Difference, Half, Question, Side};
pub use error::{Error, LONGEST_LINE};
pub use id::IdPath;
pub use lines::{Chunk, Line, Lines};
pub use parallel::in_order;
pub use tally::Tally;
pub use text::{Told, case_text, columns_text, summary_text, title};
