//! One pass over the JSON, straight into the slots.

mod number;
mod part;
mod record;
mod value;

use super::Case;
use super::fault::{Ask, Fault, MOST_MISMATCHES, Mismatch, Mismatches};
use super::words::Words;
use crate::plan::Layout;
use crate::plan::layout::Kind;
use crate::plan::slot::Slot;
use crate::resolve::EnumId;
use crate::source::{Arena, Id, Source};
use record::Roots;
use serde::de::DeserializeSeed as _;
use serde_json::Deserializer;
use value::{To, Value};

pub(super) use number::unquoted;
pub(super) use part::{PARTS, ranges, sets};

/// Reads cases of one layout.
#[derive(Debug)]
pub struct Reader<'l> {
    pub(super) layout: &'l Layout,
    pub(super) facts: Words<'l>,
    /// Names of fields, by record.
    fields: Arena<Words<'l>, crate::resolve::tag::Record>,
    /// Names and codes of alternatives, by enum.
    alternatives: Arena<Words<'l>, crate::resolve::tag::Enum>,
    /// A name in the outermost object that is no fact and no mistake.
    passed: Option<String>,
}

impl<'l> Reader<'l> {
    /// Makes the tables that names are looked up in.
    pub fn new(layout: &'l Layout) -> Self {
        let fields = layout.records.iter().map(|it| Words::new(it.fields.iter().map(|it| it.name.as_str()).zip(0..)));
        let alternatives = layout.enums.iter().map(|list| {
            let names = list.alternatives.iter().zip(0..).map(|((name, ..), n)| (name.as_str(), n));
            let codes = list.alternatives.iter().zip(0..);
            Words::new(names.chain(codes.filter_map(|((.., code), n)| Some((code.as_deref()?, n)))))
        });
        Self {
            layout,
            facts: Words::new(layout.facts.iter().map(|fact| fact.name.as_str()).zip(0..)),
            fields: fields.collect(),
            alternatives: alternatives.collect(),
            passed: None,
        }
    }

    /// From here on an entry of this name in the outermost object is passed over, unless it is a fact of the law: by it
    /// programs may know their cases.
    #[must_use]
    pub fn passing_over(mut self, name: &str) -> Self {
        self.passed = Some(name.to_owned());
        self
    }

    /// Reads a text of JSON into a case, which first forgets what it held. What fits is read even if something else
    /// does not.
    ///
    /// # Errors
    /// If anything does not fit: everything that does not.
    pub fn read(&self, json: &str, case: &mut Case) -> Result<(), Mismatches<'l>> {
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        let object = json.trim_start().starts_with('{');
        let only = self.only_record().filter(|name| object && first_key(json) != Some(name));
        if let Some(name) = only {
            match self.run(json, case, Some(name)) {
                // An entry further on has the name of the fact, so the object was not the record after all.
                Outcome::NamesTheFact => {}
                Outcome::Read(all) if all.is_empty() => return Ok(()),
                Outcome::Read(all) => return Err(Mismatches { all, root: Some(name) }),
            }
        }
        match self.run(json, case, None) {
            Outcome::Read(all) if !all.is_empty() => Err(Mismatches { all, root: None }),
            _ => Ok(()),
        }
    }

    /// The same for a source, with messages. Says whether everything fits.
    pub fn read_source(&self, source: &Source, case: &mut Case, bag: &mut crate::diagnostic::Bag) -> bool {
        match self.read(&source.text, case) {
            Ok(()) => true,
            Err(mismatches) => {
                mismatches.report(self, source, bag);
                false
            }
        }
    }

    /// The fact that a text may be without naming it: the only one of the law, if it is a record.
    fn only_record(&self) -> Option<&'l str> {
        let [fact] = self.layout.facts.as_slice() else { return None };
        matches!(fact.kind, Kind::Inline(_) | Kind::Reference(_)).then_some(&fact.name)
    }

    fn run(&self, json: &str, case: &mut Case, only: Option<&'l str>) -> Outcome<'l> {
        case.reset(self.layout);
        let trail = std::mem::take(&mut case.trail);
        let mut run = Run { reader: self, case, trail, mismatches: Vec::new(), stop: None, full: false, only };
        let mut from = Deserializer::from_str(json);
        let read = match only {
            Some(_) => run.only_fact(&mut from),
            None => Roots { run: &mut run }.deserialize(&mut from),
        };
        let read = read.and_then(|()| from.end());
        if let Err(error) = read {
            run.stopped(&error);
        }
        let Run { case, trail, mismatches, stop, .. } = run;
        case.trail = trail;
        if matches!(stop, Some(Stop::NamesTheFact)) { Outcome::NamesTheFact } else { Outcome::Read(mismatches) }
    }
}

