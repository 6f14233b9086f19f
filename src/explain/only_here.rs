//! What stands by one law and not by another: which provisions ask more of somebody because of what the other leaves out.

use super::decision::{Decision, Note, Provision, Status};
use super::words::listed;
use crate::enact::InstrumentId;
use crate::plan::Law;
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How a provision asks something by one law that it does not ask by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnlyHere {
    /// Whether it does not apply there at all; else it only asks for less.
    pub whole: bool,
    /// Whether that is certain.
    pub certain: bool,
}

impl Decision {
    /// The provisions that ask something here and do not where another law decides, each with how. Where
    /// no rule tells the two apart, a different review or classification does.
    pub fn only_here(&self, other: &Self) -> BTreeMap<String, OnlyHere> {
        let mut found = BTreeMap::new();
        for provision in self.provisions.iter().filter(|it| it.status == Status::Applies && it.asks()) {
            match other.provision(&provision.name).map_or(Status::DoesNotApply, |it| it.status) {
                Status::Applies => {}
                Status::Undetermined => {
                    found.insert(provision.name.clone(), OnlyHere { whole: true, certain: false });
                }
                Status::Defeated | Status::Barred | Status::DoesNotApply => {
                    found.insert(provision.name.clone(), OnlyHere { whole: true, certain: true });
                }
            }
        }
        let mut more = |rule: &String, certain: bool| {
            found.entry(rule.clone()).or_insert(OnlyHere { whole: false, certain });
        };
        for duty in self.duties.iter().filter(|it| it.certain) {
            let same = |it: &&super::Duty| (&it.verb, &it.whom, &it.rule) == (&duty.verb, &duty.whom, &duty.rule);
            match other.duties.iter().find(same) {
                Some(it) if it.certain => {}
                it => more(&duty.rule, it.is_none()),
            }
        }
        for charge in self.charges.iter().filter(|it| it.certain && it.barred_by.is_empty()) {
            match other.charges.iter().find(|it| it.rule == charge.rule && it.amount == charge.amount) {
                Some(it) if it.certain => {}
                it => more(&charge.rule, it.is_none()),
            }
        }
        for flag in self.flags.iter().filter(|it| it.certain) {
            match other.flags.iter().find(|it| it.rule == flag.rule && it.text == flag.text) {
                Some(it) if it.certain => {}
                it => more(&flag.rule, it.is_none()),
            }
        }
        if found.is_empty()
            && let Some(one) = self.review.as_ref().filter(|it| it.at_most.is_none())
            && other.review.as_ref().is_none_or(|two| two.policy != one.policy)
        {
            let known = |it: &&String| other.review.as_ref().is_some_and(|two| two.by.contains(it));
            let (both, own): (Vec<&String>, Vec<&String>) = one.by.iter().partition(known);
            let certain = other.review.as_ref().is_none_or(|two| two.at_most.is_none());
            let by = if own.is_empty() { both } else { own };
            // A policy may be certain though of the rules that bring it about any may be the one.
            let applies = |it: &&String| self.provision(it).is_some_and(|it| it.status == Status::Applies);
            let (sure, perhaps): (Vec<&String>, Vec<&String>) = by.into_iter().partition(applies);
            let (by, certain) = if sure.is_empty() { (perhaps, false) } else { (sure, certain) };
            found.extend(by.into_iter().map(|it| (it.clone(), OnlyHere { whole: false, certain })));
        }
        if found.is_empty() {
            let covers = |of: &Self, code: &str| {
                let entries = of.classification.iter().flat_map(|it| &it.entries);
                entries.into_iter().any(|it| it.code == code)
            };
            let may = |code: &str| other.classification.iter().flat_map(|it| &it.possible).any(|it| it.code == code);
            let own = self.classification.iter().flat_map(|it| &it.entries).filter(|it| !covers(other, &it.code));
            found.extend(own.map(|it| (it.code.clone(), OnlyHere { whole: true, certain: !may(&it.code) })));
        }
        // A rule that asks for less there applies there.
        for (name, here) in &mut found {
            here.whole |= other.provision(name).is_none_or(|it| it.status != Status::Applies);
        }
        found
    }
}

impl Provision {
    /// Whether it binds anybody by itself: what only reviews matters where something is reviewed, and who is permitted
    /// something is free to leave it.
    fn asks(&self) -> bool {
        self.binding && self.kind == "rule" && self.does.more_than_reviews
    }
}

/// The acts that had a hand in a provision as it reads on a day.
pub fn hands(law: &Law, name: &str, day: Date) -> BTreeSet<InstrumentId> {
    let mut found = BTreeSet::new();
    let rule = law.rules.iter().filter(|it| it.name == name).flat_map(|it| &it.versions);
    for version in rule.filter(|it| it.life.in_force_on(day)) {
        found.extend(version.instrument);
        found.extend(version.amended.iter().filter_map(|it| law.amendments[*it].instrument));
    }
    let entry = law.entries.iter().filter(|it| it.code.to_string() == name).flat_map(|it| &it.versions);
    for version in entry.filter(|it| it.life.in_force_on(day)) {
        found.extend(version.instrument);
        found.extend(version.amended.iter().filter_map(|it| law.amendments[*it].instrument));
    }
    found
}

impl Note {
    /// A law that could require no license and prohibit nothing: it says nothing of what other laws do.
    pub(super) fn silent() -> Self {
        let text = "no rule of this law could require a license or prohibit; whether another does, it does not say";
        Self {
            provision: None,
            kind: "silent",
            day: None,
            by: Vec::new(),
            whole: true,
            certain: true,
            text: text.to_owned(),
        }
    }

    /// Law that is in force and need not be complied with before a day.
    pub fn not_due(provision: String, here: OnlyHere, (due, by): (Date, Vec<String>)) -> Self {
        let perhaps = if here.certain { "" } else { "perhaps " };
        let words = format!("{perhaps}to be complied with only from {due}");
        Self::of("compliance_not_due", provision, here, (Some(due), by), &words)
    }

    /// Law that is in force and has not been enforced since a day.
    pub fn unenforced(provision: String, here: OnlyHere, (since, by): (Option<Date>, Vec<String>)) -> Self {
        let perhaps = if here.certain { "" } else { "perhaps " };
        let since_then = since.map_or_else(String::new, |day| format!(" since {day}"));
        Self::of("unenforced", provision, here, (since, by), &format!("{perhaps}not enforced{since_then}"))
    }

    fn of(
        kind: &'static str,
        provision: String,
        OnlyHere { whole, certain }: OnlyHere,
        (day, by): (Option<Date>, Vec<String>),
        words: &str,
    ) -> Self {
        let others: Vec<String> = by.iter().filter(|act| **act != provision).cloned().collect();
        let acts = listed(&others, "and");
        let text = match (whole, others.as_slice()) {
            (true, []) => format!("in force, and {words}"),
            (true, _) => format!("in force by {acts}, and {words}"),
            (false, []) => format!("something of it is {words}"),
            (false, _) => format!("what {acts} brought into it is {words}"),
        };
        Self { provision: Some(provision), kind, day: day.map(|day| day.to_string()), by, whole, certain, text }
    }
}
