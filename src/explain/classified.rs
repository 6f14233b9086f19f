//! What the items of a case are classified as: the most particular entries that cover them, and those that may come to.

use super::build::Builder;
use super::decision::{Classification, Entry};
use crate::decide::{Evaluator, Scratch, Supposed};
use crate::plan::law;
use crate::plan::node::{InstanceId, NodeId};
use crate::value::Truth;

/// An entry asked of an item.
type Asked<'l> = (&'l law::Entry, InstanceId);

impl Builder<'_> {
    pub(super) fn classification(&mut self) -> Vec<Classification> {
        let law = self.evaluator.law();
        let mut found = Vec::new();
        for subject in &law.subjects {
            let (mut covered, mut possible): (Vec<Asked<'_>>, Vec<Asked<'_>>) = (Vec::new(), Vec::new());
            for (entry, instance) in &subject.entries {
                match self.evaluator.instance(*instance) {
                    Truth::True => covered.push((&law.entries[*entry], *instance)),
                    Truth::Unknown => possible.push((&law.entries[*entry], *instance)),
                    Truth::False => {}
                }
            }
            // The most particular entries speak for those above them.
            let below =
                |one: &Asked<'_>, other: &Asked<'_>| one.0.code != other.0.code && other.0.code.is_under(&one.0.code);
            let speaks = |one: &Asked<'_>| covered.iter().any(|other| below(one, other));
            let entries: Vec<Asked<'_>> = covered.iter().filter(|it| !speaks(it)).copied().collect();
            // One that may cover may also come to be the most particular: what is below it may turn out not to.
            let may = |one: &Asked<'_>| {
                let others: Vec<InstanceId> =
                    possible.iter().filter(|other| below(one, other)).map(|(_, instance)| *instance).collect();
                !speaks(one) && (others.is_empty() || !self.rests_on_one_of(one.1, &others))
            };
            let possible: Vec<Asked<'_>> = possible.iter().filter(|it| may(it)).copied().collect();
            if !entries.is_empty() || !possible.is_empty() {
                let (entries, possible) = (self.entries(&entries), self.entries(&possible));
                found.push(Classification { subject: subject.path.clone(), entries, possible });
            }
        }
        found
    }

    /// Whether an entry certainly does not cover an item that none of the others covers.
    fn rests_on_one_of(&self, entry: InstanceId, others: &[InstanceId]) -> bool {
        let epoch = self.evaluator.epoch();
        let body = |instance: &InstanceId| epoch.instances.get(instance.index()).copied().flatten();
        let answers: Vec<(NodeId, Truth)> = others.iter().filter_map(body).map(|body| (body, Truth::False)).collect();
        let mut scratch = Scratch::new();
        let mut evaluator = Evaluator::new(self.evaluator.law(), epoch, self.evaluator.case(), &mut scratch);
        evaluator.suppose(&Supposed { number: None, answers });
        evaluator.instance(entry).is_false()
    }

    fn entries(&self, entries: &[Asked<'_>]) -> Vec<Entry> {
        let title = |entry: &law::Entry| self.view.spoken_of(&entry.versions, self.day).and_then(|it| it.title.clone());
        let shown = entries.iter().map(|(entry, _)| Entry { code: entry.code.to_string(), title: title(entry) });
        let mut shown: Vec<Entry> = shown.collect();
        shown.sort_by(|a, b| a.code.cmp(&b.code));
        shown
    }
}
