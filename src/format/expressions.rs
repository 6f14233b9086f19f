//! Expressions on one line, with no more parentheses than they need; a block at their end goes below.

use super::layout::{Doc, tight};
use super::lines::Lines;
use super::pieces::Step;
use crate::source::Span;
use crate::syntax::ast::{
    Aggregate, Argument, BinaryOp, Block, BlockKind, Expr, ExprKind, Label, Limb, Name, Quantifier, Text, UnaryOp,
};

/// How tightly a form binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
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
    /// A line that ends in a condition or value; if that ends in a block, its limbs go below.
    pub(super) fn tail(&mut self, start: u32, level: usize, before: &str, expr: &Expr) {
        let (doc, block) = self.open(expr);
        let joint = if before.is_empty() { "" } else { " " };
        let line = Doc::Seq(vec![Doc::text(format!("{before}{joint}")), doc]);
        match block {
            None => self.laid(Span::new(start, expr.span.end), level, line),
            Some(block) => {
                self.laid(Span::new(start, block.header.end), level, line);
                self.limbs(&block.limbs, level + 1);
            }
        }
    }

    /// Limbs, one below the other.
    pub(super) fn limbs(&mut self, limbs: &[Limb], level: usize) {
        for (limb, position) in limbs.iter().zip(1..) {
            let step = limb.label.as_ref().map_or(Step::Limb(position), |label| Step::Label(label.node.clone()));
            self.part(Some(step), |it| it.limb(limb, level));
        }
    }

    fn limb(&mut self, limb: &Limb, level: usize) {
        for line in &limb.quote {
            self.quote(line, level);
        }
        let label = limb.label.as_ref().map_or_else(String::new, |label| format!("({})", label.node));
        self.tail(limb.span.start, level, &label, &limb.condition);
    }

    /// A line with a word, a label and a condition. Without a label it may be a part by another step.
    pub(super) fn clause(&mut self, start: u32, word: &str, label: Option<&Label>, other: Option<Step>, expr: &Expr) {
        let step = label.map(|label| Step::Label(label.node.clone())).or(other);
        let label = label.map_or_else(String::new, |label| format!(" ({})", label.node));
        self.part(step, |it| it.tail(start, 1, &format!("{word}{label}"), expr));
    }

    /// A line of enacted text.
    pub(super) fn quote(&mut self, text: &Text, level: usize) {
        self.line_alone(text.span, level, format!("> {}", text.node).trim_end());
    }

    /// An expression without the block it ends in, which is given beside it.
    fn open<'e>(&self, expr: &'e Expr) -> (Doc, Option<&'e Block>) {
        match &expr.kind {
            ExprKind::Block(block) => (Doc::text(header(block.kind)), Some(block)),
            ExprKind::Quantifier { kind, variable, list, condition: Some(condition) } => {
                let (inner, block) = self.open(condition);
                if block.is_none() {
                    return (self.doc(expr), None);
                }
                let (word, joint) = quantified(*kind);
                let list = self.within(list, Binding::Or).flat();
                (Doc::Seq(vec![Doc::text(format!("{word} {} in {list} {joint} ", variable.node)), inner]), block)
            }
            _ => (self.doc(expr), None),
        }
    }

    /// A whole expression on one line.
    pub(super) fn inline(&self, expr: &Expr) -> String {
        self.doc(expr).flat()
    }

    /// In parentheses if it binds less tightly than its place needs.
    fn within(&self, expr: &Expr, needed: Binding) -> Doc {
        let doc = self.doc(expr);
        if binding(expr) < needed { Doc::Seq(vec![Doc::text("("), doc, Doc::text(")")]) } else { doc }
    }

    /// Inside a list divided by commas, what is itself such a list needs parentheses.
    fn item(&self, expr: &Expr) -> Doc {
        let several = match &expr.kind {
            ExprKind::In { groups, .. } => groups.len() > 1,
            ExprKind::Under { codes, .. } => codes.len() > 1,
            ExprKind::Is { alternatives, .. } => alternatives.len() > 1,
            _ => false,
        };
        let doc = self.doc(expr);
        if several { Doc::Seq(vec![Doc::text("("), doc, Doc::text(")")]) } else { doc }
    }

    /// Items of a list that begin a line: what reaches as far as it can needs parentheses too.
    pub(super) fn given_items(&self, items: &[Expr]) -> String {
        let item = |item: &Expr| match binding(item) {
            Binding::Loose => format!("({})", self.inline(item)),
            _ => self.item(item).flat(),
        };
        items.iter().map(item).collect::<Vec<_>>().join(", ")
    }

    fn items<'e>(&self, items: impl IntoIterator<Item = &'e Expr>) -> Vec<Doc> {
        items.into_iter().map(|item| self.item(item)).collect()
    }

    fn doc(&self, expr: &Expr) -> Doc {
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
                Doc::Seq(vec![self.within(base, Binding::Primary), Doc::text("["), self.doc(key), Doc::text("]")])
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
            ExprKind::Block(block) => {
                // Only where a tree was built by hand: the grammar has blocks at the ends of lines alone.
                let limbs: Vec<String> = block.limbs.iter().map(|limb| self.inline(&limb.condition)).collect();
                Doc::text(format!("{} {}", header(block.kind), limbs.join("; ")))
            }
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
            ExprKind::OneOf(items) => {
                let items: Vec<String> = self.items(items).iter().map(Doc::flat).collect();
                Doc::text(format!("one of {}", items.join(", ")))
            }
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
            rest.push(("else ".to_owned(), self.doc(otherwise)));
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
        let one = |argument: &Argument| match &argument.name {
            Some(name) => Doc::Seq(vec![Doc::text(format!("{} = ", name.node)), self.item(&argument.value)]),
            None => self.item(&argument.value),
        };
        arguments.iter().map(one).collect()
    }

    /// A chain of one operator is opened as a whole.
    fn binary(&self, left: &Expr, op: BinaryOp, right: &Expr) -> Doc {
        let (word, own) = operator(op);
        // Chains lean to the left; comparisons do not chain at all.
        let (left_needs, right_needs) = match own {
            Binding::Compare => (Binding::Add, Binding::Add),
            Binding::Or => (Binding::Or, Binding::And),
            Binding::And => (Binding::And, Binding::Not),
            Binding::Add => (Binding::Add, Binding::Multiply),
            _ => (Binding::Multiply, Binding::Negate),
        };
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

fn operator(op: BinaryOp) -> (&'static str, Binding) {
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

fn binding(expr: &Expr) -> Binding {
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

fn header(kind: BlockKind) -> String {
    match kind {
        BlockKind::All => "all of".to_owned(),
        BlockKind::Any => "any of".to_owned(),
        BlockKind::None => "none of".to_owned(),
        BlockKind::AtLeast(n) => format!("at least {n} of"),
    }
}

fn quantified(kind: Quantifier) -> (&'static str, &'static str) {
    match kind {
        Quantifier::Any => ("any", "where"),
        Quantifier::Every => ("every", "has"),
    }
}

fn word(kind: Aggregate) -> &'static str {
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
