//! A decision for people to read: the same value as the JSON, in words.
//!
//! Color is written as escapes that a terminal understands; whoever prints to something else strips them.

mod harmless;
mod page;
mod reasons;

use super::decision::{Decision, Missing, Provision, Reason, Status};
use super::words::{NO_REGIME, a_force, listed};
use crate::decide::{Outcome, Range};
use crate::value::Number;
use anstyle::{AnsiColor, Style};
use harmless::harmless;
use page::{DIM, Page};

/// Of facts that do not settle it alone, more are not told one by one.
const MOST_ALONE: usize = 4;

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The outcome and what it rests on.
    Short,
    /// Every provision that stands in some way, its place, its instrument and the words of the law beside what was found.
    Why,
}

/// How it is told.
#[derive(Debug, Clone, Copy)]
pub struct Look<'m> {
    /// How much.
    pub detail: Detail,
    /// Lines are folded at this many columns, where they can be.
    pub width: usize,
    /// By what words more is to be had, where not everything is told.
    pub more: &'m str,
}

impl Look<'_> {
    /// So wide where nobody says how wide it should be, and the same everywhere.
    pub const WIDTH: usize = 100;
}

impl From<Detail> for Look<'static> {
    fn from(detail: Detail) -> Self {
        Self { detail, width: Self::WIDTH, more: "--why" }
    }
}

/// A decision in words.
pub fn text<'m>(decision: &Decision, look: impl Into<Look<'m>>) -> String {
    let look = look.into();
    let detail = look.detail;
    let decision = &harmless(decision);
    let mut page = Page::new(look.width);
    heading(&mut page, decision);
    page.blank();
    let mut before = reasons::Told::default();
    let mut cut = false;
    for saving in &decision.savings {
        reasons::saving(&mut page, &mut before, saving, detail);
    }
    cut |= provisions(&mut page, &mut before, decision, true, detail);
    either_way(&mut page, decision);
    classification(&mut page, decision);
    consequences(&mut page, decision);
    guidance(&mut page, decision);
    cut |= provisions(&mut page, &mut before, decision, false, detail);
    beside(&mut page, decision);
    open_questions(&mut page, decision);
    nearest(&mut page, decision);
    page.blank();
    page.section("made from", &made_from(decision));
    if cut {
        page.section("more", &format!("{DIM}{} gives every reason{DIM:#}", look.more));
    }
    page.finish()
}

/// Provisions that bind, or those that do not: these change no outcome, and are told beside it. Whether there is more to tell.
fn provisions<'d>(
    page: &mut Page,
    before: &mut reasons::Told<'d>,
    decision: &'d Decision,
    binding: bool,
    detail: Detail,
) -> bool {
    let mut cut = false;
    let all = || decision.provisions.iter().filter(|it| it.binding == binding);
    for status in [Status::Applies, Status::Defeated, Status::Barred, Status::Undetermined, Status::DoesNotApply] {
        for provision in all().filter(|it| it.status == status && told(it, decision, detail)) {
            cut |= reasons::provision(page, before, word(provision), provision, detail, true);
        }
    }
    cut
}

/// The word in the margin for how a provision stands; what does not bind stands there by its force.
fn word(provision: &Provision) -> &'static str {
    match provision.status {
        Status::Applies | Status::Undetermined if !provision.binding => provision.force,
        Status::Applies => "because",
        Status::Defeated => "defeated",
        Status::Barred => "barred",
        Status::Undetermined => "perhaps",
        Status::DoesNotApply if provision.kind == "exception" => "not open",
        Status::DoesNotApply => "not met",
    }
}

/// One provision, under `word` in the margin.
pub fn provision_text(provision: &Provision, word: &str, look: Look<'_>) -> String {
    let mut page = Page::new(look.width);
    let provision = harmless(provision);
    if reasons::provision(&mut page, &mut reasons::Told::default(), word, &provision, look.detail, false) {
        page.inner(1, "", &format!("{DIM}… more with {}{DIM:#}", look.more), "");
    }
    page.finish()
}

