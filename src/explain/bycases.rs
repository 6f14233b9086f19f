//! One case followed as several: an unknown question is answered both ways, an unknown fact in every way that makes a
//! difference, and what is possible is what is possible in any of them.
//!
//! Each rule by itself leaves open whatever an unknown fact leaves open. Where two rules turn on the same fact, that is
//! more than can be: a license that one rule requires if something is so, and another if it is not, is required. The
//! cases leave nothing out, and in each of them the law is asked as usual, so what is found lies within what is possible
//! by the rules one by one, and holds whatever the facts turn out to be. Where there would be too many cases, what is
//! possible by the rules one by one stands.

use super::build::Builder;
use super::cells::{cells, of_facts};
use super::review::Policies;
use crate::decide::{Evaluator, Outcome, Range, Scratch, Supposed};
use crate::facts::Case;
use crate::plan::law::{Defeat, Effect, RuleVersion};
use crate::plan::node::NodeId;
use crate::plan::slot::{Address, Slot};
use crate::plan::{Active, View};
use crate::source::SourceMap;
use crate::value::{Date, Truth};

/// So often the law is asked for the outcome of a case.
const MOST: usize = 512;
/// So often it is asked in all for what would be if something were different.
pub(super) const TRIALS: usize = 2048;
/// So often it is asked for what would be if one thing were different.
const FEW: usize = 64;
/// So deep cases are divided.
const DEEPEST: usize = 24;

/// What is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Possible {
    pub(super) outcome: Range,
    pub(super) regimes: Vec<Range>,
    pub(super) guidance: Range,
    /// Nothing where no license can be required.
    pub(super) review: Option<Policies>,
}

impl Possible {
    /// The outcome of a regime or, if none is named, that over all.
    fn of(&self, regime: Option<usize>) -> Range {
        match regime {
            Some(regime) => self.regimes.get(regime).copied().unwrap_or_default(),
            None => self.outcome,
        }
    }

    /// What is possible if either is.
    fn or(&self, other: &Self) -> Self {
        let hull = |a: Range, b: Range| Range { mildest: a.mildest.min(b.mildest), gravest: a.gravest.max(b.gravest) };
        Self {
            outcome: hull(self.outcome, other.outcome),
            regimes: self.regimes.iter().zip(&other.regimes).map(|(a, b)| hull(*a, *b)).collect(),
            guidance: hull(self.guidance, other.guidance),
            review: match (self.review, other.review) {
                (Some(a), Some(b)) => Some(a.or(b)),
                (a, b) => a.or(b),
            },
        }
    }

    /// What is possible if both are right.
    fn and(&self, other: &Self) -> Self {
        let both = |a: Range, b: Range| Range { mildest: a.mildest.max(b.mildest), gravest: a.gravest.min(b.gravest) };
        Self {
            outcome: both(self.outcome, other.outcome),
            regimes: self.regimes.iter().zip(&other.regimes).map(|(a, b)| both(*a, *b)).collect(),
            guidance: both(self.guidance, other.guidance),
            review: self.review.zip(other.review).map(|(a, b)| a.and(b)),
        }
    }

    fn covers(&self, other: &Self) -> bool {
        self.or(other) == *self
    }

    fn is_settled(&self) -> bool {
        let mut ranges = self.regimes.iter().chain([&self.outcome, &self.guidance]);
        ranges.all(|range| range.certain().is_some()) && self.review.is_none_or(|it| it.mildest == it.strictest)
    }
}

/// Which law is asked, and of which day.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) sources: &'a SourceMap,
    pub(super) day: Date,
}

/// The outcomes still possible for a case on a day, as a decision has them.
pub fn outcome(view: &View<'_>, sources: &SourceMap, case: &Case, day: Date, scratch: &mut Scratch) -> Range {
    let mut evaluator = Evaluator::new(view.law(), view.on(day), case, scratch);
    let outcome = evaluator.decide();
    if outcome.certain().is_some() {
        return outcome;
    }
    Builder::new(view, sources, evaluator, day).by_cases(outcome).outcome
}

