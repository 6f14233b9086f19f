//! Each command, used as it is meant to be.

use super::{finish, program, read, run, run_with};
use serde_json::Value;
use std::process::Stdio;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

/// What a command says, beside the snapshots of all other tests.
fn snapshot(name: &str, line: &str) {
    let ran = run(line);
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, description => line }, {
        insta::assert_snapshot!(format!("cli__{name}"), ran.out + &ran.err);
    });
}

#[test]
fn a_decision_as_json_is_stable() {
    snapshot("decide_json", "decide @law.lxp @license.json --format json");
}

#[test]
fn a_decision_in_words() {
    let ran = run("decide @law.lxp @license.json");
    assert!(ran.out.starts_with("license required on 2024-05-01"), "{}", ran.out);
    assert!(ran.out.ends_with('\n') && !ran.out.ends_with("\n\n"), "{:?}", ran.out);
    assert!(ran.out.contains("large_parcels"), "{}", ran.out);
    assert!(run("decide @law.lxp @license.json --why").out.len() >= ran.out.len());
}

#[test]
fn the_same_question_has_the_same_answer() {
    for line in [
        "decide @law.lxp @license.json --format json",
        "decide examples/advanced_computing examples/advanced_computing/cases/missing_die_area_2023-12-01.json --why",
        "schema examples/advanced_computing",
        "test @failing.lxp --coverage --format json",
        "decide @law.lxp @wrong.json",
    ] {
        let (one, other) = (run(line), run(line));
        assert_eq!((one.code, one.out, one.err), (other.code, other.out, other.err), "{line}");
    }
}

#[test]
fn standard_input_is_a_law_or_a_case() {
    let straight = run("decide @law.lxp @license.json");
    assert_eq!(run_with("decide @law.lxp -", &read("license.json")).out, straight.out);
    let law = run_with("decide - @license.json --format json", &read("law.lxp"));
    assert_eq!(json(&law.out)["outcome"], "license_required", "{}", law.err);
    let checked = json(&run_with("check - --format json", &read("law.lxp")).out);
    assert_eq!((&checked["laws"][0]["name"], &checked["laws"][0]["provisions"]), (&json("\"<stdin>\""), &json("3")));
    assert_eq!(run_with("test -", &read("law.lxp")).code, 0);
}

/// What a shell puts in the place of a command: a name of an open pipe.
#[cfg(unix)]
#[test]
fn a_law_and_a_case_may_be_pipes() {
    let straight = run("decide @law.lxp @license.json");
    let (law, case) = ("tests/cases/cli/law.lxp", "tests/cases/cli/license.json");
    let shell = |line: String| {
        let mut bash = std::process::Command::new("bash");
        bash.current_dir(env!("CARGO_MANIFEST_DIR")).env("LEXPORT", program().get_program());
        finish(bash.args(["-c", &line]), b"")
    };
    let case_piped = shell(format!("\"$LEXPORT\" decide {law} <(cat {case})"));
    assert_eq!((case_piped.code, case_piped.out), (0, straight.out.clone()), "{}", case_piped.err);
    let both_piped = shell(format!("\"$LEXPORT\" decide <(cat {law}) <(cat {case})"));
    assert_eq!((both_piped.code, both_piped.out), (0, straight.out), "{}", both_piped.err);
    // Such a law lies in no folder.
    let imports = shell("\"$LEXPORT\" check <(echo 'import other')".to_owned());
    assert!(imports.err.contains("this text is in no folder"), "{}", imports.err);
    // Nor is the name that was not found ever the one that was meant.
    let gone = shell("\"$LEXPORT\" check /dev/fd/63".to_owned());
    assert!(gone.code == 7 && !gone.err.contains("did you mean `/dev/fd/63`"), "{}", gone.err);
}

#[test]
fn a_folder_is_the_law_in_it() {
    let case = "examples/01_first_rule/case.json --format json";
    let folder = run(&format!("decide examples/01_first_rule {case}"));
    let file = run(&format!("decide examples/01_first_rule/law.lxp {case}"));
    assert_eq!((folder.code, &folder.out), (0, &file.out));
}

#[test]
fn the_day_asked_about_is_the_callers_or_the_cases_own() {
    let day = |line: &str| json(&run(&format!("{line} --format json")).out)["made_from"]["day"].clone();
    assert_eq!(day("decide @law.lxp @license.json"), "2024-05-01");
    assert_eq!(day("decide @law.lxp @license.json --on 2020-02-29"), "2020-02-29");
    assert_eq!(day("decide @law.lxp @dateless.json --on 2024-05-01"), "2024-05-01");
    let outcome = |line: &str| json(&run(&format!("{line} --format json")).out)["outcome"].clone();
    assert_eq!(outcome("decide @law.lxp @license.json --on 2020-02-29"), "no_license_required");
    assert_eq!(outcome("decide @law.lxp @license.json --known-on 2020-01-09"), "no_license_required");
    assert_eq!(outcome("decide @law.lxp @license.json --suppose lantern_bill"), "prohibited");
}

