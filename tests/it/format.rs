//! The formatter: one canonical text, the same meaning, nothing lost.

mod generate;
mod trees;

use generate::{amendment, widened};
use lexport::diagnostic::Bag;
use lexport::format::{Refused, Remarks, declarations, format, pieces};
use lexport::source::{SourceMap, Span};
use lexport::syntax;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use trees::consolidated;

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

#[test]
fn headers_and_limbs_stay_on_one_line() {
    let long = "word ".repeat(40);
    let wide = "x".repeat(150);
    let text = format!(
        "rule {wide} \"{long}\"\n    reviews {wide} with presumption of denial\n    charges {wide} as import duty\n\
         table t \"{long}\" key id\n    id : Number in {wide} \"{long}\" default 5\n\
         amendment {wide} \"{long}\"\n    revise {wide} (a)(b)(c)\n        x\n    add to {wide} after (a)(b)\n        x\n\
         \u{20}   strike {wide} (a)(1), {wide} (c)\n    saving {wide} \"{long}\"\n        for x\n"
    );
    let once = formatted(&text).unwrap();
    assert_eq!(formatted(&once).unwrap(), once);
}

#[test]
fn a_law_made_of_several_texts_is_written_as_one() {
    let mut sources = SourceMap::new();
    let (law, remarks) = consolidated(&mut sources);
    let text = declarations(&law, &sources, &remarks).unwrap();
    assert_eq!(formatted(&text).unwrap(), text);
    insta::assert_snapshot!(text);
}

#[test]
fn a_declaration_is_told_line_by_line() {
    let mut sources = SourceMap::new();
    let (law, _) = consolidated(&mut sources);
    let mut shown = String::new();
    for piece in law.iter().flat_map(|one| pieces(one, &sources)) {
        let path: String = piece.path.iter().map(ToString::to_string).collect();
        let text: Vec<&str> = piece.text.iter().map(|(_, part)| part.as_str()).collect();
        let (from, line, _) = sources.locate(Span::new(piece.at, piece.at)).unwrap();
        let at = format!("{from}:{line}");
        shown += format!("{at:13} {path:16} {}{}\n", "    ".repeat(piece.depth), text.join(" ⏎ ")).as_str();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn broken_declarations_are_not_written() {
    let mut sources = SourceMap::new();
    let id = sources.add("broken.lxp", "rule x\n    requires\n").unwrap();
    let file = syntax::parse(sources.get(id).unwrap(), id, &mut Bag::new());
    assert_eq!(declarations(&file.declarations, &sources, &Remarks::new()), Err(Refused::Broken));
}

/// A text that can be read is written in one way, which says the same whatever it is written from. Whether it can be.
fn check_written(text: &str) -> bool {
    let mut sources = SourceMap::new();
    sources.add("before.lxp", "something else\n").unwrap();
    let id = sources.add("test.lxp", text).unwrap();
    let mut bag = Bag::new();
    let file = syntax::parse(sources.get(id).unwrap(), id, &mut bag);
    if bag.has_errors() {
        assert_eq!(format(sources.get(id).unwrap()), Err(Refused::Broken));
        return false;
    }
    let once = format(sources.get(id).unwrap()).unwrap_or_else(|fault| panic!("{fault:?}\n{text}"));
    assert_eq!(formatted(&once).unwrap(), once, "{text}");
    let trees = declarations(&file.declarations, &sources, &Remarks::new()).unwrap_or_else(|_| panic!("{text}"));
    assert_eq!(formatted(&trees).unwrap(), trees, "{text}");
    let lines = file.declarations.iter().flat_map(|one| pieces(one, &sources)).flat_map(|piece| {
        let line = move |(deeper, part)| format!("{}{part}", "    ".repeat(piece.depth + deeper));
        piece.text.into_iter().map(line)
    });
    assert!(lines.eq(trees.lines().filter(|line| !line.is_empty())), "{text}");
    true
}

#[test]
fn every_case_is_written_from_its_tree_alone() {
    for path in law_files("tests/cases/syntax") {
        let text = fs::read_to_string(path).unwrap();
        check_written(&text);
        check_written(&widened(&text));
    }
}

proptest! {
    #![proptest_config(crate::search::cases(60))]

    #[test]
    fn any_amendment_is_written_in_one_way(text in amendment()) {
        prop_assert!(check_written(&text), "{}", text);
        prop_assert!(check_written(&widened(&text)), "{}", widened(&text));
    }

    #[test]
    fn any_damage_to_a_case_is_written_in_one_way(
        which in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), "[ -~\n]", 0..4_u8), 1..4),
    ) {
        let files = law_files("tests/cases/syntax/ok");
        let text = fs::read_to_string(which.get(&files)).unwrap();
        // One declaration alone, so that damage does not hide in the rest of a file that cannot be read.
        let mut pieces: Vec<&str> = text.split("\n\n").collect();
        let mut piece: Vec<char> = pieces.swap_remove(which.index(pieces.len())).chars().collect();
        for (at, with, how) in damage {
            let at = at.index(piece.len().max(1)).min(piece.len().saturating_sub(1));
            let with = with.chars().next().unwrap();
            match how {
                0 if !piece.is_empty() => piece[at] = with,
                1 if !piece.is_empty() => { piece.remove(at); }
                2 => piece.insert(at, ' '),
                _ => piece.insert(at, with),
            }
        }
        let piece: String = piece.into_iter().collect();
        check_written(&piece);
        check_written(&widened(&piece));
    }
}
