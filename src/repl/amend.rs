//! Layers: amendments that are typed change by change, tried out, saved and dropped.

use super::Repl;
use super::answer::{Answer, Failed};
use super::input::{self, INSERTED, Input, first_word};
use super::layer::Layer;
use crate::diagnostic::did_you_mean;
use crate::format;
use crate::resolve::Term;
use crate::session;
use crate::source::{SourceId, SourceMap, Span};
use crate::value::Date;
use std::path::PathBuf;

impl Repl {
    /// Whether declarations belong to the layer that is open.
    pub(super) fn inserts(&self, text: &str) -> bool {
        let begins = |line: &str| !line.starts_with([' ', '#']) && !line.trim().is_empty();
        self.open.is_some() && text.lines().filter(|line| begins(line)).all(|line| INSERTED.contains(&first_word(line)))
    }

    /// `:amend`
    pub(super) fn amend_command(&mut self, rest: &str) -> Answer {
        let (word, more) = rest.split_once([' ', '\n']).unwrap_or((rest, ""));
        match word {
            "save" => self.save_layer(more.trim()),
            "close" if !more.trim().is_empty() && self.open.as_deref() != Some(more.trim()) => {
                Answer::error("`:amend close` takes nothing more", "it means the layer that is open")
            }
            "close" => self.close_layer(),
            // As `:on off` and `:known off`.
            "off" if more.trim().is_empty() => self.close_layer(),
            "drop" => self.drop_layer(more.trim()),
            _ if input::read(rest) == Input::Change => {
                let opened = if self.open.is_none() { self.open_layer("", None) } else { Answer::default() };
                if opened.failed.is_some() { opened } else { opened.and(&self.amend(rest, rest)) }
            }
            name => match more.trim().strip_prefix("under ") {
                Some(instrument) => self.open_layer(name, Some(instrument.trim())),
                None if more.trim().is_empty() => self.open_layer(name, None),
                None => Answer::error(
                    &format!("expected `under` and an instrument, found `{}`", more.trim()),
                    "write `:amend draft under h200_rule`",
                ),
            },
        }
    }

    /// Opens a layer: a new one, or one that was closed.
    fn open_layer(&mut self, name: &str, under: Option<&str>) -> Answer {
        if name.is_empty()
            && let Some(open) = &self.open
        {
            return Answer::said(format!("`{open}` is open; type changes, or `:amend close`"));
        }
        let name = if name.is_empty() { self.fresh_name() } else { name.to_owned() };
        let known = self.state.layers.iter().find(|layer| layer.name == name);
        if let Some(layer) = known
            && (under.is_none() || under == layer.under.as_deref())
        {
            self.open = Some(name);
            return Answer::default();
        }
        let is_name = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
            && name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
        if !is_name {
            return Answer::error(&format!("`{name}` is no name"), "a layer has a name like `draft`, or none is said");
        }
        let taken = self.ready.names.term(&name).map(Term::kind);
        let amendment = self.ready.world.typed.amendments.iter().any(|it| it.name.node == name);
        if let Some(kind) = taken.or(amendment.then_some("an amendment")) {
            return Answer::error(&format!("`{name}` is {kind} already"), "choose another name");
        }
        if let Some(under) = under
            && let Some(told) = self.no_instrument(under)
        {
            return told;
        }
        let layer = Layer { name: name.clone(), under: under.map(ToOwned::to_owned), ..Layer::default() };
        self.state.layers.push(layer);
        let from = match (under, self.day) {
            (Some(under), _) => format!("under {under}"),
            (None, Some(day)) => format!("from {day}"),
            (None, None) => "once a day is known".to_owned(),
        };
        let said = format!("`{name}` is open: changes typed now count {from}; `:amend close` ends it");
        self.open = Some(name);
        Answer::said(said)
    }

    fn fresh_name(&self) -> String {
        let taken = |name: &str| {
            self.state.layers.iter().any(|layer| layer.name == name)
                || self.ready.names.term(name).is_some()
                || self.ready.world.typed.amendments.iter().any(|it| it.name.node == name)
        };
        let numbered = (2..).map(|number| format!("draft_{number}"));
        let mut names = std::iter::once("draft".to_owned()).chain(numbered);
        names.find(|name| !taken(name)).unwrap_or_default()
    }

