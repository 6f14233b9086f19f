//! What a case that leaves a field out is taken to say.

use super::Case;
use crate::check::typed::{Expr, ExprKind};
use crate::plan::Layout;
use crate::plan::layout::{Field, Kind};
use crate::plan::slot::{Address, Slot};

/// Records within records that defaults may make. One whose default is another of itself would never end.
const DEEPEST: u32 = 8;

/// Puts the default of a field into the record at an address. `depth` counts the defaults that this one lies in.
pub(super) fn put(case: &mut Case, layout: &Layout, field: &Field, default: &Expr, record: Address, depth: u32) {
    let at = record.plus(field.offset);
    match (&field.kind, &default.kind) {
        (Kind::Inline(inner), ExprKind::Absent) => case.absent(layout, *inner, at),
        (Kind::Inline(_), _) if depth > DEEPEST => {}
        (Kind::Inline(inner), ExprKind::Construct { fields, .. }) => {
            let shape = &layout.records[*inner];
            for (position, value) in fields {
                if let Some(field) = shape.at(*position) {
                    put(case, layout, field, value, at, depth + 1);
                }
            }
            case.open_within(layout, *inner, at, depth + 1);
        }
        (kind, _) => {
            let value = slot(case, layout, kind, default, depth);
            case.put(at, value);
        }
    }
}

/// A constant as a slot. What a constant cannot be, and named values, whose versions depend on the day, stay unknown.
fn slot(case: &mut Case, layout: &Layout, kind: &Kind, constant: &Expr, depth: u32) -> Slot {
    match &constant.kind {
        ExprKind::Absent => Slot::Absent,
        ExprKind::Bool(truth) => Slot::Bool(*truth),
        ExprKind::Date(day) => Slot::Date(*day),
        ExprKind::Duration(length) => Slot::Duration(*length),
        ExprKind::Alternative(position) => Slot::Code(*position),
        ExprKind::Text(words) => Slot::Text(case.text(words)),
        ExprKind::Eccn(code) => Slot::Text(case.text(code.as_str())),
        ExprKind::List(members) => {
            let Kind::List(of) = kind else { return Slot::Unknown };
            let members: Vec<Slot> = members.iter().map(|member| slot(case, layout, of, member, depth)).collect();
            Slot::List(case.list(&members))
        }
        ExprKind::Construct { record, fields } if depth <= DEEPEST => {
            let shape = &layout.records[*record];
            let key = fields.iter().find(|(position, _)| shape.key == Some(*position)).map(|(_, key)| &key.kind);
            let at = match key {
                Some(ExprKind::Text(key)) => case.keyed(layout, *record, key),
                _ => case.frame(layout, *record),
            };
            for (position, value) in fields {
                if let Some(field) = shape.at(*position) {
                    put(case, layout, field, value, at, depth + 1);
                }
            }
            case.open_within(layout, *record, at, depth + 1);
            Slot::Record(at)
        }
        _ => constant.figures().map_or(Slot::Unknown, |number| case.number(number)),
    }
}
