//! The flat form as text, for those who work on Lexport: the same law gives the same text.

mod node;

use super::law::{Defeat, Effect, Law, Source};
use super::layout::{Kind, Layout};
use super::node::{InstanceId, NodeId, SetExpr, SetId};
use super::slot::{Address, Keeper};
use super::view::{Epoch, SetOf, View};
use crate::resolve::{EnumId, RuleId};
use crate::value::Date;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

/// The law as it is on a day; on its last days if none is named.
pub fn print(law: &Law, on: Option<Date>) -> String {
    let printer = Printer { law, paths: paths(&law.layout) };
    let day = on.or(law.turning_points.last().copied()).unwrap_or(Date::MIN);
    let view = View::new(law);
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = printer.law(&mut text);
    let _ = printer.day(view.on(day), day, &mut text);
    text
}

struct Printer<'a> {
    law: &'a Law,
    paths: BTreeMap<u32, String>,
}

/// The path of every slot that the roots of a case take.
fn paths(layout: &Layout) -> BTreeMap<u32, String> {
    let mut paths = BTreeMap::new();
    for fact in &layout.facts {
        add_paths(layout, fact.name.clone(), fact.at, &fact.kind, &mut paths);
    }
    paths
}

fn add_paths(layout: &Layout, path: String, at: Address, kind: &Kind, paths: &mut BTreeMap<u32, String>) {
    if let Kind::Inline(record) = kind {
        for field in layout.records.get(*record).map_or(&[][..], |record| &record.fields) {
            add_paths(layout, format!("{path}.{}", field.name), at.plus(field.offset), &field.kind, paths);
        }
    }
    paths.insert(at.0, path);
}

