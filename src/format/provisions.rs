//! Instruments, definitions, entries and rules: one line a thing, in the author's order.

use super::expressions::quoted;
use super::layout::tight;
use super::lines::Lines;
use super::pieces::Step;
use super::vocabulary::title;
use crate::source::Span;
use crate::syntax::ast::{
    Bars, Define, DefineLine, Duty, Effect, Entry, EntryLine, Expr, Instrument, InstrumentLine, Label, Name, Priority,
    Provenance, Rule, RuleKind, RuleLine, RulePath, Text, Type,
};

/// The words of an instrument's line, the first padded so that what follows stands in a column.
const WIDEST: usize = 10;

impl Lines<'_> {
    pub(super) fn instrument(&mut self, it: &Instrument) {
        self.header(it.span.start, &it.name, it.title.as_ref(), "instrument", "", None);
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
        self.header(it.span.start, &it.code, it.title.as_ref(), "entry", "", None);
        let mut exclusions = 0;
        for (span, line) in &it.lines {
            match line {
                EntryLine::Provenance(line) => self.provenance(Some(*span), line),
                EntryLine::Covers { variable, ty, condition } => self.covers(*span, variable, ty.as_ref(), condition),
                EntryLine::Unless { label, condition } => {
                    exclusions += 1;
                    self.clause(span.start, "unless", label.as_ref(), Some(Step::Unless(exclusions)), condition);
                }
            }
        }
    }

    pub(super) fn covers(&mut self, span: Span, variable: &Name, ty: Option<&Type>, condition: &Expr) {
        let ty = ty.map_or_else(String::new, |ty| format!(": {}", self.ty(ty)));
        self.tail(span.start, 1, &format!("covers {}{ty} if", variable.node), condition);
    }

    pub(super) fn rule(&mut self, it: &Rule) {
        let word = match it.kind {
            RuleKind::Rule => "rule",
            RuleKind::Exception => "exception",
        };
        self.header(it.span.start, &it.name, it.title.as_ref(), word, "", None);
        let mut exclusions = 0;
        for (span, line) in &it.lines {
            if let RuleLine::Unless { .. } = line {
                exclusions += 1;
            }
            self.rule_line(*span, line, exclusions);
        }
    }

    /// A line of a rule; an `unless` with its position among them.
    pub(super) fn rule_line(&mut self, span: Span, line: &RuleLine, exclusion: usize) {
        match line {
            RuleLine::Provenance(line) => self.provenance(Some(span), line),
            RuleLine::Effect(effect) => {
                let words = self.effect(effect);
                self.line(span, 1, &words);
            }
            RuleLine::Priority { kind, rules } => {
                let word = match kind {
                    Priority::To => "to",
                    Priority::Overrides => "overrides",
                    Priority::SubjectTo => "subject to",
                    Priority::Notwithstanding => "notwithstanding",
                };
                self.line(span, 1, &format!("{word} {}", names(rules)));
            }
            RuleLine::If { label, condition } => self.clause(span.start, "if", label.as_ref(), None, condition),
            RuleLine::Unless { label, condition } => {
                self.clause(span.start, "unless", label.as_ref(), Some(Step::Unless(exclusion)), condition);
            }
        }
    }

    fn effect(&self, effect: &Effect) -> String {
        match effect {
            Effect::RequiresLicense(which) => format!("requires license{}", title(which.as_ref())),
            Effect::Review(how) => format!("review {}", tight(how.node.words())),
            Effect::Reviews { rules, policy: how } => {
                format!("reviews {} with {}", names(rules), tight(how.node.words()))
            }
            Effect::Prohibits => "prohibits".to_owned(),
            Effect::Permits => "permits".to_owned(),
            Effect::Bars(Bars::Charge(kind)) => format!("bars charge as {}", tight(&kind.node)),
            Effect::Bars(Bars::Exceptions { except }) if except.is_empty() => "bars exceptions".to_owned(),
            Effect::Bars(Bars::Exceptions { except }) => format!("bars exceptions except {}", names(except)),
            Effect::Bars(Bars::Rules(rules)) => format!("bars {}", names(rules)),
            Effect::Charges { amount, kind } => format!("charges {} as {}", self.inline(amount), tight(&kind.node)),
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
        InstrumentLine::Force(it) => ("force", it.node.words().to_owned()),
        InstrumentLine::Addressees(all) => ("addressees", all.iter().map(text).collect::<Vec<_>>().join(", ")),
        InstrumentLine::Released(day) => ("released", day.node.clone()),
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

/// `a, b`
pub(super) fn names(names: &[Name]) -> String {
    names.iter().map(|name| name.node.as_str()).collect::<Vec<_>>().join(", ")
}

/// `rs_license (b)(2)`, never broken.
pub(super) fn path(path: &RulePath) -> String {
    if path.labels.is_empty() {
        return path.rule.node.clone();
    }
    tight(&format!("{} {}", path.rule.node, labels(&path.labels)))
}

/// `(b)(2)`
pub(super) fn labels(labels: &[Label]) -> String {
    labels.iter().map(|label| format!("({})", label.node)).collect::<Vec<_>>().concat()
}
