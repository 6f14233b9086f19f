//! Pages that show commands show what they really say.
//!
//! A block that begins with ` ```console ` holds commands after `$ `, each with its output. `LEXPORT_UPDATE_README=1 cargo
//! test readme` writes the outputs anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page that may show commands.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> =
        ["README.md", "examples/README.md", "stdlib/README.md", "grammar/REFERENCE.md", "grammar/DECISION.md"]
            .iter()
            .chain(&["benches/README.md"])
            .map(|page| root().join(page))
            .collect();
    let mut open = vec![root().join("examples")];
    while let Some(folder) = open.pop() {
        open.extend(fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()));
        pages.push(folder.join("README.md"));
    }
    pages.retain(|page| page.is_file());
    pages.sort();
    pages.dedup();
    pages
}

/// The arguments that a command gives to Lexport; nothing if it is another program's.
fn arguments(command: &str) -> Option<Vec<String>> {
    let rest = command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("lexport "))?;
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in rest.chars().chain([' ']) {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty())),
            other => word.push(other),
        }
    }
    assert!(!quoted, "a quote is not closed: {command}");
    Some(words)
}

/// What a terminal of 100 columns would show.
fn output(arguments: &[String]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_lexport"))
        .args(arguments)
        .current_dir(root())
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    format!("{}{}", String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap())
}

/// Without the hash that a decision names the law by, long or short: it changes with every comment in the law, and in the
/// library.
fn without_hash(text: &str) -> String {
    let is_hash = |word: &str| [12, 64].contains(&word.len()) && word.chars().all(|it| it.is_ascii_hexdigit());
    let words = text.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric());
    let masked = words.map(|word| {
        let hash = word.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
        if is_hash(hash) { word.replace(hash, "…") } else { word.to_owned() }
    });
    masked.collect()
}

/// The block with its outputs as they are now.
fn answered(block: &str) -> String {
    let mut made = String::new();
    let mut foreign = false;
    for line in block.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            if !made.is_empty() {
                made.push('\n');
            }
            made.push_str(line);
            made.push('\n');
            let own = arguments(command);
            foreign = own.is_none();
            if let Some(arguments) = own {
                made.push_str(output(&arguments).trim_end());
                made.push('\n');
            }
        } else {
            assert!(!foreign || line.trim().is_empty(), "nobody checks the output of another program: {line}");
        }
    }
    made
}

#[test]
fn commands_say_what_the_pages_show() {
    let update = std::env::var_os("LEXPORT_UPDATE_README").is_some();
    let mut commands = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let mut made = String::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("```console\n") {
            let (block, after) = after.split_once("```").unwrap();
            let now = answered(block);
            commands += block.lines().filter(|line| line.starts_with("$ ")).count();
            if !update {
                let name = page.strip_prefix(root()).unwrap().display();
                assert_eq!(
                    without_hash(block),
                    without_hash(&now),
                    "\n{name} is out of date: LEXPORT_UPDATE_README=1 cargo test readme\n"
                );
            }
            // Pages are written anew only where somebody asks for it.
            let _ = write!(made, "{before}```console\n{}```", if update { now.as_str() } else { block });
            rest = after;
        }
        made.push_str(rest);
        if made != text {
            fs::write(&page, made).unwrap();
        }
    }
    assert!(commands >= 2, "the pages show no commands");
}

#[test]
fn the_readme_begins_with_two_commands() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    for command in [
        "cargo run --release -- decide examples/advanced_computing examples/advanced_computing/cases/a800_2023-11-17.json --on 2023-11-16 --on 2023-11-17",
        "cargo test",
    ] {
        assert!(text.lines().any(|line| line == command || line == format!("$ {command}")), "{command}");
    }
}

#[test]
fn links_lead_somewhere() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        // Links in code are not links.
        let prose: String = text.split("```").step_by(2).collect();
        for link in prose.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            if !link.contains("://") && !link.starts_with('#') {
                let file = link.split('#').next().unwrap();
                assert!(page.parent().unwrap().join(file).exists(), "{}: {link}", page.display());
            }
        }
    }
}

#[test]
fn amendments_quoted_in_pages_are_in_their_laws() {
    let folder = root().join("examples/amendments");
    let mut law = String::new();
    for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in fs::read_dir(entry).unwrap().map(|file| file.unwrap().path()) {
            if file.extension().is_some_and(|ending| ending == "lxp") {
                law += &fs::read_to_string(file).unwrap();
            }
        }
    }
    for page in pages().into_iter().filter(|page| page.starts_with(&folder)) {
        let text = fs::read_to_string(&page).unwrap();
        for quoted in text.split("```lxp\n").skip(1) {
            let quoted = quoted.split("```").next().unwrap();
            assert!(law.contains(quoted.trim_end()), "{}: the law has changed: quote it anew", page.display());
        }
    }
}

#[test]
fn law_quoted_in_the_readme_is_in_the_law() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let law = fs::read_to_string(root().join("examples/advanced_computing/october_2023.lxp")).unwrap();
    let quoted = text.split("```lxp\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(law.contains(quoted.trim_end()), "the law has changed: quote it anew");
}