/// Why one condition holds or does not.
pub fn reason_text(reason: &Reason, look: Look<'_>) -> String {
    let mut page = Page::narrow(look.width);
    reasons::lone(&mut page, &harmless(reason), look);
    page.finish()
}

/// An outcome in words, or from which to which, in its color.
pub fn outcome_text(range: Range) -> String {
    let style = color(range);
    format!("{style}{}{style:#}", outcome(range))
}

/// The same in a word: of several that are possible, that it is undetermined.
pub fn outcome_word(range: Range) -> String {
    let style = color(range);
    format!("{style}{}{style:#}", range.certain().map_or("undetermined", Outcome::words))
}

/// The color of an outcome.
fn color(range: Range) -> Style {
    let color = match range.certain() {
        Some(Outcome::NoLicenseRequired) => AnsiColor::Green,
        Some(Outcome::Authorized) => AnsiColor::Cyan,
        Some(Outcome::LicenseRequired) => AnsiColor::Yellow,
        Some(Outcome::Prohibited) => AnsiColor::Red,
        None => AnsiColor::Magenta,
    };
    color.on_default().bold()
}

/// An outcome in words: one, or from the mildest to the gravest.
pub(super) fn outcome(range: Range) -> String {
    match range.certain() {
        Some(outcome) => outcome.words().to_owned(),
        None => format!("undetermined: from {} to {}", range.mildest.words(), range.gravest.words()),
    }
}

fn heading(page: &mut Page, decision: &Decision) {
    let style = color(decision.outcome);
    let mut line = format!("{style}{}{style:#} on {}", outcome(decision.outcome), decision.made_from.day);
    let authorizing: Vec<&str> = decision
        .provisions
        .iter()
        .filter(|it| it.binding && it.status == Status::Applies && decision.uses(&it.name))
        .map(|it| it.name.as_str())
        .collect();
    if decision.outcome.certain() == Some(Outcome::Authorized) && !authorizing.is_empty() {
        line = format!("{line} by {}", authorizing.join(", "));
    }
    match decision.regimes.as_slice() {
        _ if decision.notes.iter().any(|note| note.kind == "silent") => {
            line.push_str(", for this law speaks of no license");
        }
        [] => line.push_str(", for no rule in force that day could require one"),
        [only] => line.extend(only.regime.iter().map(|regime| format!(" under {regime}"))),
        _ => {}
    }
    if let Some(known_on) = &decision.made_from.known_on {
        line = format!("{line}, as known on {known_on}");
    }
    if !decision.made_from.suppose.is_empty() {
        line = format!("{line}, supposing {}", decision.made_from.suppose.join(", "));
    }
    page.heading(&line);
    if decision.regimes.len() > 1 {
        for regime in &decision.regimes {
            let name = regime.regime.as_deref().unwrap_or(NO_REGIME);
            let style = color(regime.outcome);
            page.section(name, &format!("{style}{}{style:#}", outcome(regime.outcome)));
        }
    }
}

/// Flags and reviews have sections of their own; in short, a provision is told if the outcome rests on it.
fn told(provision: &Provision, decision: &Decision, detail: Detail) -> bool {
    if detail == Detail::Why {
        return true;
    }
    if provision.kind == "exception" && provision.status != Status::DoesNotApply && !decision.uses(&provision.name) {
        return provision.status == Status::Barred && provision.would_permit;
    }
    match provision.status {
        Status::Applies | Status::Defeated | Status::Barred => provision.does.weighs(),
        Status::Undetermined => {
            let open = match &decision.guidance {
                Some(guidance) if !provision.binding => guidance.outcome.certain().is_none(),
                _ => {
                    let own = decision.regimes.iter().filter(|it| provision.binding && it.regime == provision.regime);
                    let mut open = own.map(|it| it.outcome).chain([decision.outcome]);
                    open.any(|it| it.certain().is_none()) || decision.either_way.is_some()
                }
            };
            open && provision.does.weighs()
        }
        // An exception that could have helped, or the rules that came closest where nothing is required.
        Status::DoesNotApply => match provision.kind {
            "exception" => decision.outcome.certain() == Some(Outcome::LicenseRequired),
            _ => true,
        },
    }
}

