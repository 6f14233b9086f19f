//! The law of a day, what became of a provision, and what the layers change.

use super::Repl;
use super::answer::{Answer, DIM};
use super::commands::day;
use super::layer::Layer;
use crate::consolidate::{self, compare, consolidate, of_day};
use crate::diagnostic::{Bag, did_you_mean};
use crate::enact::Standpoint;
use crate::value::Date;
use std::fmt::Write as _;

impl Repl {
    pub(super) fn standpoint(&self) -> Standpoint {
        self.ready.world.typed.standpoint.clone()
    }

    /// The day that is meant: the one that is named, or the one asked about.
    fn day_meant(&self, text: &str) -> Result<Date, Answer> {
        if !text.is_empty() {
            return day(text);
        }
        self.day
            .ok_or_else(|| Answer::error("the law of which day?", "name it: `:law 2023-11-17`, or `:on 2023-11-17`"))
    }

    /// `:law`
    pub(super) fn law(&mut self, rest: &str) -> Answer {
        let day = match self.day_meant(rest) {
            Ok(day) => day,
            Err(told) => return told,
        };
        let law = self.session.enacted(&self.standpoint(), &mut Bag::new());
        let Ok(made) = consolidate(&law, &self.session.texts(), day) else {
            return Answer::error("the text would not mean what the law means; this is a fault of Lexport", "");
        };
        let mut said = made.text;
        for notice in &made.notices {
            let _ = writeln!(said, "{DIM}# not in the text: {}{DIM:#}", notice.text);
        }
        Answer::said(said)
    }

    /// `:history`
    pub(super) fn history(&mut self, rest: &str) -> Answer {
        let law = self.session.enacted(&self.standpoint(), &mut Bag::new());
        let texts = self.session.texts();
        if rest.is_empty() {
            let changed = consolidate::changed(&law, &texts);
            if changed.is_empty() {
                return Answer::said("no provision has more than one version");
            }
            return Answer::said(consolidate::changed_text(&changed));
        }
        let histories = consolidate::histories(&law, &texts);
        if let Some(found) = histories.iter().find(|it| it.name == rest) {
            return Answer::said(consolidate::history_text(found));
        }
        if let Some(work) = consolidate::work(&law, &texts, rest) {
            return Answer::said(consolidate::work_text(&work));
        }
        let help = did_you_mean(rest, consolidate::names(&law));
        let help = help.unwrap_or_else(|| "without a name, `:history` lists what has changed".to_owned());
        Answer::error(&format!("the law has no provision, instrument or amendment `{rest}`"), &help)
    }

    /// `:diff`
    pub(super) fn diff(&mut self, rest: &str) -> Answer {
        let words: Vec<&str> = rest.split_whitespace().collect();
        match words.as_slice() {
            [] => match self.layers() {
                Ok(names) => self.acts_as_redline(&names, "the layers change nothing on that day"),
                Err(told) => told,
            },
            [from, to] => match (day(from), day(to)) {
                (Ok(from), Ok(to)) => {
                    let here = self.standpoint();
                    self.redline((&here, from), (&here, to), &format!("no difference between {from} and {to}"))
                }
                (Err(told), _) | (_, Err(told)) => told,
            },
            [name] => match self.act(name) {
                Ok(name) => self.acts_as_redline(&[name], "it changes nothing on that day"),
                Err(told) => told,
            },
            _ => Answer::error("too many words", "write `:diff`, `:diff NAME`, or `:diff 2023-11-16 2023-11-17`"),
        }
    }

    /// The amendments that were typed.
    pub(super) fn layers(&self) -> Result<Vec<String>, Answer> {
        let names: Vec<String> = self.state.layers.iter().flat_map(Layer::amendments).map(|(name, _)| name).collect();
        let help = "`:amend` opens a layer; with a name, or two days, something else is compared";
        if names.is_empty() { Err(Answer::error("there is nothing in a layer to compare", help)) } else { Ok(names) }
    }

    /// An instrument or an amendment of the law.
    pub(super) fn act(&self, name: &str) -> Result<String, Answer> {
        let law = &self.ready.world.typed;
        let instruments = law.instruments.iter().map(|it| it.name.node.as_str());
        let known: Vec<&str> = instruments.chain(law.amendments.iter().map(|it| it.name.node.as_str())).collect();
        if known.contains(&name) {
            return Ok(name.to_owned());
        }
        let help =
            did_you_mean(name, known).unwrap_or_else(|| "name an instrument or an amendment, or two days".to_owned());
        Err(Answer::error(&format!("the law has no instrument or amendment `{name}`"), &help))
    }

    /// The law without some acts and with them, on the day asked about, or on the first day on which all have effect.
    fn acts_as_redline(&mut self, names: &[String], same: &str) -> Answer {
        let law = &self.ready.world.typed;
        let instruments = law.instruments.iter().map(|it| (&it.name.node, it.life.begins()));
        let amendments = law.amendments.iter().map(|it| (&it.name.node, it.life.begins()));
        let begun = instruments.chain(amendments).filter(|(name, _)| names.contains(name)).filter_map(|(_, day)| day);
        let Some(day) = begun.chain(self.day).max() else {
            return Answer::error("on which day?", "name it: `:on 2023-11-17`");
        };
        let with = self.standpoint();
        let mut without = with.clone();
        without.without.extend(names.iter().cloned());
        self.redline((&without, day), (&with, day), same)
    }

    fn redline(&mut self, before: (&Standpoint, Date), after: (&Standpoint, Date), same: &str) -> Answer {
        let mut bag = Bag::new();
        if self.session.world(before.0, &mut bag).is_none() {
            return self.faults_of_law(bag);
        }
        let told = self.also_left_out(&bag);
        let texts = self.session.texts();
        let old = self.session.enacted(before.0, &mut Bag::new());
        let new = self.session.enacted(after.0, &mut Bag::new());
        let redline = compare(&of_day(&old, &texts, before.1), &of_day(&new, &texts, after.1));
        if redline.is_empty() {
            return told.and(&Answer::said(same));
        }
        told.and(&Answer::said(consolidate::redline_text(&redline)))
    }

    /// Advice on what is left out beside what was asked to be.
    pub(super) fn also_left_out(&self, bag: &Bag) -> Answer {
        let told = self.session.left_out_too(bag);
        let mut said = String::new();
        for line in &told {
            let _ = writeln!(said, "{DIM}{line}{DIM:#}");
        }
        Answer::said(said)
    }
}
