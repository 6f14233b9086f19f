//! Whether a law speaks of licenses and prohibitions at all. One that does not decides nothing by its silence.

use crate::syntax::ast::{self, Change, Declaration, Effect, RevisedLine, Revision, RuleLine};

/// Whether no rule in any of the texts, nor any amendment of one, could ever require a license or prohibit: on no day,
/// from no standpoint.
pub(super) fn is_silent(files: &[ast::File]) -> bool {
    !files.iter().flat_map(|file| &file.declarations).any(weighs)
}

fn weighs(declaration: &Declaration) -> bool {
    match declaration {
        Declaration::Rule(rule) => rule.lines.iter().any(|(_, line)| is_heavy(line)),
        Declaration::Amendment(amendment) => amendment.lines.iter().any(|(_, line)| match line {
            ast::AmendmentLine::Change(change) => brings(change),
            _ => false,
        }),
        _ => false,
    }
}

fn brings(change: &Change) -> bool {
    match change {
        Change::Insert(declarations) => declarations.iter().any(weighs),
        Change::Replace { with, .. } => weighs(with),
        Change::Revise { text: Revision::Lines(lines), .. } | Change::Add { text: Revision::Lines(lines), .. } => {
            lines.iter().any(|(_, line)| matches!(line, RevisedLine::Rule(line) if is_heavy(line)))
        }
        _ => false,
    }
}

fn is_heavy(line: &RuleLine) -> bool {
    matches!(line, RuleLine::Effect(Effect::RequiresLicense(_) | Effect::Prohibits))
}
