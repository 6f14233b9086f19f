//! More than one mistake in a declaration: what is wrong with one line hides nothing that is wrong with the next.
//!
//! Where a declaration cannot be read, the mistake is mended in place if it is clear how, or else the line at fault is
//! taken out with all that hangs on it, and the rest is read again. What is wrong before a line that was taken out, or in
//! it, may follow from its absence and is not told. What remains is handed on, for the passes that look at meaning.

use super::ast::Declaration;
use super::error::Error;
use super::explain::{self, Reading};
use super::grammar::{Grammar, Rule};
use super::lower::Lower;
use crate::diagnostic::{Bag, Finding};
use crate::source::Span;
use pest::Parser;
use pest::error::InputLocation;
use std::ops::Range;

/// The most mistakes that are told of one declaration.
const MOST: usize = 20;
/// The longest declaration, in bytes, that is read again: nobody writes a longer one by hand.
const LONGEST: usize = 1 << 16;
/// The codes that say that something should be indented deeper.
const SHALLOW: [&str; 3] = ["LX0111", "LX0112", "LX0113"];
/// What may follow from a row that was taken out.
const ROWS: [&str; 2] = [WIDTH, "LX0128"];
/// The code of a row that has not as many cells as the heads.
const WIDTH: &str = "LX0126";
/// What is said once of all rows under a scenario that is no table.
const ROW: &str = "LX0129";

/// Reports what is wrong in a declaration beside the first mistake, which has been reported, and gives what remains of it.
pub(super) fn rest(
    piece: &str,
    error: &pest::error::Error<Rule>,
    first: &Error,
    start: u32,
    bag: &mut Bag,
) -> Option<Declaration> {
    if piece.len() > LONGEST || is_shallow(first) {
        return None;
    }
    let mut text = piece.to_owned();
    let mut at = place(error);
    let mut mended = mend(&text, first, start);
    let mut told = Vec::from_iter(once(first));
    let mut alone = stands_alone(first);
    for _ in 1..MOST {
        let (better, found) = match mended.take() {
            Some(better) => better,
            None => beyond(&text, at, alone)?,
        };
        text = better;
        let Some(error) = found else { return remains(piece, text, start, bag) };
        at = place(&error);
        let fault = explain::explain(&error, &text, start, Reading::Declaration);
        mended = mend(&text, &fault, start);
        alone = stands_alone(&fault);
        let stop = is_shallow(&fault);
        if !once(&fault).is_some_and(|words| told.contains(&words)) {
            told.extend(once(&fault));
            bag.push(fault);
        }
        if stop {
            return None;
        }
    }
    None
}

/// What remains of a declaration that could be read, and yet makes no tree because of faults that have been reported: those
/// in the bag from a number on.
pub(super) fn without(piece: &str, known: usize, start: u32, bag: &mut Bag) -> Option<Declaration> {
    let found = || bag.iter().skip(known);
    if piece.len() > LONGEST || found().any(|finding| SHALLOW.contains(&finding.code().as_str())) {
        return None;
    }
    let faults: Vec<Span> = found().filter_map(Finding::place).collect();
    remains(piece, taken_out(piece, &faults, start)?, start, bag)
}

/// The tree of what can be read, and what is wrong with it; lines that make no tree are taken out.
fn remains(piece: &str, mut text: String, start: u32, bag: &mut Bag) -> Option<Declaration> {
    let mut all = Bag::new();
    let made = tree(piece, &mut text, start, bag, &mut all);
    bag.append(all);
    made
}

fn tree(piece: &str, text: &mut String, start: u32, known: &Bag, all: &mut Bag) -> Option<Declaration> {
    for _ in 1..MOST {
        let heads = first_row(text) == first_row(piece);
        let mut pairs = Grammar::parse(Rule::lone_declaration, text).ok()?;
        let mut found = Bag::new();
        let lower = Lower::new(text, start, &mut found);
        let declaration = pairs.next().and_then(|pair| lower.declaration(pair));
        let faults: Vec<Span> = found.iter().filter_map(Finding::place).collect();
        let told = || {
            let earlier = known.iter().chain(all.iter()).filter(|it| it.code() == ROW);
            earlier.filter_map(Finding::place).any(|place| place.start >= start)
        };
        found.retain(|finding| {
            let code = finding.code();
            let follows = ROWS.contains(&code.as_str()) && !(heads && code == WIDTH);
            !(follows || code == ROW && told())
        });
        all.append_new(found);
        if declaration.is_some() {
            return declaration;
        }
        *text = taken_out(text, &faults, start)?;
    }
    None
}

