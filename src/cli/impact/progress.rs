//! How far a long run has come, on standard error where that is a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// A bar, or a count where nobody knows how much there is; nothing where standard error is no terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Whether the end is known.
    known: bool,
}

/// So often it is drawn in a second.
const RATE: u8 = 10;
/// With an end in sight.
const BAR: &str = "{bar:30} {percent:>3}%  {msg}  {eta} left";
/// Without.
const COUNT: &str = "{spinner} {msg}";

impl Progress {
    /// At the beginning of so many bytes.
    pub(super) fn new(bytes: Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr_with_hz(RATE));
        let style = ProgressStyle::with_template(if bytes.is_some() { BAR } else { COUNT });
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, known: bytes.is_some() }
    }

    /// So many bytes have been read, and so many cases compared.
    pub(super) fn at(&self, bytes: u64, cases: u64) {
        if self.known {
            self.bar.set_position(bytes);
        }
        self.bar.set_message(format!("{cases} cases"));
    }

    /// Writes something, with the bar out of the way.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    /// Takes it away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
