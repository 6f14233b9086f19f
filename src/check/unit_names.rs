//! What to write instead of a unit that nobody declared.

use super::Checker;
use crate::diagnostic::did_you_mean;
use crate::value::UnitNames;

impl Checker<'_> {
    /// The unit that was meant, if one is near, and how to come by it.
    pub(super) fn unit_meant(&self, name: &str) -> String {
        let elsewhere = &self.names.elsewhere;
        let names = UnitNames {
            declared: &self.law.units,
            imports: &elsewhere.units,
            titles: &elsewhere.unit_titles,
            spelled: &|name| Some(name.to_owned()),
        };
        if let Some(help) = names.bits_or_bytes(name) {
            return help;
        }
        if let Some(brought) = elsewhere.units.get(name) {
            return format!("`{name}` comes with `import {brought}`");
        }
        let near = names.respelled(name).or_else(|| did_you_mean(name, self.law.units.names()));
        let alike = || elsewhere.units.keys().find(|symbol| symbol.eq_ignore_ascii_case(name));
        let near = near.or_else(|| alike().and_then(|symbol| names.meant(symbol, "")));
        near.unwrap_or_else(|| format!("declare it: `unit {name}`"))
    }
}
