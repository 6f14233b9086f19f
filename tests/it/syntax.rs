//! Reading: every form of the reference, every kind of mistake, and any text at all.

use lexport::diagnostic::{Bag, Style, render};
use lexport::source::SourceMap;
use lexport::syntax::{self, ast};
use proptest::prelude::*;
use std::path::Path;

fn read(name: &str, text: &str) -> (SourceMap, ast::File, Bag) {
    let mut sources = SourceMap::new();
    let id = sources.add(name, text).unwrap();
    let mut bag = Bag::new();
    let file = syntax::parse(sources.get(id).unwrap(), id, &mut bag);
    (sources, file, bag)
}

fn shown(sources: &SourceMap, bag: Bag) -> String {
    render(&bag.sorted(), sources, Style::Graphical { color: false, width: 100 })
}

fn cases(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut cases: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "lxp"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, String::from_utf8(std::fs::read(&path).unwrap()).unwrap())
        })
        .collect();
    cases.sort();
    cases
}

#[test]
fn every_form_of_the_reference_is_read() {
    for (name, text) in cases("syntax/ok") {
        let (sources, file, bag) = read(&name, &text);
        assert!(bag.is_empty(), "{}", shown(&sources, bag));
        insta::assert_snapshot!(format!("ok_{}", name.trim_end_matches(".lxp")), syntax::print(&file, &sources));
    }
}

#[test]
fn every_broken_declaration_is_reported() {
    for (name, text) in cases("syntax/recover") {
        let (sources, file, bag) = read(&name, &text);
        assert!(bag.has_errors(), "{name} is read without complaint");
        let shown = format!("{text}\n----\n{}----\n{}", syntax::print(&file, &sources), shown(&sources, bag));
        insta::assert_snapshot!(format!("recover_{}", name.trim_end_matches(".lxp")), shown);
    }
}

#[test]
fn every_code_has_a_case() {
    for (name, text) in cases("errors").into_iter().filter(|(name, _)| name.starts_with("LX01")) {
        let (sources, _, bag) = read(&name, &text);
        let codes: Vec<String> = bag.iter().map(lexport::diagnostic::Finding::code).collect();
        assert!(codes.contains(&name[..6].to_owned()), "{name} brings about {codes:?}\n{}", shown(&sources, bag));
        let shown = format!("{}\n----\n{}", text.replace('\t', "→"), shown(&sources, bag));
        insta::assert_snapshot!(format!("error_{}", name.trim_end_matches(".lxp")), shown);
    }
}

#[test]
fn every_page_brings_its_fault_about_and_mends_it() {
    for page in lexport::diagnostic::pages().iter().filter(|page| page.code.starts_with("LX01")) {
        let mut blocks = page.text.split("```lxp");
        assert!(blocks.next().unwrap().starts_with(&format!("# {}: ", page.code)));
        let broken = blocks.next().unwrap().split("```").next().unwrap().trim_start_matches('\n');
        let fixed = blocks.next().unwrap().strip_prefix(" fixed\n").unwrap().split("```").next().unwrap();
        let (sources, _, bag) = read(page.code, broken);
        let codes: Vec<String> = bag.iter().map(lexport::diagnostic::Finding::code).collect();
        assert!(codes.contains(&page.code.to_owned()), "{} brings about {codes:?}", page.code);
        drop(sources);
        let (sources, _, bag) = read(page.code, fixed);
        assert!(bag.is_empty(), "{} is not mended:\n{}", page.code, shown(&sources, bag));
    }
}

