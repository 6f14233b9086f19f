//! What was typed: a command, a declaration, a fact, a change of the law or an expression; and whether it goes on.
//!
//! Only words and layout are looked at here. Whether the text makes sense is found out when it is read.

/// What a text is, by how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Input<'t> {
    /// Blank lines and comments.
    Nothing,
    /// `:why rs_license`: the word without its colon, and what follows.
    Command(&'t str, &'t str),
    /// Declarations, as they stand in a file.
    Declaration,
    /// `given shipment`, with what is given below.
    Given,
    /// `revise rs_license (b)`: what an amendment does.
    Change,
    /// Anything else.
    Expression,
}

/// The words that begin declarations; none of them can be a name.
pub(super) const DECLARING: [&str; 15] = [
    "amendment",
    "define",
    "entry",
    "enum",
    "exception",
    "fact",
    "group",
    "import",
    "instrument",
    "record",
    "rule",
    "scenario",
    "table",
    "unit",
    "value",
];

/// The declarations that an amendment inserts.
pub(super) const INSERTED: [&str; 6] = ["define", "entry", "exception", "group", "rule", "value"];

/// The words that begin changes; they may be names as well.
pub(super) const CHANGING: [&str; 12] = [
    "add",
    "enforce",
    "insert",
    "reinstate",
    "remove",
    "repeal",
    "replace",
    "revise",
    "saving",
    "strike",
    "suspend",
    "unenforce",
];

/// What a line may end in only if it goes on.
const GOES_ON: [&str; 24] = [
    "and", "any", "as", "at", "between", "by", "count", "else", "every", "for", "from", "has", "if", "in", "is",
    "least", "most", "not", "of", "or", "then", "under", "until", "where",
];

/// The first word of a text.
pub(super) fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// What a text is.
pub(super) fn read(text: &str) -> Input<'_> {
    let lines = || text.lines().map(code).filter(|line| !line.trim().is_empty());
    let Some(first) = lines().next() else { return Input::Nothing };
    if let Some(command) = first.trim_start().strip_prefix(':') {
        let (word, _) = command.split_once(' ').unwrap_or((command, ""));
        let rest = text.trim_start().get(1 + word.len()..).unwrap_or("");
        let rest = if rest.contains('\n') { rest } else { code(rest) };
        return Input::Command(word.trim(), rest.trim());
    }
    let word = first_word(first);
    if DECLARING.contains(&word) {
        Input::Declaration
    } else if word == "given" {
        Input::Given
    } else if is_change(word, first) {
        Input::Change
    } else {
        Input::Expression
    }
}

/// Whether a line that begins with such a word says what an amendment does. It may also be the name of a fact.
fn is_change(word: &str, line: &str) -> bool {
    if !CHANGING.contains(&word) {
        return false;
    }
    let rest = line.trim_start().get(word.len()..).unwrap_or("").trim();
    let next = first_word(rest);
    match word {
        "insert" => rest.is_empty(),
        "add" => next == "to",
        "remove" => rest.contains(" from "),
        _ => !next.is_empty() && !matches!(next, "and" | "or" | "in" | "is" | "has" | "under"),
    }
}

/// Whether a text is not complete: a block is open, or a line ends in what must go on. An empty line ends it, and so does a
/// command, which goes on with nothing.
pub(super) fn needs_more(text: &str) -> bool {
    let blank = |line: &str| line.trim().is_empty();
    if text.lines().skip(1).last().is_some_and(is_command) {
        return false;
    }
    if text.trim().is_empty() || text.contains('\n') && text.rsplit('\n').next().is_some_and(blank) {
        return false;
    }
    match read(text) {
        Input::Nothing => false,
        Input::Command("amend", change) if read(change) == Input::Change => needs_more(change),
        Input::Command(word, _) => matches!(word, "set" | "type") && hangs(text),
        Input::Declaration => has_lines(text) || hangs(text),
        Input::Given => !first_line(text).contains('=') || hangs(text),
        Input::Change => matches!(first_word(text), "add" | "insert" | "replace" | "revise" | "saving") || hangs(text),
        Input::Expression => text.lines().any(|line| opens_block(code(line))) || hangs(text),
    }
}

