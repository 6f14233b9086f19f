//! Facts: what is read, what is said when it cannot be, and any JSON at all.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "the settings that allow them in tests do not reach helpers"
)]

mod any;
mod builder;
mod dump;
mod exact;
mod law;
mod pages;

use law::{Law, cases};
use lexport::diagnostic::{Bag, Style, render};
use lexport::facts::{Case, Reader};

/// Reads a text, and what is said of it.
fn read(law: &Law, name: &str, json: &str) -> (Case, String) {
    let mut sources = law.sources.clone();
    let id = sources.add(name, json).unwrap();
    let (mut case, mut bag) = (Case::new(&law.layout), Bag::new());
    let fits = Reader::new(&law.layout).read_source(sources.get(id).unwrap(), &mut case, &mut bag);
    assert_eq!(fits, bag.is_empty());
    (case, render(&bag.sorted(), &sources, Style::Graphical { color: false, width: 100 }))
}

#[test]
fn every_code_has_a_case_that_brings_it_about() {
    let law = law::small();
    let mut seen = Vec::new();
    for (name, json) in cases("tests/cases/facts") {
        let said = read(&law, &format!("{name}.json"), &json).1;
        let code = name.split_once('_').unwrap().0.to_owned();
        assert!(said.contains(&code), "{name}:\n{said}");
        let json = if json.len() < 1000 { json } else { format!("{}…\n", &json[..60]) };
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(name, format!("{json}\n{said}"));
        });
        seen.push(code);
    }
    seen.dedup();
    let errors = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/facts/error.rs")).unwrap();
    let codes: Vec<String> = errors.split("code(").skip(1).map(|rest| rest[..6].to_owned()).collect();
    assert_eq!(seen, codes);
    assert!(codes.iter().all(|code| lexport::diagnostic::page(code).is_some()));
}

#[test]
fn what_fits_lies_in_its_slots() {
    let law = law::small();
    for (name, json) in cases("tests/cases/facts/ok") {
        let (case, said) = read(&law, &format!("{name}.json"), &json);
        assert_eq!(said, "", "{name}");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("ok_{name}"), format!("{json}\n{}", dump::dump(&law.layout, &case)));
        });
    }
}