/// The line at which a table begins.
fn first_row(text: &str) -> Option<usize> {
    text.lines().position(|line| line.trim_start().starts_with('|'))
}

/// The text without the lines of some faults; nothing if one of them is the header.
fn taken_out(text: &str, faults: &[Span], start: u32) -> Option<String> {
    let mut made = text.to_owned();
    for fault in faults {
        let at = usize::try_from(fault.start.checked_sub(start)?).ok()?;
        // What hangs on a line that was taken out went with it.
        if made.get(at..).is_some_and(|rest| rest.starts_with(' ')) {
            continue;
        }
        let lines = Lines::of(&made);
        let line = lines.at(at)?;
        let candidates = [lines.with_rest(line), lines.limb(line), lines.member(line)];
        let texts = candidates.into_iter().flatten().map(|out| blank(&made, &out));
        made = texts.into_iter().find(|text| Grammar::parse(Rule::lone_declaration, text).is_ok())?;
    }
    (!faults.is_empty()).then_some(made)
}

/// The text with a mistake mended, where it is clear how and the mend is no longer than the mistake; and what is wrong
/// further on. Nothing if what is wrong next is wrong because of the mend.
fn mend(text: &str, fault: &Error, start: u32) -> Option<(String, Option<pest::error::Error<Rule>>)> {
    let (at, write) = match fault {
        // There is no room for `and`; where only the rest is looked at, one conjunction is as good as the other.
        Error::ForeignOperator { at, write: "and", found } if found == "&&" => (at, "or"),
        Error::ForeignOperator { at, write: "not", .. } | Error::ForeignPunctuation { at, .. } => (at, ""),
        Error::MisplacedNot { at, .. } | Error::StrangeCharacter { at, .. } => (at, ""),
        Error::ForeignOperator { at, write, .. } | Error::BritishSpelling { at, write, .. } => (at, *write),
        _ => return None,
    };
    let from = usize::try_from(at.start.checked_sub(start)?).ok()?;
    let room = usize::try_from(at.len()).ok()?;
    let to = from.checked_add(room)?;
    let (before, after) = (text.get(..from)?, text.get(to..)?);
    let blanks = " ".repeat(room.checked_sub(write.len())?);
    // What is mended must not grow together with what stands beside it.
    let touches = write.ends_with(char::is_alphabetic)
        && (before.ends_with(char::is_alphanumeric) || blanks.is_empty() && after.starts_with(char::is_alphanumeric));
    if touches || room == 0 {
        return None;
    }
    let mended = format!("{before}{write}{blanks}{after}");
    let found = Grammar::parse(Rule::lone_declaration, &mended).err();
    let helps = found.as_ref().is_none_or(|error| {
        let between = mended.get(to..place(error)).unwrap_or("");
        !between.trim().is_empty()
    });
    helps.then_some((mended, found))
}

/// The text without the line at fault, and what is wrong further down; nothing if that cannot be told.
fn beyond(text: &str, at: usize, alone: bool) -> Option<(String, Option<pest::error::Error<Rule>>)> {
    let lines = Lines::of(text);
    let line = lines.at(at)?;
    let only = alone.then(|| lines.with_rest(line)).flatten();
    for out in [only, lines.limb(line), lines.member(line)].into_iter().flatten() {
        let without = blank(text, &out);
        match Grammar::parse(Rule::lone_declaration, &without) {
            Ok(_) => return Some((without, None)),
            Err(error) if Lines::of(&without).is_after(place(&error), out.end) => return Some((without, Some(error))),
            Err(_) => {}
        }
    }
    None
}

/// What is said once of a declaration, in words: a tab in every line is one mistake, and so are all rows under a scenario that
/// is no table, and all lines of a rule under something that is none.
fn once(fault: &Error) -> Option<String> {
    match fault {
        Error::Tab { .. } | Error::RowsWithoutTable { .. } => Some(fault.to_string()),
        Error::UnknownLine { help, .. } => help.split_once(" is a line of ").map(|(_, owner)| owner.to_owned()),
        _ => None,
    }
}

/// Whether the line at fault may be the only one: below the line of a change that is to bring a declaration, all are wrong
/// if the first is.
fn stands_alone(fault: &Error) -> bool {
    !matches!(fault, Error::UnknownDeclaration { .. } | Error::NotIndented { .. } | Error::NotAProvision { .. })
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
