//! Which provisions a text of a day holds: those in force, and those that they mention.

use super::Texts;
use super::item::Item;
use super::mentions::mentions;
use crate::syntax::ast::Declaration;
use crate::value::{Date, Eccn};
use std::collections::{BTreeMap, BTreeSet};

/// Of each provision that stays the version, by their positions, and whether it is in force.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) editions: BTreeMap<usize, (usize, bool)>,
}

/// Everything in force, and of the rest what must be there for the text to make sense, in the version nearest in time.
pub(super) fn keep(items: &[Item], texts: &Texts<'_>, day: Date) -> Kept {
    let mut kept = Kept::default();
    let mut named = BTreeSet::new();
    // What has no days is always there.
    let vocabulary = texts.files.iter().flat_map(|file| &file.tree.declarations);
    for tree in vocabulary.filter(|it| !super::tree::is_provision(it) && !is_about_law(it)) {
        mentions(tree, texts.sources, &mut named);
    }
    let mut fresh = Vec::new();
    for (position, item) in items.iter().enumerate() {
        let found = item.editions.iter().position(|it| it.life.in_force_on(day));
        if let Some(edition) = found {
            kept.editions.insert(position, (edition, true));
            fresh.push((position, edition));
        }
    }
    while !fresh.is_empty() {
        for (item, edition) in fresh.drain(..) {
            if let Some(edition) = items.get(item).and_then(|item| item.editions.get(edition)) {
                mentions(&edition.tree, texts.sources, &mut named);
            }
        }
        for (position, item) in items.iter().enumerate() {
            if !kept.editions.contains_key(&position) && is_needed(item, items, &kept, &named) {
                let edition = nearest(item, day);
                kept.editions.insert(position, (edition, false));
                fresh.push((position, edition));
            }
        }
    }
    kept
}

/// Amendments and scenarios are left out, and an import names no provision.
fn is_about_law(tree: &Declaration) -> bool {
    matches!(tree, Declaration::Amendment(_) | Declaration::Scenario(_) | Declaration::Import(_))
}

/// A name must mean something; under a code there must be at least one entry.
fn is_needed(item: &Item, items: &[Item], kept: &Kept, named: &BTreeSet<String>) -> bool {
    let Ok(own) = Eccn::parse(&item.name) else { return named.contains(&item.name) };
    let there: Vec<Eccn> = kept
        .editions
        .keys()
        .filter_map(|position| items.get(*position))
        .filter_map(|item| Eccn::parse(&item.name).ok())
        .collect();
    let codes = named.iter().filter_map(|name| Eccn::parse(name).ok());
    codes.into_iter().any(|code| own.is_under(&code) && !there.iter().any(|it| it.is_under(&code)))
}

/// The version whose life is nearest; of two that are equally near, the earlier.
fn nearest(item: &Item, day: Date) -> usize {
    let away = |life: &crate::enact::Life| {
        let away = life.in_force.iter().map(|stretch| match (stretch.from, stretch.until) {
            (_, Some(until)) if until <= day => until.days_until(day) + 1,
            (Some(from), _) if day < from => day.days_until(from),
            _ => 0,
        });
        away.min().unwrap_or(i32::MAX)
    };
    let all = item.editions.iter().enumerate();
    all.min_by_key(|(_, it)| away(&it.life)).map_or(0, |(position, _)| position)
}
