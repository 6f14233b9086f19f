//! The same for programs: stable names, days as they are written in the law.

use super::consolidated::{Consolidated, Provision};
use super::notices::Notice;
use super::{Act, By};
use crate::enact::Stretch;
use crate::value::Date;
use serde::{Serialize, Serializer};

/// A value of this room as JSON, on several lines.
pub fn json<T: Serialize + ?Sized>(value: &T) -> String {
    // Serializing plain structs into a string cannot fail.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
pub(super) fn day<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

#[derive(Serialize)]
struct Days {
    #[serde(serialize_with = "day")]
    from: Option<Date>,
    #[serde(serialize_with = "day")]
    until: Option<Date>,
}

impl From<&Stretch> for Days {
    fn from(of: &Stretch) -> Self {
        Self { from: of.from, until: of.until }
    }
}

pub(super) fn stretch<S: Serializer>(of: &Stretch, serializer: S) -> Result<S::Ok, S::Error> {
    Days::from(of).serialize(serializer)
}

pub(super) fn stretches<S: Serializer>(all: &[Stretch], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(all.iter().map(Days::from))
}

/// The law of a day as programs are told of it.
#[derive(Serialize)]
struct Told<'a> {
    day: String,
    known_on: Option<String>,
    suppose: Vec<&'a str>,
    without: Vec<&'a str>,
    imports: &'a [String],
    provisions: Vec<ToldProvision<'a>>,
    not_in_text: &'a [Notice],
    text: &'a str,
    made_from: MadeFrom<'a>,
}

#[derive(Serialize)]
struct ToldProvision<'a> {
    kind: &'a str,
    name: &'a str,
    title: Option<&'a str>,
    in_force: bool,
    #[serde(serialize_with = "day")]
    from: Option<Date>,
    #[serde(serialize_with = "day")]
    until: Option<Date>,
    instrument: Option<&'a Act>,
    changes: &'a [By],
    limbs: Vec<ToldLimb<'a>>,
    place: &'a str,
}

#[derive(Serialize)]
struct ToldLimb<'a> {
    path: &'a str,
    by: &'a Act,
}

#[derive(Serialize)]
struct MadeFrom<'a> {
    law: &'a str,
    lexport: &'static str,
}

impl Consolidated {
    /// The stable JSON form, on several lines.
    pub fn to_json(&self) -> String {
        json(&Told {
            day: self.day.to_string(),
            known_on: self.standpoint.known_on.map(|day| day.to_string()),
            suppose: self.standpoint.suppose.iter().map(String::as_str).collect(),
            without: self.standpoint.without.iter().map(String::as_str).collect(),
            imports: &self.imports,
            provisions: self.provisions.iter().map(provision).collect(),
            not_in_text: &self.notices,
            text: &self.text,
            made_from: MadeFrom { law: &self.law, lexport: env!("CARGO_PKG_VERSION") },
        })
    }
}

fn provision(it: &Provision) -> ToldProvision<'_> {
    ToldProvision {
        kind: it.kind,
        name: &it.name,
        title: it.title.as_deref(),
        in_force: it.in_force,
        from: it.stretch.from.filter(|_| it.in_force),
        until: it.stretch.until.filter(|_| it.in_force),
        instrument: it.instrument.as_ref(),
        changes: &it.changes,
        limbs: it.limbs.iter().map(|(path, by)| ToldLimb { path, by }).collect(),
        place: &it.place,
    }
}
