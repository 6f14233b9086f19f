//! From the start of the program to its answer: the whole process, as a person or a script meets it.
#![allow(missing_docs, reason = "the macros of the benchmark library write none")]

mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use std::path::Path;
use std::process::{Command, Stdio};

/// What is run: without a law, with a small one, with the policy of the peers, and with a whole regime.
const RUNS: [(&str, &[&str]); 4] = [
    ("the program alone", &["--version"]),
    ("check a small law", &["check", "examples/05_dates/law.lxp"]),
    ("check the policy of the peers", &["check", "benches/peers/policy.lxp"]),
    ("check a regime with the standard library", &["check", "examples/advanced_computing/law.lxp"]),
];

fn starts(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut group = criterion.benchmark_group("cold start");
    group.sample_size(20);
    for (name, arguments) in RUNS {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut command = Command::new(env!("CARGO_BIN_EXE_lexport"));
                let done = command.args(arguments).current_dir(folder).stdout(Stdio::null()).status().unwrap();
                assert!(done.success());
            });
        });
    }
    group.finish();
}

criterion_group!(benches, starts);
criterion_main!(benches);
