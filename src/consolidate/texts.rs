//! What a law is made of, as whoever has read it hands it on.

use crate::source::{SourceMap, Span};
use crate::syntax::ast;
use std::collections::BTreeMap;

/// The texts of a law that is in order, and their trees.
#[derive(Debug)]
pub struct Texts<'a> {
    /// Every text.
    pub sources: &'a SourceMap,
    /// Every law file. What a file imports stands before it.
    pub files: Vec<LawFile<'a>>,
    /// The lines of CSV files cell by cell, the names of the columns first, by the place of the `from "…"` that names the
    /// file.
    pub rows: BTreeMap<Span, Vec<Vec<String>>>,
    /// The hash that decisions name the law by.
    pub hash: &'a str,
}

/// A law file.
#[derive(Debug, Clone)]
pub struct LawFile<'a> {
    /// Its tree.
    pub tree: &'a ast::File,
    /// What it is imported by, if it comes with Lexport: `std/shipment`.
    pub library: Option<&'a str>,
}

impl<'a> Texts<'a> {
    /// The amendments in the order in which they are declared, which is that of the enacted law.
    pub(super) fn amendments(&self) -> impl Iterator<Item = &'a ast::Amendment> {
        self.files.iter().flat_map(|file| &file.tree.declarations).filter_map(|it| match it {
            ast::Declaration::Amendment(amendment) => Some(amendment),
            _ => None,
        })
    }

    /// Where something stands, as `file:line`.
    pub(super) fn place(&self, span: Span) -> String {
        self.sources.cite(span).map_or_else(String::new, |(file, line)| format!("{file}:{line}"))
    }
}
