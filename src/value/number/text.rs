//! Numbers as text: exact for machines and for the law, readable for people.

use super::Number;
use super::wide::Wide;
use std::fmt;

/// Significant digits shown to people of a number that has no short exact decimal.
const SHOWN: usize = 6;

impl fmt::Display for Number {
    /// Exact, always: a decimal if it has one that fits in 128 bits without its point, otherwise a fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_integer() {
            return fmt::Display::fmt(&self.numerator(), f);
        }
        let magnitude = match self.decimal() {
            Some((mantissa, places)) => pointed(mantissa, places),
            None => format!("{}/{}", self.numerator().unsigned_abs(), self.denominator()),
        };
        f.pad_integral(!self.is_negative(), "", &magnitude)
    }
}

impl Number {
    /// Exact text for a decision in JSON: `5.92`, or `32/11` if no decimal of up to 38 digits is exact.
    /// [`parse_exact`](Self::parse_exact) reads it back.
    pub fn to_json_text(self) -> String {
        self.to_string()
    }

    /// For people: with thousands separators, `26,900,000`; rounded with a sign that says so, `≈2.90909`, if no
    /// exact decimal exists.
    pub fn display_grouped(self) -> String {
        let text = if self.decimal().is_some() { self.to_string() } else { self.display_rounded(SHOWN) };
        let digits = text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
        let (sign, number) = text.split_at(digits);
        let (whole, fraction) = number.split_at(number.find('.').unwrap_or(number.len()));
        let mut out = sign.to_owned();
        for (position, digit) in whole.chars().enumerate() {
            if position > 0 && (whole.len() - position).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out + fraction
    }

    /// For people: as it is if that takes at most `significant` digits or it is whole; otherwise rounded half to even,
    /// with `≈` before it. Digits before the point are never rounded away.
    pub fn display_rounded(self, significant: usize) -> String {
        if self.is_integer() || self.decimal().is_some_and(|(mantissa, _)| count(mantissa) <= significant.max(1)) {
            return self.to_string();
        }
        let below = self.denominator().unsigned_abs();
        let mut whole = self.numerator().unsigned_abs() / below;
        let mut rest = self.numerator().unsigned_abs() % below;
        let mut digits: Vec<u8> = Vec::new();
        // Zeros right after the point of a number below one are not significant; there are at most 38 of them.
        let mut shown = if whole == 0 { 0 } else { count(whole) };
        while shown < significant.clamp(1, 40) {
            let (digit, next) = Wide::product(rest, 10).divided_by(below);
            rest = next;
            digits.push(digit.narrow().and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0));
            shown += usize::from(shown > 0 || digits.last() != Some(&0));
        }
        let odd = digits.last().map_or(whole % 2 == 1, |digit| digit % 2 == 1);
        let mut carry = match rest.cmp(&(below - rest)) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => odd,
            std::cmp::Ordering::Greater => true,
        };
        for digit in digits.iter_mut().rev() {
            *digit += u8::from(carry);
            carry = *digit == 10;
            if carry {
                *digit = 0;
            }
        }
        whole += u128::from(carry);
        let fraction: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        let text = format!("{whole}.{fraction}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        format!("≈{}{text}", if self.is_negative() { "-" } else { "" })
    }

    /// The digits of the exact decimal without its point, and how many stand after the point.
    fn decimal(self) -> Option<(u128, u32)> {
        let mut below = self.denominator().unsigned_abs();
        let twos = below.trailing_zeros();
        below >>= twos;
        let mut fives = 0;
        while below.is_multiple_of(5) {
            below /= 5;
            fives += 1;
        }
        if below != 1 {
            return None;
        }
        let places = twos.max(fives);
        let scale = 2_u128.checked_pow(places - twos)?.checked_mul(5_u128.checked_pow(places - fives)?)?;
        let mantissa = self.numerator().unsigned_abs().checked_mul(scale)?;
        i128::try_from(mantissa).is_ok().then_some((mantissa, places))
    }
}

fn pointed(mantissa: u128, places: u32) -> String {
    let places = usize::try_from(places).unwrap_or(0);
    let digits = format!("{mantissa:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

fn count(mantissa: u128) -> usize {
    usize::try_from(mantissa.checked_ilog10().map_or(1, |log| log + 1)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse_exact(text).unwrap()
    }

    #[test]
    fn exact() {
        for text in ["0", "-3", "5.92", "0.001", "-0.5", "26900000", "1/3", "-32/11", "100000000000000000000000000"] {
            assert_eq!(number(text).to_string(), text);
        }
        assert_eq!(number("2.500").to_string(), "2.5");
        assert_eq!(number("2368/814").to_json_text(), "32/11");
        assert_eq!(format!("{:>6}|{:<6}|", number("2.5"), number("-7")), "   2.5|-7    |");
        // The decimal of this one takes 127 places.
        let fine = Number::from_ratio(1, 1 << 126).unwrap();
        assert_eq!(fine.to_string(), format!("1/{}", 1_i128 << 126));
    }

    #[test]
    fn for_people() {
        assert_eq!(number("26900000").display_grouped(), "26,900,000");
        assert_eq!(number("-1234.5678").display_grouped(), "-1,234.5678");
        assert_eq!(number("999").display_grouped(), "999");
        assert_eq!(number("2368/814").display_grouped(), "≈2.90909");
        assert_eq!(number("-10000000/3").display_grouped(), "≈-3,333,333");
        assert_eq!(number("2/3").display_rounded(3), "≈0.667");
        assert_eq!(number("1/3000000").display_rounded(2), "≈0.00000033");
        assert_eq!(number("2999999/3000000").display_rounded(4), "≈1");
        assert_eq!(number("1.23456789").display_rounded(6), "≈1.23457");
        assert_eq!(number("1.5").display_rounded(6), "1.5");
        assert_eq!(number("123456789").display_rounded(3), "123456789");
        // Half to even.
        assert_eq!(number("0.125").display_rounded(2), "≈0.12");
        assert_eq!(number("0.375").display_rounded(2), "≈0.38");
        assert_eq!(number("2.5").display_rounded(1), "≈2");
        assert_eq!(number("3.5").display_rounded(0), "≈4");
        assert_eq!(
            Number::from_ratio(1, i128::MAX).unwrap().display_rounded(3),
            "≈0.00000000000000000000000000000000000000588"
        );
        assert_eq!(Number::MIN.display_rounded(3).len(), 40);
    }
}
