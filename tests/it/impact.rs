//! What a change of the law makes of many cases: what is counted, what is listed, and that no line hides another.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "the settings that allow them in tests do not reach helpers"
)]

use crate::cli::{Ran, finish, program};
use crate::support::shipments::lines;
use serde_json::Value;
use std::process::Stdio;

/// `lexport impact` on the law of the cases; in the arguments `@` stands for their folder.
fn run(line: &str) -> Ran {
    run_with(line, b"")
}

fn run_with(line: &str, input: &[u8]) -> Ran {
    let arguments = format!("impact @law.lxp {line}").replace('@', "tests/cases/impact/");
    finish(program().args(arguments.split_whitespace()), input)
}

fn snapshot(name: &str, line: &str) {
    let Ran { code, out, err } = run(line);
    let ended = if err.is_empty() { String::new() } else { format!("---- standard error\n{err}") };
    insta::with_settings!({ prepend_module_to_snapshot => false, description => line, omit_expression => true,
        filters => [("[0-9a-f]{64}", "HASH"), ("law [0-9a-f]{12}", "law HASH")] }, {
        insta::assert_snapshot!(format!("impact__{name}"), format!("{out}{ended}---- exit code {code}\n"));
    });
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

#[test]
fn an_amendment_makes_cases_graver_and_milder() {
    snapshot("amendment", "--cases @mixed.ndjson --amendment lower_weight");
    snapshot("amendment_json", "--cases @mixed.ndjson --amendment lower_weight --format json");
    snapshot("amendment_ndjson", "--cases @mixed.ndjson --amendment lower_weight --format ndjson --only changed");
}

#[test]
fn a_bill_is_taken_to_be_law() {
    snapshot("bill", "--cases @mixed.ndjson --amendment no_gifts --on 2025-02-01");
    let (one, other) = (
        run("--cases @mixed.ndjson --amendment no_gifts --on 2025-02-01 --format ndjson"),
        run("--cases @mixed.ndjson --instrument gifts_bill --on 2025-02-01 --format ndjson"),
    );
    let cases =
        |ran: &Ran| ran.out.lines().filter(|line| !line.contains("summary")).map(ToOwned::to_owned).collect::<Vec<_>>();
    assert_eq!(cases(&one), cases(&other));
    assert!(cases(&one).iter().any(|line| line.contains("\"graver\"")), "{}", one.out);
}

#[test]
fn two_days_are_compared() {
    snapshot("days", "--cases @mixed.ndjson --from 2024-05-31 --to 2024-06-01");
    let back = run("--cases @mixed.ndjson --from 2024-06-01 --to 2024-05-31 --format json");
    let there = run("--cases @mixed.ndjson --from 2024-05-31 --to 2024-06-01 --format json");
    let (back, there) = (json(&back.out), json(&there.out));
    assert_eq!(there["summary"]["graver"], back["summary"]["milder"]);
    assert_eq!(there["summary"]["rules"], back["summary"]["rules"]);
    assert_eq!(there["cases"][1]["before"]["on"], "2024-05-31");
}

#[test]
fn what_is_listed_can_be_chosen() {
    snapshot("only", "--cases @mixed.ndjson --amendment lower_weight --only milder --only undetermined");
    snapshot("summary", "--cases @mixed.ndjson --amendment lower_weight --summary");
    let listed = |only: &str| {
        let ran = run(&format!("--cases @mixed.ndjson --amendment lower_weight --format json {only}"));
        json(&ran.out)["cases"].as_array().unwrap().len()
    };
    let all = ["graver", "milder", "undetermined", "decided", "unchanged"];
    let each: Vec<usize> = all.iter().map(|only| listed(&format!("--only {only}"))).collect();
    assert_eq!(each.iter().sum::<usize>(), listed("--only all"));
    assert_eq!(listed("--only changed"), listed("--only all") - each[4]);
    assert_eq!((listed(""), listed("--summary")), (listed("--only all"), 0));
}

#[test]
fn why_is_said_of_a_line_or_an_id() {
    snapshot("why_line", "--cases @mixed.ndjson --amendment lower_weight --summary --why 2");
    snapshot("why_the_same", "--cases @mixed.ndjson --amendment lower_weight --summary --why light");
    snapshot("why_nobody", "--cases @unchanged.ndjson --amendment lower_weight --why nobody --why 3");
    let why = |which: &str| {
        let ran =
            run(&format!("--cases @mixed.ndjson --amendment lower_weight --summary --format ndjson --why {which}"));
        json(ran.out.lines().next().unwrap())
    };
    assert_eq!((why("watched"), why("id:watched")), (why("7"), why("7")));
    assert_eq!(why("id:12")["line"], 12);
    assert_eq!(why("12")["why"]["after"]["outcome"], "license_required");
    assert!(why("2")["why"]["before"]["nearest"].as_array().unwrap().is_empty());
    let by_path =
        "--cases @mixed.ndjson --amendment lower_weight --id-field parcel.id --summary --format ndjson --why early";
    assert_eq!(json(run(by_path).out.lines().next().unwrap())["id"], "early");
}

#[test]
fn broken_lines_are_told_of_and_the_others_compared() {
    snapshot("broken", "--cases @broken.ndjson --amendment lower_weight");
    let ran = run("--cases @broken.ndjson --amendment lower_weight --format ndjson");
    assert_eq!((ran.code, ran.out.lines().count()), (5, 3), "{}", ran.out);
    let faults: Vec<Value> = serde_json::Deserializer::from_str(&ran.err).into_iter().map(Result::unwrap).collect();
    let lines: Vec<&Value> = faults.iter().map(|it| &it[0]["labels"][0]["line"]).collect();
    assert_eq!(lines, [2, 3, 4, 5, 6]);
    assert!(faults[0].as_array().unwrap().len() == 3, "{}", ran.err);
}

#[test]
fn a_line_without_end_stops_nothing() {
    let good = std::fs::read("tests/cases/impact/unchanged.ndjson").unwrap();
    let long = vec![b'x'; lexport::impact::LONGEST_LINE + 1];
    let input = [good.as_slice(), &long, b"\n", &good].concat();
    let ran = run_with("--cases - --amendment lower_weight", &input);
    assert_eq!(ran.code, 5);
    assert!(ran.out.contains("4 cases, all unchanged") && ran.out.contains("1 line is no case: 3"), "{}", ran.out);
    assert!(ran.err.contains("LX0519") && ran.err.contains("<stdin>:3:1") && ran.err.contains("4 MiB"), "{}", ran.err);
    let ran = run_with("--cases - --amendment lower_weight", &[long.as_slice(), &long].concat());
    assert!(ran.out.contains("no cases\n") && ran.code == 5, "{}", ran.out);
}

#[test]
fn nothing_to_tell_is_told_in_few_words() {
    snapshot("empty", "--cases @empty.ndjson --amendment lower_weight");
    snapshot("unchanged", "--cases @unchanged.ndjson --amendment lower_weight");
    let ran = run("--cases @empty.ndjson --amendment lower_weight --format json");
    assert_eq!(json(&ran.out)["cases"], json("[]"));
}

#[test]
fn arguments_that_mean_nothing_are_told_so() {
    for (line, words) in [
        ("--cases @mixed.ndjson", "nothing to compare"),
        ("--cases @mixed.ndjson --from 2024-01-01", "--to"),
        ("--cases @mixed.ndjson --to 2024-01-01", "--from"),
        ("--cases @mixed.ndjson --from 2024-01-01 --to 2024-02-01 --on 2024-03-01", "--on"),
        ("--cases @mixed.ndjson --amendment lower_weight --from 2024-01-01 --to 2024-02-01", "--from"),
        ("--cases @mixed.ndjson --amendment lower_wait", "`lower_weight`"),
        ("--cases @mixed.ndjson --amendment weights_act", "`--instrument weights_act`"),
        ("--cases @mixed.ndjson --instrument no_gifts", "`--amendment no_gifts`"),
        ("--cases @mixed.ndjson --amendment lower_weight --without lower_weight", "both sides"),
        ("--cases @mixed.ndjson --amendment lower_weight --suppose gift_bill", "`gifts_bill`"),
        ("--cases @mixed.ndjson --amendment lower_weight --summary --only graver", "--only"),
    ] {
        let ran = run(line);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}\n{}", ran.err);
        assert!(ran.err.contains(words), "{line}: no `{words}` in\n{}", ran.err);
    }
    let at = |line: &str| finish(program().args(line.replace('@', "tests/cases/impact/").split(' ')), b"");
    assert_eq!(at("impact - --cases - --instrument act").code, 2);
    let dateless = at("impact @dateless.lxp --cases @empty.ndjson --instrument act");
    assert!(dateless.code == 2 && dateless.err.contains("--on"), "{}", dateless.err);
    assert_eq!(at("impact @dateless.lxp --cases @empty.ndjson --instrument act --on 2024-01-01").code, 0);
    assert_eq!(run("--cases @missing.ndjson --amendment lower_weight").code, 7);
    assert_eq!(run("--cases tests --amendment lower_weight").code, 7);
}

