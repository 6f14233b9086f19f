//! The law of a day put together, declaration by declaration, in the order of the files.

use super::consolidated::Provision;
use super::dates::{self, Home};
use super::deeds::{self, Deed};
use super::item::{Edition, Item};
use super::keep::Kept;
use super::scribe::Scribe;
use super::tree::{self, Origin};
use super::{Texts, comments, day, instruments};
use crate::enact::{Law, Stretch, sleeps};
use crate::format::Remarks;
use crate::source::Span;
use crate::syntax::ast::{Declaration, Provenance};
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The state of writing.
#[derive(Debug)]
pub(super) struct Maker<'m> {
    pub(super) law: &'m Law<'m>,
    pub(super) texts: &'m Texts<'m>,
    pub(super) day: Date,
    pub(super) items: &'m [Item],
    pub(super) kept: &'m Kept,
    /// The files of the standard library that are written out, by position.
    pub(super) apart: &'m BTreeSet<usize>,
    pub(super) deeds: Vec<Deed<'m>>,
    pub(super) scribe: Scribe,
    pub(super) remarks: Remarks,
    /// The positions of provisions by their names.
    places: BTreeMap<&'m str, usize>,
    /// The names of provisions that are declared outside of any amendment.
    declared: BTreeSet<&'m str>,
    /// Provisions that are written already: each has one version on a day.
    done: BTreeSet<usize>,
    pub(super) imports: Vec<String>,
    pub(super) trees: Vec<Declaration>,
    pub(super) provisions: Vec<Provision>,
}

impl<'m> Maker<'m> {
    pub(super) fn new(
        law: &'m Law<'m>,
        texts: &'m Texts<'m>,
        day: Date,
        (items, kept): (&'m [Item], &'m Kept),
        apart: &'m BTreeSet<usize>,
        scribe: Scribe,
    ) -> Self {
        let trees = texts.files.iter().flat_map(|file| &file.tree.declarations).filter(|it| tree::is_provision(it));
        Self {
            law,
            texts,
            day,
            items,
            kept,
            apart,
            deeds: deeds::deeds(law, texts),
            scribe,
            remarks: comments::behind_lines(texts),
            places: items.iter().enumerate().map(|(position, item)| (item.name.as_str(), position)).collect(),
            declared: trees.filter_map(tree::name).map(|name| name.node.as_str()).collect(),
            done: BTreeSet::new(),
            imports: Vec::new(),
            trees: Vec::new(),
            provisions: Vec::new(),
        }
    }

    /// Writes everything. Nothing if something cannot be written.
    pub(super) fn make(&mut self) -> Option<()> {
        for (position, file) in self.texts.files.iter().enumerate() {
            if file.library.is_none() || self.apart.contains(&position) {
                for tree in &file.tree.declarations {
                    self.declaration(tree)?;
                }
            }
        }
        self.drop_unused_instruments();
        Some(())
    }

    fn declaration(&mut self, tree: &Declaration) -> Option<()> {
        match tree {
            Declaration::Import(import) => {
                let path = &import.path.node;
                let library = self.texts.files.iter().position(|it| it.library == Some(path.as_str()));
                if library.is_some_and(|at| !self.apart.contains(&at)) && !self.imports.contains(path) {
                    self.imports.push(path.clone());
                }
            }
            Declaration::Amendment(amendment) => {
                // What takes the place of a provision stands where that stood.
                let new = deeds::inserted(amendment).filter_map(tree::name);
                for name in new.map(|name| name.node.as_str()) {
                    if !self.declared.contains(name) {
                        self.provision(name)?;
                    }
                }
            }
            Declaration::Scenario(_) | Declaration::Broken(_) => {}
            Declaration::Instrument(it) => {
                let made = (&mut self.scribe, &mut self.remarks);
                let it = instruments::standing(it, self.law, self.texts, &self.deeds, self.day, made)?;
                self.trees.push(Declaration::Instrument(it));
            }
            other if tree::is_provision(other) => self.provision(&tree::name(other)?.node)?,
            other => self.trees.push(other.clone()),
        }
        Some(())
    }

    /// Whether a place lies in a file that is imported.
    fn is_imported(&self, place: Span) -> bool {
        let mut files = self.texts.files.iter().enumerate();
        let file = files.find(|(_, file)| file.tree.span.contains(place.start));
        file.is_some_and(|(position, file)| file.library.is_some() && !self.apart.contains(&position))
    }

    /// Writes the version of a provision that is kept, if one is.
    fn provision(&mut self, name: &str) -> Option<()> {
        let Some(position) = self.places.get(name).copied() else { return Some(()) };
        let Some((edition, in_force)) = self.kept.editions.get(&position).copied() else { return Some(()) };
        let edition = self.items.get(position)?.editions.get(edition)?;
        if self.is_imported(edition.named) || !self.done.insert(position) {
            return Some(());
        }
        let mut made = edition.tree.clone();
        let at = tree::name(&edition.tree)?.span;
        let today = |it: &&Stretch| it.contains(self.day);
        let stretch = edition.life.in_force.iter().find(today).copied().unwrap_or(Stretch::ALWAYS);
        if in_force {
            for (at, when) in day::cut(&mut made, self.day) {
                comments::add(&mut self.remarks, at, &dates::words(when));
            }
        } else if let Declaration::Group(group) = &mut made {
            day::with_lines(group);
        }
        let origin = self.origin(&made, edition, stretch, in_force);
        tree::set_origin(&mut made, origin);
        let provision = self.described(&made, edition, (name, stretch, in_force), at);
        self.remark(&made, edition, &provision);
        self.trees.push(made);
        self.provisions.push(provision);
        Some(())
    }

    /// The lines that must say otherwise than the provision's own where it comes from, and when it is law.
    fn origin(&mut self, made: &Declaration, edition: &Edition, stretch: Stretch, in_force: bool) -> Origin {
        let lines = tree::provenance(made);
        let own = dates::own(&lines);
        let named = lines.iter().any(|line| matches!(line, Provenance::Under(_)));
        let instrument = edition.instrument.map(|id| &self.law.instruments[id]);
        let home = instrument.map_or_else(Home::none, |it| instruments::home(self.law, it, self.day));
        // From the text itself nobody can tell that a bill is not law, unless its instrument says so.
        let asleep = instrument.is_some_and(|it| sleeps(it.force) && !instruments::supposed(self.law, it));
        let wanted = match (in_force, asleep) {
            (true, _) => home.in_force(own, stretch, self.day),
            (false, true) => None,
            (false, false) => home.out_of_force(own, &edition.life.in_force, self.day),
        };
        let under = instrument.filter(|_| !named).map(|it| format!("under {}", it.name.node));
        Origin {
            under: under.and_then(|line| self.scribe.provenance(&[line]).pop()),
            dates: wanted.map(|own| self.scribe.provenance(&dates::lines(own))),
        }
    }

    /// Leaves out the instruments that make nothing of what stays.
    fn drop_unused_instruments(&mut self) {
        let used: BTreeSet<String> = self
            .trees
            .iter()
            .flat_map(tree::provenance)
            .filter_map(|line| match line {
                Provenance::Under(name) => Some(name.node.clone()),
                _ => None,
            })
            .collect();
        self.trees.retain(|tree| match tree {
            Declaration::Instrument(it) => used.contains(&it.name.node),
            _ => true,
        });
    }
}
