//! What was put in and what was taken out between two texts of a provision, line by line and word by word.

use super::{Act, words};
use crate::format::{Piece, Step};
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What two laws differ in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Redline {
    /// Provision by provision, in the order of the later law, what it no longer has at the end.
    pub changes: Vec<Change>,
}

impl Redline {
    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// What became of one declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Added, removed or changed.
    pub what: What,
    /// The word it begins with: `rule`.
    pub kind: &'static str,
    /// Its name, or its code.
    pub name: String,
    /// Its title, the later one.
    pub title: Option<String>,
    /// Who made it so, where that is known.
    pub by: Vec<By>,
    /// Where it differs.
    pub hunks: Vec<Hunk>,
    /// Where it stands, as `file:line`: in the later law, or where it stood in the earlier one.
    pub place: String,
}

/// Who changed something, and what they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct By {
    /// `inserted`, `replaced`, `amended`, `repealed`, `suspended`, `made`.
    pub how: &'static str,
    /// Who.
    #[serde(flatten)]
    pub act: Act,
}

/// What became of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It is there, and was not.
    Added,
    /// It was there, and is not.
    Removed,
    /// It reads otherwise.
    Changed,
}

/// Lines that differ, together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hunk {
    /// The limb they are in, or that they are: `rs_license (b)(2)`.
    pub path: String,
    /// In order: what was taken out before what was put in its place.
    pub lines: Vec<Line>,
}

/// A line that was taken out or put in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Which of both.
    pub mark: Mark,
    /// How many levels it is indented.
    pub depth: usize,
    /// Its words, those that differ from the line it stands for or that stands for it apart from those that do not.
    pub words: Vec<Word>,
}

/// Whether a line was taken out or put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Mark {
    /// It was taken out.
    #[serde(rename = "-")]
    Out,
    /// It was put in.
    #[serde(rename = "+")]
    In,
}

/// Words of a line, with the spaces between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// The words themselves.
    pub text: String,
    /// Whether they differ from the line that this one is compared with.
    pub differs: bool,
}

/// Where two texts of a declaration differ.
pub(super) fn between(name: &str, before: &[Piece], after: &[Piece]) -> Vec<Hunk> {
    let key = |piece: &Piece| (piece.depth, piece.text.clone());
    let (old, new): (Vec<_>, Vec<_>) = (before.iter().map(key).collect(), after.iter().map(key).collect());
    let mut hunks = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let out = before.get(op.old_range()).unwrap_or_default();
        let put = after.get(op.new_range()).unwrap_or_default();
        hunks.push(Hunk { path: path(name, out.iter().chain(put)), lines: lines(out, put) });
    }
    hunks
}

/// A whole text, put in or taken out.
pub(super) fn whole(name: &str, pieces: &[Piece], mark: Mark) -> Vec<Hunk> {
    let lines = pieces.iter().map(|piece| words::line(piece, mark)).collect();
    vec![Hunk { path: name.to_owned(), lines }]
}

/// Lines taken out and put in. A line is set beside the one that took its place, where that can be told: of the same limb, or
/// one that begins alike.
fn lines(out: &[Piece], put: &[Piece]) -> Vec<Line> {
    let mut made = Vec::new();
    let mut rest = put;
    for old in out {
        match rest.iter().position(|new| stands_for(old, new, out, put)) {
            None => made.push(words::line(old, Mark::Out)),
            Some(at) => {
                let (before, from) = rest.split_at(at);
                made.extend(before.iter().map(|piece| words::line(piece, Mark::In)));
                if let Some((new, later)) = from.split_first() {
                    made.extend(words::pair(old, new));
                    rest = later;
                }
            }
        }
    }
    made.extend(rest.iter().map(|piece| words::line(piece, Mark::In)));
    made
}

fn stands_for(old: &Piece, new: &Piece, out: &[Piece], put: &[Piece]) -> bool {
    if out.len() == 1 && put.len() == 1 {
        return true;
    }
    let labelled = matches!(old.path.last(), Some(Step::Label(_)));
    if labelled {
        return old.path == new.path && old.depth == new.depth;
    }
    old.depth == new.depth && first_word(old) == first_word(new) && !matches!(new.path.last(), Some(Step::Label(_)))
}

fn first_word(piece: &Piece) -> Option<&str> {
    piece.text.first().and_then(|(_, line)| line.split_whitespace().next())
}

/// The path to what all lines have in common.
fn path<'p>(name: &str, pieces: impl Iterator<Item = &'p Piece>) -> String {
    let common = pieces.map(|piece| piece.path.as_slice()).reduce(|one, other| {
        let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
        one.get(..same).unwrap_or_default()
    });
    let steps: String = common.unwrap_or_default().iter().map(ToString::to_string).collect();
    if steps.is_empty() { name.to_owned() } else { format!("{name} {steps}") }
}
