//! The parts of the texts that a message shows: a few lines around its labels, and of a very long line only a window.

use crate::source::{Source, SourceMap, Span};
use std::ops::Range;

/// More bytes of a line than are ever shown whole: JSON is often one line.
const LONG_LINE: usize = 240;
/// Bytes shown before and after what is underlined in a long line.
const AROUND: usize = 60;
/// Labels that are no further apart than this many lines are shown together: no line between them would be left out.
const NEAR: usize = 3;

/// Something that a message points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// Where, in bytes of the text it lies in, later of the excerpt.
    pub(super) place: Range<usize>,
    /// What is said of it.
    pub(super) words: String,
    /// Whether it is what the message is about; the others say because of which line.
    pub(super) primary: bool,
}

/// Some lines of one text.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The name of the text.
    pub(super) name: String,
    /// The lines, with a line end where a label stands at the very end.
    pub(super) text: String,
    /// The number of the first line, from 1.
    pub(super) line: usize,
    /// The column, from 1, in which the first line is cut; 1 if it is whole.
    pub(super) column: usize,
    /// In the order in which they stand, the primary one before others at the same place.
    pub(super) labels: Vec<Label>,
}

impl Excerpt {
    /// Line and column, both from 1, of a byte of the excerpt.
    pub(super) fn line_column(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let column = before.rsplit('\n').next().unwrap_or("").chars().count();
        match before.matches('\n').count() {
            0 => (self.line, self.column + column),
            lines => (self.line + lines, column + 1),
        }
    }
}

/// What is to be shown for labels, of which the first is the primary one: the excerpt it lies in first.
pub(super) fn excerpts(labels: &[(Span, String)], sources: &SourceMap) -> Vec<Excerpt> {
    let mut found: Vec<(&Source, Label)> = Vec::new();
    for (position, (span, words)) in labels.iter().enumerate() {
        let Some(source) = sources.find(span.start) else { continue };
        let label = label(source, *span, words.clone(), position == 0);
        // Two things said of one place are said together, one thing twice is said once.
        let same = found.iter_mut().find(|(at, it)| at.base == source.base && it.place == label.place);
        match same {
            Some((_, known)) if known.words == label.words => {}
            Some((_, known)) => known.words = format!("{}; {}", known.words, label.words),
            None => found.push((source, label)),
        }
    }
    found.sort_by_key(|(source, label)| (source.base, label.place.start, !label.primary));
    let mut groups: Vec<(&Source, Vec<Label>)> = Vec::new();
    for (source, label) in found {
        match groups.last_mut() {
            Some((at, group)) if at.base == source.base && together(source, group, &label) => group.push(label),
            _ => groups.push((source, vec![label])),
        }
    }
    let mut excerpts: Vec<Excerpt> = groups.into_iter().map(|(source, labels)| excerpt(source, labels)).collect();
    excerpts.sort_by_key(|excerpt| !excerpt.labels.iter().any(|label| label.primary));
    excerpts
}

/// A label in bytes of its text. One that is too long for the long line it lies in is cut short.
fn label(source: &Source, span: Span, words: String, primary: bool) -> Label {
    let local = |address: u32| {
        let at = usize::try_from(address.saturating_sub(source.base)).unwrap_or(usize::MAX).min(source.text.len());
        boundary(&source.text, at)
    };
    let mut place = local(span.start)..local(span.end.max(span.start));
    if place.len() > LONG_LINE && has_long_line(&source.text, &lines_of(&source.text, &place)) {
        let covered = source.text.get(place.clone()).unwrap_or("");
        let line = covered.find('\n').unwrap_or(covered.len());
        place.end = boundary(&source.text, place.start + line.min(AROUND));
    }
    Label { place, words, primary }
}

/// Whether one more label can be shown with those before it.
fn together(source: &Source, group: &[Label], next: &Label) -> bool {
    let place = span(group);
    let between = source.text.get(place.end..next.place.start).unwrap_or("");
    if between.matches('\n').count() > NEAR {
        return false;
    }
    let both = place.start..place.end.max(next.place.end);
    both.len() <= LONG_LINE || !has_long_line(&source.text, &lines_of(&source.text, &both))
}

/// The smallest place that holds all labels.
fn span(labels: &[Label]) -> Range<usize> {
    let start = labels.iter().map(|label| label.place.start).min().unwrap_or(0);
    let end = labels.iter().map(|label| label.place.end).max().unwrap_or(0);
    start..end
}

/// The lines of the labels with one more on either side; without those if one is too long, and only a window if the lines
/// of the labels are too long themselves.
fn excerpt(source: &Source, mut labels: Vec<Label>) -> Excerpt {
    let text = &source.text;
    let place = span(&labels);
    let own = lines_of(text, &place);
    let more = around(text, &own);
    let shown = if !has_long_line(text, &more) {
        more
    } else if !has_long_line(text, &own) {
        own
    } else {
        let start = boundary(text, place.start.saturating_sub(AROUND).max(own.start));
        start..boundary(text, (place.end + AROUND).min(own.end))
    };
    let address = source.base.saturating_add(u32::try_from(shown.start).unwrap_or(u32::MAX));
    let (line, column) = source.line_column(address);
    for label in &mut labels {
        label.place = label.place.start - shown.start..label.place.end - shown.start;
    }
    let mut words = harmless(text.get(shown).unwrap_or(""));
    if labels.iter().any(|label| label.place.start >= words.len()) {
        words.push('\n');
    }
    Excerpt { name: source.name.clone(), text: words, line, column, labels }
}

