//! A law whose parts were read from two texts, as it is after an amendment.

use lexport::diagnostic::Bag;
use lexport::format::Remarks;
use lexport::source::{SourceMap, Span};
use lexport::syntax::{self, ast};

/// Two texts of one law: a rule, a group and an entry, and what an amendment makes of them.
const BASE: &str = "\
# A comment of the base, which is left behind.
rule rs_license \"Regional stability\"   # as this one is
    cites  \"15 CFR 742.6\"

    requires   license
    if all of
        (a) shipment.item under 3A090

        (b) any of
            (1) shipment.destination in D5
            (2) shipment.consignee.country in D5   # here
    unless (c) shipment.value <= 1_000 USD
    unless shipment.temporary

group D5 of Country
    cites \"Supp. No. 1\"
    AF, BY

table chips key id
    id : Text
    die : Number in mm²
    | id | die |
    | a  | 814 mm² |
";
const CHANGE: &str = "\
amendment review
    insert
            value limit : Number in TPP   \"how much\"
                # inside
                20_000_000 TPP
    revise rs_license (b)(2)
          > It is to read so.
          shipment.consignee.ultimate_parent.country in D5+[MO]
    add to rs_license after (b)(2)
        (3) all of
            shipment.destination = MO

            shipment.value > 5 USD
    revise rs_license
        title \"Regional stability, revised\"
        review case  by case
        > More words.
    add to D5
        NI \"joined\"
    add to chips
        | b30a | 900.5 mm² |
";

/// The law as amended, as one text of several.
pub(crate) fn consolidated(sources: &mut SourceMap) -> (Vec<ast::Declaration>, Remarks) {
    let mut read = |name: &str, text: &str| {
        let id = sources.add(name, text).unwrap();
        let mut bag = Bag::new();
        let file = syntax::parse(sources.get(id).unwrap(), id, &mut bag);
        assert!(bag.is_empty());
        file.declarations
    };
    // The amendment is read first, so that places go backwards from the rule to its limbs.
    let change = read("change.lxp", CHANGE);
    let mut law = read("base.lxp", BASE);
    let mut remarks = Remarks::new();
    let mut remark = |at: Span| remarks.insert(at.start, "from h200_rule_2026\n(91 FR 1684)".to_owned());
    let [ast::Declaration::Amendment(amendment)] = change.as_slice() else { panic!() };
    let [ast::Declaration::Rule(rule), ast::Declaration::Group(group), ast::Declaration::Table(table)] =
        law.as_mut_slice()
    else {
        panic!()
    };
    let mut inserted = Vec::new();
    for (_, line) in &amendment.lines {
        let ast::AmendmentLine::Change(change) = line else { panic!() };
        match change {
            ast::Change::Insert(declarations) => {
                remark(declarations[0].span());
                inserted.clone_from(declarations);
            }
            ast::Change::Revise { text: ast::Revision::Limbs(new), .. } => {
                remark(new[0].span);
                let label = limbs(rule)[1].label.take();
                limbs(rule)[1] = ast::Limb { label, ..new[0].clone() };
            }
            ast::Change::Add { text: ast::Revision::Limbs(new), .. } => {
                remark(new[0].span);
                limbs(rule).extend_from_slice(new);
            }
            ast::Change::Revise { text: ast::Revision::Lines(lines), .. } => {
                for (span, line) in lines {
                    match line {
                        ast::RevisedLine::Title(text) => rule.title = Some(text.clone()),
                        ast::RevisedLine::Rule(line) => {
                            remark(*span);
                            rule.lines.push((*span, line.clone()));
                        }
                        _ => panic!(),
                    }
                }
            }
            ast::Change::Add { to, text: ast::Revision::Lines(lines), .. } => match &lines[..] {
                [(span, ast::RevisedLine::Items { items, note, .. })] if to.node == "D5" => {
                    remark(*span);
                    let ast::GroupBody::Lines(lines) = &mut group.body else { panic!() };
                    let (members, note) = (items.clone(), note.clone());
                    let line = ast::GroupLine::Members {
                        span: *span,
                        sign: None,
                        members,
                        days: ast::LineDays::default(),
                        note,
                    };
                    lines.push(line);
                }
                [(_, ast::RevisedLine::Row(row))] => {
                    remark(row.span);
                    table.rows.push(row.clone());
                }
                _ => panic!(),
            },
            _ => panic!(),
        }
    }
    law.extend(inserted);
    (law, remarks)
}

/// The limbs of the block (b).
fn limbs(rule: &mut ast::Rule) -> &mut Vec<ast::Limb> {
    let condition = rule.lines.iter_mut().find_map(|(_, line)| match line {
        ast::RuleLine::If { condition, .. } => Some(condition),
        _ => None,
    });
    let ast::ExprKind::Block(outer) = &mut condition.unwrap().kind else { panic!() };
    let ast::ExprKind::Block(inner) = &mut outer.limbs[1].condition.kind else { panic!() };
    &mut inner.limbs
}
