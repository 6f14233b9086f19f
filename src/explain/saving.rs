//! Saving clauses that save a case, or may, and the facts that are missing to tell.

use super::build::{Builder, instrument};
use super::decision::{Missing, Reason, Saving, SavingOutcomes};
use super::judge::Judge;
use super::words::place;
use crate::decide::{Evaluator, Range, Scratch};
use crate::facts::Case;
use crate::plan::View;
use crate::plan::law;
use crate::source::SourceMap;
use crate::value::Date;

/// A saving clause of the law in force that saves a case on a day or, where both outcomes are given, may save it: the
/// outcome if it does, and if it does not. With it come the facts that are missing to tell.
pub fn saving<'a>(
    view: &'a View<'a>,
    sources: &'a SourceMap,
    (case, day): (&'a Case, Date),
    scratch: &'a mut Scratch,
    judge: &'a dyn Judge,
    (saving, outcomes): (&law::Saving, Option<(Range, Range)>),
) -> (Saving, Vec<Missing>) {
    let law = view.law();
    let evaluator = Evaluator::new(law, view.on(day), case, scratch);
    let mut builder = Builder::new(view, sources, evaluator, day, Some(judge));
    let mut because = builder.reason(saving.condition, 0);
    let mut missing = Vec::new();
    if outcomes.is_some() {
        let (_, addresses) = builder.evaluator.missing_for(law.limbs[saving.condition].node);
        let found = addresses.into_iter().map(|address| (address, vec![saving.name.clone()])).collect();
        missing = builder.weighed(found);
        because.missing = builder.missing_paths(law.limbs[saving.condition].node);
    }
    let amendment = &law.amendments[saving.amendment];
    let made_by = amendment.instrument.and_then(|id| law.instruments.get(id));
    let until = saving.life.in_force.iter().find(|stretch| stretch.contains(day)).and_then(|stretch| stretch.until);
    let entry = Saving {
        name: saving.name.clone(),
        title: saving.title.clone(),
        amendment: amendment.name.node.clone(),
        instrument: made_by.map(instrument),
        cites: saving.cites.clone(),
        keeps: saving.keeps.clone(),
        until: until.map(|day| day.to_string()),
        saves: if outcomes.is_some() { "unknown" } else { "yes" },
        outcomes: outcomes.map(|(saved, not_saved)| SavingOutcomes { saved, not_saved }),
        because: told(because),
        place: place(sources, saving.span),
    };
    (entry, missing)
}

/// Its limbs, without the block that holds them.
fn told(reason: Reason) -> Vec<Reason> {
    if reason.found.is_empty() && !reason.parts.is_empty() && reason.label.is_none() {
        reason.parts
    } else {
        vec![reason]
    }
}
