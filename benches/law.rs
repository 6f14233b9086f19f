//! Loading a law of 5,000 provisions: each stage by itself, the whole, and the memory it takes.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_arithmetic,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on may stop; it has a clock and reads files; the macros write no documentation"
)]

mod support;

use criterion::{BatchSize, Criterion, criterion_group};
use lexport::check::{self, CsvTexts};
use lexport::diagnostic::Bag;
use lexport::session::Session;
use lexport::source::{SourceId, SourceMap};
use lexport::{enact, plan, resolve, syntax};
use std::hint::black_box;
use std::time::Instant;
use support::law;

const PROVISIONS: usize = 5_000;

fn parse(sources: &SourceMap, id: SourceId, bag: &mut Bag) -> syntax::ast::File {
    syntax::parse(sources.get(id).unwrap(), id, bag)
}

/// The peak of the memory this process ever held, in megabytes, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

fn load(text: &str) -> plan::Law {
    let mut session = Session::from_text("generated.lxp", text, None);
    let law = session.plan();
    law.unwrap_or_else(|| panic!("{:?}", session.take_findings().iter().next()))
}

/// What the first load of a process takes, before anything else has run in it.
fn summary(text: &str) {
    println!("{PROVISIONS} provisions, {} KB, {} lines", text.len() / 1000, text.lines().count());
    let begin = Instant::now();
    let law = load(text);
    println!("first load: {:.0} ms (asked for: less than 1000)", begin.elapsed().as_secs_f64() * 1e3);
    println!("{} nodes, {} rules, {} instances", law.nodes.nodes.len(), law.rules.len(), law.instances.len());
    match peak() {
        Some(megabytes) => println!("peak memory: {megabytes} MB (asked for: less than 200)"),
        None => println!("peak memory: this system does not say"),
    }
    let begin = Instant::now();
    let view = plan::View::new(&law);
    black_box(view.on(lexport::value::Date::MAX));
    println!("the law of one day: {:.1} ms", begin.elapsed().as_secs_f64() * 1e3);
}

fn stages(criterion: &mut Criterion) {
    let text = law::text(PROVISIONS);
    let mut group = criterion.benchmark_group(format!("law of {PROVISIONS} provisions"));
    group.sample_size(10);

    let mut sources = SourceMap::new();
    let id = sources.add("generated.lxp", text.as_str()).unwrap();
    let mut bag = Bag::new();
    group.bench_function("parse", |bencher| bencher.iter(|| black_box(parse(&sources, id, &mut bag))));

    let library = lexport::session::library_text("std/countries").unwrap();
    let library = sources.add("std/countries.lxp", library).unwrap();
    let files = [parse(&sources, library, &mut bag), parse(&sources, id, &mut bag)];
    group.bench_function("enact and resolve", |bencher| {
        bencher.iter(|| {
            let law = enact::enact(&files, &enact::Standpoint::default(), &mut bag);
            black_box(resolve::resolve(&law, &mut bag));
        });
    });
    let enacted = enact::enact(&files, &enact::Standpoint::default(), &mut bag);
    let names = resolve::resolve(&enacted, &mut bag);
    group.bench_function("check", |bencher| {
        bencher.iter(|| black_box(check::check(&enacted, &names, &CsvTexts::new(), &mut bag)));
    });
    let typed = check::check(&enacted, &names, &CsvTexts::new(), &mut bag);
    assert!(!bag.has_errors());
    group.bench_function("plan", |bencher| {
        bencher.iter(|| {
            let law = plan::compile(&typed, &mut bag);
            plan::coherence(&law, &typed, &mut bag);
            black_box(law)
        });
    });
    let planned = plan::compile(&typed, &mut bag);
    group.bench_function("the law of one day", |bencher| {
        let view = || plan::View::new(&planned);
        bencher.iter_batched(
            view,
            |view| {
                black_box(view.on(lexport::value::Date::MAX));
            },
            BatchSize::LargeInput,
        );
    });
    group.bench_function("load, from text to plan", |bencher| bencher.iter(|| black_box(load(&text))));
    group.finish();
}

criterion_group!(benches, stages);

fn main() {
    summary(&law::text(PROVISIONS));
    // `cargo bench --bench law -- summary` leaves it at that.
    if !std::env::args().any(|word| word == "summary") {
        benches();
        Criterion::default().configure_from_args().final_summary();
    }
}
