//! The benchmark's country groups, as one byte of flags a country: close to the EAR's, and not a reference for them.

pub(crate) const D1: u8 = 1;
pub(crate) const D4: u8 = 2;
pub(crate) const D5: u8 = 4;
pub(crate) const A5: u8 = 8;
pub(crate) const A6: u8 = 16;
pub(crate) const E1: u8 = 32;

/// The same lists as in `benches/peers/policy.lxp`; a test holds them to each other by deciding with both.
pub(crate) const GROUPS: [(u8, &str); 6] = [
    (D1, "AM AZ BY CN GE IQ KG KH KP KZ LA LY MD MM MN MO RU TJ TM UZ VE VN YE"),
    (D4, "AE BH CN EG IL IQ IR JO KP KW LB LY MO OM PK QA RU SA SY VE YE"),
    (D5, "AF BY CD CF CN CU CY ER HT IQ IR KP LB LY MM MO NI RU SD SO SS SY VE ZW"),
    (
        A5,
        "AR AT AU BE BG CA CH CZ DE DK EE ES FI FR GB GR HR HU IE IN IS IT JP KR LT LU LV NL NO NZ PL PT RO SE SI SK \
         TR",
    ),
    (A6, "AL CY IL MT MX SG TW ZA"),
    (E1, "CU IR KP SY"),
];

/// Flags by country code.
pub(crate) struct Table([u8; 26 * 26]);

fn position(code: &str) -> usize {
    match code.as_bytes() {
        [a @ b'A'..=b'Z', b @ b'A'..=b'Z'] => usize::from(a - b'A') * 26 + usize::from(b - b'A'),
        _ => panic!("not a country: {code}"),
    }
}

impl Table {
    pub(crate) fn new() -> Self {
        let mut flags = [0; 26 * 26];
        for (bit, members) in GROUPS {
            for code in members.split_whitespace() {
                flags[position(code)] |= bit;
            }
        }
        Self(flags)
    }

    #[inline]
    pub(crate) fn flags(&self, code: &str) -> u8 {
        self.0[position(code)]
    }
}

/// The members of some groups, sorted, each once.
pub(crate) fn members(groups: u8) -> Vec<&'static str> {
    let of_groups = GROUPS.iter().filter(|(bit, _)| groups & bit != 0);
    let mut found: Vec<_> = of_groups.flat_map(|(_, members)| members.split_whitespace()).collect();
    found.sort_unstable();
    found.dedup();
    found
}
