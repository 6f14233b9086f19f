//! A legal act: who made it, of what force it is, and its dates.

use super::{Error, Life, Stretch};
use crate::diagnostic::Bag;
use crate::source::{Id, Span};
use crate::syntax::ast::{self, Force, InstrumentLine};
use crate::value::{Date, ParseDateError};

/// Which instrument.
pub type InstrumentId = Id<Instrument>;

/// A legal act.
#[derive(Debug, Clone)]
pub struct Instrument {
    /// Its name in the law file.
    pub name: ast::Name,
    /// Its title.
    pub title: Option<String>,
    /// Where it is published.
    pub citation: Option<String>,
    /// Who made it.
    pub issuer: Option<String>,
    /// The body of law it belongs to.
    pub regime: Option<ast::Name>,
    /// Its force; `regulation` if it does not say.
    pub force: Force,
    /// Whom it binds, if it is a letter.
    pub addressees: Vec<ast::Text>,
    /// From this day on its text could be read, though it was not yet published.
    pub released: Option<Date>,
    /// When its provisions are law, unless they say otherwise, or an amendment does.
    pub life: Life,
    /// The stretches in which it is suspended by its own lines.
    pub suspended: Vec<Stretch>,
    /// From which day it has effect, and on which it expires.
    pub window: Stretch,
    /// The first day on which anything of it is law: some of it may have an earlier day of its own.
    pub first: Option<Date>,
    /// The declaration.
    pub span: Span,
}

/// Parses a date, or says why it is none.
pub(super) fn date(text: &ast::DateText, bag: &mut Bag) -> Option<Date> {
    match Date::parse(&text.node) {
        Ok(date) => Some(date),
        Err(fault) => {
            let help = match fault {
                ParseDateError::NotInCalendar => "the month or the day does not exist".to_owned(),
                ParseDateError::Malformed => "a date is written year-month-day".to_owned(),
            };
            bag.push(Error::BadDate { text: text.node.clone(), help, span: text.span });
            None
        }
    }
}

/// A stretch from two dates as written; an end that is not after the beginning is reported and dropped.
pub(super) fn stretch(from: Option<&ast::DateText>, until: Option<&ast::DateText>, bag: &mut Bag) -> Stretch {
    let first = from.and_then(|text| date(text, bag));
    let last = until.and_then(|text| date(text, bag));
    if let (Some(begin), Some(end), Some(from), Some(until)) = (first, last, from, until)
        && end <= begin
    {
        bag.push(Error::EndsBeforeItBegins {
            from: begin.to_string(),
            until: end.to_string(),
            span: until.span,
            begins: from.span,
        });
        return Stretch { from: first, until: None };
    }
    Stretch { from: first, until: last }
}

/// A line that may stand once: remembers the first, reports the second.
struct Once<'a, T> {
    word: &'static str,
    found: Option<(&'a T, Span)>,
}

impl<'a, T> Once<'a, T> {
    fn new(word: &'static str) -> Self {
        Self { word, found: None }
    }

    fn set(&mut self, value: &'a T, span: Span, bag: &mut Bag) {
        match self.found {
            Some((_, first)) => bag.push(Error::LineTwice { line: self.word, again: span, first }),
            None => self.found = Some((value, span)),
        }
    }

    fn get(&self) -> Option<&'a T> {
        self.found.map(|(value, _)| value)
    }
}

/// Ends suspensions on the days of reinstatement.
fn reinstate(suspensions: &mut [(Stretch, Span)], reinstated: Vec<(Date, Span)>, name: &str, bag: &mut Bag) {
    for (day, span) in reinstated {
        let open =
            suspensions.iter_mut().find(|(hole, _)| hole.until.is_none() && hole.from.is_some_and(|from| from < day));
        match open {
            Some((hole, _)) => hole.until = Some(day),
            // A suspension with an end of its own may be confirmed by the same date, or cut short.
            None => match suspensions.iter_mut().find(|(hole, _)| hole.contains(day) || hole.until == Some(day)) {
                Some((hole, _)) => hole.until = Some(day),
                None => bag.push(Error::Misplaced {
                    line: "reinstated",
                    place: format!("instrument `{name}`: it is not suspended then"),
                    help: "name a day in a suspension, or remove the line".to_owned(),
                    span,
                }),
            },
        }
    }
}

/// Reports a day of release after that of publication.
fn released_in_time(released: Option<(Date, Span)>, published: Option<Date>, name: &str, bag: &mut Bag) {
    if let (Some((early, span)), Some(late)) = (released, published)
        && late < early
    {
        bag.push(Error::Misplaced {
            line: "released",
            place: format!("instrument `{name}`, which was published before that day"),
            help:
                "a text is released for inspection before it is published: mend one of the two days, or remove the line"
                    .to_owned(),
            span,
        });
    }
}

