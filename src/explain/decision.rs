//! A decision: what the law says of a case, with everything it rests on. Its JSON form is stable.

pub use super::effects::Does;
use super::saving::Saving;
use crate::decide::{Outcome, Range};
use crate::enact;
use serde::{Serialize, Serializer};

/// What the law says of a case on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The outcome over all regimes: one, or the mildest and the gravest still possible.
    #[serde(serialize_with = "range")]
    pub outcome: Range,
    /// The outcome of each regime that has rules in force.
    pub regimes: Vec<Regime>,
    /// Where no rule by itself makes the outcome certain, and all of them together do.
    pub either_way: Option<EitherWay>,
    /// Saving clauses by which the law from before an act governs the case, or may.
    pub savings: Vec<Saving>,
    /// Provisions that apply, are defeated or barred, or cannot be told; then exceptions that are not open.
    pub provisions: Vec<Provision>,
    /// What each item of the case is classified as.
    pub classification: Vec<Classification>,
    /// How an application would be reviewed.
    pub review: Option<Review>,
    /// What is to be done.
    pub duties: Vec<Duty>,
    /// Money to be paid, purported and barred charges among it.
    pub charges: Vec<Charge>,
    /// Red flags.
    pub flags: Vec<Flag>,
    /// What guidance says the outcome would be, if it says anything.
    pub guidance: Option<Guidance>,
    /// Facts that could still change the outcome, the most decisive first; then those that could change that of one regime.
    pub missing: Vec<Missing>,
    /// What the law leaves to judgment here.
    pub judgments: Vec<Judgment>,
    /// Presumptions that were used in place of facts.
    pub rests_on: Vec<RestsOn>,
    /// The outcome of what is enforced on the day: no graver than that of the law in force, which decides.
    #[serde(serialize_with = "range")]
    pub enforced: Range,
    /// The outcome of what is to be complied with on the day already: no graver than that of the law in force.
    #[serde(serialize_with = "range")]
    pub due: Range,
    /// Law that applies and is not enforced, or need not be complied with yet.
    pub notes: Vec<Note>,
    /// Norms of one regime that would bar what another regime says.
    pub conflicts: Vec<Conflict>,
    /// What would have to be different for another outcome.
    pub nearest: Vec<Nearest>,
    /// What could not be worked out.
    pub faults: Vec<Fault>,
    /// From what it was made, so that it can be made again.
    pub made_from: MadeFrom,
}

impl Decision {
    /// Whether an exception permits something here, or may: one to what is not required stands idle.
    pub fn uses(&self, exception: &str) -> bool {
        let mut by = self.provisions.iter().filter(|it| it.status != Status::DoesNotApply).flat_map(|it| &it.by);
        by.any(|by| by.how == "permits" && by.name == exception)
    }
}

/// The outcome of one regime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Regime {
    /// Its name; nothing for rules of no regime.
    pub regime: Option<String>,
    /// Its outcome.
    #[serde(serialize_with = "range")]
    pub outcome: Range,
}

/// An outcome that is the same whatever unknown facts turn out to be, by one rule or by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EitherWay {
    /// The rules of which it is not known which apply.
    pub rules: Vec<String>,
    /// The facts that make no difference.
    pub whatever: Vec<String>,
}

/// How a provision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It applies.
    Applies,
    /// Its condition holds, and another rule prevails.
    Defeated,
    /// Its condition holds, and a norm bars it.
    Barred,
    /// It cannot be told.
    Undetermined,
    /// Its condition does not hold.
    DoesNotApply,
}

/// A rule or exception, how it stands and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provision {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// `rule` or `exception`.
    pub kind: &'static str,
    /// How it stands.
    pub status: Status,
    /// What it does: each effect as the law writes it, on one line.
    pub effects: Vec<String>,
    /// The same as far as outcomes turn on it.
    #[serde(skip)]
    pub does: Does,
    /// Its regime, if it is of one.
    pub regime: Option<String>,
    /// Its force.
    pub force: &'static str,
    /// Whether it binds.
    pub binding: bool,
    /// What it cites.
    pub cites: Vec<String>,
    /// The instrument it comes from.
    pub instrument: Option<Instrument>,
    /// The amendments that made it read as it does, in the order in which they were applied.
    pub amended: Vec<Amended>,
    /// Which rules prevail over it, and how.
    pub by: Vec<By>,
    /// Why, limb by limb.
    pub because: Vec<Reason>,
    /// Facts that are missing to tell.
    pub missing: Vec<String>,
    /// Whether it is an exception that would permit something here, if nothing barred it.
    #[serde(skip)]
    pub would_permit: bool,
    /// Where it stands in the law, as `file:line`, the file as seen from the folder of the law.
    pub place: String,
}

