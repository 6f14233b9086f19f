//! What follows from something broken that the tree does not show: a date that is none, a line that could not be read.
//!
//! Broken expressions are nodes of their own and silent from there on. The days on which provisions are law have no such
//! node: where a date, an instrument or an amendment is broken, what is said about the lives of those it touches is
//! passed over here, and so is what only a line that is missing would have said. What touches what is told by words: a
//! finding less is told in the next run, a false one misleads.

use super::quiet::is_missing;
use crate::diagnostic::{Bag, Finding, Severity};
use crate::source::{SourceMap, Span};
use crate::syntax::RULE_LINES;
use crate::syntax::ast::{self, Declaration};
use std::collections::HashSet;

/// Faults of dates and instruments: what is found when names and types are looked at may follow from these.
const FIRST: [&str; 4] = ["LX0204", "LX0205", "LX0206", "LX0208"];

/// The codes that say that something is not there, which a line that could not be read may have brought.
const LINES: [&str; 8] = ["LX0206", "LX0211", "LX0232", "LX0305", "LX0317", "LX0318", "LX0402", "LX0411"];

/// The codes that say that something has no part of that name: it does if a line that could not be read has the word.
const PARTS: [&str; 2] = ["LX0304", "LX0306"];

/// The code of an exception that does not say to what.
const EXCEPTION: &str = "LX0402";

/// The code of what is wrong with a table.
const TABLE: &str = "LX0318";

/// The words of lines that say to what a rule is an exception.
const TARGETS: [&str; 2] = ["to", "notwithstanding"];

/// The code of a name that is declared twice.
const TWICE: &str = "LX0203";

/// The code of a provision that lacks a line.
const NOT_WHOLE: &str = "LX0321";

/// The codes that depend on the days on which provisions are law, and on the force of instruments.
const DAYS: [&str; 19] = [
    "LX0210", "LX0213", "LX0231", "LX0233", "LX0234", "LX0237", "LX0238", "LX0239", "LX0240", "LX0241", "LX0401",
    "LX0403", "LX0404", "LX0405", "LX0407", "LX0408", "LX0412", "LX0413", "LX0414",
];

/// What is certain even where a file is missing, and with it instruments and amendments that nobody knows of.
const CERTAIN: [&str; 4] = ["LX0401", "LX0402", "LX0406", "LX0411"];

/// The words that begin declarations with lives, or that change lives.
const WITH_DAYS: [&str; 8] = ["group", "value", "define", "entry", "rule", "exception", "instrument", "amendment"];

/// Takes out of a bag what may follow from what else is in it, once names and types are known.
pub(super) fn after_check(bag: &mut Bag, sources: &SourceMap, files: &[ast::File]) {
    let doubt = Doubt::of(bag, sources, files, |code| code.starts_with("LX01") || FIRST.contains(&code));
    // The line that names the actor may be the broken one.
    let fact = doubt.broken.iter().any(|place| sources.text(*place).starts_with("fact "));
    bag.retain(|finding| !(doubt.covers(finding) || fact && finding.code() == "LX0333"));
}

/// Takes out of what was `found` about what provisions make of each other what may follow from the errors in a bag.
pub(super) fn after_plan(found: &mut Bag, bag: &Bag, sources: &SourceMap, files: &[ast::File]) {
    let missing = is_missing(bag, sources, files);
    let doubt = Doubt::of(bag, sources, files, |code| code.starts_with("LX01") || code.starts_with("LX02"));
    found.retain(|finding| {
        let certain = !missing || CERTAIN.contains(&finding.code().as_str());
        certain && !doubt.covers(finding)
    });
}

/// Parts of a law that something broken leaves open.
struct Doubt<'s> {
    sources: &'s SourceMap,
    /// What is wrong.
    faults: Vec<Span>,
    /// Declarations parts of which could not be read.
    broken: Vec<Span>,
    /// Declarations of a name that another one has already, and the name.
    second: Vec<(Span, Span)>,
    /// Declarations of which it is not certain when they are law.
    places: Vec<Span>,
    /// Their names.
    names: HashSet<&'s str>,
    /// Words of amendments that are among them: each may be the name of something that they change.
    changed: HashSet<&'s str>,
}

