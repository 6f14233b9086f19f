//! Instruments, definitions, entries and rules: one line a thing, in the author's order.

use super::expressions::quoted;
use super::layout::tight;
use super::lines::Lines;
use super::vocabulary::title;
use crate::source::Span;
use crate::syntax::ast::{
    Bars, Define, DefineLine, Duty, Effect, Entry, EntryLine, Force, Instrument, InstrumentLine, Label, Name, Policy,
    Priority, Provenance, Rule, RuleKind, RuleLine, Text,
};

/// The words of an instrument's line, the first padded so that what follows stands in a column.
const WIDEST: usize = 10;

impl Lines<'_> {
    pub(super) fn instrument(&mut self, it: &Instrument) {
        let end = it.title.as_ref().map_or(it.name.span.end, |title| title.span.end);
        let line = format!("instrument {}{}", it.name.node, title(it.title.as_ref()));
        self.line(Span::new(it.span.start, end), 0, &line);
        for (span, line) in &it.lines {
            if let InstrumentLine::Quote(text) = line {
                self.quote(text, 1);
                continue;
            }
            let (word, rest) = instrument_words(line);
            let gap = " ".repeat(WIDEST.saturating_sub(word.len()));
            self.line(*span, 1, &format!("{word}{} {rest}", tight(&gap)));
        }
    }

    /// A line that says where a provision comes from. `span` is that of the whole line, if it is known.
    pub(super) fn provenance(&mut self, span: Option<Span>, line: &Provenance) {
        let (own, words) = match line {
            Provenance::Under(name) => (name.span, format!("under {}", name.node)),
            Provenance::Cites(text) => (text.span, format!("cites {}", quoted(&text.node))),
            Provenance::From(day) => (day.span, format!("from {}", day.node)),
            Provenance::Until(day) => (day.span, format!("until {}", day.node)),
            Provenance::Quote(text) => return self.quote(text, 1),
        };
        self.line(span.unwrap_or(own), 1, &words);
    }

    pub(super) fn define(&mut self, it: &Define) {
        let mut line = format!("define {}{}", it.name.node, title(it.title.as_ref()));
        let mut end = it.title.as_ref().map_or(it.name.span.end, |title| title.span.end);
        if let Some(last) = it.parameters.last() {
            let parameters: Vec<String> =
                it.parameters.iter().map(|one| format!("{}: {}", one.name.node, self.ty(&one.ty))).collect();
            line = format!("{line} of {}", parameters.join(", "));
            end = last.span.end;
        }
        if let Some(result) = &it.result {
            line = format!("{line} : {}", self.ty(result));
            end = result.span.end;
        }
        // A header stays on one line, however wide.
        self.line(Span::new(it.span.start, end), 0, &tight(&line));
        for (span, line) in &it.lines {
            match line {
                DefineLine::Provenance(line) => self.provenance(Some(*span), line),
                DefineLine::As(expr) => self.tail(span.start, 1, "as", expr),
            }
        }
    }

    pub(super) fn entry(&mut self, it: &Entry) {
        let end = it.title.as_ref().map_or(it.code.span.end, |title| title.span.end);
        let line = format!("entry {}{}", it.code.node, title(it.title.as_ref()));
        self.line(Span::new(it.span.start, end), 0, &line);
        for (span, line) in &it.lines {
            match line {
                EntryLine::Provenance(line) => self.provenance(Some(*span), line),
                EntryLine::Covers { variable, ty, condition } => {
                    let ty = ty.as_ref().map_or_else(String::new, |ty| format!(": {}", self.ty(ty)));
                    self.tail(span.start, 1, &format!("covers {}{ty} if", variable.node), condition);
                }
                EntryLine::Unless { label, condition } => {
                    self.tail(span.start, 1, &format!("unless{}", labeled(label.as_ref())), condition);
                }
            }
        }
    }

    pub(super) fn rule(&mut self, it: &Rule) {
        let end = it.title.as_ref().map_or(it.name.span.end, |title| title.span.end);
        let word = match it.kind {
            RuleKind::Rule => "rule",
            RuleKind::Exception => "exception",
        };
        let line = format!("{word} {}{}", it.name.node, title(it.title.as_ref()));
        self.line(Span::new(it.span.start, end), 0, &line);
        for (span, line) in &it.lines {
            match line {
                RuleLine::Provenance(line) => self.provenance(Some(*span), line),
                RuleLine::Effect(effect) => {
                    let words = self.effect(effect);
                    self.line(*span, 1, &words);
                }
                RuleLine::Priority { kind, rules } => {
                    let word = match kind {
                        Priority::To => "to",
                        Priority::Overrides => "overrides",
                        Priority::SubjectTo => "subject to",
                        Priority::Notwithstanding => "notwithstanding",
                    };
                    self.line(*span, 1, &format!("{word} {}", names(rules)));
                }
                RuleLine::If { label, condition } => {
                    self.tail(span.start, 1, &format!("if{}", labeled(label.as_ref())), condition);
                }
                RuleLine::Unless { label, condition } => {
                    self.tail(span.start, 1, &format!("unless{}", labeled(label.as_ref())), condition);
                }
            }
        }
    }

    fn effect(&self, effect: &Effect) -> String {
        match effect {
            Effect::RequiresLicense(which) => format!("requires license{}", title(which.as_ref())),
            Effect::Review(how) => format!("review {}", policy(how.node)),
            Effect::Reviews { rules, policy: how } => format!("reviews {} with {}", names(rules), policy(how.node)),
            Effect::Prohibits => "prohibits".to_owned(),
            Effect::Permits => "permits".to_owned(),
            Effect::Bars(Bars::Charge(kind)) => format!("bars charge as {}", kind.node),
            Effect::Bars(Bars::Exceptions { except }) if except.is_empty() => "bars exceptions".to_owned(),
            Effect::Bars(Bars::Exceptions { except }) => format!("bars exceptions except {}", names(except)),
            Effect::Bars(Bars::Rules(rules)) => format!("bars {}", names(rules)),
            Effect::Charges { amount, kind } => format!("charges {} as {}", self.inline(amount), kind.node),
            Effect::Duty(duty) => self.duty(duty),
            Effect::Flags(text) => format!("flags {}", quoted(&text.node)),
            Effect::Presumes { fact, value: None } => format!("presumes {}", self.inline(fact)),
            Effect::Presumes { fact, value: Some(value) } => {
                format!("presumes {} = {}", self.inline(fact), self.inline(value))
            }
        }
    }

    fn duty(&self, duty: &Duty) -> String {
        let what = title(duty.what.as_ref());
        let mut words = format!("duty {} {}{what}", duty.verb.node, quoted(&duty.whom.node));
        if let Some((length, before, day)) = &duty.due {
            let joint = if before.node { "before" } else { "after" };
            words = format!("{words} {} {joint} {}", self.inline(length), self.inline(day));
        }
        words
    }
}

