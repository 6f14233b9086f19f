//! Provisions gathered by name, each version with its life and its instrument.

use super::instrument::{date, stretch};
use super::{Error, Instrument, InstrumentId, Life, Stretch};
use crate::diagnostic::{Bag, did_you_mean};
use crate::source::{Arena, Span};
use crate::syntax::ast::{self, Declaration, Provenance};
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

/// A provision and all its versions.
#[derive(Debug, Clone)]
pub struct Provision<'a, T: Clone> {
    /// Its name.
    pub name: String,
    /// In order of their lives; no two overlap.
    pub versions: Vec<Version<'a, T>>,
}

/// One version of a provision.
#[derive(Debug, Clone)]
pub struct Version<'a, T: Clone> {
    /// The text as written, or as amended.
    pub text: Cow<'a, T>,
    /// When it is law.
    pub life: Life,
    /// The instrument that made it, if it names one.
    pub instrument: Option<InstrumentId>,
    /// What it cites.
    pub cites: Vec<String>,
    /// The enacted text, line by line.
    pub enacted: Vec<String>,
    /// Its name where it was declared.
    pub name_span: Span,
}

/// What rules talk about: declarations without a life of their own.
#[derive(Debug, Default)]
pub struct Vocabulary<'a> {
    /// In order of files and declarations, as all of these.
    pub units: Vec<&'a ast::Unit>,
    /// Closed lists.
    pub enums: Vec<&'a ast::Enum>,
    /// Records.
    pub records: Vec<&'a ast::Record>,
    /// Root inputs.
    pub facts: Vec<&'a ast::Fact>,
    /// Tables.
    pub tables: Vec<&'a ast::Table>,
    /// Tests.
    pub scenarios: Vec<&'a ast::Scenario>,
}

/// All that the files declare, with the lives of what is law.
#[derive(Debug, Default)]
pub struct Law<'a> {
    /// Legal acts.
    pub instruments: Arena<Instrument>,
    /// What rules talk about.
    pub vocabulary: Vocabulary<'a>,
    /// Dated groups.
    pub groups: Vec<Provision<'a, ast::Group>>,
    /// Named constants.
    pub values: Vec<Provision<'a, ast::Value>>,
    /// Derived attributes.
    pub defines: Vec<Provision<'a, ast::Define>>,
    /// Control-list entries, by code.
    pub entries: Vec<Provision<'a, ast::Entry>>,
    /// Rules and exceptions.
    pub rules: Vec<Provision<'a, ast::Rule>>,
    by_name: HashMap<String, InstrumentId>,
}

impl Law<'_> {
    /// The instrument of that name.
    pub fn instrument(&self, name: &str) -> Option<InstrumentId> {
        self.by_name.get(name).copied()
    }
}

/// Gives every instrument its dates and every provision its versions.
pub fn enact<'a>(files: impl IntoIterator<Item = &'a ast::File>, bag: &mut Bag) -> Law<'a> {
    let mut law = Law::default();
    let mut written = Vec::new();
    for file in files {
        for declaration in &file.declarations {
            sort(declaration, &mut law, &mut written, bag);
        }
    }
    let mut gather = Gather { law, bag, kinds: HashMap::new() };
    gather.run(&written);
    gather.law
}

