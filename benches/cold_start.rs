//! From the start of the program to its answer: the whole process, as a person or a script meets it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_arithmetic,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on may stop; it has a clock and reads files; the macros write no documentation"
)]

mod support;

use criterion::{Criterion, criterion_group};
use std::process::{Command, Stdio};
use std::time::Instant;
use support::rounds::median;

const CASE: &str = "examples/advanced_computing/cases/h20_2025-04-10.json";

/// What is run: no law, a small one, one of a rule that rests on the standard library, and a whole regime.
const RUNS: [(&str, &[&str]); 5] = [
    ("the program alone", &["--version"]),
    ("check a small law", &["check", "examples/05_dates/law.lxp"]),
    ("check the policy of the peers", &["check", "benches/peers/policy.lxp"]),
    ("decide with the standard library", &["decide", "benches/cold_start.lxp", CASE]),
    ("decide under a whole regime", &["decide", "examples/advanced_computing", CASE]),
];

/// The least time of some runs: what the machine does meanwhile only ever adds to it.
fn least(arguments: &[&str], runs: usize) -> f64 {
    let run = |_| {
        let begin = Instant::now();
        start(arguments);
        begin.elapsed().as_secs_f64() * 1e3
    };
    (0..runs).map(run).fold(f64::INFINITY, f64::min)
}

fn start(arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lexport"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdout(Stdio::null());
    assert!(command.status().unwrap().success(), "{arguments:?}");
}

fn starts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cold start");
    group.sample_size(20);
    for (name, arguments) in RUNS {
        group.bench_function(name, |bencher| {
            bencher.iter(|| start(arguments));
        });
    }
    group.finish();
}

criterion_group!(benches, starts);

fn main() {
    for (name, arguments) in RUNS {
        let runs = (0..41).map(|_| least(arguments, 1)).collect();
        println!("{name:<36} median {:>6.1} ms, least {:>6.1} ms", median(runs), least(arguments, 40));
    }
    // `cargo bench --bench cold_start -- summary` leaves it at that.
    if !std::env::args().any(|word| word == "summary") {
        benches();
        Criterion::default().configure_from_args().final_summary();
    }
}
