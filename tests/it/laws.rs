//! Properties that every law has, tried on laws and cases made at random.

mod beside;
pub(crate) mod generate;
mod nearest;
mod savings;

use generate::{FACTS, Known, condition, facts, law, law_with_entries, plain};
use lexport::decide::{Evaluator, Outcome, Range, Scratch};
use lexport::diagnostic::{Bag, Style, render};
use lexport::explain::{self, Consequences, Decision, Detail, consequences};
use lexport::facts::{Case, Reader};
use lexport::plan::{Law, View};
use lexport::session::{Coverage, Session, World};
use lexport::source::SourceMap;
use lexport::value::{Date, Truth};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A law that must be in order.
fn ready(text: &str) -> (Session, Law) {
    let mut session = Session::from_text("law.lxp", text, None);
    let plan = session.plan();
    let bag = session.take_findings();
    let shown = render(&bag, &session.sources, Style::Plain);
    (session, plan.unwrap_or_else(|| panic!("{text}\n{shown}")))
}

fn day() -> Date {
    Date::parse("2024-05-01").unwrap()
}

/// Reads facts; nothing if they are at fault. Whether they are is told in one way only.
fn case(law: &Law, json: &str) -> Option<Case> {
    let mut sources = SourceMap::new();
    let source = sources.add("case.json", json)?;
    let mut case = Case::new(&law.layout);
    let mut bag = Bag::new();
    let good = Reader::new(&law.layout).read_source(sources.get(source)?, &mut case, &mut bag);
    assert_eq!(good, !bag.has_errors(), "{json}");
    good.then_some(case)
}

fn decided(session: &Session, law: &Law, case: &Case) -> Decision {
    let view = View::new(law);
    explain::decide(&view, &session.sources, case, day(), &mut Scratch::new())
}

fn outcome(law: &Law, json: &str) -> Range {
    let case = case(law, json).unwrap_or_else(|| panic!("{json}"));
    let view = View::new(law);
    Evaluator::new(law, view.on(day()), &case, &mut Scratch::new()).decide()
}

/// For each rule whether its condition holds.
fn conditions(law: &Law, case: &Case) -> BTreeMap<String, Truth> {
    let view = View::new(law);
    let mut scratch = Scratch::new();
    let epoch = view.on(day());
    Evaluator::new(law, epoch, case, &mut scratch).decide();
    let names = epoch.rules.iter().map(|active| law.rules[active.rule].name.clone());
    names.zip(scratch.conditions().iter().copied()).collect()
}

/// The facts as JSON, as far as they are known: 0 is nothing, 1 a part, anything else all.
fn json(facts: &[Known], known: &[u8]) -> String {
    let told = facts.iter().zip(known).filter_map(|(fact, known)| match (known, &fact.part) {
        (0, _) | (1, None) => None,
        (1, Some(part)) => Some(format!("\"{}\": {part}", fact.name)),
        _ => Some(format!("\"{}\": {}", fact.name, fact.whole)),
    });
    format!("{{\"it\": {{{}}}}}", told.collect::<Vec<_>>().join(", "))
}

/// The mildest and the strictest review that are possible, in order of strictness; none is the mildest.
fn reviews(decision: &Decision) -> (usize, usize) {
    let order = ["case by case", "denial"];
    let rank = |policy: &Option<String>| {
        policy.as_ref().map_or(0, |policy| 1 + order.iter().position(|it| it == policy).unwrap())
    };
    decision.review.as_ref().map_or((0, 0), |review| {
        let least = rank(&review.policy);
        (least, review.at_most.as_ref().map_or(least, |_| rank(&review.at_most)))
    })
}

