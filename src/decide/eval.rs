//! The evaluator: a law, a day, a case, and the memory it works in.

use super::scratch::{Fault, FaultKind, Scratch};
use super::value::{List, Value, Words};
use crate::facts::Case;
use crate::plan::node::{Constant, Discretion, InstanceId, NodeId};
use crate::plan::slot::{self, Address, Keeper, Partial, Slot, TextRef};
use crate::plan::{Epoch, Law};
use crate::source::Id;

/// Answers questions about a case under the law of a day.
#[derive(Debug)]
pub struct Evaluator<'a> {
    pub(super) law: &'a Law,
    pub(super) epoch: &'a Epoch,
    pub(super) case: &'a Case,
    pub(super) scratch: &'a mut Scratch,
}

/// How deep definitions may call each other: more than any law needs, and little enough for the stack.
pub(super) const DEEPEST: u32 = 200;

/// How many steps one question may lead to, all told: definitions that are entered, and members of lists that are looked at.
/// Definitions that ask each other twice, each time about something else, and lists that are gone through for every member
/// of another would take longer than anybody waits. Once that many were taken, no other is before the case is asked anew.
pub(super) const MOST_STEPS: u32 = 4_000_000;

/// How many slots and members of lists may be made on the spot.
pub(super) const MOST_MADE: usize = 4_000_000;

/// How many letters may be copied for each of them.
pub(super) const LETTERS_A_SLOT: u32 = 16;

/// Marks partial knowledge that was made while deciding, not given by the case.
pub(super) const MADE_PARTIAL: u32 = 0x8000_0000;

impl<'a> Evaluator<'a> {
    /// Begins a decision.
    pub fn new(law: &'a Law, epoch: &'a Epoch, case: &'a Case, scratch: &'a mut Scratch) -> Self {
        scratch.begin(law.instances.len());
        Self { law, epoch, case, scratch }
    }

