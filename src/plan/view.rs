//! The law of a day: which versions count, who is in which group, in which order rules are asked.

use super::law::{Defeat, Effect, Law, LimbId, Members, RuleVersion, Source};
use super::limbs::limbs;
use super::node::{NodeId, SetExpr, SetTag};
use super::slot::Address;
use crate::enact::{InstrumentId, Life, binds, sleeps};
use crate::resolve::{RuleId, tag};
use crate::source::{Arena, Id};
use crate::syntax::ast::{Force, RuleKind};
use crate::value::Date;
use std::sync::{Arc, OnceLock};

/// The law as it was known on a day, with what is supposed to be law. The law of each stretch between two turning points
/// is worked out when it is first asked for.
#[derive(Debug)]
pub struct View<'a> {
    law: &'a Law,
    known_on: Option<Date>,
    suppose: Vec<InstrumentId>,
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
    /// Sets.
    pub sets: Arena<SetOf, SetTag>,
    /// Presumptions: the fact, the position of the rule, the value.
    pub presumptions: Vec<(Address, u32, NodeId)>,
    /// Every limb of these rules, with those of the definitions and entries they ask about, each once, and its question.
    pub limbs: Vec<(LimbId, NodeId)>,
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

/// The members of a set.
#[derive(Debug, Clone)]
pub enum SetOf {
    /// Alternatives of an enum, one bit each.
    Bits(Box<[u64]>),
    /// Texts, sorted.
    Texts(Vec<Arc<str>>),
}

impl SetOf {
    /// Whether an alternative is in it.
    #[inline]
    pub fn has_code(&self, code: u32) -> bool {
        match self {
            Self::Bits(words) => {
                let word = usize::try_from(code / 64).unwrap_or(usize::MAX);
                words.get(word).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
            }
            Self::Texts(_) => false,
        }
    }

    /// Whether a text is in it.
    pub fn has_text(&self, text: &str) -> bool {
        match self {
            Self::Texts(texts) => texts.binary_search_by(|known| known.as_ref().cmp(text)).is_ok(),
            Self::Bits(_) => false,
        }
    }
}

impl<'a> View<'a> {
    /// The law as it is, or as it was known on a day.
    pub fn new(law: &'a Law, known_on: Option<Date>, suppose: Vec<InstrumentId>) -> Self {
        let epochs = (0..=law.turning_points.len()).map(|_| OnceLock::new()).collect();
        Self { law, known_on, suppose, epochs }
    }

