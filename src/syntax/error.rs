//! What can be wrong with the writing of a text.

use crate::diagnostic::did_you_mean;
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error as ThisError;

/// A text that cannot be read as Lexport.
#[derive(Debug, ThisError, Diagnostic)]
pub enum Error {
    /// temp
    #[error("nested too deeply")]
    #[diagnostic(code(LX0119), help("x"))]
    TooDeep {
        /// x
        #[label("here")]
        at: Span,
    },
    /// temp
    #[error("expected {expected}, found {found}")]
    #[diagnostic(code(LX0120))]
    Unexpected {
        /// x
        #[label("here")]
        at: Span,
        /// x
        expected: String,
        /// x
        found: String,
        /// x
        #[help]
        help: Option<String>,
    },
    /// temp
    #[error("chained")]
    #[diagnostic(code(LX0121), help("x"))]
    ChainedComparison {
        /// x
        #[label("here")]
        at: Span,
        /// x
        #[label("here")]
        first: Span,
    },
    /// temp
    #[error("limb not deeper")]
    #[diagnostic(code(LX0122), help("x"))]
    LimbNotDeeper {
        /// x
        #[label("here")]
        at: Span,
        /// x
        #[label("here")]
        header: Span,
    },
    /// temp
    #[error("power zero")]
    #[diagnostic(code(LX0123), help("x"))]
    PowerZero {
        /// x
        #[label("here")]
        at: Span,
        /// x
        unit: String,
    },
    /// temp
    #[error("table without rows")]
    #[diagnostic(code(LX0124), help("x"))]
    TableWithoutRows {
        /// x
        #[label("here")]
        at: Span,
    },
    /// temp
    #[error("rows without table")]
    #[diagnostic(code(LX0124), help("x"))]
    RowsWithoutTable {
        /// x
        #[label("here")]
        at: Span,
        /// x
        #[label("here")]
        title: Span,
    },
    /// temp
    #[error("wrong width")]
    #[diagnostic(code(LX0124), help("x"))]
    WrongWidth {
        /// x
        #[label("here")]
        at: Span,
        /// x
        #[label("here")]
        head: Span,
        /// x
        expected: usize,
        /// x
        found: usize,
    },
    /// temp
    #[error("expected {what}, found `{found}`")]
    #[diagnostic(code(LX0125))]
    ClosedWord {
        /// x
        #[label("here")]
        at: Span,
        /// x
        what: &'static str,
        /// x
        found: String,
        /// x
        #[help]
        help: String,
    },
}

impl Error {
    /// A word that is none of a closed list.
    pub(super) fn closed_word(what: &'static str, found: &str, words: &[&str], at: Span) -> Self {
        let all = || format!("one of {}", words.join(", "));
        let help = did_you_mean(found, words.iter().copied()).unwrap_or_else(all);
        Self::ClosedWord { at, what, found: found.to_owned(), help }
    }
}
