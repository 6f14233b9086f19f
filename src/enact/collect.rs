//! Provisions gathered by name, each version with its life and its instrument.

use super::amend::{Amendable, Known};
use super::instrument::{date, stretch};
use super::law::{Law, Provision, Version};
use super::{Error, Instrument, InstrumentId, Life, Standpoint, Stretch};
use crate::diagnostic::{Bag, did_you_mean};
use crate::source::Span;
use crate::syntax::ast::{self, Amendment, Declaration, Provenance};
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

/// Gives every instrument its dates, every provision its versions, and applies the amendments, as seen from a
/// standpoint.
pub fn enact<'a>(files: impl IntoIterator<Item = &'a ast::File>, standpoint: &Standpoint, bag: &mut Bag) -> Law<'a> {
    let law = Law { standpoint: standpoint.clone(), ..Law::default() };
    let mut gather = Gather { law, bag, written: Vec::new(), kinds: HashMap::new() };
    let mut written = Vec::new();
    let mut amendments = Vec::new();
    for file in files {
        let mut all: Vec<&Declaration> = file.declarations.iter().chain(&file.remains).collect();
        all.sort_by_key(|declaration| declaration.span().start);
        for declaration in all {
            gather.sort(declaration, &mut written, &mut amendments);
        }
    }
    gather.lives(&amendments);
    for declaration in &written {
        gather.provision(declaration);
    }
    for amendment in &amendments {
        gather.amendment(amendment);
    }
    // What an amendment inserts has its name in every standpoint, whether the amendment is seen or not.
    for amendment in &amendments {
        gather.inserted_names(amendment);
    }
    for (id, amendment) in gather.law.amendments.ids().zip(&amendments).collect::<Vec<_>>() {
        gather.savings(id, amendment);
    }
    gather.amend();
    gather.law
}

pub(super) struct Gather<'a, 'b> {
    pub(super) law: Law<'a>,
    pub(super) bag: &'b mut Bag,
    /// The amendments as written, in the order of the law's.
    pub(super) written: Vec<&'a Amendment>,
    /// What each name has been used for, and its position among the provisions of that kind.
    pub(super) kinds: HashMap<String, (Kind, usize, Span)>,
}

/// The kinds of provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Group,
    Value,
    Define,
    Entry,
    Rule,
}

impl Kind {
    /// With its article, for messages.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Group => "a group",
            Self::Value => "a value",
            Self::Define => "a definition",
            Self::Entry => "an entry",
            Self::Rule => "a rule",
        }
    }
}

/// Where a version comes from, read off its lines.
pub(super) struct Origin {
    pub(super) life: Life,
    pub(super) instrument: Option<InstrumentId>,
    pub(super) cites: Vec<String>,
    pub(super) enacted: Vec<String>,
}

/// Calls a macro with the list, the kind, the name and the tree of a declaration that is a provision.
macro_rules! each_kind {
    ($declaration:expr, $do:ident) => {
        match $declaration {
            Declaration::Group(it) => $do!(groups, Kind::Group, &it.name, it),
            Declaration::Value(it) => $do!(values, Kind::Value, &it.name, it),
            Declaration::Define(it) => $do!(defines, Kind::Define, &it.name, it),
            Declaration::Entry(it) => $do!(entries, Kind::Entry, &it.code, it),
            Declaration::Rule(it) => $do!(rules, Kind::Rule, &it.name, it),
            _ => {}
        }
    };
}
pub(super) use each_kind;

