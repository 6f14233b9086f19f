//! What is wrong with a text that could not be read.

pub(super) mod words;

use super::error::Error;
use super::grammar::Rule;
use crate::source::Span;

/// What a text was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// A piece of a file.
    Declaration,
    /// An expression alone.
    Expression,
    /// A cell that holds a value.
    Cell,
    /// A cell under `expect outcome`.
    OutcomeCell,
    /// A cell under `expect classification`.
    ClassificationCell,
    /// A cell under `expect review`.
    ReviewCell,
    /// The name at the head of a column.
    ColumnName,
    /// The head of a column of a scenario table.
    ColumnHead,
}

pub(super) fn without_tail(text: &str, start: u32) -> Span {
    Span::new(start, start + u32::try_from(text.trim_end().len()).unwrap_or(0))
}

pub(super) fn stray(text: &str, start: u32) -> Error {
    Error::TooDeep { at: without_tail(text, start) }
}

pub(super) fn explain(error: &pest::error::Error<Rule>, text: &str, start: u32, _reading: Reading) -> Error {
    let pest::error::InputLocation::Pos(at) = error.location else {
        return Error::TooDeep { at: without_tail(text, start) };
    };
    let at = start + at as u32;
    Error::Unexpected {
        at: Span::new(at, at + 1),
        expected: format!("{:?}", error.variant),
        found: String::new(),
        help: None,
    }
}
