//! One change at a time to the versions of one provision.

use super::limbs::Miss;
use super::text::Amendable;
use super::{Act, Days, Target, inserted, list_of};
use crate::enact::collect::{Gather, Kind, Origin, add_version, each_kind, own_days};
use crate::enact::force::Norm;
use crate::enact::law::{Provision, Version};
use crate::enact::life::common;
use crate::enact::{AmendmentId, Error, Life, Stretch};
use crate::source::Span;
use crate::syntax::ast::{Amendment, Declaration, Name, Provenance};

/// What became of a provision under a change.
#[derive(Debug, Default)]
struct Outcome {
    /// Whether it was law on any day of the change.
    law_then: bool,
    /// Why a version could not be changed, where its text stands, and which amendments made it read so.
    miss: Option<(Miss, Span, Vec<AmendmentId>)>,
    /// The versions that were changed.
    of: Vec<Norm>,
}

/// Changes what is law on the days of an act: `change` gives the new text, which is law on the days that are its own, or
/// nothing where the version ends.
fn apply<'a, T: Amendable + Clone>(
    provision: &mut Provision<'a, T>,
    act: Act<'_>,
    own: Stretch,
    change: impl Fn(&Version<'a, T>) -> Result<Option<Version<'a, T>>, Miss>,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut made = Vec::new();
    for version in &mut provision.versions {
        // A text that came to be after the act took effect is not changed by it.
        if version.since > act.life.begins() {
            continue;
        }
        let inside = common(&version.life.in_force, &act.life.in_force);
        if inside.is_empty() {
            continue;
        }
        outcome.law_then = true;
        outcome.of.push((version.instrument, version.name_span));
        match change(version) {
            Err(miss) => {
                outcome.miss.get_or_insert_with(|| (miss, version.name_span, version.amended.clone()));
            }
            Ok(new) => {
                made.extend(new.map(|mut new| {
                    new.life = amended(&version.life, act.life);
                    new.life.in_force = common(&inside, &[own]);
                    if new.amended.last() != Some(&act.id) {
                        new.amended.push(act.id);
                    }
                    read_lines(&mut new);
                    new
                }));
                version.life = version.life.clone().outside(&act.life.in_force);
            }
        }
    }
    provision.versions.extend(made);
    // One stays, even if none is ever law: what is named must be there to be checked.
    if provision.versions.iter().any(|it| !it.life.is_never()) {
        provision.versions.retain(|it| !it.life.is_never());
    } else {
        provision.versions.truncate(1);
    }
    provision.versions.sort_by_key(|it| it.life.begins());
    outcome
}

/// The life of an amended text: known since the amendment is, to be complied with and enforced as both are.
fn amended(old: &Life, act: &Life) -> Life {
    let mut unenforced = old.unenforced.clone();
    unenforced.extend(&act.unenforced);
    Life {
        in_force: Vec::new(),
        published: act.published.or(old.published),
        compliance: act.compliance.or(old.compliance),
        unenforced,
    }
}

fn read_lines<T: Amendable + Clone>(version: &mut Version<'_, T>) {
    let lines = version.text.provenance();
    let (mut cites, mut enacted) = (Vec::new(), Vec::new());
    for line in lines {
        match line {
            Provenance::Cites(text) => cites.push(text.node.clone()),
            Provenance::Quote(text) => enacted.push(text.node.clone()),
            Provenance::Under(_) | Provenance::From(_) | Provenance::Until(_) => {}
        }
    }
    version.cites = cites;
    version.enacted = enacted;
}

