//! Hands the arguments to `cli`, and turns its answer into an exit code.

use lexport::cli::{self, Exit};
use std::process::ExitCode;
use std::thread;

/// Every room limits how deep it goes; this much stack is enough for all of them at their limits.
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let run = thread::Builder::new().stack_size(STACK).spawn(|| cli::run(std::env::args_os()));
    // A thread that panicked has said why on standard error.
    let exit = run.map_or(Exit::Unread, |thread| thread.join().unwrap_or(Exit::Unread));
    ExitCode::from(exit.code())
}
