//! What the scenarios of a law have not asked yet, for people.

use super::super::output::{GREEN, RED, count};
use super::Line;
use std::fmt::Write as _;

/// The widest that words of the law are quoted.
const WIDEST: usize = 60;

/// How much of one law was seen, and what was not. Of a law without rules and limbs nothing is to be seen.
pub(super) fn text(out: &mut String, name: &str, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "coverage of {name}");
    let rules: Vec<&Line> = lines.iter().filter(|line| line.is_rule).collect();
    let limbs: Vec<&Line> = lines.iter().filter(|line| !line.is_rule).collect();
    let applied = rules.iter().filter(|line| line.covered.seen.yes).count();
    let asked = limbs.iter().filter(|line| line.covered.seen.both()).count();
    let _ = writeln!(out, "  {} seen to apply", share(applied, rules.len(), "rule", "rules"));
    let _ = writeln!(out, "  {} seen both to hold and to fail\n", share(asked, limbs.len(), "limb", "limbs"));
    let none = |line: &&Line| !line.covered.seen.yes && !line.covered.seen.no;
    gap(out, "rules never asked", rules.iter().copied().filter(none));
    gap(
        out,
        "rules never seen to apply",
        rules.iter().copied().filter(|it| !it.covered.seen.yes && it.covered.seen.no),
    );
    gap(out, "limbs never asked, or never known", limbs.iter().copied().filter(none));
    gap(out, "limbs never seen to hold", limbs.iter().copied().filter(|it| !it.covered.seen.yes && it.covered.seen.no));
    gap(out, "limbs never seen to fail", limbs.iter().copied().filter(|it| it.covered.seen.yes && !it.covered.seen.no));
}

/// `21 of 24 rules`
fn share(seen: usize, all: usize, one: &str, many: &str) -> String {
    let color = if seen == all { GREEN } else { RED };
    format!("{color}{seen} of {}{color:#}", count(all, one, many))
}

fn gap<'l>(out: &mut String, title: &str, lines: impl Iterator<Item = &'l Line>) {
    let lines: Vec<&Line> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "  {title}");
    let widest = |of: fn(&Line) -> &str| lines.iter().map(|line| of(line).chars().count()).max().unwrap_or(0);
    let (path, place) = (widest(|line| &line.covered.path), widest(|line| &line.place));
    for line in &lines {
        let words = line.covered.words.as_deref().map_or_else(String::new, short);
        let told = format!("    {:path$}  {:place$}  {words}", line.covered.path, line.place);
        let _ = writeln!(out, "{}", told.trim_end());
    }
    out.push('\n');
}

/// Words cut where they get long.
fn short(words: &str) -> String {
    if words.chars().count() <= WIDEST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(WIDEST - 1).collect();
    format!("{}…", cut.trim_end())
}
