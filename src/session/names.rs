//! The names by which decisions know the files of a law: the same on every machine, from every folder the program is
//! started in, and however the law was named.

use super::Session;
use std::path::Path;

/// Names every file by its path from the folder of the law: that of the file the caller named or, of several, the
/// innermost folder that holds them all. What is no file (the standard library, standard input) goes by its own name.
pub(super) fn name(session: &mut Session) {
    let folders = session.folders.iter().filter(|(id, _)| session.has(*id)).map(|(_, folder)| folder.as_path());
    // Files that share no folder but the root are known as they were named.
    let law = folders.reduce(shared).filter(|folder| folder.parent().is_some()).map(Path::to_owned);
    let Some(law) = law else { return };
    for lies in &session.lies {
        let below = lies.at.strip_prefix(&law).unwrap_or(&lies.at);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        session.sources.know(lies.id, parts.join("/"));
    }
}

/// The innermost folder that both lie in.
fn shared<'p>(one: &'p Path, other: &'p Path) -> &'p Path {
    one.ancestors().find(|folder| other.starts_with(folder)).unwrap_or(Path::new(""))
}
