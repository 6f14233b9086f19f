//! Expressions: worked out under the law and the facts, and shown with their unit and type.

use super::answer::{Answer, DIM, Failed};
use super::facts::looks_given;
use super::help::help;
use super::values::Shower;
use super::{Repl, menu};
use crate::check::Type;
use crate::check::typed::{Expr, ExprKind};
use crate::decide::{Evaluator, Scratch, Value};
use crate::diagnostic::Bag;
use crate::explain::{Detail, Single, fault_words, reason_text};
use crate::plan::View;
use crate::plan::law::Members;
use crate::plan::layout::Kind;
use crate::plan::node::{Member, NodeId};
use crate::resolve::Term;
use crate::source::Span;
use crate::syntax::{self, ast};
use crate::value::{Date, Truth};
use std::fmt::Write as _;

/// So many missing facts are named.
const MOST_MISSING: usize = 5;

impl Repl {
    /// Works an expression out; `PATH = VALUE` gives a fact.
    pub(super) fn expression(&mut self, text: &str) -> Answer {
        if let Some(told) = self.bare_command(text) {
            return told;
        }
        if self.ready.rule(text.trim()).is_some() {
            return self.why(text.trim());
        }
        let written = match self.read_expression(text) {
            Ok(written) => written,
            // Knowledge in part stands only where facts are given.
            Err(_) if looks_given(text) => return self.set(text),
            Err(told) => return told,
        };
        // In parentheses a comparison is a question.
        if !text.trim_start().starts_with('(')
            && let Some(given) = self.as_given(&written)
        {
            return self.give(text, given);
        }
        self.asked(&written)
    }

    /// Works out what stands before a question mark; of a rule it says how it stands.
    pub(super) fn question(&mut self, text: &str) -> Answer {
        let word = text.trim();
        if word.is_empty() {
            return help("", self.width);
        }
        if self.ready.rule(word).is_some() {
            return self.why(word);
        }
        match self.read_expression(text) {
            Ok(written) => self.asked(&written),
            Err(told) => told,
        }
    }

    fn asked(&mut self, written: &ast::Expr) -> Answer {
        let mut bag = Bag::new();
        let checked = self.ready.later(&mut bag, |later| later.expression(written));
        if bag.has_errors() {
            return self.findings(Failed::Law, bag);
        }
        self.worked_out(&checked)
    }

    /// A command that was typed without its colon, where the word means nothing else.
    fn bare_command(&self, text: &str) -> Option<Answer> {
        let word = text.split_whitespace().next()?;
        let known = menu::COMMANDS.iter().any(|command| command.name == word) || word == "exit";
        let alone = text.split_whitespace().count() == 1 || !text.contains(['=', '+', '.', '<', '>']);
        if !known || !alone || self.ready.names.term(word).is_some() {
            return None;
        }
        let command = if word == "exit" { "quit" } else { word };
        Some(Answer::error(
            &format!("nothing is called `{word}`"),
            &format!("commands begin with a colon: `:{command}`"),
        ))
    }

    fn read_expression(&mut self, text: &str) -> Result<ast::Expr, Answer> {
        let id = self.aside(text)?;
        let mut bag = Bag::new();
        let found = self.session.sources.get(id).and_then(|it| syntax::parse_expression(it, &mut bag));
        found.ok_or_else(|| self.findings(Failed::Law, bag))
    }

    /// A comparison of a fact with `=` as what gives the fact.
    fn as_given(&mut self, written: &ast::Expr) -> Option<ast::Given> {
        let ast::ExprKind::Binary { left, op: ast::BinaryOp::Equal, right, .. } = &written.kind else { return None };
        // A misspelt field of a fact was meant to be given too.
        if let Some(path) = self.ready.later(&mut Bag::new(), |later| later.attempt(left)) {
            self.path(&path)?;
        } else if !self.begins_with_fact(left) {
            return None;
        }
        let value = Some(right.as_ref().clone());
        Some(ast::Given { span: written.span, path: left.as_ref().clone(), value, fields: Vec::new() })
    }

    /// Whether a path of names begins with a fact.
    fn begins_with_fact(&self, path: &ast::Expr) -> bool {
        match &path.kind {
            ast::ExprKind::Name(name) => matches!(self.ready.names.term(name), Some(Term::Fact(_))),
            ast::ExprKind::Field { base, .. } => self.begins_with_fact(base),
            _ => false,
        }
    }

