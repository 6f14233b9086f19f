//! The facts of one case.

use super::default;
use super::keys::{Keyed, Keys, slice};
use crate::plan::Layout;
use crate::plan::layout::Record;
use crate::plan::slot::{self, Address, Keeper, ListRef, Partial, Slot, TextRef};
use crate::resolve::RecordId;
use crate::value::Number;

/// All that is known of one case. A reader or a scenario fills it, and a decision looks at its slots.
///
/// A record takes a run of slots: one that says whether it is there, then its fields at their offsets. Reading one
/// case after another into the same `Case` allocates only while cases still grow, and for sets of alternatives.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// The roots, then records that lie elsewhere.
    pub slots: Vec<Slot>,
    /// Members of lists, those of one list side by side.
    pub elements: Vec<Slot>,
    /// All words.
    pub text: String,
    /// What is known in part.
    pub partials: Vec<Partial>,
    /// Numbers that are too long for a slot.
    pub long: Vec<Number>,
    pub(super) keys: Keys,
    /// Members of lists that are still being read.
    pub(super) open: Vec<Slot>,
    /// Which entry of which object is being read, one number a level.
    pub(super) trail: Vec<u32>,
    roots: u32,
}

/// More slots than any case needs, and fewer than an address can name or a computer should give away.
const MOST_SLOTS: usize = 1 << 26;

impl Case {
    /// A case of which nothing is known.
    pub fn new(layout: &Layout) -> Self {
        let mut case = Self::default();
        case.reset(layout);
        case
    }

