//! What the scenarios have asked of a law: which rules were seen to apply, and which limbs to hold and to fail.

use crate::decide::Evaluator;
use crate::plan::Law;
use crate::plan::law::{LimbId, Shape, Source};
use crate::source::{SourceMap, Span};
use crate::value::Truth;
use std::collections::BTreeMap;

/// Which answers were seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// It was seen to apply, or to hold.
    pub yes: bool,
    /// It was seen not to.
    pub no: bool,
}

impl Seen {
    /// Whether both were.
    pub fn both(self) -> bool {
        self.yes && self.no
    }

    fn note(&mut self, truth: Truth) {
        match truth {
            Truth::True => self.yes = true,
            Truth::False => self.no = true,
            Truth::Unknown => {}
        }
    }
}

/// What was seen so far.
#[derive(Debug, Default)]
pub struct Coverage {
    limbs: Vec<Seen>,
    /// By rule and version.
    rules: BTreeMap<(usize, usize), Seen>,
}

/// What was seen of one rule or one limb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// `rs_license`, or `rs_license (a)(1)`.
    pub path: String,
    /// The words of a limb.
    pub words: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// What was seen.
    pub seen: Seen,
}

/// What was seen of a whole law.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Every version of every rule.
    pub rules: Vec<Covered>,
    /// Every limb of rules, entries and definitions that has a label, or no limbs below it.
    pub limbs: Vec<Covered>,
}

impl Coverage {
    /// Notes what a case, just decided, brought about.
    pub(super) fn note(&mut self, evaluator: &mut Evaluator<'_>) {
        let (law, epoch) = (evaluator.law(), evaluator.epoch());
        for (position, active) in epoch.rules.iter().enumerate() {
            let applies = evaluator.scratch().applies().get(position).copied().unwrap_or(Truth::Unknown);
            self.rules.entry((active.rule.index(), active.version)).or_default().note(applies);
            let Some(version) = law.rules[active.rule].versions.get(active.version) else { continue };
            for limb in version.holds.iter().chain(&version.unless) {
                self.limb(evaluator, *limb);
            }
        }
        for (position, instance) in law.instances.iter().enumerate() {
            let number = epoch.versions.get(position).copied().flatten();
            let version = instance.versions.iter().find(|(it, _, _)| Some(*it) == number);
            if let Some((_, _, Some(limb))) = version {
                self.limb(evaluator, *limb);
            }
        }
    }

    fn limb(&mut self, evaluator: &mut Evaluator<'_>, id: LimbId) {
        let limb = &evaluator.law().limbs[id];
        let truth = evaluator.truth(limb.node);
        note(&mut self.limbs, id.index(), truth);
        for part in below(&limb.shape) {
            self.limb(evaluator, *part);
        }
    }

    /// What was seen of the law where it stands in places that `own` picks, in the order of the law.
    pub fn report(&self, law: &Law, sources: &SourceMap, own: impl Fn(Span) -> bool) -> Report {
        let mut report = Report::default();
        let mut limbs = Limbs { coverage: self, law, sources, found: BTreeMap::new() };
        for (id, rule) in law.rules.enumerate() {
            for (number, version) in rule.versions.iter().enumerate().filter(|(_, it)| own(it.span)) {
                let seen = self.rules.get(&(id.index(), number)).copied().unwrap_or_default();
                report.rules.push(Covered { path: rule.name.clone(), words: None, span: version.span, seen });
                for limb in version.holds.iter().chain(&version.unless) {
                    limbs.walk(*limb, &rule.name, "");
                }
            }
        }
        for instance in &law.instances {
            let name = match instance.of {
                Source::Define(id) => law.defines[id].name.clone(),
                Source::Entry(id) => law.entries[id].code.to_string(),
            };
            for (_, _, limb) in &instance.versions {
                if let Some(limb) = limb.filter(|limb| own(law.limbs[*limb].span)) {
                    limbs.walk(limb, &name, "");
                }
            }
        }
        report.rules.sort_by_key(|it| it.span);
        report.limbs = limbs.found.into_values().collect();
        report
    }
}

/// Limbs by their place: an entry is asked about every item of a case, and stands in the law once.
struct Limbs<'a> {
    coverage: &'a Coverage,
    law: &'a Law,
    sources: &'a SourceMap,
    found: BTreeMap<Span, Covered>,
}

impl Limbs<'_> {
    fn walk(&mut self, id: LimbId, name: &str, labels: &str) {
        let limb = &self.law.limbs[id];
        let labels = limb.label.as_ref().map_or_else(|| labels.to_owned(), |label| format!("{labels}({label})"));
        let below = below(&limb.shape);
        if limb.label.is_some() || below.is_empty() {
            let seen = self.coverage.limbs.get(id.index()).copied().unwrap_or_default();
            let path = if labels.is_empty() { name.to_owned() } else { format!("{name} {labels}") };
            let words = self.sources.text(limb.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let fresh = Covered { path, words: Some(words), span: limb.span, seen: Seen::default() };
            let known = self.found.entry(limb.span).or_insert(fresh);
            known.seen.yes |= seen.yes;
            known.seen.no |= seen.no;
        }
        for part in below {
            self.walk(*part, name, &labels);
        }
    }
}

/// The limbs below a limb.
fn below(shape: &Shape) -> &[LimbId] {
    match shape {
        Shape::All(parts) | Shape::Any(parts) | Shape::None(parts) | Shape::AtLeast(_, parts) => parts,
        Shape::Not(inner) => std::slice::from_ref(inner),
        _ => &[],
    }
}

fn note(seen: &mut Vec<Seen>, position: usize, truth: Truth) {
    if seen.len() <= position {
        seen.resize(position + 1, Seen::default());
    }
    if let Some(seen) = seen.get_mut(position) {
        seen.note(truth);
    }
}
