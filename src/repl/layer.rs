//! A layer: an amendment that is being typed, change by change.

use crate::source::SourceId;
use crate::value::Date;
use std::fmt::Write as _;

/// An amendment that is being typed. Its text is made anew with every change.
#[derive(Debug, Clone, Default)]
pub(super) struct Layer {
    /// Its name.
    pub(super) name: String,
    /// The instrument that makes it.
    pub(super) under: Option<String>,
    /// What it changes, by the day from which on it does.
    pub(super) parts: Vec<Part>,
    /// Its text, as part of the law; none while nothing was changed.
    pub(super) source: Option<SourceId>,
}

/// Changes from one day on: an amendment of its own.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    /// From this day on; from that of the instrument if it names one, from ever if neither.
    pub(super) from: Option<Date>,
    /// As they were typed.
    pub(super) changes: Vec<String>,
}

impl Layer {
    /// Adds a change that has effect from a day on.
    pub(super) fn push(&mut self, from: Option<Date>, change: &str) {
        let from = if self.under.is_some() { None } else { from };
        match self.parts.iter_mut().find(|part| part.from == from) {
            Some(part) => part.changes.push(change.to_owned()),
            None => self.parts.push(Part { from, changes: vec![change.to_owned()] }),
        }
    }

    /// The names of its amendments, with the day from which on each has effect.
    pub(super) fn amendments(&self) -> impl Iterator<Item = (String, Option<Date>)> {
        self.parts.iter().enumerate().map(|(at, part)| (self.part_name(at, part), part.from))
    }

    /// That of the layer for its first amendment; for others the day from which on they have effect stands behind it.
    fn part_name(&self, at: usize, part: &Part) -> String {
        match part.from {
            Some(from) if at > 0 => format!("{}_from_{}", self.name, from.to_string().replace('-', "_")),
            None if at > 0 => format!("{}_from_ever", self.name),
            _ => self.name.clone(),
        }
    }

    /// Its text. `before` says which amendments of other texts are applied before those of a day.
    pub(super) fn text(&self, before: impl Fn(Option<Date>) -> Vec<String>) -> String {
        let mut text = String::new();
        for (at, part) in self.parts.iter().enumerate() {
            if !text.is_empty() {
                text.push('\n');
            }
            let _ = writeln!(text, "amendment {}", self.part_name(at, part));
            if let Some(instrument) = &self.under {
                let _ = writeln!(text, "    under {instrument}");
            }
            if let Some(from) = part.from {
                let _ = writeln!(text, "    from {from}");
            }
            let before = before(part.from);
            if !before.is_empty() {
                let _ = writeln!(text, "    after {}", before.join(", "));
            }
            for change in &part.changes {
                for line in change.trim_end().lines() {
                    let _ = writeln!(text, "{}", if line.is_empty() { String::new() } else { format!("    {line}") });
                }
            }
        }
        text
    }
}
