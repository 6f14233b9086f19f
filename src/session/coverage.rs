//! What the scenarios have asked of a law: which rules were seen to apply, and which limbs to hold and to fail.

use crate::decide::Evaluator;
use crate::plan::Law;
use crate::plan::law::{LimbId, RuleVersion, Shape, Source};
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
    /// By place: an entry is asked about every item of a case, a limb is carried over from one version of its rule to the
    /// next, and each stands in the law once.
    limbs: BTreeMap<Span, Covered>,
    /// By rule, place and number of amendments.
    rules: BTreeMap<(Span, usize), Covered>,
    /// Rules that are not law for whoever looks from where a scenario does: not yet known, or not supposed. By place.
    unseen: BTreeMap<Span, Covered>,
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

impl Covered {
    fn rule(name: &str, version: &RuleVersion, law: &Law) -> Self {
        let last = version.amended.last().map(|id| &law.amendments[*id]);
        let amended = last.map(|it| format!(", {} {}", it.made(version.span), it.name.node));
        let path = format!("{name}{}", amended.unwrap_or_default());
        Self { path, words: None, span: version.span, seen: Seen::default() }
    }
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
            let rule = &law.rules[active.rule];
            let Some(version) = rule.versions.get(active.version) else { continue };
            self.rule(&rule.name, version, law).seen.note(applies);
            for limb in version.holds.iter().chain(&version.unless) {
                self.limb(evaluator, *limb);
            }
        }
        for (position, instance) in law.instances.iter().enumerate() {
            // What is called with arguments is answered for them only.
            if instance.arity > 0 {
                continue;
            }
            let number = epoch.versions.get(position).copied().flatten();
            let version = instance.versions.iter().find(|(it, _, _)| Some(*it) == number);
            if let Some((_, _, Some(limb))) = version {
                self.limb(evaluator, *limb);
            }
        }
    }

    fn rule(&mut self, name: &str, version: &RuleVersion, law: &Law) -> &mut Covered {
        let key = (version.span, version.amended.len());
        self.rules.entry(key).or_insert_with(|| Covered::rule(name, version, law))
    }

    fn limb(&mut self, evaluator: &mut Evaluator<'_>, id: LimbId) {
        let limb = &evaluator.law().limbs[id];
        let truth = evaluator.truth(limb.node);
        let fresh = || Covered { path: String::new(), words: None, span: limb.span, seen: Seen::default() };
        self.limbs.entry(limb.span).or_insert_with(fresh).seen.note(truth);
        for part in below(&limb.shape) {
            self.limb(evaluator, *part);
        }
    }

    /// Takes in what there is to see of a law.
    pub(super) fn catalogue(&mut self, law: &Law, sources: &SourceMap) {
        for rule in &law.rules {
            for version in &rule.versions {
                if version.life.is_never() {
                    self.unseen.entry(version.span).or_insert_with(|| Covered::rule(&rule.name, version, law));
                } else {
                    self.rule(&rule.name, version, law);
                }
                for limb in version.holds.iter().chain(&version.unless) {
                    self.walk((law, sources), *limb, &rule.name, "");
                }
            }
        }
        // What is called with arguments is answered for them only.
        for instance in law.instances.iter().filter(|it| it.arity == 0) {
            let name = match instance.of {
                Source::Define(id) => law.defines[id].name.clone(),
                Source::Entry(id) => law.entries[id].code.to_string(),
            };
            for limb in instance.versions.iter().filter_map(|(_, _, limb)| *limb) {
                self.walk((law, sources), limb, &name, "");
            }
        }
    }

    fn walk(&mut self, (law, sources): (&Law, &SourceMap), id: LimbId, name: &str, labels: &str) {
        let limb = &law.limbs[id];
        let labels = limb.label.as_ref().map_or_else(|| labels.to_owned(), |label| format!("{labels}({label})"));
        let below = below(&limb.shape);
        if limb.label.is_some() || below.is_empty() {
            let path = if labels.is_empty() { name.to_owned() } else { format!("{name} {labels}") };
            let words = sources.text(limb.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let fresh = Covered { path: String::new(), words: None, span: limb.span, seen: Seen::default() };
            let known = self.limbs.entry(limb.span).or_insert(fresh);
            if known.words.is_none() {
                (known.path, known.words) = (path, Some(words));
            }
        }
        for part in below {
            self.walk((law, sources), *part, name, &labels);
        }
    }

    /// What was seen of the law where it stands in places that `own` picks, in the order of the law.
    pub fn report(&self, own: impl Fn(Span) -> bool) -> Report {
        let lived = |it: &Span| self.rules.range((*it, 0)..).next().is_some_and(|((span, _), _)| span == it);
        let unseen = self.unseen.values().filter(|it| !lived(&it.span));
        let rules = self.rules.values().chain(unseen).filter(|it| own(it.span)).cloned().collect();
        // A block that has no label of its own is told by its limbs.
        let limbs = self.limbs.values().filter(|it| own(it.span) && it.words.is_some()).cloned().collect();
        Report { rules, limbs }
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
