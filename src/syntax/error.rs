//! What can be wrong with the writing of a text: one variant a kind of mistake, each with its own code and page.
//!
//! Longer than other files because it is a list; its wording is kept together so that it stays of one kind.

use crate::diagnostic::did_you_mean;
use crate::source::Span;
use miette::Diagnostic;
use thiserror::Error as ThisError;

/// A text that cannot be read as Lexport.
#[derive(Debug, ThisError, Diagnostic)]
#[allow(missing_docs, reason = "the fields are the places and words of the message that stands above them")]
pub enum Error {
    /// A line in column 0 that begins no declaration.
    #[error("expected a declaration, found `{found}`")]
    #[diagnostic(code(LX0101))]
    UnknownDeclaration {
        #[label("no declaration begins with this")]
        at: Span,
        found: String,
        #[help]
        help: String,
    },

    /// An indented line with no declaration above it.
    #[error("expected a declaration in column 0, found an indented line")]
    #[diagnostic(code(LX0102), help("nothing stands above that this line could belong to; take away its indentation"))]
    StrayLine {
        #[label("belongs to no declaration")]
        at: Span,
    },

    /// A line of a declaration that stands in column 0.
    #[error("expected a declaration in column 0, found a line that belongs inside one: `{found}`")]
    #[diagnostic(code(LX0103))]
    NotIndented {
        #[label("not indented")]
        at: Span,
        found: String,
        #[help]
        help: String,
    },

    /// A line that its declaration does not have.
    #[error("expected {expected}, found `{found}`")]
    #[diagnostic(code(LX0104))]
    UnknownLine {
        #[label("no such line here")]
        at: Span,
        expected: &'static str,
        found: String,
        #[help]
        help: String,
    },

    /// A tab that indents.
    #[error("expected spaces, found a tab in the indentation")]
    #[diagnostic(code(LX0105), help("indent with spaces: a tab is as wide as each editor likes"))]
    Tab {
        #[label("a tab")]
        at: Span,
    },

    /// A text whose closing quote is missing.
    #[error("expected `\"` at the end of the text, found {found}")]
    #[diagnostic(code(LX0106))]
    UnclosedText {
        #[label("begins here")]
        at: Span,
        found: String,
        #[help]
        help: &'static str,
    },

    /// A backslash that escapes nothing.
    #[error("expected `\\\"`, `\\\\`, `\\n` or `\\t`, found `{found}`")]
    #[diagnostic(code(LX0107), help("to write a backslash itself, double it: `\\\\`"))]
    UnknownEscape {
        #[label("no such escape")]
        at: Span,
        found: String,
    },

    /// Quotes of another kind.
    #[error("expected `\"`, found `{found}`")]
    #[diagnostic(code(LX0108), help("texts stand between straight double quotes: `\"…\"`"))]
    ForeignQuote {
        #[label("not a straight double quote")]
        at: Span,
        found: char,
    },

    /// A bracket that is not closed.
    #[error("expected `{close}`, found {found}")]
    #[diagnostic(code(LX0109), help("close it, or indent the next line deeper if it goes on there"))]
    Unclosed {
        #[label("`{close}` is missing here")]
        at: Span,
        #[label("opened here")]
        open: Span,
        close: char,
        found: String,
    },

    /// A place where an expression is missing.
    #[error("expected {expected} after {after}, found {found}")]
    #[diagnostic(code(LX0110))]
    MissingExpression {
        #[label("missing here")]
        at: Span,
        expected: &'static str,
        after: String,
        found: String,
        #[help]
        help: Option<String>,
    },