    /// `:type`
    pub(super) fn type_of(&mut self, text: &str) -> Answer {
        if text.is_empty() {
            return Answer::error("expected an expression", "write `:type 4800 TPP / 814 mm²`");
        }
        let written = match self.read_expression(text) {
            Ok(written) => written,
            Err(told) => return told,
        };
        let mut bag = Bag::new();
        let checked = self.ready.later(&mut bag, |later| later.expression(&written));
        if bag.has_errors() {
            return self.findings(Failed::Law, bag);
        }
        Answer::said(self.described(&checked.ty))
    }

    /// A type in words.
    pub(super) fn described(&self, ty: &Type) -> String {
        match ty {
            Type::Broken => "nothing that has a type".to_owned(),
            // A name needs no article.
            Type::Enum(_) | Type::Record(_) => {
                let words = ty.describe(&self.ready.world.typed).replace('`', "");
                let name = words.strip_prefix("a ").or_else(|| words.strip_prefix("an "));
                name.map_or(words.clone(), ToOwned::to_owned)
            }
            ty => ty.describe(&self.ready.world.typed).replace('`', ""),
        }
    }

    fn worked_out(&mut self, expr: &Expr) -> Answer {
        let described = self.described(&expr.ty);
        let under = self.latest_law(expr);
        if let Type::Group(_) = expr.ty {
            return Answer::said(format!("{}{DIM}  {described}{DIM:#}{under}", self.members(expr)));
        }
        let is_condition = expr.ty == Type::Bool;
        let (node, limb) =
            self.ready.put(|desk| (desk.expression(expr, &[]), is_condition.then(|| desk.condition(expr, &[]))));
        let law = self.ready.desk();
        let view = View::new(law);
        let day = self.day.unwrap_or(Date::MAX);
        let mut scratch = Scratch::new();
        let mut evaluator = Evaluator::new(law, view.on(day), &self.case, &mut scratch);
        let value = evaluator.value(node);
        let kind = law.layout.kind(&expr.ty);
        let mut shower = Shower::new(&mut evaluator, &self.ready.world.typed.units);
        // A year has no commas.
        shower.typed = matches!(expr.kind, ExprKind::CalendarYear(_));
        let shown = shower.value(value, &kind);
        let faults: Vec<(&str, &str)> = evaluator.scratch().faults().iter().map(|it| fault_words(it.kind)).collect();
        let missing = if is_known(value) { Vec::new() } else { missing(&mut evaluator, node) };
        let mut said = match &shown {
            Some(shown) => format!("{shown}{DIM}  {}{described}{DIM:#}", titled(law, value, &kind)),
            None => format!("not known{DIM}  {described}{DIM:#}"),
        };
        said.push_str(&under);
        for (code, fault) in faults {
            let _ = write!(said, "\n  could not be worked out: {fault} ({code})");
        }
        let reason = limb.and_then(|limb| {
            let single = Single { view: &view, sources: &self.session.sources, case: &self.case, day };
            let reason = single.limb(limb, &mut Scratch::new());
            let mut about_case = false;
            expr.walk(&mut |part| about_case |= matches!(part.kind, ExprKind::Fact(_) | ExprKind::Discretion { .. }));
            let bare = !about_case || reason.parts.is_empty() && reason.found.starts_with(&reason.law);
            // What is missing says more of an open question than what is known.
            let told = missing.is_empty() && !bare && !(reason.found.is_empty() && reason.parts.is_empty());
            told.then(|| reason_text(&reason, self.look(Detail::Short, "`:why` before it")))
        });
        // Of a fact that was asked for alone, the missing fact is that one.
        if !missing.is_empty() && self.path(expr).is_none() {
            let more = missing.len().saturating_sub(MOST_MISSING);
            let named = missing.get(..MOST_MISSING.min(missing.len())).unwrap_or_default().join(", ");
            let more = if more > 0 { format!(", and {more} more") } else { String::new() };
            let _ = write!(said, "\n  missing: {named}{more}");
        }
        Answer::said(said).and(&Answer::said(reason.unwrap_or_default()))
    }

