//! Where each provision of the law of a day comes from, and each of its limbs: told to programs, and remarked behind lines.

use super::consolidated::Provision;
use super::item::Edition;
use super::maker::Maker;
use super::snapshot::changes;
use super::{Act, comments, dates, deeds, instruments, tree};
use crate::enact::{AmendmentId, Stretch};
use crate::format::pieces;
use crate::source::Span;
use crate::syntax::ast::{Declaration, Provenance};

impl Maker<'_> {
    /// What programs are told of a provision.
    pub(super) fn described(
        &self,
        made: &Declaration,
        edition: &Edition,
        (name, stretch, in_force): (&str, Stretch, bool),
        at: Span,
    ) -> Provision {
        let home = deeds::author(self.texts, edition.named.start);
        Provision {
            kind: tree::word(made),
            name: name.to_owned(),
            title: tree::title(made).map(|text| text.node.clone()),
            in_force,
            stretch,
            instrument: edition.instrument.map(|id| Act::instrument(self.law, id)),
            changes: changes(self.law, self.texts, edition),
            limbs: self.borrowed(made, name, home).into_iter().map(|(path, _, act)| (path, act)).collect(),
            place: self.texts.place(at),
        }
    }

    /// The lines that are the words of another amendment than the provision, or the limb around them: path, address, author.
    fn borrowed(&self, made: &Declaration, name: &str, home: Option<AmendmentId>) -> Vec<(String, u32, Act)> {
        let mut found = Vec::new();
        let mut around: Vec<(usize, Option<AmendmentId>)> = Vec::new();
        for piece in pieces(made, &self.scribe.sources) {
            around.retain(|(depth, _)| *depth < piece.depth);
            let outer = around.last().map_or(home, |(_, author)| *author);
            // What was written down here belongs to whoever wrote what is around it.
            let inside = self.texts.sources.find(piece.at).is_some();
            let author = if inside { deeds::author(self.texts, piece.at) } else { outer };
            let enacted_text = piece.text.first().is_some_and(|(_, line)| line.starts_with('>'));
            if let Some(id) = author.filter(|_| author != outer && !enacted_text) {
                found.push((piece.labelled(name), piece.at, Act::amendment(self.law, id)));
            }
            around.push((piece.depth, author));
        }
        found
    }

    /// Says behind its lines where a provision comes from.
    pub(super) fn remark(&mut self, made: &Declaration, edition: &Edition, provision: &Provision) {
        let header = made.span().start;
        let mut story: Vec<String> = Vec::new();
        if !provision.in_force {
            story.push(format!("not in force on {}", self.day));
        }
        let mut before = "";
        for by in &provision.changes {
            let how = match by.how {
                "amended" if before == "amended" => "by".to_owned(),
                "amended" => "as amended by".to_owned(),
                how => format!("{how} by"),
            };
            story.push(format!("{how} {}", by.act.dated()));
            before = by.how;
        }
        if !story.is_empty() {
            comments::add(&mut self.remarks, header, &story.join("; "));
        }
        let under = tree::provenance(made).into_iter().find_map(|line| match line {
            Provenance::Under(name) => Some(name.span.start),
            _ => None,
        });
        let line = under.and_then(|at| self.start_of_line(made, at));
        if let (Some(at), Some(instrument)) = (line, &provision.instrument) {
            let home = edition.instrument.map(|id| instruments::home(self.law, &self.law.instruments[id], self.day));
            let when = home.and_then(|home| home.on(self.day)).map(dates::words);
            let words = [instrument.citation.clone().unwrap_or_default(), when.unwrap_or_default()];
            let words: Vec<&str> = words.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
            if !words.is_empty() {
                comments::add(&mut self.remarks, at, &words.join(", "));
            }
        }
        let home = deeds::author(self.texts, edition.named.start);
        for (_, at, act) in self.borrowed(made, &provision.name, home) {
            comments::add(&mut self.remarks, at, &format!("by {}", act.dated()));
        }
    }

    /// The address of the line that an address stands in.
    fn start_of_line(&self, made: &Declaration, at: u32) -> Option<u32> {
        let lines = pieces(made, &self.scribe.sources).into_iter().map(|piece| piece.at);
        lines.filter(|line| *line <= at).max()
    }
}
