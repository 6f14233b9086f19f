//! The flat form of the law.
