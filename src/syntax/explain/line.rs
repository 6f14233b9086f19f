//! Lines that are not what their declaration has, and words that are not what their line has.

use super::Reading;
use super::amendment;
use super::meant;
use super::scene::{Scene, token};
use super::words::{self, LINES};
use crate::diagnostic::{did_you_mean, nearest};
use crate::syntax::error::Error;
use crate::syntax::grammar::Rule;

/// A piece whose first word begins no declaration.
pub(super) fn declaration(scene: &Scene<'_>) -> Option<Error> {
    if scene.at != 0 || scene.reading != Reading::Declaration {
        return None;
    }
    let found = scene.found();
    if !found.starts_with(|it: char| it.is_alphanumeric() || matches!(it, '_' | '(' | '>' | '|' | '"' | '+' | '-')) {
        return None;
    }
    let at = scene.place();
    let found = found.to_owned();
    let owner = LINES.iter().find(|(_, _, lines)| lines.iter().any(|line| token(line) == found));
    if let Some((owner, ..)) = owner {
        let article = if owner.starts_with(['a', 'e', 'i']) { "an" } else { "a" };
        let help = format!("`{found}` belongs to {article} `{owner}`; indent it under its header");
        return Some(Error::NotIndented { at, found, help });
    }
    if found.starts_with(['(', '>', '|', '+', '-']) {
        let help = "indent the line under the declaration it belongs to".to_owned();
        return Some(Error::NotIndented { at, found, help });
    }
    let help = did_you_mean(&found, words::DECLARATIONS.iter().copied())
        .unwrap_or_else(|| format!("a declaration begins with {}", words::alternatives(words::DECLARATIONS, "or")));
    Some(Error::UnknownDeclaration { at, found, help })
}

/// A line that begins with a word its declaration does not know.
pub(super) fn unknown(scene: &Scene<'_>) -> Option<Error> {
    let lines = [
        Rule::rule_line,
        Rule::define_line,
        Rule::entry_line,
        Rule::instrument_line,
        Rule::fact_line,
        Rule::unit_line,
        Rule::scenario_line,
        Rule::amendment_line,
        Rule::saving_line,
        Rule::kw_currency,
    ];
    if !scene.first_on_line() || !lines.iter().any(|rule| scene.expects(*rule)) {
        return None;
    }
    let owner = token(scene.owner(scene.at)?.1);
    let (_, expected, known) = LINES.iter().find(|(kind, ..)| *kind == owner)?;
    let found = scene.found();
    if !found.starts_with(|it: char| it.is_alphanumeric() || it == '_') {
        return None;
    }
    let spelling = found.replace("licence", "license");
    let help = if spelling == "license" {
        "did you mean `requires license`?".to_owned()
    } else if let Some(help) = amendment::meant(scene, owner) {
        help
    } else if let Some(near) = nearest(&spelling, known.iter().map(|line| token(line))) {
        format!("did you mean `{near}`?")
    } else if let Some((owner, ..)) = LINES.iter().find(|(_, _, lines)| lines.iter().any(|it| token(it) == found)) {
        format!("`{found}` is a line of `{owner}`")
    } else if words::DECLARATIONS.contains(&found) {
        format!("`{found}` begins a declaration, which stands in column 0")
    } else {
        format!("its lines begin with {}", words::alternatives(known, "or"))
    };
    Some(Error::UnknownLine { at: scene.place(), expected, found: found.to_owned(), help })
}

/// A row whose last bar is missing.
pub(super) fn row(scene: &Scene<'_>) -> Option<Error> {
    let found = scene.expects(Rule::bar) && scene.at_end_of_line();
    let start = scene.line_start(scene.at);
    let found = found && scene.around(start).1.trim_start().starts_with('|');
    found.then(|| Error::RowNotClosed { at: scene.place(), found: scene.found_words() })
}

/// A label where something else is looked for.
pub(super) fn label(scene: &Scene<'_>) -> Option<Error> {
    let rest = scene.rest().strip_prefix('(')?;
    let close = rest.find(')')?;
    let name = rest.get(..close)?;
    if name.is_empty() || !name.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '.')) {
        return None;
    }
    if scene.rules.iter().any(|rule| words::is_operand(*rule)) {
        return None;
    }
    let expected = if scene.first_on_line() && scene.expects(Rule::rule_line) {
        "a line of a rule".to_owned()
    } else {
        words::expectation(scene.rules, !scene.first_on_line())
    };
    let at = scene.span(scene.at, scene.at + close + 2);
    Some(Error::LabelMisplaced { at, expected, found: format!("({name})") })
}

