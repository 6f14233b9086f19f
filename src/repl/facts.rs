//! Facts: given, taken back, shown.

use super::answer::{Answer, DIM, Failed};
use super::state::{Fact, below};
use super::values::Shower;
use super::{Repl, input};
use crate::check::Type;
use crate::check::typed::{Expr, ExprKind};
use crate::decide::{Evaluator, Scratch, Value};
use crate::diagnostic::Bag;
use crate::facts::{Case, Reader};
use crate::plan::View;
use crate::plan::layout::{Kind, Layout};
use crate::plan::slot::Address;
use crate::syntax::{self, ast};
use crate::value::{Date, Number};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

impl Repl {
    /// `:facts`
    pub(super) fn facts(&mut self, rest: &str) -> Answer {
        if rest.is_empty() {
            return self.shown_facts();
        }
        let Some(id) = self.session.add_case(Path::new(rest)) else {
            let bag = self.session.take_findings();
            return self.findings(Failed::Unread, bag);
        };
        let mut bag = Bag::new();
        let layout = &self.ready.world.law.layout;
        if let Some(source) = self.session.sources.get(id) {
            Reader::new(layout).read_source(source, &mut Case::new(layout), &mut bag);
        }
        if bag.has_errors() {
            return self.findings(Failed::Facts, bag);
        }
        self.change(&format!(":facts {rest}"), |repl| {
            repl.state.case = Some(id);
            repl.state.facts.clear();
            Ok(Answer::default())
        })
    }

    /// `:set`
    pub(super) fn set_command(&mut self, rest: &str) -> Answer {
        if rest.is_empty() {
            return Answer::error("nothing is given", "write `:set shipment.destination = CN`");
        }
        if let Some((path, value)) = without_sign(rest) {
            return Answer::error(
                &format!("expected `=` behind `{path}`, found `{value}`"),
                &format!("write `:set {path} = {value}`"),
            );
        }
        self.set(rest)
    }

    /// Gives a fact, or several.
    pub(super) fn set(&mut self, text: &str) -> Answer {
        let id = match self.aside(text) {
            Ok(id) => id,
            Err(told) => return told,
        };
        let mut bag = Bag::new();
        let Some(given) = self.session.sources.get(id).and_then(|it| syntax::parse_given(it, &mut bag)) else {
            return self.findings(Failed::Facts, bag);
        };
        self.give(text, given)
    }

    /// Gives facts that were read.
    pub(super) fn give(&mut self, text: &str, given: ast::Given) -> Answer {
        let mut bag = Bag::new();
        let made = self.ready.later(&mut bag, |later| later.given(&given));
        if bag.has_errors() {
            return self.findings(Failed::Facts, bag);
        }
        if let Some(told) = made.iter().find_map(|(path, value)| self.impossible(path, value)) {
            return told;
        }
        let paths: Vec<String> = made.iter().filter_map(|(path, _)| self.path(path)).collect();
        if paths.is_empty() {
            return Answer::error("nothing is given", "write a path, `=` and a value: `shipment.destination = CN`");
        }
        let said = self.says_nothing(&made);
        self.change(text, |repl| {
            repl.state.facts.retain(|fact| !paths.iter().any(|path| fact.lies_at(path)));
            repl.state.facts.push(Fact { paths, given: Arc::new(given) });
            Ok(said)
        })
    }

