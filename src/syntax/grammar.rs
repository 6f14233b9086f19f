//! The parser that pest makes of the grammar files, and the rules it names.
#![allow(missing_docs, unreachable_pub, reason = "the rules are documented in the grammar files they come from")]

use pest_derive::Parser;

/// Reads the grammar of Lexport.
#[derive(Parser)]
#[grammar = "../grammar/lexical.pest"]
#[grammar = "../grammar/expressions.pest"]
#[grammar = "../grammar/declarations.pest"]
#[grammar = "../grammar/amendments.pest"]
#[grammar = "../grammar/recovery.pest"]
pub(super) struct Grammar;
