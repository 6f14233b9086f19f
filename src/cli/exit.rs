//! What the program says by its exit code.

/// How a run ended. The numbers are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// A decision, or what was asked for is in order.
    Done,
    /// What was compared differs.
    Differs,
    /// The arguments mean nothing.
    Usage,
    /// The facts known do not decide.
    Undetermined,
    /// Something is wrong with the law.
    Law,
    /// Something is wrong with the facts.
    Facts,
    /// A scenario does not come out as expected, or a file is not in canonical form.
    Tests,
    /// A file could not be read, or the program itself is at fault.
    Unread,
}

/// The table as it stands in the help.
pub(super) const HELP: &str = "\
Exit codes:
  0  a decision, or all is in order
  1  what was compared differs
  2  the arguments mean nothing
  3  undetermined: the facts known do not decide
  4  a fault in the law
  5  a fault in the facts
  6  a test failed, or a file is not in canonical form
  7  a file could not be read, or the program itself is at fault

Decisions and messages are folded to the width of the terminal, or at as many columns as COLUMNS says, and at 100 where \
the output goes to a file or another program; texts of law stay as they are. NO_COLOR, CLICOLOR and --color say whether \
there is color.";

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Differs => 1,
            Self::Usage => 2,
            Self::Undetermined => 3,
            Self::Law => 4,
            Self::Facts => 5,
            Self::Tests => 6,
            Self::Unread => 7,
        }
    }

    /// Of two runs in one, the one that is further from a decision.
    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        if other.code() > self.code() { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_lists_every_code() {
        let all = [
            Exit::Done,
            Exit::Differs,
            Exit::Usage,
            Exit::Undetermined,
            Exit::Law,
            Exit::Facts,
            Exit::Tests,
            Exit::Unread,
        ];
        let listed: Vec<u8> = HELP
            .lines()
            .skip(1)
            .take_while(|line| !line.is_empty())
            .map(|line| line.split_whitespace().next().unwrap().parse().unwrap())
            .collect();
        assert_eq!(listed, all.map(Exit::code));
    }
}
