//! Redlines and histories for people: `-` before what was taken out, `+` before what was put in.
//!
//! Color is written as escapes that a terminal understands; whoever prints to something else strips them. Nothing is said by
//! color alone but which words of a line differ.

use super::deeds::Verb;
use super::history::{Gap, History, Past};
use super::redline::{By, Change, Hunk, Line, Mark, Redline, What};
use super::turn::{Became, Turn};
use super::work::{Done, Work};
use super::{Act, dates};
use crate::enact::Stretch;
use anstyle::{AnsiColor, Effects, Style};
use std::fmt::Write as _;

const NAME: Style = Style::new().bold();
const PATH: Style = AnsiColor::Cyan.on_default();
const OUT: Style = AnsiColor::Red.on_default();
const IN: Style = AnsiColor::Green.on_default();
const DAYS: Style = Style::new().dimmed();

/// Spaces a level.
const STEP: usize = 4;

/// What two laws differ in. Nothing, if they do not.
pub fn redline_text(redline: &Redline) -> String {
    redline.changes.iter().map(change).collect::<Vec<_>>().join("\n")
}

fn change(it: &Change) -> String {
    let what = match it.what {
        What::Added => "added",
        What::Removed => "removed",
        What::Changed => "changed",
    };
    let mut out = format!("{what} {}\n", named(it.kind, &it.name, it.title.as_deref()));
    for by in &it.by {
        let _ = writeln!(out, "    {}", told(by));
    }
    if let Some(day) = it.from.filter(|day| it.by.iter().all(|by| by.act.from != Some(*day))) {
        let word = if it.what == What::Removed { "until" } else { "from" };
        let _ = writeln!(out, "    {word} {day}");
    }
    hunks(&mut out, &it.name, &it.hunks);
    out
}

fn named(kind: &str, name: &str, title: Option<&str>) -> String {
    let title = title.map_or_else(String::new, |title| format!("  {title}"));
    format!("{kind} {NAME}{name}{NAME:#}{title}")
}

/// `amended by h200_review (91 FR 1684), from 2026-01-15`
fn told(by: &By) -> String {
    match by.how {
        "made" => format!("under {}", by.act.dated()),
        how => format!("{how} by {}{}", by.act.dated(), under(&by.act)),
    }
}

fn under(act: &Act) -> String {
    act.under.as_ref().map_or_else(String::new, |name| format!(", under {name}"))
}

fn hunks(out: &mut String, name: &str, all: &[Hunk]) {
    // What is of no limb is of the provision, which is named above.
    let mut around = name;
    for hunk in all {
        if hunk.path != around {
            let _ = writeln!(out, "  {PATH}{}{PATH:#}", hunk.path);
        }
        around = &hunk.path;
        hunk.lines.iter().for_each(|it| line(out, it));
    }
}

fn line(out: &mut String, line: &Line) {
    let (mark, style) = match line.mark {
        Mark::Out => ('-', OUT),
        Mark::In => ('+', IN),
    };
    let differs = style.effects(Effects::BOLD | Effects::UNDERLINE);
    let _ = write!(out, "{style}{mark}{style:#} {}", " ".repeat(line.depth * STEP));
    if line.words.is_empty() {
        let _ = write!(out, "{style}{}{style:#}", line.text);
    }
    for word in &line.words {
        let style = if word.differs { differs } else { style };
        let _ = write!(out, "{style}{}{style:#}", word.text);
    }
    if let Some(days) = &line.days {
        let _ = write!(out, "  {DAYS}# {days}{DAYS:#}");
    }
    out.push('\n');
}

/// The versions of a provision.
pub fn history_text(history: &History) -> String {
    let mut out = format!("{}\n", named(history.kind, &history.name, history.title.as_deref()));
    if history.versions.is_empty() {
        out.push_str("\nnever law, as seen from here\n");
    }
    for (version, number) in history.versions.iter().zip(1..) {
        past(&mut out, &history.name, version, number);
    }
    out
}

fn past(out: &mut String, name: &str, version: &Past, number: usize) {
    let _ = writeln!(out, "\n{NAME}{number}{NAME:#}  {}", span(&version.in_force).unwrap_or_default());
    for gap in &version.suspended {
        let repealed = gap.by.iter().any(|by| by.how == Verb::Repeal.done());
        apart(out, if repealed { "repealed" } else { "suspended" }, gap);
    }
    if let Some(day) = version.compliance {
        let _ = writeln!(out, "   to be complied with from {day}");
    }
    for gap in &version.unenforced {
        apart(out, "not enforced", gap);
    }
    let made = version.by.iter().any(|by| by.how == "made");
    if let Some(instrument) = version.instrument.as_ref().filter(|_| made || number == 1) {
        let title = instrument.title.as_ref().map_or_else(String::new, |title| format!("  {title}"));
        let _ = writeln!(out, "   under {}{title}", instrument.cited());
    }
    for by in version.by.iter().filter(|by| by.how != "made") {
        let title = by.act.title.as_ref().map_or_else(String::new, |title| format!("  {title}"));
        let _ = writeln!(out, "   {} by {}{}{title}", by.how, by.act.cited(), under(&by.act));
    }
    for turn in &version.turns {
        let _ = writeln!(out, "   {}", turned(turn));
    }
    for by in &version.ended {
        let _ = writeln!(out, "   {}", told(by));
    }
    hunks(out, name, &version.changes);
}

