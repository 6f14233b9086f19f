//! Ids get types and units, and every doubt about the text dies here.
//!
//! In: the enacted law and its names. Out: [`typed::Law`]. After this room only facts can be missing.

mod calls;
pub(crate) mod circles;
mod collections;
mod columns;
mod constants;
mod error;
mod expressions;
mod faults;
mod fold;
mod later;
mod margins;
mod members;
mod operators;
mod partial;
mod provisions;
mod recursion;
mod rules;
mod scenarios;
mod scope;
mod sheets;
mod table_changes;
mod tables;
pub mod typed;
mod types;
mod unit_names;
mod units;
mod vocabulary;

pub use error::Error;
pub use later::{Later, later};
pub use sheets::csv_lines;
pub use types::Type;

use crate::diagnostic::Bag;
use crate::enact;
use crate::resolve::{Names, TypeName};
use crate::source::{Source, Span};
use crate::syntax::ast;
use crate::value::Number;
use std::collections::HashMap;
use typed::{Expr, ExprKind};

/// The texts of the CSV files that tables are loaded from, by the place of the `from "…"` that names them.
pub type CsvTexts<'a> = HashMap<Span, &'a Source>;

/// Gives types and units to everything. Whatever is wrong goes into the bag; what could not be checked is
/// [`ExprKind::Broken`] and accepted in silence from there on.
pub fn check(enacted: &enact::Law<'_>, names: &Names, csv: &CsvTexts<'_>, bag: &mut Bag) -> typed::Law {
    let law = typed::Law {
        standpoint: enacted.standpoint.clone(),
        instruments: enacted.instruments.clone(),
        amendments: enacted.amendments.clone(),
        repeals: enacted.repeals.clone(),
        unenforced: enacted.unenforced.clone(),
        ..typed::Law::default()
    };
    let mut checker = Checker::new(enacted, names, csv, law, bag);
    checker.units();
    checker.vocabulary();
    checker.signatures();
    checker.values();
    checker.groups();
    checker.constant_circles();
    checker.limits();
    checker.tables();
    checker.definitions();
    checker.entries();
    checker.recursion();
    checker.rules();
    checker.savings();
    checker.facts_roles();
    checker.unworkable();
    checker.scenarios();
    checker.law
}

/// The state of the pass.
struct Checker<'a> {
    enacted: &'a enact::Law<'a>,
    names: &'a Names,
    csv: &'a CsvTexts<'a>,
    law: typed::Law,
    /// The enum that two capital letters mean.
    country: Option<crate::resolve::EnumId>,
    /// The record that entries classify if they do not say.
    item: Option<crate::resolve::RecordId>,
    /// Entries of which it is not known what they cover: their message is given.
    subjectless: Vec<crate::resolve::EntryId>,
    /// How far each definition has come.
    defines: Vec<Progress>,
    /// The definition whose body is being checked.
    defining: Option<crate::resolve::DefineId>,
    /// Where that definition was taken to give a truth value, because it refers to itself and does not say what it gives.
    assumed: Option<Span>,
    /// How many definitions are being checked because one uses another.
    depth: usize,
    /// The percentages that the law writes, with their words.
    percentages: HashMap<Span, String>,
    bag: &'a mut Bag,
}

/// How far the body of a definition has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Not looked at.
    Waiting,
    /// Being checked: a use of it now is a recursion.
    Started,
    /// Checked.
    Done,
}

impl<'a> Checker<'a> {
    fn new(
        enacted: &'a enact::Law<'a>,
        names: &'a Names,
        csv: &'a CsvTexts<'a>,
        law: typed::Law,
        bag: &'a mut Bag,
    ) -> Self {
        let country = match names.types.get("Country") {
            Some((TypeName::Enum(id), _)) => Some(*id),
            _ => None,
        };
        let item = match names.types.get("Item") {
            Some((TypeName::Record(id), _)) => Some(*id),
            _ => None,
        };
        Self {
            enacted,
            names,
            csv,
            law,
            country,
            item,
            subjectless: Vec::new(),
            defines: Vec::new(),
            defining: None,
            assumed: None,
            depth: 0,
            percentages: HashMap::new(),
            bag,
        }
    }
}

