//! Instruments and their provisions: which text is law, since when, by whose act.
//!
//! In: the trees of all files as written. Out: [`Law`], in which every instrument has its dates, every provision its
//! versions, and every version its [`Life`] and the instrument that made it. Names inside provisions are not
//! looked at here.

mod collect;
mod error;
mod instrument;
mod life;

pub use collect::{Law, Provision, Version, Vocabulary, enact};
pub(crate) use collect::{dated, day};
pub use error::Error;
pub use instrument::{Instrument, InstrumentId, binds, sleeps};
pub use life::{Life, Stretch};
