//! The law of a day, written as a law of its own.

use super::dates::{self, Home};
use super::deeds::{self, Deed, deeds};
use super::item::{Edition, Item, items};
use super::keep::{Kept, keep};
use super::notices::{Notice, notices};
use super::scribe::Scribe;
use super::snapshot::changes;
use super::tree::{self, Origin};
use super::{Act, By, Texts, comments, day, header, instruments, tables};
use crate::diagnostic::Bag;
use crate::enact::{self, AmendmentId, Law, Standpoint, Stretch};
use crate::format::{self, Refused, Remarks, pieces};
use crate::source::SourceMap;
use crate::syntax::ast::{self, Declaration, Provenance};
use crate::syntax::parse;
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The law of a day.
#[derive(Debug, Clone)]
pub struct Consolidated {
    /// Which day.
    pub day: Date,
    /// From where it was looked at.
    pub standpoint: Standpoint,
    /// The hash of the law that it was made from.
    pub law: String,
    /// The files of the standard library that it imports.
    pub imports: Vec<String>,
    /// The provisions written in it, in the order of the text.
    pub provisions: Vec<Provision>,
    /// What it cannot say.
    pub notices: Vec<Notice>,
    /// The text.
    pub text: String,
}

/// A provision of the law of a day.
#[derive(Debug, Clone)]
pub struct Provision {
    /// The word it begins with: `rule`.
    pub kind: &'static str,
    /// Its name, or its code.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Whether it is in force; if not, it is there because others mention it.
    pub in_force: bool,
    /// The days around the day on which it reads so and is in force.
    pub stretch: Stretch,
    /// The instrument that made it.
    pub instrument: Option<Act>,
    /// Who inserted, replaced or amended it, in order.
    pub changes: Vec<By>,
    /// Its lines and limbs that are the words of an amendment: their paths, and whose they are.
    pub limbs: Vec<(String, Act)>,
    /// Where its header stands, as `file:line`.
    pub place: String,
}

/// Writes the law of a day.
///
/// # Errors
/// If the text would not read as the law that it was made from. A fault of ours: nothing is given out then.
pub fn consolidate(law: &Law<'_>, texts: &Texts<'_>, day: Date) -> Result<Consolidated, Refused> {
    let items = items(law);
    let kept = keep(&items, texts, day);
    let apart = written_out(law, texts, &items, day);
    let mut maker = Maker {
        law,
        texts,
        day,
        items: &items,
        kept: &kept,
        deeds: deeds(law, texts),
        scribe: Scribe::beside(texts.sources),
        remarks: comments::behind_lines(texts),
        done: BTreeSet::new(),
        trees: Vec::new(),
        provisions: Vec::new(),
    };
    let mut imports = Vec::new();
    for (position, file) in texts.files.iter().enumerate() {
        if file.library.is_none() || apart.contains(&position) {
            maker.file(file.tree, texts, &apart, &mut imports).ok_or(Refused::Changed)?;
        }
    }
    maker.drop_unused_instruments();
    let Maker { scribe, remarks, trees, provisions, .. } = maker;
    let standing = kept.editions.iter().filter(|(_, (_, in_force))| *in_force).filter_map(|(item, (edition, _))| {
        let item = items.get(*item)?;
        Some((item.name.as_str(), item.editions.get(*edition)?))
    });
    let notices = notices(law, texts, standing, day);
    let mut text = header::header(day, &law.standpoint, texts.hash, &notices);
    if !imports.is_empty() {
        text.push('\n');
    }
    text.extend(imports.iter().map(|import| format!("import {import}\n")));
    if !trees.is_empty() {
        text.push('\n');
        text.push_str(&format::declarations(&trees, &scribe.sources, &remarks)?);
    }
    let law_of_day = Consolidated {
        day,
        standpoint: law.standpoint.clone(),
        law: texts.hash.to_owned(),
        imports,
        provisions,
        notices,
        text,
    };
    if law_of_day.is_faithful(texts, &apart) { Ok(law_of_day) } else { Err(Refused::Changed) }
}

/// The files of the standard library that must be written out, by position: those in which something is otherwise on the
/// day than the library alone has it, and those that import them.
fn written_out(law: &Law<'_>, texts: &Texts<'_>, items: &[Item], day: Date) -> BTreeSet<usize> {
    let library = || texts.files.iter().enumerate().filter(|(_, file)| file.library.is_some());
    let alone = enact::enact(library().map(|(_, file)| file.tree), &Standpoint::default(), &mut Bag::new());
    let known: BTreeMap<String, Item> =
        super::item::items(&alone).into_iter().map(|it| (it.name.clone(), it)).collect();
    let reads = |edition: Option<&Edition>| edition.map(|it| (it.named, it.amended.clone()));
    let mut other: BTreeSet<&str> = items
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

/// The state of writing.
struct Maker<'m> {
    law: &'m Law<'m>,
    texts: &'m Texts<'m>,
    day: Date,
    items: &'m [Item],
    kept: &'m Kept,
    deeds: Vec<Deed<'m>>,
    scribe: Scribe,
    remarks: Remarks,
    /// Names of provisions that are written already: each has one version on a day.
    done: BTreeSet<String>,
    trees: Vec<Declaration>,
    provisions: Vec<Provision>,
}

