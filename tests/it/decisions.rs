//! What laws mean, said by laws: every scenario below `tests/cases/decisions` passes, and what decisions say is reviewed.

use insta::{Settings, assert_snapshot};
use lexport::check::typed;
use lexport::diagnostic::{Style, render};
use lexport::explain::{Detail, text};
use lexport::session::{Coverage, Session, Trial, World};
use std::fs;
use std::path::{Path, PathBuf};

/// Every law below `tests/cases/decisions`, in order.
fn laws() -> Vec<PathBuf> {
    // Tests run in the folder of the package; a path from there is the same everywhere.
    let mut open = vec![PathBuf::from("tests/cases/decisions")];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "lxp") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Runs the scenarios of a law that are wanted.
fn run(path: &Path, wanted: impl Fn(&typed::Scenario) -> bool) -> Vec<Trial> {
    let mut session = Session::load(path);
    let typed = session.check();
    let law = session.plan_of(&typed);
    let bag = session.take_findings();
    let shown = render(&bag, &session.sources, Style::Graphical { color: false, width: 100 });
    let Some(law) = law else { panic!("{}:\n{shown}", path.display()) };
    let own = |one: &typed::Scenario| !session.in_library(one.span) && wanted(one);
    session.trials(World { typed, law }, own, &mut Coverage::default())
}

#[test]
fn every_scenario_passes() {
    let mut failed = Vec::new();
    let mut count = 0;
    for path in laws() {
        for trial in run(&path, |_| true) {
            count += 1;
            for failure in &trial.failures {
                let why = failure.why.join("\n      ");
                let place = path.file_name().unwrap().to_string_lossy().into_owned();
                failed.push(format!(
                    "{place}: {}\n  expected {}\n  found {}\n      {why}",
                    trial.title, failure.expected, failure.found
                ));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(count > 150, "only {count} scenarios were found");
}

/// Decisions whose words are worth a look: a law, a scenario, and whether all is told.
const TOLD: [(&str, &str, Detail); 30] = [
    ("logic/connectives.lxp", "Nothing known", Detail::Short),
    ("logic/either_way.lxp", "A truth value, and its opposite", Detail::Short),
    ("logic/lists.lxp", "A member that settles it, another that is not known", Detail::Short),
    ("optional/has.lxp", "Not known whether they are there", Detail::Short),
    ("partial/numbers.lxp", "A range across the line", Detail::Short),
    ("partial/alternatives.lxp", "Some inside, some outside", Detail::Short),
    ("units/exact.lxp", "Percentages and thirds of money", Detail::Short),
    ("units/faults.lxp", "Divided by zero", Detail::Short),
    ("dates/calendar.lxp", "A month before", Detail::Short),
    ("groups/membership.lxp", "Keyed records stand in groups by their keys", Detail::Short),
    ("values/versions.lxp", "Before the first version there is no limit to hold the boats against", Detail::Short),
    ("tables/rows.lxp", "A key in no row is a fault", Detail::Short),
    ("entries/nesting.lxp", "A note takes out", Detail::Why),
    ("rules/priority.lxp", "Four deep, and the ban gives way to the relief", Detail::Short),
    ("rules/displaced.lxp", "Displaced: nothing is required, and nothing is excepted", Detail::Short),
    ("effects/guidance.lxp", "Guidance is graver than the law", Detail::Short),
    ("effects/licenses.lxp", "A review not known widens", Detail::Short),
    ("effects/perhaps_barred.lxp", "Neither the port nor the waiver is known", Detail::Short),
    ("effects/conflicts.lxp", "Both stand", Detail::Short),
    ("effects/presumptions.lxp", "Presumed", Detail::Short),
    ("regimes/two.lxp", "The gravest of both", Detail::Short),
    ("instruments/lives.lxp", "In force, and not enforced: the outcome is that of the law", Detail::Short),
    ("ownership/fixpoint.lxp", "A share not known leaves it open", Detail::Short),
    ("ledger/yearly.lxp", "One circuit more", Detail::Short),
    ("discretion/judgment.lxp", "Large: it depends on two judgments", Detail::Short),
    ("savings/listing.lxp", "Goods aboard under an order are saved", Detail::Short),
    ("savings/listing.lxp", "Nobody knows whether there is an order", Detail::Why),
    ("savings/several.lxp", "Neither is known", Detail::Short),
    ("sample/advanced.lxp", "A strong circuit to China", Detail::Short),
    ("sample/advanced.lxp", "The share of revenue is purported, without force, and barred", Detail::Short),
];

#[test]
fn decisions_read_well() {
    for (law, title, detail) in TOLD {
        let path = Path::new("tests/cases/decisions").join(law);
        let trials = run(&path, |one| one.title == title);
        let [trial] = trials.as_slice() else { panic!("{law}: no scenario {title}") };
        let decision = trial.decision.as_ref().unwrap();
        let plain = anstream::adapter::strip_str(&text(decision, detail)).to_string();
        let json = serde_json::to_string_pretty(decision).unwrap();
        let name = format!(
            "{}_{}",
            law.replace('/', "_").trim_end_matches(".lxp"),
            title.replace(|letter: char| !letter.is_alphanumeric(), "_")
        );
        let mut settings = Settings::clone_current();
        settings.set_prepend_module_to_snapshot(true);
        settings.set_omit_expression(true);
        settings.add_filter(r"[0-9a-f]{64}", "HASH");
        settings.add_filter(r"law [0-9a-f]{12}", "law HASH");
        settings.bind(|| {
            assert_snapshot!(format!("{name}_text"), plain);
            assert_snapshot!(format!("{name}_json"), json);
        });
    }
}
