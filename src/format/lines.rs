//! Lines going out, with the comments and blank lines that stood between them.

use super::WIDTH;
use super::layout::{Doc, columns, filled, plain};
use crate::source::{Source, Span};
use crate::syntax::ast::Comment;

/// The text being written.
pub(super) struct Lines<'a> {
    out: String,
    source: &'a Source,
    comments: &'a [Comment],
    /// Up to here the source has been written.
    done: u32,
}

/// Stands before a comment behind a line until all lines are written and it is known how wide they are.
const BEHIND: char = '\u{2}';

/// Comments behind lines that follow each other stand in one column.
fn aligned(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let run = lines.iter().skip(at).take_while(|line| line.contains(BEHIND)).count();
        if run == 0 {
            out.push_str(line);
            out.push('\n');
            at += 1;
            continue;
        }
        let parts: Vec<(&str, &str)> =
            lines.iter().skip(at).take(run).filter_map(|line| line.split_once(BEHIND)).collect();
        let widest = parts.iter().map(|(before, _)| columns(before)).max().unwrap_or(0);
        for (before, comment) in parts {
            out.push_str(before);
            out.extend(std::iter::repeat_n(' ', widest - columns(before)));
            out.push_str(comment);
            out.push('\n');
        }
        at += run;
    }
    out
}

/// Spaces a level.
pub(super) const STEP: usize = 4;

impl<'a> Lines<'a> {
    /// Nothing written yet.
    pub(super) fn new(source: &'a Source, comments: &'a [Comment]) -> Self {
        Self { out: String::new(), source, comments, done: 0 }
    }

    /// The text, with the comments that stand at its end.
    pub(super) fn finish(mut self) -> String {
        self.before(u32::MAX, 0);
        aligned(&self.out)
    }

    /// The words of the source at a place.
    pub(super) fn words(&self, span: Span) -> &'a str {
        let at = |address: u32| usize::try_from(address.saturating_sub(self.source.base)).unwrap_or(usize::MAX);
        self.source.text.get(at(span.start)..at(span.end)).unwrap_or("")
    }

    /// A line that says what the source says at a place. Too long, it fills more lines, the rest indented.
    pub(super) fn line(&mut self, span: Span, level: usize, text: &str) {
        self.before(span.start, level);
        let indent = level * STEP;
        let width = WIDTH.saturating_sub(indent);
        for (number, part) in filled(text, width, STEP).into_iter().enumerate() {
            let extra = if number == 0 { 0 } else { STEP };
            self.push(indent + extra, &plain(&part));
        }
        self.after(span.end);
    }

    /// A line that is opened where it is too long.
    pub(super) fn laid(&mut self, span: Span, level: usize, doc: Doc) {
        self.before(span.start, level);
        let width = WIDTH.saturating_sub(level * STEP);
        for (deeper, part) in Doc::group(vec![doc]).lines(width, STEP) {
            self.push((level + deeper) * STEP, &plain(&part));
        }
        self.after(span.end);
    }

    fn push(&mut self, indent: usize, text: &str) {
        if !text.is_empty() {
            self.out.extend(std::iter::repeat_n(' ', indent));
            self.out.push_str(text);
        }
        self.out.push('\n');
    }

    /// Comments that stand on lines of their own before a place, and at most one blank line between any two things.
    fn before(&mut self, address: u32, level: usize) {
        while let Some((comment, rest)) = self.comments.split_first()
            && comment.span.start < address
        {
            self.comments = rest;
            self.blank(comment.span.start);
            let words = self.words(comment.span).trim_end().to_owned();
            self.push(level * STEP, &words);
            self.done = comment.span.end;
        }
        if address != u32::MAX {
            self.blank(address);
        }
    }

    /// A blank line, if one stood between what is written and a place.
    fn blank(&mut self, address: u32) {
        if self.out.is_empty() {
            return;
        }
        let between = self.words(Span::new(self.done, address));
        if between.matches('\n').count() > 1 {
            self.out.push('\n');
        }
    }

    /// The comment that stands behind a line, on the same line of the source.
    fn after(&mut self, address: u32) {
        self.done = address;
        let Some((comment, rest)) = self.comments.split_first() else { return };
        let between = self.words(Span::new(address, comment.span.start));
        if comment.span.start < address || between.contains('\n') {
            return;
        }
        let words = self.words(comment.span).trim_end().to_owned();
        self.comments = rest;
        self.done = comment.span.end;
        self.out.pop();
        self.out.push_str("  ");
        self.out.push(BEHIND);
        self.out.push_str(&words);
        self.out.push('\n');
    }
}