/// The same, the law being asked no more often than that; see [`Judge::outcome`](super::Judge::outcome).
pub fn outcome_within(
    view: &View<'_>,
    sources: &SourceMap,
    of: Option<&str>,
    (case, day): (&Case, Date),
    trials: &mut usize,
) -> Range {
    // A regime that a law knows nothing of requires nothing by it.
    let of = match of.map(|of| view.law().regimes.iter().position(|regime| regime == of)) {
        Some(None) => return Range::default(),
        of => of.flatten(),
    };
    Asked { view, sources, day }.outcome(of, case.clone(), Supposed::default(), trials)
}

impl Asked<'_> {
    /// Of a regime or, if none is named, over all.
    fn outcome(self, of: Option<usize>, case: Case, supposed: Supposed, trials: &mut usize) -> Range {
        let mut scratch = Scratch::new();
        let whole = self.ask(&case, &supposed, &mut scratch, |_, whole| whole);
        if whole.of(of).certain().is_some() || *trials == 0 {
            return whole.of(of);
        }
        let allowed = (*trials).min(FEW);
        let mut left = allowed;
        let found = Walk::new(self, case, supposed, whole).run(&mut left);
        *trials -= allowed - left;
        found.of(of)
    }
}

impl Builder<'_> {
    /// What is possible in any of the cases that this one may turn out to be.
    pub(super) fn by_cases(&mut self, outcome: Range) -> Possible {
        let whole = self.possible(outcome);
        // What takes too long once takes as long in every case.
        if whole.is_settled() || self.evaluator.gave_up() {
            return whole;
        }
        let asked = Asked { view: self.view, sources: self.sources, day: self.day };
        let walk = Walk::new(asked, self.evaluator.case().clone(), Supposed::default(), whole.clone());
        let found = walk.run(&mut { MOST });
        // What would be if something were different is set beside this: it is asked for in the same way.
        let rough = found.outcome == outcome && found.regimes == whole.regimes;
        self.trials = if rough { 0 } else { TRIALS };
        found
    }

    /// The outcomes still possible on a day if the facts were these and something were supposed.
    pub(super) fn outcome_if(&mut self, day: Date, case: Case, supposed: Supposed) -> Range {
        self.outcome_of(None, day, case, supposed)
    }

    /// The same of a regime, if one is named.
    pub(super) fn outcome_of(&mut self, of: Option<usize>, day: Date, case: Case, supposed: Supposed) -> Range {
        if let Some(court) = self.court
            && supposed.number.is_none()
            && supposed.answers.is_empty()
        {
            let of = of.and_then(|of| self.evaluator.law().regimes.get(of));
            return court.outcome_of(of.map(String::as_str), &case, day, &mut self.trials);
        }
        Asked { view: self.view, sources: self.sources, day }.outcome(of, case, supposed, &mut self.trials)
    }

    /// What is possible by the rules one by one, after they have been asked.
    pub(super) fn possible(&self, outcome: Range) -> Possible {
        Possible {
            outcome,
            regimes: self.evaluator.scratch().regimes().to_vec(),
            guidance: self.evaluator.guidance(),
            review: self.policies(),
        }
    }

    /// Conditions that are not known, of rules that still bear on what is possible: those that make an outcome or a review
    /// that is open, and all that may prevail over them.
    fn open_conditions(&self, possible: &Possible) -> Vec<NodeId> {
        let rules = &self.evaluator.epoch().rules;
        let reviewed = possible.review.is_some_and(|it| it.mildest != it.strictest);
        let bears = |active: &Active| {
            let open = match (active.binds, possible.regimes.get(active.regime)) {
                (true, Some(range)) => range.certain().is_none(),
                _ => possible.guidance.certain().is_none(),
            };
            let reviews = |it: &RuleVersion| it.effects.iter().any(|effect| matches!(effect, Effect::Reviews(..)));
            (open && (active.requires || active.prohibits))
                || (reviewed && (active.requires || self.version(active).is_some_and(reviews)))
        };
        let mut bears: Vec<bool> = rules.iter().map(bears).collect();
        // Whoever prevails over a rule stands before it.
        for (position, active) in rules.iter().enumerate().rev() {
            if bears.get(position) == Some(&true) && self.is_open(position, active) {
                for (by, _) in &active.defeaters {
                    if let Some(slot) = usize::try_from(*by).ok().and_then(|by| bears.get_mut(by)) {
                        *slot = true;
                    }
                }
            }
        }
        let open = |(position, active): &(usize, &Active)| {
            bears.get(*position) == Some(&true) && self.is_open(*position, active)
        };
        rules.iter().enumerate().filter(open).map(|(_, active)| active.condition).collect()
    }

    /// Whether it is open if a rule applies or, where an exception to it does, whether there is anything to be permitted.
    fn is_open(&self, position: usize, active: &Active) -> bool {
        let prevails = |how: fn(Defeat) -> bool| {
            let by = active.defeaters.iter().filter(|it| how(it.1)).filter_map(|(by, _)| usize::try_from(*by).ok());
            by.map(|by| self.applies(by)).fold(Truth::False, Truth::or)
        };
        let permitted = prevails(|it| it == Defeat::Permits);
        let displaced = prevails(|it| it != Defeat::Permits);
        let range = Range::of_rule(Outcome::Prohibited, self.condition(position), permitted, displaced);
        range.certain().is_none()
    }

    /// The questions that these turn on and, if asked for, those inside of them.
    fn open_questions(&mut self, possible: &Possible, inside: bool) -> Vec<NodeId> {
        let mut found = Vec::new();
        for condition in self.open_conditions(possible) {
            for question in self.evaluator.open_questions(condition) {
                if !found.contains(&question) {
                    found.push(question);
                }
            }
        }
        if inside {
            let mut all = Vec::new();
            for question in found {
                let inner = self.evaluator.inner_questions(question);
                for question in inner.into_iter().chain([question]) {
                    if !all.contains(&question) {
                        all.push(question);
                    }
                }
            }
            found = all;
        }
        found
    }
}

