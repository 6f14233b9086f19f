//! By what a case is known: an entry of its line, which the law need not know of.

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The way to the entry by which cases are known, from the outermost object inwards: `id`, `shipment.id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdPath {
    names: Vec<String>,
}

impl IdPath {
    /// Names with a dot between them.
    pub fn new(path: &str) -> Self {
        Self { names: path.split('.').map(ToOwned::to_owned).collect() }
    }

    /// Its name, if it stands in the outermost object.
    pub fn outermost(&self) -> Option<&str> {
        match self.names.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// What a case is known by: a text, or a number as it is written; nothing if the entry is not there or is anything else.
    pub fn of(&self, json: &str) -> Option<String> {
        let mut found = None;
        let mut from = serde_json::Deserializer::from_str(json);
        let seed = Search { names: &self.names, found: &mut found };
        // A line that is no JSON is told of where it is read as a case.
        seed.deserialize(&mut from).ok()?;
        found
    }
}

/// What is looked for in a value.
struct Search<'s> {
    names: &'s [String],
    found: &'s mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Search<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        if !self.names.is_empty() {
            return from.deserialize_map(self);
        }
        let raw: &RawValue = serde::Deserialize::deserialize(from)?;
        let raw = raw.get();
        *self.found = match raw.bytes().next() {
            Some(b'"') => Some(serde_json::from_str(raw).map_err(D::Error::custom)?),
            Some(b'-' | b'0'..=b'9') => Some(raw.to_owned()),
            _ => None,
        };
        Ok(())
    }
}

impl<'de> Visitor<'de> for Search<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Some((first, rest)) = self.names.split_first() else { return Ok(()) };
        while let Some(name) = entries.next_key::<std::borrow::Cow<'de, str>>()? {
            if *name == **first {
                entries.next_value_seed(Search { names: rest, found: self.found })?;
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_texts_and_numbers() {
        let id = |path: &str, json: &str| IdPath::new(path).of(json);
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(id("id", r#"{"a": {"id": 1}, "id": "S-1\u0031"}"#), some("S-11"));
        assert_eq!(id("id", r#"{"id": 0017}"#), None);
        assert_eq!(id("id", r#"{"id": 17}"#), some("17"));
        assert_eq!(id("shipment.id", r#"{"id": 3, "shipment": {"item": [], "id": 1.50}}"#), some("1.50"));
        assert_eq!(id("shipment.id", r#"{"shipment": "x"}"#), None);
        assert_eq!(id("id", r#"{"id": {"a": 1}}"#), None);
        assert_eq!(id("id", "{}"), None);
        assert_eq!(id("id", "[{"), None);
        assert_eq!((IdPath::new("id").outermost(), IdPath::new("a.b").outermost()), (Some("id"), None));
    }
}
