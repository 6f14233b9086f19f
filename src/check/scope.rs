//! What names mean inside one provision, and which optional fields are known to be there.

use super::typed::{Expr, ExprKind, Limb};
use super::types::Type;
use crate::syntax::ast::BlockKind;

/// Variables, and fields known to be present.
#[derive(Debug, Default)]
pub(super) struct Scope {
    locals: Vec<(String, Type)>,
    /// What was first wanted of variables whose type is not known.
    wanted: Vec<(u32, Type)>,
    /// Variables that were asked for.
    used: Vec<u32>,
    present: Vec<Path>,
    /// Whether optional fields may be used without `has`: in expectations of scenarios.
    pub(super) trusting: bool,
}

/// Something whose fields are asked for, so that the same words mean the same thing: a fact, a variable, the row of a key,
/// what a definition gives, and the fields taken from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path(String);

impl Path {
    /// The path that an expression is, if it is one.
    pub(super) fn of(expr: &Expr) -> Option<Self> {
        let path = match &expr.kind {
            ExprKind::Fact(id) => format!("fact {}", id.index()),
            ExprKind::Local(position) => format!("local {position}"),
            ExprKind::Field { base, field } => return Some(Self::of(base)?.then(*field)),
            ExprKind::Row { table, key } => format!("row {} {}", table.index(), Self::key(key)?),
            ExprKind::Call { define, arguments } => {
                let arguments: Option<Vec<String>> = arguments.iter().map(Self::key).collect();
                format!("call {} ({})", define.index(), arguments?.join(", "))
            }
            _ => return None,
        };
        Some(Self(path))
    }

    /// A path, or a constant.
    fn key(expr: &Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Text(text) => Some(format!("{text:?}")),
            ExprKind::Eccn(code) => Some(code.to_string()),
            ExprKind::Alternative(position) => Some(format!("alternative {position}")),
            ExprKind::Group(id) => Some(format!("group {}", id.index())),
            _ => Self::of(expr).map(|path| path.0),
        }
    }

    /// One field further.
    pub(super) fn then(self, field: u32) -> Self {
        Self(format!("{}.{field}", self.0))
    }
}

impl Scope {
    /// Of a place where optional fields may be used without `has`, because nothing is decided there.
    pub(super) fn trusting() -> Self {
        Self { trusting: true, ..Self::default() }
    }

    /// Binds a variable and says which number it has.
    pub(super) fn bind(&mut self, name: &str, ty: Type) -> u32 {
        self.locals.push((name.to_owned(), ty));
        u32::try_from(self.locals.len() - 1).unwrap_or(u32::MAX)
    }

    /// Unbinds the variable bound last.
    pub(super) fn unbind(&mut self) {
        self.locals.pop();
    }

    /// The innermost variable of that name.
    pub(super) fn local(&self, name: &str) -> Option<(u32, &Type)> {
        let position = self.locals.iter().rposition(|(local, _)| local == name)?;
        Some((u32::try_from(position).ok()?, &self.locals.get(position)?.1))
    }

    /// Remembers that a variable is asked for, and of which type it is wanted, if that is not known of it.
    pub(super) fn note_wanted(&mut self, local: u32, wanted: Option<&Type>) {
        if !self.used.contains(&local) {
            self.used.push(local);
        }
        let unknown = usize::try_from(local).ok().and_then(|at| self.locals.get(at)).map(|(_, ty)| ty);
        if let (Some(Type::Broken), Some(wanted)) = (unknown, wanted.filter(|wanted| !matches!(wanted, Type::Broken)))
            && self.wanted.iter().all(|(known, _)| *known != local)
        {
            self.wanted.push((local, wanted.clone()));
        }
    }

    /// Of which type each variable is wanted.
    pub(super) fn wanted(&self) -> Vec<Option<Type>> {
        let of = |at: u32| self.wanted.iter().find(|(local, _)| *local == at).map(|(_, ty)| ty.clone());
        (0_u32..).zip(&self.locals).map(|(at, _)| of(at)).collect()
    }

    /// The names of the variables that nothing asks for.
    pub(super) fn unused(&self) -> Vec<String> {
        let idle = (0_u32..).zip(&self.locals).filter(|(at, _)| !self.used.contains(at));
        idle.map(|(_, (name, _))| name.clone()).collect()
    }

    /// The name of a variable.
    pub(super) fn name(&self, local: u32) -> &str {
        let position = usize::try_from(local).unwrap_or(usize::MAX);
        self.locals.get(position).map_or("it", |(name, _)| name.as_str())
    }

    /// The names of all variables.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.locals.iter().map(|(name, _)| name.as_str())
    }

    /// Whether a field is known to be there.
    pub(super) fn is_present(&self, path: &Path) -> bool {
        self.trusting || self.present.contains(path)
    }

    /// Remembers what holds if `expr` is `truth`; the answer restores the state before.
    pub(super) fn assume(&mut self, expr: &Expr, truth: bool) -> usize {
        let mark = self.present.len();
        gather(expr, truth, &mut self.present);
        mark
    }

    /// The state to come back to.
    pub(super) fn mark(&self) -> usize {
        self.present.len()
    }

    /// Forgets what was assumed since.
    pub(super) fn forget(&mut self, mark: usize) {
        self.present.truncate(mark);
    }
}

/// Which fields are there if `expr` is `truth`.
fn gather(expr: &Expr, truth: bool, into: &mut Vec<Path>) {
    match (&expr.kind, truth) {
        (ExprKind::Has { base, field }, true) => into.extend(Path::of(base).map(|path| path.then(*field))),
        (ExprKind::Not(inner), _) => gather(inner, !truth, into),
        (ExprKind::And(left, right), true) | (ExprKind::Or(left, right), false) => {
            gather(left, truth, into);
            gather(right, truth, into);
        }
        (ExprKind::Block(BlockKind::All, limbs), true) => each(limbs, true, into),
        (ExprKind::Block(BlockKind::None, limbs), true) | (ExprKind::Block(BlockKind::Any, limbs), false) => {
            each(limbs, false, into);
        }
        _ => {}
    }
}

fn each(limbs: &[Limb], truth: bool, into: &mut Vec<Path>) {
    for limb in limbs {
        gather(&limb.condition, truth, into);
    }
}
