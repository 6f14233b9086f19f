//! A case as a person reads it: a line for everything that is known, by its path.

use lexport::facts::Case;
use lexport::plan::Layout;
use lexport::plan::layout::Kind;
use lexport::plan::slot::{Address, Partial, Slot};
use lexport::resolve::RecordId;
use std::fmt::Write as _;

pub(crate) fn dump(layout: &Layout, case: &Case) -> String {
    let mut dump = Dump { layout, case, out: String::new(), seen: Vec::new() };
    for fact in &layout.facts {
        dump.slot(&fact.name, &fact.kind, fact.at);
    }
    dump.out
}

struct Dump<'a> {
    layout: &'a Layout,
    case: &'a Case,
    out: String,
    seen: Vec<Address>,
}

impl Dump<'_> {
    fn slot(&mut self, path: &str, kind: &Kind, at: Address) {
        self.value(path, kind, self.case.get(at));
        // A path leads back to every slot that holds something of its own.
        let found = self.case.path_of(self.layout, at);
        assert!(found == path || found.split('.').count() <= path.split('.').count(), "{found} {path}");
        if let Kind::Inline(record) = kind {
            self.fields(path, *record, at);
        }
    }

    fn fields(&mut self, path: &str, record: RecordId, at: Address) {
        for field in &self.layout.records[record].fields {
            self.slot(&format!("{path}.{}", field.name), &field.kind, at.plus(field.offset));
        }
    }

    fn value(&mut self, path: &str, kind: &Kind, value: Slot) {
        let words = match (kind, value) {
            (_, Slot::Unknown) => return,
            (_, Slot::Absent) => "absent".to_owned(),
            (_, Slot::Present) => "there".to_owned(),
            (_, Slot::Bool(truth)) => truth.to_string(),
            (Kind::Number(unit), Slot::Number(_) | Slot::Long(_)) => {
                format!("{} {}", self.case.exact(value).unwrap(), self.layout.units.display(unit))
            }
            (_, Slot::Date(day)) => day.to_string(),
            (_, Slot::Duration(length)) => length.to_string(),
            (Kind::Enum(list), Slot::Code(position)) => self.layout.alternative(*list, position).unwrap().0.clone(),
            (_, Slot::Text(words)) => format!("{:?}", self.case.str(words)),
            (Kind::Reference(record) | Kind::Inline(record), Slot::Record(at)) => {
                let new = !self.seen.contains(&at);
                let _ = writeln!(self.out, "{path} → {}{}", at.0, if new { "" } else { ", as above" });
                if new {
                    self.seen.push(at);
                    assert_eq!(self.case.get(at), Slot::Present);
                    self.fields(path, *record, at);
                }
                return;
            }
            (Kind::List(of), Slot::List(list)) => {
                let _ = writeln!(self.out, "{path} = {} members", list.len);
                for (n, member) in self.case.members(list).iter().enumerate() {
                    self.value(&format!("{path}[{n}]"), of, *member);
                }
                return;
            }
            (kind, Slot::Partial(position)) => {
                self.partial(kind, &self.case.partials[usize::try_from(position).unwrap()])
            }
            other => panic!("{other:?}"),
        };
        let _ = writeln!(self.out, "{path} = {}", words.trim_end());
    }

    fn partial(&self, kind: &Kind, known: &Partial) -> String {
        match (kind, known) {
            (Kind::Enum(list), Partial::Codes(codes)) => {
                let names = codes.iter().map(|code| self.layout.alternative(*list, *code).unwrap().0.as_str());
                format!("one of {}", names.collect::<Vec<_>>().join(", "))
            }
            (_, Partial::Number(interval)) => interval.to_string(),
            (_, known) => format!("{known:?}"),
        }
    }
}
