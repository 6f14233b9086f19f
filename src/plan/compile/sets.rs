//! Groups, lists of constants, and what is made of them: sets whose members depend on the day only.

use super::expressions::{close, open};
use super::{Binding, Compiler, Scope};
use crate::check::Type;
use crate::check::typed::{Comparison, Expr, ExprKind, GroupBody, Quantifier};
use crate::plan::law::{Dated, Group, Members};
use crate::plan::layout::Enum;
use crate::plan::node::{Member, Node, NodeId, SetExpr, SetId};
use crate::resolve::EnumId;
use std::sync::Arc;

impl Compiler<'_> {
    /// Whether a value is in any of some groups or lists.
    pub(super) fn membership(&mut self, value: &Expr, sets: &[Expr], scope: &mut Scope) -> NodeId {
        let mut constant: Option<SetId> = None;
        let mut nodes = Vec::new();
        for set in sets {
            if is_constant(set) {
                let next = self.set(set, scope);
                constant = Some(match constant {
                    Some(before) => self.law.nodes.set(SetExpr::Union(before, next)),
                    None => next,
                });
                continue;
            }
            nodes.push(match &set.kind {
                ExprKind::Union(left, right) => self.membership(value, &[(**left).clone(), (**right).clone()], scope),
                ExprKind::Difference(left, right) => {
                    let left = self.membership(value, std::slice::from_ref(left), scope);
                    let right = self.membership(value, std::slice::from_ref(right), scope);
                    let outside = self.law.nodes.not(right);
                    self.note(outside);
                    self.all(vec![left, outside])
                }
                _ => {
                    let list = self.node(set, scope);
                    self.in_list(value, list, scope)
                }
            });
        }
        if let Some(set) = constant {
            let value_node = self.key_of(value, scope);
            let asked = self.in_set(value_node, set);
            let mut named = sets.iter().filter(|set| is_constant(set)).map(|set| set.span);
            if let Some(first) = named.next() {
                // A group may have no version on the day.
                let place = named.next_back().map_or(first, |last| first.to(last));
                self.law.nodes.places.entry(asked).or_insert(place);
            }
            nodes.insert(0, asked);
        }
        self.any(nodes)
    }

    /// Whether a value is in a list. Keyed records are the same if their keys are, wherever they were made.
    fn in_list(&mut self, value: &Expr, list: NodeId, scope: &mut Scope) -> NodeId {
        let Some(offset) = self.key_offset(value) else {
            let one = self.node(value, scope);
            let node = self.add(Node::InList(one, list));
            if let Type::Record(record) = value.ty {
                self.law.nodes.records.insert(node, record);
            }
            return node;
        };
        let key = self.key_of(value, scope);
        let local = open(scope);
        let member = self.add(Node::Local(local));
        close(scope);
        let member = self.add(Node::Field(member, offset));
        let same = self.add(Node::Compare(Comparison::Equal, member, key));
        self.add(Node::Quantified(Quantifier::Any, local, list, same))
    }

    fn key_offset(&self, value: &Expr) -> Option<u32> {
        let Type::Record(record) = value.ty else { return None };
        let layout = &self.law.layout.records[record];
        layout.key.and_then(|key| layout.at(key)).map(|key| key.offset)
    }

    /// A keyed record stands in groups by its key.
    pub(super) fn key_of(&mut self, value: &Expr, scope: &mut Scope) -> NodeId {
        let node = self.node(value, scope);
        match self.key_offset(value) {
            Some(offset) => self.add(Node::Field(node, offset)),
            None => node,
        }
    }

    /// Whether a node's value is in a set, in the short form where it is a fact at a known place.
    pub(super) fn in_set(&mut self, value: NodeId, set: SetId) -> NodeId {
        match self.law.nodes.nodes[value] {
            Node::Slot(address) => self.add(Node::SlotInSet(address, set)),
            _ => self.add(Node::InSet(value, set)),
        }
    }

    /// Alternatives of an enum as a set.
    pub(super) fn codes_set(&mut self, list: EnumId, mut codes: Vec<u32>) -> SetId {
        codes.sort_unstable();
        codes.dedup();
        self.law.nodes.set(SetExpr::Codes(list, codes))
    }

    /// A group expression as a set.
    pub(super) fn set(&mut self, expr: &Expr, scope: &mut Scope) -> SetId {
        match &expr.kind {
            ExprKind::Group(id) => self.law.nodes.set(SetExpr::Group(*id)),
            ExprKind::Union(left, right) => {
                let (left, right) = (self.set(left, scope), self.set(right, scope));
                self.law.nodes.set(SetExpr::Union(left, right))
            }
            ExprKind::Difference(left, right) => {
                let (left, right) = (self.set(left, scope), self.set(right, scope));
                self.law.nodes.set(SetExpr::Difference(left, right))
            }
            ExprKind::Local(local) => {
                let binding = usize::try_from(*local).ok().and_then(|at| scope.bindings.get(at)).copied();
                match binding {
                    Some(Binding::Set(set)) => set,
                    _ => self.law.nodes.set(SetExpr::Listed(Vec::new())),
                }
            }
            ExprKind::List(items) => self.listed(expr, items),
            _ => self.law.nodes.set(SetExpr::Listed(Vec::new())),
        }
    }

    /// A list of constants as a set.
    fn listed(&mut self, expr: &Expr, items: &[Expr]) -> SetId {
        let of = match &expr.ty {
            Type::List(of) | Type::Group(of) => (**of).clone(),
            _ => Type::Broken,
        };
        if let Type::Enum(list) = of {
            let codes = items.iter().filter_map(code).collect();
            return self.codes_set(list, codes);
        }
        self.members_set(items.iter().filter_map(member).collect())
    }

    /// Every declared group.
    pub(super) fn groups(&mut self) {
        let typed = self.typed;
        for group in &typed.groups {
            let list = match group.of {
                Type::Enum(id) => Some(id),
                _ => None,
            };
            let words = list.and_then(|id| self.law.layout.enums.get(id)).map(Enum::words);
            let mut versions = Vec::new();
            for (origin, body) in &group.versions {
                let members = match (body, words) {
                    (GroupBody::Expr(expr), _) => Members::Set(self.set(expr, &mut Scope::default())),
                    (GroupBody::Members(members), Some(words)) => {
                        let codes = members.iter().filter_map(|(member, when)| Some((code(member)?, *when)));
                        Members::Codes(words, codes.collect())
                    }
                    (GroupBody::Members(members), None) => {
                        Members::Listed(members.iter().filter_map(|(one, when)| Some((member(one)?, *when))).collect())
                    }
                };
                versions.push((dated(origin), members));
            }
            self.law.groups.push(Group { name: group.name.clone(), list, versions });
        }
    }

    /// Texts as a set.
    pub(super) fn texts_set(&mut self, texts: impl IntoIterator<Item = String>) -> SetId {
        self.members_set(texts.into_iter().map(|text| Member::Text(Arc::from(text))).collect())
    }

    fn members_set(&mut self, mut members: Vec<Member>) -> SetId {
        members.sort();
        members.dedup();
        self.law.nodes.set(SetExpr::Listed(members))
    }

    /// A constant as a node, for values.
    pub(super) fn literal(&mut self, expr: &Expr) -> NodeId {
        self.node(expr, &mut Scope::default())
    }
}

