//! Amendments: what they change, and whom the old law still governs.

use super::{Lower, Pair};
use crate::source::Span;
use crate::syntax::ast::{
    Amendment, AmendmentLine, Change, Declaration, Expr, Label, Limb, Name, Place, RevisedLine, Revision, RulePath,
    Saving, SavingLine,
};
use crate::syntax::cursor::Cursor;
use crate::syntax::error::Error;
use crate::syntax::grammar::Rule;

impl Lower<'_> {
    pub(super) fn amendment_declaration(&self, pair: Pair<'_>) -> Option<Amendment> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::amendment_declaration);
        let name = self.name(cursor.take(Rule::name));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let lines = cursor.all(Rule::amendment_line, |pair| self.amendment_line(pair));
        cursor.finish();
        Some(Amendment { span, name, title, lines: lines? })
    }

    fn amendment_line(&self, pair: Pair<'_>) -> Option<(Span, AmendmentLine)> {
        let (span, inner) = self.line(pair);
        let line = match inner.as_rule() {
            Rule::amendment_after => {
                let mut cursor = Cursor::enter(inner, Rule::amendment_after);
                let names = self.names(cursor.take(Rule::names));
                cursor.finish();
                AmendmentLine::After(names)
            }
            Rule::saving => AmendmentLine::Saving(self.saving(inner)?),
            Rule::quote
            | Rule::provenance_under
            | Rule::provenance_cites
            | Rule::provenance_from
            | Rule::provenance_until => AmendmentLine::Provenance(self.provenance(inner)),
            _ => AmendmentLine::Change(self.change(inner)?),
        };
        Some((span, line))
    }

    fn targets(&self, pair: Pair<'_>) -> Vec<Name> {
        let mut cursor = Cursor::enter(pair, Rule::targets);
        let mut targets = Vec::new();
        while let Some(pair) = cursor.any() {
            targets.push(self.name(pair));
        }
        targets
    }

    fn limb_path(&self, pair: Pair<'_>) -> RulePath {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::limb_path);
        let rule = self.name(cursor.one());
        let labels = self.limb_labels(cursor.take(Rule::limb_labels));
        cursor.finish();
        RulePath { span, rule, labels }
    }

    fn limb_labels(&self, pair: Pair<'_>) -> Vec<Label> {
        let mut cursor = Cursor::enter(pair, Rule::limb_labels);
        let labels = self.rule_labels(&mut cursor);
        cursor.finish();
        labels
    }

    fn change(&self, pair: Pair<'_>) -> Option<Change> {
        let rule = pair.as_rule();
        let mut cursor = Cursor::into(pair);
        let change = match rule {
            Rule::insert_change => Change::Insert(self.inserted(cursor.take(Rule::inserted))?),
            Rule::replace_change => {
                let what = self.name(cursor.one());
                Change::Replace { what, with: Box::new(self.replacement(cursor.take(Rule::replacement))?) }
            }
            Rule::repeal_change => Change::Repeal(self.targets(cursor.take(Rule::targets))),
            Rule::reinstate_change => Change::Reinstate(self.targets(cursor.take(Rule::targets))),
            Rule::enforce_change => Change::Enforce(self.targets(cursor.take(Rule::targets))),
            Rule::suspend_change | Rule::unenforce_change => {
                let what = self.targets(cursor.take(Rule::targets));
                let until = cursor.take_if(Rule::until_day).map(|pair| self.day(pair));
                if rule == Rule::suspend_change {
                    Change::Suspend { what, until }
                } else {
                    Change::Unenforce { what, until }
                }
            }
            Rule::revise_change => self.revise_change(&mut cursor)?,
            Rule::strike_change => Change::Strike(cursor.each(Rule::limb_path).map(|it| self.limb_path(it)).collect()),
            Rule::add_change => self.add_change(&mut cursor)?,
            _ => {
                let what: Option<Vec<Expr>> = cursor.all(Rule::member, |pair| self.member(pair));
                Change::Remove { what: what?, from: self.name(cursor.one()) }
            }
        };
        cursor.finish();
        Some(change)
    }

    fn revise_change(&self, cursor: &mut Cursor<'_>) -> Option<Change> {
        let first = cursor.one();
        if first.as_rule() != Rule::limb_path {
            let rule = self.name(first);
            let what = RulePath { span: rule.span, rule, labels: Vec::new() };
            return Some(Change::Revise { what, text: self.revised_lines(cursor.take(Rule::revised_lines))? });
        }
        let what = self.limb_path(first);
        let limbs = self.revised_limbs(cursor.take(Rule::revised_limbs))?;
        if let [first, second, ..] = limbs.as_slice() {
            let help = "revise one limb at a time; `add to … after …` puts more limbs beside it";
            self.report(Error::MoreThanOne { at: second.span, first: first.span, what: "limb", help });
            return None;
        }
        Some(Change::Revise { what, text: Revision::Limbs(limbs) })
    }

    fn add_change(&self, cursor: &mut Cursor<'_>) -> Option<Change> {
        let to = self.name(cursor.one());
        let next = cursor.one();
        if next.as_rule() == Rule::revised_lines {
            return Some(Change::Add { to, place: Place::End, text: self.revised_lines(next)? });
        }
        let place = self.place(next);
        Some(Change::Add { to, place, text: Revision::Limbs(self.revised_limbs(cursor.take(Rule::revised_limbs))?) })
    }

    fn place(&self, pair: Pair<'_>) -> Place {
        let rule = pair.as_rule();
        let mut cursor = Cursor::into(pair);
        let labels = self.limb_labels(cursor.take(Rule::limb_labels));
        cursor.finish();
        match rule {
            Rule::place_after => Place::After(labels),
            Rule::place_before => Place::Before(labels),
            _ => Place::In(labels),
        }
    }

    fn inserted(&self, pair: Pair<'_>) -> Option<Vec<Declaration>> {
        let mut cursor = Cursor::enter(pair, Rule::inserted);
        let declarations = cursor.all(Rule::declaration, |pair| self.provision(pair));
        cursor.finish();
        declarations
    }

    fn replacement(&self, pair: Pair<'_>) -> Option<Declaration> {
        let mut cursor = Cursor::enter(pair, Rule::replacement);
        let first = cursor.take(Rule::declaration);
        let first_word = self.first_word(&first);
        let declaration = self.provision(first);
        if let Some(second) = cursor.each(Rule::declaration).next() {
            let help = "one provision takes the place of one; put further ones under `insert`";
            let at = self.first_word(&second);
            self.report(Error::MoreThanOne { at, first: first_word, what: "provision", help });
            return None;
        }
        cursor.finish();
        declaration
    }

    /// A declaration that an amendment can hold.
    fn provision(&self, pair: Pair<'_>) -> Option<Declaration> {
        let at = self.first_word(&pair);
        let found = match Cursor::enter(pair.clone(), Rule::declaration).one().as_rule() {
            Rule::instrument_declaration => "an instrument",
            Rule::record_declaration => "a record",
            Rule::enum_declaration => "an enum",
            Rule::unit_declaration => "a unit",
            Rule::fact_declaration => "a fact",
            Rule::table_declaration => "a table",
            Rule::amendment_declaration => "an amendment",
            Rule::scenario_declaration => "a scenario",
            Rule::import_declaration => "an import",
            _ => return self.declaration(pair),
        };
        let help = format!("an amendment inserts provisions: {found} belongs outside of it, in column 0");
        self.report(Error::NotAProvision { at, found, help });
        None
    }

    /// The word that a declaration begins with.
    fn first_word(&self, pair: &Pair<'_>) -> Span {
        let start = pair.as_span().start();
        let word = pair.as_str().split([' ', '\t', '\n', '\r']).next().unwrap_or("");
        Span::new(self.address(start), self.address(start + word.len()))
    }

    fn revised_limbs(&self, pair: Pair<'_>) -> Option<Vec<Limb>> {
        let mut cursor = Cursor::enter(pair, Rule::revised_limbs);
        let limbs = cursor.all(Rule::limb, |pair| self.limb(pair));
        cursor.finish();
        limbs
    }

    fn revised_lines(&self, pair: Pair<'_>) -> Option<Revision> {
        let mut cursor = Cursor::enter(pair, Rule::revised_lines);
        let lines = cursor.all(Rule::revised_line, |pair| self.revised_line(pair));
        cursor.finish();
        lines.map(Revision::Lines)
    }

    fn revised_line(&self, pair: Pair<'_>) -> Option<(Span, RevisedLine)> {
        let (span, inner) = self.line(pair);
        let line = match inner.as_rule() {
            Rule::revised_title => {
                let mut cursor = Cursor::enter(inner, Rule::revised_title);
                let title = self.text(cursor.take(Rule::text));
                cursor.finish();
                RevisedLine::Title(title)
            }
            Rule::define_as => RevisedLine::As(self.define_as(inner)?),
            Rule::covers_line => {
                let (variable, ty, condition) = self.covers_line(inner)?;
                RevisedLine::Covers { variable, ty, condition }
            }
            Rule::row_line => RevisedLine::Row(self.lone_row(inner)?),
            Rule::revised_items => self.revised_items(inner)?,
            _ => RevisedLine::Rule(self.rule_line(inner)?.1),
        };
        Some((span, line))
    }

    fn revised_items(&self, pair: Pair<'_>) -> Option<RevisedLine> {
        let mut cursor = Cursor::enter(pair, Rule::revised_items);
        let label = self.label(&mut cursor);
        let items = cursor.all(Rule::expression, |pair| self.expression(pair));
        let note = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        cursor.finish();
        Some(RevisedLine::Items { label, items: items?, note })
    }

    fn saving(&self, pair: Pair<'_>) -> Option<Saving> {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::saving);
        let name = self.name(cursor.take(Rule::name));
        let title = cursor.take_if(Rule::title).map(|pair| self.title(pair));
        let lines = cursor.all(Rule::saving_line, |pair| self.saving_line(pair));
        cursor.finish();
        Some(Saving { span, name, title, lines: lines? })
    }

    fn saving_line(&self, pair: Pair<'_>) -> Option<(Span, SavingLine)> {
        let (span, inner) = self.line(pair);
        let line = match inner.as_rule() {
            Rule::saving_keeps => {
                let mut cursor = Cursor::enter(inner, Rule::saving_keeps);
                let name = self.name(cursor.take(Rule::name));
                cursor.finish();
                SavingLine::Keeps(name)
            }
            Rule::saving_for => {
                let (label, condition) = self.labeled(inner)?;
                SavingLine::For { label, condition }
            }
            Rule::provenance_until => SavingLine::Until(self.day(inner)),
            Rule::provenance_cites => {
                let mut cursor = Cursor::enter(inner, Rule::provenance_cites);
                let text = self.text(cursor.take(Rule::text));
                cursor.finish();
                SavingLine::Cites(text)
            }
            _ => SavingLine::Quote(self.quote(inner)),
        };
        Some((span, line))
    }
}
