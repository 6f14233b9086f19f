//! Commands done: which one is meant, and those that need no room of their own.

use super::Repl;
use super::answer::Answer;
use super::menu::{COMMANDS, find, near};
use crate::value::{Date, ParseDateError};
use std::path::Path;

impl Repl {
    /// Does what a command asks for.
    pub(super) fn command(&mut self, word: &str, rest: &str) -> Answer {
        if let Some(command) = find(word) {
            if command.arguments.is_empty() && !rest.is_empty() {
                let help = format!("`:{}` stands alone", command.name);
                return Answer::error(&format!("expected nothing behind `:{}`, found `{rest}`", command.name), &help);
            }
            return (command.run)(self, rest);
        }
        let begun: Vec<String> = COMMANDS
            .iter()
            .filter(|command| !word.is_empty() && command.name.starts_with(word))
            .map(|command| format!("`:{}`", command.name))
            .collect();
        if !begun.is_empty() {
            return Answer::error(&format!("several commands begin with `:{word}`"), &begun.join(", "));
        }
        let help =
            near(word).map_or_else(|| "`:help` lists them".to_owned(), |near| format!("did you mean `:{near}`?"));
        Answer::error(&format!("no command is called `:{word}`"), &help)
    }

    /// `:load`
    pub(super) fn load(&mut self, rest: &str) -> Answer {
        let files: Vec<&str> = rest.split_whitespace().collect();
        if let [file] = files.as_slice()
            && Path::new(file).extension().is_some_and(|ending| ending == "json")
        {
            return self.facts(file);
        }
        let (before, read) = (self.session.standing(), self.session.sources.len());
        let again = self.session.refresh();
        for file in &files {
            self.session.add_path(Path::new(file));
        }
        if self.session.standing() == before && !self.session.bag.has_errors() {
            self.session.forget(&before, read);
            let loaded = if files.is_empty() { "nothing has changed on the disk" } else { "it is loaded already" };
            return Answer::said(loaded);
        }
        let answer = self.change(&format!(":load {rest}"), |_| {
            let said: Vec<String> = again.iter().map(|name| format!("{name} was read again")).collect();
            Ok(Answer::said(said.join("\n")))
        });
        if answer.failed.is_some() {
            self.session.forget(&before, read);
        }
        answer
    }

    /// `:on`
    pub(super) fn on(&mut self, rest: &str) -> Answer {
        if rest.is_empty() {
            return Answer::said(match (self.day, self.state.on) {
                (Some(day), Some(_)) => format!("{day}, as you said"),
                (Some(day), None) => format!("{day}, as the facts say"),
                (None, _) => self.why_undecided(),
            });
        }
        match date_or_off(rest) {
            Ok(day) => self.change(&format!(":on {rest}"), |repl| {
                repl.state.on = day;
                Ok(Answer::default())
            }),
            Err(told) => told,
        }
    }

    /// `:known`
    pub(super) fn known(&mut self, rest: &str) -> Answer {
        if rest.is_empty() {
            return Answer::said(match self.state.known_on {
                Some(day) => format!("the law as it was known on {day}"),
                None => "the law with all that was ever published".to_owned(),
            });
        }
        match date_or_off(rest) {
            Ok(day) => self.change(&format!(":known {rest}"), |repl| {
                repl.state.known_on = day;
                Ok(Answer::default())
            }),
            Err(told) => told,
        }
    }
}

/// A date, or the word that takes it back.
fn date_or_off(text: &str) -> Result<Option<Date>, Answer> {
    if text == "off" { Ok(None) } else { day(text).map(Some) }
}

/// A date that was typed.
pub(super) fn day(text: &str) -> Result<Date, Answer> {
    let help = "a date is written year-month-day: 2025-01-31";
    Date::parse(text).map_err(|fault| match fault {
        ParseDateError::Malformed => Answer::error(&format!("`{text}` is no date"), help),
        ParseDateError::NotInCalendar => Answer::error(&format!("the calendar has no day {text}"), help),
    })
}