    fn no_instrument(&self, name: &str) -> Option<Answer> {
        let names = &self.ready.names;
        if matches!(names.term(name), Some(Term::Instrument(_))) {
            return None;
        }
        let near = did_you_mean(name, names.terms_where(|term| matches!(term, Term::Instrument(_))));
        let help =
            near.unwrap_or_else(|| format!("declare it: `instrument {name} \"its title\"`, with its dates below"));
        Some(Answer::error(&format!("no instrument is called `{name}`"), &help))
    }

    /// Makes a change of the law in the layer that is open; it was said by these words.
    pub(super) fn amend(&mut self, said: &str, text: &str) -> Answer {
        let Some(name) = self.open.clone() else {
            return Answer::error("no layer is open for this change", "`:amend` opens one; then type the change again");
        };
        let under = self.state.layers.iter().find(|layer| layer.name == name).and_then(|layer| layer.under.clone());
        if under.is_none() && self.day.is_none() && !self.ready.world.law.turning_points.is_empty() {
            let help = "the law has dates: name the day with `:on 2025-01-31`, or give the facts theirs";
            return Answer::error("from which day on does this change count?", help);
        }
        let day = self.day;
        self.change(said, |repl| {
            if repl.state.layers.iter().all(|layer| layer.name != name) {
                repl.state.layers.push(Layer { name: name.clone(), under, ..Layer::default() });
            }
            if let Some(layer) = repl.state.layers.iter_mut().find(|layer| layer.name == name) {
                layer.push(day, text);
            }
            repl.write_layers()?;
            Ok(Answer::default())
        })
    }

    /// Makes the texts of all layers anew, where they changed.
    fn write_layers(&mut self) -> Result<(), Answer> {
        for at in 0..self.state.layers.len() {
            let Some(layer) = self.state.layers.get(at) else { continue };
            let text = layer.text(|from| self.applied_before(at, from));
            let known = layer.source.and_then(|id| self.session.sources.get(id)).map(|source| source.text.as_str());
            if text.is_empty() || known.is_some_and(|known| known == text) {
                continue;
            }
            let (name, before) = (layer.name.clone(), layer.source);
            let fresh = self.add_text(&name, &text, None)?;
            if let Some(before) = before {
                self.session.lay_aside(before);
            }
            if let Some(layer) = self.state.layers.get_mut(at) {
                layer.source = Some(fresh);
            }
        }
        Ok(())
    }

    /// The amendments that take effect on the same day as those of a layer, and are applied before them: those of the law,
    /// and those of the layers below.
    fn applied_before(&self, layer: usize, from: Option<Date>) -> Vec<String> {
        let begins = |layer: &Layer, from: Option<Date>| match &layer.under {
            Some(under) => self.instrument_begins(under),
            None => from,
        };
        let Some(own) = self.state.layers.get(layer) else { return Vec::new() };
        let day = begins(own, from);
        let of_layer = |id: SourceId| self.state.layers.iter().any(|layer| layer.source == Some(id));
        let of_law = |place: Span| {
            let mut files = self.session.files.iter();
            files.any(|file| file.span.contains(place.start) && !of_layer(file.source))
        };
        let law = self.ready.world.typed.amendments.iter().filter(|it| it.seen && it.life.begins() == day);
        let law = law.filter(|it| of_law(it.name.span));
        let mut names: Vec<String> = law.map(|it| it.name.node.clone()).collect();
        for below in self.state.layers.get(..layer).unwrap_or_default() {
            let same = below.amendments().filter(|(_, from)| begins(below, *from) == day);
            names.extend(same.map(|(name, _)| name));
        }
        names
    }

    fn instrument_begins(&self, name: &str) -> Option<Date> {
        self.ready.world.typed.instruments.iter().find(|it| it.name.node == name)?.life.begins()
    }

