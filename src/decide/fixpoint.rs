//! Definitions that refer to themselves positively: the least answer that agrees with itself, in three values.
//!
//! Every goal (a definition for certain arguments) starts at `false` and is asked again until nothing changes. The
//! operations a definition may use are monotone, so each goal rises at most twice, from `false` over unknown to
//! `true`, and loops of owners end.

use super::eval::Evaluator;
use super::scratch::FaultKind;
use super::value::{List, Value, Words};
use crate::plan::node::{InstanceId, NodeId};
use crate::value::Truth;

/// More questions of one kind than this are not asked in one decision.
const MOST_GOALS: usize = 100_000;

impl Evaluator<'_> {
    /// The answer to a goal.
    pub(super) fn fixpoint(&mut self, instance: InstanceId, arguments: Vec<Value>, node: NodeId) -> Truth {
        let key = self.goal_key(instance, &arguments);
        if let Some(at) = self.scratch.goals.known.get(&key) {
            return self.scratch.goals.found.get(*at).map_or(Truth::Unknown, |(_, _, best)| *best);
        }
        let at = self.scratch.goals.found.len();
        // A definition that makes its own arguments (a list longer by one, a record made on the spot) may never run out
        // of them.
        if at >= MOST_GOALS {
            self.fault(node, FaultKind::TooDeep);
            self.scratch.goals.too_many = true;
            return Truth::Unknown;
        }
        self.scratch.goals.known.insert(key, at);
        self.scratch.goals.found.push((instance, arguments, Truth::False));
        if self.scratch.goals.running {
            // Whoever started will come to it.
            return Truth::False;
        }
        self.scratch.goals.running = true;
        // Goals settled by an earlier question stay settled; only those found from here on are asked.
        loop {
            let mut changed = false;
            let mut position = at;
            while position < self.scratch.goals.found.len() && !self.scratch.goals.too_many {
                changed |= self.ask_goal(position, node);
                position += 1;
            }
            // Answers come from the owners at the end of a chain, who were found last.
            let mut backward = (at..self.scratch.goals.found.len()).rev();
            while let Some(position) = backward.next().filter(|_| !self.scratch.goals.too_many) {
                changed |= self.ask_goal(position, node);
            }
            if !changed || self.scratch.goals.too_many {
                break;
            }
        }
        self.scratch.goals.running = false;
        if self.scratch.goals.too_many {
            // What was found to be so is so; of the rest nobody will know.
            for (_, _, best) in self.scratch.goals.found.iter_mut().skip(at).filter(|goal| !goal.2.is_true()) {
                *best = Truth::Unknown;
            }
        }
        self.scratch.goals.found.get(at).map_or(Truth::Unknown, |(_, _, best)| *best)
    }

    /// Asks a goal again; whether its answer rose, or others were found.
    fn ask_goal(&mut self, position: usize, node: NodeId) -> bool {
        let Some((instance, arguments, before)) = self.scratch.goals.found.get(position).cloned() else { return false };
        let known = self.scratch.goals.found.len();
        let answer = before.max(self.apply_truth(instance, &arguments, node));
        if let Some((_, _, best)) = self.scratch.goals.found.get_mut(position) {
            *best = answer;
        }
        answer != before || self.scratch.goals.found.len() != known
    }

    /// What makes two goals the same.
    pub fn goal_key(&self, instance: InstanceId, arguments: &[Value]) -> Vec<u64> {
        let mut key = vec![u64::from(instance.raw())];
        self.key_of(arguments, &mut key);
        key
    }

    /// What makes values the same: lists are if their members are, wherever they were made.
    fn key_of(&self, values: &[Value], key: &mut Vec<u64>) {
        for value in values {
            match value {
                Value::Record(address) => key.extend([1, u64::from(address.0)]),
                Value::Code(code) => key.extend([2, u64::from(*code)]),
                Value::Truth(truth) => key.extend([3, u64::from(*truth)]),
                Value::Date(day) => key.extend([4, u64::from(day.days().cast_unsigned())]),
                Value::Text(words) => {
                    key.push(5);
                    key.extend(self.words(*words).bytes().map(u64::from));
                    key.push(u64::MAX);
                }
                Value::List(List::Rows(table)) => key.extend([6, u64::from(table.raw())]),
                Value::List(list) => {
                    let len = self.length(*list);
                    key.extend([7, u64::from(len)]);
                    for position in 0..len {
                        self.key_of(&[self.member(*list, position)], key);
                    }
                }
                Value::Number(number) => {
                    let (top, bottom) = (number.numerator().cast_unsigned(), number.denominator().cast_unsigned());
                    for part in [top, bottom] {
                        key.push(9);
                        key.extend(part.to_le_bytes().map(u64::from));
                    }
                }
                Value::OneOf(position) => key.extend([11, u64::from(*position)]),
                Value::Absent => key.push(12),
                Value::Unknown => key.push(13),
                Value::Duration(_) | Value::Lasting(..) | Value::Within(_) | Value::Between(..) => {
                    key.push(14);
                    key.extend(format!("{value:?}").bytes().map(u64::from));
                    key.push(u64::MAX);
                }
            }
        }
    }

    /// Whether two words are the same text.
    pub fn same_words(&self, a: Words, b: Words) -> bool {
        self.words(a) == self.words(b)
    }
}
