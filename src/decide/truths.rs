//! Questions that are answered yes, no, or not known.

use super::compare::{compare_numbers, of_all};
use super::eval::{DEEPEST, Evaluator, MOST_STEPS};
use super::scratch::FaultKind;
use super::value::{List, Value};
use crate::check::typed::Comparison;
use crate::plan::SetOf;
use crate::plan::node::{InstanceId, Node, NodeId, Run, SetId};
use crate::plan::slot::{Address, Partial, Slot};
use crate::syntax::ast::Quantifier;
use crate::value::{Date, Eccn, Truth};

/// Where the variables of whoever was stepped out of begin.
#[derive(Debug)]
pub struct SteppedInto(usize);

impl Evaluator<'_> {
    /// The answer to a question.
    #[inline]
    pub fn truth(&mut self, id: NodeId) -> Truth {
        if self.scratch.special {
            return self.watched(id);
        }
        self.answer(id)
    }

    /// As [`truth`](Self::truth), forgetting the missing facts and the judgments of a question that is settled.
    #[cold]
    fn watched(&mut self, id: NodeId) -> Truth {
        if let Some((_, answer)) = self.scratch.assumed.iter().find(|(question, _)| *question == id) {
            return *answer;
        }
        let (facts, judgments) = (self.scratch.touched.len(), self.scratch.judged.len());
        let answer = self.answer(id);
        if !answer.is_unknown() {
            self.scratch.touched.truncate(facts);
            self.scratch.judged.truncate(judgments);
        }
        answer
    }

    fn answer(&mut self, id: NodeId) -> Truth {
        let law = self.law;
        match law.nodes.nodes[id] {
            Node::Truth(truth) => truth,
            Node::CompareSlot(op, address, constant) => self.compare_slot(op, address, &law.nodes.constants[constant]),
            Node::SlotInSet(address, set) => match self.slot(address) {
                Slot::Code(code) if self.epoch.sets[set].has_code(code) => Truth::True,
                Slot::Code(_) if !self.epoch.sets[set].is_open() => Truth::False,
                _ => {
                    let value = self.load(address);
                    self.in_set(value, set, id)
                }
            },
            Node::And(run) => self.and(run),
            Node::Or(run) => self.or(run),
            Node::Not(inner) => self.truth(inner).not(),
            Node::AtLeast(n, run) => self.at_least(n, run),
            Node::Instance(instance) => self.instance_truth(instance, id),
            Node::Call(instance, run) => self.call_truth(instance, run, id),
            Node::CompareNumbers(op, left, right) => {
                let left = self.number(left);
                let right = self.number(right);
                compare_numbers(op, left, right)
            }
            Node::Compare(op, left, right) => {
                let left = self.value(left);
                let right = self.value(right);
                self.compare(op, left, right, id)
            }
            Node::InSet(value, set) => {
                let value = self.value(value);
                self.in_set(value, set, id)
            }
            Node::InList(value, list) => self.looping(|it| it.in_list(value, list, id)),
            Node::CodeUnder(value, codes) => {
                let value = self.value(value);
                self.code_under(value, &law.nodes.codes[codes])
            }
            Node::Slot(_) | Node::Local(_) | Node::Field(..) => self.value(id).truth(),
            Node::Has(address) => self.has(address),
            Node::HasField(base, offset) => match self.value(base) {
                Value::Record(record) => self.has(record.plus(offset)),
                Value::Absent => Truth::False,
                _ => Truth::Unknown,
            },
            Node::If(condition, then, otherwise) => match self.truth(condition) {
                Truth::True => self.truth(then),
                Truth::False => self.truth(otherwise),
                Truth::Unknown => {
                    let (then, otherwise) = (self.truth(then), self.truth(otherwise));
                    if then == otherwise { then } else { Truth::Unknown }
                }
            },
            Node::Quantified(kind, local, list, condition) => {
                self.looping(|it| it.quantified(kind, local, list, condition, id))
            }
            Node::Value(_) | Node::Row(..) => self.value(id).truth(),
            Node::Discretion(_) => self.value(id).truth(),
            Node::Unknown | Node::Absent => Truth::Unknown,
            // Nothing of these kinds gives a truth value; the checker lets none through.
            Node::Constant(_)
            | Node::Aggregated(..)
            | Node::Arithmetic(..)
            | Node::Convert(..)
            | Node::Negate(_)
            | Node::Bounded(..)
            | Node::CalendarYear(_)
            | Node::Table(_)
            | Node::List(_)
            | Node::Construct(..)
            | Node::Range(..)
            | Node::OneOf(_) => Truth::Unknown,
        }
    }

    /// The answer of a definition or entry that takes no arguments.
    pub fn instance(&mut self, instance: InstanceId) -> Truth {
        let Some(body) = self.body(instance) else { return Truth::False };
        self.truth(body)
    }

    /// The answer for one member of a list, and the member, which its variable goes on to hold.
    pub fn member_answer(&mut self, list: List, position: u32, local: u32, condition: NodeId) -> (Truth, Value) {
        let member = self.member(list, position);
        self.bind(local, member);
        (self.truth(condition), member)
    }

    /// What a definition is called with where it stands.
    pub fn called_with(&mut self, arguments: Run) -> Vec<Value> {
        self.arguments(arguments)
    }

    /// Steps into a definition, to look at what it asks: until [`step_out`](Self::step_out) variables are its own. Nothing
    /// where definitions call each other too deep already.
    pub fn step_into(&mut self, arguments: &[Value]) -> Option<SteppedInto> {
        let frame = self.enter()?;
        self.scratch.locals.extend_from_slice(arguments);
        Some(SteppedInto(frame))
    }

    /// Steps out of a definition again.
    pub fn step_out(&mut self, SteppedInto(frame): SteppedInto) {
        self.leave(frame);
    }

    #[inline]
    fn and(&mut self, run: Run) -> Truth {
        let law = self.law;
        let mut all = Truth::True;
        for kid in law.nodes.kids(run) {
            all = all.and(self.truth(*kid));
            if all.is_false() {
                break;
            }
        }
        all
    }

    #[inline]
    fn or(&mut self, run: Run) -> Truth {
        let law = self.law;
        let mut any = Truth::False;
        for kid in law.nodes.kids(run) {
            any = any.or(self.truth(*kid));
            if any.is_true() {
                break;
            }
        }
        any
    }

    fn at_least(&mut self, n: u32, run: Run) -> Truth {
        let law = self.law;
        let kids = law.nodes.kids(run);
        let wanted = usize::try_from(n).unwrap_or(usize::MAX);
        let mut answers = Vec::with_capacity(kids.len());
        for kid in kids {
            answers.push(self.truth(*kid));
        }
        Truth::at_least(wanted, answers)
    }

    /// A definition or entry without open arguments: worked out once a decision.
    fn instance_truth(&mut self, instance: InstanceId, node: NodeId) -> Truth {
        let law = self.law;
        if law.instances[instance].fixpoint {
            return self.fixpoint(instance, Vec::new(), node);
        }
        let remember = self.remembers(instance);
        if remember && let Some(known) = self.scratch.remembered(instance) {
            return known;
        }
        if self.body(instance).is_none() {
            return self.no_version(instance, node);
        }
        let answer = self.look_into(instance, |it| it.apply_truth(instance, &[], node).into()).truth();
        if remember {
            self.scratch.remember(instance, answer);
        }
        answer
    }

    fn call_truth(&mut self, instance: InstanceId, run: Run, node: NodeId) -> Truth {
        let arguments = self.arguments(run);
        if self.law.instances[instance].fixpoint {
            return self.fixpoint(instance, arguments, node);
        }
        self.apply_truth(instance, &arguments, node)
    }

    /// The body of a definition for some arguments.
    pub(super) fn apply_truth(&mut self, instance: InstanceId, arguments: &[Value], node: NodeId) -> Truth {
        let Some(body) = self.body(instance) else { return self.no_version(instance, node) };
        let Some(frame) = self.enter() else { return self.too_deep(node) };
        self.scratch.locals.extend_from_slice(arguments);
        let answer = self.truth(body);
        self.leave(frame);
        answer
    }

    /// What arguments are.
    pub(super) fn arguments(&mut self, run: Run) -> Vec<Value> {
        let law = self.law;
        law.nodes.kids(run).iter().map(|kid| self.value(*kid)).collect()
    }

    /// The body that counts on the day.
    pub(super) fn body(&self, instance: InstanceId) -> Option<NodeId> {
        self.epoch.instances.get(instance.index()).copied().flatten()
    }

    /// An entry that is not in force covers nothing; a definition that is not leaves the answer unknown.
    fn no_version(&mut self, instance: InstanceId, node: NodeId) -> Truth {
        match self.law.instances[instance].of {
            crate::plan::law::Source::Entry(_) => Truth::False,
            crate::plan::law::Source::Define(_) => {
                self.fault(node, FaultKind::NoVersion);
                Truth::Unknown
            }
        }
    }

    /// Remembers that a definition was not followed. Of those that are not because too many were, the first is told.
    pub(super) fn too_deep(&mut self, node: NodeId) -> Truth {
        let told = || self.scratch.faults.iter().any(|fault| fault.kind == FaultKind::TooDeep);
        if self.scratch.steps < MOST_STEPS || !told() {
            self.fault(node, FaultKind::TooDeep);
        }
        Truth::Unknown
    }

    /// Begins a definition: its variables lie after those of whoever calls it.
    pub(super) fn enter(&mut self) -> Option<usize> {
        self.begin_question();
        if self.scratch.depth >= DEEPEST || self.scratch.steps >= MOST_STEPS {
            return None;
        }
        self.scratch.depth += 1;
        self.scratch.steps += 1;
        let frame = self.scratch.frame;
        self.scratch.frame = self.scratch.locals.len();
        Some(frame)
    }

    /// Ends a definition.
    pub(super) fn leave(&mut self, frame: usize) {
        self.scratch.depth -= 1;
        self.scratch.locals.truncate(self.scratch.frame);
        self.scratch.frame = frame;
    }

    /// Goes through a list.
    pub(super) fn looping<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        self.begin_question();
        self.scratch.loops += 1;
        let found = look(self);
        self.scratch.loops -= 1;
        found
    }

    /// The steps of the outermost question are counted; a goal of a least fixpoint is not one of its own.
    fn begin_question(&mut self) {
        let scratch = &mut *self.scratch;
        if scratch.depth == 0 && scratch.loops == 0 && !scratch.goals.running && scratch.steps < MOST_STEPS {
            scratch.steps = 0;
        }
    }

    /// Whether the next member of a list may be looked at. Where too many were, the list is given up.
    pub(super) fn goes_on(&mut self, node: NodeId) -> bool {
        self.scratch.steps += 1;
        let goes_on = self.scratch.steps < MOST_STEPS;
        if !goes_on {
            self.scratch.steps = MOST_STEPS;
            self.too_deep(node);
        }
        goes_on
    }

    fn has(&mut self, address: Address) -> Truth {
        match self.slot(address) {
            Slot::Absent => Truth::False,
            // It may be presumed.
            Slot::Unknown => self.load(address).presence(),
            _ => Truth::True,
        }
    }

    fn quantified(&mut self, kind: Quantifier, local: u32, list: NodeId, condition: NodeId, id: NodeId) -> Truth {
        let Value::List(list) = self.value(list) else { return Truth::Unknown };
        let settles = match kind {
            Quantifier::Any => Truth::True,
            Quantifier::Every => Truth::False,
        };
        let mut answer = settles.not();
        for position in 0..self.length(list) {
            if !self.goes_on(id) {
                return Truth::Unknown;
            }
            let member = self.member(list, position);
            self.bind(local, member);
            let next = self.truth(condition);
            answer = match kind {
                Quantifier::Any => answer.or(next),
                Quantifier::Every => answer.and(next),
            };
            if answer == settles {
                break;
            }
        }
        answer
    }

    /// Whether the value of a node is in a set.
    pub fn member_of(&mut self, node: NodeId, set: SetId) -> Truth {
        let value = self.value(node);
        let certain = self.certainly_in(value, set);
        if certain.is_false() && self.epoch.sets[set].is_open() { Truth::Unknown } else { certain }
    }

    /// Who is not for certain in a group that has no version on the day may be in it.
    fn in_set(&mut self, value: Value, set: SetId, node: NodeId) -> Truth {
        let certain = self.certainly_in(value, set);
        if certain.is_true() || !self.epoch.sets[set].is_open() {
            return certain;
        }
        self.fault(node, FaultKind::NoVersion);
        Truth::Unknown
    }

    fn certainly_in(&mut self, value: Value, set: SetId) -> Truth {
        let set = &self.epoch.sets[set];
        match value {
            Value::Code(code) => set.has_code(code).into(),
            Value::Text(text) => set.has_text(self.words(text)).into(),
            Value::OneOf(position) => match (self.partial_at(position), set) {
                (Some(Partial::Codes(codes)), _) => of_all(codes.iter().map(|code| set.has_code(*code))),
                (Some(Partial::Texts(texts)), SetOf::Listed(_) | SetOf::Open(_)) => {
                    of_all(texts.iter().map(|text| set.has_text(text)))
                }
                (Some(_) | None, _) => Truth::Unknown,
            },
            Value::Number(number) => set.numbers().any(|known| known == number).into(),
            // What none of them can be is in no set; what only one can be may still be another number.
            Value::Within(interval) if set.numbers().all(|known| !interval.contains(known)) => Truth::False,
            Value::Date(day) => set.days().any(|known| known == day).into(),
            Value::Between(low, high) if set.days().all(|known| !lies_between(known, low, high)) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    fn in_list(&mut self, value: NodeId, list: NodeId, node: NodeId) -> Truth {
        let value = self.value(value);
        let Value::List(list) = self.value(list) else { return Truth::Unknown };
        let mut answer = Truth::False;
        for position in 0..self.length(list) {
            if !self.goes_on(node) {
                return Truth::Unknown;
            }
            let member = self.member(list, position);
            answer = answer.or(self.compare(Comparison::Equal, value, member, node));
            if answer.is_true() {
                break;
            }
        }
        answer
    }

    fn code_under(&mut self, value: Value, codes: &[Eccn]) -> Truth {
        let under = |text: &str| Eccn::parse(text).is_ok_and(|code| codes.iter().any(|above| code.is_under(above)));
        match value {
            Value::Text(words) => under(self.words(words)).into(),
            Value::OneOf(position) => match self.partial_at(position) {
                Some(Partial::Texts(texts)) => of_all(texts.iter().map(|text| under(text))),
                Some(Partial::Codes(_) | Partial::Number(_) | Partial::Date(..) | Partial::Duration(..)) | None => {
                    Truth::Unknown
                }
            },
            _ => Truth::Unknown,
        }
    }
}

fn lies_between(day: Date, low: Option<Date>, high: Option<Date>) -> bool {
    low.is_none_or(|low| low <= day) && high.is_none_or(|high| day <= high)
}