/// Why the outcome is certain where no rule is.
fn either_way(page: &mut Page, decision: &Decision) {
    let Some(either) = &decision.either_way else { return };
    let whatever = match either.whatever.as_slice() {
        [] => String::new(),
        [only] => format!(", whatever {only} is"),
        paths => format!(", whatever {} are", listed(paths, "and")),
    };
    page.section_with("together", &format!("{}{whatever}", outcome(decision.outcome)), &either.rules.join(", "));
}

fn classification(page: &mut Page, decision: &Decision) {
    for one in &decision.classification {
        let titled = |entry: &super::Entry| match &entry.title {
            Some(title) => format!("{} {title}", entry.code),
            None => entry.code.clone(),
        };
        for entry in &one.entries {
            page.section("item", &format!("{} is {}", one.subject, titled(entry)));
        }
        for entry in &one.possible {
            page.section("item", &format!("{} may be {}", one.subject, titled(entry)));
        }
    }
}

fn consequences(page: &mut Page, decision: &Decision) {
    if let Some(review) = &decision.review {
        let mut words = review.words();
        if decision.outcome.mildest < Outcome::LicenseRequired {
            words = format!("if a license is required: {words}");
        }
        if !review.missing.is_empty() {
            words = format!("{words}, depending on {}", listed(&review.missing, "and"));
        }
        page.section_with("review", &words, &review.by.join(", "));
    }
    for duty in &decision.duties {
        let what = duty.what.as_ref().map_or_else(String::new, |what| format!(": {what}"));
        let due = duty.due.as_ref().map_or_else(String::new, |due| format!(" by {due}"));
        let perhaps = if duty.certain { "" } else { "perhaps " };
        page.section_with("duty", &format!("{perhaps}{} {}{due}{what}", duty.verb, duty.whom), &duty.rule);
    }
    for charge in &decision.charges {
        let amount = charge.amount.as_deref().map_or_else(|| "an amount that is not known".to_owned(), grouped);
        let perhaps = if charge.certain { "" } else { "perhaps " };
        let mut words = format!("{perhaps}{amount} as {}", charge.kind);
        if !charge.binding {
            words.push_str(", without binding force");
        }
        for bar in &charge.barred_by {
            words = format!("{words}; purported, and barred by {}{}", bar.norm, cited(&bar.cites));
        }
        for bar in &charge.perhaps_barred_by {
            words = format!("{words}; perhaps barred by {}{}", bar.norm, cited(&bar.cites));
            if !bar.missing.is_empty() {
                words = format!("{words}, depending on {}", listed(&bar.missing, "and"));
            }
        }
        page.section_with("charge", &words, &charge.rule);
    }
    for flag in &decision.flags {
        let perhaps = if flag.certain { "" } else { "perhaps: " };
        page.section_with("red flag", &format!("{perhaps}{}", flag.text), &flag.rule);
    }
}

/// Citations after a name.
fn cited(cites: &[String]) -> String {
    if cites.is_empty() { String::new() } else { format!(" ({})", cites.join(", ")) }
}

fn guidance(page: &mut Page, decision: &Decision) {
    if let Some(guidance) = &decision.guidance {
        let words = format!("says {}; it does not bind", outcome(guidance.outcome));
        page.section_with("guidance", &words, &guidance.by.join(", "));
    }
}

fn beside(page: &mut Page, decision: &Decision) {
    for note in &decision.notes {
        page.section_with("note", &note.text, note.provision.as_deref().unwrap_or_default());
    }
    if decision.enforced != decision.outcome {
        page.section("enforced", &format!("{}, by what is enforced on the day", outcome(decision.enforced)));
    }
    if decision.due != decision.outcome {
        page.section("due", &format!("{}, by what is to be complied with already", outcome(decision.due)));
    }
    for presumption in &decision.rests_on {
        let words = format!("{} is presumed, on the force of {}", presumption.fact, a_force(presumption.force));
        page.section_with("rests on", &words, &presumption.rule);
    }
    for conflict in &decision.conflicts {
        let other = conflict.other_regime.as_deref().unwrap_or(NO_REGIME);
        let words = format!(
            "{} of {} would bar {} of {other}; one regime cannot undo another, so both stand",
            conflict.rule, conflict.regime, conflict.other
        );
        page.section("conflict", &words);
    }
}

