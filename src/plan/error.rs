//! What can be wrong with a law although every provision of it is right.

use crate::source::Span;
use miette::{Diagnostic, SourceSpan};
use thiserror::Error;

/// Faults between provisions.
#[derive(Debug, Error, Diagnostic)]
pub enum Error {
    /// Rules that defeat each other in a circle.
    #[error("{story}: a circle")]
    #[diagnostic(code(LX0401), help("nothing says which of them prevails; take one of the priorities out"))]
    PriorityCycle {
        /// `` `a` defeats `b`, which defeats `a` ``
        story: String,
        /// The priority that closes the circle.
        #[label("this closes the circle")]
        span: Span,
        /// The other priorities of the circle.
        #[label(collection, "this is part of it")]
        others: Vec<SourceSpan>,
    },
    /// A permission that defeats nothing.
    #[error("`{name}` permits, and defeats nothing")]
    #[diagnostic(
        code(LX0402),
        help("say what it is an exception to: `to R`; without that nobody could tell what it permits")
    )]
    DefeatsNothing {
        /// The rule.
        name: String,
        /// Where.
        #[label("defeats nothing")]
        span: Span,
    },
    /// A rule that would defeat one of higher force.
    #[error("`{name}`, of the force of {force}, cannot {verb} `{other}`, of the force of {other_force}")]
    #[diagnostic(code(LX0403), help("a norm gives way only to one of the same or higher force"))]
    HigherForce {
        /// The rule.
        name: String,
        /// Its force.
        force: String,
        /// `defeat`, `bar`.
        verb: &'static str,
        /// The other rule.
        other: String,
        /// Its force.
        other_force: String,
        /// Where the other is named.
        #[label("named here")]
        span: Span,
        /// The other rule.
        #[label("the rule of higher force")]
        declared: Span,
    },
    /// An exception to a rule of another regime.
    #[error("`{name}` is of the regime {regime}, and `{other}` of {other_regime}")]
    #[diagnostic(
        code(LX0404),
        help("an exception works inside its own regime; look at the `regime` lines of the two instruments")
    )]
    OtherRegime {
        /// The rule.
        name: String,
        /// Its regime.
        regime: String,
        /// The other rule.
        other: String,
        /// Its regime.
        other_regime: String,
        /// Where the other is named.
        #[label("named here")]
        span: Span,
        /// The other rule.
        #[label("of another regime")]
        declared: Span,
    },
    /// An exception to something that neither requires nor prohibits anything.
    #[error("`{name}` permits what `{other}` does not forbid")]
    #[diagnostic(
        code(LX0405),
        help("an exception is to a rule that requires a license or prohibits; use `overrides` to displace others")
    )]
    NothingToPermit {
        /// The exception.
        name: String,
        /// The other rule.
        other: String,
        /// Where the other is named.
        #[label("neither requires a license nor prohibits")]
        span: Span,
        /// The other rule.
        #[label("declared here")]
        declared: Span,
    },
    /// A presumption of a fact that lies in a keyed record.
    #[error("`{name}` presumes a fact that does not lie at one place")]
    #[diagnostic(
        code(LX0406),
        help("presume a field of the case itself, not of a keyed record or of a member of a list")
    )]
    PresumesElsewhere {
        /// The rule.
        name: String,
        /// The fact.
        #[label("lies in a record that is referred to")]
        span: Span,
        /// The rule.
        #[label("in this rule")]
        rule: Span,
    },
    /// Two rules that are never in force together although one names the other.
    #[error("`{name}` and `{other}` are never in force together")]
    #[diagnostic(
        code(LX0407),
        severity(Advice),
        help("what is said here about `{other}` never matters; look at the dates of both")
    )]
    NeverTogether {
        /// The rule.
        name: String,
        /// The other.
        other: String,
        /// Where the other is named.
        #[label("never in force with `{name}`")]
        span: Span,
    },
    /// A limb that asks what is always settled.
    #[error("this can never {what}")]
    #[diagnostic(code(LX0408), severity(Advice), help("{help}"))]
    Settled {
        /// `hold`, `fail`
        what: &'static str,
        /// The way out.
        help: String,
        /// The limb.
        #[label("can never {what}")]
        span: Span,
    },
    /// A limb that another one leaves no room for.
    #[error("this can never {what} where it matters")]
    #[diagnostic(code(LX0408), severity(Advice), help("{help}"))]
    Contradicted {
        /// `hold`, `fail`
        what: &'static str,
        /// The way out.
        help: String,
        /// The limb.
        #[label("can never {what}")]
        span: Span,
        /// `holds`, `fails`
        other: &'static str,
        /// The other limb.
        #[label("where this {other}")]
        because: Span,
    },
    /// A limb beside another that makes it idle.
    #[error("this never matters beside another limb")]
    #[diagnostic(code(LX0408), severity(Advice), help("{help}"))]
    Idle {
        /// The way out.
        help: String,
        /// The limb.
        #[label("adds nothing")]
        span: Span,
        /// The other limb.
        #[label("to this")]
        because: Span,
    },
    /// A declaration that nothing uses.
    #[error("nothing uses {kind} `{name}`")]
    #[diagnostic(code(LX0409), severity(Advice), help("remove it, or use it"))]
    Unused {
        /// `definition`.
        kind: &'static str,
        /// Its name.
        name: String,
        /// Where.
        #[label("declared here")]
        span: Span,
    },
    /// A rule whose effect a higher norm always bars.
    #[error("{what} can never take effect: `{by}` bars it on every day")]
    #[diagnostic(
        code(LX0410),
        severity(Advice),
        help("decisions report it as purported and barred, with both citations")
    )]
    AlwaysBarred {
        /// `` `name` ``, ``a charge of `name` ``
        what: String,
        /// The norm that bars it.
        by: String,
        /// The rule.
        #[label("barred")]
        span: Span,
        /// The norm.
        #[label("bars it without condition")]
        bars: Span,
    },
    /// `to` in a rule that permits nothing.
    #[error("`{name}` says `to`, and permits nothing")]
    #[diagnostic(
        code(LX0411),
        help("declare it as an `exception`, or say `overrides` if it takes the place of the other rule")
    )]
    NoPermission {
        /// The rule.
        name: String,
        /// Where the other is named.
        #[label("`to` is for exceptions, and for rules that say `permits`")]
        span: Span,
    },
    /// A condition that asks for what is repealed.
    #[error("`{name}` rests on `{other}`, which `{by}` repeals")]
    #[diagnostic(code(LX0412), help("change `{name}` in the same amendment, or say what takes the place of `{other}`"))]
    Dangling {
        /// What is still law.
        name: String,
        /// What is repealed.
        other: String,
        /// The amendment.
        by: String,
        /// The reference.
        #[label("is still law then, and asks for it here")]
        span: Span,
        /// The repeal.
        #[label("repealed here")]
        repealed: Span,
    },
    /// A list of rules that names one that is repealed.
    #[error("`{name}` still names `{other}`, which `{by}` repeals")]
    #[diagnostic(
        code(LX0413),
        severity(Advice),
        help("nothing comes of it; to tidy up, `revise {name}` in the same amendment")
    )]
    StillNamed {
        /// What is still law.
        name: String,
        /// What is repealed.
        other: String,
        /// The amendment.
        by: String,
        /// The reference.
        #[label("named here")]
        span: Span,
        /// The repeal.
        #[label("repealed here")]
        repealed: Span,
    },
}
