//! Amendments: changes in the author's order, with what they bring in below them.

use super::expressions::quoted;
use super::layout::tight;
use super::lines::Lines;
use super::provisions::{labels, names, path};
use super::vocabulary::title;
use crate::source::Span;
use crate::syntax::ast::{
    Amendment, AmendmentLine, Change, DateText, Name, Place, RevisedLine, Revision, Saving, SavingLine,
};

impl Lines<'_> {
    pub(super) fn amendment(&mut self, it: &Amendment) {
        self.header(it.span.start, &it.name, it.title.as_ref(), "amendment", "", None);
        for (span, line) in &it.lines {
            match line {
                AmendmentLine::Provenance(line) => self.provenance(Some(*span), line),
                AmendmentLine::After(all) => self.line(*span, 1, &format!("after {}", names(all))),
                AmendmentLine::Change(change) => self.deeper(1, |it| it.change(*span, change)),
                AmendmentLine::Saving(saving) => self.deeper(1, |it| it.saving(saving)),
            }
        }
    }

    fn change(&mut self, span: Span, change: &Change) {
        match change {
            Change::Insert(declarations) => {
                let end = span.start.saturating_add(6);
                self.line(Span::new(span.start, end), 0, "insert");
                self.deeper(1, |it| declarations.iter().for_each(|one| it.declaration(one)));
            }
            Change::Replace { what, with } => {
                self.line(Span::new(span.start, what.span.end), 0, &tight(&format!("replace {}", what.node)));
                self.deeper(1, |it| it.declaration(with));
            }
            Change::Repeal(what) => self.line(span, 0, &format!("repeal {}", names(what))),
            Change::Reinstate(what) => self.line(span, 0, &format!("reinstate {}", names(what))),
            Change::Enforce(what) => self.line(span, 0, &format!("enforce {}", names(what))),
            Change::Suspend { what, until } => self.line(span, 0, &format!("suspend {}", held(what, until.as_ref()))),
            Change::Unenforce { what, until } => {
                self.line(span, 0, &format!("unenforce {}", held(what, until.as_ref())));
            }
            Change::Revise { what, text } => {
                self.line(Span::new(span.start, what.span.end), 0, &tight(&format!("revise {}", path(what))));
                self.revision(text);
            }
            Change::Strike(paths) => {
                let paths: Vec<String> = paths.iter().map(path).collect();
                self.line(span, 0, &format!("strike {}", paths.join(", ")));
            }
            Change::Add { to, place, text } => {
                let (word, at) = match place {
                    Place::End => ("", None),
                    Place::After(at) => (" after ", Some(at)),
                    Place::Before(at) => (" before ", Some(at)),
                    Place::In(at) => (" in ", Some(at)),
                };
                let end = at.and_then(|at| at.last()).map_or(to.span.end, |label| label.span.end.saturating_add(1));
                let at = at.map_or_else(String::new, |at| labels(at));
                self.line(Span::new(span.start, end), 0, &tight(&format!("add to {}{word}{at}", to.node)));
                self.revision(text);
            }
            Change::Remove { what, from } => {
                self.line(span, 0, &format!("remove {} from {}", self.members(what), from.node));
            }
        }
    }

    /// How something is to read, one level below the change.
    fn revision(&mut self, text: &Revision) {
        match text {
            Revision::Limbs(limbs) => self.limbs(limbs, 1),
            Revision::Lines(lines) => {
                let row = |line: &RevisedLine| matches!(line, RevisedLine::Row(_));
                for run in lines.chunk_by(|(_, one), (_, next)| row(one) && row(next)) {
                    let rows = run.iter().filter_map(|(_, line)| match line {
                        RevisedLine::Row(row) => Some(self.cells(row)),
                        _ => None,
                    });
                    let rows: Vec<_> = rows.collect();
                    self.aligned(&rows);
                    for (span, line) in run {
                        self.revised_line(*span, line);
                    }
                }
            }
        }
    }

    fn revised_line(&mut self, span: Span, line: &RevisedLine) {
        match line {
            RevisedLine::Title(title) => self.line(span, 1, &format!("title {}", quoted(&title.node))),
            RevisedLine::Rule(line) => self.rule_line(span, line, 0),
            RevisedLine::Covers { variable, ty, condition } => self.covers(span, variable, ty.as_ref(), condition),
            RevisedLine::As(expr) => self.tail(span.start, 1, "as", expr),
            // Aligned with those beside it.
            RevisedLine::Row(_) => {}
            RevisedLine::Items { label, items, note } => {
                let label = label.as_ref().map_or_else(String::new, |label| format!("({}) ", label.node));
                self.line(span, 1, &format!("{label}{}{}", self.comma(items), title(note.as_ref())));
            }
        }
    }

    fn saving(&mut self, it: &Saving) {
        self.header(it.span.start, &it.name, it.title.as_ref(), "saving", "", None);
        // `for` in a column with the longer words beside it.
        let wide = it.lines.iter().any(|(_, line)| !matches!(line, SavingLine::For { .. } | SavingLine::Quote(_)));
        for (span, line) in &it.lines {
            match line {
                SavingLine::Keeps(name) => self.line(*span, 1, &format!("keeps the law before {}", name.node)),
                SavingLine::For { label, condition } => {
                    self.clause(span.start, if wide { "for  " } else { "for" }, label.as_ref(), None, condition);
                }
                SavingLine::Until(day) => self.line(*span, 1, &format!("until {}", day.node)),
                SavingLine::Cites(text) => self.line(*span, 1, &format!("cites {}", quoted(&text.node))),
                SavingLine::Quote(text) => self.quote(text, 1),
            }
        }
    }
}

/// `a, b until D`
fn held(what: &[Name], until: Option<&DateText>) -> String {
    let until = until.map_or_else(String::new, |day| format!(" until {}", day.node));
    format!("{}{until}", names(what))
}
