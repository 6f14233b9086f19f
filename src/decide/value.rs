//! What a step of evaluation gives.

use crate::plan::node::Constant;
use crate::plan::slot::{Address, TextRef};
use crate::source::Id;
use crate::value::{Date, Duration, Interval, Number, Truth};

/// A number, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Num {
    /// Known.
    Exact(Number),
    /// Known to lie between limits, or nothing known.
    Within(Interval),
}

impl Num {
    /// Nothing is known of it.
    pub const UNKNOWN: Self = Self::Within(Interval::UNBOUNDED);

    /// As an interval.
    pub fn interval(self) -> Interval {
        match self {
            Self::Exact(number) => Interval::exact(number),
            Self::Within(interval) => interval,
        }
    }
}

impl From<Interval> for Num {
    fn from(interval: Interval) -> Self {
        interval.as_exact().map_or(Self::Within(interval), Self::Exact)
    }
}

/// Words, wherever they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// In the case.
    Case(TextRef),
    /// In a table of the law.
    Law(TextRef),
    /// In the text of the law.
    Constant(Id<Constant>),
    /// Made while deciding.
    Made(TextRef),
}

/// Members of a list, wherever they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Elements of the case.
    Case(u32, u32),
    /// Elements made while deciding.
    Made(u32, u32),
    /// Rows of a table.
    Rows(crate::resolve::TableId),
}

/// A value of any kind, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// Nothing is known.
    Unknown,
    /// Known not to be there.
    Absent,
    /// A truth value; never [`Truth::Unknown`].
    Truth(bool),
    /// A number.
    Number(Number),
    /// A number between limits.
    Within(Interval),
    /// A day.
    Date(Date),
    /// A day between limits.
    Between(Option<Date>, Option<Date>),
    /// Calendar time.
    Duration(Duration),
    /// Calendar time between limits, one of them at least, of one kind.
    Lasting(Option<Duration>, Option<Duration>),
    /// An alternative.
    Code(u32),
    /// Words.
    Text(Words),
    /// One of some alternatives or texts: a position in the partial knowledge of the case.
    OneOf(u32),
    /// A record.
    Record(Address),
    /// A list.
    List(List),
}

impl From<Truth> for Value {
    fn from(truth: Truth) -> Self {
        truth.known().map_or(Self::Unknown, Self::Truth)
    }
}

impl From<Num> for Value {
    fn from(number: Num) -> Self {
        match number {
            Num::Exact(number) => Self::Number(number),
            Num::Within(interval) if interval.is_unbounded() => Self::Unknown,
            Num::Within(interval) => Self::Within(interval),
        }
    }
}

impl Value {
    /// As a number.
    pub fn number(self) -> Num {
        match self {
            Self::Number(number) => Num::Exact(number),
            Self::Within(interval) => Num::Within(interval),
            _ => Num::UNKNOWN,
        }
    }

    /// As a truth value.
    pub fn truth(self) -> Truth {
        match self {
            Self::Truth(truth) => truth.into(),
            _ => Truth::Unknown,
        }
    }

    /// Whether it is there. What is known in part is.
    pub fn presence(self) -> Truth {
        match self {
            Self::Unknown => Truth::Unknown,
            Self::Absent => Truth::False,
            _ => Truth::True,
        }
    }
}
