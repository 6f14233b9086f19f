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
