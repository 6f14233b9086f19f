//! Rows of a CSV as rows of the law, so that a text can stand without the file.

use super::Texts;
use super::scribe::Scribe;
use crate::enact::Law;
use crate::syntax::ast::{Table, Type, TypeKind};

/// A table with its rows in it.
pub(super) fn standing(table: &Table, law: &Law<'_>, texts: &Texts<'_>, scribe: &mut Scribe) -> Option<Table> {
    let Some(from) = &table.from else { return Some(table.clone()) };
    let (heads, lines) = texts.rows.get(&from.span)?.split_first()?;
    // A CSV may hold more columns than the law needs.
    let columns: Vec<(usize, &Type)> = table
        .columns
        .iter()
        .filter_map(|column| Some((heads.iter().position(|head| *head == column.name.node)?, &column.ty)))
        .collect();
    let mut rows = vec![row(columns.iter().filter_map(|(at, _)| heads.get(*at).cloned()))];
    for line in lines {
        rows.push(row(columns.iter().map(|(at, ty)| {
            let text = line.get(*at).map_or("", String::as_str);
            cell(text, ty, law, texts)
        })));
    }
    let written = scribe.rows(&rows)?;
    Some(Table { from: None, header: written.header, rows: written.rows, ..table.clone() })
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// A cell as it is written in the law: texts in quotes, numbers with their units, alternatives by their names.
fn cell(text: &str, ty: &Type, law: &Law<'_>, texts: &Texts<'_>) -> String {
    if text.is_empty() {
        return String::new();
    }
    match &ty.kind {
        TypeKind::Optional(inner) => cell(text, inner, law, texts),
        TypeKind::Number { unit: Some(unit), .. } if !text.contains(|it: char| it.is_whitespace()) => {
            format!("{text} {}", texts.sources.text(unit.span))
        }
        TypeKind::Named(name) if name == "Text" => {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t"))
        }
        TypeKind::Named(name) => {
            let alternatives =
                law.vocabulary.enums.iter().filter(|it| it.name.node == *name).flat_map(|it| &it.alternatives);
            let coded = alternatives.into_iter().find(|it| it.code.as_ref().is_some_and(|code| code.node == text));
            coded.map_or_else(|| text.to_owned(), |it| it.name.node.clone())
        }
        _ => text.to_owned(),
    }
}
