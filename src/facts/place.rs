//! The second walk: where in the text the noted entries stand, and how a person names them.
//!
//! serde does not say where a value begins, so this walk looks for itself. It goes once over the text, whatever it
//! holds, and enters only what leads to an entry that was noted. It takes no offence at text that is not JSON; the
//! reader has said so already.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Where an entry stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// `shipment.item.chip.rates[1].bits`
    pub(super) path: String,
    /// Its name, with the quotes.
    pub(super) name: Option<Range>,
    /// The same name earlier in the same object.
    pub(super) earlier: Option<Range>,
    /// Its value.
    pub(super) value: Range,
}

/// Bytes of the text.
pub(super) type Range = (usize, usize);

/// The places that trails lead to. A trail has the number of an entry or member, one a level.
pub(super) fn places(text: &str, root: Option<&str>, trails: &[&[u32]]) -> Vec<Place> {
    let mut order: Vec<usize> = (0..trails.len()).collect();
    order.sort_by_key(|wanted| trails.get(*wanted));
    let found = vec![Place::default(); trails.len()];
    let path = root.unwrap_or("").to_owned();
    let mut walk = Walk { text, at: 0, trails, found, path };
    walk.value(0, &order);
    walk.found
}

/// Where the value stands to which the names of entries lead, one inside of the other.
pub(super) fn named(text: &str, names: &[&str]) -> Option<Range> {
    let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut walk = Walk { text, at, trails: &[], found: Vec::new(), path: String::new() };
    for name in names {
        walk.space();
        let mut more = walk.take(b'{');
        loop {
            walk.space();
            if !more || walk.peek() != Some(b'"') {
                return None;
            }
            let key = walk.quoted();
            walk.space();
            walk.take(b':');
            walk.space();
            if decoded(text, key) == *name {
                break;
            }
            walk.skip();
            walk.space();
            more = walk.take(b',');
        }
    }
    let start = walk.at;
    walk.skip();
    Some((start, walk.at.min(text.len())))
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
    trails: &'a [&'a [u32]],
    found: Vec<Place>,
    path: String,
}

impl Walk<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// A text in quotes.
    fn quoted(&mut self) -> Range {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'"' => break,
                b'\\' => self.at += 1,
                _ => {}
            }
        }
        self.at = self.at.min(self.text.len());
        (start, self.at)
    }

    fn skip(&mut self) {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.quoted();
                }
                b'{' | b'[' => {
                    open += 1;
                    self.at += 1;
                }
                b'}' | b']' if open > 0 => {
                    open -= 1;
                    self.at += 1;
                }
                b'}' | b']' => return,
                b',' | b' ' | b'\t' | b'\n' | b'\r' if open == 0 => return,
                _ => {
                    self.at += 1;
                    if open == 0 {
                        continue;
                    }
                }
            }
            if open == 0 {
                return;
            }
        }
    }

    /// A value that the trails `wanted`, in order, lead to or into. All of them are alike down to this depth, which is
    /// never more than the reader came, so this recursion is as bounded as the reader's.
    fn value(&mut self, depth: usize, wanted: &[usize]) {
        self.space();
        let start = self.at;
        let here = wanted.partition_point(|it| self.trails.get(*it).is_none_or(|trail| trail.len() <= depth));
        let (here, inside) = wanted.split_at(here);
        match self.peek() {
            Some(b'{') if !inside.is_empty() => self.entries(depth, inside, true),
            Some(b'[') if !inside.is_empty() => self.entries(depth, inside, false),
            _ => self.skip(),
        }
        let value = (start, self.at.min(self.text.len()));
        for wanted in here {
            if let Some(place) = self.found.get_mut(*wanted) {
                place.value = value;
                place.path.clone_from(&self.path);
            }
        }
    }

    fn entries(&mut self, depth: usize, mut wanted: &[usize], named: bool) {
        self.at += 1;
        let mut earlier: Vec<Range> = Vec::new();
        for entry in 0_u32.. {
            self.space();
            if matches!(self.peek(), None | Some(b'}' | b']')) {
                break;
            }
            let before = self.at;
            let name = named.then(|| self.quoted());
            if named {
                self.space();
                self.take(b':');
                self.space();
            }
            let leads = |it: &usize| self.trails.get(*it).and_then(|trail| trail.get(depth)) == Some(&entry);
            let (mine, rest) = wanted.split_at(wanted.iter().take_while(|it| leads(it)).count());
            wanted = rest;
            if mine.is_empty() {
                self.skip();
            } else {
                self.entry(depth, mine, entry, name, &earlier);
            }
            earlier.extend(name);
            self.space();
            if !self.take(b',') || self.at == before {
                break;
            }
        }
        let end = (self.at, (self.at + 1).min(self.text.len()));
        let _ = self.take(b'}') || self.take(b']');
        // What would have come next, where the reader gave up before looking.
        for wanted in wanted {
            if let Some(place) = self.found.get_mut(*wanted) {
                place.value = end;
                place.path.clone_from(&self.path);
            }
        }
    }

    fn entry(&mut self, depth: usize, mine: &[usize], entry: u32, name: Option<Range>, earlier: &[Range]) {
        let length = self.path.len();
        if let Some(range) = name {
            let word = decoded(self.text, range);
            let earlier = earlier.iter().find(|it| decoded(self.text, **it) == word).copied();
            for wanted in mine.iter().filter(|it| self.trails.get(**it).is_some_and(|it| it.len() == depth + 1)) {
                if let Some(place) = self.found.get_mut(*wanted) {
                    (place.name, place.earlier) = (Some(range), earlier);
                }
            }
            if !self.path.is_empty() {
                self.path.push('.');
            }
            self.path.push_str(&short(&word));
        } else {
            let _ = write!(self.path, "[{entry}]");
        }
        self.value(depth + 1, mine);
        self.path.truncate(length);
    }
}

/// What a text in quotes says.
pub(super) fn decoded(text: &str, (start, end): Range) -> String {
    let raw = text.get(start..end).unwrap_or("");
    super::read::unquoted(raw).map_or_else(|| raw.trim_matches('"').to_owned(), Cow::into_owned)
}

/// Words of a case as a message shows them: whoever wrote them may have written very many.
pub(super) fn short(words: &str) -> String {
    const MOST: usize = 60;
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or("")),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_entries_by_number() {
        let text = r#" {"a": [1, {"b\"": "x,]"}, 2], "c" : tru, "a":{}} "#;
        let trails: [&[u32]; 6] = [&[2], &[0, 1, 0], &[0, 2], &[1], &[], &[0, 7]];
        let found = places(text, None, &trails);
        let words = |(start, end): Range| &text[start..end];
        let seen: Vec<(&str, &str)> = found.iter().map(|it| (it.path.as_str(), words(it.value))).collect();
        let whole = text.trim();
        assert_eq!(seen, [("a", "{}"), ("a[1].b\"", "\"x,]\""), ("a[2]", "2"), ("c", "tru"), ("", whole), ("a", "]")]);
        assert_eq!(found[0].earlier.map(words), Some("\"a\""));
        assert_eq!(found[1].name.map(words), Some("\"b\\\"\""));
    }

    #[test]
    fn ends_whatever_the_text() {
        for text in
            ["", "{", "[", "{\"", "{\"a", "{\"a\"", "{\"a\":", "[1", "[1,", "}", "{a b}", "[\"\\", "[é}", "\"\\é"]
        {
            for trail in [&[0][..], &[0, 0], &[1], &[]] {
                places(text, Some("x"), &[trail]);
            }
        }
    }
}
