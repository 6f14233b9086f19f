//! What the layers, an act, or another day make of many cases.

use super::Repl;
use super::answer::{Answer, DIM, Failed};
use super::commands::day;
use crate::diagnostic::{Bag, Style, render};
use crate::enact::Standpoint;
use crate::impact::{
    Change, Chunk, Comparer, IdPath, Lines, Question, Side, Tally, Told, case_text, columns_text, summary_text,
};
use crate::session::{self, Laws};
use crate::value::Date;
use std::fmt::Write as _;
use std::io::BufReader;
use std::path::Path;

/// So many cases that changed are listed, and so many lines that are no case are told of.
const MOST: usize = 30;

/// From where, and on which day, the law is asked on one side.
type Seen = (Standpoint, Option<Date>);

impl Repl {
    /// `:impact`
    pub(super) fn impact(&mut self, rest: &str) -> Answer {
        let mut words = rest.split_whitespace();
        let Some(file) = words.next() else {
            return Answer::error("expected a file of cases", "one JSON object a line: `:impact shipments.ndjson`");
        };
        let sides = match words.collect::<Vec<_>>().as_slice() {
            [] => self.layers().map(|names| self.with_and_without(&names)),
            [name] => self.act(name).map(|name| self.with_and_without(&[name])),
            [from, to] => day(from).and_then(|from| {
                let here = self.standpoint();
                Ok(((here.clone(), Some(from)), (here, Some(day(to)?))))
            }),
            _ => {
                Err(Answer::error("too many words", "write `:impact FILE`, `:impact FILE NAME`, or two days behind it"))
            }
        };
        match sides {
            Ok((before, after)) => self.compared(Path::new(file), before, after),
            Err(told) => told,
        }
    }

    /// The law without some acts and with them, on the day that was said, or each case's own.
    fn with_and_without(&self, names: &[String]) -> (Seen, Seen) {
        let with = self.standpoint();
        let mut without = with.clone();
        without.without.extend(names.iter().cloned());
        ((without, self.state.on), (with, self.state.on))
    }

    fn compared(&mut self, path: &Path, before: Seen, after: Seen) -> Answer {
        let file = match session::open_cases(path) {
            Ok((file, _)) => file,
            Err(fault) => {
                let mut bag = Bag::new();
                bag.push(fault);
                return self.findings(Failed::Unread, bag);
            }
        };
        let worlds = (self.session.world_asked(&before.0), self.session.world_asked(&after.0));
        let bag = self.session.take_findings();
        let (Some(one), Some(other)) = worlds else { return self.findings(Failed::Law, bag) };
        if other.typed.day.is_none() && after.1.is_none() {
            return Answer::error("the law does not say which day a case asks about", "name it: `:on 2025-01-31`");
        }
        let laws = (Laws::new(&self.session, one), Laws::new(&self.session, other));
        let courts = (laws.0.court(), laws.1.court());
        let (name, id) = (path.display().to_string(), IdPath::new("id"));
        let question = Question {
            session: &self.session,
            before: Side { court: &courts.0, day: before.1 },
            after: Side { court: &courts.1, day: after.1 },
            name: &name,
            id: &id,
        };
        let law = &laws.1.now().law;
        let mut comparer = Comparer::new(question);
        let (mut tally, mut listed, mut broken) = (Tally::default(), String::new(), String::new());
        let (mut lines, mut chunk) = (Lines::new(BufReader::new(file)), Chunk::default());
        let mut shown = 0;
        loop {
            match lines.next(&mut chunk) {
                Ok(true) => {}
                Ok(false) => break,
                Err(fault) => {
                    return Answer::failing(Failed::Unread, &format!("cannot read `{name}` to its end: {fault}"), "");
                }
            }
            for line in chunk.lines() {
                let compared = match comparer.compare(line) {
                    Ok(compared) => compared,
                    Err(fault) => {
                        if tally.first_broken.len() < MOST {
                            let style = Style::Graphical { color: true, width: self.width };
                            broken.push_str(&render(&fault.bag, fault.sources, style));
                        }
                        tally.broken(line.number);
                        continue;
                    }
                };
                tally.case(&compared);
                if compared.change != Change::Unchanged {
                    shown += 1;
                    if shown <= MOST {
                        let known = line.bytes.and_then(|bytes| id.of(std::str::from_utf8(bytes).ok()?));
                        let (line, id) = (line.number, known.as_deref());
                        listed.push_str(&case_text(&Told { line, id, compared: &compared, why: None, law }));
                    }
                }
            }
        }
        if let Some(fault) = laws.0.fault().or_else(|| laws.1.fault()) {
            let text = render(fault, &self.session.sources, Style::Graphical { color: true, width: self.width });
            return Answer { text, failed: Some(Failed::Law), quit: false };
        }
        let mut said = broken;
        if !listed.is_empty() {
            said.push_str(&columns_text());
            said.push_str(&listed);
            if shown > MOST {
                let _ = writeln!(said, "{DIM}… and {} more that changed{DIM:#}", shown - MOST);
            }
            said.push('\n');
        }
        said.push_str(&summary_text(&tally, law));
        Answer { failed: (tally.broken > 0).then_some(Failed::Facts), ..Answer::said(said) }
    }
}
