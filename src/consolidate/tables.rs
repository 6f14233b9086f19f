//! Tables with their rows in them: those of a CSV too, so that a text can stand without the file, and those of the day.

use super::item::Edition;
use super::scribe::Scribe;
use super::{Texts, day};
use crate::enact::{Law, Life, Stretch, TableChange, TableDeed};
use crate::syntax::ast::{Declaration, Table, TableRow, Type, TypeKind};
use crate::value::Date;
use std::collections::BTreeSet;

/// A table as it reads between the days on which amendments change its rows.
pub(super) fn editions(
    position: usize,
    table: &Table,
    law: &Law<'_>,
    texts: &Texts<'_>,
    scribe: &mut Scribe,
) -> Vec<Edition> {
    let whole = declared(table, law, texts, scribe);
    let changes: Vec<&TableChange<'_>> = law.table_changes.iter().filter(|it| it.table == position).collect();
    let edges = changes.iter().flat_map(|it| &it.when).flat_map(|when| [when.from, when.until]);
    let turns: BTreeSet<Date> = edges.flatten().collect();
    let mut from = None;
    let mut found = Vec::new();
    for until in turns.into_iter().map(Some).chain([None]) {
        let days = Stretch { from, until };
        from = until;
        let then = days.from.unwrap_or(Date::MIN);
        let mut now: Vec<&TableChange<'_>> = changes.clone();
        now.retain(|it| it.when.iter().any(|when| when.contains(then)));
        let mut made = whole.clone();
        for change in &now {
            apply(&mut made, &change.deed);
        }
        let mut amended: Vec<_> = now.iter().map(|change| change.amendment).collect();
        amended.dedup();
        found.push(Edition {
            named: table.name.span,
            tree: Declaration::Table(made),
            life: Life { in_force: vec![days], ..Life::always() },
            instrument: None,
            amended,
        });
    }
    found
}

fn apply(table: &mut Table, deed: &TableDeed<'_>) {
    let key = table.key.as_ref().and_then(|key| table.header.iter().position(|head| head.node == key.node));
    let of = |row: &TableRow| key.and_then(|at| row.cells.get(at)).and_then(Option::as_ref).and_then(day::words);
    match deed {
        TableDeed::Add(rows) => table.rows.extend(rows.iter().map(|row| (*row).clone())),
        TableDeed::Revise(rows) => {
            for row in rows {
                if let Some(old) = table.rows.iter_mut().find(|old| of(old).is_some() && of(old) == of(row)) {
                    *old = (*row).clone();
                }
            }
        }
        TableDeed::Remove(keys) => {
            let gone: Vec<String> = keys.iter().filter_map(day::words).collect();
            table.rows.retain(|row| of(row).is_none_or(|key| !gone.contains(&key)));
        }
    }
}

/// A table as declared, with its rows in it. One whose file is no table stays as it is; that was reported.
pub(super) fn declared(table: &Table, law: &Law<'_>, texts: &Texts<'_>, scribe: &mut Scribe) -> Table {
    rows_of_csv(table, law, texts, scribe).unwrap_or_else(|| table.clone())
}

fn rows_of_csv(table: &Table, law: &Law<'_>, texts: &Texts<'_>, scribe: &mut Scribe) -> Option<Table> {
    let from = table.from.as_ref()?;
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