enum Outcome<'l> {
    Read(Vec<Mismatch<'l>>),
    NamesTheFact,
}

/// Why reading ended before the text did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// An entry has the name of the fact that the whole text was taken as.
    NamesTheFact,
    /// There is too much of something; that has been noted.
    GaveUp,
}

/// One reading.
struct Run<'r, 'l> {
    reader: &'r Reader<'l>,
    case: &'r mut Case,
    /// Which entry of which object is being read.
    trail: Vec<u32>,
    mismatches: Vec<Mismatch<'l>>,
    stop: Option<Stop>,
    /// Whether there is too much of something, so that reading stops at the next entry.
    full: bool,
    /// The fact that the whole text is taken as.
    only: Option<&'l str>,
}

impl<'l> Run<'_, 'l> {
    /// Notes that a value does not fit. Nothing is known of it then.
    #[cold]
    fn misfit(&mut self, ask: Ask<'l>, fault: Fault, to: To) {
        self.noted(Some(ask), fault);
        self.give(to, Slot::Unknown);
    }

    /// Notes something else.
    #[cold]
    fn note(&mut self, fault: Fault) {
        self.noted(None, fault);
    }

    fn noted(&mut self, ask: Option<Ask<'l>>, fault: Fault) {
        self.mismatches.push(Mismatch { trail: self.trail.clone(), ask, fault });
        if self.mismatches.len() == MOST_MISMATCHES {
            self.full = true;
        }
    }

    /// Goes on to an entry of the object or list being read, unless there is too much already.
    #[inline]
    fn goto<E: serde::de::Error>(&mut self, entry: u32) -> Result<(), E> {
        if let Some(last) = self.trail.last_mut() {
            *last = entry;
        }
        if self.full { Err(self.give_up()) } else { Ok(()) }
    }

    #[cold]
    fn give_up<E: serde::de::Error>(&mut self) -> E {
        let (what, help) = if self.mismatches.len() < MOST_MISMATCHES {
            ("too many facts", "split the facts into several cases")
        } else {
            ("too many mistakes", "mend these first; there may be more after them")
        };
        self.note(Fault::GaveUp(what, help));
        self.stop = Some(Stop::GaveUp);
        E::custom(what)
    }

    #[cold]
    fn stopped(&mut self, error: &serde_json::Error) {
        if self.stop.is_some() {
            return;
        }
        let said = error.to_string();
        self.trail.clear();
        self.note(Fault::Syntax(error.line(), error.column(), said));
    }

    fn alternative(&self, list: EnumId, word: &str) -> Option<u32> {
        self.reader.alternatives.get(list)?.find(word)
    }

    /// The whole text as the only fact.
    fn only_fact(&mut self, from: &mut Deserializer<serde_json::de::StrRead<'_>>) -> Result<(), serde_json::Error> {
        let Some(fact) = self.reader.layout.facts.get(Id::at(0)) else { return Ok(()) };
        let ask = Ask::of(&fact.kind);
        Value { run: self, ask, to: To::Slot(fact.at) }.deserialize(from)
    }
}

/// The first key of an object, as it is written. Decides nearly always whether the text names its only fact.
fn first_key(json: &str) -> Option<&str> {
    let inside = json.trim_start().strip_prefix('{')?.trim_start().strip_prefix('"')?;
    inside.split_once('"').map(|(key, _)| key)
}
