//! A session from a text: lines go in, and a transcript comes out that is such a text itself.

use super::{Answer, Repl, input};
use std::fmt::Write as _;

/// Something said, and what was answered.
#[derive(Debug, Clone)]
pub struct Turn {
    /// What was said, as it stands in a transcript: each line with its mark before it.
    pub said: String,
    /// What was answered.
    pub answer: Answer,
}

/// The lines of a session text that are said. If any line begins with `> `, only those are, without that mark, and the
/// others are what was answered once; else all are.
pub fn spoken(text: &str) -> Vec<&str> {
    let marked = |line: &&str| line.starts_with("> ") || *line == ">";
    if !text.lines().any(|line| marked(&line)) {
        return text.lines().collect();
    }
    let lines = text.lines().filter(marked);
    lines.map(|line| line.strip_prefix("> ").unwrap_or("")).collect()
}

/// Says lines one after the other, those that belong together as one, until one ends the session.
pub fn script<'r>(repl: &'r mut Repl, text: &'r str) -> impl Iterator<Item = Turn> + 'r {
    let mut things = input::things(spoken(text).into_iter());
    let mut quit = false;
    std::iter::from_fn(move || {
        if quit {
            return None;
        }
        let whole = things.next()?;
        let mut said = String::new();
        for line in whole.split('\n') {
            // Writing to a string cannot fail.
            let _ = writeln!(said, "{}", format!("> {line}").trim_end());
        }
        let answer = repl.line(&whole);
        quit = answer.quit;
        Some(Turn { said, answer })
    })
}
