//! Text to tree as written. Pest lives here and nowhere else.

pub mod ast;
