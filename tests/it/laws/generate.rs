//! Small laws and cases, made at random: conditions over a handful of facts, and what is known of the facts.

use proptest::prelude::*;

/// The facts every generated law asks about.
pub(crate) const FACTS: &str = "\
enum Color
    red
    green
    blue

record Case
    b0 : Bool
    b1 : Bool
    b2 : Bool
    n0 : Number between 0 and 10
    n1 : Number at least 0
    e0 : Color
    e1 : Color
    o0 : optional Number
    l0 : list of Number
    d0 : Date

fact it : Case

group warm of Color
    red
    + green from 2020-01-01

";

fn number() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("it.n0".to_owned()),
        Just("it.n1".to_owned()),
        (0..12_u8).prop_map(|n| n.to_string()),
        Just("(sum of it.l0)".to_owned()),
        Just("(count of x in it.l0 where x > 3)".to_owned()),
        Just("(max of x for x in it.l0)".to_owned()),
        Just("(calendar year of it.d0)".to_owned()),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), prop_oneof!["\\+", "-", "\\*"], inner.clone())
                .prop_map(|(a, op, b)| format!("({a} {op} {b})")),
            // What is zero whatever the facts is found before they are asked for.
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} / ({b} + it.n1))")),
            (condition_leaf(), inner.clone(), inner).prop_map(|(c, a, b)| format!("(if {c} then {a} else {b})")),
        ]
    })
}

fn condition_leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..3_u8).prop_map(|n| format!("it.b{n}")),
        Just("it.e0 = it.e1".to_owned()),
        Just("it.e0 != red".to_owned()),
        Just("it.e0 is green, blue".to_owned()),
        Just("it.e1 in warm".to_owned()),
        Just("it.e1 in warm - [red] + [blue]".to_owned()),
        Just("it has o0".to_owned()),
        Just("(it has o0 and it.o0 > 3)".to_owned()),
        Just("(not it has o0 or it.o0 <= 5)".to_owned()),
        Just("it.d0 + 1 month >= 2024-03-31".to_owned()),
    ]
}

fn comparison() -> impl Strategy<Value = String> {
    (number(), prop_oneof!["<", "<=", ">", ">=", "=", "!="], number()).prop_map(|(a, op, b)| format!("{a} {op} {b}"))
}

/// A condition on one line.
pub(crate) fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![3 => condition_leaf(), 2 => comparison()];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(({a}) and ({b}))")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(({a}) or ({b}))")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("(if {a} then {b} else {c})")),
            inner.clone().prop_map(|a| format!("(any x in it.l0 where x > 4 and ({a}))")),
            inner.prop_map(|a| format!("(every x in it.l0 has x > 4 or ({a}))")),
        ]
    })
}

/// A condition on three truths alone.
pub(crate) fn plain() -> impl Strategy<Value = String> {
    let leaf = (0..3_u8).prop_map(|n| format!("it.b{n}"));
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(({a}) and ({b}))")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("(({a}) or ({b}))")),
        ]
    })
}

fn block() -> impl Strategy<Value = String> {
    let kind = prop_oneof!["all of", "any of", "none of", "at least 2 of"];
    (kind, prop::collection::vec(condition(), 2..4))
        .prop_map(|(kind, limbs)| format!("{kind}\n        {}", limbs.join("\n        ")))
}

fn lines() -> impl Strategy<Value = String> {
    (prop_oneof![condition(), block()], prop::option::of(condition())).prop_map(|(holds, unless)| {
        let unless = unless.map_or_else(String::new, |unless| format!("    unless {unless}\n"));
        format!("    if {holds}\n{unless}")
    })
}

