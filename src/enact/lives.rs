//! The lives of instruments, with what amendments do to whole instruments: repeal, suspend, reinstate, leave unenforced, enforce.
//!
//! All that an instrument makes is law while the instrument is, so this comes before any provision gets its life. An
//! amendment is itself made by an instrument whose life others may touch: lives are worked out along that line, and a
//! circle is cut and reported.

use super::collect::{Gather, own_days};
use super::instrument::date;
use super::life::common;
use super::{Error, InstrumentId, Life, Stretch};
use crate::source::Span;
use crate::syntax::ast::{self, Amendment, AmendmentLine, Change, Provenance};
use crate::value::Date;

/// What an amendment does to a whole instrument.
#[derive(Debug, Clone, Copy)]
enum Blow<'a> {
    Repeal,
    Suspend(Option<&'a ast::DateText>),
    Reinstate,
    Unenforce(Option<&'a ast::DateText>),
    Enforce,
}

/// How far an instrument has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Waiting,
    Started,
    Done,
}

impl<'a> Gather<'a, '_> {
    /// Gives every instrument its life as amended.
    pub(super) fn lives(&mut self, amendments: &[&'a Amendment]) {
        let mut blows: Vec<(InstrumentId, &'a ast::Name, &'a Amendment, Blow<'a>)> = Vec::new();
        for amendment in amendments {
            for (_, line) in &amendment.lines {
                let AmendmentLine::Change(change) = line else { continue };
                let (names, blow) = match change {
                    Change::Repeal(names) => (names, Blow::Repeal),
                    Change::Suspend { what, until } => (what, Blow::Suspend(until.as_ref())),
                    Change::Reinstate(names) => (names, Blow::Reinstate),
                    Change::Unenforce { what, until } => (what, Blow::Unenforce(until.as_ref())),
                    Change::Enforce(names) => (names, Blow::Enforce),
                    _ => continue,
                };
                for name in names {
                    blows.extend(self.law.instrument(&name.node).map(|id| (id, name, *amendment, blow)));
                }
            }
        }
        if blows.is_empty() {
            return;
        }
        let mut progress = vec![Progress::Waiting; self.law.instruments.len()];
        for id in self.law.instruments.ids() {
            self.life_of(id, &blows, &mut progress);
        }
    }

    /// Instruments are struck by instruments: as deep as there are instruments, and the depth is limited by `progress`.
    fn life_of(
        &mut self,
        id: InstrumentId,
        blows: &[(InstrumentId, &'a ast::Name, &'a Amendment, Blow<'a>)],
        progress: &mut [Progress],
    ) {
        // A stack of our own: a chain of suspensions may be as long as the law.
        let mut open = vec![id];
        while let Some(top) = open.last().copied() {
            match progress.get(top.index()) {
                Some(Progress::Waiting) => {
                    set(progress, top, Progress::Started);
                    for (_, name, amendment, _) in blows.iter().filter(|(target, ..)| *target == top) {
                        let Some(by) = self.under(amendment) else { continue };
                        match progress.get(by.index()) {
                            Some(Progress::Waiting) => open.push(by),
                            Some(Progress::Started) => {
                                let instrument = &self.law.instruments[top].name;
                                self.bag.push(Error::StrikesItself {
                                    name: instrument.node.clone(),
                                    span: name.span,
                                    declared: instrument.span,
                                });
                            }
                            Some(Progress::Done) | None => {}
                        }
                    }
                }
                Some(Progress::Started) => {
                    open.pop();
                    self.strike(top, blows);
                    set(progress, top, Progress::Done);
                }
                Some(Progress::Done) | None => {
                    open.pop();
                }
            }
        }
    }

    fn strike(&mut self, id: InstrumentId, blows: &[(InstrumentId, &'a ast::Name, &'a Amendment, Blow<'a>)]) {
        let instrument = &self.law.instruments[id];
        let mut holes = instrument.suspended.clone();
        let (mut ends, mut back, mut enforced) = (Vec::new(), Vec::new(), Vec::new());
        let declared = instrument.name.span;
        let mut unenforced = instrument.life.unenforced.clone();
        let mut ended = Vec::new();
        for (_, name, amendment, blow) in blows.iter().filter(|(target, ..)| *target == id) {
            let active = self.active(amendment);
            let by = self.under(amendment);
            let norms = [(Some(id), name.span)];
            let may = match blow {
                Blow::Unenforce(_) | Blow::Enforce => self.binds_no_others(name, name.span, by, &norms),
                Blow::Repeal | Blow::Suspend(_) | Blow::Reinstate => self.may_change(name, name.span, by, &norms),
            };
            if !may {
                continue;
            }
            match blow {
                Blow::Repeal => ends.extend(active),
                Blow::Suspend(until) => holes.extend(self.limited(active, *until)),
                Blow::Reinstate => {
                    ended.extend(active.first().map(|first| (*name, first.from, true)));
                    back.extend(active);
                }
                Blow::Unenforce(until) => unenforced.extend(self.limited(active, *until)),
                Blow::Enforce => {
                    ended.extend(active.first().map(|first| (*name, first.from, false)));
                    enforced.extend(active);
                }
            }
        }
        for (name, day, suspended) in ended {
            let (begun, what) = if suspended { (&holes, "suspended") } else { (&unenforced, "left unenforced") };
            self.ends_something(name, declared, day, begun, what);
        }
        let instrument = &self.law.instruments[id];
        let window = Life { in_force: vec![instrument.window], ..instrument.life.clone() };
        let mut life = window.outside(&ends).outside(&reinstated(holes, &back));
        life.unenforced = reinstated(unenforced, &enforced);
        self.law.instruments[id].life = life;
    }

    /// The stretches in which an amendment has effect, by its instrument and its own two dates.
    fn active(&mut self, amendment: &Amendment) -> Vec<Stretch> {
        let lines: Vec<&Provenance> = amendment
            .lines
            .iter()
            .filter_map(|(_, line)| if let AmendmentLine::Provenance(line) = line { Some(line) } else { None })
            .collect();
        let own = own_days(&lines);
        let by = self.under(amendment);
        if !self.law.sees_amendment(&amendment.name.node, by, own.from) {
            return Vec::new();
        }
        let life = by.map_or_else(Life::always, |id| self.law.instruments[id].life.clone());
        common(&life.in_force, &[own])
    }

    fn under(&self, amendment: &Amendment) -> Option<InstrumentId> {
        amendment.lines.iter().find_map(|(_, line)| match line {
            AmendmentLine::Provenance(Provenance::Under(name)) => self.law.instrument(&name.node),
            _ => None,
        })
    }

    /// Reports what is to be reinstated, or enforced again, on a day on which it need not be.
    pub(super) fn ends_something(
        &mut self,
        name: &ast::Name,
        declared: Span,
        day: Option<Date>,
        begun: &[Stretch],
        what: &'static str,
    ) {
        if begun.iter().any(|it| day.map_or(it.from.is_none(), |day| it.contains(day))) {
            return;
        }
        let when = day.map_or_else(|| "on every day".to_owned(), |day| format!("on {day}"));
        self.bag.push(Error::WrongChange {
            name: name.node.clone(),
            what: format!("is not {what} {when}"),
            span: name.span,
            before: None,
            declared: Some(declared),
            help: "name what an amendment, or a line of its instrument, has ended for a time".to_owned(),
        });
    }

    /// Stretches, each up to a day.
    pub(super) fn limited(&mut self, active: Vec<Stretch>, until: Option<&ast::DateText>) -> Vec<Stretch> {
        let Some(last) = until.and_then(|text| date(text, self.bag)) else { return active };
        common(&active, &[Stretch { from: None, until: Some(last) }])
    }
}

fn set(progress: &mut [Progress], id: InstrumentId, to: Progress) {
    if let Some(slot) = progress.get_mut(id.index()) {
        *slot = to;
    }
}

/// What is left of suspensions, or of times without enforcement: each is ended by what takes effect in it.
pub(super) fn reinstated(holes: Vec<Stretch>, back: &[Stretch]) -> Vec<Stretch> {
    let mut left = holes;
    for stretch in back {
        left = left
            .into_iter()
            .flat_map(|hole| {
                // What is suspended again later is not reinstated in advance.
                let earlier = hole.from <= stretch.from;
                if earlier { hole.without(*stretch) } else { vec![hole] }
            })
            .collect();
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(from: &str, until: &str) -> Stretch {
        let day = |text: &str| Date::parse(text).ok();
        Stretch { from: day(from), until: day(until) }
    }

    #[test]
    fn a_reinstatement_ends_what_is_suspended_then_and_not_what_is_suspended_later() {
        let holes = vec![stretch("2025-01-01", ""), stretch("2026-01-01", "2026-06-01")];
        let left = reinstated(holes, &[stretch("2025-03-01", "")]);
        assert_eq!(left, [stretch("2025-01-01", "2025-03-01"), stretch("2026-01-01", "2026-06-01")]);
    }
}
