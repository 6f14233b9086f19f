//! A generated law of any number of provisions: rules, exceptions, entries and definitions of about 500 bytes each,
//! with dated groups and values, under instruments of many years. The same on every machine.

use super::random::SplitMix;
use std::fmt::Write as _;

const INSTRUMENTS: u64 = 24;
const GROUPS: u64 = 120;
const PLACES: [&str; 24] = [
    "AE", "AM", "AZ", "BY", "CN", "CU", "GE", "HK", "IL", "IQ", "IR", "KG", "KP", "KZ", "LB", "LY", "MO", "PK", "RU",
    "SA", "SY", "VE", "VN", "YE",
];
const WORDS: [&str; 16] = [
    "items",
    "circuits",
    "computers",
    "assemblies",
    "software",
    "technology",
    "equipment",
    "materials",
    "parties",
    "destinations",
    "licenses",
    "exports",
    "reexports",
    "transfers",
    "services",
    "components",
];

const HEAD: &str = "\
# A law made by a program: no such law exists.

import std/countries

unit TPP
unit mm \"millimeter\"
unit GB \"gigabyte\"
unit s \"second\"
unit USD
    currency

enum EndUse
    commercial
    research
    production
    military
    unspecified

record Item
    tpp                     : Number in TPP at least 0 TPP
    performance_density     : Number in TPP/mm² at least 0 TPP/mm²
    memory_bandwidth        : Number in GB/s at least 0 GB/s
    die_area                : Number in mm² at least 0 mm²
    designed_for_datacenter : Bool

record Consignee
    id             : Text
    on_entity_list : Bool
    headquarters   : Country

record Shipment
    item        : Item
    destination : Country
    consignee   : Consignee
    end_use     : EndUse
    value       : Money in USD
    date        : Date
    quantity    : Number

fact shipment : Shipment
    day shipment.date
";

/// The text of a law of so many provisions.
pub(crate) fn text(provisions: usize) -> String {
    let mut maker = Maker { random: SplitMix(5000), text: String::from(HEAD), codes: Vec::new(), rules: 0 };
    maker.instruments();
    maker.groups();
    for number in 0..provisions {
        // Who is referred to stands before who refers, as in most laws.
        match number % 10 {
            0 | 1 => maker.entry(number),
            2 => maker.definition(number),
            3 => maker.exception(number),
            _ => maker.rule(number),
        }
    }
    maker.text
}

struct Maker {
    random: SplitMix,
    text: String,
    codes: Vec<String>,
    rules: usize,
}