    /// The law asked.
    pub fn law(&self) -> &'a Law {
        self.law
    }

    /// The law of the day.
    pub fn epoch(&self) -> &'a Epoch {
        self.epoch
    }

    /// The case asked about.
    pub fn case(&self) -> &'a Case {
        self.case
    }

    /// The working memory, for what it found.
    pub fn scratch(&self) -> &Scratch {
        self.scratch
    }

    /// Whether a question led to too many steps to be answered.
    pub fn gave_up(&self) -> bool {
        self.scratch.steps >= MOST_STEPS
    }

    /// The rules whose presumption was used, by position.
    pub fn rests_on(&self) -> &[u32] {
        &self.scratch.rests_on
    }

    /// What guidance says the outcome would be, after [`decide`](Self::decide).
    pub fn guidance(&self) -> super::verdict::Range {
        self.scratch.guidance
    }

    /// What is known at an address.
    #[inline]
    pub(super) fn slot(&self, address: Address) -> Slot {
        let slots = match address.keeper() {
            Keeper::Case => &self.case.slots,
            Keeper::Law => &self.law.tables.slots,
            Keeper::Made => &self.scratch.slots,
        };
        slots.get(address.position()).copied().unwrap_or(Slot::Unknown)
    }

    /// The value at an address. A fact that nobody has given may be presumed; else it is noted as missing.
    #[inline]
    pub(super) fn load(&mut self, address: Address) -> Value {
        if self.scratch.special
            && let Some(number) = self.supposed_at(address)
        {
            return Value::Number(number);
        }
        match self.slot(address) {
            Slot::Number(number) => Value::Number(number.into()),
            Slot::Long(position) => self.long_at(address.keeper(), position),
            Slot::Bool(truth) => Value::Truth(truth),
            Slot::Code(code) => Value::Code(code),
            Slot::Date(date) => Value::Date(date),
            Slot::Text(text) => Value::Text(words(address, text)),
            Slot::Present => Value::Record(address),
            Slot::Record(record) => Value::Record(record),
            Slot::List(list) => Value::List(match address.keeper() {
                Keeper::Made => List::Made(list.start, list.len),
                Keeper::Case | Keeper::Law => List::Case(list.start, list.len),
            }),
            Slot::Duration(duration) => Value::Duration(duration),
            Slot::Absent => Value::Absent,
            Slot::Unknown => self.missing(address),
            Slot::Partial(position) => self.known_in_part(address, position),
        }
    }

    /// A number that is too long for a slot.
    #[cold]
    pub(super) fn long_at(&self, keeper: Keeper, position: u32) -> Value {
        let numbers = match keeper {
            Keeper::Case => &self.case.long,
            Keeper::Law => &self.law.tables.long,
            Keeper::Made => &self.scratch.long,
        };
        slot::long(numbers, position).map_or(Value::Unknown, Value::Number)
    }

    /// A fact that nobody has given: what is presumed of it, if anything is.
    #[cold]
    fn missing(&mut self, address: Address) -> Value {
        if let Some(origin) = self.scratch.origins.get(&address) {
            return self.load(*origin);
        }
        if let Some((rule, presumed)) = self.presumed(address) {
            if !self.scratch.rests_on.contains(&rule) {
                self.scratch.rests_on.push(rule);
            }
            return presumed;
        }
        self.touch(address);
        Value::Unknown
    }

    #[cold]
    fn known_in_part(&mut self, address: Address, position: u32) -> Value {
        self.touch(self.scratch.origins.get(&address).copied().unwrap_or(address));
        match self.partial_at(position) {
            Some(Partial::Number(interval)) => Value::Within(*interval),
            Some(Partial::Date(low, high)) => Value::Between(*low, *high),
            Some(Partial::Duration(low, high)) => Value::Lasting(*low, *high),
            Some(Partial::Codes(_) | Partial::Texts(_)) => Value::OneOf(position),
            None => Value::Unknown,
        }
    }

    /// What is known in part, at a position that a value names.
    pub fn partial(&self, position: u32) -> Option<&Partial> {
        self.partial_at(position)
    }

    pub(super) fn partial_at(&self, position: u32) -> Option<&Partial> {
        if position & MADE_PARTIAL == 0 {
            self.case.partials.get(usize::try_from(position).ok()?)
        } else {
            self.scratch.partials.get(usize::try_from(position & !MADE_PARTIAL).ok()?)
        }
    }

    pub(super) fn touch(&mut self, address: Address) {
        if self.scratch.special && !self.scratch.touched.contains(&address) {
            self.scratch.touched.push(address);
        }
    }

    /// What the law leaves to judgment is answered by nobody here.
    #[cold]
    pub(super) fn left_to_judgment(&mut self, question: Id<Discretion>) -> Value {
        if self.scratch.special && !self.scratch.judged.contains(&question) {
            self.scratch.judged.push(question);
        }
        Value::Unknown
    }

    /// The words themselves.
    pub fn words(&self, words: Words) -> &str {
        let cut = |buffer: &'_ str, text: TextRef| {
            let start = usize::try_from(text.start).unwrap_or(usize::MAX);
            let len = usize::try_from(text.len).unwrap_or(0);
            start..start.saturating_add(len).min(buffer.len().max(start))
        };
        match words {
            Words::Case(text) => self.case.text.get(cut(&self.case.text, text)).unwrap_or(""),
            Words::Law(text) => self.law.tables.text.get(cut(&self.law.tables.text, text)).unwrap_or(""),
            Words::Made(text) => self.scratch.text.get(cut(&self.scratch.text, text)).unwrap_or(""),
            Words::Constant(id) => match &self.law.nodes.constants[id] {
                Constant::Text(text) => text,
                Constant::Eccn(code) => code.as_str(),
                Constant::Number(_) | Constant::Date(_) | Constant::Duration(_) | Constant::Code(_) => "",
            },
        }
    }

    /// Whether answers may be kept. What is watched or supposed, or rests on a fixpoint under way or on a fact that is being
    /// presumed, may be another the next time.
    pub(super) fn remembers(&self, instance: InstanceId) -> bool {
        !self.scratch.special && self.stays(instance)
    }

    /// Whether an answer is the same wherever the definition or entry is asked.
    pub(super) fn stays(&self, instance: InstanceId) -> bool {
        let running = self.scratch.goals.running && self.law.instances[instance].rests_on_fixpoint;
        !running && self.scratch.presuming.is_empty()
    }

    /// Remembers what could not be worked out.
    #[cold]
    pub(super) fn fault(&mut self, node: NodeId, kind: FaultKind) {
        let fault = Fault { node, kind };
        if !self.scratch.faults.contains(&fault) {
            self.scratch.faults.push(fault);
        }
    }

    /// A variable of the running definition.
    pub(super) fn local(&self, local: u32) -> Value {
        let at = usize::try_from(local).unwrap_or(usize::MAX).saturating_add(self.scratch.frame);
        self.scratch.locals.get(at).copied().unwrap_or(Value::Unknown)
    }

    /// Puts a value into a variable of the running definition.
    pub(super) fn bind(&mut self, local: u32, value: Value) {
        let at = usize::try_from(local).unwrap_or(usize::MAX).saturating_add(self.scratch.frame);
        if at >= self.scratch.locals.len() {
            self.scratch.locals.resize(at + 1, Value::Unknown);
        }
        if let Some(slot) = self.scratch.locals.get_mut(at) {
            *slot = value;
        }
    }
}

/// The words at an address, in the keeping of whoever keeps the address.
fn words(address: Address, text: TextRef) -> Words {
    match address.keeper() {
        Keeper::Case => Words::Case(text),
        Keeper::Law => Words::Law(text),
        Keeper::Made => Words::Made(text),
    }
}
