//! What a name is: its title, what it cites, its text, its versions, and where it is declared.

use super::Repl;
use super::answer::{Answer, BOLD, DIM};
use super::help::help;
use super::values::Shower;
use crate::check::Type;
use crate::check::typed::{self, Expr, ExprKind, Origin};
use crate::decide::{Evaluator, Scratch};
use crate::diagnostic::Bag;
use crate::enact::Stretch;
use crate::plan::View;
use crate::resolve::{EnumId, Term, TypeName};
use crate::source::Span;
use crate::syntax;
use crate::value::{Date, Eccn, Truth};
use std::fmt::Write as _;

/// So many alternatives, fields or members are listed.
const MOST: usize = 40;

impl Repl {
    /// `:info`
    pub(super) fn info(&mut self, rest: &str) -> Answer {
        let name = rest.trim();
        if name.is_empty() {
            return Answer::error("expected a name", "write `:info rs_license`, `:info CN` or `:info shipment.item`");
        }
        if name.starts_with(':') {
            return help(name, self.width);
        }
        let said = self.term_info(name).or_else(|| self.type_info(name)).or_else(|| self.code_info(name));
        let said = said.or_else(|| self.other_info(name)).or_else(|| self.alternative_info(name));
        let said = said.or_else(|| self.path_info(name));
        said.map_or_else(|| self.nothing_called(name), Answer::said)
    }

    fn nothing_called(&self, name: &str) -> Answer {
        let law = &self.ready.world.typed;
        let types = law.records.iter().map(|it| it.name.as_str()).chain(law.enums.iter().map(|it| it.name.as_str()));
        let terms = self.ready.names.terms_where(|_| true);
        let others = law.units.names().chain(law.amendments.iter().map(|it| it.name.node.as_str()));
        let help = self.ready.names.advice(name, terms.chain(types).chain(others));
        Answer::error(&format!("nothing is called `{name}`"), &help.unwrap_or_default())
    }

    fn term_info(&mut self, name: &str) -> Option<String> {
        let law = &self.ready.world.typed;
        let mut page;
        match self.ready.names.term(name)? {
            Term::Rule(id) => {
                let rule = law.rules.get(id)?;
                let kind = match rule.versions.first().map(|it| it.kind) {
                    Some(crate::syntax::ast::RuleKind::Exception) => "an exception",
                    _ => "a rule",
                };
                page = heading(name, kind, rule.versions.last().and_then(|it| it.origin.title.as_deref()));
                for version in &rule.versions {
                    self.version(&mut page, &version.origin);
                }
            }
            Term::Define(id) => {
                let define = law.defines.get(id)?;
                page = heading(name, "a definition", define.versions.last().and_then(|it| it.0.title.as_deref()));
                let takes: Vec<String> =
                    define.parameters.iter().map(|(name, ty)| format!("{name}: {}", self.described(ty))).collect();
                let of = if takes.is_empty() { String::new() } else { format!("of {}, ", takes.join("; ")) };
                let _ = writeln!(page, "  {of}gives {}", self.described(&define.result));
                for (origin, _) in &define.versions {
                    self.version(&mut page, origin);
                }
            }
            Term::Group(id) => {
                let group = law.groups.get(id)?;
                page = heading(name, &self.described(&Type::Group(Box::new(group.of.clone()))), None);
                for (origin, _) in &group.versions {
                    self.version(&mut page, origin);
                }
                let set =
                    Expr { ty: Type::Group(Box::new(group.of.clone())), span: group.span, kind: ExprKind::Group(id) };
                let members = self.members(&set);
                let _ = writeln!(page, "  {}: {members}", self.as_of());
            }
            Term::Value(id) => {
                let value = law.values.get(id)?;
                page = heading(name, "a value", value.versions.last().and_then(|it| it.0.title.as_deref()));
                let _ = writeln!(page, "  {}", self.described(&value.ty));
                for (origin, dated) in &value.versions {
                    self.version(&mut page, origin);
                    for (stretch, expr) in dated {
                        let words = self.session.sources.text(expr.span);
                        let _ = writeln!(page, "    {words}  {DIM}{}{DIM:#}", days(*stretch));
                    }
                }
            }
            Term::Table(id) => {
                let table = law.tables.get(id)?;
                page = heading(name, "a table", table.title.as_deref());
                let _ = writeln!(page, "  {} rows; {}", table.rows.len(), self.place(table.span));
                self.fields(&mut page, law.records.get(table.record)?);
            }
            Term::Fact(id) => {
                let fact = law.facts.get(id)?;
                page = heading(name, "a fact", fact.title.as_deref());
                let _ = writeln!(page, "  {}; {}", self.described(&fact.ty), self.place(fact.span));
                if let Type::Record(record) = fact.ty {
                    self.fields(&mut page, law.records.get(record)?);
                }
            }
            Term::Instrument(id) => {
                let it = law.instruments.get(id)?;
                let force = it.force.words();
                page = heading(name, &format!("an instrument, {force}"), it.title.as_deref());
                let parts = [it.citation.clone(), it.issuer.clone(), it.regime.as_ref().map(|it| it.node.clone())];
                for part in parts.into_iter().flatten() {
                    let _ = writeln!(page, "  {part}");
                }
                for stretch in &it.life.in_force {
                    let _ = writeln!(page, "  in force {}", days(*stretch));
                }
                let dates = [
                    ("released", it.released),
                    ("published", it.life.published),
                    ("to be complied with from", it.life.compliance),
                ];
                for (word, day) in dates.iter().filter_map(|(word, day)| Some((word, (*day)?))) {
                    let _ = writeln!(page, "  {word} {day}");
                }
                let _ = writeln!(page, "  {}", self.place(it.name.span));
            }
        }
        Some(page)
    }

