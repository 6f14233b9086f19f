//! Where each field lies, and what a case may put there.
//!
//! A record that can hold itself, or that has a key, lies elsewhere and is referred to; any other lies inside the
//! record that holds it, so that `shipment.item.chip.tpp` is one slot at a known place.

#![allow(clippy::indexing_slicing, reason = "ids are of the law at hand, whose arenas handed them out")]

use super::slot::{Address, Slot};
use crate::check::{Type, typed};
use crate::resolve::{EnumId, FactId, RecordId, tag};
use crate::source::{Arena, Span};
use crate::value::{Number, Unit, Units};

/// The shapes of all facts.
#[derive(Debug, Default)]
pub struct Layout {
    /// Closed lists, for reading and showing alternatives.
    pub enums: Arena<Enum, tag::Enum>,
    /// Records.
    pub records: Arena<Record, tag::Record>,
    /// Root inputs.
    pub facts: Arena<Fact, tag::Fact>,
    /// Declared units, for reading and showing quantities.
    pub units: Units,
    /// How many slots the roots of a case take.
    pub size: u32,
}

/// A closed list.
#[derive(Debug)]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Name, title and code of each alternative.
    pub alternatives: Vec<(String, Option<String>, Option<String>)>,
}

impl Enum {
    /// How many 64-bit words a set of its alternatives takes.
    pub fn words(&self) -> usize {
        self.alternatives.len().div_ceil(64).max(1)
    }
}

/// A record.
#[derive(Debug)]
pub struct Record {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// The field that identifies one.
    pub key: Option<u32>,
    /// In order of declaration.
    pub fields: Vec<Field>,
    /// How many slots one takes: one that says whether it is there, then its fields.
    pub size: u32,
}

impl Record {
    /// The field of that name.
    #[inline]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field at a position.
    pub fn at(&self, position: u32) -> Option<&Field> {
        self.fields.get(usize::try_from(position).ok()?)
    }
}

/// A field of a record.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// How far it lies from the record's first slot.
    pub offset: u32,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be absent.
    pub optional: bool,
    /// What a case that leaves it out is taken to say.
    pub default: Option<typed::Expr>,
    /// Not below.
    pub at_least: Option<Number>,
    /// Not above.
    pub at_most: Option<Number>,
    /// Where it is declared.
    pub span: Span,
}

/// What a slot, or a run of slots, holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A truth value.
    Bool,
    /// A number in this unit.
    Number(Unit),
    /// A day.
    Date,
    /// A stretch of calendar time.
    Duration,
    /// Words.
    Text,
    /// A code of a control list.
    Eccn,
    /// An alternative.
    Enum(EnumId),
    /// A record in place.
    Inline(RecordId),
    /// A record elsewhere.
    Reference(RecordId),
    /// A list of what follows.
    List(Box<Kind>),
    /// Nothing a case can give: of a broken declaration.
    Nothing,
}

/// A root input.
#[derive(Debug)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Its first slot.
    pub at: Address,
    /// What it holds.
    pub kind: Kind,
    /// Where it is declared.
    pub span: Span,
}

impl Layout {
    /// Lays out everything a case can hold.
    pub fn of(law: &typed::Law) -> Self {
        let mut layout = Self { units: law.units.clone(), ..Self::default() };
        for list in &law.enums {
            let alternatives =
                list.alternatives.iter().map(|it| (it.name.clone(), it.title.clone(), it.code.clone())).collect();
            layout.enums.push(Enum { name: list.name.clone(), title: list.title.clone(), alternatives });
        }
        let inline: Vec<bool> = law.records.ids().map(|id| lies_inline(id, law)).collect();
        let kind = |ty: &Type| kind_of(ty, &inline);
        // Sizes of inline records are needed by what holds them; cycles were excluded above.
        let mut sizes: Vec<Option<u32>> = vec![None; law.records.len()];
        for id in law.records.ids() {
            size_of(id, law, &inline, &mut sizes);
        }
        for (id, record) in law.records.enumerate() {
            let mut offset = 1;
            let mut fields = Vec::new();
            for field in &record.fields {
                let kind = kind(&field.ty);
                let width = width(&kind, &sizes);
                fields.push(Field {
                    name: field.name.clone(),
                    title: field.title.clone(),
                    offset,
                    kind,
                    optional: field.optional,
                    default: field.default.clone(),
                    at_least: field.at_least,
                    at_most: field.at_most,
                    span: field.span,
                });
                offset += width;
            }
            layout.records.push(Record {
                name: record.name.clone(),
                title: record.title.clone(),
                key: record.key,
                fields,
                size: sizes.get(id.index()).copied().flatten().unwrap_or(1),
            });
        }
        for fact in &law.facts {
            let kind = kind(&fact.ty);
            let width = width(&kind, &sizes);
            layout.facts.push(Fact {
                name: fact.name.clone(),
                title: fact.title.clone(),
                at: Address(layout.size),
                kind,
                span: fact.span,
            });
            layout.size += width;
        }
        layout
    }

