//! Nodes in one line each, with names for what they refer to.

use super::{Printer, listed, name};
use crate::check::typed::{Aggregate, Arithmetic, Comparison, Quantifier};
use crate::plan::node::{Constant, Node, NodeId, Run};
use crate::resolve::{RecordId, TableId};
use crate::source::Id;

impl Printer<'_> {
    /// What a node asks or works out.
    #[allow(clippy::too_many_lines, reason = "one line a kind of node")]
    pub(super) fn node(&self, node: Node) -> String {
        let n = name;
        match node {
            Node::Truth(truth) => truth.to_string(),
            Node::Constant(id) => self.constant(id),
            Node::Absent => "absent".to_owned(),
            Node::Unknown => "unknown".to_owned(),
            Node::Slot(at) => self.address(at),
            Node::Local(local) => format!("local {local}"),
            Node::Field(base, offset) => format!("{}.{offset}", n(base)),
            Node::Has(at) => format!("has {}", self.address(at)),
            Node::HasField(base, offset) => format!("has {}.{offset}", n(base)),
            Node::And(run) => format!("all {}", self.run(run)),
            Node::Or(run) => format!("any {}", self.run(run)),
            Node::Not(inner) => format!("not {}", n(inner)),
            Node::AtLeast(count, run) => format!("at least {count} of {}", self.run(run)),
            Node::CompareNumbers(op, left, right) | Node::Compare(op, left, right) => {
                format!("{} {} {}", n(left), sign(op), n(right))
            }
            Node::CompareSlot(op, at, line) => {
                format!("{} {} {}", self.address(at), sign(op), self.constant(line))
            }
            Node::InSet(value, set) => format!("{} in s{}", n(value), set.raw()),
            Node::SlotInSet(at, set) => format!("{} in s{}", self.address(at), set.raw()),
            Node::InList(value, list) => format!("{} in list {}", n(value), n(list)),
            Node::CodeUnder(value, codes) => {
                let codes = self.law.nodes.codes.get(codes).map_or(&[][..], Vec::as_slice);
                format!("{} under {}", n(value), listed(codes))
            }
            Node::Instance(id) => format!("i{} {}", id.raw(), self.instance(id)),
            Node::Call(id, run) => format!("i{} {} of {}", id.raw(), self.instance(id), self.run(run)),
            Node::If(condition, then, otherwise) => {
                format!("if {} then {} else {}", n(condition), n(then), n(otherwise))
            }
            Node::Quantified(kind, local, list, condition) => {
                let kind = if kind == Quantifier::Any { "any" } else { "every" };
                format!("{kind} local {local} of {} has {}", n(list), n(condition))
            }
            Node::Aggregated(kind, local, list, each, filter) => {
                let part =
                    |word: &str, id: Option<NodeId>| id.map_or_else(String::new, |id| format!(" {word} {}", n(id)));
                let (each, filter) = (part("of", each), part("where", filter));
                format!("{}{each} for local {local} in {}{filter}", aggregate(kind), n(list))
            }
            Node::Value(id) => format!("value {}", self.law.values.get(id).map_or("", |value| &value.name)),
            Node::Arithmetic(op, left, right) => format!("{} {} {}", n(left), arithmetic(op), n(right)),
            Node::Convert(factor, inner) => format!("{} * {}", self.constant(factor), n(inner)),
            Node::Negate(inner) => format!("-{}", n(inner)),
            Node::Bounded(inner, low, high) => {
                let side = |word: &str, id: Option<_>| {
                    id.map_or_else(String::new, |id| format!(" {word} {}", self.constant(id)))
                };
                format!("{}{}{}", n(inner), side("at least", low), side("at most", high))
            }
            Node::CalendarYear(inner) => format!("calendar year of {}", n(inner)),
            Node::Table(id) => format!("rows of {}", self.table(id)),
            Node::Row(id, key) => format!("{}[{}]", self.table(id), n(key)),
            Node::List(run) => format!("list {}", self.run(run)),
            Node::Construct(id, run) => format!("make {} of {}", self.record(id), self.run(run)),
            Node::Discretion(id) => {
                let question = self.law.nodes.discretions.get(id).map_or("", |it| &it.question);
                format!("discretion {question:?}")
            }
            Node::Range(low, high) => {
                let side = |id: Option<NodeId>| id.map_or_else(|| "…".to_owned(), n);
                format!("between {} and {}", side(low), side(high))
            }
            Node::OneOf(run) => format!("one of {}", self.run(run)),
        }
    }

    fn constant(&self, id: Id<Constant>) -> String {
        match self.law.nodes.constants.get(id) {
            Some(Constant::Number(number)) => number.to_string(),
            Some(Constant::Date(date)) => date.to_string(),
            Some(Constant::Duration(duration)) => duration.to_string(),
            Some(Constant::Text(text)) => format!("{text:?}"),
            Some(Constant::Code(code)) => format!("#{code}"),
            Some(Constant::Eccn(code)) => code.to_string(),
            None => String::new(),
        }
    }

    fn run(&self, run: Run) -> String {
        self.law.nodes.kids(run).iter().map(|kid| name(*kid)).collect::<Vec<_>>().join(" ")
    }

    fn record(&self, id: RecordId) -> &str {
        self.law.layout.records.get(id).map_or("", |record| &record.name)
    }

    fn table(&self, id: TableId) -> String {
        self.law.tables.tables.get(id).map_or_else(String::new, |table| self.record(table.record).to_owned())
    }
}

fn sign(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Greater => ">",
        Comparison::AtLeast => ">=",
    }
}

fn arithmetic(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add | Arithmetic::DatePlus | Arithmetic::DurationPlus => "+",
        Arithmetic::Subtract | Arithmetic::DateMinus | Arithmetic::DurationMinus => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
        Arithmetic::DaysBetween => "days from",
        Arithmetic::Concat => "then",
    }
}

fn aggregate(kind: Aggregate) -> &'static str {
    match kind {
        Aggregate::Count => "count",
        Aggregate::Sum => "sum",
        Aggregate::Min => "min",
        Aggregate::Max => "max",
        Aggregate::List => "list",
    }
}