/// An instrument, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instrument {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Its citation.
    pub citation: Option<String>,
    /// From which day it has effect.
    pub effective: Option<String>,
}

impl Instrument {
    pub(super) fn of(it: &enact::Instrument) -> Self {
        Self {
            name: it.name.node.clone(),
            title: it.title.clone(),
            citation: it.citation.clone(),
            effective: it.effective().map(|day| day.to_string()),
        }
    }
}

/// An amendment, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Amended {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What it cites, or the citation of its instrument.
    pub cites: Vec<String>,
}

/// A rule that prevails over another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct By {
    /// Its name.
    pub name: String,
    /// `permits`, `displaces` or `bars`.
    pub how: &'static str,
    /// Whether it certainly does.
    pub certain: bool,
}

/// Why a limb holds, does not, or cannot be told. Only the parts that decide are listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Its label.
    pub label: Option<String>,
    /// `true`, `false`, or nothing if it cannot be told.
    pub holds: Option<bool>,
    /// The words of the law: on one line, but of a block line by line as it is written. Before those of an `unless` stands
    /// that word.
    pub law: String,
    /// What was found.
    pub found: String,
    /// How far a quantity is from the line.
    pub margin: Option<Margin>,
    /// Facts that are missing to tell.
    pub missing: Vec<String>,
    /// The parts that decide.
    pub parts: Vec<Self>,
}

/// How far a quantity is from the line that it was compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Margin {
    /// The words of the quantity.
    pub quantity: String,
    /// What it is, exactly.
    pub value: String,
    /// The line, exactly.
    pub line: String,
    /// The difference, value less line, exactly.
    pub by: String,
    /// The unit of all three.
    pub unit: String,
    /// The difference in percent of the line, to one decimal place, if the line is not zero.
    pub percent: Option<String>,
}

/// What one item is classified as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Classification {
    /// The item's path in the case.
    pub subject: String,
    /// Entries that cover it, the most particular: an entry speaks for those above it.
    pub entries: Vec<Entry>,
    /// Entries that may come to be the most particular that cover it.
    pub possible: Vec<Entry>,
}

/// An entry, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Option<String>,
}

/// How applications for a license are reviewed, wherever one is required: by the strictest policy that applies. Where
/// facts are missing, every policy between two is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// How strictly at least; nothing if it may be that no policy applies.
    pub policy: Option<String>,
    /// How strictly at most, if that is stricter.
    pub at_most: Option<String>,
    /// The rules that say so.
    pub by: Vec<String>,
    /// The facts it depends on.
    pub missing: Vec<String>,
}

impl Review {
    /// `presumption of denial`; `from case by case to denial`; `none, or up to denial`.
    pub fn words(&self) -> String {
        match (&self.policy, &self.at_most) {
            (Some(least), None) => least.clone(),
            (Some(least), Some(most)) => format!("from {least} to {most}"),
            (None, Some(most)) => format!("none, or up to {most}"),
            (None, None) => "none".to_owned(),
        }
    }
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// What: `notify`.
    pub verb: String,
    /// To whom.
    pub whom: String,
    /// What exactly.
    pub what: Option<String>,
    /// By which day.
    pub due: Option<String>,
    /// Under which rule.
    pub rule: String,
    /// Whether it is certain that the rule applies.
    pub certain: bool,
}

/// Money to be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Charge {
    /// How much, exactly, with its currency; nothing if it is not known.
    pub amount: Option<String>,
    /// As what.
    pub kind: &'static str,
    /// Under which rule.
    pub rule: String,
    /// What that rule cites.
    pub cites: Vec<String>,
    /// Whether it is certain that the rule applies, or would if no norm barred it.
    pub certain: bool,
    /// Whether the rule has binding force.
    pub binding: bool,
    /// The norms that bar it, or the whole rule: then it is only purported.
    pub barred_by: Vec<Bar>,
    /// The norms of which it is not known whether they bar it.
    pub perhaps_barred_by: Vec<PossibleBar>,
}

/// A norm that bars something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Its name.
    pub norm: String,
    /// What it cites.
    pub cites: Vec<String>,
}

/// A norm that may bar something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PossibleBar {
    /// Its name.
    pub norm: String,
    /// What it cites.
    pub cites: Vec<String>,
    /// The facts that would tell whether it applies.
    pub missing: Vec<String>,
}

