//! The words of messages: what a fact may be, and the ways out.

use super::Reader;
use super::fault::{Ask, Found, Whole};
use super::read::{PARTS, ranges, sets};
use crate::diagnostic::{did_you_mean, nearest};
use crate::plan::Layout;
use crate::plan::layout::{Kind, Record};
use crate::resolve::{EnumId, RecordId};
use crate::source::Span;
use crate::value::{Number, ParseUnitError, Unit};

/// As many names as are listed in full where none is near.
const MOST_LISTED: usize = 12;

pub(super) struct Words<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) layout: &'a Layout,
}

impl Words<'_> {
    /// What is expected.
    pub(super) fn kind(&self, kind: &Kind) -> String {
        match kind {
            Kind::Bool => "`true` or `false`".to_owned(),
            Kind::Number(unit) if unit.is_one() => "a number".to_owned(),
            Kind::Number(unit) => match self.layout.units.currency_of(unit) {
                Some(currency) => format!("an amount in {}", currency.name),
                None => format!("a number in {}", self.layout.units.display(unit)),
            },
            Kind::Date => "a date".to_owned(),
            Kind::Duration => "a duration".to_owned(),
            Kind::Text => "a text".to_owned(),
            Kind::Eccn => "a code of the control list".to_owned(),
            Kind::Enum(list) => format!("an alternative of `{}`", self.layout.enums[*list].name),
            Kind::Inline(record) | Kind::Reference(record) => {
                let record = &self.layout.records[*record];
                let or_key = if record.key.is_some() { "or key " } else { "" };
                format!("an object {or_key}of `{}`", record.name)
            }
            Kind::List(of) => match of.as_ref() {
                Kind::Enum(list) => format!("a list of `{}`", self.layout.enums[*list].name),
                Kind::Inline(record) | Kind::Reference(record) => {
                    format!("a list of `{}`", self.layout.records[*record].name)
                }
                _ => "a list".to_owned(),
            },
            Kind::Nothing => "nothing".to_owned(),
        }
    }

    pub(super) fn type_help(&self, kind: &Kind, found: Found) -> Option<String> {
        Some(match (kind, found) {
            (Kind::Bool, Found::Text) => "write `true` or `false`, without quotes".to_owned(),
            (Kind::Date, _) => "a date is written like \"2023-11-17\"".to_owned(),
            (Kind::Duration, _) => "a duration is written like \"25 days\"".to_owned(),
            (Kind::Text | Kind::Enum(_) | Kind::Eccn, Found::Number | Found::Truth) => "put it in quotes".to_owned(),
            (Kind::Number(_), _) => return self.number_help(kind),
            (Kind::List(_), _) => "put it in square brackets, even if it is the only one".to_owned(),
            (Kind::Inline(record) | Kind::Reference(record), Found::Text) => {
                let name = &self.layout.records[*record].name;
                format!("`{name}` has no key; give its fields, in braces")
            }
            _ => return None,
        })
    }

    /// How a number is given.
    pub(super) fn number_help(&self, kind: &Kind) -> Option<String> {
        match kind {
            Kind::Number(unit) if unit.is_one() => Some("give a bare number, such as `0.25`, or \"25%\"".to_owned()),
            Kind::Number(unit) => {
                let unit = self.layout.units.display(unit);
                Some(format!("give a bare number, which is in {unit}, or a text with a unit, such as \"25 {unit}\""))
            }
            _ => None,
        }
    }

    pub(super) fn unit_help(&self, kind: &Kind, error: &ParseUnitError, written: &str) -> Option<String> {
        if written.contains([',', '_']) {
            return Some("write the digits of a number without separators".to_owned());
        }
        let near = match error {
            ParseUnitError::Unknown { word } => did_you_mean(word, self.layout.units.names()),
            _ => None,
        };
        near.or_else(|| self.number_help(kind))
    }

    /// The limits of a field, and the way to keep them that is most often meant.
    pub(super) fn bounds(&self, ask: &Ask<'_>, written: &str) -> (String, Option<String>) {
        let one = Unit::one();
        let unit = if let Kind::Number(unit) = ask.kind { unit } else { &one };
        let quantity = |number| self.layout.units.display_quantity(number, unit);
        let limits = match ask.field.map(|field| (field.at_least, field.at_most)) {
            Some((Some(low), Some(high))) => format!("a number between {} and {}", quantity(low), quantity(high)),
            Some((Some(low), None)) => format!("at least {}", quantity(low)),
            Some((None, Some(high))) => format!("at most {}", quantity(high)),
            Some((None, None)) | None => String::new(),
        };
        let share = unit.is_one() && ask.field.is_some_and(|field| field.at_most == Some(Number::ONE));
        let percent = Number::parse_decimal(written).is_ok_and(|number| number <= Number::from_i64(100));
        let help = (share && percent).then(|| format!("write \"{written}%\" for {written} percent"));
        (limits, help)
    }

    pub(super) fn alternative_help(&self, list: EnumId, word: &str) -> Option<String> {
        let list = &self.layout.enums[list];
        let words = list.alternatives.iter().flat_map(|(name, _, code)| [Some(name.as_str()), code.as_deref()]);
        let write = |title: &str| {
            let found = list.alternatives.iter().find(|(_, own, _)| own.as_deref() == Some(title));
            found.map(|(name, ..)| format!("write `{name}`"))
        };
        let titles = list.alternatives.iter().filter_map(|(_, title, _)| title.as_deref());
        let exact = titles.clone().find(|title| title.to_lowercase() == word.to_lowercase()).and_then(write);
        exact
            .or_else(|| did_you_mean(word, words.flatten()))
            .or_else(|| nearest(word, titles).and_then(write))
            .or_else(|| listed("the alternatives are", list.alternatives.iter().map(|(name, ..)| name.as_str())))
    }

    pub(super) fn fact_help(&self, name: &str) -> Option<String> {
        did_you_mean(name, self.reader.facts.iter()).or_else(|| listed("the facts are", self.reader.facts.iter()))
    }

    /// The name of a record, and the key in an object of it.
    pub(super) fn record_and_key(&self, record: RecordId, object: &str) -> (String, String) {
        let record = &self.layout.records[record];
        let entries: serde_json::Map<String, serde_json::Value> = serde_json::from_str(object).unwrap_or_default();
        let field = record.key.and_then(|key| record.at(key)).map_or("", |field| &field.name);
        let key = entries.get(field).and_then(serde_json::Value::as_str).unwrap_or("");
        (format!("`{}`", record.name), key.to_owned())
    }
}

