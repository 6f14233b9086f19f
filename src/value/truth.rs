//! Three-valued truth: false, unknown, true.

use std::fmt;

/// A truth value of Kleene's strong logic. Ordered so that `and` is the minimum and `or` the maximum.
///
/// Unknown is neither no nor yet yes: a question with an unknown part is settled only if every way of filling in that
/// part gives the same answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Truth {
    /// It does not hold.
    False,
    /// Nobody has said enough to tell.
    Unknown,
    /// It holds.
    True,
}

impl Truth {
    /// Both hold.
    #[inline]
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// At least one holds.
    #[inline]
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// It does not hold. What is unknown stays unknown.
    #[inline]
    #[must_use]
    #[allow(clippy::should_implement_trait, reason = "a plain method, so that callers need no trait in scope")]
    pub const fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }

    /// Whether it is known to hold.
    #[inline]
    pub const fn is_true(self) -> bool {
        matches!(self, Self::True)
    }

    /// Whether it is known not to hold.
    #[inline]
    pub const fn is_false(self) -> bool {
        matches!(self, Self::False)
    }

    /// Whether it is neither known to hold nor known not to.
    #[inline]
    pub const fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// The plain truth value, once it is known.
    #[inline]
    pub const fn known(self) -> Option<bool> {
        match self {
            Self::False => Some(false),
            Self::Unknown => None,
            Self::True => Some(true),
        }
    }

    /// Whether at least `n` hold. Stops asking as soon as `n` are known to.
    pub fn at_least(n: usize, truths: impl IntoIterator<Item = Self>) -> Self {
        if n == 0 {
            return Self::True;
        }
        let (mut sure, mut possible) = (0_usize, 0_usize);
        for truth in truths {
            possible = possible.saturating_add(usize::from(!truth.is_false()));
            sure = sure.saturating_add(usize::from(truth.is_true()));
            if sure >= n {
                return Self::True;
            }
        }
        if possible >= n { Self::Unknown } else { Self::False }
    }

    /// Whether all hold; true of none.
    pub fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        let mut answer = Self::True;
        for truth in truths {
            answer = answer.and(truth);
            if answer.is_false() {
                break;
            }
        }
        answer
    }

    /// Whether any holds; false of none.
    pub fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        Self::all(truths.into_iter().map(Self::not)).not()
    }
}

impl From<bool> for Truth {
    #[inline]
    fn from(known: bool) -> Self {
        if known { Self::True } else { Self::False }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::False => "false",
            Self::Unknown => "unknown",
            Self::True => "true",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    #[test]
    fn counting() {
        assert_eq!(Truth::at_least(0, []), True);
        assert_eq!(Truth::at_least(1, []), False);
        assert_eq!(Truth::at_least(2, [True, Unknown, False]), Unknown);
        assert_eq!(Truth::at_least(2, [True, Unknown, True]), True);
        assert_eq!(Truth::at_least(3, [True, Unknown, False]), False);
        assert_eq!(Truth::all([]), True);
        assert_eq!(Truth::any([]), False);
        assert_eq!(Truth::all([True, Unknown]), Unknown);
        assert_eq!(Truth::any([False, Unknown, True]), True);
    }

    #[test]
    fn counting_stops_when_it_is_settled() {
        let mut asked = 0;
        let truths = std::iter::repeat_with(|| {
            asked += 1;
            True
        });
        assert_eq!(Truth::at_least(3, truths), True);
        assert_eq!(asked, 3);
    }
}