impl Asked<'_> {
    /// Asks about a case, and hands what was found to `then`.
    pub(super) fn ask<T>(
        self,
        case: &Case,
        supposed: &Supposed,
        scratch: &mut Scratch,
        then: impl FnOnce(&mut Builder<'_>, Possible) -> T,
    ) -> T {
        let mut evaluator = Evaluator::new(self.view.law(), self.view.on(self.day), case, scratch);
        evaluator.suppose(supposed);
        let outcome = evaluator.decide();
        let mut builder = Builder::new(self.view, self.sources, evaluator, self.day);
        let possible = builder.possible(outcome);
        then(&mut builder, possible)
    }
}

/// What cases are divided by.
pub(super) enum Division {
    /// The parts in which a fact lies, and the questions that it answers.
    Fact { at: Address, parts: Vec<Slot>, answers: Vec<NodeId> },
    /// The answer to a question.
    Question(NodeId),
}

impl Division {
    fn cases(&self) -> usize {
        match self {
            Self::Fact { parts, .. } => parts.len(),
            Self::Question(_) => 2,
        }
    }

    pub(super) fn answers(&self, open: &[NodeId]) -> bool {
        match self {
            Self::Fact { answers, .. } => answers.iter().any(|question| open.contains(question)),
            Self::Question(question) => open.contains(question),
        }
    }
}

/// Goes through the cases, one after the other.
struct Walk<'a> {
    asked: Asked<'a>,
    case: Case,
    supposed: Supposed,
    /// What is possible as far as is known: at first what is by the rules one by one.
    whole: Possible,
    /// What was possible in the cases before.
    so_far: Option<Possible>,
    /// So often the law may still be asked.
    left: usize,
    /// Whether questions inside of questions are followed as well.
    inside: bool,
    /// What cases may be divided by: facts before questions, those of the fewest parts first.
    divisions: Vec<Division>,
    scratch: Scratch,
}

impl<'a> Walk<'a> {
    fn new(asked: Asked<'a>, case: Case, supposed: Supposed, whole: Possible) -> Self {
        let (divisions, scratch) = (Vec::new(), Scratch::new());
        Self { asked, case, supposed, whole, so_far: None, left: 0, inside: false, divisions, scratch }
    }

    /// What is possible in any of the cases.
    fn run(mut self, left: &mut usize) -> Possible {
        // More facts can take a presumption away, or bring one about: what they would show is not within what is shown now.
        let presumed = &self.asked.view.on(self.asked.day).presumptions;
        if presumed.iter().any(|(fact, _, _)| self.case.get(*fact) == Slot::Unknown) {
            return self.whole;
        }
        self.left = *left;
        let questions = self.questions();
        self.divided_by(&questions);
        // Two questions can rest on a third inside of them, so that they cannot have all answers together. Following that one
        // too takes more cases.
        self.inside = true;
        if !self.whole.is_settled() {
            let all = self.questions();
            if all.len() > questions.len() {
                self.divided_by(&all);
            }
        }
        *left = self.left;
        self.whole
    }

