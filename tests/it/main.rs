//! One test binary, modules in the order of the pipeline.

mod facts;
mod syntax;
mod value;
