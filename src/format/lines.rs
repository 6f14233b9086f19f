//! Lines going out, with what stands between them and behind them.

use super::layout::{Doc, columns, filled, plain};
use super::pieces::Step;
use super::{Remarks, WIDTH};
use crate::source::{SourceMap, Span};
use crate::syntax::ast::Comment;

/// The text being written.
pub(super) struct Lines<'a> {
    sources: &'a SourceMap,
    margin: Margin<'a>,
    written: Vec<Line>,
    /// How much deeper than they say the levels of lines are.
    base: usize,
    /// The limb that is being written, from the outermost inwards.
    pub(super) path: Vec<Step>,
    /// Whether a blank line comes next.
    apart: bool,
}

/// Where what is not in the tree comes from: comments, and whether a line stands apart from the one before it.
enum Margin<'a> {
    /// From the one text that the tree was read from. Both go forward with the lines.
    Text {
        /// Those that are still to be written.
        comments: &'a [Comment],
        /// Up to here the text has been written.
        done: u32,
    },
    /// From the caller. The parts of the tree may come from several texts, in any order; nothing between them is looked at.
    Remarks(&'a Remarks),
}

/// A line of canonical text.
pub(super) struct Line {
    /// Where it begins in the text that it was read from.
    pub(super) at: u32,
    /// How many levels it is indented.
    pub(super) level: usize,
    /// The limb that it belongs to.
    pub(super) path: Vec<Step>,
    /// The line itself. Too long, it takes more of them, each with how many levels deeper it stands.
    pub(super) parts: Vec<(usize, String)>,
    /// The comment behind it.
    behind: Option<String>,
    /// Whether a blank line stands before it.
    apart: bool,
}

/// Spaces a level.
pub(super) const STEP: usize = 4;

impl<'a> Lines<'a> {
    /// For a tree that was read from one text, whose comments and blank lines are kept.
    pub(super) fn of_text(sources: &'a SourceMap, comments: &'a [Comment]) -> Self {
        Self::new(sources, Margin::Text { comments, done: 0 })
    }

    /// For trees whose parts may come from any texts, with remarks behind lines.
    pub(super) fn of_trees(sources: &'a SourceMap, remarks: &'a Remarks) -> Self {
        Self::new(sources, Margin::Remarks(remarks))
    }

    fn new(sources: &'a SourceMap, margin: Margin<'a>) -> Self {
        Self { sources, margin, written: Vec::new(), base: 0, path: Vec::new(), apart: false }
    }

    /// The text, with the comments that stand at its end.
    pub(super) fn finish(mut self) -> String {
        self.comments_before(u32::MAX, 0);
        rendered(&self.written)
    }

    /// The lines, one by one.
    pub(super) fn into_lines(self) -> Vec<Line> {
        self.written
    }

