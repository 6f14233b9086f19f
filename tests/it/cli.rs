//! The program as a whole: arguments in; text, JSON and exit codes out.

mod hostile;
mod named;
mod tests;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// How a run ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The program, in the root of the repository and with no wish about color.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lexport"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

/// Runs it with arguments, split at spaces, in which `@` stands for the folder of the cases.
pub(crate) fn run(line: &str) -> Ran {
    run_with(line, b"")
}

/// The same with something on standard input.
pub(crate) fn run_with(line: &str, input: &[u8]) -> Ran {
    finish(program().args(line.replace('@', "tests/cases/cli/").split(' ')), input)
}

pub(crate) fn finish(command: &mut Command, input: &[u8]) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    // A program may answer while it reads, and one that ends before it has read everything closes the pipe.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            let _ = to.write_all(input);
        });
        child.wait_with_output().unwrap()
    });
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

pub(crate) fn read(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cli").join(name)).unwrap()
}

#[test]
fn several_cases_are_decided_on_several_days() {
    let ran = run("decide @law.lxp @license.json @undetermined.json --on 2024-01-01 --on 2024-01-02 --format json");
    assert_eq!(ran.code, 3);
    let all: Vec<serde_json::Value> = serde_json::from_str(&ran.out).unwrap();
    let told =
        all.iter().map(|it| (it["case"].as_str().unwrap(), it["decision"]["made_from"]["day"].as_str().unwrap()));
    let (license, undetermined) = ("tests/cases/cli/license.json", "tests/cases/cli/undetermined.json");
    let days = ["2024-01-01", "2024-01-02"];
    assert_eq!(told.collect::<Vec<_>>(), [license, undetermined].map(|case| days.map(|day| (case, day))).concat());
    // Each is the decision that it is alone.
    let alone = run("decide @law.lxp @undetermined.json --on 2024-01-02 --format json");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&alone.out).unwrap(), all[3]["decision"]);
    let text = run("decide @law.lxp @license.json @undetermined.json --on 2024-01-01 --on 2024-01-02");
    let heads = text.out.lines().filter(|line| {
        line.ends_with("license.json") || line.ends_with("undetermined.json") || line.contains(" on 2024-01-0")
    });
    assert_eq!(heads.count(), 6, "{}", text.out);
}

#[test]
fn a_case_at_fault_keeps_no_other_from_being_decided() {
    let ran = run("decide @law.lxp @wrong.json @missing.json @license.json");
    let alone = run("decide @law.lxp @license.json");
    assert_eq!(ran.code, 7);
    assert!(ran.out.ends_with(&alone.out), "{}", ran.out);
    assert!(ran.err.contains("2 of 3 cases could not be decided"), "{}", ran.err);
    assert_eq!(run("decide @law.lxp @wrong.json @license.json").code, 5);
}

