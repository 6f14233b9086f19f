//! Which names a declaration mentions.
//!
//! They are read off its canonical lines, so that no place where a name may stand is forgotten. A field or a variable may
//! bear the name of a provision; then the provision is taken to be mentioned, which does no harm.

use crate::format::pieces;
use crate::source::SourceMap;
use crate::syntax::ast::Declaration;
use crate::value::Eccn;
use std::collections::BTreeSet;

/// Names, and codes of control lists.
pub(super) fn mentions(tree: &Declaration, sources: &SourceMap, found: &mut BTreeSet<String>) {
    for piece in pieces(tree, sources) {
        for (_, line) in &piece.text {
            if !line.starts_with('>') {
                words(line, found);
            }
        }
    }
}

fn words(line: &str, found: &mut BTreeSet<String>) {
    let mut quoted = false;
    let mut escaped = false;
    let mut word = String::new();
    for letter in line.chars().chain([' ']) {
        if quoted {
            quoted = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
        } else if letter.is_alphanumeric() || letter == '_' || letter == '.' {
            word.push(letter);
        } else {
            quoted = letter == '"';
            take(&std::mem::take(&mut word), found);
        }
    }
}

/// `3A090.a` is a code, `chip.tpp` are two names.
fn take(word: &str, found: &mut BTreeSet<String>) {
    if Eccn::validate(word).is_ok() {
        found.insert(word.to_owned());
        return;
    }
    found.extend(word.split('.').filter(|part| !part.is_empty()).map(ToOwned::to_owned));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_no_names() {
        let mut found = BTreeSet::new();
        words(r#"if item.chip.tpp(x) in D1, [RU] and f("a \" b" + chips["h20"].die) under 3A090.a"#, &mut found);
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(
            found,
            ["3A090.a", "D1", "RU", "and", "chip", "chips", "die", "f", "if", "in", "item", "tpp", "under", "x"]
        );
    }
}
