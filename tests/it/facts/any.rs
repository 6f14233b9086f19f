//! Any text, and any JSON.

use super::dump::dump;
use super::law::{self, Law, cases};
use super::read;
use lexport::diagnostic::Bag;
use lexport::facts::{Case, Reader};
use lexport::source::SourceMap;
use proptest::prelude::*;
use std::sync::LazyLock;

static LAW: LazyLock<Law> = LazyLock::new(law::small);
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let both = [cases("tests/cases/facts"), cases("tests/cases/facts/ok")];
    both.concat().into_iter().map(|(_, json)| json).filter(|json| json.len() < 3000).collect()
});

/// Names and values of the law, and others.
fn word() -> impl Strategy<Value = String> {
    let known = "shipment ledger audited exporter consignee others destination date purposes item quantity value margin \
        lead_time remark loaded_on name chip eccn parts rates die_area bandwidth ports bits dense id seat parent listed \
        holdings holder share at_least at_most one_of civil DA CN CHN China 3A090 EAR99 2023-11-17";
    let known: Vec<&str> = known.split_whitespace().collect();
    let odd = ["25 days", "600 GB/s", "600 GB", "25%", "8 byte", "1/3", "", "\u{1F600}\"\\\n", "2023-02-30"];
    prop_oneof![6 => prop::sample::select(known).prop_map(str::to_owned), 2 => prop::sample::select(odd.to_vec()).prop_map(str::to_owned), 1 => ".*"]
}

/// Any JSON, mostly such as the law half expects.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        (-5_i64..200).prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        word().prop_map(Into::into),
    ];
    leaf.prop_recursive(8, 128, 6, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            3 => prop::collection::vec((word(), inner), 0..8).prop_map(|all| all.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

/// Reads a text twice, into a fresh case and into one that has held another, with messages.
fn twice(json: &str) -> Result<(), TestCaseError> {
    let (fresh, said) = read(&LAW, "case.json", json);
    let mut used = Case::new(&LAW.layout);
    let reader = Reader::new(&LAW.layout);
    let _ = reader.read(&TEXTS[json.len() % TEXTS.len()], &mut used);
    let again = reader.read(json, &mut used);
    prop_assert_eq!(again.is_ok(), said.is_empty());
    prop_assert_eq!(&used.slots, &fresh.slots);
    prop_assert_eq!(&used.elements, &fresh.elements);
    prop_assert_eq!(&used.text, &fresh.text);
    prop_assert_eq!(&used.partials, &fresh.partials);
    prop_assert_eq!(dump(&LAW.layout, &used), dump(&LAW.layout, &fresh));
    Ok(())
}

proptest! {
    #![proptest_config(crate::search::cases(300))]

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,60}") {
        twice(&text)?;
    }

    #[test]
    fn any_json_is_read_or_refused(json in json()) {
        twice(&json.to_string())?;
        twice(&serde_json::json!({ "shipment": json.clone() }).to_string())?;
        twice(&serde_json::json!({ "ledger": [{ "item": json.clone() }], "shipment": { "exporter": json } }).to_string())?;
    }

    #[test]
    fn spoilt_cases_are_read_or_refused(which in 0_usize..100, at in 0_usize..3000, with in "[\\[\\]{}\",:0-9a-z\\\\ é]{0,3}", length in 0_usize..9) {
        let text = &TEXTS[which % TEXTS.len()];
        let mut start = at % text.len();
        while !text.is_char_boundary(start) { start -= 1; }
        let mut end = (start + length).min(text.len());
        while !text.is_char_boundary(end) { end += 1; }
        twice(&format!("{}{with}{}", &text[..start], &text[end..]))?;
    }

    #[test]
    fn what_is_said_lies_in_the_text(json in json()) {
        let json = serde_json::to_string_pretty(&serde_json::json!({ "shipment": json })).unwrap();
        let mut sources = SourceMap::new();
        sources.add("law.lxp", "x".repeat(50_000)).unwrap();
        let id = sources.add("case.json", json).unwrap();
        let source = sources.get(id).unwrap();
        let mut bag = Bag::new();
        Reader::new(&LAW.layout).read_source(source, &mut Case::new(&LAW.layout), &mut bag);
        for finding in bag.iter() {
            let place = finding.place().unwrap();
            prop_assert!(source.span().start <= place.start && place.end <= source.span().end);
            prop_assert!(!place.is_empty(), "{}", finding.message());
        }
    }
}

#[test]
fn hostile_text_ends() {
    for text in [
        "[".repeat(20_000),
        "{\"shipment\":".repeat(20_000),
        "{\"x\":".repeat(20_000),
        format!("{{\"x\":{}1{}}}", "[".repeat(20_000), "]".repeat(20_000)),
        format!("{{\"shipment\":{{\"quantity\":{}}}}}", "{\"at_least\":".repeat(20_000)),
        format!("{{\"shipment\":{{\"quantity\":{}1{}}}}}", "{\"at_least\":".repeat(1000), "}".repeat(1000)),
        format!("{{\"shipment\":{{\"quantity\":1{}}}}}", "0".repeat(30_000)),
        format!("{{\"{}\":1}}", "long".repeat(20_000)),
        format!("{{\"shipment\":{{\"destination\":\"{}\"}}}}", "long".repeat(20_000)),
        format!("{{\"ledger\":[{}1]}}", "1,".repeat(30_000)),
        "\u{feff}{}".to_owned(),
    ] {
        let said = read(&LAW, "case.json", &text).1;
        assert!(said.len() < 4_000_000);
    }
}
