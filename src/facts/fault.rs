//! What the fast pass notes where something does not fit.

use crate::plan::layout::{Field, Kind};
use crate::resolve::RecordId;
use crate::value::{ParseDateError, ParseDurationError, ParseEccnError, ParseNumberError, QuantityError, Unit};

/// What is asked of a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask<'l> {
    /// What it must be.
    pub(super) kind: &'l Kind,
    /// The field whose limits it must keep.
    pub(super) field: Option<&'l Field>,
    /// Whether it may be absent.
    pub(super) optional: bool,
    /// Why it must be known in full, if it must.
    pub(super) whole: Option<Whole>,
}

/// Why a value must be known in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// It says which record this is.
    Key,
    /// It is itself part of what is said of a value.
    Part,
}

impl<'l> Ask<'l> {
    pub(super) fn of(kind: &'l Kind) -> Self {
        Self { kind, field: None, optional: false, whole: None }
    }
}

/// What was found where something else was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Truth,
    Number,
    Text,
    List,
    Object,
    Null,
}

/// The kinds of mismatch, without the words: those are read off the text when a message is made.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// The law has no such fact.
    UnknownFact,
    /// The record has no such field.
    UnknownField(RecordId),
    /// Partial knowledge is not written so.
    UnknownPart,
    /// The object has this entry already.
    Twice,
    /// Of another type.
    WrongType(Found),
    /// None of the closed list.
    UnknownAlternative,
    /// A number that cannot be read or held.
    Number(ParseNumberError),
    /// A quantity that cannot be read.
    Quantity(QuantityError),
    /// A quantity of another dimension.
    Dimension(Unit),
    /// A share where a quantity with a unit was expected.
    Percent,
    /// The quantity does not fit once it is converted.
    Unconvertible,
    /// Not a date.
    Date(ParseDateError),
    /// Not a duration.
    Duration(ParseDurationError),
    /// Not a code of a control list.
    Eccn(ParseEccnError),
    /// `null` in a field that cannot be absent.
    Null,
    /// Beyond the limits of the field.
    OutOfBounds,
    /// Two objects for one key that do not say the same; the entries that lead to the first.
    Conflict(RecordId, Vec<u32>),
    /// Nothing satisfies what is said in part.
    Contradiction(&'static str),
    /// This cannot be known in part, or not in this way.
    NotInPart(&'static str),
    /// Something else than a list of alternatives.
    NoSet(Found),
    /// A text with an escape that stands for no letter.
    BadEscape,
    /// Not JSON from here on: line, column, and what serde says.
    Syntax(usize, usize, String),
    /// Reading stopped here.
    GaveUp(&'static str, &'static str),
}

/// One mismatch.
#[derive(Debug, Clone)]
pub(super) struct Mismatch<'l> {
    /// Which entry of which object, one number a level.
    pub(super) trail: Vec<u32>,
    /// What was asked, if it is a value that does not fit.
    pub(super) ask: Option<Ask<'l>>,
    /// What is wrong.
    pub(super) fault: Fault,
}

/// Everything in a text that does not fit, in the order of the text.
#[derive(Debug, Clone)]
pub struct Mismatches<'l> {
    pub(super) all: Vec<Mismatch<'l>>,
    /// The fact that the whole text was taken as.
    pub(super) root: Option<&'l str>,
}

impl Mismatches<'_> {
    /// How many there are, at least one.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// Mismatches after which reading stops: enough to see what is wrong with a file, and a bound on what hostile text costs.
pub(super) const MOST_MISMATCHES: usize = 500;
