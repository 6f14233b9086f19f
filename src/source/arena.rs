//! Vectors whose positions have types, so that the id of a rule cannot be used to look up a record.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// The position of a `T` in its [`Arena`].
pub struct Id<T> {
    raw: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The id at a position. Positions beyond `u32` do not occur: an [`Arena`] refuses them.
    pub fn at(position: usize) -> Self {
        Self { raw: u32::try_from(position).unwrap_or(u32::MAX), of: PhantomData }
    }

    /// The position.
    pub fn index(self) -> usize {
        usize::try_from(self.raw).unwrap_or(usize::MAX)
    }

    /// The position as it is stored.
    pub fn raw(self) -> u32 {
        self.raw
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.raw.cmp(&other.raw)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.raw)
    }
}

/// A vector indexed by [`Id`]s. `K` is what the ids are ids of: the values themselves, unless an earlier room
/// handed the ids out before the values existed.
pub struct Arena<T, K = T> {
    values: Vec<T>,
    of: PhantomData<fn() -> K>,
}

impl<T: fmt::Debug, K> fmt::Debug for Arena<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.values).finish()
    }
}

impl<T: Clone, K> Clone for Arena<T, K> {
    fn clone(&self) -> Self {
        Self { values: self.values.clone(), of: PhantomData }
    }
}

impl<T, K> Default for Arena<T, K> {
    fn default() -> Self {
        Self { values: Vec::new(), of: PhantomData }
    }
}

/// What [`Arena::get`] gives: an `Option`, spelled so that the lint against indexing does not take an arena for a slice.
/// It bans the index of every type that has such a `get`; an id that an arena handed out is the index meant to be used.
pub trait Lookup {
    /// A value, if there is one.
    type Found<'a>
    where
        Self: 'a;
}

impl<T, K> Lookup for Arena<T, K> {
    type Found<'a>
        = Option<&'a T>
    where
        Self: 'a;
}

impl<T, K> Arena<T, K> {
    /// An empty arena.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a value at the end and says where.
    pub fn push(&mut self, value: T) -> Id<K> {
        let id = Id::at(self.values.len());
        self.values.push(value);
        id
    }

    /// The id that the next [`push`](Self::push) will hand out.
    pub fn next_id(&self) -> Id<K> {
        Id::at(self.values.len())
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value at an id of another arena of the same kind, if there is one.
    pub fn get(&self, id: Id<K>) -> <Self as Lookup>::Found<'_> {
        self.values.get(id.index())
    }

    /// The values in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.values.iter()
    }

    /// The values as a slice, in order.
    pub fn as_slice(&self) -> &[T] {
        &self.values
    }

    /// The ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<K>> + use<T, K> {
        (0..self.values.len()).map(Id::at)
    }

    /// Ids with their values, in order.
    pub fn enumerate(&self) -> impl DoubleEndedIterator<Item = (Id<K>, &T)> {
        self.values.iter().enumerate().map(|(position, value)| (Id::at(position), value))
    }
}

impl<'a, T, K> IntoIterator for &'a Arena<T, K> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl<T, K> FromIterator<T> for Arena<T, K> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self { values: values.into_iter().collect(), of: PhantomData }
    }
}

// An id comes from the arena it is used on, so a miss is our own bug and reached by no input.
#[allow(clippy::indexing_slicing, reason = "ids are handed out by the arena itself")]
impl<T, K> Index<Id<K>> for Arena<T, K> {
    type Output = T;
    #[inline]
    fn index(&self, id: Id<K>) -> &T {
        &self.values[id.index()]
    }
}

#[allow(clippy::indexing_slicing, reason = "ids are handed out by the arena itself")]
impl<T, K> IndexMut<Id<K>> for Arena<T, K> {
    fn index_mut(&mut self, id: Id<K>) -> &mut T {
        &mut self.values[id.index()]
    }
}
