//! Outcomes, and which of them are still possible.

use super::eval::Evaluator;
use crate::plan::law::Defeat;
use crate::syntax::ast;
use crate::value::Truth;

/// What the law says of a shipment, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Outcome {
    /// No license is required.
    #[default]
    NoLicenseRequired,
    /// One would be, but an exception authorizes.
    Authorized,
    /// A license is required.
    LicenseRequired,
    /// It may not be done.
    Prohibited,
}

impl Outcome {
    /// The stable name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoLicenseRequired => "no_license_required",
            Self::Authorized => "authorized",
            Self::LicenseRequired => "license_required",
            Self::Prohibited => "prohibited",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoLicenseRequired => "no license required",
            Self::Authorized => "authorized",
            Self::LicenseRequired => "license required",
            Self::Prohibited => "prohibited",
        }
    }
}

impl From<ast::Outcome> for Outcome {
    fn from(written: ast::Outcome) -> Self {
        match written {
            ast::Outcome::NoLicenseRequired => Self::NoLicenseRequired,
            ast::Outcome::Authorized => Self::Authorized,
            ast::Outcome::LicenseRequired => Self::LicenseRequired,
            ast::Outcome::Prohibited => Self::Prohibited,
        }
    }
}

/// The outcomes still possible, from the mildest to the gravest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Range {
    /// The mildest.
    pub mildest: Outcome,
    /// The gravest.
    pub gravest: Outcome,
}

impl Range {
    /// Every outcome.
    pub const ANY: Self = Self { mildest: Outcome::NoLicenseRequired, gravest: Outcome::Prohibited };

    /// One outcome.
    pub const fn only(outcome: Outcome) -> Self {
        Self { mildest: outcome, gravest: outcome }
    }

    /// The outcome, if only one is possible.
    pub fn certain(self) -> Option<Outcome> {
        (self.mildest == self.gravest).then_some(self.mildest)
    }

    /// What is possible where one of two is.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { mildest: self.mildest.min(other.mildest), gravest: self.gravest.max(other.gravest) }
    }

    /// The milder of two, as far as either is known.
    #[must_use]
    pub fn milder(self, other: Self) -> Self {
        Self { mildest: self.mildest.min(other.mildest), gravest: self.gravest.min(other.gravest) }
    }

    /// The graver of two, as far as either is known.
    #[inline]
    #[must_use]
    pub fn graver(self, other: Self) -> Self {
        Self { mildest: self.mildest.max(other.mildest), gravest: self.gravest.max(other.gravest) }
    }

    /// What one rule makes of it: `weight` is its effect, `permitted` whether an exception to it applies, `displaced` whether
    /// another rule takes its place or a norm bars it.
    #[inline]
    pub fn of_rule(weight: Outcome, condition: Truth, permitted: Truth, displaced: Truth) -> Self {
        let mildest = if condition != Truth::True || displaced != Truth::False {
            Outcome::NoLicenseRequired
        } else if permitted == Truth::False {
            weight
        } else {
            Outcome::Authorized
        };
        let gravest = if condition == Truth::False || displaced == Truth::True {
            Outcome::NoLicenseRequired
        } else if permitted == Truth::True {
            Outcome::Authorized
        } else {
            weight
        };
        Self { mildest, gravest }
    }
}

impl Evaluator<'_> {
    /// Asks every rule in force and gives the outcomes still possible over all regimes.
    ///
    /// A rule that defeats others stands before them, so one pass is enough. What guidance and deals say is kept apart.
    pub fn decide(&mut self) -> Range {
        self.scratch.conditions.clear();
        self.scratch.applies.clear();
        self.scratch.regimes.clear();
        // Silence is no permission.
        let beginning = if self.law.silent { Range::ANY } else { Range::default() };
        self.scratch.regimes.resize(self.law.regimes.len(), beginning);
        let mut guidance = Range::default();
        let epoch = self.epoch;
        // What is watched or supposed is asked one question at a time.
        let straight = !self.scratch.special;
        if straight {
            self.line();
        }
        for active in &epoch.rules {
            let condition = match active.answer {
                Some(answer) if straight => self.scratch.answers.get(answer),
                _ => self.truth(active.condition),
            };
            if condition.is_false() {
                // It defeats nothing and weighs nothing.
                self.scratch.conditions.push(condition);
                self.scratch.applies.push(condition);
                continue;
            }
            let mut permitted = Truth::False;
            let mut displaced = Truth::False;
            for (by, how) in &active.defeaters {
                let by = usize::try_from(*by).ok().and_then(|by| self.scratch.applies.get(by));
                let by = by.copied().unwrap_or(Truth::Unknown);
                match how {
                    Defeat::Permits => permitted = permitted.or(by),
                    Defeat::Displaces | Defeat::Bars => displaced = displaced.or(by),
                }
            }
            self.scratch.conditions.push(condition);
            self.scratch.applies.push(condition.and(permitted.or(displaced).not()));
            if active.requires || active.prohibits {
                let weight = if active.prohibits { Outcome::Prohibited } else { Outcome::LicenseRequired };
                let range = Range::of_rule(weight, condition, permitted, displaced);
                if !active.binds {
                    guidance = guidance.graver(range);
                } else if let Some(regime) = self.scratch.regimes.get_mut(active.regime) {
                    *regime = regime.graver(range);
                }
            }
        }
        self.scratch.guidance = guidance;
        self.scratch.regimes.iter().copied().fold(beginning, Range::graver)
    }
}
