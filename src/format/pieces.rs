//! A declaration line by line, as it would be written: what two versions of it are compared by.

use super::Remarks;
use super::lines::Lines;
use crate::source::SourceMap;
use crate::syntax::ast::Declaration;
use std::fmt;

/// A line of a declaration in canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The limb that it belongs to, from the outermost inwards; empty for the header and for what is no part of a condition.
    pub path: Vec<Step>,
    /// How many levels it is indented, from 0 for the header.
    pub depth: usize,
    /// Its words. A line that is too long goes on in further ones, each with how many levels deeper it stands.
    pub text: Vec<(usize, String)>,
    /// The address where it begins in the text that it was read from; a limb may come from another text than its rule.
    pub at: u32,
}

/// A step on the way to a limb.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// `(b)`: a limb, or a line with a condition, by its label.
    Label(String),
    /// A limb without a label, by its position in its block, from 1.
    Limb(usize),
    /// An `unless` without a label, by its position among the `unless` of its provision, from 1.
    Unless(usize),
}

impl Piece {
    /// The labels that lead to it, as amendments name limbs: blocks without a label are looked through.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.path.iter().filter_map(|step| match step {
            Step::Label(label) => Some(label.as_str()),
            Step::Limb(_) | Step::Unless(_) => None,
        })
    }

    /// The limb as amendments name it: `rs_license (b)(2)`.
    pub fn labelled(&self, name: &str) -> String {
        let labels: Vec<&str> = self.labels().collect();
        if labels.is_empty() { name.to_owned() } else { format!("{name} ({})", labels.join(")(")) }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Label(label) => write!(f, "({label})"),
            Self::Limb(position) => write!(f, "[{position}]"),
            Self::Unless(position) => write!(f, "[unless {position}]"),
        }
    }
}

/// The lines of a declaration, wherever its parts were read.
pub fn pieces(declaration: &Declaration, sources: &SourceMap) -> Vec<Piece> {
    let none = Remarks::new();
    let mut lines = Lines::of_trees(sources, &none);
    lines.declaration(declaration);
    let lines = lines.into_lines().into_iter();
    lines.map(|line| Piece { path: line.path, depth: line.level, text: line.parts, at: line.at }).collect()
}
