//! What is said to a line. Color is written as escapes; whoever prints to something else strips them.

use crate::diagnostic::{Bag, Style, columns, fold_hanging, render};
use crate::source::SourceMap;
use anstyle::AnsiColor;
use std::fmt::Write as _;

/// Why a line did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// What was typed means nothing, or nothing here and now.
    Asked,
    /// Something is wrong with the law, or with an expression.
    Law,
    /// Something is wrong with facts.
    Facts,
    /// A file could not be read or written.
    Unread,
}

/// What is said to a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// In words; empty, or ends with a line end.
    pub text: String,
    /// Whether it did not do what was asked.
    pub failed: Option<Failed>,
    /// Whether this ends the session.
    pub quit: bool,
}

/// What is beside the point.
pub(super) const DIM: anstyle::Style = anstyle::Style::new().dimmed();
/// What leads the eye.
pub(super) const BOLD: anstyle::Style = anstyle::Style::new().bold();
const ERROR: anstyle::Style = AnsiColor::Red.on_default().bold();
const HELP: anstyle::Style = AnsiColor::Cyan.on_default();

impl Answer {
    /// Nothing but words.
    pub(super) fn said(text: impl Into<String>) -> Self {
        let mut answer = Self { text: text.into(), ..Self::default() };
        answer.end_line();
        answer
    }

    /// What was typed cannot be done, and the way out.
    pub(super) fn error(what: &str, help: &str) -> Self {
        Self::failing(Failed::Asked, what, help)
    }

    /// The same for a reason of its own.
    pub(super) fn failing(failed: Failed, what: &str, help: &str) -> Self {
        let mut text = format!("{ERROR}error{ERROR:#}{BOLD}: {what}{BOLD:#}\n");
        if !help.is_empty() {
            let _ = writeln!(text, "  {HELP}help:{HELP:#} {help}");
        }
        Self { text, failed: Some(failed), quit: false }
    }

    /// What was found wrong.
    pub(super) fn findings(failed: Failed, bag: Bag, sources: &SourceMap, width: usize) -> Self {
        let bag = bag.sorted();
        let text = render(&bag, sources, Style::Graphical { color: true, width });
        Self { text, failed: bag.has_errors().then_some(failed), quit: false }.trimmed()
    }

    /// With more to say below.
    #[must_use]
    pub(super) fn and(mut self, more: &Self) -> Self {
        self.text.push_str(&more.text);
        self.end_line();
        self.failed = self.failed.or(more.failed);
        self.quit |= more.quit;
        self
    }

    /// With long lines folded between words, two columns deeper than they begin. Findings are folded already, and show the
    /// lines of a law as they stand.
    #[must_use]
    pub(super) fn folded(mut self, width: usize) -> Self {
        if matches!(self.failed, None | Some(Failed::Asked)) && self.text.lines().any(|line| columns(line) > width) {
            self.text = self.text.lines().map(|line| folded(line, width) + "\n").collect();
        }
        self
    }

    fn trimmed(mut self) -> Self {
        self.text.truncate(self.text.trim_end().len());
        self.end_line();
        self
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

/// A line folded between words; lines of a redline stay whole, as they could be copied.
fn folded(line: &str, width: usize) -> String {
    if columns(line) <= width || line.starts_with(['+', '-']) {
        return line.to_owned();
    }
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    let lines = fold_hanging(body, width.saturating_sub(indent), 2);
    lines.lines().map(|line| format!("{:indent$}{line}", "")).collect::<Vec<_>>().join("\n")
}

/// `1 file`, `2 files`
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
