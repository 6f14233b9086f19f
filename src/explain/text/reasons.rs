//! A provision and its reasons in lines.

use super::Detail;
use super::page::{BOLD, DIM, Page, TIGHT};
use crate::explain::decision::{Margin, Provision, Reason, Status};
use crate::value::Number;

/// In short, a limb takes no more lines than this.
const MOST_LINES: usize = 4;
/// Of an exception that is not open, what it would need is enough: the first limb that fails.
const MOST_OF_AN_EXCEPTION: usize = 2;

/// A provision under a word in the margin, its reasons below.
pub(super) fn provision(page: &mut Page, word: &str, provision: &Provision, detail: Detail, more: &str) {
    let mut cites = provision.cites.clone();
    if let Some(citation) = provision.instrument.as_ref().and_then(|it| it.citation.clone()) {
        cites.push(citation);
    }
    let title = provision.title.as_ref().map_or_else(String::new, |title| format!("  {title}"));
    page.section(word, &format!("{BOLD}{}{BOLD:#}{title}", provision.name));
    if !cites.is_empty() {
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
    let closed = provision.kind == "exception" && provision.status == Status::DoesNotApply;
    let budget = match detail {
        Detail::Why => usize::MAX,
        Detail::Short if closed => MOST_OF_AN_EXCEPTION,
        Detail::Short => MOST_LINES,
    };
    let mut cut = false;
    let limbs = provision.because.iter().flat_map(limbs).enumerate();
    for (number, (before, limb)) in limbs {
        if closed && detail == Detail::Short && number > 0 {
            cut = true;
            break;
        }
        let mut left = budget;
        lines(page, limb, &before, 1, detail, &mut left);
        cut |= left == 0;
    }
    if cut {
        page.inner(1, "", &format!("{DIM}… more with {more}{DIM:#}"), "");
    }
}

/// A reason that stands alone, at the left edge.
pub(super) fn lone(page: &mut Page, reason: &Reason, before: &str) {
    let mut left = usize::MAX;
    for (head, limb) in limbs(reason) {
        lines(page, limb, &format!("{before}{head}"), 0, Detail::Why, &mut left);
    }
}

/// The limbs of a condition, each with the label before it: the parts of a block stand for themselves.
fn limbs(reason: &Reason) -> Vec<(String, &Reason)> {
    if reason.found.is_empty() && !reason.parts.is_empty() {
        let head = headed("", reason.label.as_deref());
        reason.parts.iter().map(|part| (head.clone(), part)).collect()
    } else {
        vec![(String::new(), reason)]
    }
}

/// A reason, and its parts below it. A block says nothing by itself: its label goes before those of its parts.
fn lines(page: &mut Page, reason: &Reason, before: &str, depth: usize, detail: Detail, left: &mut usize) {
    if *left == 0 {
        return;
    }
    let head = headed(before, reason.label.as_deref());
    if reason.found.is_empty() && !reason.parts.is_empty() {
        for part in &reason.parts {
            lines(page, part, &head, depth, detail, left);
        }
        return;
    }
    *left -= 1;
    let mut aside = reason.margin.as_ref().map(margin).unwrap_or_default().replace(' ', &TIGHT.to_string());
    if !reason.missing.is_empty() {
        aside = format!("turns on {}", reason.missing.join(", "));
    }
    let found = if reason.found.is_empty() { &reason.law } else { &reason.found };
    page.inner(depth, &head, found, &aside);
    if detail == Detail::Why && !reason.found.is_empty() {
        page.inner(depth + 1, "", &format!("{DIM}{}{DIM:#}", reason.law), "");
    }
    for part in &reason.parts {
        lines(page, part, "", depth + 1, detail, left);
    }
}

/// `(b)(1)`, and codes without parentheses: `3A090.a (a.1)`.
fn headed(before: &str, label: Option<&str>) -> String {
    match label {
        None => before.to_owned(),
        Some(label) if label.starts_with(|letter: char| letter.is_ascii_digit()) && label.len() >= 5 => {
            let gap = if before.is_empty() { "" } else { " " };
            format!("{before}{gap}{label}")
        }
        Some(label) if before.ends_with(|letter: char| letter.is_ascii_alphanumeric()) => format!("{before} ({label})"),
        Some(label) => format!("{before}({label})"),
    }
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
