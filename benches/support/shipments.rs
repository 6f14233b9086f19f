//! Generated shipments: the same sequence on every machine, with every threshold of the policy and both its neighbors.

use super::countries::{A5, A6, D1, D4, D5, members};
use super::random::SplitMix;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

type Str<'a> = Cow<'a, str>;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Item<'a> {
    #[serde(borrow)]
    pub(crate) eccn_hint: Str<'a>,
    pub(crate) tpp: f64,
    pub(crate) performance_density: f64,
    pub(crate) designed_for_datacenter: bool,
    pub(crate) memory_bandwidth_gbps: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Consignee<'a> {
    #[serde(borrow)]
    pub(crate) id: Str<'a>,
    pub(crate) on_entity_list: bool,
}

/// The facts as a program that knows nothing but this policy would hold them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Shipment<'a> {
    #[serde(borrow)]
    pub(crate) id: Str<'a>,
    #[serde(borrow)]
    pub(crate) item: Item<'a>,
    #[serde(borrow)]
    pub(crate) destination: Str<'a>,
    #[serde(borrow)]
    pub(crate) ultimate_parent_country: Str<'a>,
    #[serde(borrow)]
    pub(crate) consignee: Consignee<'a>,
    #[serde(borrow)]
    pub(crate) end_use: Str<'a>,
    pub(crate) value_usd: f64,
    #[serde(borrow)]
    pub(crate) export_date: Str<'a>,
    pub(crate) quantity: i64,
    pub(crate) year_to_date_tpp: i64,
}

const OTHER: [&str; 12] = ["BR", "CL", "CO", "ID", "KE", "MA", "MY", "NG", "PE", "PH", "TH", "UY"];
const HINTS: [&str; 5] = ["3A090.a", "3A090.b", "4A090", "5A992.c", "EAR99"];
const END_USES: [&str; 6] = ["commercial", "cloud", "research", "consumer", "military", "unspecified"];
const TPP_EDGES: [f64; 8] = [1599.9, 1600.0, 2399.9, 2400.0, 4799.9, 4800.0, 4800.1, 0.0];
const DENSITY_EDGES: [f64; 8] = [1.59, 1.6, 3.19, 3.2, 5.91, 5.92, 5.93, 0.0];
const DATE_EDGES: [&str; 4] = ["2022-10-20", "2022-10-21", "2023-11-16", "2023-11-17"];

/// Makes shipments one after the other.
pub(crate) struct Generator {
    random: SplitMix,
    listed: Vec<&'static str>,
    allied: Vec<&'static str>,
    made: u64,
}

impl Generator {
    pub(crate) fn new(seed: u64) -> Self {
        let (listed, allied) = (members(D1 | D4 | D5), members(A5 | A6));
        Self { random: SplitMix(seed), listed, allied, made: 0 }
    }

    fn country(&mut self) -> &'static str {
        match self.random.below(100) {
            0..=39 => self.random.pick(&self.listed),
            40..=79 => self.random.pick(&self.allied),
            _ => self.random.pick(&OTHER),
        }
    }

    fn date(&mut self) -> Str<'static> {
        if self.random.percent(4) {
            return Cow::Borrowed(self.random.pick(&DATE_EDGES));
        }
        let year = 2021 + self.random.below(5);
        Cow::Owned(format!("{year}-{:02}-{:02}", 1 + self.random.below(12), 1 + self.random.below(28)))
    }

    /// One of the edges in 15 of 100 numbers, else a number with some decimal places.
    fn number(&mut self, edges: &[f64], below: u64, scale: f64) -> f64 {
        if self.random.percent(15) { self.random.pick(edges) } else { self.random.below(below) as f64 / scale }
    }

    fn item(&mut self) -> Item<'static> {
        Item {
            tpp: self.number(&TPP_EDGES, 80_000, 10.0),
            performance_density: self.number(&DENSITY_EDGES, 800, 100.0),
            eccn_hint: Cow::Borrowed(self.random.pick(&HINTS)),
            designed_for_datacenter: self.random.percent(55),
            memory_bandwidth_gbps: self.random.pick(&[599, 600, 601, 864, 2000, 3350]),
        }
    }

    fn consignee(&mut self) -> Consignee<'static> {
        let unknown = self.random.percent(10);
        Consignee {
            id: if unknown { "UNKNOWN".into() } else { format!("C{:05}", self.random.below(20_000)).into() },
            on_entity_list: self.random.percent(3),
        }
    }
}

impl Iterator for Generator {
    type Item = Shipment<'static>;

    fn next(&mut self) -> Option<Shipment<'static>> {
        let destination = self.country();
        let parent = if self.random.percent(60) { destination } else { self.country() };
        self.made += 1;
        Some(Shipment {
            id: format!("S{:07}", self.made).into(),
            item: self.item(),
            destination: destination.into(),
            ultimate_parent_country: parent.into(),
            consignee: self.consignee(),
            end_use: Cow::Borrowed(self.random.pick(&END_USES)),
            value_usd: self.number(&[999_999.99, 1_000_000.0, 1_000_000.01], 300_000_000, 100.0),
            export_date: self.date(),
            quantity: self.random.pick(&[1, 8, 64, 511, 512, 513, 2048]),
            year_to_date_tpp: match self.random.below(100) {
                0..=4 => 26_900_000,
                5..=7 => 26_900_001,
                _ => self.random.below(60_000_000) as i64,
            },
        })
    }
}

impl Shipment<'_> {
    /// The same with texts of its own, as a program holds them that has read its facts from somewhere.
    fn owned(self) -> Shipment<'static> {
        fn own(text: &str) -> Str<'static> {
            Cow::Owned(text.to_owned())
        }
        Shipment {
            id: own(&self.id),
            item: Item { eccn_hint: own(&self.item.eccn_hint), ..self.item },
            destination: own(&self.destination),
            ultimate_parent_country: own(&self.ultimate_parent_country),
            consignee: Consignee { id: own(&self.consignee.id), ..self.consignee },
            end_use: own(&self.end_use),
            export_date: own(&self.export_date),
            ..self
        }
    }
}

/// So many shipments, and each as a line of JSON.
pub(crate) fn lines(seed: u64, count: usize) -> (Vec<Shipment<'static>>, Vec<String>) {
    let shipments: Vec<_> = Generator::new(seed).take(count).map(Shipment::owned).collect();
    let lines = shipments.iter().map(|one| serde_json::to_string(one).unwrap()).collect();
    (shipments, lines)
}
