//! What can be wrong with types, units, codes and the shape of provisions.

use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error;

/// Faults found by the type checker.
#[derive(Debug, Error, Diagnostic)]
pub enum Error {
    /// A value of one type where another was needed.
    #[error("expected {expected}, found {found}")]
    #[diagnostic(code(LX0301))]
    Mismatch {
        /// In words.
        expected: String,
        /// In words.
        found: String,
        /// The value.
        #[label("this is {found}")]
        span: Span,
        /// Where the found type comes from.
        #[label("because of this line")]
        found_because: Option<Span>,
        /// Where the expected type comes from.
        #[label("{expected} is expected because of this")]
        expected_because: Option<Span>,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// Two quantities that cannot be compared or added.
    #[error("cannot {verb} {left} {joint} {right}")]
    #[diagnostic(code(LX0302))]
    Units {
        /// `compare`, `add`.
        verb: &'static str,
        /// In words.
        left: String,
        /// `with`, `to`.
        joint: &'static str,
        /// In words.
        right: String,
        /// The left operand.
        #[label("{left}")]
        left_span: Span,
        /// The right operand.
        #[label("{right}")]
        right_span: Span,
        /// Where the left unit comes from.
        #[label("its unit comes from here")]
        left_because: Option<Span>,
        /// Where the right unit comes from.
        #[label("its unit comes from here")]
        right_because: Option<Span>,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// A name that means nothing here.
    #[error("nothing here is called `{name}`")]
    #[diagnostic(code(LX0303))]
    UnknownName {
        /// The name.
        name: String,
        /// Where.
        #[label("expected a variable, a fact or a declared name")]
        span: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// A field or definition that a type does not have.
    #[error("{of} has no field or definition `{name}`")]
    #[diagnostic(code(LX0304))]
    UnknownField {
        /// The type in words.
        of: String,
        /// The name.
        name: String,
        /// Where.
        #[label("expected a field or definition of it")]
        span: Span,
        /// Where the type is declared.
        #[label("declared here")]
        declared: Option<Span>,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// An optional field used without asking whether it is there.
    #[error("`{path}` may be absent")]
    #[diagnostic(code(LX0305), help("ask first, in the same conjunction: `{ask}`"))]
    MayBeAbsent {
        /// The field in full.
        path: String,
        /// The test that is missing.
        ask: String,
        /// Where it is used.
        #[label("used here as if it were there")]
        span: Span,
        /// Where the field is declared.
        #[label("declared optional here")]
        declared: Span,
    },
    /// A word that is none of a closed list.
    #[error("`{name}` is none of the alternatives of `{list}`")]
    #[diagnostic(code(LX0306))]
    UnknownAlternative {
        /// The word.
        name: String,
        /// The list.
        list: String,
        /// Where.
        #[label("expected one of `{list}`")]
        span: Span,
        /// Where the list is declared.
        #[label("the list")]
        declared: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// Too many or too few arguments.
    #[error("`{name}` takes {expected}, found {found}")]
    #[diagnostic(code(LX0307))]
    Arguments {
        /// The definition.
        name: String,
        /// How many, in words.
        expected: String,
        /// How many.
        found: usize,
        /// The call.
        #[label("called here")]
        span: Span,
        /// The definition.
        #[label("defined here")]
        declared: Span,
        /// Its parameters.
        #[help]
        help: Option<String>,
    },
    /// Something called that is neither a definition nor a record.
    #[error("{what}")]
    #[diagnostic(code(LX0308))]
    NotCallable {
        /// `` `n` is a value, and takes nothing in parentheses ``
        what: String,
        /// Where.
        #[label("expected a definition or a record")]
        span: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// `if` without `else` that leaves cases out.
    #[error("this `if` does not say what it gives {missing}")]
    #[diagnostic(code(LX0309), help("{help}"))]
    NotExhaustive {
        /// `` for `b` and `c` ``, or `otherwise`.
        missing: String,
        /// Where.
        #[label("has no `else`")]
        span: Span,
        /// The way out.
        help: String,
    },
    /// Two siblings with one label.
    #[error("label `({label})` is given twice")]
    #[diagnostic(
        code(LX0310),
        help("amendments and explanations name limbs by their labels: give each sibling its own")
    )]
    LabelTwice {
        /// The label.
        label: String,
        /// The second.
        #[label("again here")]
        again: Span,
        /// The first.
        #[label("first here")]
        first: Span,
    },
    /// A definition that refers to itself in a way that need not end.
    #[error("`{name}` refers to itself, and nothing makes that end")]
    #[diagnostic(
        code(LX0311),
        help(
            "a definition or an entry may refer to itself for a part of its own first argument, or, if it gives a truth value, only positively: under `and`, `or`, `any`, or in the `where` of a sum of amounts that are never negative, compared by `>=` or `>`"
        )
    )]
    Recursion {
        /// The definition.
        name: String,
        /// The reference.
        #[label("{why}")]
        span: Span,
        /// Why this one does not end.
        why: String,
        /// The definition.
        #[label("defined here")]
        declared: Span,
    },
    /// An operator between things it does not work on.
    #[error("`{op}` does not work on {operands}")]
    #[diagnostic(code(LX0312))]
    Operator {
        /// As written.
        op: &'static str,
        /// Both, in words.
        operands: String,
        /// The operator.
        #[label("between {operands}")]
        span: Span,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// A number that cannot be held exactly.
    #[error("`{text}` cannot be held exactly")]
    #[diagnostic(code(LX0313), help("exact numbers have at most about 38 digits above and below the fraction bar"))]
    BadNumber {
        /// As written.
        text: String,
        /// Where.
        #[label("this number")]
        span: Span,
    },
    /// A unit nobody declared.
    #[error("no unit is called `{name}`")]
    #[diagnostic(code(LX0314))]
    UnknownUnit {
        /// The symbol.
        name: String,
        /// Where.
        #[label("expected a declared unit")]
        span: Span,
        /// The nearest one, or the import that is missing.
        #[help]
        help: Option<String>,
    },
    /// A unit that is made of itself.
    #[error("unit `{name}` is made of itself")]
    #[diagnostic(code(LX0315), help("a base unit has no `=`"))]
    UnitCycle {
        /// The unit.
        name: String,
        /// Where.
        #[label("defined through itself")]
        span: Span,
    },
    /// A bare number where a quantity is needed.
    #[error("expected {expected}, found {found}")]
    #[diagnostic(code(LX0316), help("{help}"))]
    NoUnit {
        /// In words.
        expected: String,
        /// `a number without a unit`, `a percentage`.
        found: &'static str,
        /// With the unit, or with what the percentage is of.
        help: String,
        /// The number.
        #[label("is {found}")]
        span: Span,
        /// Where the unit is expected from.
        #[label("{expected} because of this")]
        because: Option<Span>,
    },
    /// A record that cannot be made sense of.
    #[error("{noun} `{name}` {what}")]
    #[diagnostic(code(LX0317), help("{help}"))]
    BadRecord {
        /// `record`, `field`, `column`, `type`
        noun: &'static str,
        /// The record.
        name: String,
        /// What is wrong.
        what: String,
        /// Where.
        #[label("here")]
        span: Span,
        /// The way out.
        help: String,
    },
    /// A table that cannot be made sense of.
    #[error("table `{name}`: {what}")]
    #[diagnostic(code(LX0318))]
    BadTable {
        /// The table.
        name: String,
        /// What is wrong.
        what: String,
        /// Where: in the law file, or in the CSV.
        #[label("here")]
        span: Span,
        /// The declaration it goes against.
        #[label("because of this")]
        declared: Option<Span>,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// Something computed where a constant is needed.
    #[error("expected a constant, found something that depends on a case or a day")]
    #[diagnostic(
        code(LX0319),
        help("use a `define` for what depends on facts, and dated lines for what changes with time")
    )]
    NotConstant {
        /// Where.
        #[label("not a constant")]
        span: Span,
    },
    /// A provision that lacks what makes it one, or has it twice.
    #[error("`{name}` {what}")]
    #[diagnostic(code(LX0321), help("{help}"))]
    BadProvision {
        /// The provision.
        name: String,
        /// What is wrong.
        what: String,
        /// Where.
        #[label("here")]
        span: Span,
        /// The way out.
        help: String,
    },
    /// `has` of something that is always there.
    #[error("`{name}` is always there")]
    #[diagnostic(
        code(LX0323),
        help("`has` asks about optional fields; remove the test, or declare the field `optional`")
    )]
    AlwaysThere {
        /// The field.
        name: String,
        /// The test.
        #[label("this always holds")]
        span: Span,
        /// The field.
        #[label("declared without `optional` here")]
        declared: Span,
    },
    /// A code that no entry stands at or under.
    #[error("no entry is at or under `{code}`")]
    #[diagnostic(code(LX0324))]
    NoEntry {
        /// The code.
        code: String,
        /// Where.
        #[label("covers nothing, so this can never hold")]
        span: Span,
        /// The nearest one.
        #[help]
        help: Option<String>,
    },
    /// Something iterated over that is no list.
    #[error("expected a list, found {found}")]
    #[diagnostic(code(LX0325), help("go through a `list of …` field, or the rows of a table"))]
    NotAList {
        /// In words.
        found: String,
        /// Where.
        #[label("this is {found}")]
        span: Span,
        /// Where its type comes from.
        #[label("because of this line")]
        because: Option<Span>,
    },
    /// A list without anything that tells its type.
    #[error("nothing says what this empty list is a list of")]
    #[diagnostic(code(LX0329), help("use it where a list of a known type is expected"))]
    EmptyList {
        /// Where.
        #[label("empty")]
        span: Span,
    },
    /// Versions of one definition that do not agree on what it takes and gives.
    #[error("the versions of `{name}` do not take and give the same")]
    #[diagnostic(
        code(LX0332),
        help("a definition keeps its parameters and its type when its text changes; give the new one another name")
    )]
    Signature {
        /// The definition.
        name: String,
        /// The later version.
        #[label("differs here")]
        span: Span,
        /// The earlier one.
        #[label("from this version")]
        first: Span,
    },
    /// A letter, and nobody to whom it could be addressed.
    #[error("nothing says who acts, so a letter cannot be told to bind them")]
    #[diagnostic(code(LX0333), help("under the fact of the shipment, write `actor shipment.exporter`"))]
    NoActor {
        /// The rule.
        #[label("this rule is under a letter")]
        span: Span,
        /// The letter.
        #[label("the letter")]
        instrument: Span,
    },
    /// A name declared as something that has no value.
    #[error("`{name}` is {kind}, which has no value")]
    #[diagnostic(code(LX0334))]
    NoValue {
        /// The name.
        name: String,
        /// `a rule`
        kind: &'static str,
        /// Where.
        #[label("used as a value here")]
        span: Span,
        /// The way out.
        #[help]
        help: Option<String>,
    },
    /// A declared name that hides a country or an alternative.
    #[error("`{name}` means two things here: {one} and {other}")]
    #[diagnostic(code(LX0335), help("rename the declaration"))]
    Ambiguous {
        /// The name.
        name: String,
        /// The declared thing.
        one: String,
        /// The alternative.
        other: String,
        /// Where.
        #[label("which of them?")]
        span: Span,
    },
    /// Definitions that use definitions that use definitions, deeper than the checker follows.
    #[error("definitions are nested too deep here")]
    #[diagnostic(code(LX0336), help("a definition may rest on others up to {limit} levels deep"))]
    TooDeep {
        /// How deep they may be.
        limit: usize,
        /// Where.
        #[label("one level too many")]
        span: Span,
    },
    /// A definition that refers to itself, by itself or through others, and does not say what it gives.
    #[error("`{name}` refers to itself, and does not say what it gives")]
    #[diagnostic(
        code(LX0337),
        help("write it behind the parameters, as a type such as `Bool` or `Money in USD`: `define {name} of …: TYPE`")
    )]
    NoResult {
        /// The definition.
        name: String,
        /// The reference.
        #[label("refers back to it here")]
        span: Span,
        /// The definition.
        #[label("defined here")]
        declared: Span,
    },
    /// Values or groups that are made of themselves.
    #[error("`{name}` is made of itself{by_way}")]
    #[diagnostic(code(LX0338), help("say of one of them what it is, without the others"))]
    MadeOfItself {
        /// The value or group.
        name: String,
        /// By way of which others.
        by_way: String,
        /// The reference.
        #[label("asks for `{name}` again, in the end")]
        span: Span,
        /// Where it is declared.
        #[label("declared here")]
        declared: Span,
    },
}