/// The first word of an instrument's line, and the rest.
fn instrument_words(line: &InstrumentLine) -> (&'static str, String) {
    let text = |text: &Text| quoted(&text.node);
    match line {
        InstrumentLine::Citation(it) => ("citation", text(it)),
        InstrumentLine::Issuer(it) => ("issuer", text(it)),
        InstrumentLine::Regime(name) => ("regime", name.node.clone()),
        InstrumentLine::Force(it) => ("force", force(it.node).to_owned()),
        InstrumentLine::Addressees(all) => ("addressees", all.iter().map(text).collect::<Vec<_>>().join(", ")),
        InstrumentLine::Published(day) => ("published", day.node.clone()),
        InstrumentLine::Effective(day) => ("effective", day.node.clone()),
        InstrumentLine::Compliance(day) => ("compliance", day.node.clone()),
        InstrumentLine::Expires(day) => ("expires", day.node.clone()),
        InstrumentLine::Reinstated(day) => ("reinstated", day.node.clone()),
        InstrumentLine::Suspended { from, until } => ("suspended", stretch(from, until.as_ref())),
        InstrumentLine::Unenforced { from, until } => ("unenforced", stretch(from, until.as_ref())),
        InstrumentLine::Quote(text) => (">", text.node.clone()),
    }
}

fn stretch(from: &Text, until: Option<&Text>) -> String {
    match until {
        Some(until) => format!("{} until {}", from.node, until.node),
        None => from.node.clone(),
    }
}

/// A label behind a word.
fn labeled(label: Option<&Label>) -> String {
    label.map_or_else(String::new, |label| format!(" ({})", label.node))
}

/// `a, b`
pub(super) fn names(names: &[Name]) -> String {
    names.iter().map(|name| name.node.as_str()).collect::<Vec<_>>().join(", ")
}

pub(super) fn policy(policy: Policy) -> &'static str {
    match policy {
        Policy::Approval => "approval",
        Policy::PresumptionOfApproval => "presumption of approval",
        Policy::CaseByCase => "case by case",
        Policy::PresumptionOfDenial => "presumption of denial",
        Policy::Denial => "denial",
    }
}

fn force(force: Force) -> &'static str {
    match force {
        Force::Proposal => "proposal",
        Force::Bill => "bill",
        Force::Deal => "deal",
        Force::Guidance => "guidance",
        Force::License => "license",
        Force::Letter => "letter",
        Force::Order => "order",
        Force::Regulation => "regulation",
        Force::Statute => "statute",
        Force::Constitution => "constitution",
    }
}
