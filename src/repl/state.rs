//! What a session remembers, and the way back.

use super::layer::Layer;
use crate::session::Standing;
use crate::source::SourceId;
use crate::syntax::ast;
use crate::value::Date;
use std::sync::Arc;

/// A fact that was typed.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// Where it stands: `shipment.destination`, or the paths of several that were given together.
    pub(super) paths: Vec<String>,
    /// As it was written.
    pub(super) given: Arc<ast::Given>,
}

impl Fact {
    /// Whether all of it lies at a path or below.
    pub(super) fn lies_at(&self, path: &str) -> bool {
        self.paths.iter().all(|own| below(own, path))
    }
}

/// Whether a path is another, or leads on from it.
pub(super) fn below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// All that a change can change.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// The texts of the law.
    pub(super) texts: Standing,
    /// The texts of declarations that were typed, in order.
    pub(super) declared: Vec<SourceId>,
    /// Amendments that were typed, in order.
    pub(super) layers: Vec<Layer>,
    /// The facts of a file.
    pub(super) case: Option<SourceId>,
    /// Facts that were typed, in order; they come after those of the file.
    pub(super) facts: Vec<Fact>,
    /// The day asked about, if it was said.
    pub(super) on: Option<Date>,
    /// The day known on, if it was said.
    pub(super) known_on: Option<Date>,
}

/// The states before the last changes, each with what was changed then.
#[derive(Debug, Default)]
pub(super) struct Undo(Vec<(String, State)>);

/// So many changes can be taken back.
const MOST: usize = 1000;

impl Undo {
    /// Remembers what was before a change.
    pub(super) fn push(&mut self, what: &str, before: State) {
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push((what.to_owned(), before));
    }

    /// What was before the last change.
    pub(super) fn pop(&mut self) -> Option<(String, State)> {
        self.0.pop()
    }
}
