//! The words that may stand at a place, and grammar rules in a person's words.

use crate::syntax::grammar::Rule;
use std::collections::BTreeSet;

/// Words that begin declarations.
pub(super) const DECLARATIONS: &[&str] = &[
    "import",
    "unit",
    "enum",
    "record",
    "fact",
    "group",
    "table",
    "value",
    "define",
    "instrument",
    "entry",
    "rule",
    "exception",
    "amendment",
    "scenario",
];

/// Those of them that begin provisions.
pub(super) const PROVISIONS: &[&str] = &["group", "value", "define", "entry", "rule", "exception"];

/// The words with which the lines of rules and exceptions begin.
pub const RULE: &[&str] = &[
    "under",
    "cites",
    "from",
    "until",
    "requires",
    "review",
    "reviews",
    "prohibits",
    "permits",
    "bars",
    "charges",
    "duty",
    "flags",
    "presumes",
    "to",
    "overrides",
    "subject to",
    "notwithstanding",
    "if",
    "unless",
];
const DEFINE: &[&str] = &["under", "cites", "from", "until", "as"];
const ENTRY: &[&str] = &["under", "cites", "from", "until", "covers", "unless"];
const INSTRUMENT: &[&str] = &[
    "citation",
    "issuer",
    "regime",
    "force",
    "addressees",
    "released",
    "published",
    "effective",
    "compliance",
    "expires",
    "suspended",
    "reinstated",
    "unenforced",
];
const AMENDMENT: &[&str] = &[
    "under",
    "cites",
    "from",
    "until",
    "after",
    "insert",
    "replace",
    "repeal",
    "suspend",
    "reinstate",
    "unenforce",
    "enforce",
    "revise",
    "strike",
    "add to",
    "remove",
    "saving",
];
const SAVING: &[&str] = &["keeps", "for", "until", "cites"];
const FACT: &[&str] = &["day", "actor"];
const UNIT: &[&str] = &["currency"];
const SCENARIO: &[&str] = &["given", "on", "known on", "suppose", "expect"];

/// The declarations that have lines of their own, with the words that begin these.
pub(super) const LINES: &[(&str, &str, &[&str])] = &[
    ("rule", "a line of a rule", RULE),
    ("exception", "a line of an exception", RULE),
    ("entry", "a line of an entry", ENTRY),
    ("define", "a line of a definition", DEFINE),
    ("instrument", "a line of an instrument", INSTRUMENT),
    ("amendment", "a line of an amendment", AMENDMENT),
    ("saving", "a line of a saving clause", SAVING),
    ("scenario", "a line of a scenario", SCENARIO),
    ("fact", "a line of a fact", FACT),
    ("unit", "a line of a unit", UNIT),
];

/// Of the line `force`, strongest first.
pub(in crate::syntax) const FORCES: &[&str] =
    &["constitution", "statute", "regulation", "order", "letter", "license", "guidance", "deal", "bill", "proposal"];
/// How applications are reviewed, mildest first.
pub(super) const POLICIES: &[&str] =
    &["approval", "presumption of approval", "case by case", "presumption of denial", "denial"];
/// Kinds of charge.
pub(super) const CHARGES: &[&str] = &["tax", "fee", "user fee", "import duty"];
/// Outcomes, gravest first.
pub(super) const OUTCOMES: &[&str] = &["prohibited", "requires license", "authorized", "no license required"];
/// Heads of columns that hold what is expected in words of their own.
pub(in crate::syntax) const EXPECTED_HEADS: &[&str] =
    &["expect outcome", "expect guidance", "expect enforced", "expect due", "expect classification", "expect review"];
/// Operators that are words.
pub(super) const OPERATORS: &[&str] = &["and", "or", "in", "is", "has", "under"];

/// Words that cannot be names, in the order of the alphabet.
pub(super) const RESERVED: &[&str] = &[
    "absent",
    "all",
    "amendment",
    "and",
    "any",
    "as",
    "at",
    "between",
    "by",
    "count",
    "default",
    "define",
    "else",
    "entry",
    "enum",
    "every",
    "exception",
    "fact",
    "false",
    "for",
    "from",
    "given",
    "group",
    "has",
    "if",
    "import",
    "in",
    "instrument",
    "is",
    "least",
    "list",
    "max",
    "min",
    "most",
    "no",
    "none",
    "not",
    "of",
    "on",
    "or",
    "record",
    "rule",
    "scenario",
    "sum",
    "table",
    "then",
    "true",
    "under",
    "unit",
    "unknown",
    "unless",
    "until",
    "value",
    "where",
];

/// `a`, `b` and `c`, each between backticks.
pub(in crate::syntax) fn alternatives(words: &[&str], and: &str) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    join(&words, and)
}

/// a, b and c.
pub(super) fn join(words: &[String], and: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} {and} {last}", head.join(", ")),
    }
}

