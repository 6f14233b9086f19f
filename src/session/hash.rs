//! The hash that a decision names the law by.
//!
//! It is that of the texts, each under the name by which decisions know it, which does not depend on how the law was
//! named; nor does it depend on line ends, because a law means the same with either kind.

use super::Session;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// SHA-256 over every text that the law was made from, in hexadecimal.
pub(super) fn hash(session: &Session) -> String {
    let mut texts: Vec<(&str, &str)> =
        session.law_texts().map(|source| (source.known_as.as_str(), source.text.as_str())).collect();
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

#[cfg(test)]
mod tests {
    use crate::session::Session;
    use std::path::Path;

    #[test]
    fn what_a_law_is_called_by_is_its_text_alone() {
        let one = tempfile::tempdir().unwrap();
        let two = tempfile::tempdir().unwrap();
        for (folder, end) in [(&one, "\n"), (&two, "\r\n")] {
            std::fs::create_dir(folder.path().join("parts")).unwrap();
            std::fs::write(folder.path().join("law.lxp"), format!("import parts/units{end}")).unwrap();
            std::fs::write(folder.path().join("parts/units.lxp"), format!("unit TPP{end}")).unwrap();
        }
        let of = |path: &Path| Session::load(path).plan().unwrap().hash;
        assert_eq!(of(one.path()), of(two.path()));
        assert_eq!(of(one.path()).len(), 64);
        assert_ne!(of(one.path()), of(&one.path().join("parts/units.lxp")));
        let text = |text: &str| Session::from_text("law.lxp", text, None).plan().unwrap().hash;
        assert_ne!(text("unit TPP\n"), text("unit TOPS\n"));
    }
}
