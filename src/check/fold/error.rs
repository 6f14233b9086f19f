//! What can be wrong with what is written as it is: steps that no case could bring to a result.

use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// Faults found where constants are worked out.
#[derive(Debug, Error, Diagnostic)]
pub(in crate::check) enum Error {
    /// A step that can be worked out in no case.
    #[error("{what}")]
    #[diagnostic(code(LX0339))]
    Unworkable {
        /// What goes wrong: `a division by zero`.
        what: &'static str,
        /// The step.
        #[label("{label}")]
        span: Span,
        /// The step with its operands as they are.
        label: String,
        /// Where the operand that is to blame is declared.
        #[label("the second comes from here")]
        blame: Option<Span>,
        /// The use of a definition that brings it about.
        #[label("comes about here")]
        via: Option<Span>,
        /// The way out.
        #[help]
        help: &'static str,
    },
    /// A number that the field it is written for cannot hold.
    #[error("expected {expected}, found {found}")]
    #[diagnostic(code(LX0340), help("change the number, or the limits in the type"))]
    Outside {
        /// The limits, and of which field.
        expected: String,
        /// The number.
        found: String,
        /// Where.
        #[label("beyond the limit")]
        span: Span,
        /// Where the field is declared.
        #[label("the limit is declared here")]
        declared: Span,
        /// The use of a definition that brings it about.
        #[label("comes about here")]
        via: Option<Span>,
    },
}
