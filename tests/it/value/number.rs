//! Exact arithmetic, against arithmetic of any size.

use super::{edgy, everyday, number};
use lexport::value::{Number, NumberFault};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

fn reference(number: Number) -> BigRational {
    BigRational::new(number.numerator().into(), number.denominator().into())
}

fn fits(reference: &BigRational) -> bool {
    let most = BigInt::from(i128::MAX);
    *reference.denom() <= most && *reference.numer() <= most && *reference.numer() >= -most
}

/// The result is the right one in lowest terms, or it does not fit and that is said.
fn agrees(result: Result<Number, NumberFault>, expected: &BigRational) -> Result<(), TestCaseError> {
    match result {
        Ok(number) => {
            prop_assert_eq!(&reference(number), expected);
            prop_assert_eq!(&BigInt::from(number.numerator()), expected.numer());
            prop_assert_eq!(&BigInt::from(number.denominator()), expected.denom());
            prop_assert_ne!(number.numerator(), i128::MIN);
        }
        Err(fault) => {
            prop_assert_eq!(fault, NumberFault::Overflow);
            prop_assert!(!fits(expected), "{} fits", expected);
        }
    }
    Ok(())
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

proptest! {
    #![proptest_config(crate::search::cases(2000))]

    #[test]
    fn arithmetic_is_exact_or_says_so(a in number(), b in number()) {
        let (x, y) = (reference(a), reference(b));
        agrees(a.add(b), &(&x + &y))?;
        agrees(a.sub(b), &(&x - &y))?;
        agrees(a.mul(b), &(&x * &y))?;
        if b.is_zero() {
            prop_assert_eq!(a.div(b), Err(NumberFault::DivisionByZero));
        } else {
            agrees(a.div(b), &(&x / &y))?;
        }
        agrees(Ok(a.neg()), &-&x)?;
        agrees(Ok(a.abs()), &if a.is_negative() { -x } else { x })?;
    }

    #[test]
    fn sums_of_close_denominators_fit_if_they_can(above in edgy(), other in edgy(), below in 1_i128..i128::MAX, k in 1_i128..9) {
        if let (Ok(a), Ok(b)) = (Number::from_ratio(above, below), Number::from_ratio(other, below / k + 1)) {
            agrees(a.add(b), &(reference(a) + reference(b)))?;
        }
    }

    #[test]
    fn fractions_are_reduced(above in edgy(), below in edgy()) {
        match Number::from_ratio(above, below) {
            Err(NumberFault::DivisionByZero) => prop_assert_eq!(below, 0),
            result => agrees(result, &BigRational::new(above.into(), below.into()))?,
        }
    }

    #[test]
    fn order_is_exact(a in number(), b in number(), nudge in 1_i128..3) {
        prop_assert_eq!(a.cmp(&b), reference(a).cmp(&reference(b)));
        // As close as two fractions of this size can be.
        if let Ok(near) = Number::from_ratio(a.numerator().saturating_add(nudge), a.denominator()) {
            prop_assert_eq!(a.cmp(&near), reference(a).cmp(&reference(near)));
        }
        if let Some(below) = a.denominator().checked_add(nudge) {
            let near = Number::from_ratio(a.numerator(), below).unwrap();
            prop_assert_eq!(a.cmp(&near), reference(a).cmp(&reference(near)));
        }
        prop_assert_eq!(a.min(b), if a <= b { a } else { b });
        prop_assert_eq!(a == b, reference(a) == reference(b));
        if a == b {
            prop_assert_eq!(hash(a), hash(b));
        }
    }

    #[test]
    fn exact_text_reads_back(a in number()) {
        prop_assert_eq!(Number::parse_exact(&a.to_json_text()), Ok(a));
        prop_assert_eq!(Number::parse_exact(&a.to_string()), Ok(a));
    }

    #[test]
    fn decimals_read_as_their_fraction(whole in 0_u64..1_000_000_000_000, fraction in "[0-9]{1,18}", power in -9_i32..9) {
        let mantissa: BigInt = format!("{whole}{fraction}").parse().unwrap();
        let scale = |power: i32| BigRational::from(BigInt::from(10)).pow(power);
        let expected = BigRational::from(mantissa) * scale(power - i32::try_from(fraction.len()).unwrap());
        let read = Number::parse_decimal(&format!("{whole}.{fraction}e{power}")).unwrap();
        prop_assert_eq!(reference(read), expected.clone());
        let plain = Number::parse_law(&format!("-{whole}.{fraction}")).unwrap();
        prop_assert_eq!(reference(plain), -expected * scale(-power));
    }

    #[test]
    fn no_text_is_too_strange(text in "[-+]?[0-9_]{0,45}[.]?[0-9_]{0,45}([eE][-+]?[0-9]{0,24})?[%/ x]?") {
        for number in [Number::parse_decimal(&text), Number::parse_law(&text), Number::parse_exact(&text)].into_iter().flatten() {
            prop_assert_eq!(Number::parse_exact(&number.to_string()), Ok(number));
        }
    }

    #[test]
    fn rounding_is_near_and_says_so(a in prop_oneof![number(), everyday()], digits in 0_usize..45) {
        let shown = a.display_rounded(digits);
        match shown.strip_prefix('≈') {
            None => prop_assert_eq!(Number::parse_exact(&shown), Ok(a)),
            Some(rounded) => {
                let (whole, fraction) = rounded.split_once('.').unwrap_or((rounded, ""));
                let all: BigInt = format!("{whole}{fraction}").parse().unwrap();
                let unit = BigRational::from(BigInt::from(10)).pow(-i32::try_from(fraction.len()).unwrap());
                let off = BigRational::from(all) * &unit - reference(a);
                // Trailing zeros are not shown, so the last digit shown may be worth more than the one rounded at.
                prop_assert!(off.clone() * BigInt::from(2) <= unit && -off * BigInt::from(2) <= unit);
            }
        }
    }

    #[test]
    fn grouping_only_adds_commas(a in number()) {
        let grouped = a.display_grouped();
        let plain = grouped.replace(',', "");
        if !plain.starts_with('≈') {
            prop_assert_eq!(Number::parse_exact(&plain), Ok(a));
        }
        let whole = grouped.trim_start_matches(['≈', '-']).split('.').next().unwrap().to_owned();
        let groups: Vec<&str> = whole.split(',').collect();
        prop_assert!(groups.iter().skip(1).all(|group| group.len() == 3) && (1..4).contains(&groups[0].len()));
    }
}

#[test]
fn examples() {
    let n = |text: &str| Number::parse_law(text).unwrap();
    let density = n("2368").div(n("814")).unwrap();
    assert!(density < n("3.2"));
    assert_eq!(density.to_json_text(), "32/11");
    assert!(n("1e26") > n("26_900_000"));
    assert_eq!(n("1e26").display_grouped(), "100,000,000,000,000,000,000,000,000");
    assert_eq!(n("25%").mul(n("12_345.60")), Ok(n("3086.4")));
    assert_eq!(n("0.1").add(n("0.2")), Ok(n("0.3")));
    assert_eq!(n("4992").sub(n("4800")).unwrap().div(n("4800")), Ok(n("4%")));
    assert_eq!(Number::MAX.add(Number::ONE), Err(NumberFault::Overflow));
    assert_eq!(Number::MIN.sub(Number::ONE), Err(NumberFault::Overflow));
    assert_eq!(Number::MIN.neg(), Number::MAX);
    assert_eq!(n("7").to_i64(), Some(7));
    assert_eq!(n("7.5").to_i64(), None);
    assert_eq!(Number::MAX.to_i64(), None);
}
