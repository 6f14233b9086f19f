//! The argument that most commands begin with: which law.

use super::Exit;
use super::output;
use crate::diagnostic::Bag;
use crate::session::{self, Session, Target};
use clap::{Args, ValueHint};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The name under which messages speak of standard input.
pub(super) const STDIN: &str = "<stdin>";

/// Which law.
#[derive(Debug, Args)]
pub(super) struct Law {
    /// Law files, read as one law with all they import; a folder stands for the `law.lxp` in it, `-` for standard input
    #[arg(required = true, value_name = "LAW", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
}

impl Law {
    /// Reads it all.
    pub(super) fn load(&self) -> std::io::Result<Session> {
        let mut session = Session::new();
        for path in &self.paths {
            add(&mut session, path)?;
        }
        Ok(session)
    }
}

/// Which laws, for commands that look at each by itself.
#[derive(Debug, Args)]
pub(super) struct Laws {
    /// Law files, or folders; `-` for standard input
    ///
    /// A file is a law with all it imports. A folder with a `law.lxp` in it is one law, with all files below it. Any other
    /// folder is searched for such folders, and for files, each of them a law of its own.
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
}

impl Laws {
    /// Every law that is meant, and none twice; says so if there is none.
    pub(super) fn targets(&self) -> std::io::Result<Vec<Target>> {
        let mut targets = session::targets(&self.paths);
        for target in targets.iter_mut().filter(|target| target.files.iter().any(|path| is_stdin(path))) {
            STDIN.clone_into(&mut target.name);
        }
        if targets.is_empty() {
            none_found(&self.paths)?;
        }
        Ok(targets)
    }
}

/// Reads a law that is meant.
pub(super) fn load(target: &Target) -> std::io::Result<Session> {
    let mut session = Session::new();
    for path in &target.files {
        add(&mut session, path)?;
    }
    Ok(session)
}

/// Says that there is no law where some should be.
pub(super) fn none_found(paths: &[PathBuf]) -> std::io::Result<()> {
    let folders: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    output::error(&format!("no law file in {}", folders.join(", ")), Some("law files end in `.lxp`"))
}

/// Which law, for commands that ask one law only.
#[derive(Debug, Args)]
pub(super) struct OneLaw {
    /// A law file with all it imports; a folder stands for the `law.lxp` in it, `-` for standard input
    #[arg(value_name = "LAW", value_hint = ValueHint::AnyPath)]
    pub(super) path: PathBuf,
}

impl OneLaw {
    /// Reads it with what it imports.
    pub(super) fn load(&self) -> std::io::Result<Session> {
        let mut session = Session::new();
        add(&mut session, &self.path)?;
        Ok(session)
    }
}

fn add(session: &mut Session, path: &Path) -> std::io::Result<()> {
    if is_stdin(path) {
        // Standard input is read as if it were a file in the current folder.
        session.add_bytes(STDIN, stdin()?, Some(Path::new(".")));
    } else {
        session.add_path(path);
    }
    Ok(())
}

/// Whether a path means standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// All of standard input, and at most one byte more than a file may have.
pub(super) fn stdin() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(session::LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Of two ends of a run the one that says more: a file that was not read hides more than a law that is wrong.
pub(super) fn worse(one: Exit, other: Exit) -> Exit {
    if one.code() > other.code() { one } else { other }
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
