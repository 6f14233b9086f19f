//! Values as the language writes them, so that what is shown can be typed again.

use crate::decide::{Evaluator, List, Value};
use crate::plan::layout::{Kind, Layout};
use crate::plan::slot::{Address, Partial};
use crate::resolve::RecordId;
use crate::source::visible;
use crate::value::{Number, Unit, Units};

/// Values nested deeper than this are left out, and so are members of a list beyond as many.
const DEEPEST: usize = 8;
/// So many members of a list, or fields of a record, are shown.
const MOST: usize = 40;

/// Shows values of a case under a law.
pub(super) struct Shower<'e, 'a> {
    pub(super) evaluator: &'e mut Evaluator<'a>,
    /// Records with a key that were shown; a second time the key is enough.
    pub(super) seen: Vec<Address>,
    /// Whether people read it, who group digits by commas, or it is to be typed again.
    pub(super) typed: bool,
    /// How units are written.
    units: &'a Units,
}

impl<'e, 'a> Shower<'e, 'a> {
    /// Shows values for people.
    pub(super) fn new(evaluator: &'e mut Evaluator<'a>, units: &'a Units) -> Self {
        Self { evaluator, seen: Vec::new(), typed: false, units }
    }

    /// Shows values so that they can be typed.
    pub(super) fn typing(evaluator: &'e mut Evaluator<'a>, units: &'a Units) -> Self {
        Self { typed: true, ..Self::new(evaluator, units) }
    }

    fn layout(&self) -> &'a Layout {
        &self.evaluator.law().layout
    }

    /// A value; nothing if nothing is known of it.
    pub(super) fn value(&mut self, value: Value, kind: &Kind) -> Option<String> {
        self.nested(value, kind, 0)
    }

    fn nested(&mut self, value: Value, kind: &Kind, depth: usize) -> Option<String> {
        Some(match value {
            Value::Unknown => return None,
            Value::Absent => "absent".to_owned(),
            Value::Truth(truth) => truth.to_string(),
            Value::Number(number) => self.number(number, kind),
            Value::Within(interval) => {
                let bound = |bound: Option<crate::value::Bound>| bound.map(|bound| self.number(bound.at, kind));
                range(bound(interval.lo()), bound(interval.hi()))?
            }
            Value::Date(day) => day.to_string(),
            Value::Between(low, high) => range(low.map(|day| day.to_string()), high.map(|day| day.to_string()))?,
            Value::Duration(duration) => duration.to_string(),
            Value::Lasting(low, high) => range(low.map(|it| it.to_string()), high.map(|it| it.to_string()))?,
            Value::Code(code) => self.alternative(code, kind),
            Value::Text(words) => {
                let words = self.evaluator.words(words);
                if *kind == Kind::Eccn { words.to_owned() } else { quoted(words) }
            }
            Value::OneOf(position) => {
                let names: Vec<String> = match self.evaluator.partial(position)? {
                    Partial::Codes(codes) => codes.iter().map(|code| self.alternative(*code, kind)).collect(),
                    Partial::Texts(texts) if *kind == Kind::Eccn => texts.clone(),
                    Partial::Texts(texts) => texts.iter().map(|text| quoted(text)).collect(),
                    Partial::Number(_) | Partial::Date(..) | Partial::Duration(..) => return None,
                };
                format!("one of {}", names.join(", "))
            }
            Value::Record(at) => match kind {
                Kind::Inline(record) | Kind::Reference(record) => self.record(*record, at, depth),
                _ => return None,
            },
            Value::List(list) => match kind {
                Kind::List(of) => self.list(list, of, depth),
                _ => return None,
            },
        })
    }

    /// An exact number with its unit; for people one that has no exact decimal is rounded.
    fn number(&self, number: Number, kind: &Kind) -> String {
        let one = Unit::one();
        let unit = if let Kind::Number(unit) = kind { unit } else { &one };
        if !self.typed {
            return self.units.display_quantity(number, unit);
        }
        let unit = self.units.display(unit);
        let exact = number.to_string();
        match exact.split_once('/') {
            None => format!("{exact} {unit}").trim_end().to_owned(),
            Some((above, below)) => format!("{} / {below}", format!("{above} {unit}").trim_end()),
        }
    }

    fn alternative(&self, code: u32, kind: &Kind) -> String {
        let Kind::Enum(list) = kind else { return code.to_string() };
        self.layout().alternative(*list, code).map_or_else(String::new, |(name, ..)| name.clone())
    }

    fn record(&mut self, id: RecordId, at: Address, depth: usize) -> String {
        let Some(shape) = self.layout().records.get(id) else { return String::new() };
        let key = shape.key;
        let again = key.is_some() && self.seen.contains(&at);
        if key.is_some() && !again {
            self.seen.push(at);
        }
        let mut fields = Vec::new();
        for (position, field) in (0..).zip(&shape.fields) {
            if (again || depth >= DEEPEST) && key != Some(position) {
                continue;
            }
            let value = self.evaluator.at(at.plus(field.offset));
            if let Some(words) = self.nested(value, &field.kind, depth + 1) {
                fields.push(format!("{} = {words}", field.name));
            }
            if fields.len() >= MOST {
                fields.push("…".to_owned());
                break;
            }
        }
        format!("{}({})", shape.name, fields.join(", "))
    }

    fn list(&mut self, list: List, of: &Kind, depth: usize) -> String {
        let length = self.evaluator.length(list);
        let mut members = Vec::new();
        for position in 0..length {
            if members.len() >= MOST || depth >= DEEPEST {
                members.push(format!("… {length} in all"));
                break;
            }
            let member = self.evaluator.member(list, position);
            members.push(self.nested(member, of, depth + 1).unwrap_or_else(|| "unknown".to_owned()));
        }
        format!("[{}]", members.join(", "))
    }
}

/// A text in quotes.
fn quoted(words: &str) -> String {
    let escaped = words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    format!("\"{}\"", visible(&escaped))
}

fn range(low: Option<String>, high: Option<String>) -> Option<String> {
    match (low, high) {
        (Some(low), Some(high)) => Some(format!("between {low} and {high}")),
        (Some(low), None) => Some(format!("at least {low}")),
        (None, Some(high)) => Some(format!("at most {high}")),
        (None, None) => None,
    }
}