    fn type_info(&self, name: &str) -> Option<String> {
        let law = &self.ready.world.typed;
        let (what, _) = self.ready.names.types.get(name)?;
        match what {
            TypeName::Record(id) => {
                let record = law.records.get(*id)?;
                let mut page = heading(name, "a record", record.title.as_deref());
                let _ = writeln!(page, "  {}", self.place(record.span));
                self.fields(&mut page, record);
                Some(page)
            }
            TypeName::Enum(id) => {
                let list = law.enums.get(*id)?;
                let mut page = heading(name, "a list of alternatives", list.title.as_deref());
                let _ = writeln!(page, "  {}", self.place(list.span));
                let width = list.alternatives.iter().map(|one| one.name.chars().count()).max().unwrap_or(0);
                let all = list.alternatives.len();
                // Of a long list a few are enough to see what it is a list of.
                for one in list.alternatives.iter().take(if all > MOST { 8 } else { all }) {
                    let title = one.title.as_deref().unwrap_or_default();
                    let _ = writeln!(page, "  {:<width$}  {DIM}{title}{DIM:#}", one.name);
                }
                more(&mut page, all);
                Some(page)
            }
        }
    }

    /// An entry of a control list.
    fn code_info(&self, name: &str) -> Option<String> {
        let code = Eccn::parse(name).ok()?;
        let names = &self.ready.names;
        let below: Vec<String> =
            names.entries_under(&code).map(|(it, _)| it.to_string()).filter(|it| it != name).collect();
        let mut page;
        if let Some(id) = names.entries.get(&code) {
            let entry = self.ready.world.typed.entries.get(*id)?;
            page = heading(name, "an entry", entry.versions.last().and_then(|it| it.0.title.as_deref()));
            for (origin, _) in &entry.versions {
                self.version(&mut page, origin);
            }
        } else if below.is_empty() {
            return None;
        } else {
            page = heading(name, "a code with no entry of its own", None);
        }
        if !below.is_empty() {
            let _ = writeln!(page, "  under it: {}", below.join(", "));
        }
        Some(page)
    }

    /// A unit or an amendment.
    fn other_info(&self, name: &str) -> Option<String> {
        let law = &self.ready.world.typed;
        if let Some(unit) = law.units.get(name) {
            let kind = if unit.is_currency { "a currency" } else { "a unit" };
            let mut page = heading(name, kind, unit.title.as_deref());
            let declared = law.unit_uses.get(name).map(|it| it.span);
            if let Some(span) = declared {
                let line = self.line_of(span);
                let _ = writeln!(page, "  {line}\n  {}", self.place(span));
            }
            return Some(page);
        }
        let amendment = law.amendments.iter().find(|it| it.name.node == name)?;
        let mut page = heading(name, "an amendment", amendment.title.as_deref());
        if let Some(instrument) = amendment.instrument.and_then(|id| law.instruments.get(id)) {
            let _ = writeln!(page, "  under {}", instrument.name.node);
        }
        for stretch in &amendment.life.in_force {
            let _ = writeln!(page, "  in effect {}", days(*stretch));
        }
        texts(&mut page, &amendment.cites, &amendment.enacted);
        let _ = writeln!(page, "  {}", self.place(amendment.name.span));
        Some(page)
    }

