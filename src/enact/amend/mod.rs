//! Amendments applied: versions cut where a change takes effect, and the text of the later part changed.

mod apply;
mod clash;
mod limbs;
mod tables;
mod text;
mod touch;

pub(super) use text::{Amendable, Known};

use super::amendment::{Amendment, changes};
use super::collect::{Gather, Kind, each_kind};
use super::force::Norm;
use super::law::{Provision, Repeal, Unenforced};
use super::lives::reinstated;
use super::{AmendmentId, Error, InstrumentId, Life, Stretch};
use crate::diagnostic::did_you_mean;
use crate::source::Span;
use crate::syntax::ast::{self, AmendmentLine, Change, Declaration, Name, Place, Provenance, Revision};
use crate::value::Date;
use limbs::{Deed, Miss};
use std::collections::BTreeMap;

/// Which provision: its kind and its position among those of the kind.
pub(super) type Target = (Kind, usize);

/// What is done to the days of provisions beside their texts, gathered until all texts are settled.
#[derive(Debug, Default)]
struct Days {
    holes: BTreeMap<Target, Holes>,
    /// What was repealed: from when on, and where that is written.
    repealed: Vec<(Target, Option<Date>, Span)>,
}

/// The stretches in which a provision is suspended, reinstated, unenforced, enforced again.
#[derive(Debug, Default)]
struct Holes {
    suspended: Vec<Stretch>,
    back: Vec<Stretch>,
    unenforced: Vec<Stretch>,
    enforced: Vec<Stretch>,
}

/// An amendment at work.
#[derive(Debug, Clone, Copy)]
struct Act<'c> {
    id: AmendmentId,
    life: &'c Life,
    instrument: Option<InstrumentId>,
}

/// Calls a macro with the list of a kind of provision.
macro_rules! list_of {
    ($kind:expr, $do:ident) => {
        match $kind {
            Kind::Group => $do!(groups),
            Kind::Value => $do!(values),
            Kind::Define => $do!(defines),
            Kind::Entry => $do!(entries),
            Kind::Rule => $do!(rules),
        }
    };
}
use list_of;

/// What an amendment inserts.
fn inserted(amendment: &ast::Amendment) -> impl Iterator<Item = &Declaration> {
    amendment.lines.iter().flat_map(|(_, line)| match line {
        AmendmentLine::Change(Change::Insert(all)) => all.as_slice(),
        _ => &[],
    })
}