/// Where a version comes from, without its text.
pub(super) fn dated(origin: &crate::check::typed::Origin) -> Dated {
    Dated {
        title: origin.title.clone(),
        life: origin.life.clone(),
        instrument: origin.instrument,
        amended: origin.amended.clone(),
        cites: origin.cites.clone(),
        span: origin.span,
    }
}

/// Whether a set's members do not depend on the case.
fn is_constant(set: &Expr) -> bool {
    match &set.kind {
        ExprKind::Group(_) => true,
        ExprKind::Local(_) => matches!(set.ty, Type::Group(_)),
        ExprKind::Union(left, right) | ExprKind::Difference(left, right) => is_constant(left) && is_constant(right),
        ExprKind::List(items) => items.iter().all(|item| code(item).is_some() || member(item).is_some()),
        _ => false,
    }
}

fn code(expr: &Expr) -> Option<u32> {
    match expr.kind {
        ExprKind::Alternative(position) => Some(position),
        _ => None,
    }
}

fn member(expr: &Expr) -> Option<Member> {
    match &expr.kind {
        ExprKind::Text(text) => Some(Member::Text(text.clone())),
        ExprKind::Eccn(code) => Some(Member::Text(Arc::from(code.as_str()))),
        ExprKind::Number(number) => Some(Member::Number(*number)),
        ExprKind::Date(day) => Some(Member::Date(*day)),
        _ => None,
    }
}
