//! The cases compared, line by line, by all cores at a time.

use super::progress::Progress;
use super::{Answered, Cases, Form, Impact, Only, head, json};
use crate::cli::output;
use crate::diagnostic::{Style, render};
use crate::explain::Look;
use crate::impact::{
    Broken, Chunk, Comparer, IdPath, Line, Lines, Question, Tally, Told, case_text, columns_text, in_order,
    summary_text,
};
use std::io;
use std::thread::available_parallelism;

/// More threads than this are not used: reading and writing are done by one.
const MOST_THREADS: usize = 16;

/// How it ended.
pub(super) enum Ended {
    /// Everything was compared.
    Compared(Tally),
    /// Nobody reads on, or a law is at fault.
    Stopped,
    /// The cases could not be read to the end, and why.
    Unread(String),
}

/// What some lines gave.
#[derive(Default)]
struct Made {
    /// Cases to be listed.
    out: String,
    /// What is wrong with lines.
    err: String,
    tally: Tally,
    /// Which of the cases that are asked about were there, by position.
    asked: Vec<usize>,
    /// How many bytes lie before the end of the last line.
    read: u64,
}

/// A case that is asked about.
enum Wanted<'w> {
    Line(usize),
    Id(&'w str),
}

/// What every thread knows.
struct Work<'w> {
    form: Form,
    answered: &'w Answered<'w>,
    id: &'w IdPath,
    wanted: Vec<Wanted<'w>>,
    only: Vec<Only>,
}

/// Compares all cases, writes them and the summary.
pub(super) fn run(
    impact: &Impact,
    answered: &Answered<'_>,
    question: Question<'_>,
    (from, length): Cases,
) -> io::Result<Ended> {
    let work = Work::new(impact, answered, question.id);
    let mut writer = Writer { form: impact.format, first: true, apart: true };
    if !writer.begin(answered)? {
        return Ok(Ended::Stopped);
    }
    let progress = Progress::new(length);
    let mut lines = Lines::new(from);
    let (mut tally, mut unread, mut stopped) = (Tally::default(), None, false);
    let mut asked = vec![false; work.wanted.len()];
    let next = |chunk: &mut Chunk| {
        let more = lines.next(chunk);
        Ok(more.unwrap_or_else(|fault| {
            unread = Some(fault.to_string());
            false
        }))
    };
    let start = || {
        let mut memory = Comparer::new(question);
        let work = &work;
        move |chunk: &Chunk| work.chunk(&mut memory, chunk)
    };
    let threads = available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    in_order(threads, next, start, |made: Made| {
        tally.append(made.tally);
        made.asked.iter().for_each(|at| asked.iter_mut().skip(*at).take(1).for_each(|it| *it = true));
        progress.at(made.read, tally.cases);
        let read_on = progress.aside(&made.out, &made.err, || {
            output::err(&made.err)?;
            writer.cases(&made.out)
        })?;
        let mut laws = [question.before, question.after].into_iter().map(|side| side.court.law());
        stopped = !read_on || laws.any(|laws| laws.fault().is_some());
        Ok(!stopped)
    })?;
    progress.end();
    if let Some(why) = unread {
        return Ok(Ended::Unread(why));
    }
    if stopped {
        return Ok(Ended::Stopped);
    }
    writer.end(answered, &tally)?;
    for (words, _) in impact.why.iter().zip(asked).filter(|(_, found)| !found) {
        output::advice(&format!("no case to say why of: `{words}` is neither the number of a case's line nor its id"))?;
    }
    Ok(Ended::Compared(tally))
}

impl<'w> Work<'w> {
    fn new(impact: &'w Impact, answered: &'w Answered<'w>, id: &'w IdPath) -> Self {
        let only = match (impact.summary, impact.only.is_empty(), impact.format) {
            (true, ..) => Vec::new(),
            (_, false, _) => impact.only.clone(),
            (_, _, Form::Text) => vec![Only::Changed],
            _ => vec![Only::All],
        };
        let wanted = impact.why.iter().map(|words| match (words.strip_prefix("id:"), words.parse()) {
            (Some(id), _) => Wanted::Id(id),
            (None, Ok(line)) => Wanted::Line(line),
            (None, Err(_)) => Wanted::Id(words),
        });
        Self { form: impact.format, answered, id, wanted: wanted.collect(), only }
    }

    fn chunk(&self, memory: &mut Comparer<'_>, chunk: &Chunk) -> Made {
        let mut made = Made { read: chunk.read, ..Made::default() };
        for line in chunk.lines() {
            self.line(memory, line, &mut made);
        }
        made
    }