impl<'m> Maker<'m> {
    /// Writes what a file declares. Nothing if something cannot be written.
    fn file(
        &mut self,
        file: &ast::File,
        texts: &Texts<'_>,
        apart: &BTreeSet<usize>,
        imports: &mut Vec<String>,
    ) -> Option<()> {
        let outside = declared(texts);
        for tree in &file.declarations {
            match tree {
                Declaration::Import(import) => {
                    let path = &import.path.node;
                    let library = texts.files.iter().position(|it| it.library == Some(path.as_str()));
                    if library.is_some_and(|at| !apart.contains(&at)) && !imports.contains(path) {
                        imports.push(path.clone());
                    }
                }
                Declaration::Amendment(amendment) => {
                    // What takes the place of a provision stands where that stood.
                    let new = deeds::inserted(amendment).filter_map(tree::name);
                    for name in new.filter(|name| !outside.contains(name.node.as_str())) {
                        self.provision(&name.node)?;
                    }
                }
                Declaration::Scenario(_) | Declaration::Broken(_) => {}
                Declaration::Table(table) => {
                    let table = tables::standing(table, self.law, self.texts, &mut self.scribe)?;
                    self.trees.push(Declaration::Table(table));
                }
                Declaration::Instrument(it) => {
                    let it = instruments::standing(
                        it,
                        self.law,
                        self.texts,
                        &self.deeds,
                        self.day,
                        (&mut self.scribe, &mut self.remarks),
                    )?;
                    self.trees.push(Declaration::Instrument(it));
                }
                other if tree::is_provision(other) => self.provision(&tree::name(other)?.node)?,
                other => self.trees.push(other.clone()),
            }
        }
        Some(())
    }

    /// Writes the version of a provision that is kept, if one is.
    fn provision(&mut self, name: &str) -> Option<()> {
        if !self.done.insert(name.to_owned()) {
            return Some(());
        }
        let Some(position) = self.items.iter().position(|item| item.name == name) else { return Some(()) };
        let Some((edition, in_force)) = self.kept.editions.get(&position).copied() else { return Some(()) };
        let edition = self.items.get(position)?.editions.get(edition)?;
        let mut made = edition.tree.clone();
        let at = tree::name(&edition.tree)?.span;
        let today = |it: &&Stretch| it.contains(self.day);
        let stretch = edition.life.in_force.iter().find(today).copied().unwrap_or(Stretch::ALWAYS);
        if in_force {
            for (at, when) in day::cut(&mut made, self.day) {
                comments::add(&mut self.remarks, at, &dates::words(when));
            }
        } else {
            self.put_out_of_force(&mut made);
        }
        let origin = self.origin(&made, edition, stretch, in_force);
        tree::set_origin(&mut made, origin);
        let provision = self.described(&made, edition, (name, stretch, in_force), at);
        self.remark(&made, edition, &provision);
        self.trees.push(made);
        self.provisions.push(provision);
        Some(())
    }

    /// What is not in force comes to: a group without members, a value that is nothing, a rule of other days.
    fn put_out_of_force(&mut self, made: &mut Declaration) {
        match made {
            Declaration::Group(group) => day::empty(group),
            Declaration::Value(value) => day::end(value, self.day),
            _ => {}
        }
    }

    /// The lines that must say otherwise than the provision's own where it comes from, and when it is law.
    fn origin(&mut self, made: &Declaration, edition: &Edition, stretch: Stretch, in_force: bool) -> Origin {
        let lines = tree::provenance(made);
        let own = dates::own(&lines);
        let named = lines.iter().any(|line| matches!(line, Provenance::Under(_)));
        let instrument = edition.instrument.map(|id| &self.law.instruments[id]);
        let home = instrument.map_or_else(Home::none, |it| instruments::home(self.law, it, self.day));
        // From the text itself nobody can tell that a bill is not law, unless its instrument says so.
        let asleep =
            instrument.is_some_and(|it| crate::enact::sleeps(it.force) && !instruments::supposed(self.law, it));
        let wanted = match made {
            // A group made of others has no lines of its own; one that is out of force has no members.
            Declaration::Group(_) | Declaration::Value(_) if !in_force => Some(Stretch::ALWAYS).filter(|it| own != *it),
            _ if in_force => home.in_force(own, stretch, self.day),
            _ if asleep => None,
            _ => home.out_of_force(own, &edition.life.in_force, self.day),
        };
        let under = instrument.filter(|_| !named).map(|it| format!("under {}", it.name.node));
        Origin {
            under: under.and_then(|line| self.scribe.provenance(&[line]).pop()),
            dates: wanted.map(|own| self.scribe.provenance(&dates::lines(own))),
        }
    }

