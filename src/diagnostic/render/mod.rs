//! Findings for people, for pipes and for programs.

mod excerpt;
mod graphical;

use super::{Bag, Finding};
use crate::source::{SourceMap, Span};
use graphical::graphical;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// With underlined source, in color or not, as wide as this, and a blank line after each.
    Graphical {
        /// Whether to use color.
        color: bool,
        /// Columns.
        width: usize,
    },
    /// One line a finding, for editors and `grep`; labels and help indented below.
    Plain,
    /// An array of objects with `code`, `severity`, `message`, `help` and `labels`.
    Json,
}

/// Shows every finding, in order. Ends with a line end unless nothing is shown.
pub fn render(bag: &Bag, sources: &SourceMap, style: Style) -> String {
    match style {
        Style::Graphical { color, width } => bag.iter().map(|one| graphical(one, sources, color, width)).collect(),
        Style::Plain => bag.iter().map(|one| plain(one, sources)).collect(),
        Style::Json => {
            let all: Vec<Value> = bag.iter().map(|one| as_json(one, sources)).collect();
            format!("{:#}\n", Value::Array(all))
        }
    }
}

fn plain(finding: &Finding, sources: &SourceMap) -> String {
    let mut out = String::new();
    let labels = finding.labels();
    let place = labels.first().and_then(|(span, _)| sources.locate(*span));
    if let Some((name, line, column)) = place {
        let _ = write!(out, "{name}:{line}:{column}: ");
    }
    let _ = writeln!(out, "{}[{}]: {}", finding.severity().word(), finding.code(), finding.message());
    for (span, words) in &labels {
        if let Some((name, line, column)) = sources.locate(*span)
            && !words.is_empty()
        {
            let _ = writeln!(out, "    {name}:{line}:{column}: {words}");
        }
    }
    if let Some(help) = finding.help() {
        let _ = writeln!(out, "    help: {help}");
    }
    excerpt::harmless(&out)
}

fn as_json(finding: &Finding, sources: &SourceMap) -> Value {
    let labels: Vec<Value> = finding.labels().iter().map(|(span, words)| label_json(*span, words, sources)).collect();
    json!({
        "code": finding.code(),
        "severity": finding.severity().word(),
        "message": finding.message(),
        "help": finding.help(),
        "labels": labels,
    })
}

fn label_json(span: Span, words: &str, sources: &SourceMap) -> Value {
    let Some((name, line, column)) = sources.locate(span) else { return Value::Null };
    let base = sources.find(span.start).map_or(0, |source| source.base);
    json!({
        "file": name,
        "line": line,
        "column": column,
        "start": span.start - base,
        "end": span.end.saturating_sub(base),
        "text": sources.text(span),
        "label": words,
    })
}
