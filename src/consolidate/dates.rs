//! The days of a provision as its own lines and its instrument give them, and lines that give the days wanted.

use crate::enact::Stretch;
use crate::syntax::ast::Provenance;
use crate::value::Date;

/// When the instrument of a provision is law, as it is written in the text.
#[derive(Debug, Clone)]
pub(super) struct Home {
    /// The stretches in which it is in force.
    pub(super) in_force: Vec<Stretch>,
    /// From which day it has effect.
    pub(super) effective: Option<Date>,
}

impl Home {
    /// That of a provision without an instrument.
    pub(super) fn none() -> Self {
        Self { in_force: vec![Stretch::ALWAYS], effective: None }
    }

    /// The life of a provision with these days of its own: its first day takes the place of the instrument's.
    fn life(&self, own: Stretch) -> Vec<Stretch> {
        let mut parts = self.in_force.clone();
        if own.from.is_some()
            && let Some(first) = parts.first_mut()
            && first.from == self.effective
        {
            first.from = own.from;
        }
        parts.retain(|part| !part.is_empty());
        parts.into_iter().map(|part| part.intersection(own)).filter(|part| !part.is_empty()).collect()
    }

    fn stretch_on(&self, own: Stretch, day: Date) -> Option<Stretch> {
        self.life(own).into_iter().find(|it| it.contains(day))
    }

    /// The stretch of the instrument alone that a day lies in.
    pub(super) fn on(&self, day: Date) -> Option<Stretch> {
        self.in_force.iter().find(|it| it.contains(day)).copied()
    }

    /// The days that a provision names, if it must name others than its own to be in force on `day`: none at all if its
    /// instrument is, and `wanted` otherwise.
    pub(super) fn in_force(&self, own: Stretch, wanted: Stretch, day: Date) -> Option<Stretch> {
        match (self.stretch_on(own, day), self.on(day)) {
            (Some(_), _) => None,
            (None, Some(_)) => Some(Stretch::ALWAYS),
            (None, None) => Some(wanted),
        }
    }

    /// The days that a provision names, if it must name others than its own to be out of force on `day`. `known` are those
    /// on which it is law, the nearest of which is taken.
    pub(super) fn out_of_force(&self, own: Stretch, known: &[Stretch], day: Date) -> Option<Stretch> {
        self.stretch_on(own, day)?;
        let (next, before) = (day.add_days(1), day.add_days(-1));
        let today = Stretch { from: Some(day), until: next };
        let nearest = |all: &[Stretch]| {
            let parts = all.iter().flat_map(|it| it.without(today));
            parts.min_by_key(|part| match (part.from, part.until) {
                (_, Some(until)) if until <= day => until.days_until(day),
                (Some(from), _) => day.days_until(from),
                _ => 0,
            })
        };
        let found = nearest(known).or_else(|| nearest(&self.life(own)));
        // Law on this one day alone: it is moved to the day before.
        let found = found.unwrap_or(Stretch { from: before, until: Some(day) });
        // What the instrument says anyway need not be said again.
        let shorter = [Stretch { from: None, ..found }, Stretch { until: None, ..found }];
        Some(shorter.into_iter().find(|it| self.life(*it) == self.life(found)).unwrap_or(found))
    }
}

/// The days that lines name.
pub(super) fn own(lines: &[&Provenance]) -> Stretch {
    let mut own = Stretch::ALWAYS;
    for line in lines {
        match line {
            Provenance::From(text) => own.from = Date::parse(&text.node).ok(),
            Provenance::Until(text) => own.until = Date::parse(&text.node).ok(),
            Provenance::Under(_) | Provenance::Cites(_) | Provenance::Quote(_) => {}
        }
    }
    own
}

/// Lines that name days.
pub(super) fn lines(own: Stretch) -> Vec<String> {
    let from = own.from.map(|day| format!("from {day}"));
    let until = own.until.map(|day| format!("until {day}"));
    from.into_iter().chain(until).collect()
}

/// `from 2020-01-01 until 2021-01-01`; nothing if it is always.
pub(super) fn words(own: Stretch) -> String {
    lines(own).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        Date::parse(text).ok()
    }

    fn stretch(from: &str, until: &str) -> Stretch {
        Stretch { from: day(from), until: day(until) }
    }

    #[test]
    fn dates_are_named_only_where_they_must_be() {
        let in_force = vec![stretch("2024-01-01", "2025-01-01"), stretch("2025-06-01", "")];
        let home = Home { in_force, effective: day("2024-01-01") };
        let need = |own, wanted, on: &str| home.in_force(own, wanted, day(on).unwrap()).map(words);
        assert_eq!(need(Stretch::ALWAYS, stretch("2025-06-15", "2026-01-01"), "2025-07-01"), None);
        assert_eq!(need(stretch("", "2025-06-15"), stretch("2025-06-01", ""), "2025-07-01").as_deref(), Some(""));
        let early = stretch("2023-06-01", "2024-01-01");
        assert_eq!(need(Stretch::ALWAYS, early, "2023-07-01").as_deref(), Some("from 2023-06-01 until 2024-01-01"));
    }

    #[test]
    fn out_of_force_is_as_near_as_it_was() {
        let today = day("2025-07-01").unwrap();
        let home = Home { in_force: vec![stretch("2024-01-01", "")], effective: day("2024-01-01") };
        let out = |known: &[Stretch]| home.out_of_force(Stretch::ALWAYS, known, today).map(words);
        assert_eq!(out(&[stretch("2024-01-01", "2024-07-01")]).as_deref(), Some("until 2024-07-01"));
        assert_eq!(out(&[]).as_deref(), Some("until 2025-07-01"));
        assert_eq!(home.out_of_force(stretch("2026-01-01", ""), &[], today), None);
        let brief = Home { in_force: vec![stretch("2025-07-01", "2025-07-02")], effective: day("2025-07-01") };
        assert_eq!(
            brief.out_of_force(Stretch::ALWAYS, &[], today).map(words).as_deref(),
            Some("from 2025-06-30 until 2025-07-01")
        );
    }
}
