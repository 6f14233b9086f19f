//! From the files that the caller names to the trees of a whole law: each file once, imports first.

use super::{Error, Session, files, library};
use crate::source::{SourceId, Span};
use crate::syntax::{self, ast};
use std::path::{Path, PathBuf};

/// Where a text comes from; two texts of one origin are the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Origin {
    /// The standard library.
    Library(String),
    /// A file, by its one true place.
    File(PathBuf),
    /// A text without a file.
    Text,
}

/// Which files a law may read: those below `wall`. Imports are named from there, tables from the folder of the file
/// that names them.
#[derive(Debug, Clone)]
struct Folder {
    wall: Option<PathBuf>,
    own: Option<PathBuf>,
}

/// A file whose imports are being loaded.
struct Open {
    file: ast::File,
    folder: Folder,
    /// The imports not yet looked at, the next one last.
    imports: Vec<ast::Import>,
}

/// Where imports of a law that are not of the standard library are.
pub(super) const PLACE: &str = "the folder of the law";

/// Loads a file that the caller named.
pub(super) fn path(session: &mut Session, path: &Path) -> Option<SourceId> {
    match found_path(session, path) {
        Ok(id) => id,
        Err(error) => {
            session.bag.push(error);
            None
        }
    }
}

fn found_path(session: &mut Session, path: &Path) -> Result<Option<SourceId>, Error> {
    let found = files::named(path)?;
    let origin = Origin::File(found.canonical.clone());
    if let Some(id) = known(session, &origin) {
        return Ok(Some(id));
    }
    let text = files::read(&found, None)?;
    let own = found
        .shown
        .parent()
        .map(|parent| if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() });
    let folder = Folder { wall: own.clone(), own };
    let Some(first) = open(session, &shown(&found.shown), text, origin, folder, None) else { return Ok(None) };
    let id = first.file.source;
    session.folders.extend(found.lies.parent().map(Path::to_owned));
    session.lies.push((id, found.lies));
    all(session, first);
    Ok(Some(id))
}

/// Loads a text without a file.
pub(super) fn text(session: &mut Session, name: &str, text: &str, folder: Option<PathBuf>) -> Option<SourceId> {
    session.folders.extend(folder.as_deref().and_then(files::folder));
    let folder = Folder { wall: folder.clone(), own: folder };
    let first = open(session, name, text.to_owned(), Origin::Text, folder, None)?;
    let id = first.file.source;
    all(session, first);
    Some(id)
}

/// Loads everything that a file needs. A stack of our own, not recursion: a chain of imports may be as long as
/// there are files.
fn all(session: &mut Session, first: Open) {
    let mut stack = vec![first];
    while let Some(top) = stack.last_mut() {
        if let Some(import) = top.imports.pop() {
            let folder = top.folder.clone();
            // A file that is already read, or being read, is not read again, so circles end here.
            if let Some(next) = import_of(session, &import, &folder) {
                stack.push(next);
            }
        } else if let Some(done) = stack.pop() {
            tables(session, &done);
            session.files.push(done.file);
        }
    }
}

fn import_of(session: &mut Session, import: &ast::Import, folder: &Folder) -> Option<Open> {
    match found_import(session, import, folder) {
        Ok(next) => next,
        Err(error) => {
            session.bag.push(error);
            None
        }
    }
}

