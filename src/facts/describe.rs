//! The words of messages: what a fact may be, and the ways out.

use super::Reader;
use super::fault::{Ask, Found, Whole};
use super::read::{PARTS, ranges, sets};
use crate::diagnostic::{did_you_mean, nearest};
use crate::plan::Layout;
use crate::plan::layout::{Kind, Record};
use crate::resolve::{EnumId, RecordId};
use crate::source::Span;
use crate::value::{Number, ParseUnitError, Unit, UnitNames, Units};
use std::collections::BTreeMap;

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

    /// How a value of this kind is given, where another was found, written so.
    pub(super) fn type_help(&self, kind: &Kind, found: Found, written: &str) -> Option<String> {
        Some(match (kind, found) {
            (Kind::Enum(list), Found::Number | Found::Truth) if self.has_alternative(*list, written) => {
                format!("put it in quotes: \"{written}\"")
            }
            (Kind::Enum(list), Found::Number | Found::Truth) => return self.alternatives(*list),
            (Kind::Enum(_) | Kind::Text | Kind::Eccn, Found::List) => {
                "give one; what may be one of several is written {\"one_of\": […]}".to_owned()
            }
            (Kind::Bool, Found::Text) => "write `true` or `false`, without quotes".to_owned(),
            (Kind::Date, _) => "a date is written like \"2023-11-17\"".to_owned(),
            (Kind::Duration, _) => "a duration is written like \"25 days\"".to_owned(),
            (Kind::Text | Kind::Eccn, Found::Number | Found::Truth) => "put it in quotes".to_owned(),
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
            ParseUnitError::Unknown { word } => {
                let units = &self.layout.units;
                // Nobody who writes `Gbps` of a rate means `GBP`.
                let with = |name: &str| written.replacen(word.as_str(), name, 1);
                let fits = |name: &&str| match (kind, units.parse_quantity(&with(name))) {
                    (Kind::Number(asked), Ok((_, Some(unit)))) => unit.agrees_with(asked),
                    _ => false,
                };
                let spelled = |name: &str| fits(&name).then(|| Units::unit_of(&with(name)).to_owned());
                let (imports, titles) = (&BTreeMap::new(), &[]);
                let names = UnitNames { declared: units, imports, titles, spelled: &spelled };
                let meant = names.bits_or_bytes(word).or_else(|| names.respelled(word));
                let near = || nearest(word, units.names().filter(fits)).and_then(|name| names.meant(name, ""));
                meant.or_else(near)
            }
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

    fn alternatives(&self, list: EnumId) -> Option<String> {
        let names = self.layout.enums[list].alternatives.iter().map(|(name, ..)| name.as_str());
        listed("put one of its alternatives in quotes:", names)
    }

    fn has_alternative(&self, list: EnumId, word: &str) -> bool {
        let mut all = self.layout.enums[list].alternatives.iter();
        all.any(|(name, _, code)| name == word || code.as_deref() == Some(word))
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
pub(super) const ONE_CASE: &str = "a text holds one case, an object; ask about each by itself";

/// The advice to who gives a number that has no room.
pub(super) const ROOM: &str =
    "there is room for 38 digits, before and after the point together; round it to what is known";

const COMMENT: &str = "JSON has no comments; leave it out";
const NO_COMMAS: &str = "write the digits of a number without separators";

/// What serde says of malformed text, in the words of this house, and the way out. The help is an error where there is too
/// much text.
pub(super) fn syntax(said: &str, rest: &str) -> (String, Result<Option<&'static str>, &'static str>) {
    let said = said.rsplit_once(" at line ").map_or(said, |(what, _)| what);
    let comment = ["//", "/*", "#"].iter().any(|sign| rest.starts_with(sign)).then_some(COMMENT);
    let (what, help) = match said {
        "recursion limit exceeded" => return ("nested too deep".to_owned(), Err("facts nest at most 128 levels deep")),
        "EOF while parsing a value" => {
            ("the text ends where a value was expected", Some("give one, or leave the entry out"))
        }
        "EOF while parsing an object" => ("the text ends inside an object", Some("close it with `}`")),
        "EOF while parsing a list" => ("the text ends inside a list", Some("close it with `]`")),
        "EOF while parsing a string" => ("the text ends inside a text", Some("close it with `\"`")),
        "trailing comma" => ("nothing follows this comma", Some("leave it out")),
        "trailing characters" => ("something follows the case", comment.or(Some(ONE_CASE))),
        "key must be a string" if rest.starts_with(|it: char| it.is_ascii_digit()) => {
            ("expected a name in quotes", Some(NO_COMMAS))
        }
        "key must be a string" => {
            ("expected a name in quotes", comment.or(Some("put names of fields in double quotes")))
        }
        "expected value" => ("expected a value", comment.or(Some(value_help(rest)))),
        "expected ident" => ("expected `true`, `false` or `null`", Some("write the word out, in small letters")),
        "expected `,` or `}`" | "expected `,` or `]`" => (said, comment.or_else(|| comma_help(rest))),
        "expected `:`" => (said, Some("a name and its value stand apart by a colon")),
        "invalid number" => {
            ("invalid number", Some("a number is written like `12`, `0.5` or `1e3`, with no zero in front"))
        }
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            ("a text goes over the end of its line", Some("close it with `\"`, or write a line end as `\\n`"))
        }
        "number out of range" => ("the number is too large", Some(ROOM)),
        other => (other, None),
    };
    (what.to_owned(), Ok(help))
}

/// What stands where a value was expected, if it is what others write.
fn value_help(rest: &str) -> &'static str {
    let word = rest.split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or("").to_lowercase();
    match word.as_str() {
        "true" => "write `true`, in small letters",
        "false" => "write `false`, in small letters",
        "nan" | "infinity" | "inf" | "undefined" | "unknown" => "leave out what is not known",
        "none" | "nil" | "null" => "write `null` for what is known to be absent; leave out what is not known",
        _ if rest.starts_with('\'') => "texts stand in double quotes",
        _ if rest.starts_with(['.', '+']) => "a number begins with a digit or a minus sign, as `0.5`",
        _ if rest.starts_with(['}', ',', ']']) => "give one, or leave the entry out",
        _ => "texts stand in double quotes; the words of JSON are `true`, `false` and `null`",
    }
}

/// What stands behind a value, if it is what others write.
fn comma_help(rest: &str) -> Option<&'static str> {
    Some(match rest.chars().next()? {
        'x' | 'X' | 'o' | 'b' => "write numbers in decimal digits",
        '_' => NO_COMMAS,
        '=' | ':' | ';' => return None,
        '"' | '{' | '[' => "put a comma between them",
        letter if letter.is_alphabetic() => "put a text in double quotes, a quantity with its unit too: \"5 kg\"",
        _ => return None,
    })
}
