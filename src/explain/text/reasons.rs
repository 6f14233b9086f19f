//! A provision and its reasons in lines.

use super::page::{BOLD, DIM, Page, TIGHT};
use super::{Detail, Look, outcome};
use crate::explain::decision::{Margin, Provision, Reason, Status};
use crate::explain::saving::Saving;
use crate::explain::words::listed;
use crate::value::Number;

/// In short, a limb takes no more lines than this.
const MOST_LINES: usize = 4;
/// Of an exception that is not open, what it would need is enough: the first limb that fails.
const MOST_OF_AN_EXCEPTION: usize = 1;

/// The reasons that were given before: of what is said in full once, the rest of the page says no more than that.
#[derive(Debug, Default)]
pub(super) struct Told<'d>(Vec<&'d [Reason]>);

/// A provision under a word in the margin, its reasons below; whether there is more to tell. Among others, in short, of what
/// is not open it is enough to say why.
pub(super) fn provision<'d>(
    page: &mut Page,
    told: &mut Told<'d>,
    word: &str,
    provision: &'d Provision,
    detail: Detail,
    among_others: bool,
) -> bool {
    let mut cites = provision.cites.clone();
    if let Some(citation) = provision.instrument.as_ref().and_then(|it| it.citation.clone()) {
        cites.push(citation);
    }
    let mut amended: Vec<String> = Vec::new();
    for cite in provision.amended.iter().flat_map(|it| &it.cites) {
        if !amended.contains(cite) {
            amended.push(cite.clone());
        }
    }
    if !amended.is_empty() {
        cites.push(format!("as amended by {}", listed(&amended, "and")));
    }
    let title = provision.title.as_ref().map_or_else(String::new, |title| format!("  {title}"));
    // Which license it is stands with the effects where these are told.
    let named: Vec<String> = provision.does.licenses.iter().flatten().cloned().collect();
    let license = match named.as_slice() {
        [] => String::new(),
        _ if detail == Detail::Why => String::new(),
        which => format!("license {}", listed(which, "and")),
    };
    page.section_with(word, &format!("{BOLD}{}{BOLD:#}{title}", provision.name), &license);
    let closed = provision.kind == "exception" && provision.status == Status::DoesNotApply;
    let closed = closed && among_others && detail == Detail::Short;
    if !cites.is_empty() && !closed {
        page.inner(1, "", &format!("{DIM}{}{DIM:#}", cites.join(", ")), "");
    }
    if detail == Detail::Why {
        let instrument = provision.instrument.as_ref().map(|it| match &it.effective {
            Some(day) => format!("; {} of {day}", it.name),
            None => format!("; {}", it.name),
        });
        let effects = provision.effects.join(", ");
        let origin = format!("{effects}; {}{}", provision.place, instrument.unwrap_or_default());
        page.inner(1, "", &format!("{DIM}{origin}{DIM:#}"), "");
    }
    for by in &provision.by {
        let how = match by.how {
            "permits" => "permitted by",
            "bars" => "barred by",
            _ => "displaced by",
        };
        let perhaps = if by.certain { "" } else { "perhaps " };
        page.inner(1, "", &format!("{perhaps}{how} {}", by.name), "");
    }
    let budget = match detail {
        Detail::Why => usize::MAX,
        Detail::Short if closed => MOST_OF_AN_EXCEPTION,
        Detail::Short => MOST_LINES,
    };
    let mut cut = false;
    let limbs = provision.because.iter().flat_map(limbs).enumerate();
    for (number, (before, limb)) in limbs {
        if closed && number > 0 {
            cut = true;
            break;
        }
        let mut left = budget;
        Lines { page: &mut *page, told: &mut *told, detail, left: &mut left }.write(limb, &before, 1);
        cut |= left == 0;
    }
    cut
}

/// A reason that stands alone, at the left edge.
pub(super) fn lone(page: &mut Page, reason: &Reason, Look { detail, more, .. }: Look<'_>) {
    let mut left = if detail == Detail::Why { usize::MAX } else { MOST_LINES };
    let mut told = Told::default();
    for (head, limb) in limbs(reason) {
        Lines { page: &mut *page, told: &mut told, detail, left: &mut left }.write(limb, &head, 0);
    }
    if left == 0 {
        page.inner(0, "", &format!("{DIM}… more with {more}{DIM:#}"), "");
    }
}

