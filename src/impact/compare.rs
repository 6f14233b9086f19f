//! One case asked before and after.

use super::error::{Error, LONGEST_LINE};
use super::id::IdPath;
use super::lines::Line;
use crate::decide::{Range, Scratch};
use crate::diagnostic::Bag;
use crate::explain::{Consequences, Decision, Status};
use crate::facts::{Case, Reader};
use crate::resolve::RuleId;
use crate::session::{self, Bearing, Court, Session, World};
use crate::source::{SourceId, SourceMap, Span};
use crate::value::Date;
use std::collections::BTreeMap;

/// One way of asking the law.
#[derive(Clone, Copy)]
pub struct Side<'q> {
    /// Which law.
    pub court: &'q Court<'q>,
    /// On which day; on the case's own, if none is named.
    pub day: Option<Date>,
}

/// What is asked of every case.
#[derive(Clone, Copy)]
pub struct Question<'q> {
    /// The texts.
    pub session: &'q Session,
    /// Before.
    pub before: Side<'q>,
    /// After. Both laws are of one session, so that one case can be asked of both.
    pub after: Side<'q>,
    /// The name that messages give to the file of cases.
    pub name: &'q str,
    /// By what cases are known.
    pub id: &'q IdPath,
}

/// What became of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The outcome is what it was.
    Unchanged,
    /// It is graver than before.
    Graver,
    /// It is milder.
    Milder,
    /// It is open, and was certain before, or was open in another way.
    Undetermined,
    /// It is certain, and was open before.
    Decided,
}

impl Change {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Unchanged, Self::Graver, Self::Milder, Self::Undetermined, Self::Decided];

    /// The word for it, which is its stable name in JSON too.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Graver => "graver",
            Self::Milder => "milder",
            Self::Undetermined => "undetermined",
            Self::Decided => "decided",
        }
    }

    /// From one range of outcomes to another. Of two that are open the second is graver if neither end is milder.
    pub fn of(before: Range, after: Range) -> Self {
        let graver = after.mildest >= before.mildest && after.gravest >= before.gravest;
        let milder = after.mildest <= before.mildest && after.gravest <= before.gravest;
        match (before.certain(), after.certain()) {
            _ if before == after => Self::Unchanged,
            (Some(_), None) => Self::Undetermined,
            (None, Some(_)) => Self::Decided,
            _ if graver => Self::Graver,
            _ if milder => Self::Milder,
            _ => Self::Undetermined,
        }
    }
}

/// What the law says on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Half {
    /// The day asked about.
    pub day: Date,
    /// The outcomes still possible.
    pub outcome: Range,
    /// The saving clauses that save the case, or may.
    pub saved_by: Vec<String>,
}

/// A rule that makes a difference: it stands otherwise on one side than on the other, or does something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub rule: RuleId,
    /// How it stands before.
    pub before: Status,
    /// How it stands after.
    pub after: Status,
}

/// What became of a case, and by which rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What the law said before.
    pub before: Half,
    /// What it says after.
    pub after: Half,
    /// What that makes of it.
    pub change: Change,
    /// The rules that make the difference, in the order of the law; none where the outcome is unchanged.
    pub rules: Vec<Difference>,
    /// Where the outcome is unchanged: what else is different, by its names in decisions.
    pub otherwise: Vec<&'static str>,
}

/// What is wrong with a line, and the texts that it speaks of.
#[derive(Debug)]
pub struct Broken<'s> {
    /// What is wrong.
    pub bag: Bag,
    /// The texts of the law, and the line.
    pub sources: &'s SourceMap,
}

/// The memory in which one thread compares one case after the other.
pub struct Comparer<'q> {
    question: Question<'q>,
    reader: Reader<'q>,
    case: Case,
    /// Two laws in turn in one memory would cost more than two memories.
    memory: (Scratch, Scratch),
    /// The texts of the law, and a line that is told of. Most lines never are.
    sources: Option<SourceMap>,
}

impl<'q> Comparer<'q> {
    /// Fresh memory.
    pub fn new(question: Question<'q>) -> Self {
        let layout = &question.after.court.law().now().law.layout;
        let mut reader = Reader::new(layout);
        if let Some(name) = question.id.outermost() {
            reader = reader.passing_over(name);
        }
        let case = Case::new(layout);
        Self { question, reader, case, memory: (Scratch::new(), Scratch::new()), sources: None }
    }

    /// Reads a line and asks both laws about it.
    ///
    /// # Errors
    /// What is wrong with the line.
    pub fn compare(&mut self, line: Line<'_>) -> Result<Compared, Broken<'_>> {
        let days = match self.read(line) {
            Ok(days) => days,
            Err(bag) => return Err(Broken { bag, sources: self.sources.get_or_insert_default() }),
        };
        let Question { before, after, .. } = self.question;
        let (one, follows) = half(before.court, &self.case, days.0, &mut self.memory.0);
        let (other, then_follows) = half(after.court, &self.case, days.1, &mut self.memory.1);
        let change = Change::of(one.outcome, other.outcome);
        let (rules, otherwise) = match change {
            Change::Unchanged => (Vec::new(), self.otherwise((follows, then_follows), days)),
            _ => (self.differences(days), Vec::new()),
        };
        Ok(Compared { before: one, after: other, change, rules, otherwise })
    }

    /// What else than the outcome is different. What may be told too roughly is told by decisions.
    fn otherwise(&mut self, (one, other): (Consequences, Consequences), days: (Date, Date)) -> Vec<&'static str> {
        let found = one.differs_in(&other);
        if found.is_empty() || !(one.is_rough() || other.is_rough()) {
            return found;
        }
        let Question { before, after, .. } = self.question;
        let one = before.court.decide(&self.case, days.0, &mut self.memory.0);
        let other = after.court.decide(&self.case, days.1, &mut self.memory.1);
        match (one, other) {
            (Some(one), Some(other)) => Consequences::from(&one).differs_in(&Consequences::from(&other)),
            _ => found,
        }
    }

