//! How far the properties search: the same cases on every machine, or new ones as far as one likes.

use proptest::test_runner::{Config, RngSeed};

/// The variable that makes each property try so many times as many cases, other ones each time.
const SEARCH: &str = "LEXPORT_SEARCH";

/// A property tried on so many cases. A fault that a search finds is nobody's who runs the tests: they try the same cases until
/// the property or its generators change.
pub(crate) fn cases(count: u32) -> Config {
    let config = Config { cases: count, failure_persistence: None, ..Config::default() };
    match std::env::var(SEARCH) {
        Err(_) => Config { rng_seed: RngSeed::Fixed(u64::from(count)), ..config },
        Ok(times) => {
            let times: u32 = times.parse().unwrap_or_else(|_| panic!("{SEARCH} is a number of times, not `{times}`"));
            Config { cases: count.saturating_mul(times), max_shrink_iters: 4096, ..config }
        }
    }
}
