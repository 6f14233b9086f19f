//! What can be wrong with a line before it is read as a case.

use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// The longest line that is read, in bytes: many times what one case needs.
pub const LONGEST_LINE: usize = 4 << 20;

/// Faults in the lines of a file of cases.
#[derive(Debug, Error, Diagnostic)]
pub enum Error {
    /// A line that is not read.
    #[error("cannot read this line: it {what}")]
    #[diagnostic(code(LX0519))]
    Line {
        /// `is longer than 4 MiB`, `is not UTF-8 text`
        what: &'static str,
        /// Where it begins.
        #[label("a line has one case, in one JSON object")]
        span: Span,
        /// The way out.
        #[help]
        help: &'static str,
    },
}
