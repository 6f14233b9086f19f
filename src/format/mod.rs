//! Tree + comments → canonical text.
//!
//! One way to write each thing: four spaces a level, lines of at most [`WIDTH`] columns, names and colons of a record in
//! columns, tables aligned. Comments, enacted text and single blank lines stay where they are. What is written is
//! read again and compared with what was read before it is given out, so no text is ever changed in what it says.

mod amendments;
mod blocks;
mod expressions;
mod layout;
mod lines;
mod pieces;
mod provisions;
mod scenarios;
mod vocabulary;

pub use pieces::{Piece, Step, pieces};

use crate::diagnostic::Bag;
use crate::source::{Source, SourceMap};
use crate::syntax::{self, ast};
use lines::Lines;
use std::collections::BTreeMap;

/// The widest a line gets, where it can be broken.
pub const WIDTH: usize = 120;

/// What is to be said of provisions, of their lines and of limbs, by the address at which these begin. It is written as a
/// comment behind the line that begins there; above it, if that is a line of enacted text.
pub type Remarks = BTreeMap<u32, String>;

/// Why a text was not formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Part of it cannot be read; what cannot be read is not touched.
    Broken,
    /// What would be written does not read as what was read. A bug of ours, and the text is safe.
    Changed,
}

/// The canonical text of a source.
///
/// # Errors
/// If any declaration in it cannot be read, or the result would not mean the same.
pub fn format(source: &Source) -> Result<String, Refused> {
    let before = Read::text(&source.name, &source.text).ok_or(Refused::Broken)?;
    let mut lines = Lines::of_text(&before.sources, &before.file.comments);
    for declaration in &before.file.declarations {
        lines.declaration(declaration);
    }
    let text = lines.finish();
    let after = Read::text(&source.name, &text).ok_or(Refused::Changed)?;
    if before.meaning() == after.meaning() { Ok(text) } else { Err(Refused::Changed) }
}

/// Declarations as canonical text, one apart from the other. Their parts may have been read from any of the texts, as those
/// of a provision that was amended are. The comments of these texts are left behind.
///
/// # Errors
/// If one of them could not be read, or the result would not mean the same.
pub fn declarations<'t>(
    trees: impl IntoIterator<Item = &'t ast::Declaration>,
    sources: &SourceMap,
    remarks: &Remarks,
) -> Result<String, Refused> {
    let trees: Vec<&ast::Declaration> = trees.into_iter().collect();
    if trees.iter().any(|tree| matches!(tree, ast::Declaration::Broken(_))) {
        return Err(Refused::Broken);
    }
    let mut lines = Lines::of_trees(sources, remarks);
    for tree in &trees {
        lines.stand_apart();
        lines.declaration(tree);
    }
    let text = lines.finish();
    let after = Read::text("", &text).ok_or(Refused::Changed)?;
    let before = syntax::print_trees(trees, sources);
    let again = syntax::print_trees(&after.file.declarations, &after.sources);
    if before == again { Ok(text) } else { Err(Refused::Changed) }
}

/// A text and what it says, without fault.
struct Read {
    /// A map of its own, so that the tree can be told from words alone.
    sources: SourceMap,
    file: ast::File,
}

impl Read {
    /// Nothing if part of the text cannot be read.
    fn text(name: &str, text: &str) -> Option<Self> {
        let mut sources = SourceMap::new();
        let id = sources.add(name, text)?;
        let mut bag = Bag::new();
        let file = syntax::parse(sources.get(id)?, id, &mut bag);
        (!bag.has_errors()).then_some(Self { sources, file })
    }

    /// What the text says, without where it says it.
    fn meaning(&self) -> String {
        // A comment behind a line that is written on fewer or more lines may come to stand on its own; its words stay.
        syntax::print(&self.file, &self.sources).replace("\ncomment after ", "\ncomment ")
    }
}
