//! What was probably meant where nothing that stands there fits: a text without quotes, an outcome in other words, a path
//! as it is written elsewhere.

use super::scene::{Scene, token};
use super::words;
use crate::diagnostic::nearest;
use crate::syntax::grammar::Rule;

/// Lines whose text goes to their end.
const WORDS_TO_THE_END: [&str; 5] = ["flags", "cites", "citation", "issuer", "addressees"];

/// The way out, if what was meant is recognized.
pub(super) fn meant(scene: &Scene<'_>) -> Option<String> {
    power(scene)
        .or_else(|| import(scene))
        .or_else(|| parameters(scene))
        .or_else(|| duration(scene))
        .or_else(|| key(scene))
        .or_else(|| expectation(scene))
        .or_else(|| license(scene))
        .or_else(|| truth(scene))
        .or_else(|| text(scene))
}

/// `TPP / mm²` without a number.
fn power(scene: &Scene<'_>) -> Option<String> {
    scene.found().starts_with(['²', '³', '^']).then(|| {
        "powers are of units, and a unit stands right after a number, in one word: `1 TPP/mm²`; to square a number, multiply it by itself"
            .to_owned()
    })
}

/// Paths as other languages write them.
fn import(scene: &Scene<'_>) -> Option<String> {
    if scene.kind() != "import" {
        return None;
    }
    let (_, line) = scene.line(scene.at);
    let path = line.strip_prefix("import")?.trim();
    if path.starts_with("..") || path.starts_with('/') {
        return Some(
            "imports are named from the folder of the law, `import parts/parties`; nothing outside it is read"
                .to_owned(),
        );
    }
    let inner = path.trim_matches('"').trim_start_matches("./");
    let inner = inner.strip_suffix(".lxp").unwrap_or(inner);
    let path = inner.replace(['.', '\\'], "/").split_whitespace().collect::<Vec<_>>().join("/");
    let plain = |part: &str| part.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-')) && !part.is_empty();
    path.split('/').all(plain).then(|| format!("write `import {path}`"))
}

/// `define f(x: Number)`
fn parameters(scene: &Scene<'_>) -> Option<String> {
    let (_, line) = scene.line(scene.at);
    let (name, rest) = line.strip_prefix("define ")?.split_once('(').filter(|_| scene.found() == "(")?;
    let (inside, after) = rest.split_once(')')?;
    let (name, inside, after) = (name.trim(), inside.trim(), after.trim_end());
    Some(if inside.is_empty() {
        format!("a definition without parameters has no brackets: `define {name}{after}`")
    } else {
        format!("parameters follow `of`: `define {name} of {inside}{after}`")
    })
}

/// `duty notify "BIS" 5 before 2024-01-01`: the word behind the number is read as its unit.
fn duration(scene: &Scene<'_>) -> Option<String> {
    let (_, line) = scene.line(scene.at);
    let word = scene.word_before();
    let before = line.strip_prefix("duty ").filter(|_| matches!(word, "before" | "after"))?.split(word).next()?;
    let number = before.split_whitespace().next_back()?;
    let plain = number.bytes().all(|it| it.is_ascii_digit() || it == b'_');
    plain.then(|| format!("a duration has a unit: `{number} days {word} …`, or months, or years"))
}

/// `key name` among the fields of a record
fn key(scene: &Scene<'_>) -> Option<String> {
    let (_, line) = scene.line(scene.at);
    let name = line.strip_prefix("key ").filter(|_| scene.kind() == "record" && scene.word_before() == "key")?;
    let (_, header) = scene.line(0);
    Some(format!("a key is named in the header: `{header} key {}`", name.trim()))
}

/// What a scenario expects, in other words.
fn expectation(scene: &Scene<'_>) -> Option<String> {
    let (_, line) = scene.line(scene.at);
    let expected = line.strip_prefix("expect ")?;
    let expected = expected.strip_prefix("not ").unwrap_or(expected).trim();
    if expected.starts_with("no license") || expected.starts_with("license not") {
        return Some("write `expect no license required`".to_owned());
    }
    if expected.starts_with("license") || expected.starts_with("a license") || expected.starts_with("requires") {
        return Some("write `expect requires license`".to_owned());
    }
    if matches!(scene.found(), "applies" | "does" | "holds" | "fails" | "undetermined") {
        // It may have been said already that it is a rule.
        let name = token(expected.strip_prefix("rule ").unwrap_or(expected).trim_start());
        let is = if scene.found() == "undetermined" { "is " } else { "" };
        let stands = scene.rest().lines().next().unwrap_or("").trim_end();
        return Some(format!("write `expect rule {name} {is}{stands}`"));
    }
    None
}

/// `requires a license`
fn license(scene: &Scene<'_>) -> Option<String> {
    let wanted = scene.expects(Rule::kw_license) && matches!(scene.found(), "a" | "an" | "the");
    wanted.then(|| "write `requires license`".to_owned())
}

/// `x is true`
fn truth(scene: &Scene<'_>) -> Option<String> {
    let found = scene.found();
    let wanted = matches!(found, "true" | "false") && scene.word_before() == "is";
    wanted.then(|| format!("`is` tests alternatives of an enum; write `= {found}`"))
}

/// A text without its quotes.
fn text(scene: &Scene<'_>) -> Option<String> {
    let found = scene.found();
    let is_word = found.starts_with(char::is_alphanumeric) && !words::RESERVED.contains(&found);
    if !is_word {
        return None;
    }
    let (_, line) = scene.line(scene.at);
    let rest = scene.rest().lines().next().unwrap_or("");
    let rest = rest.split(['#', '|']).next().unwrap_or("").trim_end();
    let keywords: Vec<String> = scene.rules.iter().filter_map(|rule| words::keyword(*rule)).collect();
    let operator = scene.rules.iter().any(|rule| words::is_operator(*rule));
    let known = keywords.iter().map(String::as_str).chain(words::OPERATORS.iter().copied().filter(|_| operator));
    if nearest(found, known).is_some() {
        return None;
    }
    let wanted = scene.expects(Rule::text) || scene.expects(Rule::title) || scene.expects(Rule::quote_open);
    if wanted && scene.expects(Rule::comma) {
        return Some("members are separated by commas; a title stands in quotes".to_owned());
    }
    if wanted {
        let to_the_end = WORDS_TO_THE_END.contains(&token(line)) || scene.expects(Rule::title);
        let words = if to_the_end { rest } else { rest.split_whitespace().next()? };
        return (!words.contains('"')).then(|| format!("a text stands in quotes: `\"{words}\"`"));
    }
    let before = scene.word_before();
    let after_name = before.starts_with(char::is_alphabetic) && !words::RESERVED.contains(&before);
    (operator && after_name && before.chars().all(|letter| letter.is_alphanumeric() || letter == '_'))
        .then(|| format!("a text stands in quotes, `\"{before} {found}\"`; two conditions are joined by `and` or `or`"))
}
