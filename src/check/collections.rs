//! Lists, groups, codes, quantifiers, aggregates and choices.

use super::scope::{Path, Scope};
use super::typed::{Comparison, Expr, ExprKind, Law};
use super::{Checker, Error, Type};
use crate::diagnostic::did_you_mean;
use crate::source::Span;
use crate::syntax::ast::{self, Aggregate, Quantifier};
use crate::value::Eccn;

impl Checker<'_> {
    /// `[a, b]`: of one type, that of the first unless another is wanted.
    pub(super) fn list(&mut self, scope: &mut Scope, items: &[ast::Expr], span: Span, wanted: Option<&Type>) -> Expr {
        let mut of = match wanted {
            Some(Type::List(of) | Type::Group(of)) => Some((**of).clone()),
            Some(scalar @ (Type::Enum(_) | Type::Text | Type::Eccn)) => Some(scalar.clone()),
            _ => None,
        };
        let mut checked = Vec::new();
        for item in items {
            let found = self.expr(scope, item, of.as_ref());
            let found = match &of {
                Some(of) => self.expect(found, of, checked.first().map(|first: &Expr| first.span)),
                None => found,
            };
            of.get_or_insert_with(|| found.ty.clone());
            checked.push(found);
        }
        let Some(of) = of else {
            self.report(Error::EmptyList { span });
            return Self::broken(span);
        };
        Expr { ty: Type::List(Box::new(of)), span, kind: ExprKind::List(checked) }
    }

    /// `x in G, H`
    pub(super) fn membership(
        &mut self,
        scope: &mut Scope,
        value: &ast::Expr,
        groups: &[ast::Expr],
        span: Span,
    ) -> Expr {
        let value = self.expr(scope, value, None);
        let mut sets: Vec<(Expr, Vec<Expr>)> = Vec::new();
        let mut broken = false;
        for group in groups {
            let found = self.expr(scope, group, Some(&Type::Group(Box::new(value.ty.clone()))));
            let of = match &found.ty {
                Type::Broken => {
                    broken = true;
                    continue;
                }
                Type::Group(of) | Type::List(of) => (**of).clone(),
                other => {
                    let help = if *other == value.ty {
                        "put single members in brackets: `[CN]`"
                    } else {
                        "behind `in` stands a group, or a list in brackets: `x in [a, b]`"
                    };
                    let error = Error::Mismatch {
                        expected: "a group or a list".to_owned(),
                        found: other.describe(&self.law),
                        span: found.span,
                        found_because: self.origin(&found),
                        expected_because: None,
                        help: Some(help.to_owned()),
                    };
                    self.report(error);
                    broken = true;
                    continue;
                }
            };
            if !value.ty.fits(&of) && !self.keyed_by(&value.ty, &of) {
                let error = Error::Mismatch {
                    expected: Type::Group(Box::new(value.ty.clone())).describe(&self.law),
                    found: found.ty.describe(&self.law),
                    span: found.span,
                    found_because: self.origin(&found),
                    expected_because: Some(self.origin(&value).unwrap_or(value.span)),
                    help: Some(self.mismatch_help(&found, &Type::Group(Box::new(value.ty.clone())))),
                };
                self.report(error);
                broken = true;
                continue;
            }
            // A number is asked for in the unit in which each set is kept.
            let asked = if value.ty.stays(&of) { value.clone() } else { self.convert(value.clone(), &of) };
            match sets.iter_mut().find(|(known, _): &&mut (Expr, Vec<Expr>)| known.ty == asked.ty) {
                Some((_, sets)) => sets.push(found),
                None => sets.push((asked, vec![found])),
            }
        }
        if broken {
            return Self::broken(span);
        }
        let asks = sets.into_iter().map(|(value, sets)| ExprKind::In(Box::new(value), sets));
        let asks = asks.map(|kind| Expr { ty: Type::Bool, span, kind });
        let either = |one, other| Expr { ty: Type::Bool, span, kind: ExprKind::Or(Box::new(one), Box::new(other)) };
        let none = Expr { ty: Type::Bool, span, kind: ExprKind::In(Box::new(value), Vec::new()) };
        asks.reduce(either).unwrap_or(none)
    }

    /// A group that a definition is asked with: known by the day alone, whoever is asked about.
    pub(super) fn fixed_group(&mut self, expr: Expr) -> Expr {
        let Expr { ty, span, kind } = expr;
        let kind = match kind {
            ExprKind::Union(left, right) => {
                ExprKind::Union(Box::new(self.fixed_group(*left)), Box::new(self.fixed_group(*right)))
            }
            ExprKind::Difference(left, right) => {
                ExprKind::Difference(Box::new(self.fixed_group(*left)), Box::new(self.fixed_group(*right)))
            }
            kind @ ExprKind::List(_) => self.settle(None, Expr { ty: ty.clone(), span, kind }).kind,
            kind @ (ExprKind::Group(_) | ExprKind::Local(_) | ExprKind::Broken) => kind,
            _ => {
                self.report(Error::NotConstant { span });
                ExprKind::Broken
            }
        };
        Expr { ty, span, kind }
    }

    /// Whether `of` is what identifies a keyed record: a group of parties may be written as texts.
    fn keyed_by(&self, ty: &Type, of: &Type) -> bool {
        let Type::Record(id) = ty else { return false };
        let Some(record) = self.law.records.get(*id) else { return false };
        record.key.and_then(|key| record.at(key)).is_some_and(|key| key.ty == *of)
    }

    /// `item under 3A090, 4A090`, or `code under …`
    pub(super) fn under(&mut self, scope: &mut Scope, value: &ast::Expr, codes: &[ast::Code], span: Span) -> Expr {
        let value = self.expr(scope, value, None);
        let codes: Vec<(Eccn, Span)> = codes.iter().filter_map(|code| Some((self.code(code)?, code.span))).collect();
        match value.ty {
            Type::Broken => Self::broken(span),
            Type::Eccn => {
                let codes = codes.into_iter().map(|(code, _)| code).collect();
                Expr { ty: Type::Bool, span, kind: ExprKind::CodeUnder(Box::new(value), codes) }
            }
            Type::Record(id) => {
                let mut entries = Vec::new();
                for (code, at) in &codes {
                    let found: Vec<_> = self
                        .names
                        .entries_under(code)
                        .filter(|(_, entry)| self.law.entries.get(*entry).is_none_or(|it| it.subject == id))
                        .map(|(_, entry)| entry)
                        .collect();
                    if found.is_empty() {
                        let known: Vec<String> = self.names.entries.keys().map(ToString::to_string).collect();
                        let text = code.to_string();
                        let help = did_you_mean(&text, known.iter().map(String::as_str))
                            .or_else(|| Some("declare an `entry` for it, or import the file that does".to_owned()));
                        self.report(Error::NoEntry { code: text, span: *at, help });
                    }
                    entries.extend(found);
                }
                entries.sort_unstable();
                entries.dedup();
                let codes = codes.into_iter().map(|(code, _)| code).collect();
                Expr { ty: Type::Bool, span, kind: ExprKind::Covered { item: Box::new(value), codes, entries } }
            }
            _ => {
                let error = Error::Mismatch {
                    expected: "an item or a code".to_owned(),
                    found: value.ty.describe(&self.law),
                    span: value.span,
                    found_because: self.origin(&value),
                    expected_because: None,
                    help: Some("`under` asks whether an entry of a control list covers an item".to_owned()),
                };
                self.report(error);
                Self::broken(span)
            }
        }
    }

    /// The type of the members of a list.
    fn members(&mut self, list: &Expr) -> Option<Type> {
        match &list.ty {
            Type::List(of) => Some((**of).clone()),
            Type::Broken => Some(Type::Broken),
            other => {
                let error =
                    Error::NotAList { found: other.describe(&self.law), span: list.span, because: self.origin(list) };
                self.report(error);
                None
            }
        }
    }

    /// `any x in xs where c`, `every x in xs has c`
    pub(super) fn quantifier(
        &mut self,
        scope: &mut Scope,
        kind: Quantifier,
        variable: &ast::Name,
        list: &ast::Expr,
        condition: Option<&ast::Expr>,
        span: Span,
    ) -> Expr {
        let list = self.expr(scope, list, None);
        let Some(of) = self.members(&list) else { return Self::broken(span) };
        let local = scope.bind(&variable.node, of);
        let condition = match condition {
            Some(condition) => self.condition(scope, condition),
            None => Expr { ty: Type::Bool, span, kind: ExprKind::Bool(true) },
        };
        scope.unbind();
        Expr {
            ty: Type::Bool,
            span,
            kind: ExprKind::Quantified {
                kind,
                local,
                name: variable.node.clone(),
                list: Box::new(list),
                condition: Box::new(condition),
            },
        }
    }

    /// `sum of e for x in xs where c` and the others.
    #[allow(clippy::too_many_arguments, reason = "the parts of an aggregate")]
    pub(super) fn aggregate(
        &mut self,
        scope: &mut Scope,
        kind: Aggregate,
        each: Option<&ast::Expr>,
        variable: Option<&ast::Name>,
        list: &ast::Expr,
        filter: Option<&ast::Expr>,
        span: Span,
    ) -> Expr {
        let list = self.expr(scope, list, None);
        let Some(of) = self.members(&list) else { return Self::broken(span) };
        let local = scope.bind(variable.map_or("", |name| &name.node), of.clone());
        let filter = filter.map(|filter| self.condition(scope, filter));
        let mark = filter.as_ref().map_or(scope.mark(), |filter| scope.assume(filter, true));
        let each = match (each, kind) {
            (Some(each), _) => Some(self.expr(scope, each, None)),
            (None, Aggregate::Count) => None,
            // The short form `max of xs` takes the members themselves.
            (None, _) => Some(Expr { ty: of, span: list.span, kind: ExprKind::Local(local) }),
        };
        scope.forget(mark);
        scope.unbind();
        let ty = match (kind, &each) {
            (Aggregate::Count, _) | (_, None) => Type::plain_number(),
            (Aggregate::List, Some(each)) => Type::List(Box::new(each.ty.clone())),
            (Aggregate::Sum, Some(each)) => self.quantity(each, false),
            (Aggregate::Min | Aggregate::Max, Some(each)) => self.quantity(each, true),
        };
        let (list, each, filter) = (Box::new(list), each.map(Box::new), filter.map(Box::new));
        Expr { ty, span, kind: ExprKind::Aggregated { kind, local, list, each, filter } }
    }

    /// What can be summed, or compared for the least and the greatest.
    fn quantity(&mut self, each: &Expr, dates: bool) -> Type {
        match &each.ty {
            Type::Number(_) | Type::Broken => each.ty.clone(),
            Type::Date if dates => Type::Date,
            other => {
                let error = Error::Mismatch {
                    expected: if dates { "a number or a date" } else { "a number" }.to_owned(),
                    found: other.describe(&self.law),
                    span: each.span,
                    found_because: self.origin(each),
                    expected_because: None,
                    help: Some("take a number of each: `sum of x.amount for x in …`".to_owned()),
                };
                self.report(error);
                Type::Broken
            }
        }
    }

    /// `if c then a else b`
    #[allow(clippy::too_many_arguments, reason = "the parts of a choice, and whether it is the tail of another")]
    pub(super) fn choice(
        &mut self,
        scope: &mut Scope,
        condition: &ast::Expr,
        then: &ast::Expr,
        otherwise: Option<&ast::Expr>,
        span: Span,
        wanted: Option<&Type>,
        tail: bool,
    ) -> Expr {
        let condition = self.condition(scope, condition);
        let mark = scope.assume(&condition, true);
        let then = self.expr(scope, then, wanted);
        scope.forget(mark);
        let mark = scope.assume(&condition, false);
        let wanted_else = wanted.cloned().unwrap_or_else(|| then.ty.clone());
        let otherwise = match otherwise {
            Some(otherwise) => {
                let found = match &otherwise.kind {
                    ast::ExprKind::If { condition, then, otherwise: rest } => {
                        let (rest, wanted) = (rest.as_deref(), Some(&wanted_else));
                        self.choice(scope, condition, then, rest, otherwise.span, wanted, true)
                    }
                    _ => self.expr(scope, otherwise, Some(&wanted_else)),
                };
                self.expect(found, &then.ty, Some(then.span))
            }
            None => Expr { ty: then.ty.clone(), span, kind: ExprKind::Unknown },
        };
        scope.forget(mark);
        let ty = if matches!(then.ty, Type::Broken) { otherwise.ty.clone() } else { then.ty.clone() };
        let kind =
            ExprKind::If { condition: Box::new(condition), then: Box::new(then), otherwise: Box::new(otherwise) };
        let choice = Expr { ty, span, kind };
        // Only the first `if` of a chain knows all its tests.
        if !tail {
            self.exhaustive(&choice);
        }
        choice
    }

    /// A chain of `if x is a then … else if x is b then …` without a last `else` must name every alternative.
    fn exhaustive(&mut self, choice: &Expr) {
        let mut seen: Vec<u32> = Vec::new();
        let mut subject: Option<&Expr> = None;
        let mut uniform = true;
        let mut rest = choice;
        while let ExprKind::If { condition, otherwise, .. } = &rest.kind {
            match tested(condition, &self.law) {
                Some((value, alternatives)) => {
                    uniform &= subject.is_none_or(|subject| same_path(subject, value));
                    subject = Some(value);
                    seen.extend(alternatives);
                }
                None => uniform = false,
            }
            rest = otherwise;
        }
        if !matches!(rest.kind, ExprKind::Unknown) || rest.span != last_if(choice).span {
            return;
        }
        let alternatives = match subject.map(|subject| &subject.ty) {
            Some(Type::Enum(id)) if uniform => self.law.enums.get(*id).map(|it| &it.alternatives),
            _ => None,
        };
        let (missing, help) = match alternatives {
            None => (
                "otherwise".to_owned(),
                "add `else` and what holds in all other cases; only tests that name every alternative of one enum can do \
                 without",
            ),
            Some(all) => {
                let left: Vec<String> = all
                    .iter()
                    .enumerate()
                    .filter(|(position, _)| !seen.iter().any(|one| usize::try_from(*one) == Ok(*position)))
                    .map(|(_, one)| format!("`{}`", one.name))
                    .collect();
                if left.is_empty() {
                    return;
                }
                let (last, before) = (left.last().cloned().unwrap_or_default(), left.len().saturating_sub(1));
                let before = left.get(..before).unwrap_or(&[]).join(", ");
                let missing = if before.is_empty() { last } else { format!("{before} and {last}") };
                (format!("for {missing}"), "add `else` and what holds for the rest, or a test for each of them")
            }
        };
        self.report(Error::NotExhaustive { missing, span: choice.span, help: help.to_owned() });
    }
}

