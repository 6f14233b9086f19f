//! What can be wrong with facts.

use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// Faults in the facts of a case.
#[derive(Debug, Error, Diagnostic)]
pub enum Error {
    /// Not JSON.
    #[error("malformed JSON: {what}")]
    #[diagnostic(code(LX0501))]
    Malformed {
        /// What is wrong with it.
        what: String,
        /// Where it was noticed.
        #[label("here")]
        span: Span,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// An entry that names nothing.
    #[error("{of} has no {kind} `{name}`")]
    #[diagnostic(code(LX0502))]
    UnknownName {
        /// The record, or the law.
        of: String,
        /// `field`, `fact`.
        kind: &'static str,
        /// The name.
        name: String,
        /// Where.
        #[label("this is {path}")]
        span: Span,
        /// The path to it, in backticks.
        path: String,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// A value of one type where another was expected.
    #[error("expected {expected}{inside}, found {found}")]
    #[diagnostic(code(LX0503))]
    WrongType {
        /// In words.
        expected: String,
        /// In words.
        found: String,
        /// Where: ` in ` and the path to the value, in backticks. Empty for the whole text.
        inside: String,
        /// The value.
        #[label("this is {found}")]
        span: Span,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// A word that is none of a closed list.
    #[error("expected an alternative of `{list}` in {path}, found `{word}`")]
    #[diagnostic(code(LX0504))]
    UnknownAlternative {
        /// The word.
        word: String,
        /// The list.
        list: String,
        /// The path to it, in backticks.
        path: String,
        /// Where.
        #[label("no alternative of `{list}`")]
        span: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// A quantity that measures something else.
    #[error("expected {expected} in {path}, found {found}")]
    #[diagnostic(code(LX0505))]
    WrongUnit {
        /// In words.
        expected: String,
        /// In words.
        found: String,
        /// The path to it, in backticks.
        path: String,
        /// Where.
        #[label("this is {found}")]
        span: Span,
        /// Where the field is declared.
        #[label("its unit is declared here")]
        declared: Option<Span>,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// A quantity whose unit is unknown or malformed.
    #[error("{what} in {path}")]
    #[diagnostic(code(LX0506))]
    BadUnit {
        /// What is wrong with it.
        what: String,
        /// The path to it, in backticks.
        path: String,
        /// Where.
        #[label("expected {expected}")]
        span: Span,
        /// What was expected.
        expected: String,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// A number that is not one, or cannot be held exactly.
    #[error("bad number in {path}: {what}")]
    #[diagnostic(code(LX0507))]
    BadNumber {
        /// What is wrong with it.
        what: String,
        /// The path to it, in backticks.
        path: String,
        /// Where.
        #[label("expected {expected}")]
        span: Span,
        /// What was expected.
        expected: String,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// A text that is not a date.
    #[error("expected a date in {path}, found `{word}`")]
    #[diagnostic(code(LX0508), help("a date is written like \"2023-11-17\""))]
    BadDate {
        /// The text.
        word: String,
        /// The path to it, in backticks.
        path: String,
        /// Where.
        #[label("{what}")]
        span: Span,
        /// What is wrong with it.
        what: &'static str,
    },
    /// A text that is not a duration.
    #[error("expected a duration in {path}, found `{word}`")]
    #[diagnostic(code(LX0509), help("a duration is written like \"25 days\", \"3 months\" or \"2 years\""))]
    BadDuration {
        /// The text.
        word: String,
        /// The path to it, in backticks.
        path: String,
        /// Where.
        #[label("{what}")]
        span: Span,
        /// What is wrong with it.
        what: &'static str,
    },
    /// A text that is not a code of a control list.
    #[error("expected a code of the control list in {path}, found `{word}`")]
    #[diagnostic(code(LX0510), help("a code is written like `3A090.a.1`, or `EAR99`"))]
    BadCode {
        /// The text.
        word: String,
        /// The path to it, in backticks.
        path: String,
        /// Where.
        #[label("expected {expected} at position {at}")]
        span: Span,
        /// What should stand there.
        expected: &'static str,
        /// Which letter, counted from 1.
        at: usize,
    },
    /// `null` where something must be.
    #[error("{path} cannot be absent")]
    #[diagnostic(code(LX0511), help("{help}"))]
    Null {
        /// The path to it, in backticks.
        path: String,
        /// Where.
        #[label("`null` says that there is none")]
        span: Span,
        /// Where the field is declared.
        #[label("not declared `optional`")]
        declared: Option<Span>,
        /// The way out.
        help: &'static str,
    },
    /// A number beyond the limits of its field.
    #[error("expected {expected} in {path}, found {found}")]
    #[diagnostic(code(LX0512))]
    OutOfBounds {
        /// The limits.
        expected: String,
        /// The number.
        found: String,
        /// The path to it, in backticks.
        path: String,
        /// Where.
        #[label("beyond the limit")]
        span: Span,
        /// Where the field is declared.
        #[label("the limit is declared here")]
        declared: Option<Span>,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// Two entries of one name in an object.
    #[error("{path} is given twice")]
    #[diagnostic(code(LX0513), help("an object has each entry once; leave one of the two out"))]
    Twice {
        /// The path to it, in backticks.
        path: String,
        /// The second.
        #[label("given again here")]
        span: Span,
        /// The first.
        #[label("given here")]
        first: Option<Span>,
    },
    /// Two objects for one key that say different things.
    #[error("two objects say different things of the {record} `{key}`")]
    #[diagnostic(code(LX0514), help("describe it once, and elsewhere give its key alone: \"{key}\""))]
    Conflict {
        /// The record.
        record: String,
        /// The key.
        key: String,
        /// The second.
        #[label("{path} says something else")]
        span: Span,
        /// The path to it, in backticks.
        path: String,
        /// The first.
        #[label("described here")]
        first: Span,
    },
    /// A range or a set that nothing lies in.
    #[error("what is said of {path} {what}")]
    #[diagnostic(code(LX0515))]
    Contradiction {
        /// `leaves no number`
        what: &'static str,
        /// The path to it, in backticks.
        path: String,
        /// Where.
        #[label("expected {expected}")]
        span: Span,
        /// What would do.
        expected: String,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// Partial knowledge of what cannot be known in part, or not in this way.
    #[error("{path} cannot be {how}")]
    #[diagnostic(code(LX0516))]
    NotInPart {
        /// `given as a range`
        how: String,
        /// The path to it, in backticks.
        path: String,
        /// Where.
        #[label("expected {expected}")]
        span: Span,
        /// What would do.
        expected: String,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// The text is too large or nested too deep.
    #[error("gave up reading the facts: {what}")]
    #[diagnostic(code(LX0517), help("{help}"))]
    GaveUp {
        /// What there is too much of.
        what: String,
        /// Where.
        #[label("up to here")]
        span: Span,
        /// The way out.
        help: &'static str,
    },
}
