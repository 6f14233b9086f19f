//! One test binary, modules in the order of the pipeline.

mod syntax;
mod value;
