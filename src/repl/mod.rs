//! A session with a memory: a line in, an answer out.
//!
//! [`Repl`] holds a law, the facts of a case, the day asked about and the amendments that are being tried out. It
//! knows no terminal: a line goes in, and an [`Answer`] comes out. Every change is checked before it counts, can be
//! taken back, and is answered with what became of the decision. [`edit`] puts a line editor before it; [`script`]
//! runs a text of lines.

mod amend;
mod answer;
mod ask;
mod became;
mod changes;
mod commands;
mod complete;
mod editor;
mod facts;
mod help;
mod highlight;
mod impact;
mod info;
mod input;
mod layer;
mod menu;
mod ready;
mod script;
mod state;
mod trials;
mod values;
mod versions;
mod why;

pub use answer::{Answer, Failed};
pub use complete::Candidate;
pub use editor::{Editing, edit};
pub use script::{Turn, script, spoken};

use crate::diagnostic::Bag;
use crate::explain::Decision;
use crate::facts::Case;
use crate::session::Session;
use crate::source::SourceId;
use crate::value::Date;
use input::Input;
use ready::Ready;
use state::{State, Undo};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Commands that answer with a text of the language, in lines that can be typed again.
const TEXTS: [&str; 2] = ["facts", "law"];

/// A session with a memory.
#[derive(Debug, Default)]
pub struct Repl {
    session: Session,
    ready: Ready,
    state: State,
    undo: Undo,
    /// The facts as a case, and the day it asks about.
    case: Case,
    day: Option<Date>,
    /// The decision that stands; none while there is no rule or no day to ask about.
    standing: Option<Decision>,
    /// Whether it was said that there is none.
    undecided: bool,
    /// The layer in which changes are typed, by name.
    open: Option<String>,
    /// The files that this session wrote, which it may write again.
    saved: Vec<PathBuf>,
    /// The texts of layers as they were saved.
    kept: Vec<Option<SourceId>>,
    /// How many declarations were typed.
    typed: usize,
    width: usize,
    /// Set from outside when what is being done is to stop.
    stop: Arc<AtomicBool>,
}

impl Repl {
    /// A session about a law, asked on a day or on that of the case. What is wrong with the law is said, and then there is
    /// none. Messages are as wide as this many columns.
    pub fn new(session: Session, on: Option<Date>, width: usize) -> (Self, Answer) {
        let mut repl = Self { session, width, ..Self::default() };
        repl.state.on = on;
        repl.state.texts = repl.session.standing();
        let told = match repl.read_law() {
            Ok((ready, _)) => {
                repl.ready = ready;
                Answer::default()
            }
            Err(told) => {
                repl.session = Session::new();
                repl.state.texts = repl.session.standing();
                told.and(&Answer::said("nothing was loaded; mend the law, then `:load` it"))
            }
        };
        repl.case = Case::new(&repl.ready.world.law.layout);
        // Nothing was typed yet that the decision could be an answer to.
        let settled = repl.placed().and_then(|(case, day)| repl.settle(case, day));
        let told = match settled {
            Ok(_) => told,
            Err(wrong) => told.and(&wrong),
        };
        repl.undecided = false;
        (repl, told)
    }

    /// What stops a command that takes long, once it is set.
    pub fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    fn is_to_stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// The line above the first prompt.
    pub fn welcome(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let law = match self.files() {
            0 => "no law yet".to_owned(),
            files => {
                let rules = self.ready.rules().count();
                format!("{}, {}", answer::count(files, "file", "files"), answer::count(rules, "rule", "rules"))
            }
        };
        format!("Lexport {version}, {law}. `:help` says what can be typed; Ctrl-D ends the session.\n")
    }

    /// What is said below the last line: the text of what was changed and not saved, so that it is not lost.
    pub fn farewell(&self) -> String {
        let unsaved = self.state.layers.iter().filter(|layer| !self.kept.contains(&layer.source));
        let texts = unsaved.filter_map(|layer| Some((layer, self.session.sources.get(layer.source?)?)));
        texts.map(|(layer, source)| format!("`{}` was not saved:\n\n{}", layer.name, source.text)).collect()
    }

    /// What stands before a line: the name of the layer, if one is open.
    pub fn prompt(&self) -> String {
        self.open.as_ref().map_or_else(|| "> ".to_owned(), |name| format!("{name}> "))
    }

    /// Says something to the session. A text of several lines is one thing said.
    pub fn line(&mut self, text: &str) -> Answer {
        if text.contains('\0') {
            return Answer::error("there is a zero byte in the line", "");
        }
        let answer = match input::read(text) {
            Input::Nothing => Answer::default(),
            Input::Command(word, rest) if menu::find(word).is_some_and(|it| TEXTS.contains(&it.name)) => {
                return self.command(word, rest);
            }
            Input::Command(word, rest) => self.command(word, rest),
            Input::Declaration if self.inserts(text) => self.amend(text, &as_insertion(text)),
            Input::Declaration => self.declare(text),
            Input::Given => self.set(text),
            Input::Change => self.amend(text, text),
            Input::Expression => match text.trim_end().strip_suffix('?') {
                Some(question) => self.question(question),
                None => self.expression(text),
            },
        };
        answer.folded(self.width)
    }

    /// Whether a text is not complete: whoever typed it is to be asked for more lines. An empty line ends it.
    pub fn needs_more(text: &str) -> bool {
        input::needs_more(text)
    }

    /// Takes in a text that is no part of the law, such as an expression.
    fn aside(&mut self, text: &str) -> Result<SourceId, Answer> {
        let added = self.session.sources.add("input", text.trim_end());
        added.ok_or_else(|| Answer::error("there is no room for more text", "end the session and begin another"))
    }

    /// What was found wrong, told.
    fn findings(&self, failed: Failed, bag: Bag) -> Answer {
        Answer::findings(failed, bag, &self.session.sources, self.width)
    }

    /// How many files the law has, without the standard library.
    fn files(&self) -> usize {
        let declared = &self.state.declared;
        self.session.own_files().filter(|file| !declared.contains(&file.source)).count()
    }

    /// The folder of the law, where imports are looked for.
    fn folder(&self) -> PathBuf {
        self.session.folder().unwrap_or_else(|| PathBuf::from("."))
    }
}

/// A declaration as what an amendment inserts.
fn as_insertion(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| if line.is_empty() { String::new() } else { format!("    {line}") });
    format!("insert\n{}", lines.collect::<Vec<_>>().join("\n"))
}
