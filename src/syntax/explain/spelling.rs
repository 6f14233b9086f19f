//! Mistakes in the spelling of one token: quotes, operators, punctuation, numbers.

use super::scene::{Scene, token};
use super::words;
use crate::syntax::error::Error;
use crate::syntax::grammar::Rule;

/// A text that does not end, or a backslash in it that escapes nothing.
pub(super) fn text(scene: &Scene<'_>) -> Option<Error> {
    if !scene.expects(Rule::quote_close) {
        return None;
    }
    let start = scene.line_start(scene.at);
    let (before, rest) = scene.around(scene.at);
    if rest.starts_with('\\') {
        let found: String = rest.chars().take(2).filter(|letter| !letter.is_control()).collect();
        return Some(Error::UnknownEscape { at: scene.span(scene.at, scene.at + found.len()), found });
    }
    let line = before.get(start..).unwrap_or("");
    let mut open = None;
    let mut escaped = false;
    for (offset, letter) in line.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => open = if open.is_some() { None } else { Some(offset) },
            _ => {}
        }
    }
    let open = start + open.unwrap_or(0);
    let written = scene.around(open).1.lines().next().unwrap_or("").trim_end();
    let help = if written.ends_with(['”', '“', '„', '’', '\'']) {
        "a text ends as it begins, with a straight double quote"
    } else {
        "a text ends on the line on which it begins; two texts on two lines cannot be one"
    };
    Some(Error::UnclosedText { at: scene.span(open, open + written.len()), found: "the end of the line".into(), help })
}