/// What a decision says that one on fewer facts holds impossible, or has for certain and it does not.
fn new_in(more: &Decision, less: &Decision) -> Vec<String> {
    let codes = |decision: &Decision, possible: bool| -> BTreeSet<String> {
        let entries = decision.classification.iter().flat_map(|it| if possible { &it.possible } else { &it.entries });
        entries.map(|entry| entry.code.clone()).collect()
    };
    let effects = |decision: &Decision, certain: bool| -> BTreeSet<String> {
        let duties = decision.duties.iter().map(|it| (it.certain, format!("{} {} {}", it.rule, it.verb, it.whom)));
        let flags = decision.flags.iter().map(|it| (it.certain, format!("{} {}", it.rule, it.text)));
        duties.chain(flags).filter(|it| it.0 || !certain).map(|it| it.1).collect()
    };
    let may = |decision: &Decision| &codes(decision, false) | &codes(decision, true);
    let mut new: Vec<String> = may(more).difference(&may(less)).cloned().collect();
    // What covers goes on to cover, though one below it may come to speak for it.
    let gone = codes(less, false);
    new.extend(gone.into_iter().filter(|code| !codes(more, false).iter().any(|it| it.starts_with(code.as_str()))));
    new.extend(effects(more, false).difference(&effects(less, false)).cloned());
    new.extend(effects(less, true).difference(&effects(more, true)).cloned());
    if !within(more.outcome, less.outcome) {
        new.push(format!("{:?}", more.outcome));
    }
    new
}

fn within(inner: Range, outer: Range) -> bool {
    outer.mildest <= inner.mildest && inner.gravest <= outer.gravest
}

