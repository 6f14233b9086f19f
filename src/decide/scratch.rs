//! What evaluation writes while it runs, kept from one decision to the next so that a decision allocates nothing.

use super::line::Answers;
use super::looked::Looked;
use super::value::{Num, Value};
use super::verdict::Range;
use crate::plan::node::{Discretion, InstanceId, NodeId};
use crate::plan::slot::{Address, Partial, Slot};
use crate::source::Id;
use crate::value::{Number, Truth};
use std::collections::HashMap;

/// Working memory. One for each thread; which law and case it is used for may change from decision to decision.
#[derive(Debug, Default)]
pub struct Scratch {
    /// For each instance its truth, once it was worked out.
    truths: Vec<Option<Truth>>,
    /// Whether any was.
    remembers: bool,
    /// For each instance its value, with the decision it was worked out for.
    pub(super) values: Vec<(u64, Value)>,
    /// Counts decisions, so that old values need not be wiped.
    pub(super) stamp: u64,
    /// Variables of running definitions.
    pub(super) locals: Vec<Value>,
    /// Where the variables of the running definition begin.
    pub(super) frame: usize,
    /// Records made on the spot.
    pub(super) slots: Vec<Slot>,
    /// For places in records made on the spot that were copied from where nothing, or not all, is known: from where.
    pub(super) origins: HashMap<Address, Address>,
    /// Members of lists made on the spot.
    pub(super) elements: Vec<Slot>,
    /// Texts in records made on the spot.
    pub(super) text: String,
    /// What is known in part in records made on the spot.
    pub(super) partials: Vec<Partial>,
    /// Numbers in records made on the spot that are too long for a slot.
    pub(super) long: Vec<Number>,
    /// What could not be worked out.
    pub(super) faults: Vec<Fault>,
    /// How deep definitions call each other at the moment.
    pub(super) depth: u32,
    /// How many lists are gone through inside of each other at the moment.
    pub(super) loops: u32,
    /// How many steps the outermost question has led to by now.
    pub(super) steps: u32,
    /// Least fixpoints under way.
    pub(super) goals: Goals,
    /// Facts being presumed at the moment, so that a presumption does not rest on itself.
    pub(super) presuming: Vec<Address>,
    /// What was found to be presumed of facts, and by which rule.
    pub(super) presumed: Vec<(Address, Option<(u32, Value)>)>,
    /// Rules whose presumption was used, by position.
    pub(super) rests_on: Vec<u32>,
    /// Whether what is looked at is recorded, or something is supposed.
    pub(super) special: bool,
    /// Facts that were looked at and are not, or not fully, known.
    pub(super) touched: Vec<Address>,
    /// Questions of judgment that were looked at.
    pub(super) judged: Vec<Id<Discretion>>,
    /// For definitions and entries that were looked into while this was recorded, what was looked at for them.
    pub(super) looked: HashMap<InstanceId, Looked>,
    /// A number taken to be another, for what-if: the step that gives it, the place it is read from if it is a fact, and
    /// what it is taken to be.
    pub(super) supposed: Option<(NodeId, Option<Address>, Number)>,
    /// Questions taken to have these answers.
    pub(super) assumed: Vec<(NodeId, Truth)>,
    /// The answers of the line of the day.
    pub(super) answers: Answers,
    /// Whether it has been asked.
    pub(super) answered: bool,
    /// For each rule in force, whether its condition holds.
    pub(super) conditions: Vec<Truth>,
    /// For each rule in force, whether it applies.
    pub(super) applies: Vec<Truth>,
    /// For each regime, the outcomes still possible.
    pub(super) regimes: Vec<Range>,
    /// What guidance says the outcome would be.
    pub(super) guidance: Range,
}

/// Something that could not be worked out: the answer is unknown, and why is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The step.
    pub node: NodeId,
    /// What went wrong.
    pub kind: FaultKind,
}

/// What can go wrong in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A number too large or too fine to be held exactly.
    Overflow,
    /// Something divided by zero.
    DivisionByZero,
    /// A day outside the calendar.
    NoSuchDay,
    /// Durations of days and of months, which cannot be compared or added.
    MixedDurations,
    /// A definition or a value that has no version on the day.
    NoVersion,
    /// A key that is in no row.
    NoRow,
    /// The least or greatest of nothing.
    Empty,
    /// Definitions that call each other too deep.
    TooDeep,
}

/// Least fixpoints under way.
#[derive(Debug, Default)]
pub(super) struct Goals {
    /// Each goal with its best answer so far, in the order of discovery.
    pub(super) found: Vec<(InstanceId, Vec<Value>, Truth)>,
    /// Where each goal stands.
    pub(super) known: HashMap<Vec<u64>, usize>,
    /// Whether one is under way.
    pub(super) running: bool,
    /// Whether there were too many to be asked to the end.
    pub(super) too_many: bool,
}

impl Scratch {
    /// Fresh working memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// The truth of an instance, if it was worked out.
    #[inline]
    pub(super) fn remembered(&self, instance: InstanceId) -> Option<Truth> {
        self.truths.get(instance.index()).copied().flatten()
    }

    /// Keeps the truth of an instance.
    #[inline]
    pub(super) fn remember(&mut self, instance: InstanceId, truth: Truth) {
        if let Some(slot) = self.truths.get_mut(instance.index()) {
            *slot = Some(truth);
            self.remembers = true;
        }
    }

    /// Forgets the decision before.
    pub(super) fn begin(&mut self, instances: usize) {
        if self.remembers || self.truths.len() != instances {
            self.truths.clear();
            self.truths.resize(instances, None);
            self.remembers = false;
        }
        if self.values.len() != instances {
            self.values.clear();
            self.values.resize(instances, (0, Value::Unknown));
        }
        self.stamp += 1;
        self.locals.clear();
        self.frame = 0;
        self.slots.clear();
        self.origins.clear();
        self.elements.clear();
        self.text.clear();
        self.partials.clear();
        self.long.clear();
        self.faults.clear();
        self.depth = 0;
        self.loops = 0;
        self.steps = 0;
        if !self.goals.found.is_empty() {
            self.goals = Goals::default();
        }
        self.presuming.clear();
        self.presumed.clear();
        self.rests_on.clear();
        self.touched.clear();
        self.looked.clear();
        self.answered = false;
    }

    /// Forgets what was worked out, keeping records made on the spot: for asking the same case something else.
    pub(super) fn forget(&mut self) {
        self.truths.fill(None);
        self.remembers = false;
        self.looked.clear();
        self.presumed.clear();
        self.stamp += 1;
        if !self.goals.found.is_empty() {
            self.goals = Goals::default();
        }
    }

    /// What could not be worked out in the last decision.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// For each rule in force, in the order of the epoch, whether it applies.
    pub fn applies(&self) -> &[Truth] {
        &self.applies
    }

    /// For each rule in force, in the order of the epoch, whether its condition holds.
    pub fn conditions(&self) -> &[Truth] {
        &self.conditions
    }

    /// For each regime, in the order of the law, the outcomes still possible.
    pub fn regimes(&self) -> &[Range] {
        &self.regimes
    }
}

/// Nothing known of a number.
pub(super) const UNKNOWN: Num = Num::UNKNOWN;
