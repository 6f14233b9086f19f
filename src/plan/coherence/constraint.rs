//! What a limb asks of a case, in a form that two limbs can be compared in.

use super::days::{self, Word};
use super::keys::Keys;
use crate::check::Type;
use crate::check::typed::{Comparison, Expr, ExprKind, Law};
use crate::enact::Life;
use crate::value::{Interval, Number};

/// A limb that must hold, or must fail.
#[derive(Debug, Clone)]
pub(super) struct Literal<'e> {
    /// The limb.
    pub(super) expr: &'e Expr,
    /// Whether it must hold.
    pub(super) holds: bool,
    /// What it asks about; two limbs about different things say nothing about each other.
    pub(super) subject: u32,
    ask: Ask<'e>,
}

#[derive(Debug, Clone)]
enum Ask<'e> {
    /// The subject must hold, or must fail.
    Truth(bool),
    /// The subject must lie there.
    Within(Interval),
    /// The subject must not be this.
    Except(Number),
    /// The subject must be in one of these, or in none.
    Member(bool, Vec<Set<'e>>),
}

#[derive(Debug, Clone)]
struct Set<'e> {
    key: u32,
    /// Every member, where the set is written out as a list.
    words: Option<Vec<Word>>,
    expr: Option<&'e Expr>,
}

impl<'e> Literal<'e> {
    /// What an expression asks if it must hold, or must fail.
    pub(super) fn of(mut expr: &'e Expr, mut holds: bool, keys: &mut Keys) -> Self {
        while let ExprKind::Not(inner) = &expr.kind {
            expr = inner;
            holds = !holds;
        }
        let (subject, ask) = ask(expr, holds, keys);
        Self { expr, holds, subject, ask }
    }

    /// Whether no case on any day of a life meets both. They are about the same subject.
    pub(super) fn contradicts(&self, other: &Self, law: &Law, life: &Life) -> bool {
        match (&self.ask, &other.ask) {
            (Ask::Truth(one), Ask::Truth(other)) => one != other,
            (Ask::Within(one), Ask::Within(other)) => one.intersect(*other).is_none(),
            (Ask::Within(one), Ask::Except(other)) | (Ask::Except(other), Ask::Within(one)) => {
                one.as_exact() == Some(*other)
            }
            (Ask::Member(true, inside), Ask::Member(false, outside))
            | (Ask::Member(false, outside), Ask::Member(true, inside)) => all_among(inside, outside),
            (Ask::Member(true, one), Ask::Member(true, other)) => apart(one, other, law, life),
            _ => false,
        }
    }

    /// Whether every case that meets this one meets the other. They are about the same subject.
    pub(super) fn implies(&self, other: &Self) -> bool {
        match (&self.ask, &other.ask) {
            (Ask::Truth(one), Ask::Truth(other)) => one == other,
            (Ask::Within(one), Ask::Within(other)) => one.intersect(*other) == Some(*one),
            (Ask::Within(one), Ask::Except(other)) => !one.contains(*other),
            (Ask::Except(one), Ask::Except(other)) => one == other,
            (Ask::Member(true, one), Ask::Member(true, other)) => all_among(one, other),
            (Ask::Member(false, one), Ask::Member(false, other)) => all_among(other, one),
            _ => false,
        }
    }

    /// What is wrong with two that contradict each other, and the way out.
    pub(super) fn way_out(&self) -> &'static str {
        match self.ask {
            Ask::Truth(_) => "one asks for the opposite of the other; look at what joins them",
            Ask::Within(_) | Ask::Except(_) => {
                "nothing lies within the limits of both; look at them, and at what joins them"
            }
            Ask::Member(..) => "nothing meets both on any day on which this is law; look at what joins them",
        }
    }
}

/// Whether an expression is settled, whatever the case: always true, or always false, and the way out.
pub(super) fn settled(expr: &Expr, keys: &mut Keys, law: &Law, life: &Life) -> Option<(bool, &'static str)> {
    match &expr.kind {
        ExprKind::Compare(op, left, right) => {
            if let (Some(one), Some(other)) = (number(left), number(right)) {
                return Some((compare(*op, one, other), "both sides are constants: ask about a fact, or leave it out"));
            }
            if keys.of(left) == keys.of(right) {
                let equal = matches!(op, Comparison::Equal | Comparison::AtMost | Comparison::AtLeast);
                return Some((equal, "both sides are the same: compare with something else"));
            }
            None
        }
        ExprKind::In(_, sets) => (!sets.iter().any(|set| days::could_have_members(set, law, life)))
            .then_some((false, "nobody is a member on any day on which this is law; look at the dates of the group")),
        ExprKind::Covered { entries, .. } => (!days::could_cover(entries, law, life))
            .then_some((false, "no entry under these codes is law on any day on which this is; look at their dates")),
        _ => None,
    }
}

