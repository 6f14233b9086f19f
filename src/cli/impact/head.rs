//! What is compared, for people.

use super::{Answered, Seen};
use crate::consolidate;

/// What is compared.
pub(super) fn head(answered: &Answered<'_>) -> String {
    let side = |word: &str, side: &Seen| format!("{word:<7} {}\n", named(answered.path, side));
    side("before", answered.before) + &side("after", answered.after) + "\n"
}

/// `law.lxp on 2026-01-15, without h200_rule`
fn named(path: &str, side: &Seen) -> String {
    let seen = consolidate::seen(side.day, &side.from);
    match (seen.is_empty(), side.day) {
        (true, _) => path.to_owned(),
        (false, None) => format!("{path}{seen}"),
        (false, Some(_)) => format!("{path} on {seen}"),
    }
}
