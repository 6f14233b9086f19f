//! What can be wrong with the files of a law, and with a case before it is asked about.

use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// Faults found while files are looked for and read. A file that the caller named has no place in any text; one
/// that a law names has the place where it does.
#[derive(Debug, Error, Diagnostic)]
pub enum Error {
    /// An import, or a table, that is not there.
    #[error("no file `{path}` in {place}")]
    #[diagnostic(code(LX0201))]
    NotFound {
        /// The file, with its ending.
        path: String,
        /// `the folder of the law`, `the standard library`
        place: &'static str,
        /// Where it is named.
        #[label("named here")]
        span: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// An import, or a table, that would leave the folder of the law.
    #[error("`{path}` {why}")]
    #[diagnostic(
        code(LX0202),
        help("a law reads only what lies in its own folder and below; put the file there, and name it from there")
    )]
    Outside {
        /// As written.
        path: String,
        /// How it leaves.
        why: &'static str,
        /// Where it is named.
        #[label("expected a path inside the folder of the law")]
        span: Span,
    },
    /// A file that is there and cannot be read, or one named by the caller that is not there.
    #[error("cannot read `{path}`: {why}")]
    #[diagnostic(code(LX0215))]
    Unreadable {
        /// The file.
        path: String,
        /// Why not.
        why: String,
        /// Where it is named, if a law names it.
        #[label("named here")]
        span: Option<Span>,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// A file that is not text.
    #[error("`{path}` is not UTF-8 text")]
    #[diagnostic(code(LX0216), help("{why}; save the file as UTF-8"))]
    NotText {
        /// The file.
        path: String,
        /// What shows it.
        why: String,
        /// Where it is named, if a law names it.
        #[label("named here")]
        span: Option<Span>,
    },
    /// More text than is read.
    #[error("`{path}` is too large")]
    #[diagnostic(code(LX0217), help("a file may have {limit} MiB, and all files of a law together 4 GiB"))]
    TooLarge {
        /// The file.
        path: String,
        /// The limit.
        limit: u64,
        /// Where it is named, if a law names it.
        #[label("named here")]
        span: Option<Span>,
    },
    /// Facts that do not say which day they ask about.
    #[error("no day to ask about: {what}")]
    #[diagnostic(code(LX0518), help("{help}"))]
    NoDay {
        /// Why there is none.
        what: String,
        /// Where the facts begin, or what they say of the day.
        #[label("expected {expected}")]
        span: Span,
        /// What is expected there.
        expected: &'static str,
        /// Where the law says which day it is.
        #[label("this is the day asked about")]
        declared: Option<Span>,
        /// The way out.
        help: &'static str,
    },
    /// A later act that changes what is left out.
    #[error("{seen}, {what}: this change is left out too")]
    #[diagnostic(
        code(LX0414),
        severity(Advice),
        help("nobody could have changed what is left out; to leave out the later act as a whole, name it as well")
    )]
    LeftOutToo {
        /// What is left out.
        seen: String,
        /// What would be wrong with the change.
        what: String,
        /// The change.
        #[label("this change")]
        span: Span,
    },
    /// A law that has nothing to say of any case.
    #[error("the law has no rule that could say anything of a case")]
    #[diagnostic(code(LX0609), help("name the file that holds the rules, or imports them"))]
    NoRule {
        /// Where the law begins.
        #[label("expected a rule in this file, or in one that it imports")]
        span: Span,
    },
}

/// The codes of files that could not be read, as opposed to law that is wrong.
pub const UNREAD: [&str; 3] = ["LX0215", "LX0216", "LX0217"];