/// Whether a line begins a command: nothing else begins with a colon in column 0.
fn is_command(line: &str) -> bool {
    line.strip_prefix(':').is_some_and(|word| word.starts_with(|it: char| it.is_ascii_alphabetic()))
}

/// The things said in lines, those that belong together as one.
pub(super) fn things<'t>(lines: impl Iterator<Item = &'t str>) -> impl Iterator<Item = String> {
    let mut lines = lines.peekable();
    std::iter::from_fn(move || {
        let mut whole = lines.next()?.to_owned();
        while lines.peek().is_some_and(|next| !is_command(next)) && needs_more(&whole) {
            whole.push('\n');
            whole.push_str(lines.next().unwrap_or(""));
        }
        Some(whole)
    })
}

/// The things said in a text that was pasted as one. Declarations stay together, for they may speak of one another.
pub(super) fn apart(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for thing in things(text.lines()) {
        match parts.last_mut() {
            Some(last) if thing.starts_with([' ', ')', ']']) => {
                last.push('\n');
                last.push_str(&thing);
            }
            _ => parts.push(thing),
        }
    }
    let mut kinds = parts.iter().map(|part| read(part)).filter(|kind| *kind != Input::Nothing);
    let first = kinds.next();
    let alone = first.is_none() || kinds.clone().next().is_none();
    if alone || first == Some(Input::Declaration) && kinds.all(|kind| kind == Input::Declaration) {
        return vec![text.to_owned()];
    }
    drop(kinds);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// How deep the line after a text is likely to stand: as deep as the last one, or deeper under a header.
pub(super) fn indentation(text: &str) -> usize {
    let Some(last) = text.lines().map(code).rfind(|line| !line.trim().is_empty()) else { return 0 };
    let depth = last.len() - last.trim_start().len();
    let header = match read(last) {
        Input::Declaration => true,
        Input::Given => !last.contains('='),
        Input::Change => matches!(first_word(last), "add" | "insert" | "replace" | "revise" | "saving"),
        _ => false,
    };
    let first = !text.trim_end().contains('\n');
    if header || opens_block(last) || first && hangs(text) { depth + 4 } else { depth }
}

/// Whether a declaration can have lines below its first.
fn has_lines(text: &str) -> bool {
    let first = first_line(text);
    match first_word(first) {
        "import" => false,
        "unit" | "value" | "group" => !outside_of_texts(first).contains('='),
        _ => true,
    }
}

fn first_line(text: &str) -> &str {
    text.lines().map(code).find(|line| !line.trim().is_empty()).unwrap_or("")
}

/// Whether a bracket is open, or the last line ends in what must go on.
fn hangs(text: &str) -> bool {
    let mut open = 0_i32;
    for line in text.lines() {
        for letter in outside_of_texts(code(line)).chars() {
            open += match letter {
                '(' | '[' => 1,
                ')' | ']' => -1,
                _ => 0,
            };
        }
    }
    let Some(last) = text.lines().map(code).rfind(|line| !line.trim().is_empty()) else { return false };
    let last = last.trim_end();
    let word = last.rsplit(|letter: char| !(letter.is_alphanumeric() || letter == '_')).next().unwrap_or("");
    let operator = last.ends_with([',', '=', '+', '-', '*', '/', '<', '>']);
    let alone = last.trim() == word && !text.contains('\n');
    open > 0 || operator || opens_block(last) || !alone && GOES_ON.contains(&word)
}

/// `all of`, `at least 2 of` at the end of a line.
fn opens_block(line: &str) -> bool {
    let mut words = line.split_whitespace().rev();
    if words.next() != Some("of") {
        return false;
    }
    match words.next() {
        Some("all" | "any" | "none") => true,
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => words.next() == Some("least"),
        _ => false,
    }
}

/// A line without its comment.
pub(super) fn code(line: &str) -> &str {
    // A line of enacted text is all text.
    if line.trim_start().starts_with('>') {
        return "";
    }
    let mut inside = false;
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if inside => escaped = true,
            '"' => inside = !inside,
            '#' if !inside => return line.get(..at).unwrap_or("").trim_end(),
            _ => {}
        }
    }
    line
}

