//! Instruments, their provisions and their amendments: which text is law, since when, by whose act.
//!
//! In: the trees of all files as written, and a [`Standpoint`]. Out: [`Law`], in which every instrument has its dates,
//! every provision its versions, and every version its [`Life`], the instrument that made it and the amendments that
//! made it read so. Names inside provisions are not looked at here.
//!
//! The text of a day is the text as declared, changed by every amendment that has effect on that day, in order of
//! effect. An amendment changes trees, not words: a limb that it revises is cut out and another put in its place, and
//! every limb keeps the place where it was written, so that whoever reads it can be told who made it.

mod amend;
mod amendment;
mod collect;
mod error;
mod force;
mod instrument;
mod law;
mod life;
mod lives;
mod saving;
mod standpoint;

pub use amendment::{Amendment, AmendmentId};
pub use collect::enact;
pub(crate) use collect::{dated, day};
pub use error::Error;
pub use instrument::{Instrument, InstrumentId, binds, sleeps};
pub use law::{Law, Provision, Repeal, TableChange, TableDeed, Unenforced, Version, Vocabulary};
pub use life::{Life, Stretch};
pub use saving::Saving;
pub use standpoint::Standpoint;
