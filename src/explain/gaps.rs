//! Cells of tables that nobody has filled in, where something that the law asks waits for them.

use super::build::Builder;
use super::decision::Fault;
use super::words::{place, quoted};
use crate::decide::Value;
use crate::plan::law::Effect;
use crate::plan::slot::Address;

impl Builder<'_> {
    /// The empty cells for which a condition is not known, or what a rule charges, or the day by which something is due.
    pub(super) fn gaps(&mut self) -> Vec<Fault> {
        let (law, epoch) = (self.evaluator.law(), self.evaluator.epoch());
        if law.tables.gaps.is_empty() {
            return Vec::new();
        }
        let mut open: Vec<Address> = Vec::new();
        for (position, active) in epoch.rules.iter().enumerate() {
            let condition = self.condition(position);
            if condition.is_unknown() {
                open.extend(self.evaluator.gaps_for(active.condition));
            }
            let effects = law.rules.get(active.rule).and_then(|rule| rule.versions.get(active.version));
            let effects = effects.map_or(&[][..], |version| &version.effects);
            for effect in effects.iter().filter(|_| !condition.is_false()) {
                let (Effect::Charges { amount: node, .. } | Effect::Duty { due: Some(node), .. }) = effect else {
                    continue;
                };
                if matches!(self.evaluator.value(*node), Value::Unknown) {
                    open.extend(self.evaluator.gaps_for_value(*node));
                }
            }
        }
        open.sort_unstable();
        open.dedup();
        let gaps = law.tables.gaps.iter().filter(|gap| open.binary_search(&gap.at).is_ok());
        let told = gaps.map(|gap| Fault {
            code: "LX0611",
            text: match &gap.key {
                Some(key) => format!("`{}` of `{key}` is empty in the table `{}`", gap.column, gap.table),
                None => format!("`{}` is empty in a row of the table `{}`", gap.column, gap.table),
            },
            law: quoted(self.sources, gap.span),
            place: place(self.sources, gap.span),
        });
        told.collect()
    }
}
