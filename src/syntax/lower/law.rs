//! Instruments, definitions, entries, rules and exceptions.

use super::{Lower, Pair};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    Define, DefineLine, Entry, EntryLine, Expr, Force, Instrument, InstrumentLine, Label, Name, Parameter, Priority,
    Provenance, Rule as RuleNode, RuleKind, RuleLine, Type,
};
use crate::syntax::cursor::Cursor;
use crate::syntax::error::Error;
use crate::syntax::explain::words;
use crate::syntax::grammar::Rule;

impl Lower<'_> {
    pub(super) fn provenance(&self, pair: Pair<'_>) -> Provenance {
        let rule = pair.as_rule();
        if rule == Rule::quote {
            return Provenance::Quote(self.quote(pair));
        }
        let mut cursor = Cursor::into(pair);
        let provenance = match rule {
            Rule::provenance_under => Provenance::Under(self.name(cursor.take(Rule::name))),
            Rule::provenance_cites => Provenance::Cites(self.text(cursor.take(Rule::text))),
            Rule::provenance_from => Provenance::From(self.date(cursor.take(Rule::date))),
            _ => Provenance::Until(self.date(cursor.take(Rule::date))),
        };
        cursor.finish();
        provenance
    }

    pub(super) fn instrument_declaration(&self, pair: Pair<'_>) -> Option<Instrument> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::instrument_declaration);
        let name = self.name(cursor.take(Rule::name));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let lines: Option<Vec<(Span, InstrumentLine)>> =
            cursor.all(Rule::instrument_line, |pair| self.instrument_line(pair));
        cursor.finish();
        Some(Instrument { span, name, title, lines: lines? })
    }

    fn instrument_line(&self, pair: Pair<'_>) -> Option<(Span, InstrumentLine)> {
        let (span, inner) = self.line(pair);
        let rule = inner.as_rule();
        if rule == Rule::quote {
            let quote = self.quote(inner);
            return Some((quote.span, InstrumentLine::Quote(quote)));
        }
        let mut cursor = Cursor::into(inner);
        let line = match rule {
            Rule::instrument_citation => InstrumentLine::Citation(self.text(cursor.take(Rule::text))),
            Rule::instrument_issuer => InstrumentLine::Issuer(self.text(cursor.take(Rule::text))),
            Rule::instrument_regime => InstrumentLine::Regime(self.name(cursor.take(Rule::name))),
            Rule::instrument_force => InstrumentLine::Force(self.force_word(&cursor.take(Rule::force_word))?),
            Rule::instrument_addressees => {
                InstrumentLine::Addressees(cursor.each(Rule::text).map(|pair| self.text(pair)).collect())
            }
            Rule::instrument_released => InstrumentLine::Released(self.date(cursor.take(Rule::date))),
            Rule::instrument_published => InstrumentLine::Published(self.date(cursor.take(Rule::date))),
            Rule::instrument_effective => InstrumentLine::Effective(self.date(cursor.take(Rule::date))),
            Rule::instrument_compliance => InstrumentLine::Compliance(self.date(cursor.take(Rule::date))),
            Rule::instrument_expires => InstrumentLine::Expires(self.date(cursor.take(Rule::date))),
            Rule::instrument_reinstated => InstrumentLine::Reinstated(self.date(cursor.take(Rule::date))),
            _ => {
                let from = self.date(cursor.take(Rule::date));
                let until = cursor.take_if(Rule::until_day).map(|pair| self.day(pair));
                if rule == Rule::instrument_suspended {
                    InstrumentLine::Suspended { from, until }
                } else {
                    InstrumentLine::Unenforced { from, until }
                }
            }
        };
        cursor.finish();
        Some((span, line))
    }

    /// A rule that only chooses between kinds of line: its place, and what was chosen.
    pub(super) fn line<'i>(&self, pair: Pair<'i>) -> (Span, Pair<'i>) {
        let span = self.span(&pair);
        let mut cursor = Cursor::into(pair);
        let inner = cursor.one();
        cursor.finish();
        (span, inner)
    }

    fn force_word(&self, pair: &Pair<'_>) -> Option<Spanned<Force>> {
        let force = match pair.as_str() {
            "constitution" => Force::Constitution,
            "statute" => Force::Statute,
            "regulation" => Force::Regulation,
            "order" => Force::Order,
            "letter" => Force::Letter,
            "license" => Force::License,
            "guidance" => Force::Guidance,
            "deal" => Force::Deal,
            "bill" => Force::Bill,
            "proposal" => Force::Proposal,
            other => {
                self.report(Error::closed_word("the force of an instrument", other, words::FORCES, self.span(pair)));
                return None;
            }
        };
        Some(Spanned::new(force, self.span(pair)))
    }

    pub(super) fn define_declaration(&self, pair: Pair<'_>) -> Option<Define> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::define_declaration);
        let name = self.name(cursor.take(Rule::name));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let parameters: Option<Vec<Parameter>> = cursor.all(Rule::parameter, |pair| self.parameter(pair));
        let result = match cursor.take_if(Rule::ty) {
            Some(pair) => Some(self.ty(pair)?),
            None => None,
        };
        let lines: Option<Vec<(Span, DefineLine)>> = cursor.all(Rule::define_line, |pair| self.define_line(pair));
        cursor.finish();
        Some(Define { span, name, title, parameters: parameters?, result, lines: lines? })
    }

    fn parameter(&self, pair: Pair<'_>) -> Option<Parameter> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::parameter);
        let name = self.name(cursor.take(Rule::name));
        let ty = self.ty(cursor.take(Rule::ty))?;
        cursor.finish();
        Some(Parameter { span, name, ty })
    }

    fn define_line(&self, pair: Pair<'_>) -> Option<(Span, DefineLine)> {
        let (span, inner) = self.line(pair);
        if inner.as_rule() != Rule::define_as {
            return Some((span, DefineLine::Provenance(self.provenance(inner))));
        }
        Some((span, DefineLine::As(self.define_as(inner)?)))
    }

    pub(super) fn define_as(&self, pair: Pair<'_>) -> Option<Expr> {
        let mut cursor = Cursor::enter(pair, Rule::define_as);
        let condition = self.condition(cursor.take(Rule::condition))?;
        cursor.finish();
        Some(condition)
    }

    pub(super) fn entry_declaration(&self, pair: Pair<'_>) -> Option<Entry> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::entry_declaration);
        let code = self.code(cursor.take(Rule::code));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let lines: Option<Vec<(Span, EntryLine)>> = cursor.all(Rule::entry_line, |pair| self.entry_line(pair));
        cursor.finish();
        Some(Entry { span, code, title, lines: lines? })
    }

    fn entry_line(&self, pair: Pair<'_>) -> Option<(Span, EntryLine)> {
        let (span, inner) = self.line(pair);
        let line = match inner.as_rule() {
            Rule::covers_line => {
                let (variable, ty, condition) = self.covers_line(inner)?;
                EntryLine::Covers { variable, ty, condition }
            }
            Rule::unless_line => {
                let (label, condition) = self.labeled(inner)?;
                EntryLine::Unless { label, condition }
            }
            _ => EntryLine::Provenance(self.provenance(inner)),
        };
        Some((span, line))
    }

    pub(super) fn covers_line(&self, pair: Pair<'_>) -> Option<(Name, Option<Type>, Expr)> {
        let mut cursor = Cursor::enter(pair, Rule::covers_line);
        let variable = self.name(cursor.take(Rule::name));
        let ty = match cursor.take_if(Rule::ty) {
            Some(pair) => Some(self.ty(pair)?),
            None => None,
        };
        let condition = self.condition(cursor.take(Rule::condition))?;
        cursor.finish();
        Some((variable, ty, condition))
    }

    /// `if_line` and `unless_line` of the grammar.
    pub(super) fn labeled(&self, pair: Pair<'_>) -> Option<(Option<Label>, Expr)> {
        let mut cursor = Cursor::into(pair);
        let label = self.label(&mut cursor);
        let condition = self.condition(cursor.take(Rule::condition))?;
        cursor.finish();
        Some((label, condition))
    }

    /// `rule_declaration` and `exception_declaration` of the grammar.
    pub(super) fn rule_declaration(&self, pair: Pair<'_>) -> Option<RuleNode> {
        let span = self.span(&pair);
        let kind = if pair.as_rule() == Rule::rule_declaration { RuleKind::Rule } else { RuleKind::Exception };
        let mut cursor = Cursor::into(pair);
        let name = self.name(cursor.take(Rule::name));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let lines: Option<Vec<(Span, RuleLine)>> = cursor.all(Rule::rule_line, |pair| self.rule_line(pair));
        cursor.finish();
        Some(RuleNode { span, kind, name, title, lines: lines? })
    }

    pub(super) fn rule_line(&self, pair: Pair<'_>) -> Option<(Span, RuleLine)> {
        let (span, inner) = self.line(pair);
        let line = match inner.as_rule() {
            Rule::quote => {
                let quote = self.quote(inner);
                return Some((quote.span, RuleLine::Provenance(Provenance::Quote(quote))));
            }
            Rule::provenance_under | Rule::provenance_cites | Rule::provenance_from | Rule::provenance_until => {
                RuleLine::Provenance(self.provenance(inner))
            }
            Rule::if_line => {
                let (label, condition) = self.labeled(inner)?;
                RuleLine::If { label, condition }
            }
            Rule::unless_line => {
                let (label, condition) = self.labeled(inner)?;
                RuleLine::Unless { label, condition }
            }
            Rule::to_priority => self.priority(Priority::To, inner),
            Rule::overrides_priority => self.priority(Priority::Overrides, inner),
            Rule::subject_to_priority => self.priority(Priority::SubjectTo, inner),
            Rule::notwithstanding_priority => self.priority(Priority::Notwithstanding, inner),
            _ => RuleLine::Effect(self.effect(inner)?),
        };
        Some((span, line))
    }

    fn priority(&self, kind: Priority, pair: Pair<'_>) -> RuleLine {
        let mut cursor = Cursor::into(pair);
        let rules = self.names(cursor.take(Rule::names));
        cursor.finish();
        RuleLine::Priority { kind, rules }
    }
}