/// Cases in the order of their lines and the same however often, although several threads are at work.
#[test]
fn order_and_sums_do_not_depend_on_threads() {
    let cases = lines(11, 3_000).1.join("\n");
    let ask = |more: &str| {
        let line = format!("impact benches/peers/policy.lxp --cases - --instrument rule_2023 --format ndjson {more}");
        finish(program().args(line.split_whitespace()), cases.as_bytes())
    };
    let all = ask("");
    assert_eq!((all.code, &all.out), (0, &ask("").out));
    let told: Vec<Value> = all.out.lines().map(json).collect();
    let (summary, cases) = told.split_last().unwrap();
    assert!(cases.iter().zip(1..).all(|(case, line)| case["line"] == line && case["id"] == format!("S{line:07}")));
    let summary = &summary["summary"];
    let count = |change: &str| cases.iter().filter(|case| case["change"] == change).count();
    for change in ["unchanged", "graver", "milder", "undetermined", "decided"] {
        assert_eq!(summary[change], count(change), "{change}");
    }
    assert!(count("graver") > 0, "{summary}");
    let pairs = summary["outcomes"].as_array().unwrap();
    assert_eq!(pairs.iter().map(|it| it["cases"].as_u64().unwrap()).sum::<u64>(), 3_000);
    for pair in pairs {
        let same =
            |case: &&Value| case["before"]["outcome"] == pair["before"] && case["after"]["outcome"] == pair["after"];
        assert_eq!(pair["cases"], cases.iter().filter(same).count());
    }
    for rule in summary["rules"].as_array().unwrap() {
        let by = |case: &&Value| case["rules"].as_array().unwrap().iter().any(|it| it["name"] == rule["name"]);
        assert_eq!(rule["cases"], cases.iter().filter(by).count());
    }
    // Where the outcome differs, some rule makes the difference.
    assert!(cases.iter().all(|case| (case["change"] == "unchanged") == case["rules"].as_array().unwrap().is_empty()));
}