#[test]
fn nesting_is_bounded() {
    let (most, many) = (100_000, 10_000);
    let define = |expression: String| format!("define x\n    as {expression}\n");
    let steps = |line: &str| -> String {
        let lines: Vec<String> = (0..1_000).map(|by| format!("{}{line}\n", " ".repeat(by + 8))).collect();
        lines.concat()
    };
    let texts = [
        define(format!("{}1{}", "(".repeat(most), ")".repeat(most))),
        define("(".repeat(most)),
        define(format!("{}1", "[".repeat(many))),
        define(format!("{}1", "f(".repeat(many))),
        define(format!("{}x", "not ".repeat(many))),
        define(format!("{}1", "-".repeat(many))),
        define(format!("{}1", "1 + ".repeat(many))),
        define(format!("a{}", ".b".repeat(many))),
        define(format!("{}1", "if a then ".repeat(many))),
        define(format!("{}x", "any x in y where ".repeat(many))),
        define(format!("all of\n{}", steps("all of"))),
        format!("fact x : {}Y\n", "list of ".repeat(many)),
        format!("scenario \"x\"\n    given x{} = 1\n", ".y".repeat(many)),
        format!("scenario \"x\"\n    given x\n{}", steps("y")),
        format!("amendment x\n    insert\n        define x\n            as all of\n{}", steps("     all of")),
        format!("amendment x\n    revise r (a)\n        {}x\n", "not ".repeat(many)),
        format!("amendment x\n    add to r\n        {}1, 2\n", "(".repeat(most)),
    ];
    for text in texts {
        let (sources, file, bag) = read("deep.lxp", &text);
        let codes: Vec<String> = bag.iter().map(lexport::diagnostic::Finding::code).collect();
        // How deep a text is read depends on the stack. Where the innermost of it is reached, something is missing there.
        let [code] = codes.as_slice() else { panic!("{codes:?} {}", shown(&sources, bag)) };
        let told = ["LX0109", "LX0110", "LX0111", "LX0112", "LX0119", "LX0131"].contains(&code.as_str());
        assert!(told, "{}", shown(&sources, bag).chars().take(2000).collect::<String>());
        assert!(matches!(file.declarations.as_slice(), [ast::Declaration::Broken(_)]));
    }
}

#[test]
fn amendments_do_not_nest() {
    let nested = |levels: usize| -> String {
        let level = |at: usize| format!("{0}amendment x\n{0} insert\n", " ".repeat(2 * at));
        (0..levels).map(level).collect::<String>() + &format!("{}rule x\n", " ".repeat(2 * levels))
    };
    // Of very many the one fault or the other is told, depending on the stack.
    for (levels, either) in [(2, "LX0134"), (50, "LX0134"), (2_000, "LX0119")] {
        let (_, _, bag) = read("nested.lxp", &nested(levels));
        let codes: Vec<String> = bag.iter().map(lexport::diagnostic::Finding::code).collect();
        assert!(codes == ["LX0134"] || codes == [either], "{codes:?}");
    }
}

#[test]
fn what_is_not_nested_may_be_long() {
    let texts = [
        format!("define x\n    as [a{}]\n", ", b".repeat(10_000)),
        format!("define x\n    as any of\n{}", "        a\n".repeat(10_000)),
        format!("define x\n    as \"{}\"\n", "long ".repeat(100_000)),
        format!("define x\n    as {} = {}\n", "x".repeat(100_000), "1".repeat(100_000)),
        format!("rule x\n{}", "\n# nothing\n   \n".repeat(10_000)),
        format!("rule x\n    if a or{}\n        b\n", "\n# nothing\n   ".repeat(10_000)),
        "rule x\n    requires license\n".repeat(10_000),
        format!("amendment x\n{}", "    repeal x\n    revise r (a)\n        x\n".repeat(10_000)),
        format!("amendment x\n    insert\n{}", "        rule x\n            requires license\n".repeat(10_000)),
        format!("amendment x\n    strike {}r (a)\n", "r (a)(1), ".repeat(10_000)),
        format!("amendment x\n    revise r {}\n        x\n", "(a)".repeat(10_000)),
    ];
    for text in texts {
        let (sources, _, bag) = read("long.lxp", &text);
        assert!(bag.is_empty(), "{}", shown(&sources, bag).chars().take(2000).collect::<String>());
    }
}

#[test]
fn one_expression_is_read_alone() {
    let read = |text: &str| {
        let mut sources = SourceMap::new();
        sources.add("before", "some other text").unwrap();
        let id = sources.add("<line>", text).unwrap();
        let mut bag = Bag::new();
        let expr = syntax::parse_expression(sources.get(id).unwrap(), &mut bag);
        (expr.map(|expr| sources.text(expr.span).to_owned()), shown(&sources, bag))
    };
    assert_eq!(read("  1 + 2 * x # three\n").0.as_deref(), Some("1 + 2 * x"));
    assert_eq!(read("all of\n    a\n    b\n").0.as_deref(), Some("all of\n    a\n    b"));
    assert_eq!(read("").0, None);
    insta::assert_snapshot!(read("1 +").1);
}

