//! Numbers from text: as JSON writes them, and as laws do.

use super::{Number, NumberFault};
use std::fmt;

/// Why a text is not a number that can be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParseNumberError {
    /// It is not written as a number.
    Malformed,
    /// It is a number, but too large.
    TooLarge,
    /// It is a number, but has too many decimal places.
    TooFine,
    /// It is a fraction of zero.
    DivisionByZero,
}

impl fmt::Display for ParseNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "not a number",
            Self::TooLarge => "the number is too large to be held exactly",
            Self::TooFine => "the number has too many decimal places to be held exactly",
            Self::DivisionByZero => "a fraction of zero",
        })
    }
}

impl std::error::Error for ParseNumberError {}

impl Number {
    /// A number as JSON writes it: `4800`, `-3`, `5.92`, `1e26`, `1E-3`.
    ///
    /// # Errors
    /// If it is written in another way, or cannot be held exactly.
    pub fn parse_decimal(text: &str) -> Result<Self, ParseNumberError> {
        if let Some(number) = short(text.as_bytes()) {
            return Ok(number);
        }
        Reader { rest: text.as_bytes(), separators: false }.number()
    }

    /// A number as a law writes it: also `26_900_000` and `50%`, which is one half.
    ///
    /// # Errors
    /// If it is written in another way, or cannot be held exactly.
    pub fn parse_law(text: &str) -> Result<Self, ParseNumberError> {
        if let Some(number) = short(text.as_bytes()) {
            return Ok(number);
        }
        Reader { rest: text.as_bytes(), separators: true }.number()
    }

    /// What [`to_json_text`](Self::to_json_text) writes: a decimal or a fraction of whole numbers, `32/11`.
    ///
    /// # Errors
    /// If it is written in another way, or cannot be held exactly.
    pub fn parse_exact(text: &str) -> Result<Self, ParseNumberError> {
        let Some((above, below)) = text.split_once('/') else { return Self::parse_decimal(text) };
        let whole = |part: &str| {
            let number = Self::parse_decimal(part)?;
            let plain = part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            if plain { Ok(number) } else { Err(ParseNumberError::Malformed) }
        };
        let (above, below) = (whole(above)?, whole(below)?);
        above.div(below).map_err(|fault| match fault {
            NumberFault::DivisionByZero => ParseNumberError::DivisionByZero,
            NumberFault::Overflow => ParseNumberError::TooFine,
        })
    }
}

/// The number of a short plain decimal. One is read for every number in a case, so this neither allocates nor leaves
/// 64 bits; whatever is longer or stranger is left to the [`Reader`].
#[inline]
fn short(text: &[u8]) -> Option<Number> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if !matches!(digits, [b'0'..=b'9', .., b'0'..=b'9'] | [b'0'..=b'9']) || digits.len() > 18 {
        return None;
    }
    let mut mantissa = 0_u64;
    let mut places = 0_u32;
    let mut after_point = false;
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                places += u32::from(after_point);
            }
            b'.' if !after_point => after_point = true,
            _ => return None,
        }
    }
    if places == 0 {
        let whole = i128::from(mantissa);
        return Some(Number::raw(if negative { -whole } else { whole }, 1));
    }
    decimal(negative, u128::from(mantissa), -i64::from(places)).ok()
}

/// `mantissa × 10^exponent`, in lowest terms without a search for common divisors: ten has only two factors.
fn decimal(negative: bool, mantissa: u128, exponent: i64) -> Result<Number, ParseNumberError> {
    if mantissa == 0 {
        return Ok(Number::ZERO);
    }
    if exponent >= 0 {
        let power = u32::try_from(exponent).ok().and_then(|power| 10_u128.checked_pow(power));
        let above = power.and_then(|power| power.checked_mul(mantissa)).ok_or(ParseNumberError::TooLarge)?;
        return Number::signed(negative, above, 1).map_err(|_| ParseNumberError::TooLarge);
    }
    let places = u32::try_from(exponent.unsigned_abs()).map_err(|_| ParseNumberError::TooFine)?;
    let twos = places.min(mantissa.trailing_zeros());
    let mut above = mantissa >> twos;
    let mut fives = places;
    while fives > 0 && above.is_multiple_of(5) {
        above /= 5;
        fives -= 1;
    }
    let power_of_two = 2_u128.checked_pow(places - twos).ok_or(ParseNumberError::TooFine)?;
    let power_of_five = 5_u128.checked_pow(fives).ok_or(ParseNumberError::TooFine)?;
    let below = power_of_two.checked_mul(power_of_five).ok_or(ParseNumberError::TooFine)?;
    Number::signed(negative, above, below).map_err(|_| ParseNumberError::TooFine)
}

/// Reads any number, however long.
struct Reader<'a> {
    rest: &'a [u8],
    separators: bool,
}

/// Digits read so far. Zeros at the end are counted, not multiplied in, so that `1.000…` of any length is one.
#[derive(Default)]
struct Digits {
    mantissa: u128,
    zeros: i64,
    places: i64,
}

impl Digits {
    fn push(&mut self, digit: u8, after_point: bool) -> Option<()> {
        self.places = self.places.saturating_add(i64::from(after_point));
        if digit == 0 {
            self.zeros = if self.mantissa == 0 { 0 } else { self.zeros.saturating_add(1) };
            return Some(());
        }
        let power = 10_u128.checked_pow(u32::try_from(self.zeros.saturating_add(1)).ok()?)?;
        self.mantissa = self.mantissa.checked_mul(power)?.checked_add(u128::from(digit))?;
        self.zeros = 0;
        Some(())
    }
}

