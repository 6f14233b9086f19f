//! One mistake gives one message: names that are unknown because of a fault already reported are passed over.
//!
//! A file that could not be loaded, or a declaration that could not be read, would have declared names. Which they
//! are nobody can say in the first case; in the second it is the word behind the first.

use super::load::LIBRARY_PLACE;
use crate::diagnostic::{Bag, Finding, nearest};
use crate::source::SourceMap;
use crate::syntax::ast::{self, Declaration};
use std::collections::{HashMap, HashSet};

/// The codes that say that a name, or a code of a control list, means nothing. Their primary label is the name.
const UNKNOWN: [&str; 9] = ["LX0204", "LX0220", "LX0230", "LX0303", "LX0304", "LX0308", "LX0314", "LX0324", "LX0306"];

/// The code of a word that is none of a list: nobody adds to a list what is misspelt, so it is mended where it stands.
const ALTERNATIVE: &str = "LX0306";

/// The words that begin declarations inside of others.
const DECLARING: [&str; 7] = ["group", "value", "define", "entry", "rule", "exception", "saving"];

/// The codes that say that a law file is not there.
const MISSING: [&str; 5] = ["LX0201", "LX0202", "LX0215", "LX0216", "LX0217"];

/// How many places of one name are told in a file; the last of them says how many more there are.
const MOST_PLACES: usize = 20;

/// Takes out what follows from another fault, all but the first in a file of names that one import would mend, and of every
/// other name what would be too much to read.
pub(super) fn quiet(bag: &mut Bag, sources: &SourceMap, files: &[ast::File]) {
    if is_missing(bag, sources, files) {
        bag.retain(|finding| !is_unknown(finding) || is_misspelt(finding));
        return;
    }
    let broken: HashSet<&str> =
        files.iter().flat_map(|file| &file.declarations).flat_map(|it| names(it, sources)).collect();
    bag.retain(|finding| {
        let word = finding.place().map_or("", |place| sources.text(place));
        !is_unknown(finding) || !broken.iter().any(|name| *name == word || is_under(name, word))
    });
    *bag = once(std::mem::take(bag).sorted(), sources);
}

/// What is unknown, as often as it is of use.
fn once(bag: Bag, sources: &SourceMap) -> Bag {
    // A word that stands in a list is none of it wherever it is written.
    let counted = |finding: &Finding| is_unknown(finding) && finding.code() != ALTERNATIVE;
    let name = |finding: &Finding| {
        let file = finding.place().and_then(|place| sources.find(place.start)).map(|source| source.base);
        (file, finding.code(), finding.message())
    };
    let mut places: HashMap<_, usize> = HashMap::new();
    bag.iter().filter(|it| counted(it)).for_each(|it| *places.entry(name(it)).or_default() += 1);
    let mut told: HashMap<_, usize> = HashMap::new();
    let mut kept = Bag::new();
    for finding in bag {
        if !counted(&finding) {
            kept.add(finding);
            continue;
        }
        let name = name(&finding);
        let all = places.get(&name).copied().unwrap_or(1);
        let most = if is_imported(&finding) { 1 } else { MOST_PLACES };
        let told = told.entry(name).or_default();
        *told += 1;
        match *told {
            last if last == most && most > 1 && all > most => {
                let more = all - most;
                let places = if more == 1 { "place" } else { "places" };
                kept.add(finding.noting(&format!("{more} more {places} in this file say the same")));
            }
            at if at <= most => kept.add(finding),
            _ => {}
        }
    }
    kept
}

/// Whether one import would mend it wherever it is written.
fn is_imported(finding: &Finding) -> bool {
    !is_misspelt(finding) && finding.help().is_some_and(|help| help.contains("`import "))
}

/// Whether a file is not there, or an import does not say which.
pub(super) fn is_missing(bag: &Bag, sources: &SourceMap, files: &[ast::File]) -> bool {
    let broken = files.iter().flat_map(|file| &file.declarations).any(|declaration| {
        let Declaration::Broken(place) = declaration else { return false };
        let first = sources.text(*place).split_whitespace().next();
        first.is_some_and(|word| nearest(word, ["import"]).is_some())
    });
    broken
        || bag.iter().any(|finding| {
            // For a file of the library that is misspelt the nearest was read.
            let read = is_misspelt(finding) && finding.message().ends_with(LIBRARY_PLACE);
            MISSING.contains(&finding.code().as_str()) && !read
        })
}

fn is_unknown(finding: &Finding) -> bool {
    let code = finding.code();
    // What takes no parentheses is known.
    UNKNOWN.contains(&code.as_str()) && !(code == "LX0308" && finding.message().starts_with('`'))
}

/// Whether a name is near enough to a known one to be taken for it.
fn is_misspelt(finding: &Finding) -> bool {
    finding.help().is_some_and(|help| help.starts_with("did you mean"))
}

/// The names that a broken declaration would have declared: its own, and those of what stands in it.
fn names<'s>(declaration: &Declaration, sources: &'s SourceMap) -> impl Iterator<Item = &'s str> {
    let text = match declaration {
        Declaration::Broken(span) => sources.text(*span),
        _ => "",
    };
    text.lines().enumerate().filter_map(|(number, line)| {
        let mut words = line.split_whitespace();
        let first = words.next()?;
        let declares = number == 0 || DECLARING.contains(&first);
        words.next().filter(|_| declares).map(|name| name.trim_end_matches([':', '=']))
    })
}

/// Whether a code lies under another: `3A090.a` under `3A090`.
fn is_under(code: &str, above: &str) -> bool {
    code.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'))
}
