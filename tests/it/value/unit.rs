//! Units: what is converted comes back, and what is shown reads back.

use super::everyday;
use lexport::value::{Eccn, Number, Unit, Units};
use proptest::prelude::*;

const NAMES: [&str; 9] = ["op", "bit", "mm", "s", "USD", "GOP", "B", "cm", "µs"];

fn units() -> Units {
    let mut units = Units::new();
    for name in ["op", "bit", "mm", "s"] {
        units.define_base(name, None, false).unwrap();
    }
    units.define_base("USD", None, true).unwrap();
    for (name, above, below, of) in
        [("GOP", 1_000_000_000, 1, "op"), ("B", 8, 1, "bit"), ("cm", 10, 1, "mm"), ("µs", 1, 1_000_000, "s")]
    {
        let unit = units.get(of).unwrap().unit.times(Number::from_ratio(above, below).unwrap()).unwrap();
        units.define(name, None, unit).unwrap();
    }
    units
}

/// Compounds as people write them.
fn compound() -> impl Strategy<Value = String> {
    let word = || (prop::sample::select(&NAMES[..]), prop::sample::select(&["", "", "²", "^3", "⁻¹", "^-2"][..]));
    let more = prop::collection::vec((prop::sample::select(&["/", "*", "·"][..]), word()), 0..4);
    (word(), more).prop_map(|(first, more)| {
        let rest = more.into_iter().flat_map(|(joint, (name, power))| [joint, name, power]);
        [first.0, first.1].into_iter().chain(rest).collect()
    })
}

proptest! {
    #![proptest_config(crate::search::cases(500))]

    #[test]
    fn shown_units_read_back(text in compound()) {
        let units = units();
        if let Ok(unit) = units.parse_unit_text(&text) {
            let shown = units.display(&unit);
            if unit.is_one() {
                prop_assert_eq!(shown, "");
            } else {
                prop_assert_eq!(units.parse_unit_text(&shown), Ok(unit), "{} shown as {}", text, shown);
            }
        }
    }

    #[test]
    fn algebra(a in compound(), b in compound()) {
        let units = units();
        if let (Ok(a), Ok(b)) = (units.parse_unit_text(&a), units.parse_unit_text(&b)) {
            if let Ok(product) = a.mul(b) {
                prop_assert_eq!(b.mul(a), Ok(product));
                prop_assert_eq!(product.div(b), Ok(a));
            }
            prop_assert_eq!(a.div(a), Ok(Unit::one()));
            prop_assert_eq!(a.pow(-1), Unit::one().div(a));
            if let Ok(square) = a.pow(2) {
                prop_assert_eq!(a.mul(a), Ok(square));
            }
        }
    }

    #[test]
    fn conversions_come_back(a in compound(), b in prop::sample::select(&NAMES[..]), number in everyday()) {
        let units = units();
        if let (Ok(a), Ok(b)) = (units.parse_unit_text(&a), units.parse_unit_text(b)) {
            match (a.convert_factor_to(&b), b.convert_factor_to(&a)) {
                (None, None) => prop_assert!(!a.agrees_with(&b)),
                (Some(Ok(there)), Some(Ok(back))) => {
                    prop_assert_eq!(there.mul(back), Ok(Number::ONE));
                    prop_assert_eq!(number.mul(there).and_then(|there| there.mul(back)), Ok(number));
                }
                (there, back) => prop_assert!(false, "one way only: {there:?}, {back:?}"),
            }
        }
    }

    #[test]
    fn quantities_read_back(number in everyday(), unit in compound()) {
        let units = units();
        if let Ok(unit) = units.parse_unit_text(&unit) {
            let text = format!("{} {}", number.to_json_text(), units.display(&unit));
            prop_assert_eq!(units.parse_quantity(&text), Ok((number, Some(unit).filter(|unit| !unit.is_one()))), "{}", text);
        }
    }

    #[test]
    fn no_text_is_too_strange(text in "[-0-9.eE%]{0,6} ?[a-zB/*·^²³⁻0-9%_ ]{0,12}", other in "\\PC{0,12}") {
        let units = units();
        for text in [text, other] {
            let _ = units.parse_quantity(&text);
            let _ = units.parse_unit_text(&text);
            if let Ok(code) = Eccn::parse(&text) {
                prop_assert_eq!(code.as_str(), text);
            }
        }
    }

    #[test]
    fn codes_nest(code in "[0-9][A-E][0-9]{3}(\\.[a-z0-9]{1,2}){0,4}", other in "[0-9][A-E][0-9]{3}(\\.[a-z0-9]{1,2}){0,4}") {
        let (code, other) = (Eccn::parse(&code).unwrap(), Eccn::parse(&other).unwrap());
        prop_assert!(code.is_under(&code));
        let mut above = code.clone();
        while let Some(parent) = above.parent() {
            prop_assert!(code.is_under(&parent) && !parent.is_under(&code) && parent < code);
            above = parent;
        }
        prop_assert_eq!(code.cmp(&other), other.cmp(&code).reverse());
        prop_assert_eq!(code.is_under(&other) && other.is_under(&code), code == other);
    }
}

#[test]
fn converts_exactly() {
    let units = units();
    let unit = |text: &str| units.parse_unit_text(text).unwrap();
    let factor =
        |from: &str, to: &str| unit(from).convert_factor_to(&unit(to)).map(|factor| factor.unwrap().to_string());
    assert_eq!(factor("B/s", "bit/s").as_deref(), Some("8"));
    assert_eq!(factor("bit/µs", "B/s").as_deref(), Some("125000"));
    assert_eq!(factor("op/mm²", "GOP/cm²").as_deref(), Some("0.0000001"));
    assert_eq!(factor("B/s", "op"), None);
}
