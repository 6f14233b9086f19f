//! What a case may say, as a JSON Schema for editors and for programs that make cases.
//!
//! The schema is a little wider than the reader, which also looks at units, at the calendar and at keys: what the reader
//! takes, the schema allows.

use crate::plan::Layout;
use crate::plan::layout::{Enum, Field, Kind, Record};
use crate::value::{Number, Unit};
use serde_json::{Map, Value, json};

/// The schema (draft 2020-12) of the facts of a law. The same law gives the same schema, byte for byte.
pub fn schema(layout: &Layout) -> Value {
    let mut schema = Schema { layout, definitions: Map::new() };
    let mut facts = Map::new();
    for fact in &layout.facts {
        let value = titled(schema.kind(&fact.kind, None), fact.title.as_deref());
        facts.insert(fact.name.clone(), value);
    }
    let named = object(facts);
    let mut all = Map::new();
    all.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    all.insert("title".to_owned(), json!("the facts of a case"));
    all.insert("description".to_owned(), json!("Whatever is left out is unknown; null is known to be absent."));
    match layout.facts.as_slice() {
        // The only fact need not be named.
        [only] if matches!(only.kind, Kind::Inline(_) | Kind::Reference(_)) => {
            let whole = schema.kind(&only.kind, None);
            all.insert("type".to_owned(), json!("object"));
            all.insert("anyOf".to_owned(), json!([named, whole]));
        }
        _ => all.extend(named.as_object().cloned().unwrap_or_default()),
    }
    all.insert("$defs".to_owned(), Value::Object(schema.definitions));
    Value::Object(all)
}

struct Schema<'l> {
    layout: &'l Layout,
    /// Records and enums that facts lead to, in the order in which they do.
    definitions: Map<String, Value>,
}

impl Schema<'_> {
    fn kind(&mut self, kind: &Kind, field: Option<&Field>) -> Value {
        match kind {
            Kind::Bool => json!({ "type": "boolean" }),
            Kind::Number(unit) => self.number(unit, field),
            Kind::Date => {
                let day = json!({ "type": "string", "format": "date" });
                json!({ "anyOf": [day, range(&day)] })
            }
            Kind::Duration => json!({ "type": "string", "pattern": "^\\s*-?[0-9]+ \\s*(day|week|month|year)s?\\s*$" }),
            Kind::Text => json!({ "anyOf": [{ "type": "string" }, one_of(&json!({ "type": "string" }))] }),
            Kind::Eccn => {
                let code = json!({ "type": "string", "pattern": "^(EAR99|[0-9][A-E][0-9]{3}(\\.[a-z0-9]+)*)$" });
                json!({ "anyOf": [code, one_of(&code)] })
            }
            Kind::Enum(id) => {
                let list = &self.layout.enums[*id];
                let name = self.define(&list.name, |_| alternatives(list));
                json!({ "anyOf": [name, one_of(&name)] })
            }
            Kind::Inline(id) | Kind::Reference(id) => {
                let record = &self.layout.records[*id];
                let whole = self.define(&record.name, |schema| schema.record(record));
                match record.key {
                    Some(_) => json!({ "anyOf": [{ "type": "string", "description": "its key" }, whole] }),
                    None => whole,
                }
            }
            Kind::List(of) => {
                let members = self.kind(of, field);
                json!({ "type": "array", "items": members })
            }
            Kind::Nothing => json!({}),
        }
    }

    /// A reference to a definition, which is made at its first use. Records may hold themselves, so the place of one is
    /// taken before its fields are looked at.
    fn define(&mut self, name: &str, definition: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.definitions.contains_key(name) {
            self.definitions.insert(name.to_owned(), Value::Null);
            let made = definition(self);
            self.definitions.insert(name.to_owned(), made);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    fn record(&mut self, record: &Record) -> Value {
        let mut fields = Map::new();
        for (position, field) in (0..).zip(&record.fields) {
            let is_key = record.key == Some(position);
            let kind = if is_key { json!({ "type": "string" }) } else { self.kind(&field.kind, Some(field)) };
            let kind = if field.optional { or_null(kind) } else { kind };
            fields.insert(field.name.clone(), titled(kind, field.title.as_deref()));
        }
        titled(object(fields), record.title.as_deref())
    }

    fn number(&mut self, unit: &Unit, field: Option<&Field>) -> Value {
        let (low, high) = field.map_or((None, None), |field| (field.at_least, field.at_most));
        let words = self.layout.units.display(unit);
        let mut bare = json!({ "type": "number" });
        let mut text = json!({ "type": "string" });
        if unit.is_one() {
            describe(&mut text, "a number or a percentage, such as \"25%\"");
        } else {
            describe(&mut bare, &format!("in {words}"));
            describe(&mut text, &format!("with a unit, such as \"25 {words}\""));
        }
        // No name of a law has a hyphen.
        let known = self.define("number-range", |_| range(&json!({ "type": ["number", "string"] })));
        for (name, limit) in [("minimum", low), ("maximum", high)] {
            if let (Some(limit), Some(bare)) = (limit.and_then(as_json), bare.as_object_mut()) {
                bare.insert(name.to_owned(), limit);
            }
        }
        json!({ "anyOf": [bare, text, known] })
    }
}

fn or_null(mut schema: Value) -> Value {
    let absent = json!({ "type": "null" });
    match schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        Some(ways) => {
            ways.push(absent);
            schema
        }
        None => json!({ "anyOf": [schema, absent] }),
    }
}

fn alternatives(list: &Enum) -> Value {
    let names = list.alternatives.iter().map(|(name, ..)| name.as_str());
    let codes = list.alternatives.iter().filter_map(|(.., code)| code.as_deref());
    let mut all: Vec<&str> = Vec::new();
    for word in names.chain(codes) {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    titled(json!({ "enum": all }), list.title.as_deref())
}

/// An object that has these entries and no others. None is required: what is left out is unknown.
fn object(entries: Map<String, Value>) -> Value {
    let entries = Value::Object(entries);
    json!({ "type": "object", "properties": entries, "required": [], "additionalProperties": false })
}

fn range(limit: &Value) -> Value {
    json!({
        "type": "object",
        "properties": { "at_least": limit, "at_most": limit },
        "minProperties": 1,
        "additionalProperties": false,
    })
}

fn one_of(alternative: &Value) -> Value {
    let all = json!({ "type": "array", "items": alternative, "minItems": 1 });
    json!({
        "type": "object",
        "properties": { "one_of": all },
        "required": ["one_of"],
        "additionalProperties": false,
    })
}

fn titled(mut schema: Value, title: Option<&str>) -> Value {
    if let (Some(title), Some(entries)) = (title, schema.as_object_mut()) {
        entries.insert("title".to_owned(), json!(title));
    }
    schema
}

fn describe(schema: &mut Value, words: &str) {
    if let Some(entries) = schema.as_object_mut() {
        entries.insert("description".to_owned(), json!(words));
    }
}

/// A limit as a JSON number, if that says the same. A limit that has no short decimal is left to the reader.
fn as_json(limit: Number) -> Option<Value> {
    let text = limit.to_json_text();
    let written: Value = serde_json::from_str(&text).ok()?;
    let said = written.to_string();
    (said.strip_suffix(".0").unwrap_or(&said) == text).then_some(written)
}