impl Reader<'_> {
    fn number(mut self) -> Result<Number, ParseNumberError> {
        let negative = self.take(b"-").is_some();
        let mut digits = Digits::default();
        // Digits that do not fit are read on, so that what is no number at all is not called too large.
        let mut too_long = None;
        self.digits(|digit| too_long = too_long.or(fault(&mut digits, digit, false)))?;
        if self.take(b".").is_some() {
            self.digits(|digit| too_long = too_long.or(fault(&mut digits, digit, true)))?;
        }
        let mut exponent = 0_i64;
        if self.take(b"eE").is_some() {
            let sign = self.take(b"+-");
            self.digits(|digit| exponent = exponent.saturating_mul(10).saturating_add(i64::from(digit)))?;
            if sign == Some(b'-') {
                exponent = exponent.saturating_neg();
            }
        }
        if self.separators && self.take(b"%").is_some() {
            exponent = exponent.saturating_sub(2);
        }
        if !self.rest.is_empty() {
            return Err(ParseNumberError::Malformed);
        }
        let exponent = exponent.saturating_add(digits.zeros).saturating_sub(digits.places);
        too_long.map_or_else(|| decimal(negative, digits.mantissa, exponent), Err)
    }

    fn take(&mut self, any_of: &[u8]) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        any_of.contains(first).then(|| {
            self.rest = rest;
            *first
        })
    }

    /// One digit or more, with single separators between them where the law is read.
    fn digits(&mut self, mut each: impl FnMut(u8)) -> Result<(), ParseNumberError> {
        loop {
            each(self.take(b"0123456789").ok_or(ParseNumberError::Malformed)? - b'0');
            let separated = self.separators && self.take(b"_").is_some();
            if !separated && !matches!(self.rest, [b'0'..=b'9', ..]) {
                return Ok(());
            }
        }
    }
}

fn fault(digits: &mut Digits, digit: u8, after_point: bool) -> Option<ParseNumberError> {
    match digits.push(digit, after_point) {
        Some(()) => None,
        None if after_point => Some(ParseNumberError::TooFine),
        None => Some(ParseNumberError::TooLarge),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(above: i128, below: i128) -> Number {
        Number::from_ratio(above, below).unwrap()
    }

    #[test]
    fn as_json_writes_them() {
        for (text, above, below) in [
            ("4800", 4800, 1),
            ("-3", -3, 1),
            ("-0", 0, 1),
            ("5.92", 148, 25),
            ("1e26", 10_i128.pow(26), 1),
            ("1E-3", 1, 1000),
            ("2.50e+1", 25, 1),
            ("0.000000000000000000000000000001", 1, 10_i128.pow(30)),
            ("0e999999999", 0, 1),
            ("100000000000000000000000000000000000000000e-40", 10, 1),
        ] {
            assert_eq!(Number::parse_decimal(text), Ok(fraction(above, below)), "{text}");
        }
        for text in ["", "-", "+1", ".5", "5.", "1e", "1e+", "1_000", "50%", "1.2.3", " 1", "1 ", "--1", "٣", "NaN"] {
            assert_eq!(Number::parse_decimal(text), Err(ParseNumberError::Malformed), "{text}");
        }
    }

    #[test]
    fn as_laws_write_them() {
        assert_eq!(Number::parse_law("26_900_000"), Ok(fraction(26_900_000, 1)));
        assert_eq!(Number::parse_law("50%"), Ok(fraction(1, 2)));
        assert_eq!(Number::parse_law("-12.5%"), Ok(fraction(-1, 8)));
        for text in ["_1", "1_", "1__0", "1_.5", "%", "5%%", "5 %"] {
            assert_eq!(Number::parse_law(text), Err(ParseNumberError::Malformed), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_held_is_refused_at_once() {
        for text in ["1e999999999", "1e99999999999999999999999", "1e39", "170141183460469231731687303715884105728"] {
            assert_eq!(Number::parse_decimal(text), Err(ParseNumberError::TooLarge), "{text}");
        }
        for text in ["1e-999999999", "1e-99999999999999999999999", "1e-39"] {
            assert_eq!(Number::parse_decimal(text), Err(ParseNumberError::TooFine), "{text}");
        }
        let zeros = "0".repeat(1_000_000);
        assert_eq!(Number::parse_decimal(&format!("1.{zeros}")), Ok(fraction(1, 1)));
        assert_eq!(Number::parse_decimal(&format!("{zeros}1")), Ok(fraction(1, 1)));
        assert_eq!(Number::parse_decimal(&format!("1{zeros}e-1000000")), Ok(fraction(1, 1)));
        assert_eq!(Number::parse_decimal(&format!("0.{zeros}")), Ok(fraction(0, 1)));
        assert_eq!(Number::parse_decimal(&format!("7{zeros}x")), Err(ParseNumberError::Malformed));
    }

    #[test]
    fn fractions_read_back() {
        assert_eq!(Number::parse_exact("32/11"), Ok(fraction(2368, 814)));
        assert_eq!(Number::parse_exact("-1/3"), Ok(fraction(-1, 3)));
        assert_eq!(Number::parse_exact("1/0"), Err(ParseNumberError::DivisionByZero));
        assert_eq!(Number::parse_exact("1/2/3"), Err(ParseNumberError::Malformed));
        assert_eq!(Number::parse_exact("1.5/3"), Err(ParseNumberError::Malformed));
    }
}
