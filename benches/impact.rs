//! What a rule made of many shipments: time, and the peak of the memory while the lines go by.
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
use std::io::{BufWriter, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Instant;
use support::shipments::Generator;

const SEED: u64 = 20_231_117;
/// After so many lines the memory is looked at.
const MARKS: [usize; 3] = [10_000, 100_000, 1_000_000];

/// What is asked: the law without and with one of its instruments, the summary alone, or a line for each case.
const RUNS: [(&str, &[&str]); 2] = [("the summary", &["--summary"]), ("every case as ndjson", &["--format", "ndjson"])];

fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_lexport"))
        .args(["impact", "benches/peers/policy.lxp", "--cases", "-", "--instrument", "rule_2023"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Hands over lines; what the program has not read by then is less than a pipe holds.
fn feed(to: &mut BufWriter<ChildStdin>, shipments: &mut Generator, lines: usize) {
    for shipment in shipments.take(lines) {
        serde_json::to_writer(&mut *to, &shipment).unwrap();
        to.write_all(b"\n").unwrap();
    }
    to.flush().unwrap();
}

/// The peak of a process so far, in MiB, where the system tells.
fn peak(child: &Child) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<f64>().ok()? / 1024.0)
}

/// One run over as many lines as the last mark: the times and the memory at each of them.
fn run(name: &str, arguments: &[&str]) {
    let mut child = start(arguments);
    let mut to = BufWriter::new(child.stdin.take().unwrap());
    let mut shipments = Generator::new(SEED);
    let begin = Instant::now();
    let mut fed = 0;
    for mark in MARKS {
        feed(&mut to, &mut shipments, mark - fed);
        fed = mark;
        let memory = peak(&child).map_or_else(|| "not told".to_owned(), |peak| format!("{peak:.1} MiB"));
        let seconds = begin.elapsed().as_secs_f64();
        println!("{name:<22} {mark:>9} cases  {seconds:>7.2} s, made on the way  peak {memory}");
    }
    drop(to);
    assert!(child.wait().unwrap().success());
}

fn impact(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("impact");
    group.sample_size(10);
    let lines = 10_000;
    for (name, arguments) in RUNS {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut child = start(arguments);
                let mut to = BufWriter::new(child.stdin.take().unwrap());
                feed(&mut to, &mut Generator::new(SEED), lines);
                drop(to);
                assert!(child.wait().unwrap().success());
            });
        });
    }
    group.finish();
}

criterion_group!(benches, impact);

fn main() {
    let words: Vec<String> = std::env::args().collect();
    // `cargo bench --bench impact -- lines 100000` writes so many cases, for whoever wants them in a file.
    if let Some(at) = words.iter().position(|word| word == "lines") {
        let count = words.get(at + 1).and_then(|count| count.parse().ok()).unwrap_or(100_000);
        let mut to = BufWriter::new(std::io::stdout().lock());
        for shipment in Generator::new(SEED).take(count) {
            serde_json::to_writer(&mut to, &shipment).unwrap();
            to.write_all(b"\n").unwrap();
        }
        return;
    }
    for (name, arguments) in RUNS {
        run(name, arguments);
    }
    // `cargo bench --bench impact -- summary` leaves it at that.
    if !words.iter().any(|word| word == "summary") {
        benches();
        Criterion::default().configure_from_args().final_summary();
    }
}
