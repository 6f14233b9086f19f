//! The law of a day: which versions count, who is in which group, in which order rules are asked.

mod limbs;
pub mod line;
mod rules;
mod sets;

pub use sets::SetOf;

use super::law::{Dated, Defeat, Law, LimbId, Rows, RuleVersion, Source};
use super::node::{NodeId, SetTag};
use super::slot::Address;
use crate::enact::{binds, sleeps};
use crate::resolve::{RuleId, TableId, tag};
use crate::source::Arena;
use crate::syntax::ast::Force;
use crate::value::Date;
use line::{Answer, Line};
use std::sync::OnceLock;

/// The law, day by day. The law of each stretch between two turning points is worked out when it is first asked for.
#[derive(Debug)]
pub struct View<'a> {
    law: &'a Law,
    epochs: Vec<OnceLock<Epoch>>,
}

/// The law between two of its turning points.
#[derive(Debug)]
pub struct Epoch {
    /// Rules in force, those that defeat others before what they defeat.
    pub rules: Vec<Active>,
    /// The body that counts of each instance.
    pub instances: Vec<Option<NodeId>>,
    /// The number of the version that counts of each instance.
    pub versions: Vec<Option<u32>>,
    /// Named constants; `None` where a value has no version on these days.
    pub values: Arena<Option<NodeId>, tag::Value>,
    /// Rows of the tables whose rows have days.
    tables: Arena<Option<Rows>, tag::Table>,
    /// Sets.
    pub sets: Arena<SetOf, SetTag>,
    /// Presumptions: the fact, the position of the rule, the value.
    pub presumptions: Vec<(Address, u32, NodeId)>,
    /// Every limb of these rules, with those of the definitions and entries they ask about, each once.
    pub limbs: Vec<Traced>,
    /// What is asked in a straight line.
    pub line: Line,
}

/// A limb of the law of a day.
#[derive(Debug, Clone, Copy)]
pub struct Traced {
    /// Which limb.
    pub limb: LimbId,
    /// Its question.
    pub node: NodeId,
    /// Where the line of the day answers that, if it does.
    pub answer: Option<Answer>,
}

/// A rule in force.
#[derive(Debug)]
pub struct Active {
    /// Which rule.
    pub rule: RuleId,
    /// Which version of it.
    pub version: usize,
    /// When it applies, if nothing defeats it.
    pub condition: NodeId,
    /// Where the line of the day answers that, if it does.
    pub answer: Option<Answer>,
    /// Positions of the rules that defeat it when they apply, and how.
    pub defeaters: Vec<(u32, Defeat)>,
    /// Position of its regime.
    pub regime: usize,
    /// Whether it requires a license.
    pub requires: bool,
    /// Whether it prohibits.
    pub prohibits: bool,
    /// Whether it binds: guidance, deals, and bills that nobody supposes to be law do not.
    pub binds: bool,
}

impl Active {
    /// Whether it bears on an outcome by itself: it binds, and requires a license or prohibits.
    pub fn weighs(&self) -> bool {
        self.binds && (self.requires || self.prohibits)
    }
}

impl<'a> View<'a> {
    /// The law of every day.
    pub fn new(law: &'a Law) -> Self {
        let epochs = (0..=law.turning_points.len()).map(|_| OnceLock::new()).collect();
        Self { law, epochs }
    }

