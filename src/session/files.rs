//! The only place that reads files, and the wall around the folder of the law.

use super::Error;
use super::load::PLACE;
use crate::diagnostic::nearest;
use crate::source::Span;
use std::fs;
use std::io::{Read as _, Seek as _};
use std::path::{Component, Path, PathBuf};

/// The largest file that is read, in bytes: many times what any chapter of law in force today needs.
pub const LARGEST_FILE: u64 = 16 << 20;

/// What a folder that is given as a law must hold.
pub(super) const LAW_OF_A_FOLDER: &str = "law.lxp";

/// Why a pipe or a device is not read, or not written.
pub(super) const NOT_REGULAR: &str = "it is not a regular file";

/// A file that a law may read.
#[derive(Debug)]
pub(super) struct Found {
    /// Its one true place, links followed: what it is recognized by.
    pub(super) canonical: PathBuf,
    /// As people know it.
    pub(super) shown: PathBuf,
    /// Where it lies in the folder of the law, from the root of the disk: the same however that folder was named.
    pub(super) lies: PathBuf,
    /// Whether it is a pipe or another stream: it is read once, and lies in no folder.
    pub(super) stream: bool,
}

impl Found {
    fn file(canonical: PathBuf, shown: PathBuf, lies: PathBuf) -> Self {
        Self { canonical, shown, lies, stream: false }
    }

    /// What was named where it is a stream: what a shell puts in the place of a command (`<(…)`) has no true place.
    fn stream(path: &Path) -> Option<Self> {
        let it = fs::metadata(path).ok()?;
        let place = || path.to_owned();
        (!it.is_file() && !it.is_dir()).then(|| Self { stream: true, ..Self::file(place(), place(), place()) })
    }
}

/// Finds a file that the caller named.
pub(super) fn named(path: &Path) -> Result<Found, Error> {
    let shown = if path.is_dir() { path.join(LAW_OF_A_FOLDER) } else { path.to_owned() };
    match Found::stream(&shown) {
        Some(_) if path.is_dir() => return Err(irregular(&shown, None)),
        Some(stream) => return Ok(stream),
        None => {}
    }
    match fs::canonicalize(&shown) {
        Ok(canonical) => {
            let lies = lies(&canonical, &shown);
            Ok(Found::file(canonical, shown, lies))
        }
        Err(fault) => {
            let (named, why, help) = if path.is_dir() {
                match example(path, "lxp").or_else(|| law_below(path)) {
                    Some(law) => (
                        path,
                        format!("the folder holds no `{LAW_OF_A_FOLDER}`"),
                        format!("name a law in this folder, such as `{}`", law.display()),
                    ),
                    None => (
                        path,
                        "the folder holds no law".to_owned(),
                        format!("laws end in `.lxp`, and the law of a folder is its `{LAW_OF_A_FOLDER}`"),
                    ),
                }
            } else {
                let help = near(&shown, "").map_or_else(
                    || "name a law file, or a folder with a `law.lxp` in it".to_owned(),
                    |near| format!("did you mean `{}`?", shown.with_file_name(near).display()),
                );
                (shown.as_path(), reason(&fault), help)
            };
            Err(Error::Unreadable { path: words(named), why, span: None, help: Some(help) })
        }
    }
}

/// The one true place of a folder, or of a file.
pub(super) fn folder(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// A file that was named may be a link out of its folder; its folder is where its imports are looked for.
fn lies(canonical: &Path, shown: &Path) -> PathBuf {
    let parent = shown.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder(parent), shown.file_name()) {
        (Some(folder), Some(name)) if !canonical.starts_with(&folder) => folder.join(name),
        _ => canonical.to_owned(),
    }
}

/// Finds the facts of a case that the caller named.
pub(super) fn case(path: &Path) -> Result<Found, Error> {
    let refused = |why, help| Error::Unreadable { path: words(path), why, span: None, help: Some(help) };
    if path.is_dir() {
        let help = match example(path, "json") {
            Some(case) => format!("name a case in this folder, such as `{}`", case.display()),
            None => "a case is one file, with the facts as JSON".to_owned(),
        };
        return Err(refused(reason(&std::io::ErrorKind::IsADirectory.into()), help));
    }
    if let Some(stream) = Found::stream(path) {
        return Ok(stream);
    }
    match fs::canonicalize(path) {
        Ok(canonical) => Ok(Found::file(canonical.clone(), path.to_owned(), canonical)),
        Err(fault) => {
            let help = near(path, "").map(|near| format!("did you mean `{}`?", path.with_file_name(near).display()));
            let help =
                help.unwrap_or_else(|| "name a file with the facts as JSON, or `-` for standard input".to_owned());
            Err(refused(reason(&fault), help))
        }
    }
}

