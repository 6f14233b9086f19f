//! Findings for people, for pipes and for programs.

use super::{Bag, Finding};
use crate::source::{SourceMap, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents,
};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::ops::Range;

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
        // A label on one line is shown in a window of it, however long the line.
        if !source.text.as_bytes().get(from..until).unwrap_or_default().contains(&b'\n') {
            return true;
        }
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

impl Texts<'_> {
    /// A label that is too long for the long line it lies in, cut short.
    fn shortened(&self, label: LabeledSpan) -> LabeledSpan {
        let Some(source) = u32::try_from(label.offset()).ok().and_then(|start| self.0.find(start)) else {
            return label;
        };
        let from = label.offset().saturating_sub(usize::try_from(source.base).unwrap_or(usize::MAX));
        let lines = lines_of(&source.text, from, from.saturating_add(label.len()));
        if label.len() <= LONG_LINE || !has_long_line(source.text.get(lines).unwrap_or("").as_bytes()) {
            return label;
        }
        let covered = source.text.get(from..).unwrap_or("");
        let ends = covered.char_indices().take_while(|(at, letter)| *at <= AROUND && *letter != '\n').last();
        let cut = (label.offset(), ends.map_or(0, |(at, _)| at));
        let words = label.label().map(str::to_owned);
        if label.primary() {
            LabeledSpan::new_primary_with_span(words, cut)
        } else {
            LabeledSpan::new_with_span(words, cut)
        }
    }
}

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
        if context_lines_before > 0
            && let Some(window) = window(&source.text, local, inner.data())?
        {
            let shown = SourceSpan::new((window.start + base).into(), window.len());
            let (line, column) = source.line_column(start);
            let data = source.text.get(window).unwrap_or("").as_bytes();
            let name = source.name.clone();
            let lines = data.split(|byte| *byte == b'\n').count();
            return Ok(Box::new(MietteSpanContents::new_named(name, data, shown, line - 1, column - 1, lines)));
        }
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

/// More bytes of a line than are ever shown whole. JSON is often one line, and the renderer cannot underline beyond
/// its sixty-five-thousandth column.
const LONG_LINE: usize = 240;
/// Bytes shown before and after what is underlined in a long line.
const AROUND: usize = 60;

/// The lines of a text that a place touches.
fn lines_of(text: &str, from: usize, to: usize) -> Range<usize> {
    let start = text.get(..from).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(to..).and_then(|after| after.find('\n')).map_or(text.len(), |length| to + length);
    start..end
}

fn has_long_line(lines: &[u8]) -> bool {
    lines.split(|byte| *byte == b'\n').any(|line| line.len() > LONG_LINE)
}

/// The part to show of a place whose line, or one beside it, is too long to be shown whole; `None` if none is. A place
/// that is itself too long is out of bounds: labels are cut short before, so it is two labels far apart in one line,
/// and the renderer then shows them one by one.
fn window(text: &str, place: SourceSpan, shown: &[u8]) -> Result<Option<Range<usize>>, MietteError> {
    if !has_long_line(shown) {
        return Ok(None);
    }
    let (from, to) = (place.offset(), place.offset() + place.len());
    let own = lines_of(text, from, to);
    if !has_long_line(text.get(own.clone()).unwrap_or("").as_bytes()) {
        return Ok(Some(own));
    }
    if place.len() > LONG_LINE {
        return Err(MietteError::OutOfBounds);
    }
    let mut start = from.saturating_sub(AROUND).max(own.start);
    let mut end = (to + AROUND).min(own.end);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Ok(Some(start..end))
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
        let labels = self.finding.diagnostic().labels()?;
        Some(Box::new(labels.map(|label| self.texts.shortened(label))))
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.texts)
    }
}