/// One case at a time, the outcomes are those that `decide` gives.
#[test]
fn outcomes_are_those_of_decisions() {
    let all = run("--cases @mixed.ndjson --from 2024-05-31 --to 2024-07-01 --format json");
    let all = json(&all.out);
    let cases = std::fs::read_to_string("tests/cases/impact/mixed.ndjson").unwrap();
    for case in all["cases"].as_array().unwrap() {
        let line = usize::try_from(case["line"].as_u64().unwrap()).unwrap();
        let mut facts = json(cases.lines().nth(line - 1).unwrap());
        if facts.get("parcel").is_some() {
            facts.as_object_mut().unwrap().remove("id");
        }
        for (side, day) in [("before", "2024-05-31"), ("after", "2024-07-01")] {
            let line = format!("decide tests/cases/impact/law.lxp - --format json --on {day}");
            let decision = finish(program().args(line.split(' ')), facts.to_string().as_bytes());
            assert_eq!(json(&decision.out)["outcome"], case[side]["outcome"], "{facts} on {day}");
        }
    }
}

#[test]
fn whoever_has_seen_enough_may_stop_reading() {
    let cases = lines(3, 50_000).1.join("\n");
    let arguments = "impact benches/peers/policy.lxp --cases - --instrument rule_2023 --format ndjson";
    let mut command = program();
    let mut child = command
        .args(arguments.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    // It stops reading as well, so not all of this finds a reader.
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), cases.as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn what_follows_beside_an_outcome_is_counted_apart() {
    let run = |line: &str| {
        let line = format!("impact @beside.lxp --cases @beside.ndjson --instrument forms_act {line}");
        finish(program().args(line.replace('@', "tests/cases/impact/").split_whitespace()), b"")
    };
    let Ran { code, out, err } = run("--only otherwise --why seven");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true,
        filters => [("law [0-9a-f]{12}", "law HASH")] }, {
        insta::assert_snapshot!("impact__otherwise", format!("{out}{err}---- exit code {code}\n"));
    });
    let found = json(&run("--format json").out);
    let named = |case: &Value| case["otherwise"].as_array().unwrap().len();
    let cases = found["cases"].as_array().unwrap();
    assert_eq!(cases.iter().filter(|case| named(case) > 0).count(), 6);
    assert_eq!(found["summary"]["otherwise"], 6);
    assert_eq!(found["summary"]["differences"][0], serde_json::json!({ "name": "duties", "cases": 4 }));
    // Not of those aboard, which the old law governs, nor of those before the act.
    assert!(
        cases
            .iter()
            .all(|case| named(case) == 0 || !["heavy, aboard", "heavy, before"].iter().any(|id| case["id"] == *id))
    );
}
