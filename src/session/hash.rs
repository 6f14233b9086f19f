//! The hash that a decision names the law by.
//!
//! It is that of the texts, each under a name that is the same on every machine and from every folder the program is
//! started in; so are the line ends, because a law means the same with either kind.

use super::Session;
use super::load::Origin;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// SHA-256 over every text that the law was made from, in hexadecimal.
pub(super) fn hash(session: &Session) -> String {
    let mut texts: Vec<(String, &str)> = Vec::new();
    let names = names(session);
    for (position, source) in session.sources.iter().enumerate() {
        let name = names.get(&position).unwrap_or(&source.name);
        texts.push((name.clone(), source.text.as_str()));
    }
    texts.sort_unstable();
    let mut hasher = Sha256::new();
    for (name, text) in texts {
        let text = text.replace("\r\n", "\n");
        // Lengths first, so that no name can run over into a text.
        hasher.update(format!("{} {}\n{name}\n", name.len(), text.len()));
        hasher.update(text);
    }
    hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Files by their place below the folder that holds them all.
fn names(session: &Session) -> BTreeMap<usize, String> {
    let files: BTreeMap<usize, &Path> = session
        .loaded
        .iter()
        .filter_map(|(origin, id)| match origin {
            Origin::File(path) => Some((id.index(), path.as_path())),
            Origin::Library(_) | Origin::Text => None,
        })
        .collect();
    let folders = files.values().map(|path| path.parent().unwrap_or(path));
    let common = folders.reduce(shared).unwrap_or(Path::new("")).to_owned();
    let below = |path: &Path| {
        let rest = path.strip_prefix(&common).unwrap_or(path);
        rest.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    files.into_iter().map(|(position, path)| (position, below(path))).collect()
}

/// The innermost folder that both lie in.
fn shared<'p>(one: &'p Path, other: &'p Path) -> &'p Path {
    one.ancestors().find(|folder| other.starts_with(folder)).unwrap_or(Path::new(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_law_is_called_by_is_its_text_alone() {
        let one = tempfile::tempdir().unwrap();
        let two = tempfile::tempdir().unwrap();
        for (folder, end) in [(&one, "\n"), (&two, "\r\n")] {
            std::fs::create_dir(folder.path().join("parts")).unwrap();
            std::fs::write(folder.path().join("law.lxp"), format!("import parts/units{end}")).unwrap();
            std::fs::write(folder.path().join("parts/units.lxp"), format!("unit TPP{end}")).unwrap();
        }
        let of = |path: &Path| hash(&Session::load(path));
        assert_eq!(of(one.path()), of(two.path()));
        assert_eq!(of(one.path()).len(), 64);
        assert_ne!(of(one.path()), of(&one.path().join("parts/units.lxp")));
        let text = |text: &str| hash(&Session::from_text("law.lxp", text, None));
        assert_ne!(text("unit TPP\n"), text("unit TOPS\n"));
    }
}
