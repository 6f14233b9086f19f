//! Help: everything that can be typed, on one page, and a page on each command.

use super::answer::{Answer, BOLD, DIM};
use super::menu::{COMMANDS, find};
use crate::diagnostic::{fold, nearest};
use std::fmt::Write as _;

/// What can be typed beside commands, and what it is.
const TYPED: [(&str, &str); 6] = [
    ("4800 TPP / 814 mm²", "an expression: worked out, with its unit"),
    ("shipment.destination in D5", "a question about the facts"),
    ("shipment.destination = CN", "a fact; also `= unknown`, `= absent`, `= at least 5`, `= one of CN, MO`"),
    ("shipment.destination = CN?", "the same as a question"),
    ("rule … / define … / group …", "a declaration: becomes part of the law; an empty line ends it"),
    ("revise rs_license (b)(2)", "a change of the law, while a layer is open"),
];
/// So wide is what is typed; beside it stands what it does.
const TYPED_WIDTH: usize = 34;

/// `:help`
pub(super) fn help(rest: &str, width: usize) -> Answer {
    let word = rest.trim().trim_start_matches(':');
    if word.is_empty() {
        return Answer::said(page(width));
    }
    let Some(command) = find(word) else {
        let near = nearest(word, COMMANDS.iter().map(|command| command.name));
        let help = near.map_or_else(|| "`:help` lists them".to_owned(), |near| format!("did you mean `:{near}`?"));
        return Answer::error(&format!("no command is called `:{word}`"), &help);
    };
    let mut said = format!("{BOLD}:{}{BOLD:#} {}\n  {}\n", command.name, command.arguments, command.summary);
    for paragraph in command.help.split("\n\n").filter(|it| !it.is_empty()) {
        // Examples stand as they are; words take the width there is.
        let example = paragraph.starts_with(' ');
        let words = if example { paragraph.to_owned() } else { fold(&paragraph.replace('\n', " "), width).join("\n") };
        let _ = writeln!(said, "\n{words}");
    }
    Answer::said(said)
}

fn page(width: usize) -> String {
    let mut page = format!("{BOLD}Type{BOLD:#}\n");
    for (typed, what) in TYPED {
        row(&mut page, typed, what, width);
    }
    let _ = writeln!(page, "\n{BOLD}Commands{BOLD:#}");
    for command in COMMANDS {
        row(&mut page, &format!(":{} {}", command.name, command.arguments), command.summary, width);
    }
    let keys = "The tabulator key completes, Ctrl-C clears the line, Ctrl-D ends the session.";
    let last = fold(&format!("`:help COMMAND` gives examples. {keys}"), width).join("\n");
    let _ = writeln!(page, "\n{DIM}{last}{DIM:#}");
    page
}

/// What can be typed, and beside it what it does; below it, on a terminal that is too narrow for both.
fn row(page: &mut String, typed: &str, what: &str, width: usize) {
    const LEAST: usize = 30;
    let column = TYPED_WIDTH + 3;
    let room = width.saturating_sub(column);
    if room < LEAST {
        let _ = writeln!(page, "  {typed}\n      {what}");
        return;
    }
    for (number, part) in fold(what, room).iter().enumerate() {
        let typed = if number == 0 { typed } else { "" };
        let _ = writeln!(page, "  {typed:<TYPED_WIDTH$} {part}");
    }
}
