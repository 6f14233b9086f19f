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

/// Where a file lies.
#[derive(Debug)]
pub(super) struct Lies {
    pub(super) id: SourceId,
    /// Its place in the folder of the law, from the root of the disk.
    pub(super) at: PathBuf,
    /// Its one true place.
    pub(super) canonical: PathBuf,
    folder: Folder,
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

impl Open {
    fn new(file: ast::File, folder: Folder) -> Self {
        let imports = file.declarations.iter().rev().filter_map(|declaration| match declaration {
            ast::Declaration::Import(import) => Some(import.clone()),
            _ => None,
        });
        Self { imports: imports.collect(), file, folder }
    }
}

/// Where imports of a law that are not of the standard library are.
pub(super) const PLACE: &str = "the folder of the law";
/// Where those of it are.
pub(super) const LIBRARY_PLACE: &str = "the standard library";

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
    if found.stream {
        let text = files::read(&found, None)?;
        return Ok(self::text(session, &shown(&found.shown), &text, None));
    }
    let origin = Origin::File(found.canonical.clone());
    match known(session, &origin) {
        Some(Known::Here(id)) => return Ok(Some(id)),
        Some(Known::Aside(open)) => {
            let id = open.file.source;
            all(session, *open);
            return Ok(Some(id));
        }
        None => {}
    }
    let text = files::read(&found, None)?;
    let own = found
        .shown
        .parent()
        .map(|parent| if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() });
    let folder = Folder { wall: own.clone(), own };
    let first = open(session, &shown(&found.shown), text, origin, folder.clone(), None);
    let Some(first) = first else { return Ok(None) };
    let id = first.file.source;
    session.folders.extend(found.lies.parent().map(|parent| (id, parent.to_owned())));
    lies(session, id, found, folder);
    all(session, first);
    Ok(Some(id))
}

/// Reads a file again that was read before, and puts it into the place of what it was.
pub(super) fn again(session: &mut Session, before: SourceId) {
    let Some(known) = session.lies.iter().find(|lies| lies.id == before) else { return };
    let (canonical, at, folder) = (known.canonical.clone(), known.at.clone(), known.folder.clone());
    let name = session.sources.get(before).map_or_else(String::new, |source| source.name.clone());
    let text = match files::again(&canonical, &name) {
        Ok(text) => text,
        Err(error) => return session.bag.push(error),
    };
    let origin = Origin::File(canonical.clone());
    let Some(first) = open(session, &name, text, origin, folder.clone(), None) else { return };
    let id = first.file.source;
    let named = session.folders.iter().find(|(it, _)| *it == before).map(|(_, folder)| (id, folder.clone()));
    session.folders.extend(named);
    session.entries.extend(session.entries.contains(&before).then_some(id));
    session.lies.push(Lies { id, at, canonical, folder });
    session.lay_aside(before);
    all(session, first);
}

fn lies(session: &mut Session, id: SourceId, found: files::Found, folder: Folder) {
    session.lies.push(Lies { id, at: found.lies, canonical: found.canonical, folder });
}

/// Loads a text without a file.
pub(super) fn text(session: &mut Session, name: &str, text: &str, folder: Option<PathBuf>) -> Option<SourceId> {
    let lies = folder.as_deref().and_then(files::folder);
    let folder = Folder { wall: folder.clone(), own: folder };
    let first = open(session, name, text.to_owned(), Origin::Text, folder, None)?;
    let id = first.file.source;
    session.folders.extend(lies.map(|folder| (id, folder)));
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
            session.read.retain(|id| *id != done.file.source);
            session.read.push(done.file.source);
            session.files.push(done.file);
            session.settled = false;
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
        match known(session, &origin) {
            Some(Known::Here(_)) => return Ok(None),
            Some(Known::Aside(open)) => return Ok(Some(*open)),
            None => {}
        }
        let Some(text) = library::text(path) else {
            let help = files::near_library(path);
            let error = Error::NotFound { path: format!("{path}.lxp"), place: LIBRARY_PLACE, span, help };
            // Whoever misspells a file of the library means one that is there: the rest is looked at with that.
            let Some(near) = files::in_library(path) else { return Err(error) };
            session.bag.push(error);
            let mut meant = import.clone();
            near.clone_into(&mut meant.path.node);
            return found_import(session, &meant, folder);
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
    match known(session, &origin) {
        Some(Known::Here(_)) => return Ok(None),
        Some(Known::Aside(open)) => return Ok(Some(*open)),
        None => {}
    }
    let text = files::read(&found, Some(span))?;
    let own = found.shown.parent().map(Path::to_owned);
    let folder = Folder { wall: folder.wall.clone(), own };
    let next = open(session, &shown(&found.shown), text, origin, folder.clone(), Some(span));
    if let Some(next) = &next {
        lies(session, next.file.source, found, folder);
    }
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
    Some(Open::new(file, folder))
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
    if let Some(id) = session.loaded.get(&origin) {
        return Ok(Some(*id));
    }
    let text = files::read(&found, Some(span))?;
    let id = take_in(session, &shown(&found.shown), text, origin, Some(span));
    if let Some(id) = id {
        lies(session, id, found, folder.clone());
    }
    Ok(id)
}

/// What has this origin, if anything was read that has.
fn known(session: &mut Session, origin: &Origin) -> Option<Known> {
    let id = session.loaded.get(origin).copied()?;
    let Some(file) = session.take_up(id) else { return Some(Known::Here(id)) };
    let lies = session.lies.iter().find(|lies| lies.id == id);
    let folder = lies.map_or(Folder { wall: None, own: None }, |lies| lies.folder.clone());
    Some(Known::Aside(Box::new(Open::new(file, folder))))
}

/// Something that was read before.
enum Known {
    /// It is part of the law.
    Here(SourceId),
    /// It was laid aside and is wanted again, with what it imports.
    Aside(Box<Open>),
}

/// The name that messages show: with `/` on every machine, and without a leading `./`.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").map_or_else(|| text.clone(), ToOwned::to_owned)
}
