//! What is said behind lines: what their authors remarked there, and where they come from.

use super::Texts;
use crate::format::{Remarks, pieces};

/// The comments that stand behind lines of the law, by the address of the line. Comments on lines of their own speak of
/// the text as it was written, and stay with it.
pub(super) fn behind_lines(texts: &Texts<'_>) -> Remarks {
    let mut found = Remarks::new();
    for file in &texts.files {
        let mut lines: Vec<u32> =
            file.tree.declarations.iter().flat_map(|tree| pieces(tree, texts.sources)).map(|piece| piece.at).collect();
        lines.sort_unstable();
        for comment in file.tree.comments.iter().filter(|it| it.trailing) {
            // A line may be long, and have several.
            let before = lines.partition_point(|at| *at <= comment.span.start).checked_sub(1);
            if let Some(at) = before.and_then(|at| lines.get(at)) {
                let words = texts.sources.text(comment.span).trim_start_matches('#').trim();
                append(&mut found, *at, words);
            }
        }
    }
    found
}

fn append(remarks: &mut Remarks, at: u32, words: &str) {
    remarks.entry(at).and_modify(|known| *known = format!("{known}; {words}")).or_insert_with(|| words.to_owned());
}

/// Says something of a line, before what its author says, and only once.
pub(super) fn add(remarks: &mut Remarks, at: u32, words: &str) {
    match remarks.get_mut(&at) {
        Some(known) if known.contains(words) => {}
        Some(known) => *known = format!("{words}; {known}"),
        None => {
            remarks.insert(at, words.to_owned());
        }
    }
}
