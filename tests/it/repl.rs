//! Sessions as transcripts: what is typed and what is answered stand in one file; and the prompt itself, typed into.

mod program;
#[cfg(unix)]
mod terminal;

use lexport::repl::{Repl, script};
use lexport::session::Session;
use std::path::{Path, PathBuf};

fn repl() -> Repl {
    Repl::new(Session::new(), None, 100).0
}

/// What a session looks like without color, and without the hash of the law, which is another with every edition of the
/// standard library.
fn transcript(repl: &mut Repl, text: &str) -> String {
    let lines: String = script(repl, text).map(|turn| turn.said + &plain(&turn.answer.text)).collect();
    lines.split_inclusive('\n').map(without_hash).collect()
}

fn without_hash(line: &str) -> String {
    match line.split_once("law ") {
        Some((before, after)) if after.len() > 12 && after[..12].bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            format!("{before}law …{}", &after[12..])
        }
        _ => line.to_owned(),
    }
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/repl");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "session")).collect();
    found.sort();
    found
}

/// With `LEXPORT_UPDATE_SESSIONS=1` the answers are written anew; look at what changed before it is kept.
#[test]
fn sessions_go_as_they_are_written() {
    let update = std::env::var_os("LEXPORT_UPDATE_SESSIONS").is_some();
    let mut faults = Vec::new();
    for path in cases() {
        let written = std::fs::read_to_string(&path).unwrap();
        let found = transcript(&mut repl(), &written);
        if update {
            std::fs::write(&path, &found).unwrap();
        } else if found != written {
            faults.push(format!("{}\n{}", path.display(), similar(&written, &found)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The lines from the first that differs on.
fn similar(written: &str, found: &str) -> String {
    let same = written.lines().zip(found.lines()).take_while(|(one, other)| one == other).count();
    let rest = |text: &str| text.lines().skip(same).take(12).collect::<Vec<_>>().join("\n");
    format!("from line {} on, written:\n{}\nfound:\n{}", same + 1, rest(written), rest(found))
}

/// Says several things, each of which must go well.
fn say(repl: &mut Repl, lines: &[&str]) -> String {
    let mut last = String::new();
    for line in lines {
        let answer = repl.line(line);
        last = plain(&answer.text);
        assert!(answer.failed.is_none(), "{line}\n{last}");
    }
    last
}

const LAW: &str = ":load tests/cases/repl/lamps.lxp";
const CASE: &str = ":facts tests/cases/repl/lamp.json";

/// A decision is the same, byte for byte, as the program gives it, whatever was asked and taken back before.
#[test]
fn what_was_asked_leaves_no_trace() {
    let asked = say(
        &mut repl(),
        &[
            LAW,
            CASE,
            "shipment.lamp.flux >= 1234 lm",
            ":whynot embargo",
            "rule late\n    prohibits\n    if shipment.quantity > 3",
            ":amend",
            "strike bright_lamps (b)(1)",
            "shipment.quantity = 7",
            ":undo",
            ":undo",
            ":undo",
            ":decide",
        ],
    );
    let line = "decide tests/cases/repl/lamps.lxp tests/cases/repl/lamp.json";
    assert_eq!(asked, crate::cli::run(line).out.replace("--why", "`:why`"));
}

/// What is shown of facts can be typed, and gives the same facts.
#[test]
fn facts_that_are_shown_can_be_typed_again() {
    let law = ":load examples/advanced_computing";
    for case in ["a800_2023-11-17", "a800_2023-11-16"] {
        let file = format!("examples/advanced_computing/cases/{case}.json");
        let shown = say(&mut repl(), &[law, &format!(":facts {file}"), ":facts"]);
        let mut again = repl();
        say(&mut again, &[law]);
        for turn in script(&mut again, &shown) {
            assert!(turn.answer.failed.is_none(), "{}{}", turn.said, plain(&turn.answer.text));
        }
        assert_eq!(say(&mut again, &[":facts"]), shown);
    }
}

/// A layer that is saved loads again, and gives the same law.
#[test]
fn a_saved_layer_is_an_amendment_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("draft.lxp").display().to_string();
    let mut one = repl();
    let typed = [
        LAW,
        CASE,
        "instrument third \"Third order\"\n    force regulation\n    effective 2024-02-01",
        ":amend draft under third",
        "revise bright_lamps (a)\n    shipment.lamp.flux >= 7000 lm",
        "rule no_search \"No searching\"\n    prohibits\n    if shipment.use is search",
        "remove RU from watched",
    ];
    say(&mut one, &typed);
    let save = format!(":amend save {file}");
    assert!(say(&mut one, &[&save]).contains("is in"));
    let mut other = repl();
    say(&mut other, &[LAW, &format!(":load {file}"), CASE]);
    for line in [":decide", ":history bright_lamps", "watched", ":law"] {
        let without_hash =
            |repl: &mut Repl| say(repl, &[line]).split_inclusive('\n').map(without_hash).collect::<String>();
        assert_eq!(without_hash(&mut one), without_hash(&mut other));
    }
    // A file that somebody else wrote is not written over; one's own is.
    assert!(one.line(&save).failed.is_none());
    say(&mut other, &[":amend", "repeal embargo"]);
    assert!(plain(&other.line(&save).text).contains("it is there already"));
}

/// What has changed on the disk is read again, the rest is not; what cannot be read leaves everything as it was.
#[test]
fn files_are_read_again_when_they_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let write = |name: &str, text: &str| std::fs::write(path(name), text).unwrap();
    write("law.lxp", "import parts\nrule heavy\n    requires license\n    if crate.weight > line\n");
    write("parts.lxp", "record Crate\n    weight : Number\nfact crate : Crate\nvalue line : Number = 10\n");
    let mut repl = repl();
    say(&mut repl, &[&format!(":load {}", folder.path().display()), ":on 2024-01-01"]);
    assert!(say(&mut repl, &["crate.weight = 15"]).contains("license required"));
    write("parts.lxp", "record Crate\n    weight : Number\nfact crate : Crate\nvalue line : Number = 20\n");
    assert!(say(&mut repl, &[":load"]).contains("license required → no license required"));
    assert!(say(&mut repl, &[":load"]).contains("nothing has changed"));
    write("parts.lxp", "record Crate\n    weight : Nmber\n");
    assert!(repl.line(":load").failed.is_some());
    assert_eq!(say(&mut repl, &["line"]), "20  a plain number\n");
    write("parts.lxp", "record Crate\n    weight : Number\nfact crate : Crate\nvalue line : Number = 30\n");
    assert!(say(&mut repl, &[":load"]).contains("was read again"));
    assert_eq!(say(&mut repl, &["line"]), "30  a plain number\n");
    say(&mut repl, &[":undo", ":undo"]);
    assert_eq!(say(&mut repl, &["line"]), "10  a plain number\n");
}

/// Texts that somebody might type or paste, in any order, end no session.
#[test]
fn nonsense_ends_no_session() {
    let pieces = [
        ":",
        ":amend",
        ":amend drop",
        ":undo",
        "(",
        ")",
        "[",
        "\"",
        "#",
        ">",
        "=",
        "= =",
        "shipment",
        "shipment.",
        ".lamp",
        "shipment.lamp.flux",
        "5 lm",
        "5 lm / 0 lm",
        "é",
        "日本",
        "\u{301}",
        "\t",
        "    ",
        "\n",
        "rule",
        "rule x",
        "revise",
        "revise bright_lamps (a)",
        "all of",
        "at least 2 of",
        "one of",
        "unknown",
        "absent",
        "any x in",
        "CN",
        "watched",
        "given",
        "given shipment",
        ":why (",
        ":whynot (",
        ":info .",
        ":set",
        ":unset shipment",
        ":on 0000-00-00",
        ":on 9999-12-31",
        ":known",
        ":law 0001-01-01",
        ":diff",
        ":history",
        ":type",
        "2024-02-30",
        "1e999",
        "\u{0}",
        "{}",
    ];
    let mut repl = repl();
    say(&mut repl, &[LAW, CASE]);
    let mut seed = 7_usize;
    for _ in 0..1500 {
        let mut line = String::new();
        for _ in 0..=seed % 4 {
            seed = (seed * 1_103_515_245 + 12_345) % (1 << 31);
            line.push_str(pieces[(seed >> 8) % pieces.len()]);
            line.push_str(["", " ", "\n    "][(seed >> 20) % 3]);
        }
        let _ = Repl::needs_more(&line);
        let _ = repl.complete(&line);
        assert!(!repl.line(&line).quit, "{line}");
    }
}

/// What can stand at the end of a text.
#[test]
fn texts_are_completed_by_what_they_are_about() {
    let mut repl = repl();
    say(&mut repl, &[LAW]);
    let complete = |text: &str| -> Vec<String> { repl.complete(text).1.into_iter().map(|it| it.text).collect() };
    assert_eq!(complete(":wh"), [":why", ":whynot"]);
    assert_eq!(complete(":why br"), ["bright_lamps"]);
    assert_eq!(complete(":whynot "), ["bright_lamps", "embargo", "stage_use"]);
    assert_eq!(complete(":amend revise stage"), ["stage_use"]);
    assert_eq!(complete(":amend draft under lamp_order_"), ["lamp_order_2025"]);
    assert_eq!(complete("shipment.la"), ["lamp"]);
    assert_eq!(complete("1 lm + shipment.lamp."), ["flux", "handheld", "maker"]);
    assert_eq!(complete("shipment.l"), ["lamp", "lit"]);
    assert_eq!(complete("shipment.use is "), ["search", "stage"]);
    assert_eq!(complete("shipment.use = s"), ["search", "stage"]);
    assert_eq!(complete("shipment.destination = KP"), ["KP"]);
    assert_eq!(complete("shipment.destination = chin"), ["CN"]);
    assert_eq!(complete("shipment.destination = one of K").first().map(String::as_str), Some("KE"));
    assert_eq!(complete("shipment.lamp has "), ["maker"]);
    assert_eq!(complete("rule x\n    under lamp_order_"), ["lamp_order_2025"]);
    assert_eq!(complete(":load tests/cases/repl/lamp."), ["tests/cases/repl/lamp.json"]);
    assert_eq!(complete(":help who"), [""; 0]);
    assert_eq!(repl.complete("shipment.la").0, "shipment.".len());
}
