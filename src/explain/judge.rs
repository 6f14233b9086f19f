//! Whom to ask what the law says, where the law in force is not alone in saying it.

use crate::decide::Range;
use crate::facts::Case;
use crate::plan::Law;
use crate::plan::slot::Address;
use crate::value::Date;

/// Who knows which law decides a case: the law in force or, for the cases that a saving clause saves, the law from before.
/// What a decision says of other days and other facts is asked here.
pub trait Judge {
    /// The law in force.
    fn law(&self) -> &Law;

    /// Whether it is known which law decides a case on a day.
    fn is_settled(&self, case: &Case, day: Date) -> bool;

    /// Whether it could turn on one of these facts which law decides on a day.
    fn may_turn_on(&self, facts: &[Address], day: Date) -> bool;

    /// The outcomes still possible for a case on a day, of the regime of a name if one is given. Where facts are missing the law may be asked more than once, which
    /// uses up `trials`; without any left, what is possible by each rule alone stands.
    fn outcome_of(&self, of: Option<&str>, case: &Case, day: Date, trials: &mut usize) -> Range;

    /// The same over all regimes.
    fn outcome(&self, case: &Case, day: Date, trials: &mut usize) -> Range {
        self.outcome_of(None, case, day, trials)
    }
}