proptest! {
    #![proptest_config(crate::search::cases(96))]

    /// Forgetting a fact, or knowing it only in part, leaves every outcome possible that was possible before.
    #[test]
    fn knowing_less_leaves_more_open(
        text in law(),
        cases in prop::collection::vec((facts(), prop::collection::vec((0..4_u8, 0..3_u8), 10)), 6),
    ) {
        let (session, law) = ready(&text);
        for (facts, known) in cases {
            let all = json(&facts, &[2; 10]);
            let some: Vec<u8> = known.iter().map(|(known, _)| *known).collect();
            let fewer: Vec<u8> = known.iter().map(|(known, less)| (*known).min(2).min(*less)).collect();
            let (some, fewer) = (json(&facts, &some), json(&facts, &fewer));
            let (at_all, at_some, at_fewer) = (outcome(&law, &all), outcome(&law, &some), outcome(&law, &fewer));
            prop_assert!(within(at_all, at_some), "{text}\n{all} {at_all:?}\n{some} {at_some:?}");
            prop_assert!(within(at_some, at_fewer), "{text}\n{some} {at_some:?}\n{fewer} {at_fewer:?}");
            // Followed case by case, less is open than by the rules one by one, and nothing that can be is left out.
            let whole = decided(&session, &law, &case(&law, &all).unwrap());
            let by_cases = decided(&session, &law, &case(&law, &fewer).unwrap());
            prop_assert!(within(whole.outcome, by_cases.outcome), "{text}\n{all}\n{fewer}\n{}", by_cases.to_json());
            prop_assert!(within(by_cases.outcome, at_fewer), "{text}\n{fewer}\n{}", by_cases.to_json());
            if whole.certain() == Some(Outcome::LicenseRequired) {
                let (found, open) = (reviews(&whole), reviews(&by_cases));
                prop_assert!(open.0 <= found.0 && found.1 <= open.1, "{text}\n{all}\n{fewer}\n{}", by_cases.to_json());
            }
        }
    }

    /// What turns out once a fact is known was possible before: no classification, duty or flag comes out of nowhere, and none
    /// that was certain goes away.
    #[test]
    fn knowing_more_brings_nothing_new(
        text in law_with_entries(),
        cases in prop::collection::vec((facts(), prop::collection::vec((0..4_u8, 0..3_u8), 10)), 6),
    ) {
        let (session, law) = ready(&text);
        for (facts, known) in cases {
            let all = json(&facts, &[2; 10]);
            let some: Vec<u8> = known.iter().map(|(known, _)| *known).collect();
            let fewer: Vec<u8> = known.iter().map(|(known, less)| (*known).min(2).min(*less)).collect();
            let [all, some, fewer] =
                [all, json(&facts, &some), json(&facts, &fewer)].map(|json| decided(&session, &law, &case(&law, &json).unwrap()));
            for (more, less) in [(&all, &some), (&some, &fewer), (&all, &fewer)] {
                prop_assert_eq!(new_in(more, less), Vec::<String>::new(), "{}\n{}", text, less.to_json());
            }
        }
    }

    /// Among the facts that are missing are those that can change the outcome, and no others.
    #[test]
    fn what_is_missing_makes_a_difference(a in plain(), b in plain(), c in plain()) {
        let text = format!(
            "record Case\n    b0 : Bool\n    b1 : Bool\n    b2 : Bool\n\nfact it : Case\n\nrule one\n    requires license\n    \
             if {a}\n\nrule two\n    requires license\n    if {b}\n\nrule three\n    subject to two\n    prohibits\n    if {c}\n"
        );
        let (session, law) = ready(&text);
        let open = decided(&session, &law, &case(&law, "{}").unwrap());
        if open.certain().is_none() {
            let with = |bits: u8| {
                outcome(&law, &format!("{{\"b0\": {}, \"b1\": {}, \"b2\": {}}}", bits & 1 > 0, bits & 2 > 0, bits & 4 > 0))
            };
            for at in 0..3 {
                let matters = (0..8_u8).any(|bits| with(bits) != with(bits ^ (1 << at)));
                let listed = open.missing.iter().any(|it| it.path == format!("it.b{at}"));
                prop_assert_eq!(listed, matters, "{}\nb{}\n{}", text, at, open.to_json());
            }
        }
    }

    /// Where one regime settles the outcome, the facts that are missing are those that can change that of the other, and no
    /// others.
    #[test]
    fn what_is_missing_makes_a_difference_to_its_regime(a in plain(), b in plain(), c in plain()) {
        let text = format!(
            "record Case\n    b0 : Bool\n    b1 : Bool\n    b2 : Bool\n\nfact it : Case\n\ninstrument ear\n    regime EAR\n    \
             effective 2000-01-01\n\ninstrument ofac\n    regime OFAC\n    effective 2000-01-01\n\nrule one\n    under ear\n    \
             requires license\n    if {a}\n\nrule two\n    under ear\n    requires license\n    if {b}\n\nrule three\n    \
             under ear\n    subject to two\n    prohibits\n    if {c}\n\nrule settled\n    under ofac\n    prohibits\n"
        );
        let (session, law) = ready(&text);
        let in_ear = |json: &str| {
            let decision = decided(&session, &law, &case(&law, json).unwrap());
            (decision.regimes.iter().find(|it| it.regime.as_deref() == Some("EAR")).unwrap().outcome, decision)
        };
        let (range, open) = in_ear("{}");
        prop_assert_eq!(open.certain(), Some(Outcome::Prohibited));
        if range.certain().is_some() {
            prop_assert!(open.missing.is_empty(), "{}\n{}", text, open.to_json());
        } else {
            let with = |bits: u8| {
                in_ear(&format!("{{\"b0\": {}, \"b1\": {}, \"b2\": {}}}", bits & 1 > 0, bits & 2 > 0, bits & 4 > 0)).0
            };
            for at in 0..3 {
                let matters = (0..8_u8).any(|bits| with(bits) != with(bits ^ (1 << at)));
                let listed = open.missing.iter().find(|it| it.path == format!("it.b{at}"));
                prop_assert_eq!(listed.is_some(), matters, "{}\nb{}\n{}", text, at, open.to_json());
                prop_assert!(listed.is_none_or(|it| it.only_in.as_deref() == Some("EAR")), "{}", open.to_json());
            }
        }
    }

    /// The same law and the same case give the same decision, byte for byte, whoever asks and in whatever memory.
    #[test]
    fn decisions_repeat(text in law(), facts in facts(), known in prop::collection::vec(0..4_u8, 10)) {
        let json = json(&facts, &known);
        let told = |_| {
            let (session, law) = ready(&text);
            let decision = decided(&session, &law, &case(&law, &json).unwrap());
            (serde_json::to_string(&decision).unwrap(), explain::text(&decision, Detail::Why))
        };
        prop_assert_eq!(told(1), told(2));
    }

    /// What follows beside an outcome is what the decision says, whether or not reasons are asked for.
    #[test]
    fn consequences_are_those_of_decisions(
        text in law(),
        facts in facts(),
        known in prop::collection::vec(0..4_u8, 10),
    ) {
        let (session, law) = ready(&text);
        let case = case(&law, &json(&facts, &known)).unwrap();
        let quick = consequences(&View::new(&law), &session.sources, &case, day(), &mut Scratch::new());
        let told = Consequences::from(&decided(&session, &law, &case));
        if quick.is_rough() {
            prop_assert!(quick.differs_in(&told).iter().all(|what| *what == "review") && quick.outcome == told.outcome);
        } else {
            prop_assert_eq!(quick, told, "{}", text);
        }
    }

    /// The laws of logic hold in three values.
    #[test]
    fn logic_is_logic(
        a in condition(),
        b in condition(),
        cases in prop::collection::vec((facts(), prop::collection::vec(0..4_u8, 10)), 8),
    ) {
        let rule = |name: &str, condition: &str| format!("rule {name}\n    flags \"x\"\n    if {condition}\n\n");
        let pairs = [
            (format!("({a}) and ({b})"), format!("({b}) and ({a})")),
            (format!("({a}) or ({b})"), format!("({b}) or ({a})")),
            (format!("not (({a}) and ({b}))"), format!("(not ({a})) or (not ({b}))")),
            (format!("not (({a}) or ({b}))"), format!("none of\n        {a}\n        {b}")),
            (format!("not (not ({a}))"), a.clone()),
            (format!("at least 1 of\n        {a}\n        {b}"), format!("any of\n        {a}\n        {b}")),
            (format!("at least 2 of\n        {a}\n        {b}"), format!("all of\n        {a}\n        {b}")),
            (format!("({a})\n    unless {b}"), format!("({a}) and not ({b})")),
        ];
        let rules = pairs.iter().enumerate().map(|(at, (left, right))| {
            rule(&format!("left_{at}"), left) + &rule(&format!("right_{at}"), right)
        });
        let text = format!("{FACTS}{}", rules.collect::<String>());
        let (_, law) = ready(&text);
        for (facts, known) in cases {
            let json = json(&facts, &known);
            let found = conditions(&law, &case(&law, &json).unwrap());
            for at in 0..pairs.len() {
                let (left, right) = (&found[&format!("left_{at}")], &found[&format!("right_{at}")]);
                prop_assert_eq!(left, right, "{} {}", json, &text);
            }
        }
    }
}

