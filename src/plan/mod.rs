//! The flat form of the law: slots instead of names, versions by day, an order of questions.

pub mod layout;
pub mod node;
pub mod slot;

pub use layout::Layout;
