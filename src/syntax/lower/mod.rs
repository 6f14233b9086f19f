//! From pest's pairs to the tree: one function a grammar rule, with the same name and in the same order.
//!
//! A function that answers `None` has put its message into the bag; its declaration becomes a broken one.

mod amendment;
mod block;
mod effect;
mod expect;
mod expression;
mod law;
mod scenario;
mod table;
mod types;
mod vocabulary;

use super::ast::{Code, DateText, Declaration, Name, Text};
use super::cursor::Cursor;
use super::error::{DEEPEST, Error};
use super::grammar::Rule;
use crate::diagnostic::Bag;
use crate::source::{Span, Spanned};
use pest::iterators::Pair as PestPair;
use std::cell::{Cell, RefCell};

pub(super) type Pair<'i> = PestPair<'i, Rule>;

/// Turns the pairs of one text into tree.
pub(super) struct Lower<'a> {
    /// The text that was parsed: a piece, a cell or an expression.
    text: &'a str,
    /// The address of its first byte.
    base: u32,
    bag: RefCell<&'a mut Bag>,
    depth: Cell<usize>,
}

impl<'a> Lower<'a> {
    /// For a text that begins at an address.
    pub(super) fn new(text: &'a str, base: u32, bag: &'a mut Bag) -> Self {
        Self { text, base, bag: RefCell::new(bag), depth: Cell::new(0) }
    }

    /// The address of a byte of the text.
    fn address(&self, offset: usize) -> u32 {
        self.base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
    }

    /// The place of a pair. A line of enacted text may end in blanks, and with it what it ends; they are not part of it.
    fn span(&self, pair: &Pair<'_>) -> Span {
        let at = pair.as_span();
        let blanks = at.as_str().len() - crate::syntax::explain::without_blanks(at.as_str()).len();
        Span::new(self.address(at.start()), self.address(at.end() - blanks))
    }

    fn report(&self, error: Error) {
        self.bag.borrow_mut().push(error);
    }

    /// Does something so many levels deeper in the tree, or says that it is too deep.
    fn deeper<T>(&self, by: usize, at: Span, inner: impl FnOnce() -> Option<T>) -> Option<T> {
        let before = self.depth.get();
        if before.saturating_add(by) > DEEPEST {
            self.report(Error::TooDeep { at });
            return None;
        }
        self.depth.set(before + by);
        let result = inner();
        self.depth.set(before);
        result
    }

    /// A leaf with its words.
    #[allow(clippy::needless_pass_by_value, reason = "a pair that is read is used up")]
    fn leaf(&self, pair: Pair<'_>) -> Spanned<String> {
        Spanned::new(pair.as_str().to_owned(), self.span(&pair))
    }

    fn name(&self, pair: Pair<'_>) -> Name {
        self.leaf(pair)
    }

    /// The names of a comma list.
    fn names(&self, pair: Pair<'_>) -> Vec<Name> {
        let mut cursor = Cursor::enter(pair, Rule::names);
        let names = cursor.each(Rule::name).map(|pair| self.name(pair)).collect();
        cursor.finish();
        names
    }

    fn date(&self, pair: Pair<'_>) -> DateText {
        self.leaf(pair)
    }

    fn code(&self, pair: Pair<'_>) -> Code {
        self.leaf(pair)
    }

    fn text(&self, pair: Pair<'_>) -> Text {
        let span = self.span(&pair);
        let mut cursor = Cursor::enter(pair, Rule::text);
        let body = unescape(cursor.take(Rule::text_body).as_str());
        cursor.finish();
        Spanned::new(body, span)
    }

    fn title(&self, pair: Pair<'_>) -> Text {
        let mut cursor = Cursor::enter(pair, Rule::title);
        let text = self.text(cursor.take(Rule::text));
        cursor.finish();
        text
    }

    /// A line of enacted text; the space after the mark and spaces at the end are not part of it.
    #[allow(clippy::needless_pass_by_value, reason = "a pair that is read is used up")]
    fn quote(&self, pair: Pair<'_>) -> Text {
        let span = self.span(&pair);
        let words = pair.as_str();
        let words = words.strip_prefix('>').unwrap_or(words);
        let words = words.strip_prefix(' ').unwrap_or(words).trim_end();
        Spanned::new(words.to_owned(), span)
    }

    /// `declaration` of the grammar.
    pub(super) fn declaration(&self, pair: Pair<'_>) -> Option<Declaration> {
        let mut cursor = Cursor::enter(pair, Rule::declaration);
        let inner = cursor.one();
        cursor.finish();
        match inner.as_rule() {
            Rule::rule_declaration | Rule::exception_declaration => self.rule_declaration(inner).map(Declaration::Rule),
            Rule::define_declaration => self.define_declaration(inner).map(Declaration::Define),
            Rule::entry_declaration => self.entry_declaration(inner).map(Declaration::Entry),
            Rule::instrument_declaration => self.instrument_declaration(inner).map(Declaration::Instrument),
            Rule::group_declaration => self.group_declaration(inner).map(Declaration::Group),
            Rule::value_declaration => self.value_declaration(inner).map(Declaration::Value),
            Rule::record_declaration => self.record_declaration(inner).map(Declaration::Record),
            Rule::enum_declaration => Some(Declaration::Enum(self.enum_declaration(inner))),
            Rule::unit_declaration => self.unit_declaration(inner).map(Declaration::Unit),
            Rule::fact_declaration => self.fact_declaration(inner).map(Declaration::Fact),
            Rule::table_declaration => self.table_declaration(inner).map(Declaration::Table),
            Rule::amendment_declaration => self.amendment_declaration(inner).map(Declaration::Amendment),
            Rule::scenario_declaration => self.scenario_declaration(inner).map(Declaration::Scenario),
            _ => Some(Declaration::Import(self.import_declaration(inner))),
        }
    }
}

/// Resolves the escapes of a text.
fn unescape(body: &str) -> String {
    if !body.contains('\\') {
        return body.to_owned();
    }
    let mut out = String::with_capacity(body.len());
    let mut letters = body.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some(other) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}