    /// The words of a text at a place.
    pub(super) fn words(&self, span: Span) -> &'a str {
        self.sources.text(span)
    }

    /// Writes something so many levels deeper.
    pub(super) fn deeper(&mut self, by: usize, write: impl FnOnce(&mut Self)) {
        self.base += by;
        write(self);
        self.base -= by;
    }

    /// Writes something as part of a limb; of none, what is around it.
    pub(super) fn part(&mut self, step: Option<Step>, write: impl FnOnce(&mut Self)) {
        let outside = self.path.len();
        self.path.extend(step);
        write(self);
        self.path.truncate(outside);
    }

    /// Leaves a blank line before what is written next.
    pub(super) fn stand_apart(&mut self) {
        self.apart = !self.written.is_empty();
    }

    /// A line that says what is said at a place. Too long, it fills more lines, the rest indented.
    pub(super) fn line(&mut self, span: Span, level: usize, text: &str) {
        let level = self.base + level;
        self.before(span.start, level);
        let parts = filled(text, room(level), STEP);
        let parts = parts.iter().enumerate().map(|(number, part)| (number.min(1), plain(part)));
        self.push(span.start, level, parts.collect());
        self.behind(span);
    }

    /// A line of enacted text, which takes everything behind it for its own.
    pub(super) fn line_alone(&mut self, span: Span, level: usize, text: &str) {
        let level = self.base + level;
        self.before(span.start, level);
        if let Margin::Remarks(remarks) = self.margin
            && let Some(remark) = remarks.get(&span.start)
        {
            self.push(span.start, level, vec![(0, comment(remark))]);
        }
        self.push(span.start, level, vec![(0, plain(text))]);
        self.done(span.end);
    }

    /// A line that is opened where it is too long.
    pub(super) fn laid(&mut self, span: Span, level: usize, doc: Doc) {
        let level = self.base + level;
        self.before(span.start, level);
        let parts = Doc::group(vec![doc]).lines(room(level), STEP);
        let parts = parts.into_iter().map(|(deeper, part)| (deeper, plain(&part)));
        self.push(span.start, level, parts.collect());
        self.behind(span);
    }

    fn push(&mut self, at: u32, level: usize, parts: Vec<(usize, String)>) {
        let apart = std::mem::take(&mut self.apart);
        self.written.push(Line { at, level, path: self.path.clone(), parts, behind: None, apart });
    }

    /// Comments that stand on lines of their own before a place, and at most one blank line between any two things.
    fn before(&mut self, address: u32, level: usize) {
        self.comments_before(address, level);
        self.blank(address);
    }

    fn comments_before(&mut self, address: u32, level: usize) {
        while let Margin::Text { comments, .. } = &mut self.margin
            && let Some((comment, rest)) = comments.split_first()
            && comment.span.start < address
        {
            *comments = rest;
            let span = comment.span;
            self.blank(span.start);
            let words = self.words(span).trim_end().to_owned();
            self.push(span.start, level, vec![(0, words)]);
            self.done(span.end);
        }
    }

    /// A blank line, if one stood between what is written and a place.
    fn blank(&mut self, address: u32) {
        if let Margin::Text { done, .. } = &self.margin
            && self.words(Span::new(*done, address.max(*done))).matches('\n').count() > 1
        {
            self.stand_apart();
        }
    }

    /// Up to here all is written. What a tree holds before what it was written after does not go back.
    fn done(&mut self, address: u32) {
        if let Margin::Text { done, .. } = &mut self.margin {
            *done = address.max(*done);
        }
    }

    /// The comment that stands behind a line, on the same line of the text; or what the caller remarks on it.
    fn behind(&mut self, span: Span) {
        self.done(span.end);
        let words = match &mut self.margin {
            Margin::Remarks(remarks) => remarks.get(&span.start).map(|remark| comment(remark)),
            Margin::Text { comments, done } => match comments.split_first() {
                Some((comment, rest))
                    if comment.span.start >= span.end
                        && !self.sources.text(Span::new(span.end, comment.span.start)).contains('\n') =>
                {
                    *comments = rest;
                    *done = comment.span.end.max(*done);
                    Some(self.sources.text(comment.span).trim_end().to_owned())
                }
                _ => None,
            },
        };
        if let Some(line) = self.written.last_mut() {
            line.behind = words;
        }
    }
}

/// How wide a line of a level may be.
fn room(level: usize) -> usize {
    WIDTH.saturating_sub(level * STEP)
}

/// A remark as a comment: on one line, whatever is in it.
fn comment(remark: &str) -> String {
    let words = remark.split(|it: char| it.is_whitespace() || it.is_control()).filter(|it| !it.is_empty());
    std::iter::once("#").chain(words).collect::<Vec<_>>().join(" ")
}

/// The text of lines. Comments behind lines that follow each other stand in one column.
fn rendered(written: &[Line]) -> String {
    let mut lines: Vec<(String, Option<&str>)> = Vec::new();
    for line in written {
        if line.apart {
            lines.push((String::new(), None));
        }
        for (deeper, part) in &line.parts {
            let indent = if part.is_empty() { 0 } else { (line.level + deeper) * STEP };
            lines.push((format!("{}{part}", " ".repeat(indent)), None));
        }
        if let Some((_, behind)) = lines.last_mut() {
            *behind = line.behind.as_deref();
        }
    }
    let mut out = String::new();
    for run in lines.chunk_by(|one, next| one.1.is_some() == next.1.is_some()) {
        let widest = run.iter().map(|(words, _)| columns(words)).max().unwrap_or(0);
        for (words, behind) in run {
            out.push_str(words);
            if let Some(behind) = behind {
                out.extend(std::iter::repeat_n(' ', widest - columns(words) + 2));
                out.push_str(behind);
            }
            out.push('\n');
        }
    }
    out
}
