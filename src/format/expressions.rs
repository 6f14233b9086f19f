//! Expressions with no more parentheses than they need, on one line where they fit.

use super::layout::{Doc, tight};
use super::lines::Lines;
use crate::syntax::ast::{Aggregate, Argument, BinaryOp, Expr, ExprKind, Name, Quantifier, UnaryOp};

/// How tightly a form binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    /// `if`, quantifiers, aggregates: reach as far as they can.
    Loose,
    Or,
    And,
    Not,
    Compare,
    Add,
    Multiply,
    Negate,
    Primary,
}

impl Lines<'_> {
    /// A whole expression on one line.
    pub(super) fn inline(&self, expr: &Expr) -> String {
        self.doc(expr).flat()
    }

    /// In parentheses if it binds less tightly than its place needs.
    pub(super) fn within(&self, expr: &Expr, needed: Binding) -> Doc {
        self.enclosed(expr, binding(expr) < needed)
    }

    /// An expression where no block can stand by itself.
    fn whole(&self, expr: &Expr) -> Doc {
        self.enclosed(expr, matches!(expr.kind, ExprKind::Block(_)))
    }

    fn enclosed(&self, expr: &Expr, needed: bool) -> Doc {
        let doc = self.doc(expr);
        if needed { Doc::Seq(vec![Doc::text("("), doc, Doc::text(")")]) } else { doc }
    }

    /// Inside a list divided by commas, what is itself such a list needs parentheses; so does what ends in a test that
    /// would take the next item for its own.
    fn item(&self, expr: &Expr, last: bool) -> Doc {
        let needed = match &expr.kind {
            ExprKind::In { groups, .. } => groups.len() > 1,
            ExprKind::Under { codes, .. } => codes.len() > 1,
            ExprKind::Is { alternatives, .. } => alternatives.len() > 1,
            ExprKind::Block(_) => true,
            _ => false,
        };
        self.enclosed(expr, needed || !last && ends_in_list(expr))
    }

    fn items(&self, items: &[Expr]) -> Vec<Doc> {
        let last = items.len();
        items.iter().zip(1..).map(|(item, position)| self.item(item, position == last)).collect()
    }

    /// Items with commas between them, on one line; those that reach as far as they can in parentheses.
    pub(super) fn comma(&self, items: &[Expr]) -> String {
        let last = items.len();
        let flat = |(item, position)| match binding(item) {
            Binding::Loose => self.enclosed(item, true).flat(),
            _ => self.item(item, position == last).flat(),
        };
        items.iter().zip(1..).map(flat).collect::<Vec<_>>().join(", ")
    }

    /// Items that may only be operands: names, codes, calls.
    pub(super) fn members(&self, items: &[Expr]) -> String {
        let item = |item| self.within(item, Binding::Primary).flat();
        items.iter().map(item).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn doc(&self, expr: &Expr) -> Doc {
        match &expr.kind {
            ExprKind::Bool(truth) => Doc::text(truth.to_string()),
            ExprKind::Absent => Doc::text("absent"),
            ExprKind::Unknown => Doc::text("unknown"),
            ExprKind::Number { text, unit: None } => Doc::text(text.clone()),
            ExprKind::Number { text, unit: Some(unit) } => {
                Doc::text(tight(&format!("{text} {}", self.words(unit.span))))
            }
            ExprKind::Date(text) | ExprKind::Name(text) | ExprKind::Code(text) => Doc::text(text.clone()),
            ExprKind::Text(text) => Doc::text(quoted(text)),
            ExprKind::List(items) => bracketed("[".to_owned(), self.items(items), "]"),
            ExprKind::Call { name, arguments } => bracketed(format!("{}(", name.node), self.arguments(arguments), ")"),
            ExprKind::Field { base, name } => {
                Doc::Seq(vec![self.within(base, Binding::Primary), Doc::text(format!(".{}", name.node))])
            }
            ExprKind::Method { base, name, arguments } => Doc::Seq(vec![
                self.within(base, Binding::Primary),
                bracketed(format!(".{}(", name.node), self.arguments(arguments), ")"),
            ]),
            ExprKind::Index { base, key } => {
                Doc::Seq(vec![self.within(base, Binding::Primary), Doc::text("["), self.whole(key), Doc::text("]")])
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => {
                Doc::Seq(vec![Doc::text("not "), self.within(operand, Binding::Not)])
            }
            ExprKind::Unary { op: UnaryOp::Negate, operand } => {
                Doc::Seq(vec![Doc::text("-"), self.within(operand, Binding::Negate)])
            }
            ExprKind::Binary { left, op, right, .. } => self.binary(left, *op, right),
            ExprKind::In { value, groups } => {
                let groups = groups.iter().map(|group| self.within(group, Binding::Add).flat());
                self.asked(value, "in", groups)
            }
            ExprKind::Under { value, codes } => self.asked(value, "under", codes.iter().map(|code| code.node.clone())),
            ExprKind::Is { value, alternatives } => {
                self.asked(value, "is", alternatives.iter().map(|name| name.node.clone()))
            }
            ExprKind::Has { base, field } => {
                Doc::Seq(vec![self.within(base, Binding::Add), Doc::text(format!(" has {}", field.node))])
            }
            ExprKind::If { condition, then, otherwise } => self.choice(condition, then, otherwise.as_deref()),
            ExprKind::Quantifier { kind, variable, list, condition } => {
                let (word, joint) = quantified(*kind);
                let list = self.within(list, Binding::Or);
                let head = Doc::Seq(vec![Doc::text(format!("{word} {} in ", variable.node)), list]);
                match condition {
                    None => head,
                    Some(condition) => clauses(head, vec![(format!("{joint} "), self.doc(condition))]),
                }
            }
            ExprKind::Aggregate { kind, each, variable, list, filter } => {
                self.aggregate(*kind, each.as_deref(), variable.as_ref(), list, filter.as_deref())
            }
            ExprKind::CalendarYear(of) => {
                Doc::Seq(vec![Doc::text("calendar year of "), self.within(of, Binding::Primary)])
            }
            ExprKind::Block(block) => self.inner_block(block),
            ExprKind::Discretion { question, by } => Doc::text(match by {
                Some(by) => format!("discretion {} by {}", quoted(&question.node), quoted(&by.node)),
                None => format!("discretion {}", quoted(&question.node)),
            }),
            ExprKind::Range { at_least, at_most } => {
                let side = |side: &Expr| self.within(side, Binding::Add).flat();
                Doc::text(match (at_least, at_most) {
                    (Some(low), Some(high)) => format!("between {} and {}", side(low), side(high)),
                    (Some(low), None) => format!("at least {}", side(low)),
                    (None, Some(high)) => format!("at most {}", side(high)),
                    (None, None) => String::new(),
                })
            }
            ExprKind::OneOf(items) => Doc::text(format!("one of {}", self.comma(items))),
        }
    }

    /// `x in G, H` and its like.
    fn asked(&self, value: &Expr, word: &str, list: impl Iterator<Item = String>) -> Doc {
        let list: Vec<String> = list.collect();
        Doc::Seq(vec![self.within(value, Binding::Add), Doc::text(format!(" {word} {}", list.join(", ")))])
    }

    fn choice(&self, condition: &Expr, then: &Expr, otherwise: Option<&Expr>) -> Doc {
        let head = Doc::Seq(vec![Doc::text("if "), self.within(condition, Binding::Or)]);
        let mut rest = vec![("then ".to_owned(), self.within(then, Binding::Or))];
        if let Some(otherwise) = otherwise {
            rest.push(("else ".to_owned(), self.whole(otherwise)));
        }
        clauses(head, rest)
    }

    fn aggregate(
        &self,
        kind: Aggregate,
        each: Option<&Expr>,
        variable: Option<&Name>,
        list: &Expr,
        filter: Option<&Expr>,
    ) -> Doc {
        let list = self.within(list, Binding::Or);
        let of = |rest: Doc| Doc::Seq(vec![Doc::text(format!("{} of ", word(kind))), rest]);
        let mut rest = Vec::new();
        let head = match (variable, each) {
            (Some(variable), Some(each)) => {
                rest.push((format!("for {} in ", variable.node), list));
                of(self.within(each, Binding::Or))
            }
            (Some(variable), None) => of(Doc::Seq(vec![Doc::text(format!("{} in ", variable.node)), list])),
            (None, _) => of(list),
        };
        rest.extend(filter.map(|filter| ("where ".to_owned(), self.doc(filter))));
        clauses(head, rest)
    }

    fn arguments(&self, arguments: &[Argument]) -> Vec<Doc> {
        let last = arguments.len();
        let one = |(argument, position): (&Argument, usize)| {
            let value = self.item(&argument.value, position == last);
            match &argument.name {
                Some(name) => Doc::Seq(vec![Doc::text(format!("{} = ", name.node)), value]),
                None => value,
            }
        };
        arguments.iter().zip(1..).map(one).collect()
    }

    /// A chain of one operator is opened as a whole.
    fn binary(&self, left: &Expr, op: BinaryOp, right: &Expr) -> Doc {
        let (word, own) = operator(op);
        let (left_needs, right_needs) = needs(own);
        let mut links = vec![(format!("{word} "), self.within(right, right_needs))];
        let mut head = left;
        while let ExprKind::Binary { left, op, right, .. } = &head.kind
            && operator(*op).1 == own
            && own != Binding::Compare
        {
            links.push((format!("{} ", operator(*op).0), self.within(right, right_needs)));
            head = left;
        }
        links.reverse();
        clauses(self.within(head, left_needs), links)
    }
}

/// A head and what follows it, each part with its word on a line of its own where it does not fit.
fn clauses(head: Doc, rest: Vec<(String, Doc)>) -> Doc {
    let mut inner = Vec::new();
    for (word, doc) in rest {
        inner.extend([Doc::Line, Doc::text(word), doc]);
    }
    Doc::group(vec![head, Doc::nest(inner)])
}

/// `name(a, b)`: each part on a line of its own where they do not fit.
fn bracketed(open: String, items: Vec<Doc>, close: &str) -> Doc {
    if items.is_empty() {
        return Doc::text(format!("{open}{close}"));
    }
    let last = items.len() - 1;
    let mut inner = vec![Doc::Soft];
    for (position, item) in items.into_iter().enumerate() {
        inner.push(item);
        if position < last {
            inner.extend([Doc::text(","), Doc::Line]);
        }
    }
    Doc::group(vec![Doc::text(open), Doc::nest(inner), Doc::text(close)])
}

/// How tightly the sides of an operator must bind. Chains lean to the left; comparisons do not chain at all.
pub(super) fn needs(own: Binding) -> (Binding, Binding) {
    match own {
        Binding::Compare => (Binding::Add, Binding::Add),
        Binding::Or => (Binding::Or, Binding::And),
        Binding::And => (Binding::And, Binding::Not),
        Binding::Add => (Binding::Add, Binding::Multiply),
        _ => (Binding::Multiply, Binding::Negate),
    }
}

/// Whether an expression ends in a test that takes a list.
fn ends_in_list(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::In { .. } | ExprKind::Under { .. } | ExprKind::Is { .. } => true,
        ExprKind::Unary { operand: last, .. }
        | ExprKind::Binary { right: last, .. }
        | ExprKind::If { otherwise: Some(last), .. }
        | ExprKind::If { then: last, otherwise: None, .. }
        | ExprKind::Quantifier { condition: Some(last), .. }
        | ExprKind::Aggregate { filter: Some(last), .. } => ends_in_list(last),
        _ => false,
    }
}

