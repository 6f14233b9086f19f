//! Decisions as properties: the quick way agrees with the slow one, memory holds nothing over, and knowing less never
//! contradicts knowing more.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "the settings that allow them in tests do not reach helpers"
)]

use crate::support::peers;
use crate::support::random::SplitMix;
use lexport::decide::{Evaluator, Num, Range, Scratch};
use lexport::explain;
use lexport::facts::{Case, Reader};
use lexport::plan::law::Shape;
use lexport::plan::slot::{Partial, Slot};
use lexport::plan::{Law, View};
use lexport::session::Session;
use lexport::source::SourceMap;
use lexport::value::{Bound, Date, Interval, Number, Truth};
use std::path::Path;

/// A law, cases for it, and days to ask about.
struct World {
    law: Law,
    cases: Vec<Case>,
    days: Vec<Date>,
}

fn days(law: &Law) -> Vec<Date> {
    let around = law.turning_points.iter().flat_map(|day| [day.add_days(-1), Some(*day)]).flatten();
    around.chain([Date::MIN, Date::MAX]).collect()
}

fn read(law: &Law, texts: impl IntoIterator<Item = String>) -> Vec<Case> {
    let reader = Reader::new(&law.layout);
    let read = |text: String| {
        let mut case = Case::new(&law.layout);
        assert!(reader.read(&text, &mut case).is_ok(), "{text}");
        case
    };
    texts.into_iter().map(read).collect()
}

fn peers() -> World {
    let law = peers::load();
    let cases = read(&law, crate::support::shipments::lines(3, 40).1);
    let days = days(&law);
    World { law, cases, days }
}

fn advanced_computing() -> World {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/advanced_computing");
    let law = Session::load(&folder).plan().unwrap();
    let mut paths: Vec<_> = folder.join("cases").read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let cases = read(&law, paths.iter().map(|path| std::fs::read_to_string(path).unwrap()));
    let days = days(&law);
    World { law, cases, days }
}

/// Everything a decision leaves behind that others look at.
#[derive(Debug, PartialEq)]
struct Found {
    range: Range,
    guidance: Range,
    conditions: Vec<Truth>,
    applies: Vec<Truth>,
    regimes: Vec<Range>,
    trace: Vec<Truth>,
}

fn found(view: &View<'_>, case: &Case, day: Date, scratch: &mut Scratch) -> Found {
    let mut evaluator = Evaluator::new(view.law(), view.on(day), case, scratch);
    let range = evaluator.decide();
    let guidance = evaluator.guidance();
    let mut trace = Vec::new();
    evaluator.trace(&mut trace);
    Found {
        range,
        guidance,
        conditions: scratch.conditions().to_vec(),
        applies: scratch.applies().to_vec(),
        regimes: scratch.regimes().to_vec(),
        trace,
    }
}

/// The case with some of its known slots unknown, or known in part.
fn with_less(case: &Case, random: &mut SplitMix) -> Case {
    let mut less = case.clone();
    for at in 0..less.slots.len() {
        if !random.percent(12) {
            continue;
        }
        less.slots[at] = match less.slots[at] {
            // A record is there or not; what is in it may be unknown.
            known @ (Slot::Present | Slot::Record(_)) => known,
            Slot::Number(number) if random.percent(50) => {
                let number = Number::from(number);
                let bound = |by: u64| {
                    let at = number.add(Number::from_i64(i64::try_from(by).unwrap())).unwrap();
                    Some(Bound { at, inclusive: true })
                };
                let interval = Interval::new(None, bound(random.below(3000))).unwrap();
                less.partial(Partial::Number(interval))
            }
            Slot::Code(code) if random.percent(50) => {
                let mut codes = vec![code, u32::try_from(random.below(4)).unwrap()];
                codes.sort_unstable();
                codes.dedup();
                less.partial(Partial::Codes(codes))
            }
            _ => Slot::Unknown,
        };
    }
    less
}

/// Cases, and cases of which less is known.
fn cases(world: &World, random: &mut SplitMix) -> Vec<Case> {
    let less: Vec<Case> =
        world.cases.iter().flat_map(|case| [with_less(case, random), with_less(case, random)]).collect();
    world.cases.iter().cloned().chain(less).collect()
}