/// Every exit code, and that answers are on standard output and what is wrong on standard error.
#[test]
fn exit_codes_tell_how_a_run_ended() {
    let runs = [
        (0, "decide @law.lxp @license.json"),
        (0, "decide @law.lxp @license.json --format json"),
        (0, "check @law.lxp"),
        (0, "test @law.lxp"),
        (0, "schema @law.lxp"),
        (0, "ast @law.lxp"),
        (0, "explain"),
        (0, "explain LX0101"),
        (0, "help decide"),
        (0, "--version"),
        (0, "completions bash"),
        (0, "law @law.lxp --on 2024-01-01"),
        (0, "law @law.lxp --on 2024-01-01 --format json"),
        (0, "history @law.lxp"),
        (0, "history @law.lxp --format json"),
        (0, "diff @law.lxp @law.lxp"),
        (0, "diff @law.lxp --from 2024-01-01 --to 2024-01-02"),
        (0, "impact @law.lxp --cases @../impact/empty.ndjson --instrument lantern_bill"),
        (0, "impact @law.lxp --cases @../impact/empty.ndjson --from 2024-01-01 --to 2024-01-02 --format json"),
        (1, "diff @law.lxp tests/cases/amendments/reeds.lxp"),
        (1, "diff @law.lxp tests/cases/amendments/reeds.lxp --on 2024-01-01 --format json"),
        (2, "--nonsense"),
        (2, "decide @law.lxp"),
        (0, "decide @law.lxp @license.json @license.json --on 2024-01-01 --on 2024-01-02"),
        (2, "decide @law.lxp - -"),
        (2, "decide - -"),
        (2, "decide @law.lxp @license.json --on 2024-02-30"),
        (2, "decide @law.lxp @license.json --known-on yesterday"),
        (2, "decide @law.lxp @license.json --suppose lantern_bil"),
        (2, "test @law.lxp --filter nothing_of_this_name"),
        (2, "explain LX9999"),
        (2, "law @law.lxp"),
        (2, "law @law.lxp --on 2024-02-30"),
        (2, "law @law.lxp --on 2024-01-01 --suppose lantern_bil"),
        (2, "law @law.lxp --on 2024-01-01 --without lantern_bil"),
        (2, "history @law.lxp lantern_bil"),
        (2, "diff @law.lxp"),
        (2, "diff @law.lxp --from 2024-01-01"),
        (2, "diff @law.lxp --to 2024-01-01"),
        (2, "diff @law.lxp --from 2024-01-01 --to 2024-01-02 --on 2024-01-01"),
        (2, "diff @law.lxp @failing.lxp --from 2024-01-01 --to 2024-01-02"),
        (2, "diff @law.lxp --without lantern_bil --on 2024-01-01"),
        (2, "diff - -"),
        (3, "decide @law.lxp @undetermined.json"),
        (3, "decide @law.lxp @undetermined.json --format json"),
        (3, "decide @law.lxp @divided.json"),
        (4, "decide @broken.lxp @license.json"),
        (4, "check @broken.lxp"),
        (4, "test @broken.lxp"),
        (4, "schema @broken.lxp"),
        (4, "law @broken.lxp --on 2024-01-01"),
        (4, "history @broken.lxp"),
        (4, "diff @law.lxp @broken.lxp"),
        (2, "impact @law.lxp --cases @../impact/empty.ndjson"),
        (4, "impact @broken.lxp --cases @../impact/empty.ndjson --from 2024-01-01 --to 2024-01-02"),
        (5, "decide @law.lxp @wrong.json"),
        (5, "decide @law.lxp @wrong.json --format json"),
        (5, "decide @law.lxp @dateless.json"),
        (6, "test @failing.lxp"),
        (7, "decide @missing.lxp @license.json"),
        (7, "decide @law.lxp @missing.json"),
        (7, "impact @law.lxp --cases @missing.ndjson --from 2024-01-01 --to 2024-01-02"),
        (7, "decide @law.lxp tests"),
        (7, "check @missing.lxp"),
        (7, "test @missing.lxp"),
        (7, "test grammar"),
        (7, "law @missing.lxp --on 2024-01-01"),
        (7, "law @law.lxp --on 2024-01-01 -o tests/cases"),
        (7, "diff @law.lxp @missing.lxp"),
    ];
    for (code, line) in runs {
        let ran = run(line);
        assert_eq!(ran.code, code, "{line}\n{}{}", ran.out, ran.err);
        // Results of a test run are an answer even if they are bad news.
        let answered = matches!(code, 0 | 1 | 3 | 6);
        assert_eq!(ran.err.is_empty(), answered, "{line}: standard error\n{}", ran.err);
        // A test run has a tally even where a law could not be run.
        let tallied = line.starts_with("test") && code != 2 && line != "test grammar";
        assert_eq!(!ran.out.is_empty(), answered || tallied, "{line}: standard output\n{}", ran.out);
    }
}

/// Lines are folded to the width of the terminal; where there is none, always at the same.
#[test]
fn lines_are_as_wide_as_is_asked_for() {
    let a800 = "examples/advanced_computing/cases/a800_2023-11-17.json";
    let decide = ["decide", "examples/advanced_computing", a800, "--why"];
    // Lines of the law itself are shown as they are.
    let check = ["check", "tests/cases/errors/LX0302_units_that_do_not_agree.lxp"];
    let shown = |line: &[&str], columns: Option<&str>| {
        let mut command = program();
        command.args(line).envs(columns.map(|columns| ("COLUMNS", columns)));
        let ran = finish(&mut command, b"");
        ran.out + &ran.err
    };
    for (line, width, asked) in [
        (&decide[..], 100, None),
        (&decide, 80, Some("80")),
        (&decide, 120, Some("500")),
        (&decide, 100, Some("wide")),
        (&check, 100, None),
        (&check, 80, Some("80")),
    ] {
        let text = shown(line, asked);
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(longest <= width && longest > width - 20, "{longest} columns of {width}:\n{text}");
    }
}
