//! Rows of tables as records in the keeping of the law.

use super::Compiler;
use crate::check::Type;
use crate::check::typed::{Expr, ExprKind, RowKey};
use crate::enact::Stretch;
use crate::plan::law::{Gap, Rows, Table};
use crate::plan::slot::{Address, Slot, TextRef};

impl Compiler<'_> {
    /// Lays out the rows of every table.
    pub(super) fn tables(&mut self) {
        let typed = self.typed;
        for table in &typed.tables {
            let record = table.record;
            let size = self.law.layout.records[record].size;
            let key = table.key.and_then(|key| usize::try_from(key).ok());
            let mut rows = Vec::new();
            for row in &table.rows {
                let start = u32::try_from(self.law.tables.slots.len()).unwrap_or(u32::MAX);
                let first = Address::in_law(start);
                self.law.tables.slots.push(Slot::Present);
                self.law.tables.slots.extend(crate::plan::Layout::unknown(size.saturating_sub(1)));
                for (position, cell) in row.cells.iter().enumerate() {
                    let offset = self.law.layout.records[record].fields.get(position).map_or(0, |field| field.offset);
                    let slot = self.cell(cell);
                    let at = first.plus(offset);
                    if let Some(place) = self.law.tables.slots.get_mut(at.position()) {
                        *place = slot;
                    }
                    if slot == Slot::Unknown {
                        let columns = &self.law.layout.records[record].fields;
                        let column = columns.get(position).map_or_else(String::new, |field| field.name.clone());
                        let key = key.and_then(|key| self.key_words(row.cells.get(key)?));
                        self.law.tables.gaps.push(Gap { at, table: table.name.clone(), column, key, span: cell.span });
                    }
                }
                let key = key.and_then(|key| RowKey::of(row.cells.get(key)?));
                rows.push((key, first, row.when.clone()));
            }
            let undated = rows.iter().all(|(_, _, when)| when.as_slice() == [Stretch::ALWAYS]);
            let (always, dated) = if undated {
                (Some(Rows::new(rows.into_iter().map(|(key, row, _)| (key, row)))), Vec::new())
            } else {
                (None, rows)
            };
            self.law.tables.tables.push(Table { record, always, dated });
        }
    }

    fn key_words(&self, key: &Expr) -> Option<String> {
        match (&key.kind, &key.ty) {
            (ExprKind::Text(text), _) => Some(text.to_string()),
            (ExprKind::Eccn(code), _) => Some(code.to_string()),
            (ExprKind::Alternative(code), Type::Enum(list)) => {
                self.law.layout.alternative(*list, *code).map(|(name, _, _)| name.clone())
            }
            _ => None,
        }
    }

    fn cell(&mut self, cell: &Expr) -> Slot {
        match &cell.kind {
            ExprKind::Bool(truth) => Slot::Bool(*truth),
            ExprKind::Number(number) => Slot::number(*number, &mut self.law.tables.long),
            ExprKind::Date(date) => Slot::Date(*date),
            ExprKind::Duration(duration) => Slot::Duration(*duration),
            ExprKind::Alternative(position) => Slot::Code(*position),
            ExprKind::Text(text) => Slot::Text(self.law_text(text)),
            ExprKind::Eccn(code) => Slot::Text(self.law_text(code.as_str())),
            ExprKind::Absent => Slot::Absent,
            _ => Slot::Unknown,
        }
    }

    fn law_text(&mut self, text: &str) -> TextRef {
        let start = u32::try_from(self.law.tables.text.len()).unwrap_or(u32::MAX);
        self.law.tables.text.push_str(text);
        TextRef { start, len: u32::try_from(text.len()).unwrap_or(0) }
    }
}
