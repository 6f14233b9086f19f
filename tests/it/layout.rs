//! The floor plan in the front door is the house: imports run one way, and libraries stay in their rooms.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Every Rust file below `src`, with its path from there and its text.
fn sources() -> Vec<(String, String)> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let root = open[0].clone();
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((name, std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The table of the front door: each room with the rooms it may use.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        (cells[0].trim_end_matches('`').to_owned(), cells[2].split_whitespace().map(ToOwned::to_owned).collect())
    })
    .collect()
}

/// The lines of a file that are no comments, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The room that a file is in; none for the front door and the program.
fn room(name: &str) -> Option<&str> {
    let first = name.split('/').next().unwrap().trim_end_matches(".rs");
    (first != "lib" && first != "main").then_some(first)
}

#[test]
fn every_room_is_in_the_table() {
    let table = table();
    for (name, _) in sources() {
        if let Some(room) = room(&name) {
            assert!(table.contains_key(room), "src/{name}: `{room}` is not in the floor plan of src/lib.rs");
        }
    }
}

#[test]
fn imports_run_one_way() {
    let table = table();
    let mut faults = Vec::new();
    for (name, text) in sources() {
        let Some(room) = room(&name) else { continue };
        for (line, words) in code(&text) {
            for used in words.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
                if used != room && table.contains_key(&used) && !table[room].contains(&used) {
                    faults.push(format!("src/{name}:{line}: `{room}` may not use `{used}`"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_runs_one_way() {
    let table = table();
    let mut allowed: BTreeSet<&str> = BTreeSet::new();
    let mut left: Vec<&String> = table.keys().collect();
    while !left.is_empty() {
        let before = left.len();
        left.retain(|room| {
            let ready = table[*room].iter().all(|used| allowed.contains(used.as_str()));
            if ready {
                allowed.insert(room);
            }
            !ready
        });
        assert!(left.len() < before, "these rooms use each other in a circle: {left:?}");
    }
}

#[test]
fn libraries_stay_in_their_rooms() {
    let homes: &[(&str, &[&str])] = &[
        ("pest::", &["syntax"]),
        ("pest_derive::", &["syntax"]),
        ("clap::", &["cli"]),
        ("clap_complete::", &["cli"]),
        ("anstream::", &["cli"]),
        ("indicatif::", &["cli"]),
        ("rustyline::", &["repl"]),
        ("GraphicalReportHandler", &["diagnostic"]),
        ("csv::", &["check"]),
        ("jiff::", &["value"]),
        ("num_rational::", &["value"]),
        ("std::fs", &["session"]),
        ("std::env", &["cli"]),
    ];
    let mut faults = Vec::new();
    for (name, text) in sources() {
        let Some(room) = room(&name) else { continue };
        // Unit tests stand last in a file and may read what they test.
        let text = text.split("#[cfg(test)]").next().unwrap();
        for (line, words) in code(text) {
            for (library, rooms) in homes {
                let used = words
                    .match_indices(library)
                    .any(|(at, _)| !words[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_' || it == ':'));
                if used && !rooms.contains(&room) && !words.contains("env!") {
                    faults.push(format!("src/{name}:{line}: `{library}` belongs in {rooms:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_opens_with_a_sentence_and_is_not_too_long() {
    let mut faults = Vec::new();
    for (name, text) in sources() {
        let first = text.lines().next().unwrap_or("");
        if !first.starts_with("//! ") {
            faults.push(format!("src/{name}: does not say in its first line what it is"));
        }
        let lines = text.lines().count();
        if lines > 500 {
            faults.push(format!("src/{name}: has {lines} lines; no file has more than 500"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