pub(super) fn keyword_as_name(scene: &Scene<'_>) -> Option<Error> {
    let names = [
        Rule::name,
        Rule::names,
        Rule::targets,
        Rule::limb_path,
        Rule::named_type,
        Rule::parameter,
        Rule::ty,
        Rule::alternative,
        Rule::force_word,
        Rule::rule_path,
    ];
    let found = scene.found();
    if matches!(found, "true" | "false") && scene.word_before() == "is" {
        return None;
    }
    let wanted = names.iter().any(|rule| scene.expects(*rule)) && words::RESERVED.contains(&found);
    wanted.then(|| Error::KeywordAsName { at: scene.place(), found: found.to_owned() })
}

/// Nothing where an expression must stand.
pub(super) fn missing_expression(scene: &Scene<'_>) -> Option<Error> {
    let reserved = words::RESERVED.contains(&scene.found()) || scene.found().is_empty() || scene.first_on_line();
    if !reserved || !scene.rules.iter().any(|rule| words::is_operand(*rule)) || scene.reading == Reading::Cell {
        return None;
    }
    let before = scene.word_before();
    if before.is_empty() {
        return None;
    }
    let expected = if matches!(before, "if" | "unless" | "for" | "where" | "and" | "or" | "not") {
        "a condition"
    } else {
        "an expression"
    };
    let found = if scene.first_on_line() && !scene.at_end_of_line() && !scene.found().is_empty() {
        format!("{} on the next line", scene.found_words())
    } else {
        scene.found_words()
    };
    let help = if scene.at_end_of_line() {
        Some("an expression may go on over the next lines if they are indented deeper".to_owned())
    } else {
        meant::meant(scene)
    };
    let after = format!("`{before}`");
    Some(Error::MissingExpression { at: scene.place(), expected, after, found, help })
}

/// A word or words that are none of a closed list.
pub(super) fn closed_word(scene: &Scene<'_>) -> Option<Error> {
    let (expected, known) = if scene.expects(Rule::policy) || scene.expects(Rule::review) {
        ("a review policy", words::POLICIES)
    } else if scene.expects(Rule::charge_kind) {
        ("a kind of charge", words::CHARGES)
    } else if scene.expects(Rule::outcome) || scene.expects(Rule::cell_outcome) {
        ("an outcome", words::OUTCOMES)
    } else {
        return None;
    };
    if scene.found().is_empty() {
        let help = format!("one of {}", words::alternatives(known, "and"));
        return Some(Error::ClosedWord { at: scene.place(), expected, found: scene.found_words(), help });
    }
    let line = scene.rest().lines().next().unwrap_or("");
    let line = line.split('#').next().unwrap_or("").trim_end();
    let at = scene.span(scene.at, scene.at + line.len());
    Some(Error::closed_word(expected, line, known, at))
}

/// What a line of a scenario expects and no column does.
const EXPECTED_BY_LINES: [&str; 13] = [
    "barred",
    "charge",
    "compliance",
    "duty",
    "flag",
    "margin",
    "missing",
    "not",
    "requires",
    "rests",
    "rule",
    "saved",
    "undetermined",
];

/// The head of a column that is to expect what only a line can.
pub(super) fn head(scene: &Scene<'_>) -> Option<Error> {
    let words = scene.text.trim_matches([' ', '\t']);
    let what = words.strip_prefix("expect").filter(|_| scene.reading == Reading::ColumnHead)?;
    if !what.starts_with([' ', '\t']) || !EXPECTED_BY_LINES.contains(&token(what.trim_start())) {
        return None;
    }
    let heads = words::alternatives(words::EXPECTED_HEADS, "and");
    let what = what.trim();
    let at = scene.text.find(words).unwrap_or(0);
    let (at, found) = (scene.span(at, at + words.len()), format!("`{words}`"));
    let expected = "what a column can expect";
    let help =
        format!("there are {heads}, and `expect` with a quantity; or write a line above the table: `expect {what} …`");
    Some(Error::ClosedWord { at, expected, found, help })
}
