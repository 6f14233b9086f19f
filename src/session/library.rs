//! The standard library, as it was when the program was built.

use crate::resolve::Elsewhere;

/// The text of a file of the standard library, by the name that imports use: `std/units`.
pub fn text(name: &str) -> Option<&'static str> {
    LIBRARY.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The words that begin a declaration whose name others may use.
const DECLARING: [&str; 7] = ["enum", "record", "fact", "group", "table", "value", "define"];

/// Every name that the library declares, with the import that brings it. Read off the lines that begin in column 0,
/// so that a law that imports nothing pays for no parsing.
pub(super) fn index() -> Elsewhere {
    let mut index = Elsewhere::default();
    for (file, text) in LIBRARY {
        for line in text.lines() {
            let mut words = line.split([' ', ':', '(']);
            let (Some(word), Some(name)) = (words.next(), words.next()) else { continue };
            if word == "unit" {
                index.units.entry(name.to_owned()).or_insert_with(|| (*file).to_owned());
                let title = line.split('"').nth(1).map(|title| (title.to_owned(), name.to_owned()));
                index.unit_titles.extend(title);
            } else if DECLARING.contains(&word) {
                index.names.entry(name.to_owned()).or_insert_with(|| (*file).to_owned());
            }
        }
    }
    index
}

macro_rules! library {
    ($($name:literal),* $(,)?) => {
        /// Every file of the standard library: the name that imports use, and the text.
        pub const LIBRARY: &[(&str, &str)] =
            &[$((concat!("std/", $name), include_str!(concat!("../../stdlib/", $name, ".lxp")))),*];
    };
}

// In the order of the alphabet; a test holds this list to the folder.
library![
    "chips",
    "countries",
    "country_groups",
    "country_groups/a",
    "country_groups/b",
    "country_groups/d",
    "country_groups/d_changes",
    "country_groups/e",
    "country_groups/supplements",
    "items",
    "memory",
    "parties",
    "parties_ownership",
    "shipment",
    "units",
    "units/compute",
    "units/currency",
    "units/data",
    "units/energy",
    "units/length",
    "units/mass",
    "units/power",
    "units/time",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn collect(folder: &Path, prefix: &str, into: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            if path.is_dir() {
                collect(&path, &format!("{prefix}{name}/"), into);
            } else if path.extension().is_some_and(|it| it == "lxp") {
                into.push(format!("{prefix}{name}"));
            }
        }
    }

    #[test]
    fn names_of_the_library_are_known() {
        let index = index();
        assert_eq!(index.units.get("TPP").map(String::as_str), Some("std/units/compute"));
        assert_eq!(index.names.get("Country").map(String::as_str), Some("std/countries"));
        assert_eq!(index.names.get("shipment").map(String::as_str), Some("std/shipment"));
        assert!(!index.names.contains_key("TPP") && !index.names.contains_key("is"));
    }

    #[test]
    fn the_list_is_the_folder() {
        let mut found = Vec::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("stdlib"), "std/", &mut found);
        found.sort();
        let listed: Vec<&str> = LIBRARY.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, found);
    }
}
