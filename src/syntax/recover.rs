//! More than one mistake in a declaration: what is wrong with one line hides nothing that is wrong with the next.
//!
//! Where a declaration cannot be read, the line at fault is taken out with all that hangs on it, and the rest is read again.
//! Nothing of that is kept but what is wrong further down: a mistake that stands before the line, or in it, may follow
//! from its absence.

use super::error::Error;
use super::explain::{self, Reading};
use super::grammar::{Grammar, Rule};
use super::lower::Lower;
use crate::diagnostic::Bag;
use pest::Parser;
use pest::error::InputLocation;
use std::ops::Range;

/// The most mistakes that are told of one declaration.
const MOST: usize = 10;
/// The longest declaration, in bytes, that is read again: nobody writes a longer one by hand.
const LONGEST: usize = 1 << 16;
/// What may follow from a row that was taken out.
const ROWS: [&str; 2] = ["LX0126", "LX0128"];

/// Reports what is wrong in a declaration beside the first mistake, which has been reported.
pub(super) fn rest(piece: &str, error: &pest::error::Error<Rule>, first: &Error, start: u32, bag: &mut Bag) {
    if piece.len() > LONGEST || is_shallow(first) {
        return;
    }
    let mut text = piece.to_owned();
    let mut at = place(error);
    let mut told = vec![first.to_string()];
    while told.len() < MOST {
        let Some((without, found)) = beyond(&text, at) else { return };
        text = without;
        let Some(error) = found else { break };
        at = place(&error);
        let fault = explain::explain(&error, &text, start, Reading::Declaration);
        let stop = is_shallow(&fault);
        // A tab in every line is one mistake.
        if !told.contains(&fault.to_string()) {
            told.push(fault.to_string());
            bag.push(fault);
        }
        if stop {
            return;
        }
    }
    let Ok(mut pairs) = Grammar::parse(Rule::lone_declaration, &text) else { return };
    let mut found = Bag::new();
    let lower = Lower::new(&text, start, &mut found);
    let _ = pairs.next().and_then(|pair| lower.declaration(pair));
    found.retain(|finding| !ROWS.contains(&finding.code().as_str()));
    bag.append(found);
}

/// The text without the line at fault, and what is wrong further down; nothing if that cannot be told.
fn beyond(text: &str, at: usize) -> Option<(String, Option<pest::error::Error<Rule>>)> {
    let lines = Lines::of(text);
    let line = lines.at(at)?;
    for out in [lines.limb(line), lines.member(line)].into_iter().flatten() {
        let without = blank(text, &out);
        match Grammar::parse(Rule::lone_declaration, &without) {
            Ok(_) => return Some((without, None)),
            Err(error) if Lines::of(&without).is_after(place(&error), out.end) => return Some((without, Some(error))),
            Err(_) => {}
        }
    }
    None
}

/// Whether something should be indented deeper: the lines after it may be what is meant.
fn is_shallow(fault: &Error) -> bool {
    matches!(fault, Error::BlockWithoutLimbs { .. } | Error::MissingBody { .. } | Error::LimbNotDeeper { .. })
}

fn place(error: &pest::error::Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

/// The text with spaces where something was, so that every place remains what it is.
fn blank(text: &str, out: &Range<usize>) -> String {
    let mut made = text.get(..out.start).unwrap_or("").to_owned();
    let gone = text.get(out.clone()).unwrap_or("").bytes();
    made.extend(gone.map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    made.push_str(text.get(out.end..).unwrap_or(""));
    made
}

/// One line that says something.
#[derive(Debug, Clone)]
struct Line {
    place: Range<usize>,
    indentation: usize,
    /// Whether what hangs on it are members of their own, and not the rest of an expression.
    opens: bool,
}

/// The lines of a declaration that say something, its header first.
struct Lines(Vec<Line>);

impl Lines {
    fn of(text: &str) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let place = start..start + line.len();
            start = place.end;
            let words = line.trim_start_matches(' ');
            if words.trim().is_empty() || words.starts_with('#') {
                continue;
            }
            let said = words.split('#').next().unwrap_or("").trim_end();
            let opens = said.ends_with(" of") || said.starts_with("given ");
            lines.push(Line { place, indentation: line.len() - words.len(), opens });
        }
        Self(lines)
    }

    /// The line of a byte below the header, or the last one before it.
    fn at(&self, at: usize) -> Option<usize> {
        let position = self.0.iter().rposition(|line| line.place.start <= at)?;
        (position > 0).then_some(position)
    }

    /// Whether the line of a byte begins after another.
    fn is_after(&self, at: usize, other: usize) -> bool {
        self.at(at).and_then(|line| self.0.get(line)).is_some_and(|line| line.place.start >= other)
    }

    /// A line with all that is indented deeper below it.
    fn with_rest(&self, position: usize) -> Option<Range<usize>> {
        let line = self.0.get(position)?;
        let deeper = self.0.iter().skip(position + 1).take_while(|below| below.indentation > line.indentation);
        Some(line.place.start..deeper.last().unwrap_or(line).place.end)
    }

    /// The limb of a block, or the field under a `given`, that a line belongs to.
    fn limb(&self, mut position: usize) -> Option<Range<usize>> {
        loop {
            let line = self.0.get(position)?;
            let above = self.0.get(..position)?.iter().rposition(|above| above.indentation < line.indentation)?;
            if above == 0 {
                return None;
            }
            let first = self.0.get(above + 1)?;
            if first.indentation == line.indentation && self.0.get(above)?.opens {
                return self.with_rest(position);
            }
            position = above;
        }
    }

    /// The line right under the header that a line belongs to.
    fn member(&self, position: usize) -> Option<Range<usize>> {
        let body = self.0.get(1)?.indentation;
        let begins = self.0.get(..=position)?.iter().rposition(|line| line.indentation <= body)?;
        (begins > 0).then(|| self.with_rest(begins)).flatten()
    }
}
