//! Dates and durations, against another calendar.

use jiff::ToSpan;
use jiff::civil::Date as Civil;
use lexport::value::{Date, Duration, ParseDateError};
use proptest::prelude::*;

fn civil(date: Date) -> Civil {
    let (year, month, day) = date.ymd();
    Civil::new(year.try_into().unwrap(), month.try_into().unwrap(), day.try_into().unwrap()).unwrap()
}

fn any_date() -> impl Strategy<Value = Date> {
    (Date::MIN.days()..=Date::MAX.days()).prop_map(|days| Date::from_days(days).unwrap())
}

#[test]
fn every_day_of_four_centuries() {
    let mut expected = Civil::constant(1800, 1, 1);
    let mut date = Date::parse("1800-01-01").unwrap();
    while expected.year() < 2200 {
        assert_eq!(civil(date), expected);
        assert_eq!(Date::from_ymd(expected.year().into(), expected.month().into(), expected.day().into()), Some(date));
        (date, expected) = (date.add_days(1).unwrap(), expected.tomorrow().unwrap());
    }
    assert_eq!(date.to_string(), "2200-01-01");
}

/// All texts of the right shape for some years, also those that name no day.
#[test]
fn every_text_of_some_years() {
    for year in [1, 4, 100, 400, 1900, 1999, 2000, 2023, 2024, 2100, 9999] {
        for month in 0..15 {
            for day in 0..34 {
                let text = format!("{year:04}-{month:02}-{day:02}");
                match text.parse::<Civil>() {
                    Ok(expected) => assert_eq!(Date::parse(&text).map(civil), Ok(expected)),
                    Err(_) => assert_eq!(Date::parse(&text), Err(ParseDateError::NotInCalendar)),
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::search::cases(1000))]

    #[test]
    fn text_reads_back(date in any_date()) {
        prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
        prop_assert_eq!(date.to_string(), civil(date).to_string());
    }

    #[test]
    fn order_and_distance(a in any_date(), b in any_date()) {
        prop_assert_eq!(a.cmp(&b), civil(a).cmp(&civil(b)));
        prop_assert_eq!(a.days_until(b), civil(a).until(civil(b)).unwrap().get_days());
        prop_assert_eq!(a.add_days(a.days_until(b)), Some(b));
    }

    #[test]
    fn moving(date in any_date(), days in -40_000_i32..40_000, months in -1300_i32..1300) {
        let in_range = |moved: Result<Civil, jiff::Error>| moved.ok().filter(|moved| moved.year() >= 1);
        prop_assert_eq!(date.add_days(days).map(civil), in_range(civil(date).checked_add(days.days())));
        prop_assert_eq!(date.add_months(months).map(civil), in_range(civil(date).checked_add(months.months())));
        prop_assert_eq!(date.minus(Duration::Months(months)), date.add_months(-months));
    }

    #[test]
    fn nothing_is_too_far(date in any_date(), by in any::<i32>()) {
        for moved in [date.add_days(by), date.add_months(by), date.minus(Duration::Days(by)), date.minus(Duration::Months(by))] {
            prop_assert!(moved.is_none_or(|moved| Date::MIN <= moved && moved <= Date::MAX));
        }
        for duration in [Duration::Days(by), Duration::Months(by)] {
            prop_assert_eq!(Duration::parse(&duration.to_string()), Ok(duration));
        }
    }

    #[test]
    fn no_text_is_too_strange(text in "[0-9]{0,5}-?[0-9é]{0,3}[-/]?[0-9]{0,3}", other in "\\PC{0,12}") {
        for text in [text, other] {
            if let Ok(date) = Date::parse(&text) {
                prop_assert_eq!(date.to_string(), text);
            }
        }
    }
}
