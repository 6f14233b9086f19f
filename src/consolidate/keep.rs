//! Which provisions a text of a day holds: those in force, and those that they mention.

use super::Texts;
use super::item::Item;
use super::mentions::mentions;
use crate::source::SourceMap;
use crate::syntax::ast::Declaration;
use crate::value::{Date, Eccn};
use std::collections::{BTreeMap, BTreeSet};

/// Of each provision that stays the version, by their positions, and whether it is in force.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) editions: BTreeMap<usize, (usize, bool)>,
}

/// Everything in force, and of the rest what must be there for the text to make sense, in the version nearest in time.
pub(super) fn keep(items: &[Item], texts: &Texts<'_>, sources: &SourceMap, day: Date) -> Kept {
    let mut kept = Kept::default();
    let mut named = BTreeSet::new();
    // What has no days is always there.
    let vocabulary = texts.files.iter().flat_map(|file| &file.tree.declarations);
    for tree in vocabulary.filter(|it| !super::tree::is_provision(it) && !is_about_law(it)) {
        mentions(tree, sources, &mut named);
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
                mentions(&edition.tree, sources, &mut named);
            }
        }
        let mut lacking = lacking(items, &kept, &named);
        for (position, item) in items.iter().enumerate() {
            if kept.editions.contains_key(&position) {
                continue;
            }
            let needed = match Eccn::parse(&item.name) {
                Err(_) => named.contains(&item.name),
                Ok(own) => {
                    let before = lacking.len();
                    lacking.retain(|code| !own.is_under(code));
                    lacking.len() < before
                }
            };
            if needed {
                let edition = nearest(item, day);
                kept.editions.insert(position, (edition, false));
                fresh.push((position, edition));
            }
        }
    }
    kept
}

/// The codes that are mentioned and under which there is no entry yet: there must be one at least.
fn lacking(items: &[Item], kept: &Kept, named: &BTreeSet<String>) -> Vec<Eccn> {
    let there = kept.editions.keys().filter_map(|position| items.get(*position));
    let there: Vec<Eccn> = there.filter_map(|item| Eccn::parse(&item.name).ok()).collect();
    let codes = named.iter().filter_map(|name| Eccn::parse(name).ok());
    codes.filter(|code| !there.iter().any(|it| it.is_under(code))).collect()
}

/// Amendments and scenarios are left out, and an import names no provision.
fn is_about_law(tree: &Declaration) -> bool {
    matches!(tree, Declaration::Amendment(_) | Declaration::Scenario(_) | Declaration::Import(_))
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
