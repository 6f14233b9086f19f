//! Mistakes in amendments: changes that miss what stands below them, limbs that are not named as limbs.

use super::Reading;
use super::layout::after_line;
use super::scene::{Scene, token};
use super::words::{self, LINES, PROVISIONS};
use crate::diagnostic::{did_you_mean, nearest};
use crate::syntax::error::Error;
use crate::syntax::grammar::Rule;

/// Words that people use for what the lines of an amendment say, and how these are written.
const MEANT: &[(&str, &str)] = &[
    ("amend", "`revise`, and how it is to read below"),
    ("change", "`revise`, and how it is to read below"),
    ("modify", "`revise`, and how it is to read below"),
    ("substitute", "`replace`, and the whole provision below"),
    ("delete", "`strike` for limbs, `remove` for members and rows, `repeal` for provisions"),
    ("omit", "`strike` for limbs, `remove` for members and rows, `repeal` for provisions"),
    ("rescind", "`repeal`"),
    ("revoke", "`repeal`"),
    ("withdraw", "`repeal`"),
    ("stay", "`suspend`"),
    ("resume", "`reinstate`"),
    ("restore", "`reinstate`"),
    ("append", "`add to`"),
    ("enact", "`insert`, and the declaration below"),
];

/// What was meant by a word that begins no line of an amendment or of a saving clause.
pub(super) fn meant(scene: &Scene<'_>, owner: &str) -> Option<String> {
    let (_, line) = scene.line(scene.at);
    let found = line.split_whitespace().next()?.replace('-', "");
    let (_, _, known) = LINES.iter().find(|(kind, ..)| *kind == owner)?;
    let near = nearest(&found, known.iter().map(|line| token(line))).map(|near| format!("did you mean `{near}`?"));
    match owner {
        "saving" if matches!(found.as_str(), "if" | "when" | "where") => {
            Some("write `for` and the cases that it is for".to_owned())
        }
        "saving" => near.or_else(|| Some(format!("its lines begin with {}", words::alternatives(known, "or")))),
        "amendment" if PROVISIONS.contains(&found.as_str()) => {
            Some("a provision that an amendment brings in stands below `insert` or `replace`".to_owned())
        }
        "amendment" if LINES.iter().any(|(kind, _, lines)| *kind == "rule" && lines.contains(&found.as_str())) => Some(
            format!("`{found}` is a line of `rule`: write it below `revise` or `add to`, or in a rule to `insert`"),
        ),
        "amendment" => near.or_else(|| {
            let near = nearest(&found, MEANT.iter().map(|(word, _)| *word))?;
            MEANT.iter().find(|(word, _)| *word == near).map(|(_, write)| format!("write {write}"))
        }),
        _ => None,
    }
}

/// A change in an amendment, and where reading it failed.
struct Change<'s, 'a> {
    scene: &'s Scene<'a>,
    /// The word that it begins with.
    word: &'a str,
    /// What is changed: the first name or code in its line.
    target: &'a str,
}

/// A change of which something is missing or out of place.
pub(super) fn change(scene: &Scene<'_>) -> Option<Error> {
    if scene.kind() != "amendment" || scene.reading != Reading::Declaration {
        return None;
    }
    let failed = scene.line(scene.around(scene.at).0.trim_end().len().max(scene.line_start(scene.at)));
    // The line right under the header of the amendment.
    let (mut at, mut line) = failed;
    loop {
        match scene.owner(at)? {
            (0, _) => break,
            above => (at, line) = above,
        }
    }
    let word = token(line);
    let rest = line.strip_prefix("add to").or_else(|| line.strip_prefix(word)).unwrap_or("");
    let target = rest.split([' ', ',']).find(|it| !it.is_empty()).unwrap_or("");
    let change = Change { scene, word, target };
    match word {
        _ if at != failed.0 && matches!(word, "insert" | "replace") => change.provision(),
        _ if at != failed.0 && matches!(word, "revise" | "add") => change.line(failed),
        "saving" => change.keeps(failed.1),
        _ => change.unnamed().or_else(|| match word {
            "insert" | "replace" | "revise" => change.limb_or_whole().or_else(|| change.body()),
            "add" => change.place().or_else(|| change.limb_or_whole()).or_else(|| change.body()),
            _ => change.listed(),
        }),
    }
}

impl Change<'_, '_> {
    fn unexpected(&self, expected: &str, help: String) -> Error {
        let scene = self.scene;
        let (at, found) = match self.label() {
            Some(label) => (scene.span(scene.at, scene.at + label.len()), format!("the label `{label}`")),
            None => (scene.place(), scene.found_words()),
        };
        Error::Unexpected { at, expected: expected.to_owned(), found, help: Some(help) }
    }

