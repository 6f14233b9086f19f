//! Expressions: what each gives, and with what its parts must agree.

use super::scope::{Path, Scope};
use super::typed::{Expr, ExprKind, Limb};
use super::{Checker, Error, Type};
use crate::diagnostic::did_you_mean;
use crate::resolve::{self, EnumId, Term};
use crate::source::Span;
use crate::syntax::ast::{self, BlockKind, ExprKind as Written, UnaryOp};
use crate::value::{Duration, Eccn, Number, ParseDurationError, Unit};
use std::sync::Arc;

impl Checker<'_> {
    /// Checks an expression. `wanted` helps to find out what a bare name means; agreement with it is not tested here.
    pub(super) fn expr(&mut self, scope: &mut Scope, written: &ast::Expr, wanted: Option<&Type>) -> Expr {
        let span = written.span;
        let plain = |ty: Type, kind: ExprKind| Expr { ty, span, kind };
        match &written.kind {
            Written::Bool(truth) => plain(Type::Bool, ExprKind::Bool(*truth)),
            Written::Absent => plain(wanted.cloned().unwrap_or(Type::Broken), ExprKind::Absent),
            // The grammar lets partial knowledge stand only where facts are given.
            Written::Unknown => plain(wanted.cloned().unwrap_or(Type::Broken), ExprKind::Unknown),
            Written::Number { text, unit } => self.number(text, unit.as_ref(), span),
            Written::Date(text) => match crate::enact::day(&ast::Text::new(text.clone(), span), self.bag) {
                Some(day) => plain(Type::Date, ExprKind::Date(day)),
                None => Self::broken(span),
            },
            Written::Text(text) => plain(Type::Text, ExprKind::Text(Arc::from(text.as_str()))),
            Written::Name(name) => self.name(scope, name, span, wanted),
            Written::Code(text) => match self.code(&ast::Code::new(text.clone(), span)) {
                Some(code) => plain(Type::Eccn, ExprKind::Eccn(code)),
                None => Self::broken(span),
            },
            Written::List(items) => self.list(scope, items, span, wanted),
            Written::Call { name, arguments } => self.call(scope, name, arguments, span),
            Written::Field { base, name } => {
                let base = self.expr(scope, base, None);
                self.field(scope, base, name, &[], span)
            }
            Written::Method { base, name, arguments } => {
                let base = self.expr(scope, base, None);
                self.method(scope, base, name, arguments, span)
            }
            Written::Index { base, key } => self.row(scope, base, key, span),
            Written::Unary { op: UnaryOp::Not, operand } => {
                let inner = self.condition(scope, operand);
                plain(Type::Bool, ExprKind::Not(Box::new(inner)))
            }
            Written::Unary { op: UnaryOp::Negate, operand } => self.negate(scope, operand, span, wanted),
            Written::Binary { left, op, op_span, right } => {
                self.binary(scope, left, *op, *op_span, right, span, wanted)
            }
            Written::In { value, groups } => self.membership(scope, value, groups, span),
            Written::Under { value, codes } => self.under(scope, value, codes, span),
            Written::Is { value, alternatives } => self.is(scope, value, alternatives, span),
            Written::Has { base, field } => self.has(scope, base, field, span),
            Written::If { condition, then, otherwise } => {
                self.choice(scope, condition, then, otherwise.as_deref(), span, wanted, false)
            }
            Written::Quantifier { kind, variable, list, condition } => {
                self.quantifier(scope, *kind, variable, list, condition.as_deref(), span)
            }
            Written::Aggregate { kind, each, variable, list, filter } => {
                self.aggregate(scope, *kind, each.as_deref(), variable.as_ref(), list, filter.as_deref(), span)
            }
            Written::CalendarYear(of) => {
                let of = self.expr(scope, of, Some(&Type::Date));
                let of = self.expect(of, &Type::Date, None);
                plain(Type::plain_number(), ExprKind::CalendarYear(Box::new(of)))
            }
            Written::Block(block) => {
                let limbs = self.limbs(scope, block);
                plain(Type::Bool, ExprKind::Block(block.kind, limbs))
            }
            Written::Discretion { question, by } => plain(
                Type::Bool,
                ExprKind::Discretion { question: question.node.clone(), by: Self::title(by.as_ref()) },
            ),
            Written::Range { at_least, at_most } => {
                self.range(scope, at_least.as_deref(), at_most.as_deref(), span, wanted)
            }
            Written::OneOf(items) => self.one_of(scope, items, span, wanted),
        }
    }

    /// Checks a condition: an expression that gives a truth value.
    pub(super) fn condition(&mut self, scope: &mut Scope, written: &ast::Expr) -> Expr {
        let found = self.expr(scope, written, Some(&Type::Bool));
        self.expect(found, &Type::Bool, None)
    }

    /// A code literal.
    pub(super) fn code(&mut self, code: &ast::Code) -> Option<Eccn> {
        Eccn::parse(&code.node)
            .map_err(|fault| self.bag.push(resolve::Error::bad_code(&code.node, code.span, fault)))
            .ok()
    }

    /// A number literal; with a calendar unit it is a duration.
    fn number(&mut self, text: &str, unit: Option<&ast::UnitExpr>, span: Span) -> Expr {
        if let Some(unit) = unit
            && let [factor] = unit.factors.as_slice()
            && factor.power == 1
            && is_calendar(&factor.name.node)
        {
            let count = text.replace('_', "").parse().map_err(|_| ParseDurationError::TooLarge);
            let Ok(duration) = count.and_then(|count| Duration::of(count, &factor.name.node)) else {
                self.report(Error::BadNumber { text: text.to_owned(), span });
                return Self::broken(span);
            };
            return Expr { ty: Type::Duration, span, kind: ExprKind::Duration(duration) };
        }
        if text.ends_with('%') {
            self.percentages.insert(span, text.to_owned());
        }
        let Ok(number) = Number::parse_law(text) else {
            self.report(Error::BadNumber { text: text.to_owned(), span });
            return Self::broken(span);
        };
        let unit = match unit {
            None => Some(Unit::one()),
            Some(unit) => self.unit(unit),
        };
        match unit {
            Some(unit) => Expr { ty: Type::Number(unit), span, kind: ExprKind::Number(number) },
            None => Self::broken(span),
        }
    }

    /// A bare name: a variable, a declared thing, an alternative of the enum that is wanted, or a country.
    fn name(&mut self, scope: &mut Scope, name: &str, span: Span, wanted: Option<&Type>) -> Expr {
        if let Some((local, ty)) = scope.local(name) {
            let expr = Expr { ty: ty.clone(), span, kind: ExprKind::Local(local) };
            scope.note_wanted(local, wanted);
            return expr;
        }
        let alternative = self.alternative_of(name, wanted);
        if let Some(term) = self.names.term(name) {
            if let Some((id, _)) = alternative {
                let (one, other) = (term.kind().to_owned(), format!("an alternative of `{}`", self.enum_name(id)));
                self.report(Error::Ambiguous { name: name.to_owned(), one, other, span });
                return Self::broken(span);
            }
            return self.term(term, name, span);
        }
        if let Some((id, position)) = alternative {
            return Expr { ty: Type::Enum(id), span, kind: ExprKind::Alternative(position) };
        }
        if let Some(Type::Enum(id)) = wanted {
            self.unknown_alternative(*id, name, span);
            return Self::broken(span);
        }
        if let (Some(id), true) = (self.country, is_country_shaped(name)) {
            self.unknown_alternative(id, name, span);
            return Self::broken(span);
        }
        let help = self.name_meant(scope, name, wanted);
        // It may be an alternative of an enum that is broken itself.
        if matches!(wanted, Some(Type::Broken)) && help.starts_with("declare it") {
            return Self::broken(span);
        }
        let help = Some(help);
        self.report(Error::UnknownName { name: name.to_owned(), span, help });
        Self::broken(span)
    }

    /// What to write instead of a name that means nothing.
    fn name_meant(&self, scope: &Scope, name: &str, wanted: Option<&Type>) -> String {
        if let Some((_, help)) = NO_NAMES.iter().find(|(words, _)| words.contains(&name.to_lowercase().as_str())) {
            return (*help).to_owned();
        }
        if self.country.is_none() && is_country_shaped(name) {
            return "countries come with `import std/countries`".to_owned();
        }
        if self.law.units.get(name).is_some() {
            return format!("`{name}` is a unit, and stands right after a number: `1 {name}`");
        }
        let truths: &[&str] = if matches!(wanted, Some(Type::Bool)) { &["true", "false"] } else { &[] };
        let known = scope.names().chain(self.names.terms_where(has_value)).chain(truths.iter().copied());
        match (self.names.advice(name, known), wanted) {
            // Who compares with a text meant one.
            (_, Some(Type::Text)) => format!("a text stands in quotes: `\"{name}\"`"),
            (Some(help), _) => help,
            (None, _) => "declare it, or import the file that does".to_owned(),
        }
    }

    /// The alternative that a name is: of the wanted enum, or a country.
    fn alternative_of(&self, name: &str, wanted: Option<&Type>) -> Option<(EnumId, u32)> {
        let wanted = match wanted {
            Some(Type::Enum(id)) => Some(*id),
            _ => None,
        };
        let country = self.country.filter(|_| is_country_shaped(name));
        [wanted, country].into_iter().flatten().find_map(|id| Some((id, self.alternative(id, name)?)))
    }

    /// The position of an alternative.
    pub(super) fn alternative(&self, id: EnumId, name: &str) -> Option<u32> {
        let list = self.law.enums.get(id)?;
        let position = list.alternatives.iter().position(|one| one.name == name)?;
        u32::try_from(position).ok()
    }

    fn enum_name(&self, id: EnumId) -> String {
        self.law.enums.get(id).map_or_else(String::new, |it| it.name.clone())
    }

    /// Reports a word that is none of a list, with the nearest one, or the one whose code or title it is.
    pub(super) fn unknown_alternative(&mut self, id: EnumId, name: &str, span: Span) {
        let Some(list) = self.law.enums.get(id) else { return };
        let same = |text: &Option<String>| text.as_ref().is_some_and(|text| text.eq_ignore_ascii_case(name));
        let help = match list.alternatives.iter().find(|one| same(&one.code) || same(&one.title)) {
            Some(one) => Some(format!("write `{}`", one.name)),
            None => did_you_mean(name, list.alternatives.iter().map(|one| one.name.as_str()))
                .or_else(|| Some(self.alternatives_in_words(id))),
        };
        let error = Error::UnknownAlternative {
            name: name.to_owned(),
            list: list.name.clone(),
            span,
            declared: list.span,
            help,
        };
        self.report(error);
    }

    fn term(&mut self, term: Term, name: &str, span: Span) -> Expr {
        match term {
            Term::Fact(id) => {
                let ty = self.law.facts.get(id).map_or(Type::Broken, |it| it.ty.clone());
                Expr { ty, span, kind: ExprKind::Fact(id) }
            }
            Term::Group(id) => {
                let of = self.law.groups.get(id).map_or(Type::Broken, |it| it.of.clone());
                Expr { ty: Type::Group(Box::new(of)), span, kind: ExprKind::Group(id) }
            }
            Term::Table(id) => {
                let ty = self.law.tables.get(id).map_or(Type::Broken, |it| Type::Record(it.record));
                Expr { ty: Type::List(Box::new(ty)), span, kind: ExprKind::Table(id) }
            }
            Term::Value(id) => {
                let ty = self.law.values.get(id).map_or(Type::Broken, |it| it.ty.clone());
                Expr { ty, span, kind: ExprKind::Value(id) }
            }
            Term::Define(id) => self.apply(id, Vec::new(), span),
            Term::Rule(_) | Term::Instrument(_) => {
                let help = Some(match term {
                    Term::Rule(_) => "rules are named in `to`, `overrides`, `reviews` and `bars`; write what both ask as a `define`",
                    _ => "instruments are named in `under`; compare the day with a date instead",
                }.to_owned());
                self.report(Error::NoValue { name: name.to_owned(), kind: term.kind(), span, help });
                Self::broken(span)
            }
        }
    }

    /// `x is a, b`
    fn is(&mut self, scope: &mut Scope, value: &ast::Expr, alternatives: &[ast::Name], span: Span) -> Expr {
        let value = self.expr(scope, value, None);
        let id = match value.ty {
            Type::Enum(id) => id,
            Type::Broken => return Self::broken(span),
            _ => {
                let error = Error::Mismatch {
                    expected: "a value of an enum".to_owned(),
                    found: value.ty.describe(&self.law),
                    span: value.span,
                    found_because: self.origin(&value),
                    expected_because: None,
                    help: Some("`is` tests alternatives of an enum; use `=` to compare".to_owned()),
                };
                self.report(error);
                return Self::broken(span);
            }
        };
        let mut positions = Vec::new();
        for name in alternatives {
            match self.alternative(id, &name.node) {
                Some(position) => positions.push(position),
                None => self.unknown_alternative(id, &name.node, name.span),
            }
        }
        if positions.len() < alternatives.len() {
            return Self::broken(span);
        }
        Expr { ty: Type::Bool, span, kind: ExprKind::Is(Box::new(value), positions) }
    }

    /// `x has field`
    fn has(&mut self, scope: &mut Scope, base: &ast::Expr, name: &ast::Name, span: Span) -> Expr {
        let base = self.expr(scope, base, None);
        let Type::Record(id) = base.ty else {
            if !matches!(base.ty, Type::Broken) {
                let error = Error::Mismatch {
                    expected: "a record".to_owned(),
                    found: base.ty.describe(&self.law),
                    span: base.span,
                    found_because: self.origin(&base),
                    expected_because: None,
                    help: Some("`has` asks whether an optional field of a record is there".to_owned()),
                };
                self.report(error);
            }
            return Self::broken(span);
        };
        let found = self.law.records.get(id).and_then(|record| record.field(&name.node));
        let Some((field, declared)) = found else {
            self.unknown_field(&base.ty, name);
            return Self::broken(span);
        };
        if !declared.optional {
            let declared = declared.span;
            self.report(Error::AlwaysThere { name: name.node.clone(), span, declared });
        }
        Expr { ty: Type::Bool, span, kind: ExprKind::Has { base: Box::new(base), field } }
    }

    /// Limbs in order: each may rely on what those before it have settled.
    pub(super) fn limbs(&mut self, scope: &mut Scope, block: &ast::Block) -> Vec<Limb> {
        self.labels(block.limbs.iter().filter_map(|limb| limb.label.as_ref()));
        let start = scope.mark();
        let mut limbs = Vec::new();
        for limb in &block.limbs {
            let condition = match self.empty_limb(scope, limb) {
                Some(broken) => broken,
                None => self.condition(scope, &limb.condition),
            };
            match block.kind {
                BlockKind::All => scope.assume(&condition, true),
                BlockKind::Any | BlockKind::None => scope.assume(&condition, false),
                BlockKind::AtLeast(_) => scope.mark(),
            };
            limbs.push(Limb {
                label: limb.label.as_ref().map(|label| label.node.clone()),
                enacted: limb.quote.iter().map(|line| line.node.clone()).collect(),
                span: limb.span,
                condition,
            });
        }
        scope.forget(start);
        if let BlockKind::AtLeast(n) = block.kind
            && usize::try_from(n).is_ok_and(|n| n > limbs.len() || n == 0)
        {
            let what = if n == 0 { "always holds" } else { "can never hold" };
            self.report(Error::BadProvision {
                name: format!("at least {n} of"),
                what: format!("{what}: it has {} limbs", limbs.len()),
                span: block.header,
                help: "ask for a number between 1 and the number of limbs".to_owned(),
            });
        }
        limbs
    }

    /// A label alone, which reads as something in parentheses. Where nothing that it could ask for has this name, the limb
    /// is empty.
    fn empty_limb(&mut self, scope: &Scope, limb: &ast::Limb) -> Option<Expr> {
        let condition = &limb.condition;
        let (Written::Name(words) | Written::Number { text: words, unit: None }) = &condition.kind else { return None };
        let in_parentheses = usize::try_from(condition.span.len()).is_ok_and(|long| long == words.len() + 2);
        let asks = scope.local(words).is_some() || self.names.term(words).is_some_and(has_value);
        if limb.label.is_some() || !in_parentheses || asks {
            return None;
        }
        self.report(Error::BadProvision {
            name: format!("({words})"),
            what: "labels a limb that is empty".to_owned(),
            span: condition.span,
            help: "write the condition behind the label, or take the line out".to_owned(),
        });
        Some(Self::broken(condition.span))
    }

    /// Labels must be unique among siblings.
    pub(super) fn labels<'l>(&mut self, labels: impl Iterator<Item = &'l ast::Label>) {
        let mut seen: Vec<&ast::Label> = Vec::new();
        for label in labels {
            if let Some(first) = seen.iter().find(|one| one.node == label.node) {
                self.report(Error::LabelTwice { label: label.node.clone(), again: label.span, first: first.span });
            }
            seen.push(label);
        }
    }

    /// A field of a record; an optional one must be known to be there.
    pub(super) fn take_field(&mut self, scope: &Scope, base: Expr, field: u32, name: &ast::Name, span: Span) -> Expr {
        let Type::Record(id) = base.ty else { return Self::broken(span) };
        let Some(declared) = self.law.records.get(id).and_then(|record| record.at(field)) else {
            return Self::broken(span);
        };
        let (ty, optional, at) = (declared.ty.clone(), declared.optional, declared.span);
        let taken = Expr { ty, span, kind: ExprKind::Field { base: Box::new(base), field } };
        if optional && !Path::of(&taken).is_some_and(|path| scope.is_present(&path)) && !scope.trusting {
            let base_words = match &taken.kind {
                ExprKind::Field { base, .. } => self.words(scope, base),
                _ => String::new(),
            };
            self.report(Error::MayBeAbsent {
                path: format!("{base_words}.{}", name.node),
                ask: format!("{base_words} has {}", name.node),
                span,
                declared: at,
            });
        }
        taken
    }

    /// A path in the words of the law; `it` for anything else.
    pub(super) fn words(&self, scope: &Scope, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Fact(id) => self.law.facts.get(*id).map_or_else(String::new, |it| it.name.clone()),
            ExprKind::Field { base, field } => {
                let Type::Record(id) = base.ty else { return "it".to_owned() };
                let field = self.law.records.get(id).and_then(|record| record.at(*field));
                format!("{}.{}", self.words(scope, base), field.map_or("", |field| &field.name))
            }
            ExprKind::Local(local) => scope.name(*local).to_owned(),
            ExprKind::Row { table, key } => {
                let name = self.law.tables.get(*table).map_or("", |it| &it.name);
                format!("{name}[{}]", self.words(scope, key))
            }
            ExprKind::Text(text) => format!("\"{text}\""),
            ExprKind::Call { define, arguments } => {
                let name = self.law.defines.get(*define).map_or("", |it| &it.name);
                match arguments.as_slice() {
                    [] => name.to_owned(),
                    [only] => format!("{}.{name}", self.words(scope, only)),
                    _ => "it".to_owned(),
                }
            }
            _ => "it".to_owned(),
        }
    }
}

fn has_value(term: Term) -> bool {
    !matches!(term, Term::Rule(_) | Term::Instrument(_))
}

/// The words that make a number a duration.
fn is_calendar(word: &str) -> bool {
    Duration::of(1, word).is_ok()
}

/// Two capital letters.
fn is_country_shaped(name: &str) -> bool {
    name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Words that people write where a condition is wanted and that are no names, with what to write instead.
const NO_NAMES: [(&[&str], &str); 4] = [
    (&["yes", "no", "y", "n"], "a truth value is written `true` or `false`"),
    (&["null", "nil", "none", "na", "n_a"], "what is not there is written `absent`; ask for it with `x has field`"),
    (
        &["prohibited", "prohibits", "forbidden", "authorized", "permitted", "allowed", "required", "license"],
        "that is what rules make of a case, and cannot be asked of it: a rule says `prohibits` or `requires license` on a line of its own, a scenario `expect prohibited`",
    ),
    (&["today", "now"], "there is no clock: the day asked about is a fact, such as `shipment.date`"),
];