pub(super) fn operator(op: BinaryOp) -> (&'static str, Binding) {
    match op {
        BinaryOp::Or => ("or", Binding::Or),
        BinaryOp::And => ("and", Binding::And),
        BinaryOp::Equal => ("=", Binding::Compare),
        BinaryOp::NotEqual => ("!=", Binding::Compare),
        BinaryOp::Less => ("<", Binding::Compare),
        BinaryOp::AtMost => ("<=", Binding::Compare),
        BinaryOp::Greater => (">", Binding::Compare),
        BinaryOp::AtLeast => (">=", Binding::Compare),
        BinaryOp::Add => ("+", Binding::Add),
        BinaryOp::Subtract => ("-", Binding::Add),
        BinaryOp::Multiply => ("*", Binding::Multiply),
        BinaryOp::Divide => ("/", Binding::Multiply),
        BinaryOp::PercentOf => ("of", Binding::Multiply),
    }
}

pub(super) fn binding(expr: &Expr) -> Binding {
    match &expr.kind {
        ExprKind::If { .. }
        | ExprKind::Quantifier { .. }
        | ExprKind::Aggregate { .. }
        | ExprKind::Block(_)
        | ExprKind::Range { .. }
        | ExprKind::OneOf(_)
        | ExprKind::Discretion { .. } => Binding::Loose,
        ExprKind::Binary { op, .. } => operator(*op).1,
        ExprKind::Unary { op: UnaryOp::Not, .. } => Binding::Not,
        ExprKind::Unary { op: UnaryOp::Negate, .. } => Binding::Negate,
        ExprKind::In { .. } | ExprKind::Under { .. } | ExprKind::Is { .. } | ExprKind::Has { .. } => Binding::Compare,
        _ => Binding::Primary,
    }
}

pub(super) fn quantified(kind: Quantifier) -> (&'static str, &'static str) {
    match kind {
        Quantifier::Any => ("any", "where"),
        Quantifier::Every => ("every", "has"),
    }
}

pub(super) fn word(kind: Aggregate) -> &'static str {
    match kind {
        Aggregate::Count => "count",
        Aggregate::Sum => "sum",
        Aggregate::Min => "min",
        Aggregate::Max => "max",
        Aggregate::List => "list",
    }
}

/// A text in quotes, on one line, never broken.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            ' ' => out.push(super::layout::TIGHT),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
