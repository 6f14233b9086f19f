//! Who may change whose law: force orders norms, and a letter speaks only to those it is addressed to.

use super::collect::Gather;
use super::{Error, Instrument, InstrumentId, binds, sleeps};
use crate::source::Span;
use crate::syntax::ast::{self, Force};

/// A norm that is to be changed: its instrument, if it has one, and where it is declared.
pub(super) type Norm = (Option<InstrumentId>, Span);

/// What an instrument is taken for: a bill or a proposal for the statute it would be.
fn force(act: &Instrument) -> Force {
    if sleeps(act.force) { Force::Statute } else { act.force }
}

impl Gather<'_, '_> {
    /// Whether an act may change, end or save from norms; reports the first that it may not. What no instrument makes has the
    /// force of a regulation. An amendment without an instrument asks what would be, and may change anything.
    pub(super) fn may_change(&mut self, name: &ast::Name, span: Span, by: Option<InstrumentId>, of: &[Norm]) -> bool {
        let Some(act) = by.map(|by| &self.law.instruments[by]) else { return true };
        let own = force(act);
        let higher =
            of.iter().find(|(norm, _)| norm.map_or(Force::Regulation, |id| self.law.instruments[id].force) > own);
        let Some((norm, declared)) = higher else { return self.binds_no_others(name, span, by, of) };
        let (of, made) = match norm.map(|id| self.law.instruments[id].name.span) {
            Some(of) => (of, "made by this one"),
            None => (*declared, "of no instrument, which has the force of a regulation"),
        };
        let (name, by) = (name.node.clone(), act.name.span);
        self.bag.push(Error::AmendsHigherNorm { name, span, by, of, made });
        false
    }

    /// Whether an act, if it is a letter, speaks of nothing that binds anybody else; reports what does. Who announces that nobody
    /// enforces a norm need not be above it, but a letter announces it to those alone to whom it is sent.
    pub(super) fn binds_no_others(
        &mut self,
        name: &ast::Name,
        span: Span,
        by: Option<InstrumentId>,
        of: &[Norm],
    ) -> bool {
        let Some(letter) = by.map(|by| &self.law.instruments[by]).filter(|by| by.force == Force::Letter) else {
            return true;
        };
        let told = |whom: &ast::Text| letter.addressees.iter().any(|own| own.node == whom.node);
        let others = of.iter().find(|(norm, _)| {
            norm.map(|id| &self.law.instruments[id]).is_none_or(|it| match it.force {
                Force::Letter => !it.addressees.iter().all(told),
                other => binds(other),
            })
        });
        let Some((norm, declared)) = others else { return true };
        let of = norm.map_or(*declared, |id| self.law.instruments[id].name.span);
        let (name, by) = (name.node.clone(), letter.name.span);
        self.bag.push(Error::AmendsForOthers { name, span, by, of });
        false
    }
}
