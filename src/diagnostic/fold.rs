//! Lines folded between words, so that a terminal of some width shows them whole.

use unicode_width::UnicodeWidthChar as _;

/// A line in parts no wider than `room` columns, broken between words; a word that is wider stays whole. Escapes that set a
/// color take no room.
pub fn fold(line: &str, room: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut now = String::new();
    for word in line.split(' ') {
        let next = columns(&now) + 1 + columns(word);
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

/// The same as lines of a text, those after the first so many columns further in.
pub fn fold_hanging(line: &str, room: usize, hang: usize) -> String {
    let mut parts = fold(line, room).into_iter();
    let first = parts.next().unwrap_or_default();
    let rest = parts.collect::<Vec<_>>().join(" ");
    if rest.is_empty() {
        return first;
    }
    let rest = fold(&rest, room.saturating_sub(hang)).into_iter();
    rest.fold(first, |lines, part| format!("{lines}\n{}{part}", " ".repeat(hang)))
}

/// How many columns a text takes, without its escapes.
pub fn columns(text: &str) -> usize {
    let mut count = 0;
    let mut escape = false;
    for letter in text.chars() {
        match letter {
            '\u{1b}' => escape = true,
            'm' if escape => escape = false,
            _ if escape => {}
            // A sign that stands for a space until the line is written.
            '\u{1}' => count += 1,
            _ => count += letter.width().unwrap_or(0),
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_break_between_words() {
        assert_eq!(fold("one two three", 7), ["one two", "three"]);
        assert_eq!(fold("indivisible", 4), ["indivisible"]);
        assert_eq!(fold_hanging("one two three four", 9, 2), "one two\n  three\n  four");
        assert_eq!(columns("\u{1b}[1mab\u{1b}[0m"), 2);
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(columns("中芯 e\u{301}"), 6);
        assert_eq!(fold("中芯 国际", 7), ["中芯", "国际"]);
    }
}
