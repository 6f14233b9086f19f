//! What is said of a fact in part: a range of a number or a date, some of the alternatives of anything that has names.
//!
//! As in facts read from JSON, whatever could not be held exactly is refused: taken in silence it would be wholly unknown.

use super::scope::Scope;
use super::typed::{Expr, ExprKind};
use super::{Checker, Error, Type};
use crate::source::Span;
use crate::syntax::ast;

/// How partial knowledge is called in messages.
const RANGE: &str = "a range";
const ONE_OF: &str = "one of several";

impl Checker<'_> {
    /// `at least 5`, `at most 5`, `between 5 and 7`
    pub(super) fn range(
        &mut self,
        scope: &mut Scope,
        at_least: Option<&ast::Expr>,
        at_most: Option<&ast::Expr>,
        span: Span,
        wanted: Option<&Type>,
    ) -> Expr {
        let mut bound = |side: Option<&ast::Expr>| Some(Box::new(self.part(scope, side?, wanted)));
        let (at_least, at_most) = (bound(at_least), bound(at_most));
        let ty = wanted.cloned().or_else(|| Some(at_least.as_ref().or(at_most.as_ref())?.ty.clone()));
        let ty = ty.unwrap_or(Type::Broken);
        if !matches!(ty, Type::Number(_) | Type::Date | Type::Broken) {
            return self.not_in_part(&ty, RANGE, span);
        }
        Expr { ty, span, kind: ExprKind::Range { at_least, at_most } }
    }

    /// `one of CN, MO`
    pub(super) fn one_of(&mut self, scope: &mut Scope, items: &[ast::Expr], span: Span, wanted: Option<&Type>) -> Expr {
        let mut known = wanted.cloned();
        let mut checked = Vec::new();
        for item in items {
            let found = self.part(scope, item, known.as_ref());
            known.get_or_insert_with(|| found.ty.clone());
            checked.push(found);
        }
        let ty = known.unwrap_or(Type::Broken);
        if !matches!(ty, Type::Enum(_) | Type::Text | Type::Eccn | Type::Broken) {
            return self.not_in_part(&ty, ONE_OF, span);
        }
        Expr { ty, span, kind: ExprKind::OneOf(checked) }
    }

    fn part(&mut self, scope: &mut Scope, written: &ast::Expr, wanted: Option<&Type>) -> Expr {
        let found = self.expr(scope, written, wanted);
        match wanted {
            Some(wanted) => self.expect(found, wanted, None),
            None => found,
        }
    }

    /// The key of a record is wholly known or not at all: which record it is must not stay open.
    pub(super) fn whole_key(&mut self, target: &Expr, value: Expr) -> Expr {
        let found = match value.kind {
            ExprKind::Range { .. } => RANGE,
            ExprKind::OneOf(_) => ONE_OF,
            _ => return value,
        };
        let key = match &target.kind {
            ExprKind::Field { base, field } => match base.ty {
                Type::Record(id) => self.law.records.get(id).is_some_and(|record| record.key == Some(*field)),
                _ => false,
            },
            _ => false,
        };
        if !key {
            return value;
        }
        self.report(Error::Mismatch {
            expected: "the key of a record".to_owned(),
            found: found.to_owned(),
            span: value.span,
            found_because: None,
            expected_because: self.origin(target),
            help: Some("a key is known or unknown: give it, or leave it out".to_owned()),
        });
        Self::broken(value.span)
    }

    fn not_in_part(&mut self, ty: &Type, found: &'static str, span: Span) -> Expr {
        let several =
            |one: &str, other: &str| format!("it is known in part as one of several: `one of {one}, {other}`");
        let help = match ty {
            Type::Number(_) => {
                "it is known in part as a range: `at least 5`, `at most 5`, `between 5 and 7`".to_owned()
            }
            Type::Date => {
                "it is known in part as a range: `at least 2024-01-01`, `at most 2024-12-31`, `between … and …`"
                    .to_owned()
            }
            Type::Text => several("\"a\"", "\"b\""),
            Type::Eccn => several("3A090", "4A090"),
            Type::Enum(id) => match self.law.enums.get(*id).map(|list| list.alternatives.as_slice()) {
                Some([one, other, ..]) => several(&one.name, &other.name),
                _ => several("…", "…"),
            },
            _ => "it is known or unknown: give it, or leave it out".to_owned(),
        };
        self.report(Error::Mismatch {
            expected: ty.describe(&self.law),
            found: found.to_owned(),
            span,
            found_because: None,
            expected_because: None,
            help: Some(help),
        });
        Self::broken(span)
    }
}
