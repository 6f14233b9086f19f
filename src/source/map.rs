//! All texts of a run, laid end to end in one address space.

use super::Span;
use std::sync::OnceLock;

/// Which text. Ordered as the texts were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// The position in the order in which texts were added.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// One text: its name as shown to people (a path, `std/units.lxp`, `<stdin>`), and where it begins.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name that messages show.
    pub name: String,
    /// The name that decisions give, which must be the same however the law was named on the way in.
    pub known_as: String,
    /// The text, without a byte-order mark.
    pub text: String,
    /// The address of its first byte.
    pub base: u32,
    /// The number of its first line; 1, unless it is a part of a text that is read line by line.
    first: usize,
    /// Where each line after the first begins, in bytes. Most texts are never asked for a line, so it is made when one is.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    /// The whole text as a place.
    pub fn span(&self) -> Span {
        Span::new(self.base, self.base.saturating_add(length(&self.text)))
    }

    /// Line and column, both from 1, the column in characters, of an address in this text.
    pub fn line_column(&self, address: u32) -> (usize, usize) {
        let at = self.offset(address);
        let lines = self.lines.get_or_init(|| self.text.match_indices('\n').map(|(end, _)| end + 1).collect());
        let before = lines.partition_point(|start| *start <= at);
        let start = before.checked_sub(1).and_then(|last| lines.get(last)).copied().unwrap_or(0);
        let column = self.text.get(start..at).map_or(0, |words| words.chars().count());
        (before + self.first, column + 1)
    }

    /// The byte offset of an address in this text, pulled back to the start of a character.
    fn offset(&self, address: u32) -> usize {
        let wanted = usize::try_from(address.saturating_sub(self.base)).unwrap_or(usize::MAX);
        let mut at = wanted.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// The text with a line feed for every carriage return that stands alone.
fn with_line_feeds(text: String) -> String {
    let alone = |(at, _): &(usize, &str)| !text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n'));
    if !text.match_indices('\r').any(|found| alone(&found)) {
        return text;
    }
    let mut letters = text.chars().peekable();
    let mut made = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        made.push(if letter == '\r' && letters.peek() != Some(&'\n') { '\n' } else { letter });
    }
    made
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// Every text of a run. Between two texts lies one address that belongs to neither, so that even a place at
/// the very end of a text lies in one text only.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

/// The longest text that is read, in bytes: what a law in prose needs many times over, and few enough that a
/// whole run stays inside the address space.
pub const LONGEST_TEXT: usize = 256 << 20;

impl SourceMap {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a text, dropping a byte-order mark. A carriage return alone is the line end of old Macintosh files: it is
    /// taken for a line feed, so that every place stays what it is. `None` if the text is too long, or the address space is
    /// full.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> Option<SourceId> {
        let mut text: String = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        if text.len() > LONGEST_TEXT {
            return None;
        }
        let text = with_line_feeds(text);
        let base = self.sources.last().map_or(0, |last| last.span().end.saturating_add(1));
        base.checked_add(length(&text))?.checked_add(1)?;
        let id = SourceId(u32::try_from(self.sources.len()).ok()?);
        let name = name.into();
        self.sources.push(Source { known_as: name.clone(), name, text, base, first: 1, lines: OnceLock::new() });
        Some(id)
    }

    /// Takes in a part of a text that is never there as a whole, in the place of the part before: its lines are counted
    /// from `first`. The texts up to `after` stay.
    pub fn add_part(
        &mut self,
        after: usize,
        name: impl Into<String>,
        text: impl Into<String>,
        first: usize,
    ) -> Option<SourceId> {
        self.sources.truncate(after);
        let id = self.add(name, text)?;
        if let Some(source) = self.sources.get_mut(id.index()) {
            source.first = first;
        }
        Some(id)
    }

    /// Says by which name decisions know a text.
    pub fn know(&mut self, id: SourceId, known_as: String) {
        if let Some(source) = self.sources.get_mut(id.index()) {
            source.known_as = known_as;
        }
    }

    /// The text with this id.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.index())
    }

    /// The text that an address lies in.
    pub fn find(&self, address: u32) -> Option<&Source> {
        let after = self.sources.partition_point(|source| source.base <= address);
        let source = self.sources.get(after.checked_sub(1)?)?;
        (address <= source.span().end).then_some(source)
    }

    /// The words at a place, or nothing if the place is in no text.
    pub fn text(&self, span: Span) -> &str {
        let Some(source) = self.find(span.start) else { return "" };
        source.text.get(source.offset(span.start)..source.offset(span.end)).unwrap_or("")
    }

    /// The name of the text, the line and the column (both from 1) where a place begins.
    pub fn locate(&self, span: Span) -> Option<(&str, usize, usize)> {
        let source = self.find(span.start)?;
        let (line, column) = source.line_column(span.start);
        Some((&source.name, line, column))
    }

    /// The name by which decisions know the text, and the line (from 1) where a place begins.
    pub fn cite(&self, span: Span) -> Option<(&str, usize)> {
        let source = self.find(span.start)?;
        Some((&source.known_as, source.line_column(span.start).0))
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// All texts in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_know_their_text() {
        let mut map = SourceMap::new();
        let one = map.add("one.lxp", "\u{feff}ab\ncd").unwrap();
        let two = map.add("two.lxp", "éx\ny").unwrap();
        assert_eq!(map.get(one).unwrap().span(), Span::new(0, 5));
        let base = map.get(two).unwrap().base;
        assert_eq!(base, 6);
        assert_eq!(map.text(Span::new(3, 5)), "cd");
        assert_eq!(map.locate(Span::new(4, 5)), Some(("one.lxp", 2, 2)));
        assert_eq!(map.locate(Span::new(5, 5)), Some(("one.lxp", 2, 3)));
        assert_eq!(map.locate(Span::new(base + 2, base + 3)), Some(("two.lxp", 1, 2)));
        assert_eq!(map.locate(Span::new(base + 4, base + 5)), Some(("two.lxp", 2, 1)));
        assert_eq!(map.locate(Span::new(99, 99)), None);
        for (first, text) in [(7, "aa\nb"), (9, "c")] {
            let part = map.add_part(2, "cases.ndjson", text, first).unwrap();
            let base = map.get(part).unwrap().base;
            let end = u32::try_from(text.len()).unwrap();
            assert_eq!(
                map.locate(Span::new(base + end - 1, base + end)),
                Some(("cases.ndjson", first + text.len() / 3, 1))
            );
        }
        assert_eq!(map.len(), 3);
        map.know(two, "parts/two.lxp".to_owned());
        assert_eq!(map.cite(Span::new(base + 4, base + 5)), Some(("parts/two.lxp", 2)));
        assert_eq!(map.cite(Span::new(4, 5)), Some(("one.lxp", 2)));
    }
}
