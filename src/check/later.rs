//! What is said after a law was checked, and is no part of it: expressions and facts, held against the same names.

use super::Checker;
use super::scope::Scope;
use super::typed::{self, Expr};
use crate::diagnostic::Bag;
use crate::enact;
use crate::resolve::Names;
use crate::syntax::ast;
use std::collections::HashMap;

/// Checks what is said later; see [`later`].
pub struct Later<'a>(Checker<'a>);

impl std::fmt::Debug for Later<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Later").finish_non_exhaustive()
    }
}

/// Checks what is said after a law was checked. The law is as it was when this returns.
pub fn later<T>(law: &mut typed::Law, names: &Names, bag: &mut Bag, say: impl FnOnce(&mut Later<'_>) -> T) -> T {
    // Every definition has been checked, so nothing is looked up in the enacted law any more.
    let enacted = enact::Law::default();
    let csv = HashMap::new();
    let mut later = Later(Checker::new(&enacted, names, &csv, std::mem::take(law), bag));
    let said = say(&mut later);
    *law = later.0.law;
    said
}

impl Later<'_> {
    /// An expression. Optional fields may be asked for without `has`, as nothing is decided here.
    pub fn expression(&mut self, written: &ast::Expr) -> Expr {
        self.0.expr(&mut Scope::trusting(), written, None)
    }

    /// An expression that must hold or not.
    pub fn condition(&mut self, written: &ast::Expr) -> Expr {
        self.0.condition(&mut Scope::trusting(), written)
    }

    /// An expression, where it is not known whether it can be checked at all.
    pub fn attempt(&mut self, written: &ast::Expr) -> Option<Expr> {
        let before = std::mem::take(self.0.bag);
        let made = self.expression(written);
        let found = std::mem::replace(self.0.bag, before);
        (!found.has_errors()).then_some(made)
    }

    /// Facts: paths, and what stands there.
    pub fn given(&mut self, written: &ast::Given) -> Vec<(Expr, Expr)> {
        let mut made = Vec::new();
        self.0.given_fact(&mut Scope::trusting(), None, written, &mut made);
        self.0.unworkable_givens(&made);
        made
    }
}
