//! What can stand where the cursor is.

use super::Repl;
use super::input::{CHANGING, DECLARING};
use super::menu::{COMMANDS, Takes, find};
use crate::check::Type;
use crate::resolve::{EnumId, RecordId, Term, TypeName};
use crate::session;

/// Something that a text can be completed with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// What would stand there.
    pub text: String,
    /// The same for people, with what it is.
    pub shown: String,
}

impl Candidate {
    fn new(text: impl Into<String>, title: impl Into<String>) -> Self {
        let (text, title) = (text.into(), title.into());
        let shown = if title.is_empty() { text.clone() } else { format!("{text}  {}", shortened(&title)) };
        Self { text, shown }
    }
}

/// A title that leaves room for others beside it.
fn shortened(title: &str) -> String {
    const MOST: usize = 60;
    match title.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", title.get(..end).unwrap_or("").trim_end()),
        None => title.to_owned(),
    }
}

/// Words that stand in expressions.
const WORDS: [&str; 22] = [
    "absent",
    "all of",
    "and",
    "any",
    "any of",
    "at least",
    "calendar year of",
    "count of",
    "every",
    "false",
    "has",
    "if",
    "in",
    "is",
    "max of",
    "min of",
    "none of",
    "not",
    "one of",
    "or",
    "sum of",
    "true",
];

impl Repl {
    /// What can stand at the end of a text, and at which byte it would begin.
    pub fn complete(&self, text: &str) -> (usize, Vec<Candidate>) {
        let line = text.rsplit('\n').next().unwrap_or("");
        if let Some(command) = line.trim_start().strip_prefix(':') {
            return match command.split_once(' ') {
                None => {
                    let all = COMMANDS.iter().map(|it| Candidate::new(format!(":{}", it.name), it.summary));
                    (text.len() - command.len() - 1, begun(all, &format!(":{command}")))
                }
                Some((word, rest)) => self.argument(text, find(word).map_or(Takes::Nothing, |it| it.takes), rest),
            };
        }
        self.inside(text)
    }

    /// What a command can take.
    fn argument(&self, text: &str, takes: Takes, rest: &str) -> (usize, Vec<Candidate>) {
        let word = rest.rsplit([' ', ',']).next().unwrap_or("");
        let at = text.len() - word.len();
        match takes {
            Takes::Nothing => (text.len(), Vec::new()),
            Takes::File => (at, files(word)),
            Takes::Rule if !word.contains('.') => (at, begun(self.rules(), word)),
            Takes::Act => (at, begun(self.acts(), word)),
            Takes::Amend => self.amendment(text, rest, word),
            Takes::Command => {
                let all = COMMANDS.iter().map(|it| Candidate::new(it.name, it.summary));
                (at, begun(all, word.trim_start_matches(':')))
            }
            Takes::Fact | Takes::Name | Takes::Expression | Takes::Rule => self.inside(text),
        }
    }

    /// What `:amend` can take.
    fn amendment(&self, text: &str, rest: &str, word: &str) -> (usize, Vec<Candidate>) {
        let at = text.len() - word.len();
        let before: Vec<&str> = rest.split_whitespace().collect();
        match before.as_slice() {
            ["save", ..] if rest.starts_with("save ") => (at, files(word)),
            ["drop"] | ["drop", _] if rest.starts_with("drop ") => {
                (at, begun(self.state.layers.iter().map(|layer| Candidate::new(layer.name.clone(), "")), word))
            }
            [_, .., "under"] | [_, .., "under", _] if rest.contains(" under ") => (at, begun(self.instruments(), word)),
            [change, ..] if CHANGING.contains(change) && rest.contains(' ') => (at, begun(self.provisions(), word)),
            [] | [_] => {
                let own =
                    [("save", "write the layer into a file"), ("close", "end typing"), ("drop", "remove the layer")];
                let changes = CHANGING.iter().map(|word| Candidate::new(*word, ""));
                let layers = self.state.layers.iter().map(|layer| Candidate::new(layer.name.clone(), "open it again"));
                let own = own.iter().map(|(word, title)| Candidate::new(*word, *title));
                (at, begun(own.chain(layers).chain(changes), word))
            }
            _ => (text.len(), Vec::new()),
        }
    }