    /// A country, or another alternative.
    fn alternative_info(&mut self, name: &str) -> Option<String> {
        let law = &self.ready.world.typed;
        let mut found: Vec<(EnumId, u32)> = Vec::new();
        for (id, list) in law.enums.enumerate() {
            let at = list.alternatives.iter().position(|one| one.name == name || one.code.as_deref() == Some(name));
            found.extend(at.and_then(|at| Some((id, u32::try_from(at).ok()?))));
        }
        let mut page = String::new();
        for (list, code) in found {
            let declared = self.ready.world.typed.enums.get(list)?;
            let one = declared.alternatives.get(usize::try_from(code).ok()?)?;
            let kind = format!("an alternative of {}", declared.name);
            page.push_str(&heading(&one.name, &kind, one.title.as_deref()));
            if let Some(code) = &one.code {
                let _ = writeln!(page, "  in facts also {code}");
            }
            let groups = self.groups_of(list, code);
            if !groups.is_empty() {
                let _ = writeln!(page, "  {} in {}", self.as_of(), groups.join(", "));
            }
        }
        (!page.is_empty()).then_some(page)
    }

    /// The groups that an alternative is in on the day.
    fn groups_of(&mut self, list: EnumId, code: u32) -> Vec<String> {
        let law = &self.ready.world.typed;
        let span = Span::new(0, 0);
        let mut asks: Vec<(String, Expr)> = Vec::new();
        for (id, group) in law.groups.enumerate().filter(|(_, group)| group.of == Type::Enum(list)) {
            let set = Expr { ty: Type::Group(Box::new(group.of.clone())), span, kind: ExprKind::Group(id) };
            let value = Expr { ty: group.of.clone(), span, kind: ExprKind::Alternative(code) };
            let ask = Expr { ty: Type::Bool, span, kind: ExprKind::In(Box::new(value), vec![set]) };
            asks.push((group.name.clone(), ask));
        }
        let nodes: Vec<_> = self.ready.put(|desk| asks.iter().map(|(_, ask)| desk.expression(ask, &[])).collect());
        let law = self.ready.desk();
        let view = View::new(law);
        let mut scratch = Scratch::new();
        let mut evaluator = Evaluator::new(law, view.on(self.day.unwrap_or(Date::MAX)), &self.case, &mut scratch);
        let inside = asks.into_iter().zip(nodes).filter(|(_, node)| evaluator.truth(*node) == Truth::True);
        inside.map(|((name, _), _)| name).collect()
    }

    /// A field, by its path from a fact or a record, and what is known of it.
    fn path_info(&mut self, text: &str) -> Option<String> {
        let (base, field) = text.rsplit_once('.')?;
        if let Some((TypeName::Record(id), _)) = self.ready.names.types.get(base) {
            return self.field_page(text, self.ready.world.typed.records.get(*id)?.field(field)?.1);
        }
        let id = self.aside(text).ok()?;
        let written = syntax::parse_expression(self.session.sources.get(id)?, &mut Bag::new())?;
        let checked = self.ready.later(&mut Bag::new(), |later| later.attempt(&written))?;
        let ExprKind::Field { base, field } = &checked.kind else {
            // A definition used like a field.
            return match &checked.kind {
                ExprKind::Call { define, .. } => {
                    let name = self.ready.world.typed.defines.get(*define)?.name.clone();
                    self.term_info(&name)
                }
                _ => None,
            };
        };
        let Type::Record(record) = base.ty else { return None };
        let mut page = self.field_page(text, self.ready.world.typed.records.get(record)?.at(*field)?)?;
        let node = self.ready.put(|desk| desk.expression(&checked, &[]));
        let law = self.ready.desk();
        let view = View::new(law);
        let mut scratch = Scratch::new();
        let mut evaluator = Evaluator::new(law, view.on(self.day.unwrap_or(Date::MAX)), &self.case, &mut scratch);
        let value = evaluator.value(node);
        let shown =
            Shower::new(&mut evaluator, &self.ready.world.typed.units).value(value, &law.layout.kind(&checked.ty));
        let _ = writeln!(page, "  now: {}", shown.unwrap_or_else(|| "not known".to_owned()));
        Some(page)
    }

