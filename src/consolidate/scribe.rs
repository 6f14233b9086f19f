//! Trees of lines that stand in no text of the law. They are written down and read like any other, so that every part of a
//! tree has a place of its own.

use crate::diagnostic::Bag;
use crate::source::SourceMap;
use crate::syntax::ast::{Declaration, Instrument, Provenance, RuleLine, Table};
use crate::syntax::parse;

/// The texts of the law, and what is written beside them.
#[derive(Debug)]
pub(super) struct Scribe {
    pub(super) sources: SourceMap,
}

impl Scribe {
    pub(super) fn beside(sources: &SourceMap) -> Self {
        Self { sources: sources.clone() }
    }

    /// A declaration from its words; nothing if they are none.
    fn declaration(&mut self, text: String) -> Option<Declaration> {
        let id = self.sources.add("", text)?;
        let mut bag = Bag::new();
        let mut file = parse(self.sources.get(id)?, id, &mut bag);
        (!bag.has_errors()).then(|| file.declarations.pop()).flatten()
    }

    /// Lines that say where a provision comes from.
    pub(super) fn provenance(&mut self, lines: &[String]) -> Vec<Provenance> {
        if lines.is_empty() {
            return Vec::new();
        }
        let Some(Declaration::Rule(rule)) = self.declaration(format!("rule it\n    {}\n", lines.join("\n    "))) else {
            return Vec::new();
        };
        let lines = rule.lines.into_iter().filter_map(|(_, line)| match line {
            RuleLine::Provenance(line) => Some(line),
            _ => None,
        });
        lines.collect()
    }

    /// An instrument with these lines.
    pub(super) fn instrument(&mut self, lines: &[String]) -> Option<Instrument> {
        match self.declaration(format!("instrument it\n    {}\n", lines.join("\n    ")))? {
            Declaration::Instrument(it) => Some(it),
            _ => None,
        }
    }

    /// A table with these rows, the names of the columns first.
    pub(super) fn rows(&mut self, rows: &[String]) -> Option<Table> {
        match self.declaration(format!("table it\n    it : Text\n    {}\n", rows.join("\n    ")))? {
            Declaration::Table(it) => Some(it),
            _ => None,
        }
    }
}
