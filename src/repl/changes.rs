//! Changes: each is tried, checked, and either counts or leaves everything as it was.

use super::answer::{Answer, DIM, Failed};
use super::layer::Layer;
use super::ready::Ready;
use super::state::State;
use super::{Repl, became};
use crate::check::typed::ExprKind;
use crate::check::{Type, typed};
use crate::decide::{Scratch, Target};
use crate::diagnostic::{Bag, Severity, Style, render};
use crate::enact::{Standpoint, sleeps};
use crate::explain::Decision;
use crate::facts::{Case, Reader};
use crate::plan::View;
use crate::plan::node::NodeId;
use crate::session::{Laws, UNREAD, given, given_case};
use crate::source::{Source, SourceId, Span};
use crate::value::Date;
use std::path::Path;

impl Repl {
    /// Makes a change, which says what it has to say if it could be made. The line after that says what became of the
    /// decision.
    pub(super) fn change(&mut self, what: &str, make: impl FnOnce(&mut Self) -> Result<Answer, Answer>) -> Answer {
        let (before, read) = (self.state.clone(), self.session.sources.len());
        let done = make(self).and_then(|said| Ok(said.and(&self.take_effect(&before)?)));
        match done {
            Ok(said) => {
                let what = what.trim().lines().next().unwrap_or("").trim_end();
                self.undo.push(what, before);
                said
            }
            Err(told) => {
                self.session.forget(&before.texts, read);
                self.state = before;
                told
            }
        }
    }

    /// Goes back to the state before the last change.
    pub(super) fn take_back(&mut self) -> Answer {
        let Some((what, before)) = self.undo.pop() else {
            return Answer::error("there is nothing to take back", "");
        };
        let after = std::mem::replace(&mut self.state, before);
        self.session.restore(&self.state.texts);
        if self.open.as_ref().is_some_and(|open| self.state.layers.iter().all(|layer| layer.name != *open)) {
            self.open = None;
        }
        let said = Answer::said(format!("took back: {what}"));
        match self.take_effect(&after) {
            Ok(became) => said.and(&became),
            Err(told) => {
                let before = std::mem::replace(&mut self.state, after);
                self.session.restore(&self.state.texts);
                self.undo.push(&what, before);
                told
            }
        }
    }

    /// Lets a change take effect: the law is read again if it changed, facts are put in their places, and the decision is
    /// asked for again.
    fn take_effect(&mut self, before: &State) -> Result<Answer, Answer> {
        self.state.texts = self.session.standing();
        if self.session.bag.has_errors() {
            let bag = self.session.take_findings();
            return Err(self.faults_of_law(bag));
        }
        let mut told = Answer::default();
        if self.state.texts != before.texts || self.state.known_on != before.known_on {
            let (ready, advice) = self.read_law()?;
            let known = std::mem::replace(&mut self.ready, ready);
            let unfit =
                |wrong: Answer| wrong.and(&Answer::said("the facts that were given do not fit the law any more"));
            let placed = self.placed().map_err(unfit);
            match placed.and_then(|(case, day)| self.settle(case, day)) {
                Ok(became) => told = told.and(&advice).and(&became),
                Err(wrong) => {
                    self.ready = known;
                    return Err(wrong);
                }
            }
        } else {
            let (case, day) = self.placed()?;
            told = told.and(&self.settle(case, day)?);
        }
        Ok(told)
    }

    /// Reads the law as it stands now, or says what is wrong with it. Advice is given on what was typed last.
    pub(super) fn read_law(&mut self) -> Result<(Ready, Answer), Answer> {
        let known_on = self.state.known_on;
        // What is typed is known to whoever types it, whatever was known otherwise. Who tries something under a bill supposes it.
        let layers = self.state.layers.iter();
        let without_act = layers.clone().filter(|layer| known_on.is_some() && layer.under.is_none());
        let typed = without_act.flat_map(Layer::amendments).map(|(name, _)| name);
        let bills = self.ready.world.typed.instruments.iter().filter(|it| sleeps(it.force));
        let bills: Vec<&str> = bills.map(|it| it.name.node.as_str()).collect();
        let under = layers.filter_map(|layer| layer.under.clone()).filter(|name| bills.contains(&name.as_str()));
        let suppose = typed.chain(under).collect();
        let standpoint = Standpoint { known_on, suppose, ..Standpoint::default() };
        let world = self.session.named_world_asked(&standpoint);
        let mut bag = self.session.take_findings();
        let Some((world, names)) = world.filter(|_| !bag.has_errors()) else {
            return Err(self.faults_of_law(bag));
        };
        let last = self.state.declared.last().and_then(|id| self.session.sources.get(*id)).map(Source::span);
        // What is declared at a prompt is used by what is typed next.
        bag.retain(|finding| {
            let here = finding.place().zip(last).is_some_and(|(at, text)| text.start <= at.start && at.end <= text.end);
            here && finding.code() != "LX0409"
        });
        let advice = self.findings(Failed::Law, bag);
        Ok((Ready::new(world, names), advice))
    }

