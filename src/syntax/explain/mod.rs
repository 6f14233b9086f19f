//! What is wrong with a text that could not be read, in a person's words and with the likely mend.
//!
//! Pest says how far it got and which rules it tried there. Each function below looks at that place for one kind of
//! mistake; the first that recognizes its own speaks. What nobody recognizes is told as expected and found.

mod amendment;
mod layout;
mod line;
mod meant;
mod scene;
mod spelling;
pub(super) mod words;

use super::error::Error;
use super::grammar::Rule;
use crate::diagnostic::did_you_mean;
use crate::source::{Source, Span};
use pest::error::{ErrorVariant, InputLocation};
use scene::Scene;

/// What a text was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// A piece of a file.
    Declaration,
    /// An expression alone.
    Expression,
    /// A fact alone.
    Given,
    /// A cell that holds a value.
    Cell,
    /// A cell under `expect outcome`.
    OutcomeCell,
    /// A cell under `expect classification`.
    ClassificationCell,
    /// A cell under `expect review`.
    ReviewCell,
    /// The name at the head of a column.
    ColumnName,
    /// The head of a column of a scenario table.
    ColumnHead,
}

impl Reading {
    fn is_cell(self) -> bool {
        !matches!(self, Self::Declaration | Self::Expression | Self::Given)
    }
}

/// A text without the blanks at its end: those that the grammar takes for blanks. There are other white spaces in Unicode,
/// and a carriage return that ends no line, and none of them is nothing.
pub(super) fn without_blanks(text: &str) -> &str {
    let mut rest = text;
    loop {
        let shorter = rest.trim_end_matches([' ', '\t', '\n']);
        // A carriage return belongs to the line end behind it.
        let line_ended = rest.get(shorter.len()..).is_some_and(|tail| tail.starts_with('\n'));
        match shorter.strip_suffix('\r') {
            Some(before) if line_ended => rest = before,
            _ => return shorter,
        }
    }
}

/// The place of a broken piece: without the blank lines and comments after it.
pub(super) fn without_tail(text: &str, start: u32) -> Span {
    let mut end = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = without_blanks(line);
        if !words.is_empty() && !words.trim_start_matches([' ', '\t']).starts_with('#') {
            end = at + words.len();
        }
        at += line.len();
    }
    Span::new(start, start.saturating_add(u32::try_from(end).unwrap_or(u32::MAX)))
}

/// An indented line with nothing above it.
pub(super) fn stray(text: &str, start: u32) -> Error {
    let indentation = text.len() - text.trim_start_matches([' ', '\t']).len();
    let line = text.lines().next().unwrap_or("").trim_end();
    let scene = Scene::new(text, start, indentation, &[], Reading::Declaration);
    Error::StrayLine { at: scene.span(indentation, line.len()) }
}

/// Where a text begins as JSON does, if no law begins so.
pub(super) fn json(source: &Source) -> Option<Span> {
    let blanks = source.text.len() - source.text.trim_start().len();
    let inner = source.text.get(blanks..)?.strip_prefix(['{', '['])?.trim_start();
    let start = source.base.saturating_add(u32::try_from(blanks).unwrap_or(u32::MAX));
    inner
        .starts_with(|it: char| it.is_ascii_digit() || matches!(it, '"' | '{' | '[' | '}' | ']'))
        .then(|| Span::new(start, start.saturating_add(1)))
}

/// Why a text could not be read.
pub(super) fn explain(error: &pest::error::Error<Rule>, text: &str, start: u32, reading: Reading) -> Error {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let ErrorVariant::ParsingError { positives, negatives: _ } = &error.variant else {
        let scene = Scene::new(text, start, at, &[], reading);
        return Error::TooDeep { at: scene.place() };
    };
    let scene = Scene::new(text, start, at, positives, reading);
    let look: [fn(&Scene<'_>) -> Option<Error>; 23] = [
        line::head,
        layout::tab,
        spelling::text,
        line::declaration,
        spelling::operator,
        spelling::quote,
        spelling::punctuation,
        spelling::strange,
        spelling::british,
        spelling::glued_number,
        layout::block_without_limbs,
        amendment::change,
        layout::missing_body,
        line::row,
        line::label,
        line::unknown,
        layout::unclosed,
        spelling::misplaced_not,
        line::keyword_as_name,
        layout::continuation,
        layout::misaligned,
        line::missing_expression,
        line::closed_word,
    ];
    look.iter().find_map(|look| look(&scene)).unwrap_or_else(|| unexpected(&scene))
}

fn unexpected(scene: &Scene<'_>) -> Error {
    let mut expected = match scene.reading {
        Reading::ColumnName => "the name of a column".to_owned(),
        Reading::ColumnHead if scene.found().is_empty() => {
            "`case`, `note`, a name, a path, or `expect` and what is expected".to_owned()
        }
        _ => words::expectation(scene.rules, !scene.first_on_line()),
    };
    if scene.reading.is_cell() {
        expected = expected.replace("the end of the line", "the end of the cell");
    }
    let at = scene.place();
    if let Some(help) = meant::meant(scene) {
        return Error::Unexpected { at, expected, found: scene.found_words(), help: Some(help) };
    }
    let keywords: Vec<String> = scene.rules.iter().filter_map(|rule| words::keyword(*rule)).collect();
    let operators = scene.rules.iter().any(|rule| words::is_operator(*rule));
    let near = keywords.iter().map(String::as_str).chain(words::OPERATORS.iter().copied().filter(|_| operators));
    let help = if scene.expects(Rule::kw_has) && scene.found() == "where" {
        Some("write `every x in xs has …` or `any x in xs where …`".to_owned())
    } else {
        did_you_mean(scene.found(), near)
    };
    Error::Unexpected { at, expected, found: scene.found_words(), help }
}
