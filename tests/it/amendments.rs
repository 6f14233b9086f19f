//! What is said of amendments as a whole: their names, and the days that they leave without a text.

use lexport::diagnostic::Finding;
use lexport::session::Session;

/// The codes of what is found in a law.
fn codes(text: &str) -> Vec<String> {
    let mut session = Session::from_text("law.lxp", text, None);
    session.check();
    session.take_findings().iter().map(Finding::code).collect()
}

const BASE: &str = "\
record Load
    weight : Number

fact load : Load

instrument first_act
    effective 2020-01-01

instrument second_act
    effective 2021-01-01

instrument third_act
    effective 2022-01-01

rule ban
    under first_act
    prohibits
    if load.weight > 100

amendment ends
    under second_act
    repeal ban
";

#[test]
fn a_gap_is_told_of_unless_the_new_text_says_since_when_it_is_law() {
    let anew = |from: &str| {
        format!(
            "{BASE}\namendment anew\n    under third_act\n    insert\n        rule ban\n{from}            prohibits\n            if load.weight > 200\n"
        )
    };
    assert_eq!(codes(&anew("")), ["LX0239"]);
    assert_eq!(codes(&anew("            from 2022-01-01\n")), Vec::<String>::new());
}

#[test]
fn an_amendment_has_a_name_of_its_own() {
    for other in [
        "value anew : Number = 1\n",
        "table anew key name\n    name : Text\n    | name |\n    | \"A\"  |\n",
        "instrument anew\n    effective 2020-01-01\n",
        "amendment more\n    insert\n        rule anew\n            prohibits\n            if load.weight > 1\n",
    ] {
        let text =
            format!("{BASE}\n{other}\namendment anew\n    under third_act\n    after ends\n    repeal first_act\n");
        assert!(codes(&text).contains(&"LX0214".to_owned()), "{other}");
    }
}

#[test]
fn coverage_says_how_an_amendment_made_a_rule() {
    let ran = crate::cli::run("test tests/cases/amendments/reeds.lxp --coverage");
    for told in [
        "large_loads, as amended by if_enacted",
        "small_boats, replaced by reform",
        "no_reeds_at_night, inserted by if_enacted",
    ] {
        assert!(ran.out.contains(told), "{}", ran.out);
    }
}
