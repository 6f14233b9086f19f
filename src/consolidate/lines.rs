//! A declaration line by line, ready to be compared with another, wherever the two were written.

use super::dates;
use super::day::Since;
use crate::format::{Piece, pieces};
use crate::source::SourceMap;
use crate::syntax::ast::Declaration;

/// A declaration line by line.
#[derive(Debug, Clone)]
pub(super) struct Lines(pub(super) Vec<Written>);

/// A line.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// Its words and its place among the limbs.
    pub(super) piece: Piece,
    /// The same without what only makes columns: it changes with other lines.
    said: Vec<(usize, String)>,
    /// Since when, or up to when, it holds, if it has days of its own.
    pub(super) days: Option<String>,
}

impl Lines {
    pub(super) fn of(tree: &Declaration, sources: &SourceMap, since: &[Since]) -> Self {
        let days = |at: u32| since.iter().find(|(line, _)| *line == at).map(|(_, when)| dates::words(*when));
        let lines = pieces(tree, sources).into_iter();
        Self(lines.map(|piece| Written::new(piece, days)).collect())
    }

    /// What is compared: the words, and how deep they stand.
    pub(super) fn keys(&self) -> Vec<(usize, &[(usize, String)])> {
        self.0.iter().map(|it| (it.piece.depth, it.said.as_slice())).collect()
    }

    /// Whether both say the same.
    pub(super) fn say_the_same(&self, other: &Self) -> bool {
        self.keys() == other.keys()
    }
}

impl Written {
    fn new(piece: Piece, days: impl Fn(u32) -> Option<String>) -> Self {
        let said = piece.text.iter().map(|(deeper, line)| (*deeper, squeezed(line))).collect();
        Self { days: days(piece.at), said, piece }
    }

    /// By what it can be told from others: its first word, or the first cell of a row.
    pub(super) fn begins(&self) -> Option<&str> {
        let (_, line) = self.said.first()?;
        match line.strip_prefix('|') {
            Some(cells) => cells.split('|').next(),
            None => line.split_whitespace().next(),
        }
    }

    /// Its words on one line, however many lines it takes in print.
    pub(super) fn text(&self) -> String {
        joined(&self.said)
    }

    /// The same, in columns with those around it.
    pub(super) fn in_columns(&self) -> String {
        joined(&self.piece.text)
    }
}

fn joined(lines: &[(usize, String)]) -> String {
    let mut made = String::new();
    for (_, part) in lines {
        // An opened bracket and a closing one stand close to what is inside.
        if !made.is_empty() && !made.ends_with(['(', '[']) && !part.starts_with([')', ']']) {
            made.push(' ');
        }
        made.push_str(part);
    }
    made
}

/// Words with single spaces between them. What is in quotes, and what is quoted, stays as it is.
fn squeezed(line: &str) -> String {
    if line.starts_with('>') {
        return line.to_owned();
    }
    let (mut made, mut quoted, mut escaped) = (String::new(), false, false);
    for letter in line.chars() {
        if quoted {
            quoted = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
        } else {
            quoted = letter == '"';
            if letter == ' ' && made.ends_with(' ') {
                continue;
            }
        }
        made.push(letter);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_say_nothing() {
        assert_eq!(squeezed(r#"| "a  b" | CN   |    |"#), r#"| "a  b" | CN | |"#);
        assert_eq!(squeezed(r#"name   : Text "a \"  b""#), r#"name : Text "a \"  b""#);
        assert_eq!(squeezed(">  as it  is"), ">  as it  is");
    }
}
