//! The page that describes the JSON form of decisions: what every decision at hand prints is on it, in its order and of its
//! type, and nothing is on it that none prints. The schema of decisions is made from the page.

use lexport::session::{Coverage, Session, World, targets};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a member holds.
#[derive(Debug, Clone, PartialEq)]
enum Type {
    Text,
    Truth,
    Whole,
    Outcome,
    Null,
    Word(Vec<String>),
    Object(String),
    List(Box<Type>),
    Either(Vec<Type>),
}

/// One member: its name, its type and what is said of it.
type Member = (String, Type, String);

/// The objects that the page describes, in its order.
struct Page(Vec<(String, Vec<Member>)>);

const OUTCOMES: [&str; 4] = ["no_license_required", "authorized", "license_required", "prohibited"];

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar").join(name)
}

/// Texts between backticks.
fn ticked(line: &str) -> Vec<String> {
    line.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

impl Page {
    fn read() -> Self {
        let text = std::fs::read_to_string(file("DECISION.md")).unwrap();
        let mut objects: Vec<(String, Vec<Member>)> = Vec::new();
        // The words that a member may be stand in a line that begins with its name: `kind`: `rule` `exception`
        let mut forces = Vec::new();
        for section in text.split("\n## ").skip(1) {
            let (name, body) = section.split_once('\n').unwrap();
            let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for line in body.lines().filter(|line| line.starts_with('`')) {
                let (heads, tail) = line.split_once(':').unwrap_or((line, ""));
                let may_be = ticked(tail.split(". ").next().unwrap());
                let may_be = if may_be.is_empty() { forces.clone() } else { may_be };
                for head in ticked(heads) {
                    words.insert(head, may_be.clone());
                }
            }
            forces = words.get("force").cloned().unwrap_or(forces);
            let rows = body.lines().filter(|line| line.starts_with("| `"));
            let members = rows.map(|row| {
                let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
                let [member, kind, means] = cells.as_slice() else { panic!("{row}") };
                let member = member.trim_matches('`').to_owned();
                let kind = Type::read(kind, words.get(&member));
                (member, kind, (*means).to_owned())
            });
            objects.push((name.trim().to_owned(), members.collect()));
        }
        Self(objects)
    }

    fn members(&self, object: &str) -> &[Member] {
        let found = self.0.iter().find(|(name, _)| name == object);
        &found.unwrap_or_else(|| panic!("the page describes no {object}")).1
    }

    /// Holds a value to its description; notes the members that say something, and the words that are used.
    fn hold(&self, value: &Value, kind: &Type, at: &str, seen: &mut BTreeSet<String>) -> Result<(), String> {
        let wrong = || Err(format!("{at} is no {kind:?}: {value}"));
        match kind {
            Type::Text if value.is_string() => Ok(()),
            Type::Truth if value.is_boolean() => Ok(()),
            Type::Whole if value.is_u64() => Ok(()),
            Type::Null if value.is_null() => Ok(()),
            Type::Word(words) if value.as_str().is_some_and(|it| words.iter().any(|word| word == it)) => Ok(()),
            Type::Outcome => match value {
                Value::String(word) if OUTCOMES.contains(&word.as_str()) => Ok(()),
                Value::Object(range) if range.keys().eq(["mildest", "gravest"]) => Ok(()),
                _ => wrong(),
            },
            Type::List(of) if let Some(list) = value.as_array() => {
                list.iter().try_for_each(|one| self.hold(one, of, at, seen))
            }
            Type::Either(kinds) => {
                let fits = kinds.iter().any(|kind| self.hold(value, kind, at, seen).is_ok());
                if fits { Ok(()) } else { wrong() }
            }
            Type::Object(name) if let Some(object) = value.as_object() => {
                let members = self.members(name);
                let (described, printed) = (members.iter().map(|it| &it.0), object.keys());
                if !described.clone().eq(printed.clone()) {
                    let (described, printed): (Vec<_>, Vec<_>) = (described.collect(), printed.collect());
                    return Err(format!("{name}: the page has {described:?}, the decision {printed:?}"));
                }
                for ((member, kind, _), value) in members.iter().zip(object.values()) {
                    let at = format!("{name}.{member}");
                    self.hold(value, kind, &at, seen)?;
                    if !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()) {
                        seen.insert(at);
                    }
                }
                Ok(())
            }
            _ => wrong(),
        }
    }

    fn schema(&self) -> Value {
        let mut definitions = Map::new();
        let open = json!({
            "type": "object",
            "properties": { "mildest": { "enum": OUTCOMES }, "gravest": { "enum": OUTCOMES } },
            "required": ["mildest", "gravest"],
        });
        definitions.insert("outcome".to_owned(), json!({ "anyOf": [{ "enum": OUTCOMES }, open] }));
        for (name, members) in &self.0 {
            let described = members.iter().map(|(member, kind, means)| {
                let mut schema = kind.schema();
                let means = means.replace('`', "");
                schema.as_object_mut().unwrap().insert("description".to_owned(), json!(means));
                (member.clone(), schema)
            });
            let properties: Map<String, Value> = described.collect();
            let required: Vec<&String> = members.iter().map(|it| &it.0).collect();
            // New members may be added.
            let object = json!({ "type": "object", "properties": properties, "required": required });
            definitions.insert(name.clone(), object);
        }
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "a decision of Lexport",
            "$ref": "#/$defs/Decision",
            "$defs": definitions,
        })
    }
}

