//! Every declared name, what it is and which.

use super::{DefineId, EntryId, EnumId, Error, FactId, GroupId, RecordId, RuleId, TableId, ValueId};
use crate::diagnostic::{Bag, did_you_mean};
use crate::enact;
use crate::source::{Id, Span};
use crate::syntax::ast;
use crate::value::Eccn;
use std::collections::{BTreeMap, HashMap};

/// What a type name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeName {
    /// A closed list.
    Enum(EnumId),
    /// A record.
    Record(RecordId),
}

/// What any other name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// A root input.
    Fact(FactId),
    /// A group.
    Group(GroupId),
    /// A table.
    Table(TableId),
    /// A named constant.
    Value(ValueId),
    /// A definition.
    Define(DefineId),
    /// A rule or exception.
    Rule(RuleId),
    /// An instrument.
    Instrument(enact::InstrumentId),
}

impl Term {
    /// The kind, with its article, for messages.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Fact(_) => "a fact",
            Self::Group(_) => "a group",
            Self::Table(_) => "a table",
            Self::Value(_) => "a value",
            Self::Define(_) => "a definition",
            Self::Rule(_) => "a rule",
            Self::Instrument(_) => "an instrument",
        }
    }
}

/// What the standard library declares, with the imports that bring it.
#[derive(Debug, Default)]
pub struct Elsewhere {
    /// Every name but those of units, which stand apart from all others.
    pub names: HashMap<String, String>,
    /// Units by their symbols.
    pub units: BTreeMap<String, String>,
    /// The titles of units with their symbols, in order of declaration.
    pub unit_titles: Vec<(String, String)>,
}

/// Every declared name.
#[derive(Debug, Default)]
pub struct Names {
    /// Enums and records.
    pub types: HashMap<String, (TypeName, Span)>,
    /// Everything that can be named in an expression, and rules and instruments.
    pub terms: HashMap<String, (Term, Span)>,
    /// Entries by code; what is under a code follows it directly.
    pub entries: BTreeMap<Eccn, EntryId>,
    /// Names that the law does not declare and the standard library does, with the import that brings them.
    pub elsewhere: Elsewhere,
    /// In order of declaration, for suggestions that do not depend on hashing.
    order: Vec<String>,
}

impl Names {
    /// What a name stands for in expressions.
    pub fn term(&self, name: &str) -> Option<Term> {
        self.terms.get(name).map(|(term, _)| *term)
    }

    /// The advice for a name that nobody declared: the import that brings it, or the nearest of those that could be
    /// meant.
    pub fn advice<'a>(&self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
        match self.elsewhere.names.get(name) {
            Some(file) => Some(format!("`{name}` comes with `import {file}`")),
            None => did_you_mean(name, known),
        }
    }

    /// Names of terms that satisfy `wanted`, in order of declaration.
    pub fn terms_where<'a>(&'a self, wanted: impl Fn(Term) -> bool + 'a) -> impl Iterator<Item = &'a str> {
        self.order.iter().filter(move |name| self.term(name).is_some_and(&wanted)).map(String::as_str)
    }

    /// The rule of that name; reports a name that is no rule.
    pub fn rule(&self, name: &ast::Name, bag: &mut Bag) -> Option<RuleId> {
        match self.terms.get(&name.node) {
            Some((Term::Rule(id), _)) => Some(*id),
            Some((other, declared)) => {
                bag.push(Error::WrongKind {
                    name: name.node.clone(),
                    found: other.kind(),
                    expected: "a rule",
                    span: name.span,
                    declared: *declared,
                });
                None
            }
            None => {
                let help = did_you_mean(&name.node, self.terms_where(|term| matches!(term, Term::Rule(_))))
                    .or_else(|| Some(format!("declare it, or import the file that does: `rule {}`", name.node)));
                bag.push(Error::Unknown { kind: "rule", name: name.node.clone(), span: name.span, help });
                None
            }
        }
    }

    /// Whether any entry is at, under or above a code.
    pub fn entries_under<'a>(&'a self, code: &'a Eccn) -> impl Iterator<Item = (&'a Eccn, EntryId)> {
        self.entries.iter().filter(move |(entry, _)| entry.is_under(code)).map(|(entry, id)| (entry, *id))
    }

    fn add_type(&mut self, name: &ast::Name, what: TypeName, bag: &mut Bag) {
        if let Some((_, first)) = self.types.get(&name.node) {
            bag.push(Error::DeclaredTwice { name: name.node.clone(), again: name.span, first: *first });
        } else {
            self.types.insert(name.node.clone(), (what, name.span));
        }
    }

    fn add_term(&mut self, name: &str, span: Span, what: Term, bag: &mut Bag) {
        if let Some((_, first)) = self.terms.get(name) {
            bag.push(Error::DeclaredTwice { name: name.to_owned(), again: span, first: *first });
        } else {
            self.terms.insert(name.to_owned(), (what, span));
            self.order.push(name.to_owned());
        }
    }
}

/// Gathers every declared name. Ids are positions in the enacted law.
pub fn resolve(law: &enact::Law<'_>, bag: &mut Bag) -> Names {
    let mut names = Names::default();
    let vocabulary = &law.vocabulary;
    for (position, it) in vocabulary.enums.iter().enumerate() {
        names.add_type(&it.name, TypeName::Enum(Id::at(position)), bag);
    }
    for (position, it) in vocabulary.records.iter().enumerate() {
        names.add_type(&it.name, TypeName::Record(Id::at(position)), bag);
    }
    for (position, it) in vocabulary.facts.iter().enumerate() {
        names.add_term(&it.name.node, it.name.span, Term::Fact(Id::at(position)), bag);
    }
    for (position, it) in vocabulary.tables.iter().enumerate() {
        names.add_term(&it.name.node, it.name.span, Term::Table(Id::at(position)), bag);
    }
    macro_rules! provisions {
        ($list:ident, $term:ident) => {
            for (position, it) in law.$list.iter().enumerate() {
                if let Some(first) = it.versions.first() {
                    names.add_term(&it.name, first.name_span, Term::$term(Id::at(position)), bag);
                }
            }
        };
    }
    provisions!(groups, Group);
    provisions!(values, Value);
    provisions!(defines, Define);
    provisions!(rules, Rule);
    for (id, it) in law.instruments.enumerate() {
        names.add_term(&it.name.node, it.name.span, Term::Instrument(id), bag);
    }
    for (position, it) in law.entries.iter().enumerate() {
        let Some(first) = it.versions.first() else { continue };
        match Eccn::parse(&it.name) {
            Ok(code) => {
                names.entries.insert(code, Id::at(position));
            }
            Err(fault) => bag.push(Error::bad_code(&it.name, first.name_span, fault)),
        }
    }
    names
}
