//! Names looked up in a few nanoseconds.

/// Names and what each stands for. The names are those of a law and do not change; only what is looked up comes from
/// outside, so the table needs no protection from names chosen to collide.
#[derive(Debug)]
pub(super) struct Words<'l> {
    words: Vec<(&'l str, u32)>,
    /// Positions in `words`, each at the hash of its word or in the next free place after it. At most half is taken.
    table: Vec<u32>,
}

const EMPTY: u32 = u32::MAX;

impl<'l> Words<'l> {
    /// Of two equal names the first counts.
    pub(super) fn new(words: impl IntoIterator<Item = (&'l str, u32)>) -> Self {
        let mut made = Self { words: words.into_iter().collect(), table: Vec::new() };
        made.table = vec![EMPTY; (made.words.len() * 2).next_power_of_two().max(2)];
        for (position, (word, _)) in (0..).zip(&made.words) {
            let mut at = hash(word);
            loop {
                at &= made.table.len() - 1;
                match made.table.get_mut(at) {
                    Some(place) if *place == EMPTY => {
                        *place = position;
                        break;
                    }
                    _ => at += 1,
                }
            }
        }
        made
    }

    /// What a name stands for.
    #[inline]
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        let mut at = hash(word);
        loop {
            at &= self.table.len() - 1;
            // The empty place that ends every search is beyond all words.
            let position = usize::try_from(*self.table.get(at)?).ok()?;
            let (candidate, value) = self.words.get(position)?;
            if *candidate == word {
                return Some(*value);
            }
            at += 1;
        }
    }

    /// The same, where one word is the most likely.
    #[inline]
    pub(super) fn find_near(&self, word: &str, likely: u32) -> Option<u32> {
        match usize::try_from(likely).ok().and_then(|likely| self.words.get(likely)) {
            Some((candidate, value)) if *candidate == word => Some(*value),
            _ => self.find(word),
        }
    }

    /// The names, in the order given.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'l str> {
        self.words.iter().map(|(word, _)| *word)
    }
}

/// Of the first and the last eight bytes: names of one record seldom share both.
#[inline]
fn hash(word: &str) -> usize {
    let bytes = word.as_bytes();
    let mixed = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29),
        _ => bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    };
    let length = u64::try_from(bytes.len()).unwrap_or(0);
    // A multiplication carries what differs upwards, so the upper half is the better one.
    let spread = (mixed ^ length).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(spread >> 40).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_there_and_nothing_else() {
        let names: Vec<String> = (0..500).map(|n| format!("name_{}_{n}", "x".repeat(n % 20))).collect();
        let words = Words::new(names.iter().map(String::as_str).zip(0..));
        for (name, n) in names.iter().zip(0..) {
            assert_eq!(words.find(name), Some(n));
            assert_eq!(words.find(&format!("{name}?")), None);
        }
        assert_eq!(Words::new([]).find(""), None);
        assert_eq!(Words::new([("", 3), ("a", 4), ("a", 5)]).find("a"), Some(4));
    }
}