    /// What can stand in an expression, a fact, a change or a declaration.
    fn inside(&self, text: &str) -> (usize, Vec<Candidate>) {
        let start = word_start(text);
        let word = text.get(start..).unwrap_or("");
        let before = text.get(..start).unwrap_or("");
        if let Some(path) = before.strip_suffix('.') {
            let path = path.get(path_start(path)..).unwrap_or("");
            return (start, self.ty_of(path).map_or_else(Vec::new, |ty| begun(self.parts(&ty), word)));
        }
        if word.starts_with(|letter: char| letter.is_ascii_digit()) {
            let start = path_start(text);
            return (start, begun(self.codes(), text.get(start..).unwrap_or("")));
        }
        let (last, rest) = last_word(before);
        let asked = || self.ty_of(rest.get(path_start(rest)..).unwrap_or(""));
        let found = match last {
            "is" | "=" => asked().map_or_else(|| self.names(), |ty| self.values(&ty)),
            "has" => asked().map_or_else(Vec::new, |ty| self.optional(&ty)),
            "under" => self.codes().chain(self.instruments()).collect(),
            "revise" | "replace" | "repeal" | "suspend" | "reinstate" | "unenforce" | "enforce" | "strike" | "to"
            | "overrides" | "notwithstanding" => self.provisions().collect(),
            "import" => session::LIBRARY.iter().map(|(name, _)| Candidate::new(*name, "")).collect(),
            "of" | "one" => {
                // `one of`: the alternatives of what stands before `=`.
                let path = rest.rsplit_once('=').map_or("", |(path, _)| path.trim());
                self.ty_of(path).map_or_else(|| self.names(), |ty| self.values(&ty))
            }
            _ => self.names(),
        };
        (start, begun(found.into_iter(), word))
    }

    /// The type of a path of names.
    fn ty_of(&self, path: &str) -> Option<Type> {
        let law = &self.ready.world.typed;
        let mut parts = path.split('.');
        let mut ty = match self.ready.names.term(parts.next()?)? {
            Term::Fact(id) => law.facts.get(id)?.ty.clone(),
            Term::Value(id) => law.values.get(id)?.ty.clone(),
            Term::Define(id) => law.defines.get(id).filter(|it| it.parameters.is_empty())?.result.clone(),
            Term::Table(_) | Term::Group(_) | Term::Rule(_) | Term::Instrument(_) => return None,
        };
        for part in parts {
            let field = match &ty {
                Type::Record(id) => law.records.get(*id)?.field(part).map(|(_, field)| field.ty.clone()),
                _ => None,
            };
            let defined = || law.defines.iter().find(|it| it.name == part).map(|it| it.result.clone());
            ty = field.or_else(defined)?;
        }
        Some(ty)
    }

    /// Fields, and definitions used like fields.
    fn parts(&self, ty: &Type) -> impl Iterator<Item = Candidate> {
        let law = &self.ready.world.typed;
        let fields = match ty {
            Type::Record(id) => law.records.get(*id).map(|it| it.fields.as_slice()).unwrap_or_default(),
            _ => &[],
        };
        let fields = fields.iter().map(|it| Candidate::new(it.name.clone(), it.title.clone().unwrap_or_default()));
        let taking = law.defines.iter().filter(|it| it.parameters.first().is_some_and(|(_, of)| of == ty));
        let taking = taking.map(|it| {
            let title = it.versions.last().and_then(|(origin, _)| origin.title.clone());
            Candidate::new(it.name.clone(), title.unwrap_or_default())
        });
        fields.chain(taking).collect::<Vec<_>>().into_iter()
    }

    /// Fields that may be absent.
    fn optional(&self, ty: &Type) -> Vec<Candidate> {
        let Type::Record(id) = ty else { return Vec::new() };
        let fields = self.ready.world.typed.records.get(*id).map(|it| it.fields.as_slice()).unwrap_or_default();
        let optional = fields.iter().filter(|field| field.optional);
        optional.map(|it| Candidate::new(it.name.clone(), it.title.clone().unwrap_or_default())).collect()
    }

    /// What a value of a type can be written as.
    fn values(&self, ty: &Type) -> Vec<Candidate> {
        match ty {
            Type::Bool => ["true", "false"].map(|word| Candidate::new(word, "")).to_vec(),
            Type::Enum(id) => self.alternatives(*id),
            Type::Eccn => self.codes().collect(),
            Type::Record(id) => self.record(*id).into_iter().chain(self.names()).collect(),
            _ => self.names(),
        }
    }

    fn record(&self, id: RecordId) -> Option<Candidate> {
        let record = self.ready.world.typed.records.get(id)?;
        Some(Candidate::new(format!("{}(", record.name), record.title.clone().unwrap_or_default()))
    }

    fn alternatives(&self, id: EnumId) -> Vec<Candidate> {
        let list = self.ready.world.typed.enums.get(id).map(|it| it.alternatives.as_slice()).unwrap_or_default();
        list.iter().map(|it| Candidate::new(it.name.clone(), it.title.clone().unwrap_or_default())).collect()
    }

    fn rules(&self) -> impl Iterator<Item = Candidate> {
        self.ready.rules().map(|name| Candidate::new(name, self.title(name)))
    }

    fn instruments(&self) -> impl Iterator<Item = Candidate> {
        let all = self.ready.world.typed.instruments.iter();
        all.map(|it| Candidate::new(it.name.node.clone(), it.title.clone().unwrap_or_default()))
    }