    /// The law itself.
    pub fn law(&self) -> &'a Law {
        self.law
    }

    /// The day known on, if one was named.
    pub fn known_on(&self) -> Option<Date> {
        self.known_on
    }

    /// The instruments supposed to be law.
    pub fn suppose(&self) -> &[InstrumentId] {
        &self.suppose
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

    /// Whether a version is visible: known by then, and not a bill that nobody supposes to be law.
    fn visible(&self, life: &Life, instrument: Option<InstrumentId>) -> bool {
        let supposed = instrument.is_some_and(|id| self.suppose.contains(&id));
        let asleep = instrument.and_then(|id| self.law.instruments.get(id)).is_some_and(|it| sleeps(it.force));
        if asleep && !supposed {
            return false;
        }
        supposed || self.known_on.is_none_or(|day| life.known_on(day))
    }

    fn counts(&self, life: &Life, instrument: Option<InstrumentId>, day: Date) -> bool {
        life.in_force_on(day) && self.visible(life, instrument)
    }

    fn epoch(&self, position: usize) -> Epoch {
        // Nothing changes between two turning points, so any day of the stretch will do.
        let before = position.checked_sub(1).and_then(|at| self.law.turning_points.get(at));
        let day = before.copied().unwrap_or(Date::MIN);
        let mut versions = Vec::new();
        let mut instances = Vec::new();
        let mut positions = Vec::new();
        for instance in &self.law.instances {
            let dated = match instance.of {
                Source::Define(id) => &self.law.defines[id].versions,
                Source::Entry(id) => &self.law.entries[id].versions,
            };
            let found = instance.versions.iter().position(|(number, _, _)| {
                let version = usize::try_from(*number).ok().and_then(|at| dated.get(at));
                version.is_some_and(|version| self.counts(&version.life, version.instrument, day))
            });
            let version = found.and_then(|at| instance.versions.get(at));
            positions.push(found);
            versions.push(version.map(|(number, _, _)| *number));
            instances.push(version.map(|(_, node, _)| *node));
        }
        let values = self.law.values.iter().map(|value| {
            let version = value.versions.iter().find(|(it, _)| self.counts(&it.life, it.instrument, day))?;
            version.1.iter().find(|(when, _)| when.contains(day)).map(|(_, node)| *node)
        });
        let values = values.collect();
        let sets = self.sets(day);
        let (rules, presumptions) = self.rules(day);
        let limbs = limbs(self.law, rules.iter(), |instance| positions.get(instance.index()).copied().flatten());
        Epoch { rules, instances, versions, values, sets, presumptions, limbs }
    }

    fn sets(&self, day: Date) -> Arena<SetOf, SetTag> {
        let mut sets: Arena<SetOf, SetTag> = Arena::new();
        // A set is made after those it is made of, except where a group is declared as an expression over others.
        let mut done: Vec<Option<SetOf>> = vec![None; self.law.nodes.sets.len()];
        for id in self.law.nodes.sets.ids() {
            let set = self.set(id, day, &mut done, 0);
            sets.push(set);
        }
        sets
    }

    fn set(&self, id: Id<SetTag>, day: Date, done: &mut Vec<Option<SetOf>>, depth: usize) -> SetOf {
        if let Some(Some(known)) = done.get(id.index()) {
            return known.clone();
        }
        // A group that is made of itself has no members of its own making.
        if depth > self.law.nodes.sets.len() {
            return SetOf::Texts(Vec::new());
        }
        let made = match &self.law.nodes.sets[id] {
            SetExpr::Codes(list, codes) => {
                let words = self.law.layout.enums[*list].words();
                bits(words, codes.iter().copied())
            }
            SetExpr::Texts(texts) => SetOf::Texts(texts.clone()),
            SetExpr::Union(left, right) => {
                let left = self.set(*left, day, done, depth + 1);
                joined(left, &self.set(*right, day, done, depth + 1), true)
            }
            SetExpr::Difference(left, right) => {
                let left = self.set(*left, day, done, depth + 1);
                joined(left, &self.set(*right, day, done, depth + 1), false)
            }
            SetExpr::Group(group) => {
                let versions = &self.law.groups[*group].versions;
                let version = versions.iter().find(|(it, _)| self.counts(&it.life, it.instrument, day));
                match version.map(|(_, members)| members) {
                    Some(Members::Codes(words, members)) => {
                        bits(*words, members.iter().filter(|(_, when)| when.contains(day)).map(|(code, _)| *code))
                    }
                    Some(Members::Texts(members)) => {
                        let mut texts: Vec<Arc<str>> = members
                            .iter()
                            .filter(|(_, when)| when.contains(day))
                            .map(|(text, _)| text.clone())
                            .collect();
                        texts.sort();
                        texts.dedup();
                        SetOf::Texts(texts)
                    }
                    Some(Members::Set(set)) => self.set(*set, day, done, depth + 1),
                    None => SetOf::Texts(Vec::new()),
                }
            }
        };
        if let Some(slot) = done.get_mut(id.index()) {
            *slot = Some(made.clone());
        }
        made
    }

    fn rules(&self, day: Date) -> (Vec<Active>, Vec<(Address, u32, NodeId)>) {
        let mut found: Vec<(RuleId, usize, &RuleVersion)> = Vec::new();
        for (id, rule) in self.law.rules.enumerate() {
            let version = rule.versions.iter().enumerate().find(|(_, it)| self.counts(&it.life, it.instrument, day));
            found.extend(version.map(|(number, version)| (id, number, version)));
        }
        let edges = self.edges(&found);
        let order = ordered(found.len(), &edges);
        let mut place = vec![0u32; found.len()];
        for (position, old) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(*old) {
                *slot = u32::try_from(position).unwrap_or(u32::MAX);
            }
        }
        let mut rules = Vec::new();
        let mut presumptions = Vec::new();
        for old in order {
            let Some((rule, number, version)) = found.get(old).copied() else { continue };
            let mut defeaters: Vec<(u32, Defeat)> = edges
                .iter()
                .filter(|(_, target, _)| *target == old)
                .filter_map(|(by, _, how)| Some((place.get(*by).copied()?, *how)))
                .collect();
            defeaters.sort_unstable();
            defeaters.dedup();
            for effect in &version.effects {
                if let Effect::Presumes { fact, value, .. } = effect {
                    presumptions.push((*fact, u32::try_from(rules.len()).unwrap_or(u32::MAX), *value));
                }
            }
            rules.push(Active {
                rule,
                version: number,
                condition: version.condition,
                defeaters,
                regime: version.regime,
                requires: version.effects.iter().any(|it| matches!(it, Effect::RequiresLicense(_))),
                prohibits: version.effects.iter().any(|it| matches!(it, Effect::Prohibits)),
                binds: self.binds(version),
            });
        }
        (rules, presumptions)
    }

    /// Whether a version binds on these days.
    pub fn binds(&self, version: &RuleVersion) -> bool {
        binds(version.force) || version.instrument.is_some_and(|id| self.suppose.contains(&id))
    }

    /// Who defeats whom among rules in force: positions of the one and of the other.
    fn edges(&self, found: &[(RuleId, usize, &RuleVersion)]) -> Vec<(usize, usize, Defeat)> {
        // Positions by rule, for laws of thousands of rules.
        let mut at: Vec<Option<usize>> = vec![None; self.law.rules.len()];
        for (position, (rule, _, _)) in found.iter().enumerate() {
            if let Some(slot) = at.get_mut(rule.index()) {
                *slot = Some(position);
            }
        }
        let position_of = |rule: RuleId| at.get(rule.index()).copied().flatten();
        let mut edges = Vec::new();
        for (position, (_, _, version)) in found.iter().enumerate() {
            for (rule, how, _) in &version.defeats {
                let Some(target) = position_of(*rule) else { continue };
                let Some((_, _, other)) = found.get(target) else { continue };
                if *how != Defeat::Bars || self.may_bar(version, other) {
                    edges.push((position, target, *how));
                }
            }
            for (rule, _) in &version.subject_to {
                edges.extend(position_of(*rule).map(|by| (by, position, Defeat::Displaces)));
            }
            for effect in &version.effects {
                let Effect::BarsExceptions(except) = effect else { continue };
                for (target, (rule, _, other)) in found.iter().enumerate() {
                    let permits = other.kind == RuleKind::Exception
                        || other.effects.iter().any(|effect| matches!(effect, Effect::Permits));
                    if permits && target != position && !except.contains(rule) && self.may_bar(version, other) {
                        edges.push((position, target, Defeat::Bars));
                    }
                }
            }
        }
        edges
    }

    /// A norm bars what is of its own regime, or of any regime if it is above regimes, and not of higher force.
    pub fn may_bar(&self, norm: &RuleVersion, other: &RuleVersion) -> bool {
        let same = norm.regime == other.regime || norm.regime == 0;
        let high_enough = self.force(norm) >= self.force(other);
        same && high_enough
    }

    /// Its force, where what is supposed to be law counts as a statute.
    fn force(&self, version: &RuleVersion) -> Force {
        match version.instrument {
            Some(id) if self.suppose.contains(&id) && sleeps(version.force) => Force::Statute,
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
            sets: Arena::new(),
            presumptions: Vec::new(),
            limbs: Vec::new(),
        }
    }

    /// The position of a rule among those in force.
    pub fn position(&self, rule: RuleId) -> Option<usize> {
        self.rules.iter().position(|active| active.rule == rule)
    }
}

