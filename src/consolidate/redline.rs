//! What was put in and what was taken out between two texts of a provision, line by line and word by word.

use super::lines::{Lines, Written};
use super::{Act, words};
use crate::value::Date;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What two laws differ in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Redline {
    /// Provision by provision, in the order of the later law, what it no longer has at the end.
    pub changes: Vec<Change>,
}

impl Redline {
    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// What became of one declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Added, removed or changed.
    pub what: What,
    /// The word it begins with: `rule`.
    pub kind: &'static str,
    /// Its name, or its code.
    pub name: String,
    /// Its title, the later one.
    pub title: Option<String>,
    /// Who made it so, where that is known.
    pub by: Vec<By>,
    /// From which day it is so, if that lies between the two days that are compared.
    #[serde(serialize_with = "super::json::day")]
    pub from: Option<Date>,
    /// Where it differs.
    pub hunks: Vec<Hunk>,
    /// Where it stands, as `file:line`: in the later law, or where it stood in the earlier one.
    pub place: String,
}

/// Who changed something, and what they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct By {
    /// `inserted`, `replaced`, `amended`, `repealed`, `suspended`, `made`.
    pub how: &'static str,
    /// Who.
    #[serde(flatten)]
    pub act: Act,
}

/// What became of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It is there, and was not.
    Added,
    /// It was there, and is not.
    Removed,
    /// It reads otherwise.
    Changed,
}

/// Lines that differ, together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hunk {
    /// The limb they are in, or that they are: `rs_license (b)(2)`.
    pub path: String,
    /// In order: what was taken out before what was put in its place.
    pub lines: Vec<Line>,
}

/// A line that was taken out or put in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Which of both.
    pub mark: Mark,
    /// How many levels it is indented.
    pub depth: usize,
    /// All of it.
    pub text: String,
    /// Its words, those that differ from the line that it took the place of, or that took its place, apart from the others. None
    /// if none differs, or nearly all do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Word>,
    /// Since when, or up to when, it holds, if it has days of its own: `from 2024-03-15`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<String>,
}

/// Whether a line was taken out or put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Mark {
    /// It was taken out.
    #[serde(rename = "-")]
    Out,
    /// It was put in.
    #[serde(rename = "+")]
    In,
}

/// Words of a line, with the spaces between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// The words themselves.
    pub text: String,
    /// Whether they differ from the line that this one is compared with.
    pub differs: bool,
}

/// Where two texts of a declaration differ.
pub(super) fn between(name: &str, before: &Lines, after: &Lines) -> Vec<Hunk> {
    let mut hunks = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &before.keys(), &after.keys()) {
        if !matches!(op, DiffOp::Equal { .. }) {
            let out = before.0.get(op.old_range()).unwrap_or_default();
            let put = after.0.get(op.new_range()).unwrap_or_default();
            hunks.extend(limbs(name, &couples(out, put)));
        }
    }
    hunks
}

/// A whole text, put in or taken out.
pub(super) fn whole(name: &str, lines: &Lines, mark: Mark) -> Vec<Hunk> {
    let lines = lines.0.iter().map(|it| Line { text: it.in_columns(), ..words::line(it, mark) }).collect();
    vec![Hunk { path: name.to_owned(), lines }]
}

/// A line taken out, a line put in, or one in the place of another.
type Couple<'w> = (Option<&'w Written>, Option<&'w Written>);