impl<'a> Gather<'a, '_> {
    /// First the instruments and the vocabulary, so that provisions can look instruments up wherever they stand.
    fn sort(
        &mut self,
        declaration: &'a Declaration,
        later: &mut Vec<&'a Declaration>,
        amendments: &mut Vec<&'a Amendment>,
    ) {
        let law = &mut self.law;
        match declaration {
            Declaration::Instrument(written) => {
                let instrument = Instrument::read(written, self.bag);
                match law.by_name.entry(written.name.node.clone()) {
                    Slot::Vacant(slot) => {
                        slot.insert(law.instruments.push(instrument));
                    }
                    Slot::Occupied(slot) => self.bag.push(Error::DeclaredTwice {
                        name: written.name.node.clone(),
                        again: written.name.span,
                        first: law.instruments[*slot.get()].name.span,
                    }),
                }
            }
            Declaration::Unit(it) => law.vocabulary.units.push(it),
            Declaration::Enum(it) => law.vocabulary.enums.push(it),
            Declaration::Record(it) => law.vocabulary.records.push(it),
            Declaration::Fact(it) => law.vocabulary.facts.push(it),
            Declaration::Table(it) => law.vocabulary.tables.push(it),
            Declaration::Scenario(it) => law.vocabulary.scenarios.push(it),
            Declaration::Amendment(it) => amendments.push(it),
            Declaration::Group(_)
            | Declaration::Value(_)
            | Declaration::Define(_)
            | Declaration::Entry(_)
            | Declaration::Rule(_) => later.push(declaration),
            Declaration::Import(_) | Declaration::Broken(_) => {}
        }
    }

    /// Adds what is declared outside of any amendment.
    fn provision(&mut self, declaration: &'a Declaration) {
        macro_rules! add {
            ($list:ident, $kind:expr, $name:expr, $text:expr) => {{
                if let Some(position) = self.position($name, $kind, self.law.$list.len()) {
                    let version = self.version($text, $name);
                    match self.law.$list.get_mut(position) {
                        Some(provision) => add_version(provision, version, self.bag),
                        None => self.law.$list.push(Provision { name: $name.node.clone(), versions: vec![version] }),
                    }
                }
            }};
        }
        each_kind!(declaration, add);
    }

    /// A version as declared.
    pub(super) fn version<T: Amendable + Clone>(&mut self, text: &'a T, name: &ast::Name) -> Version<'a, T> {
        let Origin { life, instrument, cites, enacted } = self.origin(&text.provenance());
        if life.is_never() {
            self.bag.push(Error::NeverInForce { name: name.node.clone(), span: name.span });
        }
        let since = life.begins();
        let (text, known) = self.as_known(text, instrument);
        let life = if known && self.law.sees(instrument, since) { life } else { life.inside(&[]) };
        Version { text, life, instrument, amended: Vec::new(), cites, enacted, name_span: name.span, since }
    }

    /// What was known of a text by the day from which the law is looked at, and whether anything was.
    pub(super) fn as_known<T: Amendable + Clone>(&self, text: &'a T, by: Option<InstrumentId>) -> (Cow<'a, T>, bool) {
        let known = self.law.standpoint.known_on.map_or(Known::All, |day| text.known_on(day, by.is_some()));
        match known {
            Known::All => (Cow::Borrowed(text), true),
            Known::Part(part) => (Cow::Owned(part), true),
            Known::Nothing => (Cow::Borrowed(text), false),
        }
    }

    /// Where among the provisions of its kind a name stands; `None` if it is already something else.
    pub(super) fn position(&mut self, name: &ast::Name, kind: Kind, next: usize) -> Option<usize> {
        if let Some(id) = self.law.instrument(&name.node) {
            let first = self.law.instruments[id].name.span;
            self.bag.push(Error::DifferentKinds {
                name: name.node.clone(),
                one: kind.describe(),
                other: "an instrument",
                again: name.span,
                first,
            });
            return None;
        }
        // What an amendment inserts comes after all amendments; what is declared comes before them.
        if let Some(amendment) = self.law.amendments.iter().find(|it| it.name.node == name.node) {
            self.bag.push(Error::DifferentKinds {
                name: name.node.clone(),
                one: kind.describe(),
                other: "an amendment",
                again: name.span,
                first: amendment.name.span,
            });
        }
        match self.kinds.entry(name.node.clone()) {
            Slot::Vacant(slot) => {
                slot.insert((kind, next, name.span));
                Some(next)
            }
            Slot::Occupied(slot) => {
                let (earlier, position, first) = *slot.get();
                if earlier == kind {
                    return Some(position);
                }
                self.bag.push(Error::DifferentKinds {
                    name: name.node.clone(),
                    one: kind.describe(),
                    other: earlier.describe(),
                    again: name.span,
                    first,
                });
                None
            }
        }
    }

    /// Where a provision comes from, and when it is law. Its own first day replaces that of its instrument: staggered
    /// effective dates go both ways.
    pub(super) fn origin(&mut self, lines: &[&Provenance]) -> Origin {
        let (mut origin, own) = self.lines_of_origin(lines);
        if own.from.is_some()
            && let Some(id) = origin.instrument
        {
            let act = &mut self.law.instruments[id];
            act.first = act.first.min(own.from);
            let mut parts = origin.life.in_force;
            if let Some(first) = parts.first_mut()
                && first.from == self.law.instruments[id].effective()
            {
                first.from = own.from;
            }
            parts.retain(|part| !part.is_empty());
            origin.life.in_force = parts;
        }
        origin.life = origin.life.within(own);
        origin
    }

    /// Where an amendment comes from, and when it has effect: never while its instrument is not in force.
    pub(super) fn narrowed(&mut self, lines: &[&Provenance]) -> Origin {
        let (mut origin, own) = self.lines_of_origin(lines);
        origin.life = origin.life.within(own);
        origin
    }

    /// Where something comes from, with the life of its instrument and its own two dates.
    fn lines_of_origin(&mut self, lines: &[&Provenance]) -> (Origin, Stretch) {
        let mut origin = Origin { life: Life::always(), instrument: None, cites: Vec::new(), enacted: Vec::new() };
        let (mut under, mut from, mut until): (Option<&ast::Name>, Option<&ast::DateText>, Option<&ast::DateText>) =
            (None, None, None);
        for line in lines.iter().copied() {
            match line {
                Provenance::Under(name) => match under {
                    None => under = Some(name),
                    Some(first) => self.twice("under", name.span, first.span),
                },
                Provenance::From(text) => match from {
                    None => from = Some(text),
                    Some(first) => self.twice("from", text.span, first.span),
                },
                Provenance::Until(text) => match until {
                    None => until = Some(text),
                    Some(first) => self.twice("until", text.span, first.span),
                },
                Provenance::Cites(text) => origin.cites.push(text.node.clone()),
                Provenance::Quote(text) => origin.enacted.push(text.node.clone()),
            }
        }
        if let Some(name) = under {
            origin.instrument = self.law.instrument(&name.node);
            if let Some(id) = origin.instrument {
                origin.life = self.law.instruments[id].life.clone();
            } else {
                let known = self.law.instruments.iter().map(|one| one.name.node.as_str());
                let help = did_you_mean(&name.node, known)
                    .or_else(|| Some(format!("declare it: `instrument {} \"its title\"`", name.node)));
                self.bag.push(Error::UnknownInstrument { name: name.node.clone(), span: name.span, help });
            }
        }
        let own = stretch(from, until, self.bag);
        (origin, own)
    }

    pub(super) fn twice(&mut self, line: &'static str, again: Span, first: Span) {
        self.bag.push(Error::LineTwice { line, again, first });
    }
}