    /// The label that was found, with its parentheses.
    fn label(&self) -> Option<&str> {
        let rest = self.scene.rest();
        let label = rest.get(..=rest.find(')')?)?;
        let name = label.strip_prefix('(')?.strip_suffix(')')?;
        let fits = !name.is_empty() && name.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '.'));
        fits.then_some(label)
    }

    /// The rest of the line, if it could be meant as labels: letters, digits and dots, such as `b` and `b.2`.
    fn bare_label(&self) -> Option<&str> {
        let (start, line) = self.scene.line(self.scene.at);
        let rest = line.get(self.scene.at.checked_sub(start)?..)?;
        let fits = rest.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '.'));
        (fits && !rest.is_empty()).then_some(rest)
    }

    /// Nothing is named where a provision must be.
    fn unnamed(&self) -> Option<Error> {
        let scene = self.scene;
        let wanted = scene.expects(Rule::targets) || scene.expects(Rule::limb_path) || scene.expects(Rule::name);
        if !wanted || words::RESERVED.contains(&scene.found()) || matches!(self.word, "under" | "after" | "amendment") {
            return None;
        }
        let (word, target) = (self.word, self.target);
        let help = match word {
            "strike" if self.label().is_some() => {
                let label = self.label().unwrap_or("");
                format!("name the provision of each limb: `strike {target} …, {target} {label}`")
            }
            "strike" => "name limbs by their provision and their labels: `strike rs_license (a)(1)`".to_owned(),
            "insert" | "remove" => return None,
            "add" => "name what is added to: `add to rs_license`".to_owned(),
            _ => format!("name what is meant: `{word} rs_license`; an entry is named by its code"),
        };
        Some(self.unexpected("the name of a provision", help))
    }

    /// A limb where a whole provision must be named, or the other way round.
    fn limb_or_whole(&self) -> Option<Error> {
        let (scene, target) = (self.scene, self.target);
        match (self.word, self.label()) {
            ("replace", Some(label)) => {
                let help = format!("`replace` takes a whole provision; a limb is revised: `revise {target} {label}`");
                return Some(self.unexpected("the end of the line", help));
            }
            ("insert" | "replace", _) => return None,
            _ => {}
        }
        if !scene.expects(Rule::paren_open) {
            return None;
        }
        if scene.at_end_of_line() && ["after", "before", "in"].contains(&scene.word_before()) {
            let help = format!("say which limb: `add to {target} {} (b)`", scene.word_before());
            return Some(self.unexpected("a label such as `(a)`", help));
        }
        let bare = self.bare_label()?;
        let help = if bare.contains('.') {
            format!("labels stand between parentheses, from the outermost inwards: `{target} (b)(2)`")
        } else {
            format!("labels stand between parentheses: `({bare})`")
        };
        Some(self.unexpected("a label such as `(a)`", help))
    }

    /// `add to R (b)` does not say where.
    fn place(&self) -> Option<Error> {
        let (scene, target) = (self.scene, self.target);
        if scene.expects(Rule::kw_to) {
            return Some(self.unexpected("`to`", format!("write `add to {}`", scene.found())));
        }
        if !scene.expects(Rule::kw_after) {
            return None;
        }
        let label = match self.label() {
            Some(label) => label,
            None => {
                let rest = scene.rest().get(scene.found().len()..)?.trim_start();
                rest.get(..=rest.find(')')?).filter(|it| it.starts_with('('))?
            }
        };
        let help = did_you_mean(scene.found(), ["after", "before", "in"])
            .unwrap_or_else(|| format!("write `add to {target} after {label}`, `before {label}`, or `in {label}`"));
        Some(self.unexpected("`after`, `before` or `in`", help))
    }

    /// What belongs below a change stands in its line, or nowhere.
    fn body(&self) -> Option<Error> {
        let scene = self.scene;
        let below = [Rule::inserted, Rule::replacement, Rule::revised_limbs, Rule::revised_lines];
        let wanted = below.into_iter().chain([Rule::paren_open, Rule::kw_after]).any(|rule| scene.expects(rule));
        if !wanted {
            return None;
        }
        let (start, line) = scene.line(scene.around(scene.at).0.trim_end().len());
        let read = scene.around(scene.at).0.get(start..).unwrap_or("").trim_end();
        let limbs = read.contains('(');
        let (expected, help) = match self.word {
            "insert" => ("provisions", "declare what is inserted on the lines below, indented deeper"),
            "replace" => ("a provision", "declare it anew on the lines below, indented deeper, under the same name"),
            "revise" if limbs => {
                ("the revised limb", "write how the limb is to read on the lines below, indented deeper")
            }
            "revise" => ("the revised text", "write how it is to read on the lines below, indented deeper"),
            _ if limbs => ("limbs", "write the limbs that are added on the lines below, indented deeper"),
            _ => ("what is added", "write the lines, members or rows that are added below, indented deeper"),
        };
        let end = start + if scene.at_end_of_line() { line.len() } else { read.len() };
        Some(Error::MissingBody { at: scene.span(start, end), expected, found: after_line(scene), help })
    }

    /// What stands below `insert` and `replace` is no declaration.
    fn provision(&self) -> Option<Error> {
        let scene = self.scene;
        if !scene.expects(Rule::declaration) || !scene.first_on_line() || scene.found().is_empty() {
            return None;
        }
        let found = scene.found().to_owned();
        let line_of = LINES.iter().find(|(_, _, lines)| lines.iter().any(|line| token(line) == found));
        let help = if let Some((owner, ..)) = line_of.filter(|_| self.word == "replace") {
            format!("write the whole `{owner}` anew, from its first line; single lines are changed with `revise`")
        } else if let Some((owner, ..)) = line_of {
            format!("`{found}` is a line of `{owner}`; indent it under the line that the declaration begins with")
        } else {
            did_you_mean(&found, PROVISIONS.iter().copied())
                .unwrap_or_else(|| format!("a provision begins with {}", words::alternatives(PROVISIONS, "or")))
        };
        Some(Error::UnknownDeclaration { at: scene.place(), found, help })
    }

    /// A line below `revise` or `add to` that is none of a provision.
    fn line(&self, (start, line): (usize, &str)) -> Option<Error> {
        let scene = self.scene;
        if scene.expects(Rule::revised_line) && scene.first_on_line() && matches!(scene.found(), "+" | "-") {
            let help = "write members without a sign: `add to` lets them join, `remove … from` lets them leave";
            return Some(self.unexpected("a member or a line", help.to_owned()));
        }
        if !scene.expects(Rule::comma) || scene.expects(Rule::limbs) {
            return None;
        }
        if matches!(scene.found(), "from" | "until") {
            let help = "it is so from the day on which the amendment takes effect, and as long as that is in effect";
            return Some(self.unexpected("the end of the line", format!("{help}; leave `{}` out", scene.found())));
        }
        // A word that nearly begins a line was read as the name of a member.
        let (first, known) = (token(line), ["title", "as", "covers"].into_iter());
        if scene.around(scene.at).0.trim_end().len() != start + first.len() {
            return None;
        }
        let known = known.chain(LINES.iter().filter(|it| it.0 == "rule").flat_map(|it| it.2.iter().copied()));
        let near = nearest(first, known.map(token)).filter(|near| *near != first)?;
        let (at, found) = (scene.span(start, start + first.len()), first.to_owned());
        let help = format!("did you mean `{near}`?");
        Some(Error::UnknownLine { at, expected: "a line of a provision", found, help })
    }

    fn keeps(&self, line: &str) -> Option<Error> {
        let help = "write `keeps the law before`, and the name of the instrument that changes it";
        let wanted = [Rule::kw_the, Rule::kw_law, Rule::kw_before, Rule::name];
        let (true, true) = (token(line) == "keeps", wanted.iter().any(|rule| self.scene.expects(*rule))) else {
            return None;
        };
        Some(self.unexpected(&words::expectation(self.scene.rules, false), help.to_owned()))
    }

    /// A change that is whole in its line.
    fn listed(&self) -> Option<Error> {
        let (scene, word, target) = (self.scene, self.word, self.target);
        let help = match scene.found() {
            _ if word == "strike" && scene.expects(Rule::paren_open) && !scene.expects(Rule::comma) => {
                return match self.bare_label() {
                    Some(_) => self.limb_or_whole(),
                    None => {
                        let help = format!("`strike` takes limbs; a whole provision goes with `repeal {target}`");
                        Some(self.unexpected("a label such as `(a)`", help))
                    }
                };
            }
            "(" if scene.expects(Rule::comma) && word != "remove" => match word {
                "repeal" => format!("`repeal` takes whole provisions; a limb goes with `strike {target} (…)`"),
                _ => format!("`{word}` takes whole provisions and instruments"),
            },
            "from" if scene.expects(Rule::kw_until) => {
                "it begins on the day on which the amendment takes effect; leave `from` out".to_owned()
            }
            "until" if scene.expects(Rule::comma) && matches!(word, "repeal" | "reinstate" | "enforce") => {
                format!("`{word}` has no end; leave `until` out")
            }
            _ if scene.expects(Rule::date) && matches!(word, "suspend" | "unenforce") => {
                "write a day as year, month and day, or leave `until` out".to_owned()
            }
            _ if word == "remove" && scene.expects(Rule::kw_from) => did_you_mean(scene.found(), ["from"])
                .unwrap_or_else(|| "say from which group or table: `remove KH from D5`".to_owned()),
            _ => return None,
        };
        Some(self.unexpected(&words::expectation(scene.rules, !scene.first_on_line()), help))
    }
}
