//! Mismatches become messages.

use super::describe::{self, Words};
use super::fault::{Ask, Fault, Found, Mismatch, Mismatches, Whole};
use super::place::{self, Place, Range, decoded, places, short};
use super::{Error, Reader};
use crate::diagnostic::Bag;
use crate::plan::layout::Kind;
use crate::resolve::RecordId;
use crate::source::{Source, Span};
use crate::value::{NumberFault, ParseDateError, ParseDurationError, ParseNumberError, ParseUnitError, QuantityError};

impl Mismatches<'_> {
    /// Puts a message for each into the bag, with places in the source that was read.
    pub fn report(&self, reader: &Reader<'_>, source: &Source, bag: &mut Bag) {
        let firsts = self.all.iter().map(|it| match &it.fault {
            Fault::Conflict(_, first) => first.as_slice(),
            _ => &[],
        });
        let trails: Vec<&[u32]> = self.all.iter().map(|it| it.trail.as_slice()).chain(firsts).collect();
        let places = places(&source.text, self.root, &trails);
        let (places, firsts) = places.split_at(self.all.len().min(places.len()));
        for ((mismatch, place), first) in self.all.iter().zip(places).zip(firsts) {
            let message = Message { words: Words { reader, layout: reader.layout }, source, place, first };
            bag.push(message.of(mismatch));
        }
    }
}

/// Where the facts of a case give the value at a path, if they give one there. Of a law with one fact they may leave out its
/// name.
pub fn place_of(source: &Source, path: &str) -> Option<Span> {
    let names: Vec<&str> = path.split('.').collect();
    let short = || place::named(&source.text, names.get(1..)?);
    let (start, end) = place::named(&source.text, &names).or_else(short)?;
    let address = |offset| source.base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
    Some(Span::new(address(start), address(end)))
}

/// Nothing is seen of a place on one of these.
const END: [char; 4] = ['\n', '\r', '\t', ' '];

struct Message<'a> {
    words: Words<'a>,
    source: &'a Source,
    place: &'a Place,
    /// The other place, if the fault has two.
    first: &'a Place,
}

