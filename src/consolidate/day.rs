//! Groups and values as they are on a day: who is a member then, and what a value is then.

use crate::enact::Stretch;
use crate::syntax::ast::{
    DateText, Declaration, Expr, ExprKind, Group, GroupBody, GroupLine, LineDays, Sign, Value, ValueBody, ValueVersion,
};
use crate::value::Date;

/// Since when, and up to when, what is written at an address holds.
pub(super) type Since = (u32, Stretch);

/// Cuts a group or a value to a day. What else there is has no parts that come and go.
pub(super) fn cut(tree: &mut Declaration, day: Date) -> Vec<Since> {
    match tree {
        Declaration::Group(it) => members(it, day),
        Declaration::Value(it) => value(it, day),
        _ => Vec::new(),
    }
}

/// The days on which a group or a value becomes another, by its own lines.
pub(super) fn turns(tree: &Declaration) -> Vec<Date> {
    let dates: Vec<&DateText> = match tree {
        Declaration::Group(Group { body: GroupBody::Lines(lines), .. }) => lines
            .iter()
            .flat_map(|line| match line {
                GroupLine::Members { days, .. } => [days.from.as_ref(), days.until.as_ref()],
                GroupLine::Provenance(_) => [None, None],
            })
            .flatten()
            .collect(),
        Declaration::Value(Value { body: ValueBody::Lines { versions, .. }, .. }) => {
            versions.iter().flat_map(|it| [it.days.from.as_ref(), it.days.until.as_ref()]).flatten().collect()
        }
        _ => Vec::new(),
    };
    dates.into_iter().filter_map(|text| Date::parse(&text.node).ok()).collect()
}

/// Whether it is anything on a day: a value may not have begun.
pub(super) fn is_something(tree: &Declaration, day: Date) -> bool {
    match tree {
        Declaration::Value(Value { body: ValueBody::Lines { versions, .. }, .. }) => {
            stretches(versions).iter().any(|(_, when)| when.contains(day))
        }
        _ => true,
    }
}

/// A group that is made of others cannot say when it is law. Out of force it has no members, and can be written without.
pub(super) fn with_lines(group: &mut Group) {
    if let GroupBody::Expr(_) = group.body {
        group.body = GroupBody::Lines(Vec::new());
    }
}

fn stretch(days: &LineDays) -> Stretch {
    let day = |text: &Option<DateText>| text.as_ref().and_then(|text| Date::parse(&text.node).ok());
    Stretch { from: day(&days.from), until: day(&days.until) }
}

/// A member with its days, and the line that it stands in.
struct Stay<'g> {
    line: usize,
    member: &'g Expr,
    when: Stretch,
}

/// Who is a member on the day, line by line. Members of one line who joined or leave on different days part.
fn members(group: &mut Group, day: Date) -> Vec<Since> {
    let GroupBody::Lines(lines) = &mut group.body else { return Vec::new() };
    let mut stays = stays(lines);
    stays.retain(|stay| stay.when.contains(day));
    stays.sort_by_key(|stay| stay.line);
    let mut made: Vec<(usize, GroupLine)> = Vec::new();
    let mut since = Vec::new();
    for run in stays.chunk_by(|one, next| one.line == next.line && one.when == next.when) {
        let Some(first) = run.first() else { continue };
        let Some(GroupLine::Members { span, note, .. }) = lines.get(first.line) else { continue };
        // The first of the parts keeps the place of the line, and with it what is remarked there.
        let parted = made.last().is_some_and(|(line, _)| *line == first.line);
        let span = if parted { first.member.span } else { *span };
        if first.when != Stretch::ALWAYS {
            since.push((span.start, first.when));
        }
        let members = run.iter().map(|stay| stay.member.clone()).collect();
        let line = GroupLine::Members { span, sign: None, members, days: LineDays::default(), note: note.clone() };
        made.push((first.line, line));
    }
    made.extend(
        lines
            .iter()
            .enumerate()
            .filter(|(_, line)| matches!(line, GroupLine::Provenance(_)))
            .map(|(at, line)| (at, line.clone())),
    );
    made.sort_by_key(|(at, _)| *at);
    *lines = made.into_iter().map(|(_, line)| line).collect();
    since
}

