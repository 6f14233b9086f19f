//! Saving clauses: cases that the law from before an amendment still governs.

use super::collect::Gather;
use super::instrument::date;
use super::{AmendmentId, Error, Life, Stretch};
use crate::diagnostic::did_you_mean;
use crate::syntax::ast::{self, AmendmentLine, SavingLine};

/// A saving clause.
#[derive(Debug, Clone)]
pub struct Saving<'a> {
    /// Its name in the law file.
    pub name: ast::Name,
    /// Its title.
    pub title: Option<String>,
    /// The amendment it belongs to.
    pub amendment: AmendmentId,
    /// The instrument or amendment that is left out for the cases it saves.
    pub keeps: Option<String>,
    /// Which cases.
    pub condition: Option<&'a ast::Expr>,
    /// On which days it saves any.
    pub life: Life,
    /// What it cites.
    pub cites: Vec<String>,
    /// The enacted text, line by line.
    pub enacted: Vec<String>,
}

impl<'a> Gather<'a, '_> {
    /// Reads the saving clauses of an amendment.
    pub(super) fn savings(&mut self, amendment: AmendmentId, written: &'a ast::Amendment) {
        for (_, line) in &written.lines {
            if let AmendmentLine::Saving(saving) = line {
                self.saving(amendment, saving);
            }
        }
    }

    fn saving(&mut self, amendment: AmendmentId, written: &'a ast::Saving) {
        let (mut keeps, mut condition, mut until) = (None, None, None);
        let (mut cites, mut enacted) = (Vec::new(), Vec::new());
        for (span, line) in &written.lines {
            let twice = match line {
                SavingLine::Keeps(name) => keeps.replace((name, *span)).map(|first| ("keeps", first.1)),
                SavingLine::For { condition: expr, .. } => {
                    condition.replace((expr, *span)).map(|first| ("for", first.1))
                }
                SavingLine::Until(text) => until.replace((text, *span)).map(|first| ("until", first.1)),
                SavingLine::Cites(text) => {
                    cites.push(text.node.clone());
                    None
                }
                SavingLine::Quote(text) => {
                    enacted.push(text.node.clone());
                    None
                }
            };
            if let Some((line, first)) = twice {
                self.twice(line, *span, first);
            }
        }
        let name = &written.name;
        if condition.is_none() {
            self.bag.push(Error::SavesNothing { name: name.node.clone(), span: name.span });
        }
        if let Some(first) = self.law.savings.iter().find(|it| it.name.node == name.node) {
            let first = first.name.span;
            self.bag.push(Error::DeclaredTwice { name: name.node.clone(), again: name.span, first });
        }
        if let Some((name, _)) = keeps {
            self.may_keep(amendment, name);
        }
        let it = &self.law.amendments[amendment];
        let own = it.instrument.map(|id| self.law.instruments[id].name.node.clone());
        let own = own.unwrap_or_else(|| it.name.node.clone());
        let begins = it.life.begins();
        let mut life = it.life.clone();
        if let Some((text, span)) = until
            && let Some(last) = date(text, self.bag)
        {
            if let Some(begins) = begins.filter(|begins| *begins >= last) {
                self.bag.push(Error::EndsBeforeItBegins {
                    from: begins.to_string(),
                    until: last.to_string(),
                    span,
                    begins: it.name.span,
                });
            }
            life = life.within(Stretch { from: None, until: Some(last) });
        }
        let keeps = match keeps {
            Some((name, _)) => self.is_act(name).then(|| name.node.clone()),
            None => Some(own),
        };
        self.law.savings.push(Saving {
            name: name.clone(),
            title: written.title.as_ref().map(|text| text.node.clone()),
            amendment,
            keeps,
            condition: condition.map(|(expr, _)| expr),
            life,
            cites,
            enacted,
        });
    }

    /// Looks at the force of what a saving clause keeps off.
    fn may_keep(&mut self, amendment: AmendmentId, name: &ast::Name) {
        let by = self.law.amendments[amendment].instrument;
        let kept = self.law.amendments.iter().find(|it| it.name.node == name.node);
        let norm = match (self.law.instrument(&name.node), kept) {
            (Some(id), _) => (Some(id), name.span),
            (None, Some(kept)) => (kept.instrument, kept.name.span),
            (None, None) => return,
        };
        self.may_change(name, name.span, by, &[norm]);
    }

    /// Whether a name is that of an instrument or an amendment; reports one that is not.
    fn is_act(&mut self, name: &ast::Name) -> bool {
        let amendments = || self.law.amendments.iter().map(|it| it.name.node.as_str());
        if self.law.instrument(&name.node).is_some() || amendments().any(|known| known == name.node) {
            return true;
        }
        let instruments = self.law.instruments.iter().map(|it| it.name.node.as_str());
        let help = did_you_mean(&name.node, instruments.chain(amendments()))
            .or_else(|| Some("name the instrument before which the law is kept".to_owned()));
        self.bag.push(Error::UnknownInstrument { name: name.node.clone(), span: name.span, help });
        false
    }
}