/// Opens a file of many cases, which is read as it goes; with its length in bytes, if it has one.
///
/// # Errors
/// If there is no such file, or it cannot be read.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads files")]
pub fn open_cases(path: &Path) -> Result<(fs::File, Option<u64>), Error> {
    if path.is_dir() {
        case(path)?;
    }
    match fs::File::open(path) {
        Ok(mut file) => {
            let length = file.metadata().ok().filter(fs::Metadata::is_file).map(|it| it.len());
            if length.is_some() && is_over_lines(&mut file).unwrap_or(false) {
                let help = Some("each case stands on a line of its own, as `jq -c .` would write it".to_owned());
                let why = "its first case goes on over several lines".to_owned();
                return Err(Error::Unreadable { path: words(path), why, span: None, help });
            }
            Ok((file, length))
        }
        Err(fault) => {
            case(path)?;
            let help = Some("it must be a file that you may read".to_owned());
            Err(Error::Unreadable { path: words(path), why: reason(&fault), span: None, help })
        }
    }
}

/// Whether JSON is laid out over lines: the first one that is not blank only opens it. The file is left at its beginning.
fn is_over_lines(file: &mut fs::File) -> std::io::Result<bool> {
    const HEAD: u64 = 4096;
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head)?;
    file.rewind()?;
    let mut lines = head.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n"));
    let first = lines.find_map(|line| Some(line.trim_ascii()).filter(|line| !line.is_empty()));
    Ok(matches!(first, Some(b"{" | b"[")))
}

/// The first file in a folder with such an ending, in order of name.
fn example(folder: &Path, ending: &str) -> Option<PathBuf> {
    inside_of(folder).find(|path| path.extension().is_some_and(|it| it == ending) && path.is_file())
}

/// The first folder in a folder that holds a law, in order of name.
fn law_below(folder: &Path) -> Option<PathBuf> {
    inside_of(folder).find(|path| path.join(LAW_OF_A_FOLDER).is_file())
}

fn inside_of(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.into_iter()
}

/// Finds a file that a law names, relative to `base`, inside `wall`. `ending` is what imports leave out.
pub(super) fn inside(wall: &Path, base: &Path, path: &str, ending: &str, span: Span) -> Result<Found, Error> {
    let outside = |why| Error::Outside { path: path.to_owned(), why, span };
    // What a path means must not depend on the machine: a backslash or a colon is never part of a name.
    if path.contains(['\\', ':', '\0']) {
        return Err(outside("is not a path of names with `/` between them"));
    }
    let written = Path::new(path);
    for component in written.components() {
        match component {
            Component::Normal(_) => {}
            Component::CurDir => return Err(outside("is not a path of names with `/` between them")),
            Component::ParentDir => return Err(outside("leads out of the folder of the law by `..`")),
            Component::RootDir | Component::Prefix(_) => return Err(outside("begins at the root of the disk")),
        }
    }
    let mut shown = base.to_owned();
    shown.push(format!("{path}{ending}"));
    let (Ok(wall), Ok(canonical)) = (fs::canonicalize(wall), fs::canonicalize(&shown)) else {
        let help = near(&shown, ending).map(|near| {
            let near = written.with_file_name(near);
            format!("did you mean `{}`?", near.to_string_lossy().replace('\\', "/"))
        });
        let help = help.or_else(|| Some(format!("nothing is at `{}`", words(&shown).trim_start_matches("./"))));
        return Err(Error::NotFound { path: format!("{path}{ending}"), place: PLACE, span, help });
    };
    if !canonical.starts_with(&wall) {
        return Err(outside("is a link that leads out of the folder of the law"));
    }
    if Found::stream(&canonical).is_some() {
        return Err(irregular(&shown, Some(span)));
    }
    Ok(Found::file(canonical.clone(), shown, canonical))
}

/// A pipe that nobody named would be waited for, and is another text every time it is read.
fn irregular(shown: &Path, span: Option<Span>) -> Error {
    let help = Some("a law is made of files, which are the same whenever they are read".to_owned());
    Error::Unreadable { path: words(shown), why: NOT_REGULAR.to_owned(), span, help }
}

/// Whether a file of this name lies beside another.
pub(super) fn beside(path: &Path, name: &str) -> bool {
    path.with_file_name(name).is_file()
}