impl Type {
    fn read(text: &str, words: Option<&Vec<String>>) -> Self {
        if let Some(of) = text.strip_prefix("list of ") {
            return Self::List(Box::new(Self::read(of, words)));
        }
        match text {
            "text" => Self::Text,
            "true or false" => Self::Truth,
            "whole number" => Self::Whole,
            "outcome" => Self::Outcome,
            "word" => Self::Word(words.unwrap_or_else(|| panic!("which words?")).clone()),
            _ => match text.strip_suffix(" or null") {
                Some(kind) => Self::Either(vec![Self::read(kind, words), Self::Null]),
                None => Self::Object(text.to_owned()),
            },
        }
    }

    fn schema(&self) -> Value {
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Truth => json!({ "type": "boolean" }),
            Self::Whole => json!({ "type": "integer", "minimum": 0 }),
            Self::Null => json!({ "type": "null" }),
            Self::Outcome => json!({ "$ref": "#/$defs/outcome" }),
            Self::Word(words) => json!({ "enum": words }),
            Self::Object(name) => json!({ "$ref": format!("#/$defs/{name}") }),
            Self::List(of) => json!({ "type": "array", "items": of.schema() }),
            Self::Either(kinds) => json!({ "anyOf": kinds.iter().map(Self::schema).collect::<Vec<_>>() }),
        }
    }
}

/// Every decision that a scenario below a folder comes to.
fn decisions(folder: &str, mut look: impl FnMut(&str, Value)) {
    for target in targets(&[PathBuf::from(folder)]) {
        let mut session = Session::new();
        for path in &target.files {
            session.add_path(path);
        }
        let typed = session.check();
        let law = session.plan_of(&typed).unwrap();
        for trial in session.trials(World { typed, law }, |_| true, &mut Coverage::default()) {
            if let Some(decision) = &trial.decision {
                look(&trial.title, serde_json::to_value(decision).unwrap());
            }
        }
    }
}

#[test]
fn every_decision_is_as_the_page_says_and_the_page_says_no_more() {
    let page = Page::read();
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for folder in ["tests/cases/decisions", "examples"] {
        decisions(folder, |title, decision| {
            count += 1;
            let held = page.hold(&decision, &Type::Object("Decision".to_owned()), "it", &mut seen);
            assert!(held.is_ok(), "{title}: {}", held.unwrap_err());
        });
    }
    assert!(count > 500, "only {count} decisions were looked at");
    for (object, members) in &page.0 {
        for (member, ..) in members {
            let at = format!("{object}.{member}");
            assert!(seen.contains(&at), "no decision at hand says {at}");
        }
    }
}

#[test]
fn the_schema_of_decisions_is_that_of_the_page() {
    let path = file("decision.schema.json");
    let made = format!("{:#}\n", Page::read().schema());
    if std::env::var_os("LEXPORT_UPDATE_README").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(kept == made, "the schema is out of date: LEXPORT_UPDATE_README=1 cargo test schema_of_decisions");
}