    /// What is wrong with a value that no declaration lets the fact have.
    fn impossible(&mut self, path: &Expr, value: &Expr) -> Option<Answer> {
        let name = self.path(path)?;
        let field = match &path.kind {
            ExprKind::Field { base, field } => match base.ty {
                Type::Record(id) => self.ready.world.typed.records.get(id).and_then(|it| it.at(*field)),
                _ => None,
            },
            _ => None,
        };
        let (least, most) = field.map_or((None, None), |field| (field.at_least, field.at_most));
        let (low, high) = match &value.kind {
            ExprKind::Range { at_least, at_most } => (at_least.as_deref(), at_most.as_deref()),
            _ => (Some(value), Some(value)),
        };
        let (low, high) = (low.map(|it| self.value_of(it)), high.map(|it| self.value_of(it)));
        let limits = |what: &str, limit: Number| {
            let limit = match &path.ty {
                Type::Number(unit) => self.ready.world.typed.units.display_quantity(limit, unit),
                _ => limit.to_string(),
            };
            Some(Answer::failing(Failed::Facts, &format!("`{name}` is {what} {limit}"), "this is how it is declared"))
        };
        match (low, high) {
            (Some(Value::Number(low)), Some(Value::Number(high))) if high < low => Some(nothing_between()),
            (Some(Value::Date(low)), Some(Value::Date(high))) if high < low => Some(nothing_between()),
            (low, high) => match (least, most, low, high) {
                (Some(least), _, _, Some(Value::Number(high))) if high < least => limits("at least", least),
                (_, Some(most), Some(Value::Number(low)), _) if low > most => limits("at most", most),
                _ => None,
            },
        }
    }

    /// A word on values that were meant to say something and give nothing: worked out from what is not known.
    fn says_nothing(&mut self, made: &[(Expr, Expr)]) -> Answer {
        let mut names = Vec::new();
        for (path, value) in made {
            let plain = !matches!(value.kind, ExprKind::Unknown);
            if plain && self.value_of(value) == Value::Unknown {
                names.extend(self.path(path).map(|path| format!("`{path}`")));
            }
        }
        if names.is_empty() {
            return Answer::default();
        }
        Answer::said(format!("{DIM}what is given for {} is not known{DIM:#}", names.join(", ")))
    }

    /// What an expression gives now.
    fn value_of(&mut self, expr: &Expr) -> Value {
        let node = self.ready.put(|desk| desk.expression(expr, &[]));
        let view = View::new(self.ready.desk());
        let day = self.day.unwrap_or(Date::MAX);
        Evaluator::new(self.ready.desk(), view.on(day), &self.case, &mut Scratch::new()).value(node)
    }

    /// `:unset`
    pub(super) fn unset(&mut self, rest: &str) -> Answer {
        let text = format!("{rest} = unknown");
        let id = match self.aside(&text) {
            Ok(id) => id,
            Err(told) => return told,
        };
        let mut bag = Bag::new();
        let given = self.session.sources.get(id).and_then(|it| syntax::parse_given(it, &mut bag));
        let Some(given) = given.filter(|_| !rest.is_empty()) else {
            return Answer::error("expected the path of a fact", "write `:unset shipment.destination`");
        };
        let made = self.ready.later(&mut bag, |later| later.given(&given));
        let Some(path) = made.first().and_then(|(path, _)| self.path(path)).filter(|_| !bag.has_errors()) else {
            return self.findings(Failed::Facts, bag);
        };
        if !self.knows(&path) {
            return Answer::said(format!("{DIM}nothing is known of `{path}`{DIM:#}"));
        }
        self.change(&format!(":unset {rest}"), |repl| {
            repl.state.facts.retain(|fact| !fact.lies_at(&path));
            let above = |fact: &Fact| fact.paths.iter().any(|own| below(&path, own) || below(own, &path));
            if repl.state.case.is_some() || repl.state.facts.iter().any(above) {
                repl.state.facts.push(Fact { paths: vec![path], given: Arc::new(given) });
            }
            Ok(Answer::default())
        })
    }

    /// `shipment.destination` of a checked path.
    pub(super) fn path(&self, expr: &Expr) -> Option<String> {
        let law = &self.ready.world.typed;
        match &expr.kind {
            ExprKind::Fact(id) => law.facts.get(*id).map(|fact| fact.name.clone()),
            ExprKind::Field { base, field } => {
                let Type::Record(record) = base.ty else { return None };
                let name = &law.records.get(record)?.at(*field)?.name;
                Some(format!("{}.{name}", self.path(base)?))
            }
            _ => None,
        }
    }

    fn shown_facts(&self) -> Answer {
        let known = self.known_facts();
        if known.is_empty() { Answer::said("no fact is known") } else { Answer::said(known) }
    }

    /// Whether anything is known of a fact, or of what is below it.
    fn knows(&self, path: &str) -> bool {
        let known = self.known_facts();
        let mut rests = known.lines().filter_map(|line| line.strip_prefix(path));
        rests.any(|rest| rest.starts_with([' ', '.']))
    }

