//! Lines under words in a margin, folded to a width.

use crate::diagnostic::{columns, fold, fold_hanging};
use anstyle::Style;

/// The width of the margin that holds the words.
const MARGIN: usize = 12;

/// The rest of a heading stands so far in.
const HANG: usize = 4;

/// So much further in stands what a line under a word goes on with.
const REST: usize = 2;

/// A space at which no line is broken.
pub(super) const TIGHT: char = '\u{1}';

/// A page being written.
#[derive(Debug)]
pub(super) struct Page {
    out: String,
    last: String,
    margin: usize,
    /// Lines are broken at this width, where they can be.
    width: usize,
}

/// What is beside the point.
pub(super) const DIM: Style = Style::new().dimmed();
/// What leads the eye.
pub(super) const BOLD: Style = Style::new().bold();

impl Page {
    /// A page so many columns wide.
    pub(super) fn new(width: usize) -> Self {
        Self { out: String::new(), last: String::new(), margin: MARGIN, width }
    }

    /// A page on which nothing stands in the margin.
    pub(super) fn narrow(width: usize) -> Self {
        Self { margin: 2, ..Self::new(width) }
    }

    /// A line from the left edge; its rest, if it is long, a little further in.
    pub(super) fn heading(&mut self, line: &str) {
        self.line(&fold_hanging(line, self.width, HANG));
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line.replace(TIGHT, " ").trim_end());
        self.out.push('\n');
    }

    /// An empty line, but never two.
    pub(super) fn blank(&mut self) {
        if !self.out.ends_with("\n\n") && !self.out.is_empty() {
            self.out.push('\n');
        }
        self.last.clear();
    }

    /// A line under a word in the margin; the word is said once for lines that follow each other.
    pub(super) fn section(&mut self, word: &str, line: &str) {
        let shown = if self.last == word { "" } else { word };
        word.clone_into(&mut self.last);
        let room = self.width.saturating_sub(MARGIN + REST);
        for (number, part) in fold(line, room).into_iter().enumerate() {
            let (head, hang) = if number == 0 { (shown, 0) } else { ("", REST) };
            let pad = " ".repeat(MARGIN.saturating_sub(2 + columns(head)) + hang);
            self.line(&format!("  {BOLD}{head}{BOLD:#}{pad}{part}"));
        }
    }

    /// The same, with something beside the point to the right.
    pub(super) fn section_with(&mut self, word: &str, line: &str, aside: &str) {
        if aside.is_empty() {
            self.section(word, line);
        } else {
            self.section(word, &beside(line, aside));
        }
    }

    /// A line further in, under the section before; its rest, if it is long, as far in as its head is wide.
    pub(super) fn inner(&mut self, depth: usize, head: &str, line: &str, aside: &str) {
        let indent = self.margin + 2 * depth;
        let head = if head.is_empty() { String::new() } else { format!("{}  ", head.trim_end()) };
        let hang = indent + columns(&head);
        let whole = if aside.is_empty() { line.to_owned() } else { beside(line, aside) };
        for (number, part) in fold(&whole, self.width.saturating_sub(hang)).into_iter().enumerate() {
            let start = if number == 0 { format!("{}{head}", " ".repeat(indent)) } else { " ".repeat(hang) };
            self.line(&format!("{start}{part}"));
        }
    }

    /// The page.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

fn beside(line: &str, aside: &str) -> String {
    format!("{line}  {DIM}{aside}{DIM:#}")
}
