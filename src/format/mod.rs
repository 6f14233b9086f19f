//! Tree + comments → canonical text.
//!
//! One way to write each thing: four spaces a level, lines of at most [`WIDTH`] columns, names and colons of a record in
//! columns, tables aligned. Comments, enacted text and single blank lines stay where they are. What is written is
//! read again and compared with what was read before it is given out, so no text is ever changed in what it says.

mod expressions;
mod layout;
mod lines;
mod provisions;
mod scenarios;
mod vocabulary;

use crate::diagnostic::Bag;
use crate::source::{Source, SourceMap};
use crate::syntax::{self, ast};

/// The widest a line gets, where it can be broken.
pub const WIDTH: usize = 120;

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
    let (before, file) = read(source).ok_or(Refused::Broken)?;
    let text = written(source, &file);
    let mut again = SourceMap::new();
    let id = again.add(source.name.clone(), text.clone()).ok_or(Refused::Changed)?;
    let (after, _) = again.get(id).and_then(read).ok_or(Refused::Changed)?;
    if before == after { Ok(text) } else { Err(Refused::Changed) }
}

/// The text of a tree that was read from `source`.
fn written(source: &Source, file: &ast::File) -> String {
    let mut lines = lines::Lines::new(source, &file.comments);
    for declaration in &file.declarations {
        lines.declaration(declaration);
    }
    lines.finish()
}

/// What a text says, without where it says it; nothing if part of it cannot be read.
fn read(source: &Source) -> Option<(String, ast::File)> {
    // A map of its own, so that the tree can be told from words alone.
    let mut sources = SourceMap::new();
    let id = sources.add(source.name.clone(), source.text.clone())?;
    let mut bag = Bag::new();
    let own = sources.get(id)?;
    let file = syntax::parse(own, id, &mut bag);
    if bag.has_errors() {
        return None;
    }
    // A comment behind a line that is written on fewer or more lines may come to stand on its own; its words stay.
    let meaning = syntax::print(&file, &sources).replace("\ncomment after ", "\ncomment ");
    Some((meaning, file))
}
