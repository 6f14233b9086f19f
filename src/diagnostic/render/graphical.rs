//! One finding with the lines it is about, drawn for a terminal.

use super::excerpt::{Excerpt, Label, excerpts, harmless};
use super::plain;
use crate::diagnostic::{Finding, Severity, fold_hanging};
use crate::source::SourceMap;
use anstyle::{AnsiColor, Effects, Style};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents,
};
use std::fmt::{self, Write as _};

/// The rest of a long message stands so far in.
const HANG: usize = 4;

/// The header, what the message is about, because of which lines, the way out, and a blank line.
pub(super) fn graphical(finding: &Finding, sources: &SourceMap, color: bool, width: usize) -> String {
    let mut out = header(finding, color, width);
    let mut drawings: Vec<Drawing> = excerpts(&finding.labels(), sources).into_iter().map(Drawing::of).collect();
    let help = finding.help().map(|help| harmless(&help));
    if help.is_some() && drawings.is_empty() {
        drawings.push(Drawing::default());
    }
    if let Some(last) = drawings.last_mut() {
        last.help = help;
    }
    for drawing in &drawings {
        if drawing.draw(&mut out, finding.severity(), color, width).is_err() {
            return plain(finding, sources) + "\n";
        }
    }
    // The renderer pads some lines; a snapshot and a terminal both read better without.
    let mut trimmed: String = out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    trimmed.push_str("\n\n");
    trimmed
}

/// The severity, the code and the message; what does not stand on the first line stands further in.
fn header(finding: &Finding, color: bool, width: usize) -> String {
    let (mut word, mut words) = (Style::new(), Style::new());
    if color {
        let hue = match finding.severity() {
            Severity::Error => AnsiColor::Red,
            Severity::Advice => AnsiColor::Yellow,
        };
        (word, words) = (hue.on_default().effects(Effects::BOLD), words.effects(Effects::BOLD));
    }
    let (severity, code) = (finding.severity().word(), finding.code());
    let message = harmless(&finding.message());
    let head = format!("{severity}[{code}]");
    let whole = fold_hanging(&format!("{head}: {message}"), width, HANG);
    let message = whole.strip_prefix(&head).unwrap_or(&whole);
    format!("{word}{head}{word:#}{words}{message}{words:#}\n")
}

/// An excerpt as the renderer wants it, with nothing in its header.
#[derive(Debug, Default)]
struct Drawing {
    excerpt: Option<Excerpt>,
    help: Option<String>,
}

impl Drawing {
    fn of(excerpt: Excerpt) -> Self {
        Self { excerpt: Some(excerpt), help: None }
    }

    fn labels(&self) -> &[Label] {
        self.excerpt.as_ref().map_or(&[], |excerpt| &excerpt.labels)
    }

    fn draw(&self, out: &mut String, severity: Severity, color: bool, width: usize) -> fmt::Result {
        let mut theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        if color {
            let styles = &mut theme.styles;
            let primary = match severity {
                Severity::Error => styles.error,
                Severity::Advice => styles.warning,
            };
            // The renderer takes the colors of labels in turn.
            let style = |label: &Label| if label.primary { primary.bold() } else { styles.help };
            styles.highlights = self.labels().iter().map(style).collect();
        }
        let handler = GraphicalReportHandler::new_themed(theme).with_width(width).with_links(false);
        let mut drawn = String::new();
        handler.render_report(&mut drawn, self)?;
        // Its first line holds the message, which stands in our own header.
        let (_, rest) = drawn.split_once('\n').unwrap_or_default();
        out.write_str(rest)
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| -> Box<dyn fmt::Display + 'a> { Box::new(help) })
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.labels().iter().map(|label| {
            let words = (!label.words.is_empty()).then(|| harmless(&label.words));
            let place = (label.place.start, label.place.len());
            if label.primary {
                LabeledSpan::new_primary_with_span(words, place)
            } else {
                LabeledSpan::new_with_span(words, place)
            }
        });
        Some(Box::new(labels))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| -> &dyn SourceCode { excerpt })
    }
}

/// The renderer asks for the lines around a label, which are always all of the excerpt, and where a label stands.
impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let lines = self.text.lines().count();
        let contents = if lines_before > 0 {
            let all = SourceSpan::from((0, self.text.len()));
            MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), all, self.line - 1, 0, lines)
        } else {
            let (line, column) = self.line_column(span.offset());
            MietteSpanContents::new_named(self.name.clone(), &[], *span, line - 1, column - 1, lines)
        };
        Ok(Box::new(contents))
    }
}