    /// A block header with nothing below it.
    #[error("expected limbs below `{header}`, found {found}")]
    #[diagnostic(
        code(LX0111),
        help("put each limb on a line of its own, indented deeper than the line with `{header}`")
    )]
    BlockWithoutLimbs {
        #[label("has no limbs")]
        at: Span,
        header: String,
        found: String,
    },

    /// A declaration with nothing below its header.
    #[error("expected {expected} below the line, found {found}")]
    #[diagnostic(code(LX0112))]
    MissingBody {
        #[label("nothing is indented below")]
        at: Span,
        expected: &'static str,
        found: String,
        #[help]
        help: &'static str,
    },

    /// Limbs that are not deeper than the line with the header of their block.
    #[error("expected limbs indented deeper than the line with their header")]
    #[diagnostic(code(LX0113), help("indent the limbs deeper than the line on which their header stands"))]
    LimbNotDeeper {
        #[label("not deeper")]
        at: Span,
        #[label("than the line with this header")]
        header: Span,
    },

    /// A line whose indentation is that of no line above.
    #[error("expected the indentation of a line above, found {found} spaces")]
    #[diagnostic(code(LX0114))]
    Misaligned {
        #[label("aligned with no line above")]
        at: Span,
        found: usize,
        #[help]
        help: String,
    },

    /// A deeper line that does not go on with the line above.
    #[error("expected {expected}, found {found} on a line that goes on with the one above")]
    #[diagnostic(
        code(LX0115),
        help(
            "a line that is indented deeper goes on with the line above; align it with that line if it is one of its own"
        )
    )]
    ContinuesAbove {
        #[label("does not go on with the line above")]
        at: Span,
        expected: String,
        found: String,
    },

    /// An operator of another language.
    #[error("expected `{write}`, found `{found}`")]
    #[diagnostic(code(LX0116), help("write `{write}`"))]
    ForeignOperator {
        #[label("not an operator of Lexport")]
        at: Span,
        found: String,
        write: &'static str,
    },

    /// Punctuation of another language.
    #[error("expected no `{found}`")]
    #[diagnostic(code(LX0117), help("{help}"))]
    ForeignPunctuation {
        #[label("not needed")]
        at: Span,
        found: char,
        help: &'static str,
    },

    /// Comparisons in a chain.
    #[error("expected `and` or `or` between two comparisons, found one comparison chained to another")]
    #[diagnostic(code(LX0118), help("write each comparison in full: `a < b and b < c`"))]
    ChainedComparison {
        #[label("the second comparison")]
        at: Span,
        #[label("the first comparison")]
        first: Span,
    },

    /// A tree that is too deep.
    #[error("expected no more than {deepest} steps inside each other, found an expression or a block with more", deepest = DEEPEST)]
    #[diagnostic(
        code(LX0119),
        help(
            "a pair of brackets is two steps; a dot, a block and each operator of a chain is one: give a part a name with `define`, or write a long chain as a block (`any of`) or a list"
        )
    )]
    TooDeep {
        #[label("nested too deeply")]
        at: Span,
    },

    /// A reserved word where a name must stand.
    #[error("expected a name, found the word `{found}`")]
    #[diagnostic(code(LX0120), help("`{found}` has a meaning of its own; take another name, such as `{found}_`"))]
    KeywordAsName {
        #[label("cannot be a name")]
        at: Span,
        found: String,
    },

    /// The British spelling of license.
    #[error("expected `{write}`, found `{found}`")]
    #[diagnostic(code(LX0121), help("the language is spelt as American law spells it: `{write}`"))]
    BritishSpelling {
        #[label("spelt the British way")]
        at: Span,
        found: String,
        write: &'static str,
    },

    /// A label where none can stand.
    #[error("expected {expected}, found the label `{found}`")]
    #[diagnostic(
        code(LX0122),
        help("a label stands at the beginning of a limb, or right after `if` or `unless`; a limb has one label")
    )]
    LabelMisplaced {
        #[label("a label cannot stand here")]
        at: Span,
        expected: String,
        found: String,
    },

    /// A number glued to a word.
    #[error("expected a space between a number and its unit, found `{found}`")]
    #[diagnostic(code(LX0123), help("{help}"))]
    NumberTouchesUnit {
        #[label("no space in it")]
        at: Span,
        found: String,
        help: String,
    },

    /// A unit to the power of nothing.
    #[error("expected a power from 1 to 99, found 0 after `{unit}`")]
    #[diagnostic(code(LX0124), help("a unit to the power 0 is no unit; leave `{unit}` out"))]
    PowerZero {
        #[label("power 0")]
        at: Span,
        unit: String,
    },

    /// A word that is none of a closed list.
    #[error("expected {expected}, found {found}")]
    #[diagnostic(code(LX0125))]
    ClosedWord {
        #[label("not one of them")]
        at: Span,
        expected: &'static str,
        found: String,
        #[help]
        help: String,
    },

    /// A row with too many cells, or too few.
    #[error("expected {expected} cells, found {found}")]
    #[diagnostic(code(LX0126), help("a row has a cell for each column, between bars; a cell may be empty: `|  |`"))]
    WrongWidth {
        #[label("has {found}")]
        at: Span,
        #[label("has {expected}")]
        head: Span,
        expected: usize,
        found: usize,
    },

    /// A row without its last bar.
    #[error("expected `|` at the end of the row, found {found}")]
    #[diagnostic(code(LX0127), help("a row begins and ends with a bar: `| CN | 25 USD |`"))]
    RowNotClosed {
        #[label("`|` is missing")]
        at: Span,
        found: String,
    },

    /// A scenario table without a table.
    #[error("expected rows in a scenario table, found none")]
    #[diagnostic(code(LX0128), help("write a row of heads and one row a case, between bars, or leave out `table`"))]
    TableWithoutRows {
        #[label("promises a table")]
        at: Span,
    },

    /// Rows in a scenario that is no table.
    #[error("expected no rows in a scenario of one case, found a row")]
    #[diagnostic(code(LX0129), help("begin with `scenario table` to write one case a row"))]
    RowsWithoutTable {
        #[label("a row")]
        at: Span,
        #[label("a scenario of one case")]
        title: Span,
    },

    /// A character that cannot be seen or has no meaning.
    #[error("expected plain text, found the character {found}")]
    #[diagnostic(code(LX0130), help("{help}"))]
    StrangeCharacter {
        #[label("this character")]
        at: Span,
        found: String,
        help: &'static str,
    },

    /// Anything else that cannot stand where it stands.
    #[error("expected {expected}, found {found}")]
    #[diagnostic(code(LX0131))]
    Unexpected {
        #[label("cannot stand here")]
        at: Span,
        expected: String,
        found: String,
        #[help]
        help: Option<String>,
    },

    /// `not` between a value and its test.
    #[error("expected `not` before the whole test, found it inside")]
    #[diagnostic(code(LX0132), help("write `not x {word} …` instead of `x {word} not …` or `x not {word} …`"))]
    MisplacedNot {
        #[label("`not` stands here")]
        at: Span,
        word: &'static str,
    },

    /// Something like a code of a control list.
    #[error("expected a code such as `3A090.a`, found `{found}`")]
    #[diagnostic(code(LX0133))]
    NotACode {
        #[label("not a code")]
        at: Span,
        found: String,
        #[help]
        help: String,
    },

    /// A declaration inside an amendment that is no provision.
    #[error("expected a provision, found {found}")]
    #[diagnostic(code(LX0134))]
    NotAProvision {
        #[label("cannot stand in an amendment")]
        at: Span,
        found: &'static str,
        #[help]
        help: String,
    },

    /// More than one thing where one is to take the place of another.
    #[error("expected one {what} below the line, found another")]
    #[diagnostic(code(LX0135))]
    MoreThanOne {
        #[label("one too many")]
        at: Span,
        #[label("the first {what}")]
        first: Span,
        what: &'static str,
        #[help]
        help: &'static str,
    },

    /// Facts where a law is read.
    #[error("expected a law, found facts in JSON")]
    #[diagnostic(code(LX0136), help("a case is named behind the law: `lexport decide LAW CASE`"))]
    Json {
        #[label("begins as JSON does")]
        at: Span,
    },
}

/// How deep a tree may be, counting every operator of a chain: the passes after this one walk it recursively.
pub(super) const DEEPEST: usize = 256;

impl Error {
    /// A word that is none of a closed list.
    pub(super) fn closed_word(expected: &'static str, found: &str, words: &[&str], at: Span) -> Self {
        let all = || format!("one of {}", super::explain::words::alternatives(words, "and"));
        let help = did_you_mean(found, words.iter().copied()).unwrap_or_else(all);
        Self::ClosedWord { at, expected, found: format!("`{found}`"), help }
    }
}
