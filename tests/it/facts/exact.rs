//! Numbers are read as they are written, and units are converted without a rounding.

use super::law;
use lexport::facts::{Case, Reader};
use lexport::value::Number;
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use std::sync::LazyLock;

static LAW: LazyLock<law::Law> = LazyLock::new(|| {
    let text = "import std/units/data\nfact plain : Number\nfact rate : Number in GB/s\n";
    law::from_text(text)
});

fn number(name: &str, json: &str) -> Number {
    let mut case = Case::new(&LAW.layout);
    Reader::new(&LAW.layout).read(&format!("{{\"{name}\": {json}}}"), &mut case).unwrap();
    case.exact(case.get(LAW.layout.fact(name).unwrap().1.at)).unwrap()
}

fn big(number: Number) -> BigRational {
    BigRational::new(number.numerator().into(), number.denominator().into())
}

/// Digits, how many of them stand after the point, and a power of ten.
fn decimal() -> impl Strategy<Value = (String, BigRational)> {
    (-10_i128.pow(17)..10_i128.pow(17), 0_usize..14, -9_i32..9).prop_map(|(digits, places, power)| {
        let sign = if digits < 0 { "-" } else { "" };
        let padded = format!("{:0width$}", digits.abs(), width = places + 1);
        let (whole, rest) = padded.split_at(padded.len() - places);
        let point = if places > 0 { "." } else { "" };
        let exponent = if power == 0 { String::new() } else { format!("e{power}") };
        let ten = BigRational::from_integer(BigInt::from(10));
        let value = BigRational::from_integer(digits.into()) * ten.pow(power - i32::try_from(places).unwrap());
        (format!("{sign}{whole}{point}{rest}{exponent}"), value)
    })
}

proptest! {
    #![proptest_config(crate::search::cases(256))]

    #[test]
    fn numbers_survive((text, value) in decimal()) {
        prop_assert_eq!(big(number("plain", &text)), value.clone());
        prop_assert_eq!(big(number("plain", &format!("\"{text}\""))), value.clone());
        let hundred = BigRational::from_integer(100.into());
        prop_assert_eq!(big(number("plain", &format!("\"{text}%\""))), value / hundred);
    }

    #[test]
    fn units_convert_exactly((text, value) in decimal(), unit in prop::sample::select(&["bit/s", "MB/s", "TB/s", "GiB/s", "kbit/ms"][..])) {
        let gigabyte = BigRational::from_integer(8_000_000_000_i64.into());
        let bits: i64 = match unit { "bit/s" => 1, "MB/s" => 8_000_000, "TB/s" => 8_000_000_000_000, "GiB/s" => 8 << 30, _ => 1_000_000 };
        let wanted = value * BigRational::from_integer(bits.into()) / gigabyte;
        prop_assert_eq!(big(number("rate", &format!("\"{text} {unit}\""))), wanted);
    }
}
