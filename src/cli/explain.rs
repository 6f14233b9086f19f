//! `lexport explain`: the page of a code.

use super::{Exit, output};
use crate::diagnostic::{Page, nearest, page, pages};
use clap::Args;
use std::io;

/// Explain a code that a message shows; without one, list them all
///
/// A page says what the code means, brings the fault about with a small example, and shows the way out of it.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code, such as LX0302
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(&self) -> io::Result<Exit> {
        let Some(code) = &self.code else {
            for page in pages() {
                output::out(&format!("{}\n", heading(page)))?;
            }
            return Ok(Exit::Done);
        };
        if let Some(page) = page(code) {
            output::out(page.text)?;
            return Ok(Exit::Done);
        }
        let near = nearest(code, pages().iter().map(|page| page.code));
        let help = near
            .map_or_else(|| "`lexport explain` lists all codes".to_owned(), |near| format!("did you mean `{near}`?"));
        output::usage(&format!("no code is called `{code}`"), Some(&help))
    }
}

/// The first line of a page, without the marks of a heading: the code and its name.
fn heading(page: &Page) -> &str {
    page.text.lines().next().unwrap_or(page.code).trim_start_matches(['#', ' '])
}