pub(super) fn field_help(record: &Record, name: &str) -> Option<String> {
    let names = || record.fields.iter().map(|field| field.name.as_str());
    did_you_mean(name, names()).or_else(|| listed("its fields are", names()))
}

pub(super) fn is_part(name: &str) -> bool {
    PARTS.contains(&name)
}

pub(super) fn part_help(name: &str) -> Option<String> {
    did_you_mean(name, PARTS).or_else(|| listed("the entries are", PARTS.into_iter()))
}

/// All of a few names, or the first of many, in backticks.
fn listed<'a>(lead: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    let (shown, more) = match names.len() {
        0 => return None,
        few if few <= MOST_LISTED => (few, String::new()),
        many => (3, format!(" and {} more", many - 3)),
    };
    Some(format!("{lead} {}{more}", names.get(..shown).unwrap_or(&[]).join(", ")))
}

pub(super) fn null_help(ask: &Ask<'_>) -> &'static str {
    match (ask.whole, ask.field) {
        (Some(Whole::Part), _) => "leave it out if nothing is known of it",
        (_, Some(field)) if field.kind == *ask.kind => "leave the field out if it is not known",
        (_, Some(_)) => "a list leaves out what is absent",
        (_, None) => "leave it out if it is not known",
    }
}

/// Where it is declared that a value cannot be absent: of a field, not of what is in one.
pub(super) fn not_optional(ask: &Ask<'_>) -> Option<Span> {
    let field = ask.field.filter(|field| field.kind == *ask.kind && ask.whole != Some(Whole::Part))?;
    Some(field.span)
}

/// What can be said in part.
pub(super) fn parts(kind: &Kind) -> String {
    match (ranges(kind), sets(kind)) {
        (true, _) => "`at_least`, `at_most` or both".to_owned(),
        (_, true) => "`one_of`".to_owned(),
        _ => "a value".to_owned(),
    }
}

pub(super) fn contradiction(kind: &Kind, what: &str) -> (String, Option<String>) {
    match what {
        "says nothing" => (parts(kind), Some("leave it out if nothing is known of it".to_owned())),
        "leaves no alternative" => ("one alternative or more".to_owned(), None),
        _ => ("`at_least` not above `at_most`".to_owned(), None),
    }
}

/// The advice to who gives several cases at once.
pub(super) const ONE_CASE: &str = "a text holds one case; ask about each by itself";

/// What serde says of malformed text, in the words of this house. The help is an error where there is too much text.
pub(super) fn syntax(said: &str) -> (String, Result<Option<&'static str>, &'static str>) {
    let said = said.rsplit_once(" at line ").map_or(said, |(what, _)| what);
    let (what, help) = match said {
        "recursion limit exceeded" => return ("nested too deep".to_owned(), Err("facts nest at most 128 levels deep")),
        "EOF while parsing a value" => ("the text ends where a value was expected", None),
        "EOF while parsing an object" => ("the text ends inside an object", Some("close it with `}`")),
        "EOF while parsing a list" => ("the text ends inside a list", Some("close it with `]`")),
        "EOF while parsing a string" => ("the text ends inside a text", Some("close it with `\"`")),
        "trailing comma" => ("nothing follows this comma", Some("leave it out")),
        "trailing characters" => ("something follows the case", Some(ONE_CASE)),
        "key must be a string" => ("expected a name in quotes", Some("put names of fields in double quotes")),
        "expected value" => {
            ("expected a value", Some("texts stand in double quotes; the words of JSON are `true`, `false` and `null`"))
        }
        "expected ident" => ("expected `true`, `false` or `null`", None),
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            ("a text goes over the end of its line", Some("close it with `\"`, or write a line end as `\\n`"))
        }
        "number out of range" => ("the number is too large", None),
        other => (other, None),
    };
    (what.to_owned(), Ok(help))
}