impl Message<'_> {
    fn of(&self, mismatch: &Mismatch<'_>) -> Error {
        match (&mismatch.fault, &mismatch.ask) {
            (Fault::UnknownFact, _) => self.unknown("the law".to_owned(), "fact", self.words.fact_help(&self.name())),
            (Fault::UnknownField(record), _) => self.unknown_field(*record),
            (Fault::UnknownPart, _) => {
                self.unknown("partial knowledge".to_owned(), "entry", describe::part_help(&self.name()))
            }
            (Fault::Twice, _) => Error::Twice {
                path: self.path(),
                span: self.name_span(),
                first: self.place.earlier.map(|it| self.at(it)),
            },
            (Fault::Conflict(record, _), _) => self.conflict(*record),
            (Fault::NoSet(found), _) => Error::WrongType {
                expected: "a list of alternatives".to_owned(),
                found: self.found(*found),
                inside: self.inside(),
                span: self.span(),
                help: Some("put it in square brackets".to_owned()),
            },
            (Fault::BadEscape, _) => Error::Malformed {
                what: "an escape that stands for no letter".to_owned(),
                span: self.span(),
                help: Some("letters beyond the first plane are written as they are, or as two escapes".to_owned()),
            },
            (Fault::Syntax(line, column, said), _) => self.syntax(*line, *column, said),
            (Fault::GaveUp(what, help), _) => Error::GaveUp { what: (*what).to_owned(), span: self.name_span(), help },
            (fault, Some(ask)) => self.misfit(fault, ask),
            (Fault::WrongType(found), None) => Error::WrongType {
                expected: "an object with an entry for each fact".to_owned(),
                found: self.found(*found),
                inside: String::new(),
                span: self.span(),
                help: match found {
                    Found::List => Some(describe::ONE_CASE.to_owned()),
                    _ => self.words.fact_help(""),
                },
            },
            (_, None) => self.lost(),
        }
    }

    /// A value that does not fit.
    fn misfit(&self, fault: &Fault, ask: &Ask<'_>) -> Error {
        let (path, span, declared) = (self.path(), self.span(), ask.field.map(|field| field.span));
        let expected = || self.words.kind(ask.kind);
        match fault {
            Fault::WrongType(found) => {
                let help = self.words.type_help(ask.kind, *found, &self.shown());
                Error::WrongType { expected: expected(), found: self.found(*found), inside: self.inside(), span, help }
            }
            Fault::UnknownAlternative => {
                let Kind::Enum(list) = ask.kind else { return self.lost() };
                let word = self.text();
                let help = self.words.alternative_help(*list, &word);
                let list = self.words.layout.enums[*list].name.clone();
                Error::UnknownAlternative { word: short(&word), list, path, span, help }
            }
            Fault::Quantity(QuantityError::Unit(error)) => {
                let what = match error {
                    ParseUnitError::Unknown { word } => format!("unknown unit `{}`", short(word)),
                    ParseUnitError::Malformed => "malformed unit".to_owned(),
                    ParseUnitError::Fault(fault) => fault.to_string(),
                };
                let help = self.words.unit_help(ask.kind, error, &self.text());
                Error::BadUnit { what, path, span, expected: expected(), help }
            }
            Fault::Dimension(found) => {
                let found = self.words.kind(&Kind::Number(*found));
                let help = self.words.number_help(ask.kind);
                Error::WrongUnit { expected: expected(), found, path, span, declared, help }
            }
            Fault::Percent => {
                let help = self.words.number_help(ask.kind);
                Error::WrongUnit { expected: expected(), found: "a percentage".to_owned(), path, span, declared, help }
            }
            Fault::Number(error) | Fault::Quantity(QuantityError::Number(error)) => {
                let help = match error {
                    ParseNumberError::TooLarge | ParseNumberError::TooFine => Some(describe::ROOM.to_owned()),
                    _ => self.words.number_help(ask.kind),
                };
                Error::BadNumber { what: error.to_string(), path, span, expected: expected(), help }
            }
            Fault::Unconvertible => Error::BadNumber {
                what: NumberFault::Overflow.to_string(),
                path,
                span,
                expected: expected(),
                help: Some(describe::ROOM.to_owned()),
            },
            Fault::Date(error) => {
                let what = match error {
                    ParseDateError::Malformed => "not written as a date",
                    ParseDateError::NotInCalendar => "the calendar has no such day",
                };
                Error::BadDate { word: short(&self.text()), what, path, span }
            }
            Fault::Duration(error) => {
                let what = match error {
                    ParseDurationError::Malformed => "not a whole number and a word",
                    ParseDurationError::UnknownUnit => "expected days, weeks, months or years",
                    ParseDurationError::TooLarge => "longer than any calendar",
                };
                Error::BadDuration { word: short(&self.text()), what, path, span }
            }
            Fault::Eccn(error) => {
                let word = short(&self.text());
                Error::BadCode { word, path, span, expected: error.expected, at: error.at + 1 }
            }
            Fault::Null => {
                Error::Null { path, span, declared: describe::not_optional(ask), help: describe::null_help(ask) }
            }
            Fault::OutOfBounds => {
                let (expected, help) = self.words.bounds(ask, self.raw());
                Error::OutOfBounds { expected, found: format!("`{}`", self.shown()), path, span, declared, help }
            }
            Fault::Contradiction(what) => {
                let (expected, help) = describe::contradiction(ask.kind, what);
                Error::Contradiction { what, path, span, expected, help }
            }
            Fault::NotInPart(how) => self.not_in_part(ask, how),
            _ => self.lost(),
        }
    }

    /// Reached by no fault: every one has its own message.
    fn lost(&self) -> Error {
        Error::Malformed { what: "unreadable".to_owned(), span: self.span(), help: None }
    }

    fn unknown(&self, of: String, kind: &'static str, help: Option<String>) -> Error {
        Error::UnknownName { of, kind, name: short(&self.name()), span: self.name_span(), path: self.path(), help }
    }

    fn unknown_field(&self, record: RecordId) -> Error {
        let (record, name) = (&self.words.layout.records[record], self.name());
        if describe::is_part(&name) {
            return Error::NotInPart {
                how: "known in part".to_owned(),
                path: self.parent(),
                span: self.name_span(),
                expected: format!("fields of `{}`", record.name),
                help: Some("give what is known of its fields".to_owned()),
            };
        }
        self.unknown(format!("`{}`", record.name), "field", describe::field_help(record, &name))
    }

    fn not_in_part(&self, ask: &Ask<'_>, how: &str) -> Error {
        let whole_value = how == "in part";
        let (how, expected) = match ask.kind {
            _ if whole_value => ("known in part".to_owned(), self.words.kind(ask.kind)),
            kind => (format!("given as {how}"), describe::parts(kind)),
        };
        let help = match ask.whole {
            Some(Whole::Part) => "what is said of a value must itself be known".to_owned(),
            _ if whole_value => "leave it out if it is not known".to_owned(),
            _ => format!("give {expected}, or leave it out if it is not known"),
        };
        let (path, span) = if whole_value { (self.path(), self.span()) } else { (self.parent(), self.name_span()) };
        Error::NotInPart { how, path, span, expected, help: Some(help) }
    }

    fn conflict(&self, record: RecordId) -> Error {
        let (record, key) = self.words.record_and_key(record, self.raw());
        Error::Conflict {
            record,
            key: short(&key),
            path: self.path(),
            span: self.span(),
            first: self.at(self.first.value),
        }
    }

    fn syntax(&self, line: usize, column: usize, said: &str) -> Error {
        let text = &self.source.text;
        if text.trim().is_empty() {
            let help = self
                .words
                .fact_help("")
                .map(|facts| format!("a case is an object with an entry for each fact; {facts}"));
            return Error::Malformed { what: "the text is empty".to_owned(), span: self.at((0, 0)), help };
        }
        let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let mut start = (before + column.saturating_sub(1)).min(text.len());
        // What is missing at the end of a line is shown where the line ends.
        while !text.is_char_boundary(start)
            || text.get(start..).is_none_or(|it| it.is_empty() || it.starts_with(END)) && start > 0
        {
            start -= 1;
        }
        let length = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let span = self.at((start, start + length));
        let rest = text.get(start..).unwrap_or("");
        let (what, help) = describe::syntax(said, rest);
        // Letters of the first plane are UTF-8 in UTF-16 too, with a zero beside each.
        let zeros = text.contains('\0');
        let help = if zeros { Ok(Some("it has zero bytes, as UTF-16 has; save the file as UTF-8")) } else { help };
        match help {
            Err(too_much) => Error::GaveUp { what, span, help: too_much },
            Ok(help) => Error::Malformed { what, span, help: help.map(str::to_owned) },
        }
    }

    /// What was found, as it is written if that is short by nature.
    fn found(&self, found: Found) -> String {
        match found {
            Found::Truth | Found::Null => format!("`{}`", self.shown()),
            Found::Number => format!("the number `{}`", self.shown()),
            Found::Text => format!("the text `{}`", short(&self.text())),
            Found::List => "a list".to_owned(),
            Found::Object => "an object".to_owned(),
        }
    }

    fn path(&self) -> String {
        if self.place.path.is_empty() { "the text".to_owned() } else { format!("`{}`", self.place.path) }
    }

    fn inside(&self) -> String {
        if self.place.path.is_empty() { String::new() } else { format!(" in `{}`", self.place.path) }
    }

    /// The path to what the entry lies in.
    fn parent(&self) -> String {
        let path = &self.place.path;
        format!("`{}`", path.rsplit_once('.').map_or(path.as_str(), |(parent, _)| parent))
    }

    fn raw(&self) -> &str {
        let (start, end) = self.place.value;
        self.source.text.get(start..end).unwrap_or("")
    }

    fn shown(&self) -> String {
        short(self.text().as_str())
    }

    fn text(&self) -> String {
        decoded(&self.source.text, self.place.value)
    }

    fn name(&self) -> String {
        self.place.name.map_or_else(String::new, |name| decoded(&self.source.text, name))
    }

    fn at(&self, (start, end): Range) -> Span {
        let address = |offset| self.source.base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        Span::new(address(start), address(end))
    }

    /// The value; of an object or list that goes over several lines, or on and on, where it begins.
    fn span(&self) -> Span {
        self.begin(self.place.value)
    }

    fn begin(&self, (start, end): Range) -> Span {
        const LONGEST: usize = 100;
        let value = self.source.text.get(start..end).unwrap_or("");
        let long = value.len() > LONGEST || value.contains('\n');
        self.at((start, if long && value.starts_with(['{', '[']) { start + 1 } else { end }))
    }

    fn name_span(&self) -> Span {
        self.at(self.place.name.unwrap_or(self.place.value))
    }
}
