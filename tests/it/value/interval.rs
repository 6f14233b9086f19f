//! Whatever the facts turn out to be, what was said of them while they were known in part stays true.

use super::{everyday, number};
use lexport::value::{Bound, Interval, Number, NumberFault, Truth};
use proptest::prelude::*;

fn end(at: BoxedStrategy<Number>) -> impl Strategy<Value = Option<Bound>> {
    proptest::option::weighted(0.8, (at, any::<bool>()).prop_map(|(at, inclusive)| Bound { at, inclusive }))
}

/// Ends are small and often zero or equal, where the special cases are.
fn small() -> BoxedStrategy<Number> {
    prop_oneof![3 => (-3_i64..4).prop_map(Number::from_i64), 1 => everyday()].boxed()
}

fn between(at: BoxedStrategy<Number>) -> impl Strategy<Value = Interval> {
    let any = (end(at.clone()), end(at.clone())).prop_map(|(one, two)| match (one, two) {
        (Some(a), Some(b)) if a.at > b.at => Interval::new(two, one),
        _ => Interval::new(one, two),
    });
    prop_oneof![4 => any.prop_filter_map("empty", |interval| interval), 1 => at.prop_map(Interval::exact)]
}

/// Points of an interval: its ends, points near them, and others.
fn points(interval: Interval, others: &[Number]) -> Vec<Number> {
    let near = [(0, 1), (1, 100), (-1, 100), (1, 1), (-1, 1), (1000, 1), (-1000, 1)];
    let near = near.map(|(above, below)| Number::from_ratio(above, below).unwrap());
    let ends: Vec<Number> = [interval.lo(), interval.hi()].into_iter().flatten().map(|bound| bound.at).collect();
    let around = ends.iter().flat_map(|at| near.iter().filter_map(|step| at.add(*step).ok()));
    let middle = match ends[..] {
        [lo, hi] => lo.add(hi).and_then(|sum| sum.div(Number::from_i64(2))).ok(),
        _ => None,
    };
    around.chain(middle).chain(others.iter().copied()).chain(near).filter(|point| interval.contains(*point)).collect()
}

type Op = fn(Interval, Interval) -> Result<Interval, NumberFault>;
type PointOp = fn(Number, Number) -> Result<Number, NumberFault>;

const OPERATIONS: [(Op, PointOp); 6] = [
    (Interval::add, Number::add),
    (Interval::sub, Number::sub),
    (Interval::mul, Number::mul),
    (Interval::div, Number::div),
    (|a, b| Ok(a.min(b)), |x, y| Ok(x.min(y))),
    (|a, b| Ok(a.max(b)), |x, y| Ok(x.max(y))),
];

type Verdict = fn(&Interval, &Interval) -> Truth;
type PointVerdict = fn(&Number, &Number) -> bool;

const COMPARISONS: [(Verdict, PointVerdict); 5] = [
    (Interval::lt, Number::lt),
    (Interval::le, Number::le),
    (Interval::gt, Number::gt),
    (Interval::ge, Number::ge),
    (Interval::equals, Number::eq),
];

fn holds(a: Interval, b: Interval, others: &[Number]) -> Result<(), TestCaseError> {
    let (in_a, in_b) = (points(a, others), points(b, others));
    for (index, (whole, of_points)) in OPERATIONS.iter().enumerate() {
        let Ok(result) = whole(a, b) else { continue };
        // Never empty, however it was made.
        prop_assert!(Interval::new(result.lo(), result.hi()).is_some());
        for (x, y) in in_a.iter().flat_map(|x| in_b.iter().map(move |y| (*x, *y))) {
            if let Ok(point) = of_points(x, y) {
                prop_assert!(
                    result.contains(point),
                    "operation {index} on {a}, {b}: {point} of {x}, {y} not in {result}"
                );
            }
        }
    }
    for (index, (verdict, of_points)) in COMPARISONS.iter().enumerate() {
        let said = verdict(&a, &b);
        for (x, y) in in_a.iter().flat_map(|x| in_b.iter().map(move |y| (*x, *y))) {
            prop_assert!(said.known().is_none_or(|said| said == of_points(&x, &y)), "comparison {index} of {a}, {b}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::search::cases(600))]

    #[test]
    fn sound(a in between(small()), b in between(small()), others in proptest::collection::vec(small(), 4)) {
        holds(a, b, &others)?;
    }

    #[test]
    fn sound_at_the_edges(a in between(number()), b in between(number())) {
        holds(a, b, &[])?;
    }

    #[test]
    fn exact_stays_exact(x in number(), y in number()) {
        let (a, b) = (Interval::exact(x), Interval::exact(y));
        for (whole, of_points) in OPERATIONS {
            prop_assert_eq!(whole(a, b).map(|result| result.as_exact()), of_points(x, y).map(Some));
        }
        for (verdict, of_points) in COMPARISONS {
            prop_assert_eq!(verdict(&a, &b), Truth::from(of_points(&x, &y)));
        }
    }

    /// Sound is not enough: an end that is said to be possible is reached by some pair of points.
    #[test]
    fn tight(a in between(small()), b in between(small())) {
        for (whole, of_points) in OPERATIONS {
            let Ok(result) = whole(a, b) else { continue };
            let reached: Vec<Number> = points(a, &[])
                .into_iter()
                .flat_map(|x| points(b, &[]).into_iter().filter_map(move |y| of_points(x, y).ok()))
                .collect();
            for bound in [result.lo(), result.hi()].into_iter().flatten() {
                prop_assert_eq!(bound.inclusive, reached.contains(&bound.at), "{} of {}, {}", result, a, b);
            }
        }
        prop_assert_eq!(a.neg().neg(), a);
        prop_assert_eq!(a.hull(b).intersect(a), Some(a));
        prop_assert_eq!(a.intersect(b).is_none(), a.equals(&b).is_false());
    }

    #[test]
    fn conversion_keeps_the_ends(a in between(everyday()), factor in 1_i64..1000) {
        let factor = Number::from_i64(factor);
        let back = Number::ONE.div(factor).unwrap();
        prop_assert_eq!(a.scale(factor).unwrap().scale(back), Ok(a));
    }
}
