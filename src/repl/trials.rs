//! Scenarios that are typed: each is run once, when it is declared.

use super::Repl;
use super::answer::{Answer, Failed};
use crate::diagnostic::Bag;
use crate::enact::Standpoint;
use crate::session::{Coverage, Trial};
use crate::source::Span;
use anstyle::AnsiColor;
use std::fmt::Write as _;

impl Repl {
    /// Runs the scenarios that were declared last, and says how they went.
    pub(super) fn tried(&self) -> Answer {
        let last = self.state.declared.last().and_then(|id| self.session.sources.get(*id));
        let Some(text) = last.map(crate::source::Source::span) else { return Answer::default() };
        let inside = |span: Span| text.start <= span.start && span.end <= text.end;
        if !self.ready.world.typed.scenarios.iter().any(|one| inside(one.span)) {
            return Answer::default();
        }
        let Some(world) = self.session.world(&Standpoint::default(), &mut Bag::new()) else { return Answer::default() };
        let trials = self.session.trials(world, |one| inside(one.span), &mut Coverage::default());
        let failed = trials.iter().any(|trial| !trial.passed());
        let said = Answer::said(trials.iter().map(told).collect::<String>());
        Answer { failed: failed.then_some(Failed::Law), ..said }
    }
}

fn told(trial: &Trial) -> String {
    let (green, red) = (AnsiColor::Green.on_default(), AnsiColor::Red.on_default().bold());
    if trial.passed() {
        return format!("{green}passed{green:#}  {}\n", trial.title);
    }
    let mut said = format!("{red}failed{red:#}  {}\n", trial.title);
    for failure in &trial.failures {
        let expected = failure.expected.strip_prefix("expect ").unwrap_or(&failure.expected);
        let _ = writeln!(said, "  expected {expected}; found {}", failure.found);
        for line in &failure.why {
            let _ = writeln!(said, "    {line}");
        }
    }
    said
}