/// What could have stood at a place, in words: each rule once, the general before the particular.
pub(super) fn expectation(rules: &[Rule], end_of_line: bool) -> String {
    let operand = rules.iter().any(|rule| is_operand(*rule));
    let mut seen = BTreeSet::new();
    let mut words = Vec::new();
    if operand {
        words.push("an expression".to_owned());
    }
    for rule in rules {
        if operand && (is_operand(*rule) || matches!(rule, Rule::percentage | Rule::op_not | Rule::op_negate)) {
            continue;
        }
        if let Some(word) = in_words(*rule)
            && seen.insert(word.clone())
        {
            words.push(word);
        }
    }
    if end_of_line && rules.contains(&Rule::EOI) {
        words.push("the end of the line".to_owned());
    }
    if words.is_empty() { "something else".to_owned() } else { join(&words, "or") }
}

/// Whether an expression, or the beginning of one, was looked for.
pub(super) fn is_operand(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::primary
            | Rule::expression
            | Rule::sum
            | Rule::condition
            | Rule::block
            | Rule::percent_of
            | Rule::given_value
            | Rule::argument
            | Rule::member
            | Rule::members
            | Rule::duty_due
            | Rule::value_version
            | Rule::expectation
            | Rule::expect_holds
            | Rule::expect
    )
}

/// Whether an operator was looked for.
pub(super) fn is_operator(rule: Rule) -> bool {
    matches!(rule, Rule::operator | Rule::sum_operator | Rule::in_test | Rule::is_test | Rule::has_test)
        || matches!(rule, Rule::under_test | Rule::op_and | Rule::op_or | Rule::op_equal | Rule::op_less)
        || matches!(rule, Rule::op_at_least | Rule::op_at_most | Rule::op_not_equal | Rule::op_greater)
        || matches!(rule, Rule::op_add | Rule::op_subtract | Rule::op_multiply | Rule::op_divide)
}

/// One rule in words; nothing for what is not worth saying.
fn in_words(rule: Rule) -> Option<String> {
    if is_operator(rule) {
        return Some("an operator".to_owned());
    }
    let words = match rule {
        Rule::EOI | Rule::comment | Rule::dot | Rule::bracket_open | Rule::arguments | Rule::index | Rule::label => {
            return None;
        }
        Rule::colon => "`:`",
        Rule::comma => "`,`",
        Rule::equals => "`=`",
        Rule::bar => "`|`",
        Rule::paren_open => "`(`",
        Rule::paren_close => "`)`",
        Rule::bracket_close => "`]`",
        Rule::name | Rule::names | Rule::named_type | Rule::parameter => "a name",
        Rule::field_name | Rule::key_field | Rule::path => "the name of a field",
        Rule::verb => "a verb such as `notify`",
        Rule::date => "a date such as `2023-11-17`",
        Rule::code => "a code such as `3A090.a`",
        Rule::numeral | Rule::number | Rule::percentage | Rule::bound => "a number",
        Rule::whole => "a whole number",
        Rule::text | Rule::title | Rule::quote_open => "a text in quotes",
        Rule::ty => "a type",
        Rule::unit_expr | Rule::unit_product | Rule::unit_factor => "a unit",
        Rule::unit_definition => "what the unit is made of, such as `1000 GB` or `TOPS * bit`",
        Rule::unit_over | Rule::unit_times => "`/` or `*`",
        Rule::label_name | Rule::rule_label => "a label such as `(a)`",
        Rule::import_path => "a path such as `std/shipment`",
        Rule::rule_path => "the name of a rule",
        Rule::rule_status => "how the rule stands, such as `applies`, `does not apply`, `holds` or `fails`",
        Rule::policy | Rule::review => "a review policy",
        Rule::charge_kind => "a kind of charge",
        Rule::outcome | Rule::cell_outcome | Rule::expect_outcome => "an outcome",
        Rule::classification => "a code such as `3A090.a`, or `none`",
        Rule::from_day => "`from`",
        Rule::until_day => "`until`",
        Rule::published_day => "`published`",
        Rule::by_names => "`by`",
        Rule::in_regime => "`in`",
        Rule::margin_on => "`on`",
        Rule::due_before => "`before`",
        Rule::due_after => "`after`",
        Rule::kw_money => "`Money`",
        Rule::kw_number => "`Number`",
        Rule::bound_least | Rule::bound_most => "`at least` or `at most`",
        Rule::bound_between => "`between`",
        Rule::targets => "the name of a provision",
        Rule::limb_labels => "a label such as `(a)`",
        Rule::revised_line => "a line of a provision",
        Rule::row_line => "a row between bars",
        Rule::limb => "a limb",
        Rule::alternative => "an alternative",
        Rule::field => "a field",
        other => return keyword(other).map(|word| format!("`{word}`")),
    };
    Some(words.to_owned())
}

/// The word of a keyword rule, which is named after it.
pub(super) fn keyword(rule: Rule) -> Option<String> {
    format!("{rule:?}").strip_prefix("kw_").map(str::to_owned)
}
