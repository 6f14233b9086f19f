//! The argument that most commands begin with: which law.

use super::Exit;
use crate::diagnostic::Bag;
use crate::session::{self, Session};
use clap::Args;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Which law.
#[derive(Debug, Args)]
pub(super) struct Law {
    /// Law files, read as one law with all they import; a folder stands for the `law.lxp` in it, `-` for standard input
    #[arg(required = true, value_name = "LAW")]
    paths: Vec<PathBuf>,
}

impl Law {
    /// Reads it all.
    pub(super) fn load(&self) -> std::io::Result<Session> {
        let mut session = Session::new();
        for path in &self.paths {
            if path.as_os_str() == "-" {
                // Standard input is read as if it were a file in the current folder.
                session.add_bytes("<stdin>", stdin()?, Some(Path::new(".")));
            } else {
                session.add_path(path);
            }
        }
        Ok(session)
    }
}

fn stdin() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(session::LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What findings about the law mean for the exit code.
pub(super) fn exit(bag: &Bag) -> Exit {
    if bag.iter().any(|finding| session::UNREAD.contains(&finding.code().as_str())) {
        Exit::Unread
    } else if bag.has_errors() {
        Exit::Law
    } else {
        Exit::Done
    }
}