#[test]
fn a_case_without_a_day_is_told_so() {
    let ran = run("decide @law.lxp @dateless.json");
    assert!(ran.err.contains("LX0518") && ran.err.contains("`parcel.date`"), "{}", ran.err);
    assert!(ran.err.contains("--on 2023-11-17"), "{}", ran.err);
    snapshot("decide_dateless", "decide @law.lxp @dateless.json");
    snapshot("decide_wrong", "decide @law.lxp @wrong.json");
}

#[test]
fn a_bad_day_names_its_flag() {
    let ran = run("decide @law.lxp @license.json --on 2024-02-30");
    assert!(ran.err.contains("--on <DATE>") && ran.err.contains("no such day"), "{}", ran.err);
    let ran = run("decide @law.lxp @license.json --known-on 17.11.2023");
    assert!(ran.err.contains("--known-on <DATE>") && ran.err.contains("YYYY-MM-DD"), "{}", ran.err);
}

#[test]
fn days_where_one_is_wanted_are_marked() {
    let ran = run("decide @law.lxp @days.json --format json");
    let fault = &json(&ran.err)[0];
    assert_eq!(
        (&fault["code"], &fault["message"]),
        (&json("\"LX0518\""), &json("\"no day to ask about: `parcel.date` is known in part only\""))
    );
    assert_eq!((&fault["labels"][0]["line"], &fault["labels"][0]["column"]), (&json("4"), &json("11")));
    assert!(ran.err.contains("must be one day"), "{}", ran.err);
}

#[test]
fn every_fault_in_the_facts_is_told_with_its_place() {
    let ran = run("decide @law.lxp @wrong.json --format json");
    let all = json(&ran.err);
    let codes: Vec<&str> = all.as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["LX0502", "LX0507", "LX0508"]);
    let lines: Vec<u64> = all.as_array().unwrap().iter().map(|it| it["labels"][0]["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [2, 3, 5]);
    let text = run("decide @law.lxp @wrong.json").err;
    for code in codes {
        assert!(text.contains(code), "{text}");
    }
}

#[test]
fn what_could_not_be_worked_out_is_told() {
    let ran = run("decide @law.lxp @divided.json --format json");
    assert_eq!(json(&ran.out)["faults"][0]["code"], "LX0602", "{}", ran.out);
    assert!(run("decide @law.lxp @divided.json").out.contains("LX0602"));
}

#[test]
fn what_is_for_programs_parses() {
    let schema = json(&run("schema @law.lxp").out);
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let checked = json(&run("check @law.lxp --format json").out);
    let whole = json(
        r#"{ "name": "tests/cases/cli/law.lxp", "files": 1, "provisions": 3, "amendments": 0, "scenarios": 2, "findings": [] }"#,
    );
    assert_eq!((&checked["errors"], &checked["laws_at_fault"], &checked["laws"][0]), (&json("0"), &json("0"), &whole));
    let broken = json(&run("check @broken.lxp @law.lxp --format json").out);
    assert_eq!((&broken["errors"], &broken["laws_at_fault"]), (&json("2"), &json("1")));
    assert_eq!(broken["laws"][0]["findings"].as_array().unwrap().len(), 2);
    let tests = json(&run("test @failing.lxp --format json --coverage").out);
    assert_eq!((&tests["passed"], &tests["failed"]), (&json("1"), &json("1")));
    let law = &tests["laws"][0];
    assert_eq!(law["scenarios"][1]["failures"][0]["expected"], "expect prohibited");
    assert_eq!(law["coverage"]["rules"], 3);
    assert_eq!(law["coverage"]["rules_seen_to_apply"], 1);
    let at_fault = json(&run("test @broken.lxp --format json").out);
    assert_eq!(at_fault["laws_at_fault"], 1);
    assert!(!at_fault["laws"][0]["findings"].as_array().unwrap().is_empty());
    assert!(run("test @failing.lxp --format junit").out.contains("failures=\"1\""));
    assert!(run("test @broken.lxp --format junit").out.contains("errors=\"1\""));
}

#[test]
fn a_failing_scenario_shows_expected_against_found() {
    snapshot("test_failing", "test @failing.lxp");
    let ran = run("test @failing.lxp --filter NORWAY --verbose");
    assert!(ran.out.contains("1 of 1 scenario failed"), "{}", ran.out);
}

/// How a command over files ends, on whichever stream.
fn last_line(line: &str) -> String {
    let ran = run(line);
    let said = if ran.out.is_empty() { ran.err } else { ran.out };
    said.lines().last().unwrap().to_owned()
}

#[test]
fn the_last_line_says_how_it_went() {
    let ends = [
        ("check @law.lxp", "1 law in order: 1 file, 3 provisions, 2 scenarios"),
        ("check @law.lxp @law.lxp @law.lxp", "1 law in order: 1 file, 3 provisions, 2 scenarios"),
        ("check @broken.lxp", "2 errors"),
        ("check @law.lxp @broken.lxp", "1 of 2 laws at fault: 2 errors"),
        ("test @law.lxp", "2 scenarios in 1 law, all passed"),
        ("test @law.lxp --filter norway", "1 scenario in 1 law, passed"),
        ("test @failing.lxp", "1 of 2 scenarios failed in 1 law"),
        ("test @broken.lxp", "the law is at fault: nothing was tested"),
        ("test @broken.lxp @law.lxp", "1 of 2 laws at fault; 2 scenarios in 1 law, all passed"),
        ("test @broken.lxp @missing.lxp", "all 2 laws at fault: nothing was tested"),
        ("fmt --check stdlib/units.lxp", "1 file, in canonical form"),
        ("fmt --check stdlib/units", "8 files, all in canonical form"),
        ("fmt --check @law.lxp stdlib/units", "1 of 9 files is not in canonical form"),
        ("fmt --check @broken.lxp", "1 file, in canonical form"),
        ("fmt --check @missing.lxp stdlib/units", "1 of 9 files left as it was"),
        ("decide @broken.lxp @license.json", "nothing was decided: 2 errors"),
        ("schema @broken.lxp", "no schema was made: 2 errors"),
        ("plan @broken.lxp", "no plan was made: 2 errors"),
    ];
    for (line, end) in ends {
        assert_eq!(last_line(line), end, "{line}");
    }
}

#[test]
fn a_folder_is_searched_for_laws() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(at("one/parts")).unwrap();
    let shared = "unit TPP\nvalue limit : Number in TPP = 5 TOPS\n";
    for (name, text) in [
        ("one/law.lxp", "import parts/units\n"),
        ("one/parts/units.lxp", "unit TPP\n"),
        ("shared.lxp", shared),
        ("two.lxp", "import shared\n"),
        ("notes.txt", "no law\n"),
    ] {
        std::fs::write(at(name), text).unwrap();
    }
    let ran = finish(program().arg("check").arg(folder.path()), b"");
    // What two laws share is wrong once.
    assert_eq!((ran.code, ran.out.as_str()), (4, ""));
    assert!(ran.err.ends_with("2 of 3 laws at fault: 1 error\n"), "{}", ran.err);
    assert_eq!(ran.err.matches("error[").count(), 1, "{}", ran.err);
    let ran = finish(program().arg("check").arg(at("one")).arg(at("one/parts")), b"");
    assert_eq!(ran.out, "2 laws in order: 2 files, 0 provisions, 0 scenarios\n");
}