    /// What is open in the case as a whole, and is sure to have an answer.
    fn questions(&mut self) -> Vec<NodeId> {
        let mut scratch = std::mem::take(&mut self.scratch);
        let questions = self.asked.ask(&self.case, &self.supposed, &mut scratch, |asked, possible| {
            let mut questions = asked.open_questions(&possible, self.inside);
            questions.retain(|question| asked.evaluator.will_be_answered(*question));
            questions
        });
        self.scratch = scratch;
        questions
    }

    /// Goes through the cases divided by some questions. Nothing else is possible than what is found.
    fn divided_by(&mut self, questions: &[NodeId]) {
        let (mut scratch, mut case) = (std::mem::take(&mut self.scratch), self.case.clone());
        self.divisions = self.asked.ask(&self.case, &self.supposed, &mut scratch, |asked, _| {
            divisions(&mut asked.evaluator, &mut case, questions.to_vec())
        });
        // What is known in part of the parts is kept in the case.
        self.case = case;
        self.scratch = scratch;
        self.walk(0, &mut Vec::new());
        if let Some(found) = self.so_far.take() {
            self.whole = self.whole.and(&found);
        }
    }

    fn walk(&mut self, depth: usize, divided: &mut Vec<usize>) {
        // Where everything is possible that the rules one by one leave open, there is nothing to be found.
        if self.so_far.as_ref().is_some_and(|so_far| so_far.covers(&self.whole)) {
            return;
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        let (possible, next) = self.asked.ask(&self.case, &self.supposed, &mut scratch, |asked, possible| {
            let known = self.so_far.as_ref().is_some_and(|so_far| so_far.covers(&possible));
            if asked.evaluator.gave_up() {
                self.left = 0;
            }
            if known || possible.is_settled() || depth >= DEEPEST {
                return (possible, None);
            }
            let open = asked.open_questions(&possible, self.inside);
            let mut others = self.divisions.iter().enumerate().filter(|(number, _)| !divided.contains(number));
            let next = others.find(|(_, division)| division.answers(&open)).map(|(number, _)| number);
            (possible, next)
        });
        self.scratch = scratch;
        let Some(number) = next.filter(|it| self.divisions.get(*it).is_some_and(|it| it.cases() <= self.left)) else {
            self.so_far = Some(self.so_far.as_ref().map_or(possible.clone(), |so_far| so_far.or(&possible)));
            return;
        };
        divided.push(number);
        match self.divisions.get(number) {
            Some(Division::Fact { at, parts, .. }) => {
                let (at, parts) = (*at, parts.clone());
                let before = self.case.get(at);
                self.left -= parts.len();
                for part in parts {
                    self.case.put(at, part);
                    self.walk(depth + 1, divided);
                }
                self.case.put(at, before);
            }
            Some(Division::Question(question)) => {
                let question = *question;
                self.left -= 2;
                for answer in [Truth::True, Truth::False] {
                    self.supposed.answers.push((question, answer));
                    self.walk(depth + 1, divided);
                    self.supposed.answers.pop();
                }
            }
            None => {}
        }
        divided.pop();
    }
}

/// What a case may be divided by, so that questions are answered.
pub(super) fn divisions(evaluator: &mut Evaluator<'_>, case: &mut Case, questions: Vec<NodeId>) -> Vec<Division> {
    let mut found = Vec::new();
    for (at, asked) in of_facts(evaluator, &questions) {
        let parts = cells(evaluator, case, at, &asked);
        if !parts.is_empty() {
            found.push(Division::Fact { at, parts, answers: asked.questions });
        }
    }
    found.sort_by_key(Division::cases);
    let answered = |question: &NodeId| found.iter().any(|division| division.answers(&[*question]));
    let others: Vec<NodeId> = questions.into_iter().filter(|question| !answered(question)).collect();
    found.extend(others.into_iter().map(Division::Question));
    found
}