    /// The layer that is meant: the one that is open, or the last.
    fn meant(&self) -> Result<usize, Answer> {
        let open = self.open.as_ref().and_then(|open| self.state.layers.iter().position(|layer| layer.name == *open));
        open.or_else(|| self.state.layers.len().checked_sub(1))
            .ok_or_else(|| Answer::error("there is no layer", "`:amend` opens one"))
    }

    fn close_layer(&mut self) -> Answer {
        match self.open.take() {
            Some(name) => {
                self.state.layers.retain(|layer| layer.name != name || !layer.parts.is_empty());
                Answer::default()
            }
            None => Answer::error("no layer is open", "`:amend` opens one"),
        }
    }

    /// `:amend drop`, of the layer that is named, or else of the one that is open, or the last.
    fn drop_layer(&mut self, named: &str) -> Answer {
        let at = if named.is_empty() { self.meant() } else { self.layer_called(named) };
        let at = match at {
            Ok(at) => at,
            Err(told) => return told,
        };
        let name = self.state.layers.get(at).map_or_else(String::new, |layer| layer.name.clone());
        let answer = self.change(&format!(":amend drop ({name})"), |repl| {
            let dropped = repl.state.layers.remove(at);
            if let Some(text) = dropped.source {
                repl.session.lay_aside(text);
            }
            repl.write_layers()?;
            Ok(Answer::said(format!("`{name}` is dropped")))
        });
        if answer.failed.is_none() && self.open.as_ref() == Some(&name) {
            self.open = None;
        }
        answer
    }

    fn layer_called(&self, name: &str) -> Result<usize, Answer> {
        let names = || self.state.layers.iter().map(|layer| layer.name.as_str());
        names().position(|known| known == name).ok_or_else(|| {
            let help = did_you_mean(name, names());
            let help = help.as_deref().unwrap_or("`:amend drop` means the layer that is open, or the last");
            Answer::error(&format!("no layer is called `{name}`"), help)
        })
    }

    /// `:amend save FILE`
    fn save_layer(&mut self, file: &str) -> Answer {
        if file.is_empty() {
            return Answer::error("expected the name of a file", "write `:amend save draft.lxp`");
        }
        let at = match self.meant() {
            Ok(at) => at,
            Err(told) => return told,
        };
        let Some(layer) = self.state.layers.get(at) else { return Answer::default() };
        let (name, layer_text) = (layer.name.clone(), layer.source);
        let Some(source) = layer_text.and_then(|id| self.session.sources.get(id)) else {
            return Answer::error(&format!("`{name}` changes nothing yet"), "type a change, such as `repeal nac`");
        };
        let mut text = String::new();
        for id in &self.state.declared {
            text.push_str(self.session.sources.get(*id).map_or("", |source| source.text.trim_end()));
            text.push_str("\n\n");
        }
        text.push_str(&source.text);
        let path = if file.contains('.') { PathBuf::from(file) } else { PathBuf::from(format!("{file}.lxp")) };
        let again = self.saved.contains(&path);
        if let Err(why) = session::save(&path, &canonical(text), again) {
            let help = if why == "it is there already" { "name a file that is not there yet" } else { "" };
            return Answer::failing(Failed::Unread, &format!("cannot write `{}`: {why}", path.display()), help);
        }
        let shown = path.display().to_string();
        self.kept.push(layer_text);
        if !again {
            self.saved.push(path);
        }
        let mut said = format!("`{name}` is in {shown}");
        if !self.state.declared.is_empty() {
            said.push_str(", below what was declared here");
        }
        let below = self.state.layers.get(..at).unwrap_or_default();
        let below: Vec<&str> = below.iter().filter(|it| it.source.is_some()).map(|it| it.name.as_str()).collect();
        if !below.is_empty() {
            said = format!("{said}; it comes on top of {}, which must be saved too", below.join(", "));
        }
        Answer::said(said)
    }
}

/// A text in canonical form, if it has one.
fn canonical(text: String) -> String {
    let mut sources = SourceMap::new();
    let source = sources.add("layer", text.clone()).and_then(|id| sources.get(id));
    source.and_then(|source| format::format(source).ok()).unwrap_or(text)
}
