//! Lexport: export rules as code.
pub mod check;
pub mod cli;
pub mod decide;
pub mod diagnostic;
pub mod enact;
pub mod explain;
pub mod facts;
pub mod plan;
pub mod resolve;
pub mod session;
pub mod source;
pub mod syntax;
pub mod value;