    fn line(&self, memory: &mut Comparer<'_>, line: Line<'_>, made: &mut Made) {
        let compared = match memory.compare(line) {
            Ok(compared) => compared,
            Err(Broken { bag, sources }) => {
                made.tally.broken(line.number);
                made.err.push_str(&render(&bag, sources, self.style()));
                return;
            }
        };
        made.tally.case(&compared);
        let listed = self.only.iter().any(|only| only.holds(&compared));
        let by_id = self.wanted.iter().any(|it| matches!(it, Wanted::Id(_)));
        let id = if listed || by_id || self.asks(line.number, None) { self.id(line) } else { None };
        let before = made.asked.len();
        made.asked.extend(self.asked(line.number, id.as_deref()));
        let asked = made.asked.len() > before;
        if listed || asked {
            let why = if asked { memory.why(&compared) } else { None };
            let width = if why.is_some() { output::out_width() } else { Look::WIDTH };
            let (line, law) = (line.number, self.answered.law);
            let told = Told { line, id: id.as_deref(), compared: &compared, why, law, width };
            made.out.push_str(&match self.form {
                Form::Text => case_text(&told),
                Form::Json | Form::Ndjson => json::case(&told) + "\n",
            });
        }
    }

    /// By what the case on a line is known.
    fn id(&self, line: Line<'_>) -> Option<String> {
        self.id.of(std::str::from_utf8(line.bytes?).ok()?)
    }

    fn asks(&self, line: usize, id: Option<&str>) -> bool {
        self.asked(line, id).next().is_some()
    }

    /// Which of those asked about a case is, by position.
    fn asked(&self, line: usize, id: Option<&str>) -> impl Iterator<Item = usize> {
        let is = move |wanted: &Wanted<'_>| match wanted {
            Wanted::Line(wanted) => *wanted == line,
            Wanted::Id(wanted) => id == Some(*wanted),
        };
        self.wanted.iter().enumerate().filter(move |(_, wanted)| is(wanted)).map(|(at, _)| at)
    }

    fn style(&self) -> Style {
        match self.form {
            // The stream takes the color out again where none is wanted.
            Form::Text => Style::Graphical { color: true, width: output::err_width() },
            Form::Json | Form::Ndjson => Style::Json,
        }
    }
}

/// Writes what is told, in the form that is wanted.
struct Writer {
    form: Form,
    /// Whether no case has been written yet.
    first: bool,
    /// Whether what comes next stands apart from what is there: a blank line ends it.
    apart: bool,
}

impl Writer {
    fn begin(&self, answered: &Answered<'_>) -> io::Result<bool> {
        output::out_while_read(&match self.form {
            Form::Text => head::head(answered),
            Form::Json => format!("{{\n  \"made_from\": {},\n  \"cases\": [", json::made_from(answered)),
            Form::Ndjson => String::new(),
        })
    }

    /// Cases, each in a line of its own where they are for programs.
    fn cases(&mut self, cases: &str) -> io::Result<bool> {
        let mut out = String::with_capacity(cases.len());
        match self.form {
            _ if cases.is_empty() => {}
            Form::Text => {
                if self.first {
                    out += &columns_text();
                }
                out += cases;
                self.apart = cases.ends_with("\n\n");
            }
            Form::Json => {
                for case in cases.lines() {
                    out += if self.first { "\n    " } else { ",\n    " };
                    out += case;
                    self.first = false;
                }
            }
            Form::Ndjson => out += cases,
        }
        self.first &= cases.is_empty();
        output::out_while_read(&self.shown(out))
    }

    /// Where it is for programs, in a form that can be shown on a terminal as well.
    fn shown(&self, out: String) -> String {
        if self.form == Form::Text { out } else { output::json(&out) }
    }

    fn end(&self, answered: &Answered<'_>, tally: &Tally) -> io::Result<()> {
        let summary = || json::summary(tally, answered.law);
        output::out(&self.shown(match self.form {
            Form::Text => {
                let gap = if self.apart { "" } else { "\n" };
                format!("{gap}{}", summary_text(tally, answered.law))
            }
            Form::Json => {
                let close = if self.first { "" } else { "\n  " };
                format!("{close}],\n  \"summary\": {}\n}}\n", summary())
            }
            Form::Ndjson => {
                let made_from = json::made_from(answered);
                format!("{}\n", serde_json::json!({ "summary": summary(), "made_from": made_from }))
            }
        }))
    }
}
