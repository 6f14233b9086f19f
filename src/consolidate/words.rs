//! Lines word by word.

use super::lines::Written;
use super::redline::{Line, Mark, Word};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A line all by itself.
pub(super) fn line(of: &Written, mark: Mark) -> Line {
    made(of, mark, Vec::new())
}

fn made(of: &Written, mark: Mark, words: Vec<Word>) -> Line {
    let words = if words.iter().any(|it| it.differs) { words } else { Vec::new() };
    Line { mark, depth: of.piece.depth, text: of.text(), words, days: of.days.clone() }
}

/// A line, and the one that took its place: the words that differ stand out. Where nearly all do, none does.
pub(super) fn pair(old: &Written, new: &Written) -> [Line; 2] {
    let (before, after) = (old.text(), new.text());
    let (old_parts, new_parts) = (parts(&before), parts(&after));
    let ops = capture_diff_slices(Algorithm::Myers, &old_parts, &new_parts);
    let same: usize = ops
        .iter()
        .filter_map(|op| match op {
            DiffOp::Equal { old_index, len, .. } => old_parts.get(*old_index..old_index + len),
            _ => None,
        })
        .flatten()
        .filter(|part| !part.trim().is_empty())
        .count();
    let count = |parts: &[&str]| parts.iter().filter(|part| !part.trim().is_empty()).count();
    if same * 3 < count(&old_parts).max(count(&new_parts)) {
        return [line(old, Mark::Out), line(new, Mark::In)];
    }
    let (mut out, mut put) = (Vec::new(), Vec::new());
    for op in &ops {
        let differs = !matches!(op, DiffOp::Equal { .. });
        push(&mut out, old_parts.get(op.old_range()), differs);
        push(&mut put, new_parts.get(op.new_range()), differs);
    }
    [made(old, Mark::Out, out), made(new, Mark::In, put)]
}

fn push(words: &mut Vec<Word>, parts: Option<&[&str]>, differs: bool) {
    let text = parts.unwrap_or_default().concat();
    if !text.is_empty() {
        words.push(Word { text, differs });
    }
}

/// Words, spaces, and signs one by one.
fn parts(line: &str) -> Vec<&str> {
    let kind = |letter: char| match letter {
        letter if letter.is_alphanumeric() || matches!(letter, '_' | '.') => 0,
        letter if letter.is_whitespace() => 1,
        _ => 2,
    };
    let mut parts = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, letter) in line.char_indices() {
        let this = kind(letter);
        if last.is_some_and(|last| last != this || this == 2) {
            parts.extend(line.get(start..at));
            start = at;
        }
        last = Some(this);
    }
    parts.extend(line.get(start..).filter(|rest| !rest.is_empty()));
    parts
}

/// A line with marks around the words that differ.
#[cfg(test)]
pub(super) fn marked(line: &Line) -> String {
    let word = |it: &Word| if it.differs { format!("<{}>", it.text) } else { it.text.clone() };
    if line.words.is_empty() { line.text.clone() } else { line.words.iter().map(word).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consolidate::lines::Lines;
    use crate::diagnostic::Bag;
    use crate::source::SourceMap;
    use crate::syntax::parse;

    fn piece(text: &str) -> Written {
        let mut sources = SourceMap::new();
        let id = sources.add("it.lxp", format!("rule r\n    {text}\n")).unwrap();
        let file = parse(sources.get(id).unwrap(), id, &mut Bag::new());
        Lines::of(&file.declarations[0], &sources, &[]).0.remove(1)
    }

    #[test]
    fn only_the_words_that_differ_stand_out() {
        let [out, put] = pair(&piece("if (2) it.country in D5"), &piece("if (2) it.country in D5 + [MO]"));
        assert_eq!(
            (marked(&out).as_str(), marked(&put).as_str()),
            ("if (2) it.country in D5", "if (2) it.country in D5< + [MO]>")
        );
        let [out, put] = pair(&piece("if a >= 4800 TPP"), &piece("if a >= 2400 TPP"));
        assert_eq!((marked(&out).as_str(), marked(&put).as_str()), ("if a >= <4800> TPP", "if a >= <2400> TPP"));
    }

    #[test]
    fn where_all_differs_nothing_stands_out() {
        let [out, put] = pair(&piece("prohibits"), &piece("requires license"));
        assert_eq!((marked(&out).as_str(), marked(&put).as_str()), ("prohibits", "requires license"));
    }
}
