//! What an expression can give.

use super::typed::Law;
use crate::resolve::{EnumId, RecordId};
use crate::value::{Number, Unit};

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Of something that could not be checked: fits everywhere, so that one mistake gives one message.
    Broken,
    /// A truth value.
    Bool,
    /// An exact number in a unit.
    Number(Unit),
    /// A day.
    Date,
    /// A stretch of calendar time: days, or months.
    Duration,
    /// Words.
    Text,
    /// One of a closed list.
    Enum(EnumId),
    /// A code of a control list.
    Eccn,
    /// A record.
    Record(RecordId),
    /// Values in order.
    List(Box<Type>),
    /// A set of values.
    Group(Box<Type>),
}

impl Type {
    /// A number without a unit.
    pub fn plain_number() -> Self {
        Self::Number(Unit::one())
    }

    /// Whether it is a number, whatever the unit.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    /// Whether a value of this type can stand where `other` is wanted, numbers after conversion.
    pub fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Broken, _) | (_, Self::Broken) => true,
            (Self::Number(a), Self::Number(b)) => a.agrees_with(b),
            (Self::List(a), Self::List(b)) | (Self::Group(a), Self::Group(b)) => a.stays(b),
            (a, b) => a == b,
        }
    }

    /// Whether a value of this type can stand where `other` is wanted as it is: the members of a list are not converted.
    pub fn stays(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.convert_factor_to(b) == Some(Ok(Number::ONE)),
            (a, b) => a.fits(b),
        }
    }

    /// In words, with its article, for messages: ``a number in `TPP` ``.
    pub fn describe(&self, law: &Law) -> String {
        match self {
            Self::Broken => "something broken".to_owned(),
            Self::Bool => "a truth value".to_owned(),
            Self::Number(unit) if *unit == Unit::one() => "a plain number".to_owned(),
            Self::Number(unit) => format!("a number in `{}`", law.units.display(unit)),
            Self::Date => "a date".to_owned(),
            Self::Duration => "a duration".to_owned(),
            Self::Text => "a text".to_owned(),
            Self::Enum(id) => law.enums.get(*id).map_or_else(String::new, |it| with_article(&it.name)),
            Self::Eccn => "a code".to_owned(),
            Self::Record(id) => law.records.get(*id).map_or_else(String::new, |it| match it.table {
                Some(_) => format!("a row of `{}`", it.name),
                None => with_article(&it.name),
            }),
            Self::List(of) => format!("a list of {}", of.plural(law)),
            Self::Group(of) => format!("a group of {}", of.plural(law)),
        }
    }

    /// Several of it in words, without an article: ``numbers in `TPP` ``.
    pub fn plural(&self, law: &Law) -> String {
        match self {
            Self::Broken => "something".to_owned(),
            Self::Bool => "truth values".to_owned(),
            Self::Number(unit) if *unit == Unit::one() => "plain numbers".to_owned(),
            Self::Number(unit) => format!("numbers in `{}`", law.units.display(unit)),
            Self::Date => "dates".to_owned(),
            Self::Duration => "durations".to_owned(),
            Self::Text => "texts".to_owned(),
            Self::Eccn => "codes".to_owned(),
            Self::Enum(id) => law.enums.get(*id).map_or_else(String::new, |it| format!("`{}`", it.name)),
            Self::Record(id) => law.records.get(*id).map_or_else(String::new, |it| format!("`{}`", it.name)),
            Self::List(of) => format!("lists of {}", of.plural(law)),
            Self::Group(of) => format!("groups of {}", of.plural(law)),
        }
    }
}

/// A name in quotes, with its article: ``an `Item` ``.
fn with_article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O']) { "an" } else { "a" };
    format!("{article} `{name}`")
}
