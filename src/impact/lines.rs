//! A text line by line, some lines at a time, and none of them longer than a limit.

use super::error::LONGEST_LINE;
use std::io::{self, BufRead, Read as _};
use std::ops::Range;

/// So many lines are handed on together,
const MOST_LINES: usize = 256;
/// or fewer, once they have so many bytes.
const MOST_BYTES: usize = 256 << 10;

/// Some lines of a text.
#[derive(Debug, Default)]
pub struct Chunk {
    text: Vec<u8>,
    lines: Vec<(usize, Option<Range<usize>>)>,
    /// How many bytes of the text lie before its end.
    pub read: u64,
}

/// One line.
#[derive(Debug, Clone, Copy)]
pub struct Line<'c> {
    /// Its number, from 1.
    pub number: usize,
    /// Its bytes without the end of the line; nothing if they are more than are read.
    pub bytes: Option<&'c [u8]>,
}

impl Chunk {
    /// The lines that are not blank.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.lines.iter().map(|(number, place)| Line {
            number: *number,
            bytes: place.as_ref().map(|place| self.text.get(place.clone()).unwrap_or_default()),
        })
    }
}

/// A text that is read line by line.
#[derive(Debug)]
pub struct Lines<R> {
    from: R,
    number: usize,
    read: u64,
}

impl<R: BufRead> Lines<R> {
    /// From the beginning.
    pub fn new(from: R) -> Self {
        Self { from, number: 0, read: 0 }
    }

    /// Reads the next lines in the place of those before. Says whether there are any.
    ///
    /// # Errors
    /// If the text cannot be read.
    pub fn next(&mut self, chunk: &mut Chunk) -> io::Result<bool> {
        chunk.text.clear();
        chunk.lines.clear();
        while chunk.lines.len() < MOST_LINES && chunk.text.len() < MOST_BYTES && self.line(chunk)? {}
        chunk.read = self.read;
        Ok(!chunk.lines.is_empty())
    }

    /// Reads one line; nothing at the end.
    fn line(&mut self, chunk: &mut Chunk) -> io::Result<bool> {
        let start = chunk.text.len();
        let limit = u64::try_from(LONGEST_LINE + 2).unwrap_or(u64::MAX);
        let read = self.from.by_ref().take(limit).read_until(b'\n', &mut chunk.text)?;
        self.read += u64::try_from(read).unwrap_or(0);
        if read == 0 {
            return Ok(false);
        }
        self.number += 1;
        let ended = chunk.text.last() == Some(&b'\n');
        let line = chunk.text.get(start..).unwrap_or_default();
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.len() > LONGEST_LINE {
            if !ended {
                self.read += u64::try_from(self.from.skip_until(b'\n')?).unwrap_or(0);
            }
            chunk.text.truncate(start);
            chunk.lines.push((self.number, None));
            return Ok(true);
        }
        let end = start + line.len();
        let mark = if self.number == 1 && line.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        if !line.iter().skip(mark).all(u8::is_ascii_whitespace) {
            chunk.lines.push((self.number, Some(start + mark..end)));
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<(usize, Option<String>)> {
        let mut lines = Lines::new(io::BufReader::with_capacity(7, text));
        let (mut chunk, mut found) = (Chunk::default(), Vec::new());
        while lines.next(&mut chunk).unwrap() {
            let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            found.extend(chunk.lines().map(|line| (line.number, line.bytes.map(words))));
        }
        assert_eq!(lines.read, u64::try_from(text.len()).unwrap());
        found
    }

    #[test]
    fn lines_have_numbers_and_blank_ones_are_passed_over() {
        let text = "\u{feff}{}\r\n\n  \t\r\n{\"a\": 1}\n\n{}";
        let found = read(text.as_bytes());
        let line = |number, words: &str| (number, Some(words.to_owned()));
        assert_eq!(found, [line(1, "{}"), line(4, "{\"a\": 1}"), line(6, "{}")]);
        assert!(read(b"").is_empty() && read(b"\n \n").is_empty());
    }

    #[test]
    fn a_line_that_is_too_long_hides_nothing_of_the_next() {
        for end in ["\n", "\r\n"] {
            let long = "x".repeat(LONGEST_LINE);
            let text = format!("{{}}{end}{long}{end}{long}x{end}{long}{long}{end}{{}}{end}");
            let found: Vec<(usize, Option<usize>)> =
                read(text.as_bytes()).into_iter().map(|(number, words)| (number, words.map(|it| it.len()))).collect();
            assert_eq!(found, [(1, Some(2)), (2, Some(LONGEST_LINE)), (3, None), (4, None), (5, Some(2))]);
        }
    }

    #[test]
    fn many_lines_are_read_some_at_a_time() {
        let text = "{}\n".repeat(MOST_LINES * 2 + 1);
        let mut lines = Lines::new(text.as_bytes());
        let mut chunk = Chunk::default();
        let mut counts = Vec::new();
        while lines.next(&mut chunk).unwrap() {
            counts.push(chunk.lines().count());
        }
        assert_eq!(counts, [MOST_LINES, MOST_LINES, 1]);
    }
}