fn open_questions(page: &mut Page, decision: &Decision) {
    for missing in decision.missing.chunk_by(|one, next| one.only_in == next.only_in) {
        missing_of_one(page, missing);
    }
    for judgment in &decision.judgments {
        let by = judgment.by.as_deref().unwrap_or("nobody named");
        page.section_with("judgment", &format!("{by} judges: {}", judgment.question), &judgment.rule);
    }
    for fault in &decision.faults {
        let words = format!("{}: {} ({})", fault.text, fault.law, fault.code);
        page.section_with("fault", &words, &fault.place);
    }
}

/// The facts that are missing for one outcome: that over all, or that of a regime.
fn missing_of_one(page: &mut Page, missing: &[Missing]) {
    let whose = match missing.first().and_then(|it| it.only_in.as_deref()) {
        None => String::new(),
        Some(NO_REGIME) => "for the rules of no regime: ".to_owned(),
        Some(regime) => format!("for {regime}: "),
    };
    // What only counts together with other facts is named in one breath where it is much.
    let alone = |it: &&Missing| it.settles > 0 || !it.settled_by.is_empty() || it.known.is_some();
    let (told, others): (Vec<&Missing>, Vec<&Missing>) = missing.iter().partition(alone);
    let together = if others.len() > MOST_ALONE { others.as_slice() } else { &[] };
    let one_by_one = if together.is_empty() { others.as_slice() } else { &[] };
    for missing in told.iter().chain(one_by_one) {
        page.section_with("missing", &missing.path, &format!("{whose}{}", settles(missing)));
    }
    if !together.is_empty() {
        let paths: Vec<String> = together.iter().map(|it| it.path.clone()).collect();
        page.section_with("missing", &listed(&paths, "and"), &format!("{whose}none of these settles it alone"));
    }
}

/// What is known of a fact, and what would settle the matter.
fn settles(missing: &Missing) -> String {
    let settled = match (missing.settles, missing.tried) {
        _ if !missing.settled_by.is_empty() => format!("settled if {}", listed(&missing.settled_by, "or")),
        (0, 0) if missing.exhaustive => "settled by any answer".to_owned(),
        (_, 0) => format!("needed for {}", listed(&missing.rules, "and")),
        (0, _) => "does not settle it alone".to_owned(),
        (settles, tried) if settles == tried && missing.exhaustive => "settled by any answer".to_owned(),
        (settles, tried) if settles == tried => "settled by every value tried".to_owned(),
        _ => "settled by some answers, and left open by others".to_owned(),
    };
    match &missing.known {
        Some(known) => format!("known in part: {known}; {settled}"),
        None => settled,
    }
}

fn nearest(page: &mut Page, decision: &Decision) {
    for near in &decision.nearest {
        let same = near.outcome == decision.outcome;
        let words = match (same, &near.note) {
            (true, _) => format!("{}: still {}", near.change, outcome(near.outcome)),
            (false, Some(note)) => format!("{}: {} ({note})", near.change, outcome(near.outcome)),
            (false, None) => format!("{}: {}", near.change, outcome(near.outcome)),
        };
        page.section("nearest", &words);
    }
}

fn made_from(decision: &Decision) -> String {
    let made = &decision.made_from;
    let hash = made.law.get(..12).unwrap_or(&made.law);
    format!("law {hash}, day {}, Lexport {}", made.day, made.lexport)
}

/// `150,000 USD` of `150000 USD`.
fn grouped(amount: &str) -> String {
    let (number, unit) = amount.split_once(' ').unwrap_or((amount, ""));
    let number = Number::parse_exact(number).map_or_else(|_| number.to_owned(), Number::display_grouped);
    if unit.is_empty() { number } else { format!("{number} {unit}") }
}