impl<'s> Doubt<'s> {
    /// What the errors in a bag with certain codes leave open.
    fn of(bag: &Bag, sources: &'s SourceMap, files: &[ast::File], counts: impl Fn(&str) -> bool) -> Self {
        let errors = bag.iter().filter(|it| it.severity() == Severity::Error && counts(&it.code()));
        let mut faults: Vec<Span> = errors.filter_map(Finding::place).collect();
        faults.sort_unstable();
        let mut doubt = Self {
            sources,
            faults: faults.clone(),
            broken: Vec::new(),
            second: Vec::new(),
            places: Vec::new(),
            names: HashSet::new(),
            changed: HashSet::new(),
        };
        let twice = bag.iter().filter(|it| it.code() == TWICE).filter_map(Finding::place);
        for name in twice {
            let all = files.iter().flat_map(|file| &file.declarations).map(Declaration::span);
            doubt.second.extend(all.filter(|place| place.contains(name.start)).map(|place| (place, name)));
        }
        let mut certain = Vec::new();
        let declared: HashSet<&str> =
            files.iter().flat_map(|file| &file.declarations).filter_map(|it| named(sources.text(it.span()))).collect();
        for declaration in files.iter().flat_map(|file| &file.declarations) {
            let place = declaration.span();
            if matches!(declaration, Declaration::Broken(_)) {
                doubt.broken.push(place);
                doubt.add(place, &declared);
            } else if !within(&faults, place).is_empty() {
                doubt.add(place, &declared);
            } else {
                certain.push(place);
            }
        }
        // What a doubtful instrument makes is doubtful, and so is what a doubtful amendment changes.
        let mut before = usize::MAX;
        while before != certain.len() && !doubt.places.is_empty() {
            before = certain.len();
            certain.retain(|place| {
                let mut lines = sources.text(*place).lines().map(str::trim_start);
                let made = lines.any(|line| is_under(line) && words(line).any(|word| doubt.is_open(word)));
                if made {
                    doubt.add(*place, &declared);
                }
                !made
            });
        }
        doubt.broken.sort_unstable();
        doubt.places.sort_unstable();
        doubt
    }

    fn add(&mut self, place: Span, declared: &HashSet<&'s str>) {
        self.places.push(place);
        let text = self.sources.text(place);
        self.names.extend(named(text));
        if text.starts_with("amendment ") {
            let changes = text.lines().skip(1).filter(|line| !is_under(line.trim_start()));
            self.changed.extend(changes.flat_map(words).filter(|word| declared.contains(word)));
        }
    }

    /// Whether a finding may follow.
    fn covers(&self, finding: &Finding) -> bool {
        let code = finding.code();
        let code = code.as_str();
        match code {
            _ if PARTS.contains(&code) => self.may_have_part(finding),
            NOT_WHOLE => self.may_be_whole(finding),
            EXCEPTION if self.own(finding).is_some_and(|owner| !self.could_have_a_target(owner)) => false,
            TABLE if self.own(finding).is_some_and(|owner| self.only_rows(owner)) => false,
            _ if LINES.contains(&code) => self.touches(finding, &self.broken, |word| self.changed.contains(word)),
            _ if DAYS.contains(&code) => self.touches(finding, &self.places, |word| self.is_open(word)),
            _ => false,
        }
    }

    /// Whether a finding lies in one of some declarations, or speaks of something.
    fn touches(&self, finding: &Finding, places: &[Span], of: impl Fn(&str) -> bool) -> bool {
        let labels = finding.labels();
        if labels.iter().any(|(label, _)| holder(places, *label).is_some()) {
            return true;
        }
        let message = finding.message();
        let texts = labels.iter().map(|(label, _)| self.sources.text(*label)).chain([message.as_str()]);
        texts.flat_map(words).any(of)
    }

    /// The broken declaration that a finding lies in.
    fn own(&self, finding: &Finding) -> Option<Span> {
        holder(&self.broken, finding.place()?)
    }

    /// Whether something that has no part of a name would have one, if all of it could be read.
    fn may_have_part(&self, finding: &Finding) -> bool {
        let labels = finding.labels();
        let Some(((part, _), declared)) = labels.split_first() else { return false };
        let part = self.sources.text(*part);
        let owners = declared.iter().filter_map(|(label, _)| holder(&self.broken, *label));
        // A second declaration counts for nothing, and what it has is asked of the first.
        let message = finding.message();
        let named = |name: &Span| words(&message).any(|word| word == self.sources.text(*name));
        let second = self.second.iter().filter(|(_, name)| named(name)).map(|(place, _)| *place);
        owners.chain(second).any(|owner| words(self.sources.text(owner)).any(|word| word == part))
    }

