//! Enums, records and facts: the types of what rules talk about.

use super::typed::{self, Enum, Fact, Field, Record};
use super::{Checker, Error, Progress, Type};
use crate::diagnostic::{did_you_mean, nearest};
use crate::resolve::{self, RecordId, TypeName};
use crate::source::{Id, Span};
use crate::syntax::ast::{self, TypeKind};

impl Checker<'_> {
    /// Declares every enum, record and fact, so that later stages find their types.
    pub(super) fn vocabulary(&mut self) {
        for it in &self.enacted.vocabulary.enums {
            let alternatives = self.alternatives(it);
            self.law.enums.push(Enum {
                name: it.name.node.clone(),
                title: Self::title(it.title.as_ref()),
                alternatives,
                span: it.name.span,
            });
        }
        let records = &self.enacted.vocabulary.records;
        for it in records {
            self.law.records.push(Record {
                name: it.name.node.clone(),
                title: Self::title(it.title.as_ref()),
                key: None,
                fields: Vec::new(),
                table: None,
                span: it.name.span,
            });
        }
        let declared = records.len();
        for (position, it) in self.enacted.vocabulary.tables.iter().enumerate() {
            let record = self.law.records.push(Record {
                name: it.name.node.clone(),
                title: Self::title(it.title.as_ref()),
                key: None,
                fields: Vec::new(),
                table: Some(Id::at(position)),
                span: it.name.span,
            });
            self.law.tables.push(typed::Table {
                name: it.name.node.clone(),
                title: Self::title(it.title.as_ref()),
                key: None,
                record,
                rows: Vec::new(),
                span: it.name.span,
            });
        }
        // Fields first without defaults and limits, which may themselves need the fields of other records.
        for (position, it) in records.iter().enumerate() {
            let record = Id::at(position);
            self.fields(record, &it.fields);
            self.law.records[record].key = self.key(record, it.key.as_ref(), false);
        }
        for (position, it) in self.enacted.vocabulary.tables.iter().enumerate() {
            let record = Id::at(declared + position);
            self.fields(record, &it.columns);
            self.cells_hold(record);
            let key = self.key(record, it.key.as_ref(), true);
            self.law.tables[Id::at(position)].key = key;
            // Rows with a text for a key may be referred to like any keyed record.
            let text = key.and_then(|key| self.law.records[record].at(key)).is_some_and(|it| it.ty == Type::Text);
            self.law.records[record].key = key.filter(|_| text);
        }
        for position in 0..records.len() {
            self.ends(Id::at(position));
        }
        for it in &self.enacted.vocabulary.facts {
            let (ty, _) = self.ty(&it.ty);
            self.law.facts.push(Fact {
                name: it.name.node.clone(),
                title: Self::title(it.title.as_ref()),
                ty,
                span: it.name.span,
            });
        }
        self.defines = vec![Progress::Waiting; self.enacted.defines.len()];
    }

    fn alternatives(&mut self, written: &ast::Enum) -> Vec<typed::Alternative> {
        let mut made: Vec<typed::Alternative> = Vec::new();
        let mut seen: std::collections::HashMap<&str, Span> = std::collections::HashMap::new();
        for one in &written.alternatives {
            let words = [Some(&one.name), one.code.as_ref()];
            for word in words.into_iter().flatten() {
                if let Some(first) = seen.insert(&word.node, word.span)
                    && first != word.span
                {
                    let name = word.node.clone();
                    self.bag.push(resolve::Error::DeclaredTwice { name, again: word.span, first });
                }
            }
            made.push(typed::Alternative {
                name: one.name.node.clone(),
                title: Self::title(one.title.as_ref()),
                code: Self::title(one.code.as_ref()),
            });
        }
        made
    }

    fn fields(&mut self, id: RecordId, written: &[ast::Field]) {
        let mut fields: Vec<Field> = Vec::new();
        for it in written {
            if let Some(first) = fields.iter().find(|field| field.name == it.name.node) {
                let (name, first) = (it.name.node.clone(), first.span);
                self.bag.push(resolve::Error::DeclaredTwice { name, again: it.name.span, first });
                continue;
            }
            let (ty, optional) = self.ty(&it.ty);
            if matches!(ty, Type::Group(_)) {
                self.report(Error::BadRecord {
                    noun: "field",
                    name: it.name.node.clone(),
                    what: "cannot hold a group".to_owned(),
                    span: it.ty.span,
                    help: "a case holds values; use `list of T`".to_owned(),
                });
            }
            fields.push(Field {
                name: it.name.node.clone(),
                title: Self::title(it.title.as_ref()),
                ty,
                optional,
                default: None,
                at_least: None,
                at_most: None,
                span: it.name.span,
                ty_span: it.ty.span,
            });
        }
        self.law.records[id].fields = fields;
    }

    /// A cell of a table holds one value.
    fn cells_hold(&mut self, id: RecordId) {
        for field in self.law.records[id].fields.clone() {
            let what = match field.ty {
                Type::Record(_) => "would hold a record, and a cell holds one value",
                Type::List(_) => "would hold a list, and a cell holds one value",
                _ => continue,
            };
            self.report(Error::BadRecord {
                noun: "column",
                name: field.name,
                what: what.to_owned(),
                span: field.ty_span,
                help: "give it a column for each value, or a table of its own that names the key of this one"
                    .to_owned(),
            });
        }
    }

    /// The field that is the key. Rows of a table may also be told apart by a code or an alternative.
    fn key(&mut self, id: RecordId, key: Option<&ast::Name>, row: bool) -> Option<u32> {
        let key = key?;
        let record = &self.law.records[id];
        let found = record.field(&key.node).filter(|(_, field)| {
            let suits = match field.ty {
                Type::Text => true,
                Type::Enum(_) | Type::Eccn => row,
                _ => false,
            };
            suits && !field.optional
        });
        if let Some((position, _)) = found {
            return Some(position);
        }
        let name = record.name.clone();
        let kind = if row { "field that is a text, a code or an alternative" } else { "text field" };
        let what = format!("has no {kind} `{}` that could be its key", key.node);
        let others = record.fields.iter().map(|field| field.name.as_str()).filter(|name| *name != key.node);
        let help = did_you_mean(&key.node, others).unwrap_or_else(|| format!("declare `{} : Text`", key.node));
        self.report(Error::BadRecord { noun: "record", name, what, span: key.span, help });
        None
    }

    /// Limits of numbers, and defaults, which must keep the limits of their own field and of those they fill.
    pub(super) fn limits(&mut self) {
        let vocabulary = &self.enacted.vocabulary;
        let records = vocabulary.records.iter().map(|it| &it.fields);
        let written: Vec<&Vec<ast::Field>> = records.chain(vocabulary.tables.iter().map(|it| &it.columns)).collect();
        for (position, fields) in written.iter().enumerate() {
            self.limits_of(Id::at(position), fields);
        }
        for (position, fields) in written.iter().enumerate() {
            self.defaults_of(Id::at(position), fields);
        }
    }

    fn defaults_of(&mut self, id: RecordId, written: &[ast::Field]) {
        for it in written {
            let Some(default) = &it.default else { continue };
            let Some((position, field)) = self.law.records[id].field(&it.name.node) else { continue };
            let field = field.clone();
            let made = if matches!(default.kind, ast::ExprKind::Absent) && field.optional {
                typed::Expr { ty: field.ty.clone(), span: default.span, kind: typed::ExprKind::Absent }
            } else {
                self.settled_in(&field, default)
            };
            let slot = usize::try_from(position).unwrap_or(usize::MAX);
            if let Some(field) = self.law.records[id].fields.get_mut(slot) {
                field.default = Some(made);
            }
        }
    }

    fn limits_of(&mut self, id: RecordId, written: &[ast::Field]) {
        for it in written {
            let Some((position, field)) = self.law.records[id].field(&it.name.node) else { continue };
            let (ty, at) = (field.ty.clone(), field.ty_span);
            // The limits of a list are those of its members.
            let ty = match ty {
                Type::List(of) => *of,
                ty => ty,
            };
            let bounds = bounds(&it.ty);
            let mut limit = |side: Option<&ast::Expr>| {
                let found = self.settled(side?, &ty, Some(at));
                match found.kind {
                    typed::ExprKind::Number(number) => Some(number),
                    _ => None,
                }
            };
            let at_least = limit(bounds.and_then(|it| it.at_least.as_deref()));
            let at_most = limit(bounds.and_then(|it| it.at_most.as_deref()));
            if let (Some(low), Some(high)) = (at_least, at_most)
                && high < low
            {
                self.report(Error::BadRecord {
                    noun: "field",
                    name: it.name.node.clone(),
                    what: "has limits that leave nothing between them".to_owned(),
                    span: it.ty.span,
                    help: "the lower limit stands first".to_owned(),
                });
            }
            let slot = usize::try_from(position).unwrap_or(usize::MAX);
            if let Some(field) = self.law.records[id].fields.get_mut(slot) {
                field.at_least = at_least;
                field.at_most = at_most;
            }
        }
    }

    /// A record that always holds another of itself would never end.
    fn ends(&mut self, id: RecordId) {
        let mut open = vec![id];
        let mut seen = vec![id];
        while let Some(next) = open.pop() {
            for field in &self.law.records[next].fields {
                let Type::Record(inner) = field.ty else { continue };
                let keyed = self.law.records[inner].key.is_some();
                if field.optional || keyed {
                    continue;
                }
                if inner == id {
                    let error = Error::BadRecord {
                        noun: "record",
                        name: self.law.records[id].name.clone(),
                        what: "always holds another of itself, without end".to_owned(),
                        span: field.span,
                        help: "make the field `optional`, or give the record a `key`".to_owned(),
                    };
                    self.report(error);
                    return;
                }
                if !seen.contains(&inner) {
                    seen.push(inner);
                    open.push(inner);
                }
            }
        }
    }

    /// A type as written, and whether it is optional.
    pub(super) fn ty(&mut self, written: &ast::Type) -> (Type, bool) {
        match &written.kind {
            TypeKind::Optional(inner) => {
                let (ty, twice) = self.ty(inner);
                if twice {
                    self.report(Error::BadRecord {
                        noun: "type",
                        name: "optional".to_owned(),
                        what: "stands twice".to_owned(),
                        span: inner.span,
                        help: "once is enough: what is absent is not there".to_owned(),
                    });
                }
                (ty, true)
            }
            TypeKind::List(of) => (Type::List(Box::new(self.inner_ty(of))), false),
            TypeKind::Group(of) => {
                let member = self.inner_ty(of);
                (Type::Group(Box::new(self.member_ty(member, of.span))), false)
            }
            TypeKind::Row(name) => (self.row_ty(name), false),
            TypeKind::Number { money, unit, .. } => (self.number_ty(*money, unit.as_ref(), written.span), false),
            TypeKind::Named(name) => (self.named_ty(name, written.span), false),
        }
    }

    fn inner_ty(&mut self, written: &ast::Type) -> Type {
        let (ty, optional) = self.ty(written);
        if optional {
            self.report(Error::BadRecord {
                noun: "type",
                name: "optional".to_owned(),
                what: "stands inside a list or group".to_owned(),
                span: written.span,
                help: "a list leaves out what is absent; `optional` is for fields".to_owned(),
            });
        }
        ty
    }

    /// What the members of a group are: something of which one is told from another at sight.
    pub(super) fn member_ty(&mut self, ty: Type, span: Span) -> Type {
        let keyed = |id: &RecordId| self.law.records.get(*id).is_some_and(|it| it.key.is_some());
        let why = match &ty {
            Type::Bool => "holds truth values, of which there are two",
            Type::Duration => "holds durations: days and months have no common measure",
            Type::List(_) | Type::Group(_) => "holds what holds others",
            Type::Record(id) if !keyed(id) => "holds records without a key, which nothing tells apart",
            _ => return ty,
        };
        self.report(Error::BadRecord {
            noun: "type",
            name: "group".to_owned(),
            what: why.to_owned(),
            span,
            help: "a group is of an enum, texts, codes, numbers, dates, or records with a key; test others one by one"
                .to_owned(),
        });
        Type::Broken
    }

    fn row_ty(&mut self, name: &ast::Name) -> Type {
        if let Some(resolve::Term::Table(id)) = self.names.term(&name.node) {
            return self.law.tables.get(id).map_or(Type::Broken, |it| Type::Record(it.record));
        }
        let tables = self.names.terms_where(|term| matches!(term, resolve::Term::Table(_)));
        let help = self
            .names
            .advice(&name.node, tables)
            .or_else(|| Some(format!("declare it, or import the file that does: `table {}`", name.node)));
        self.bag.push(resolve::Error::Unknown { kind: "table", name: name.node.clone(), span: name.span, help });
        Type::Broken
    }

    fn number_ty(&mut self, money: bool, unit: Option<&ast::UnitExpr>, span: Span) -> Type {
        let Some(unit) = unit else {
            if money {
                self.report(Error::BadRecord {
                    noun: "type",
                    name: "Money".to_owned(),
                    what: "does not say in which currency".to_owned(),
                    span,
                    help: "write `Money in USD`: sums in different currencies cannot be added or compared".to_owned(),
                });
                return Type::Broken;
            }
            return Type::plain_number();
        };
        let Some(found) = self.unit(unit) else { return Type::Broken };
        if money && self.law.units.currency_of(&found).is_none() {
            self.report(Error::BadRecord {
                noun: "type",
                name: "Money".to_owned(),
                what: "is measured in something that is no currency".to_owned(),
                span: unit.span,
                help: "a currency is declared `unit USD` with a line `currency` under it".to_owned(),
            });
        }
        Type::Number(found)
    }

    fn named_ty(&mut self, name: &str, span: Span) -> Type {
        match name {
            "Bool" => Type::Bool,
            "Number" => Type::plain_number(),
            "Date" => Type::Date,
            "Duration" => Type::Duration,
            "Text" => Type::Text,
            "Eccn" => Type::Eccn,
            _ => match self.names.types.get(name) {
                Some((TypeName::Enum(id), _)) => Type::Enum(*id),
                Some((TypeName::Record(id), _)) => Type::Record(*id),
                None if name == "optional" => {
                    self.report(Error::BadRecord {
                        noun: "type",
                        name: name.to_owned(),
                        what: "is not whole: the type behind it is missing".to_owned(),
                        span,
                        help: "write it: `optional Bool`".to_owned(),
                    });
                    Type::Broken
                }
                None => {
                    let mut known = vec!["Bool", "Number", "Money", "Date", "Duration", "Text", "Eccn"];
                    let mut declared: Vec<&str> = self.names.types.keys().map(String::as_str).collect();
                    declared.sort_unstable();
                    known.extend(declared);
                    let foreign = || nearest(name, FOREIGN.iter().map(|(word, _)| *word));
                    let help = match FOREIGN.iter().find(|(word, _)| word.eq_ignore_ascii_case(name)) {
                        Some((_, write)) => Some(format!("write `{write}`")),
                        None => self
                            .names
                            .advice(name, known)
                            .or_else(|| {
                                FOREIGN.iter().find(|it| Some(it.0) == foreign()).map(|it| format!("write `{}`", it.1))
                            })
                            .or_else(|| Some(format!("declare it: `record {name}` or `enum {name}`"))),
                    };
                    self.bag.push(resolve::Error::Unknown { kind: "type", name: name.to_owned(), span, help });
                    Type::Broken
                }
            },
        }
    }
}

/// Types by the names that they have elsewhere, and how they are written here.
const FOREIGN: [(&str, &str); 14] = [
    ("String", "Text"),
    ("Str", "Text"),
    ("Boolean", "Bool"),
    ("Integer", "Number"),
    ("Int", "Number"),
    ("Float", "Number"),
    ("Decimal", "Number"),
    ("Percent", "Number between 0% and 100%"),
    ("Percentage", "Number between 0% and 100%"),
    ("DateTime", "Date"),
    ("Day", "Date"),
    ("Currency", "Money in USD"),
    ("Amount", "Money in USD"),
    ("Code", "Eccn"),
];

/// The limits written in a type, through `optional` and `list of`.
fn bounds(written: &ast::Type) -> Option<&ast::Bounds> {
    match &written.kind {
        TypeKind::Number { bounds, .. } => Some(bounds),
        TypeKind::Optional(inner) | TypeKind::List(inner) => bounds(inner),
        _ => None,
    }
}
