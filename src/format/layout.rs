//! Where long lines are broken: documents that are laid flat where they fit, and opened where they do not.

/// A space at which no line is broken: between a number and its unit, inside a text.
pub(super) const TIGHT: char = '\u{1}';

/// A piece of text that may be laid out in more than one way.
#[derive(Debug, Clone)]
pub(super) enum Doc {
    /// Words.
    Text(String),
    /// A space, or a new line.
    Line,
    /// Nothing, or a new line.
    Soft,
    /// A new line, whatever fits.
    Hard,
    /// One after the other.
    Seq(Vec<Self>),
    /// Flat if it fits, else with every line of its own broken.
    Group(Box<Self>),
    /// New lines inside are indented one level more.
    Nest(Box<Self>),
}

impl Doc {
    /// Words.
    pub(super) fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// A group of pieces.
    pub(super) fn group(pieces: Vec<Self>) -> Self {
        Self::Group(Box::new(Self::Seq(pieces)))
    }

    /// Pieces whose new lines are indented.
    pub(super) fn nest(pieces: Vec<Self>) -> Self {
        Self::Nest(Box::new(Self::Seq(pieces)))
    }

    /// All on one line.
    pub(super) fn flat(&self) -> String {
        let mut out = String::new();
        self.flatten(&mut out);
        out
    }

    fn flatten(&self, out: &mut String) {
        match self {
            Self::Text(words) => out.push_str(words),
            Self::Line | Self::Hard => out.push(' '),
            Self::Soft => {}
            Self::Seq(pieces) => pieces.iter().for_each(|piece| piece.flatten(out)),
            Self::Group(inner) | Self::Nest(inner) => inner.flatten(out),
        }
    }

    /// Whether it cannot be laid flat.
    fn is_open(&self) -> bool {
        match self {
            Self::Hard => true,
            Self::Text(_) | Self::Line | Self::Soft => false,
            Self::Seq(pieces) => pieces.iter().any(Self::is_open),
            Self::Group(inner) | Self::Nest(inner) => inner.is_open(),
        }
    }

    /// The lines it takes, each with how many levels it is indented.
    pub(super) fn lines(&self, width: usize, step: usize) -> Vec<(usize, String)> {
        let mut lines = vec![(0, String::new())];
        let mut column = 0;
        let mut open: Vec<(usize, bool, &Self)> = vec![(0, false, self)];
        while let Some((level, flat, doc)) = open.pop() {
            match doc {
                Self::Text(words) => {
                    column += columns(words);
                    if let Some((_, line)) = lines.last_mut() {
                        line.push_str(words);
                    }
                }
                Self::Line | Self::Soft if flat => {
                    if matches!(doc, Self::Line) {
                        column += 1;
                        if let Some((_, line)) = lines.last_mut() {
                            line.push(' ');
                        }
                    }
                }
                Self::Line | Self::Soft | Self::Hard => {
                    lines.push((level, String::new()));
                    column = level * step;
                }
                Self::Seq(pieces) => open.extend(pieces.iter().rev().map(|piece| (level, flat, piece))),
                Self::Nest(inner) => open.push((level + 1, flat, inner)),
                Self::Group(inner) => {
                    let fits = flat || !inner.is_open() && column + columns(&inner.flat()) + trailing(&open) <= width;
                    open.push((level, fits, inner));
                }
            }
        }
        lines
    }
}

/// How much must still stand on the same line behind a group: closing brackets, commas.
fn trailing(open: &[(usize, bool, &Doc)]) -> usize {
    let mut width = 0;
    for (_, flat, doc) in open.iter().rev() {
        match doc {
            Doc::Text(words) => width += columns(words),
            Doc::Hard => break,
            Doc::Line | Doc::Soft if !flat => break,
            Doc::Line => width += 1,
            Doc::Soft => {}
            // What follows may be broken at its first place.
            Doc::Seq(_) | Doc::Group(_) | Doc::Nest(_) => break,
        }
    }
    width
}

/// Words that fill lines: broken at the last space that fits.
pub(super) fn filled(line: &str, width: usize, hang: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = line;
    let mut room = width;
    while columns(rest) > room {
        let Some(at) = last_space(rest, room) else { break };
        let (head, tail) = rest.split_at(at);
        parts.push(head.trim_end().to_owned());
        rest = tail.trim_start();
        room = width.saturating_sub(hang);
    }
    parts.push(rest.to_owned());
    parts
}

fn last_space(line: &str, room: usize) -> Option<usize> {
    let spaces = line.char_indices().enumerate().take_while(|(column, _)| *column <= room);
    spaces.filter(|(_, (at, letter))| *letter == ' ' && *at > 0).map(|(_, (at, _))| at).last()
}

/// The line as it is written.
pub(super) fn plain(line: &str) -> String {
    line.replace(TIGHT, " ")
}

/// A text whose spaces are no places to break at.
pub(super) fn tight(text: &str) -> String {
    text.replace(' ', &TIGHT.to_string())
}

/// How wide a text is.
pub(super) fn columns(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_flat_where_it_fits() {
        let call = Doc::group(vec![
            Doc::text("make("),
            Doc::nest(vec![Doc::Soft, Doc::text("a = 1,"), Doc::Line, Doc::text("b = 2")]),
            Doc::text(")"),
        ]);
        assert_eq!(call.lines(40, 4), [(0, "make(a = 1, b = 2)".to_owned())]);
        let opened = [(0, "make(".to_owned()), (1, "a = 1,".to_owned()), (1, "b = 2)".to_owned())];
        assert_eq!(call.lines(12, 4), opened);
    }

    #[test]
    fn lists_fill_lines() {
        assert_eq!(filled("AA, BB, CC, DD", 8, 4), ["AA, BB,", "CC,", "DD"]);
        assert_eq!(filled(&tight("4800 TPP"), 3, 1).len(), 1);
    }
}