impl<'a> Gather<'a, '_> {
    /// Gives what an amendment inserts its place among the provisions.
    pub(super) fn inserted_names(&mut self, amendment: &'a ast::Amendment) {
        for declaration in inserted(amendment) {
            macro_rules! name {
                ($list:ident, $kind:expr, $name:expr, $text:expr) => {{
                    let next = self.law.$list.len();
                    if self.position($name, $kind, next) == Some(next) {
                        self.law.$list.push(Provision { name: $name.node.clone(), versions: Vec::new() });
                    }
                }};
            }
            each_kind!(declaration, name);
        }
    }

    /// Applies every amendment that is seen, in order.
    pub(super) fn amend(&mut self) {
        let order = self.order();
        self.clashes(&order);
        let mut days = Days::default();
        for it in &order {
            let Some(written) = self.written.get(it.id.index()).copied() else { continue };
            let Amendment { life, instrument, .. } = self.law.amendments[it.id].clone();
            let act = Act { id: it.id, life: &life, instrument };
            for change in changes(written) {
                self.change(act, change, &mut days);
                if let Change::Repeal(names) = change {
                    self.law.repeals.extend(names.iter().map(|name| Repeal {
                        name: name.node.clone(),
                        amendment: it.id,
                        gone: life.in_force.clone(),
                        span: name.span,
                    }));
                }
            }
        }
        self.close(&days);
        self.gaps(&days);
        for written in self.written.clone() {
            self.unseen(written);
        }
    }

    fn change(&mut self, act: Act<'_>, change: &'a Change, days: &mut Days) {
        if self.table_change(act, change) {
            return;
        }
        match change {
            Change::Insert(all) => all.iter().for_each(|declaration| self.insert(act, declaration)),
            Change::Replace { what, with } => self.replace(act, what, with),
            Change::Repeal(names) => {
                for name in names {
                    if let Some(target) = self.target(name, true, name.span) {
                        self.repeal(act, name, target, days);
                        days.repealed.push((target, act.life.begins(), name.span));
                    }
                }
            }
            Change::Suspend { what, until } => {
                let stretches = self.limited(act.life.in_force.clone(), until.as_ref());
                self.touched(act, what);
                self.holes(act, what, days, |it| it.suspended.extend(&stretches));
            }
            Change::Reinstate(names) => {
                self.touched(act, names);
                self.nothing_to_end(act, names, days, "suspended", |it| &it.suspended);
                self.holes(act, names, days, |it| it.back.extend(&act.life.in_force));
            }
            Change::Unenforce { what, until } => {
                let stretches = self.limited(act.life.in_force.clone(), until.as_ref());
                self.announced(act, what);
                self.holes(act, what, days, |it| it.unenforced.extend(&stretches));
            }
            Change::Enforce(names) => {
                self.announced(act, names);
                self.nothing_to_end(act, names, days, "left unenforced", |it| &it.unenforced);
                self.holes(act, names, days, |it| it.enforced.extend(&act.life.in_force));
            }
            Change::Revise { what, text } => {
                let labels = &what.labels;
                self.deed(act, &what.rule, what.span, days, &|it| match (text, labels.is_empty()) {
                    (Revision::Limbs(limbs), false) => match limbs.as_slice() {
                        [limb] => it.limb(labels, Deed::Revise(limb)),
                        _ => Err(Miss::WrongLine("one limb is revised to read as one limb; `add` the others after it")),
                    },
                    (Revision::Lines(lines), true) => it.revise(lines, act.life.begins()),
                    (Revision::Limbs(_), true) | (Revision::Lines(_), false) => {
                        Err(Miss::WrongLine("below a limb stands how it reads, and below a provision stand its lines"))
                    }
                });
            }
            Change::Strike(all) => {
                for what in all {
                    let strike = |it: &mut dyn Amendable| it.limb(&what.labels, Deed::Strike);
                    self.deed(act, &what.rule, what.span, days, &strike);
                }
            }
            Change::Add { to, place, text } => self.add(act, to, place, text, days),
            Change::Remove { what, from } => {
                self.deed(act, from, from.span, days, &|it| it.remove(what, act.life.begins()));
            }
        }
    }

    fn add(&mut self, act: Act<'_>, to: &Name, place: &Place, text: &Revision, days: &Days) {
        let labels: &[ast::Label] = match place {
            Place::End => &[],
            Place::After(labels) | Place::Before(labels) | Place::In(labels) => labels,
        };
        let span = labels.last().map_or(to.span, |last| to.span.to(last.span));
        self.deed(act, to, span, days, &|it| match (text, labels.is_empty()) {
            (Revision::Lines(lines), true) => it.add(lines, act.life.begins()),
            (Revision::Limbs(limbs), false) => {
                let deed = match place {
                    Place::After(_) => Deed::After(limbs),
                    Place::Before(_) => Deed::Before(limbs),
                    Place::In(_) | Place::End => Deed::In(limbs),
                };
                it.limb(labels, deed)
            }
            (Revision::Limbs(_), true) => {
                Err(Miss::WrongLine("say beside which limb: `after (b)(2)`, `before (b)(2)` or `in (b)`"))
            }
            (Revision::Lines(_), false) => Err(Miss::WrongLine("beside a limb stand limbs")),
        });
    }

    /// The provision that a change names. Whole instruments were dealt with before.
    fn target(&mut self, name: &Name, instruments: bool, span: Span) -> Option<Target> {
        if let Some((kind, position, _)) = self.kinds.get(&name.node) {
            return Some((*kind, *position));
        }
        if let Some(id) = self.law.instrument(&name.node) {
            if !instruments {
                self.bag.push(Error::WrongChange {
                    name: name.node.clone(),
                    what: "is an instrument, and has no text of its own".to_owned(),
                    span,
                    before: None,
                    declared: Some(self.law.instruments[id].name.span),
                    help: "name the provision; an instrument can be repealed, suspended, reinstated or left unenforced"
                        .to_owned(),
                });
            }
            return None;
        }
        if let Some(table) = self.law.vocabulary.tables.iter().find(|it| it.name.node == name.node) {
            self.bag.push(Error::WrongChange {
                name: name.node.clone(),
                what: "is a table, whose rows alone can change".to_owned(),
                span,
                before: None,
                declared: Some(table.name.span),
                help: format!(
                    "write rows below `add to {}` or `revise {}`, or `remove KEY from {}`",
                    name.node, name.node, name.node
                ),
            });
            return None;
        }
        let mut known: Vec<&str> = self.kinds.keys().map(String::as_str).collect();
        known.extend(self.law.by_name.keys().map(String::as_str).filter(|_| instruments));
        known.sort_unstable();
        let help = if self.law.amendments.iter().any(|it| it.name.node == name.node) {
            Some(format!("`{}` is an amendment: name the provisions that it changes, or its instrument", name.node))
        } else {
            did_you_mean(&name.node, known)
                .or_else(|| Some("an amendment changes what is declared in this file, or in one it imports".to_owned()))
        };
        self.bag.push(Error::AmendsNothing { name: name.node.clone(), span: name.span, help });
        None
    }

    /// Reports what is to be ended and has not begun: amendments come in order of effect.
    fn nothing_to_end(
        &mut self,
        act: Act<'_>,
        names: &[Name],
        days: &Days,
        what: &'static str,
        of: impl Fn(&Holes) -> &Vec<Stretch>,
    ) {
        for name in names {
            let Some((kind, position, declared)) = self.kinds.get(&name.node).copied() else { continue };
            let holes = days.holes.get(&(kind, position)).map_or(&[][..], |it| of(it));
            self.ends_something(name, declared, act.life.begins(), holes, what);
        }
    }

    fn holes(&mut self, act: Act<'_>, names: &[Name], days: &mut Days, add: impl Fn(&mut Holes)) {
        for name in names {
            if let Some(target) = self.target(name, true, name.span) {
                self.still_there(act, name, target, days);
                add(days.holes.entry(target).or_default());
            }
        }
    }

    /// Looks at the force of provisions that are suspended or reinstated.
    fn touched(&mut self, act: Act<'_>, names: &[Name]) {
        for name in names {
            let norms = self.norms(name);
            self.may_change(name, name.span, act.instrument, &norms);
        }
    }

    /// Looks at whom provisions bind of which it is said that they are not enforced, or are again.
    fn announced(&mut self, act: Act<'_>, names: &[Name]) {
        for name in names {
            let norms = self.norms(name);
            self.binds_no_others(name, name.span, act.instrument, &norms);
        }
    }

    /// The versions of a provision.
    fn norms(&self, name: &Name) -> Vec<Norm> {
        let Some((kind, position, _)) = self.kinds.get(&name.node).copied() else { return Vec::new() };
        macro_rules! norms {
            ($list:ident) => {{
                let versions = self.law.$list.get(position).into_iter().flat_map(|it| &it.versions);
                versions.map(|it| (it.instrument, it.name_span)).collect()
            }};
        }
        list_of!(kind, norms)
    }

    /// Takes out of the lives of provisions the days on which they are suspended, and notes those on which they are not enforced.
    fn close(&mut self, days: &Days) {
        for ((kind, position), holes) in &days.holes {
            let suspended = reinstated(holes.suspended.clone(), &holes.back);
            let unenforced = reinstated(holes.unenforced.clone(), &holes.enforced);
            // Who asks what is enforced on a day does not see what is not.
            let unseen =
                self.law.standpoint.enforced_on.is_some_and(|day| unenforced.iter().any(|it| it.contains(day)));
            macro_rules! close {
                ($list:ident) => {
                    if let Some(provision) = self.law.$list.get_mut(*position) {
                        for version in &mut provision.versions {
                            let life = version.life.clone().outside(&suspended);
                            version.life = if unseen { life.inside(&[]) } else { life };
                            version.life.unenforced.extend(&unenforced);
                        }
                        if !unenforced.is_empty() {
                            self.law.unenforced.push(Unenforced { name: provision.name.clone(), on: unenforced });
                        }
                    }
                };
            }
            list_of!(*kind, close);
        }
    }

    /// Reports days between a repeal and a later version on which there is none. A version that says itself from when on it is
    /// law says that they are meant.
    fn gaps(&mut self, days: &Days) {
        for ((kind, position), repealed, span) in &days.repealed {
            let Some(repealed) = repealed else { continue };
            let mut lives: Vec<(Date, Span, bool)> = Vec::new();
            let mut name = String::new();
            macro_rules! look {
                ($list:ident) => {
                    if let Some(provision) = self.law.$list.get(*position) {
                        name.clone_from(&provision.name);
                        let begun = provision.versions.iter().filter_map(|it| {
                            let meant = it.text.provenance().iter().any(|line| matches!(line, Provenance::From(_)));
                            Some((it.life.begins()?, it.name_span, meant))
                        });
                        lives.extend(begun.filter(|(day, ..)| day >= repealed));
                    }
                };
            }
            list_of!(*kind, look);
            if let Some((next, again, false)) = lives.into_iter().min_by_key(|(day, ..)| *day)
                && next > *repealed
            {
                let (from, until) = (repealed.to_string(), next.to_string());
                self.bag.push(Error::Gap { name, from, until, span: *span, again });
            }
        }
    }
}
