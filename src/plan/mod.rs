//! The flat form of the law: slots instead of names, versions by day, an order of questions.
//!
//! In: the typed tree. Out: [`Law`], which is run as it is, and [`View`]s of it as it stood and as it was known on
//! a day. Nothing is looked up by name from here on.

mod coherence;
mod compile;
mod error;
pub mod law;
pub mod layout;
mod limb;
pub mod node;
mod print;
pub mod slot;
mod view;

pub use coherence::{coherence, coherence_of_outline};
pub use compile::{ScenarioCompiler, compile, outline, scenario_nodes};
pub use error::Error;
pub use law::Law;
pub use layout::Layout;
pub use print::print;
pub use view::{Active, Epoch, SetOf, Traced, View, line};
