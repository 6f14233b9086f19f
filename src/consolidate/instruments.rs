//! Instruments with the days that amendments gave them, so that they can stand without the amendments.

use super::dates::Home;
use super::deeds::{Deed, Verb};
use super::scribe::Scribe;
use super::{Act, Texts};
use crate::enact::{Instrument, Law, Life, Stretch, sleeps};
use crate::format::Remarks;
use crate::source::Span;
use crate::syntax::ast::{self, InstrumentLine};
use crate::value::Date;

/// When an instrument is law as it is written in the text.
pub(super) fn home(law: &Law<'_>, instrument: &Instrument, day: Date) -> Home {
    let life = life(law, instrument, day);
    let own = life == own(instrument);
    let effective = if own { instrument.effective() } else { life.begins() };
    Home { in_force: life.in_force, effective }
}

/// The life of an instrument as the text has it. One that is law on no day at all keeps its own days; what it makes is kept
/// out of force in other ways. A bill without a day of effect has it on the day.
pub(super) fn life(law: &Law<'_>, instrument: &Instrument, day: Date) -> Life {
    let life = if instrument.life.is_never() { own(instrument) } else { instrument.life.clone() };
    if supposed(law, instrument) && life.begins().is_none() {
        return life.within(Stretch { from: Some(day), until: None });
    }
    life
}

/// Its life as its own lines have it.
fn own(instrument: &Instrument) -> Life {
    Life { in_force: vec![instrument.window], ..instrument.life.clone() }.outside(&instrument.suspended)
}

/// Whether it is taken as law though it is none yet, so that the text says it is what it would be.
pub(super) fn supposed(law: &Law<'_>, instrument: &Instrument) -> bool {
    sleeps(instrument.force) && law.standpoint.suppose.contains(&instrument.name.node)
}

/// An instrument as it stands without the amendments.
pub(super) fn standing(
    tree: &ast::Instrument,
    law: &Law<'_>,
    texts: &Texts<'_>,
    deeds: &[Deed<'_>],
    day: Date,
    (scribe, remarks): (&mut Scribe, &mut Remarks),
) -> Option<ast::Instrument> {
    let id = law.instrument(&tree.name.node)?;
    let instrument = &law.instruments[id];
    let mut made = tree.clone();
    let life = life(law, instrument, day);
    if life != own(instrument) {
        redate(&mut made, &days(&life), is_of_days, scribe)?;
    }
    let blows: Vec<&Deed<'_>> = deeds.iter().filter(|it| it.name == tree.name.node).collect();
    if blows.iter().any(|it| matches!(it.verb, Verb::Unenforce | Verb::Enforce)) {
        let lines = unenforced(instrument);
        redate(&mut made, &lines, |line| matches!(line, InstrumentLine::Unenforced { .. }), scribe)?;
    }
    let story: Vec<String> =
        blows.iter().map(|it| format!("{} by {}", it.verb.done(), Act::amendment(law, it.amendment).dated())).collect();
    if !story.is_empty() {
        super::comments::add(remarks, made.span.start, &story.join("; "));
    }
    if supposed(law, instrument) {
        let word = made.lines.iter().find_map(|(_, line)| match line {
            InstrumentLine::Force(force) => Some(texts.sources.text(force.span).to_owned()),
            _ => None,
        });
        redate(&mut made, &["force statute".to_owned()], |line| matches!(line, InstrumentLine::Force(_)), scribe)?;
        let force = made.lines.iter().find(|(_, line)| matches!(line, InstrumentLine::Force(_)));
        if let (Some(word), Some((span, _))) = (word, force) {
            super::comments::add(remarks, span.start, &format!("a {word}, supposed to be law"));
        }
    }
    Some(made)
}

fn is_of_days(line: &InstrumentLine) -> bool {
    matches!(
        line,
        InstrumentLine::Effective(_)
            | InstrumentLine::Expires(_)
            | InstrumentLine::Suspended { .. }
            | InstrumentLine::Reinstated(_)
    )
}

/// Lines in the place of others.
fn redate(
    tree: &mut ast::Instrument,
    lines: &[String],
    replaced: impl Fn(&InstrumentLine) -> bool,
    scribe: &mut Scribe,
) -> Option<()> {
    let new: Vec<(Span, InstrumentLine)> = if lines.is_empty() { Vec::new() } else { scribe.instrument(lines)?.lines };
    let at = tree.lines.iter().position(|(_, line)| replaced(line)).unwrap_or(tree.lines.len());
    tree.lines.retain(|(_, line)| !replaced(line));
    let at = at.min(tree.lines.len());
    tree.lines.splice(at..at, new);
    Some(())
}

/// The lines of a life: from when, up to when, and the holes in between.
fn days(life: &Life) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(life.begins().map(|day| format!("effective {day}")));
    for pair in life.in_force.windows(2) {
        let [before, after] = pair else { continue };
        if let (Some(from), Some(until)) = (before.until, after.from) {
            lines.push(format!("suspended {from} until {until}"));
        }
    }
    lines.extend(life.in_force.last().and_then(|last| last.until).map(|day| format!("expires {day}")));
    lines
}

fn unenforced(instrument: &Instrument) -> Vec<String> {
    let begins = |stretch: &Stretch| stretch.from.or(instrument.life.begins());
    let line = |stretch: &Stretch| {
        let from = begins(stretch)?;
        let until = stretch.until.map_or_else(String::new, |day| format!(" until {day}"));
        Some(format!("unenforced {from}{until}"))
    };
    instrument.life.unenforced.iter().filter_map(line).collect()
}