/// Why a text went or came back.
fn turned(turn: &Turn) -> String {
    let by: Vec<String> = turn.by.iter().map(|by| by.act.cited()).collect();
    let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
    let day = turn.on.map_or_else(String::new, |day| format!(" on {day}"));
    match turn.became {
        Became::Suspended => format!("the earlier text is back: {} is suspended{by}", turn.act.cited()),
        Became::Repealed => format!("the earlier text is back: {} is repealed{by}", turn.act.cited()),
        Became::Expired => format!("the earlier text is back: {} ended{day}", turn.act.cited()),
        Became::Back if turn.by.iter().any(|by| by.how == Verb::Reinstate.done()) => {
            format!("returns: {} is reinstated{by}", turn.act.cited())
        }
        Became::Back if turn.by.is_empty() => format!("returns: the suspension of {} ended{day}", turn.act.cited()),
        Became::Back => format!("returns: the suspension{by} ended{day}"),
    }
}

fn always(stretch: Stretch) -> String {
    if stretch == Stretch::ALWAYS { "on every day".to_owned() } else { dates::words(stretch) }
}

fn apart(out: &mut String, what: &str, gap: &Gap) {
    let by: Vec<String> = gap.by.iter().map(|by| format!(" by {}", by.act.cited())).collect();
    let _ = writeln!(out, "   {what} {}{}", always(gap.days), by.join(","));
}

/// One line a provision.
pub fn changed_text(all: &[History]) -> String {
    let widest = all.iter().map(|it| it.name.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for history in all {
        let gap = " ".repeat(widest - history.name.chars().count().min(widest));
        let days: Vec<String> = history
            .versions
            .iter()
            .map(|it| it.in_force.first().and_then(|it| it.from).map_or_else(|| "…".to_owned(), |day| day.to_string()))
            .collect();
        let _ = writeln!(
            out,
            "{NAME}{}{NAME:#}{gap}  {} versions  {}",
            history.name,
            history.versions.len(),
            days.join(", ")
        );
    }
    out
}

/// Everything that an act made or changed.
pub fn work_text(work: &Work) -> String {
    let mut out = format!("{}\n", named(work.kind, &work.act.name, work.act.title.as_deref()));
    let mut about: Vec<String> = work.act.citation.clone().into_iter().collect();
    about.extend(work.act.under.as_ref().map(|name| format!("under {name}")));
    about.extend(span(&work.in_force));
    if !about.is_empty() {
        let _ = writeln!(out, "    {}", about.join(", "));
    }
    for pair in work.in_force.windows(2) {
        if let [before, after] = pair {
            let days = Stretch { from: before.until, until: after.from };
            let _ = writeln!(out, "    suspended {}", dates::words(days));
        }
    }
    if let Some(day) = work.compliance {
        let _ = writeln!(out, "    to be complied with from {day}");
    }
    for stretch in &work.unenforced {
        let _ = writeln!(out, "    not enforced {}", always(*stretch));
    }
    for by in &work.by {
        let _ = writeln!(out, "    {}", told(by));
    }
    if work.done.is_empty() {
        out.push_str("\nit made and changed nothing, as seen from here\n");
    }
    for done in &work.done {
        out.push('\n');
        did(&mut out, work, done);
    }
    out
}

/// From the first day to the last; nothing of what is never law.
fn span(in_force: &[Stretch]) -> Option<String> {
    let (first, last) = (in_force.first()?, in_force.last()?);
    Some(always(Stretch { from: first.from, until: last.until }))
}

fn did(out: &mut String, work: &Work, done: &Done) {
    let _ = writeln!(out, "{} {}", done.how, named(done.kind, &done.name, done.title.as_deref()));
    let by = done.amendment.as_ref().filter(|name| **name != work.act.name).map(|name| format!("by {name}"));
    let days = Stretch { from: done.from, until: done.until };
    let days = Some(dates::words(days)).filter(|days| !days.is_empty());
    let words: Vec<String> = by.into_iter().chain(days).collect();
    if !words.is_empty() {
        let _ = writeln!(out, "    {}", words.join(", "));
    }
    hunks(out, &done.name, &done.changes);
}