/// Adds a version in order of its life, unless it overlaps one that is there.
pub(super) fn add_version<'a, T: Clone>(provision: &mut Provision<'a, T>, version: Version<'a, T>, bag: &mut Bag) {
    for other in &provision.versions {
        let Some(common) = other.life.overlap(&version.life) else { continue };
        if common == Stretch::ALWAYS {
            bag.push(Error::DeclaredTwice {
                name: provision.name.clone(),
                again: version.name_span,
                first: other.name_span,
            });
        } else {
            let when = match (common.from, common.until) {
                (Some(from), _) => format!("from {from}"),
                (None, Some(until)) => format!("before {until}"),
                (None, None) => String::from("on every day"),
            };
            let later = version.life.begins().max(other.life.begins());
            bag.push(Error::VersionsOverlap {
                name: provision.name.clone(),
                when,
                suggestion: later.map_or_else(|| String::from("DATE"), |day| day.to_string()),
                again: version.name_span,
                first: other.name_span,
            });
        }
        return;
    }
    let at = provision.versions.partition_point(|other| other.life.begins() <= version.life.begins());
    provision.versions.insert(at, version);
}

/// The two dates that a text gives for itself. Dates that are none are reported where the text is read.
pub(super) fn own_days(lines: &[&Provenance]) -> Stretch {
    let mut own = Stretch::ALWAYS;
    let mut quiet = Bag::new();
    for line in lines {
        match line {
            Provenance::From(text) => own.from = date(text, &mut quiet),
            Provenance::Until(text) => own.until = date(text, &mut quiet),
            Provenance::Under(_) | Provenance::Cites(_) | Provenance::Quote(_) => {}
        }
    }
    own
}

/// A dated stretch of membership or of a value, from its own two dates. When it was published is read only where that
/// matters; here it is made sure that it is a day.
pub(crate) fn dated(days: &ast::LineDays, bag: &mut Bag) -> Stretch {
    if let Some(published) = &days.published {
        date(published, bag);
    }
    stretch(days.from.as_ref(), days.until.as_ref(), bag)
}

/// A date literal in a scenario or an expression.
pub(crate) fn day(text: &ast::DateText, bag: &mut Bag) -> Option<crate::value::Date> {
    date(text, bag)
}