/// Reads again a file that was read under a name before.
pub(super) fn again(canonical: &Path, name: &str) -> Result<String, Error> {
    read(&Found::file(canonical.to_owned(), PathBuf::from(name), PathBuf::new()), None)
}

/// Reads a file that was found.
pub(super) fn read(found: &Found, span: Option<Span>) -> Result<String, Error> {
    let path = words(&found.shown);
    let unreadable = |why: String| Error::Unreadable {
        path: path.clone(),
        why,
        span,
        help: Some("it must be a file that you may read".to_owned()),
    };
    let bytes = bytes(&found.canonical).map_err(|fault| unreadable(reason(&fault)))?;
    decode(&path, bytes, span)
}

/// Text from bytes.
pub(super) fn decode(path: &str, bytes: Vec<u8>, span: Option<Span>) -> Result<String, Error> {
    let path = path.to_owned();
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST_FILE) {
        return Err(Error::TooLarge { path, limit: LARGEST_FILE >> 20, span });
    }
    String::from_utf8(bytes).map_err(|fault| {
        let bytes = fault.as_bytes();
        let good = bytes.get(..fault.utf8_error().valid_up_to()).unwrap_or_default();
        let line = good.split(|byte| *byte == b'\n').count();
        let why = match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it begins as UTF-16 does".to_owned(),
            _ => format!("line {line} holds a byte that belongs to no letter"),
        };
        Error::NotText { path, why, span }
    })
}

/// At most one byte more than is allowed, so that a file without end is noticed and not read to it.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads files")]
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let file = fs::File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of a file that the caller named and that is no part of the law.
///
/// # Errors
/// If it cannot be read: why, in words.
pub fn text_of(path: &Path) -> Result<String, String> {
    let found = case(path).and_then(|found| read(&found, None));
    found.map_err(|fault| fault.to_string())
}

/// Makes a folder with all above it; says whether it is there now.
pub fn make_folder(path: &Path) -> bool {
    fs::create_dir_all(path).is_ok()
}

/// The files and folders whose path begins so, folders with a `/` at the end: what a half-typed path can become.
pub fn listed(begun: &str) -> Vec<String> {
    let (folder, name) = match begun.rsplit_once('/') {
        Some((folder, name)) => (format!("{folder}/"), name),
        None => (String::new(), begun),
    };
    let at = if folder.is_empty() { Path::new(".") } else { Path::new(&folder) };
    let mut found = Vec::new();
    for entry in fs::read_dir(at).into_iter().flatten().flatten() {
        let Ok(file) = entry.file_name().into_string() else { continue };
        let hidden = file.starts_with('.') && !name.starts_with('.');
        if file.starts_with(name) && !hidden {
            let end = if entry.path().is_dir() { "/" } else { "" };
            found.push(format!("{folder}{file}{end}"));
        }
    }
    found.sort();
    found
}

/// The name, without `ending`, of the file in the same folder that was probably meant.
fn near(path: &Path, ending: &str) -> Option<String> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let wanted = path.file_name()?.to_str()?;
    let mut names: Vec<String> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| Some(name.strip_suffix(ending)?.to_owned()))
        .collect();
    names.sort();
    let wanted = wanted.strip_suffix(ending).unwrap_or(wanted);
    // What is listed and yet not found is a link to nowhere: its own name is no advice.
    names.retain(|name| name != wanted);
    nearest(wanted, names.iter().map(String::as_str)).map(ToOwned::to_owned)
}

/// The advice for an import of the standard library that is not there.
pub(super) fn near_library(name: &str) -> Option<String> {
    in_library(name)
        .map(|near| format!("did you mean `{near}`?"))
        .or_else(|| Some("what begins with `std/` comes with Lexport; your own files go by other names".to_owned()))
}

/// The file of the library that is nearest to a name.
pub(super) fn in_library(name: &str) -> Option<&'static str> {
    nearest(name, super::LIBRARY.iter().map(|(known, _)| *known))
}

fn words(path: &Path) -> String {
    path.display().to_string()
}

/// Why a file cannot be read, the same on every machine.
pub(super) fn reason(fault: &std::io::Error) -> String {
    use std::io::ErrorKind as Kind;
    match fault.kind() {
        Kind::NotFound => "no such file".to_owned(),
        Kind::PermissionDenied => "permission denied".to_owned(),
        Kind::IsADirectory => "it is a folder".to_owned(),
        Kind::NotADirectory => "part of the path is a file, not a folder".to_owned(),
        _ => fault.to_string().to_lowercase(),
    }
}
