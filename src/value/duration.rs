//! Lengths of calendar time.

use std::cmp::Ordering;
use std::fmt;

/// A length of calendar time. Days and months stay apart, because a month has no fixed number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duration {
    /// So many days.
    Days(i32),
    /// So many months; a year is twelve.
    Months(i32),
}

/// Why a text is not a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParseDurationError {
    /// It is not a whole number and a word.
    Malformed,
    /// The word is none of day, week, month and year.
    UnknownUnit,
    /// The number is too large.
    TooLarge,
}

impl fmt::Display for ParseDurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "not a duration: durations are written like `25 days`",
            Self::UnknownUnit => "durations are counted in days, weeks, months or years",
            Self::TooLarge => "the duration is too long",
        })
    }
}

impl std::error::Error for ParseDurationError {}

impl Duration {
    /// Reads `25 days`, `1 week`, `3 months`, `2 years`.
    ///
    /// # Errors
    /// If it is written in another way, or is too long.
    pub fn parse(text: &str) -> Result<Self, ParseDurationError> {
        let (count, word) = text.trim().split_once(' ').ok_or(ParseDurationError::Malformed)?;
        let digits = count.strip_prefix('-').unwrap_or(count);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ParseDurationError::Malformed);
        }
        // Of the ways to fail, only the size is left.
        let count = count.parse().map_err(|_| ParseDurationError::TooLarge)?;
        Self::of(count, word.trim_start())
    }

    /// So many of the days, weeks, months or years that the word, singular or plural, names.
    ///
    /// # Errors
    /// If the word names something else, or the duration is too long.
    pub fn of(count: i32, word: &str) -> Result<Self, ParseDurationError> {
        let times = |factor| count.checked_mul(factor).ok_or(ParseDurationError::TooLarge);
        match word {
            "day" | "days" => Ok(Self::Days(count)),
            "week" | "weeks" => Ok(Self::Days(times(7)?)),
            "month" | "months" => Ok(Self::Months(count)),
            "year" | "years" => Ok(Self::Months(times(12)?)),
            _ => Err(ParseDurationError::UnknownUnit),
        }
    }

    /// The duration back in time.
    #[allow(clippy::should_implement_trait, reason = "named as people name it; fallible, so not an operator")]
    pub fn neg(self) -> Option<Self> {
        Some(match self {
            Self::Days(days) => Self::Days(days.checked_neg()?),
            Self::Months(months) => Self::Months(months.checked_neg()?),
        })
    }

    /// The sum, if both count the same thing.
    #[allow(clippy::should_implement_trait, reason = "named as people name it; fallible, so not an operator")]
    pub fn add(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Days(one), Self::Days(two)) => one.checked_add(two).map(Self::Days),
            (Self::Months(one), Self::Months(two)) => one.checked_add(two).map(Self::Months),
            _ => None,
        }
    }
}

// Whether a month is longer than thirty days depends on the month: durations of different kinds do not compare.
impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Days(one), Self::Days(two)) | (Self::Months(one), Self::Months(two)) => Some(one.cmp(two)),
            _ => None,
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, word) = match *self {
            Self::Days(days) => (days, "day"),
            Self::Months(months) if months != 0 && months % 12 == 0 => (months / 12, "year"),
            Self::Months(months) => (months, "month"),
        };
        let plural = if matches!(count, 1 | -1) { "" } else { "s" };
        f.pad(&format!("{count} {word}{plural}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_law_writes_them() {
        for (text, duration, shown) in [
            ("25 days", Duration::Days(25), "25 days"),
            ("1 day", Duration::Days(1), "1 day"),
            ("1 week", Duration::Days(7), "7 days"),
            ("3 months", Duration::Months(3), "3 months"),
            ("24 months", Duration::Months(24), "2 years"),
            ("1 year", Duration::Months(12), "1 year"),
            ("-1 month", Duration::Months(-1), "-1 month"),
            ("0 months", Duration::Months(0), "0 months"),
        ] {
            assert_eq!(Duration::parse(text), Ok(duration), "{text}");
            assert_eq!(duration.to_string(), shown);
        }
        for (text, error) in [
            ("25days", ParseDurationError::Malformed),
            ("many days", ParseDurationError::Malformed),
            ("1.5 days", ParseDurationError::Malformed),
            ("25 hours", ParseDurationError::UnknownUnit),
            ("99999999999 days", ParseDurationError::TooLarge),
            ("999999999 years", ParseDurationError::TooLarge),
        ] {
            assert_eq!(Duration::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn days_and_months_do_not_mix() {
        assert_eq!(Duration::Days(30).partial_cmp(&Duration::Months(1)), None);
        assert!(Duration::Days(30) < Duration::Days(31));
        assert_eq!(Duration::Days(30).add(Duration::Months(1)), None);
        assert_eq!(Duration::Months(1).add(Duration::Months(11)), Some(Duration::Months(12)));
        assert_eq!(Duration::Days(i32::MIN).neg(), None);
    }
}
