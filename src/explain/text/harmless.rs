//! Of what a decision says much stands in texts of others: the facts and the law. Before it is written for people, nothing
//! in it acts on a terminal any more.

use crate::explain::decision::{
    Amended, Bar, By, Charge, Classification, Conflict, Decision, Does, Duty, EitherWay, Entry, Fault, Flag, Guidance,
    Instrument, Judgment, MadeFrom, Margin, Missing, Nearest, Note, PossibleBar, Provision, Reason, Regime, RestsOn,
    Review,
};
use crate::explain::saving::Saving;
use crate::source::{visible, visible_lines};
use std::borrow::Cow;

/// Something that holds texts of others.
pub(super) trait Texts {
    fn tame(&mut self);
}

/// The same with nothing in it that acts on a terminal.
pub(super) fn harmless<T: Texts + Clone>(of: &T) -> T {
    let mut tamed = of.clone();
    tamed.tame();
    tamed
}

impl Texts for String {
    fn tame(&mut self) {
        if let Cow::Owned(tamed) = visible(self) {
            *self = tamed;
        }
    }
}

impl<T: Texts> Texts for Option<T> {
    fn tame(&mut self) {
        self.iter_mut().for_each(T::tame);
    }
}

impl<T: Texts> Texts for Vec<T> {
    fn tame(&mut self) {
        self.iter_mut().for_each(T::tame);
    }
}

impl Texts for Reason {
    fn tame(&mut self) {
        // The words of a block stand on several lines.
        if let Cow::Owned(tamed) = visible_lines(&self.law) {
            self.law = tamed;
        }
        self.label.tame();
        self.found.tame();
        self.margin.tame();
        self.missing.tame();
        self.parts.tame();
    }
}

/// What holds texts in its members.
macro_rules! texts {
    ($($of:ident { $($member:ident)* })*) => {
        $(impl Texts for $of {
            fn tame(&mut self) {
                $(self.$member.tame();)*
            }
        })*
    };
}

texts! {
    Decision {
        regimes either_way savings provisions classification review duties charges flags guidance missing judgments
        rests_on notes conflicts nearest faults made_from
    }
    Regime { regime }
    EitherWay { rules whatever }
    Saving { name title amendment instrument cites keeps until because missing place }
    Provision { name title effects does regime cites instrument amended by because missing place }
    Does { licenses }
    Instrument { name title citation effective }
    Amended { name title cites }
    By { name }
    Margin { quantity value line by unit percent }
    Classification { subject entries possible }
    Entry { code title }
    Review { policy at_most by missing }
    Duty { verb whom what due rule }
    Charge { amount rule cites barred_by perhaps_barred_by }
    Bar { norm cites }
    PossibleBar { norm cites missing }
    Flag { text rule }
    Guidance { by }
    Missing { path only_in known rules settled_by }
    Judgment { question by rule }
    RestsOn { rule fact cites }
    Note { provision by text }
    Conflict { rule regime other other_regime }
    Nearest { change note }
    Fault { text law place }
    MadeFrom { law day known_on suppose }
}
