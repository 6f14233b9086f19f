//! Text to tree as written. Pest lives here and nowhere else.
//!
//! A file is cut into pieces at the lines that begin in column 0, each piece is read alone as one declaration, and
//! the pairs that pest hands back are turned into the tree by `lower`. What cannot be read is explained by
//! `explain`, piece by piece, so that one run reports every broken declaration of a file; `recover` looks for what else
//! is wrong in each.

pub mod ast;
mod cursor;
mod error;
mod explain;
mod grammar;
mod lower;
mod print;
mod read;
mod recover;

pub use error::Error;
pub use explain::words::RULE as RULE_LINES;
pub use print::{print, print_trees};
pub use read::{parse, parse_expression, parse_for_use, parse_given};
