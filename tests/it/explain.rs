//! What decisions tell, and in which words.

mod across;
mod amended;
mod barred;
mod effects;
mod judgments;
mod letters;
mod missing;
mod owners;
mod records;
mod regimes;
mod titles;
mod turning;
mod why;

use lexport::diagnostic::{Style, render};
use lexport::explain::{self, Decision, Detail};
use lexport::facts::{Case, Reader};
use lexport::plan::{Law, View};
use lexport::session::Session;
use lexport::value::Date;

/// A law that is in order, ready to be asked.
pub(crate) struct Asked {
    session: Session,
    law: Law,
}

impl Asked {
    pub(crate) fn new(text: &str) -> Self {
        let mut session = Session::from_text("law.lxp", text, None);
        let law = session.plan();
        let bag = session.take_findings();
        let law = law.unwrap_or_else(|| panic!("{}", render(&bag, &session.sources, Style::Plain)));
        Self { session, law }
    }

    /// What it says of facts in JSON on a day.
    pub(crate) fn decide(&self, facts: &str, day: &str) -> Decision {
        let mut case = Case::new(&self.law.layout);
        assert!(Reader::new(&self.law.layout).read(facts, &mut case).is_ok(), "{facts}");
        let view = View::new(&self.law);
        explain::decide(
            &view,
            &self.session.sources,
            &case,
            Date::parse(day).unwrap(),
            &mut lexport::decide::Scratch::new(),
        )
    }

    /// The same in words, without color.
    pub(crate) fn told(&self, facts: &str, day: &str, detail: Detail) -> String {
        anstream::adapter::strip_str(&explain::text(&self.decide(facts, day), detail)).to_string()
    }
}
