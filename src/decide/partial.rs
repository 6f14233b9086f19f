//! What a scenario, or somebody at the prompt, says of a fact in part, worked out.

use super::eval::Evaluator;
use super::numbers::{high_of, low_of};
use super::value::Value;
use crate::plan::node::{Node, NodeId, Run};
use crate::plan::slot::Partial;
use crate::value::Date;

impl Evaluator<'_> {
    /// A range of numbers or of days.
    pub(super) fn range(&mut self, low: Option<NodeId>, high: Option<NodeId>, id: NodeId) -> Value {
        match self.days_between(low, high) {
            (Some(low), Some(high)) if low == high => Value::Date(low),
            (None, None) => self.number(id).into(),
            (low, high) => Value::Between(low, high),
        }
    }

    /// The first and the last day that a range leaves. A limit that is itself known in part limits as far as it goes.
    fn days_between(&mut self, low: Option<NodeId>, high: Option<NodeId>) -> (Option<Date>, Option<Date>) {
        let low = match low.map(|low| self.value(low)) {
            Some(Value::Date(day)) => Some(day),
            Some(Value::Between(first, _)) => first,
            _ => None,
        };
        let high = match high.map(|high| self.value(high)) {
            Some(Value::Date(day)) => Some(day),
            Some(Value::Between(_, last)) => last,
            _ => None,
        };
        (low, high)
    }

    /// Whether a node is a range that leaves nothing, because its limits stand the wrong way round.
    pub(super) fn leaves_nothing(&mut self, id: NodeId) -> bool {
        let Node::Range(low, high) = self.law.nodes.nodes[id] else { return false };
        if let (Some(low), Some(high)) = self.days_between(low, high) {
            return high < low;
        }
        let (Some(low), Some(high)) = (low, high) else { return false };
        let (low, high) = (low_of(self.number(low)), high_of(self.number(high)));
        low.intersect(high).is_none()
    }

    /// One of several. If one of them is not known, it may be anything.
    pub(super) fn one_of_these(&mut self, run: Run, id: NodeId) -> Value {
        let law = self.law;
        let mut codes = Vec::new();
        let mut texts = Vec::new();
        let mut last = Value::Unknown;
        for kid in law.nodes.kids(run) {
            last = self.value(*kid);
            match last {
                Value::Code(code) => codes.push(code),
                Value::Text(words) => texts.push(self.words(words).to_owned()),
                Value::OneOf(position) => match self.partial_at(position) {
                    Some(Partial::Codes(more)) => codes.extend_from_slice(more),
                    Some(Partial::Texts(more)) => texts.extend_from_slice(more),
                    Some(Partial::Number(_) | Partial::Date(..) | Partial::Duration(..)) | None => return Value::Unknown,
                },
                _ => return Value::Unknown,
            }
        }
        codes.sort_unstable();
        codes.dedup();
        texts.sort_unstable();
        texts.dedup();
        match (codes.len(), texts.len()) {
            (0, 0) => Value::Unknown,
            // Said several times it is still one.
            (1, 0) | (0, 1) => last,
            (_, 0) => self.one_of_partial(Partial::Codes(codes), id),
            (_, _) => self.one_of_partial(Partial::Texts(texts), id),
        }
    }
}
