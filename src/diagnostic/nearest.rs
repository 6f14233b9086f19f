//! The name that was probably meant.

/// The candidate nearest to a misspelt word, if one is near enough: a third of its letters may differ, and a
/// difference in case alone always counts as near. Equally near candidates are taken in the order given.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = if candidate.to_lowercase() == word.to_lowercase() {
            0
        } else {
            strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase())
        };
        // A word of one or two letters is near to every other; there only a difference in case counts.
        let near = distance == 0 || (distance <= allowed && word.chars().count() > 2);
        if near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The advice that names the nearest candidate: ``did you mean `tpp`?``.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["destination", "consignee", "tpp", "CN"];
        assert_eq!(nearest("destinaton", names), Some("destination"));
        assert_eq!(nearest("TPP", names), Some("tpp"));
        assert_eq!(nearest("tppx", names), Some("tpp"));
        assert_eq!(nearest("purpose", names), None);
        assert_eq!(nearest("US", names), None);
        assert_eq!(nearest("cn", names), Some("CN"));
    }
}