    fn field_page(&self, name: &str, field: &typed::Field) -> Option<String> {
        let mut page = heading(name, "a field", field.title.as_deref());
        let optional = if field.optional { ", or absent" } else { "" };
        let _ = writeln!(page, "  {}{optional}; {}", self.described(&field.ty), self.place(field.span));
        if let Some(default) = &field.default {
            let _ = writeln!(page, "  {} if it is not given", self.session.sources.text(default.span));
        }
        if let Type::Enum(id) = field.ty {
            let list = self.ready.world.typed.enums.get(id)?;
            let names: Vec<&str> = list.alternatives.iter().take(12).map(|one| one.name.as_str()).collect();
            let rest = if list.alternatives.len() > 12 { ", …" } else { "" };
            let _ = writeln!(page, "  one of {}{rest}", names.join(", "));
        }
        Some(page)
    }

    fn fields(&self, page: &mut String, record: &typed::Record) {
        let width = record.fields.iter().map(|field| field.name.chars().count()).max().unwrap_or(0);
        for field in record.fields.iter().take(MOST) {
            let optional = if field.optional { ", or absent" } else { "" };
            let title = field.title.as_ref().map_or_else(String::new, |title| format!("  {DIM}{title}{DIM:#}"));
            let _ = writeln!(page, "  {:<width$}  {}{optional}{title}", field.name, self.described(&field.ty));
        }
        more(page, record.fields.len());
    }

    /// One version: its days, who made it and who amended it, what it cites and its text.
    fn version(&self, page: &mut String, origin: &Origin) {
        let law = &self.ready.world.typed;
        let mut line = match origin.life.in_force.as_slice() {
            [] => "never in force".to_owned(),
            [only] if *only == Stretch::ALWAYS => "always in force".to_owned(),
            all => format!("in force {}", all.iter().map(|it| days(*it)).collect::<Vec<_>>().join("; ")),
        };
        if let Some(instrument) = origin.instrument.and_then(|id| law.instruments.get(id)) {
            let _ = write!(line, ", by {}", instrument.name.node);
        }
        let mut before = "";
        for it in origin.amended.iter().filter_map(|id| law.amendments.get(*id)) {
            let made = it.made(origin.span);
            let _ = if made == before {
                write!(line, ", {}", it.name.node)
            } else {
                write!(line, ", {made} {}", it.name.node)
            };
            before = made;
        }
        let _ = writeln!(page, "  {line}; {}", self.place(origin.span));
        texts(page, &origin.cites, &origin.enacted);
    }

    fn place(&self, span: Span) -> String {
        match self.session.sources.locate(span) {
            Some((name, line, _)) => format!("{DIM}declared in {name}:{line}{DIM:#}"),
            None => String::new(),
        }
    }

    /// The line of the law on which something stands.
    fn line_of(&self, span: Span) -> String {
        let Some(source) = self.session.sources.find(span.start) else { return String::new() };
        let (line, _) = source.line_column(span.start);
        source.text.lines().nth(line.saturating_sub(1)).unwrap_or("").to_owned()
    }

    /// The day that membership is told for.
    fn as_of(&self) -> String {
        self.day.map_or_else(|| "under the latest law".to_owned(), |day| format!("on {day}"))
    }
}

/// A name, what it is, and its title.
fn heading(name: &str, kind: &str, title: Option<&str>) -> String {
    let title = title.map_or_else(String::new, |title| format!(": {title}"));
    format!("{BOLD}{name}{BOLD:#}  {kind}{title}\n")
}

fn texts(page: &mut String, cites: &[String], enacted: &[String]) {
    for cite in cites {
        let _ = writeln!(page, "    {cite}");
    }
    for line in enacted {
        let _ = writeln!(page, "    {DIM}>{DIM:#} {line}");
    }
}

fn more(page: &mut String, all: usize) {
    if all > MOST {
        let _ = writeln!(page, "  … {all} in all");
    }
}

/// The days of a stretch: `from 2023-11-17`, `before 2026-01-15`.
pub(super) fn days(stretch: Stretch) -> String {
    match (stretch.from, stretch.until) {
        (Some(from), Some(until)) => format!("from {from}, before {until}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("before {until}"),
        (None, None) => "always".to_owned(),
    }
}