/// The lines that a place touches, without the end of the last.
fn lines_of(text: &str, place: &Range<usize>) -> Range<usize> {
    let start = text.get(..place.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(place.end..).and_then(|after| after.find('\n')).map_or(text.len(), |length| place.end + length);
    start..end
}

/// Some lines with one more on either side, where it is not blank.
fn around(text: &str, lines: &Range<usize>) -> Range<usize> {
    let before = lines_of(text, &(lines.start.saturating_sub(1)..lines.start)).start..lines.start;
    let after = lines.end..lines_of(text, &(lines.end..(lines.end + 1).min(text.len()))).end;
    let blank = |lines: &Range<usize>| text.get(lines.clone()).is_none_or(|words| words.trim().is_empty());
    let start = if blank(&before) { lines.start } else { before.start };
    start..if blank(&after) { lines.end } else { after.end }
}

fn has_long_line(text: &str, lines: &Range<usize>) -> bool {
    text.get(lines.clone()).unwrap_or("").split('\n').any(|line| line.len() > LONG_LINE)
}

/// The start of the letter that a byte lies in.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The text with a sign of the same length in the place of each that would do something to a terminal, or turn the
/// reading of a line around.
pub(super) fn harmless(text: &str) -> String {
    let mut rest = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(letter) = rest.next() {
        out.push(match letter {
            '\n' | '\t' => letter,
            // Half a line end would be counted as a whole one.
            '\r' if rest.peek().is_none_or(|next| *next == '\n') => ' ',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            control if control.is_control() && control.len_utf8() == 1 => '?',
            control if control.is_control() => '¿',
            other => other,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of a text for labels that lie on these words, each the first of its kind.
    fn shown(text: &str, labels: &[&str]) -> Vec<(usize, usize, String, Vec<String>)> {
        let mut sources = SourceMap::new();
        let base = sources.add("law.lxp", text).map(|id| sources.get(id).unwrap().base).unwrap();
        let place = |words: &str| {
            let at = base + u32::try_from(text.find(words).unwrap()).unwrap();
            (Span::new(at, at + u32::try_from(words.len()).unwrap()), words.chars().take(1).collect())
        };
        let labels: Vec<(Span, String)> = labels.iter().map(|words| place(words)).collect();
        let told = |it: &Excerpt| {
            let underlined = it.labels.iter().map(|label| it.text[label.place.clone()].to_owned()).collect();
            (it.line, it.column, it.text.clone(), underlined)
        };
        excerpts(&labels, &sources).iter().map(told).collect()
    }

    #[test]
    fn what_the_message_is_about_comes_first() {
        let found = shown("one\ntwo\n3\n4\n5\n6\nseven\n8", &["seven", "one"]);
        let words = |words: &str| vec![words.to_owned()];
        assert_eq!(
            found,
            [(6, 1, "6\nseven\n8".to_owned(), words("seven")), (1, 1, "one\ntwo".to_owned(), words("one"))]
        );
    }

    #[test]
    fn near_labels_are_shown_together_and_the_same_once() {
        let found = shown("one\ntwo\n3\nfour\n5", &["four", "one", "four"]);
        assert_eq!(found, [(1, 1, "one\ntwo\n3\nfour\n5".to_owned(), vec!["one".to_owned(), "four".to_owned()])]);
    }

    #[test]
    fn blank_lines_around_are_left_out() {
        assert_eq!(shown("one\n  \ntwo\n\r\nthree", &["two"])[0].2, "two");
        assert_eq!(shown("one\n\r\ntwo\r\n\r\nthree", &["two"])[0].2, "two ");
        assert_eq!(shown("one\ntwo\r\nthree", &["two"])[0].2, "one\ntwo \nthree");
    }

    #[test]
    fn a_place_at_the_very_end_is_on_a_line() {
        let mut sources = SourceMap::new();
        let id = sources.add("law.lxp", "one\n").unwrap();
        let end = sources.get(id).unwrap().span().end;
        let found = excerpts(&[(Span::new(end, end), "here".to_owned())], &sources);
        assert_eq!(found[0].text, "one\n\n");
        assert_eq!(found[0].line_column(4), (2, 1));
    }

    #[test]
    fn of_a_long_line_a_window_is_shown() {
        let text = format!("first\n{}middle{}end\nlast", "é".repeat(5_000), "é".repeat(5_000));
        let found = shown(&text, &["middle", "end"]);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|(line, _, text, _)| *line == 2 && text.len() < 3 * AROUND), "{found:?}");
        assert_eq!((found[0].1, found[0].3.as_slice()), (5_000 - AROUND / 2 + 1, &["middle".to_owned()][..]));
    }

    #[test]
    fn nothing_shown_does_anything_to_a_terminal() {
        let hostile = "a\u{1b}[31mb\u{9b}c\u{202e}d\re\r\n\tf\0";
        let tamed = harmless(hostile);
        assert_eq!(tamed.len(), hostile.len());
        assert_eq!(tamed, "a?[31mb¿c\u{fffd}d?e \n\tf?");
    }
}