fn bits(words: usize, codes: impl Iterator<Item = u32>) -> SetOf {
    let mut made = vec![0u64; words];
    for code in codes {
        let word = usize::try_from(code / 64).unwrap_or(usize::MAX);
        if let Some(bits) = made.get_mut(word) {
            *bits |= 1 << (code % 64);
        }
    }
    SetOf::Bits(made.into_boxed_slice())
}

fn joined(left: SetOf, right: &SetOf, union: bool) -> SetOf {
    match (left, right) {
        (SetOf::Bits(mut left), SetOf::Bits(right)) => {
            for (bits, other) in left.iter_mut().zip(right.iter()) {
                *bits = if union { *bits | other } else { *bits & !other };
            }
            SetOf::Bits(left)
        }
        (SetOf::Texts(mut left), SetOf::Texts(right)) => {
            if union {
                left.extend(right.iter().cloned());
                left.sort();
                left.dedup();
            } else {
                left.retain(|text| right.binary_search(text).is_err());
            }
            SetOf::Texts(left)
        }
        // A group without a version on these days has no members of any kind.
        (SetOf::Texts(_), SetOf::Bits(right)) if union => SetOf::Bits(right.clone()),
        (left, _) => left,
    }
}

/// Positions such that who defeats stands before whom it defeats; otherwise in order of declaration. Circles were found by
/// `coherence`, and a law with one is not run; here they are cut where they close.
fn ordered(count: usize, edges: &[(usize, usize, Defeat)]) -> Vec<usize> {
    let mut by_target: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (by, target, _) in edges {
        if let Some(list) = by_target.get_mut(*target) {
            list.push(*by);
        }
    }
    let mut order = Vec::with_capacity(count);
    let mut seen = vec![false; count];
    for start in 0..count {
        // An explicit stack: chains of priorities may be long.
        let mut open = vec![(start, false)];
        while let Some((position, expanded)) = open.pop() {
            if expanded {
                order.push(position);
                continue;
            }
            match seen.get_mut(position) {
                Some(flag) if !*flag => *flag = true,
                _ => continue,
            }
            open.push((position, true));
            if let Some(list) = by_target.get(position) {
                open.extend(list.iter().rev().map(|by| (*by, false)));
            }
        }
    }
    order
}