/// Lines taken out and put in, each beside the one that took its place, where that can be told: of the same limb, or one
/// that begins alike.
fn couples<'w>(out: &'w [Written], put: &'w [Written]) -> Vec<Couple<'w>> {
    let mut made: Vec<Couple<'w>> = Vec::new();
    let mut rest = put;
    let only = out.len() == 1 && put.len() == 1;
    for old in out {
        match rest.iter().position(|new| only || stands_for(old, new)) {
            None => made.push((Some(old), None)),
            Some(at) => {
                let (before, from) = rest.split_at(at);
                made.extend(before.iter().map(|new| (None, Some(new))));
                made.push((Some(old), from.first()));
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    made.extend(rest.iter().map(|new| (None, Some(new))));
    made
}

fn stands_for(old: &Written, new: &Written) -> bool {
    let labelled = |it: &Written| it.piece.labels().next().is_some();
    // Labels say which limb it is; how many limbs without one stand before it does not.
    let alike = if labelled(old) { old.piece.labels().eq(new.piece.labels()) } else { old.begins() == new.begins() };
    alike && old.piece.depth == new.piece.depth && labelled(old) == labelled(new)
}

/// Limb by limb: what is in a limb goes with it.
fn limbs(name: &str, couples: &[Couple<'_>]) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut around: Vec<&str> = Vec::new();
    for (old, new) in couples {
        let Some(piece) = new.or(*old).map(|it| &it.piece) else { continue };
        let labels: Vec<&str> = piece.labels().collect();
        let inside = if around.is_empty() { labels.is_empty() } else { labels.starts_with(&around) };
        if hunks.is_empty() || !inside {
            hunks.push(Hunk { path: piece.labelled(name), lines: Vec::new() });
            around = labels;
        }
        let Some(hunk) = hunks.last_mut() else { continue };
        match (old, new) {
            (Some(old), Some(new)) => hunk.lines.extend(words::pair(old, new)),
            (Some(old), None) => hunk.lines.push(words::line(old, Mark::Out)),
            (None, Some(new)) => hunk.lines.push(words::line(new, Mark::In)),
            (None, None) => {}
        }
    }
    hunks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Bag;
    use crate::source::SourceMap;
    use crate::syntax::parse;

    fn lines(text: &str) -> Lines {
        let mut sources = SourceMap::new();
        let id = sources.add("it.lxp", text).unwrap();
        let file = parse(sources.get(id).unwrap(), id, &mut Bag::new());
        Lines::of(&file.declarations[0], &sources, &[])
    }

    const RULE: &str = "\
rule r
    requires license
    if all of
        (a) x
        (b) any of
            (1) y
            (2) z = 1
";

    fn shown(after: &str) -> String {
        let mut shown = String::new();
        for hunk in between("r", &lines(RULE), &lines(after)) {
            shown.push_str(&hunk.path);
            for line in hunk.lines {
                let mark = if line.mark == Mark::In { '+' } else { '-' };
                shown = format!("{shown}\n{mark} {}", words::marked(&line));
            }
            shown.push('\n');
        }
        shown
    }

    #[test]
    fn a_law_is_no_other_than_itself() {
        assert_eq!(shown(RULE), "");
    }

    #[test]
    fn every_limb_goes_by_its_own_path() {
        let after =
            RULE.replace("(2) z = 1", "(2) z = 2\n            (3) all of\n                q\n                r");
        insta::assert_snapshot!(shown(&after), @r"
        r (b)(2)
        - (2) z = <1>
        + (2) z = <2>
        r (b)(3)
        + (3) all of
        + q
        + r
        ");
        let after = RULE.replace("        (a) x\n", "").replace("rule r", "rule r \"R\"");
        insta::assert_snapshot!(shown(&after), @r#"
        r
        - rule r
        + rule r< "R">
        r (a)
        - (a) x
        "#);
    }
    #[test]
    fn limbs_without_labels_before_it_make_no_other_limb_of_it() {
        let inner = |first: &str, limb: &str| {
            format!(
                "rule r\n    prohibits\n    if all of\n        (a) x\n{first}        any of\n            (1) {limb}\n            (2) z\n"
            )
        };
        let mut shown = String::new();
        for hunk in between("r", &lines(&inner("", "y = 1")), &lines(&inner("        q\n", "y = 2"))) {
            shown.extend(hunk.lines.iter().map(|line| format!("{}: {}\n", hunk.path, words::marked(line))));
        }
        insta::assert_snapshot!(shown, @r"
        r: q
        r (1): (1) y = <1>
        r (1): (1) y = <2>
        ");
    }
}
