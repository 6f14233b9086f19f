//! A place in the shared address space of all sources.

/// A half-open range of bytes, `start..end`, in the address space of a [`SourceMap`](super::SourceMap).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The address of the first byte.
    pub start: u32,
    /// The address after the last byte.
    pub end: u32,
}

impl Span {
    /// The place from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest place that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `address` lies inside.
    pub fn contains(self, address: u32) -> bool {
        self.start <= address && address < self.end
    }

    /// How many bytes it spans.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it spans nothing (a place between two bytes).
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl From<Span> for miette::SourceSpan {
    fn from(span: Span) -> Self {
        let at = usize::try_from(span.start).unwrap_or(usize::MAX);
        (at, usize::try_from(span.len()).unwrap_or(0)).into()
    }
}

/// A value and the place it was written at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// What was written.
    pub node: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `node`, written at `span`.
    pub const fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}
