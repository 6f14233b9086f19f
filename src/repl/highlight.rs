//! Color for what is being typed: words, numbers, texts, codes and comments, told apart by their letters alone.

use super::input::{CHANGING, DECLARING};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;

const COMMAND: Style = AnsiColor::Cyan.on_default().bold();
const WORD: Style = AnsiColor::Blue.on_default().bold();
const TEXT: Style = AnsiColor::Green.on_default();
const NUMBER: Style = AnsiColor::Magenta.on_default();
const COMMENT: Style = Style::new().dimmed();

/// Words of the language.
const WORDS: [&str; 62] = [
    "absent",
    "add",
    "after",
    "all",
    "and",
    "any",
    "as",
    "at",
    "barred",
    "bars",
    "before",
    "between",
    "by",
    "calendar",
    "charges",
    "cites",
    "count",
    "covers",
    "default",
    "discretion",
    "duty",
    "else",
    "every",
    "except",
    "exceptions",
    "false",
    "flags",
    "for",
    "from",
    "given",
    "has",
    "if",
    "in",
    "is",
    "least",
    "license",
    "list",
    "max",
    "min",
    "most",
    "none",
    "not",
    "notwithstanding",
    "of",
    "on",
    "one",
    "or",
    "overrides",
    "permits",
    "presumes",
    "prohibits",
    "requires",
    "review",
    "reviews",
    "subject",
    "sum",
    "then",
    "to",
    "true",
    "under",
    "unless",
    "until",
];

/// A text with color. It takes the same room on a terminal.
pub(super) fn highlight(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    if rest.starts_with(':') {
        let (command, after) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        paint(&mut out, COMMAND, command);
        // The name of a file is no text of the language.
        if matches!(command, ":load" | ":facts" | ":impact") {
            return out + after;
        }
        rest = after;
    }
    let mut line_start = true;
    while let Some(first) = rest.chars().next() {
        let (part, style) = match first {
            '#' => (cut(rest, |letter| letter == '\n'), Some(COMMENT)),
            '>' if line_start => (cut(rest, |letter| letter == '\n'), Some(COMMENT)),
            '"' => (quoted(rest), Some(TEXT)),
            digit if digit.is_ascii_digit() => {
                let number = |letter: char| !(letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '%'));
                (cut(rest, number), Some(NUMBER))
            }
            letter if letter.is_alphabetic() || letter == '_' => {
                let word = cut(rest, |letter| !(letter.is_alphanumeric() || letter == '_'));
                let after_dot = out.ends_with('.');
                let known =
                    WORDS.contains(&word) || line_start && (DECLARING.contains(&word) || CHANGING.contains(&word));
                (word, (known && !after_dot).then_some(WORD))
            }
            other => (rest.get(..other.len_utf8()).unwrap_or(rest), None),
        };
        match style {
            Some(style) => paint(&mut out, style, part),
            None => out.push_str(part),
        }
        line_start = match part {
            "\n" => true,
            " " => line_start,
            _ => false,
        };
        rest = rest.get(part.len()..).unwrap_or("");
    }
    out
}

fn paint(out: &mut String, style: Style, part: &str) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{style}{part}{style:#}");
}

/// The start of a text, up to the first letter that ends it; at least one letter.
fn cut(text: &str, ends: impl Fn(char) -> bool) -> &str {
    let end = text.char_indices().skip(1).find(|(_, letter)| ends(*letter)).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// A text in quotes, or what there is of it on its line.
fn quoted(text: &str) -> &str {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '\n' => return text.get(..at).unwrap_or(text),
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return text.get(..=at).unwrap_or(text),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn color_takes_no_letter_away() {
        for text in [
            "",
            ":why rs_license",
            "4800 TPP / 814 mm² # é",
            "rule r \"a\\\"b\n    > if\n    if x.value is 3A090.a",
            "\"",
            "é",
        ] {
            let painted = highlight(text);
            let mut plain = String::new();
            let mut escape = false;
            for letter in painted.chars() {
                match letter {
                    '\u{1b}' => escape = true,
                    'm' if escape => escape = false,
                    _ if escape => {}
                    _ => plain.push(letter),
                }
            }
            assert_eq!(plain, text);
        }
    }
}
