//! Operators: which types they join, and how units go through arithmetic.

use super::scope::Scope;
use super::typed::{Arithmetic, Comparison, Expr, ExprKind};
use super::{Checker, Error, Type};
use crate::source::Span;
use crate::syntax::ast::{self, BinaryOp, ExprKind as Written};
use crate::value::{Number, Unit};

impl Checker<'_> {
    /// `left op right`
    #[allow(clippy::too_many_arguments, reason = "the parts of a binary expression and what is wanted of it")]
    pub(super) fn binary(
        &mut self,
        scope: &mut Scope,
        left: &ast::Expr,
        op: BinaryOp,
        op_span: Span,
        right: &ast::Expr,
        span: Span,
        wanted: Option<&Type>,
    ) -> Expr {
        match op {
            BinaryOp::And | BinaryOp::Or => {
                let left = self.condition(scope, left);
                let mark = scope.assume(&left, op == BinaryOp::And);
                let right = self.condition(scope, right);
                scope.forget(mark);
                let (left, right) = (Box::new(left), Box::new(right));
                let kind = if op == BinaryOp::And { ExprKind::And(left, right) } else { ExprKind::Or(left, right) };
                Expr { ty: Type::Bool, span, kind }
            }
            BinaryOp::Equal => self.comparison(scope, Comparison::Equal, left, op_span, right, span),
            BinaryOp::NotEqual => self.comparison(scope, Comparison::NotEqual, left, op_span, right, span),
            BinaryOp::Less => self.comparison(scope, Comparison::Less, left, op_span, right, span),
            BinaryOp::AtMost => self.comparison(scope, Comparison::AtMost, left, op_span, right, span),
            BinaryOp::Greater => self.comparison(scope, Comparison::Greater, left, op_span, right, span),
            BinaryOp::AtLeast => self.comparison(scope, Comparison::AtLeast, left, op_span, right, span),
            BinaryOp::Add | BinaryOp::Subtract => {
                let (left, right) = self.operands(scope, left, right, wanted);
                self.sum(op == BinaryOp::Add, left, op_span, right, span)
            }
            BinaryOp::Multiply | BinaryOp::PercentOf => {
                let (left, right) = self.operands(scope, left, right, None);
                self.product(Arithmetic::Multiply, left, op_span, right, span)
            }
            BinaryOp::Divide => {
                let (left, right) = self.operands(scope, left, right, None);
                self.product(Arithmetic::Divide, left, op_span, right, span)
            }
        }
    }

    /// Both sides; a bare name on one side may mean an alternative of the enum on the other.
    fn operands(
        &mut self,
        scope: &mut Scope,
        left: &ast::Expr,
        right: &ast::Expr,
        wanted: Option<&Type>,
    ) -> (Expr, Expr) {
        let nameless = match &left.kind {
            Written::Name(name) => scope.local(name).is_none() && self.names.term(name).is_none(),
            _ => false,
        };
        let bare = matches!(left.kind, Written::Name(_) | Written::List(_));
        if nameless || bare && !matches!(right.kind, Written::Name(_)) {
            let right = self.expr(scope, right, wanted);
            let left = self.expr(scope, left, Some(&right.ty));
            return (left, right);
        }
        let left = self.expr(scope, left, wanted);
        let right = self.expr(scope, right, Some(&left.ty));
        (left, right)
    }

    fn comparison(
        &mut self,
        scope: &mut Scope,
        op: Comparison,
        left: &ast::Expr,
        op_span: Span,
        right: &ast::Expr,
        span: Span,
    ) -> Expr {
        let (left, right) = self.operands(scope, left, right, None);
        if matches!(left.ty, Type::Broken) || matches!(right.ty, Type::Broken) {
            return Self::broken(span);
        }
        let ordered = !matches!(op, Comparison::Equal | Comparison::NotEqual);
        let agree = match (&left.ty, &right.ty) {
            (Type::Number(_), Type::Number(_)) => {
                let Some((left, right)) = self.same_unit("compare", "with", left, right) else {
                    return Self::broken(span);
                };
                return Expr { ty: Type::Bool, span, kind: ExprKind::Compare(op, Box::new(left), Box::new(right)) };
            }
            (Type::Date, Type::Date) | (Type::Duration, Type::Duration) => true,
            // Records have no equality of their own: two keyed ones are the same if their keys are.
            (Type::Record(a), Type::Record(b)) => {
                a == b && !ordered && self.law.records.get(*a).is_some_and(|it| it.key.is_some())
            }
            (Type::Bool | Type::Text | Type::Enum(_) | Type::Eccn, b) => left.ty == *b && !ordered,
            _ => false,
        };
        if agree {
            return Expr { ty: Type::Bool, span, kind: ExprKind::Compare(op, Box::new(left), Box::new(right)) };
        }
        // Where only one side has an order, the other is the mistake.
        let (left, right) =
            if ordered && !has_order(&left.ty) && has_order(&right.ty) { (right, left) } else { (left, right) };
        if left.ty == right.ty || ordered && !has_order(&left.ty) {
            let help = match (&left.ty, &right.ty) {
                (Type::Enum(_), _) => Some("alternatives of an enum have no order; test them with `is`".to_owned()),
                (Type::Record(_), _) => Some("compare a field of it".to_owned()),
                (Type::List(_) | Type::Group(_), _) => {
                    Some("ask about members: `any x in … where …`, `x in …`".to_owned())
                }
                _ => Some("only numbers, dates and durations have an order; use `=` or `!=`".to_owned()),
            };
            self.operator(comparison_words(op), &left, &right, op_span, help);
        } else {
            let error = Error::Mismatch {
                expected: left.ty.describe(&self.law),
                found: right.ty.describe(&self.law),
                span: right.span,
                found_because: self.origin(&right),
                expected_because: Some(self.origin(&left).unwrap_or(left.span)),
                help: Some(self.mismatch_help(&right, &left.ty)),
            };
            self.report(error);
        }
        Self::broken(span)
    }

    /// The right operand in the unit of the left one, or the left in that of the right where only the left is a
    /// constant, so that conversion happens before anything runs.
    fn same_unit(&mut self, verb: &'static str, joint: &'static str, left: Expr, right: Expr) -> Option<(Expr, Expr)> {
        let (Type::Number(a), Type::Number(b)) = (&left.ty, &right.ty) else { return None };
        if a.agrees_with(b) {
            if matches!(left.kind, ExprKind::Number(_)) && !matches!(right.kind, ExprKind::Number(_)) {
                let wanted = right.ty.clone();
                return Some((self.convert(left, &wanted), right));
            }
            let wanted = left.ty.clone();
            return Some((left, self.convert(right, &wanted)));
        }
        let one = Unit::one();
        for (bare, other) in [(&left, &right), (&right, &left)] {
            let (Type::Number(unit), Type::Number(wanted)) = (&bare.ty, &other.ty) else { continue };
            if let ExprKind::Number(number) = bare.kind
                && *unit == one
            {
                let (span, because) = (bare.span, Some(self.origin(other).unwrap_or(other.span)));
                let wanted = Type::Number(*wanted);
                self.no_unit(number, &wanted, span, because);
                return None;
            }
        }
        let currencies = self.law.units.currency_of(a).is_some() && self.law.units.currency_of(b).is_some();
        let help = if currencies {
            "sums in two currencies need a rate: multiply by a `value` in one currency per the other".to_owned()
        } else {
            "the two measure different things; look at the units on both sides".to_owned()
        };
        let error = Error::Units {
            verb,
            left: left.ty.describe(&self.law),
            joint,
            right: right.ty.describe(&self.law),
            left_span: left.span,
            right_span: right.span,
            left_because: self.origin(&left),
            right_because: self.origin(&right),
            help: Some(help),
        };
        self.report(error);
        None
    }

    /// A number in another unit of the same dimension: constants now, everything else by a factor.
    pub(super) fn convert(&mut self, expr: Expr, wanted: &Type) -> Expr {
        let (Type::Number(from), Type::Number(to)) = (&expr.ty, wanted) else {
            return Expr { ty: wanted.clone(), ..expr };
        };
        if from == to {
            return expr;
        }
        let Some(Ok(factor)) = from.convert_factor_to(to) else {
            self.report(Error::BadNumber { text: self.law.units.display(from), span: expr.span });
            return Self::broken(expr.span);
        };
        if factor == Number::ONE {
            return Expr { ty: wanted.clone(), ..expr };
        }
        if let ExprKind::Number(number) = expr.kind {
            let Ok(converted) = number.mul(factor) else {
                self.report(Error::BadNumber { text: number.display_grouped(), span: expr.span });
                return Self::broken(expr.span);
            };
            return Expr { ty: wanted.clone(), span: expr.span, kind: ExprKind::Number(converted) };
        }
        Expr { ty: wanted.clone(), span: expr.span, kind: ExprKind::Convert(factor, Box::new(expr)) }
    }

    fn sum(&mut self, add: bool, left: Expr, op_span: Span, right: Expr, span: Span) -> Expr {
        let op = if add { Arithmetic::Add } else { Arithmetic::Subtract };
        let made = |ty: Type, op: Arithmetic, left: Expr, right: Expr| Expr {
            ty,
            span,
            kind: ExprKind::Arithmetic(op, Box::new(left), Box::new(right)),
        };
        match (&left.ty, &right.ty) {
            (Type::Broken, _) | (_, Type::Broken) => Self::broken(span),
            (Type::Number(_), Type::Number(_)) => {
                let (verb, joint) = if add { ("add", "and") } else { ("subtract", "and") };
                match self.same_unit(verb, joint, left, right) {
                    Some((left, right)) => made(left.ty.clone(), op, left, right),
                    None => Self::broken(span),
                }
            }
            (Type::Date, Type::Duration) => {
                made(Type::Date, if add { Arithmetic::DatePlus } else { Arithmetic::DateMinus }, left, right)
            }
            (Type::Duration, Type::Date) if add => made(Type::Date, Arithmetic::DatePlus, right, left),
            (Type::Date, Type::Date) if !add => made(Type::Duration, Arithmetic::DaysBetween, left, right),
            (Type::Duration, Type::Duration) => {
                let op = if add { Arithmetic::DurationPlus } else { Arithmetic::DurationMinus };
                made(Type::Duration, op, left, right)
            }
            (Type::Group(a), Type::Group(b) | Type::List(b)) if a.stays(b) => {
                let right = Self::as_group(right);
                let (ty, left, right) = (left.ty.clone(), Box::new(left), Box::new(right));
                let kind = if add { ExprKind::Union(left, right) } else { ExprKind::Difference(left, right) };
                Expr { ty, span, kind }
            }
            (Type::List(a), Type::Group(b)) if a.stays(b) => {
                let left = Self::as_group(left);
                let (ty, left, right) = (left.ty.clone(), Box::new(left), Box::new(right));
                let kind = if add { ExprKind::Union(left, right) } else { ExprKind::Difference(left, right) };
                Expr { ty, span, kind }
            }
            (Type::List(a), Type::List(b)) if add && a.fits(b) => {
                let wanted = left.ty.clone();
                let right = self.expect(right, &wanted, None);
                made(wanted, Arithmetic::Concat, left, right)
            }
            _ => {
                let help = match (&left.ty, &right.ty) {
                    (Type::Date, Type::Number(_)) => Some("say of what: `25 days`, `3 months`".to_owned()),
                    (Type::Date, Type::Date) => Some("only the difference of two dates means something".to_owned()),
                    _ => Some("numbers, dates and durations, groups and lists are added and subtracted".to_owned()),
                };
                self.operator(if add { "+" } else { "-" }, &left, &right, op_span, help);
                Self::broken(span)
            }
        }
    }

    /// A list of constants where a group is meant.
    pub(super) fn as_group(expr: Expr) -> Expr {
        match expr.ty {
            Type::List(of) => Expr { ty: Type::Group(of), ..expr },
            ty => Expr { ty, ..expr },
        }
    }

    fn product(&mut self, op: Arithmetic, left: Expr, op_span: Span, right: Expr, span: Span) -> Expr {
        let (Type::Number(a), Type::Number(b)) = (&left.ty, &right.ty) else {
            if !matches!(left.ty, Type::Broken) && !matches!(right.ty, Type::Broken) {
                let help = Some("only numbers are multiplied and divided".to_owned());
                self.operator(if op == Arithmetic::Multiply { "*" } else { "/" }, &left, &right, op_span, help);
            }
            return Self::broken(span);
        };
        let unit = if op == Arithmetic::Multiply { a.mul(*b) } else { a.div(*b) };
        let Ok(unit) = unit else {
            self.report(Error::BadNumber { text: "the unit of this".to_owned(), span });
            return Self::broken(span);
        };
        Expr { ty: Type::Number(unit), span, kind: ExprKind::Arithmetic(op, Box::new(left), Box::new(right)) }
    }

    /// `-x`
    pub(super) fn negate(&mut self, scope: &mut Scope, written: &ast::Expr, span: Span, wanted: Option<&Type>) -> Expr {
        let inner = self.expr(scope, written, wanted);
        match (&inner.ty, &inner.kind) {
            (Type::Broken, _) => inner,
            (Type::Number(_), ExprKind::Number(number)) => {
                Expr { ty: inner.ty.clone(), span, kind: ExprKind::Number(number.neg()) }
            }
            (Type::Number(_), _) => Expr { ty: inner.ty.clone(), span, kind: ExprKind::Negate(Box::new(inner)) },
            _ => {
                let error = Error::Mismatch {
                    expected: "a number".to_owned(),
                    found: inner.ty.describe(&self.law),
                    span: inner.span,
                    found_because: self.origin(&inner),
                    expected_because: None,
                    help: matches!(inner.ty, Type::Bool).then(|| "the opposite of a condition is `not …`".to_owned()),
                };
                self.report(error);
                Self::broken(span)
            }
        }
    }

    fn operator(&mut self, op: &'static str, left: &Expr, right: &Expr, span: Span, help: Option<String>) {
        let operands = if left.ty == right.ty {
            format!("two {}", left.ty.plural(&self.law))
        } else {
            format!("{} and {}", left.ty.describe(&self.law), right.ty.describe(&self.law))
        };
        self.report(Error::Operator { op, operands, span, help });
    }
}

/// Whether values of a type come one after another.
fn has_order(ty: &Type) -> bool {
    matches!(ty, Type::Number(_) | Type::Date | Type::Duration)
}

fn comparison_words(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Greater => ">",
        Comparison::AtLeast => ">=",
    }
}
