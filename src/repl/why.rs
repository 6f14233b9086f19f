//! The decision, and why it is so.

use super::Repl;
use super::answer::{Answer, BOLD, DIM, Failed};
use crate::decide::Scratch;
use crate::diagnostic::{Bag, did_you_mean};
use crate::explain::{self, Detail, Look, Single, Status, WhyNot, provision_text, reason_text};
use crate::plan::View;
use crate::resolve::RuleId;
use crate::syntax;
use crate::value::Date;
use std::fmt::Write as _;

impl Repl {
    /// `:decide`
    pub(super) fn decide(&mut self, _: &str) -> Answer {
        self.told(Detail::Short)
    }

    fn told(&self, detail: Detail) -> Answer {
        match &self.standing {
            Some(decision) => Answer::said(explain::text(decision, self.look(detail, "`:why`"))),
            None => Answer::error("nothing was decided", &self.why_undecided()),
        }
    }

    /// How it is told here, more being had by some other words.
    pub(super) fn look<'m>(&self, detail: Detail, more: &'m str) -> Look<'m> {
        Look { detail, more, width: self.width }
    }

    /// `:why`
    pub(super) fn why(&mut self, rest: &str) -> Answer {
        if rest.is_empty() {
            return self.told(Detail::Why);
        }
        let (name, labels) = named(rest);
        let Some(rule) = self.ready.rule(name).filter(|_| labels.is_some()) else {
            return self.why_condition(rest);
        };
        let Some(day) = self.day else { return Answer::error("nothing was decided", &self.why_undecided()) };
        let labels = labels.unwrap_or_default();
        let view = View::new(&self.ready.world.law);
        let single = Single { view: &view, sources: &self.session.sources, case: &self.case, day };
        let mut scratch = Scratch::new();
        if labels.is_empty() {
            // A case that a saving clause saves is decided by an older law, which is not the one that is asked here.
            let told = self.standing.as_ref().and_then(|decision| decision.provision(name)).cloned();
            return match told.or_else(|| single.provision(rule, &mut scratch)) {
                Some(it) => Answer::said(provision_text(&it, standing(it.status), self.look(Detail::Why, ""))),
                None => Answer::said(self.not_in_force(rule, day)),
            };
        }
        let path = format!("({})", labels.join(")("));
        match (single.version(rule), single.labeled(rule, &labels)) {
            (None, _) => Answer::said(self.not_in_force(rule, day)),
            (_, Some(limb)) => {
                let mut reason = single.limb(limb, &mut scratch);
                reason.label = None;
                let head = match reason.holds {
                    Some(true) => "holds",
                    Some(false) => "does not hold",
                    None => "cannot be told",
                };
                Answer::said(format!(
                    "{BOLD}{name} {path}{BOLD:#} {head}\n{}",
                    reason_text(&reason, self.look(Detail::Why, ""))
                ))
            }
            (Some(_), None) => {
                let help = "name labels from the outermost inwards, as in `:why rs_license (b)(2)`";
                Answer::error(&format!("`{name}` has no limb {path} on {day}"), help)
            }
        }
    }

    /// Why a condition that was typed holds or does not.
    fn why_condition(&mut self, text: &str) -> Answer {
        let id = match self.aside(text) {
            Ok(id) => id,
            Err(told) => return told,
        };
        if self.ready.names.entries.keys().any(|code| code.to_string() == text) {
            let help = format!("ask whether an item is under it, as in `:why shipment.item under {text}`");
            return Answer::error(&format!("`{text}` is an entry, and no rule"), &help);
        }
        let word = super::input::first_word(text);
        let alone = text.split_whitespace().count() == 1 || text.contains('(') && !text.contains(['=', '<', '>', '.']);
        if alone && self.ready.names.term(word).is_none() {
            return self.no_rule(word);
        }
        let mut bag = Bag::new();
        let written = self.session.sources.get(id).and_then(|it| syntax::parse_expression(it, &mut bag));
        let checked = written.map(|written| self.ready.later(&mut bag, |later| later.condition(&written)));
        let Some(checked) = checked.filter(|_| !bag.has_errors()) else {
            return self.findings(Failed::Law, bag);
        };
        let limb = self.ready.put(|desk| desk.condition(&checked, &[]));
        let view = View::new(self.ready.desk());
        let day = self.day.unwrap_or(Date::MAX);
        let single = Single { view: &view, sources: &self.session.sources, case: &self.case, day };
        let mut scratch = Scratch::new();
        Answer::said(reason_text(&single.limb(limb, &mut scratch), self.look(Detail::Why, "")))
    }

    /// `:whynot`
    pub(super) fn why_not(&mut self, rest: &str) -> Answer {
        let name = rest.split([' ', '(']).next().unwrap_or("");
        if name.is_empty() {
            return Answer::error("expected a rule or an exception", "write `:whynot nac`");
        }
        let Some(rule) = self.ready.rule(name) else { return self.no_rule(name) };
        let Some(day) = self.day else { return Answer::error("nothing was decided", &self.why_undecided()) };
        let view = View::new(&self.ready.world.law);
        let single = Single { view: &view, sources: &self.session.sources, case: &self.case, day };
        let found = single.why_not(rule);
        let mut said = match &found.provision {
            Some(provision) => {
                let more = format!("`:why {name}`");
                provision_text(provision, standing(provision.status), self.look(Detail::Short, &more))
            }
            None => self.not_in_force(rule, day),
        };
        for saving in self.standing.iter().flat_map(|decision| &decision.savings) {
            let _ = writeln!(said, "  {} may keep the law before {} for this case", saving.name, saving.keeps);
        }
        said.push_str(&would(&found, day));
        Answer::said(said)
    }

    fn no_rule(&self, name: &str) -> Answer {
        let help = did_you_mean(name, self.ready.rules());
        let help = help.unwrap_or_else(|| "name a rule or an exception; the tabulator key lists them".to_owned());
        Answer::error(&format!("no rule is called `{name}`"), &help)
    }

    /// That a rule is not law on the day, and when it is.
    fn not_in_force(&self, rule: RuleId, day: Date) -> String {
        let Some(rule) = self.ready.world.law.rules.get(rule) else { return String::new() };
        let mut said = format!("{BOLD}{}{BOLD:#} is not in force on {day}\n", rule.name);
        for version in &rule.versions {
            for stretch in &version.life.in_force {
                let words = super::info::days(*stretch);
                let title = version.title.as_deref().unwrap_or_default();
                let _ = writeln!(said, "  {words}  {DIM}{title}{DIM:#}");
            }
        }
        said
    }
}