/// Laws to be spoiled: short ones that import nothing large.
const LAWS: [&str; 6] = [
    include_str!("../cases/decisions/logic/connectives.lxp"),
    include_str!("../cases/decisions/rules/priority.lxp"),
    include_str!("../cases/decisions/effects/licenses.lxp"),
    include_str!("../cases/decisions/effects/bars.lxp"),
    include_str!("../cases/decisions/ownership/fixpoint.lxp"),
    include_str!("../cases/decisions/instruments/lives.lxp"),
];

/// All that can be done with a text, right or wrong.
fn everything(bytes: Vec<u8>) {
    let mut session = Session::new();
    session.add_bytes("law.lxp", bytes, None);
    let typed = session.check();
    let law = session.plan_of(&typed);
    let bag = session.take_findings();
    assert!(!render(&bag, &session.sources, Style::Plain).is_empty() || law.is_some());
    let Some(law) = law else { return };
    let decision = decided(&session, &law, &Case::new(&law.layout));
    assert!(!explain::text(&decision, Detail::Why).is_empty());
    session.trials(World { typed, law }, |_| true, &mut Coverage::default());
}

/// Bytes of a law, shown as the text they nearly are.
struct Text(Vec<u8>);

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", String::from_utf8_lossy(&self.0))
    }
}

