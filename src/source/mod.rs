//! Texts, and places in them.
//!
//! Every text the program reads (a law file, the standard library, a line typed at a prompt, the JSON of a
//! case) is a source. All sources share one address space: a [`Span`] is two numbers and still knows which
//! text it lies in. There is no dummy span, because every place is an address.

mod arena;
mod map;
mod span;
mod visible;

pub use arena::{Arena, Id, Lookup};
pub use map::{LONGEST_TEXT, Source, SourceId, SourceMap};
pub use span::{Span, Spanned};
pub use visible::{visible, visible_but_color, visible_json, visible_lines};
