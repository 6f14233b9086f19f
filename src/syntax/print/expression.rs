//! Expressions, blocks, units and types.

use super::{Printer, listed, quoted};
use crate::syntax::ast::{
    Aggregate, Argument, BinaryOp, Block, BlockKind, Expr, ExprKind, Label, Limb, Quantifier, Type, TypeKind, UnaryOp,
    UnitExpr,
};

impl Printer<'_> {
    /// A word, and an expression below it.
    pub(super) fn under_word(&mut self, word: &str, label: Option<&Label>, expr: &Expr) {
        let label = label.map(|label| format!("({})", label.node)).unwrap_or_default();
        self.node(word, &label, |it| it.expr(expr));
    }

    pub(super) fn exprs(&mut self, word: &str, words: &str, exprs: &[Expr]) {
        self.node(word, words, |it| exprs.iter().for_each(|expr| it.expr(expr)));
    }

    pub(super) fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Bool(value) => self.line("bool", if *value { "true" } else { "false" }),
            ExprKind::Absent => self.line("absent", ""),
            ExprKind::Unknown => self.line("unknown", ""),
            ExprKind::Number { text, unit: None } => self.line("number", text),
            ExprKind::Number { text, unit: Some(unit) } => self.line("number", &format!("{text} {}", units(unit))),
            ExprKind::Date(text) => self.line("date", text),
            ExprKind::Text(text) => self.line("text", &format!("{text:?}")),
            ExprKind::Name(name) => self.line("name", name),
            ExprKind::Code(code) => self.line("code", code),
            ExprKind::List(items) => self.exprs("list", "", items),
            ExprKind::Call { name, arguments } => {
                self.node("call", &name.node, |it| it.arguments(arguments));
            }
            ExprKind::Field { base, name } => match path(expr) {
                Some(path) => self.line("path", &path),
                None => self.node("field", &name.node, |it| it.expr(base)),
            },
            ExprKind::Method { base, name, arguments } => self.node("method", &name.node, |it| {
                it.expr(base);
                it.arguments(arguments);
            }),
            ExprKind::Index { base, key } => self.node("row of", "", |it| {
                it.expr(base);
                it.expr(key);
            }),
            ExprKind::Unary { op, operand } => {
                self.node(if *op == UnaryOp::Not { "not" } else { "minus" }, "", |it| it.expr(operand));
            }
            ExprKind::Binary { left, op, op_span: _, right } => self.node(binary(*op), "", |it| {
                it.expr(left);
                it.expr(right);
            }),
            ExprKind::In { value, groups } => self.node("in", "", |it| {
                it.expr(value);
                for group in groups {
                    it.expr(group);
                }
            }),
            ExprKind::Under { value, codes } => self.node("under", &listed(codes), |it| it.expr(value)),
            ExprKind::Is { value, alternatives } => self.node("is", &listed(alternatives), |it| it.expr(value)),
            ExprKind::Has { base, field } => self.node("has", &field.node, |it| it.expr(base)),
            ExprKind::If { condition, then, otherwise } => {
                self.under_word("if", None, condition);
                self.under_word("then", None, then);
                if let Some(otherwise) = otherwise {
                    self.under_word("else", None, otherwise);
                }
            }
            ExprKind::Quantifier { kind, variable, list, condition } => {
                let word = if *kind == Quantifier::Any { "any" } else { "every" };
                self.node(word, &variable.node, |it| {
                    it.under_word("in", None, list);
                    if let Some(condition) = condition {
                        it.under_word("where", None, condition);
                    }
                });
            }
            ExprKind::Aggregate { kind, each, variable, list, filter } => {
                let variable = variable.as_ref().map(|name| name.node.as_str()).unwrap_or_default();
                self.node(aggregate(*kind), variable, |it| {
                    if let Some(each) = each {
                        it.under_word("each", None, each);
                    }
                    it.under_word("in", None, list);
                    if let Some(filter) = filter {
                        it.under_word("where", None, filter);
                    }
                });
            }
            ExprKind::CalendarYear(of) => self.under_word("calendar year", None, of),
            ExprKind::Block(block) => self.block(block),
            ExprKind::Discretion { question, by } => {
                let by = by.as_ref().map(|by| format!(" by {}", quoted(by))).unwrap_or_default();
                self.line("discretion", &format!("{}{by}", quoted(question)));
            }
            ExprKind::Range { at_least, at_most } => self.node("range", "", |it| {
                if let Some(expr) = at_least {
                    it.under_word("at least", None, expr);
                }
                if let Some(expr) = at_most {
                    it.under_word("at most", None, expr);
                }
            }),
            ExprKind::OneOf(values) => self.exprs("one of", "", values),
        }
    }

    fn arguments(&mut self, arguments: &[Argument]) {
        for argument in arguments {
            match &argument.name {
                Some(name) => self.under_word(&format!("{} =", name.node), None, &argument.value),
                None => self.expr(&argument.value),
            }
        }
    }

    fn block(&mut self, block: &Block) {
        let header = match block.kind {
            BlockKind::All => "all of".to_owned(),
            BlockKind::Any => "any of".to_owned(),
            BlockKind::None => "none of".to_owned(),
            BlockKind::AtLeast(count) => format!("at least {count} of"),
        };
        self.node(&header, "", |it| {
            block.limbs.iter().for_each(|limb| it.limb(limb));
        });
    }

    pub(super) fn limb(&mut self, limb: &Limb) {
        for quote in &limb.quote {
            self.line(">", &quote.node);
        }
        match &limb.label {
            Some(label) => self.node(&format!("({})", label.node), "", |it| it.expr(&limb.condition)),
            None => self.expr(&limb.condition),
        }
    }
}