/// Operators of other languages, longest first, and how they are written here.
const FOREIGN: &[(&str, &str)] = &[
    ("===", "="),
    ("!==", "!="),
    ("==", "="),
    ("<>", "!="),
    ("=>", ">="),
    ("=<", "<="),
    ("&&", "and"),
    ("||", "or"),
    (":=", "="),
    ("&", "and"),
    ("!", "not"),
    ("≥", ">="),
    ("≤", "<="),
    ("⩾", ">="),
    ("⩽", "<="),
    ("≠", "!="),
    ("×", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("–", "-"),
    ("—", "-"),
    ("∧", "and"),
    ("∨", "or"),
    ("¬", "not"),
    ("∈", "in"),
];

pub(super) fn operator(scene: &Scene<'_>) -> Option<Error> {
    // A failure can lie one byte into the operator, where the part that is ours ends.
    let (found, write, at) = FOREIGN.iter().find_map(|(found, write)| {
        if scene.rest().starts_with(found) && !(*found == "!" && scene.rest().starts_with("!=")) {
            return Some((*found, *write, scene.at));
        }
        let (before, rest) = scene.around(scene.at);
        let (first, second) = found.split_at_checked(1)?;
        let cut = !second.is_empty() && second.is_ascii() && before.ends_with(first) && rest.starts_with(second);
        cut.then(|| (*found, *write, scene.at - 1))
    })?;
    Some(Error::ForeignOperator { at: scene.span(at, at + found.len()), found: found.to_owned(), write })
}

pub(super) fn quote(scene: &Scene<'_>) -> Option<Error> {
    let found = scene.rest().chars().next()?;
    let foreign = matches!(found, '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '‚' | '\'' | '`' | '″');
    foreign.then(|| Error::ForeignQuote { at: scene.span(scene.at, scene.at + found.len_utf8()), found })
}

pub(super) fn punctuation(scene: &Scene<'_>) -> Option<Error> {
    let found = scene.rest().chars().next()?;
    let help = match found {
        ';' => "lines end without punctuation; leave it out",
        '{' | '}' => "what belongs to a declaration or a block is indented under it; leave the braces out",
        _ => return None,
    };
    Some(Error::ForeignPunctuation { at: scene.span(scene.at, scene.at + 1), found, help })
}

pub(super) fn strange(scene: &Scene<'_>) -> Option<Error> {
    let found = scene.rest().chars().next()?;
    let (name, help) = match found {
        '\n' | '\t' | ' ' => return None,
        '\r' if scene.rest().starts_with("\r\n") => return None,
        '\u{a0}' | '\u{202f}' => ("a no-break space", "replace it by a plain space"),
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' => ("that cannot be seen", "delete it"),
        _ if found.is_whitespace() => ("an unusual kind of space", "replace it by a plain space"),
        _ if found.is_control() => ("a control character", "delete it"),
        _ => return None,
    };
    let code = u32::from(found);
    let at = scene.span(scene.at, scene.at + found.len_utf8());
    Some(Error::StrangeCharacter { at, found: format!("U+{code:04X}, {name}"), help })
}

pub(super) fn british(scene: &Scene<'_>) -> Option<Error> {
    let found = scene.found();
    let write = match found {
        "licence" => "license",
        "licences" => "licenses",
        "authorised" => "authorized",
        "defence" => "defense",
        _ => return None,
    };
    let expected = scene.expects(Rule::kw_license) || scene.expects(Rule::outcome);
    let expected = expected || scene.expects(Rule::expectation) || scene.expects(Rule::force_word);
    expected.then(|| Error::BritishSpelling { at: scene.place(), found: found.to_owned(), write })
}

/// `600GB`, and `3a090`, which begins like a number.
pub(super) fn glued_number(scene: &Scene<'_>) -> Option<Error> {
    let looked = scene.rules.iter().any(|rule| words::is_operand(*rule) || *rule == Rule::numeral)
        || scene.expects(Rule::number)
        || scene.expects(Rule::bound)
        || scene.expects(Rule::code)
        || scene.expects(Rule::unit_definition)
        || scene.expects(Rule::unit_product);
    if !looked || !scene.rest().starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let rest = scene.rest();
    let end = rest.find(|it: char| !(it.is_alphanumeric() || matches!(it, '_' | '.' | '/' | '²' | '³')));
    let found = rest.get(..end.unwrap_or(rest.len()))?;
    let at = scene.span(scene.at, scene.at + found.len());
    let mut letters = found.chars();
    let like_code = letters.next().is_some_and(|it| it.is_ascii_digit())
        && letters.next().is_some_and(|it| it.is_ascii_alphabetic())
        && letters.by_ref().take(3).filter(char::is_ascii_digit).count() >= 2;
    if like_code || scene.expects(Rule::code) {
        let help = match code_like(found) {
            Some(code) => format!("write `{code}`: the letter of a category is a capital"),
            None => "a code is a digit, a letter from A to E and three digits, then parts after dots: `3A090.a.1`"
                .to_owned(),
        };
        return Some(Error::NotACode { at, found: found.to_owned(), help });
    }
    let digits = found.find(|it: char| !(it.is_ascii_digit() || matches!(it, '_' | '.')))?;
    let (number, unit) = found.split_at_checked(digits)?;
    if !unit.starts_with(char::is_alphabetic) {
        return None;
    }
    let help = format!("write `{number} {unit}`");
    Some(Error::NumberTouchesUnit { at, found: found.to_owned(), help })
}

/// The code that was meant, if only its letter is small.
fn code_like(found: &str) -> Option<String> {
    let mut code: String = found.to_owned();
    let letter = code.get(1..2)?.to_ascii_uppercase();
    code.replace_range(1..2, &letter);
    let shape: Vec<char> = code.chars().take(6).collect();
    match shape.as_slice() {
        [a, _, b, c, d, rest @ ..]
            if [a, b, c, d].iter().all(|it| it.is_ascii_digit()) && rest.first().is_none_or(|it| *it == '.') =>
        {
            Some(code)
        }
        _ => None,
    }
}

/// `x not in G`, `x is not y`.
pub(super) fn misplaced_not(scene: &Scene<'_>) -> Option<Error> {
    if scene.found() != "not" {
        return None;
    }
    let at = scene.place();
    if scene.word_before() == "is" {
        return Some(Error::MisplacedNot { at, word: "is" });
    }
    if !scene.rules.iter().any(|rule| words::is_operator(*rule)) {
        return None;
    }
    let next = token(scene.rest().get(3..)?.trim_start());
    let word = ["in", "under", "has", "is"].into_iter().find(|word| *word == next)?;
    Some(Error::MisplacedNot { at, word })
}
