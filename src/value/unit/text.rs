//! Units as people write them.

use super::parse::RAISED;
use super::{DeclaredUnit, Unit, Units};
use crate::value::Number;
use std::fmt::Write as _;

/// Powers that a unit made of two declared ones is looked for with, the likeliest first.
const LIKELY: [i8; 6] = [-1, 1, -2, 2, -3, 3];

impl Units {
    /// How to write a unit: by its name, else as the law wrote the same compound, else as one declared unit times or
    /// over another (`TPP/mm²`, `GB/s`), else in base units. Nothing for plain numbers.
    /// [`parse_unit_text`](Self::parse_unit_text) reads it back.
    pub fn display(&self, unit: &Unit) -> String {
        if unit.is_one() {
            return String::new();
        }
        if let Some(declared) = self.iter().find(|declared| declared.unit == *unit) {
            return declared.name.clone();
        }
        if let Some(spelling) = self.spelling(unit) {
            return spelling.to_owned();
        }
        self.as_power(unit).or_else(|| self.as_pair(unit)).unwrap_or_else(|| self.in_bases(unit))
    }

    /// A quantity with its unit, `600 GB/s`, the number grouped for people.
    pub fn display_quantity(&self, number: Number, unit: &Unit) -> String {
        format!("{} {}", number.display_grouped(), self.display(unit)).trim_end().to_owned()
    }

    fn as_power(&self, unit: &Unit) -> Option<String> {
        let (declared, exponent) = self.power_of_declared(unit)?;
        Some(product(Number::ONE, &[(&declared.name, exponent)]))
    }

    /// The declared unit that this one is a power of.
    fn power_of_declared(&self, unit: &Unit) -> Option<(&DeclaredUnit, i8)> {
        self.iter().find_map(|declared| {
            let exponent = declared.unit.dimension.exponent_to(&unit.dimension)?;
            // Raising a factor takes as many steps as the exponent says; what people write stays small.
            let likely = LIKELY.contains(&exponent);
            (likely && declared.unit.pow(exponent).ok()? == *unit).then_some((declared, exponent))
        })
    }

    /// One declared unit times a power of another: the pair with the likeliest power, then the earliest declared.
    fn as_pair(&self, unit: &Unit) -> Option<String> {
        let mut best: Option<(usize, String)> = None;
        for first in self.iter() {
            let Some((second, exponent)) = unit.div(first.unit).ok().and_then(|rest| self.power_of_declared(&rest))
            else {
                continue;
            };
            let rank = LIKELY.iter().position(|likely| *likely == exponent).unwrap_or(LIKELY.len());
            if best.as_ref().is_none_or(|(so_far, _)| rank < *so_far) {
                best = Some((rank, product(Number::ONE, &[(&first.name, 1), (&second.name, exponent)])));
            }
        }
        best.map(|(_, text)| text)
    }

    fn in_bases(&self, unit: &Unit) -> String {
        let name = |base| self.base(base).map_or("?", |declared| declared.name.as_str());
        let powers: Vec<(&str, i8)> = unit.dimension.iter().map(|(base, power)| (name(base), power)).collect();
        product(unit.factor, &powers)
    }
}

/// A number times powers of names: first what is multiplied, then each divisor after its own `/`.
fn product(factor: Number, powers: &[(&str, i8)]) -> String {
    let above = factor.numerator();
    let below = factor.denominator();
    let mut out = String::new();
    if above != 1 {
        let _ = write!(out, "{above}");
    }
    for (name, power) in powers.iter().filter(|(_, power)| *power > 0) {
        let joint = if out.is_empty() { "" } else { "·" };
        let _ = write!(out, "{joint}{name}{}", raised(power.unsigned_abs()));
    }
    if out.is_empty() {
        out.push('1');
    }
    if below != 1 {
        let _ = write!(out, "/{below}");
    }
    for (name, power) in powers.iter().filter(|(_, power)| *power < 0) {
        let _ = write!(out, "/{name}{}", raised(power.unsigned_abs()));
    }
    out
}

