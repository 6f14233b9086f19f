//! Prints the tree for people who look into the parser: one node a line, indented, with its kind and its words.
//!
//! It is not the language and cannot be read back; `format` prints that.

mod amendment;
mod expression;
mod law;
mod scenario;
mod vocabulary;

use super::ast::{Declaration, File, Name, Text};
use crate::source::{SourceMap, Span};

/// The tree of a file, line by line.
pub fn print(file: &File, sources: &SourceMap) -> String {
    let mut printer = Printer { out: print_trees(&file.declarations, sources), depth: 0, sources };
    for comment in &file.comments {
        let kind = if comment.trailing { "comment after" } else { "comment" };
        printer.line(kind, sources.text(comment.span).trim_end());
    }
    printer.out
}

/// Trees, line by line, whichever texts their parts were read from.
pub fn print_trees<'t>(trees: impl IntoIterator<Item = &'t Declaration>, sources: &SourceMap) -> String {
    let mut printer = Printer { out: String::new(), depth: 0, sources };
    for declaration in trees {
        printer.declaration(declaration);
    }
    printer.out
}

struct Printer<'a> {
    out: String,
    depth: usize,
    sources: &'a SourceMap,
}

impl Printer<'_> {
    fn line(&mut self, kind: &str, words: &str) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push_str(kind);
        if !words.is_empty() {
            self.out.push(' ');
            self.out.push_str(words);
        }
        self.out.push('\n');
    }

    /// A line, and what stands below it.
    fn node(&mut self, kind: &str, words: &str, below: impl FnOnce(&mut Self)) {
        self.line(kind, words);
        self.depth += 1;
        below(self);
        self.depth -= 1;
    }

    /// The words of the text at a place, on one line.
    fn source(&self, span: Span) -> String {
        let words: Vec<&str> = self.sources.text(span).split_whitespace().collect();
        words.join(" ")
    }

    fn declaration(&mut self, declaration: &Declaration) {
        match declaration {
            Declaration::Import(it) => self.line("import", &it.path.node),
            Declaration::Unit(it) => self.unit(it),
            Declaration::Enum(it) => self.enumeration(it),
            Declaration::Record(it) => self.record(it),
            Declaration::Fact(it) => self.fact(it),
            Declaration::Group(it) => self.group(it),
            Declaration::Table(it) => self.table(it),
            Declaration::Value(it) => self.value(it),
            Declaration::Define(it) => self.define(it),
            Declaration::Instrument(it) => self.instrument(it),
            Declaration::Entry(it) => self.entry(it),
            Declaration::Rule(it) => self.rule(it),
            Declaration::Amendment(it) => self.amendment(it),
            Declaration::Scenario(it) => self.scenario(it),
            Declaration::Broken(span) => {
                let first = self.sources.text(*span).lines().next().unwrap_or("").to_owned();
                self.line("broken", &first);
            }
        }
    }
}

/// A text between quotes, on one line.
fn quoted(text: &Text) -> String {
    format!("{:?}", text.node)
}

/// A name and its title.
fn titled(name: &Name, title: Option<&Text>) -> String {
    match title {
        Some(title) => format!("{} {}", name.node, quoted(title)),
        None => name.node.clone(),
    }
}

fn listed(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.node.as_str()).collect();
    names.join(", ")
}