impl<'a> Gather<'a, '_> {
    /// Changes the text of a provision.
    pub(super) fn deed(
        &mut self,
        act: Act<'_>,
        name: &Name,
        span: Span,
        days: &Days,
        deed: &dyn Fn(&mut dyn Amendable) -> Result<(), Miss>,
    ) {
        let Some((kind, position)) = self.target(name, false, span) else { return };
        macro_rules! change {
            ($list:ident) => {
                if let Some(provision) = self.law.$list.get_mut(position) {
                    let outcome = apply(provision, act, Stretch::ALWAYS, |version| {
                        let mut version = version.clone();
                        deed(version.text.to_mut())?;
                        Ok(Some(version))
                    });
                    self.note(act, name, span, (kind, position), days, outcome);
                }
            };
        }
        list_of!(kind, change);
    }

    pub(super) fn repeal(&mut self, act: Act<'_>, name: &Name, (kind, position): Target, days: &Days) {
        macro_rules! repeal {
            ($list:ident) => {
                if let Some(provision) = self.law.$list.get_mut(position) {
                    let outcome = apply(provision, act, Stretch::ALWAYS, |_| Ok(None));
                    self.note(act, name, name.span, (kind, position), days, outcome);
                }
            };
        }
        list_of!(kind, repeal);
    }

    /// Adds a provision, or a version of one.
    pub(super) fn insert(&mut self, act: Act<'_>, declaration: &'a Declaration) {
        macro_rules! insert {
            ($list:ident, $kind:expr, $name:expr, $text:expr) => {{
                let Some((kind, position)) = self.target($name, true, $name.span) else { return };
                if kind == $kind {
                    let version = self.inserted(act, $text, $name);
                    if let Some(provision) = self.law.$list.get_mut(position) {
                        provision.versions.retain(|it| !it.life.is_never());
                        add_version(provision, version, self.bag);
                    }
                }
            }};
        }
        each_kind!(declaration, insert);
    }

    fn inserted<T: Amendable + Clone>(&mut self, act: Act<'_>, text: &'a T, name: &Name) -> Version<'a, T> {
        let Origin { mut life, instrument, cites, enacted } = self.origin(&text.provenance());
        if instrument.is_none() {
            life = Life { in_force: life.in_force.clone(), ..amended(&life, act.life) };
        }
        let life = life.inside(&act.life.in_force);
        if life.is_never() {
            self.bag.push(Error::NeverInForce { name: name.node.clone(), span: name.span });
        }
        if let Some(other) = instrument {
            self.may_change(name, name.span, act.instrument, &[(Some(other), name.span)]);
        }
        let since = life.begins();
        let instrument = instrument.or(act.instrument);
        let (text, known) = self.as_known(text, instrument);
        let life = if known { life } else { life.inside(&[]) };
        Version { text, life, instrument, amended: vec![act.id], cites, enacted, name_span: name.span, since }
    }

    /// Puts another text in the place of one.
    pub(super) fn replace(&mut self, act: Act<'_>, what: &Name, with: &'a Declaration) {
        let Some((kind, position)) = self.target(what, false, what.span) else { return };
        macro_rules! replace {
            ($list:ident, $kind:expr, $name:expr, $text:expr) => {{
                if $name.node != what.node || $kind != kind {
                    let found = format!("{} `{}`", $kind.describe(), $name.node);
                    let wanted = format!("{} `{}`", kind.describe(), what.node);
                    self.bag.push(Error::ReplacesOther { wanted, found, span: $name.span, what: what.span });
                    return;
                }
                let own = self.inserted(act, $text, $name);
                // The old text stays law up to the first day that the new one names for itself.
                let days = own_days(&$text.provenance());
                let life = act.life.clone().within(Stretch { until: None, ..days });
                let later = days.from.filter(|from| act.life.begins() < Some(*from));
                let act = Act { life: &life, ..act };
                if let Some(provision) = self.law.$list.get_mut(position) {
                    let outcome = apply(provision, act, days, |old| {
                        let mut new = own.clone();
                        new.amended.clear();
                        new.instrument = own.instrument.or(old.instrument);
                        new.since = later.or(old.since);
                        Ok(Some(new))
                    });
                    self.note(act, what, what.span, (kind, position), &Days::default(), outcome);
                }
            }};
        }
        each_kind!(with, replace);
    }

    /// Says what went wrong with a change, once.
    fn note(&mut self, act: Act<'_>, name: &Name, span: Span, target: Target, days: &Days, outcome: Outcome) {
        if !outcome.law_then {
            self.not_law_then(act, name, span, target, days);
            return;
        }
        self.may_change(name, span, act.instrument, &outcome.of);
        let Some((miss, declared, amended)) = outcome.miss else { return };
        // What a text lacks an amendment may have taken away, and what it has one may have brought.
        let by_text = !matches!(miss, Miss::WrongLine(_) | Miss::OneItem | Miss::NotYet(..));
        let (what, help) = match miss {
            Miss::NoLimb(known) if known.is_empty() => {
                ("has no such limb".to_owned(), "none of its limbs has a label there".to_owned())
            }
            Miss::NoLimb(known) => ("has no such limb".to_owned(), format!("its limbs are {}", known.join(", "))),
            Miss::Last => ("would lose its last limb there".to_owned(), "strike what holds it".to_owned()),
            Miss::NoBlock => {
                ("has no limbs inside that one".to_owned(), "`revise` it to a block, or add after it".to_owned())
            }
            Miss::Whole => (
                "would be left without its condition".to_owned(),
                "`revise` it: a rule without a condition applies to everything".to_owned(),
            ),
            Miss::WrongLine(help) => ("cannot be changed so".to_owned(), help.to_owned()),
            Miss::NoMember(member) => {
                (format!("does not have `{member}`"), "name what is in it on the day of the change".to_owned())
            }
            Miss::NotYet(member, from) => (
                format!("does not have `{member}` yet, which joins on {from}"),
                "an amendment changes what is law when it takes effect".to_owned(),
            ),
            Miss::Member(member) => {
                (format!("has `{member}` already"), "`remove` it first, or leave it as it is".to_owned())
            }
            Miss::OneItem => ("is one thing at a time".to_owned(), "write one value below it".to_owned()),
        };
        let name = name.node.clone();
        let others = amended.iter().rfind(|it| **it != act.id);
        let before = others.filter(|_| by_text).map(|last| self.law.amendments[*last].name.clone());
        let what = before.as_ref().map_or(what.clone(), |before| format!("{what}, as `{}` left it", before.node));
        let before = before.map(|before| before.span);
        self.bag.push(Error::WrongChange { name, what, span, before, declared: Some(declared), help });
    }

    /// Says what is wrong with a suspension, or another change of days, of what is no longer law.
    pub(super) fn still_there(&mut self, act: Act<'_>, name: &Name, target: Target, days: &Days) {
        let mut there = !days.repealed.iter().any(|(it, ..)| *it == target);
        macro_rules! look {
            ($list:ident) => {{
                let versions = self.law.$list.get(target.1).into_iter().flat_map(|it| &it.versions);
                there =
                    there || versions.into_iter().any(|it| !common(&it.life.in_force, &act.life.in_force).is_empty());
            }};
        }
        list_of!(target.0, look);
        if !there {
            self.not_law_then(act, name, name.span, target, days);
        }
    }

    fn not_law_then(&mut self, act: Act<'_>, name: &Name, span: Span, target: Target, days: &Days) {
        let when = act.life.begins().map_or_else(|| "then".to_owned(), |day| format!("on {day}"));
        let mut begins = Vec::new();
        let mut declared = name.span;
        macro_rules! look {
            ($list:ident) => {
                if let Some(provision) = self.law.$list.get(target.1) {
                    begins.extend(provision.versions.iter().filter_map(|it| it.since));
                    declared = provision.versions.first().map_or(declared, |it| it.name_span);
                }
            };
        }
        list_of!(target.0, look);
        let repealed = days.repealed.iter().find(|(it, ..)| *it == target);
        let first = begins.into_iter().min();
        let (help, other) = match (repealed, first) {
            (Some((_, day, place)), _) => {
                let day = day.map_or_else(String::new, |day| format!(" from {day}"));
                (format!("it is repealed{day}; change it before, or `insert` it anew"), *place)
            }
            (None, Some(first)) if act.life.begins().is_none() => {
                let by = act.instrument.map(|id| &self.law.instruments[id].name);
                let (by, line, other) = match by {
                    Some(by) => (by, "effective", by.span),
                    None => (&self.law.amendments[act.id].name, "from", declared),
                };
                (
                    format!(
                        "`{}` has no first day, and this is law from {first}; give it one: `{line} {first}`",
                        by.node
                    ),
                    other,
                )
            }
            (None, Some(first)) if act.life.begins().is_none_or(|begins| begins < first) => {
                (format!("it is law from {first}; an amendment changes what is law when it takes effect"), declared)
            }
            _ => ("look at its dates and at those of its instrument".to_owned(), declared),
        };
        self.bag.push(Error::NotLawThen { name: name.node.clone(), when, span, other, help });
    }

    /// Gives what an unseen amendment inserts a version that is never law.
    pub(super) fn unseen(&mut self, amendment: &'a Amendment) {
        for declaration in inserted(amendment) {
            macro_rules! unseen {
                ($list:ident, $kind:expr, $name:expr, $text:expr) => {{
                    let Some((kind, position, _)) = self.kinds.get(&$name.node).copied() else { continue };
                    let empty = |it: &Provision<'_, _>| it.versions.is_empty();
                    if kind == $kind && self.law.$list.get(position).is_some_and(empty) {
                        let mut quiet = crate::diagnostic::Bag::new();
                        std::mem::swap(self.bag, &mut quiet);
                        let mut version = self.version($text, $name);
                        std::mem::swap(self.bag, &mut quiet);
                        version.life = version.life.inside(&[]);
                        if let Some(provision) = self.law.$list.get_mut(position) {
                            provision.versions.push(version);
                        }
                    }
                }};
            }
            each_kind!(declaration, unseen);
        }
    }
}
