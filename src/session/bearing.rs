//! Which rules stand behind the outcome of a case, in short: what whoever counts cases wants to know of each.

use crate::decide::{Outcome, Scratch};
use crate::explain::Status;
use crate::plan::law::Defeat;
use crate::plan::{Active, Epoch};
use crate::resolve::RuleId;
use crate::value::Truth;
use std::collections::BTreeMap;

/// How a rule bears on an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearing {
    /// How it stands.
    pub status: Status,
    /// What it makes of a case by itself: a rule that only prevails over others makes nothing of it.
    pub weight: Outcome,
}

impl Bearing {
    /// Of a rule that does not apply.
    pub const NONE: Self = Self { status: Status::DoesNotApply, weight: Outcome::NoLicenseRequired };

    /// If it bears so by one law or so by another, of which it is not known which decides.
    fn or(self, other: Self) -> Self {
        let status = if self.status == other.status { self.status } else { Status::Undetermined };
        Self { status, weight: self.weight.max(other.weight) }
    }
}

/// The rules that bind and require a license or prohibit, as far as their conditions hold or may, and all that could prevail
/// over them or over what does: after the law of a day has been asked.
pub(super) fn bearing(epoch: &Epoch, scratch: &Scratch) -> BTreeMap<RuleId, Bearing> {
    let mut found = BTreeMap::new();
    let holds = |position: usize| !truth(scratch.conditions(), position).is_false();
    let matters = |position: &usize| {
        let rule = epoch.rules.get(*position);
        rule.is_some_and(|it| it.binds && (it.requires || it.prohibits)) && holds(*position)
    };
    let mut open: Vec<usize> = (0..epoch.rules.len()).filter(matters).collect();
    while let Some(position) = open.pop() {
        let Some(active) = epoch.rules.get(position) else { continue };
        let weight = match (active.prohibits, active.requires) {
            (true, _) => Outcome::Prohibited,
            (false, true) => Outcome::LicenseRequired,
            (false, false) => Outcome::NoLicenseRequired,
        };
        let status = status(active, position, scratch);
        if found.insert(active.rule, Bearing { status, weight }).is_none() {
            let defeaters = active.defeaters.iter().filter_map(|(by, _)| usize::try_from(*by).ok());
            open.extend(defeaters.filter(|by| holds(*by)));
        }
    }
    found
}

/// How rules bear if either law decides.
pub(super) fn either(
    mut one: BTreeMap<RuleId, Bearing>,
    mut other: BTreeMap<RuleId, Bearing>,
) -> BTreeMap<RuleId, Bearing> {
    for (rule, bearing) in &mut one {
        *bearing = bearing.or(other.remove(rule).unwrap_or(Bearing::NONE));
    }
    one.extend(other.into_iter().map(|(rule, bearing)| (rule, bearing.or(Bearing::NONE))));
    one
}

/// How a rule stands whose condition holds, or may: as decisions tell it.
fn status(active: &Active, position: usize, scratch: &Scratch) -> Status {
    let prevails = |in_this_way: Defeat| {
        let mut defeaters = active.defeaters.iter().filter(|(_, how)| *how == in_this_way);
        defeaters.any(|(by, _)| usize::try_from(*by).is_ok_and(|by| truth(scratch.applies(), by).is_true()))
    };
    match (truth(scratch.conditions(), position), truth(scratch.applies(), position)) {
        (Truth::False, _) => Status::DoesNotApply,
        (_, Truth::True) => Status::Applies,
        (_, Truth::False) if prevails(Defeat::Bars) => Status::Barred,
        (_, Truth::False) if prevails(Defeat::Displaces) => Status::Defeated,
        (Truth::True, Truth::False) => Status::Defeated,
        _ => Status::Undetermined,
    }
}

fn truth(of: &[Truth], position: usize) -> Truth {
    of.get(position).copied().unwrap_or(Truth::Unknown)
}
