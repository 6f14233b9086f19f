//! Help: everything that can be typed, on one page, and a page on each command.

use super::answer::{Answer, BOLD, DIM};
use super::menu::{COMMANDS, find};
use crate::diagnostic::nearest;
use std::fmt::Write as _;

const TYPED: &str = "  4800 TPP / 814 mm²                 an expression: worked out, with its unit
  shipment.destination in D5         a question about the facts
  shipment.destination = CN          a fact; also `= unknown`, `= absent`, `= at least 5`, `= one of CN, MO`
  shipment.destination = CN?         the same as a question
  rule … / define … / group …        a declaration: becomes part of the law; an empty line ends it
  revise rs_license (b)(2)           a change of the law, while a layer is open";

/// `:help`
pub(super) fn help(rest: &str) -> Answer {
    let word = rest.trim().trim_start_matches(':');
    if word.is_empty() {
        return Answer::said(page());
    }
    let Some(command) = find(word) else {
        let near = nearest(word, COMMANDS.iter().map(|command| command.name));
        let help = near.map_or_else(|| "`:help` lists them".to_owned(), |near| format!("did you mean `:{near}`?"));
        return Answer::error(&format!("no command is called `:{word}`"), &help);
    };
    let mut said = format!("{BOLD}:{}{BOLD:#} {}\n  {}\n", command.name, command.arguments, command.summary);
    if !command.help.is_empty() {
        let _ = writeln!(said, "\n{}", command.help);
    }
    Answer::said(said)
}

fn page() -> String {
    let mut page = format!("{BOLD}Type{BOLD:#}\n{TYPED}\n\n{BOLD}Commands{BOLD:#}\n");
    for command in COMMANDS {
        let head = format!(":{} {}", command.name, command.arguments);
        let _ = writeln!(page, "  {head:<34} {}", command.summary);
    }
    let keys = "The tabulator key completes, Ctrl-C clears the line, Ctrl-D ends the session.";
    let _ = writeln!(page, "\n{DIM}`:help COMMAND` gives examples. {keys}{DIM:#}");
    page
}
