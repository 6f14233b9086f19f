//! Cases made by hand, as scenarios make them.

use super::dump::dump;
use super::law;
use lexport::facts::{Case, Reader};
use lexport::plan::layout::Kind;
use lexport::plan::slot::{Address, Partial, Slot};
use lexport::value::{Interval, Number};

#[test]
fn a_case_made_by_hand_is_the_one_that_is_read() {
    let law = law::small();
    let layout = &law.layout;
    let mut case = Case::new(layout);
    let (_, fact) = layout.fact("shipment").unwrap();
    let Kind::Inline(shipment) = fact.kind else { panic!() };
    let field = |record, name: &str| layout.records[record].field(name).unwrap();
    let place = |name: &str| fact.at.plus(field(shipment, name).offset);
    let Kind::Reference(party) = field(shipment, "exporter").kind else { panic!() };

    case.open_record(layout, shipment, fact.at);
    let named = case.keyed(layout, party, "Named");
    let given = case.keyed(layout, party, "Given");
    case.open_record(layout, party, given);
    case.put(place("exporter"), Slot::Record(given));
    case.put(place("consignee"), Slot::Record(named));
    let others = case.list(&[Slot::Record(named), Slot::Record(given)]);
    case.put(place("others"), Slot::List(others));
    let remark = case.text("by hand");
    case.put(place("remark"), Slot::Text(remark));
    let some = case.partial(Partial::Number(Interval::at_least(Number::from_i64(5))));
    case.put(place("quantity"), some);
    let Kind::Inline(item) = field(shipment, "item").kind else { panic!() };
    case.absent(layout, item, place("item"));
    // What is known not to be there can still be said to be.
    case.open_record(layout, item, place("item"));
    // Saying so twice changes nothing.
    case.open_record(layout, shipment, fact.at);

    let json = r#"{ "shipment": {
        "exporter": { "id": "Given" }, "consignee": "Named", "others": ["Named", "Given"],
        "remark": "by hand", "quantity": { "at_least": 5 }, "item": {}
    } }"#;
    let mut from_json = Case::new(layout);
    Reader::new(layout).read(json, &mut from_json).unwrap();
    let without_addresses = |text: String| text.replace(|letter: char| letter.is_ascii_digit(), "");
    assert_eq!(without_addresses(dump(layout, &case)), without_addresses(dump(layout, &from_json)));

    assert_eq!(case.find(party, "Named"), Some(named));
    assert_eq!(case.keyed(layout, party, "Given"), given);
    assert_eq!(case.find(party, "Nobody"), None);
    assert_eq!(case.path_of(layout, given), "shipment.exporter");
    assert_eq!(case.path_of(layout, named.plus(field(party, "seat").offset)), "shipment.consignee.seat");
    let alone = case.frame(layout, party);
    assert_eq!(case.path_of(layout, alone), "");
    assert_eq!(case.get(Address::in_law(0)), Slot::Unknown);
    case.clear();
    assert_eq!(dump(layout, &case), "");
    assert_eq!(case.find(party, "Named"), None);
}

#[test]
fn many_keys_are_found() {
    let law = law::small();
    let Kind::Inline(shipment) = law.layout.facts.iter().next().unwrap().kind else { panic!() };
    let Kind::Reference(party) = law.layout.records[shipment].field("exporter").unwrap().kind else { panic!() };
    let mut case = Case::new(&law.layout);
    for round in 0..2 {
        let made: Vec<Address> = (0..3000).map(|n| case.keyed(&law.layout, party, &format!("party {n}"))).collect();
        for (n, at) in made.iter().enumerate() {
            assert_eq!(case.find(party, &format!("party {n}")), Some(*at));
            assert_eq!(case.find(party, &format!("nobody {n} {round}")), None);
        }
        case.clear();
    }
}