fn last_if(choice: &Expr) -> &Expr {
    let mut last = choice;
    while let ExprKind::If { otherwise, .. } = &last.kind
        && matches!(otherwise.kind, ExprKind::If { .. })
    {
        last = otherwise;
    }
    last
}

/// What a test of alternatives asks about, and for which it holds: `x is a, b`, `x = a`, `x != a`, several joined by `or`,
/// `not` of one.
fn tested<'e>(condition: &'e Expr, law: &Law) -> Option<(&'e Expr, Vec<u32>)> {
    let others = |value: &Expr, these: &[u32]| {
        let Type::Enum(id) = value.ty else { return Vec::new() };
        let all = law.enums.get(id).map_or(0, |it| u32::try_from(it.alternatives.len()).unwrap_or(0));
        (0..all).filter(|one| !these.contains(one)).collect()
    };
    match &condition.kind {
        ExprKind::Is(value, alternatives) => Some((value, alternatives.clone())),
        ExprKind::Compare(op @ (Comparison::Equal | Comparison::NotEqual), left, right) => {
            let (value, one) = match (&left.kind, &right.kind) {
                (_, ExprKind::Alternative(one)) => (left, *one),
                (ExprKind::Alternative(one), _) => (right, *one),
                _ => return None,
            };
            let holds = if *op == Comparison::Equal { vec![one] } else { others(value, &[one]) };
            Some((value, holds))
        }
        ExprKind::Or(left, right) => {
            let ((value, mut alternatives), (other, more)) = (tested(left, law)?, tested(right, law)?);
            alternatives.extend(more);
            same_path(value, other).then_some((value, alternatives))
        }
        ExprKind::Not(inner) => {
            let (value, alternatives) = tested(inner, law)?;
            Some((value, others(value, &alternatives)))
        }
        _ => None,
    }
}

/// Whether two expressions are the same path.
fn same_path(a: &Expr, b: &Expr) -> bool {
    Path::of(a).is_some_and(|path| Path::of(b) == Some(path))
}
