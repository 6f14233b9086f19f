//! Whom to ask what the law says, where the law in force is not alone in saying it.

use crate::decide::Range;
use crate::facts::Case;
use crate::plan::Law;
use crate::value::Date;

/// Who knows which law decides a case: the law in force or, for the cases that a saving clause saves, the law from before.
/// What a decision says of other days and other facts is asked here.
pub trait Judge {
    /// The law in force.
    fn law(&self) -> &Law;

    /// Whether it is known which law decides a case on a day.
    fn is_settled(&self, case: &Case, day: Date) -> bool;

    /// The outcomes still possible for a case on a day.
    fn outcome(&self, case: &Case, day: Date) -> Range;
}
