//! The prompt itself, typed into through a terminal of its own. It waits for words, never for a time.

use rexpect::session::{PtySession, spawn_command};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

/// So long a word may take on the slowest machine before the test gives up, in milliseconds.
const PATIENCE: u64 = 180_000;

fn start(state: &Path) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lexport"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["repl", "tests/cases/repl/lamps.lxp", "--color", "never"]);
    command.env("TERM", "xterm").env("XDG_STATE_HOME", state).env("HOME", state);
    let mut terminal = spawn_command(command, Some(PATIENCE)).unwrap();
    terminal.exp_string("Ctrl-D ends the session").unwrap();
    terminal
}

/// Waits until the prompt takes keys: what is typed before may be taken by the system, Ctrl-C above all.
fn ready(terminal: &mut PtySession) {
    terminal.exp_string("\u{1b}[?2004h").unwrap();
}

/// Presses keys.
fn keys(terminal: &mut PtySession, keys: &str) {
    terminal.send(keys).unwrap();
    terminal.flush().unwrap();
}

/// Types a line at a fresh prompt, as the Enter key would end it.
fn say(terminal: &mut PtySession, line: &str) {
    ready(terminal);
    keys(terminal, &format!("{line}\r"));
}

#[test]
fn the_prompt_can_be_typed_into() {
    let state = tempfile::tempdir().unwrap();
    let mut terminal = start(state.path());
    say(&mut terminal, "1200 lm + 34 lm");
    terminal.exp_string("1,234 lm").unwrap();
    // A block asks for more lines and stands each where it is likely to; an empty line ends it.
    ready(&mut terminal);
    for line in ["rule dim_lamps", "requires license", "if any of", "shipment.lamp.flux < 5 lm", ""] {
        keys(&mut terminal, &format!("{line}\r"));
    }
    terminal.exp_string("no day to ask about").unwrap();
    say(&mut terminal, ":info dim_lamps");
    terminal.exp_string("declared in input 1:1").unwrap();
    // The tabulator key completes, and what is ambiguous is listed.
    say(&mut terminal, ":info brig\t");
    terminal.exp_string("A lamp of 5,000 lumens").unwrap();
    ready(&mut terminal);
    keys(&mut terminal, "shipment.lamp.\t\t");
    terminal.exp_string("light given off").unwrap();
    // Ctrl-C clears the line and goes on, with a line and without one.
    keys(&mut terminal, "\u{3}");
    ready(&mut terminal);
    keys(&mut terminal, "not this\u{3}");
    ready(&mut terminal);
    keys(&mut terminal, "\u{3}");
    say(&mut terminal, "2 * 21");
    terminal.exp_string("42  a plain number").unwrap();
    // Ctrl-D ends the session.
    ready(&mut terminal);
    keys(&mut terminal, "\u{4}");
    terminal.exp_eof().unwrap();
    let status = format!("{:?}", terminal.process().wait().unwrap());
    assert!(status.starts_with("Exited") && status.ends_with(", 0)"), "{status}");
    // What was typed is there the next time.
    let kept = std::fs::read_to_string(state.path().join("lexport/history"));
    assert!(kept.unwrap().contains("1200 lm + 34 lm"));
    let mut terminal = start(state.path());
    say(&mut terminal, "\u{1b}[A");
    terminal.exp_string("42  a plain number").unwrap();
    say(&mut terminal, ":quit");
    terminal.exp_eof().unwrap();
}

/// Where nothing can be kept, nothing is, and nothing is said of it.
#[test]
fn a_history_that_cannot_be_kept_is_no_fault() {
    let state = tempfile::tempdir().unwrap();
    let file = state.path().join("file");
    std::fs::write(&file, "").unwrap();
    let mut terminal = start(&file);
    say(&mut terminal, "1 + 1");
    terminal.exp_string("2  a plain number").unwrap();
    ready(&mut terminal);
    keys(&mut terminal, "\u{4}");
    assert!(!terminal.exp_eof().unwrap().contains("error"));
}

/// Between two cases the session looks whether it is to stop.
#[test]
fn ctrl_c_stops_a_command_and_not_the_session() {
    let state = tempfile::tempdir().unwrap();
    let pipe = state.path().join("cases");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut terminal = start(state.path());
    say(&mut terminal, &format!(":impact {} 2024-01-01 2024-02-01", pipe.display()));
    // This waits for the session to open the other end; the cases have no end of their own.
    let mut cases = std::fs::File::options().write(true).open(&pipe).unwrap();
    keys(&mut terminal, "\u{3}");
    while cases.write_all(b"{}\n").is_ok() {}
    terminal.exp_string("stopped before the end of the file").unwrap();
    say(&mut terminal, "2 * 21");
    terminal.exp_string("42  a plain number").unwrap();
    say(&mut terminal, ":quit");
    terminal.exp_eof().unwrap();
}

/// What is pasted at once is said thing by thing, and what was changed and not saved is shown at the end.
#[test]
fn what_is_pasted_is_taken_apart_and_what_is_unsaved_is_shown() {
    let state = tempfile::tempdir().unwrap();
    let mut terminal = start(state.path());
    ready(&mut terminal);
    keys(&mut terminal, "\u{1b}[200~:on 2024-02-01\n:amend\nrule pasted\n    prohibits\n\n6 * 7\n\u{1b}[201~\r");
    terminal.exp_string("`draft` is open").unwrap();
    terminal.exp_string("42  a plain number").unwrap();
    ready(&mut terminal);
    keys(&mut terminal, "\u{4}");
    terminal.exp_string("`draft` was not saved").unwrap();
    let text = terminal.exp_eof().unwrap();
    assert!(text.contains("amendment draft") && text.contains("rule pasted"), "{text}");
}
