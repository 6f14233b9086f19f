//! Codes of control lists: `3A090.a.1`, `EAR99`.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// An export control classification number, or `EAR99` for what is on no list.
///
/// Codes nest by their parts: `3A090.a.1` is under `3A090.a`, which is under `3A090`. Cloning is cheap.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Eccn(Arc<str>);

/// Why a text is not a code: what was expected, and at which byte of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ParseEccnError {
    /// The byte at which it goes wrong.
    pub at: usize,
    /// What should stand there.
    pub expected: &'static str,
}

impl fmt::Display for ParseEccnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a code of the control list: expected {} at position {}", self.expected, self.at + 1)
    }
}

impl std::error::Error for ParseEccnError {}

/// The code of what is subject to the regulations and on no list.
const UNLISTED: &str = "EAR99";

impl Eccn {
    /// Reads a code: a digit for the category, a letter from A to E for the product group, three digits, then parts
    /// of lowercase letters and digits, each after a dot.
    ///
    /// # Errors
    /// If it is written in another way.
    pub fn parse(text: &str) -> Result<Self, ParseEccnError> {
        Self::validate(text).map(|()| Self(Arc::from(text)))
    }

    /// Whether a text is a code, without keeping it.
    ///
    /// # Errors
    /// If it is not.
    pub fn validate(text: &str) -> Result<(), ParseEccnError> {
        if text == UNLISTED {
            return Ok(());
        }
        let mut bytes = text.bytes().enumerate();
        for place in 0..5 {
            let byte = bytes.next().map_or(b' ', |(_, byte)| byte);
            let (allowed, expected) = match place {
                0 => (byte.is_ascii_digit(), "the digit of the category"),
                1 => ((b'A'..=b'E').contains(&byte), "the letter of the product group, from A to E"),
                _ => (byte.is_ascii_digit(), "a digit"),
            };
            if !allowed {
                return Err(ParseEccnError { at: place, expected });
            }
        }
        let mut part_may_end = true;
        for (at, byte) in bytes {
            part_may_end = match byte {
                b'.' if part_may_end => false,
                b'a'..=b'z' | b'0'..=b'9' if at > 5 => true,
                _ if part_may_end && at > 5 => {
                    return Err(ParseEccnError { at, expected: "a dot, a lowercase letter or a digit" });
                }
                _ if part_may_end => return Err(ParseEccnError { at, expected: "a dot" }),
                _ => return Err(ParseEccnError { at, expected: "a lowercase letter or a digit" }),
            };
        }
        if part_may_end {
            Ok(())
        } else {
            Err(ParseEccnError { at: text.len(), expected: "a lowercase letter or a digit" })
        }
    }

    /// The code of what is on no list, `EAR99`.
    pub fn unlisted() -> Self {
        Self(Arc::from(UNLISTED))
    }

    /// Whether this is `EAR99`.
    pub fn is_unlisted(&self) -> bool {
        &*self.0 == UNLISTED
    }

    /// The code as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this code is the other one, or one of its parts.
    pub fn is_under(&self, other: &Self) -> bool {
        self.0.strip_prefix(&*other.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// The code that this one is a part of.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('.').map(|(parent, _)| Self(Arc::from(parent)))
    }
}

// As the list is printed: part by part, and `a.2` before `a.10`.
impl Ord for Eccn {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_parts = self.0.split('.').map(part_key).cmp(other.0.split('.').map(part_key));
        // Parts such as `1` and `01` are equal as numbers and yet not the same.
        by_parts.then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Eccn {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Numbers by size, then words by letters.
fn part_key(part: &str) -> (bool, usize, &str) {
    if part.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = part.trim_start_matches('0');
        (false, number.len(), number)
    } else {
        (true, 0, part)
    }
}

impl fmt::Display for Eccn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Eccn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Eccn {
        Eccn::parse(text).unwrap()
    }

    #[test]
    fn says_where_it_goes_wrong() {
        for text in ["3A090", "3A090.a", "3A090.a.1", "5A992.z", "9A515.y.10", "0A919", "EAR99"] {
            assert_eq!(code(text).to_string(), text);
        }
        for (text, at) in [
            ("", 0),
            ("3", 1),
            ("XA090", 0),
            ("3F090", 1),
            ("3a090", 1),
            ("3A09", 4),
            ("3A0901", 5),
            ("3A090a", 5),
            ("3A090.", 6),
            ("3A090..a", 6),
            ("3A090.A", 6),
            ("3A090.a-1", 7),
            ("3A090.a.", 8),
            ("EAR99.a", 0),
            ("３A090", 0),
            ("3A090.é", 6),
        ] {
            assert_eq!(Eccn::parse(text).map_err(|error| error.at), Err(at), "{text}");
        }
    }

    #[test]
    fn nests_by_parts() {
        assert!(code("3A090.a.1").is_under(&code("3A090.a")));
        assert!(code("3A090.a.1").is_under(&code("3A090")));
        assert!(code("3A090").is_under(&code("3A090")));
        assert!(!code("3A090").is_under(&code("3A090.a")));
        assert!(!code("3A090.ab").is_under(&code("3A090.a")));
        assert!(!code("3A091.a").is_under(&code("3A090")));
        assert_eq!(code("3A090.a.1").parent(), Some(code("3A090.a")));
        assert_eq!(code("3A090").parent(), None);
    }

    #[test]
    fn sorts_as_the_list_is_printed() {
        let sorted =
            ["3A001.z", "3A090", "3A090.2", "3A090.10", "3A090.a", "3A090.a.2", "3A090.a.10", "3A090.b", "EAR99"];
        assert!(sorted.is_sorted_by(|one, two| code(one) < code(two)));
        assert_ne!(code("3A090.1").cmp(&code("3A090.01")), Ordering::Equal);
    }
}
