//! Deciding shipments: by hand in Rust, and by the same policy in Lexport, from facts held ready and from JSON.
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
use lexport::explain;
use lexport::facts::Case;
use lexport::source::SourceMap;
use lexport::value::Truth;
use std::hint::black_box;
use support::by_hand;
use support::countries::Table;
use support::peers::{Policy, load, outcome};
use support::rounds::{Contestant, run};
use support::shipments::{Generator, Shipment, lines};

/// Shipments that the times are taken over, held in memory.
const HELD: usize = 2_000;
/// Shipments that are decided both ways before anything is timed.
const CHECKED: usize = 100_000;
const SEED: u64 = 20_231_117;

/// The decisions and the rules that hold must agree, or the times would compare different things.
fn check() {
    let law = load();
    let mut policy = Policy::new(&law);
    let (countries, mut case) = (Table::new(), Case::new(&law.layout));
    let mut trace = Vec::new();
    for shipment in Generator::new(SEED).take(CHECKED) {
        let line = serde_json::to_string(&shipment).unwrap();
        policy.read(&line, &mut case);
        let wanted = Some(by_hand::decide(&countries, &shipment));
        let (range, fired) = policy.decide(&case);
        assert_eq!(outcome(range, fired), wanted, "{line}");
        let (range, fired) = policy.traced(&case, &mut trace);
        assert_eq!(outcome(range, fired), wanted, "{line}");
    }
    println!("{CHECKED} shipments: the same decisions, the same rules that hold");
}

/// What is timed, once around.
struct Held<'l> {
    shipments: Vec<Shipment<'static>>,
    lines: Vec<String>,
    cases: Vec<Case>,
    countries: Table,
    policy: Policy<'l>,
    case: Case,
    trace: Vec<Truth>,
    sources: SourceMap,
}

impl<'l> Held<'l> {
    fn new(policy: Policy<'l>) -> Self {
        let (shipments, lines) = lines(SEED, HELD);
        let case = Case::new(&policy.law.layout);
        let cases = lines.iter().map(|line| {
            let mut case = Case::new(&policy.law.layout);
            policy.read(line, &mut case);
            case
        });
        let cases = cases.collect();
        let (countries, sources) = (Table::new(), SourceMap::new());
        Self { shipments, lines, cases, countries, policy, case, trace: Vec::new(), sources }
    }

    fn by_hand(&mut self) {
        for shipment in &self.shipments {
            black_box(by_hand::decide(&self.countries, black_box(shipment)));
        }
    }

    fn decide(&mut self) {
        for case in &self.cases {
            black_box(self.policy.decide(black_box(case)));
        }
    }

    fn traced(&mut self) {
        for case in &self.cases {
            black_box(self.policy.traced(black_box(case), &mut self.trace));
        }
    }

    fn explained(&mut self) {
        for case in &self.cases {
            let day = self.policy.day(case);
            let (view, scratch) = (&self.policy.view, &mut self.policy.scratch);
            black_box(explain::decide(view, &self.sources, black_box(case), day, scratch));
        }
    }

    fn facts_by_hand(&mut self) {
        for line in &self.lines {
            black_box(serde_json::from_str::<Shipment<'_>>(black_box(line)).unwrap());
        }
    }

    fn facts(&mut self) {
        for line in &self.lines {
            self.policy.read(black_box(line), &mut self.case);
            black_box(&self.case);
        }
    }

    fn json_by_hand(&mut self) {
        for line in &self.lines {
            let shipment = serde_json::from_str(black_box(line)).unwrap();
            black_box(by_hand::decide(&self.countries, &shipment));
        }
    }

    fn json(&mut self) {
        for line in &self.lines {
            self.policy.read(black_box(line), &mut self.case);
            black_box(self.policy.decide(&self.case));
        }
    }
}

/// One contestant: its name, whom it is measured against, the ratio asked for, what it does.
type Way = (&'static str, usize, Option<f64>, fn(&mut Held<'_>));

const WAYS: [Way; 8] = [
    ("by hand, facts ready", 0, None, |held| held.by_hand()),
    ("decide, facts ready", 0, Some(10.0), |held| held.decide()),
    ("decide with the trace, facts ready", 0, Some(50.0), |held| held.traced()),
    ("explain: all reasons, facts ready", 0, None, |held| held.explained()),
    ("facts from JSON, typed serde", 4, None, |held| held.facts_by_hand()),
    ("facts from JSON, Lexport", 4, None, |held| held.facts()),
    ("JSON to decision, serde and by hand", 6, None, |held| held.json_by_hand()),
    ("JSON to decision, Lexport", 6, Some(2.0), |held| held.json()),
];

fn ratios(rounds: usize) {
    let law = load();
    let mut contestants: Vec<Contestant<'_>> = Vec::new();
    for (name, against, target, pass) in WAYS {
        let mut held = Held::new(Policy::new(&law));
        contestants.push(Contestant { name, against, target, pass: Box::new(move || pass(&mut held)) });
    }
    run(&mut contestants, rounds, HELD);
}

fn timed(criterion: &mut Criterion) {
    let law = load();
    let mut held = Held::new(Policy::new(&law));
    let mut group = criterion.benchmark_group(format!("decide {HELD} shipments"));
    group.sample_size(20);
    for (name, _, _, pass) in WAYS {
        group.bench_function(name, |bencher| bencher.iter(|| pass(&mut held)));
    }
    group.finish();
}

criterion_group!(benches, timed);

fn main() {
    // `cargo bench --bench decide -- ratios` prints the table and leaves the rest.
    let only_ratios = std::env::args().any(|word| word == "ratios");
    check();
    ratios(if only_ratios { 101 } else { 41 });
    if !only_ratios {
        benches();
        Criterion::default().configure_from_args().final_summary();
    }
}