impl Checker<'_> {
    fn report(&mut self, error: Error) {
        self.bag.push(error);
    }

    /// An expression of this type, or a mismatch and a broken one.
    fn expect(&mut self, expr: Expr, wanted: &Type, because: Option<Span>) -> Expr {
        if expr.ty == *wanted || matches!(expr.ty, Type::Broken) || matches!(wanted, Type::Broken) {
            return expr;
        }
        if matches!(expr.kind, ExprKind::Absent | ExprKind::Unknown) {
            return Expr { ty: wanted.clone(), ..expr };
        }
        if expr.ty.fits(wanted) {
            return self.convert(expr, wanted);
        }
        let plain = Type::plain_number();
        if let (Type::Number(_), ExprKind::Number(number)) = (wanted, &expr.kind)
            && expr.ty == plain
        {
            self.no_unit(*number, wanted, expr.span, because);
            return Expr { ty: Type::Broken, span: expr.span, kind: ExprKind::Broken };
        }
        let error = Error::Mismatch {
            expected: wanted.describe(&self.law),
            found: expr.ty.describe(&self.law),
            span: expr.span,
            found_because: self.origin(&expr),
            expected_because: because,
            help: Some(self.mismatch_help(&expr, wanted)),
        };
        self.report(error);
        Expr { ty: Type::Broken, span: expr.span, kind: ExprKind::Broken }
    }

    /// Reports a number without a unit, or a percentage, where a quantity is wanted.
    fn no_unit(&mut self, number: Number, wanted: &Type, span: Span, because: Option<Span>) {
        let expected = wanted.describe(&self.law);
        let unit = self.unit_words(wanted);
        let (found, help) = match self.percentages.get(&span) {
            Some(text) => {
                let sum = text.trim_end_matches('%').trim();
                ("a percentage", format!("say of what: `{text} of …`; or write the unit: `{sum} {unit}`"))
            }
            None => {
                let number = number.display_grouped().replace(',', "_");
                ("a number without a unit", format!("write the unit: `{number} {unit}`"))
            }
        };
        self.report(Error::NoUnit { expected, found, help, span, because });
    }

    fn unit_words(&self, ty: &Type) -> String {
        match ty {
            Type::Number(unit) => self.law.units.display(unit),
            _ => String::new(),
        }
    }

    fn mismatch_help(&self, expr: &Expr, wanted: &Type) -> String {
        match (&expr.ty, wanted) {
            (Type::Number(_), Type::Number(_)) => {
                "the two measure different things; look at the units on both sides".to_owned()
            }
            (Type::Enum(_), Type::Bool) => "test an alternative: `… is NAME`".to_owned(),
            (Type::Text, Type::Date) => "a date is written without quotes: `2023-11-17`".to_owned(),
            (Type::Text, Type::Enum(_)) => "an alternative is written without quotes".to_owned(),
            (Type::Record(id), Type::Text) if self.law.records.get(*id).is_some_and(|it| it.key.is_some()) => {
                "compare its key field".to_owned()
            }
            (_, Type::Enum(id)) => self.alternatives_in_words(*id),
            (Type::Number(_), Type::Bool) => "compare it with something: `… >= 5`".to_owned(),
            (_, Type::Bool) => "a condition is a comparison, a test, or a fact that is true or false".to_owned(),
            (_, Type::Date) => "a date is written `2023-11-17`".to_owned(),
            (_, Type::Duration) => "a duration is written `25 days`, `3 months` or `1 year`".to_owned(),
            (_, Type::Text) => "a text stands in quotes".to_owned(),
            (Type::Text, Type::Number(_)) => "a number is written without quotes".to_owned(),
            (_, Type::Eccn) => "a code is written `3A090.a`, without quotes".to_owned(),
            (_, Type::List(_) | Type::Group(_)) => "a list is written in brackets: `[a, b]`".to_owned(),
            (Type::List(_), _) => "go through its members: `any x in …`, `sum of … for x in …`".to_owned(),
            (Type::Record(_), _) => "take a field of it".to_owned(),
            _ => "both must be of one kind; look at where each comes from".to_owned(),
        }
    }

    /// What can be written where a value of an enum is wanted.
    fn alternatives_in_words(&self, id: crate::resolve::EnumId) -> String {
        let Some(list) = self.law.enums.get(id) else { return String::new() };
        let names: Vec<&str> = list.alternatives.iter().map(|one| one.name.as_str()).collect();
        match names.as_slice() {
            [] => format!("`{}` has no alternatives", list.name),
            all if all.len() <= 12 => format!("write one of {}", all.join(", ")),
            [first, second, ..] => format!("write one of its alternatives, such as {first} or {second}"),
            [one] => format!("write {one}"),
        }
    }

    /// The line that an expression has its type from, if it is another line.
    fn origin(&self, expr: &Expr) -> Option<Span> {
        match &expr.kind {
            ExprKind::Field { base, field } => {
                let Type::Record(id) = base.ty else { return None };
                self.law.records.get(id)?.at(*field).map(|field| field.ty_span)
            }
            ExprKind::Value(id) => self.law.values.get(*id).map(|it| it.span),
            ExprKind::Call { define, .. } => self.law.defines.get(*define).map(|it| it.span),
            ExprKind::Fact(id) => self.law.facts.get(*id).map(|it| it.span),
            ExprKind::Group(id) => self.law.groups.get(*id).map(|it| it.span),
            ExprKind::Convert(_, inner) | ExprKind::Negate(inner) => self.origin(inner),
            ExprKind::Arithmetic(_, left, right) => self.origin(left).or_else(|| self.origin(right)),
            ExprKind::Aggregated { each: Some(each), .. } => self.origin(each),
            _ => None,
        }
    }

    /// A type as written, without its `optional`.
    fn broken(span: Span) -> Expr {
        Expr { ty: Type::Broken, span, kind: ExprKind::Broken }
    }

    /// Text with its quotes removed, as an optional title.
    fn title(text: Option<&ast::Text>) -> Option<String> {
        text.map(|text| text.node.clone())
    }
}
