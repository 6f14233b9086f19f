//! Law files rewritten in canonical form: read, formatted, compared, and only then put in the place of the old text.

use super::{Error, files};
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
    /// Its canonical form could not be written in its place.
    Unwritten(String),
}

/// Why a text was left as it is.
#[derive(Debug)]
pub enum Unformatted {
    /// It cannot be read, or part of it: what is wrong, and in what text.
    Broken(SourceMap, Bag),
    /// What would have been written does not read as what was there: a fault of the formatter.
    Unfaithful,
}

/// Formats a file, and writes it if `write`.
pub fn rewrite(path: &Path, write: bool) -> Rewrite {
    let found = files::named(path);
    // A pipe has no text that another could stand in place of.
    if write && found.as_ref().is_ok_and(|found| found.stream) {
        return Rewrite::Unwritten(files::NOT_REGULAR.to_owned());
    }
    let read = found.and_then(|found| files::read(&found, None));
    match read.map_or_else(unread, |text| of_text(&path.display().to_string(), text)) {
        Ok((before, after)) if before == after => Rewrite::Kept,
        Ok((_, after)) if write => match replace(path, &after) {
            Ok(()) => Rewrite::Changed,
            Err(fault) => Rewrite::Unwritten(fault.to_string()),
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
    files::decode(name, bytes, None).map_or_else(unread, |text| of_text(name, text))
}

fn unread(error: Error) -> Result<(String, String), Unformatted> {
    let mut bag = Bag::new();
    bag.push(error);
    Err(Unformatted::Broken(SourceMap::new(), bag))
}

fn of_text(name: &str, text: String) -> Result<(String, String), Unformatted> {
    let mut sources = SourceMap::new();
    let source = sources.add(name, text.clone()).and_then(|id| Some((id, sources.get(id)?)));
    let Some((id, source)) = source else { return Err(Unformatted::Unfaithful) };
    match format::format(source) {
        Ok(after) => Ok((text, after)),
        Err(Refused::Changed) => Err(Unformatted::Unfaithful),
        Err(Refused::Broken) => {
            let mut bag = Bag::new();
            syntax::parse(source, id, &mut bag);
            Err(Unformatted::Broken(sources, bag.sorted()))
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

/// Writes a file. One that is there already is written over only if `again`.
///
/// # Errors
/// If it is there already, or cannot be written: why, in words.
pub fn save(path: &Path, text: &str, again: bool) -> Result<(), String> {
    if path.exists() && !again {
        return Err("it is there already".to_owned());
    }
    write(path, text).map_err(|fault| match fault.kind() {
        std::io::ErrorKind::NotFound => "no such folder".to_owned(),
        _ => files::reason(&fault),
    })
}

/// The law files that are meant: files as they are named, folders with all law files below them.
pub fn law_files(paths: &[PathBuf]) -> Vec<PathBuf> {
    super::targets(paths).into_iter().flat_map(|target| target.files).collect()
}
