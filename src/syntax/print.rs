//! Prints the tree, for people who look into the parser.
use super::ast::File;
use crate::source::SourceMap;
/// x
pub fn print(file: &File, _sources: &SourceMap) -> String {
    format!("{:#?}", file.declarations)
}