impl Printer<'_> {
    fn law(&self, text: &mut String) -> fmt::Result {
        let law = self.law;
        writeln!(text, "hash {}", law.hash)?;
        let days: Vec<String> = law.turning_points.iter().map(ToString::to_string).collect();
        writeln!(text, "turning points {}", listed(&days))?;
        writeln!(text, "\nslots {}", law.layout.size)?;
        for (at, path) in &self.paths {
            writeln!(text, "  {at:<4} {path}")?;
        }
        for record in &law.layout.records {
            let field = |field: &super::layout::Field| format!("{} {}", field.offset, field.name);
            let fields: Vec<String> = record.fields.iter().map(field).collect();
            writeln!(text, "  record {} of {}: {}", record.name, record.size, fields.join(", "))?;
        }
        writeln!(text, "\nnodes {}", law.nodes.nodes.len())?;
        for (id, node) in law.nodes.nodes.enumerate() {
            writeln!(text, "  {:<5} {}", name(id), self.node(*node))?;
        }
        writeln!(text, "\ninstances {}", law.instances.len())?;
        for (id, instance) in law.instances.enumerate() {
            let versions = instance.versions.iter().map(|(number, node, _)| format!("v{number} {}", name(*node)));
            let versions: Vec<String> = versions.collect();
            let fixpoint = if instance.fixpoint { " least fixpoint" } else { "" };
            let arity = if instance.arity > 0 { format!("/{}", instance.arity) } else { String::new() };
            writeln!(text, "  i{:<4} {}{arity}{fixpoint}: {}", id.raw(), self.instance(id), versions.join(", "))?;
        }
        writeln!(text, "\nsets {}", law.nodes.sets.len())?;
        for (id, set) in law.nodes.sets.enumerate() {
            writeln!(text, "  s{:<4} {}", id.raw(), self.set_expr(set))?;
        }
        for subject in &law.subjects {
            let entries = subject.entries.iter().map(|(_, instance)| format!("i{}", instance.raw()));
            writeln!(text, "\nsubject {}: {}", subject.path, entries.collect::<Vec<_>>().join(" "))?;
        }
        Ok(())
    }

    fn day(&self, epoch: &Epoch, day: Date, text: &mut String) -> fmt::Result {
        writeln!(text, "\non {day}")?;
        for (at, version) in epoch.versions.iter().enumerate() {
            let version = version.map_or_else(|| "not law".to_owned(), |number| format!("v{number}"));
            writeln!(text, "  i{at:<4} {version}")?;
        }
        for (value, node) in self.law.values.iter().zip(&epoch.values) {
            let node = node.map_or_else(|| "not law".to_owned(), name);
            writeln!(text, "  value {} {node}", value.name)?;
        }
        for (id, set) in epoch.sets.enumerate() {
            writeln!(text, "  s{:<4} {}", id.raw(), self.members(id, set))?;
        }
        writeln!(text, "\nrules in force {}", epoch.rules.len())?;
        for (at, active) in epoch.rules.iter().enumerate() {
            let Some(rule) = self.law.rules.get(active.rule) else { continue };
            let Some(version) = rule.versions.get(active.version) else { continue };
            let effects: Vec<String> = version.effects.iter().map(|effect| self.effect(effect)).collect();
            let binding = if active.binds { "" } else { " not binding" };
            let (name, condition) = (&rule.name, name(active.condition));
            writeln!(text, "  {at:<4} {name} v{} if {condition}: {}{binding}", active.version, effects.join(", "))?;
            for (by, how) in &active.defeaters {
                let how = match how {
                    Defeat::Permits => "permits",
                    Defeat::Displaces => "displaces",
                    Defeat::Bars => "bars",
                };
                let other = usize::try_from(*by).ok().and_then(|by| epoch.rules.get(by));
                let other = other.and_then(|other| self.law.rules.get(other.rule)).map_or("", |other| &other.name);
                writeln!(text, "         {by} {other} {how}")?;
            }
        }
        for (fact, rule, value) in &epoch.presumptions {
            writeln!(text, "  presumed by {rule}: {} = {}", self.address(*fact), name(*value))?;
        }
        Ok(())
    }

    fn effect(&self, effect: &Effect) -> String {
        let rules = |rules: &[RuleId]| {
            let names = rules.iter().filter_map(|rule| self.law.rules.get(*rule)).map(|rule| rule.name.as_str());
            names.collect::<Vec<_>>().join(" ")
        };
        match effect {
            Effect::RequiresLicense(None) => "requires license".to_owned(),
            Effect::RequiresLicense(Some(which)) => format!("requires license {which:?}"),
            Effect::Reviews(which, policy) => format!("reviews {} {policy:?}", rules(which)),
            Effect::Prohibits => "prohibits".to_owned(),
            Effect::Permits => "permits".to_owned(),
            Effect::BarsCharge(kind) => format!("bars charge as {}", kind.words()),
            Effect::BarsExceptions(except) => format!("bars exceptions but {}", listed(&[rules(except)])),
            Effect::Charges { amount, kind, .. } => format!("charges {} as {}", name(*amount), kind.words()),
            Effect::Duty { verb, whom, due, .. } => {
                let due = due.map_or_else(String::new, |due| format!(" by {}", name(due)));
                format!("duty {verb} {whom:?}{due}")
            }
            Effect::Flags(words) => format!("flags {words:?}"),
            Effect::Presumes { fact, value, .. } => format!("presumes {} = {}", self.address(*fact), name(*value)),
        }
    }

    fn instance(&self, id: InstanceId) -> String {
        match self.law.instances.get(id).map(|instance| instance.of) {
            Some(Source::Define(id)) => self.law.defines.get(id).map_or_else(String::new, |it| it.name.clone()),
            Some(Source::Entry(id)) => self.law.entries.get(id).map_or_else(String::new, |it| it.code.to_string()),
            None => String::new(),
        }
    }

    fn address(&self, address: Address) -> String {
        match address.keeper() {
            Keeper::Case => self.paths.get(&address.0).cloned().unwrap_or_else(|| format!("@{}", address.0)),
            Keeper::Law => format!("law@{}", address.position()),
            Keeper::Made => format!("made@{}", address.position()),
        }
    }

    fn set_expr(&self, set: &SetExpr) -> String {
        match set {
            SetExpr::Group(id) => self.law.groups.get(*id).map_or_else(String::new, |group| group.name.clone()),
            SetExpr::Codes(list, codes) => self.codes(Some(*list), codes.iter().copied()),
            SetExpr::Listed(members) => listed(members),
            SetExpr::Union(left, right) => format!("s{} + s{}", left.raw(), right.raw()),
            SetExpr::Difference(left, right) => format!("s{} - s{}", left.raw(), right.raw()),
        }
    }

    fn members(&self, id: SetId, set: &SetOf) -> String {
        match set {
            SetOf::Listed(members) => listed(members),
            SetOf::Open(certain) => format!("{} and who knows who else", self.members(id, certain)),
            SetOf::Bits(words) => {
                let last = u32::try_from(words.len() * 64).unwrap_or(u32::MAX);
                self.codes(self.list_of(id, 0), (0..last).filter(|code| set.has_code(*code)))
            }
        }
    }

    /// The enum whose alternatives are in a set, as far as it says.
    fn list_of(&self, id: SetId, depth: usize) -> Option<EnumId> {
        match self.law.nodes.sets.get(id)? {
            SetExpr::Codes(list, _) => Some(*list),
            SetExpr::Union(left, right) | SetExpr::Difference(left, right) if depth < 64 => {
                self.list_of(*left, depth + 1).or_else(|| self.list_of(*right, depth + 1))
            }
            SetExpr::Group(id) => self.law.groups.get(*id)?.list,
            _ => None,
        }
    }

    fn codes(&self, list: Option<EnumId>, codes: impl Iterator<Item = u32>) -> String {
        let name = |code: u32| {
            let known = list.and_then(|list| self.law.layout.alternative(list, code));
            known.map_or_else(|| format!("#{code}"), |(name, _, _)| name.clone())
        };
        listed(&codes.map(name).collect::<Vec<_>>())
    }
}

fn name(id: NodeId) -> String {
    format!("n{}", id.raw())
}

fn listed(words: &[impl ToString]) -> String {
    let words: Vec<String> = words.iter().map(ToString::to_string).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}