/// Spans lie inside the file, in order, and hold no blank at their ends; only blanks and comments lie between them.
fn check_tiling(sources: &SourceMap, file: &ast::File) {
    let mut at = file.span.start;
    let gap = |from: u32, to: u32| {
        let between = sources.text(lexport::source::Span::new(from, to));
        between.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#') || from == 0 && to == 0)
    };
    for declaration in &file.declarations {
        let span = declaration.span();
        assert!(at <= span.start && span.start < span.end && span.end <= file.span.end, "{span:?} after {at}");
        let words = sources.text(span);
        assert_eq!(words.trim_end_matches([' ', '\n']), words);
        // The rest of a line after a declaration can only be a comment, which begins anew here.
        assert!(gap(at, span.start), "{:?}", sources.text(lexport::source::Span::new(at, span.start)));
        at = span.end;
    }
    assert!(gap(at, file.span.end), "{:?}", sources.text(lexport::source::Span::new(at, file.span.end)));
    for declaration in &file.declarations {
        if let ast::Declaration::Amendment(amendment) = declaration {
            check_nesting(sources, amendment);
        }
    }
    for comment in &file.comments {
        assert!(sources.text(comment.span).starts_with('#'));
    }
    assert!(file.comments.is_sorted_by_key(|comment| comment.span));
}

/// The same inside an amendment: its lines in order, what they bring in inside of them.
fn check_nesting(sources: &SourceMap, amendment: &ast::Amendment) {
    let blank = [' ', '\t', '\r', '\n'];
    let whole = |span| assert_eq!(sources.text(span).trim_matches(blank), sources.text(span));
    let mut at = amendment.name.span.end;
    for (span, line) in &amendment.lines {
        assert!(at <= span.start && span.start < span.end && span.end <= amendment.span.end, "{span:?} after {at}");
        whole(*span);
        at = span.end;
        let mut inside = span.start;
        let parts: Vec<lexport::source::Span> = match line {
            ast::AmendmentLine::Change(ast::Change::Insert(all)) => all.iter().map(ast::Declaration::span).collect(),
            ast::AmendmentLine::Change(ast::Change::Replace { with, .. }) => vec![with.span()],
            ast::AmendmentLine::Change(ast::Change::Revise { text, .. } | ast::Change::Add { text, .. }) => {
                match text {
                    ast::Revision::Limbs(limbs) => limbs.iter().map(|limb| limb.span).collect(),
                    ast::Revision::Lines(lines) => lines.iter().map(|(span, _)| *span).collect(),
                }
            }
            ast::AmendmentLine::Saving(saving) => saving.lines.iter().map(|(span, _)| *span).collect(),
            _ => Vec::new(),
        };
        for part in parts {
            assert!(inside <= part.start && part.start < part.end && part.end <= span.end, "{part:?} after {inside}");
            whole(part);
            inside = part.end;
        }
    }
}

fn check_any(text: &str) {
    let (sources, file, bag) = read("any.lxp", text);
    check_tiling(&sources, &file);
    let broken = file.declarations.iter().any(|it| matches!(it, ast::Declaration::Broken(_)));
    assert!(!broken || bag.has_errors(), "a broken declaration without a message");
    for finding in bag.iter() {
        let place = finding.place().unwrap();
        assert!(file.span.start <= place.start && place.end <= file.span.end, "{place:?}");
    }
    let _ = shown(&sources, bag);
    let _ = syntax::print(&file, &sources);
}

#[test]
fn a_white_space_that_is_no_blank_is_not_passed_over() {
    for text in [
        "\u{2000}#",
        "\u{a0}",
        "rule a\u{2003}",
        "  \u{2028}\n#",
        "\r#",
        "\r",
        "rule a\r",
        "rule a \r\n \r\n",
        "rule a\n    > law\u{2000}\n    prohibits\n",
    ] {
        check_any(text);
    }
}

#[test]
fn every_case_tiles_its_file() {
    for folder in ["syntax/ok", "syntax/recover", "errors"] {
        for (_, text) in cases(folder) {
            check_any(&text);
        }
    }
}