/// First the instruments and the vocabulary, so that provisions can look instruments up wherever they stand.
fn sort<'a>(declaration: &'a Declaration, law: &mut Law<'a>, later: &mut Vec<&'a Declaration>, bag: &mut Bag) {
    match declaration {
        Declaration::Instrument(written) => {
            let instrument = Instrument::read(written, bag);
            match law.by_name.entry(written.name.node.clone()) {
                Slot::Vacant(slot) => {
                    slot.insert(law.instruments.push(instrument));
                }
                Slot::Occupied(slot) => bag.push(Error::DeclaredTwice {
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
        Declaration::Group(_)
        | Declaration::Value(_)
        | Declaration::Define(_)
        | Declaration::Entry(_)
        | Declaration::Rule(_) => later.push(declaration),
        Declaration::Amendment(_) | Declaration::Import(_) | Declaration::Broken(_) => {}
    }
}

struct Gather<'a, 'b> {
    law: Law<'a>,
    bag: &'b mut Bag,
    /// What each name has been used for, and its position among the provisions of that kind.
    kinds: HashMap<String, (&'static str, usize, Span)>,
}

/// Where a version comes from, read off its lines.
struct Origin {
    life: Life,
    instrument: Option<InstrumentId>,
    cites: Vec<String>,
    enacted: Vec<String>,
}

macro_rules! add {
    ($self:ident, $list:ident, $kind:literal, $name:expr, $text:expr, $provenance:expr) => {{
        let name: &ast::Name = $name;
        let origin = $self.origin($provenance);
        if let Some(position) = $self.position(name, $kind, $self.law.$list.len()) {
            let version = Version {
                text: Cow::Borrowed($text),
                life: origin.life,
                instrument: origin.instrument,
                cites: origin.cites,
                enacted: origin.enacted,
                name_span: name.span,
            };
            if version.life.is_never() {
                $self.bag.push(Error::NeverInForce { name: name.node.clone(), span: name.span });
            }
            match $self.law.$list.get_mut(position) {
                Some(provision) => add_version(provision, version, $self.bag),
                None => $self.law.$list.push(Provision { name: name.node.clone(), versions: vec![version] }),
            }
        }
    }};
}

impl<'a> Gather<'a, '_> {
    fn run(&mut self, written: &[&'a Declaration]) {
        for declaration in written {
            match declaration {
                Declaration::Group(it) => {
                    let lines = match &it.body {
                        ast::GroupBody::Expr(_) => Vec::new(),
                        ast::GroupBody::Lines(lines) => lines.iter().filter_map(of_group).collect(),
                    };
                    add!(self, groups, "a group", &it.name, it, lines);
                }
                Declaration::Value(it) => {
                    let lines = match &it.body {
                        ast::ValueBody::Expr(_) => Vec::new(),
                        ast::ValueBody::Lines { provenance, .. } => provenance.iter().collect(),
                    };
                    add!(self, values, "a value", &it.name, it, lines);
                }
                Declaration::Define(it) => {
                    let lines = it.lines.iter().filter_map(|(_, line)| match line {
                        ast::DefineLine::Provenance(line) => Some(line),
                        ast::DefineLine::As(_) => None,
                    });
                    add!(self, defines, "a definition", &it.name, it, lines.collect());
                }
                Declaration::Entry(it) => {
                    let lines = it.lines.iter().filter_map(|(_, line)| match line {
                        ast::EntryLine::Provenance(line) => Some(line),
                        _ => None,
                    });
                    add!(self, entries, "an entry", &it.code, it, lines.collect());
                }
                Declaration::Rule(it) => {
                    let lines = it.lines.iter().filter_map(|(_, line)| match line {
                        ast::RuleLine::Provenance(line) => Some(line),
                        _ => None,
                    });
                    add!(self, rules, "a rule", &it.name, it, lines.collect());
                }
                _ => {}
            }
        }
    }

    /// Where among the provisions of its kind a name stands; `None` if it is already something else.
    fn position(&mut self, name: &ast::Name, kind: &'static str, next: usize) -> Option<usize> {
        if let Some(id) = self.law.instrument(&name.node) {
            let first = self.law.instruments[id].name.span;
            self.bag.push(Error::DifferentKinds {
                name: name.node.clone(),
                one: kind,
                other: "an instrument",
                again: name.span,
                first,
            });
            return None;
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
                    one: kind,
                    other: earlier,
                    again: name.span,
                    first,
                });
                None
            }
        }
    }

    fn origin(&mut self, lines: Vec<&Provenance>) -> Origin {
        let mut origin = Origin { life: Life::always(), instrument: None, cites: Vec::new(), enacted: Vec::new() };
        let (mut under, mut from, mut until): (Option<&ast::Name>, Option<&ast::DateText>, Option<&ast::DateText>) =
            (None, None, None);
        for line in lines {
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
        if own.from.is_some()
            && let Some(id) = origin.instrument
        {
            // A provision's own first day replaces the instrument's: staggered effective dates go both ways.
            let mut parts = origin.life.in_force;
            if let Some(first) = parts.first_mut()
                && first.from == self.law.instruments[id].effective
            {
                first.from = own.from;
            }
            parts.retain(|part| !part.is_empty());
            origin.life.in_force = parts;
        }
        origin.life = origin.life.within(Stretch { from: own.from, until: own.until });
        origin
    }

    fn twice(&mut self, line: &'static str, again: Span, first: Span) {
        self.bag.push(Error::LineTwice { line, again, first });
    }
}

fn of_group(line: &ast::GroupLine) -> Option<&Provenance> {
    match line {
        ast::GroupLine::Provenance(line) => Some(line),
        ast::GroupLine::Members { .. } => None,
    }
}

/// Adds a version in order of its life, unless it overlaps one that is there.
fn add_version<'a, T: Clone>(provision: &mut Provision<'a, T>, version: Version<'a, T>, bag: &mut Bag) {
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

/// A dated stretch of membership or of a value, from its own two dates.
pub(crate) fn dated(from: Option<&ast::DateText>, until: Option<&ast::DateText>, bag: &mut Bag) -> Stretch {
    stretch(from, until, bag)
}

/// A date literal in a scenario or an expression.
pub(crate) fn day(text: &ast::DateText, bag: &mut Bag) -> Option<crate::value::Date> {
    date(text, bag)
}
