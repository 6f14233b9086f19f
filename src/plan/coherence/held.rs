//! What must hold where a limb stands, found by what it is about.

use super::constraint::Literal;
use std::collections::HashMap;

/// What must hold where a limb stands.
#[derive(Default)]
pub(super) struct Held<'e> {
    pub(super) literals: Vec<Literal<'e>>,
    by_subject: HashMap<u32, Vec<usize>>,
}

impl<'e> Held<'e> {
    /// Adds one.
    pub(super) fn push(&mut self, literal: Literal<'e>) {
        self.by_subject.entry(literal.subject).or_default().push(self.literals.len());
        self.literals.push(literal);
    }

    /// Takes out all but the first so many.
    pub(super) fn truncate(&mut self, to: usize) {
        while self.literals.len() > to {
            let Some(literal) = self.literals.pop() else { return };
            if let Some(list) = self.by_subject.get_mut(&literal.subject) {
                list.pop();
            }
        }
    }

    /// Those about the same, with their positions, the latest first.
    pub(super) fn about(&self, subject: u32) -> impl Iterator<Item = (usize, &Literal<'e>)> {
        let list = self.by_subject.get(&subject).map_or(&[][..], Vec::as_slice);
        list.iter().rev().filter_map(|at| Some((*at, self.literals.get(*at)?)))
    }
}
