//! Fields, definitions and records made on the spot.

use super::scope::Scope;
use super::typed::{Expr, ExprKind, RowKey};
use super::{Checker, Error, Progress, Type};
use crate::diagnostic::did_you_mean;
use crate::resolve::{DefineId, RecordId, Term, TypeName};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind as Written};

/// How many definitions may rest on each other: few enough for every later room to follow them by recursion.
pub(super) const DEEPEST: usize = 100;

impl Checker<'_> {
    /// `base.name`: a field, or a definition whose first parameter is the base.
    pub(super) fn field(
        &mut self,
        scope: &mut Scope,
        base: Expr,
        name: &ast::Name,
        arguments: &[ast::Argument],
        span: Span,
    ) -> Expr {
        if matches!(base.ty, Type::Broken) {
            return Self::broken(span);
        }
        if let Type::Record(id) = base.ty
            && let Some((field, _)) = self.law.records.get(id).and_then(|record| record.field(&name.node))
        {
            return self.take_field(scope, base, field, name, span);
        }
        if let Some(Term::Define(define)) = self.names.term(&name.node) {
            return self.call_define(scope, define, Some(base), arguments, name, span);
        }
        self.unknown_field(&base.ty, name);
        Self::broken(span)
    }

    /// `base.name(arguments)`
    pub(super) fn method(
        &mut self,
        scope: &mut Scope,
        base: Expr,
        name: &ast::Name,
        arguments: &[ast::Argument],
        span: Span,
    ) -> Expr {
        if matches!(base.ty, Type::Broken) {
            return Self::broken(span);
        }
        if let Some(Term::Define(define)) = self.names.term(&name.node) {
            return self.call_define(scope, define, Some(base), arguments, name, span);
        }
        self.unknown_field(&base.ty, name);
        Self::broken(span)
    }

    /// `name(arguments)`: a definition, or a record made on the spot.
    pub(super) fn call(
        &mut self,
        scope: &mut Scope,
        name: &ast::Name,
        arguments: &[ast::Argument],
        span: Span,
    ) -> Expr {
        if let Some(Term::Define(define)) = self.names.term(&name.node) {
            return self.call_define(scope, define, None, arguments, name, span);
        }
        if let Some((TypeName::Record(record), _)) = self.names.types.get(&name.node) {
            return self.construct(scope, *record, arguments, span);
        }
        let known = self.names.term(&name.node).map(Term::kind);
        let what = match known {
            Some(kind) => format!("`{}` is {kind}, and takes nothing in parentheses", name.node),
            None => format!("no definition and no record is called `{}`", name.node),
        };
        let help = if known.is_some() {
            "leave the parentheses out; to multiply, write `*`".to_owned()
        } else {
            let records = self.law.records.iter().filter(|it| it.table.is_none()).map(|it| it.name.as_str());
            let defines = self.names.terms_where(|term| matches!(term, Term::Define(_)));
            self.names
                .advice(&name.node, defines.chain(records))
                .unwrap_or_else(|| format!("declare it: `define {} of …` or `record {}`", name.node, name.node))
        };
        let help = Some(help);
        self.report(Error::NotCallable { what, span: name.span, help });
        Self::broken(span)
    }

    fn call_define(
        &mut self,
        scope: &mut Scope,
        define: DefineId,
        base: Option<Expr>,
        arguments: &[ast::Argument],
        name: &ast::Name,
        span: Span,
    ) -> Expr {
        let Some(declared) = self.law.defines.get(define) else { return Self::broken(span) };
        let (parameters, at) = (declared.parameters.clone(), declared.span);
        let found = arguments.len() + usize::from(base.is_some());
        if found != parameters.len() {
            let expected = match parameters.len() {
                0 => "no argument".to_owned(),
                1 => "1 argument".to_owned(),
                n => format!("{n} arguments"),
            };
            let help = Some(self.parameters_in_words(&parameters));
            self.report(Error::Arguments { name: name.node.clone(), expected, found, span, declared: at, help });
            return Self::broken(span);
        }
        let mut parameters = parameters.into_iter();
        let mut checked = Vec::new();
        if let Some(base) = base
            && let Some((_, ty)) = parameters.next()
        {
            if !base.ty.fits(&ty) {
                self.unknown_field(&base.ty, name);
                return Self::broken(span);
            }
            checked.push(self.expect(base, &ty, Some(at)));
        }
        for (argument, (_, ty)) in arguments.iter().zip(parameters) {
            if let Some(named) = &argument.name {
                self.report(Error::BadProvision {
                    name: name.node.clone(),
                    what: "takes its arguments in order, without names".to_owned(),
                    span: named.span,
                    help: format!("leave `{} =` out", named.node),
                });
            }
            let value = self.expr(scope, &argument.value, Some(&ty));
            let value = if matches!(ty, Type::Group(_)) { Self::as_group(value) } else { value };
            let value = self.expect(value, &ty, Some(at));
            checked.push(if matches!(ty, Type::Group(_)) { self.fixed_group(value) } else { value });
        }
        self.apply(define, checked, span)
    }

    /// What a definition takes, for advice.
    fn parameters_in_words(&self, parameters: &[(String, Type)]) -> String {
        let one = |(name, ty): &(String, Type)| format!("`{name}`, {}", ty.describe(&self.law));
        let list: Vec<String> = parameters.iter().map(one).collect();
        if list.is_empty() { "leave the parentheses out".to_owned() } else { format!("it takes {}", list.join("; ")) }
    }

    /// A definition used: its body is checked first if its type is not known yet.
    pub(super) fn apply(&mut self, define: DefineId, arguments: Vec<Expr>, span: Span) -> Expr {
        if self.defines.get(define.index()) == Some(&Progress::Waiting) {
            if self.depth >= DEEPEST {
                self.report(Error::TooDeep { limit: DEEPEST, span });
                return Self::broken(span);
            }
            self.depth += 1;
            self.definition(define);
            self.depth -= 1;
        }
        if self.defining == Some(define) && self.law.defines[define].result == Type::Broken {
            // A definition that refers to itself without saying its type is taken to give a truth value: the only
            // kind of self-reference that needs no type to be understood.
            self.law.defines[define].result = Type::Bool;
            self.assumed.get_or_insert(span);
        }
        let Some(declared) = self.law.defines.get(define) else { return Self::broken(span) };
        if declared.result == Type::Broken && self.defines.get(define.index()) == Some(&Progress::Started) {
            let (name, declared) = (declared.name.clone(), declared.span);
            self.report(Error::NoResult { name, span, declared });
            return Self::broken(span);
        }
        if arguments.len() != declared.parameters.len() {
            let error = Error::Arguments {
                name: declared.name.clone(),
                expected: match declared.parameters.len() {
                    1 => "1 argument".to_owned(),
                    n => format!("{n} arguments"),
                },
                found: arguments.len(),
                span,
                declared: declared.span,
                help: Some(self.parameters_in_words(&declared.parameters)),
            };
            self.report(error);
            return Self::broken(span);
        }
        Expr { ty: declared.result.clone(), span, kind: ExprKind::Call { define, arguments } }
    }

    /// `Record(field = value)`
    fn construct(&mut self, scope: &mut Scope, record: RecordId, arguments: &[ast::Argument], span: Span) -> Expr {
        let mut fields: Vec<(u32, Expr)> = Vec::new();
        for argument in arguments {
            let Some(name) = &argument.name else {
                let error = Error::BadRecord {
                    noun: "record",
                    name: self.law.records.get(record).map_or_else(String::new, |it| it.name.clone()),
                    what: "is made with named fields".to_owned(),
                    span: argument.value.span,
                    help: "write `Record(field = value)`".to_owned(),
                };
                self.report(error);
                continue;
            };
            let ty = Type::Record(record);
            let Some((field, declared)) = self.law.records.get(record).and_then(|it| it.field(&name.node)) else {
                self.unknown_field(&ty, name);
                continue;
            };
            let (wanted, optional, at) = (declared.ty.clone(), declared.optional, declared.ty_span);
            if fields.iter().any(|(taken, _)| *taken == field) {
                let error = Error::BadRecord {
                    noun: "record",
                    name: self.law.records.get(record).map_or_else(String::new, |it| it.name.clone()),
                    what: format!("is given `{}` twice", name.node),
                    span: name.span,
                    help: "keep one of the two".to_owned(),
                };
                self.report(error);
                continue;
            }
            let value = self.given(scope, &argument.value, &wanted, optional, Some(at));
            fields.push((field, value));
        }
        Expr { ty: Type::Record(record), span, kind: ExprKind::Construct { record, fields } }
    }

    /// What a field is given. An optional field takes `absent`, and another optional field as it is.
    pub(super) fn given(
        &mut self,
        scope: &mut Scope,
        written: &ast::Expr,
        wanted: &Type,
        optional: bool,
        because: Option<Span>,
    ) -> Expr {
        let passes_on = optional && matches!(written.kind, Written::Field { .. });
        let trusting = scope.trusting;
        scope.trusting |= passes_on;
        let value = self.expr(scope, written, Some(wanted));
        scope.trusting = trusting;
        if matches!(value.kind, ExprKind::Absent) && !optional {
            self.report(Error::Mismatch {
                expected: wanted.describe(&self.law),
                found: "`absent`".to_owned(),
                span: value.span,
                found_because: None,
                expected_because: because,
                help: Some("only an `optional` field can be absent; leave it out if it is not known".to_owned()),
            });
            return Self::broken(value.span);
        }
        self.expect(value, wanted, because)
    }

    /// `table["key"]`
    pub(super) fn row(&mut self, scope: &mut Scope, base: &ast::Expr, key: &ast::Expr, span: Span) -> Expr {
        let base = self.expr(scope, base, None);
        let ExprKind::Table(table) = base.kind else {
            if !matches!(base.ty, Type::Broken) {
                let error = Error::Mismatch {
                    expected: "a table".to_owned(),
                    found: base.ty.describe(&self.law),
                    span: base.span,
                    found_because: self.origin(&base),
                    expected_because: None,
                    help: Some("only rows of a table are looked up by key".to_owned()),
                };
                self.report(error);
            }
            return Self::broken(span);
        };
        let Type::List(row_type) = base.ty else { return Self::broken(span) };
        let Type::Record(record) = *row_type else { return Self::broken(span) };
        let declared = self.law.records.get(record);
        let key_column = self.law.tables.get(table).and_then(|it| it.key);
        let Some(key_field) = declared.and_then(|it| it.at(key_column?)) else {
            let error = Error::BadTable {
                name: self.law.tables.get(table).map_or_else(String::new, |it| it.name.clone()),
                what: "has no key, so its rows cannot be looked up".to_owned(),
                span,
                declared: self.law.tables.get(table).map(|it| it.span),
                help: Some("declare it with `key COLUMN`".to_owned()),
            };
            self.report(error);
            return Self::broken(span);
        };
        let (key_type, because) = (key_field.ty.clone(), key_field.ty_span);
        let key = self.expr(scope, key, Some(&key_type));
        let key = self.expect(key, &key_type, Some(because));
        self.known_row(table, &key);
        Expr { ty: Type::Record(record), span, kind: ExprKind::Row { table, key: Box::new(key) } }
    }

    /// A constant key must be in the table.
    fn known_row(&mut self, table: crate::resolve::TableId, key: &Expr) {
        let Some(declared) = self.law.tables.get(table) else { return };
        let Some(column) = declared.key.and_then(|key| usize::try_from(key).ok()) else { return };
        let Some(wanted) = RowKey::of(key) else { return };
        let cells = || declared.rows.iter().filter_map(|row| row.cells.get(column));
        // A cell that is itself wrong could hold the key; a table without rows has been reported.
        if cells().next().is_none() || cells().any(|cell| RowKey::of(cell).is_none_or(|it| it == wanted)) {
            return;
        }
        let (words, known): (String, Vec<String>) =
            (self.key_words(key), cells().map(|it| self.key_words(it)).collect());
        let error = Error::BadTable {
            name: declared.name.clone(),
            what: format!("has no row `{words}`"),
            span: key.span,
            declared: Some(declared.span),
            help: did_you_mean(&words, known.iter().map(String::as_str))
                .or_else(|| Some("add the row, or look up another".to_owned())),
        };
        self.report(error);
    }

    /// Reports a name that is neither a field nor a definition of a type.
    pub(super) fn unknown_field(&mut self, ty: &Type, name: &ast::Name) {
        if matches!(ty, Type::Broken) {
            return;
        }
        let record = match ty {
            Type::Record(id) => self.law.records.get(*id),
            _ => None,
        };
        let fields = record.into_iter().flat_map(|it| it.fields.iter().map(|field| field.name.as_str()));
        let defines = self.law.defines.iter().filter(|it| it.parameters.first().is_some_and(|(_, of)| ty.fits(of)));
        let known: Vec<&str> = fields.chain(defines.map(|it| it.name.as_str())).collect();
        let help = self.names.advice(&name.node, known.iter().copied()).or_else(|| match known.len() {
            1..=12 => Some(format!("it has {}", known.join(", "))),
            _ => Some(format!("declare it: `define {} of …`", name.node)),
        });
        let error = Error::UnknownField {
            of: ty.describe(&self.law),
            name: name.node.clone(),
            span: name.span,
            declared: record.map(|it| it.span),
            help,
        };
        self.report(error);
    }

    /// Whether an expression is a path that could be given by a case.
    pub(super) fn is_path(expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Fact(_) | ExprKind::Local(_) => true,
            ExprKind::Field { base, .. } => Self::is_path(base),
            _ => false,
        }
    }
}
