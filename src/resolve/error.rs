//! Names that mean nothing, or two things.

use crate::source::Span;
use crate::value::ParseEccnError;
use miette::Diagnostic;
use thiserror::Error;

/// Faults found while names are gathered and looked up.
#[derive(Debug, Error, Diagnostic)]
pub enum Error {
    /// Two declarations of one name.
    #[error("`{name}` is declared twice")]
    #[diagnostic(code(LX0203), help("rename one of them, or remove it"))]
    DeclaredTwice {
        /// The name.
        name: String,
        /// The second.
        #[label("declared again here")]
        again: Span,
        /// The first.
        #[label("first declared here")]
        first: Span,
    },
    /// A name nobody declared.
    #[error("no {kind} is called `{name}`")]
    #[diagnostic(code(LX0220))]
    Unknown {
        /// What was looked for: `rule`, `type`, `unit`.
        kind: &'static str,
        /// The name.
        name: String,
        /// Where.
        #[label("expected the name of a {kind}")]
        span: Span,
        /// The nearest one, or how to declare it.
        #[help]
        help: Option<String>,
    },
    /// A name of one kind where another kind was needed.
    #[error("`{name}` is {found}, not {expected}")]
    #[diagnostic(code(LX0221), help("only rules and exceptions prevail over each other, are barred or reviewed"))]
    WrongKind {
        /// The name.
        name: String,
        /// `a definition`
        found: &'static str,
        /// `a rule`
        expected: &'static str,
        /// Where.
        #[label("expected {expected}")]
        span: Span,
        /// Where it was declared.
        #[label("declared as {found} here")]
        declared: Span,
    },
    /// A code that is none.
    #[error("`{code}` is not a code of a control list")]
    #[diagnostic(
        code(LX0222),
        help(
            "a code is a digit, a letter from A to E and three digits, then parts of lowercase letters and digits after dots, such as `3A090.a.1`; or `EAR99`"
        )
    )]
    BadCode {
        /// As written.
        code: String,
        /// What should stand at the place, and what does.
        why: String,
        /// The place in it that is wrong.
        #[label("{why}")]
        span: Span,
    },
}

impl Error {
    /// A text that is no code, with the place in it at which it goes wrong.
    pub(crate) fn bad_code(code: &str, span: Span, fault: ParseEccnError) -> Self {
        let found = code.get(fault.at..).and_then(|rest| rest.chars().next());
        let found_words = found.map_or_else(|| "nothing".to_owned(), |letter| format!("`{letter}`"));
        let why = format!("expected {}, found {found_words}", fault.expected);
        let at = u32::try_from(fault.at).ok().and_then(|at| span.start.checked_add(at));
        let width = found.map_or(0, char::len_utf8);
        let part = at.zip(u32::try_from(width).ok()).map(|(at, width)| Span::new(at, at.saturating_add(width)));
        let span = part.filter(|part| !part.is_empty() && part.end <= span.end).unwrap_or(span);
        Self::BadCode { code: code.to_owned(), why, span }
    }
}
