//! The doors of the room: a whole file, or one expression.

use super::ast::{Comment, Declaration, Expr, File, Given};
use super::error::Error;
use super::explain::{self, Reading};
use super::grammar::{Grammar, Rule};
use super::lower::Lower;
use super::recover;
use crate::diagnostic::Bag;
use crate::source::{Source, SourceId, Span};
use pest::Parser;

/// Reads a whole file. Never fails: what cannot be read becomes [`Declaration::Broken`], with its message in the bag.
pub fn parse(source: &Source, id: SourceId, bag: &mut Bag) -> File {
    pieces(source, id, bag, |_| true)
}

/// Reads a file for those who only use it: its scenarios, which are for those who test it, are passed over.
pub fn parse_for_use(source: &Source, id: SourceId, bag: &mut Bag) -> File {
    pieces(source, id, bag, |piece| !piece.starts_with("scenario "))
}

/// Reads the pieces of a file that are wanted.
fn pieces(source: &Source, id: SourceId, bag: &mut Bag, wanted: impl Fn(&str) -> bool) -> File {
    let mut file =
        File { source: id, span: source.span(), declarations: Vec::new(), remains: Vec::new(), comments: Vec::new() };
    if let Some(at) = explain::json(source) {
        bag.push(Error::Json { at });
        let whole = explain::without_tail(&source.text, source.base);
        file.declarations.push(Declaration::Broken(Span::new(at.start, whole.end)));
        return file;
    }
    // The grammar of a file reads every text; were it not so, the text would be one broken piece.
    let Ok(pieces) = Grammar::parse(Rule::file, &source.text) else {
        bag.push(Error::TooDeep { at: source.span() });
        file.declarations.push(Declaration::Broken(source.span()));
        return file;
    };
    for piece in pieces {
        let place = piece.as_span();
        let start = source.base.saturating_add(u32::try_from(place.start()).unwrap_or(u32::MAX));
        match piece.as_rule() {
            Rule::comment => {
                file.comments.push(comment(&source.text, place.start(), place.end(), source.base));
            }
            Rule::piece if wanted(place.as_str()) => {
                let (declaration, remains) = piece_of(place.as_str(), start, bag, &mut file.comments);
                file.declarations.push(declaration);
                file.remains.extend(remains);
            }
            Rule::stray => {
                let text = place.as_str();
                bag.push(explain::stray(text, start));
                file.declarations.push(Declaration::Broken(explain::without_tail(text, start)));
            }
            _ => {}
        }
    }
    file
}

/// Reads one piece, which begins in column 0. Of what is broken, also what remains of it.
fn piece_of(text: &str, start: u32, bag: &mut Bag, comments: &mut Vec<Comment>) -> (Declaration, Option<Declaration>) {
    let broken = Declaration::Broken(explain::without_tail(text, start));
    match Grammar::parse(Rule::lone_declaration, text) {
        Ok(mut pairs) => {
            if text.contains('#') {
                let found = pairs.clone().flatten().filter(|pair| pair.as_rule() == Rule::comment);
                comments.extend(found.map(|pair| pair.as_span()).map(|at| comment(text, at.start(), at.end(), start)));
            }
            let known = bag.len();
            let lower = Lower::new(text, start, bag);
            if let Some(declaration) = pairs.next().and_then(|pair| lower.declaration(pair)) {
                return (declaration, None);
            }
            let remains = recover::without(text, known, start, bag);
            (broken, remains)
        }
        Err(error) => {
            let first = explain::explain(&error, text, start, Reading::Declaration);
            let remains = recover::rest(text, &error, &first, start, bag);
            bag.push(first);
            (broken, remains)
        }
    }
}

/// Reads one expression, such as a line typed at a prompt. `None` if it cannot be read; the message is in the bag.
pub fn parse_expression(source: &Source, bag: &mut Bag) -> Option<Expr> {
    match Grammar::parse(Rule::lone_expression, &source.text) {
        Ok(mut pairs) => {
            let found = pairs.find(|pair| pair.as_rule() == Rule::condition);
            Lower::new(&source.text, source.base, bag).condition(found?)
        }
        Err(error) => {
            bag.push(explain::explain(&error, &source.text, source.base, Reading::Expression));
            None
        }
    }
}

/// Reads one fact, such as `shipment.quantity = at least 5`, or a path with the fields of a record below it; the word `given`
/// may stand before it. `None` if it cannot be read; the message is in the bag.
pub fn parse_given(source: &Source, bag: &mut Bag) -> Option<Given> {
    match Grammar::parse(Rule::lone_given, &source.text) {
        Ok(mut pairs) => {
            let found = pairs.find(|pair| pair.as_rule() == Rule::given);
            Lower::new(&source.text, source.base, bag).given(found?)
        }
        Err(error) => {
            bag.push(explain::explain(&error, &source.text, source.base, Reading::Given));
            None
        }
    }
}

fn comment(text: &str, start: usize, end: usize, base: u32) -> Comment {
    let before = text.get(..start).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let address = |offset| base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
    Comment { span: Span::new(address(start), address(end)), trailing: !line.trim().is_empty() }
}
