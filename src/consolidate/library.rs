//! The standard library: imported, where the law leaves it as it is.

use super::Texts;
use super::item::{Edition, Item, items};
use super::scribe::Scribe;
use super::tree;
use crate::diagnostic::Bag;
use crate::enact::{self, Law, Standpoint};
use crate::syntax::ast::Declaration;
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The files of the standard library that must be written out, by position: those in which something is otherwise on the
/// day than the library alone has it, and those that import them.
pub(super) fn written_out(law: &Law<'_>, texts: &Texts<'_>, all: &[Item], day: Date) -> BTreeSet<usize> {
    let library = || texts.files.iter().enumerate().filter(|(_, file)| file.library.is_some());
    let alone = enact::enact(library().map(|(_, file)| file.tree), &Standpoint::default(), &mut Bag::new());
    let items = items(&alone, texts, &mut Scribe::beside(texts.sources)).into_iter();
    let known: BTreeMap<String, Item> = items.map(|it| (it.name.clone(), it)).collect();
    let reads = |edition: Option<&Edition>| edition.map(|it| (it.named, it.amended.clone()));
    let mut other: BTreeSet<&str> = all
        .iter()
        .filter(|item| known.get(&item.name).is_some_and(|it| reads(it.on(day)) != reads(item.on(day))))
        .map(|item| item.name.as_str())
        .collect();
    for instrument in &alone.instruments {
        let name = &instrument.name.node;
        let here = law.instrument(name).map(|id| law.instruments[id].life.in_force_on(day));
        if here != Some(instrument.life.in_force_on(day)) {
            other.insert(name);
        }
    }
    let mut apart = BTreeSet::new();
    let mut paths: BTreeSet<&str> = BTreeSet::new();
    // What a file imports stands before it, so once through is enough.
    for (position, file) in library() {
        let changed = |tree: &Declaration| match tree {
            Declaration::Import(import) => paths.contains(import.path.node.as_str()),
            declared => tree::name(declared).is_some_and(|name| other.contains(name.node.as_str())),
        };
        if file.tree.declarations.iter().any(changed) {
            apart.insert(position);
            paths.extend(file.library);
        }
    }
    apart
}