    pub(super) fn faults_of_law(&self, mut bag: Bag) -> Answer {
        bag.retain(|finding| finding.severity() == Severity::Error);
        let unread = bag.iter().any(|it| UNREAD.contains(&it.code().as_str()));
        let typed = |at: Span| self.state.layers.iter().filter_map(|layer| layer.source).any(|id| self.holds(id, at));
        let elsewhere = self.open.is_some() && bag.iter().all(|it| it.place().is_some_and(|at| !typed(at)));
        let told = self.findings(if unread { Failed::Unread } else { Failed::Law }, bag);
        if !elsewhere {
            return told;
        }
        let day = self.day.map_or_else(String::new, |day| format!(" from {day} on"));
        told.and(&Answer::said(format!(
            "{DIM}this change of the law would find another text if what was typed counted{day}{DIM:#}"
        )))
    }

    fn holds(&self, id: SourceId, at: Span) -> bool {
        self.session.sources.get(id).is_some_and(|source| source.span().contains(at.start))
    }

    /// The facts as a case, and the day asked about.
    pub(super) fn placed(&mut self) -> Result<(Case, Option<Date>), Answer> {
        let mut bag = Bag::new();
        let layout = &self.ready.world.law.layout;
        let mut known = Case::new(layout);
        if let Some(source) = self.state.case.and_then(|id| self.session.sources.get(id)) {
            Reader::new(layout).read_source(source, &mut known, &mut bag);
        }
        let facts = &self.state.facts;
        let givens: Vec<(typed::Expr, typed::Expr)> = if facts.is_empty() {
            Vec::new()
        } else {
            self.ready.later(&mut bag, |later| facts.iter().flat_map(|fact| later.given(&fact.given)).collect())
        };
        if bag.has_errors() {
            return Err(self.findings(Failed::Facts, bag));
        }
        if givens.is_empty() {
            let day = self.state.on.or_else(|| self.ready.own_day(&known));
            return Ok((known, day));
        }
        let givens = self.ready.put(|desk| {
            let mut all: Vec<(Target, NodeId)> = Vec::new();
            for (path, value) in &givens {
                // A record given as a whole takes the place of what was known of it.
                if matches!(value.ty, Type::Record(_)) {
                    let unknown = typed::Expr { kind: ExprKind::Unknown, ..value.clone() };
                    all.extend(given(desk, path, &unknown, &[]));
                }
                all.extend(given(desk, path, value, &[]));
            }
            all
        });
        let view = View::new(self.ready.desk());
        let (case, day, _) = given_case(&view, &known, &givens, self.state.on, &mut Scratch::new());
        Ok((case, day))
    }

    /// Takes the case and the day, asks the law again, and says what became of the decision.
    pub(super) fn settle(&mut self, case: Case, day: Option<Date>) -> Result<Answer, Answer> {
        let decision = match day.filter(|_| self.ready.has_rules()) {
            Some(day) => Some(self.decided(&case, day)?),
            None => None,
        };
        (self.case, self.day) = (case, day);
        let before = std::mem::replace(&mut self.standing, decision);
        let Some(after) = &self.standing else {
            // It is said once, and not after each fact until there is a day.
            let again = before.is_none() && (self.undecided || !self.ready.has_rules());
            self.undecided = true;
            let said = format!("{DIM}{}{DIM:#}", self.why_undecided());
            return Ok(if again { Answer::default() } else { Answer::said(said) });
        };
        self.undecided = false;
        let said = became::became(before.as_ref(), after, &self.ready.world.law, day);
        Ok(Answer::said(said).folded(self.width))
    }

    /// What the law says of a case, or of the older law that a saving clause keeps for it.
    fn decided(&mut self, case: &Case, day: Date) -> Result<Decision, Answer> {
        let laws = Laws::new(&self.session, std::mem::take(&mut self.ready.world));
        let decision = laws.court().decide(case, day, &mut Scratch::new());
        let fault = laws.fault().map(|bag| {
            let (sources, style) = (&self.session.sources, Style::Graphical { color: true, width: self.width });
            Answer { text: render(bag, sources, style), failed: Some(Failed::Law), quit: false }
        });
        self.ready.world = laws.into_now();
        match (decision, fault) {
            (_, Some(fault)) => Err(fault),
            (Some(decision), None) => Ok(decision),
            (None, None) => Err(Answer::error("nothing was decided", "")),
        }
    }

    /// Why there is no decision.
    pub(super) fn why_undecided(&self) -> String {
        if !self.ready.has_rules() {
            return "there is no rule to ask".to_owned();
        }
        let declared = self.ready.world.typed.day.as_ref().map(|day| self.session.sources.text(day.span).trim());
        match declared {
            Some(words) => format!("no day to ask about: give `{words}`, or name one: `:on 2025-01-31`"),
            None => "no day to ask about: name one: `:on 2025-01-31`".to_owned(),
        }
    }

    /// Takes in declarations.
    pub(super) fn declare(&mut self, text: &str) -> Answer {
        let name = format!("input {}", self.typed + 1);
        let folder = self.folder();
        let answer = self.change(text, |repl| {
            repl.typed += 1;
            let id = repl.add_text(&name, text, Some(&folder))?;
            repl.state.declared.push(id);
            Ok(Answer::default())
        });
        if answer.failed.is_some() {
            self.typed -= 1;
            return answer;
        }
        answer.and(&self.tried())
    }

    /// Takes in a text of the law; what cannot be read is told.
    pub(super) fn add_text(&mut self, name: &str, text: &str, folder: Option<&Path>) -> Result<SourceId, Answer> {
        let added = self.session.add_text(name, &format!("{}\n", text.trim_end()), folder);
        added.ok_or_else(|| {
            let bag = self.session.take_findings();
            self.findings(Failed::Law, bag)
        })
    }
}
