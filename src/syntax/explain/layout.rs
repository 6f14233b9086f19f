//! Mistakes in indentation and brackets.

use super::Reading;
use super::scene::{Scene, outside_texts};
use super::words;
use crate::syntax::error::Error;
use crate::syntax::grammar::{Grammar, Rule};
use pest::Parser;

/// A tab before the first word of a line, up to the line of the failure.
pub(super) fn tab(scene: &Scene<'_>) -> Option<Error> {
    let mut at = 0;
    for line in scene.text.split_inclusive('\n') {
        if at > scene.at {
            break;
        }
        let words = line.trim_start_matches([' ', '\t']);
        let indentation = line.get(..line.len() - words.len()).unwrap_or("");
        if let Some(tab) = indentation.find('\t')
            && !words.trim().is_empty()
            && !words.starts_with('#')
            && scene.reading == Reading::Declaration
        {
            let tabs = indentation.get(tab..).unwrap_or("");
            return Some(Error::Tab { at: scene.span(at + tab, at + tab + tabs.len()) });
        }
        at += line.len();
    }
    None
}

pub(super) fn block_without_limbs(scene: &Scene<'_>) -> Option<Error> {
    if !scene.expects(Rule::limbs) {
        return None;
    }
    let before = scene.around(scene.at).0.trim_end();
    let start = scene.line_start(before.len());
    let line = scene.text.get(start..before.len())?;
    // The header is the last of its words on the line.
    let from = ["all of", "any of", "none of", "at least"].iter().filter_map(|it| line.rfind(it)).max()?;
    let header = line.get(from..)?.to_owned();
    let at = scene.span(start + from, before.len());
    Some(Error::BlockWithoutLimbs { at, header, found: after_line(scene) })
}

pub(super) fn missing_body(scene: &Scene<'_>) -> Option<Error> {
    let expected = match scene.rules.iter().find(|rule| {
        matches!(rule, Rule::enum_body | Rule::record_body | Rule::table_body | Rule::value_body | Rule::given_body)
    })? {
        Rule::enum_body => "alternatives",
        Rule::record_body => "fields",
        Rule::table_body => "columns",
        Rule::given_body => "its fields",
        _ => "dated versions",
    };
    if !scene.at_end_of_line() {
        return None;
    }
    let help = if matches!(expected, "its fields" | "dated versions") {
        "indent them under it, one a line, or write `=` and a value on the same line"
    } else {
        "indent them under it, one a line"
    };
    let (start, words) = scene.line(scene.around(scene.at).0.trim_end().len());
    let at = scene.span(start, start + words.len());
    Some(Error::MissingBody { at, expected, found: after_line(scene), help })
}

/// What comes instead of something deeper: the rest of the line, or the next line.
pub(super) fn after_line(scene: &Scene<'_>) -> String {
    if !scene.at_end_of_line() {
        return format!("{} on the same line", scene.found_words());
    }
    let mut lines = scene.rest().lines().skip(1).map(str::trim);
    match lines.find(|line| !line.is_empty() && !line.starts_with('#')) {
        Some(_) => "a line that is not deeper".to_owned(),
        None => "nothing".to_owned(),
    }
}

/// A bracket that is open where a line ends.
pub(super) fn unclosed(scene: &Scene<'_>) -> Option<Error> {
    let wanted = scene.expects(Rule::paren_close) || scene.expects(Rule::bracket_close);
    if !wanted || !(scene.at_end_of_line() || scene.first_on_line()) {
        return None;
    }
    let mut open = Vec::new();
    outside_texts(scene.around(scene.at).0, |at, letter| match letter {
        '(' => open.push((at, ')')),
        '[' => open.push((at, ']')),
        ')' | ']' => {
            open.pop();
        }
        _ => {}
    });
    let (at, close) = open.pop()?;
    let found = scene.found_words();
    let found = if scene.first_on_line() && !scene.at_end_of_line() { "the next line".to_owned() } else { found };
    let end = scene.around(scene.at).0.trim_end().len();
    let next = scene.around(end).1.chars().next().map_or(0, char::len_utf8);
    Some(Error::Unclosed { at: scene.span(end, end + next), open: scene.span(at, at + 1), close, found })
}

/// A deeper line that was read as going on with the one above, though what stands above is complete without it.
pub(super) fn continuation(scene: &Scene<'_>) -> Option<Error> {
    let start = scene.line_start(scene.at);
    if !scene.first_on_line() || scene.at_end_of_line() || start == 0 || scene.reading.is_cell() {
        return None;
    }
    let (above, _) = scene.around(start);
    let last = above.lines().rev().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
    if scene.at - start <= last.len() - last.trim_start().len() {
        return None;
    }
    let rule = match scene.reading {
        Reading::Expression => Rule::lone_expression,
        Reading::Given => Rule::lone_given,
        _ => Rule::lone_declaration,
    };
    Grammar::parse(rule, above).ok()?;
    if !last.starts_with(' ') && scene.rules.iter().all(|rule| *rule == Rule::EOI) {
        // Under a header that takes no lines; the indentation itself is what is wrong.
        return None;
    }
    let operators = scene.rules.iter().any(|rule| words::is_operator(*rule));
    let expected = if operators || scene.rules.iter().all(|rule| *rule == Rule::EOI) {
        "an operator, or a line that is not deeper".to_owned()
    } else {
        words::expectation(scene.rules, false)
    };
    Some(Error::ContinuesAbove { at: scene.place(), expected, found: scene.found_words() })
}

/// A line where only the end of the declaration would have fitted.
pub(super) fn misaligned(scene: &Scene<'_>) -> Option<Error> {
    let only_end = scene.rules.iter().all(|rule| matches!(rule, Rule::EOI | Rule::comment));
    if !only_end || !scene.first_on_line() || scene.at_end_of_line() || scene.reading != Reading::Declaration {
        return None;
    }
    let start = scene.line_start(scene.at);
    let found = scene.at - start;
    let mut levels: Vec<usize> = Vec::new();
    for line in scene.around(start).0.lines() {
        let words = line.trim_start();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        let indentation = line.len() - words.len();
        while levels.last().is_some_and(|level| *level > indentation) {
            levels.pop();
        }
        if levels.last() != Some(&indentation) {
            levels.push(indentation);
        }
    }
    levels.retain(|level| *level > 0);
    let help = if levels.is_empty() {
        format!("nothing can stand under this `{}`; begin in column 0 if it is a declaration of its own", scene.kind())
    } else {
        let levels: Vec<String> = levels.iter().map(ToString::to_string).collect();
        format!("the lines above that it could stand beside are indented by {}", words::join(&levels, "or"))
    };
    Some(Error::Misaligned { at: scene.place(), found, help })
}