fn found_import(session: &mut Session, import: &ast::Import, folder: &Folder) -> Result<Option<Open>, Error> {
    let (path, span) = (&import.path.node, import.path.span);
    if path == "std" || path.starts_with("std/") {
        let origin = Origin::Library(path.clone());
        if known(session, &origin).is_some() {
            return Ok(None);
        }
        let Some(text) = library::text(path) else {
            let help = files::near_library(path);
            return Err(Error::NotFound { path: format!("{path}.lxp"), place: "the standard library", span, help });
        };
        let nowhere = Folder { wall: None, own: None };
        return Ok(open(session, &format!("{path}.lxp"), text.to_owned(), origin, nowhere, Some(span)));
    }
    let Some(wall) = &folder.wall else {
        let help = Some("this text is in no folder: it can import the standard library only".to_owned());
        return Err(Error::NotFound { path: format!("{path}.lxp"), place: PLACE, span, help });
    };
    let found = files::inside(wall, wall, path, ".lxp", span)?;
    let origin = Origin::File(found.canonical.clone());
    if known(session, &origin).is_some() {
        return Ok(None);
    }
    let text = files::read(&found, Some(span))?;
    let own = found.shown.parent().map(Path::to_owned);
    let folder = Folder { wall: folder.wall.clone(), own };
    let next = open(session, &shown(&found.shown), text, origin, folder, Some(span));
    session.lies.extend(next.as_ref().map(|next| (next.file.source, found.lies)));
    Ok(next)
}

/// Takes a text in and reads it.
fn open(
    session: &mut Session,
    name: &str,
    text: String,
    origin: Origin,
    folder: Folder,
    span: Option<Span>,
) -> Option<Open> {
    // Nobody runs the scenarios of the library from here: `test stdlib` reads its files as files.
    let parse = if matches!(origin, Origin::Library(_)) { syntax::parse_for_use } else { syntax::parse };
    let id = take_in(session, name, text, origin, span)?;
    let file = parse(session.sources.get(id)?, id, &mut session.bag);
    let imports = file.declarations.iter().rev().filter_map(|declaration| match declaration {
        ast::Declaration::Import(import) => Some(import.clone()),
        _ => None,
    });
    let imports = imports.collect();
    Some(Open { file, folder, imports })
}

fn take_in(session: &mut Session, name: &str, text: String, origin: Origin, span: Option<Span>) -> Option<SourceId> {
    let id = session.sources.add(name, text);
    let Some(source) = id.and_then(|id| session.sources.get(id)) else {
        session.bag.push(Error::TooLarge { path: name.to_owned(), limit: files::LARGEST_FILE >> 20, span });
        return None;
    };
    if matches!(origin, Origin::Library(_)) {
        session.library.push(source.span());
    }
    let id = id?;
    if origin != Origin::Text {
        session.loaded.insert(origin, id);
    }
    Some(id)
}

/// Reads the CSV files that the tables of a file name.
fn tables(session: &mut Session, open: &Open) {
    for declaration in &open.file.declarations {
        let ast::Declaration::Table(table) = declaration else { continue };
        let Some(from) = &table.from else { continue };
        match table_of(session, from, &open.folder) {
            Ok(Some(id)) => {
                session.tables.insert(from.span, id);
            }
            Ok(None) => {}
            Err(error) => session.bag.push(error),
        }
    }
}

fn table_of(session: &mut Session, from: &ast::Text, folder: &Folder) -> Result<Option<SourceId>, Error> {
    let (path, span) = (&from.node, from.span);
    let (Some(wall), Some(own)) = (&folder.wall, &folder.own) else {
        let help = Some("this text is in no folder: write the rows into the table".to_owned());
        return Err(Error::NotFound { path: path.clone(), place: PLACE, span, help });
    };
    let found = files::inside(wall, own, path, "", span)?;
    let origin = Origin::File(found.canonical.clone());
    if let Some(id) = known(session, &origin) {
        return Ok(Some(id));
    }
    let text = files::read(&found, Some(span))?;
    let id = take_in(session, &shown(&found.shown), text, origin, Some(span));
    session.lies.extend(id.map(|id| (id, found.lies)));
    Ok(id)
}

fn known(session: &Session, origin: &Origin) -> Option<SourceId> {
    session.loaded.get(origin).copied()
}

/// The name that messages show: with `/` on every machine, and without a leading `./`.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").map_or_else(|| text.clone(), ToOwned::to_owned)
}
