//! Law files rewritten in canonical form: read, formatted, compared, and only then put in the place of the old text.

use super::files;
use crate::diagnostic::Bag;
use crate::format::{self, Refused};
use crate::source::SourceMap;
use crate::syntax;
use std::fs;
use std::path::{Path, PathBuf};

/// What became of a file.
#[derive(Debug)]
pub enum Rewrite {
    /// It was in canonical form.
    Kept,
    /// It was not; if it was to be written, it is now.
    Changed,
    /// It was not touched.
    Refused(Unformatted),
    /// It could not be read or written at all.
    Unread(String),
}

/// Why a text was left as it is.
#[derive(Debug)]
pub enum Unformatted {
    /// Part of it cannot be read: what is wrong, and in what text.
    Broken(SourceMap, Bag),
    /// What would have been written does not read as what was there: a fault of the formatter.
    Unfaithful,
}

/// Formats a file, and writes it if `write`.
#[expect(clippy::disallowed_methods, reason = "the caller named this very file to be rewritten")]
pub fn rewrite(path: &Path, write: bool) -> Rewrite {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(fault) => return Rewrite::Unread(fault.to_string()),
    };
    match formatted(&path.display().to_string(), bytes) {
        Ok((before, after)) if before == after => Rewrite::Kept,
        Ok((_, after)) if write => match replace(path, &after) {
            Ok(()) => Rewrite::Changed,
            Err(fault) => Rewrite::Unread(fault.to_string()),
        },
        Ok(_) => Rewrite::Changed,
        Err(why) => Rewrite::Refused(why),
    }
}

/// A text and its canonical form.
///
/// # Errors
/// If part of it cannot be read, or its canonical form would not mean the same.
pub fn formatted(name: &str, bytes: Vec<u8>) -> Result<(String, String), Unformatted> {
    let mut sources = SourceMap::new();
    let mut bag = Bag::new();
    let text = match files::decode(name, bytes, None) {
        Ok(text) => text,
        Err(error) => {
            bag.push(error);
            return Err(Unformatted::Broken(sources, bag));
        }
    };
    let source = sources.add(name, text.clone()).and_then(|id| Some((id, sources.get(id)?)));
    let Some((id, source)) = source else { return Err(Unformatted::Unfaithful) };
    match format::format(source) {
        Ok(after) => Ok((text, after)),
        Err(Refused::Changed) => Err(Unformatted::Unfaithful),
        Err(Refused::Broken) => {
            syntax::parse(source, id, &mut bag);
            Err(Unformatted::Broken(sources, bag))
        }
    }
}

/// Writes a file that the caller named.
///
/// # Errors
/// If it cannot be written.
pub fn write(path: &Path, text: &str) -> std::io::Result<()> {
    fs::write(path, text)
}

/// Writes beside the file and moves into its place, so that a stop half-way loses nothing.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let beside = path.with_extension("lxp.new");
    fs::write(&beside, text)?;
    fs::set_permissions(&beside, fs::metadata(path)?.permissions())?;
    fs::rename(&beside, path)
}

/// The law files that are meant: files as they are named, folders with all law files below them.
pub fn law_files(paths: &[PathBuf]) -> Vec<PathBuf> {
    super::targets(paths).into_iter().flat_map(|target| target.files).collect()
}
