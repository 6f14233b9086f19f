//! What the layers, an act, or another day make of many cases.

use super::Repl;
use super::answer::{Answer, DIM, Failed};
use super::commands::day;
use crate::diagnostic::{Bag, Style, render};
use crate::enact::Standpoint;
use crate::explain::Look;
use crate::impact::{
    Change, Chunk, Comparer, IdPath, Line, Lines, Question, Side, Tally, Told, case_text, columns_text, summary_text,
};
use crate::plan::Law;
use crate::session::{self, Laws};
use crate::value::Date;
use std::fmt::Write as _;
use std::io::BufReader;
use std::path::Path;

/// So many cases that changed are listed.
const MOST: usize = 30;
/// So many lines that are no case are told of one by one.
const MOST_BROKEN: u64 = 10;

/// From where, and on which day, the law is asked on one side.
type Seen = (Standpoint, Option<Date>);

impl Repl {
    /// `:impact`
    pub(super) fn impact(&mut self, rest: &str) -> Answer {
        let mut words = rest.split_whitespace();
        let Some(file) = words.next() else {
            return Answer::error("expected a file of cases", "one JSON object a line: `:impact shipments.ndjson`");
        };
        if file == "-" {
            return Answer::error(
                "expected a file of cases, found `-`",
                "what is typed here is the session; name a file",
            );
        }
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
            Ok((before, after)) => self.compared(Path::new(file), &before, &after),
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

    fn compared(&mut self, path: &Path, before: &Seen, after: &Seen) -> Answer {
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
        let told = self.also_left_out(&bag);
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
        let mut report = Report::new(&laws.1.now().law, &id, self.width);
        let mut memory = Comparer::new(question);
        let (mut lines, mut chunk) = (Lines::new(BufReader::new(file)), Chunk::default());
        while !self.is_to_stop() {
            match lines.next(&mut chunk) {
                Ok(true) => {
                    chunk.lines().take_while(|_| !self.is_to_stop()).for_each(|line| report.line(&mut memory, line));
                }
                Ok(false) => break,
                Err(fault) => {
                    return Answer::failing(Failed::Unread, &format!("cannot read `{name}` to its end: {fault}"), "");
                }
            }
        }
        if let Some(fault) = laws.0.fault().or_else(|| laws.1.fault()) {
            let text = render(fault, &self.session.sources, Style::Graphical { color: true, width: self.width });
            return Answer { text, failed: Some(Failed::Law), quit: false };
        }
        let told = told.and(&report.told());
        if self.is_to_stop() { told.and(&Answer::error("stopped before the end of the file", "")) } else { told }
    }
}

/// What became of the cases so far.
struct Report<'r> {
    id: &'r IdPath,
    law: &'r Law,
    width: usize,
    tally: Tally,
    /// Cases that changed, and how many of them there are.
    changed: (String, usize),
    /// What is wrong with lines.
    broken: String,
}

impl<'r> Report<'r> {
    fn new(law: &'r Law, id: &'r IdPath, width: usize) -> Self {
        Self { id, law, width, tally: Tally::default(), changed: (String::new(), 0), broken: String::new() }
    }

    fn line(&mut self, memory: &mut Comparer<'_>, line: Line<'_>) {
        let compared = match memory.compare(line) {
            Ok(compared) => compared,
            Err(fault) => {
                if self.tally.broken < MOST_BROKEN {
                    let style = Style::Graphical { color: true, width: self.width };
                    self.broken.push_str(&render(&fault.bag, fault.sources, style));
                }
                return self.tally.broken(line.number);
            }
        };
        self.tally.case(&compared);
        if compared.change == Change::Unchanged {
            return;
        }
        self.changed.1 += 1;
        if self.changed.1 <= MOST {
            let known = line.bytes.and_then(|bytes| self.id.of(std::str::from_utf8(bytes).ok()?));
            let (line, id) = (line.number, known.as_deref());
            let told = Told { line, id, compared: &compared, why: None, law: self.law, width: Look::WIDTH };
            self.changed.0.push_str(&case_text(&told));
        }
    }

    fn told(self) -> Answer {
        let (listed, changed) = self.changed;
        let mut said = self.broken;
        if !listed.is_empty() {
            said.push_str(&columns_text());
            said.push_str(&listed);
            if changed > MOST {
                let _ = writeln!(said, "{DIM}… and {} more that changed{DIM:#}", changed - MOST);
            }
            said.push('\n');
        }
        said.push_str(&summary_text(&self.tally, self.law));
        Answer { failed: (self.tally.broken > 0).then_some(Failed::Facts), ..Answer::said(said) }
    }
}
