//! The commands: their names, what they take, and what is said of them.

use super::Repl;
use super::answer::Answer;
use super::help::help;
use crate::diagnostic::nearest;

/// What a command takes, for completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// Nothing, or something that cannot be completed.
    Nothing,
    /// A file.
    File,
    /// The path of a fact.
    Fact,
    /// A rule or exception.
    Rule,
    /// Anything that has a history.
    Act,
    /// Any name.
    Name,
    /// An expression.
    Expression,
    /// A command.
    Command,
    /// What `:amend` takes.
    Amend,
}

/// A command.
pub(super) struct Command {
    /// Without its colon.
    pub(super) name: &'static str,
    /// What follows it, for people.
    pub(super) arguments: &'static str,
    /// What follows it, for completion.
    pub(super) takes: Takes,
    /// What it does, in a line.
    pub(super) summary: &'static str,
    /// More about it, with examples.
    pub(super) help: &'static str,
    pub(super) run: fn(&mut Repl, &str) -> Answer,
}

/// All of them, in the order in which they are told.
pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "load",
        arguments: "[FILE…]",
        takes: Takes::File,
        summary: "read a law file with all it imports, or what has changed on the disk",
        help: "\
A folder stands for the `law.lxp` in it. What is loaded comes on top of the law that is there. Without a file, only what
has changed on the disk since it was read is read again. A name that ends in .json is a case, as for `:facts`.

  :load examples/advanced_computing
  :load",
        run: Repl::load,
    },
    Command {
        name: "facts",
        arguments: "[FILE]",
        takes: Takes::File,
        summary: "show the facts; with a file, take the case in it instead",
        help: "\
A fact is given by typing it; `:set` and `:unset` do the same by name. What nobody gave is unknown, and is not shown.

  :facts
  :facts examples/advanced_computing/cases/a800_2023-11-17.json
  shipment.destination = CN",
        run: Repl::facts,
    },
    Command {
        name: "set",
        arguments: "PATH = VALUE",
        takes: Takes::Fact,
        summary: "give a fact; `PATH = VALUE` alone does too",
        help: "\
A value may be known in part, or known not to be there. To ask whether a fact has a value instead of giving it, put a
question mark behind it.

  :set shipment.destination = CN
  shipment.value = at least 2500 USD
  shipment.destination = one of CN, MO
  shipment.notice = absent
  shipment.quantity = unknown
  shipment.destination = CN?",
        run: Repl::set_command,
    },
    Command {
        name: "unset",
        arguments: "PATH",
        takes: Takes::Fact,
        summary: "take a fact back, with all below it",
        help: "\
The fact is unknown then, or has the default of its field.

  :unset shipment.destination
  :unset shipment.item",
        run: Repl::unset,
    },
    Command {
        name: "on",
        arguments: "[DATE|off]",
        takes: Takes::Nothing,
        summary: "ask about a day; `off` asks about the day of the case again",
        help: "\
Without a date it says which day is asked about.

  :on 2023-11-16
  :on off",
        run: Repl::on,
    },
    Command {
        name: "known",
        arguments: "[DATE|off]",
        takes: Takes::Nothing,
        summary: "leave out what was published after a day",
        help: "\
The law is read as it was known on that day, even if what was released, or published, later has effect from an earlier day.

  :known 2023-10-20
  :known off",
        run: Repl::known,
    },
    Command {
        name: "decide",
        arguments: "",
        takes: Takes::Nothing,
        summary: "what the law says of the facts on the day",
        help: "",
        run: Repl::decide,
    },
    Command {
        name: "why",
        arguments: "[RULE [(a)(1)]]",
        takes: Takes::Rule,
        summary: "every reason of the decision; or of a rule, a limb, a condition",
        help: "\
  :why
  :why rs_license
  :why rs_license (b)(2)
  :why shipment.destination in D5",
        run: Repl::why,
    },
    Command {
        name: "whynot",
        arguments: "RULE",
        takes: Takes::Rule,
        summary: "why a rule does not apply, and what would make it",
        help: "\
It names the facts each of which would make the rule apply if nothing else changed, and the nearest days on which it
applies to the same facts.

  :whynot nac",
        run: Repl::why_not,
    },
    Command {
        name: "amend",
        arguments: "[NAME [under INSTRUMENT]]",
        takes: Takes::Amend,
        summary: "type changes of the law, tried out at once; `:help amend`",
        help: "\
Changes are typed in a layer, which is an amendment in the making. Each counts at once, from the day asked about on, or
from that of the instrument that is named. Layers lie on top of each other. A rule that is typed while a layer is open
is inserted by it. `:amend save` and `:amend drop` mean the layer that is open, or the last; `:amend drop draft` the one of
that name.

  :amend
  :amend draft under h200_rule
  revise rs_license (b)(2)
      shipment.consignee.ultimate_parent.country in D5 + [MO]
  suspend affiliates_rule until 2026-11-10
  :amend save draft.lxp
  :amend close
  :amend drop",
        run: Repl::amend_command,
    },
    Command {
        name: "undo",
        arguments: "",
        takes: Takes::Nothing,
        summary: "take the last change back, whatever it was",
        help: "A fact, a day, a declaration, a change of the law, a file: one after the other, the last one first.",
        run: |repl, _| repl.take_back(),
    },
    Command {
        name: "law",
        arguments: "[DATE]",
        takes: Takes::Nothing,
        summary: "the law of a day as one text, with what was typed",
        help: "\
  :law
  :law 2024-04-04",
        run: Repl::law,
    },
    Command {
        name: "history",
        arguments: "[NAME]",
        takes: Takes::Act,
        summary: "the versions of a provision; what an act has done",
        help: "\
Without a name it lists what has had more than one version.

  :history
  :history rs_license
  :history april_2024_ifr",
        run: Repl::history,
    },
    Command {
        name: "diff",
        arguments: "[NAME | DATE DATE]",
        takes: Takes::Act,
        summary: "what the layers change, or an act; what two days differ in",
        help: "\
What is taken out has a `-` before it, what is put in a `+`.

  :diff
  :diff april_2024_ifr
  :diff 2023-11-16 2023-11-17",
        run: Repl::diff,
    },
    Command {
        name: "impact",
        arguments: "FILE [NAME | DATE DATE]",
        takes: Takes::File,
        summary: "what the layers make of many cases, or an act, or a day",
        help: "\
The file has one case a line, in JSON. Each is asked before and after; cases whose outcome is another are listed, then
all are counted. The day is that of each case, or the one that `:on` says.

  :impact shipments.ndjson
  :impact shipments.ndjson april_2024_ifr
  :impact shipments.ndjson 2023-11-16 2023-11-17",
        run: Repl::impact,
    },
    Command {
        name: "type",
        arguments: "EXPR",
        takes: Takes::Expression,
        summary: "the type and the unit of an expression",
        help: "\
  :type 4800 TPP / 814 mm²
  :type shipment.item",
        run: Repl::type_of,
    },
    Command {
        name: "info",
        arguments: "NAME",
        takes: Takes::Name,
        summary: "what a name is, what it cites, its text, where it is declared",
        help: "\
A name may be anything that is declared: a rule, an entry, a group, a unit, an instrument; or a country, or the path of a
fact.

  :info rs_license
  :info 3A090.a
  :info shipment.destination
  :info CN",
        run: Repl::info,
    },
    Command {
        name: "help",
        arguments: "[COMMAND]",
        takes: Takes::Command,
        summary: "what can be typed; more about a command",
        help: "",
        run: |repl, rest| help(rest, repl.width),
    },
    Command {
        name: "quit",
        arguments: "",
        takes: Takes::Nothing,
        summary: "end the session; Ctrl-D does too",
        help: "",
        run: |_, _| Answer { quit: true, ..Answer::default() },
    },
];

/// The command of that name, or of the only one that begins so.
pub(super) fn find(word: &str) -> Option<&'static Command> {
    let named = COMMANDS.iter().find(|command| command.name == word);
    let mut begun = COMMANDS.iter().filter(|command| !word.is_empty() && command.name.starts_with(word));
    named.or_else(|| begun.next().filter(|_| begun.next().is_none()))
}

/// The command that was probably meant.
pub(super) fn near(word: &str) -> Option<&'static str> {
    let common =
        [("exit", "quit"), ("q", "quit"), ("?", "help"), ("explain", "why"), ("reload", "load"), ("facs", "facts")];
    let known = common.iter().find(|(other, _)| *other == word).map(|(_, meant)| *meant);
    known.or_else(|| nearest(word, COMMANDS.iter().map(|command| command.name)))
}
