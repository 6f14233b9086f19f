//! The form in which facts are held while rules run: one slot a value, nothing to look up by name.

use crate::value::{Date, Duration, Number, Short};

/// Where a slot lies. The upper bits say in whose keeping: the case, the tables of the law, or what a decision made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(pub u32);

/// In whose keeping a slot lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    /// Facts of the case.
    Case,
    /// Rows of the tables of the law.
    Law,
    /// Records made on the spot while deciding.
    Made,
}

const LAW: u32 = 0x8000_0000;
const MADE: u32 = 0x4000_0000;
const POSITION: u32 = 0x3fff_ffff;

impl Address {
    /// The slot at a position in the tables of the law.
    pub fn in_law(position: u32) -> Self {
        Self(position & POSITION | LAW)
    }

    /// The slot at a position among records made on the spot.
    pub fn made(position: u32) -> Self {
        Self(position & POSITION | MADE)
    }

    /// In whose keeping it lies.
    #[inline]
    pub fn keeper(self) -> Keeper {
        if self.0 & LAW != 0 {
            Keeper::Law
        } else if self.0 & MADE != 0 {
            Keeper::Made
        } else {
            Keeper::Case
        }
    }

    /// Its position there.
    #[inline]
    pub fn position(self) -> usize {
        usize::try_from(self.0 & POSITION).unwrap_or(usize::MAX)
    }

    /// The slot so many further.
    #[inline]
    #[must_use]
    pub fn plus(self, offset: u32) -> Self {
        Self(self.0.wrapping_add(offset))
    }
}

/// Words held in one buffer of their keeper, who is that of the slot's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct TextRef {
    /// The first byte.
    pub start: u32,
    /// How many bytes.
    pub len: u32,
}

/// Members of a list, side by side in their keeper's elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ListRef {
    /// The first; the keeper is coded as in an [`Address`].
    pub start: u32,
    /// How many.
    pub len: u32,
}

/// What is known of one value, in 16 bytes: a case is mostly slots, and a decision is mostly looking at them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Slot {
    /// Nobody has said.
    #[default]
    Unknown,
    /// Known not to be there.
    Absent,
    /// A record that is there; its fields follow.
    Present,
    /// A truth value.
    Bool(bool),
    /// A number in the declared unit.
    Number(Short),
    /// A number in the declared unit that is too long for a slot: a position among the long numbers of the keeper.
    Long(u32),
    /// A day.
    Date(Date),
    /// A stretch of calendar time.
    Duration(Duration),
    /// An alternative of an enum, by position.
    Code(u32),
    /// Words, codes of control lists among them.
    Text(TextRef),
    /// A record elsewhere.
    Record(Address),
    /// A list.
    List(ListRef),
    /// Known in part: a position in the keeper's partial knowledge.
    Partial(u32),
}

impl Slot {
    /// A number as a slot; one that is too long is put among the long numbers of the slot's keeper.
    #[inline]
    pub fn number(number: Number, long: &mut Vec<Number>) -> Self {
        Short::of(number).map_or_else(|| Self::long(number, long), Self::Number)
    }

    #[cold]
    fn long(number: Number, long: &mut Vec<Number>) -> Self {
        let position = u32::try_from(long.len()).unwrap_or(u32::MAX);
        long.push(number);
        Self::Long(position)
    }
}

/// The long number at a position.
#[cold]
pub fn long(numbers: &[Number], position: u32) -> Option<Number> {
    numbers.get(usize::try_from(position).ok()?).copied()
}

/// What is known in part.
#[derive(Debug, Clone, PartialEq)]
pub enum Partial {
    /// A number between limits.
    Number(crate::value::Interval),
    /// A day between limits, both inclusive.
    Date(Option<Date>, Option<Date>),
    /// Calendar time between limits, both inclusive and of one kind.
    Duration(Option<Duration>, Option<Duration>),
    /// One of these alternatives, in order.
    Codes(Vec<u32>),
    /// One of these texts.
    Texts(Vec<String>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_small() {
        assert_eq!(size_of::<Slot>(), 16);
    }
}