/// A law of rules that require, prohibit, permit, displace and bar each other.
pub(crate) fn law() -> impl Strategy<Value = String> {
    (lines(), lines(), lines(), lines(), lines(), lines(), lines()).prop_map(|(a, b, c, d, e, f, g)| {
        format!(
            "{FACTS}rule license_a\n    requires license\n{a}\nrule license_b\n    requires license\n    review denial\n{b}\n\
             rule ban\n    subject to relief\n    prohibits\n{c}\nexception open\n    to license_a, license_b\n{d}\n\
             rule shut\n    bars open\n{e}\nrule relief\n    overrides license_b\n    flags \"relief\"\n{f}\n\
             rule policy\n    reviews license_a, license_b with case by case\n{g}"
        )
    })
}

/// The same with entries one below the other, duties and flags.
pub(crate) fn law_with_entries() -> impl Strategy<Value = String> {
    let entries = (condition(), condition(), condition(), condition());
    (law(), entries, condition(), any::<bool>()).prop_map(|(law, (a, b, c, d), e, union)| {
        // The entry above may be made of those below it.
        let above = if union { "c under 3A090.a, 3A090.b".to_owned() } else { a };
        let entry = |code: &str, holds: &str| format!("entry {code}\n    covers c: Case if {holds}\n");
        let entries = [("3A090", &above), ("3A090.a", &b), ("3A090.a.1", &c), ("3A090.b", &d)];
        let entries: String = entries.iter().map(|(code, holds)| entry(code, holds)).collect();
        format!(
            "{law}{entries}rule reported\n    duty report \"them\" 5 days after it.d0\n    flags \"see\"\n    if {e}\n\
             rule listed\n    requires license\n    if it under 3A090\n"
        )
    })
}

/// What is known of one fact: the value itself, a part of it that holds it, or nothing.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) name: &'static str,
    pub(crate) whole: String,
    pub(crate) part: Option<String>,
}

fn range(low: i32, value: i32, high: i32) -> String {
    format!("{{\"at_least\": {}, \"at_most\": {}}}", value - low, value + high)
}

/// Every fact, with a value and a part of it.
pub(crate) fn facts() -> impl Strategy<Value = Vec<Known>> {
    let truth = any::<[bool; 3]>();
    let numbers = (0..=10_i32, 0..=12_i32, 0..3_i32, 0..3_i32);
    let colors = (0..3_usize, 0..3_usize, 0..3_usize);
    let optional = prop::option::of(0..8_u8);
    let list = prop::collection::vec(0..9_u8, 0..3);
    let day = 1..28_u8;
    (truth, numbers, colors, optional, list, day).prop_map(|(truth, numbers, colors, optional, list, day)| {
        let (n0, n1, low, high) = numbers;
        let color = |at: usize| ["red", "green", "blue"][at];
        let one_of = |at: usize| format!("{{\"one_of\": [\"{}\", \"{}\"]}}", color(at), color(colors.2));
        let list: Vec<String> = list.iter().map(u8::to_string).collect();
        let bool = |name, at: usize| Known { name, whole: truth[at].to_string(), part: None };
        vec![
            bool("b0", 0),
            bool("b1", 1),
            bool("b2", 2),
            Known { name: "n0", whole: n0.to_string(), part: Some(range(low.min(n0), n0, high.min(10 - n0))) },
            Known { name: "n1", whole: n1.to_string(), part: Some(range(low.min(n1), n1, high)) },
            Known { name: "e0", whole: format!("\"{}\"", color(colors.0)), part: Some(one_of(colors.0)) },
            Known { name: "e1", whole: format!("\"{}\"", color(colors.1)), part: Some(one_of(colors.1)) },
            Known { name: "o0", whole: optional.map_or_else(|| "null".to_owned(), |n| n.to_string()), part: None },
            Known { name: "l0", whole: format!("[{}]", list.join(", ")), part: None },
            Known {
                name: "d0",
                whole: format!("\"2024-02-{day:02}\""),
                part: Some(format!("{{\"at_least\": \"2024-02-{day:02}\", \"at_most\": \"2024-03-01\"}}")),
            },
        ]
    })
}
