//! Lexport: export rules as code.
pub mod diagnostic;
pub mod source;
pub mod syntax;
pub mod value;
