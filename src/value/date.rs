//! Civil dates, and how far apart they are.

use super::Duration;
use std::fmt;

/// A day of the proleptic Gregorian calendar, from year 1 to year 9999.
///
/// Kept as the number of days since 1970-01-01, because the law of a day is found by comparing days; the calendar is
/// worked out only where a date is read, shown or moved by months.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParseDateError {
    /// It is not written `YYYY-MM-DD`.
    Malformed,
    /// It is, but the calendar has no such day.
    NotInCalendar,
}

impl fmt::Display for ParseDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "not a date: dates are written `YYYY-MM-DD`",
            Self::NotInCalendar => "no such day in the calendar",
        })
    }
}

impl std::error::Error for ParseDateError {}

/// Days in the 400 years after which the calendar repeats.
const ERA: i64 = 146_097;
/// Days from 0000-03-01, where the arithmetic begins, to 1970-01-01.
const EPOCH: i64 = 719_468;

impl Date {
    /// 0001-01-01.
    pub const MIN: Self = Self(-719_162);
    /// 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// If it is written in another way, or the calendar has no such day.
    pub fn parse(text: &str) -> Result<Self, ParseDateError> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(ParseDateError::Malformed);
        };
        if ![y1, y2, y3, y4, m1, m2, d1, d2].iter().all(u8::is_ascii_digit) {
            return Err(ParseDateError::Malformed);
        }
        let number = |digits: &[u8]| digits.iter().fold(0_i32, |sum, digit| sum * 10 + i32::from(digit - b'0'));
        Self::from_ymd(number(&[y1, y2, y3, y4]), number(&[m1, m2]), number(&[d1, d2]))
            .ok_or(ParseDateError::NotInCalendar)
    }

    /// The day with this year, month and day of the month, if the calendar has it.
    pub fn from_ymd(year: i32, month: i32, day: i32) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=days_in_month(year, month)).contains(&day)
        {
            return None;
        }
        // Years begin in March here, so that the leap day is the last of its year and months have a regular length.
        let (year, month, day) = (i64::from(year) - i64::from(month <= 2), i64::from(month), i64::from(day));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year;
        Self::from_wide(days - EPOCH)
    }

    /// The day so many days after 1970-01-01, if it is in range.
    pub fn from_days(days: i32) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0).contains(&days).then_some(Self(days))
    }

    fn from_wide(days: i64) -> Option<Self> {
        Self::from_days(i32::try_from(days).ok()?)
    }

    /// Days since 1970-01-01.
    #[inline]
    pub const fn days(self) -> i32 {
        self.0
    }

    /// Year, month and day of the month.
    pub fn ymd(self) -> (i32, i32, i32) {
        let days = i64::from(self.0) + EPOCH;
        let (era, day_of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = (from_march + 2) % 12 + 1;
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        // All three are small by construction.
        let small = |number: i64| i32::try_from(number).unwrap_or(1);
        (small(year), small(month), small(day))
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// The day so many days later, if it is in range.
    pub fn add_days(self, days: i32) -> Option<Self> {
        Self::from_days(self.0.checked_add(days)?)
    }

    /// The same day of the month so many months later, or the last of that month if it is shorter: one month after
    /// January 31 is the last of February.
    pub fn add_months(self, months: i32) -> Option<Self> {
        let (year, month, day) = self.ymd();
        let total = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
        let year = i32::try_from(total.div_euclid(12)).ok()?;
        let month = i32::try_from(total.rem_euclid(12)).ok()? + 1;
        Self::from_ymd(year, month, day.min(days_in_month(year, month)))
    }

    /// The day a duration later, if it is in range.
    pub fn plus(self, duration: Duration) -> Option<Self> {
        match duration {
            Duration::Days(days) => self.add_days(days),
            Duration::Months(months) => self.add_months(months),
        }
    }

    /// The day a duration earlier, if it is in range.
    pub fn minus(self, duration: Duration) -> Option<Self> {
        self.plus(duration.neg()?)
    }

    /// How many days later the other one is.
    pub const fn days_until(self, other: Self) -> i32 {
        // Both are within four million days of the epoch.
        other.0 - self.0
    }
}

fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        f.pad(&format!("{year:04}-{month:02}-{day:02}"))
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn reads_only_days_of_the_calendar() {
        assert_eq!(date("1970-01-01").days(), 0);
        assert_eq!(date("2023-11-17").ymd(), (2023, 11, 17));
        assert_eq!(date("0001-01-01"), Date::MIN);
        assert_eq!(date("9999-12-31"), Date::MAX);
        assert_eq!(date("2024-02-29").to_string(), "2024-02-29");
        for text in ["2023-02-30", "2023-02-29", "1900-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "0000-01-01"] {
            assert_eq!(Date::parse(text), Err(ParseDateError::NotInCalendar), "{text}");
        }
        for text in ["", "2023-1-17", "2023/11/17", "20231117", "2023-11-17T00:00", "+023-11-17", "२०२३-11-17"]
        {
            assert_eq!(Date::parse(text), Err(ParseDateError::Malformed), "{text}");
        }
    }

    #[test]
    fn moves_by_days_and_months() {
        assert_eq!(date("2023-11-17").minus(Duration::Days(25)), Some(date("2023-10-23")));
        assert_eq!(date("2024-01-31").add_months(1), Some(date("2024-02-29")));
        assert_eq!(date("2024-03-31").add_months(-13), Some(date("2023-02-28")));
        assert_eq!(date("2024-02-29").plus(Duration::Months(12)), Some(date("2025-02-28")));
        assert_eq!(date("2023-11-17").days_until(date("2024-11-17")), 366);
        assert_eq!(Date::MAX.add_days(1), None);
        assert_eq!(Date::MIN.add_months(-1), None);
        assert_eq!(Date::MAX.add_months(i32::MAX), None);
        assert_eq!(Date::MIN.add_days(i32::MIN), None);
        assert_eq!(Date::MIN.minus(Duration::Months(i32::MIN)), None);
    }
}
