//! Values, groups, definitions and entries.

use super::scope::Scope;
use super::typed::{self, Condition, Define, Entry, Expr, ExprKind, Group, GroupBody, Limb, Origin, Recursion};
use super::{Checker, Error, Progress, Type};
use crate::diagnostic::Finding;
use crate::enact::{Stretch, Version, dated};
use crate::resolve::DefineId;
use crate::source::Span;
use crate::syntax::ast::{self, DefineLine, EntryLine};
use crate::value::Eccn;

impl Checker<'_> {
    /// Where a version comes from, and what it is titled.
    pub(super) fn origin_of<T: Clone>(version: &Version<'_, T>, title: Option<&ast::Text>) -> Origin {
        Origin {
            title: Self::title(title),
            life: version.life.clone(),
            instrument: version.instrument,
            amended: version.amended.clone(),
            cites: version.cites.clone(),
            enacted: version.enacted.clone(),
            span: version.name_span,
        }
    }

    /// The types of groups, values, definitions and entries, before any body is looked at.
    pub(super) fn signatures(&mut self) {
        for provision in &self.enacted.groups {
            let Some(first) = provision.versions.first() else { continue };
            let (of, _) = self.ty(&first.text.of);
            let of = self.member_ty(of, first.text.of.span);
            self.law.groups.push(Group {
                name: provision.name.clone(),
                of,
                versions: Vec::new(),
                span: first.name_span,
            });
        }
        for provision in &self.enacted.values {
            let Some(first) = provision.versions.first() else { continue };
            let (ty, _) = self.ty(&first.text.ty);
            self.law.values.push(typed::Value {
                name: provision.name.clone(),
                ty,
                versions: Vec::new(),
                span: first.name_span,
            });
        }
        for provision in &self.enacted.defines {
            let Some(first) = provision.versions.first() else { continue };
            let parameters: Vec<(String, Type)> =
                first.text.parameters.iter().map(|it| (it.name.node.clone(), self.ty(&it.ty).0)).collect();
            let result = first.text.result.as_ref().map_or(Type::Broken, |ty| self.ty(ty).0);
            for later in provision.versions.iter().skip(1) {
                let same = later.text.parameters.len() == parameters.len()
                    && later.text.parameters.iter().zip(&parameters).all(|(it, (_, ty))| self.ty(&it.ty).0 == *ty);
                if !same {
                    self.report(Error::Signature {
                        name: provision.name.clone(),
                        span: later.name_span,
                        first: first.name_span,
                    });
                }
            }
            self.law.defines.push(Define {
                name: provision.name.clone(),
                parameters,
                result,
                versions: Vec::new(),
                recursion: Recursion::No,
                span: first.name_span,
            });
        }
        for provision in &self.enacted.entries {
            let Some(first) = provision.versions.first() else { continue };
            let covers = first.text.lines.iter().find_map(|(_, line)| match line {
                EntryLine::Covers { ty, .. } => Some(ty.as_ref()),
                _ => None,
            });
            let written = covers.flatten().map(|ty| (self.ty(ty).0, ty.span));
            let subject = match &written {
                Some((Type::Record(id), _)) => Some(*id),
                Some(_) => None,
                None => self.item,
            };
            let fault = match (&written, subject) {
                (_, Some(_)) | (Some((Type::Broken, _)), None) => None,
                (Some((_, span)), None) => Some(("covers something that is no record", *span)),
                (None, None) => Some(("does not say what kind of record it covers", first.name_span)),
            };
            if let Some((what, span)) = fault {
                self.report(Error::BadProvision {
                    name: provision.name.clone(),
                    what: what.to_owned(),
                    span,
                    help: "write `covers item: RECORD if …`, or `import std/items`, which declares `Item`".to_owned(),
                });
            }
            if subject.is_none() {
                self.subjectless.push(self.law.entries.next_id());
            }
            self.law.entries.push(Entry {
                code: Eccn::parse(&provision.name).unwrap_or_else(|_| Eccn::unlisted()),
                // Something must stand here, or the ids of later entries would be wrong; the law is not run.
                subject: subject.unwrap_or_else(|| crate::source::Id::at(0)),
                versions: Vec::new(),
                recursion: Recursion::No,
                span: first.name_span,
            });
        }
    }

    /// The bodies of values.
    pub(super) fn values(&mut self) {
        for (position, provision) in self.enacted.values.iter().enumerate() {
            let id = crate::source::Id::at(position);
            let (ty, because) = match self.law.values.get(id) {
                Some(value) => (value.ty.clone(), value.span),
                None => continue,
            };
            let mut versions = Vec::new();
            for version in &provision.versions {
                let dated_values = match &version.text.body {
                    ast::ValueBody::Expr(written) => {
                        vec![(Stretch::ALWAYS, self.constant(written, &ty, Some(because)))]
                    }
                    ast::ValueBody::Lines { versions, .. } => {
                        self.dated_values(&provision.name, versions, &ty, because)
                    }
                };
                if dated_values.is_empty() {
                    self.report(Error::BadProvision {
                        name: provision.name.clone(),
                        what: "has no value".to_owned(),
                        span: version.name_span,
                        help: "write `value NAME : TYPE = …`, or dated lines under it".to_owned(),
                    });
                }
                versions.push((Self::origin_of(version, version.text.title.as_ref()), dated_values));
            }
            self.law.values[id].versions = versions;
        }
    }

    /// The bodies of groups.
    pub(super) fn groups(&mut self) {
        for (position, provision) in self.enacted.groups.iter().enumerate() {
            let id = crate::source::Id::at(position);
            let Some(of) = self.law.groups.get(id).map(|group| group.of.clone()) else { continue };
            let mut versions = Vec::new();
            for version in &provision.versions {
                let body = match &version.text.body {
                    ast::GroupBody::Expr(written) => {
                        GroupBody::Expr(self.settled(written, &Type::Group(Box::new(of.clone())), None))
                    }
                    ast::GroupBody::Lines(lines) => GroupBody::Members(self.members_of(lines, &of)),
                };
                versions.push((Self::origin_of(version, version.text.title.as_ref()), body));
            }
            self.law.groups[id].versions = versions;
        }
    }

    /// Versions of a value, each up to where the next begins if it does not say.
    fn dated_values(
        &mut self,
        name: &str,
        written: &[ast::ValueVersion],
        ty: &Type,
        because: Span,
    ) -> Vec<(Stretch, Expr)> {
        let mut made: Vec<(Stretch, Expr, Span)> = Vec::new();
        for version in written {
            let when = dated(&version.days, self.bag);
            let value = self.constant(&version.value, ty, Some(because));
            made.push((when, value, version.span));
        }
        made.sort_by_key(|(when, _, _)| when.from);
        let begins: Vec<_> = made.iter().map(|(when, _, span)| (when.from, *span)).collect();
        for ((when, _, span), next) in made.iter_mut().zip(begins.iter().skip(1)) {
            match (when.until, next.0) {
                // Two that begin together are one too many.
                (None, Some(from)) if when.from != Some(from) => when.until = Some(from),
                (Some(until), Some(from)) if until <= from => {}
                _ => {
                    self.bag.push(crate::enact::Error::VersionsOverlap {
                        name: name.to_owned(),
                        when: next.0.map_or_else(|| "on every day".to_owned(), |day| format!("from {day}")),
                        suggestion: next.0.map_or_else(|| "DATE".to_owned(), |day| day.to_string()),
                        again: next.1,
                        first: *span,
                    });
                }
            }
        }
        made.into_iter().map(|(when, value, _)| (when, value)).collect()
    }

    /// The bodies of all definitions that no use has brought about yet.
    pub(super) fn definitions(&mut self) {
        let ids: Vec<DefineId> = self.law.defines.ids().collect();
        for id in ids {
            if self.defines.get(id.index()) == Some(&Progress::Waiting) {
                self.definition(id);
            }
        }
    }

    /// The body of a definition, every version of it.
    pub(super) fn definition(&mut self, id: DefineId) {
        let Some(provision) = self.enacted.defines.get(id.index()) else { return };
        self.progress(id, Progress::Started);
        let annotated = provision.versions.first().is_some_and(|first| first.text.result.is_some());
        let outer = self.defining.replace(id);
        let mut versions = Vec::new();
        for version in &provision.versions {
            let mut scope = Scope::default();
            // Each version may name its parameters as it likes; what they are is the same in all.
            let types: Vec<Type> = self.law.defines[id].parameters.iter().map(|(_, ty)| ty.clone()).collect();
            for (position, parameter) in version.text.parameters.iter().enumerate() {
                scope.bind(&parameter.name.node, types.get(position).cloned().unwrap_or(Type::Broken));
            }
            let mut bodies = version.text.lines.iter().filter_map(|(span, line)| match line {
                DefineLine::As(body) => Some((*span, body)),
                DefineLine::Provenance(_) => None,
            });
            let Some((_, body)) = bodies.next() else {
                self.report(Error::BadProvision {
                    name: provision.name.clone(),
                    what: "does not say what it is".to_owned(),
                    span: version.name_span,
                    help: "add a line `as …`".to_owned(),
                });
                continue;
            };
            if let Some((again, _)) = bodies.next() {
                self.report(Error::BadProvision {
                    name: provision.name.clone(),
                    what: "says twice what it is".to_owned(),
                    span: again,
                    help: "keep one `as …`".to_owned(),
                });
            }
            let wanted = (annotated || !versions.is_empty()).then(|| self.law.defines[id].result.clone());
            let known = std::mem::take(self.bag);
            let outer = self.assumed.take();
            let mut found = self.expr(&mut scope, body, wanted.as_ref());
            let mut said = std::mem::replace(self.bag, known);
            if let Some(span) = std::mem::replace(&mut self.assumed, outer) {
                let (named, all) = (|it: &Finding| it.labels().iter().any(|(at, _)| *at == span), said.len());
                said.retain(|it| !named(it));
                // Taken for a truth value it does not fit: what it gives has to be said.
                if said.len() < all {
                    let (name, declared) = (provision.name.clone(), version.name_span);
                    self.law.defines[id].result = Type::Broken;
                    said.push(Error::NoResult { name, span, declared });
                    found = Self::broken(body.span);
                }
            }
            self.bag.append(said);
            // A definition that refers to itself without saying its type has come to have one meanwhile.
            let result = self.law.defines[id].result.clone();
            let found = match &wanted {
                None if result == Type::Broken => {
                    self.law.defines[id].result = found.ty.clone();
                    found
                }
                _ => self.expect(found, &result, Some(version.name_span)),
            };
            versions.push((Self::origin_of(version, version.text.title.as_ref()), found));
        }
        self.defining = outer;
        self.law.defines[id].versions = versions;
        self.progress(id, Progress::Done);
    }

    fn progress(&mut self, id: DefineId, progress: Progress) {
        if let Some(slot) = self.defines.get_mut(id.index()) {
            *slot = progress;
        }
    }

    /// What every entry covers.
    pub(super) fn entries(&mut self) {
        for (position, provision) in self.enacted.entries.iter().enumerate() {
            let id = crate::source::Id::at(position);
            let Some(subject) = self.law.entries.get(id).map(|entry| entry.subject) else { continue };
            let subject = if self.subjectless.contains(&id) { Type::Broken } else { Type::Record(subject) };
            let mut versions = Vec::new();
            for version in &provision.versions {
                if let Some(condition) = self.entry_condition(version, subject.clone()) {
                    versions.push((Self::origin_of(version, version.text.title.as_ref()), condition));
                }
            }
            if let Some(entry) = self.names.entries.values().find(|entry| **entry == id) {
                self.law.entries[*entry].versions = versions;
            }
        }
    }

    fn entry_condition(&mut self, version: &Version<'_, ast::Entry>, subject: Type) -> Option<Condition> {
        let mut covers = version.text.lines.iter().filter_map(|(span, line)| match line {
            EntryLine::Covers { variable, condition, .. } => Some((*span, variable, condition)),
            _ => None,
        });
        let Some((_, variable, condition)) = covers.next() else {
            self.report(Error::BadProvision {
                name: version.text.code.node.clone(),
                what: "does not say what it covers".to_owned(),
                span: version.name_span,
                help: "add a line `covers item if …`".to_owned(),
            });
            return None;
        };
        if let Some((again, _, _)) = covers.next() {
            self.report(Error::BadProvision {
                name: version.text.code.node.clone(),
                what: "says twice what it covers".to_owned(),
                span: again,
                help: "join the two with `any of`".to_owned(),
            });
        }
        let mut scope = Scope::default();
        scope.bind(&variable.node, subject);
        let unless = version.text.lines.iter().filter_map(|(span, line)| match line {
            EntryLine::Unless { label, condition } => Some((*span, label.as_ref(), condition)),
            _ => None,
        });
        let written = condition;
        let condition = self.condition(&mut scope, written);
        let holds = Limb { label: None, enacted: Vec::new(), span: written.span, condition };
        let unless = self.exclusions(&mut scope, Some(&holds), unless.collect());
        Some(Condition { holds: Some(holds), unless })
    }

    /// `unless` lines: each may rely on what `if` has settled.
    pub(super) fn exclusions(
        &mut self,
        scope: &mut Scope,
        holds: Option<&Limb>,
        written: Vec<(Span, Option<&ast::Label>, &ast::Expr)>,
    ) -> Vec<Limb> {
        let mark = holds.map_or(scope.mark(), |limb| scope.assume(&limb.condition, true));
        self.labels(written.iter().filter_map(|(_, label, _)| *label));
        let mut made = Vec::new();
        for (span, label, condition) in written {
            let condition = self.condition(scope, condition);
            let label = label.map(|label| label.node.clone());
            made.push(Limb { label, enacted: Vec::new(), span, condition });
        }
        scope.forget(mark);
        made
    }
}

/// Whether a typed expression is the unknown left by something broken.
pub(super) fn is_broken(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Broken)
}