/// `a.b.c`, if nothing but names and dots is in it.
fn path(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Field { base, name } => Some(format!("{}.{}", path(base)?, name.node)),
        _ => None,
    }
}

fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Or => "or",
        BinaryOp::And => "and",
        BinaryOp::Equal => "=",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Less => "<",
        BinaryOp::AtMost => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::AtLeast => ">=",
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::PercentOf => "percent of",
    }
}

fn aggregate(kind: Aggregate) -> &'static str {
    match kind {
        Aggregate::Count => "count of",
        Aggregate::Sum => "sum of",
        Aggregate::Min => "min of",
        Aggregate::Max => "max of",
        Aggregate::List => "list of",
    }
}

/// `TPP mm^-2`
pub(super) fn units(unit: &UnitExpr) -> String {
    let factors = unit.factors.iter();
    let words: Vec<String> = factors
        .map(|it| if it.power == 1 { it.name.node.clone() } else { format!("{}^{}", it.name.node, it.power) })
        .collect();
    words.join(" ")
}

impl Printer<'_> {
    /// A type in words; limits as they stand in the text.
    pub(super) fn ty(&self, ty: &Type) -> String {
        match &ty.kind {
            TypeKind::Named(name) => name.clone(),
            TypeKind::List(of) => format!("list of {}", self.ty(of)),
            TypeKind::Group(of) => format!("group of {}", self.ty(of)),
            TypeKind::Row(of) => format!("row of {}", of.node),
            TypeKind::Optional(of) => format!("optional {}", self.ty(of)),
            TypeKind::Number { money, unit, bounds } => {
                let mut words = if *money { "Money".to_owned() } else { "Number".to_owned() };
                if let Some(unit) = unit {
                    words = format!("{words} in {}", units(unit));
                }
                if let Some(bound) = &bounds.at_least {
                    words = format!("{words} at least {}", self.source(bound.span));
                }
                if let Some(bound) = &bounds.at_most {
                    words = format!("{words} at most {}", self.source(bound.span));
                }
                words
            }
        }
    }
}