impl Maker {
    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.text, "{:1$}{line}", "", depth * 4);
    }

    fn instruments(&mut self) {
        for number in 0..INSTRUMENTS {
            let (year, month) = (2000 + number, 1 + self.random.below(11));
            let _ = write!(
                self.text,
                "\ninstrument act_{number} \"Act {number} on the control of exports\"\n    citation  \"Acts {year}, no. \
                 {number}\"\n    regime    EAR\n    force     regulation\n    published {year}-{month:02}-03\n    \
                 effective {year}-{month:02}-20\n",
            );
        }
    }

    fn groups(&mut self) {
        for number in 0..GROUPS {
            let act = self.random.below(8);
            let _ =
                write!(self.text, "\ngroup g{number} \"Places of list {number}\" of Country\n    under act_{act}\n");
            let places: Vec<_> = PLACES.iter().filter(|_| self.random.percent(40)).copied().collect();
            self.line(1, if places.is_empty() { "CN".to_owned() } else { places.join(", ") }.as_str());
            let added = self.random.pick(&["BR", "MY", "TH", "TR"]);
            self.line(1, &format!("+ {added} from 20{}-06-01", 10 + number % 14));
        }
    }

    fn prose(&mut self, words: usize) -> String {
        (0..words).map(|_| self.random.pick(&WORDS)).collect::<Vec<_>>().join(" ")
    }

    /// What stands under every header.
    fn origin(&mut self, number: usize) {
        let act = 8 + self.random.below(INSTRUMENTS - 8);
        self.line(1, &format!("under act_{act}"));
        self.line(1, &format!("cites \"Part {}, s. {number}\"", number % 700));
        for lead in ["> Paraphrase: of", "> and unless otherwise provided"] {
            let prose = self.prose(6);
            self.line(1, &format!("{lead} {prose}."));
        }
    }

    fn code(&mut self) -> String {
        let known = self.codes.len() as u64;
        let at = self.random.below(known) as usize;
        self.codes[at].clone()
    }

    fn numbers(&mut self, depth: usize, of: &str) {
        let (tpp, area) = (self.random.below(60_000), self.random.below(90_000));
        let density = self.random.below(800);
        self.line(depth, &format!("{of}.tpp >= {}.{} TPP", tpp / 10, tpp % 10));
        self.line(depth, "all of");
        self.line(depth + 1, &format!("{of}.performance_density < {}.{:02} TPP/mm²", density / 100, density % 100));
        self.line(depth + 1, &format!("{of}.tpp / {of}.die_area >= {}.{:02} TPP/mm²", area / 1000, area % 100));
    }

    fn entry(&mut self, number: usize) {
        let code = format!(
            "{}{}{:03}.{}.{}",
            number % 10,
            ["A", "B", "C", "D", "E"][number / 10 % 5],
            number / 50 % 1000,
            ["a", "b", "c"][number % 3],
            number / 10
        );
        let title = self.prose(4);
        let _ = write!(self.text, "\nentry {code} \"Of {title}\"\n");
        self.origin(number);
        self.line(1, "covers item if any of");
        self.numbers(2, "item");
        self.line(1, "unless (note) all of");
        self.line(2, "not item.designed_for_datacenter");
        let bandwidth = self.random.below(4000);
        self.line(2, &format!("item.memory_bandwidth < {bandwidth} GB/s"));
        self.codes.push(code);
    }

    fn definition(&mut self, number: usize) {
        let title = self.prose(4);
        let (one, two) = (self.random.below(GROUPS), self.random.below(GROUPS));
        let _ = write!(self.text, "\ndefine reached_{number} \"{title}\" of it: Shipment\n");
        self.origin(number);
        self.line(1, "as any of");
        self.line(2, &format!("it.destination in g{one}"));
        self.line(2, "all of");
        self.line(3, &format!("it.consignee.headquarters in g{two}"));
        self.line(3, "not it.end_use is research");
    }

    fn rule(&mut self, number: usize) {
        let title = self.prose(5);
        let _ = write!(self.text, "\nrule r{number} \"On {title}\"\n");
        self.origin(number);
        match number % 7 {
            0 => self.line(1, "prohibits"),
            1 => self.line(1, "flags \"to be looked at\""),
            // What exceptions can be made from.
            _ => self.line(1, "requires license"),
        }
        self.line(1, "if all of");
        let (code, group) = (self.code(), self.random.below(GROUPS));
        self.line(2, &format!("(a) shipment.item under {code}"));
        self.line(2, &format!("(b) shipment.destination in g{group}"));
        self.line(2, "(c) any of");
        self.numbers(3, "shipment.item");
        self.line(2, &format!("(d) shipment.reached_{}", number - number % 10 + 2));
        // What only flags leaves nothing to except from.
        if number % 7 > 1 {
            self.rules = number;
        }
    }

    fn exception(&mut self, number: usize) {
        let title = self.prose(3);
        // Before the first such rule there is only the one that follows.
        let target = if self.rules == 0 { number + 1 } else { self.rules };
        let _ = write!(self.text, "\nexception x{number} \"For {title}\"\n");
        self.origin(number);
        self.line(1, &format!("to r{target}"));
        self.line(1, "if all of");
        let group = self.random.below(GROUPS);
        self.line(2, &format!("(a) not shipment.destination in g{group}"));
        let value = self.random.below(1_000_000);
        self.line(2, &format!("(b) shipment.value <= {value} USD"));
        self.line(2, "(c) not shipment.consignee.on_entity_list");
        self.line(2, "(d) shipment.end_use is commercial, research");
    }
}