fn spoiled() -> impl Strategy<Value = Text> {
    let text = prop::sample::select(LAWS.to_vec());
    (text, prop::collection::vec((any::<prop::sample::Index>(), 0..6_u8, any::<u8>()), 1..4)).prop_map(
        |(text, edits)| {
            let mut bytes = text.as_bytes().to_vec();
            for (at, kind, byte) in edits {
                let at = at.index(bytes.len());
                match kind {
                    0 => bytes[at] = byte,
                    1 => bytes.insert(at, byte),
                    2 if bytes.len() > 1 => drop(bytes.remove(at)),
                    3 => bytes.truncate(at.max(1)),
                    4 => bytes[at] = b" \n(\"|.0a"[usize::from(byte % 8)],
                    _ => {
                        let end = (at + usize::from(byte)).min(bytes.len());
                        bytes.extend_from_within(at..end);
                    }
                }
            }
            Text(bytes)
        },
    )
}

/// The words of a law with some of them exchanged; the space between them stays.
fn shuffled() -> impl Strategy<Value = Text> {
    let text = prop::sample::select(LAWS.to_vec());
    let swaps = prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6);
    (text, swaps).prop_map(|(text, swaps)| {
        let mut parts: Vec<&str> = text.split_inclusive([' ', '\n']).collect();
        for (one, other) in swaps {
            let (one, other) = (one.index(parts.len()), other.index(parts.len()));
            parts.swap(one, other);
        }
        Text(parts.concat().into_bytes())
    })
}

/// JSON near what a case may be: right names and wrong ones, values of every kind, nested and repeated.
fn near_facts() -> impl Strategy<Value = String> {
    let name = prop_oneof!["b0", "n0", "n1", "e0", "o0", "l0", "d0", "it", "at_least", "at_most", "one_of", "x"];
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|it| it.to_string()),
        any::<i64>().prop_map(|it| it.to_string()),
        prop_oneof!["[0-9]{1,40}", "-?[0-9]{1,3}\\.[0-9]{1,3}", "1e[0-9]{1,3}"],
        prop_oneof!["red", "2024-0[1-9]-[0-3][0-9]", "[a-z 0-9/²]{0,6}"].prop_map(|it| format!("{it:?}")),
    ];
    let value = leaf.prop_recursive(4, 24, 4, move |inner| {
        let member = (name.clone(), inner.clone()).prop_map(|(name, value)| format!("\"{name}\": {value}"));
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            prop::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(", "))),
        ]
    });
    prop_oneof![
        4 => value.clone().prop_map(|value| format!("{{\"it\": {value}}}")),
        1 => value,
        1 => ".{0,40}",
    ]
}

proptest! {
    #![proptest_config(crate::search::cases(160))]

    /// No bytes make the program panic, anywhere between the text and the decision.
    #[test]
    fn no_spoiled_text_panics(text in spoiled()) {
        everything(text.0);
    }

    /// Nor do the right words in the wrong places.
    #[test]
    fn no_shuffled_text_panics(text in shuffled()) {
        everything(text.0);
    }
}

#[test]
fn facts_at_fault_are_never_decided() {
    let rules = "rule r\n    prohibits\n    if it.n0 > 3 or it.e0 = red\n\nrule s\n    requires license\n    \
                 if any x in it.l0 where x > it.n1\n    unless it has o0 and it.o0 = 1\n";
    let (session, law) = ready(&format!("{FACTS}{rules}"));
    let config = crate::search::cases(600);
    let tried = proptest::test_runner::TestRunner::new(config).run(&near_facts(), |json| {
        if let Some(case) = case(&law, &json) {
            decided(&session, &law, &case);
        }
        Ok(())
    });
    tried.unwrap();
}