    fn described(
        &self,
        made: &Declaration,
        edition: &Edition,
        (name, stretch, in_force): (&str, Stretch, bool),
        at: crate::source::Span,
    ) -> Provision {
        let home = deeds::author(self.texts, edition.named.start);
        Provision {
            kind: tree::word(made),
            name: name.to_owned(),
            title: tree::title(made).map(|text| text.node.clone()),
            in_force,
            stretch,
            instrument: edition.instrument.map(|id| Act::instrument(self.law, id)),
            changes: changes(self.law, self.texts, edition),
            limbs: self.borrowed(made, name, home).into_iter().map(|(path, _, act)| (path, act)).collect(),
            place: self.texts.place(at),
        }
    }

    /// The lines that are the words of another amendment than the provision, or the limb around them: path, address, author.
    fn borrowed(&self, made: &Declaration, name: &str, home: Option<AmendmentId>) -> Vec<(String, u32, Act)> {
        let mut found = Vec::new();
        let mut around: Vec<(usize, Option<AmendmentId>)> = Vec::new();
        for piece in pieces(made, &self.scribe.sources) {
            around.retain(|(depth, _)| *depth < piece.depth);
            let outer = around.last().map_or(home, |(_, author)| *author);
            // What was written down here belongs to whoever wrote what is around it.
            let inside = self.texts.sources.find(piece.at).is_some();
            let author = if inside { deeds::author(self.texts, piece.at) } else { outer };
            let enacted_text = piece.text.first().is_some_and(|(_, line)| line.starts_with('>'));
            if let Some(id) = author.filter(|_| author != outer && !enacted_text) {
                let path: String = piece.path.iter().map(ToString::to_string).collect();
                let path = if path.is_empty() { name.to_owned() } else { format!("{name} {path}") };
                found.push((path, piece.at, Act::amendment(self.law, id)));
            }
            around.push((piece.depth, author));
        }
        found
    }

    /// Says behind its lines where a provision comes from.
    fn remark(&mut self, made: &Declaration, edition: &Edition, provision: &Provision) {
        let header = made.span().start;
        let mut story: Vec<String> = Vec::new();
        if !provision.in_force {
            story.push(format!("not in force on {}", self.day));
        }
        let mut before = "";
        for by in &provision.changes {
            let how = match by.how {
                "amended" if before == "amended" => "by".to_owned(),
                "amended" => "as amended by".to_owned(),
                how => format!("{how} by"),
            };
            story.push(format!("{how} {}", by.act.dated()));
            before = by.how;
        }
        if !story.is_empty() {
            comments::add(&mut self.remarks, header, &story.join("; "));
        }
        let under = tree::provenance(made).into_iter().find_map(|line| match line {
            Provenance::Under(name) => Some(name.span.start),
            _ => None,
        });
        let line = under.and_then(|at| self.start_of_line(made, at));
        if let (Some(at), Some(instrument)) = (line, &provision.instrument) {
            let home = edition.instrument.map(|id| instruments::home(self.law, &self.law.instruments[id], self.day));
            let when = home.and_then(|home| home.on(self.day)).map(dates::words);
            let words = [instrument.citation.clone().unwrap_or_default(), when.unwrap_or_default()];
            let words: Vec<&str> = words.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
            if !words.is_empty() {
                comments::add(&mut self.remarks, at, &words.join(", "));
            }
        }
        let home = deeds::author(self.texts, edition.named.start);
        for (_, at, act) in self.borrowed(made, &provision.name, home) {
            comments::add(&mut self.remarks, at, &format!("by {}", act.dated()));
        }
    }

    /// The address of the line that an address stands in.
    fn start_of_line(&self, made: &Declaration, at: u32) -> Option<u32> {
        let lines = pieces(made, &self.scribe.sources).into_iter().map(|piece| piece.at);
        lines.filter(|line| *line <= at).max()
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

/// The names of provisions that are declared outside of any amendment.
fn declared<'t>(texts: &Texts<'t>) -> BTreeSet<&'t str> {
    let trees = texts.files.iter().flat_map(|file| &file.tree.declarations).filter(|it| tree::is_provision(it));
    trees.filter_map(tree::name).map(|name| name.node.as_str()).collect()
}

impl Consolidated {
    /// Whether the text, read again, has in force what it should have, and nothing else.
    fn is_faithful(&self, texts: &Texts<'_>, apart: &BTreeSet<usize>) -> bool {
        let (mut sources, mut bag) = (SourceMap::new(), Bag::new());
        let Some(id) = sources.add("", self.text.as_str()) else { return false };
        let Some(source) = sources.get(id) else { return false };
        let file = parse(source, id, &mut bag);
        let library = texts.files.iter().enumerate().filter(|(at, it)| it.library.is_some() && !apart.contains(at));
        let files = library.map(|(_, file)| file.tree).chain([&file]);
        let law = enact::enact(files, &Standpoint::default(), &mut bag);
        let items: BTreeMap<String, Item> = items(&law).into_iter().map(|it| (it.name.clone(), it)).collect();
        let stands = |it: &Provision| {
            let found = items.get(&it.name);
            let empty = matches!(it.kind, "group" | "value");
            found.is_some_and(|found| it.in_force == found.on(self.day).is_some() || !it.in_force && empty)
        };
        !bag.has_errors() && self.provisions.iter().all(stands)
    }
}
