//! The program: scripts, standard input and exit codes.

use crate::cli::{Ran, finish, program};

fn run(arguments: &[&str], input: &str) -> Ran {
    finish(program().arg("repl").args(arguments), input.as_bytes())
}

#[test]
fn lines_of_standard_input_are_said_one_after_the_other() {
    let ran = run(&[], "1 + 1\n[1,\n  2]\n# nothing\n");
    assert_eq!(ran.out, "> 1 + 1\n2  a plain number\n> [1,\n>   2]\n[1, 2]  a list of plain numbers\n> # nothing\n");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn a_transcript_can_be_said_again() {
    let first = run(&["tests/cases/repl/lamps.lxp", "--on", "2024-02-01"], "shipment.destination = CN\n:on\nfoo\n");
    let again = run(&["tests/cases/repl/lamps.lxp", "--on", "2024-02-01"], &first.out);
    assert!(first.out.contains("2024-02-01, as you said"), "{}", first.out);
    assert_eq!(first.out, again.out);
}

#[test]
fn the_exit_code_says_what_failed_first() {
    let law = "tests/cases/repl/lamps.lxp";
    for (code, input) in [
        (0, ":facts tests/cases/repl/lamp.json\n:decide\n"),
        (2, ":nonsense\nfoo\n"),
        (4, "foo\n:nonsense\n"),
        (5, "shipment.quantity = -1\n"),
        (7, ":load tests/cases/repl/nowhere.lxp\n"),
        (0, ":quit\nfoo\n"),
    ] {
        assert_eq!(run(&[law], input).code, code, "{input}");
    }
    assert_eq!(run(&["tests/cases/cli/broken.lxp"], "").code, 4);
    assert_eq!(run(&["tests/cases/repl/nowhere.lxp"], "").code, 7);
    assert_eq!(run(&["--script", "tests/cases/repl/nowhere.session"], "").code, 7);
    assert_eq!(run(&[law, "--script", "tests/cases/repl/decisions.session"], "").code, 2);
    assert_eq!(run(&["-"], "").code, 2);
}

#[test]
fn color_is_used_where_it_is_wanted() {
    let plain = run(&[], ":help\n");
    let colored = run(&["--color", "always"], ":help\n");
    assert!(!plain.out.contains('\u{1b}') && colored.out.contains('\u{1b}'));
}
