//! Instruments, definitions, entries, rules and exceptions.

use super::vocabulary::life;
use super::{Printer, listed, quoted, titled};
use crate::syntax::ast::{
    Bars, Define, DefineLine, Effect, Entry, EntryLine, Expr, Instrument, InstrumentLine, Name, Priority, Provenance,
    Rule, RuleKind, RuleLine, Text, Type,
};

impl Printer<'_> {
    pub(super) fn provenance(&mut self, provenance: &Provenance) {
        match provenance {
            Provenance::Under(name) => self.line("under", &name.node),
            Provenance::Cites(text) => self.line("cites", &quoted(text)),
            Provenance::From(day) => self.line("from", &day.node),
            Provenance::Until(day) => self.line("until", &day.node),
            Provenance::Quote(text) => self.line(">", &text.node),
        }
    }

    pub(super) fn instrument(&mut self, node: &Instrument) {
        self.node("instrument", &titled(&node.name, node.title.as_ref()), |it| {
            for (_, line) in &node.lines {
                match line {
                    InstrumentLine::Citation(text) => it.line("citation", &quoted(text)),
                    InstrumentLine::Issuer(text) => it.line("issuer", &quoted(text)),
                    InstrumentLine::Regime(name) => it.line("regime", &name.node),
                    InstrumentLine::Force(force) => it.line("force", &it.source(force.span)),
                    InstrumentLine::Addressees(texts) => {
                        let texts: Vec<String> = texts.iter().map(quoted).collect();
                        it.line("addressees", &texts.join(", "));
                    }
                    InstrumentLine::Released(day) => it.line("released", &day.node),
                    InstrumentLine::Published(day) => it.line("published", &day.node),
                    InstrumentLine::Effective(day) => it.line("effective", &day.node),
                    InstrumentLine::Compliance(day) => it.line("compliance", &day.node),
                    InstrumentLine::Expires(day) => it.line("expires", &day.node),
                    InstrumentLine::Suspended { from, until } => {
                        it.line("suspended", &life(Some(from), until.as_ref()));
                    }
                    InstrumentLine::Reinstated(day) => it.line("reinstated", &day.node),
                    InstrumentLine::Unenforced { from, until } => {
                        it.line("unenforced", &life(Some(from), until.as_ref()));
                    }
                    InstrumentLine::Quote(text) => it.line(">", &text.node),
                }
            }
        });
    }

    pub(super) fn define(&mut self, node: &Define) {
        self.node("define", &titled(&node.name, node.title.as_ref()), |it| {
            for parameter in &node.parameters {
                it.line("of", &format!("{} : {}", parameter.name.node, it.ty(&parameter.ty)));
            }
            if let Some(result) = &node.result {
                it.line("result", &it.ty(result));
            }
            for (_, line) in &node.lines {
                match line {
                    DefineLine::Provenance(provenance) => it.provenance(provenance),
                    DefineLine::As(expr) => it.under_word("as", None, expr),
                }
            }
        });
    }

    pub(super) fn entry(&mut self, node: &Entry) {
        self.node("entry", &titled(&node.code, node.title.as_ref()), |it| {
            for (_, line) in &node.lines {
                match line {
                    EntryLine::Provenance(provenance) => it.provenance(provenance),
                    EntryLine::Covers { variable, ty, condition } => it.covers(variable, ty.as_ref(), condition),
                    EntryLine::Unless { label, condition } => it.under_word("unless", label.as_ref(), condition),
                }
            }
        });
    }

    pub(super) fn covers(&mut self, variable: &Name, ty: Option<&Type>, condition: &Expr) {
        let ty = ty.map(|ty| format!(" : {}", self.ty(ty))).unwrap_or_default();
        self.node("covers", &format!("{}{ty}", variable.node), |it| it.expr(condition));
    }

    pub(super) fn rule(&mut self, node: &Rule) {
        let kind = if node.kind == RuleKind::Rule { "rule" } else { "exception" };
        self.node(kind, &titled(&node.name, node.title.as_ref()), |it| {
            node.lines.iter().for_each(|(_, line)| it.rule_line(line));
        });
    }

    pub(super) fn rule_line(&mut self, line: &RuleLine) {
        match line {
            RuleLine::Provenance(provenance) => self.provenance(provenance),
            RuleLine::Effect(effect) => self.effect(effect),
            RuleLine::Priority { kind, rules } => self.line(priority(*kind), &listed(rules)),
            RuleLine::If { label, condition } => self.under_word("if", label.as_ref(), condition),
            RuleLine::Unless { label, condition } => self.under_word("unless", label.as_ref(), condition),
        }
    }

    fn effect(&mut self, effect: &Effect) {
        let maybe = |text: Option<&Text>| text.map(quoted).unwrap_or_default();
        match effect {
            Effect::RequiresLicense(which) => self.line("requires license", &maybe(which.as_ref())),
            Effect::Review(policy) => self.line("review", &self.source(policy.span)),
            Effect::Reviews { rules, policy } => {
                self.line("reviews", &format!("{} with {}", listed(rules), self.source(policy.span)));
            }
            Effect::Prohibits => self.line("prohibits", ""),
            Effect::Permits => self.line("permits", ""),
            Effect::Bars(Bars::Charge(kind)) => self.line("bars charge as", &kind.node),
            Effect::Bars(Bars::Exceptions { except }) => {
                let except = if except.is_empty() { String::new() } else { format!("except {}", listed(except)) };
                self.line("bars exceptions", &except);
            }
            Effect::Bars(Bars::Rules(rules)) => self.line("bars", &listed(rules)),
            Effect::Charges { amount, kind } => self.node("charges as", &kind.node, |it| it.expr(amount)),
            Effect::Duty(duty) => {
                let words = format!("{} {} {}", duty.verb.node, quoted(&duty.whom), maybe(duty.what.as_ref()));
                self.node("duty", words.trim(), |it| {
                    if let Some((long, before, day)) = &duty.due {
                        it.expr(long);
                        it.under_word(if before.node { "before" } else { "after" }, None, day);
                    }
                });
            }
            Effect::Flags(text) => self.line("flags", &quoted(text)),
            Effect::Presumes { fact, value } => self.node("presumes", "", |it| {
                it.expr(fact);
                if let Some(value) = value {
                    it.under_word("=", None, value);
                }
            }),
        }
    }
}

fn priority(kind: Priority) -> &'static str {
    match kind {
        Priority::To => "to",
        Priority::Overrides => "overrides",
        Priority::SubjectTo => "subject to",
        Priority::Notwithstanding => "notwithstanding",
    }
}