    /// The law itself.
    pub fn law(&self) -> &'a Law {
        self.law
    }

    /// The law of a day.
    #[inline]
    pub fn on(&self, day: Date) -> &Epoch {
        let position = self.law.turning_points.partition_point(|turn| *turn <= day);
        match self.epochs.get(position) {
            Some(slot) => slot.get_or_init(|| self.epoch(position)),
            // There is one stretch more than there are turning points, so this is never reached.
            None => EMPTY.get_or_init(Epoch::empty),
        }
    }

    /// The version by which a provision is spoken of on a day: the one in force or, where none is, the one nearest in time.
    pub fn spoken_of<'v>(&self, versions: impl IntoIterator<Item = &'v Dated>, day: Date) -> Option<&'v Dated> {
        let away = |version: &Dated| {
            let away = version.life.in_force.iter().map(|stretch| match (stretch.from, stretch.until) {
                (Some(from), _) if day < from => day.days_until(from),
                (_, Some(until)) if until <= day => until.days_until(day) + 1,
                _ => 0,
            });
            away.min()
        };
        // Of two that are equally far, the earlier.
        versions.into_iter().filter(|version| !version.life.is_never()).min_by_key(|version| away(version))
    }

    fn epoch(&self, position: usize) -> Epoch {
        // Nothing changes between two turning points, so any day of the stretch will do.
        let before = position.checked_sub(1).and_then(|at| self.law.turning_points.get(at));
        let day = before.copied().unwrap_or(Date::MIN);
        let mut versions = Vec::new();
        let mut instances = Vec::new();
        let mut bodies = Vec::new();
        for instance in &self.law.instances {
            let dated: &[Dated] = match instance.of {
                Source::Define(id) => self.law.defines.get(id).map_or(&[], |it| &it.versions),
                Source::Entry(id) => self.law.entries.get(id).map_or(&[], |it| &it.versions),
            };
            let found = instance.versions.iter().find(|(number, _, _)| {
                let version = usize::try_from(*number).ok().and_then(|at| dated.get(at));
                version.is_some_and(|version| version.life.in_force_on(day))
            });
            bodies.push(found.and_then(|(_, _, limb)| *limb));
            versions.push(found.map(|(number, _, _)| *number));
            instances.push(found.map(|(_, node, _)| *node));
        }
        let values = self.law.values.iter().map(|value| {
            let version = value.versions.iter().find(|(it, _)| it.life.in_force_on(day))?;
            version.1.iter().find(|(when, _)| when.contains(day)).map(|(_, node)| *node)
        });
        let values = values.collect();
        let tables = self.law.tables.tables.iter().map(|table| {
            let there = table.dated.iter().filter(|(_, _, when)| when.iter().any(|stretch| stretch.contains(day)));
            table.always.is_none().then(|| Rows::new(there.map(|(key, row, _)| (key.clone(), *row))))
        });
        let tables = tables.collect();
        let sets = self.sets(day);
        let (rules, presumptions) = self.rules(day);
        let limbs = limbs::limbs(self.law, &rules, &bodies);
        let mut epoch =
            Epoch { rules, instances, versions, values, tables, sets, presumptions, limbs, line: Line::default() };
        line::draw(self.law, &mut epoch);
        epoch
    }

    /// Whether a version binds on these days.
    pub fn binds(&self, version: &RuleVersion) -> bool {
        binds(version.force) || version.instrument.is_some_and(|id| self.law.supposed.contains(&id))
    }

    /// A norm bars what is of its own regime, or of any regime if it is above regimes, and not of higher force.
    pub fn may_bar(&self, norm: &RuleVersion, other: &RuleVersion) -> bool {
        let same = norm.regime == other.regime || norm.regime == 0;
        let high_enough = self.force(norm) >= self.force(other);
        same && high_enough
    }

    /// Its force, where what is supposed to be law counts as a statute.
    pub fn force(&self, version: &RuleVersion) -> Force {
        match version.instrument {
            Some(id) if self.law.supposed.contains(&id) && sleeps(version.force) => Force::Statute,
            _ => version.force,
        }
    }
}

static EMPTY: OnceLock<Epoch> = OnceLock::new();

impl Epoch {
    /// The law of a day on which nothing is law.
    pub fn empty() -> Self {
        Self {
            rules: Vec::new(),
            instances: Vec::new(),
            versions: Vec::new(),
            values: Arena::new(),
            tables: Arena::new(),
            sets: Arena::new(),
            presumptions: Vec::new(),
            limbs: Vec::new(),
            line: Line::default(),
        }
    }

    /// The rows of a table of a law.
    pub fn rows<'l>(&'l self, law: &'l Law, table: TableId) -> &'l Rows {
        let dated = self.tables.get(table).and_then(Option::as_ref);
        let always = || law.tables.tables.get(table).and_then(|table| table.always.as_ref());
        dated.or_else(always).unwrap_or(const { &Rows::NONE })
    }

    /// The position of a rule among those in force.
    pub fn position(&self, rule: RuleId) -> Option<usize> {
        self.rules.iter().position(|active| active.rule == rule)
    }
}