fn quick_is_slow(world: &World) {
    let view = View::new(&world.law);
    let mut scratch = Scratch::new();
    for case in cases(world, &mut SplitMix(11)) {
        for day in &world.days {
            let quick = found(&view, &case, *day, &mut scratch);
            let epoch = view.on(*day);
            let mut evaluator = Evaluator::new(&world.law, epoch, &case, &mut scratch);
            // Watched, every question is asked by itself, and nothing is remembered.
            for (active, condition) in epoch.rules.iter().zip(&quick.conditions) {
                assert_eq!(evaluator.missing_for(active.condition).0, *condition, "{active:?} on {day}");
            }
            for (limb, answer) in epoch.limbs.iter().zip(&quick.trace) {
                assert_eq!(evaluator.missing_for(limb.node).0, *answer, "{:?} on {day}", world.law.limbs[limb.limb]);
                // Asked by the evaluator alone, without the line.
                assert_eq!(evaluator.truth(limb.node), *answer);
            }
            // Supposing what is the case anyway changes nothing.
            for limb in &epoch.limbs {
                let Shape::Compare { left, .. } = &world.law.limbs[limb.limb].shape else { continue };
                if let Num::Exact(number) = evaluator.number(left.node) {
                    assert_eq!(evaluator.if_it_were(left.node, number), quick.range, "on {day}");
                }
            }
        }
    }
}

#[test]
fn the_quick_way_agrees_with_the_slow_one() {
    quick_is_slow(&peers());
    quick_is_slow(&advanced_computing());
}

#[test]
fn memory_holds_nothing_over() {
    let worlds = [peers(), advanced_computing()];
    let views: Vec<View<'_>> = worlds.iter().map(|world| View::new(&world.law)).collect();
    let mut random = SplitMix(5);
    let cases: Vec<Vec<Case>> = worlds.iter().map(|world| cases(world, &mut random)).collect();
    let mut scratch = Scratch::new();
    for _ in 0..3_000 {
        // Even from one law to another.
        let world = usize::from(random.percent(50));
        let mut any = |length: usize| usize::try_from(random.below(u64::try_from(length).unwrap())).unwrap();
        let case = &cases[world][any(cases[world].len())];
        let days = &worlds[world].days;
        let day = days[any(days.len())];
        let again = found(&views[world], case, day, &mut scratch);
        assert_eq!(again, found(&views[world], case, day, &mut Scratch::new()));
    }
}

/// Whether what is known with less leaves open what is known with more.
fn open(less: Truth, more: Truth) -> bool {
    less == more || less.is_unknown()
}

fn less_widens(world: &World, rounds: u64) {
    let view = View::new(&world.law);
    let mut scratch = Scratch::new();
    let mut widened = 0;
    for round in 0..rounds {
        let mut random = SplitMix(round);
        for case in &world.cases {
            let less = with_less(case, &mut random);
            for day in &world.days {
                let more = found(&view, case, *day, &mut scratch);
                // A presumption may stand in for a fact that nobody gives: then there is no less to be known.
                let less = found(&view, &less, *day, &mut scratch);
                if !view.on(*day).presumptions.is_empty() {
                    continue;
                }
                let inside = less.range.mildest <= more.range.mildest && more.range.gravest <= less.range.gravest;
                assert!(inside, "on {day}: {:?} with less, {:?} with more", less.range, more.range);
                for (less, more) in [(&less.applies, &more.applies), (&less.trace, &more.trace)] {
                    assert!(less.iter().zip(more).all(|(less, more)| open(*less, *more)), "on {day}");
                }
                widened += u64::from(less.range != more.range);
            }
        }
    }
    assert!(widened > 0, "nothing was ever left open");
}

#[test]
fn knowing_less_widens_and_never_contradicts() {
    less_widens(&peers(), 12);
    less_widens(&advanced_computing(), 40);
}

/// What a decision names as possible, case by case, lies within what the rules leave open one by one, and holds what is
/// found once more is known.
#[test]
fn cases_leave_nothing_out() {
    let world = advanced_computing();
    let view = View::new(&world.law);
    let nowhere = SourceMap::new();
    let mut scratch = Scratch::new();
    let mut opened = 0;
    for round in 0..8 {
        let mut random = SplitMix(round);
        for case in &world.cases {
            let less = with_less(case, &mut random);
            for day in world.days.iter().skip(usize::try_from(round).unwrap()).step_by(8) {
                let more = found(&view, case, *day, &mut scratch).range;
                let open = found(&view, &less, *day, &mut scratch).range;
                let told = explain::decide(&view, &nowhere, &less, *day, &mut scratch).outcome;
                let within =
                    |inner: Range, outer: Range| outer.mildest <= inner.mildest && inner.gravest <= outer.gravest;
                assert!(within(told, open), "on {day}: {told:?}, one by one {open:?}");
                assert!(within(more, told), "on {day}: {told:?} with less, {more:?} with more");
                opened += u64::from(open.certain().is_none());
            }
        }
    }
    assert!(opened > 0, "nothing was ever left open");
}