    /// Forgets everything, and keeps the memory.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.slots.resize(usize::try_from(self.roots).unwrap_or(0), Slot::Unknown);
        self.elements.clear();
        self.text.clear();
        self.partials.clear();
        self.long.clear();
        self.keys.clear();
        self.open.clear();
        self.trail.clear();
    }

    /// Forgets everything, and takes the shape of a layout.
    pub(super) fn reset(&mut self, layout: &Layout) {
        self.roots = layout.size;
        self.clear();
    }

    /// What a slot holds.
    #[inline]
    pub fn get(&self, address: Address) -> Slot {
        match address.keeper() {
            Keeper::Case => self.slots.get(address.position()).copied().unwrap_or_default(),
            Keeper::Law | Keeper::Made => Slot::Unknown,
        }
    }

    /// Puts something into a slot.
    #[inline]
    pub fn put(&mut self, address: Address, value: Slot) {
        if let Some(slot) = self.slots.get_mut(address.position()) {
            *slot = value;
        }
    }

    /// A number as a slot.
    #[inline]
    pub fn number(&mut self, number: Number) -> Slot {
        Slot::number(number, &mut self.long)
    }

    /// The number that a slot holds, if it holds one.
    pub fn exact(&self, slot: Slot) -> Option<Number> {
        match slot {
            Slot::Number(number) => Some(number.into()),
            Slot::Long(position) => slot::long(&self.long, position),
            _ => None,
        }
    }

    /// Keeps words.
    pub fn text(&mut self, words: &str) -> TextRef {
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.text.push_str(words);
        TextRef { start, len: u32::try_from(words.len()).unwrap_or(0) }
    }

    /// Words that were kept.
    #[inline]
    pub fn str(&self, words: TextRef) -> &str {
        slice(&self.text, words)
    }

    /// Keeps the members of a list.
    pub fn list(&mut self, members: &[Slot]) -> ListRef {
        let start = u32::try_from(self.elements.len()).unwrap_or(u32::MAX);
        self.elements.extend_from_slice(members);
        ListRef { start, len: u32::try_from(members.len()).unwrap_or(0) }
    }

    /// Keeps the members that a list has been left open for since a mark.
    pub(super) fn close(&mut self, mark: usize) -> ListRef {
        let start = u32::try_from(self.elements.len()).unwrap_or(u32::MAX);
        let members = self.open.get(mark..).unwrap_or(&[]);
        self.elements.extend_from_slice(members);
        let len = u32::try_from(members.len()).unwrap_or(0);
        self.open.truncate(mark);
        ListRef { start, len }
    }

    /// Members of a list that were kept.
    #[inline]
    pub fn members(&self, list: ListRef) -> &[Slot] {
        let start = usize::try_from(list.start).unwrap_or(usize::MAX);
        let end = start.saturating_add(usize::try_from(list.len).unwrap_or(usize::MAX));
        self.elements.get(start..end).unwrap_or(&[])
    }

    /// Keeps what is known in part.
    pub fn partial(&mut self, known: Partial) -> Slot {
        let position = u32::try_from(self.partials.len()).unwrap_or(u32::MAX);
        self.partials.push(known);
        Slot::Partial(position)
    }

    /// What is known of a fact that is known in part.
    pub fn partly_known(&self, address: Address) -> Option<&Partial> {
        self.partly(self.get(address))
    }

    /// What a slot holds in part.
    pub fn partly(&self, slot: Slot) -> Option<&Partial> {
        match slot {
            Slot::Partial(position) => self.partials.get(usize::try_from(position).ok()?),
            _ => None,
        }
    }

    /// Slots for a record elsewhere of which nothing is known.
    pub fn frame(&mut self, layout: &Layout, record: RecordId) -> Address {
        self.frame_of(layout.records[record].size)
    }

    pub(super) fn frame_of(&mut self, size: u32) -> Address {
        let at = Address(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
        self.slots.extend(Layout::unknown(size));
        at
    }

    /// Whether there is no room for more.
    pub(super) fn is_full(&self) -> bool {
        self.slots.len() + self.elements.len() + self.open.len() > MOST_SLOTS
    }

    /// The record with a key: the one that is there, or one of which only the key is known.
    pub fn keyed(&mut self, layout: &Layout, record: RecordId, key: &str) -> Address {
        if let Some(found) = self.keys.find(record, key, &self.text) {
            return found.at;
        }
        let shape = &layout.records[record];
        let (at, key) = (self.frame_of(shape.size), self.text(key));
        self.put(at, Slot::Present);
        if let Some(field) = key_field(shape) {
            self.put(at.plus(field), Slot::Text(key));
        }
        self.keys.add(Keyed { record, key, at, given: None }, &self.text);
        at
    }

    /// The record with a key, if there is one.
    pub fn find(&self, record: RecordId, key: &str) -> Option<Address> {
        self.keys.find(record, key, &self.text).map(|found| found.at)
    }

    /// Says that a record is there. If nobody has said so before, fields that nobody has given get their defaults.
    pub fn open_record(&mut self, layout: &Layout, record: RecordId, address: Address) {
        self.open_within(layout, record, address, 0);
    }

    /// The same for a record that a default makes, so many defaults deep.
    pub(super) fn open_within(&mut self, layout: &Layout, record: RecordId, address: Address, depth: u32) {
        let shape = &layout.records[record];
        match self.get(address) {
            Slot::Absent => self.fill(address, shape.size, Slot::Unknown),
            Slot::Present if !self.opens_keyed(record, shape, address) => return,
            _ => {}
        }
        self.put(address, Slot::Present);
        for field in &shape.fields {
            if let (Slot::Unknown, Some(given)) = (self.get(address.plus(field.offset)), &field.default) {
                default::put(self, layout, field, given, address, depth);
            }
        }
    }

    /// Whether a record was only named by its key so far; from now on it is more than that.
    fn opens_keyed(&mut self, record: RecordId, shape: &Record, address: Address) -> bool {
        let Some(field) = key_field(shape) else { return false };
        let Slot::Text(key) = self.get(address.plus(field)) else { return false };
        let key = slice(&self.text, key);
        let Some(entry) = self.keys.find_mut(record, key, &self.text) else { return false };
        let only_named = entry.given.is_none();
        entry.given.get_or_insert((0, 0));
        only_named
    }

    /// Says that a record in place is known not to be there, nor anything in it.
    pub fn absent(&mut self, layout: &Layout, record: RecordId, address: Address) {
        self.fill(address, layout.records[record].size, Slot::Absent);
    }

    /// Makes a record in place one of which nothing is known.
    pub fn forget(&mut self, layout: &Layout, record: RecordId, address: Address) {
        self.fill(address, layout.records[record].size, Slot::Unknown);
    }

    fn fill(&mut self, address: Address, size: u32, value: Slot) {
        for offset in 0..size {
            self.put(address.plus(offset), value);
        }
    }
}

/// How far the key lies from the first slot.
pub(super) fn key_field(record: &Record) -> Option<u32> {
    Some(record.at(record.key?)?.offset)
}