/// Members with their days, as `check` reads them: who is said to have left after having joined was a member in between;
/// who is only said to have left was one until then.
fn stays(lines: &[GroupLine]) -> Vec<Stay<'_>> {
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for (line, it) in lines.iter().enumerate() {
        let GroupLine::Members { sign, members, days, .. } = it else { continue };
        let when = stretch(days);
        let leaves = *sign == Some(Sign::Left) && when.from.is_none();
        let to = if leaves { &mut left } else { &mut found };
        to.extend(members.iter().map(|member| Stay { line, member, when }));
    }
    left.sort_by_key(|stay| stay.when.until);
    for end in left {
        let open = |stay: &&mut Stay<'_>| {
            let begun = stay.when.from.is_none_or(|from| Some(from) < end.when.until);
            same(stay.member, end.member) && begun && stay.when.until.is_none_or(|until| end.when.until < Some(until))
        };
        match found.iter_mut().filter(open).max_by_key(|stay| stay.when.from) {
            Some(stay) => stay.when.until = end.when.until,
            None => found.push(end),
        }
    }
    found
}

/// What a member or a key is written as.
pub(super) fn words(member: &Expr) -> Option<String> {
    match &member.kind {
        ExprKind::Name(text) | ExprKind::Text(text) | ExprKind::Code(text) => Some(text.clone()),
        _ => None,
    }
}

fn same(one: &Expr, other: &Expr) -> bool {
    words(one).is_some() && words(one) == words(other)
}

/// What a value is on the day. On a day on which it is nothing, its lines stay as they are.
fn value(value: &mut Value, day: Date) -> Vec<Since> {
    let ValueBody::Lines { versions, .. } = &mut value.body else { return Vec::new() };
    let Some((at, when)) = stretches(versions).into_iter().find(|(_, when)| when.contains(day)) else {
        return Vec::new();
    };
    let Some(version) = versions.get(at).cloned() else { return Vec::new() };
    let since = if when == Stretch::ALWAYS { Vec::new() } else { vec![(version.span.start, when)] };
    *versions = vec![ValueVersion { days: LineDays::default(), ..version }];
    since
}

/// The days of each line of a value: up to where the next begins, if it does not say.
fn stretches(versions: &[ValueVersion]) -> Vec<(usize, Stretch)> {
    let mut all: Vec<(usize, Stretch)> = versions.iter().enumerate().map(|(at, it)| (at, stretch(&it.days))).collect();
    all.sort_by_key(|(_, when)| when.from);
    let begins: Vec<Option<Date>> = all.iter().skip(1).map(|(_, when)| when.from).collect();
    for ((_, when), next) in all.iter_mut().zip(begins) {
        when.until = when.until.or(next);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Bag;
    use crate::format::{Remarks, declarations};
    use crate::source::SourceMap;
    use crate::syntax::parse;

    fn on(text: &str, day: &str) -> String {
        let mut sources = SourceMap::new();
        let id = sources.add("it.lxp", text).unwrap();
        let mut file = parse(sources.get(id).unwrap(), id, &mut Bag::new());
        let mut tree = file.declarations.remove(0);
        let since = cut(&mut tree, Date::parse(day).unwrap());
        let remarks: Remarks =
            since.into_iter().map(|(at, when)| (at, crate::consolidate::dates::words(when))).collect();
        declarations([&tree], &sources, &remarks).unwrap()
    }

    #[test]
    fn who_left_was_a_member_and_who_joins_is_none_yet() {
        let text = "\
group G of Country
    cites \"list\"
    AA, BB
    + CC, DD from 2020-01-01 \"two\"
    - CC until 2021-01-01
    - EE until 2022-01-01
";
        insta::assert_snapshot!(on(text, "2020-06-01"), @r#"
        group G of Country
            cites "list"
            AA, BB
            CC "two"  # from 2020-01-01 until 2021-01-01
            DD "two"  # from 2020-01-01
            EE        # until 2022-01-01
        "#);
        insta::assert_snapshot!(on(text, "2023-01-01"), @r#"
        group G of Country
            cites "list"
            AA, BB
            DD "two"  # from 2020-01-01
        "#);
    }

    #[test]
    fn a_value_is_one_thing_a_day() {
        let text = "value limit : Number\n    (a) 100 from 2020-01-01\n    (b) 50 from 2021-01-01\n";
        insta::assert_snapshot!(on(text, "2020-06-01"), @r"
        value limit : Number
            (a) 100  # from 2020-01-01 until 2021-01-01
        ");
        insta::assert_snapshot!(on(text, "2019-06-01"), @r"
        value limit : Number
            (a) 100 from 2020-01-01
            (b) 50 from 2021-01-01
        ");
    }
}
