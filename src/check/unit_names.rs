//! Which unit was meant by a name that is none: its name in full, another spelling, or one of two that look alike.

use super::Checker;
use crate::diagnostic::did_you_mean;

/// The prefixes of units of data.
const PREFIXES: [&str; 6] = ["k", "K", "M", "G", "T", "P"];

impl Checker<'_> {
    /// What to write instead of a unit that nobody declared.
    pub(super) fn unit_meant(&self, name: &str) -> String {
        if let Some(help) = self.bits_or_bytes(name) {
            return help;
        }
        if let Some(brought) = self.names.elsewhere.units.get(name) {
            return format!("`{name}` comes with `import {brought}`");
        }
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
        if let Some(symbol) = self.in_full(name) {
            return self.meant(&symbol, "");
        }
        if let Some(help) = did_you_mean(name, self.law.units.names()) {
            return help;
        }
        match self.names.elsewhere.units.keys().find(|symbol| symbol.eq_ignore_ascii_case(name)) {
            Some(symbol) => self.meant(symbol, ""),
            None => format!("declare it: `unit {name}`"),
        }
    }

    /// `Gb` is read both ways, and the two are apart by a factor of eight.
    fn bits_or_bytes(&self, name: &str) -> Option<String> {
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
        Some(format!(
            "did you mean bits, `{bits}{over}`, or bytes, `{bytes}{over}`? `{name}` is read both ways, and they differ by a \
             factor of 8{import}"
        ))
    }

    /// The symbol of a unit whose title, or whose symbol in the plural, this is.
    fn in_full(&self, name: &str) -> Option<String> {
        let meant = match name {
            // `B` alone is as common as `kB`, and no symbol of its own, so that nobody takes it for a bit.
            "B" => "byte".to_owned(),
            "b" => "bit".to_owned(),
            _ => singular(name),
        };
        let declared = self.law.units.iter().find(|unit| {
            unit.title.as_deref().is_some_and(|title| singular(title) == meant)
                || unit.name.chars().count() > 2 && singular(&unit.name) == meant
        });
        declared.map(|unit| unit.name.clone()).or_else(|| {
            let elsewhere = &self.names.elsewhere;
            let titled = elsewhere.unit_titles.iter().find(|(title, _)| singular(title) == meant);
            let plain = || elsewhere.units.keys().find(|symbol| symbol.len() > 2 && singular(symbol) == meant);
            titled.map(|(_, symbol)| symbol).or_else(plain).cloned()
        })
    }

    fn meant(&self, symbol: &str, over: &str) -> String {
        match self.import_of(symbol) {
            Some(file) => format!("did you mean `{symbol}{over}`? it comes with `import {file}`"),
            None => format!("did you mean `{symbol}{over}`?"),
        }
    }

    fn is_unit(&self, symbol: &str) -> bool {
        self.law.units.get(symbol).is_some() || self.names.elsewhere.units.contains_key(symbol)
    }

    /// The import that brings a unit, if the law does not declare it.
    fn import_of(&self, symbol: &str) -> Option<&str> {
        let declared = self.law.units.get(symbol).is_some();
        self.names.elsewhere.units.get(symbol).filter(|_| !declared).map(String::as_str)
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
