//! Conditions that end in a block, whose limbs go below; and blocks in the middle of an expression.

use super::expressions::{Binding, binding, needs, operator, quantified, word};
use super::layout::Doc;
use super::lines::Lines;
use super::pieces::Step;
use crate::source::Span;
use crate::syntax::ast::{Block, BlockKind, Expr, ExprKind, Label, Limb, Text, UnaryOp};

impl Lines<'_> {
    /// A line that ends in a condition or value; if that ends in a block, its limbs go below.
    pub(super) fn tail(&mut self, start: u32, level: usize, before: &str, expr: &Expr) {
        let joint = if before.is_empty() { "" } else { " " };
        let line = Doc::Seq(vec![Doc::text(format!("{before}{joint}")), self.opening(expr)]);
        match last_block(expr) {
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
        self.line_alone(text.span, level, &quoted_line(text));
    }

    /// An expression without the limbs of the block it ends in. They must stand deeper than the line with its header, so
    /// that line is not broken.
    fn opening(&self, expr: &Expr) -> Doc {
        if last_block(expr).is_none() {
            return self.doc(expr);
        }
        match &expr.kind {
            ExprKind::Block(block) => Doc::text(header(block.kind)),
            ExprKind::Quantifier { kind, variable, list, condition: Some(condition) } => {
                let (word, joint) = quantified(*kind);
                let list = self.within(list, Binding::Or).flat();
                Doc::Seq(vec![
                    Doc::text(format!("{word} {} in {list} {joint} ", variable.node)),
                    self.opening(condition),
                ])
            }
            ExprKind::Aggregate { kind, each, variable, list, filter: Some(filter) } => {
                let variable = variable.as_ref().map_or("", |name| name.node.as_str());
                let each = each
                    .as_ref()
                    .map_or_else(String::new, |each| format!("{} for ", self.within(each, Binding::Or).flat()));
                let list = self.within(list, Binding::Or).flat();
                let words = format!("{} of {each}{variable} in {list} where ", word(*kind));
                Doc::Seq(vec![Doc::text(words), self.opening(filter)])
            }
            ExprKind::Unary { op, operand } => {
                let word = if *op == UnaryOp::Not { "not " } else { "-" };
                Doc::Seq(vec![Doc::text(word), self.opening(operand)])
            }
            ExprKind::Binary { left, op, right, .. } => {
                let (word, own) = operator(*op);
                let left = self.within(left, needs(own).0).flat();
                Doc::Seq(vec![Doc::text(format!("{left} {word} ")), self.opening(right)])
            }
            ExprKind::If { condition, then, otherwise: Some(otherwise) } => {
                let side = |side: &Expr| self.within(side, Binding::Or).flat();
                let words = format!("if {} then {} else ", side(condition), side(then));
                Doc::Seq(vec![Doc::text(words), self.opening(otherwise)])
            }
            _ => self.doc(expr),
        }
    }

    /// A block that something comes after: its limbs on lines of their own, then a line for what comes.
    pub(super) fn inner_block(&self, block: &Block) -> Doc {
        let limbs = Doc::nest(self.inner_limbs(block));
        Doc::Seq(vec![Doc::text(header(block.kind)), Doc::nest(vec![limbs, Doc::Hard])])
    }

    fn inner_limbs(&self, block: &Block) -> Vec<Doc> {
        let mut docs = Vec::new();
        for limb in &block.limbs {
            for line in &limb.quote {
                docs.extend([Doc::Hard, Doc::text(quoted_line(line))]);
            }
            let label = limb.label.as_ref().map_or_else(String::new, |label| format!("({}) ", label.node));
            docs.extend([Doc::Hard, Doc::text(label), self.opening(&limb.condition)]);
            docs.extend(last_block(&limb.condition).map(|inner| Doc::nest(self.inner_limbs(inner))));
        }
        docs
    }
}

fn quoted_line(text: &Text) -> String {
    format!("> {}", text.node).trim_end().to_owned()
}

/// The block that an expression ends in, if it can stand there without parentheses.
fn last_block(expr: &Expr) -> Option<&Block> {
    match &expr.kind {
        ExprKind::Block(block) => Some(block),
        ExprKind::Quantifier { condition: Some(last), .. } | ExprKind::Aggregate { filter: Some(last), .. } => {
            last_block(last)
        }
        ExprKind::Unary { op: UnaryOp::Not, operand } => behind(operand, Binding::Not),
        ExprKind::Unary { op: UnaryOp::Negate, operand } => behind(operand, Binding::Negate),
        ExprKind::Binary { op, right, .. } => behind(right, needs(operator(*op).1).1),
        ExprKind::If { otherwise: Some(last), .. } => behind(last, Binding::Loose),
        _ => None,
    }
}

/// The same behind an operator, where no block can stand, but what needs no parentheses there and ends in one.
fn behind(last: &Expr, needed: Binding) -> Option<&Block> {
    let own = binding(last);
    let bare = !matches!(last.kind, ExprKind::Block(_)) && (own == Binding::Loose || own >= needed);
    if bare { last_block(last) } else { None }
}

fn header(kind: BlockKind) -> String {
    match kind {
        BlockKind::All => "all of".to_owned(),
        BlockKind::Any => "any of".to_owned(),
        BlockKind::None => "none of".to_owned(),
        BlockKind::AtLeast(n) => format!("at least {n} of"),
    }
}
