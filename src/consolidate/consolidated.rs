//! The law of a day, written as a law of its own.

use super::item::{Item, items};
use super::keep::keep;
use super::library::written_out;
use super::maker::Maker;
use super::notices::{Notice, notices};
use super::scribe::Scribe;
use super::{Act, By, Texts, header};
use crate::diagnostic::Bag;
use crate::enact::{self, Law, Standpoint, Stretch};
use crate::format::{self, Refused};
use crate::source::SourceMap;
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
    /// The provisions and tables written in it, in the order of the text.
    pub provisions: Vec<Provision>,
    /// What it cannot say.
    pub notices: Vec<Notice>,
    /// The text.
    pub text: String,
}

/// A provision of the law of a day, or a table.
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
    let mut scribe = Scribe::beside(texts.sources);
    let items = items(law, texts, &mut scribe);
    let kept = keep(&items, texts, &scribe.sources, day);
    let apart = written_out(law, texts, &items, day);
    let mut maker = Maker::new(law, texts, day, (&items, &kept), &apart, scribe);
    maker.make().ok_or(Refused::Changed)?;
    let Maker { scribe, remarks, imports, trees, provisions, .. } = maker;
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
        let items = items(&law, texts, &mut Scribe::beside(&sources)).into_iter();
        let items: BTreeMap<String, Item> = items.map(|it| (it.name.clone(), it)).collect();
        let stands =
            |it: &Provision| items.get(&it.name).is_some_and(|found| it.in_force == found.on(self.day).is_some());
        let alone = law.vocabulary.tables.iter().all(|table| table.from.is_none());
        !bag.has_errors() && alone && self.provisions.iter().all(stands)
    }
}
