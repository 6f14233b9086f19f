//! The units that a law declares.

use super::{BaseUnit, Dimension, Unit, UnitFault};
use crate::value::Number;
use std::collections::HashMap;

/// A unit with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredUnit {
    /// The name it is written with.
    pub name: String,
    /// What it is called in full.
    pub title: Option<String>,
    /// What it is.
    pub unit: Unit,
    /// Whether it is a base unit of money.
    pub is_currency: bool,
}

/// All declared units, in the order of declaration.
#[derive(Debug, Clone, Default)]
pub struct Units {
    declared: Vec<DeclaredUnit>,
    by_name: HashMap<String, usize>,
    /// For each base unit, where it is declared.
    bases: Vec<usize>,
    /// Compounds as they were written, for showing them the same way.
    spellings: Vec<(Unit, String)>,
}

impl Units {
    /// No units yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Declares a unit that is not made of others.
    ///
    /// # Errors
    /// If the name is taken, or there are too many base units.
    pub fn define_base(&mut self, name: &str, title: Option<&str>, is_currency: bool) -> Result<Unit, UnitFault> {
        // The last id stands for no base unit at all.
        let id = u16::try_from(self.bases.len()).ok().filter(|id| *id < u16::MAX).ok_or(UnitFault::TooMany)?;
        let unit = Unit { dimension: Dimension::of(BaseUnit(id)), factor: Number::ONE };
        let place = self.declare(name, title, unit, is_currency)?;
        self.bases.push(place);
        Ok(unit)
    }

    /// Declares a unit made of others.
    ///
    /// # Errors
    /// If the name is taken, or the factor is not above zero.
    pub fn define(&mut self, name: &str, title: Option<&str>, unit: Unit) -> Result<(), UnitFault> {
        if unit.factor <= Number::ZERO {
            return Err(UnitFault::NotPositive);
        }
        self.declare(name, title, unit, false).map(|_| ())
    }

    fn declare(&mut self, name: &str, title: Option<&str>, unit: Unit, is_currency: bool) -> Result<usize, UnitFault> {
        if self.by_name.contains_key(name) {
            return Err(UnitFault::NameTaken);
        }
        let place = self.declared.len();
        self.by_name.insert(name.to_owned(), place);
        self.declared.push(DeclaredUnit { name: name.to_owned(), title: title.map(str::to_owned), unit, is_currency });
        Ok(place)
    }

    /// Remembers how a compound was written in the law, so that it is shown the same way. The first spelling stays.
    pub fn note_spelling(&mut self, unit: Unit, spelling: &str) {
        if self.spelling(&unit).is_none() {
            self.spellings.push((unit, spelling.to_owned()));
        }
    }

    pub(super) fn spelling(&self, unit: &Unit) -> Option<&str> {
        self.spellings.iter().find(|(noted, _)| noted == unit).map(|(_, spelling)| spelling.as_str())
    }

    /// The unit of this name.
    pub fn get(&self, name: &str) -> Option<&DeclaredUnit> {
        self.declared.get(*self.by_name.get(name)?)
    }

    /// All units in the order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = &DeclaredUnit> {
        self.declared.iter()
    }

    /// Their names, to find the one that was meant.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.declared.iter().map(|declared| declared.name.as_str())
    }

    /// The declaration of a base unit.
    pub fn base(&self, base: BaseUnit) -> Option<&DeclaredUnit> {
        self.declared.get(*self.bases.get(usize::from(base.0))?)
    }

    /// The currency of an amount of money in this unit; `None` if it is not money.
    pub fn currency_of(&self, unit: &Unit) -> Option<&DeclaredUnit> {
        let mut powers = unit.dimension.iter();
        match (powers.next(), powers.next()) {
            (Some((base, 1)), None) => self.base(base).filter(|declared| declared.is_currency),
            _ => None,
        }
    }
}
