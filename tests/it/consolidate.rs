//! The law of a day as one text, histories and redlines: what they say, and that they are true.

mod faithful;
mod inverse;
mod known;
mod random;

use crate::cli::{Ran, finish, program, run, run_with};
use insta::{Settings, assert_snapshot};

/// Runs a command on the cases of amended laws; `@` stands for their folder.
fn shown(line: &str) -> Ran {
    run(&line.replace('@', "tests/cases/amendments/"))
}

/// A command, and all that it says.
fn told(name: &str, line: &str) {
    let ran = shown(line);
    let mut said = format!("$ lexport {line}\n{}", ran.out);
    if !ran.err.is_empty() {
        said = format!("{said}-- standard error\n{}", ran.err);
    }
    if ran.code != 0 {
        said = format!("{said}-- exit code {}\n", ran.code);
    }
    let mut settings = Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.add_filter(r"[0-9a-f]{64}", "HASH");
    settings.add_filter(r"from law [0-9a-f]{12}", "from law HASH");
    settings.bind(|| assert_snapshot!(format!("consolidate__{name}"), said));
}

#[test]
fn the_law_of_a_day_reads_well() {
    told("law_before", "law @reeds.lxp --on 2021-06-01");
    told("law_with_a_saving_clause", "law @reeds.lxp --on 2022-03-01");
    told("law_with_a_rule_suspended", "law @reeds.lxp --on 2022-08-01");
    told("law_supposing_a_bill", "law @reeds.lxp --on 2023-02-01 --suppose reed_bill");
    told("law_as_known", "law @reeds.lxp --on 2022-03-01 --known-on 2021-10-01");
    told("law_without_an_act", "law @reeds.lxp --on 2022-03-01 --without reform");
    told("law_of_the_library", "law @ferries --on 2025-02-01");
    told("law_with_rows_changed", "law @ferries --on 2025-03-01");
    told("law_of_what_is_gone", "law @gone.lxp --on 2022-01-01");
    told("law_as_json", "law @ferries --on 2025-02-01 --format json");
}

#[test]
fn histories_read_well() {
    told("history_of_all", "history @reeds.lxp");
    told("history_of_a_rule", "history @reeds.lxp large_loads");
    told("history_of_a_suspended_rule", "history @reeds.lxp no_west");
    told("history_of_a_group", "history @reeds.lxp watched");
    told("history_of_a_value", "history @reeds.lxp few");
    told("history_of_an_instrument", "history @reeds.lxp reed_relief");
    told("history_of_a_suspended_instrument", "history @reeds.lxp flood_order");
    told("history_of_an_amendment", "history @reeds.lxp if_enacted --suppose reed_bill");
    told("history_of_nothing", "history @reeds.lxp large_load");
    told("history_of_what_comes_back", "history @back.lxp ban");
    told("history_of_what_was_repealed_for_a_while", "history @back.lxp permit");
    told("history_of_the_library", "history @ferries D5");
    told("history_of_a_table", "history @ferries ferries");
    told("history_as_json", "history @reeds.lxp few --format json");
}

#[test]
fn redlines_read_well() {
    told("diff_of_two_days", "diff @reeds.lxp --from 2021-12-31 --to 2022-07-01");
    told("diff_without_an_amendment", "diff @reeds.lxp --without reform");
    told("diff_without_what_others_change", "diff @reeds.lxp --without reed_act --on 2021-03-01");
    told("diff_with_a_bill", "diff @reeds.lxp --suppose reed_bill");
    told("diff_of_two_laws", "diff @reeds.lxp @reeds_drafted_anew.lxp");
    told("diff_of_two_laws_on_a_day", "diff @reeds.lxp @reeds_drafted_anew.lxp --on 2022-01-01");
    told("diff_of_limbs", "diff @headings.lxp --from 2020-12-31 --to 2021-01-01");
    told("diff_of_a_table", "diff @ferries --without new_boats");
    told("diff_of_nothing", "diff @reeds.lxp --from 2024-01-01 --to 2025-01-01");
    told("diff_as_json", "diff @ferries --from 2025-01-31 --to 2025-02-01 --format json");
    told("diff_of_what", "diff @reeds.lxp");
}

#[test]
fn words_that_differ_stand_out_in_color() {
    let ran = shown("diff @reeds.lxp --suppose reed_bill --color always");
    let lines: Vec<String> = ran.out.lines().skip(4).take(4).map(|line| format!("{line:?}")).collect();
    assert_snapshot!(lines.join("\n"));
    let ran = shown("diff @reeds.lxp --suppose reed_bill --color never");
    assert!(!ran.out.contains('\u{1b}'));
    let plain = finish(
        program().args(["diff", "tests/cases/amendments/reeds.lxp", "--suppose", "reed_bill"]).env("NO_COLOR", "1"),
        b"",
    );
    assert_eq!(ran.out, plain.out);
}

#[test]
fn standard_input_is_a_law_like_any_other() {
    let text = std::fs::read("tests/cases/amendments/reeds.lxp").unwrap();
    let ran = run_with("law - --on 2022-08-01", &text);
    let lines = |text: &str| text.lines().skip(2).map(ToOwned::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&ran.out), lines(&shown("law @reeds.lxp --on 2022-08-01").out));
    assert_eq!(run_with("diff - tests/cases/amendments/reeds.lxp", &text).code, 0);
    assert_eq!(run_with("history - large_loads", &text).out, shown("history @reeds.lxp large_loads").out);
}

#[test]
fn a_text_is_written_where_it_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("law.lxp");
    let mut command = program();
    command.args(["law", "tests/cases/amendments/reeds.lxp", "--on", "2021-06-01", "--output"]).arg(&path);
    let ran = finish(&mut command, b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.ends_with("written: 7 provisions, law of 2021-06-01\n"), "{}", ran.out);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), shown("law @reeds.lxp --on 2021-06-01").out);
    // The law of every day is not lost to that of one.
    let before = std::fs::read(&path).unwrap();
    let mut command = program();
    command.arg("law").arg(&path).args(["--on", "2021-06-02", "--output"]).arg(&path);
    let ran = finish(&mut command, b"");
    assert!(ran.code == 2 && ran.err.contains("is a file of the law itself"), "{}", ran.err);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
