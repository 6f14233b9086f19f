//! Plan × case × day → what the law says.
//!
//! Three-valued and total: whatever the facts, every question gets an answer, and an answer that cannot be worked out
//! is unknown, with the reason kept. There is no clock here, no file, and no road from an error to a permission:
//! unknown conditions leave the gravest outcome possible.

mod calendar;
mod compare;
mod eval;
mod fixpoint;
mod given;
mod inner;
mod line;
mod lists;
mod looked;
mod numbers;
mod open;
mod partial;
mod presume;
mod scratch;
mod trace;
mod truths;
mod value;
mod values;
mod verdict;
mod whatif;

pub use eval::Evaluator;
pub use given::{Misgiven, Target, give};
pub use scratch::{Fault, FaultKind, Scratch};
pub use value::{List, Num, Value, Words};
pub use verdict::{Outcome, Range};
pub use whatif::Supposed;