impl Instrument {
    /// From which day it has effect.
    pub fn effective(&self) -> Option<Date> {
        self.window.from
    }

    /// From which day on others can know of it: the day on which it was released, or else published; nothing if it was always
    /// known.
    pub fn known(&self) -> Option<Date> {
        self.released.or(self.life.published)
    }

    /// Reads the lines of a declared instrument.
    pub(super) fn read(written: &ast::Instrument, bag: &mut Bag) -> Self {
        let mut citation = Once::new("citation");
        let mut issuer = Once::new("issuer");
        let mut regime = Once::new("regime");
        let mut force = Once::new("force");
        let mut addressees = Once::new("addressees");
        let mut released = Once::new("released");
        let mut published = Once::new("published");
        let mut effective = Once::new("effective");
        let mut compliance = Once::new("compliance");
        let mut expires = Once::new("expires");
        let mut suspensions = Vec::new();
        let mut reinstated = Vec::new();
        let mut unenforced = Vec::new();
        for (span, line) in &written.lines {
            let span = *span;
            match line {
                InstrumentLine::Citation(text) => citation.set(text, span, bag),
                InstrumentLine::Issuer(text) => issuer.set(text, span, bag),
                InstrumentLine::Regime(name) => regime.set(name, span, bag),
                InstrumentLine::Force(word) => force.set(word, span, bag),
                InstrumentLine::Addressees(names) => addressees.set(names, span, bag),
                InstrumentLine::Released(text) => released.set(text, span, bag),
                InstrumentLine::Published(text) => published.set(text, span, bag),
                InstrumentLine::Effective(text) => effective.set(text, span, bag),
                InstrumentLine::Compliance(text) => compliance.set(text, span, bag),
                InstrumentLine::Expires(text) => expires.set(text, span, bag),
                InstrumentLine::Suspended { from, until } => {
                    suspensions.push((stretch(Some(from), until.as_ref(), bag), from.span));
                }
                InstrumentLine::Reinstated(text) => reinstated.extend(date(text, bag).map(|day| (day, span))),
                InstrumentLine::Unenforced { from, until } => {
                    unenforced.push(stretch(Some(from), until.as_ref(), bag));
                }
                InstrumentLine::Quote(_) => {}
            }
        }
        let force_of = force.get().map_or(Force::Regulation, |word| word.node);
        if let Some((_, span)) = addressees.found
            && force_of != Force::Letter
        {
            bag.push(Error::Misplaced {
                line: "addressees",
                place: format!("instrument `{}`, which is no letter", written.name.node),
                help: "only a letter binds those it is addressed to; say `force letter`, or remove the line".to_owned(),
                span,
            });
        }
        if effective.get().is_none() && binds(force_of) {
            bag.push(Error::MissingLine {
                name: written.name.node.clone(),
                what: "from when on it has effect",
                line: "effective 2023-11-17",
                span: written.name.span,
            });
        }
        if force_of == Force::Letter && addressees.get().is_none_or(Vec::is_empty) {
            bag.push(Error::MissingLine {
                name: written.name.node.clone(),
                what: "to whom it is addressed, and a letter binds nobody else",
                line: "addressees \"NAME\"",
                span: written.name.span,
            });
        }
        reinstate(&mut suspensions, reinstated, &written.name.node, bag);
        let window = match (effective.get(), expires.get()) {
            (None, None) => Stretch::ALWAYS,
            (from, until) => stretch(from, until, bag),
        };
        let life = Life {
            in_force: vec![window],
            published: published.get().and_then(|text| date(text, bag)),
            compliance: compliance.get().and_then(|text| date(text, bag)),
            unenforced,
        };
        let released = released.found.and_then(|(text, span)| Some((date(text, bag)?, span)));
        released_in_time(released, life.published, &written.name.node, bag);
        let suspended: Vec<Stretch> = suspensions.into_iter().map(|(hole, _)| hole).collect();
        Self {
            name: written.name.clone(),
            title: written.title.as_ref().map(|text| text.node.clone()),
            citation: citation.get().map(|text| text.node.clone()),
            issuer: issuer.get().map(|text| text.node.clone()),
            regime: regime.get().cloned(),
            force: force_of,
            addressees: addressees.get().cloned().unwrap_or_default(),
            released: released.map(|(day, _)| day),
            life: life.outside(&suspended),
            suspended,
            window,
            first: window.from,
            span: written.span,
        }
    }
}

/// Whether provisions of this force bind anyone.
pub fn binds(force: Force) -> bool {
    !matches!(force, Force::Guidance | Force::Deal | Force::Bill | Force::Proposal)
}

/// Whether provisions of this force are looked at only when somebody supposes them.
pub fn sleeps(force: Force) -> bool {
    matches!(force, Force::Bill | Force::Proposal)
}
