//! Cases as files: taken in beside the law that is asked about them, and the day that each asks about.

use super::{Error, Session, files, scenarios};
use crate::check::typed;
use crate::decide::Scratch;
use crate::diagnostic::Bag;
use crate::facts::{self, Case};
use crate::plan::law::Effect;
use crate::plan::node::Node;
use crate::plan::{Law, View};
use crate::source::{Source, SourceId, Span};
use crate::value::Date;
use std::path::Path;

impl Session {
    /// Takes in the facts of a case.
    pub fn add_case(&mut self, path: &Path) -> Option<SourceId> {
        let read = files::case(path).and_then(|found| files::read(&found, None));
        self.take_case(&path.display().to_string(), read)
    }

    /// Takes in the facts of a case that come from elsewhere than a file.
    pub fn add_case_bytes(&mut self, name: &str, bytes: Vec<u8>) -> Option<SourceId> {
        let read = files::decode(name, bytes, None);
        self.take_case(name, read)
    }

    /// Puts it into the bag if the law could never say anything of a case: silence is no permission.
    pub fn expect_rules(&mut self, law: &Law) {
        let says = |effect: &Effect| match effect {
            Effect::RequiresLicense(_) | Effect::Prohibits => true,
            // By these alone a law is one too: what it says of licenses stays open, and they are told.
            Effect::Charges { .. } | Effect::Duty { .. } | Effect::Flags(_) => true,
            Effect::Reviews(..)
            | Effect::Permits
            | Effect::BarsCharge(_)
            | Effect::BarsExceptions(_)
            | Effect::Presumes { .. } => false,
        };
        let versions = law.rules.iter().flat_map(|rule| &rule.versions);
        if versions.flat_map(|version| &version.effects).any(says) {
            return;
        }
        let first = self.entries.first().and_then(|id| self.sources.get(*id));
        let span = first.map_or(Span::new(0, 0), |source| Span::new(source.base, source.base));
        self.bag.push(Error::NoRule { span });
    }

    fn take_case(&mut self, name: &str, read: Result<String, Error>) -> Option<SourceId> {
        let fault = match read {
            Ok(text) => match self.sources.add(name, text) {
                Some(id) => return Some(id),
                None => Error::TooLarge { path: name.to_owned(), limit: files::LARGEST_FILE >> 20, span: None },
            },
            Err(fault) => fault,
        };
        self.bag.push(fault);
        None
    }
}

/// The case's own day. Where the facts do not give it, or the law does not say which it is, that goes into the bag.
pub fn day(
    typed: &typed::Law,
    view: &View<'_>,
    case: &Case,
    session: (&Session, &Source),
    scratch: &mut Scratch,
    bag: &mut Bag,
) -> Option<Date> {
    let (session, source) = session;
    let found = scenarios::case_day(view.law(), view, case, scratch);
    if found.is_none() {
        let declared = typed.day.as_ref().map(|day| day.span);
        let words = declared.map(|span| format!("`{}`", session.sources.text(span).trim()));
        // Blank lines before the facts are not what is pointed at.
        let blank = source.text.len() - source.text.trim_start().len();
        let at = source.base.saturating_add(u32::try_from(blank).unwrap_or(0));
        let start = Span::new(at, at);
        let (what, span, expected, help) = match (words, several_days(view.law(), case, source)) {
            (Some(words), Some(given)) => (
                format!("{words} is known in part only"),
                given,
                "one day",
                "the day asked about must be one day: give it exactly, or name one, like `--on 2023-11-17`",
            ),
            (Some(words), None) => (
                format!("the facts do not settle {words}"),
                start,
                "a case with a day",
                "give that day in the facts, or name another to ask about, like `--on 2023-11-17`",
            ),
            (None, _) => (
                "the law does not say which day a case asks about".to_owned(),
                start,
                "a case with a day",
                "name a day to ask about, like `--on 2023-11-17`",
            ),
        };
        bag.push(Error::NoDay { what, span, expected, declared, help });
    }
    found
}

/// Where the facts give several days for the one that a case asks about.
fn several_days(law: &Law, case: &Case, source: &Source) -> Option<Span> {
    let Node::Slot(address) = law.nodes.nodes[law.day?] else { return None };
    case.partly_known(address)?;
    facts::place_of(source, &case.path_of(&law.layout, address))
}
