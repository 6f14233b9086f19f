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
    /// Since when, or up to when, it holds, if it has days of its own.
    pub(super) days: Option<String>,
}

impl Lines {
    pub(super) fn of(tree: &Declaration, sources: &SourceMap, since: &[Since]) -> Self {
        let days = |at: u32| since.iter().find(|(line, _)| *line == at).map(|(_, when)| dates::words(*when));
        let lines = pieces(tree, sources).into_iter();
        Self(lines.map(|piece| Written { days: days(piece.at), piece }).collect())
    }

    /// What is compared: the words, and how deep they stand.
    pub(super) fn keys(&self) -> Vec<(usize, &[(usize, String)])> {
        self.0.iter().map(|it| (it.piece.depth, it.piece.text.as_slice())).collect()
    }

    /// Whether both say the same.
    pub(super) fn say_the_same(&self, other: &Self) -> bool {
        self.keys() == other.keys()
    }
}

impl Written {
    /// The first of its words.
    pub(super) fn first_word(&self) -> Option<&str> {
        self.piece.text.first().and_then(|(_, line)| line.split_whitespace().next())
    }

    /// Its words on one line, however many lines it takes in print.
    pub(super) fn text(&self) -> String {
        let mut made = String::new();
        for (_, part) in &self.piece.text {
            // An opened bracket and a closing one stand close to what is inside.
            if !made.is_empty() && !made.ends_with(['(', '[']) && !part.starts_with([')', ']']) {
                made.push(' ');
            }
            made.push_str(part);
        }
        made
    }
}