/// How a provision stands, for the margin.
fn standing(status: Status) -> &'static str {
    match status {
        Status::Applies => "applies",
        Status::Defeated => "defeated",
        Status::Barred => "barred",
        Status::Undetermined => "perhaps",
        Status::DoesNotApply => "not met",
    }
}

/// What would make a rule apply.
fn would(found: &WhyNot, day: Date) -> String {
    let mut said = String::new();
    if let Some(provision) = &found.provision {
        if provision.status == Status::Applies {
            return "  nothing keeps it from applying\n".to_owned();
        }
        match found.facts.as_slice() {
            [] if found.limbs.iter().all(|(_, changes)| changes.is_empty()) => {
                let _ = writeln!(said, "  no fact by itself would make it apply");
            }
            [] => {
                let _ =
                    writeln!(said, "  no fact by itself would make it apply; each of these limbs would have to hold:");
                for (limb, changes) in &found.limbs {
                    let changes = match changes.as_slice() {
                        [] => "no single fact".to_owned(),
                        changes => format!("if {}", changes.join(", or if ")),
                    };
                    let _ = writeln!(said, "    {limb}  {DIM}{changes}{DIM:#}");
                }
            }
            facts => {
                let _ = writeln!(said, "  it would apply");
                for fact in facts {
                    let _ = writeln!(said, "    if {fact}");
                }
            }
        }
    }
    for other in &found.days {
        let when = if *other < day { "up to" } else { "from" };
        let _ = writeln!(said, "  to the same facts it applies {when} {other}");
    }
    said
}

/// A name, and the labels behind it, if there is nothing else.
fn named(text: &str) -> (&str, Option<Vec<String>>) {
    let (name, rest) = text.split_at(text.find([' ', '(']).unwrap_or(text.len()));
    let mut labels = Vec::new();
    let mut rest = rest.trim();
    while let Some(inner) = rest.strip_prefix('(') {
        let Some((label, after)) = inner.split_once(')') else { return (name, None) };
        labels.push(label.trim().to_owned());
        rest = after.trim();
    }
    (name, rest.is_empty().then_some(labels))
}