    /// The decisions on the case that was compared last, each without what the other says as well. Nothing if a law from before,
    /// which saves the case, is at fault.
    pub fn why(&mut self, compared: &Compared) -> Option<(Decision, Decision)> {
        let Question { before, after, .. } = self.question;
        let one = before.court.decide(&self.case, compared.before.day, &mut self.memory.0)?;
        let other = after.court.decide(&self.case, compared.after.day, &mut self.memory.1)?;
        Some((one.apart_from(&other), other.apart_from(&one)))
    }

    /// Reads the case, and says on which days it is asked about.
    fn read(&mut self, line: Line<'_>) -> Result<(Date, Date), Bag> {
        let Some(bytes) = line.bytes else {
            let help = "split the line: each line is one case; what is not needed to decide it can be left out";
            const { assert!(LONGEST_LINE == 4 << 20) };
            return Err(self.unread(line.number, "is longer than 4 MiB", help));
        };
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Err(self.unread(line.number, "is not UTF-8 text", "save the file as UTF-8"));
        };
        if let Err(mismatches) = self.reader.read(text, &mut self.case) {
            let mut bag = Bag::new();
            let id = self.place(line.number, text);
            if let Some(source) = self.sources.as_ref().zip(id).and_then(|(sources, id)| sources.get(id)) {
                mismatches.report(&self.reader, source, &mut bag);
            }
            return Err(bag.sorted());
        }
        let Question { before, after, .. } = self.question;
        if let (Some(one), Some(other)) = (before.day, after.day) {
            return Ok((one, other));
        }
        let (law, view) = (after.court.law().now().as_ref(), after.court.now());
        let Some(own) = session::case_day(law, view, &self.case, &mut self.memory.1) else {
            return Err(self.dateless(line.number, text));
        };
        Ok((before.day.unwrap_or(own), after.day.unwrap_or(own)))
    }

    /// Says that a case gives no day.
    fn dateless(&mut self, number: usize, text: &str) -> Bag {
        let mut bag = Bag::new();
        let id = self.place(number, text);
        let Question { session, after, .. } = self.question;
        let World { typed, .. } = after.court.law().now();
        if let Some(source) = self.sources.as_ref().zip(id).and_then(|(sources, id)| sources.get(id)) {
            let about = (session, source);
            session::day(typed, after.court.now(), &self.case, about, &mut self.memory.1, &mut bag);
        }
        bag
    }

    /// Says why a line is not even text.
    fn unread(&mut self, number: usize, what: &'static str, help: &'static str) -> Bag {
        let mut bag = Bag::new();
        let id = self.place(number, "");
        let base = self.sources.as_ref().zip(id).and_then(|(sources, id)| sources.get(id)).map_or(0, |it| it.base);
        bag.push(Error::Line { what, span: Span::new(base, base), help });
        bag
    }

    /// Puts a line among the texts, to be spoken of.
    fn place(&mut self, number: usize, text: &str) -> Option<SourceId> {
        let law = &self.question.session.sources;
        let sources = self.sources.get_or_insert_with(|| law.clone());
        sources.add_part(law.len(), self.question.name, text, number)
    }

    fn differences(&mut self, days: (Date, Date)) -> Vec<Difference> {
        let Question { before, after, .. } = self.question;
        let one = before.court.bearing(&self.case, days.0, &mut self.memory.0);
        let other = after.court.bearing(&self.case, days.1, &mut self.memory.1);
        let of = |rules: &BTreeMap<RuleId, Bearing>, rule: &RuleId| rules.get(rule).copied().unwrap_or(Bearing::NONE);
        let mut rules: Vec<RuleId> = one.keys().chain(other.keys()).copied().collect();
        rules.sort_unstable();
        rules.dedup();
        let differ = rules.into_iter().map(|rule| (rule, of(&one, &rule), of(&other, &rule)));
        let differ = differ.filter(|(_, before, after)| before != after);
        differ.map(|(rule, one, other)| Difference { rule, before: one.status, after: other.status }).collect()
    }
}

fn half(court: &Court<'_>, case: &Case, day: Date, scratch: &mut Scratch) -> (Half, Consequences) {
    let saved_by = court.saved_by(case, day, scratch);
    let follows = court.consequences(case, day, scratch);
    (Half { day, outcome: follows.outcome, saved_by }, follows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::Outcome;

    #[test]
    fn every_change_has_a_name() {
        use Outcome::{Authorized, LicenseRequired, NoLicenseRequired, Prohibited};
        let only = Range::only;
        let from = |mildest, gravest| Range { mildest, gravest };
        let open = from(NoLicenseRequired, Prohibited);
        for (before, after, change) in [
            (only(Authorized), only(Authorized), Change::Unchanged),
            (open, open, Change::Unchanged),
            (only(Authorized), only(LicenseRequired), Change::Graver),
            (only(LicenseRequired), only(NoLicenseRequired), Change::Milder),
            (only(LicenseRequired), from(LicenseRequired, Prohibited), Change::Undetermined),
            (from(LicenseRequired, Prohibited), only(LicenseRequired), Change::Decided),
            (from(NoLicenseRequired, LicenseRequired), from(Authorized, LicenseRequired), Change::Graver),
            (from(Authorized, Prohibited), from(Authorized, LicenseRequired), Change::Milder),
            (open, from(Authorized, LicenseRequired), Change::Undetermined),
            (from(Authorized, LicenseRequired), open, Change::Undetermined),
        ] {
            assert_eq!(Change::of(before, after), change, "{before:?} {after:?}");
        }
    }
}
