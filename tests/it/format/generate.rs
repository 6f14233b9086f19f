//! Amendments made at random: any changes, at any depth, with comments and blank lines anywhere.

use proptest::prelude::*;

/// Changes as an author may write them, at any depth: four spaces a level.
const CHANGES: &[&str] = &[
    "under act\n",
    "cites \"91 FR 1684\"\n> enacted\n>  words\n",
    "after a,b\n",
    "insert\n    rule x \"t\"\n        requires license\n        if all of\n            (a) p.q=1\n            > words\n            (b) any of\n                x in G,H\n                not y\n        unless (c) z\n    define d of a: Item\n        as a.b+\n            1\n",
    "insert\n    entry 3A090.a\n        covers item if any p in item.parts where all of\n            p.x\n            p.y\n    value v : Number in TPP = 5 TPP\n    value w : Number\n        (a) 5 from 2026-01-01\n    group g of Country\n        AF, BY,\n            CN\n        + NI from 2024-03-15 \"note\"\n    group h of Country = g+[MO]\n    exception e\n        to x\n",
    "replace r\n    rule r\n        prohibits\n        if x\n            and y\n",
    "repeal a,\n        3A090.a ,b\n",
    "suspend a until 2026-11-10\nreinstate a\nunenforce b,c\n",
    "revise r (b) (2)\n    > words\n    (2) all of\n        a\n        b\n",
    "revise r\n    title \"T\"\n    review  case by  case\n    if (c) all of\n        a\n        b\n    duty report \"BIS\" 30 days after d\n",
    "revise d\n    as x\nrevise 3A090\n    covers item: Item if x\n",
    "revise v\n    (a) 5 TPP\nadd to g\n    AF,BY \"note\"\n    3A090\n",
    "strike r (a)(1),\n        r(b)\n",
    "add to r after (b)\n    (3) x\n    (4) none of\n        y\nadd to r in (b)\n    z\nadd to r before (a.1)\n    z\n",
    "add to r\n    unless (d) x\n    flags \"f\"\n",
    "remove KH,\n        \"k\" from g\n",
    "add to t\n    | b30a|4992 TPP ||\n    | \"x|y\" | | 1 |\nrevise t\n    |h20|1 TPP|2|\n",
    "saving s \"S\"\n    keeps the law before act\n    for x<2026-01-15\n    until 2026-02-15\nsaving u\n    for (l) any of\n        a\n        b\n    > why\n",
];

/// An amendment of some of them, indented by so many spaces a level, with comments and blank lines between any lines.
pub(crate) fn amendment() -> impl Strategy<Value = String> {
    let changes = prop::collection::vec(prop::sample::select(CHANGES), 0..5);
    (changes, 1..6_usize, prop::collection::vec(0..12_u8, 60)).prop_map(|(changes, step, gaps)| {
        let mut lines = vec!["amendment some   \"of them\"".to_owned()];
        let body = changes.concat();
        let mut gaps = gaps.iter().cycle();
        for line in body.lines() {
            let words = line.trim_start();
            let indent = " ".repeat(step * (1 + (line.len() - words.len()) / 4));
            match gaps.next().unwrap() {
                0 => lines.push(String::new()),
                1 => lines.extend(["", "   ", ""].map(ToOwned::to_owned)),
                2 => lines.push(format!("{indent}# above")),
                3 => lines.extend(["# in column 0", ""].map(ToOwned::to_owned)),
                _ => {}
            }
            let behind = if !words.starts_with('>') && gaps.next() == Some(&4) { "   # behind" } else { "" };
            lines.push(format!("{indent}{words}{behind}"));
        }
        lines.join("\n")
    })
}

/// The same with names so long that lines must be broken.
pub(crate) fn widened(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let alone = |at: usize| {
        let part =
            |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|it| it.is_alphanumeric() || *it == '_');
        letters[at].is_ascii_lowercase() && !part(at.checked_sub(1)) && !part(Some(at + 1))
    };
    (0..letters.len()).map(|at| letters[at].to_string().repeat(if alone(at) { 50 } else { 1 })).collect()
}
