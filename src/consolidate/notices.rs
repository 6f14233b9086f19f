//! What the law of a day is besides its text: what no text of one day can say.

use super::item::Edition;
use super::{Act, Texts, instruments};
use crate::enact::{Law, binds, sleeps};
use crate::value::Date;
use serde::Serialize;

/// Something that the text of a day cannot say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// `saving`, `compliance`, `enforcement`, `supposed`; `earlier` if the text was made of one that said so.
    pub kind: &'static str,
    /// What it is about: a saving clause, a provision, an instrument.
    pub name: String,
    /// In words.
    pub text: String,
    /// Where that stands in the law, as `file:line`.
    pub place: String,
}

/// The words by which a text says what it cannot say, so that one made of it can say so too.
pub(super) const MARK: &str = "Not in this text: ";

/// What holds on the day and is not in the text. `standing` are the provisions in force.
pub(super) fn notices<'e>(
    law: &Law<'_>,
    texts: &Texts<'_>,
    standing: impl Iterator<Item = (&'e str, &'e Edition)>,
    day: Date,
) -> Vec<Notice> {
    let mut found = earlier(texts);
    savings(law, texts, day, &mut found);
    supposed(law, texts, &mut found);
    for (name, edition) in standing {
        let home = edition.instrument.map(|id| instruments::life(law, &law.instruments[id], day));
        let place = texts.place(edition.named);
        let mut say =
            |kind, text: String| found.push(Notice { kind, name: name.to_owned(), text, place: place.clone() });
        let due = home.as_ref().is_none_or(|life| life.due_on(day));
        match (edition.life.due_on(day), due) {
            (false, true) => {
                let from = edition.life.compliance.map_or_else(String::new, |day| format!(" before {day}"));
                let amended = if edition.amended.is_empty() { "" } else { "what was amended in " };
                say("compliance", format!("{amended}`{name}` need not be complied with{from}"));
            }
            (true, false) => say("compliance", format!("`{name}` is to be complied with already")),
            _ => {}
        }
        let enforced = home.as_ref().is_none_or(|life| life.enforced_on(day));
        match (edition.life.enforced_on(day), enforced) {
            (false, true) => say("enforcement", format!("`{name}` is not enforced")),
            (true, false) => say("enforcement", format!("`{name}` is enforced")),
            _ => {}
        }
    }
    found
}

/// Saving clauses that are alive: for the cases they save, the law is that of another text.
fn savings(law: &Law<'_>, texts: &Texts<'_>, day: Date, found: &mut Vec<Notice>) {
    for saving in law.savings.iter().filter(|it| it.life.in_force_on(day)) {
        let (Some(condition), Some(keeps)) = (saving.condition, &saving.keeps) else { continue };
        let words: Vec<&str> = texts.sources.text(condition.span).split_whitespace().collect();
        let until = saving.life.in_force.iter().find(|it| it.contains(day)).and_then(|it| it.until);
        let until = until.map_or_else(String::new, |day| format!(", until {day}"));
        let name = &saving.name.node;
        found.push(Notice {
            kind: "saving",
            name: name.clone(),
            text: format!(
                "`{name}` of {} keeps the law before `{keeps}` for cases where {}{until}",
                Act::amendment(law, saving.amendment).cited(),
                words.join(" ")
            ),
            place: texts.place(saving.name.span),
        });
    }
}

/// Guidance and deals stay what they are; that they bind is a supposition that no text makes.
fn supposed(law: &Law<'_>, texts: &Texts<'_>, found: &mut Vec<Notice>) {
    for instrument in law.instruments.iter().filter(|it| law.standpoint.suppose.contains(&it.name.node)) {
        if !binds(instrument.force) && !sleeps(instrument.force) {
            let name = &instrument.name.node;
            found.push(Notice {
                kind: "supposed",
                name: name.clone(),
                text: format!("`{name}` binds only where it is supposed to: ask with `--suppose {name}`"),
                place: texts.place(instrument.name.span),
            });
        }
    }
}

/// What the texts themselves say is not in them: one of them may be the law of a day, made before.
fn earlier(texts: &Texts<'_>) -> Vec<Notice> {
    let own = texts.files.iter().filter(|file| file.library.is_none());
    let comments = own.flat_map(|file| &file.tree.comments).filter(|it| !it.trailing);
    let marked = comments.filter_map(|comment| {
        let text = texts.sources.text(comment.span).trim_start_matches('#').trim().strip_prefix(MARK)?;
        Some(Notice { kind: "earlier", name: String::new(), text: text.to_owned(), place: texts.place(comment.span) })
    });
    marked.collect()
}
