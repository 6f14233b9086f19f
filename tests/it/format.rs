//! The formatter: one canonical text, the same meaning, nothing lost.

use lexport::format::{Refused, format};
use lexport::source::SourceMap;
use std::fs;
use std::path::{Path, PathBuf};

fn formatted(text: &str) -> Result<String, Refused> {
    let mut sources = SourceMap::new();
    let id = sources.add("test.lxp", text).unwrap();
    format(sources.get(id).unwrap())
}

fn law_files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    lexport::session::law_files(&[root])
}

#[test]
fn every_form_of_the_language_is_written_once_and_stays() {
    for path in law_files("tests/cases/syntax/ok") {
        let text = fs::read_to_string(&path).unwrap();
        let once = formatted(&text).unwrap_or_else(|fault| panic!("{}: {fault:?}", path.display()));
        assert_eq!(formatted(&once).unwrap(), once, "{}", path.display());
    }
}

#[test]
fn the_standard_library_and_the_examples_are_in_canonical_form() {
    for folder in ["stdlib", "examples", "benches"] {
        for path in law_files(folder) {
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(formatted(&text).unwrap(), text, "{}: run `lexport fmt {folder}`", path.display());
        }
    }
}

#[test]
fn what_cannot_be_read_is_not_touched() {
    assert_eq!(formatted("rule x\n    requires\n\nvalue y : Number = 1\n"), Err(Refused::Broken));
}

#[test]
fn long_lines_are_opened_and_comments_stay_where_they_were() {
    let text = "\
# On top.
define long of a: Item
    # Before the body.
    as a.first_long_name >= 4800 TPP and a.second_long_name_of_all >= 600 GB/s and a.third_name and not a.fourth_one   # behind


record Pair
    a : Number # one
    second_field:Number in TPP at least 0 TPP   \"the second\"  # two
rule r
  requires license
  if all of
      (a) x in D1,D4

      # between
      (b) any p in ps where all of
          p.good
          (p.x or p.y) and p.z
# At the end.";
    insta::assert_snapshot!(formatted(text).unwrap());
}
