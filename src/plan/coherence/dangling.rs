//! References that a repeal leaves behind: a provision that is still law names one that no longer is.

use crate::check::typed::{Effect, Expr, ExprKind, GroupBody, Law, Origin};
use crate::diagnostic::Bag;
use crate::enact::{Life, Repeal};
use crate::plan::error::Error;
use crate::resolve::{DefineId, EntryId, GroupId, RuleId, ValueId};
use crate::source::Span;

/// Reports every such reference. A condition that asks for what is gone is a fault; a list of rules that still names one
/// is only untidy.
pub(super) fn dangling(law: &Law, bag: &mut Bag) {
    if law.repeals.is_empty() {
        return;
    }
    let mut look = Look { law, bag };
    for define in &law.defines {
        for (origin, body) in &define.versions {
            look.expr(&define.name, origin, body);
        }
    }
    for group in &law.groups {
        for (origin, body) in &group.versions {
            if let GroupBody::Expr(expr) = body {
                look.expr(&group.name, origin, expr);
            }
        }
    }
    for entry in &law.entries {
        for (origin, condition) in &entry.versions {
            let limbs = condition.holds.iter().chain(&condition.unless);
            limbs.for_each(|limb| look.expr(&entry.code.to_string(), origin, &limb.condition));
        }
    }
    for rule in &law.rules {
        for version in &rule.versions {
            let limbs = version.condition.holds.iter().chain(&version.condition.unless);
            limbs.for_each(|limb| look.expr(&rule.name, &version.origin, &limb.condition));
            for effect in &version.effects {
                look.effect(&rule.name, &version.origin, effect);
            }
            for (_, target, span) in &version.priorities {
                look.rule(&rule.name, &version.origin, *target, *span);
            }
        }
    }
}

struct Look<'a, 'b> {
    law: &'a Law,
    bag: &'b mut Bag,
}

impl Look<'_, '_> {
    fn effect(&mut self, name: &str, origin: &Origin, effect: &Effect) {
        match effect {
            Effect::Charges { amount, .. } => self.expr(name, origin, amount),
            Effect::Duty { due: Some(due), .. } => self.expr(name, origin, due),
            Effect::Presumes { value, .. } => self.expr(name, origin, value),
            _ => {}
        }
    }

    fn expr(&mut self, name: &str, origin: &Origin, expr: &Expr) {
        let mut found = Vec::new();
        expr.walk(&mut |part| match &part.kind {
            ExprKind::Call { define, .. } => found.push((self.define(*define), part.span)),
            ExprKind::Value(id) => found.push((self.value(*id), part.span)),
            ExprKind::Group(id) => found.push((self.group(*id), part.span)),
            ExprKind::Covered { entries, .. } => found.push((self.entries(entries), part.span)),
            _ => {}
        });
        for (target, span) in found {
            if let Some(repeal) = target.and_then(|target| self.gone(origin, &target)) {
                let by = self.by(repeal);
                let other = repeal.name.clone();
                let (name, repealed) = (name.to_owned(), repeal.span);
                self.bag.push(Error::Dangling { name, other, by, span, repealed });
            }
        }
    }

    fn rule(&mut self, name: &str, origin: &Origin, target: RuleId, span: Span) {
        let Some(rule) = self.law.rules.get(target) else { return };
        let target = Target { names: vec![rule.name.clone()], lives: lives(rule.versions.iter().map(|it| &it.origin)) };
        if let Some(repeal) = self.gone(origin, &target) {
            let by = self.by(repeal);
            let other = repeal.name.clone();
            let (name, repealed) = (name.to_owned(), repeal.span);
            self.bag.push(Error::StillNamed { name, other, by, span, repealed });
        }
    }

    fn by(&self, repeal: &Repeal) -> String {
        self.law.amendments.get(repeal.amendment).map_or_else(String::new, |it| it.name.node.clone())
    }

    /// The repeal because of which a target is not there on some day on which a version is law.
    fn gone(&self, origin: &Origin, target: &Target) -> Option<&Repeal> {
        let windows: Vec<_> = target.lives.iter().flat_map(|life| life.in_force.iter().copied()).collect();
        let bare = origin.life.clone().outside(&windows);
        let names = |repeal: &&Repeal| target.names.contains(&repeal.name);
        self.law.repeals.iter().filter(names).find(|repeal| !bare.clone().inside(&repeal.gone).is_never())
    }

    fn define(&self, id: DefineId) -> Option<Target> {
        let it = self.law.defines.get(id)?;
        Some(self.target(it.name.clone(), it.versions.iter().map(|(origin, _)| origin)))
    }

    fn value(&self, id: ValueId) -> Option<Target> {
        let it = self.law.values.get(id)?;
        Some(self.target(it.name.clone(), it.versions.iter().map(|(origin, _)| origin)))
    }

    fn group(&self, id: GroupId) -> Option<Target> {
        let it = self.law.groups.get(id)?;
        Some(self.target(it.name.clone(), it.versions.iter().map(|(origin, _)| origin)))
    }

    /// Entries asked about together are gone when the last of them is.
    fn entries(&self, ids: &[EntryId]) -> Option<Target> {
        let mut all = Target { names: Vec::new(), lives: Vec::new() };
        for entry in ids.iter().filter_map(|id| self.law.entries.get(*id)) {
            let one = self.target(entry.code.to_string(), entry.versions.iter().map(|(origin, _)| origin));
            all.names.extend(one.names);
            all.lives.extend(one.lives);
        }
        (!all.names.is_empty()).then_some(all)
    }

    /// A provision goes by its own name and by those of the instruments that made it.
    fn target<'o>(&self, name: String, versions: impl Iterator<Item = &'o Origin>) -> Target {
        let mut target = Target { names: vec![name], lives: Vec::new() };
        for origin in versions {
            let instrument = origin.instrument.and_then(|id| self.law.instruments.get(id));
            target.names.extend(instrument.map(|it| it.name.node.clone()));
            target.lives.push(origin.life.clone());
        }
        target
    }
}

/// What is referred to.
struct Target {
    names: Vec<String>,
    lives: Vec<Life>,
}

fn lives<'o>(versions: impl Iterator<Item = &'o Origin>) -> Vec<Life> {
    versions.map(|origin| origin.life.clone()).collect()
}