    /// What something of a type is held as.
    pub fn kind(&self, ty: &Type) -> Kind {
        match ty {
            Type::Record(id) if self.reference(*id) => Kind::Reference(*id),
            Type::Record(id) => Kind::Inline(*id),
            Type::List(of) => Kind::List(Box::new(self.kind(of))),
            other => kind_of(other, &[]),
        }
    }

    fn reference(&self, id: RecordId) -> bool {
        let uses = self.records.iter().flat_map(|record| &record.fields).map(|field| &field.kind);
        let facts = self.facts.iter().map(|fact| &fact.kind);
        self.records[id].key.is_some() || uses.chain(facts).any(|kind| *kind == Kind::Reference(id))
    }

    /// The root of that name.
    pub fn fact(&self, name: &str) -> Option<(FactId, &Fact)> {
        self.facts.enumerate().find(|(_, fact)| fact.name == name)
    }

    /// The name, title and code of an alternative.
    pub fn alternative(&self, id: EnumId, position: u32) -> Option<&(String, Option<String>, Option<String>)> {
        self.enums.get(id)?.alternatives.get(usize::try_from(position).ok()?)
    }

    /// Slots for a record of which nothing is known.
    pub fn unknown(size: u32) -> impl Iterator<Item = Slot> {
        (0..size).map(|_| Slot::Unknown)
    }
}

fn kind_of(ty: &Type, inline: &[bool]) -> Kind {
    match ty {
        Type::Bool => Kind::Bool,
        Type::Number(unit) => Kind::Number(*unit),
        Type::Date => Kind::Date,
        Type::Duration => Kind::Duration,
        Type::Text => Kind::Text,
        Type::Eccn => Kind::Eccn,
        Type::Enum(id) => Kind::Enum(*id),
        Type::Record(id) if inline.get(id.index()).copied().unwrap_or(false) => Kind::Inline(*id),
        Type::Record(id) => Kind::Reference(*id),
        // Members of a list of records lie elsewhere, whatever the record.
        Type::List(of) => Kind::List(Box::new(kind_of(of, inline))),
        Type::Group(_) | Type::Broken => Kind::Nothing,
    }
}

/// Whether a record can lie inside what holds it: it has no key, and cannot hold itself but through a list.
fn lies_inline(id: RecordId, law: &typed::Law) -> bool {
    if law.records[id].key.is_some() {
        return false;
    }
    let mut seen = vec![id];
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        for field in &law.records[next].fields {
            let Type::Record(inner) = field.ty else { continue };
            if inner == id {
                return false;
            }
            if law.records[inner].key.is_none() && !seen.contains(&inner) {
                seen.push(inner);
                open.push(inner);
            }
        }
    }
    true
}

fn size_of(id: RecordId, law: &typed::Law, inline: &[bool], sizes: &mut Vec<Option<u32>>) -> u32 {
    if let Some(size) = sizes.get(id.index()).copied().flatten() {
        return size;
    }
    let mut size = 1;
    for field in &law.records[id].fields {
        size += match kind_of(&field.ty, inline) {
            Kind::Inline(inner) => size_of(inner, law, inline, sizes),
            _ => 1,
        };
    }
    if let Some(slot) = sizes.get_mut(id.index()) {
        *slot = Some(size);
    }
    size
}

fn width(kind: &Kind, sizes: &[Option<u32>]) -> u32 {
    match kind {
        Kind::Inline(id) => sizes.get(id.index()).copied().flatten().unwrap_or(1),
        _ => 1,
    }
}
