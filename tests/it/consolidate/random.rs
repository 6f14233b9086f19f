//! Laws and amendments made at random.
