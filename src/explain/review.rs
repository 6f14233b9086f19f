//! How an application for a license is reviewed: by the strictest of the policies that apply.

use super::build::Builder;
use super::decision::Review;
use crate::plan::law::Effect;
use crate::syntax::ast::Policy;
use crate::value::Truth;

/// The policies by which an application could come to be reviewed, from the mildest to the strictest; `None` stands for
/// none at all, which is milder than any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Policies {
    pub(super) mildest: Option<Policy>,
    pub(super) strictest: Option<Policy>,
}

impl Policies {
    /// What is possible if either is.
    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        Self { mildest: self.mildest.min(other.mildest), strictest: self.strictest.max(other.strictest) }
    }

    /// What is possible if both are right.
    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        Self { mildest: self.mildest.max(other.mildest), strictest: self.strictest.min(other.strictest) }
    }
}

/// A rule that requires a license, or may: whether it does, and the strictest policies for it.
struct License {
    applies: Truth,
    certain: Option<Policy>,
    possible: Option<Policy>,
}

impl Builder<'_> {
    /// The policies that are possible wherever a license is required; nothing if none can be.
    pub(super) fn policies(&self) -> Option<Policies> {
        let mut licenses: Vec<License> = Vec::new();
        for (position, active) in self.evaluator.epoch().rules.iter().enumerate() {
            let applies = if active.requires && active.binds { self.applies(position) } else { Truth::False };
            licenses.push(License { applies, certain: None, possible: None });
        }
        for (target, how, applies, _) in self.reviewing() {
            let Some(license) = licenses.get_mut(target) else { continue };
            if applies.is_true() {
                license.certain = license.certain.max(Some(how));
            }
            license.possible = license.possible.max(Some(how));
        }
        licenses.retain(|license| !license.applies.is_false());
        let required = licenses.iter().filter(|license| license.applies.is_true());
        // Of licenses that are certainly required the strictest policy counts; of those that may be, any may be the only one.
        let mildest = required
            .map(|license| license.certain)
            .max()
            .or_else(|| licenses.iter().map(|license| license.certain).min())?;
        let strictest = licenses.iter().filter_map(|license| license.possible).max();
        Some(Policies { mildest, strictest })
    }

    /// What rules say of the review of others: the rule reviewed, how, whether that applies, and which rule says so.
    fn reviewing(&self) -> Vec<(usize, Policy, Truth, usize)> {
        let epoch = self.evaluator.epoch();
        let mut found = Vec::new();
        for (position, active, applies) in self.standing() {
            let Some(version) = self.version(active) else { continue };
            for effect in &version.effects {
                let Effect::Reviews(rules, how) = effect else { continue };
                let targets = rules.iter().filter_map(|rule| epoch.position(*rule));
                found.extend(targets.map(|target| (target, *how, applies, position)));
            }
        }
        found
    }

    /// What is told of the policies that are possible: which, who says so, and what it depends on.
    pub(super) fn review(&mut self, policies: Option<Policies>) -> Option<Review> {
        let Policies { mildest, strictest } = policies?;
        let strictest = strictest?;
        let open = mildest != Some(strictest);
        let epoch = self.evaluator.epoch();
        let (mut by, mut missing): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for (target, how, applies, position) in self.reviewing() {
            let ours = Some(how) >= mildest && how <= strictest && !self.applies(target).is_false();
            let Some(active) = epoch.rules.get(position).filter(|_| ours) else { continue };
            let name = self.name(active);
            if by.contains(&name) {
                continue;
            }
            by.push(name);
            if open && applies.is_unknown() {
                missing.extend(self.turns_on(position));
            }
        }
        missing.sort();
        missing.dedup();
        Some(Review {
            policy: mildest.map(|how| how.words().to_owned()),
            at_most: open.then(|| strictest.words().to_owned()),
            by,
            missing,
        })
    }
}
