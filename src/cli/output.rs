//! What goes to the terminal, or to whatever stands in its place.

use super::Exit;
use crate::diagnostic::{Bag, Style, Tally, render};
use crate::explain::Look;
use crate::source::{SourceMap, visible_but_color, visible_json};
use crate::value::Date;
use clap::ValueEnum;
use std::io::{self, ErrorKind, IsTerminal as _, Write};

/// When to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` or `CLICOLOR` says otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Makes this the choice for the whole run.
    pub(super) fn set(self) {
        let choice = match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With underlined source, for people
    Text,
    /// One line a finding, for editors
    Plain,
    /// For programs, on standard output
    Json,
}

/// How an answer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Answer {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Reads the day that a flag names.
pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|fault| fault.to_string())
}

/// Writes to standard output.
pub(super) fn out(text: &str) -> io::Result<()> {
    write(&mut anstream::stdout().lock(), text)
}

/// Writes to standard error.
pub(super) fn err(text: &str) -> io::Result<()> {
    write(&mut anstream::stderr().lock(), text)
}

/// JSON in a form that can be shown on a terminal, and means the same.
pub(super) fn json(text: &str) -> String {
    visible_json(text).into_owned()
}

/// Writes a text of others to standard output, as it is if it goes into a file or to another program.
pub(super) fn verbatim(text: &str) -> io::Result<()> {
    if io::stdout().is_terminal() {
        return out(text);
    }
    written(&mut io::stdout().lock(), text).map(|_| ())
}

/// Writes to standard output, and says whether anyone still reads it.
pub(super) fn out_while_read(text: &str) -> io::Result<bool> {
    reaches(&mut anstream::stdout().lock(), text)
}

/// A reader that has seen enough closes the pipe; that is no fault.
fn write(to: &mut impl Write, text: &str) -> io::Result<()> {
    reaches(to, text).map(|_| ())
}

/// Whatever stands in a text, it does no more to a terminal than to show in color.
fn reaches(to: &mut impl Write, text: &str) -> io::Result<bool> {
    written(to, &visible_but_color(text))
}

fn written(to: &mut impl Write, text: &str) -> io::Result<bool> {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Err(fault) if fault.kind() == ErrorKind::BrokenPipe => Ok(false),
        done => done.map(|()| true),
    }
}

/// Shows findings where their format belongs.
pub(super) fn findings(bag: &Bag, sources: &SourceMap, format: Format) -> io::Result<()> {
    match format {
        // The stream takes the color out again where none is wanted.
        Format::Text => err(&render(bag, sources, Style::Graphical { color: true, width: err_width() })),
        Format::Plain => err(&render(bag, sources, Style::Plain)),
        Format::Json => out(&json(&render(bag, sources, Style::Json))),
    }
}

/// Shows why there is no answer; where programs wait for one, in the form that they read.
pub(super) fn faults(bag: &Bag, sources: &SourceMap, answer: Answer, what: &str) -> io::Result<()> {
    match answer {
        Answer::Text => {
            findings(bag, sources, Format::Text)?;
            err(&format!("{RED}{what}{RED:#}: {}\n", Tally::of(bag, sources)))
        }
        Answer::Json => err(&json(&render(bag, sources, Style::Json))),
    }
}

/// Says what is wrong with the arguments.
pub(super) fn usage(what: &str, help: Option<&str>) -> io::Result<Exit> {
    error(what, help)?;
    Ok(Exit::Usage)
}

/// Says what is wrong where no law and no fact is, as the parser of arguments says it.
pub(super) fn error(what: &str, help: Option<&str>) -> io::Result<()> {
    let help = help.map_or_else(String::new, |help| format!("\n\n  {TIP}tip:{TIP:#} {help}"));
    err(&format!("{ERROR}error:{ERROR:#} {what}{help}\n"))
}

/// Says something that is no fault, and worth knowing.
pub(super) fn advice(what: &str) -> io::Result<()> {
    err(&format!("{TIP}advice:{TIP:#} {what}\n"))
}

/// A text that ends with a line end.
pub(super) fn ended(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// How wide what goes to standard output may be.
pub(super) fn out_width() -> usize {
    width(terminal_size::terminal_size_of(io::stdout()))
}

/// How wide what goes to standard error may be.
pub(super) fn err_width() -> usize {
    width(terminal_size::terminal_size_of(io::stderr()))
}

/// As wide as `COLUMNS` says or else the terminal is, and not wider than reads well; where there is no terminal always the
/// same, so that the same question gets the same answer.
#[expect(clippy::disallowed_methods, reason = "the environment is looked at here")]
fn width(terminal: Option<(terminal_size::Width, terminal_size::Height)>) -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let columns = columns.or_else(|| terminal.map(|(width, _)| usize::from(width.0)));
    columns.filter(|columns| *columns > 0).unwrap_or(Look::WIDTH).clamp(40, 120)
}

/// Whether standard output shows color.
pub(super) fn colors() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Says that the answer could not be written.
pub(super) fn failed(fault: &io::Error) -> Exit {
    let _ = err(&format!("lexport: cannot write the answer: {fault}\n"));
    Exit::Unread
}

/// `1 error`, `2 errors`
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What went well.
pub(super) const GREEN: anstyle::Style = anstyle::AnsiColor::Green.on_default();
/// What did not.
pub(super) const RED: anstyle::Style = anstyle::AnsiColor::Red.on_default();
/// The word before a fault in the arguments.
const ERROR: anstyle::Style = RED.effects(anstyle::Effects::BOLD);
/// The word before a way out of it.
const TIP: anstyle::Style = GREEN;
