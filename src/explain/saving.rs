//! Saving clauses: why the law from before an act governs a case, or may.

use super::build::Builder;
use super::bycases::TRIALS;
use super::decision::{Fault, Instrument, Judgment, Missing, Reason, range};
use super::judge::Judge;
use super::words::place;
use crate::decide::{Evaluator, Range, Scratch};
use crate::facts::Case;
use crate::plan::View;
use crate::plan::law;
use crate::source::SourceMap;
use crate::value::Date;
use serde::Serialize;

/// A saving clause that saves the case, or may: then the law from before an act governs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saving {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// The amendment it belongs to.
    pub amendment: String,
    /// The instrument that makes the amendment.
    pub instrument: Option<Instrument>,
    /// What it cites.
    pub cites: Vec<String>,
    /// The instrument or amendment before which the law is kept.
    pub keeps: String,
    /// The day up to which, not on which, it saves cases.
    pub until: Option<String>,
    /// `yes`, or `unknown` if facts are missing to tell.
    pub saves: &'static str,
    /// The outcomes if it does and if it does not, where that is unknown.
    pub outcomes: Option<SavingOutcomes>,
    /// Why, limb by limb.
    pub because: Vec<Reason>,
    /// Facts that are missing to tell.
    pub missing: Vec<String>,
    /// Where it stands in the law, as `file:line`, the file as seen from the folder of the law.
    pub place: String,
}

/// The outcomes with and without a saving clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavingOutcomes {
    /// If it saves the case.
    #[serde(serialize_with = "range")]
    pub saved: Range,
    /// If it does not.
    #[serde(serialize_with = "range")]
    pub not_saved: Range,
}

/// A saving clause asked of a case, with what a decision says elsewhere.
#[derive(Debug)]
pub struct AskedSaving {
    /// The clause.
    pub saving: Saving,
    /// The facts that are missing to tell, as a decision weighs them.
    pub missing: Vec<Missing>,
    /// What it leaves to judgment.
    pub judgments: Vec<Judgment>,
    /// What could not be worked out in its condition.
    pub faults: Vec<Fault>,
}

/// Tells of a saving clause of the law in force that saves a case or, if it comes with the outcomes either way, may. What is
/// missing is weighed by the outcome of the regime of a name or, without one, by that over all.
pub fn saving<'a>(
    view: &'a View<'a>,
    sources: &'a SourceMap,
    (case, day): (&'a Case, Date),
    scratch: &'a mut Scratch,
    judge: &'a dyn Judge,
    (clause, outcomes): (&law::Saving, Option<SavingOutcomes>),
    of: Option<&str>,
) -> AskedSaving {
    let law = view.law();
    let amendment = &law.amendments[clause.amendment];
    let made_by = amendment.instrument.and_then(|id| law.instruments.get(id));
    let node = law.limbs[clause.condition].node;
    let evaluator = Evaluator::new(law, view.on(day), case, scratch);
    let mut builder = Builder { court: Some(judge), trials: TRIALS, ..Builder::new(view, sources, evaluator, day) };
    builder.rule.clone_from(&clause.name);
    builder.judge = made_by.and_then(|it| it.issuer.clone());
    builder.evaluator.truth(node);
    let faults = builder.faults();
    let because = told(builder.reason(clause.condition, 0));
    let (mut paths, mut missing) = (Vec::new(), Vec::new());
    if outcomes.is_some() {
        missing = builder.missing_for(of, node, &clause.name);
        paths = builder.missing_paths(node);
    }
    let stretch = clause.life.in_force.iter().find(|stretch| stretch.contains(day));
    let saving = Saving {
        name: clause.name.clone(),
        title: clause.title.clone(),
        amendment: amendment.name.node.clone(),
        instrument: made_by.map(Instrument::of),
        cites: clause.cites.clone(),
        keeps: clause.keeps.clone(),
        until: stretch.and_then(|stretch| stretch.until).map(|day| day.to_string()),
        saves: if outcomes.is_some() { "unknown" } else { "yes" },
        outcomes,
        because,
        missing: paths,
        place: place(sources, clause.span),
    };
    AskedSaving { saving, missing, judgments: builder.judgments, faults }
}

/// The fault of a decision where too many saving clauses may save the case, and the first of them.
pub fn too_many_savings(most: usize, law: String, place: String) -> Fault {
    let text = format!("more than {most} saving clauses of which it is not known whether they save the case");
    Fault { code: "LX0610", text, law, place }
}

/// The limbs of a condition, without the block that holds them.
fn told(reason: Reason) -> Vec<Reason> {
    if reason.found.is_empty() && reason.label.is_none() && !reason.parts.is_empty() {
        reason.parts
    } else {
        vec![reason]
    }
}
