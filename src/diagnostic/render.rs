//! Findings for people, for pipes and for programs.

use super::{Bag, Finding};
use crate::source::{SourceMap, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// With underlined source, in color or not, as wide as this.
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

/// The longest line, in bytes, that is drawn: what nobody could read on a terminal is shown without its text. The renderer
/// counts columns in sixteen bits, and would stop at more.
const LONGEST_LINE: usize = 4000;

/// Whether every line that would be drawn is short enough: those of the labels, and one more on either side.
fn can_be_drawn(finding: &Finding, sources: &SourceMap) -> bool {
    finding.labels().iter().all(|(span, _)| {
        let Some(source) = sources.find(span.start) else { return true };
        let offset = |address: u32| usize::try_from(address.saturating_sub(source.base)).unwrap_or(usize::MAX);
        let (from, until) = (offset(span.start), offset(span.end));
        let before = source.text.as_bytes().get(..from).unwrap_or_default();
        let after = source.text.as_bytes().get(until..).unwrap_or_default();
        let first = before.rsplitn(3, |byte| *byte == b'\n').take(2).map(<[u8]>::len).sum::<usize>();
        let last = after.splitn(3, |byte| *byte == b'\n').take(2).map(<[u8]>::len).sum::<usize>();
        first < LONGEST_LINE && last < LONGEST_LINE && until.saturating_sub(from) < LONGEST_LINE
    })
}

fn graphical(finding: &Finding, sources: &SourceMap, color: bool, width: usize) -> String {
    if !can_be_drawn(finding, sources) {
        return plain(finding, sources);
    }
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(width).with_links(false);
    let with_source = WithSource { finding, texts: Texts(sources) };
    let mut out = String::new();
    if handler.render_report(&mut out, &with_source).is_err() {
        return plain(finding, sources);
    }
    // The renderer pads some lines; a snapshot and a terminal both read better without.
    let mut trimmed: String = out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    trimmed.push('\n');
    trimmed
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
    out
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

/// All texts as one, so that labels of one message may lie in several files.
struct Texts<'a>(&'a SourceMap);

impl SourceCode for Texts<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let start = u32::try_from(span.offset()).map_err(|_| MietteError::OutOfBounds)?;
        let source = self.0.find(start).ok_or(MietteError::OutOfBounds)?;
        let base = usize::try_from(source.base).map_err(|_| MietteError::OutOfBounds)?;
        let local = SourceSpan::new((span.offset() - base).into(), span.len());
        let inner = source.text.as_str().read_span(&local, context_lines_before, context_lines_after)?;
        let shown = SourceSpan::new((inner.span().offset() + base).into(), inner.span().len());
        Ok(Box::new(MietteSpanContents::new_named(
            source.name.clone(),
            inner.data(),
            shown,
            inner.line(),
            inner.column(),
            inner.line_count(),
        )))
    }
}

/// A finding together with the texts its labels lie in.
struct WithSource<'a> {
    finding: &'a Finding,
    texts: Texts<'a>,
}

impl std::fmt::Debug for WithSource<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.finding)
    }
}

impl std::fmt::Display for WithSource<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.finding.diagnostic())
    }
}

impl std::error::Error for WithSource<'_> {}

impl miette::Diagnostic for WithSource<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.finding.diagnostic().code()
    }
    fn severity(&self) -> Option<miette::Severity> {
        self.finding.diagnostic().severity()
    }
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.finding.diagnostic().help()
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        self.finding.diagnostic().labels()
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.texts)
    }
}
