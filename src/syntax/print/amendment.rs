//! Amendments.

use super::vocabulary::life;
use super::{Printer, listed, quoted, titled};
use crate::syntax::ast::{
    Amendment, AmendmentLine, Change, Label, Place, RevisedLine, Revision, RulePath, Saving, SavingLine,
};

impl Printer<'_> {
    pub(super) fn amendment(&mut self, node: &Amendment) {
        self.node("amendment", &titled(&node.name, node.title.as_ref()), |it| {
            for (_, line) in &node.lines {
                match line {
                    AmendmentLine::Provenance(provenance) => it.provenance(provenance),
                    AmendmentLine::After(names) => it.line("after", &listed(names)),
                    AmendmentLine::Change(change) => it.change(change),
                    AmendmentLine::Saving(saving) => it.saving(saving),
                }
            }
        });
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::Insert(declarations) => self.node("insert", "", |it| {
                for declaration in declarations {
                    it.declaration(declaration);
                }
            }),
            Change::Replace { what, with } => self.node("replace", &what.node, |it| it.declaration(with)),
            Change::Repeal(what) => self.line("repeal", &listed(what)),
            Change::Suspend { what, until } => {
                self.line("suspend", format!("{} {}", listed(what), life(None, until.as_ref())).trim());
            }
            Change::Reinstate(what) => self.line("reinstate", &listed(what)),
            Change::Unenforce { what, until } => {
                self.line("unenforce", format!("{} {}", listed(what), life(None, until.as_ref())).trim());
            }
            Change::Enforce(what) => self.line("enforce", &listed(what)),
            Change::Revise { what, text } => self.node("revise", &path(what), |it| it.revision(text)),
            Change::Strike(paths) => {
                let paths: Vec<String> = paths.iter().map(path).collect();
                self.line("strike", &paths.join(", "));
            }
            Change::Add { to, place, text } => {
                let place = match place {
                    Place::End => String::new(),
                    Place::After(at) => format!(" after {}", labels(at)),
                    Place::Before(at) => format!(" before {}", labels(at)),
                    Place::In(at) => format!(" in {}", labels(at)),
                };
                self.node("add to", &format!("{}{place}", to.node), |it| it.revision(text));
            }
            Change::Remove { what, from } => self.exprs("remove from", &from.node, what),
        }
    }

    fn revision(&mut self, text: &Revision) {
        match text {
            Revision::Limbs(limbs) => limbs.iter().for_each(|limb| self.limb(limb)),
            Revision::Lines(lines) => lines.iter().for_each(|(_, line)| self.revised_line(line)),
        }
    }

    fn revised_line(&mut self, line: &RevisedLine) {
        match line {
            RevisedLine::Title(title) => self.line("title", &quoted(title)),
            RevisedLine::Rule(line) => self.rule_line(line),
            RevisedLine::Covers { variable, ty, condition } => self.covers(variable, ty.as_ref(), condition),
            RevisedLine::As(expr) => self.under_word("as", None, expr),
            RevisedLine::Row(row) => self.row(row),
            RevisedLine::Items { label, items, note } => {
                let label = label.as_ref().map(|label| format!("({}) ", label.node)).unwrap_or_default();
                let note = note.as_ref().map(quoted).unwrap_or_default();
                self.exprs("items", format!("{label}{note}").trim(), items);
            }
        }
    }

    fn saving(&mut self, node: &Saving) {
        self.node("saving", &titled(&node.name, node.title.as_ref()), |it| {
            for (_, line) in &node.lines {
                match line {
                    SavingLine::Keeps(name) => it.line("keeps the law before", &name.node),
                    SavingLine::For { label, condition } => it.under_word("for", label.as_ref(), condition),
                    SavingLine::Until(day) => it.line("until", &day.node),
                    SavingLine::Cites(text) => it.line("cites", &quoted(text)),
                    SavingLine::Quote(text) => it.line(">", &text.node),
                }
            }
        });
    }
}

/// `(b)(2)`
fn labels(labels: &[Label]) -> String {
    labels.iter().map(|label| format!("({})", label.node)).collect::<Vec<_>>().concat()
}

fn path(path: &RulePath) -> String {
    format!("{} {}", path.rule.node, labels(&path.labels)).trim_end().to_owned()
}
