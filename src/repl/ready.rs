//! The law, ready to be asked, and beside it a desk where expressions and facts are worked out that are no part of it.
//!
//! What is worked out on the desk leaves nothing behind in the law: a decision is the same, byte for byte, whatever
//! was asked before it.

use crate::check::{Later, later};
use crate::decide::Scratch;
use crate::diagnostic::Bag;
use crate::facts::Case;
use crate::plan::{self, ScenarioCompiler, View, scenario_nodes};
use crate::resolve::{Names, RuleId, Term};
use crate::session::{World, case_day};
use crate::value::Date;

/// A law to be asked; none at all by default.
#[derive(Debug, Default)]
pub(super) struct Ready {
    pub(super) world: World,
    pub(super) names: Names,
    /// The law once more, with all that was worked out so far; made when something is.
    desk: Option<plan::Law>,
}

impl Ready {
    pub(super) fn new(world: World, names: Names) -> Self {
        Self { world, names, desk: None }
    }

    /// Checks what the law does not say.
    pub(super) fn later<T>(&mut self, bag: &mut Bag, say: impl FnOnce(&mut Later<'_>) -> T) -> T {
        later(&mut self.world.typed, &self.names, bag, say)
    }

    /// Puts something on the desk.
    pub(super) fn put<T>(&mut self, put: impl FnOnce(&mut ScenarioCompiler<'_>) -> T) -> T {
        // What is at fault in the law was found when it was made ready.
        let mut bag = Bag::new();
        let typed = &self.world.typed;
        let law = self.desk.take().unwrap_or_else(|| plan::compile(typed, &mut bag));
        let mut compiler = scenario_nodes(law, typed, &mut bag);
        let made = put(&mut compiler);
        self.desk = Some(compiler.finish());
        made
    }

    /// The law with what lies on the desk.
    pub(super) fn desk(&self) -> &plan::Law {
        self.desk.as_ref().unwrap_or(&self.world.law)
    }

    /// Whether it has any rule.
    pub(super) fn has_rules(&self) -> bool {
        !self.world.law.rules.is_empty()
    }

    /// The day that a case asks about by itself.
    pub(super) fn own_day(&self, case: &Case) -> Option<Date> {
        case_day(&self.world.law, &View::new(&self.world.law), case, &mut Scratch::new())
    }

    /// The rule of that name.
    pub(super) fn rule(&self, name: &str) -> Option<RuleId> {
        match self.names.term(name) {
            Some(Term::Rule(id)) => Some(id),
            _ => None,
        }
    }

    /// The names of all rules, in order of declaration.
    pub(super) fn rules(&self) -> impl Iterator<Item = &str> {
        self.names.terms_where(|term| matches!(term, Term::Rule(_)))
    }
}
