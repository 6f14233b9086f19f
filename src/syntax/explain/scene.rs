//! The place where reading failed, and the words around it.

use super::Reading;
use crate::source::Span;
use crate::syntax::grammar::Rule;

/// Where reading got furthest, and what was looked for there.
pub(super) struct Scene<'a> {
    /// What was read.
    pub(super) text: &'a str,
    /// The address of its first byte.
    base: u32,
    /// The byte at which nothing fitted.
    pub(super) at: usize,
    /// What would have fitted.
    pub(super) rules: &'a [Rule],
    /// What the text was read as.
    pub(super) reading: Reading,
}

impl<'a> Scene<'a> {
    /// A failure before white space is one after it.
    pub(super) fn new(text: &'a str, base: u32, at: usize, rules: &'a [Rule], reading: Reading) -> Self {
        let rest = text.get(at..).unwrap_or("");
        let at = at + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
        Self { text, base, at, rules, reading }
    }

    /// The place of some bytes.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let address = |offset| self.base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        Span::new(address(start), address(end))
    }

    pub(super) fn expects(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }

    /// What stands before and after a byte.
    pub(super) fn around(&self, at: usize) -> (&'a str, &'a str) {
        self.text.split_at_checked(at).unwrap_or((self.text, ""))
    }

    /// What stands from the failure on.
    pub(super) fn rest(&self) -> &'a str {
        self.around(self.at).1
    }

    /// The byte at which the line of a byte begins.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.around(at).0.rfind('\n').map_or(0, |it| it + 1)
    }

    /// Whether nothing but white space stands before the failure on its line.
    pub(super) fn first_on_line(&self) -> bool {
        let (before, _) = self.around(self.at);
        before.rsplit('\n').next().unwrap_or("").trim().is_empty()
    }

    /// Whether nothing but white space and a comment stands after the failure on its line.
    pub(super) fn at_end_of_line(&self) -> bool {
        let line = self.rest().lines().next().unwrap_or("").trim_start();
        line.is_empty() || line.starts_with('#')
    }

    /// The word, number or character that was found, as written; empty at the end of a line.
    pub(super) fn found(&self) -> &'a str {
        if self.at_end_of_line() {
            return "";
        }
        token(self.rest())
    }

    /// What was found, for a message.
    pub(super) fn found_words(&self) -> String {
        let found = self.found();
        let shown: String = found.chars().take(40).collect();
        if found.is_empty() {
            return if self.reading.is_cell() { "the end of the cell" } else { "the end of the line" }.to_owned();
        }
        if found.starts_with('"') {
            return format!("the text `{shown}`");
        }
        format!("`{shown}`")
    }

    /// The place of what was found. At the end of a line it is the place right after the last word, as that is where
    /// something is missing.
    pub(super) fn place(&self) -> Span {
        let found = self.found();
        if found.is_empty() {
            let (before, _) = self.around(self.at);
            let end = before.trim_end().len();
            let next = self.around(end).1.chars().next().map_or(0, char::len_utf8);
            return self.span(end, end + next);
        }
        self.span(self.at, self.at + found.len())
    }

    /// The word before the failure, wherever it stands.
    pub(super) fn word_before(&self) -> &'a str {
        let before = self.around(self.at).0.trim_end();
        let start = before.rfind(|letter: char| letter.is_whitespace()).map_or(0, |it| it + 1);
        before.get(start..).unwrap_or("")
    }

    /// The first word of the whole text: the kind of declaration.
    pub(super) fn kind(&self) -> &'a str {
        token(self.text)
    }

    /// The line of a byte, from its first word to its last, and the byte at which it begins.
    pub(super) fn line(&self, at: usize) -> (usize, &'a str) {
        let start = self.line_start(at);
        let line = self.around(start).1.lines().next().unwrap_or("");
        let words = line.trim_start_matches([' ', '\t']);
        (start + line.len() - words.len(), without_comment(words))
    }

    /// The line that the line of a byte stands under: the nearest above that is less indented.
    pub(super) fn owner(&self, at: usize) -> Option<(usize, &'a str)> {
        let start = self.line_start(at);
        let indentation = self.line(at).0 - start;
        let mut end = start;
        for line in self.around(start).0.split_inclusive('\n').rev() {
            end -= line.len();
            let words = line.trim_start_matches([' ', '\t']);
            if line.len() - words.len() < indentation && !words.trim().is_empty() && !words.starts_with('#') {
                return Some((end + line.len() - words.len(), without_comment(words)));
            }
        }
        None
    }
}

/// A line without the comment behind it and the blanks at its end.
fn without_comment(line: &str) -> &str {
    let mut end = line.len();
    let mut in_text = false;
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => in_text = !in_text,
            '#' if !in_text => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    line.get(..end).unwrap_or(line).trim_end()
}

/// The word, number, text or character that a text begins with.
pub(super) fn token(text: &str) -> &str {
    let Some(first) = text.chars().next() else { return "" };
    let end = if first.is_alphanumeric() || first == '_' {
        text.find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(text.len())
    } else if first == '"' {
        let line = text.find(['\n', '\r']).unwrap_or(text.len());
        let close = text.get(1..).and_then(|it| it.find('"')).map_or(line, |it| it + 2);
        close.min(line)
    } else {
        first.len_utf8()
    };
    text.get(..end).unwrap_or("")
}

/// Tells apart what stands in texts, comments and lines of enacted text from the rest: calls back with every other
/// character and where it stands.
pub(super) fn outside_texts(text: &str, mut visit: impl FnMut(usize, char)) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut in_text = false;
        let mut escaped = false;
        if !line.trim_start().starts_with('>') {
            for (offset, letter) in line.char_indices() {
                match letter {
                    _ if escaped => escaped = false,
                    '\\' if in_text => escaped = true,
                    '"' => in_text = !in_text,
                    '#' if !in_text => break,
                    _ if !in_text => visit(at + offset, letter),
                    _ => {}
                }
            }
        }
        at += line.len();
    }
}
