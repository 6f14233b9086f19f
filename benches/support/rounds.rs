//! Contestants timed in turn, round after round, so that whatever else the machine does meets all of them alike.
//!
//! In its turn each makes one pass that is not timed, so that nobody pays for what the one before left in the caches,
//! and then as many as take about two milliseconds.

use std::time::Instant;

/// One way to do something with every one of some shipments.
pub(crate) struct Contestant<'a> {
    pub(crate) name: &'static str,
    /// Which contestant it is measured against, by position.
    pub(crate) against: usize,
    /// The ratio that is asked for.
    pub(crate) target: Option<f64>,
    /// Does it once with all of them.
    pub(crate) pass: Box<dyn FnMut() + 'a>,
}

/// How long a turn takes, in nanoseconds: less than what systems give a process before another has its turn.
const TURN: u128 = 2_000_000;

/// Runs the rounds and prints a table: the median time for one shipment, and the median of the rounds' ratios.
pub(crate) fn run(contestants: &mut [Contestant<'_>], rounds: usize, shipments: usize) {
    let mut times = vec![Vec::with_capacity(rounds); contestants.len()];
    // `-- ratios ready` is for those whose name has the word in it, and those they are measured against.
    let words: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--") && it != "ratios").collect();
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    for _ in 0..rounds {
        for (position, times) in times.iter_mut().enumerate() {
            let needed = contestants.iter().any(|it| it.against == position && wanted(it.name));
            let contestant = &mut contestants[position];
            if !needed && !wanted(contestant.name) {
                continue;
            }
            let warm = Instant::now();
            (contestant.pass)();
            let passes = (TURN / warm.elapsed().as_nanos().max(1)).clamp(1, 50);
            let begin = Instant::now();
            for _ in 0..passes {
                (contestant.pass)();
            }
            times.push(begin.elapsed().as_nanos() as f64 / passes as f64 / shipments as f64);
        }
    }
    println!("\n{:<34} {:>10} {:>9}  target", "one shipment", "median ns", "ratio");
    for (contestant, own) in contestants.iter().zip(&times).filter(|(_, own)| !own.is_empty()) {
        let ratios = own.iter().zip(&times[contestant.against]).map(|(own, other)| own / other).collect();
        let ratio = median(ratios);
        let target = contestant.target.map_or_else(String::new, |target| {
            format!("{target:>4} {}", if ratio <= target { "met" } else { "missed" })
        });
        println!("{:<34} {:>10.1} {:>8.2}x  {target}", contestant.name, median(own.clone()), ratio);
    }
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