proptest! {
    #![proptest_config(crate::search::cases(200))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check_any(&text);
    }

    #[test]
    fn any_words_are_read(words in prop::collection::vec(prop::sample::select(WORDS), 0..60)) {
        check_any(&words.concat());
    }

    #[test]
    fn any_damage_to_a_case_is_read(
        which in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..6),
    ) {
        let cases = [cases("syntax/ok"), cases("syntax/recover")].concat();
        let mut bytes = which.get(&cases).1.clone().into_bytes();
        for (at, byte, how) in damage {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => { bytes.remove(at); }
            }
        }
        check_any(&String::from_utf8_lossy(&bytes));
    }
}

const WORDS: &[&str] = &[
    "rule ",
    "define ",
    "x ",
    "y",
    "\n",
    "\n    ",
    "\n        ",
    "if ",
    "as ",
    "all of",
    "any of",
    "any ",
    "in ",
    "(a) ",
    "(",
    ")",
    "[",
    "]",
    ", ",
    "1 ",
    "3A090 ",
    "TPP ",
    "\"t\" ",
    "\"",
    "= ",
    "< ",
    "and ",
    "or ",
    "not ",
    "| ",
    "#c",
    "> ",
    "scenario ",
    "table ",
    "given ",
    "expect ",
    "requires license ",
    "until ",
    "from ",
    "2023-11-17 ",
    ".",
    "\t",
    "\r\n",
    "é",
    "“",
    "where ",
    "of ",
    "sum ",
    "for ",
    "count ",
    "record ",
    ": ",
    "Number ",
    "at least ",
    "unless ",
    "value ",
    "enum ",
    "group ",
    "entry ",
    "amendment ",
    "insert",
    "replace ",
    "repeal ",
    "suspend ",
    "revise ",
    "strike ",
    "add to ",
    "after ",
    "before ",
    "remove ",
    "saving ",
    "keeps the law before ",
    "title ",
    "\n            ",
];

/// The declarations of a text, each with the lines up to the next.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        match pieces.last_mut() {
            Some(piece) if line.starts_with([' ', '\n']) => piece.push_str(line),
            _ => pieces.push(line.to_owned()),
        }
    }
    pieces.retain(|piece| !piece.starts_with('#'));
    pieces
}

#[test]
fn one_mistake_is_told_once_wherever_it_stands() {
    let files = ["04_exceptions/law.lxp", "advanced_computing/letters.lxp", "advanced_computing/cases_2023.lxp"];
    let mut broken = 0;
    for name in files {
        let text = String::from_utf8(
            std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)).unwrap(),
        )
        .unwrap();
        for piece in pieces(&text) {
            let lines: Vec<&str> = piece.lines().collect();
            let says = |line: &&str| !line.is_empty() && !line.trim_start().starts_with(['#', '>', '|']);
            for (at, line) in lines.iter().enumerate().filter(|(_, line)| says(line)) {
                for mistake in [format!("{line} ?"), format!("{line} (("), line.replacen(line.trim(), "= of", 1)] {
                    let mut all = lines.clone();
                    all[at] = &mistake;
                    let (sources, _, bag) = read("law.lxp", &all.join("\n"));
                    assert_eq!(bag.len(), 1, "{mistake}\n{}", shown(&sources, bag));
                    broken += 1;
                }
            }
        }
    }
    assert!(broken > 1000, "{broken}");
}

#[test]
fn every_broken_line_is_told() {
    let line = |at: usize| format!("        ({}) x {at} y\n", char::from(b'a' + u8::try_from(at).unwrap()));
    for count in 1..10 {
        let limbs: String = (0..count).map(line).collect();
        let (_, _, bag) = read("law.lxp", &format!("rule r\n    prohibits\n    if all of\n        sound\n{limbs}"));
        assert_eq!(bag.len(), count);
    }
}

#[test]
fn who_uses_a_file_reads_all_of_it_but_its_scenarios() {
    for (name, text) in lexport::session::LIBRARY {
        let (sources, mut whole, bag) = read(name, text);
        assert!(bag.is_empty(), "{}", shown(&sources, bag));
        let mut bag = Bag::new();
        let source = sources.iter().next().unwrap();
        let used = syntax::parse_for_use(source, whole.source, &mut bag);
        assert!(bag.is_empty());
        whole.declarations.retain(|it| !matches!(it, ast::Declaration::Scenario(_)));
        assert_eq!(format!("{:?}", used.declarations), format!("{:?}", whole.declarations), "{name}");
    }
}
