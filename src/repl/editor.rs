//! The line editor: the one file that knows rustyline.

use super::answer::DIM;
use super::complete::Candidate;
use super::{Repl, highlight, input};
use crate::session;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{
    Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, Context, Editor, Event, EventContext,
    EventHandler, Helper, KeyCode, KeyEvent, Modifiers, Movement, RepeatCount,
};
use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// How a session is edited.
#[derive(Debug, Clone, Default)]
pub struct Editing {
    /// Where what was typed is kept; nowhere if the file cannot be written.
    pub history: Option<PathBuf>,
    /// Whether to use color.
    pub color: bool,
}

/// Lets somebody type until they have had enough. Answers go to `say`.
///
/// # Errors
/// If the terminal cannot be read or written.
pub fn edit(repl: Repl, editing: &Editing, say: &mut dyn FnMut(&str) -> io::Result<()>) -> io::Result<()> {
    let color = if editing.color { ColorMode::Enabled } else { ColorMode::Disabled };
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_prompt_limit(60)
        .color_mode(color)
        .history_ignore_space(true)
        .build();
    let mut editor: Editor<Typist, DefaultHistory> = Editor::with_config(config).map_err(io::Error::other)?;
    for (key, keys) in [(KeyCode::Enter, Key::Enter), (KeyCode::Tab, Key::Tab), (KeyCode::Backspace, Key::Backspace)] {
        editor.bind_sequence(KeyEvent(key, Modifiers::NONE), EventHandler::Conditional(Box::new(keys)));
    }
    let history = editing.history.as_deref().filter(|path| path.parent().is_some_and(session::make_folder));
    if let Some(path) = history {
        // There may be none yet.
        let _ = editor.load_history(path);
    }
    say(&repl.welcome())?;
    let stop = repl.stop();
    editor.set_helper(Some(Typist { repl }));
    loop {
        stop.store(false, Ordering::Relaxed);
        let Some(typist) = editor.helper() else { return Ok(()) };
        let prompt = typist.repl.prompt();
        let styled = format!("\u{1b}[1m{prompt}\u{1b}[0m");
        let line = match editor.readline(&(prompt.as_str(), styled.as_str())) {
            Ok(line) => line,
            Err(ReadlineError::Eof) => {
                return say(&editor.helper().map_or_else(String::new, |typist| typist.repl.farewell()));
            }
            // Ctrl-C clears the line, and a window may change its size.
            Err(ReadlineError::Interrupted | ReadlineError::Signal(_)) => continue,
            Err(ReadlineError::Io(fault)) => return Err(fault),
            Err(fault) => return Err(io::Error::other(fault)),
        };
        remember(&mut editor, &line, history);
        let Some(typist) = editor.helper_mut() else { return Ok(()) };
        if said(&mut typist.repl, &line, &stop, say)? {
            return say(&typist.repl.farewell());
        }
    }
}

/// Says what was typed, or each thing of what was pasted, and whether the session ends with it.
fn said(
    repl: &mut Repl,
    text: &str,
    stop: &AtomicBool,
    say: &mut dyn FnMut(&str) -> io::Result<()>,
) -> io::Result<bool> {
    let parts = input::apart(text);
    for part in &parts {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        if parts.len() > 1 {
            say(&format!("{DIM}{}{}{DIM:#}\n", repl.prompt(), part.trim_end()))?;
        }
        let answer = repl.line(part);
        say(&answer.text)?;
        if answer.quit {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Keeps a line for the next time, if it can be kept.
fn remember(editor: &mut Editor<Typist, DefaultHistory>, line: &str, history: Option<&Path>) {
    let line = line.trim_end();
    if !line.is_empty() && editor.add_history_entry(line).unwrap_or(false) {
        let _ = history.map(|path| editor.append_history(path));
    }
}

/// What the editor asks while somebody types.
struct Typist {
    repl: Repl,
}

impl Helper for Typist {}
impl Validator for Typist {}

impl Hinter for Typist {
    type Hint = String;
}

impl Highlighter for Typist {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        Cow::Owned(highlight::highlight(line))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor
    }
}

impl Completer for Typist {
    type Candidate = Candidate;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Candidate>)> {
        Ok(self.repl.complete(line.get(..at).unwrap_or(line)))
    }
}

impl rustyline::completion::Candidate for Candidate {
    fn display(&self) -> &str {
        &self.shown
    }

    fn replacement(&self) -> &str {
        &self.text
    }
}

/// Keys that look at the layout.
enum Key {
    /// Ends the text, or begins another line of it as deep as it is likely to stand.
    Enter,
    /// Goes deeper at the start of a line.
    Tab,
    /// Goes back one level at the start of a line.
    Backspace,
}

impl ConditionalEventHandler for Key {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        let (text, at) = (context.line(), context.pos());
        let before = text.get(..at)?;
        let line = before.rsplit('\n').next().unwrap_or("");
        let blank = line.chars().all(|letter| letter == ' ') && before.contains('\n');
        match self {
            Self::Enter if Repl::needs_more(text) => {
                Some(Cmd::Insert(1, format!("\n{}", " ".repeat(input::indentation(before)))))
            }
            Self::Enter => Some(Cmd::AcceptLine),
            Self::Tab if blank => Some(Cmd::Insert(1, "    ".to_owned())),
            Self::Backspace if blank && line.len() >= 4 && line.len().is_multiple_of(4) => {
                Some(Cmd::Kill(Movement::BackwardChar(4)))
            }
            Self::Tab | Self::Backspace => None,
        }
    }
}
