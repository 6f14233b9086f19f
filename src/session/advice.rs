//! Which advice is worth giving to whoever asked.
//!
//! The standard library is used in parts, and nobody can mend it from here. What a file declares may be used by the files
//! that import it: only those who see the whole law can say that nothing uses it. The whole law is what is named
//! `law.lxp`, or by a file with no `law.lxp` beside it; in the second case what it imports may be shared with others.

use super::Session;
use super::files::{self, LAW_OF_A_FOLDER};
use super::load::Origin;
use crate::diagnostic::{Bag, Finding, Severity};
use crate::source::{SourceId, Span};
use std::path::Path;

/// The code of declarations that nothing uses.
pub(super) const UNUSED: &str = "LX0409";

/// Takes out the advice that is for others.
pub(super) fn for_the_author(session: &Session, bag: &mut Bag) {
    let (mut whole, mut own) = (false, Vec::new());
    for id in session.entries.iter().filter(|id| session.has(**id)) {
        let path = file_of(session, *id);
        if path.is_some_and(|path| path.ends_with(LAW_OF_A_FOLDER)) {
            whole = true;
        } else if path.is_none_or(|path| !files::beside(path, LAW_OF_A_FOLDER)) {
            own.extend(session.sources.get(*id).map(crate::source::Source::span));
        }
    }
    let given = |finding: &Finding, place: Span| {
        let inside = |text: &Span| text.start <= place.start && place.end <= text.end;
        finding.code() != UNUSED || whole || own.iter().any(inside)
    };
    bag.retain(|finding| {
        finding.severity() == Severity::Error
            || finding.place().is_none_or(|place| !session.in_library(place) && given(finding, place))
    });
}

fn file_of(session: &Session, wanted: SourceId) -> Option<&Path> {
    // At most one file has the id, so the order of the table does not matter.
    session.loaded.iter().find_map(|(origin, id)| match origin {
        Origin::File(path) if *id == wanted => Some(path.as_path()),
        _ => None,
    })
}
