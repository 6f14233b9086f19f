//! Letters bind those they are addressed to, by the very name; a name that is nearly it is told.

use super::Asked;
use lexport::decide::Outcome;

const LAW: &str = r#"
record Case
    by : Text

fact it : Case
    actor it.by

instrument letter
    force letter
    addressees "NVIDIA", "Super Micro"
    effective 2020-01-01

rule told
    under letter
    requires license
    if true
"#;

#[test]
fn names_that_are_nearly_the_same_are_told() {
    let law = Asked::new(LAW);
    for (name, nearly) in [
        ("Nvidia", "; the two differ only in upper and lower case: if they are the same, write NVIDIA in the facts"),
        ("N VIDIA", "; the two differ only in spaces: if they are the same, write NVIDIA in the facts"),
        (
            "supermicro",
            "; the two differ only in spaces and upper and lower case: if they are the same, write Super Micro in the facts",
        ),
        ("Intel", ""),
    ] {
        let decision = law.decide(&format!("{{\"by\": \"{name}\"}}"), "2024-01-01");
        assert_eq!(decision.certain().map(Outcome::name), Some("no_license_required"), "{name}");
        let found = &decision.provisions[0].because[0].found;
        assert_eq!(*found, format!("the letter is addressed to NVIDIA and Super Micro, not to {name}{nearly}"));
    }
    let bound = law.decide(r#"{"by": "NVIDIA"}"#, "2024-01-01");
    assert_eq!(bound.certain().map(Outcome::name), Some("license_required"));
}

#[test]
fn they_are_told_whatever_other_rules_make_of_the_case() {
    let law = Asked::new(&format!("{LAW}\nrule always\n    prohibits\n    if true\n"));
    let told = |name: &str| {
        let decision = law.decide(&format!("{{\"by\": \"{name}\"}}"), "2024-01-01");
        decision.provisions.iter().map(|it| it.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told("Nvidia"), ["always", "told"]);
    assert_eq!(told("Intel"), ["always"]);
}
