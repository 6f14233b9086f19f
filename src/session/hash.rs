//! The hash that a decision names the law by.
//!
//! It is that of the texts. What a law file is called, and whether it has a name at all, makes no difference to what is law:
//! imports find files, and what they bring has names of its own. Of a table the name counts, because rows come to a table by
//! it. Nor does the hash depend on line ends, because a law means the same with either kind.

use super::Session;
use crate::source::Source;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// SHA-256 over every text that the law was made from, in hexadecimal.
pub(super) fn hash(session: &Session) -> String {
    let name = |id, source: &Source| if session.is_table(id) { source.known_as.clone() } else { String::new() };
    let mut texts: Vec<(String, &str)> =
        session.law_texts().map(|(id, source)| (name(id, source), source.text.as_str())).collect();
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

    #[test]
    fn neither_the_name_of_a_law_file_nor_having_one_makes_a_difference() {
        let folder = tempfile::tempdir().unwrap();
        let text = "unit TPP\n";
        for name in ["law.lxp", "renamed.lxp"] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let of = |name: &str| Session::load(&folder.path().join(name)).plan().unwrap().hash;
        assert_eq!(of("law.lxp"), of("renamed.lxp"));
        assert_eq!(of("law.lxp"), Session::from_text("<stdin>", text, None).plan().unwrap().hash);
    }

    #[test]
    fn the_names_of_tables_count() {
        let text = |one: &str, other: &str| {
            let table = |name: &str, from: &str| format!("table {name} key id from \"{from}.csv\"\n    id : Text\n");
            format!("{}{}", table("ones", one), table("others", other))
        };
        let of = |one: &str, other: &str| {
            let folder = tempfile::tempdir().unwrap();
            let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
            write("law.lxp", &text("one", "other"));
            write("one.csv", one);
            write("other.csv", other);
            let session = &mut Session::load(folder.path());
            session.plan().unwrap().hash
        };
        assert_eq!(of("id\na\n", "id\nb\n"), of("id\na\n", "id\nb\n"));
        assert_ne!(of("id\na\n", "id\nb\n"), of("id\nb\n", "id\na\n"));
    }
}
