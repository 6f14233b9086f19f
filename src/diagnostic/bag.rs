//! Everything that was found wrong in a run.

use crate::source::Span;
use miette::Diagnostic;
use std::collections::HashSet;
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The law or the facts cannot be used.
    Error,
    /// They can, but something in them looks like a mistake.
    Advice,
}

impl Severity {
    /// The word shown to people and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Advice => "advice",
        }
    }

    /// The word after a number of them: `errors`, `piece of advice`.
    pub fn counted(self, number: usize) -> &'static str {
        match (self, number) {
            (Self::Error, 1) => "error",
            (Self::Error, _) => "errors",
            (Self::Advice, 1) => "piece of advice",
            (Self::Advice, _) => "pieces of advice",
        }
    }
}

/// One thing that was found wrong.
#[derive(Debug)]
pub struct Finding {
    diagnostic: Box<dyn Diagnostic + Send + Sync>,
}

impl Finding {
    /// The message with its labels, code and help.
    pub fn diagnostic(&self) -> &(dyn Diagnostic + Send + Sync) {
        self.diagnostic.as_ref()
    }

    /// Its code, such as `LX0203`.
    pub fn code(&self) -> String {
        self.diagnostic.code().map(|code| code.to_string()).unwrap_or_default()
    }

    /// The message in one line.
    pub fn message(&self) -> String {
        self.diagnostic.to_string()
    }

    /// The way out.
    pub fn help(&self) -> Option<String> {
        self.diagnostic.help().map(|help| help.to_string())
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self.diagnostic.severity() {
            Some(miette::Severity::Advice | miette::Severity::Warning) => Severity::Advice,
            Some(miette::Severity::Error) | None => Severity::Error,
        }
    }

    /// The same with something more in its help.
    #[must_use]
    pub(crate) fn noting(self, more: &str) -> Self {
        let help = self.help().map_or_else(|| more.to_owned(), |help| format!("{help}; {more}"));
        Self { diagnostic: Box::new(Noting { inner: self.diagnostic, help }) }
    }

    /// Every labeled place, the primary one first.
    pub fn labels(&self) -> Vec<(Span, String)> {
        let labels = self.diagnostic.labels().into_iter().flatten();
        labels
            .map(|label| {
                let start = u32::try_from(label.offset()).unwrap_or(u32::MAX);
                let length = u32::try_from(label.len()).unwrap_or(0);
                (Span::new(start, start.saturating_add(length)), label.label().unwrap_or("").to_owned())
            })
            .collect()
    }

    /// Whether another finding says nothing else.
    pub(crate) fn says(&self, other: &Self) -> bool {
        self.place() == other.place()
            && self.code() == other.code()
            && self.message() == other.message()
            && self.help() == other.help()
    }

    /// The primary place, if it has one: a fault of a whole file that cannot be read has none.
    pub fn place(&self) -> Option<Span> {
        self.labels().first().map(|(span, _)| *span)
    }
}

/// A message with another help.
#[derive(Debug)]
struct Noting {
    inner: Box<dyn Diagnostic + Send + Sync>,
    help: String,
}

impl fmt::Display for Noting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl std::error::Error for Noting {}

impl Diagnostic for Noting {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.inner.code()
    }

    fn severity(&self) -> Option<miette::Severity> {
        self.inner.severity()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        self.inner.labels()
    }
}

/// What was found wrong, in the order of finding until [`sorted`](Bag::sorted).
#[derive(Debug, Default)]
pub struct Bag {
    findings: Vec<Finding>,
}

impl Bag {
    /// An empty bag.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts one in.
    pub fn push(&mut self, diagnostic: impl Diagnostic + Send + Sync + 'static) {
        self.findings.push(Finding { diagnostic: Box::new(diagnostic) });
    }

    /// Puts a finding in.
    pub(crate) fn add(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Puts all of another bag in.
    pub fn append(&mut self, mut other: Self) {
        self.findings.append(&mut other.findings);
    }

    /// Puts in of another bag what this one does not say already.
    pub fn append_new(&mut self, other: Self) {
        let said = |it: &Finding| (it.place(), it.code(), it.message(), it.help());
        let mut known: HashSet<_> = self.findings.iter().map(said).collect();
        self.findings.extend(other.findings.into_iter().filter(|finding| known.insert(said(finding))));
    }

    /// Takes out what does not pass.
    pub fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.findings.retain(keep);
    }

    /// Whether anything in it is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity() == Severity::Error)
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// In the order of finding.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter()
    }

    /// Sorted by place, then by code. What is said of several versions of one text is said once.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.findings.sort_by_cached_key(|finding| (finding.place(), finding.code(), finding.message()));
        self.findings.dedup_by(|next, known| known.says(next));
        self
    }
}

impl IntoIterator for Bag {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.findings.into_iter()
    }
}