/// A red flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flag {
    /// What to look into.
    pub text: String,
    /// Under which rule.
    pub rule: String,
    /// Whether it is certain that the rule applies.
    pub certain: bool,
}

/// What guidance says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guidance {
    /// The outcome it says there would be.
    #[serde(serialize_with = "range")]
    pub outcome: Range,
    /// Where it says so.
    pub by: Vec<String>,
}

/// A fact that could still change the outcome, or that of one regime.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Its path in the case.
    pub path: String,
    /// The regime whose outcome alone it could change, `no regime` for the rules of none; nothing where it could change the
    /// outcome over all. What settles it settles that outcome.
    pub only_in: Option<String>,
    /// What is known of it, if it is known in part.
    pub known: Option<String>,
    /// The rules that wait for it.
    pub rules: Vec<String>,
    /// Of the answers tried, how many would settle the outcome by themselves.
    pub settles: u32,
    /// How many answers were tried: every alternative, both truth values; of numbers, both sides of every line they are
    /// compared with, and a spread of values.
    pub tried: u32,
    /// Whether what was tried stands for every answer there is.
    pub exhaustive: bool,
    /// In words, the answers that settle it by themselves, where some do, some do not, and they can be named.
    pub settled_by: Vec<String>,
}

/// Something left to judgment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Judgment {
    /// The question.
    pub question: String,
    /// Who judges.
    pub by: Option<String>,
    /// Under which rule.
    pub rule: String,
}

/// A presumption that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestsOn {
    /// The rule that presumes.
    pub rule: String,
    /// The fact presumed.
    pub fact: String,
    /// Of what force the rule is.
    pub force: &'static str,
    /// What it cites.
    pub cites: Vec<String>,
}

/// Law that applies and is not enforced, or need not be complied with yet; or what the law as a whole does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The provision: a rule, or the code of an entry; nothing for the law as a whole.
    pub provision: Option<String>,
    /// `unenforced`, `compliance_not_due`, or `silent` for a law that could require no license and prohibit nothing.
    pub kind: &'static str,
    /// The day since which it is not enforced, or from which it is to be complied with.
    pub day: Option<String>,
    /// The instruments or provisions that are not enforced or not due, because of which it applies.
    pub by: Vec<String>,
    /// Whether the provision does not apply at all without them; else it only asks for less.
    pub whole: bool,
    /// Whether that is certain.
    pub certain: bool,
    /// In words.
    pub text: String,
}

/// A norm of one regime that would bar what another says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The norm.
    pub rule: String,
    /// Its regime.
    pub regime: String,
    /// What it would bar.
    pub other: String,
    /// The regime of that, if it is of one.
    pub other_regime: Option<String>,
}

/// What would have to be different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nearest {
    /// The difference, in words.
    pub change: String,
    /// The outcome then.
    #[serde(serialize_with = "range")]
    pub outcome: Range,
    /// Why, in words.
    pub note: Option<String>,
}

/// Something that could not be worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The code of its page.
    pub code: &'static str,
    /// What went wrong, in words.
    pub text: String,
    /// The words of the law.
    pub law: String,
    /// Where, as `file:line`, the file as seen from the folder of the law.
    pub place: String,
}

/// From what a decision was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MadeFrom {
    /// The hash of the law.
    pub law: String,
    /// The day asked about.
    pub day: String,
    /// The day known on, if one was named.
    pub known_on: Option<String>,
    /// What was supposed to be law.
    pub suppose: Vec<String>,
    /// The version of Lexport.
    pub lexport: &'static str,
}

/// One outcome as its name, several as the mildest and the gravest.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
pub(super) fn range<S: Serializer>(range: &Range, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Open {
        mildest: &'static str,
        gravest: &'static str,
    }
    match range.certain() {
        Some(outcome) => serializer.serialize_str(outcome.name()),
        None => Open { mildest: range.mildest.name(), gravest: range.gravest.name() }.serialize(serializer),
    }
}

impl Decision {
    /// The stable JSON form, on several lines.
    pub fn to_json(&self) -> String {
        // Serializing plain structs into a string cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The outcome, if only one is possible.
    pub fn certain(&self) -> Option<Outcome> {
        self.outcome.certain()
    }

    /// The provision of that name.
    pub fn provision(&self, name: &str) -> Option<&Provision> {
        self.provisions.iter().find(|provision| provision.name == name)
    }
}
