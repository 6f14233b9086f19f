//! Facts: JSON becomes a case of typed slots, and everything wrong with it is said at once.
//!
//! In: the layout of a law and a text of JSON. Out: a [`Case`], in which every fact lies at the place the layout gives
//! it. A [`Reader`] reads in one pass, straight into the slots; where something does not fit, that pass only notes
//! which entry of which object it was and goes on. Places, paths and words are worked out afterwards, by a second walk
//! over the text that nobody pays for whose facts are in order.

mod case;
mod default;
mod describe;
mod error;
mod fault;
mod keys;
mod path;
mod place;
mod read;
mod report;
mod same;
mod schema;

mod words;

pub use case::Case;
pub use error::Error;
pub use fault::Mismatches;
pub use path::Place;
pub use read::Reader;
pub use report::place_of;
pub use schema::schema;
