//! Lines under words in a margin, wrapped to a width that reads well.

use anstyle::Style;

/// The width of the margin that holds the words.
const MARGIN: usize = 12;
/// Lines are broken at this width, where they can be.
const WIDTH: usize = 110;

/// A space at which no line is broken.
pub(super) const TIGHT: char = '\u{1}';

/// A page being written.
#[derive(Debug)]
pub(super) struct Page {
    out: String,
    last: String,
    margin: usize,
}

impl Default for Page {
    fn default() -> Self {
        Self { out: String::new(), last: String::new(), margin: MARGIN }
    }
}

/// What is beside the point.
pub(super) const DIM: Style = Style::new().dimmed();
/// What leads the eye.
pub(super) const BOLD: Style = Style::new().bold();

impl Page {
    /// A page on which nothing stands in the margin.
    pub(super) fn narrow() -> Self {
        Self { margin: 2, ..Self::default() }
    }

    /// A line from the left edge.
    pub(super) fn line(&mut self, line: &str) {
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
        let room = WIDTH.saturating_sub(MARGIN);
        for (number, part) in wrapped(line, room).into_iter().enumerate() {
            let head = if number == 0 { shown } else { "" };
            let pad = " ".repeat(MARGIN.saturating_sub(2 + head.chars().count()));
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
        let hang = indent + head.chars().count();
        let whole = if aside.is_empty() { line.to_owned() } else { beside(line, aside) };
        for (number, part) in wrapped(&whole, WIDTH.saturating_sub(hang)).into_iter().enumerate() {
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

/// A line in parts no wider than `room`, broken between words. Escapes take no room.
fn wrapped(line: &str, room: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut now = String::new();
    for word in line.split(' ') {
        let next = width(&now) + 1 + width(word);
        if next > room && !now.trim().is_empty() {
            parts.push(std::mem::take(&mut now));
        } else if !now.is_empty() || !parts.is_empty() && word.is_empty() {
            now.push(' ');
        }
        now.push_str(word);
    }
    parts.push(now);
    parts
}

/// How many columns a text takes, without its escapes.
fn width(text: &str) -> usize {
    let mut count = 0;
    let mut escape = false;
    for letter in text.chars() {
        match letter {
            '\u{1b}' => escape = true,
            'm' if escape => escape = false,
            _ if escape => {}
            _ => count += 1,
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_break_between_words() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("indivisible", 4), ["indivisible"]);
        assert_eq!(width("\u{1b}[1mab\u{1b}[0m"), 2);
    }
}