#[test]
fn the_only_fact_need_not_be_named() {
    let law = law::from_text("record R\n    a : Bool\n    r : list of R\nfact only : R\n");
    let shown = |json: &str| {
        let (case, said) = read(&law, "case.json", json);
        assert_eq!(said, "", "{json}");
        dump::dump(&law.layout, &case)
    };
    let named = shown(r#"{"only": {"a": true, "r": [{"a": false}]}}"#);
    assert_eq!(shown(r#"{"a": true, "r": [{"a": false}]}"#), named);
    assert_eq!(shown(r#"{"\u006fnly": {"a": true, "r": [{"a": false}]}}"#), named);
    // The name of the fact may stand after something that the law does not know.
    let said = read(&law, "case.json", r#"{"a": true, "only": {"a": true}}"#).1;
    assert!(said.contains("the law has no fact `a`"), "{said}");
    let said = read(&law, "case.json", r#"{"a": 1, "r": [{"a": 2}]}"#).1;
    assert!(said.contains("`only.a`") && said.contains("`only.r[0].a`"), "{said}");
}

#[test]
fn the_cases_of_the_examples_are_read() {
    let law = law::from_text("import std/shipment\n");
    for (name, json) in cases("examples/advanced_computing/cases") {
        let said = read(&law, &name, &json).1;
        assert_eq!(said, "", "{name}");
    }
}

#[test]
fn gives_up_on_too_many_mistakes() {
    let law = law::small();
    let json = format!("{{\"ledger\": [{}1]}}", "1, ".repeat(5000));
    let said = read(&law, "case.json", &json).1;
    assert_eq!(said.matches("LX0503").count(), 500);
    assert_eq!(said.matches("LX0517").count(), 1);
}

#[test]
fn the_schema_says_what_a_case_may_say() {
    let law = law::small();
    let schema = serde_json::to_string_pretty(&lexport::facts::schema(&law.layout)).unwrap();
    let (before, rest) = schema.split_once("\"AD\",").unwrap();
    let (_, after) = rest.split_once("\"ZWE\"").unwrap();
    insta::assert_snapshot!(format!("{before}…{after}"));
    // Every schema is an object; a `null` among them would be one that got lost.
    assert!(!schema.contains(": null") && !schema.contains("  null"));
    let again = law::small();
    assert_eq!(serde_json::to_string_pretty(&lexport::facts::schema(&again.layout)).unwrap(), schema);
    let law = law::from_text("record R\n    a : Bool\n    r : optional R\nfact only : R\n");
    insta::assert_snapshot!(serde_json::to_string_pretty(&lexport::facts::schema(&law.layout)).unwrap());
}

#[test]
fn long_lines_are_shown_in_part() {
    let law = law::small();
    let many = vec!["{\"eccn\":\"EAR99\"}"; 9000].join(",");
    let empty = vec!["{}"; 9000].join(",");
    let json = format!(
        "{{\"audited\":true,\"shipment\":{{\"item\":{{\"parts\":[{many},{{\"eccn\":\"99\"}},{many}]}},\
         \"date\":[{many}],\"remark\":5}},\"audited\":false,\"ledger\":\n[\n{empty},\n7,\"{}\"]}}",
        "é".repeat(90_000)
    );
    insta::assert_snapshot!(read(&law, "case.json", &json).1);
}

/// A unit that was meant is named as on the side of the law, with all that stands around it; never one of two that differ.
#[test]
fn the_unit_that_was_meant_is_named() {
    let law = law::from_text(
        "import std/units/data\nimport std/units/length\nrecord R\n    rate : Number in GB/s\n    size : Number in GB\n    \
         area : Number in mm²\nfact only : R\n",
    );
    let both = "read both ways, and they differ by a factor of 8";
    for (json, help) in [
        (r#"{"rate": "4800 Gb/s"}"#, "did you mean bits, `Gbit/s`, or bytes, `GB/s`? `Gb` is"),
        (r#"{"rate": "4800 Gb/s"}"#, both),
        (r#"{"rate": "4800 Gbps"}"#, "did you mean bits, `Gbit/s`, or bytes, `GB/s`? `Gbps` is"),
        (r#"{"rate": "4800 GBps"}"#, "did you mean `GB/s`?"),
        (r#"{"rate": "4800 gigabytes/s"}"#, "did you mean `GB/s`?"),
        (r#"{"size": "4800 B"}"#, "did you mean `byte`?"),
        (r#"{"area": "800 mm2"}"#, "did you mean `mm²`?"),
    ] {
        let said = read(&law, "case.json", json).1;
        let plain = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(help), "{json}:\n{said}");
    }
    // A size is no rate, whatever its name.
    let said = read(&law, "case.json", r#"{"size": "4800 Gbps"}"#).1;
    assert!(!said.contains("did you mean"), "{said}");
}

/// Of everything that others write in the place of JSON, or of what the law asks for: what was expected, and the way out.
#[test]
fn there_is_a_way_out_of_every_mistake() {
    let law = law::from_text(
        "unit kg\nenum Kind\n    circuit\n    computer code \"7\"\nrecord R\n    kind : Kind\n    weight : Number in kg\n    \
         made : Bool\n    name : optional Text\nfact only : R\n",
    );
    let room = "there is room for 38 digits";
    let alternatives = "put one of its alternatives in quotes: `circuit`, `computer`";
    for (json, what, help) in [
        (r#"{"kind": 5}"#, "expected an alternative of `Kind` in `only.kind`, found the number `5`", alternatives),
        (r#"{"kind": 7}"#, "found the number `7`", "put it in quotes: \"7\""),
        (r#"{"kind": true}"#, "expected an alternative of `Kind` in `only.kind`, found `true`", alternatives),
        (r#"{"kind": ["circuit"]}"#, "found a list", "{\"one_of\": […]}"),
        (r#"{"weight": 1e400}"#, "bad number in `only.weight`: the number is too large", room),
        (r#"{"weight": 1e-400}"#, "the number has too many decimal places", room),
        (r#"{"weight": "1e400 kg"}"#, "the number is too large", room),
        (r#"{"weight": 1, "weight": 2}"#, "`only.weight` is given twice", "leave one of the two out"),
        (r#"{"weight": NaN}"#, "expected a value", "leave out what is not known"),
        (r#"{"weight": None}"#, "expected a value", "leave out what is not known"),
        (r#"{"weight": -Infinity}"#, "invalid number", "a number is written like"),
        (r#"{"weight": .5}"#, "expected a value", "a number begins with a digit"),
        (r#"{"weight": 01}"#, "invalid number", "no zero in front"),
        (r#"{"weight": 0x10}"#, "expected `,` or `}`", "decimal digits"),
        (r#"{"weight": 1_000}"#, "expected `,` or `}`", "without separators"),
        (r#"{"weight": 1,000}"#, "expected a name in quotes", "without separators"),
        (r#"{"weight": 5 kg}"#, "expected `,` or `}`", "a quantity with its unit too"),
        (r#"{"weight": 5 "made": true}"#, "expected `,` or `}`", "put a comma between them"),
        (r#"{"made": True}"#, "expected a value", "write `true`, in small letters"),
        (r#"{"weight": }"#, "expected a value", "leave the entry out"),
        ("{'weight': 1}", "expected a name in quotes", "double quotes"),
        (r#"{"weight": 1} // one"#, "something follows the case", "JSON has no comments"),
        ("# one\n{\"weight\": 1}", "expected a value", "JSON has no comments"),
        ("{\n    // one\n    \"weight\": 1}", "expected a name in quotes", "JSON has no comments"),
        (r#"{"weight": 1,}"#, "nothing follows this comma", "leave it out"),
        (r#"[{"weight": 1}]"#, "expected an object with an entry for each fact, found a list", "one case, an object"),
        ("{\0\"\0w\0", "malformed JSON", "as UTF-16 has; save the file as UTF-8"),
        ("", "the text is empty", "a case is an object"),
    ] {
        let said = read(&law, "case.json", json).1;
        let plain = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(what) && plain.contains("help: ") && plain.contains(help), "{json}:\n{said}");
        assert!(said.contains("[case.json:"), "{json}:\n{said}");
    }
    // A mark at the beginning is no part of the text.
    assert_eq!(read(&law, "case.json", "\u{feff}{\"weight\": 1}").1, "");
}
