//! The laws of Kleene's logic, over all values there are.

use lexport::value::Truth::{self, False, True, Unknown};

const ALL: [Truth; 3] = [False, Unknown, True];

/// What is known, as the set of plain truth values that are still possible.
fn possible(truth: Truth) -> &'static [bool] {
    match truth {
        False => &[false],
        Unknown => &[false, true],
        True => &[true],
    }
}

/// What is known of an answer that was one of these.
fn known(answers: &[bool]) -> Truth {
    match (answers.contains(&false), answers.contains(&true)) {
        (true, true) => Unknown,
        (_, holds) => Truth::from(holds),
    }
}

fn each_pair(check: impl Fn(Truth, Truth)) {
    for a in ALL {
        for b in ALL {
            check(a, b);
        }
    }
}

#[test]
fn connectives_say_what_every_completion_says() {
    each_pair(|a, b| {
        let pairs = || possible(a).iter().flat_map(|x| possible(b).iter().map(|y| (*x, *y)));
        assert_eq!(a.and(b), known(&pairs().map(|(x, y)| x && y).collect::<Vec<_>>()));
        assert_eq!(a.or(b), known(&pairs().map(|(x, y)| x || y).collect::<Vec<_>>()));
        assert_eq!(a.not(), known(&possible(a).iter().map(|x| !x).collect::<Vec<_>>()));
    });
}

#[test]
fn laws() {
    assert!(False < Unknown && Unknown < True);
    each_pair(|a, b| {
        assert_eq!(a.and(b), b.and(a));
        assert_eq!(a.and(b).not(), a.not().or(b.not()));
        assert_eq!(a.and(a.or(b)), a);
        assert_eq!(a.or(a.and(b)), a);
        assert_eq!(a.not().not(), a);
        for c in ALL {
            assert_eq!(a.and(b.and(c)), a.and(b).and(c));
            assert_eq!(a.and(b.or(c)), a.and(b).or(a.and(c)));
            // More knowledge of a part never turns a settled answer.
            if a.is_unknown() && !a.and(b).or(c).is_unknown() {
                assert!([False, True].into_iter().all(|sure| sure.and(b).or(c) == a.and(b).or(c)));
            }
        }
    });
    assert_eq!(Unknown.or(Unknown.not()), Unknown);
}

#[test]
fn counting_says_what_every_completion_says() {
    for code in 0..81_usize {
        let truths: Vec<Truth> = [1, 3, 9, 27].iter().map(|place| ALL[code / place % 3]).collect();
        let mut counts = vec![0_usize];
        for truth in &truths {
            counts = counts.iter().flat_map(|n| possible(*truth).iter().map(move |x| n + usize::from(*x))).collect();
        }
        for n in 0..6 {
            let expected = known(&counts.iter().map(|count| *count >= n).collect::<Vec<_>>());
            assert_eq!(Truth::at_least(n, truths.iter().copied()), expected, "{n} of {truths:?}");
        }
        assert_eq!(Truth::all(truths.iter().copied()), Truth::at_least(4, truths.iter().copied()));
        assert_eq!(Truth::any(truths.iter().copied()), Truth::at_least(1, truths.iter().copied()));
    }
}