fn ask<'e>(expr: &'e Expr, holds: bool, keys: &mut Keys) -> (u32, Ask<'e>) {
    match &expr.kind {
        ExprKind::Compare(op, left, right) => {
            let op = if holds { *op } else { opposite(*op) };
            let sides = match (number(left), number(right)) {
                (None, Some(line)) => quantity(left, line).map(|(of, line)| (of, op, line)),
                (Some(line), None) => quantity(right, line).map(|(of, line)| (of, turned(op), line)),
                _ => None,
            };
            if let Some((of, op, line)) = sides {
                return (keys.of(of), limits(op, line));
            }
            let inside = match op {
                Comparison::Equal => Some(true),
                Comparison::NotEqual => Some(false),
                _ => None,
            };
            let words = Word::of(right).map(|word| (left, word)).or_else(|| Word::of(left).map(|word| (right, word)));
            if let (Some(inside), Some((of, word))) = (inside, words) {
                return (keys.of(of), Ask::Member(inside, vec![listed(vec![word])]));
            }
            let (key, truth) = keys.comparison(op, left, right);
            (key, Ask::Truth(truth))
        }
        ExprKind::In(value, sets) => {
            let sets = sets.iter().map(|set| Set { key: keys.of(set), words: words(set), expr: Some(set) });
            let sets = sets.collect();
            (keys.of(value), Ask::Member(holds, sets))
        }
        ExprKind::Is(value, alternatives) => {
            let words = alternatives.iter().map(|position| Word::Code(*position)).collect();
            (keys.of(value), Ask::Member(holds, vec![listed(words)]))
        }
        _ => (keys.of(expr), Ask::Truth(holds)),
    }
}

fn listed<'e>(words: Vec<Word>) -> Set<'e> {
    Set { key: u32::MAX, words: Some(words), expr: None }
}

/// The members of a set that is written out.
fn words(set: &Expr) -> Option<Vec<Word>> {
    match &set.kind {
        ExprKind::List(items) => items.iter().map(Word::of).collect(),
        _ => None,
    }
}

/// Whether everything in the one sets is in the others, on every day.
fn all_among(inner: &[Set<'_>], outer: &[Set<'_>]) -> bool {
    inner.iter().all(|set| {
        let same = outer.iter().any(|other| other.expr.is_some() && other.key == set.key);
        let known = |word: &Word| outer.iter().any(|other| other.words.as_ref().is_some_and(|it| it.contains(word)));
        same || set.words.as_ref().is_some_and(|words| words.iter().all(known))
    })
}

/// Whether nobody could be in one of some sets and in one of some others on any day of a life.
fn apart(ones: &[Set<'_>], others: &[Set<'_>], law: &Law, life: &Life) -> bool {
    let members =
        |sets: &[Set<'_>]| -> Option<Vec<days::Members>> { sets.iter().map(|set| of_set(set, law)).collect() };
    match (members(ones), members(others)) {
        (Some(ones), Some(others)) => !days::could_share(&ones, &others, life),
        _ => false,
    }
}

fn of_set(set: &Set<'_>, law: &Law) -> Option<days::Members> {
    match (&set.words, set.expr) {
        (Some(words), _) => {
            Some(words.iter().map(|word| (word.clone(), vec![crate::enact::Stretch::ALWAYS])).collect())
        }
        (None, Some(expr)) => days::members(expr, law),
        (None, None) => None,
    }
}

/// A constant as a number; a day as its number in the calendar.
fn number(expr: &Expr) -> Option<Number> {
    match &expr.kind {
        ExprKind::Date(date) => Some(Number::from_i64(i64::from(date.days()))),
        _ => expr.figures(),
    }
}

/// The quantity itself and the line in its own unit.
fn quantity(expr: &Expr, line: Number) -> Option<(&Expr, Number)> {
    match &expr.kind {
        ExprKind::Convert(factor, inner) if *factor > Number::ZERO => quantity(inner, line.div(*factor).ok()?),
        _ => matches!(expr.ty, Type::Number(_) | Type::Date).then_some((expr, line)),
    }
}

fn limits<'e>(op: Comparison, line: Number) -> Ask<'e> {
    let open = Some(crate::value::Bound { at: line, inclusive: false });
    match op {
        Comparison::Equal => Ask::Within(Interval::exact(line)),
        Comparison::NotEqual => Ask::Except(line),
        Comparison::AtMost => Ask::Within(Interval::at_most(line)),
        Comparison::AtLeast => Ask::Within(Interval::at_least(line)),
        // An interval with one end is never empty.
        Comparison::Less => Ask::Within(Interval::new(None, open).unwrap_or(Interval::UNBOUNDED)),
        Comparison::Greater => Ask::Within(Interval::new(open, None).unwrap_or(Interval::UNBOUNDED)),
    }
}

fn compare(op: Comparison, one: Number, other: Number) -> bool {
    match op {
        Comparison::Equal => one == other,
        Comparison::NotEqual => one != other,
        Comparison::Less => one < other,
        Comparison::AtMost => one <= other,
        Comparison::Greater => one > other,
        Comparison::AtLeast => one >= other,
    }
}

fn opposite(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Greater,
        Comparison::Greater => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
    }
}

fn turned(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal | Comparison::NotEqual => op,
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
    }
}
