//! Lexport: export rules as code.
pub mod check;
pub mod diagnostic;
pub mod enact;
pub mod facts;
pub mod plan;
pub mod resolve;
pub mod source;
pub mod syntax;
pub mod value;
