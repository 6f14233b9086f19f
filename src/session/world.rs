//! The law as seen from a standpoint: everything, or as it was known on a day, with a bill supposed, without an amendment.
//!
//! The texts are read once. Each standpoint goes through the passes from `enact` on.

use super::{Session, advice, beside, doubt, library, quiet, silence};
use crate::check::{self, CsvTexts, typed};
use crate::consolidate::{LawFile, Texts};
use crate::diagnostic::{Bag, Severity};
use crate::enact::{self, Standpoint, sleeps};
use crate::plan;
use crate::resolve::{self, Names};
use crate::syntax::ast;

/// The law as seen from a standpoint, ready to be asked.
#[derive(Debug, Default)]
pub struct World {
    /// Checked.
    pub typed: typed::Law,
    /// In the flat form.
    pub law: plan::Law,
}

impl AsRef<plan::Law> for World {
    fn as_ref(&self) -> &plan::Law {
        &self.law
    }
}

impl Session {
    /// The law as seen from a standpoint; `None` where something in it is wrong.
    pub fn world(&self, standpoint: &Standpoint, bag: &mut Bag) -> Option<World> {
        Some(self.world_with_names(standpoint, bag)?.0)
    }

    fn world_with_names(&self, standpoint: &Standpoint, bag: &mut Bag) -> Option<(World, Names)> {
        let (typed, names) = self.check_from(standpoint, bag);
        let law = self.plan_from(&typed, bag)?;
        Some((World { typed, law }, names))
    }

    /// The law as a caller asks to see it. What is wrong with it goes into the session's own bag.
    pub fn world_asked(&mut self, standpoint: &Standpoint) -> Option<World> {
        Some(self.named_world_asked(standpoint)?.0)
    }

    /// The same with what names mean, for whoever goes on to say more than the law does.
    pub fn named_world_asked(&mut self, standpoint: &Standpoint) -> Option<(World, Names)> {
        self.settle();
        let mut bag = std::mem::take(&mut self.bag);
        let world = self.world_with_names(standpoint, &mut bag);
        self.bag = bag;
        world
    }

    /// The provisions as seen from a standpoint, each with its lives, its text as amended and its makers.
    pub fn enacted(&self, standpoint: &Standpoint, bag: &mut Bag) -> enact::Law<'_> {
        enact::enact(&self.files, standpoint, bag)
    }

    /// What the law is made of, for whoever writes it anew or compares it.
    pub fn texts(&self) -> Texts<'_> {
        let file = |tree| LawFile { tree, library: self.library_path(tree) };
        let rows =
            self.tables.iter().filter_map(|(place, id)| Some((*place, check::csv_lines(self.sources.get(*id)?))));
        Texts {
            sources: &self.sources,
            files: self.files.iter().map(file).collect(),
            rows: rows.collect(),
            hash: &self.hash,
        }
    }

    /// What a file of the standard library is imported by.
    fn library_path(&self, file: &ast::File) -> Option<&str> {
        let name = self.sources.get(file.source).filter(|_| self.in_library(file.span))?.name.as_str();
        Some(name.strip_suffix(".lxp").unwrap_or(name))
    }

    pub(super) fn check_from(&self, standpoint: &Standpoint, bag: &mut Bag) -> (typed::Law, Names) {
        let mut found = Bag::new();
        let law = self.enacted(standpoint, &mut found);
        let mut names = resolve::resolve(&law, &mut found);
        names.elsewhere = library::index();
        let sources = &self.sources;
        let csv: CsvTexts<'_> =
            self.tables.iter().filter_map(|(place, id)| Some((*place, sources.get(*id)?))).collect();
        let law = check::check(&law, &names, &csv, &mut found);
        self.leave_out_what_goes_with_it(standpoint, &mut found);
        bag.append(found);
        quiet::quiet(bag, &self.sources, &self.files);
        if bag.has_errors() || self.is_broken() {
            doubt::after_check(bag, &self.sources, &self.files);
        }
        (law, names)
    }

    pub(super) fn plan_from(&self, typed: &typed::Law, bag: &mut Bag) -> Option<plan::Law> {
        let mut found = Bag::new();
        if bag.has_errors() || self.is_broken() {
            let outline = plan::outline(typed, &mut found);
            plan::coherence_of_outline(&outline, typed, &mut found);
            doubt::after_plan(&mut found, bag, &self.sources, &self.files);
            advice::for_the_author(self, &mut found);
            bag.append(found);
            return None;
        }
        let mut law = plan::compile(typed, &mut found);
        plan::coherence(&law, typed, &mut found);
        advice::for_the_author(self, &mut found);
        bag.append(found);
        if bag.has_errors() {
            return None;
        }
        law.hash.clone_from(&self.hash);
        law.silent = silence::is_silent(&self.files);
        Some(law)
    }

    /// Whether part of the law could not be read.
    fn is_broken(&self) -> bool {
        let mut declarations = self.files.iter().flat_map(|file| &file.declarations);
        declarations.any(|declaration| matches!(declaration, ast::Declaration::Broken(_)))
    }

    /// Says what is wrong with the law as seen from elsewhere: with each bill supposed, before each act that a saving clause
    /// keeps off, without what is not due or not enforced, and from where its scenarios look.
    pub(super) fn check_elsewhere(&self, typed: &typed::Law, bag: &mut Bag) {
        let asleep = typed.instruments.iter().filter(|it| sleeps(it.force));
        let supposing = asleep.map(|it| Standpoint { suppose: [it.name.node.clone()].into(), ..Standpoint::default() });
        let before = typed.savings.iter().map(|it| Standpoint::default().leaving_out(it.keeps.clone()));
        let scenarios = typed.scenarios.iter().filter(|one| !self.in_library(one.span));
        let mut elsewhere: Vec<Standpoint> = supposing
            .chain(before)
            .chain(beside::standpoints(typed))
            .chain(scenarios.map(|one| one.standpoint(&typed.instruments)))
            .collect();
        elsewhere.retain(|it| *it != Standpoint::default());
        elsewhere.sort();
        elsewhere.dedup();
        for standpoint in elsewhere {
            let mut found = Bag::new();
            self.world(&standpoint, &mut found);
            // Who knows less of the law finds unused what an amendment uses that he does not know.
            if standpoint.known_on.is_some() {
                found.retain(|it| it.severity() == Severity::Error);
            }
            // And so does who leaves out the amendment that uses it.
            let whole = Standpoint { suppose: standpoint.suppose.clone(), ..Standpoint::default() };
            if standpoint != whole {
                found.retain(|it| it.code() != advice::UNUSED);
            }
            bag.append_new(found);
        }
    }
}