/// A saving clause as a lawyer would put it, its reasons below.
pub(super) fn saving<'d>(page: &mut Page, told: &mut Told<'d>, saving: &'d Saving, detail: Detail) {
    let (word, would) = if saving.saves == "yes" { ("saved by", "governs") } else { ("perhaps", "would govern") };
    let by = if saving.saves == "yes" { "" } else { "saved by " };
    let until = saving.until.as_ref().map_or_else(String::new, |day| format!(", until {day}"));
    page.section(word, &format!("{by}{BOLD}{}{BOLD:#}: the law before {} {would}{until}", saving.name, saving.keeps));
    let mut cites: Vec<&str> = saving.title.iter().map(String::as_str).collect();
    cites.extend(saving.cites.iter().map(String::as_str));
    cites.extend(saving.instrument.as_ref().and_then(|it| it.citation.as_deref()));
    if !cites.is_empty() {
        page.inner(1, "", &format!("{DIM}{}{DIM:#}", cites.join(", ")), "");
    }
    if detail == Detail::Why {
        page.inner(1, "", &format!("{DIM}{}; {}{DIM:#}", saving.place, saving.amendment), "");
    }
    if let Some(either) = &saving.outcomes {
        let words = |range| outcome(range).trim_start_matches("undetermined: ").to_owned();
        page.inner(1, "", &format!("if saved: {}; if not: {}", words(either.saved), words(either.not_saved)), "");
    }
    let mut left = if detail == Detail::Why { usize::MAX } else { MOST_LINES };
    for reason in &saving.because {
        Lines { page: &mut *page, told: &mut *told, detail, left: &mut left }.write(reason, "", 1);
    }
}

/// The limbs of a condition, each with the label before it: the parts of a block stand for themselves.
fn limbs(reason: &Reason) -> Vec<(String, &Reason)> {
    let unless = if reason.law.starts_with("unless ") { "unless " } else { "" };
    if reason.found.is_empty() && !reason.parts.is_empty() {
        let head = headed(unless, reason.label.as_deref());
        reason.parts.iter().map(|part| (head.clone(), part)).collect()
    } else {
        vec![(unless.to_owned(), reason)]
    }
}

/// The lines of one limb.
struct Lines<'p, 'd> {
    page: &'p mut Page,
    told: &'p mut Told<'d>,
    detail: Detail,
    /// So many may still be written.
    left: &'p mut usize,
}

impl<'d> Lines<'_, 'd> {
    /// A reason, and its parts below it. A block says nothing by itself: its label goes before those of its parts.
    fn write(&mut self, reason: &'d Reason, before: &str, depth: usize) {
        if *self.left == 0 {
            return;
        }
        let head = headed(before, reason.label.as_deref());
        let why = self.detail == Detail::Why;
        let again = why && !reason.parts.is_empty() && self.told.0.contains(&reason.parts.as_slice());
        if reason.found.is_empty() && !reason.parts.is_empty() {
            if again && reason.label.as_deref().is_some_and(is_code) {
                self.page.inner(depth, &head, AGAIN, "");
                return;
            }
            self.told.0.push(&reason.parts);
            for part in &reason.parts {
                self.write(part, &head, depth);
            }
            return;
        }
        *self.left -= 1;
        // The limbs of a block stand below it.
        let law = reason.law.lines().next().unwrap_or_default();
        let found = if reason.found.is_empty() { law } else { &reason.found };
        self.page.inner(depth, &head, found, &aside(reason, again));
        // What was found often repeats the words of the law.
        if why && !found.contains(law.trim_matches('"')) {
            self.page.inner(depth + 1, "", &format!("{DIM}| {law}{DIM:#}"), "");
        }
        if again {
            return;
        }
        self.told.0.push(&reason.parts);
        for part in &reason.parts {
            self.write(part, "", depth + 1);
        }
    }
}

/// What is said of reasons that were given before.
const AGAIN: &str = "as above";

/// What stands to the right of a reason.
fn aside(reason: &Reason, again: bool) -> String {
    let tight = |words: &str| words.replace(' ', &TIGHT.to_string());
    if again {
        return tight(AGAIN);
    }
    if !reason.missing.is_empty() {
        return format!("{}{TIGHT}{}", tight("turns on"), reason.missing.join(", "));
    }
    reason.margin.as_ref().map(margin).map(|words| tight(&words)).unwrap_or_default()
}

/// `(b)(1)`, and codes without parentheses: `3A090.a (a.1)`.
fn headed(before: &str, label: Option<&str>) -> String {
    match label {
        None => before.to_owned(),
        Some(label) if is_code(label) => {
            let gap = if before.is_empty() { "" } else { " " };
            format!("{before}{gap}{label}")
        }
        Some(label) if before.ends_with(|letter: char| letter.is_ascii_alphanumeric()) => format!("{before} ({label})"),
        Some(label) => format!("{before}({label})"),
    }
}

/// Whether a label is the code of an entry.
fn is_code(label: &str) -> bool {
    label.starts_with(|letter: char| letter.is_ascii_digit()) && label.len() >= 5
}

/// `over by 192 TPP (4.0%)`
fn margin(margin: &Margin) -> String {
    let unit = if margin.unit.is_empty() { String::new() } else { format!(" {}", margin.unit) };
    let percent = margin.percent.as_ref().map_or_else(String::new, |percent| format!(" ({percent}%)"));
    let number = |text: &str| Number::parse_exact(text).map_or_else(|_| text.to_owned(), Number::display_grouped);
    match margin.by.strip_prefix('-') {
        Some(by) => format!("under by {}{unit}{percent}", number(by)),
        None if margin.by == "0" => "exactly on the line".to_owned(),
        None => format!("over by {}{unit}{percent}", number(&margin.by)),
    }
}