    fn known_facts(&self) -> String {
        let law = &self.ready.world.law;
        let view = View::new(law);
        let day = self.day.unwrap_or(Date::MAX);
        let mut scratch = Scratch::new();
        let mut evaluator = Evaluator::new(law, view.on(day), &self.case, &mut scratch);
        let mut list = Listing {
            layout: &law.layout,
            shower: Shower::typing(&mut evaluator, &self.ready.world.typed.units),
            out: String::new(),
        };
        for fact in &law.layout.facts {
            list.show(&fact.name, fact.at, &fact.kind);
        }
        list.out
    }
}

fn nothing_between() -> Answer {
    Answer::failing(Failed::Facts, "nothing lies between these limits", "the lower limit stands first")
}

/// Facts line by line, as they would be typed.
struct Listing<'e, 'a> {
    layout: &'a Layout,
    shower: Shower<'e, 'a>,
    out: String,
}

impl Listing<'_, '_> {
    fn show(&mut self, path: &str, at: Address, kind: &Kind) {
        let layout = self.layout;
        let value = self.shower.evaluator.at(at);
        let inner = match (kind, value) {
            (Kind::Inline(record), Value::Record(_)) => Some((*record, at)),
            (Kind::Reference(record), Value::Record(first)) if !self.shower.seen.contains(&first) => {
                self.shower.seen.push(first);
                Some((*record, first))
            }
            _ => None,
        };
        let Some((record, first)) = inner else {
            if let Some(words) = self.shower.value(value, kind) {
                let title = self.title(value, kind);
                self.line(&format!("{path} = {words}"), &title);
            }
            return;
        };
        for field in layout.records.get(record).map(|it| it.fields.as_slice()).unwrap_or_default() {
            self.show(&format!("{path}.{}", field.name), first.plus(field.offset), &field.kind);
        }
    }

    /// What an alternative means, where its name does not say.
    fn title(&self, value: Value, kind: &Kind) -> String {
        let (Value::Code(code), Kind::Enum(list)) = (value, kind) else { return String::new() };
        let title = self.layout.alternative(*list, code).and_then(|(_, title, _)| title.clone());
        title.map_or_else(String::new, |title| format!("  {DIM}# {title}{DIM:#}"))
    }

    /// A line; a long one goes on over the next lines, deeper, where a comma stands outside of quotes.
    fn line(&mut self, text: &str, aside: &str) {
        let mut width = 0;
        for part in parts(text) {
            let long = part.chars().count();
            if width > 0 && width + long > crate::format::WIDTH {
                self.out.truncate(self.out.trim_end().len());
                self.out.push_str("\n    ");
                width = 4;
            }
            self.out.push_str(part);
            width += long;
        }
        let _ = writeln!(self.out, "{aside}");
    }
}

/// A text cut behind its commas, but for those in quotes.
fn parts(text: &str) -> Vec<&str> {
    let (mut found, mut start) = (Vec::new(), 0);
    let (mut inside, mut escaped) = (false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => inside = !inside,
            ' ' if !inside && text.get(start..at).is_some_and(|part| part.ends_with(',')) => {
                found.extend(text.get(start..=at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend(text.get(start..));
    found
}

/// Whether a text gives a fact by its form: a path, `=`, and something.
pub(super) fn looks_given(text: &str) -> bool {
    let line = input::code(text.lines().next().unwrap_or(""));
    line.split_once('=').is_some_and(|(path, _)| is_path(path.trim()))
}

/// A path and a value on one line, with no `=` between them.
fn without_sign(text: &str) -> Option<(&str, &str)> {
    let (path, value) = input::code(text).trim().split_once([' ', '\t'])?;
    let value = value.trim_start();
    let given = value.starts_with('=') || path == "given" || text.contains('\n');
    (is_path(path) && !given).then_some((path, value))
}

fn is_path(text: &str) -> bool {
    let name = |part: &str| !part.is_empty() && part.chars().all(|it| it.is_alphanumeric() || it == '_');
    text.split('.').all(name)
}
