//! Circles of priority: rules each of which defeats the next, so that nobody could say which prevails.
//!
//! A circle counts only if it closes on some day: priorities of versions that are never in force together make none.

use crate::check::circles::components;
use crate::diagnostic::Bag;
use crate::enact::Life;
use crate::plan::error::Error;
use crate::plan::law::{Defeat, Effect, Law, RuleVersion};
use crate::plan::view::View;
use crate::resolve::RuleId;
use crate::source::Span;
use crate::value::Date;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// One rule defeats another, because a version of one of them says so.
#[derive(Debug, Clone, Copy)]
struct Edge<'a> {
    by: usize,
    target: usize,
    how: Defeat,
    /// The version that says so, and the rule it speaks of.
    says: &'a RuleVersion,
    of: usize,
    span: Span,
}

/// More circles than anyone mends in one go.
const MOST: usize = 100;

/// Reports each circle once, at the shortest.
pub(super) fn circles(law: &Law, bag: &mut Bag) {
    let edges = edges(law);
    let view = View::new(law);
    let mut from: Vec<Vec<usize>> = vec![Vec::new(); law.rules.len()];
    for edge in &edges {
        if let Some(list) = from.get_mut(edge.by) {
            list.push(edge.target);
        }
    }
    // Only priorities inside a knot, where each rule leads to every other, can be part of a circle.
    let mut knot = vec![0; law.rules.len()];
    for (number, members) in components(&from).into_iter().enumerate() {
        for member in members {
            if let Some(slot) = knot.get_mut(member) {
                *slot = number;
            }
        }
    }
    let mut knots: BTreeMap<usize, Vec<Edge<'_>>> = BTreeMap::new();
    for edge in edges {
        if let (Some(one), Some(other)) = (knot.get(edge.by), knot.get(edge.target))
            && one == other
        {
            knots.entry(*one).or_default().push(edge);
        }
    }
    let mut found = 0;
    for mut inside in knots.into_values() {
        for day in days(law, &inside) {
            while found < MOST {
                let today: Vec<usize> = (0..inside.len())
                    .filter(|at| inside.get(*at).is_some_and(|edge| counts(edge, law, &view, day)))
                    .collect();
                let Some(circle) = circle(&inside, today) else { break };
                found += 1;
                report(law, &circle.iter().filter_map(|at| inside.get(*at)).copied().collect::<Vec<_>>(), bag);
                let part: BTreeSet<usize> = circle.into_iter().collect();
                let mut at = 0;
                inside.retain(|_| {
                    at += 1;
                    !part.contains(&(at - 1))
                });
            }
        }
    }
}

/// Everything that any version says about who defeats whom.
fn edges(law: &Law) -> Vec<Edge<'_>> {
    let exceptions: Vec<usize> = (law.rules.enumerate())
        .filter(|(_, rule)| rule.versions.iter().any(RuleVersion::permits))
        .map(|(id, _)| id.index())
        .collect();
    let mut edges = Vec::new();
    for (id, rule) in law.rules.enumerate() {
        for says in &rule.versions {
            let own = id.index();
            for (target, how, span) in &says.defeats {
                let of = target.index();
                edges.push(Edge { by: own, target: of, how: *how, says, of, span: *span });
            }
            for (by, span) in &says.subject_to {
                let of = by.index();
                edges.push(Edge { by: of, target: own, how: Defeat::Displaces, says, of, span: *span });
            }
            for effect in &says.effects {
                let Effect::BarsExceptions(except) = effect else { continue };
                for of in exceptions.iter().copied() {
                    if of != own && !except.contains(&RuleId::at(of)) {
                        edges.push(Edge { by: own, target: of, how: Defeat::Bars, says, of, span: says.span });
                    }
                }
            }
        }
    }
    edges
}

/// Whether a priority counts on a day.
fn counts(edge: &Edge<'_>, law: &Law, view: &View<'_>, day: Date) -> bool {
    if !edge.says.life.in_force_on(day) {
        return false;
    }
    let versions = law.rules.get(RuleId::at(edge.of)).map_or(&[][..], |rule| &rule.versions);
    let other = versions.iter().find(|version| version.life.in_force_on(day));
    other.is_some_and(|other| edge.how != Defeat::Bars || view.may_bar(edge.says, other))
}

/// The first day of every stretch in which the same of these priorities count.
fn days(law: &Law, edges: &[Edge<'_>]) -> BTreeSet<Date> {
    let rules: BTreeSet<usize> = edges.iter().flat_map(|edge| [edge.by, edge.target]).collect();
    let versions = rules.into_iter().filter_map(|rule| law.rules.get(RuleId::at(rule))).flat_map(|it| &it.versions);
    let first = |life: &Life| life.in_force.iter().flat_map(|it| [it.from, it.until]).flatten().collect::<Vec<_>>();
    versions.flat_map(|version| first(&version.life)).chain([Date::MIN]).collect()
}

/// A shortest circle among some edges, from the rule in it that was declared first.
fn circle(edges: &[Edge<'_>], among: Vec<usize>) -> Option<Vec<usize>> {
    let mut from: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in among {
        from.entry(edges.get(at)?.by).or_default().push(at);
    }
    let starts: Vec<usize> = from.keys().copied().collect();
    starts.into_iter().find_map(|start| shortest(edges, &from, start))
}

/// The shortest way from a rule back to it by rules declared after it.
fn shortest(edges: &[Edge<'_>], from: &BTreeMap<usize, Vec<usize>>, start: usize) -> Option<Vec<usize>> {
    let mut came: BTreeMap<usize, usize> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(rule) = open.pop_front() {
        for at in from.get(&rule).into_iter().flatten().copied() {
            let target = edges.get(at)?.target;
            if target == start {
                let mut way = vec![at];
                let mut here = rule;
                while here != start {
                    let step = *came.get(&here)?;
                    way.push(step);
                    here = edges.get(step)?.by;
                }
                way.reverse();
                return Some(way);
            }
            if target > start && !came.contains_key(&target) {
                came.insert(target, at);
                open.push_back(target);
            }
        }
    }
    None
}

fn report(law: &Law, circle: &[Edge<'_>], bag: &mut Bag) {
    let name = |rule: usize| law.rules.get(RuleId::at(rule)).map_or("", |rule| rule.name.as_str());
    let Some((last, others)) = circle.split_last() else { return };
    let story = match others.split_first() {
        None => format!("`{}` defeats itself", name(last.by)),
        Some((first, more)) => {
            let more = more.iter().chain([last]).map(|edge| format!(", which defeats `{}`", name(edge.target)));
            format!("`{}` defeats `{}`{}", name(first.by), name(first.target), more.collect::<String>())
        }
    };
    let others = others.iter().map(|edge| edge.span.into()).collect();
    bag.push(Error::PriorityCycle { story, span: last.span, others });
}