    /// Whether a provision that lacks something would not, if all of it could be read.
    fn may_be_whole(&self, finding: &Finding) -> bool {
        let Some(at) = finding.place() else { return false };
        if let Some(owner) = self.own(finding) {
            let text = self.sources.text(owner);
            let header = text.lines().next().map_or(0, str::len);
            let in_header = usize::try_from(at.start.saturating_sub(owner.start)).is_ok_and(|it| it < header);
            if in_header || text.starts_with("amendment ") {
                return true;
            }
        }
        let message = finding.message();
        let Some(name) = message.split('`').nth(1) else { return false };
        let mut owners = self.broken.iter().map(|place| self.sources.text(*place)).filter(|it| named(it) == Some(name));
        // `rs_license (b)(2)` has no limb that no line of it could have.
        let limb = self.sources.text(at).rsplit_once('(').map(|(_, label)| format!("({label}"));
        owners.any(|text| limb.as_ref().is_none_or(|label| text.contains(label)))
    }

    /// The lines of a declaration that could not be read, as far as they stand right under its header.
    fn faulty_lines(&self, owner: Span) -> impl Iterator<Item = &'s str> {
        let text = self.sources.text(owner);
        let body = text.lines().skip(1).find(|line| !line.trim().is_empty()).map_or(0, indentation);
        within(&self.faults, owner).iter().filter_map(move |fault| {
            let at = usize::try_from(fault.start.checked_sub(owner.start)?).ok()?;
            let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
            let line = text.get(start..)?.lines().next()?;
            (indentation(line) <= body).then_some(line)
        })
    }

    /// Whether a line that could not be read may have said to what a rule is an exception: it begins with no word of another
    /// line of rules.
    fn could_have_a_target(&self, owner: Span) -> bool {
        self.faulty_lines(owner).any(|line| {
            let first = line.split_whitespace().next().unwrap_or("");
            let of_a_rule = RULE_LINES.iter().any(|words| words.split(' ').next() == Some(first));
            TARGETS.contains(&first) || !of_a_rule
        })
    }

    /// Whether nothing but rows of a table could not be read.
    fn only_rows(&self, owner: Span) -> bool {
        let table = self.sources.text(owner).starts_with("table ");
        table && self.faulty_lines(owner).all(|line| line.trim_start().starts_with('|'))
    }

    /// Whether a word is the name of something doubtful, or a code above or below it.
    fn is_open(&self, word: &str) -> bool {
        let under = |code: &str, above: &str| code.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'));
        let is_code = word.starts_with(|first: char| first.is_ascii_digit());
        let known = |names: &HashSet<&str>| {
            names.contains(word) || is_code && names.iter().any(|name| under(name, word) || under(word, name))
        };
        known(&self.names) || known(&self.changed)
    }
}

/// The places, in order, that begin in another.
fn within(places: &[Span], owner: Span) -> &[Span] {
    let after = |at: u32| places.partition_point(|place| place.start < at);
    places.get(after(owner.start)..after(owner.end)).unwrap_or(&[])
}

/// The declaration, among some in order, that a place begins in.
fn holder(places: &[Span], at: Span) -> Option<Span> {
    let before = places.partition_point(|place| place.start <= at.start).checked_sub(1)?;
    places.get(before).copied().filter(|place| place.contains(at.start))
}

/// The name of a declaration that has a life, or changes lives.
fn named(text: &str) -> Option<&str> {
    let mut first = text.split_whitespace();
    first.next().filter(|word| WITH_DAYS.contains(word))?;
    first.next().map(|name| name.trim_end_matches([':', '=']))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line says by which instrument something is made.
fn is_under(line: &str) -> bool {
    line.starts_with("under ")
}

/// The names and codes in a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let ends = |letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '.'));
    let whole = text.split(ends).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty());
    // `item.under` is two names, `3A090.a` one code.
    whole.flat_map(|word| {
        let code = word.starts_with(|first: char| first.is_ascii_digit());
        word.split(move |letter: char| letter == '.' && !code)
    })
}
