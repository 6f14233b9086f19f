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
    /// An amendment of what nobody declared.
    #[error("there is no `{name}` to amend")]
    #[diagnostic(code(LX0230))]
    AmendsNothing {
        /// The name.
        name: String,
        /// Where.
        #[label("expected the name of a provision")]
        span: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// An amendment of what is not yet law, or no longer.
    #[error("`{name}` is not law {when}")]
    #[diagnostic(code(LX0231), help("{help}"))]
    NotLawThen {
        /// The provision.
        name: String,
        /// On which day.
        when: String,
        /// The change.
        #[label("to be changed here")]
        span: Span,
        /// What ended it, or where it is declared.
        #[label("because of this")]
        other: Span,
        /// The way out.
        help: String,
    },
    /// A change that a provision cannot take.
    #[error("`{name}` {what}")]
    #[diagnostic(code(LX0232), help("{help}"))]
    WrongChange {
        /// The provision.
        name: String,
        /// Why not.
        what: String,
        /// The change.
        #[label("to be changed here")]
        span: Span,
        /// The last amendment that it was changed by.
        #[label("amended by this before")]
        before: Option<Span>,
        /// The text that is to be changed.
        #[label("declared here")]
        declared: Option<Span>,
        /// The way out.
        help: String,
    },
    /// Two changes of one thing on one day.
    #[error("`{one}` and `{other}` both change {what} {when}")]
    #[diagnostic(
        code(LX0233),
        help(
            "say which is applied first: a line `after {one}` in `{other}`, or the days on which their instruments were published"
        )
    )]
    Clash {
        /// What both change.
        what: String,
        /// From when on.
        when: String,
        /// One amendment.
        one: String,
        /// The other.
        other: String,
        /// The other's change.
        #[label("changed here too")]
        again: Span,
        /// The one's change.
        #[label("changed here")]
        first: Span,
    },
    /// `after` an amendment that takes effect later.
    #[error("`{name}` is to be applied after `{other}`, which takes effect later")]
    #[diagnostic(code(LX0234), help("amendments are applied in order of effect; `after` orders those of one day"))]
    OrderOfEffect {
        /// The amendment.
        name: String,
        /// The one it names.
        other: String,
        /// Where.
        #[label("takes effect earlier")]
        span: Span,
        /// The other.
        #[label("takes effect later")]
        later: Span,
    },
    /// Amendments each of which is to be applied after the others.
    #[error("`{name}` is to be applied after itself, by way of the `after` lines of others")]
    #[diagnostic(code(LX0235), help("remove one of the `after` lines of the circle"))]
    CircleOfOrder {
        /// One of them.
        name: String,
        /// Where.
        #[label("one of the circle")]
        span: Span,
    },
    /// An amendment that nobody declared.
    #[error("no amendment is called `{name}`")]
    #[diagnostic(code(LX0236))]
    UnknownAmendment {
        /// The name.
        name: String,
        /// Where.
        #[label("expected the name of an amendment")]
        span: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// `replace R` with something else than R.
    #[error("{wanted} is replaced by {found}")]
    #[diagnostic(
        code(LX0237),
        help("the new text bears the name of the old; to give it another, `repeal` the one and `insert` the other")
    )]
    ReplacesOther {
        /// What is replaced.
        wanted: String,
        /// What stands below.
        found: String,
        /// What stands below.
        #[label("expected {wanted}")]
        span: Span,
        /// What is replaced.
        #[label("because of this")]
        what: Span,
    },
    /// An amendment of a norm by one of lower force.
    #[error("`{name}` is of higher force than what amends it")]
    #[diagnostic(
        code(LX0238),
        help(
            "what is of lower force can add rules of its own (`insert`), and cannot change the text of a higher norm"
        )
    )]
    AmendsHigherNorm {
        /// The provision.
        name: String,
        /// The change.
        #[label("to be changed here")]
        span: Span,
        /// The instrument of the amendment.
        #[label("by this instrument")]
        by: Span,
        /// The instrument of the provision, or the provision itself if it has none.
        #[label("{made}")]
        of: Span,
        /// What is said of that.
        made: &'static str,
    },
    /// An amendment by a letter of what binds others than those it is addressed to.
    #[error("`{name}` binds others than those to whom this letter is addressed")]
    #[diagnostic(
        code(LX0238),
        help(
            "a letter can add rules of its own (`insert`), and change what was told in a letter to none but its own addressees"
        )
    )]
    AmendsForOthers {
        /// What is to be changed.
        name: String,
        /// The change.
        #[label("to be changed here")]
        span: Span,
        /// The letter.
        #[label("by this letter")]
        by: Span,
        /// What binds others.
        #[label("binds others too")]
        of: Span,
    },
    /// A provision that is gone for some days.
    #[error("`{name}` is not law from {from} until {until}")]
    #[diagnostic(
        code(LX0239),
        severity(Advice),
        help(
            "if no gap is meant, let the repeal and the new text take effect on one day, or `replace` it; if it is, say so with a line `from {until}` in the new text"
        )
    )]
    Gap {
        /// The provision.
        name: String,
        /// From when on it is gone.
        from: String,
        /// When it is back.
        until: String,
        /// The repeal.
        #[label("repealed here from {from}")]
        span: Span,
        /// What comes after.
        #[label("law again from {until}")]
        again: Span,
    },
    /// An instrument that ends by its own work.
    #[error("whether `{name}` is law depends on itself")]
    #[diagnostic(
        code(LX0240),
        help(
            "an instrument cannot be repealed or suspended by what it makes itself; give it `suspended` or `expires` lines"
        )
    )]
    StrikesItself {
        /// The instrument.
        name: String,
        /// The change.
        #[label("by this change")]
        span: Span,
        /// The instrument.
        #[label("this instrument")]
        declared: Span,
    },
    /// A saving clause that does not say for whom.
    #[error("`{name}` does not say which cases it saves")]
    #[diagnostic(code(LX0241), help("add a line `for` with a condition, as `for shipment.loaded_on < 2026-01-15`"))]
    SavesNothing {
        /// The saving clause.
        name: String,
        /// Where.
        #[label("this saving clause")]
        span: Span,
    },
}
