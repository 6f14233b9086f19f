//! Names become ids.
//!
//! In: the enacted law. Out: [`Names`], which says for every declared name what it is and which. Inside expressions
//! a name may also be a variable, a field, an alternative or a country; which of these it is depends on types, so
//! that part of looking up happens in `check`, with the tables made here.

mod error;
mod names;

pub use error::Error;
pub use names::{Elsewhere, Names, Term, TypeName, resolve};

use crate::source::Id;

/// What the ids are ids of. The values themselves come to be in later rooms.
pub mod tag {
    /// A declared unit.
    #[derive(Debug)]
    pub enum Unit {}
    /// A closed list.
    #[derive(Debug)]
    pub enum Enum {}
    /// A record, or the rows of a table.
    #[derive(Debug)]
    pub enum Record {}
    /// A root input.
    #[derive(Debug)]
    pub enum Fact {}
    /// A group.
    #[derive(Debug)]
    pub enum Group {}
    /// A table.
    #[derive(Debug)]
    pub enum Table {}
    /// A named constant.
    #[derive(Debug)]
    pub enum Value {}
    /// A definition.
    #[derive(Debug)]
    pub enum Define {}
    /// A control-list entry.
    #[derive(Debug)]
    pub enum Entry {}
    /// A rule or exception.
    #[derive(Debug)]
    pub enum Rule {}
}

/// Which closed list.
pub type EnumId = Id<tag::Enum>;
/// Which record.
pub type RecordId = Id<tag::Record>;
/// Which root input.
pub type FactId = Id<tag::Fact>;
/// Which group.
pub type GroupId = Id<tag::Group>;
/// Which table.
pub type TableId = Id<tag::Table>;
/// Which named constant.
pub type ValueId = Id<tag::Value>;
/// Which definition.
pub type DefineId = Id<tag::Define>;
/// Which control-list entry.
pub type EntryId = Id<tag::Entry>;
/// Which rule.
pub type RuleId = Id<tag::Rule>;
