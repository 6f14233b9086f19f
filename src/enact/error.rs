//! What can be wrong with declarations, instruments and their dates.

use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// Faults found while instruments are given their lives and provisions their versions.
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
    /// An instrument that nobody declared.
    #[error("no instrument is called `{name}`")]
    #[diagnostic(code(LX0204))]
    UnknownInstrument {
        /// The name.
        name: String,
        /// Where.
        #[label("expected the name of an instrument")]
        span: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// A date that is none.
    #[error("`{text}` is not a date of the calendar")]
    #[diagnostic(code(LX0205), help("{help}"))]
    BadDate {
        /// As written.
        text: String,
        /// Why not.
        help: String,
        /// Where.
        #[label("expected a date such as `2023-11-17`")]
        span: Span,
    },
    /// An instrument without a line it needs.
    #[error("instrument `{name}` does not say {what}")]
    #[diagnostic(code(LX0206), help("add a line `{line}` under it"))]
    MissingLine {
        /// The instrument.
        name: String,
        /// What is missing.
        what: &'static str,
        /// The line that would say it.
        line: &'static str,
        /// Where.
        #[label("this instrument")]
        span: Span,
    },
    /// A line that may stand once only.
    #[error("`{line}` is given twice")]
    #[diagnostic(code(LX0207), help("keep one of the two lines"))]
    LineTwice {
        /// The word the line begins with.
        line: &'static str,
        /// The second.
        #[label("given again here")]
        again: Span,
        /// The first.
        #[label("first given here")]
        first: Span,
    },
    /// An end that is not after its beginning.
    #[error("this ends on {until}, which is not after {from}")]
    #[diagnostic(code(LX0208), help("stretches of days are half-open: the last day named is the first that is out"))]
    EndsBeforeItBegins {
        /// The first day.
        from: String,
        /// The day after the last.
        until: String,
        /// The end.
        #[label("the end")]
        span: Span,
        /// The beginning.
        #[label("the beginning")]
        begins: Span,
    },
    /// Two versions of one provision on one day.
    #[error("`{name}` has two versions in force {when}")]
    #[diagnostic(
        code(LX0210),
        help(
            "give the earlier one an end (`until {suggestion}`), or rename one: versions of a provision may not overlap"
        )
    )]
    VersionsOverlap {
        /// The provision.
        name: String,
        /// From when on, in words.
        when: String,
        /// The day on which the earlier one could end.
        suggestion: String,
        /// The second.
        #[label("this version")]
        again: Span,
        /// The first.
        #[label("and this one")]
        first: Span,
    },
    /// A line that says nothing in this instrument.
    #[error("`{line}` does not belong in {place}")]
    #[diagnostic(code(LX0211), help("{help}"))]
    Misplaced {
        /// The word the line begins with.
        line: &'static str,
        /// What it stands in.
        place: String,
        /// The way out.
        help: String,
        /// Where.
        #[label("this line")]
        span: Span,
    },
    /// `+` without `from`, or `-` without `until`.
    #[error("`{sign}` does not say {what} when")]
    #[diagnostic(code(LX0212), help("write `{example}`; members without a sign belong on every day"))]
    UndatedMember {
        /// `+` or `-`.
        sign: &'static str,
        /// `since`, `until`
        what: &'static str,
        /// What it could look like.
        example: &'static str,
        /// Where.
        #[label("this line")]
        span: Span,
    },
    /// A provision that is never law.
    #[error("`{name}` is never in force")]
    #[diagnostic(
        code(LX0213),
        severity(Advice),
        help("its dates leave no day: look at its `from` and `until` and at the dates of its instrument")
    )]
    NeverInForce {
        /// The provision.
        name: String,
        /// Where.
        #[label("this provision")]
        span: Span,
    },
    /// Two provisions of different kinds under one name.
    #[error("`{name}` is {one} here and {other} there")]
    #[diagnostic(code(LX0214), help("versions of a provision are all of one kind; rename one of them"))]
    DifferentKinds {
        /// The name.
        name: String,
        /// `a rule`
        one: &'static str,
        /// `a definition`
        other: &'static str,
        /// The second.
        #[label("{one}")]
        again: Span,
        /// The first.
        #[label("{other}")]
        first: Span,
    },
}