    /// Where no day is known, things that depend on it are taken as the law has them last.
    fn latest_law(&self, expr: &Expr) -> String {
        let timeless = self.day.is_some() || self.ready.world.law.turning_points.is_empty() || !mentions_law(expr);
        if timeless { String::new() } else { format!("{DIM}, under the latest law: no day is known{DIM:#}") }
    }

    /// Who is in a set on the day.
    pub(super) fn members(&mut self, set: &Expr) -> String {
        let day = self.day.unwrap_or(Date::MAX);
        let Type::Group(of) = &set.ty else { return String::new() };
        let typed = &self.ready.world.typed;
        let Type::Enum(list) = of.as_ref() else {
            return match &set.kind {
                ExprKind::Group(id) => self.texts_of(*id, day),
                _ => "a set that is not listed".to_owned(),
            };
        };
        let names: Vec<String> = typed
            .enums
            .get(*list)
            .map_or_else(Vec::new, |it| it.alternatives.iter().map(|it| it.name.clone()).collect());
        let span = Span::new(set.span.start, set.span.end);
        let asks = (0_u32..).zip(&names).map(|(code, _)| {
            let value = Expr { ty: Type::Enum(*list), span, kind: ExprKind::Alternative(code) };
            Expr { ty: Type::Bool, span, kind: ExprKind::In(Box::new(value), vec![set.clone()]) }
        });
        let asks: Vec<Expr> = asks.collect();
        let nodes: Vec<NodeId> = self.ready.put(|desk| asks.iter().map(|ask| desk.expression(ask, &[])).collect());
        let law = self.ready.desk();
        let view = View::new(law);
        let mut scratch = Scratch::new();
        let mut evaluator = Evaluator::new(law, view.on(day), &self.case, &mut scratch);
        let inside = names.iter().zip(nodes).filter(|(_, node)| evaluator.truth(*node) == Truth::True);
        let inside: Vec<&str> = inside.map(|(name, _)| name.as_str()).collect();
        listed(&inside)
    }

    fn texts_of(&self, id: crate::resolve::GroupId, day: Date) -> String {
        let versions = self.ready.world.law.groups.get(id).map(|group| group.versions.as_slice()).unwrap_or_default();
        let version = versions.iter().find(|(dated, _)| dated.life.in_force_on(day));
        let Some((_, Members::Listed(members))) = version else { return "[]".to_owned() };
        let typed = &self.ready.world.typed;
        let words = |member: &Member| match (member, typed.groups.get(id).map(|it| &it.of)) {
            (Member::Number(number), Some(Type::Number(unit))) => typed.units.display_quantity(*number, unit),
            (member, _) => member.to_string(),
        };
        let inside: Vec<String> =
            members.iter().filter(|(_, stretch)| stretch.contains(day)).map(|(member, _)| words(member)).collect();
        listed(&inside.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

fn listed(names: &[&str]) -> String {
    format!("[{}]", names.join(", "))
}

/// Whether nothing is missing of a value.
fn is_known(value: Value) -> bool {
    !matches!(value, Value::Unknown | Value::Within(_) | Value::Between(..) | Value::Lasting(..) | Value::OneOf(_))
}

/// The paths of the facts that a step needs and that nobody gave.
fn missing(evaluator: &mut Evaluator<'_>, node: NodeId) -> Vec<String> {
    let (_, addresses) = evaluator.missing_for_value(node);
    let (layout, case) = (&evaluator.law().layout, evaluator.case());
    let mut paths: Vec<String> = addresses.into_iter().map(|address| case.path_of(layout, address)).collect();
    paths.retain(|path| !path.is_empty());
    paths.sort();
    paths.dedup();
    paths
}

/// The title of an alternative, to stand before its type.
fn titled(law: &crate::plan::Law, value: Value, kind: &Kind) -> String {
    let (Value::Code(code), Kind::Enum(list)) = (value, kind) else { return String::new() };
    let title = law.layout.alternative(*list, code).and_then(|(_, title, _)| title.clone());
    title.map_or_else(String::new, |title| format!("{title}, "))
}

/// Whether anything in an expression may depend on the day.
fn mentions_law(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |part| {
        found |= matches!(
            part.kind,
            ExprKind::Value(_) | ExprKind::Group(_) | ExprKind::Call { .. } | ExprKind::Covered { .. }
        );
    });
    found
}
