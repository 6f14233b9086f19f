//! Which unit was meant by a name that is none: its name in full, another spelling, or one of two that look alike.

use super::Units;
use std::collections::BTreeMap;

/// The prefixes of units of data.
const PREFIXES: [&str; 6] = ["k", "K", "M", "G", "T", "P"];

/// The units among which the one that was meant is looked for.
#[derive(Clone, Copy)]
pub struct UnitNames<'a> {
    /// Those that the law declares.
    pub declared: &'a Units,
    /// Those that it could import, by symbol, each with the import that brings it.
    pub imports: &'a BTreeMap<String, String>,
    /// The titles of these with their symbols, in order of declaration.
    pub titles: &'a [(String, String)],
    /// How the whole unit would be spelled with a name in the place of the unknown one; nothing if it would be wrong there.
    pub spelled: &'a dyn Fn(&str) -> Option<String>,
}

impl UnitNames<'_> {
    /// What to write instead of a name that can be read both as bits and as bytes: `Gb` is, and the two are apart by a factor
    /// of eight.
    pub fn bits_or_bytes(&self, name: &str) -> Option<String> {
        let (stem, over) = match name.strip_suffix("ps") {
            Some(stem) => (stem, "/s"),
            None => (name, ""),
        };
        let prefix = stem.strip_suffix('b').filter(|prefix| PREFIXES.contains(prefix))?;
        let prefix = if prefix == "K" { "k" } else { prefix };
        let (bits, bytes) = (format!("{prefix}bit"), format!("{prefix}B"));
        if !self.is_unit(&bits) && !self.is_unit(&bytes) {
            return None;
        }
        let import = self.import_of(&bits).or_else(|| self.import_of(&bytes));
        let import = import.map_or_else(String::new, |file| format!("; both come with `import {file}`"));
        let (bits, bytes) = ((self.spelled)(&format!("{bits}{over}"))?, (self.spelled)(&format!("{bytes}{over}"))?);
        Some(format!(
            "did you mean bits, `{bits}`, or bytes, `{bytes}`? `{name}` is read both ways, and they differ by a factor of \
             8{import}"
        ))
    }

    /// What to write instead of a name that is another spelling of a unit: `GBps`, `mm2`, `gigabytes`, `B`.
    pub fn respelled(&self, name: &str) -> Option<String> {
        // `GBps`
        let rate = name.strip_suffix("ps").filter(|stem| self.is_unit(stem));
        if let Some(stem) = rate {
            return self.meant(stem, "/s");
        }
        // `mm2`
        let powers = [("2", "²"), ("3", "³")];
        let power = powers.iter().find_map(|(digit, power)| Some((name.strip_suffix(digit)?, *power)));
        if let Some((stem, power)) = power.filter(|(stem, _)| self.is_unit(stem)) {
            return self.meant(stem, power);
        }
        self.in_full(name).and_then(|symbol| self.meant(&symbol, ""))
    }

    /// That a unit was meant, and the import that brings it.
    pub fn meant(&self, symbol: &str, over: &str) -> Option<String> {
        let spelled = (self.spelled)(&format!("{symbol}{over}"))?;
        Some(match self.import_of(symbol) {
            Some(file) => format!("did you mean `{spelled}`? it comes with `import {file}`"),
            None => format!("did you mean `{spelled}`?"),
        })
    }

    /// The symbol of a unit whose title, or whose symbol in the plural, this is.
    fn in_full(&self, name: &str) -> Option<String> {
        let meant = match name {
            // `B` alone is as common as `kB`, and no symbol of its own, so that nobody takes it for a bit.
            "B" => "byte".to_owned(),
            "b" => "bit".to_owned(),
            _ => singular(name),
        };
        let declared = self.declared.iter().find(|unit| {
            unit.title.as_deref().is_some_and(|title| singular(title) == meant)
                || unit.name.chars().count() > 2 && singular(&unit.name) == meant
        });
        declared.map(|unit| unit.name.clone()).or_else(|| {
            let titled = self.titles.iter().find(|(title, _)| singular(title) == meant);
            let plain = || self.imports.keys().find(|symbol| symbol.len() > 2 && singular(symbol) == meant);
            titled.map(|(_, symbol)| symbol).or_else(plain).cloned()
        })
    }

    fn is_unit(&self, symbol: &str) -> bool {
        self.declared.get(symbol).is_some() || self.imports.contains_key(symbol)
    }

    /// The import that brings a unit, if the law does not declare it.
    fn import_of(&self, symbol: &str) -> Option<&str> {
        let declared = self.declared.get(symbol).is_some();
        self.imports.get(symbol).filter(|_| !declared).map(String::as_str)
    }
}

/// The name of a unit in the singular, in small letters, as Americans spell it.
fn singular(name: &str) -> String {
    let name = name.to_lowercase().replace("metre", "meter").replace([' ', '-', '_'], "");
    match name.as_str() {
        "feet" => "foot".to_owned(),
        "inches" => "inch".to_owned(),
        "hertz" => name,
        _ => name.strip_suffix('s').map_or_else(|| name.clone(), ToOwned::to_owned),
    }
}
