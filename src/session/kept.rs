//! Things that are made when they are first asked for and then stay where they are.

use std::sync::OnceLock;

/// Things by key. Whoever got one may go on to use it while others are made: none is moved, none is taken away. There are
/// few of them, so they are looked for one after the other.
#[derive(Debug)]
pub(super) struct Kept<K, V>(OnceLock<Box<Link<K, V>>>);

#[derive(Debug)]
struct Link<K, V> {
    key: K,
    value: V,
    next: Kept<K, V>,
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<K: Clone + PartialEq, V> Kept<K, V> {
    /// What is kept under a key; made now, if nothing was.
    pub(super) fn get_or_make(&self, key: &K, make: impl Fn() -> V) -> &V {
        let mut at = self;
        loop {
            // Where another thread was quicker, its key may be another.
            let link = at.0.get_or_init(|| Box::new(Link { key: key.clone(), value: make(), next: Self::default() }));
            if link.key == *key {
                return &link.value;
            }
            at = &link.next;
        }
    }

    /// Everything that was made, in the order in which it was.
    pub(super) fn iter(&self) -> impl Iterator<Item = &V> {
        let mut at = self;
        std::iter::from_fn(move || {
            let link = at.0.get()?;
            at = &link.next;
            Some(&link.value)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_made_once() {
        let kept: Kept<u8, String> = Kept::default();
        let first = kept.get_or_make(&1, || "one".to_owned());
        let second = kept.get_or_make(&2, || "two".to_owned());
        let again = kept.get_or_make(&1, || "another".to_owned());
        assert_eq!((first.as_str(), second.as_str()), ("one", "two"));
        assert!(std::ptr::eq(first, again));
        assert_eq!(kept.iter().collect::<Vec<_>>(), ["one", "two"]);
    }
}