    /// Everything that an amendment can change.
    fn provisions(&self) -> impl Iterator<Item = Candidate> {
        let named = self.ready.names.terms_where(|term| !matches!(term, Term::Fact(_)));
        named.map(|name| Candidate::new(name, self.title(name))).chain(self.codes())
    }

    /// Everything that has a history.
    fn acts(&self) -> impl Iterator<Item = Candidate> {
        let amendments = self.ready.world.typed.amendments.iter();
        let amendments =
            amendments.map(|it| Candidate::new(it.name.node.clone(), it.title.clone().unwrap_or_default()));
        self.provisions().chain(amendments)
    }

    fn codes(&self) -> impl Iterator<Item = Candidate> {
        let entries = self.ready.names.entries.iter();
        entries.map(|(code, id)| {
            let entry = self.ready.world.typed.entries.get(*id);
            let title = entry.and_then(|it| it.versions.last()).and_then(|(origin, _)| origin.title.clone());
            Candidate::new(code.to_string(), title.unwrap_or_default())
        })
    }

    /// Every name, every word, every country.
    fn names(&self) -> Vec<Candidate> {
        let law = &self.ready.world.typed;
        let terms = self.ready.names.terms_where(|_| true).map(|name| Candidate::new(name, self.title(name)));
        let records = law.records.iter().filter(|it| it.table.is_none());
        let records = records.map(|it| Candidate::new(it.name.clone(), it.title.clone().unwrap_or_default()));
        let countries = match self.ready.names.types.get("Country") {
            Some((TypeName::Enum(id), _)) => self.alternatives(*id),
            _ => Vec::new(),
        };
        let words = WORDS.iter().chain(&DECLARING).map(|word| Candidate::new(*word, ""));
        let changes = CHANGING.iter().filter(|_| self.open.is_some()).map(|word| Candidate::new(*word, ""));
        terms.chain(records).chain(words).chain(changes).chain(countries).collect()
    }

    /// The title of a name.
    fn title(&self, name: &str) -> String {
        let law = &self.ready.world.typed;
        let title = match self.ready.names.term(name) {
            Some(Term::Rule(id)) => law.rules.get(id).and_then(|it| it.versions.last()?.origin.title.clone()),
            Some(Term::Fact(id)) => law.facts.get(id).and_then(|it| it.title.clone()),
            Some(Term::Define(id)) => law.defines.get(id).and_then(|it| it.versions.last()?.0.title.clone()),
            Some(Term::Value(id)) => law.values.get(id).and_then(|it| it.versions.last()?.0.title.clone()),
            Some(Term::Group(id)) => law.groups.get(id).and_then(|it| it.versions.last()?.0.title.clone()),
            Some(Term::Table(id)) => law.tables.get(id).and_then(|it| it.title.clone()),
            Some(Term::Instrument(id)) => law.instruments.get(id).and_then(|it| it.title.clone()),
            None => None,
        };
        title.unwrap_or_default()
    }
}

/// Those that begin so, in order, each once; if none does, those whose title begins so: `Chin` is completed to `CN`.
fn begun(all: impl Iterator<Item = Candidate>, word: &str) -> Vec<Candidate> {
    let all: Vec<Candidate> = all.collect();
    let mut found: Vec<Candidate> = all.iter().filter(|it| it.text.starts_with(word)).cloned().collect();
    if found.is_empty() && word.chars().count() > 2 {
        let titled =
            |it: &&Candidate| it.shown.strip_prefix(it.text.as_str()).is_some_and(|it| begins(it.trim_start(), word));
        found = all.iter().filter(titled).cloned().collect();
    }
    found.sort();
    found.dedup_by(|next, known| next.text == known.text);
    found
}

/// Whether a text begins with a word, large letters or small.
fn begins(text: &str, word: &str) -> bool {
    text.to_lowercase().starts_with(&word.to_lowercase())
}

fn files(word: &str) -> Vec<Candidate> {
    session::listed(word).into_iter().map(|name| Candidate::new(name, "")).collect()
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Where the word at the end of a text begins.
fn word_start(text: &str) -> usize {
    text.rfind(|letter| !is_word(letter))
        .map_or(0, |at| at + text.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8))
}

/// Where the path of names at the end of a text begins.
fn path_start(text: &str) -> usize {
    let other = |letter: char| !(is_word(letter) || letter == '.');
    text.rfind(other).map_or(0, |at| at + text.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8))
}

/// The last word of a text, or the sign at its end, and what stands before it.
fn last_word(text: &str) -> (&str, &str) {
    let text = text.trim_end();
    let at = word_start(text);
    let at = if at == text.len() { text.char_indices().next_back().map_or(0, |(at, _)| at) } else { at };
    let (before, word) = text.split_at(at);
    (word, before.trim_end())
}