#[test]
fn coverage_names_what_was_never_asked() {
    snapshot("test_coverage", "test @law.lxp --coverage");
}

#[test]
fn the_scenarios_of_the_examples_ask_everything() {
    let ran = run("test examples --coverage --format json");
    for law in json(&ran.out)["laws"].as_array().unwrap() {
        let seen = |list: &str, ways: [&str; 2]| {
            let all = law["coverage"][list].as_array().unwrap().iter();
            let missing = all.filter(|it| ways.iter().any(|way| it[way] != true));
            missing.map(|it| it["place"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(seen("by_rule", ["applied", "applied"]), Vec::<String>::new(), "never seen to apply");
        assert_eq!(seen("by_limb", ["held", "failed"]), Vec::<String>::new(), "never seen both ways");
    }
}

#[test]
fn color_is_for_terminals_and_for_those_who_ask() {
    let colored = |ran: super::Ran| (ran.out + &ran.err).contains('\u{1b}');
    for line in ["decide @law.lxp @license.json", "check @broken.lxp", "test @failing.lxp", "explain LX9999"] {
        assert!(!colored(run(line)), "{line}");
        assert!(colored(run(&format!("{line} --color always"))), "{line} --color always");
        assert!(!colored(run(&format!("{line} --color never"))), "{line} --color never");
    }
    let law = ["check", "tests/cases/cli/broken.lxp"];
    assert!(colored(finish(program().args(law).env("CLICOLOR_FORCE", "1"), b"")));
    assert!(!colored(finish(program().args(law).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1"), b"")));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    let mut child = program()
        .args(["schema", "examples/advanced_computing"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn every_command_has_help_that_ends_in_its_exit_codes_or_a_way_on() {
    let top = run("--help").out;
    for command in ["check", "decide", "test", "impact", "schema", "explain", "ast", "completions"] {
        assert!(top.contains(&format!("  {command} ")), "{top}");
        let (short, long) = (run(&format!("{command} -h")).out, run(&format!("help {command}")).out);
        assert!(short.contains("Usage: lexport") && long.len() >= short.len(), "{command}");
        for line in short.lines().filter(|line| line.trim_start().starts_with('-')) {
            assert!(line.trim().split("  ").filter(|part| !part.is_empty()).count() >= 2, "{command}: {line}");
        }
    }
    assert!(run("help decide").out.contains("undetermined: the facts known do not decide"));
    assert!(run("completions bash").out.contains("known-on"));
}