fn raised(power: u8) -> String {
    if power == 1 {
        return String::new();
    }
    let digit = |letter: char| letter.to_digit(10).and_then(|digit| RAISED.chars().nth(usize::try_from(digit).ok()?));
    power.to_string().chars().filter_map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{ParseUnitError, QuantityError, UnitFault};
    use super::*;

    fn units() -> Units {
        let mut units = Units::new();
        for name in ["TOPS", "bit", "mm", "s"] {
            units.define_base(name, None, false).unwrap();
        }
        units.define_base("USD", Some("United States dollar"), true).unwrap();
        for (name, count, of) in [
            ("TPP", 1, "TOPS*bit"),
            ("byte", 8, "bit"),
            ("GB", 1_000_000_000, "byte"),
            ("TB", 1000, "GB"),
            ("cm", 10, "mm"),
        ] {
            let unit = units.parse_unit_text(of).unwrap().times(Number::from_i64(count)).unwrap();
            units.define(name, None, unit).unwrap();
        }
        units
    }

    #[test]
    fn written_as_people_write_them() {
        let units = units();
        for (text, shown) in [
            ("TPP", "TPP"),
            ("TOPS*bit", "TPP"),
            ("TPP/mm²", "TPP/mm²"),
            ("TOPS·bit/mm^2", "TPP/mm²"),
            ("GB/s", "GB/s"),
            ("TB/s", "TB/s"),
            ("1000*byte/s", "8000·bit/s"),
            ("1/s", "1/s"),
            ("s^-2", "1/s²"),
            ("mm*mm*mm", "mm³"),
            ("USD/GB", "USD/GB"),
            ("USD/GB/s/mm", "USD/8000000000/bit/mm/s"),
            ("cm²", "cm²"),
            ("mm/mm", ""),
        ] {
            let unit = units.parse_unit_text(text).unwrap();
            assert_eq!(units.display(&unit), shown, "{text}");
            if !shown.is_empty() {
                assert_eq!(units.parse_unit_text(&units.display(&unit)), Ok(unit), "{text}");
            }
        }
    }

    #[test]
    fn shown_as_the_law_wrote_them() {
        let mut units = units();
        let unit = units.parse_unit_text("bit*TOPS/s").unwrap();
        assert_eq!(units.display(&unit), "TPP/s");
        units.note_spelling(unit, "bit*TOPS/s");
        units.note_spelling(unit, "TOPS*bit/s");
        assert_eq!(units.display(&unit), "bit*TOPS/s");
        assert_eq!(units.display_quantity(Number::from_i64(4800), &unit), "4,800 bit*TOPS/s");
        assert_eq!(units.display_quantity(Number::from_i64(4800), &Unit::one()), "4,800");
    }

    #[test]
    fn money_is_a_unit() {
        let units = units();
        let dollar = units.get("USD").unwrap().unit;
        assert_eq!(units.currency_of(&dollar).map(|unit| unit.name.as_str()), Some("USD"));
        assert_eq!(units.currency_of(&units.get("mm").unwrap().unit), None);
        assert_eq!(units.currency_of(&units.parse_unit_text("USD/GB").unwrap()), None);
        let quarter = units.parse_quantity("25%").unwrap().0;
        assert_eq!(units.display_quantity(quarter.mul(Number::from_i64(10_000)).unwrap(), &dollar), "2,500 USD");
    }

    #[test]
    fn quantities() {
        let units = units();
        let speed = units.parse_unit_text("GB/s").unwrap();
        let six_hundred = Number::from_i64(600);
        for text in ["600 GB/s", " 600  GB/s ", "600GB/s", "6e2 GB/s", "1200/2 GB/s"] {
            assert_eq!(units.parse_quantity(text), Ok((six_hundred, Some(speed))), "{text}");
        }
        assert_eq!(units.parse_quantity("600"), Ok((six_hundred, None)));
        assert_eq!(units.parse_quantity("60000%"), Ok((six_hundred, None)));
        let unknown = |word: &str| Err(QuantityError::Unit(ParseUnitError::Unknown { word: word.to_owned() }));
        assert_eq!(units.parse_quantity("600 GB/sec"), unknown("sec"));
        assert_eq!(units.parse_quantity("5 eggs"), unknown("eggs"));
        assert_eq!(units.parse_quantity("5e"), unknown("e"));
        let malformed = Err(QuantityError::Unit(ParseUnitError::Malformed));
        for text in ["600 /s", "600 GB/", "600 GB//s", "600 GB^x", "600 GB²⁻", "5% GB", "600 GB s", "1 ²"] {
            assert_eq!(units.parse_quantity(text), malformed, "{text}");
        }
        for text in ["", "GB/s", "-", "1/0 GB", "1e99 GB", "4,800 TPP", "."] {
            assert!(units.parse_quantity(text).is_err(), "{text}");
        }
    }

    #[test]
    fn faults() {
        let mut units = units();
        let second = units.get("s").unwrap().unit;
        assert_eq!(units.define_base("s", None, false), Err(UnitFault::NameTaken));
        assert_eq!(units.define("s", None, second), Err(UnitFault::NameTaken));
        assert_eq!(second.times(Number::ZERO), Err(UnitFault::NotPositive));
        assert_eq!(second.pow(127).unwrap().mul(second), Err(UnitFault::TooComplex));
        assert_eq!(units.get("GB").unwrap().unit.pow(5), Err(UnitFault::Overflow));
        assert_eq!(second.pow(i8::MIN).unwrap().pow(-1), Err(UnitFault::TooComplex));
        let mut all = Unit::one();
        let more: Vec<Unit> = (0..9).map(|n| units.define_base(&format!("u{n}"), None, false).unwrap()).collect();
        let results: Vec<_> = more.iter().map(|unit| all.mul(*unit).inspect(|product| all = *product).err()).collect();
        assert_eq!(results.last(), Some(&Some(UnitFault::TooComplex)));
        assert_eq!(results.iter().flatten().count(), 1);
    }
}