/// A line with blanks in place of what stands in quotes.
fn outside_of_texts(line: &str) -> String {
    let mut inside = false;
    let mut escaped = false;
    let blanked = line.chars().map(|letter| match letter {
        _ if escaped => {
            escaped = false;
            ' '
        }
        '\\' if inside => {
            escaped = true;
            ' '
        }
        '"' => {
            inside = !inside;
            ' '
        }
        _ if inside => ' ',
        other => other,
    });
    blanked.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_by_how_they_begin() {
        assert_eq!(read("  # nothing"), Input::Nothing);
        assert_eq!(read(":why rs_license (b)"), Input::Command("why", "rs_license (b)"));
        assert_eq!(read("rule r \"x\""), Input::Declaration);
        assert_eq!(read("given shipment"), Input::Given);
        assert_eq!(read("revise rs_license (b)"), Input::Change);
        assert_eq!(read("add to D5"), Input::Change);
        assert_eq!(read("add + 1"), Input::Expression);
        assert_eq!(read("repeal and done"), Input::Expression);
        assert_eq!(read("shipment.destination = CN"), Input::Expression);
    }

    #[test]
    fn layout_says_whether_a_text_goes_on() {
        for open in [
            "rule r",
            "rule r\n    requires license",
            "any of",
            "1 +",
            "f(a,",
            "a and",
            "given shipment",
            "unit USD \"dollar\"",
            "revise r (b)",
            "x = at least",
            "all of\n    a\n    b",
        ] {
            assert!(needs_more(open), "{open}");
        }
        for complete in [
            "",
            "1 + 1",
            "rule r\n    requires license\n",
            "import std/shipment",
            "unit TB = 1000 GB",
            "\"(\"",
            "x = 5 # and",
            ":why",
            "strike r (a)",
            "all of\n    a\n    b\n",
            "in",
        ] {
            assert!(!needs_more(complete), "{complete}");
        }
    }

    #[test]
    fn a_command_goes_on_with_nothing() {
        assert!(needs_more("rule r\n    prohibits") && !needs_more("rule r\n    prohibits\n:decide"));
        assert!(needs_more("f.n >") && !needs_more("f.n >\n:decide"));
        assert_eq!(apart("f.n >\n:decide"), ["f.n >", ":decide"]);
        let said: Vec<String> = things("rule r\n    prohibits\n:decide\n:why".lines()).collect();
        assert_eq!(said, ["rule r\n    prohibits", ":decide", ":why"]);
    }

    #[test]
    fn what_is_pasted_is_taken_apart() {
        assert_eq!(apart("rule r\n    prohibits\n\n1 + 1\n:why"), ["rule r\n    prohibits\n", "1 + 1", ":why"]);
        assert_eq!(apart("1 +\n    1"), ["1 +\n    1"]);
        assert_eq!(apart("a\n    and b\n:why"), ["a\n    and b", ":why"]);
        // Rules may speak of one another.
        assert_eq!(apart("rule r\n\nrule s\n").len(), 1);
    }

    #[test]
    fn the_next_line_stands_where_it_is_likely_to() {
        assert_eq!(indentation("rule r"), 4);
        assert_eq!(indentation("rule r\n    requires license"), 4);
        assert_eq!(indentation("rule r\n    if all of"), 8);
        assert_eq!(indentation("f(a,"), 4);
        assert_eq!(indentation("f(a,\n    b,"), 4);
    }
}
