//! Which record has which key.

use crate::plan::slot::{Address, TextRef};
use crate::resolve::RecordId;
use std::hash::{BuildHasher as _, RandomState};

/// A record with a key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keyed {
    /// Which record it is one of.
    pub(super) record: RecordId,
    /// Its key, in the text of the case.
    pub(super) key: TextRef,
    /// Its first slot.
    pub(super) at: Address,
    /// Whether more than its key was given, and by which entries of which objects: a range of [`Keys::trails`].
    pub(super) given: Option<(usize, usize)>,
}

/// The records that have a key, found by it.
///
/// Keys come from outside, so the table hashes with a secret: nobody can choose keys that collide. Nothing ever walks
/// over it, so the secret never shows. A standard map would own its keys, and allocate for each.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    entries: Vec<Keyed>,
    table: Vec<u32>,
    hasher: RandomState,
    /// Entry numbers, one a level, of the objects that gave the records.
    pub(super) trails: Vec<u32>,
}

const EMPTY: u32 = u32::MAX;

impl Keys {
    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.table.fill(EMPTY);
        self.trails.clear();
    }

    /// The record with a key.
    pub(super) fn find(&self, record: RecordId, key: &str, text: &str) -> Option<&Keyed> {
        self.entries.get(self.position(record, key, text)?)
    }

    pub(super) fn find_mut(&mut self, record: RecordId, key: &str, text: &str) -> Option<&mut Keyed> {
        let position = self.position(record, key, text)?;
        self.entries.get_mut(position)
    }

    fn position(&self, record: RecordId, key: &str, text: &str) -> Option<usize> {
        if self.entries.is_empty() {
            return None;
        }
        let mut at = self.hash(record, key);
        loop {
            at &= self.table.len().checked_sub(1)?;
            // The empty place that ends every search is beyond all entries.
            let position = usize::try_from(*self.table.get(at)?).ok()?;
            let entry = self.entries.get(position)?;
            if entry.record == record && slice(text, entry.key) == key {
                return Some(position);
            }
            at += 1;
        }
    }

    /// Adds a record whose key is not there yet.
    pub(super) fn add(&mut self, entry: Keyed, text: &str) {
        self.entries.push(entry);
        if self.entries.len() * 2 > self.table.len() {
            let size = (self.entries.len() * 4).next_power_of_two();
            self.table.clear();
            self.table.resize(size, EMPTY);
            for (position, entry) in (0..).zip(&self.entries) {
                let hash = self.hash(entry.record, slice(text, entry.key));
                place(&mut self.table, hash, position);
            }
        } else {
            let hash = self.hash(entry.record, slice(text, entry.key));
            place(&mut self.table, hash, u32::try_from(self.entries.len() - 1).unwrap_or(EMPTY));
        }
    }

    fn hash(&self, record: RecordId, key: &str) -> usize {
        usize::try_from(self.hasher.hash_one((record.raw(), key)) >> 32).unwrap_or(0)
    }
}

fn place(table: &mut [u32], hash: usize, position: u32) {
    let mut at = hash;
    loop {
        at &= table.len() - 1;
        match table.get_mut(at) {
            Some(free) if *free == EMPTY => {
                *free = position;
                return;
            }
            _ => at += 1,
        }
    }
}

/// Part of the text of a case.
#[inline]
pub(super) fn slice(text: &str, part: TextRef) -> &str {
    let start = usize::try_from(part.start).unwrap_or(usize::MAX);
    let end = start.saturating_add(usize::try_from(part.len).unwrap_or(usize::MAX));
    text.get(start..end).unwrap_or("")
}
